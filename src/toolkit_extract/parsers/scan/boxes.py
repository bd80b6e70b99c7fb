"""Where on a straightened page are boxes to tick?

A box is a small square outline that stands apart. Outlines that are whole are found first, with pen strokes across them
taken out; their sizes then serve as the page's own template, with which boxes that a pen, a copier or a fax has damaged
are found. Output: places, before anything is said about ticks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.apart import (
    WIDE_ROOM,
    Pieces,
    has_bold_sides,
    has_letters_beside,
    in_black,
    in_word,
    ink_ends_with,
    is_amid_letters,
    is_blotch,
    is_filled,
    runs_into_word,
    runs_on,
    stands_alone,
)
from toolkit_extract.parsers.scan.circles import find_circles
from toolkit_extract.parsers.scan.outline import LARGEST, SMALLEST, BoxSize, FoundBox
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask, Sheet, pixels

_ASPECT = 1.15
_DOTS = 7
"""Pixels between the dots that a copier leaves of a hairline."""

_PIECE = 7
"""Pixels. Level and upright pieces of ink this long are sides; slanted strokes of a pen have none."""

_FULL_HOLE, _ROUND_HOLE = 0.82, 0.78
_SQUARE_HOLE, _SEVERAL = 0.88, 3
"""Share of its extent that the hole of a rounded box covers and that of a letter does not, and how many such boxes
of one size show each other."""

_WHOLE_SIDE, _DAMAGED_SIDE = 0.86, 0.72
"""Share of a side that must be ink for an outline to be whole, and for one to be a damaged copy of a whole one."""

_PERFECT = 0.97
"""Share of the weakest side from which an outline is a box, whatever stands beside it."""

_WIDEST_STROKE, _WIDEST_SOFT = 0.2, 0.3
"""Width of an outline in sides of its box; bold letters are thicker. Softened lines are wider than they are."""

_CORNER = 0.16
"""Part of a side, from its end, that is a corner."""

_CORNER_INK = 0.36
_ROUNDED = 0.06
"""How far from its corner, in sides, the outline of a box may begin along the diagonal; that of an O begins at 0.15."""


_UNEVEN = 2
"""Pixels by which the sides of one outline may differ in width."""

_WAVER = 3
"""Pixels by which boxes of one column may be out of line."""


_AREA_LENGTH, _AREA_HEIGHT = 30.0, 9.0
"""Points of a solid black area: longer than the largest box is, and higher than any stroke."""


_MOST_SIZES, _MOST_PLACES = 3, 200_000
_MOST_BOXES = 3_000


def find_boxes(sheet: Sheet, known: Sequence[BoxSize] = ()) -> list[FoundBox]:
    """Boxes of a page, top to bottom.

    Args:
        sheet: the page.
        known: sizes of boxes on other pages of the document, for a page whose own are all damaged.
    """
    clear = 1 - _areas(sheet.dark)
    dark, fine = sheet.dark & clear, sheet.fine & clear
    pieces = Pieces.of(dark)
    holes = _holes(dark)
    whole, cells = _parted_from_combs(_whole_outlines(dark, holes), dark)
    circles = find_circles(dark, pieces, whole)
    soft = _soft_outlines(dark, holes, dark)
    joined = with_dots_joined(fine)
    faint = _soft_outlines(joined, _holes(joined), fine)
    found = _apart([*circles, *whole, *soft, *faint])
    sizes = box_sizes(found) or list(known)
    damaged: list[FoundBox] = []
    least = _DAMAGED_SIDE if sheet.is_bilevel else _WHOLE_SIDE  # greys keep what black and white lose
    for size in sizes[:_MOST_SIZES]:
        alike = [
            box for box in found if abs(box.width - size.width) <= 2 and abs(box.height - size.height) <= 2
        ]
        mask = fine if any(box in faint for box in alike) else dark
        score = _template_score(mask, size)
        damaged += _in_columns(mask, score, size, alike, pieces, least)
        damaged += _elsewhere(mask, score, size, alike, pieces, sharp=not _are_soft(alike, soft))
    found = _apart([*found, *(box for box in damaged if not _lies_on_any(box, cells))])
    return sorted(found[:_MOST_BOXES], key=lambda b: (b.top, b.x0))


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
        if any(_is_sibling(box, cell) and abs(box.top - cell.top) <= _WAVER for cell in cells)
    ]  # fmt: skip
    return [box for box in alone if box not in strays], [*cells, *strays]


def with_dots_joined(mask: Mask) -> Mask:
    """The mask with the gaps in dotted lines closed."""
    level = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, _DOTS), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_DOTS, 1), np.uint8))
    return np.asarray(level | upright, dtype=np.uint8)


def _soft_outlines(mask: Mask, holes: Sequence[_Hole], letters: Mask) -> list[FoundBox]:
    """Rounded, hairline and dotted outlines, which one alone would not show.

    There are at least two in a column or row, or several of one size that are squarer than any letter.
    """
    boxes = [
        box for box in _whole_outlines(mask, holes, sharp=False) if stands_alone(box, letters, WIDE_ROOM)
    ]
    square = {hole.extent for hole in holes if hole.full >= _SQUARE_HOLE}
    squares = [box for box in boxes if _hole_of(box) in square]
    return [
        box
        for box in boxes
        if sum(_is_sibling(box, other) for other in boxes) >= 2
        or (box in squares and sum(_is_alike(box, other) for other in squares) >= _SEVERAL)
    ]


def _hole_of(box: FoundBox) -> tuple[int, int, int, int] | None:
    """The extent of the hole of which it was made."""
    if box.hole is None:
        return None
    x0, top, x1, bottom = box.hole
    return x0 - 1, top - 1, x1 + 1, bottom + 1


def _is_alike(box: FoundBox, other: FoundBox) -> bool:
    """Whether two boxes, or a box and itself, have one size."""
    return abs(box.width - other.width) <= 2 and abs(box.height - other.height) <= 2


def _is_sibling(box: FoundBox, other: FoundBox) -> bool:
    """Whether two boxes, or a box and itself, have one size and stand in one column or row."""
    return _is_alike(box, other) and (abs(box.x0 - other.x0) <= _WAVER or abs(box.top - other.top) <= _WAVER)


def box_sizes(boxes: Iterable[FoundBox]) -> list[BoxSize]:
    """The sizes that several boxes share, commonest first."""
    groups: list[list[FoundBox]] = []
    for box in sorted((box for box in boxes if not box.round), key=lambda b: b.width + b.height):
        last = groups[-1] if groups else None
        if last and abs(box.width - last[0].width) <= 2 and abs(box.height - last[0].height) <= 2:
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


# -- whole outlines --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Hole:
    """White that level and upright ink encloses, its rim of ink included, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    full: float
    """Share of its extent that it covers."""

    @property
    def extent(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom."""
        return self.x0, self.top, self.x1, self.bottom


def _holes(dark: Mask) -> list[_Hole]:
    """About square holes of the size of a box."""
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((2, 2), np.uint8))
    level = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _PIECE), np.uint8))
    upright = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((_PIECE, 1), np.uint8))
    lines = cv2.morphologyEx(level | upright, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, tree = cv2.findContours(lines, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None:
        return []
    smallest, largest = 0.55 * SMALLEST * WORKING_SCALE, LARGEST * WORKING_SCALE
    found = []
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent < 0:
            continue
        x, y, width, height = cv2.boundingRect(contour)
        if not (smallest <= min(width, height) and max(width, height) <= largest):
            continue
        if max(width, height) <= _ASPECT * min(width, height):
            full = cv2.contourArea(contour) / ((width - 1) * (height - 1))
            found.append(_Hole(x, y, x + width, y + height, full))
    return found


def _whole_outlines(dark: Mask, holes: Iterable[_Hole], *, sharp: bool = True) -> list[FoundBox]:
    """Squares of level and upright ink round a white middle; with `sharp`, their corners are not rounded."""
    least = _FULL_HOLE if sharp else _ROUND_HOLE
    boxes = (
        _outline_around(dark, hole.x0, hole.top, hole.x1, hole.bottom, sharp=sharp)
        for hole in holes
        if hole.full >= least
    )
    return [box for box in boxes if box is not None]


def _outline_around(dark: Mask, x0: int, top: int, x1: int, bottom: int, *, sharp: bool) -> FoundBox | None:
    """The outline of which a hole is the inside; None where its sides or corners are not ink."""
    reach = max(4, (x1 - x0) // 3)
    edges = [
        _edge(dark[max(top - reach, 0) : top + 2, x0:x1], reverse=True),
        _edge(dark[bottom - 2 : bottom + reach, x0:x1], reverse=False),
        _edge(dark[top:bottom, max(x0 - reach, 0) : x0 + 2].T, reverse=True),
        _edge(dark[top:bottom, x1 - 2 : x1 + reach].T, reverse=False),
    ]
    if any(edge is None for edge in edges):
        return None
    seen = [edge for edge in edges if edge is not None]
    stroke = max(1, round(float(np.median([width for _, width in seen]))))
    up, down, left, right = (reach - _beyond_stroke(width, stroke) for reach, width in seen)
    outer = (x0 + 2 - left, top + 2 - up, x1 - 2 + right, bottom - 2 + down)
    width, height = outer[2] - outer[0], outer[3] - outer[1]
    if min(width, height) < SMALLEST * WORKING_SCALE or max(width, height) > LARGEST * WORKING_SCALE:
        return None
    if max(width, height) > _ASPECT * min(width, height) or stroke > (
        _WIDEST_STROKE if sharp else _WIDEST_SOFT
    ) * min(width, height):
        return None
    whole = wholeness(dark, *outer, stroke)
    if whole < _WHOLE_SIDE or (sharp and not _has_corners(dark, *outer, stroke)):
        return None
    return FoundBox(*outer, stroke, whole, (x0 + 1, top + 1, x1 - 1, bottom - 1))


def _beyond_stroke(width: int, stroke: int) -> int:
    """How much of a side that wide is not the outline's but that of a rule that it touches."""
    return width - stroke if width > stroke + _UNEVEN else 0


def _edge(strip: Mask, *, reverse: bool) -> tuple[int, int] | None:
    """How far the stroke of a side reaches beyond the first two rows, and how wide it is; rows run outwards.

    None where the side is no stroke: too little ink, or ink without an end.
    """
    rows = strip[::-1] if reverse else strip
    cover = rows.mean(axis=1)
    inked = np.nonzero(cover >= 0.6)[0]
    if not len(inked):
        return None
    first = int(inked[0])
    last = first
    while last + 1 < len(cover) and cover[last + 1] >= 0.6:
        last += 1
    if last + 1 >= len(cover) and last - first > 3:
        return None
    return last + 1, last - first + 1


def wholeness(dark: Mask, x0: int, top: int, x1: int, bottom: int, stroke: int) -> float:
    """Ink along the weakest side, as a share; a side may waver by a pixel."""
    reach = stroke + 1
    y0, x_0 = max(top - 1, 0), max(x0 - 1, 0)
    return float(
        min(
            dark[y0 : top + reach, x0:x1].max(axis=0).mean(),
            dark[bottom - reach : bottom + 1, x0:x1].max(axis=0).mean(),
            dark[top:bottom, x_0 : x0 + reach].max(axis=1).mean(),
            dark[top:bottom, x1 - reach : x1 + 1].max(axis=1).mean(),
        )
    )


def _has_corners(
    dark: Mask, x0: int, top: int, x1: int, bottom: int, stroke: int, *, sharp: bool = True
) -> bool:
    """Whether both sides reach into each corner: what tells a square from a D or an O."""
    size = max(stroke + 1, round(_CORNER * (x1 - x0)))
    reach = max(1, round(_ROUNDED * (x1 - x0)))
    for y, down in ((top, 1), (bottom - 1, -1)):
        for x, right in ((x0, 1), (x1 - 1, -1)):
            corner = dark[min(y, y + down * (size - 1)) :, min(x, x + right * (size - 1)) :][:size, :size]
            if corner.shape != (size, size) or corner.mean() < _CORNER_INK:
                return False
            if sharp and not any(dark[y + down * k, x + right * k] for k in range(reach + 1)):
                return False
    return True


# -- damaged outlines ------------------------------------------------------------------------------------------------


def _template_score(dark: Mask, size: BoxSize) -> NDArray[np.float32]:
    """For each place, as the upper left corner of a box of that size, the ink along its weakest side, as a share."""
    top, bottom, left, right = _side_sums(dark, size)
    levels, sides = np.minimum(top, bottom), np.minimum(left, right)
    return np.minimum(levels * np.float32(1 / size.width), sides * np.float32(1 / size.height))


def side_shares(dark: Mask, size: BoxSize) -> NDArray[np.float32]:
    """For each place, as the upper left corner of a box of that size, the ink along each of its sides, as a share."""
    top, bottom, left, right = _side_sums(dark, size)
    across, down = np.float32(1 / size.width), np.float32(1 / size.height)
    return np.stack([top * across, bottom * across, left * down, right * down])


def _side_sums(dark: Mask, size: BoxSize) -> tuple[Mask, Mask, Mask, Mask]:
    """For each place, the ink along the upper, lower, left and right side of a box, in pixels; sides may waver."""
    tall, wide = cv2.dilate(dark, np.ones((3, 1), np.uint8)), cv2.dilate(dark, np.ones((1, 3), np.uint8))
    across = _sums(tall, size.width, 1)  # bytes hold them: sides are shorter than 256 pixels
    down = _sums(wide, 1, size.height)
    inset = size.stroke // 2
    return (
        _shifted(across, inset, 0),
        _shifted(across, size.height - 1 - inset, 0),
        _shifted(down, 0, inset),
        _shifted(down, 0, size.width - 1 - inset),
    )


def _sums(mask: Mask, width: int, height: int) -> Mask:
    """For each place, the ink in an area of which it is the upper left corner, in pixels."""
    sums = cv2.boxFilter(
        mask, -1, (width, height), anchor=(0, 0), normalize=False, borderType=cv2.BORDER_CONSTANT
    )
    return np.asarray(sums, dtype=np.uint8)


def _in_columns(
    dark: Mask,
    score: NDArray[np.float32],
    size: BoxSize,
    whole: Sequence[FoundBox],
    pieces: Pieces,
    least: float,
) -> Iterator[FoundBox]:
    """Boxes straight above or below whole ones. A pen may have run over them, so ink round them says nothing."""
    rows = dark.shape[0]
    for x0 in sorted({box.x0 for box in whole}):
        low = max(x0 - _WAVER, 0)
        strip = score[:, low : x0 + _WAVER + 1]
        best = strip.max(axis=1)
        for top, bottom in _plateaus(best >= least):
            peak = best[top:bottom]
            level = np.nonzero(peak >= peak.max() - 0.02)[0] + top
            y = int(level[len(level) // 2])
            x = low + int(strip[y].argmax()) if peak.max() < 0.99 else x0
            box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(best[y]))
            if (
                y + size.height <= rows
                and _has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1, sharp=False)
                and (is_filled(box, dark) or not runs_on(dark, x, y, box.x1, box.bottom))
                and (_is_perfect(box, dark) or not _is_letter(box, dark, pieces))
                and not in_black(box, dark)
                and not is_blotch(box, dark)
            ):
                yield box


def _is_letter(box: FoundBox, dark: Mask, pieces: Pieces) -> bool:
    """Whether what looks like a damaged box is a part of a word."""
    damaged = box.wholeness < _WHOLE_SIDE
    return (
        has_letters_beside(box, pieces)
        or is_amid_letters(box, pieces)
        or ((damaged or not is_filled(box, dark)) and has_bold_sides(box, dark))
        or (damaged and runs_into_word(box, pieces))
        or (in_word(box, dark, both=not damaged) and ink_ends_with(box, dark))
    )


def _is_perfect(box: FoundBox, dark: Mask) -> bool:
    """Whether its outline is so whole that ink beside it is a stroke, and not the next letter."""
    return box.wholeness >= _PERFECT and _has_corners(
        dark, box.x0, box.top, box.x1, box.bottom, box.stroke + 1
    )


def _are_soft(boxes: Sequence[FoundBox], soft: Sequence[FoundBox]) -> bool:
    """Whether boxes of one size have rounded corners, as far as they were found."""
    return bool(boxes) and all(box in soft for box in boxes)


def _plateaus(where: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last-but-one index of each run of true values."""
    edges = np.diff(np.concatenate(([0], where.astype(np.int8), [0])))
    yield from zip(np.nonzero(edges == 1)[0].tolist(), np.nonzero(edges == -1)[0].tolist(), strict=True)


def _elsewhere(
    dark: Mask,
    score: NDArray[np.float32],
    size: BoxSize,
    whole: Sequence[FoundBox],
    pieces: Pieces,
    *,
    sharp: bool,
) -> Iterator[FoundBox]:
    """Boxes that stand in no column of others, best first.

    Letters resemble them, so they must stand apart, or be perfect and stand in a row with others.
    """
    ys, xs = np.nonzero(score >= _WHOLE_SIDE)
    if len(ys) > _MOST_PLACES:
        return
    taken = np.zeros(dark.shape, np.bool_)
    reach = min(size.width, size.height) * 2 // 3
    for index in np.argsort(-score[ys, xs], kind="stable"):
        y, x = int(ys[index]), int(xs[index])
        cy, cx = y + size.height // 2, x + size.width // 2
        if cy >= dark.shape[0] or cx >= dark.shape[1] or taken[cy, cx]:
            continue
        taken[max(cy - reach, 0) : cy + reach, max(cx - reach, 0) : cx + reach] = True
        box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(score[y, x]))
        if (
            _has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1, sharp=sharp)
            and (stands_alone(box, dark, WIDE_ROOM) or _is_in_row(box, whole, dark))
            and (_is_perfect(box, dark) or not is_amid_letters(box, pieces))
            and not in_black(box, dark)
            and not is_blotch(box, dark)
        ):
            yield box


def _is_in_row(box: FoundBox, whole: Iterable[FoundBox], dark: Mask) -> bool:
    """Whether it stands in a row with others and is as good as they are, so that ink beside it is a stroke."""
    return (
        any(abs(box.top - other.top) <= _WAVER for other in whole)
        and _is_perfect(box, dark)
        and not in_word(box, dark, both=True)
        and not runs_on(dark, box.x0, box.top, box.x1, box.bottom)
    )


def _shifted(values: Mask, down: int, right: int) -> Mask:
    """The values `down` and `right` of each place."""
    out = np.zeros_like(values)
    rows, columns = values.shape
    out[: rows - down, : columns - right] = values[down:, right:]
    return out


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
