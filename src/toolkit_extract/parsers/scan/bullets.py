"""Is the first sign of a line a bullet, whatever letter an engine takes it for?

Engines read a bullet as `*`, `e`, `¢` or `@`. Its ink is one full spot, smaller than a small letter, between the feet
and the heads of those.
"""

from __future__ import annotations

import cv2

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import Mask

BULLET = "•"

_SMALLEST, _LARGEST = 0.14, 0.5
"""Sides of a bullet, in font sizes."""

_ROUND = 1.35
_FULL = 0.62
"""Share of its square that a spot fills: a disc has 0.79, an `o` or an `e` less than half."""

_LOWEST, _HIGHEST = 0.12, 0.55
"""Height of its middle above the feet of the letters, in font sizes: a full stop lies lower."""

_MOSTLY = 0.85


def is_bullet(place: Box, foot: float, size: float, dark: Mask) -> bool:
    """Whether the ink of a sign is a bullet's.

    Args:
        place: of the sign, in pixels.
        foot: on which the letters of its line stand, in pixels from the head of the page.
        size: font size in pixels.
        dark: where the page is dark.
    """
    top, left = max(int(place.top) - 1, 0), max(int(place.x0) - 1, 0)
    part = dark[top : int(place.bottom) + 2, left : int(place.x1) + 2]
    if not part.size:
        return False
    _, _, shapes, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    spots = sorted((shape.tolist() for shape in shapes[1:]), key=lambda shape: -shape[cv2.CC_STAT_AREA])
    if not spots:
        return False
    _, above, width, height, ink = spots[0]
    middle = (foot - top - above - height / 2) / size
    return bool(
        ink >= _MOSTLY * sum(spot[cv2.CC_STAT_AREA] for spot in spots)
        and _SMALLEST * size <= min(width, height)
        and max(width, height) <= _LARGEST * size
        and max(width, height) <= _ROUND * min(width, height)
        and ink >= _FULL * width * height
        and _LOWEST <= middle <= _HIGHEST
    )
