"""What on a page was drawn rather than printed or ruled?

`PenInk` is what is left of a page's ink without the outlines of boxes and without rules, in connected pieces. Once
words have been recognised, pieces that are letters are told from strokes of a pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Mask, Sheet

Area = tuple[slice, slice]

_LEAST, _LONGEST = 0.6, 5.0
"""Longer side, in sides of a box, of the smallest and largest stroke that can be a tick."""

_RING_NEAR, _RING_FAR, _RING_SECTORS, _RING_WHOLE = 0.6, 1.7, 24, 0.75
"""A ring round a box: its least and greatest distance from the middle, in sides of the box, and the share of as many
sectors in which it must be seen. A rule or a letter may hide a part of it."""

_LOOP_LOW, _LOOP_HIGH, _LOOP_SHORT, _LOOP_LONG = 1.3, 6.0, 2.0, 45.0
"""Height and width, in sides of a box, of a ring round a label."""

_LOOP_INK, _LOOP_EDGE, _LOOP_FULL = 0.3, 0.7, 0.6
"""Share of its extent that a ring covers at the most, and share of its ink that lies at least so far from its middle,
in half its extent."""

_OVERLAP = 0.15
"""Share of a box, in both directions, over which the strokes of a pen lie and letters do not."""

_FOOT = 0.4
"""Sides of a box within which the foot of a tick, where it turns, may lie beside it."""


_ROUND_ABOUT, _SECTORS = 5, 32
"""Pixels round a circle that are looked at for strokes that cross its line, and the parts of it that are told apart."""


@dataclass(frozen=True, slots=True)
class PenPiece:
    """A connected piece of ink: its number and its extent and amount in pixels."""

    number: int
    x0: int
    top: int
    x1: int
    bottom: int
    area: int

    @property
    def width(self) -> int:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top

    def reaches_round(self, box: FoundBox) -> bool:
        """Whether the middle of a box lies within its extent."""
        return (
            self.x0 <= (box.x0 + box.x1) // 2 < self.x1
            and self.top <= (box.top + box.bottom) // 2 < self.bottom
        )

    def misses(self, box: FoundBox) -> bool:
        """Whether it is as large as a tick for a box of that size."""
        return _LEAST * box.width <= max(self.width, self.height) <= _LONGEST * box.width


@dataclass(frozen=True)
class PenInk:
    """The pieces: `labels` numbers the pieces, 0 is none; `letters` are the numbers of those that are print."""

    labels: NDArray[np.int32]
    stats: NDArray[np.int32]
    letters: frozenset[int] = frozenset()

    def piece(self, number: int) -> PenPiece:
        """The piece of a number."""
        x, y, width, height, area = (int(value) for value in self.stats[number])
        return PenPiece(number, x, y, x + width, y + height, area)

    @cached_property
    def _is_letter(self) -> NDArray[np.bool_]:
        known = np.zeros(len(self.stats), dtype=np.bool_)
        known[list(self.letters)] = True
        return known

    def drawn_in(self, area: Area) -> NDArray[np.bool_]:
        """Where an area holds ink that is no letter."""
        found = self.labels[area]
        return (found > 0) & ~self._is_letter[found]

    def pieces_in(self, area: Area) -> dict[int, int]:
        """Pixels of each piece within an area."""
        found = self.labels[area]
        numbers, counts = np.unique(found[found > 0], return_counts=True)
        return {int(n): int(c) for n, c in zip(numbers, counts, strict=True)}

    def round_about(self, box: FoundBox, sides: float) -> Iterator[PenPiece]:
        """Pieces that are no letters and come within some sides of a box, largest first."""
        reach = round(sides * box.width)
        area = (
            slice(max(box.top - reach, 0), box.bottom + reach),
            slice(max(box.x0 - reach, 0), box.x1 + reach),
        )
        pieces = [self.piece(number) for number in self.pieces_in(area) if number not in self.letters]
        yield from sorted(pieces, key=lambda p: -p.area)

    def encircles(self, box: FoundBox) -> bool:
        """Whether pen strokes run all round a box."""
        reach = round(_RING_FAR * box.width)
        cy, cx = (box.top + box.bottom) // 2, (box.x0 + box.x1) // 2
        top, left = max(cy - reach, 0), max(cx - reach, 0)
        drawn = self.drawn_in((slice(top, cy + reach), slice(left, cx + reach)))
        ys, xs = np.nonzero(drawn)
        dy, dx = ys + top - cy, xs + left - cx
        ring = np.hypot(dy, dx) >= _RING_NEAR * box.width
        return run_all_round(dy[ring], dx[ring])

    def loops(self, side: int) -> list[PenPiece]:
        """Strokes that run round a line of print; `side` is that of a box, in pixels."""
        found = []
        for number in range(1, len(self.stats)):
            piece = self.piece(number)
            if not (
                _LOOP_LOW * side <= piece.height <= _LOOP_HIGH * side
                and _LOOP_SHORT * side <= piece.width <= _LOOP_LONG * side
                and piece.area < _LOOP_INK * piece.width * piece.height
            ):
                continue
            ys, xs = np.nonzero(self.labels[piece.top : piece.bottom, piece.x0 : piece.x1] == number)
            down, across = 2 * ys / piece.height - 1, 2 * xs / piece.width - 1
            outside = np.hypot(down, across) >= _LOOP_EDGE
            if outside.mean() >= _LOOP_FULL and run_all_round(down[outside], across[outside]):
                found.append(piece)
        return found

    def foot_of(self, piece: PenPiece, boxes: Sequence[FoundBox]) -> int | None:
        """The box at which the lowest point of a piece lies, where a tick turns; the nearest, if it is near enough."""
        row = self.labels[piece.bottom - 1, piece.x0 : piece.x1]
        x = piece.x0 + int(np.nonzero(row == piece.number)[0].mean())
        best, nearest = None, float("inf")
        for index, box in enumerate(boxes):
            dx = max(box.x0 - x, x - box.x1, 0)
            dy = max(box.top - piece.bottom, piece.bottom - box.bottom, 0)
            distance = float(np.hypot(dx, dy)) / box.width
            if distance < min(nearest, _FOOT):
                best, nearest = index, distance
        return best

    def share_beyond(self, piece: PenPiece, box: FoundBox) -> float:
        """Share of a piece that lies outside a box, a pixel of blur left out."""
        rows, columns = slice(max(box.top - 2, 0), box.bottom + 2), slice(max(box.x0 - 2, 0), box.x1 + 2)
        within = int((self.labels[rows, columns] == piece.number).sum())
        return 1 - within / max(piece.area, 1)

    def without_letters(self, words: Iterable[Box], boxes: Sequence[FoundBox]) -> PenInk:
        """The same pieces, those that lie in recognised words known as letters.

        Args:
            words: boxes of words, in pixels.
            boxes: of the page; what lies over a part of one or round it is no letter, though an engine reads it so.
        """
        letters: set[int] = set()
        over_box = self._overlapping(boxes)
        for word in words:
            for number, count in self.pieces_in(area_of(word)).items():
                height, area = self.stats[number, cv2.CC_STAT_HEIGHT], self.stats[number, cv2.CC_STAT_AREA]
                if count >= 0.7 * area and height <= 1.25 * word.height and not over_box[number]:
                    letters.add(number)
        return replace(self, letters=frozenset(letters))

    def _overlapping(self, boxes: Iterable[FoundBox]) -> NDArray[np.bool_]:
        """For each piece whether its extent has a part in common with a box, more than a letter beside it has."""
        x0, top, width, height, _ = self.stats.T
        over = np.zeros(len(self.stats), dtype=np.bool_)
        for box in boxes:
            across = np.minimum(x0 + width, box.x1) - np.maximum(x0, box.x0)
            down = np.minimum(top + height, box.bottom) - np.maximum(top, box.top)
            over |= (across >= _OVERLAP * box.width) & (down >= _OVERLAP * box.height)
        return over


def run_all_round(down: NDArray[Any], across: NDArray[Any]) -> bool:
    """Whether strokes run round a middle on all sides.

    Args:
        down: places of their ink, from the middle.
        across: the same, in the other direction.
    """
    sectors = np.unique((np.arctan2(down, across) / (2 * np.pi) * _RING_SECTORS).astype(np.int64))
    return len(sectors) >= _RING_WHOLE * _RING_SECTORS


def pen_ink(sheet: Sheet, boxes: Sequence[FoundBox], rules: Mask) -> PenInk:
    """What is left of a page's ink without the outlines of its boxes and its rules (a mask)."""
    left = sheet.dark & (1 - rules)
    for box in boxes:
        kept = _crossings_of_circle(sheet.dark, box) if box.round else _crossings(sheet.dark, box)
        clear_outline(left, box)
        left[_around(box) if box.round else _outside_of(box)] |= kept
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    return PenInk(labels, stats)


def clear_outline(mask: Mask, box: FoundBox) -> None:
    """Take the outline of a box out of a mask, and nothing of what is in it."""
    if box.round:
        part = mask[_around(box)]
        part[_on_line(box, part.shape)] = 0
        return
    area = inside_of(box)
    inner = mask[area].copy()
    mask[_outside_of(box)] = 0
    mask[area] = inner


def _around(box: FoundBox) -> Area:
    """Rows and columns of a box, and some pixels beyond."""
    return (
        slice(max(box.top - _ROUND_ABOUT, 0), box.bottom + _ROUND_ABOUT),
        slice(max(box.x0 - _ROUND_ABOUT, 0), box.x1 + _ROUND_ABOUT),
    )


def _on_line(box: FoundBox, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which pixels around a circle are its line, a pixel of blur included."""
    return _within(box, 1.0, shape) & ~_within(box, -box.stroke - 1.0, shape)


def _within(box: FoundBox, further: float, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which pixels around a circle lie within one that is so much larger all round."""
    down, right = _from_middle(box, shape)
    down, right = down / (box.height / 2 + further), right / (box.width / 2 + further)
    return np.asarray(down**2 + right**2 <= 1, dtype=np.bool_)


def _from_middle(box: FoundBox, shape: tuple[int, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """How far pixels around a circle lie below its middle and to the right of it."""
    rows, columns = _around(box)
    down = np.arange(shape[0]) + rows.start + 0.5 - (box.top + box.bottom) / 2
    right = np.arange(shape[1]) + columns.start + 0.5 - (box.x0 + box.x1) / 2
    return down[:, None], right[None, :]


def _crossings_of_circle(dark: Mask, box: FoundBox) -> Mask:
    """The parts of a circle's line over which a stroke runs, around the box."""
    part = dark[_around(box)]
    line = _on_line(box, part.shape)
    beyond = _within(box, 4.0, part.shape) & ~_within(box, 1.0, part.shape)
    inside = _within(box, -box.stroke - 1.0, part.shape) & ~_within(box, -box.stroke - 4.0, part.shape)
    down, right = _from_middle(box, part.shape)
    sector = np.floor((np.arctan2(down, right) / (2 * np.pi) + 0.5) * _SECTORS).astype(np.int64) % _SECTORS
    inked = [np.bincount(sector[band & (part > 0)], minlength=_SECTORS) > 0 for band in (beyond, inside)]
    near = [seen | np.roll(seen, 1) | np.roll(seen, -1) for seen in inked]
    return np.asarray(part * (line & (near[0] & near[1])[sector]), dtype=np.uint8)


def _outside_of(box: FoundBox) -> Area:
    """Rows and columns of a box, a pixel of blur included."""
    return slice(max(box.top - 1, 0), box.bottom + 1), slice(max(box.x0 - 1, 0), box.x1 + 1)


def _crossings(dark: Mask, box: FoundBox) -> Mask:
    """The parts of a box's outline over which a stroke runs: there is ink on both sides of it."""
    rows, columns = _outside_of(box)
    inner_rows, inner_columns = inside_of(box)
    kept = np.zeros_like(dark[rows, columns])
    if not kept.size or not dark[inner_rows, inner_columns].size:
        return kept
    sides = (
        (slice(rows.start, inner_rows.start), columns, rows.start - 1, inner_rows.start, True),
        (slice(inner_rows.stop, rows.stop), columns, rows.stop, inner_rows.stop - 1, True),
        (rows, slice(columns.start, inner_columns.start), columns.start - 1, inner_columns.start, False),
        (rows, slice(inner_columns.stop, columns.stop), columns.stop, inner_columns.stop - 1, False),
    )
    limit = dark.shape
    for part_rows, part_columns, outside, inside, level in sides:
        if not 0 <= outside < limit[0 if level else 1]:
            continue
        beyond = dark[outside, part_columns] if level else dark[part_rows, outside]
        within = dark[inside, part_columns] if level else dark[part_rows, inside]
        crossed = _widened(beyond) & _widened(within)
        at = (
            slice(part_rows.start - rows.start, part_rows.stop - rows.start),
            slice(part_columns.start - columns.start, part_columns.stop - columns.start),
        )
        part = dark[part_rows, part_columns]
        kept[at] |= part & (crossed[np.newaxis, :] if level else crossed[:, np.newaxis])
    return kept


def _widened(line: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Ink within two pixels along a line: a slanted stroke shifts on its way across an outline."""
    return np.convolve(line, np.ones(5, np.uint8), mode="same").clip(0, 1).astype(np.uint8)


def area_of(box: Box) -> Area:
    """Rows and columns of a box of pixels."""
    return (
        slice(max(int(box.top), 0), max(int(np.ceil(box.bottom)), 0)),
        slice(max(int(box.x0), 0), max(int(np.ceil(box.x1)), 0)),
    )


def inside_of(box: FoundBox) -> Area:
    """Rows and columns within the outline, a pixel of blur left out."""
    if box.hole is not None:
        x0, top, x1, bottom = box.hole
        return slice(top + 1, bottom - 1), slice(x0 + 1, x1 - 1)
    inset = min(box.stroke + 1, box.width // 3)
    return slice(box.top + inset, box.bottom - inset), slice(box.x0 + inset, box.x1 - inset)
