"""Is what looks like a rule a row of letters?

The strokes of bold or blotted letters join to a level line, which would be wiped out of their words and would part
their cell. A rule is about as thick all along, and a thick one has no gaps; letters are stems, bowls and bars of all
heights, with space between.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.scan.raster import Mask, pixels

_REACH = 16
"""Pixels to either side of a rule up to which ink is followed: higher than most small letters."""

_WAVER = 2
_EVEN = 0.7
"""Share of a rule that is about as thick as half of it."""

_THICK, _SOLID = 5.0, 0.85
"""Pixels from which a rule is thick, and the share of such a rule that has ink."""


def rules_without_letters(rules: Iterable[Rule], dark: Mask) -> list[Rule]:
    """The rules that do not run through letters.

    Args:
        rules: as found on a straightened page, in points.
        dark: where that page is dark.
    """
    upright = np.ascontiguousarray(dark.T)
    return [rule for rule in rules if _is_even(rule, dark if rule.horizontal else upright)]


def _is_even(rule: Rule, dark: Mask) -> bool:
    thickness = _thickness(rule, dark)
    if not thickness.size:
        return True
    usual = float(np.median(thickness))
    if usual > _THICK and thickness.size < _SOLID * max(pixels(rule.end) - pixels(rule.start), 1):
        return False
    near = np.abs(thickness - usual) <= max(_WAVER, 0.5 * usual)
    return float(near.mean()) >= _EVEN


def _thickness(rule: Rule, dark: Mask) -> NDArray[np.int64]:
    """How many pixels of ink stand over each other at each step along a rule that has any."""
    at, start, end = pixels(rule.at), max(pixels(rule.start), 0), pixels(rule.end)
    top = max(at - _REACH, 0)
    band = dark[top : at + _REACH + 1, start:end].astype(np.int64)
    middle = at - top
    if middle >= band.shape[0] or not band.size:
        return np.zeros(0, np.int64)
    rows = sorted(
        range(max(middle - _WAVER, 0), min(middle + _WAVER + 1, band.shape[0])), key=lambda r: abs(r - middle)
    )
    first = np.array(rows)[np.argmax(band[rows], axis=0)]  # the row of ink next to the middle
    columns = np.arange(band.shape[1])
    inked = band[first, columns] > 0
    index = np.arange(band.shape[0])[:, None]
    below = np.where(index >= first, band, 1).cumprod(axis=0) * (index >= first)
    above = np.where(index <= first, band, 1)[::-1].cumprod(axis=0) * (index <= first)[::-1]
    return np.asarray((below.sum(axis=0) + above.sum(axis=0) - 1)[inked], dtype=np.int64)
