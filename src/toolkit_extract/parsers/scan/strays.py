"""Which strokes among the boxes of a question does none of its ticks explain?

Where no box of a question is ticked, a stroke beside them may be a tick that nobody could assign. The boxes are then
not said to be empty without a doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, PenPiece, area_of
from toolkit_extract.parsers.scan.raster import WORKING_SCALE

_BESIDE, _LABELS = 1.0, 14.0
"""Sides of a box round the boxes of a question, and before and behind them, in which its strokes lie."""

_LEAST, _TALL = 0.9, 1.45
"""Sides of a box: the longer side of the smallest stroke, and the height from which what stands in the place of a label
is no letter of it."""

_THIN, _LEAST_INK = 0.22, 0.09
"""Sides of a box up to which a piece is so thin that it belongs to a rule, and the least ink of a stroke in squares of
them."""


def stray_strokes(
    question: Sequence[FoundBox], pen: PenInk, explained: Collection[int], cells: Sequence[Box]
) -> Iterator[tuple[PenPiece, int]]:
    """Strokes that may be ticks of a question, each with the place of the nearest of its boxes.

    Args:
        question: its boxes, in pixels.
        pen: the ink of the page.
        explained: numbers of the pieces that tick a box.
        cells: of its tables, in points.
    """
    side = max(box.width for box in question)
    region = _region(question, cells, side)
    for number in pen.pieces_in(area_of(region)):
        if number in explained or number in pen.letters:
            continue
        piece = pen.piece(number)
        middle = ((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2)
        if _is_stroke(piece, side) and region.contains(*middle):
            index = int(np.argmin([_distance(piece, box) for box in question]))
            if _may_tick(piece, question[index]):
                yield piece, index


def _region(question: Sequence[FoundBox], cells: Sequence[Box], side: int) -> Box:
    """Where the strokes of a question lie: round its boxes and over its labels, within its cell."""
    extent = bounding_box(Box(box.x0, box.top, box.x1, box.bottom) for box in question)
    reach = _BESIDE * side
    labels = _LABELS * side
    region = Box(extent.x0 - labels, extent.top - reach, extent.x1 + labels, extent.bottom + reach)
    x, y = question[0].box.cx, question[0].box.cy
    home = [cell for cell in cells if cell.contains(x, y)]
    for cell in home[:1]:
        x0, top, x1, bottom = (value * WORKING_SCALE for value in cell)
        region = Box(max(region.x0, x0), max(region.top, top), min(region.x1, x1), min(region.bottom, bottom))
    return region


def _is_stroke(piece: PenPiece, side: int) -> bool:
    return (
        max(piece.width, piece.height) >= _LEAST * side
        and min(piece.width, piece.height) > _THIN * side
        and piece.area >= _LEAST_INK * side**2
    )


def _may_tick(piece: PenPiece, box: FoundBox) -> bool:
    """Whether it lies by the box, or is too tall for a letter of its label."""
    beside = box.x0 - _BESIDE * box.width <= (piece.x0 + piece.x1) / 2 and piece.x0 < box.x1
    return beside or piece.height >= _TALL * box.height


def _distance(piece: PenPiece, box: FoundBox) -> float:
    return abs((piece.top + piece.bottom) / 2 - (box.top + box.bottom) / 2)
