"""Which ink in the cells of a page is handwriting?

Print is made of letters that stand apart and are about as wide as high; writing runs on. Lines that an engine read from
writing are guesses and are taken out, and the place is named instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.grid import Grid
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, PenPiece, area_of
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, box_in_points

_LONG, _HIGH = 2.4, 1.7
"""Width and height of a piece of ink, in heights of its line, from which it is no letter."""

_MOSTLY = 0.5
_GUESSED, _UNSURE = 0.45, 0.8
"""Confidence of an engine below which a line is a guess, and below which it may be one, if its letters run on."""

_LEAST_WIDTH, _LEAST_HEIGHT = 18.0, 5.0
"""Points that strokes outside all lines must extend over together to be writing."""

_NEAR_BOX = 2.0


@dataclass(frozen=True, slots=True)
class Writing:
    """The lines that are print, and the places, in points, that hold handwriting."""

    lines: list[TextLine]
    places: list[Box]


def part_writing(
    lines: Sequence[TextLine], pen: PenInk, boxes: Sequence[FoundBox], grids: Sequence[Grid]
) -> Writing:
    """Tell print from writing.

    Args:
        lines: as recognised.
        pen: ink of the page.
        boxes: boxes to tick; strokes near them are ticks.
        grids: tables, whose cells are where answers are written.
    """
    printed: list[TextLine] = []
    places: list[Box] = []
    for line in lines:
        if line.confidence < _GUESSED or (line.confidence < _UNSURE and _runs_on(line, pen)):
            places.append(box_in_points(line.box))
        else:
            printed.append(line)
    for grid in grids:
        for cell in grid.cells:
            strokes = [p for p in _loose(pen, cell.box, printed) if not _beside_box(p, boxes)]
            if strokes:
                extent = box_in_points(bounding_box(Box(p.x0, p.top, p.x1, p.bottom) for p in strokes))
                if extent.width >= _LEAST_WIDTH and extent.height >= _LEAST_HEIGHT:
                    places.append(extent)
    return Writing(
        printed, _merged(p for p in places if any(g.cell_at(p.cx, p.cy) is not None for g in grids))
    )


def _runs_on(line: TextLine, pen: PenInk) -> bool:
    """Whether most ink of a line is in pieces longer or higher than letters."""
    height = line.box.height
    pieces = pen.pieces_in(area_of(line.box))
    total = sum(pieces.values())
    long = sum(
        count for number, count in pieces.items()
        if pen.piece(number).width > _LONG * height or pen.piece(number).height > _HIGH * height
    )  # fmt: skip
    return total > 0 and long > _MOSTLY * total


def _loose(pen: PenInk, cell: Box, lines: Sequence[TextLine]) -> list[PenPiece]:
    """Strokes in a cell that lie in no line."""
    inner = Box(*(value * WORKING_SCALE for value in cell.grown(-2.0)))
    if inner.width <= 0 or inner.height <= 0:
        return []
    near = [line.box for line in lines if line.box.intersection_area(inner) > 0]
    found = []
    for number in pen.pieces_in(area_of(inner)):
        piece = pen.piece(number)
        if number in pen.letters or max(piece.width, piece.height) < 0.5 * _LEAST_HEIGHT * WORKING_SCALE:
            continue
        middle = ((piece.x0 + piece.x1) / 2, (piece.top + piece.bottom) / 2)
        if inner.contains(*middle) and not any(box.contains(*middle, 2.0) for box in near):
            found.append(piece)
    return found


def _beside_box(piece: PenPiece, boxes: Sequence[FoundBox]) -> bool:
    return any(
        piece.x0 < box.x1 + _NEAR_BOX * box.width
        and piece.x1 > box.x0 - _NEAR_BOX * box.width
        and piece.top < box.bottom + _NEAR_BOX * box.height
        and piece.bottom > box.top - _NEAR_BOX * box.height
        for box in boxes
    )


def _merged(places: Iterable[Box]) -> list[Box]:
    """Places that touch as one."""
    merged: list[Box] = []
    for place in sorted(places, key=lambda b: (b.top, b.x0)):
        near = next((m for m in merged if m.x_gap(place) <= 4 and m.y_gap(place) <= 8), None)
        if near is None:
            merged.append(place)
        else:
            merged[merged.index(near)] = bounding_box((near, place))
    return merged
