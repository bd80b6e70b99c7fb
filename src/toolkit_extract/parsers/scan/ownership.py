"""For which box is a stroke meant that runs through one or several?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, PenPiece, inside_of

_STRAIGHT = 0.13
"""Spread of a stroke about its own line, in sides of the box, up to which it is straight."""

_HEAVY = 0.3
"""Share of its ink in boxes that a stroke must have in a box to be meant for it, where it runs through several."""

_FOOT_HEAVY = 0.6
"""The same in the box where its foot lies, from which it is meant for that one, though it turns in another as well."""


@dataclass
class Strokes:
    """Which pieces of ink are meant for which box: `passing` only run through it.

    `turning` has the other box for which a piece may be meant, by its number. `shared` are the numbers of pieces that
    are meant for several boxes, `feet` the boxes in which a piece has its foot that is meant for another.
    """

    owned: dict[int, list[PenPiece]] = field(default_factory=lambda: defaultdict(list))
    passing: dict[int, list[PenPiece]] = field(default_factory=lambda: defaultdict(list))
    turning: dict[int, int] = field(default_factory=dict)
    shared: set[int] = field(default_factory=set)
    feet: set[int] = field(default_factory=set)


def assign(boxes: Sequence[FoundBox], pen: PenInk) -> Strokes:
    """Give each piece of ink in boxes to the boxes that it is meant for."""
    touched: dict[int, dict[int, int]] = defaultdict(dict)
    for index, box in enumerate(boxes):
        for number, count in pen.pieces_in(inside_of(box)).items():
            touched[number][index] = count
    strokes = Strokes()
    for number, counts in touched.items():
        piece = pen.piece(number)
        foot = pen.foot_of(piece, boxes)
        meant, other = _meant_for(piece, counts, foot, boxes, pen)
        if other is not None:
            strokes.turning[number] = other
        if len(meant) > 1:
            strokes.shared.add(number)
        if foot in counts and foot not in meant:
            strokes.feet.add(foot)
        for index in counts:
            (strokes.owned if index in meant else strokes.passing)[index].append(piece)
    return strokes


def _meant_for(
    piece: PenPiece, counts: dict[int, int], foot: int | None, boxes: Sequence[FoundBox], pen: PenInk
) -> tuple[set[int], int | None]:
    """Of the boxes with ink of a piece those it is meant for, and another one for which it may be meant.

    They are those in which it turns or ends, else the one where its foot lies.
    """
    turning = {index for index in counts if not _runs_straight_through(piece, boxes[index], pen)}
    most = max(counts.values())
    if foot is not None and foot in counts and foot not in turning and len(turning) < 2:
        missed = len(counts) == 1 and piece.misses(boxes[foot])
        if not turning or missed:
            return {foot}, None
        if counts[foot] >= _FOOT_HEAVY * most:
            return {foot}, next(iter(turning))
    other = foot if not turning and foot not in counts else None
    if len(counts) == 1:
        return set(counts), other
    heavy = {index for index, count in counts.items() if count >= _HEAVY * most}
    return (turning & heavy) or turning or {max(counts, key=lambda index: counts[index])}, other


def _runs_straight_through(piece: PenPiece, box: FoundBox, pen: PenInk) -> bool:
    """Whether a piece crosses the inside of a box from edge to edge without a turn."""
    rows, columns = inside_of(box)
    ys, xs = np.nonzero(pen.labels[rows, columns] == piece.number)
    if len(ys) < 4:
        return True
    height, width = rows.stop - rows.start, columns.stop - columns.start
    edges = (ys.min() <= 1, ys.max() >= height - 2, xs.min() <= 1, xs.max() >= width - 2)
    spread = np.linalg.svd(np.stack([ys - ys.mean(), xs - xs.mean()]), compute_uv=False) / np.sqrt(len(ys))
    return bool(sum(edges) >= 2 and float(spread[1]) <= _STRAIGHT * max(height, width))
