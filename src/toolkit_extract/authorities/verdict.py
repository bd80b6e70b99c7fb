"""What does one source — file name, folder, cover or text — say about who submitted a return?"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_extract.authorities.table import Council


@dataclass(frozen=True, slots=True)
class Verdict:
    """One source's answer: a council, or the councils between which it leaves us, or nothing.

    Attributes:
        council: the one council that the source names.
        confidence: 0 … 1, 0 where no council is named.
        candidates: near ties, the likeliest first; empty where a council is named.
        hint: the council is named so weakly that a later source may overrule it.
    """

    council: Council | None = None
    confidence: float = 0.0
    candidates: tuple[Council, ...] = ()
    hint: bool = False
