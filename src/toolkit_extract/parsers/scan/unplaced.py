"""Which ink among the boxes and labels of a question does nothing explain?

Print is explained by the words that an engine read, an outline by its box, a rule by its table, a stroke by the box
that it ticks. What is left in the place of a question, pale ink too, may be how somebody marked a choice without
touching a box. Dust is too small; a fold of the paper and a streak of the scanner run through the place from side to
side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import Area, PenInk, area_of
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask, Sheet

_BEFORE, _BEHIND, _OVER = 2.5, 6.0, 1.0
"""Sides of a box before, behind, and above and below the boxes and labels of a question in which its marks lie."""

_LABEL_GAP, _LABEL_DROP = 3.0, 3.5
"""Sides of a box between a box and its label, and by which the further lines of a label stand below the box."""

_EDGE = 6
"""Pixels along the sides of a cell in which ink is that of its rules."""

_SMALL, _WITHIN = 0.75, 0.7
"""Heights of a line up to which a piece of ink in it is a small letter, and the share of the piece that lies there."""

_HALO, _OUTLINE = 2, 4
"""Pixels round letters and ticks, and round boxes, that are their blur."""

_LEAST, _LEAST_INK = 0.55, 0.035
"""Longer side of the smallest stroke, in sides of a box, and its ink in squares of them."""

_STREAK, _AT_SIDE, _ACROSS = 0.35, 3, 0.8
"""Sides of a box up to which what crosses the place of a question is a fold or a streak, pixels from a side of the
place at which it begins, and the share of the place that it runs through."""

_LONG = 2.5
"""Sides of a box of the shortest fold or streak: brackets are shorter."""

_THINNEST = 2
"""Pixels across the thinnest stroke; what is left of a rule is thinner."""

_LEAST_TINT = 14
"""Ink of a highlighter, of 255, beyond that of the paper."""

_TINT_WIDE, _TINT_HIGH = 1.2, 0.75
"""Width and height, in sides of a box or heights of a line, of the smallest area that a highlighter left: higher than
small letters."""


@dataclass(frozen=True)
class Explained:
    """What of a page's ink is known: its letters and its rules, as a mask, and the lines of its print."""

    known: Mask
    lines: Sequence[TextLine]

    @classmethod
    def of(cls, pen: PenInk, lines: Sequence[TextLine], boxes: Sequence[FoundBox], ruled: Mask) -> Explained:
        """What is known once the words are.

        Args:
            pen: ink of the page; its letters count as print.
            lines: of print.
            boxes: of the page.
            ruled: where its rules are.
        """
        letters = np.isin(pen.labels, [*pen.letters, *_small_letters(pen, lines)]).astype(np.uint8)
        known = cv2.dilate(letters, np.ones((2 * _HALO + 1, 2 * _HALO + 1), np.uint8)) | ruled
        for box in boxes:
            known[
                max(box.top - _OUTLINE, 0) : box.bottom + _OUTLINE,
                max(box.x0 - _OUTLINE, 0) : box.x1 + _OUTLINE,
            ] = 1
        return cls(np.asarray(known, dtype=np.uint8), lines)


def _small_letters(pen: PenInk, lines: Iterable[TextLine]) -> Iterator[int]:
    """Pieces that are as low as small letters and lie in a line: engines misplace words of one letter."""
    for line in lines:
        for number, count in pen.pieces_in(area_of(line.box)).items():
            piece = pen.piece(number)
            low = piece.height <= _SMALL * line.box.height and piece.width <= line.box.height
            if low and count >= _WITHIN * piece.area:
                yield number


def unplaced_ink(
    question: Sequence[FoundBox],
    sheet: Sheet,
    pen: PenInk,
    explained: Explained,
    ticks: Collection[int],
    cells: Sequence[Box],
) -> list[int]:
    """The boxes of a question, by their indexes, beside which ink lies that nothing explains.

    Args:
        question: its boxes, in pixels.
        sheet: the page.
        pen: its ink.
        explained: what of it is known.
        ticks: numbers of the pieces that tick a box of another question.
        cells: of its tables, in points.
    """
    side = max(box.width for box in question)
    place = _place_of(question, explained.lines, cells, side)
    area = area_of(place)
    if place.width <= 0 or place.height <= 0:
        return []
    ticked = np.isin(pen.labels[area], list(ticks)).astype(np.uint8)
    known = explained.known[area] | cv2.dilate(ticked, np.ones((2 * _HALO + 1, 2 * _HALO + 1), np.uint8))
    left = (sheet.dark[area] | sheet.fine[area]) & (1 - known)
    heights = [line.box.height for line in explained.lines if place.contains(line.box.cx, line.box.cy)]
    found = [*_strokes(left, side), *_tints(sheet, area, max(side, median(heights or [0.0])))]
    rows = [(box.top + box.bottom) / 2 - area[0].start for box in question]
    columns = [(box.x0 + box.x1) / 2 - area[1].start for box in question]
    return sorted(
        {
            int(
                np.argmin(
                    [abs(one.cy - y) + 0.05 * abs(one.cx - x) for y, x in zip(rows, columns, strict=True)]
                )
            )
            for one in found
        }
    )


def _place_of(
    question: Sequence[FoundBox], lines: Sequence[TextLine], cells: Sequence[Box], side: int
) -> Box:
    """Where the marks of a question lie: round its boxes and their labels, within its cell; in pixels."""
    parts = [Box(box.x0, box.top, box.x1, box.bottom) for box in question]
    parts += [line.box for line in lines if any(_is_of_label(line.box, box) for box in question)]
    extent = bounding_box(parts)
    place = Box(
        extent.x0 - _BEFORE * side,
        extent.top - _OVER * side,
        extent.x1 + _BEHIND * side,
        extent.bottom + _OVER * side,
    )
    x, y = question[0].box.cx, question[0].box.cy
    home = next((cell for cell in cells if cell.contains(x, y)), None)
    if home is None:
        return place
    x0, top, x1, bottom = (value * WORKING_SCALE for value in home)
    return Box(
        max(place.x0, x0 + _EDGE),
        max(place.top, top + _EDGE),
        min(place.x1, x1 - _EDGE),
        min(place.bottom + 2 * side, bottom - _EDGE),
    )


def _is_of_label(line: Box, box: FoundBox) -> bool:
    """Whether a line stands beside a box, or below one that does."""
    gap = max(line.x0 - box.x1, box.x0 - line.x1)
    drop = line.cy - (box.top + box.bottom) / 2
    return gap <= _LABEL_GAP * box.width and -0.7 * box.height <= drop <= _LABEL_DROP * box.height


def _strokes(left: Mask, side: int) -> Iterator[Box]:
    """Pieces of ink that are large enough to have been drawn, without what runs through the place."""
    joined = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number, (x, y, width, height, _) in enumerate(stats.tolist()):
        if number == 0 or max(width, height) < _LEAST * side or min(width, height) < _THINNEST:
            continue
        area = (slice(y, y + height), slice(x, x + width))
        if int((left[area] & (labels[area] == number)).sum()) >= _LEAST_INK * side**2:
            found.append(Box(float(x), float(y), float(x + width), float(y + height)))
    folds: set[Box] = set()
    for piece in found:
        level = piece.height <= _STREAK * side
        if not level and piece.width > _STREAK * side:
            continue
        in_line = [o for o in found if _is_in_line(o, piece, side, level=level)]
        stretches = [(o.x0, o.x1) if level else (o.top, o.bottom) for o in in_line]
        if _crosses(stretches, left.shape[1] if level else left.shape[0], _LONG * side):
            folds.add(piece)
    yield from (piece for piece in found if piece not in folds)


def _is_in_line(other: Box, piece: Box, side: int, *, level: bool) -> bool:
    if level:
        return other.height <= _STREAK * side and abs(other.cy - piece.cy) <= _STREAK * side
    return other.width <= _STREAK * side and abs(other.cx - piece.cx) <= _STREAK * side


def _crosses(stretches: Sequence[tuple[float, float]], length: int, least: float) -> bool:
    """Whether pieces in one line reach a side of the place, or nearly run from one to the other; print hides parts."""
    first, last = min(start for start, _ in stretches), max(end for _, end in stretches)
    at_side = first <= _AT_SIDE or last >= length - _AT_SIDE
    return last - first >= (least if at_side else _ACROSS * length)


def _tints(sheet: Sheet, area: Area, side: float) -> Iterator[Box]:
    """Areas of even ink that are wider than high, as a highlighter leaves them."""
    ink = cv2.GaussianBlur(sheet.ink[area], (0, 0), 1.5)
    smallest = np.ones((round(_TINT_HIGH * side), round(_TINT_WIDE * side)), np.uint8)
    even = cv2.morphologyEx(ink, cv2.MORPH_OPEN, smallest)
    ground = int(np.percentile(even, 25))
    tinted = (even > ground + _LEAST_TINT).astype(np.uint8)
    rows, columns = tinted.shape
    for x, y, width, height, pixels in cv2.connectedComponentsWithStats(tinted, connectivity=8)[2][
        1:
    ].tolist():
        crosses = width >= columns - 2 or height >= rows - 2
        if width >= height and pixels >= 0.6 * width * height and not crosses:
            yield Box(float(x), float(y), float(x + width), float(y + height))
