"""What is a flagged stretch of a text?"""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to `end` of a text, as Python slices it.

    Attributes:
        start: characters before it.
        end: characters up to and with its last one.
        kind: what it is, a code of `schemas.privacy_table.PRIVACY_KINDS`.
        rule: the rule that took it for this.
    """

    start: int
    end: int
    kind: str
    rule: str
