"""Was a line of print struck through or underlined by a pen?

Letters leave gaps between them and between words. A line that somebody drew through print or under it runs on through
the gaps; what lies in a gap at the height of a letter alone is little.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import Mask
from toolkit_extract.schemas.document import Emphasis

_LONGEST = 260
"""Pixels of a line of print over which a stroke is followed: a hand strikes out words, not always all of them."""

_OVER, _UNDER = 0.25, 0.45
"""Heights of a line below its head at which the highest stroke runs, and below its foot at which the lowest does."""

_SLANT, _BAND = 6, 3
"""Pixels by which a stroke may rise or fall on its way, and by which it is thick and wavers to either side."""

_BEYOND = 5
"""Pixels before and behind the words over which a stroke that runs on is seen."""

_FEWEST_GAPS, _FEWEST_WITHIN = 9, 5
"""Columns in the gaps between letters and before and behind them in which a stroke must be seen, and those of them
between letters."""

_WIDE_GAP = 4
"""Columns of a gap between words, or of a stroke before or behind them: the letters of a blurred word join."""

_IN_GAPS, _COVERED, _ALIKE = 0.8, 0.9, 0.02
"""Share of the columns in gaps, and of all columns, in which a stroke must be seen, and difference of those up to which
two runs are of one stroke."""

_BELOW = 0.12
"""Share of the ink of letters below a stroke from which it runs through them, not under them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A straight run along a line of print: the share of the columns that it covers, and its rows."""

    covered: float
    rows: NDArray[np.int64]


def pen_line_of(line: Box, ink: Mask) -> Emphasis | None:
    """How a pen set a line of print off: struck out, underlined, or not at all.

    Args:
        line: its box, in pixels.
        ink: where the page is dark, without its rules.
    """
    reach = round(_UNDER * line.height) + _SLANT
    x0, x1 = max(int(line.x0) - _BEYOND, 0), min(int(line.x1), int(line.x0) + _LONGEST)
    top, bottom = max(int(line.top), 0), int(line.bottom) + reach
    part = ink[top:bottom, x0 : x1 + (_BEYOND if x1 < int(line.x0) + _LONGEST else 0)]
    if part.shape[0] < 2 * _BAND + reach or part.shape[1] <= 4 * _BEYOND:
        return None
    first, last = round(_OVER * line.height), part.shape[0] - _SLANT
    run = _fullest(part, range(first, last))
    if run is None:
        return None
    return _kind_of(part, run)


def _fullest(part: Mask, starts: range) -> _Run | None:
    """The straight run that covers most, if it covers enough to be a stroke; of several alike the one in the middle."""
    soft = cv2.dilate(part, np.ones((3, 1), np.uint8))
    columns = np.arange(part.shape[1])
    inner = columns[_BEYOND:-_BEYOND]
    runs = []
    for start in starts:
        for fall in range(-_SLANT, _SLANT + 1, 2):
            rows = start + np.round(fall * columns / max(len(columns) - 1, 1)).astype(np.int64)
            if rows.min() < 0 or rows.max() >= part.shape[0]:
                continue
            covered = float(soft[rows[inner], inner].mean())
            if covered >= _COVERED and _fills_gaps(part, soft, rows):
                runs.append(_Run(covered, rows))
    most = max((run.covered for run in runs), default=0.0)
    alike = sorted(
        (run for run in runs if run.covered >= most - _ALIKE), key=lambda run: float(run.rows.mean())
    )
    return alike[len(alike) // 2] if alike else None


def _fills_gaps(part: Mask, soft: Mask, rows: NDArray[np.int64]) -> bool:
    """Whether a run is seen in the columns that have no other ink."""
    columns = np.arange(part.shape[1])
    away = np.abs(np.arange(part.shape[0])[:, None] - rows[None, :]) > _BAND
    gaps = ~(part.astype(bool) & away).any(axis=0)
    seen = soft[rows, columns].astype(bool) & gaps
    within = slice(_BEYOND, -_BEYOND)
    between = int(seen[within].sum())
    return (
        int(seen.sum()) >= _FEWEST_GAPS
        and between >= _FEWEST_WITHIN
        and between >= _IN_GAPS * int(gaps[within].sum())
        and _longest(seen) >= _WIDE_GAP
    )


def _longest(seen: NDArray[np.bool_]) -> int:
    """Columns of the longest stretch without a break."""
    ends = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(np.int8)))
    return int((ends[1::2] - ends[::2]).max(initial=0))


def _kind_of(part: Mask, run: _Run) -> Emphasis:
    height = np.arange(part.shape[0])[:, None] - run.rows[None, :]
    above = int(part[height < -_BAND].sum())
    below = int(part[height > _BAND].sum())
    return Emphasis.STRIKE if below >= _BELOW * max(above + below, 1) else Emphasis.UNDERLINE
