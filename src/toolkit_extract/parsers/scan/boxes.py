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

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask, Sheet, pixels

SMALLEST, LARGEST = 4.8, 24.0
"""Outer sides in points, as for drawn boxes in PDFs: below are letters and bullets, above are cells."""

_ASPECT = 1.15
_DOTS = 7
"""Pixels between the dots that a copier leaves of a hairline."""

_PIECE = 7
"""Pixels. Level and upright pieces of ink this long are sides; slanted strokes of a pen have none."""

_FULL_HOLE, _ROUND_HOLE = 0.82, 0.78
_WHOLE_SIDE, _DAMAGED_SIDE = 0.86, 0.72
"""Share of a side that must be ink for an outline to be whole, and for one to be a damaged copy of a whole one."""

_WIDEST_STROKE, _WIDEST_SOFT = 0.2, 0.3
"""Width of an outline in sides of its box; bold letters are thicker. Softened lines are wider than they are."""

_CORNER = 0.16
"""Part of a side, from its end, that is a corner."""

_CORNER_INK = 0.36
_ROUNDED = 0.06
"""How far from its corner, in sides, the outline of a box may begin along the diagonal; that of an O begins at 0.15."""

_ROOM = 1.2
"""Points of white that part a box from the letters of a word."""

_WIDE_ROOM = 2.0
"""The same for damaged boxes, which letters resemble."""

_WAVER = 3
"""Pixels by which boxes of one column may be out of line."""

_FILLED = 0.7
_OVER = 2.2
"""Points above and below a box in which the strokes of a pen show that they are no letters."""

_BLACK, _PAGE_EDGE = 0.75, 9.0
"""Share of ink round a place from which it is a black area, and points from the page's edge at which no box stands."""

_AREA_LENGTH, _AREA_HEIGHT = 30.0, 9.0
"""Points of a solid black area: longer than the largest box is, and higher than any stroke."""

_CLUTTER, _MOST_CLUTTERED = 0.34, 2
"""Share of ink in the square beside, above or below a box from which it is no print, and how many such a box may have:
squares in the midst of more belong to a pattern or a picture."""

_LETTER_ROOM, _LETTER_HEIGHT = 1.6, 1.6
"""Points between the letters of a word, and how many heights of a letter the next one may be high."""

_MOST_SIZES, _MOST_PLACES = 3, 200_000
_MOST_BOXES = 3_000


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


def find_boxes(sheet: Sheet, known: Sequence[BoxSize] = ()) -> list[FoundBox]:
    """Boxes of a page, top to bottom.

    Args:
        sheet: the page.
        known: sizes of boxes on other pages of the document, for a page whose own are all damaged.
    """
    dark = _without_areas(sheet.dark)
    whole = [box for box in _whole_outlines(dark) if _stands_alone(box, dark)]
    soft = _soft_outlines(dark, dark)
    faint = _soft_outlines(_with_dots_joined(sheet.fine), sheet.fine)
    found = _apart([*whole, *soft, *faint])
    sizes = box_sizes(found) or list(known)
    damaged: list[FoundBox] = []
    pieces = _Pieces.of(dark)
    for size in sizes[:_MOST_SIZES]:
        alike = [
            box for box in found if abs(box.width - size.width) <= 2 and abs(box.height - size.height) <= 2
        ]
        mask = sheet.fine if any(box in faint for box in alike) else dark
        score = _template_score(mask, size)
        damaged += _in_columns(mask, score, size, alike, pieces)
        damaged += _elsewhere(mask, score, size)
    found = _apart([*found, *damaged])
    return sorted(found[:_MOST_BOXES], key=lambda b: (b.top, b.x0))


def _without_areas(dark: Mask) -> Mask:
    """The mask without black areas: the table under a photographed page, pictures, bars behind headings."""
    solid = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    long, high = pixels(_AREA_LENGTH), pixels(_AREA_HEIGHT)
    areas = cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((high, long), np.uint8))
    areas |= cv2.morphologyEx(solid, cv2.MORPH_OPEN, np.ones((long, high), np.uint8))
    return np.asarray(dark & (1 - cv2.dilate(areas, np.ones((5, 5), np.uint8))), dtype=np.uint8)


def _with_dots_joined(mask: Mask) -> Mask:
    """The mask with the gaps in dotted lines closed."""
    level = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, _DOTS), np.uint8))
    upright = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_DOTS, 1), np.uint8))
    return np.asarray(level | upright, dtype=np.uint8)


def _soft_outlines(mask: Mask, letters: Mask) -> list[FoundBox]:
    """Rounded, hairline and dotted outlines, which one alone would not show: at least two in a column or row."""
    boxes = [
        box for box in _whole_outlines(mask, sharp=False) if _stands_alone(box, letters, _WIDE_ROOM)
    ]
    return [box for box in boxes if sum(_is_sibling(box, other) for other in boxes) >= 2]


def _is_sibling(box: FoundBox, other: FoundBox) -> bool:
    """Whether two boxes, or a box and itself, have one size and stand in one column or row."""
    alike = abs(box.width - other.width) <= 2 and abs(box.height - other.height) <= 2
    return alike and (abs(box.x0 - other.x0) <= _WAVER or abs(box.top - other.top) <= _WAVER)


def box_sizes(boxes: Iterable[FoundBox]) -> list[BoxSize]:
    """The sizes that several boxes share, commonest first."""
    groups: list[list[FoundBox]] = []
    for box in sorted(boxes, key=lambda b: b.width + b.height):
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


def _whole_outlines(dark: Mask, *, sharp: bool = True) -> list[FoundBox]:
    """Squares of level and upright ink round a white middle; with `sharp`, their corners are not rounded."""
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
        x, y, width, height = cv2.boundingRect(contour)  # of a hole, its rim of ink included
        if not (smallest <= min(width, height) and max(width, height) <= largest):
            continue
        if max(width, height) > _ASPECT * min(width, height):
            continue
        if cv2.contourArea(contour) < (_FULL_HOLE if sharp else _ROUND_HOLE) * (width - 1) * (height - 1):
            continue
        box = _outline_around(dark, x, y, x + width, y + height, sharp=sharp)
        if box is not None:
            found.append(box)
    return found


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
    up, down, left, right = (edge for edge in edges if edge is not None)
    stroke = max(1, round(float(np.median([e[1] for e in (up, down, left, right)]))))
    outer = (x0 + 2 - left[0], top + 2 - up[0], x1 - 2 + right[0], bottom - 2 + down[0])
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
    tall = cv2.dilate(dark, np.ones((3, 1), np.uint8)).astype(np.float32)
    wide = cv2.dilate(dark, np.ones((1, 3), np.uint8)).astype(np.float32)
    across = cv2.boxFilter(tall, -1, (size.width, 1), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    down = cv2.boxFilter(wide, -1, (1, size.height), anchor=(0, 0), borderType=cv2.BORDER_CONSTANT)
    inset = size.stroke // 2
    levels = np.minimum(across, _shifted(across, size.height - 1 - 2 * inset, 0))
    sides = np.minimum(down, _shifted(down, 0, size.width - 1 - 2 * inset))
    return np.minimum(_shifted(levels, inset, 0), _shifted(sides, 0, inset))


def _in_columns(
    dark: Mask, score: NDArray[np.float32], size: BoxSize, whole: Sequence[FoundBox], pieces: _Pieces
) -> Iterator[FoundBox]:
    """Boxes straight above or below whole ones. A pen may have run over them, so ink round them says nothing."""
    rows = dark.shape[0]
    for x0 in sorted({box.x0 for box in whole}):
        low = max(x0 - _WAVER, 0)
        strip = score[:, low : x0 + _WAVER + 1]
        best = strip.max(axis=1)
        for top, bottom in _plateaus(best >= _DAMAGED_SIDE):
            peak = best[top:bottom]
            level = np.nonzero(peak >= peak.max() - 0.02)[0] + top
            y = int(level[len(level) // 2])
            x = low + int(strip[y].argmax()) if peak.max() < 0.99 else x0
            box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(best[y]))
            if (
                y + size.height <= rows
                and _has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1, sharp=False)
                and (_is_filled(box, dark) or not _runs_on(dark, x, y, box.x1, box.bottom))
                and not (_in_word(box, dark, both=True) and _ink_ends_with(box, dark))
                and not _has_letters_beside(box, pieces)
                and not _in_black(box, dark)
            ):
                yield box


def _plateaus(where: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last-but-one index of each run of true values."""
    edges = np.diff(np.concatenate(([0], where.astype(np.int8), [0])))
    yield from zip(np.nonzero(edges == 1)[0].tolist(), np.nonzero(edges == -1)[0].tolist(), strict=True)


def _elsewhere(dark: Mask, score: NDArray[np.float32], size: BoxSize) -> Iterator[FoundBox]:
    """Boxes that stand in no column of others, best first. Letters resemble them, so they must stand apart."""
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
            _has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1)
            and _stands_alone(box, dark, _WIDE_ROOM)
            and not _in_black(box, dark)
        ):
            yield box


def _shifted(values: NDArray[np.float32], down: int, right: int) -> NDArray[np.float32]:
    """The values `down` and `right` of each place."""
    out = np.zeros_like(values)
    rows, columns = values.shape
    out[: rows - down, : columns - right] = values[down:, right:]
    return out


def _runs_on(dark: Mask, x0: int, top: int, x1: int, bottom: int) -> bool:
    """Whether two or more sides go on straight beyond the corners, as the rules of a table do."""
    reach = pixels(4.0)
    rows, columns = dark.shape
    beyond = 0
    for y in (top, bottom - 1):
        strip = dark[max(y - 1, 0) : y + 2]
        before, behind = strip[:, max(x0 - reach, 0) : x0 - 1], strip[:, x1 + 1 : min(x1 + reach, columns)]
        beyond += int(_is_line(before, 0) or _is_line(behind, 0))
    for x in (x0, x1 - 1):
        strip = dark[:, max(x - 1, 0) : x + 2]
        before, behind = strip[max(top - reach, 0) : top - 1], strip[bottom + 1 : min(bottom + reach, rows)]
        beyond += int(_is_line(before, 1) or _is_line(behind, 1))
    return beyond >= 2


def _is_line(strip: Mask, axis: int) -> bool:
    return strip.size > 0 and float(strip.max(axis=axis).mean()) > 0.9


# -- what is no box --------------------------------------------------------------------------------------------------


def _stands_alone(box: FoundBox, dark: Mask, space: float = _ROOM) -> bool:
    """Whether it is no letter, no cell of a comb or table, and no part of a pattern."""
    return not (
        _in_word(box, dark, space)
        or _runs_on(dark, box.x0, box.top, box.x1, box.bottom)
        or _in_clutter(box, dark)
    )


def _in_clutter(box: FoundBox, dark: Mask) -> bool:
    """Whether more than a label and a pen stroke surround it: a module of a two-dimensional code, a picture."""
    gap, side = 3, box.width
    rows, columns = slice(box.top, box.bottom), slice(box.x0, box.x1)
    squares = (
        dark[max(box.top - gap - side, 0) : max(box.top - gap, 0), columns],
        dark[box.bottom + gap : box.bottom + gap + side, columns],
        dark[rows, max(box.x0 - gap - side, 0) : max(box.x0 - gap, 0)],
        dark[rows, box.x1 + gap : box.x1 + gap + side],
    )
    return sum(part.size > 0 and float(part.mean()) > _CLUTTER for part in squares) > _MOST_CLUTTERED


def _is_filled(box: FoundBox, dark: Mask) -> bool:
    """Whether it is mostly ink inside: a pen has blotted it out, and what runs on beyond its sides is the pen's."""
    inset = box.width // 4
    inside = dark[box.top + inset : box.bottom - inset, box.x0 + inset : box.x1 - inset]
    return float(inside.mean()) > _FILLED


@dataclass(frozen=True)
class _Pieces:
    """The connected pieces of a mask: their number at each pixel, and their extents."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    @classmethod
    def of(cls, mask: Mask) -> _Pieces:
        """Number the pieces of a mask."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        return cls(labels, stats)


def _has_letters_beside(box: FoundBox, pieces: _Pieces) -> bool:
    """Whether ink of about its own height stands close beside it and does not touch it, as the next letter does.

    The strokes of a pen that run over a box touch it.
    """
    room, middle = max(pixels(_LETTER_ROOM), box.width // 5), slice(box.top, box.bottom)
    own = pieces.labels[max(box.top - 1, 0) : box.bottom + 1, max(box.x0 - 1, 0) : box.x1 + 1]
    beside = np.concatenate(
        [
            pieces.labels[middle, max(box.x0 - room, 0) : box.x0].ravel(),
            pieces.labels[middle, box.x1 : box.x1 + room].ravel(),
        ]
    )
    for number in np.setdiff1d(beside, own):
        top, height = (int(pieces.stats[number][at]) for at in (cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT))
        level = min(top + height, box.bottom) - max(top, box.top) >= 0.6 * box.height
        if number and level and height <= _LETTER_HEIGHT * box.height:
            return True
    return False


def _ink_ends_with(box: FoundBox, dark: Mask) -> bool:
    """Whether the ink beside a box ends where the box does, above and below, as that of capital letters does."""
    room, reach = pixels(_WIDE_ROOM), pixels(_OVER)
    for columns in (slice(max(box.x0 - room, 0), box.x0 - 1), slice(box.x1 + 1, box.x1 + room)):
        above = dark[max(box.top - reach, 0) : max(box.top - 2, 0), columns]
        below = dark[box.bottom + 2 : box.bottom + reach, columns]
        if above.any() or below.any():
            return False
    return True


def _in_black(box: FoundBox, dark: Mask) -> bool:
    """Whether it lies in a large black area, such as the edge that a scanner leaves round a page."""
    reach = 5 * box.width // 2
    around = dark[max(box.top - reach, 0) : box.bottom + reach, max(box.x0 - reach, 0) : box.x1 + reach]
    edge = min(box.x0, box.top, dark.shape[1] - box.x1, dark.shape[0] - box.bottom) < pixels(_PAGE_EDGE)
    return edge or float(around.mean()) > _BLACK


def _in_word(box: FoundBox, dark: Mask, space: float = _ROOM, *, both: bool = False) -> bool:
    """Whether letters stand close on a side: the box is a letter, or one of a comb of cells for characters.

    With `both`, on both sides: a pen that runs over a box on one side is no letter.
    """
    room = max(2, pixels(space), box.height // 6)
    middle = slice(box.top, box.bottom)
    left = dark[middle, max(box.x0 - room - 1, 0) : max(box.x0 - 1, 0)]
    right = dark[middle, box.x1 + 1 : box.x1 + room + 1]
    sides = [float(side.any(axis=1).mean()) if side.size else 0.0 for side in (left, right)]
    return (min(sides) if both else max(sides)) > 0.35


def _apart(boxes: Iterable[FoundBox]) -> list[FoundBox]:
    """The boxes without those that lie on an earlier one."""
    kept: list[FoundBox] = []
    for box in boxes:
        here = box.box
        if not any(
            here.intersection_area(other.box) > 0.2 * min(here.area, other.box.area) for other in kept
        ):
            kept.append(box)
    return kept
