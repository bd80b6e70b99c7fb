"""What is known of a box before anything is said about its state: its outline on the sheet, in pixels."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import WORKING_SCALE

SMALLEST, LARGEST = 4.8, 24.0
"""Outer sides in points, as for drawn boxes in PDFs: below are letters and bullets, above are cells."""


@dataclass(frozen=True, slots=True)
class FoundBox:
    """A box in pixels of the sheet, outer edges.

    `x0` and `top` are the first pixels in it, `x1` and `bottom` the first behind it. `stroke` is the width of its
    outline, `wholeness` the share of its weakest side that is ink.
    """

    x0: int
    top: int
    x1: int
    bottom: int
    stroke: int
    wholeness: float
    hole: tuple[int, int, int, int] | None = None
    """The white inside where it was seen whole: left, top, right and bottom, in pixels."""

    round: bool = False
    """An option button: a circle, whose `hole` is the square that lies within it."""

    @property
    def width(self) -> int:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        """In points."""
        return Box(
            self.x0 / WORKING_SCALE,
            self.top / WORKING_SCALE,
            self.x1 / WORKING_SCALE,
            self.bottom / WORKING_SCALE,
        )


@dataclass(frozen=True, slots=True)
class BoxSize:
    """A size of boxes that a document has, in pixels."""

    width: int
    height: int
    stroke: int
