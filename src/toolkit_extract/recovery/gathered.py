"""What was gathered for one standard, sorted by question and not yet read as answers?"""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.narratives import Piece
from toolkit_extract.recovery.option_hits import OptionReading
from toolkit_extract.schemas.document import Mark
from toolkit_extract.schemas.region import Region


@dataclass(slots=True)
class ColumnText:
    """What was gathered for one question of one standard."""

    pieces: list[Piece] = field(default_factory=list)
    readings: list[OptionReading] = field(default_factory=list)
    regions: dict[Region, None] = field(default_factory=dict)  # in order, each once
    seen: bool = False
    in_cell: bool = False


@dataclass(slots=True)
class Gathered:
    """What was gathered for one standard; `unplaced` is text that belongs to no question."""

    columns: dict[str, ColumnText]
    statement: list[MarkedText] = field(default_factory=list)
    unplaced: list[MarkedText] = field(default_factory=list)
    headed: bool = False
    loose_boxes: tuple[Mark, ...] = ()  # boxes among loose prose, beside no option
    doubt: str | None = None  # why the free texts as a whole may lack words

    @property
    def any_answer(self) -> bool:
        """Whether any question of the standard was seen yet."""
        return any(column.seen for column in self.columns.values())
