"""Which boxes does a list of answers lack, though its labels show that they were there?

A pen can cover a box, and a fax can lose it. Where the lines of a list begin at one place and most have a box before
them, the place before a line without one is looked at: ink there is a covered box, a part of an outline a damaged one.
White is the second line of a label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, inside_of
from toolkit_extract.parsers.scan.questions import questions
from toolkit_extract.parsers.scan.raster import Mask
from toolkit_extract.parsers.scan.whole import wholeness

_SAME_START = 5
"""Pixels by which the lines of a list may be out of line."""

_COVERED, _PART_OF_OUTLINE = 0.25, 0.4
"""Share of ink in a place that a pen has covered, and along its weakest side where an outline is damaged."""

_MISREADING = 2
"""Characters that an engine may read from a covered box."""

_BEYOND = 4.5
"""Sides of a box by which a list may go on above its first box or below its last."""


def hidden_boxes(
    boxes: Sequence[FoundBox], lines: Sequence[TextLine], dark: Mask, pen: PenInk
) -> list[FoundBox]:
    """The boxes that the labels of a page give away; their `wholeness` says how much of an outline was seen."""
    known = {number for box in boxes for number in pen.pieces_in(inside_of(box))}
    free = dark & ~np.isin(pen.labels, list(known))  # strokes that tick a box cover no other
    found: list[FoundBox] = []
    for question in questions(boxes):
        column = [
            boxes[index] for index in question if abs(boxes[index].x0 - boxes[question[0]].x0) <= _SAME_START
        ]
        if len(column) >= 2:
            found += _of_column(column, boxes, lines, free)
    return found


def _of_column(
    column: Sequence[FoundBox], boxes: Sequence[FoundBox], lines: Sequence[TextLine], dark: Mask
) -> Iterator[FoundBox]:
    labels = [(box, line) for box in column if (line := _label_of(box, lines)) is not None]
    if len(labels) < 2:
        return
    start = median(line.box.x0 for _, line in labels)
    rise = median((box.top + box.bottom) / 2 - line.box.cy for box, line in labels)
    size = column[0]
    first, last = min(box.top for box in column), max(box.bottom for box in column)
    beyond = _BEYOND * size.height
    for line in lines:
        middle = line.box.cy + rise
        if abs(line.box.x0 - start) > _SAME_START or not first - beyond <= middle <= last + beyond:
            continue
        if any(
            abs((box.top + box.bottom) / 2 - middle) < box.height and abs(box.x0 - size.x0) < box.width
            for box in boxes
        ):
            continue
        place = _looked_at(size, round(middle - size.height / 2), dark)
        if place is not None and not _is_in_word(place, lines):
            yield place


def _is_in_word(place: FoundBox, lines: Sequence[TextLine]) -> bool:
    """Whether a word stands at a place; of a covered box an engine makes a character or two."""
    cx, cy = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
    return any(
        len(word.text) > _MISREADING and word.box.contains(cx, cy) for line in lines for word in line.words
    )


def _label_of(box: FoundBox, lines: Sequence[TextLine]) -> TextLine | None:
    """The line that begins behind a box at its height."""
    middle = (box.top + box.bottom) / 2
    beside = [
        line for line in lines
        if line.box.top <= middle <= line.box.bottom and box.x1 - 2 <= line.box.x0 <= box.x1 + 4 * box.width
    ]  # fmt: skip
    return min(beside, key=lambda line: line.box.x0, default=None)


def _looked_at(size: FoundBox, top: int, dark: Mask) -> FoundBox | None:
    best: FoundBox | None = None
    for shift in range(-size.height // 3, size.height // 3 + 1):
        y = top + shift
        if y < 1 or y + size.height + 1 >= dark.shape[0]:
            continue
        seen = wholeness(dark, size.x0, y, size.x1, y + size.height, size.stroke)
        if best is None or seen > best.wholeness:
            best = FoundBox(size.x0, y, size.x1, y + size.height, size.stroke, seen)
    if best is None:
        return None
    ink = float(np.mean(dark[best.top : best.bottom, best.x0 : best.x1]))
    return best if ink >= _COVERED or best.wholeness >= _PART_OF_OUTLINE else None
