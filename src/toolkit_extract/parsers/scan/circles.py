"""Where on a straightened page are option buttons, drawn as circles?

A circle alone is a letter, a bullet or an emblem. Several of one size in a column or a row are option buttons; then
those that a pen has run over, or that are filled, are found at the same size among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.apart import WIDE_ROOM, Pieces, has_letters_beside, in_clutter, in_word
from toolkit_extract.parsers.scan.outline import LARGEST, FoundBox
from toolkit_extract.parsers.scan.raster import Mask, pixels

SMALLEST = 6.0
"""Points across: smaller rings are bullets and small letters."""

_ASPECT = 1.22
"""Longer side by the shorter; a page that was photographed aslant has ellipses."""

_DISC = np.pi / 4
_LEAST_DISC, _MOST_DISC = 0.93, 1.07
"""Area of a hole or of a blot, in that of the ellipse that fits its sides, for it to be round."""

_WIDEST = 0.2
"""Width of the line in widths of the circle, its blur included. Letters have thicker strokes."""

_SEEN, _SEEN_OVER = 0.94, 0.8
"""Share of the circle that must be ink, of a whole one and of one that a pen has run over."""

_OUTSIDE, _PART, _FULL = 0.42, 0.55, 0.85
"""Share of a circle just outside the line that may be strokes of a pen, and shares of one just inside it between which
it is neither white with a stroke in it nor filled."""

_FEWEST = 2
_CROSSING = 2
"""Circles of a column, and of a row, that show where another must be."""

_WAVER = 4
"""Pixels by which circles of one column or row may be out of line."""

_SAME = 3
"""Pixels by which circles of one size may differ."""

_LETTERS = 1.0
"""Points between a circle that a pen has run over and its label, at the least."""

_AS_GOOD = 0.02
"""Share of a circle by which places fit it equally well."""

_POINTS = 48
_INNER, _WITHIN_LINE = 0.68, 0.8
"""Half the side of the square within a circle that is looked at for ink: in half widths of the circle, and at the most
in the distance of its line from its middle, into which the corners of the square reach."""


def find_circles(dark: Mask, pieces: Pieces, squares: Sequence[FoundBox]) -> list[FoundBox]:
    """Option buttons of a page, without those that lie on squares already found.

    What stands in line with squares of its size is another, which a tick has rounded.
    """
    rings = [box for box in _rings(dark) if _stands_apart(box, dark, pieces)]
    rings = [box for box in rings if not any(_lies_on(box, other) for other in squares)]
    rings = [box for box in rings if sum(_in_line(box, other) for other in squares) < _FEWEST]
    whole = [box for box in rings if sum(_in_line(box, other) for other in rings) > _FEWEST - 1]
    found = list(whole)
    for box in sorted(_among(whole, dark), key=lambda b: -b.wholeness):
        if (
            not any(_lies_on(box, other) for other in (*found, *squares))
            and not has_letters_beside(box, pieces, _LETTERS)
            and (_is_ring_or_disc(box, dark) or _is_at_crossing(box, whole))
            and not in_clutter(box, dark)
        ):
            found.append(box)
    return found


def _stands_apart(box: FoundBox, dark: Mask, pieces: Pieces) -> bool:
    """Whether it is no letter of a word; beside an `L` or a `w` there is little ink at the height of an `o`."""
    return not (in_word(box, dark, WIDE_ROOM) or has_letters_beside(box, pieces) or in_clutter(box, dark))


def _is_ring_or_disc(box: FoundBox, dark: Mask) -> bool:
    """Whether there is a line or an edge: letters and shadows go on inwards or outwards."""
    outside = _share_on_circle(dark, box.x0 - 3, box.top - 3, box.width + 6, box.height + 6)
    inset = box.stroke + 2
    within = _share_on_circle(
        dark, box.x0 + inset, box.top + inset, box.width - 2 * inset, box.height - 2 * inset
    )
    return outside < _OUTSIDE and not _PART < within < _FULL


def _is_at_crossing(box: FoundBox, whole: Sequence[FoundBox]) -> bool:
    """Whether a column and a row of circles meet at it, so that what runs over it is a pen's."""
    alike = [other for other in whole if _same_size(box, other)]
    return all(
        sum(abs(getattr(other, start) - getattr(box, start)) <= _WAVER for other in alike) >= _CROSSING
        for start in ("x0", "top")
    )


def _lies_on(box: FoundBox, other: FoundBox) -> bool:
    return abs(box.x0 + box.x1 - other.x0 - other.x1) < box.width + other.width - 4 and (
        abs(box.top + box.bottom - other.top - other.bottom) < box.height + other.height - 4
    )


def _in_line(box: FoundBox, other: FoundBox) -> bool:
    """Whether two circles have one size and stand in one column or one row."""
    alike = abs(box.width - other.width) <= _SAME and abs(box.height - other.height) <= _SAME
    level = abs(box.top + box.bottom - other.top - other.bottom) <= 2 * _WAVER
    below = abs(box.x0 + box.x1 - other.x0 - other.x1) <= 2 * _WAVER
    return alike and (level or below)


def _rings(dark: Mask) -> Iterator[FoundBox]:
    """White discs with a thin line of ink all round."""
    contours, tree = cv2.findContours(dark, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if tree is None:
        return
    smallest, largest = pixels(SMALLEST), pixels(LARGEST)
    for contour, (_, _, _, parent) in zip(contours, tree[0], strict=True):
        if parent < 0:
            continue
        x, y, width, height = cv2.boundingRect(contour)  # of a hole, its rim of ink included
        if not (0.6 * smallest <= min(width, height) and max(width, height) <= largest):
            continue
        if max(width, height) > _ASPECT * min(width, height):
            continue
        disc = cv2.contourArea(contour) / (_DISC * (width - 1) * (height - 1))
        if _LEAST_DISC <= disc <= _MOST_DISC:
            ring = _ring_round(dark, x + 1, y + 1, width - 2, height - 2)
            if ring is not None and min(ring.width, ring.height) >= smallest:
                yield ring


def _ring_round(dark: Mask, x: int, y: int, width: int, height: int) -> FoundBox | None:
    """The line round a hole; None where it is no line of even width."""
    most = int(_WIDEST * 1.5 * width) + 2
    stroke = 0
    for out in range(most):
        if _share_on_circle(dark, x - out, y - out, width + 2 * out, height + 2 * out) >= 0.5:
            stroke = out
    if not 1 <= stroke <= max(2, round(_WIDEST * (width + 2 * stroke))):
        return None
    outer = FoundBox(x - stroke, y - stroke, x + width + stroke, y + height + stroke, stroke, 1.0)
    seen = _cover(dark, outer)
    return _circle(outer, seen) if seen >= _SEEN and _is_free_outside(dark, outer) else None


def _circle(box: FoundBox, seen: float) -> FoundBox:
    across, down = (
        round(min(_INNER * side / 2, _WITHIN_LINE * (side / 2 - box.stroke)))
        for side in (box.width, box.height)
    )
    cx, cy = (box.x0 + box.x1) // 2, (box.top + box.bottom) // 2
    hole = (cx - across, cy - down, cx + across, cy + down)
    return FoundBox(box.x0, box.top, box.x1, box.bottom, box.stroke, seen, hole, round=True)


def _on_circle(width: float, height: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Points of the ellipse that fits a box, from its upper left corner."""
    turn = np.linspace(0, 2 * np.pi, _POINTS, endpoint=False)
    across = np.round((width - 1) / 2 * (1 + np.cos(turn))).astype(np.int64)
    down = np.round((height - 1) / 2 * (1 + np.sin(turn))).astype(np.int64)
    return across, down


def _share_on_circle(dark: Mask, x: int, y: int, width: int, height: int) -> float:
    across, down = _on_circle(width, height)
    rows, columns = np.clip(y + down, 0, dark.shape[0] - 1), np.clip(x + across, 0, dark.shape[1] - 1)
    return float(dark[rows, columns].mean())


def _cover(dark: Mask, box: FoundBox) -> float:
    """Share of a circle that is ink, where it may waver by the width of its line."""
    across, down = _on_circle(box.width, box.height)
    seen = np.zeros(_POINTS, np.bool_)
    for inset in range(box.stroke + 1):
        across, down = _on_circle(box.width - 2 * inset, box.height - 2 * inset)
        rows = np.clip(box.top + inset + down, 0, dark.shape[0] - 1)
        seen |= dark[rows, np.clip(box.x0 + inset + across, 0, dark.shape[1] - 1)] > 0
    return float(seen.mean())


def _is_free_outside(dark: Mask, box: FoundBox) -> bool:
    """Whether the line ends outwards: discs cut out of a black area have none."""
    return _share_on_circle(dark, box.x0 - 3, box.top - 3, box.width + 6, box.height + 6) < 0.35


def _among(whole: Sequence[FoundBox], dark: Mask) -> Iterator[FoundBox]:
    """Circles of the size of whole ones, in their columns and rows, that a pen has run over or filled."""
    for size in _sizes(whole):
        alike = [box for box in whole if _same_size(box, size)]
        across, down = _on_circle(size.width - size.stroke, size.height - size.stroke)
        soft = cv2.dilate(dark, np.ones((3, 3), np.uint8))
        rows, columns = dark.shape
        for x0 in _clusters(box.x0 for box in alike):
            yield from _best(
                soft, size, across, down, range(rows - size.height), range(x0 - _WAVER, x0 + _WAVER + 1)
            )
        for top in _clusters(box.top for box in alike):
            level = [box for box in alike if abs(box.top - top) <= _WAVER]
            first, last = min(b.x0 for b in level), max(b.x0 for b in level)
            wide = range(max(first - 8 * size.width, 0), min(last + 8 * size.width, columns - size.width))
            if len(level) >= _FEWEST:
                yield from _best(soft, size, across, down, range(top - _WAVER, top + _WAVER + 1), wide)


def _same_size(box: FoundBox, size: FoundBox) -> bool:
    return abs(box.width - size.width) <= _SAME and abs(box.height - size.height) <= _SAME


def _sizes(whole: Sequence[FoundBox]) -> list[FoundBox]:
    """One circle for each size."""
    sizes: list[FoundBox] = []
    for box in sorted(whole, key=lambda b: b.width):
        if not any(_same_size(box, other) for other in sizes):
            sizes.append(box)
    return sizes


def _clusters(values: Iterable[int]) -> list[int]:
    """Values that differ by more than a waver."""
    kept: list[int] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _WAVER:
            kept.append(value)
    return kept


def _best(
    soft: Mask,
    size: FoundBox,
    across: NDArray[np.int64],
    down: NDArray[np.int64],
    ys: range,
    xs: range,
) -> Iterator[FoundBox]:
    """Places in a strip at which a circle of a size is seen, best first."""
    tops = np.array([y for y in ys if 0 <= y < soft.shape[0] - size.height], dtype=np.int64)
    lefts = np.array([x for x in xs if 0 <= x < soft.shape[1] - size.width], dtype=np.int64)
    if not len(tops) or not len(lefts):
        return
    inset = size.stroke // 2
    score = np.zeros((len(tops), len(lefts)), np.float32)
    for dx, dy in zip(across + inset, down + inset, strict=True):
        score += soft[np.ix_(tops + dy, lefts + dx)]
    score /= _POINTS
    while True:
        row, column = np.unravel_index(int(score.argmax()), score.shape)
        if score[row, column] < _SEEN_OVER:
            return
        y, x = _midst(score, int(row), int(column), tops, lefts)
        box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(score[row, column]))
        yield _circle(box, min(box.wholeness, 0.99))
        near_rows, near_columns = np.abs(tops - y) < size.height // 2, np.abs(lefts - x) < size.width // 2
        score[np.ix_(near_rows, near_columns)] = 0


def _midst(
    score: NDArray[np.float32], row: int, column: int, tops: NDArray[np.int64], lefts: NDArray[np.int64]
) -> tuple[int, int]:
    """The midst of the places, near the best one, at which a soft line fits as well."""
    first_row, first_column = max(row - _WAVER, 0), max(column - _WAVER, 0)
    near = score[first_row : row + _WAVER + 1, first_column : column + _WAVER + 1]
    down, right = np.nonzero(near >= score[row, column] - _AS_GOOD)
    return int(tops[first_row + round(float(down.mean()))]), int(
        lefts[first_column + round(float(right.mean()))]
    )
