"""Where are boxes that stand printed with a mark in them, such as the sign ☒?

The mark fills the middle, so there is no white by which an outline is known, and a font may draw the ticked sign a size
smaller than the empty one. Sign and mark are one piece of ink with four straight sides, in the column or row of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2

from toolkit_extract.parsers.scan.apart import Pieces, stands_alone
from toolkit_extract.parsers.scan.damaged import OUT_OF_LINE
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Mask
from toolkit_extract.parsers.scan.whole import WHOLE_SIDE, has_corners, wholeness

_SQUARE = 1.12
"""Longer by shorter side of a square, up to which it is one."""

_SMALLER, _LARGER = 0.75, 1.2
"""Side of a marked box in that of the empty ones beside it."""


def crossed_boxes(dark: Mask, pieces: Pieces, found: Sequence[FoundBox]) -> Iterator[FoundBox]:
    """Marked boxes in the columns and rows of boxes that were found; theirs is the width of the outline too."""
    empty = [box for box in found if not box.round]
    if not empty:
        return
    sides = [side for box in empty for side in (box.width, box.height)]
    width, height = pieces.stats[:, cv2.CC_STAT_WIDTH], pieces.stats[:, cv2.CC_STAT_HEIGHT]
    least, most = _SMALLER * min(sides), _LARGER * max(sides)
    like = (width >= least) & (width <= most) & (height >= least) & (height <= most)
    for number in like.nonzero()[0]:
        x, y, across, down, _ = (int(value) for value in pieces.stats[number])
        if not number or max(across, down) > _SQUARE * min(across, down):
            continue
        for other in empty:
            in_line = (
                abs(x - other.x0) <= OUT_OF_LINE
                or abs((y + y + down) - (other.top + other.bottom)) <= OUT_OF_LINE
            )
            if not in_line or not _SMALLER * other.width <= across <= _LARGER * other.width:
                continue
            box = _square(dark, x, y, across, down, other.stroke)
            if box and stands_alone(box, dark):
                yield box
            break


def _square(dark: Mask, x: int, y: int, across: int, down: int, stroke: int) -> FoundBox | None:
    """The square that a piece of ink fills from side to side; None where a side or corner is none."""
    corners = (x, y, x + across, y + down)
    whole = wholeness(dark, *corners, max(stroke - 1, 1))
    if whole < WHOLE_SIDE or not has_corners(dark, *corners, stroke):
        return None
    return FoundBox(*corners, stroke, whole)
