"""Which straight rules does a straightened page show? They draw its tables. Output: `Rule` values, in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.scan.drawn_rules import rules_without_strokes
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Mask, pixels, points
from toolkit_extract.parsers.scan.struck_rules import rules_without_letters

_SHORTEST_LEVEL, _SHORTEST_UPRIGHT = 26.0, 13.0
"""Points. Level strokes of letters and dashes are shorter than the first, stems of letters than the second."""

_THICKEST = 4.0
_SOLID, _CROWDED, _CROWDED_DASHES, _WAVER = 0.85, 0.25, 0.05, 0.004
"""Share of a rule that must be ink, shares of what runs along it that may be, and its greatest wander in its length."""

_PARTS = 8
_THIN, _DASHED = 2.0, 0.5
"""Points up to which a rule is thin, and the share of a thin rule that may be all its ink: dashes."""

_MASSIVE = 0.9
"""Share of a thick rule that must be ink."""

_GAP = 3.0
"""Points that dirt or a pale copy may take out of a rule."""


def find_rules(dark: Mask, boxes: Sequence[FoundBox]) -> list[Rule]:
    """Level and upright rules of a page; sides of boxes are none, nor are rows of letters and strokes of a pen."""
    clear = dark.copy()
    for box in boxes:
        clear[box.top - 1 : box.bottom + 1, box.x0 - 1 : box.x1 + 1] = 0
    rules = (
        *_runs(clear, pixels(_SHORTEST_LEVEL), horizontal=True),
        *_runs(np.ascontiguousarray(clear.T), pixels(_SHORTEST_UPRIGHT), horizontal=False),
    )
    return rules_without_strokes(rules_without_letters(rules, dark), dark, boxes)


def _crowding(dark: Mask, labels: NDArray[np.int32], index: int, stats: NDArray[np.int32]) -> float:
    """Share of ink along the fuller side of a run: a line of letters that run together has much all along.

    A scribble over a part of a rule says nothing of the rest of it, so the usual one of the run's parts counts.
    """
    x, y, width, height, _ = (int(value) for value in stats)
    run = labels[y : y + height, x : x + width] == index
    edges = np.linspace(0, width, min(_PARTS, width) + 1).astype(int)
    sides = [_ink_beside(dark, run[:, a:b], x + a, y) for a, b in pairwise(edges.tolist())]
    return float(np.median(np.array(sides), axis=0).max())


def _ink_beside(dark: Mask, part: NDArray[np.bool_], x: int, y: int) -> tuple[float, float]:
    """Shares of ink above and below a part of a run, where it usually begins and ends."""
    inked = part[:, part.any(axis=0)]
    if not inked.size:
        return 0.0, 0.0
    top = y + _usual(inked.argmax(axis=0))
    bottom = y + part.shape[0] - _usual(inked[::-1].argmax(axis=0))
    near, far = pixels(0.6), pixels(1.8)
    columns = slice(x, x + part.shape[1])
    above = dark[max(top - far, 0) : max(top - near, 0), columns]
    below = dark[bottom + near : bottom + far, columns]
    return (float(above.mean()) if above.size else 0.0, float(below.mean()) if below.size else 0.0)


def _usual(values: NDArray[np.intp]) -> int:
    """The median of a few whole numbers, rounded down."""
    ordered, count = np.sort(values), len(values)
    return (int(ordered[(count - 1) // 2]) + int(ordered[count // 2])) // 2


def _runs(dark: Mask, shortest: int, *, horizontal: bool) -> Iterator[Rule]:
    """Rules along the rows of a mask."""
    thick = cv2.dilate(dark, np.ones((3, 1), np.uint8))  # a rule wavers by a pixel
    bridged = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, pixels(_GAP)), np.uint8))
    lines = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    blots = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((pixels(_THICKEST) + 3, 1), np.uint8))
    lines &= 1 - cv2.dilate(
        blots, np.ones((1, 5), np.uint8)
    )  # where a pen has gone over a rule, the rest of it stands
    count, labels, stats, centres = cv2.connectedComponentsWithStats(lines, connectivity=8)
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        thickness = area / width - 2  # of which the dilation made two
        if (
            width < shortest
            or thickness > pixels(_THICKEST)
            or height > pixels(2 * _THICKEST) + _WAVER * width
        ):
            continue
        band = dark[y : y + height, x : x + width] & (labels[y : y + height, x : x + width] == index)
        if thickness > pixels(_THIN) and float(band.sum()) < _MASSIVE * width * thickness:
            continue  # letters, whose feet and heads line up
        cover = float(band.max(axis=0).mean())
        dashed = cover < _SOLID
        if dashed and (cover < _DASHED or thickness > pixels(_THIN)):
            continue
        if _crowding(dark, labels, index, stats[index]) > (_CROWDED_DASHES if dashed else _CROWDED):
            continue
        yield Rule(horizontal, points(float(centres[index][1]) + 0.5), points(x), points(x + width))
