"""Is what looks like a rule a stretch of a stroke that a pen drew?

The straight part of a tick with a long tail, and the flat top of a ring, are as straight as a rule. Wiped out as one,
they would leave the stroke in two pieces of which neither shows what it is meant for. A rule ends at another rule or in
white; a stroke of a pen ends in a box, or goes on bent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask, pixels

_LONGEST = 120.0
"""Points of the longest straight part of a stroke."""

_CORNER, _TOUCHES = 3, 4
"""Pixels from the corners of a box at which a stroke may run into it, and from its side at which one ends."""

_MEETS = 2.0
"""Points between the end of a rule and another one at which it ends."""

_STEPS, _BENT, _LEAST_STEPS = 64, 5, 6
"""Pixels over which ink is followed beyond a rule, those by which a stroke leaves its line meanwhile, and those over
which it is followed at the least."""

_AS_THICK = 2.2
"""Thickness of a rule up to which what lies beyond it is the same stroke; a crossing rule is as long as it is."""

_SLOPE = 2
"""Pixels by which a stroke may move aside at each step."""


def rules_without_strokes(rules: Iterable[Rule], dark: Mask, boxes: Sequence[FoundBox]) -> list[Rule]:
    """The rules that no pen drew.

    Args:
        rules: as found on a straightened page, in points.
        dark: where that page is dark.
        boxes: of that page.
    """
    rules = list(rules)
    return [
        rule
        for rule in rules
        if rule.end - rule.start > _LONGEST
        or _is_of_table(rule, rules)
        or not (_runs_into_a_box(rule, boxes) or _goes_on_bent(rule, dark if rule.horizontal else dark.T))
    ]


def _is_of_table(rule: Rule, rules: Iterable[Rule]) -> bool:
    """Whether it ends at a longer rule across it, though a scribble over it may go on bent from its other end."""
    return any(
        other.horizontal is not rule.horizontal
        and other.end - other.start > _LONGEST
        and other.start - _MEETS <= rule.at <= other.end + _MEETS
        and min(abs(other.at - rule.start), abs(other.at - rule.end)) <= _MEETS
        for other in rules
    )


def _runs_into_a_box(rule: Rule, boxes: Iterable[FoundBox]) -> bool:
    """Whether an upright one ends at the upper or lower side of a box. Dots and lines lead up to a box from beside."""
    if rule.horizontal:
        return False
    at, start, end = (value * WORKING_SCALE for value in (rule.at, rule.start, rule.end))
    return any(
        box.x0 + _CORNER < at < box.x1 - _CORNER
        and (abs(end - box.top) <= _TOUCHES or abs(start - box.bottom) <= _TOUCHES)
        for box in boxes
    )


def _goes_on_bent(rule: Rule, dark: Mask) -> bool:
    """Whether ink goes on beyond an end of a rule that runs along the rows, and leaves its line."""
    at, start, end = pixels(rule.at), pixels(rule.start), pixels(rule.end)
    inward = min(_STEPS // 8, (end - start) // 4)
    return any(
        _leaves_line(dark, at, first, step) for first, step in ((end - inward, 1), (start + inward, -1))
    )


def _leaves_line(dark: Mask, at: int, first: int, step: int) -> bool:
    """Whether a stroke that is followed from a place on it moves aside, without meeting another."""
    begun = _run_at(dark, first, at, _BENT)
    if begun is None:
        return False
    (top, bottom), middles = begun, [(begun[0] + begun[1]) / 2]
    thickest = max(_AS_THICK * (bottom - top), bottom - top + 3)
    for column in range(first + step, first + step * _STEPS, step):
        run = _run_at(dark, column, round(middles[-1]), (bottom - top) // 2 + _SLOPE)
        if run is None or run[1] - run[0] > thickest:
            break
        middles.append((run[0] + run[1]) / 2)
    return len(middles) >= _LEAST_STEPS and abs(middles[-1] - middles[0]) >= _BENT


def _run_at(dark: Mask, column: int, row: int, reach: int) -> tuple[int, int] | None:
    """First and last row but one of the ink nearest to a row of a column."""
    if not 0 <= column < dark.shape[1]:
        return None
    low = max(row - reach, 0)
    near = np.nonzero(dark[low : row + reach + 1, column])[0]
    if not len(near):
        return None
    nearest = low + int(near[np.argmin(np.abs(near + low - row))])
    ink = dark[:, column]
    top, bottom = nearest, nearest + 1
    while top > 0 and ink[top - 1] and nearest - top < _STEPS:
        top -= 1
    while bottom < len(ink) and ink[bottom] and bottom - nearest < _STEPS:
        bottom += 1
    return top, bottom
