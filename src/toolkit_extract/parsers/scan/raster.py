"""What does one page look like, as pixels?

A `Raster` is a page in grey. Its coordinates are those of `schemas.region` times `scale`: pixels from the top left of
the page as displayed. `Sheet` is the same page straightened, with the way back to the page as displayed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.geometry import Box

Grey = NDArray[np.uint8]
Mask = NDArray[np.uint8]
"""0 or 1 a pixel."""

POINTS_PER_INCH = 72.0
WORKING_DPI = 200.0
"""Resolution at which a page is read: enough for the smallest print and for pen strokes, and no more than OCR uses."""

WORKING_SCALE = WORKING_DPI / POINTS_PER_INCH

_PAPER_CELL = 8
"""Pixels a side of the cells whose lightest grey is taken for paper; larger than any stroke of a letter is wide."""

_PAPER_REACH = 9
_LEAST_INK = 46
"""Difference from the paper, of 255, below which nothing is print: scanner noise and the other side showing through."""


_BILEVEL = 1.0
"""Noise up to which a page has black and white alone, which keep no pencil and lose parts of hairlines."""

_TINT = 11
"""Pixels a side of the smallest area of even ink that is a tint, not a line."""

_FINE_DEVIATIONS, _LEAST_FINE = 2.6, 16
"""Deviations of the noise of a softened page, and the ink, from which a faint line may be one."""


@dataclass(frozen=True)
class Raster:
    """A page in grey: `pixels` has rows and columns, 0 is black; `scale` is pixels a point."""

    pixels: Grey
    scale: float

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.pixels.shape[1] / self.scale)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.pixels.shape[0] / self.scale)


@dataclass(frozen=True)
class Sheet:
    """A straightened page at the working scale; `to_page` leads from its points to those of the page as displayed."""

    pixels: Grey
    to_page: NDArray[np.float64]

    @property
    def width(self) -> float:
        """Width in points."""
        return float(self.pixels.shape[1] / WORKING_SCALE)

    @property
    def height(self) -> float:
        """Height in points."""
        return float(self.pixels.shape[0] / WORKING_SCALE)

    @cached_property
    def ink(self) -> Grey:
        """How much darker each pixel is than the paper round it, 0 to 255: shadows and tinted cells are paper."""
        return ink_of(self.pixels)

    @cached_property
    def dark(self) -> Mask:
        """Where there is print or pen."""
        return (self.ink > print_threshold(self.ink)).astype(np.uint8)

    @cached_property
    def fine(self) -> Mask:
        """Where there may be a hairline or pencil: fainter ink than print, as far above the noise as can be told."""
        soft = cv2.GaussianBlur(self.ink, (0, 0), 0.7)
        soft -= cv2.morphologyEx(soft, cv2.MORPH_OPEN, np.ones((_TINT, _TINT), np.uint8))
        return np.asarray(soft > max(_FINE_DEVIATIONS * self.noise, _LEAST_FINE), dtype=np.uint8)

    @cached_property
    def noise(self) -> float:
        """Usual unevenness of the paper, 0 to 255: the standard deviation of ink where there is no print."""
        blank = self.ink[cv2.dilate(self.dark, np.ones((7, 7), np.uint8)) == 0]
        return float(np.std(blank[:: max(1, blank.size // 200_000)])) if blank.size else 0.0

    @property
    def is_bilevel(self) -> bool:
        """Whether the page has no greys."""
        return self.noise <= _BILEVEL

    def on_page(self, box: Box) -> Box:
        """The bounding box, on the page as displayed, of a box of the sheet; both in points."""
        return _moved(box, self.to_page)

    def from_page(self, box: Box) -> Box:
        """The bounding box, on the sheet, of a box of the page as displayed; both in points."""
        return _moved(box, np.linalg.inv(self.to_page).astype(np.float64))


def _moved(box: Box, matrix: NDArray[np.float64]) -> Box:
    corners = [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)]
    moved = cv2.perspectiveTransform(np.array([corners], dtype=np.float64), matrix)[0]
    low, high = moved.min(axis=0), moved.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def ink_of(grey: Grey) -> Grey:
    """Ink against the local paper, 0 to 255, as dark as the darkest thing the paper could carry."""
    rows, columns = grey.shape
    small = cv2.resize(
        grey, (max(columns // _PAPER_CELL, 1), max(rows // _PAPER_CELL, 1)), interpolation=cv2.INTER_AREA
    )
    light = cv2.dilate(small, np.ones((_PAPER_REACH, _PAPER_REACH), np.uint8))
    paper = cv2.medianBlur(cv2.medianBlur(light, 5), 5)
    paper = cv2.resize(cv2.blur(paper, (5, 5)), (columns, rows), interpolation=cv2.INTER_LINEAR)
    paper = np.maximum(paper, 40)
    share = np.divide(grey, paper, dtype=np.float32)
    ink = np.multiply(np.subtract(1.0, share, out=share), 255.0, out=share)
    return np.asarray(np.clip(ink, 0, 255, out=ink), dtype=np.uint8)


def print_threshold(ink: Grey) -> int:
    """The ink above which a pixel is print: between paper and print, as far as the page parts the two (Otsu)."""
    counts = cv2.calcHist([ink], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    counts[: _LEAST_INK // 2 + 1] = 0
    if counts.sum() < 200:
        return _LEAST_INK
    marked = np.repeat(np.arange(256, dtype=np.uint8), counts)  # quicker than to pick them out of the page
    level, _ = cv2.threshold(marked.reshape(-1, 1), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return int(min(max(0.55 * level, _LEAST_INK), 90))


def points(pixels: float) -> float:
    """Pixels of a sheet as points."""
    return float(pixels) / WORKING_SCALE


def box_in_points(box: Box) -> Box:
    """A box of pixels of a sheet in points."""
    return Box(*(value / WORKING_SCALE for value in box))


def pixels(length: float) -> int:
    """Points as whole pixels of a sheet."""
    return round(length * WORKING_SCALE)
