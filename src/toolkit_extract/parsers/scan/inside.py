"""What ink within a box is not that of its outline?

A fax thickens an outline by a pixel here and there, a soft copy lets it fade inwards. Either puts ink along the sides
of a box that no pen has touched. It is shallow, or as dark all along a side; a stroke of a pen runs on into the box.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.raster import Grey, Mask

_RIM, _LEAST_RIM = 0.13, 2
"""Part of the inside, from a side, into which an outline may bulge, and the pixels of it in the smallest box."""

_EVEN = 30
"""Percentile of the ink along a side that is its outline's: a stroke darkens less than two thirds of a side."""


def rim_of(size: int) -> int:
    """How far from a side of an inside of that many pixels its outline may reach into it, in pixels."""
    return max(_LEAST_RIM, round(_RIM * size))


def without_outline(ink: Grey, dark: Mask) -> tuple[Grey, Mask]:
    """The ink within a box, and where it is dark, without what its outline put there.

    Args:
        ink: of the inside of a box, 0 to 255.
        dark: where it is as dark as print.
    """
    rows, columns = dark.shape
    if min(rows, columns) <= 2 * _LEAST_RIM:
        return ink, dark
    kept_ink, kept_dark = ink.copy(), dark.copy()
    for turn in range(4):
        rim = rim_of((rows, columns)[turn % 2])
        # views: what is taken from them is taken from the whole
        _take_even(np.rot90(kept_ink, turn), rim)
        bulge = _bulges(np.rot90(dark, turn), rim)
        np.rot90(kept_ink, turn)[: rim + 1][bulge] = 0
        np.rot90(kept_dark, turn)[: rim + 1][bulge] = 0
    return kept_ink, kept_dark


def _take_even(ink: Grey, rim: int) -> None:
    """Take from the first rows the ink that each has all along."""
    part = ink[:rim]
    even = np.percentile(part, _EVEN, axis=1, keepdims=True).astype(np.uint8)
    part -= np.minimum(part, even)


def _bulges(dark: Mask, rim: int) -> NDArray[np.bool_]:
    """Where, in the rim of the first side and one row more, ink from that side ends within the rim."""
    strip = dark[: rim + 1].astype(bool)
    from_side = np.logical_and.accumulate(strip, axis=0)
    depth = from_side.sum(axis=0)
    shallow = (depth > 0) & (depth <= rim)
    soft = np.arange(rim + 1)[:, None] <= depth  # a pixel beyond is its blur
    return np.asarray(shallow & soft, dtype=np.bool_)
