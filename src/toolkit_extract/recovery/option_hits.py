"""The options that a text holds, each with its mark: what is read of a rating before anything is concluded."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit_extract.recovery.marked_text import PARAGRAPH_END
from toolkit_extract.schemas.document import Emphasis, Mark
from toolkit_extract.schemas.region import Region
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Option

LINE_ENDS = "\n" + PARAGRAPH_END
LINE_END = re.compile(f"[{LINE_ENDS}]")
TYPED_SIGN = re.compile(r"(?<![\w'’])[xX](?![\w'’])")
"""A letter x that stands alone: someone's tick. Not the x of a word."""


@dataclass(frozen=True, slots=True)
class OptionHit:
    """An option as the text has it. `mark` is the one that belongs to it; `exact`: nothing else stands on its line."""

    question: ChoiceQuestion
    option: Option
    start: int
    end: int
    exact: bool
    fuzzy: bool = False
    mark: Mark | None = None
    emphasis: frozenset[Emphasis] = frozenset()
    region: Region | None = None
    beside: str = (
        ""  # other words and signs on its line, where it is the line's only option; no mark of the line's
    )
    by_order: bool = False  # its words cannot be read, and its place among the others tells which it is


@dataclass(frozen=True, slots=True)
class OptionReading:
    """What a text holds of a rating: options, the words that are none, and marks that belong to no option."""

    hits: tuple[OptionHit, ...] = ()
    remark: str = ""
    stray: tuple[Mark, ...] = ()
    dropdown: bool = False
