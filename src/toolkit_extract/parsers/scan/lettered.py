"""Which circles have a letter or a cipher printed in them, and which of those are filled in?

Sheets that machines read have rows of circles with A, B, C or 1, 2, 3 in them. The print in an untouched one is that in
others, pixel by pixel, as no two strokes of a pen are; what is beyond it was drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Grey, Sheet
from toolkit_extract.parsers.scan.recogniser import Recogniser
from toolkit_extract.schemas.document import MarkState

_FEWEST, _MOST_PRINTED = 8, 0.7
"""Circles of one size that show each other's print, and the share of them that must have ink in them."""

_LEAST_INK = 0.03
"""Share of solid ink within a circle from which it holds print."""

_SAME = 3
"""Pixels by which circles of one size may differ."""

_WAVER = 3
"""Pixels, across and down, over which the print of two circles may lie apart."""

_EDGE = 2.0
"""Pixels within the line of a circle that are its blur."""

_MOST_COMPARED = 300
"""Circles with which each is compared."""

_FILLED, _FULLER = 0.6, 0.2
"""Share of a circle that is dark where it is filled in, and how much more that must be than in most others."""

_RIM, _REACHED = 0.8, 0.06
"""Half widths of what lies within a circle from which on it is its rim, and how much more of that must be dark than in
most others where a pen has reached it: print stands in the midst."""

_PRINT, _DRAWN, _MORE_INK = 0.035, 0.08, 1.3
"""Ink beyond the print of others, as a share of solid ink: up to the first there is none, from the second a pen has
drawn it, if there is so many times the ink of most others."""

_MOST_LINES = 60
"""Rows or columns of circles whose letters are read."""

_ALL_ONE = 0.8
"""Share of the letters of a line that must be one for all of it to be that one, though their number differs."""

_AGREED = 0.6
"""Share of the letters read in a column or row that must be one, for those that were not read to be it too."""


States = Mapping[int, tuple[MarkState, float]]
"""The state of each lettered circle, by its place among the boxes, and how sure it is."""


@dataclass(frozen=True)
class _Print:
    """What lies within circles of one size, in the order of `indexes`: a picture each of their ink."""

    indexes: tuple[int, ...]
    ink: NDArray[np.uint8]
    dark: NDArray[np.uint8]
    disc: NDArray[np.bool_]

    @property
    def share(self) -> NDArray[np.float64]:
        """Ink of each, as a share of solid ink."""
        return np.asarray(self.ink[:, self.disc].mean(axis=1) / 255, dtype=np.float64)

    @property
    def full(self) -> NDArray[np.float64]:
        """Share of each that is dark."""
        return np.asarray(self.dark[:, self.disc].mean(axis=1), dtype=np.float64)

    @property
    def at_rim(self) -> NDArray[np.float64]:
        """Share of the rim of each that is dark."""
        down, across = self.disc.shape
        y, x = np.mgrid[0:down, 0:across] + 0.5
        rim = self.disc & ((2 * x / across - 1) ** 2 + (2 * y / down - 1) ** 2 >= _RIM**2)
        return np.asarray(self.dark[:, rim].mean(axis=1), dtype=np.float64)


def lettered_states(sheet: Sheet, boxes: Sequence[FoundBox]) -> dict[int, tuple[MarkState, float]]:
    """The states of the circles that have print in them."""
    states: dict[int, tuple[MarkState, float]] = {}
    for group in _groups(boxes):
        if len(group) >= _FEWEST:
            printed = _print_in(sheet, [boxes[index] for index in group], group)
            if float((printed.share >= _LEAST_INK).mean()) >= _MOST_PRINTED:
                states.update(_judged(printed))
    return states


def _groups(boxes: Sequence[FoundBox]) -> list[list[int]]:
    """Circles by their size."""
    groups: list[list[int]] = []
    order = sorted((index for index, box in enumerate(boxes) if box.round), key=lambda i: boxes[i].width)
    for index in order:
        first = boxes[groups[-1][0]] if groups else None
        if first and abs(boxes[index].width - first.width) <= _SAME:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _print_in(sheet: Sheet, boxes: Sequence[FoundBox], indexes: Sequence[int]) -> _Print:
    across = int(np.median([box.width - 2 * box.stroke for box in boxes]) - 2 * _EDGE)
    down = int(np.median([box.height - 2 * box.stroke for box in boxes]) - 2 * _EDGE)
    y, x = np.mgrid[0:down, 0:across] + 0.5
    disc = (2 * x / across - 1) ** 2 + (2 * y / down - 1) ** 2 <= 1
    ink, dark = (
        np.stack([_cut(part, box, across, down) for box in boxes]) for part in (sheet.ink, sheet.dark)
    )
    return _Print(tuple(indexes), ink, dark, disc)


def _cut(part: Grey, box: FoundBox, across: int, down: int) -> Grey:
    """The middle of a circle."""
    middle = ((box.x0 + box.x1 - 1) / 2, (box.top + box.bottom - 1) / 2)
    return np.asarray(cv2.getRectSubPix(part, (across, down), middle), dtype=np.uint8)


def _judged(printed: _Print) -> dict[int, tuple[MarkState, float]]:
    share, full = printed.share, printed.full
    usual, usually_full = float(np.median(share)), float(np.median(full))
    filled = (full >= _FILLED) & (full >= usually_full + _FULLER)
    at_rim = printed.at_rim
    reached = at_rim > float(np.median(at_rim)) + _REACHED
    plain = ~filled & ~reached
    beyond = _beyond_print(printed, plain if plain.any() else ~filled)
    states = {}
    for place, index in enumerate(printed.indexes):
        drawn = reached[place] or beyond[place] >= _DRAWN
        if filled[place]:
            states[index] = (MarkState.SELECTED, 0.95)
        elif not reached[place] and beyond[place] <= _PRINT:
            states[index] = (MarkState.UNSELECTED, 0.95)
        elif drawn and share[place] >= _MORE_INK * usual:
            states[index] = (MarkState.SELECTED, 0.85)
        else:
            states[index] = (MarkState.UNKNOWN, 0.5)
    return states


def _beyond_print(printed: _Print, plain: NDArray[np.bool_]) -> NDArray[np.float64]:
    """For each circle, its ink beyond that of the plain one that is second most like it."""
    wide = np.ones((_WAVER, _WAVER), np.uint8)
    plain_ones = np.flatnonzero(plain)[:_MOST_COMPARED].tolist()
    others = np.stack([cv2.dilate(printed.ink[place], wide)[printed.disc] for place in plain_ones])
    beyond = np.zeros(len(printed.indexes))
    for place, ink in enumerate(printed.ink[:, printed.disc]):
        more = (cv2.subtract(np.broadcast_to(ink, others.shape).copy(), others).mean(axis=1) / 255).tolist()
        among = sorted(value for other, value in zip(plain_ones, more, strict=True) if other != place)
        beyond[place] = among[min(1, len(among) - 1)] if among else 1.0
    return beyond


# -- the letters -----------------------------------------------------------------------------------------------------


def letters_of(
    sheet: Sheet, boxes: Sequence[FoundBox], states: States, recogniser: Recogniser
) -> dict[int, str]:
    """The letter or cipher in each circle, by its place in `boxes`, as they are read in a row or column together.

    Where the letters that were read in a column agree, or those in a row, the others of it have the same.
    """
    if not states:
        return {}
    rows = _by_line(states, [(box.top + box.bottom) // 2 for box in boxes])
    columns = _by_line(states, [(box.x0 + box.x1) // 2 for box in boxes])
    lines = [
        kept
        for line in (rows if len(rows) <= len(columns) else columns)
        if len(kept := [index for index in line if states[index][0] is not MarkState.SELECTED]) > 1
    ][:_MOST_LINES]
    read: dict[int, str] = {}
    texts = recogniser.read_lines([_in_one_line(sheet, [boxes[index] for index in line]) for line in lines])
    for line, text in zip(lines, texts, strict=True):
        letters = [character.upper() for character in text if character.isalnum()]
        commonest, count = Counter(letters).most_common(1)[0] if letters else ("", 0)
        if len(letters) == len(line):
            read.update(zip(line, letters, strict=True))
        elif count >= 2 and count >= _ALL_ONE * len(letters):  # one may be lost among many of its kind
            read.update(dict.fromkeys(line, commonest))
    by_column, by_row = _agreed(columns, read), _agreed(rows, read)
    return read | (by_column if len(by_column) >= len(by_row) else by_row)


def _in_one_line(sheet: Sheet, boxes: Sequence[FoundBox]) -> Grey:
    """What lies within circles, side by side, black on white."""
    group = _print_in(sheet, boxes, range(len(boxes)))
    inner = np.asarray(cv2.erode(group.disc.astype(np.uint8), np.ones((3, 3), np.uint8)), dtype=np.bool_)
    letters = np.concatenate([255 - np.where(inner, ink, 0) for ink in group.ink], axis=1)
    height = letters.shape[0]
    line = cv2.copyMakeBorder(
        letters.astype(np.uint8), height // 2, height // 2, height, height, cv2.BORDER_CONSTANT, value=255
    )
    return np.asarray(line, dtype=np.uint8)


def _by_line(states: States, middles: Sequence[int]) -> list[list[int]]:
    """Circles whose middles are about the same, in reading order."""
    groups: list[list[int]] = []
    for index in sorted(states, key=lambda one: middles[one]):
        if groups and middles[index] - middles[groups[-1][-1]] <= 2 * _SAME:
            groups[-1].append(index)
        else:
            groups.append([index])
    return [sorted(group) for group in groups]


def _agreed(groups: Sequence[Sequence[int]], read: Mapping[int, str]) -> dict[int, str]:
    agreed = {}
    for group in groups:
        letters = Counter(read[index] for index in group if index in read)
        letter, count = letters.most_common(1)[0] if letters else ("", 0)
        if count >= 2 and count >= _AGREED * letters.total():
            agreed.update(dict.fromkeys(group, letter))
    return agreed
