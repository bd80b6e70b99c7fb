"""Which ink in the cells of a page is handwriting?

Print is made of letters that stand apart and are about as wide as high; writing runs on. Lines that an engine read from
writing are guesses and are taken out, and the place is named instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.grid import Grid
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, PenPiece, area_of
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, box_in_points

_GUESSED, _UNSURE = 0.45, 0.8
"""Confidence of an engine below which a line is a guess, and below which it may be one, if its letters run on."""

_WIDE, _THIN, _PIECES_APART = 0.9, 0.46, 0.7
"""Usual width, in heights of a line, of the pieces of ink of letters that a pen has joined, and the share of their
extent that is ink; and pieces a letter from which the letters of a page stand apart, as print does."""

_LOW, _FEWEST_LETTERS = 0.35, 4
"""Height, in heights of its line, up to which a piece is a dot, and letters of the shortest line that tells."""

_WITHIN = 0.6
"""Share of a piece that must lie in a line for it to be of that line."""

_LEAST_WIDTH, _LEAST_HEIGHT = 18.0, 5.0
"""Points that strokes outside all lines must extend over together to be writing."""

_LEAST_STROKE, _APART = 2.5, 6.0
"""Points of the smallest stroke, below which it is dirt, and between strokes that belong to one word or line."""

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
    shapes = [_Shape.of(line, pen) for line in lines]
    apart = _prints_apart(shapes)
    printed: list[TextLine] = []
    places: list[Box] = []
    for line, shape in zip(lines, shapes, strict=True):
        runs_on = shape is not None and shape.runs_on and (apart or line.confidence < _UNSURE)
        if line.confidence < _GUESSED or runs_on:
            places.append(box_in_points(line.box))
        else:
            printed.append(line)
    for grid in grids:
        for cell in grid.cells:
            places += _words_of([p for p in _loose(pen, cell.box, printed) if not _beside_box(p, boxes)])
    return Writing(
        printed, _merged(p for p in places if any(g.cell_at(p.cx, p.cy) is not None for g in grids))
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the ink of a line lies: pieces a letter, their usual width in heights of the line, and how full they are."""

    letters: int
    pieces: float
    width: float
    fullness: float

    @classmethod
    def of(cls, line: TextLine, pen: PenInk) -> _Shape | None:
        """Measure a line; None where it is too short to tell."""
        letters, height = sum(len(word.text) for word in line.words), line.box.height
        inked = [
            piece for number, count in pen.pieces_in(area_of(line.box)).items()
            if (piece := pen.piece(number)).height > _LOW * height and count > _WITHIN * piece.area
        ]  # fmt: skip
        if letters < _FEWEST_LETTERS or not inked:
            return None
        return cls(
            letters,
            len(inked) / letters,
            median(piece.width for piece in inked) / height,
            median(piece.area / (piece.width * piece.height) for piece in inked),
        )

    @property
    def runs_on(self) -> bool:
        """Whether its letters are joined by thin strokes."""
        return self.width >= _WIDE and self.fullness <= _THIN


def _prints_apart(shapes: Iterable[_Shape | None]) -> bool:
    """Whether the print of a page has letters that stand apart: a poor copy joins them."""
    pieces = [shape.pieces for shape in shapes if shape is not None for _ in range(shape.letters)]
    return bool(pieces) and median(pieces) >= _PIECES_APART


def _words_of(strokes: Sequence[PenPiece]) -> Iterator[Box]:
    """Where strokes that lie together are as large as writing, in points."""
    groups: list[Box] = []
    for stroke in strokes:
        place = box_in_points(Box(stroke.x0, stroke.top, stroke.x1, stroke.bottom))
        near = [group for group in groups if group.x_gap(place) <= _APART and group.y_gap(place) <= _APART]
        groups = [group for group in groups if group not in near]
        groups.append(bounding_box([*near, place]))
    yield from (g for g in groups if g.width >= _LEAST_WIDTH and g.height >= _LEAST_HEIGHT)


def _loose(pen: PenInk, cell: Box, lines: Sequence[TextLine]) -> list[PenPiece]:
    """Strokes in a cell that lie in no line."""
    inner = Box(*(value * WORKING_SCALE for value in cell.grown(-2.0)))
    if inner.width <= 0 or inner.height <= 0:
        return []
    near = [line.box for line in lines if line.box.intersection_area(inner) > 0]
    found = []
    for number in pen.pieces_in(area_of(inner)):
        piece = pen.piece(number)
        if number in pen.letters or max(piece.width, piece.height) < _LEAST_STROKE * WORKING_SCALE:
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
