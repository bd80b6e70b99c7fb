"""Does a line run through a box, from one side of it to beyond the other, as it does where somebody struck it out?"""

from __future__ import annotations

import cv2
import numpy as np

from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Mask

_BEYOND = 0.35
"""Sides of a box on its left and on its right, before its label begins, over which the line runs."""

_COVERED, _COVERED_INSIDE = 0.9, 0.8
"""Share of the columns there, and of those of the box, in which the line is seen."""

_SLANT = 5
"""Pixels by which the line may rise or fall on its way."""


def is_struck_through(dark: Mask, box: FoundBox) -> bool:
    """Whether a level line goes through the box and runs on at both sides.

    Args:
        dark: the ink of the sheet, rules too: long strokes are taken for such.
        box: the box.
    """
    reach = round(_BEYOND * box.width)
    x0, x1 = box.x0 - reach, box.x1 + reach
    inset = max(box.stroke + 1, 3)
    rows = slice(box.top + inset, box.bottom - inset)
    if x0 < 0 or x1 > dark.shape[1] or rows.stop <= rows.start:
        return False
    band = cv2.dilate(dark[box.top : box.bottom, x0:x1], np.ones((_SLANT, 1), np.uint8))[inset:-inset]
    left, inside, right = (
        band[:, part].mean(axis=1)
        for part in (slice(0, reach - 1), slice(reach, -reach), slice(-reach + 1, None))
    )
    return bool(((left >= _COVERED) & (right >= _COVERED) & (inside >= _COVERED_INSIDE)).any())
