"""Where on a straightened page are boxes to tick?

A box is a small square outline that stands apart. Outlines that are whole are found first, with pen strokes across them
taken out; their sizes then serve as the page's own template, with which boxes that a pen, a copier or a fax has damaged
are found. Output: places, before anything is said about ticks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from toolkit_extract.parsers.scan.apart import WIDE_ROOM, Pieces, runs_on, stands_alone
from toolkit_extract.parsers.scan.circles import find_circles
from toolkit_extract.parsers.scan.crossed import crossed_boxes
from toolkit_extract.parsers.scan.damaged import (
    DAMAGED_SIDE,
    OUT_OF_LINE,
    boxes_elsewhere,
    boxes_in_columns,
    template_score,
)
from toolkit_extract.parsers.scan.outline import BoxSize, FoundBox
from toolkit_extract.parsers.scan.raster import Mask, Sheet, pixels
from toolkit_extract.parsers.scan.whole import WHOLE_SIDE, Hole, find_holes, whole_outlines

_DOTS = 7
"""Pixels between the dots that a copier leaves of a hairline."""

_SQUARE_HOLE, _SEVERAL = 0.88, 3
"""Share of its extent that the hole of a rounded box covers and that of a letter does not, and how many such boxes
of one size show each other."""

_AREA_LENGTH, _AREA_HEIGHT = 30.0, 9.0
"""Points of a solid black area: longer than the largest box is, and higher than any stroke."""

_MOST_SIZES, _MOST_BOXES = 3, 3_000


def find_boxes(sheet: Sheet, known: Sequence[BoxSize] = ()) -> list[FoundBox]:
    """Boxes of a page, top to bottom.

    Args:
        sheet: the page.
        known: sizes of boxes on other pages of the document, for a page whose own are all damaged.
    """
    clear = 1 - _areas(sheet.dark)
    dark, fine = sheet.dark & clear, sheet.fine & clear
    pieces = Pieces.of(dark)
    holes = find_holes(dark)
    whole, cells = _parted_from_combs(whole_outlines(dark, holes), dark)
    circles = find_circles(dark, pieces, whole)
    soft = _soft_outlines(dark, holes, dark)
    joined = with_dots_joined(fine)
    faint = _soft_outlines(joined, find_holes(joined), fine)
    uncertain = [box for box in (*soft, *faint) if not _lies_on_any(box, cells)]
    found = _apart([*circles, *whole, *uncertain])
    crossed = (box for box in crossed_boxes(dark, pieces, found) if not _lies_on_any(box, cells))
    found = _apart([*found, *crossed])
    sizes = box_sizes(found) or list(known)
    damaged: list[FoundBox] = []
    least = DAMAGED_SIDE if sheet.is_bilevel else WHOLE_SIDE  # greys keep what black and white lose
    for size in sizes[:_MOST_SIZES]:
        alike = [box for box in found if _is_alike(box, size)]
        mask = fine if any(box in faint for box in alike) else dark
        score = template_score(mask, size)
        damaged += boxes_in_columns(mask, score, size, alike, pieces, least)
        damaged += boxes_elsewhere(mask, score, size, alike, pieces, sharp=not _are_soft(alike, soft))
    found = _apart([*found, *(box for box in damaged if not _lies_on_any(box, cells))])
    return sorted(found[:_MOST_BOXES], key=lambda b: (b.top, b.x0))


def _are_soft(boxes: Sequence[FoundBox], soft: Sequence[FoundBox]) -> bool:
    """Whether boxes of one size have rounded corners, as far as they were found."""
    return bool(boxes) and all(box in soft for box in boxes)


def _areas(dark: Mask) -> Mask:
    """Black areas, which hold no boxes: the table under a photographed page, pictures, bars behind headings."""
    solid = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    long, high = pixels(_AREA_LENGTH), pixels(_AREA_HEIGHT)
    areas = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((high, long), np.uint8))
    areas |= cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((long, high), np.uint8))
    return np.asarray(cv2.dilate(areas, np.ones((5, 5), np.uint8)), dtype=np.uint8)


def _parted_from_combs(boxes: Iterable[FoundBox], dark: Mask) -> tuple[list[FoundBox], list[FoundBox]]:
    """The outlines that stand alone, and the cells of combs, to which one of their size beside them belongs too."""
    alone: list[FoundBox] = []
    cells: list[FoundBox] = []
    for box in boxes:
        if stands_alone(box, dark):
            alone.append(box)
        elif runs_on(dark, box.x0, box.top, box.x1, box.bottom):
            cells.append(box)
    strays = [
        box for box in alone
        if any(_is_sibling(box, cell) and abs(box.top - cell.top) <= OUT_OF_LINE for cell in cells)
    ]  # fmt: skip
    return [box for box in alone if box not in strays], [*cells, *strays]


def with_dots_joined(mask: Mask) -> Mask:
    """The mask with the gaps in dotted lines closed."""
    level = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, _DOTS), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_DOTS, 1), np.uint8))
    return np.asarray(level | upright, dtype=np.uint8)


def _soft_outlines(mask: Mask, holes: Sequence[Hole], letters: Mask) -> list[FoundBox]:
    """Rounded, hairline and dotted outlines, which one alone would not show.

    There are at least two in a column or row, or several of one size that are squarer than any letter.
    """
    boxes = [box for box in whole_outlines(mask, holes, sharp=False) if stands_alone(box, letters, WIDE_ROOM)]
    square = {hole.white for hole in holes if hole.full >= _SQUARE_HOLE}
    squares = [box for box in boxes if box.hole in square]
    return [
        box
        for box in boxes
        if sum(_is_sibling(box, other) for other in boxes) >= 2
        or (box in squares and sum(_is_alike(box, other) for other in squares) >= _SEVERAL)
    ]


def _is_alike(box: FoundBox, other: FoundBox | BoxSize) -> bool:
    """Whether a box has the size of another, or of itself."""
    return abs(box.width - other.width) <= 2 and abs(box.height - other.height) <= 2


def _is_sibling(box: FoundBox, other: FoundBox) -> bool:
    """Whether two boxes, or a box and itself, have one size and stand in one column or row."""
    return _is_alike(box, other) and (
        abs(box.x0 - other.x0) <= OUT_OF_LINE or abs(box.top - other.top) <= OUT_OF_LINE
    )


def box_sizes(boxes: Iterable[FoundBox]) -> list[BoxSize]:
    """The sizes that several boxes share, commonest first."""
    groups: list[list[FoundBox]] = []
    for box in sorted((box for box in boxes if not box.round), key=lambda b: b.width + b.height):
        last = groups[-1] if groups else None
        if last and _is_alike(box, last[0]):
            last.append(box)
        else:
            groups.append([box])
    groups.sort(key=len, reverse=True)
    return [
        BoxSize(
            int(np.median([b.width for b in group])),
            int(np.median([b.height for b in group])),
            int(np.median([b.stroke for b in group])),
        )
        for group in groups
        if len(group) >= 2
    ]


def _lies_on_any(box: FoundBox, others: Iterable[FoundBox]) -> bool:
    here = box.box
    return any(here.intersection_area(other.box) > 0.2 * min(here.area, other.box.area) for other in others)


def _apart(boxes: Iterable[FoundBox]) -> list[FoundBox]:
    """The boxes without those that lie on an earlier one."""
    kept: list[FoundBox] = []
    for box in boxes:
        if not _lies_on_any(box, kept):
            kept.append(box)
    return kept
