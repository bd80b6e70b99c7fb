"""Which outlines on a page are whole squares?

Level and upright ink round a white middle, with four sides and, where that is asked for, four sharp corners.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from toolkit_extract.parsers.scan.outline import LARGEST, SMALLEST, FoundBox
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask

_ASPECT = 1.15
_PIECE = 7
"""Pixels. Level and upright pieces of ink this long are sides; slanted strokes of a pen have none."""

_FULL_HOLE, _ROUND_HOLE = 0.82, 0.78
WHOLE_SIDE = 0.86
"""Share of a side that must be ink for an outline to be whole."""

_WIDEST_STROKE, _WIDEST_SOFT = 0.2, 0.3
"""Width of an outline in sides of its box; bold letters are thicker. Softened lines are wider than they are."""

_CORNER = 0.16
"""Part of a side, from its end, that is a corner."""

_CORNER_INK = 0.36
_ROUNDED = 0.06
"""How far from its corner, in sides, the outline of a box may begin along the diagonal; that of an O begins at 0.15."""

_UNEVEN = 2
"""Pixels by which the sides of one outline may differ in width."""


@dataclass(frozen=True, slots=True)
class Hole:
    """White that level and upright ink encloses, its rim of ink included, in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    full: float
    """Share of its extent that it covers."""

    @property
    def white(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom without the rim: the `hole` of a box."""
        return self.x0 + 1, self.top + 1, self.x1 - 1, self.bottom - 1


def find_holes(dark: Mask) -> list[Hole]:
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
            found.append(Hole(x, y, x + width, y + height, full))
    return found


def whole_outlines(dark: Mask, holes: Iterable[Hole], *, sharp: bool = True) -> list[FoundBox]:
    """Squares of level and upright ink round a white middle; with `sharp`, their corners are not rounded."""
    least = _FULL_HOLE if sharp else _ROUND_HOLE
    boxes = (_outline_around(dark, hole, sharp=sharp) for hole in holes if hole.full >= least)
    return [box for box in boxes if box is not None]


def _outline_around(dark: Mask, hole: Hole, *, sharp: bool) -> FoundBox | None:
    """The outline of which a hole is the inside; None where its sides or corners are not ink."""
    x0, top, x1, bottom = hole.x0, hole.top, hole.x1, hole.bottom
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
    if whole < WHOLE_SIDE or (sharp and not has_corners(dark, *outer, stroke)):
        return None
    return FoundBox(*outer, stroke, whole, hole.white)


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


def has_corners(
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
