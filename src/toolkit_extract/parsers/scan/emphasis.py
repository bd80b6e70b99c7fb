"""Which lines of print did somebody ring or highlight instead of ticking a box?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, area_of, run_all_round
from toolkit_extract.parsers.scan.pen_lines import pen_line_of
from toolkit_extract.parsers.scan.raster import Grey, Mask, Sheet, pixels
from toolkit_extract.parsers.scan.states import is_level_with
from toolkit_extract.schemas.document import Emphasis

_BESIDE, _ABOVE = 14.0, 10.0
"""Points round a line within which a ring runs."""

_LONGEST = 240.0
"""Points of the longest label; nobody rings a line of prose."""

_NEAR, _FAR = 1.5, 3.5
"""Points above and below a line at which its ground is compared with the paper."""

_TINTED = 0.93
"""Brightness of a highlighted ground, as a share of that of the paper beside it."""


def ringed_lines(lines: Sequence[TextLine], pen: PenInk, boxes: Sequence[FoundBox]) -> list[bool]:
    """For each line whether a ring was drawn round it."""
    return [_is_ringed(line.box, pen, boxes) for line in lines]


def emphasis_of_lines(
    lines: Sequence[TextLine], sheet: Sheet, rings: Sequence[bool], drawn: Sequence[Emphasis | None] = ()
) -> list[frozenset[Emphasis]]:
    """For each line how it is set off: a ring (see `ringed_lines`) and a highlighter both count as highlight.

    `drawn`: what `pen_lines` says of each.
    """
    found = []
    for index, (line, ringed) in enumerate(zip(lines, rings, strict=True)):
        kinds = {Emphasis.HIGHLIGHT} if ringed or _is_tinted(line.box, sheet.pixels) else set()
        kind = drawn[index] if drawn else None
        found.append(frozenset(kinds | {kind} if kind else kinds))
    return found


def pen_lines(
    lines: Sequence[TextLine], sheet: Sheet, ruled: Mask, boxes: Sequence[FoundBox]
) -> list[Emphasis | None]:
    """For each line whether a pen struck it out or underlined it, as far as it is the label of a box.

    Args:
        lines: of print.
        sheet: the page.
        ruled: where its rules are.
        boxes: of the page.
    """
    ink = sheet.dark & (1 - ruled)
    for box in boxes:
        ink[max(box.top - 1, 0) : box.bottom + 1, max(box.x0 - 1, 0) : box.x1 + 1] = 0
    return [
        pen_line_of(line.box, ink) if any(is_level_with(line.box, box) for box in boxes) else None
        for line in lines
    ]


def _is_ringed(line: Box, pen: PenInk, boxes: Sequence[FoundBox]) -> bool:
    """Whether strokes that are no letters run round a line on all sides."""
    if line.width > pixels(_LONGEST):
        return False
    beside, above = pixels(_BESIDE), pixels(_ABOVE)
    rows, columns = area_of(Box(line.x0 - beside, line.top - above, line.x1 + beside, line.bottom + above))
    drawn = pen.drawn_in((rows, columns))
    for box in boxes:
        drawn[
            max(box.top - 1 - rows.start, 0) : max(box.bottom + 1 - rows.start, 0),
            max(box.x0 - 1 - columns.start, 0) : max(box.x1 + 1 - columns.start, 0),
        ] = False
    ys, xs = np.nonzero(drawn)
    across = (xs + columns.start - line.cx) / (line.width / 2)
    down = (ys + rows.start - line.cy) / (line.height / 2)
    outside = np.hypot(across, down) >= 0.9
    return run_all_round(down[outside], across[outside])


def _is_tinted(line: Box, grey: Grey) -> bool:
    """Whether the ground of a line is darker than the paper above it or below it."""
    near, far = pixels(_NEAR), pixels(_FAR)
    ground = _brightness(grey, line)
    beside = [
        _brightness(grey, Box(line.x0, line.top - far, line.x1, line.top - near)),
        _brightness(grey, Box(line.x0, line.bottom + near, line.x1, line.bottom + far)),
    ]
    return 0 < ground < _TINTED * max(beside) and ground > 100


def _brightness(grey: Grey, box: Box) -> float:
    rows, columns = area_of(box)
    part = grey[rows, columns]
    return float(np.percentile(part, 75)) if part.size else 0.0
