"""Does an outline stand apart, as a box does, or is it a letter, a cell of a table or a part of a picture?"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Mask, pixels

_ROOM = 1.2
"""Points of white that part a box from the letters of a word."""

WIDE_ROOM = 2.0
"""The same for damaged boxes, which letters resemble."""

_FILLED = 0.7

_OVER = 2.2
"""Points above and below a box in which the strokes of a pen show that they are no letters."""

_BLACK, _PAGE_EDGE = 0.75, 9.0
"""Share of ink round a place from which it is a black area, and points from the page's edge at which no box stands."""

_CLUTTER, _MOST_CLUTTERED = 0.34, 2
"""Share of ink in the square beside, above or below a box from which it is no print, and how many such a box may have:
squares in the midst of more belong to a pattern or a picture."""

_LETTER_GAP = 0.13
"""White between the letters of a word, in their heights, for each point of white that is asked for: large ones stand
further apart."""

_LEVEL, _TOUCHING, _HEADING_GAP = 0.6, 0.4, 0.5
"""Heights of a box over which a letter stands beside it, widths of one by which letters that touch go on beside it, and
widths of one that part the letters of a heading."""

_BOLD = 3
"""Pixels by which the sides of a box may be wider than those of others."""

_ASCENT, _DESCENT = 0.15, 0.5
"""Heights of a box by which letters of its line stand higher or lower than it does."""

_LETTER_HEIGHT = 1.6
"""How many heights of a letter the next one may be high."""


def stands_alone(box: FoundBox, dark: Mask, space: float = _ROOM) -> bool:
    """Whether it is no letter, no cell of a comb or table, and no part of a pattern."""
    return not (
        in_word(box, dark, space)
        or runs_on(dark, box.x0, box.top, box.x1, box.bottom)
        or in_clutter(box, dark)
    )


def in_clutter(box: FoundBox, dark: Mask) -> bool:
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


def is_filled(box: FoundBox, dark: Mask) -> bool:
    """Whether it is mostly ink inside: a pen has blotted it out, and what runs on beyond its sides is the pen's."""
    inset = box.width // 4
    inside = dark[box.top + inset : box.bottom - inset, box.x0 + inset : box.x1 - inset]
    return float(inside.mean()) > _FILLED


@dataclass(frozen=True)
class Pieces:
    """The connected pieces of a mask: their number at each pixel, and their extents."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]

    @classmethod
    def of(cls, mask: Mask) -> Pieces:
        """Number the pieces of a mask."""
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        return cls(labels, stats)


def has_letters_beside(box: FoundBox, pieces: Pieces, space: float = WIDE_ROOM) -> bool:
    """Whether ink of about its own height stands close beside it and does not touch it, as the next letter does.

    The strokes of a pen that run over a box touch it.
    """
    room = max(pixels(space), round(_LETTER_GAP * space * box.width))
    return any(_has_letter(box, pieces, side) for side in _sides(box, room))


def is_amid_letters(box: FoundBox, pieces: Pieces) -> bool:
    """Whether such ink stands on both sides of it, no further away than the large letters of a heading stand."""
    return all(_has_letter(box, pieces, side) for side in _sides(box, round(_HEADING_GAP * box.width)))


def runs_into_word(box: FoundBox, pieces: Pieces) -> bool:
    """Whether the ink of the box goes on beside it and not above it, as letters of a fax that touch do."""
    near = pieces.labels[box.top : box.bottom, box.x0 : box.x1]
    for number in np.unique(near[near > 0]):
        x0, top, width, height = (int(value) for value in pieces.stats[number][:4])
        low, high = box.bottom + _DESCENT * box.height, box.top - _ASCENT * box.height
        level = top >= high and top + height <= low and height >= _LEVEL * box.height
        if level and max(box.x0 - x0, x0 + width - box.x1) >= _TOUCHING * box.width:
            return True
    return False


def _sides(box: FoundBox, room: int) -> tuple[slice, slice]:
    """The columns beside a box."""
    return slice(max(box.x0 - room, 0), box.x0), slice(box.x1, box.x1 + room)


def _has_letter(box: FoundBox, pieces: Pieces, columns: slice) -> bool:
    own = pieces.labels[max(box.top - 1, 0) : box.bottom + 1, max(box.x0 - 1, 0) : box.x1 + 1]
    beside = pieces.labels[box.top : box.bottom, columns]
    for number in np.setdiff1d(beside, own):
        top, height = (int(pieces.stats[number][at]) for at in (cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT))
        level = min(top + height, box.bottom) - max(top, box.top) >= _LEVEL * box.height
        if number and level and height <= _LETTER_HEIGHT * box.height:
            return True
    return False


def has_bold_sides(box: FoundBox, dark: Mask) -> bool:
    """Whether most sides are much wider than the outlines of boxes of its size: they are stems and bowls of letters."""
    reach = 2 * box.stroke + _BOLD
    x0, top = max(box.x0 - reach, 0), max(box.top - reach, 0)
    upper, lower = slice(top, box.top + reach), slice(box.bottom - reach, box.bottom + reach)
    left, right = slice(x0, box.x0 + reach), slice(box.x1 - reach, box.x1 + reach)
    rows, columns = slice(box.top, box.bottom), slice(box.x0, box.x1)
    bands = (dark[upper, columns], dark[lower, columns], dark[rows, left].T, dark[rows, right].T)
    widths = [float(np.median(band.sum(axis=0))) for band in bands if band.size]
    return sum(width > box.stroke + _BOLD for width in widths) >= 3


def ink_ends_with(box: FoundBox, dark: Mask) -> bool:
    """Whether the ink beside a box ends where the box does, above and below, as that of capital letters does."""
    room, reach = pixels(WIDE_ROOM), pixels(_OVER)
    for columns in (slice(max(box.x0 - room, 0), box.x0 - 1), slice(box.x1 + 1, box.x1 + room)):
        above = dark[max(box.top - reach, 0) : max(box.top - 2, 0), columns]
        below = dark[box.bottom + 2 : box.bottom + reach, columns]
        if above.any() or below.any():
            return False
    return True


def is_blotch(box: FoundBox, dark: Mask) -> bool:
    """Whether it is filled, and what fills it goes on all round: a shadow or a picture, not a pen."""
    if not is_filled(box, dark):
        return False
    x0, top, x1, bottom = max(box.x0 - 4, 0), max(box.top - 4, 0), box.x1 + 3, box.bottom + 3
    sides = [
        dark[top, x0:x1],
        dark[bottom : bottom + 1, x0:x1],
        dark[top:bottom, x0],
        dark[top:bottom, x1 : x1 + 1],
    ]
    return sum(side.size > 0 and float(side.mean()) > 0.5 for side in sides) >= 3


def in_black(box: FoundBox, dark: Mask) -> bool:
    """Whether it lies in a large black area, such as the edge that a scanner leaves round a page."""
    reach = 5 * box.width // 2
    around = dark[max(box.top - reach, 0) : box.bottom + reach, max(box.x0 - reach, 0) : box.x1 + reach]
    edge = min(box.x0, box.top, dark.shape[1] - box.x1, dark.shape[0] - box.bottom) < pixels(_PAGE_EDGE)
    return edge or float(around.mean()) > _BLACK


def in_word(box: FoundBox, dark: Mask, space: float = _ROOM, *, both: bool = False) -> bool:
    """Whether letters stand close on a side: the box is a letter, or one of a comb of cells for characters.

    With `both`, on both sides: a pen that runs over a box on one side is no letter.
    """
    room = max(2, pixels(space), round(_LETTER_GAP * space * box.height))
    middle = slice(box.top, box.bottom)
    left = dark[middle, max(box.x0 - room - 1, 0) : max(box.x0 - 1, 0)]
    right = dark[middle, box.x1 + 1 : box.x1 + room + 1]
    sides = [float(side.any(axis=1).mean()) if side.size else 0.0 for side in (left, right)]
    return (min(sides) if both else max(sides)) > 0.35


def runs_on(dark: Mask, x0: int, top: int, x1: int, bottom: int) -> bool:
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
