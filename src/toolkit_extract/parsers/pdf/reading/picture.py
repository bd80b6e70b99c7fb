"""How much ink does an area of the page show, as it is rendered?

The page is rendered in grey when the first area is asked for, once; most pages never are.
"""

from __future__ import annotations

import ctypes

from toolkit_extract.parsers.pdf.content import Pixels
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.reading import pdfium
from toolkit_extract.parsers.pdf.reading.coordinates import Frame

SCALE = 4.0
"""Pixels per point: a box of 8 points has 32 pixels a side, enough to tell a tick from a border."""

_MAX_PIXELS = 40_000_000
_DARK_BELOW = 0.72
"""A pixel darker than this share of the area's own background is ink."""

_PAPER_SHARE = 0.3
"""Share of an area that its commonest light grey must reach to be its background; else that is white."""

_BITMAP_GRAY = 1
_RENDER_GRAYSCALE, _RENDER_ANNOTATIONS = 0x08, 0x01
_WHITE = 0xFFFFFFFF


class PagePicture:
    """The rendered page, without its annotations and form fields."""

    def __init__(self, page: int, frame: Frame) -> None:
        self._page = page
        self._frame = frame
        self._pixels: memoryview | None = None
        self._columns = self._rows = 0
        self._scale = SCALE

    def ink(self, area: Box) -> float:
        """Share of ink in the area, 0 to 1. An area outside the page has none."""
        pixels = self._pixels if self._pixels is not None else self._render()
        x0, x1 = max(0, round(area.x0 * self._scale)), min(self._columns, round(area.x1 * self._scale))
        y0, y1 = max(0, round(area.top * self._scale)), min(self._rows, round(area.bottom * self._scale))
        if x1 <= x0 or y1 <= y0:
            return 0.0
        values = b"".join(
            bytes(pixels[y * self._columns + x0 : y * self._columns + x1]) for y in range(y0, y1)
        )
        levels = [values.count(level) for level in range(256)]
        paper = max(range(128, 256), key=levels.__getitem__)
        if levels[paper] < _PAPER_SHARE * len(values):
            paper = 255
        return sum(levels[: int(paper * _DARK_BELOW)]) / len(values)

    def render(self, scale: float) -> Pixels:
        """The page in grey with its annotations, at `scale` pixels a point or as many as memory allows."""
        return _render(self._page, self._frame, scale, _RENDER_GRAYSCALE | _RENDER_ANNOTATIONS)

    def _render(self) -> memoryview:
        found = _render(self._page, self._frame, SCALE, _RENDER_GRAYSCALE)
        self._scale, self._columns, self._rows = found.scale, found.columns, found.rows
        self._pixels = memoryview(found.grey)
        return self._pixels


def _render(page: int, frame: Frame, scale: float, flags: int) -> Pixels:
    scale = min(scale, (_MAX_PIXELS / (frame.width * frame.height)) ** 0.5)
    columns = max(4, round(frame.width * scale) // 4 * 4)
    rows = max(1, round(frame.height * scale))
    buffer = (ctypes.c_ubyte * (columns * rows))()
    bitmap = pdfium.bitmap_create(columns, rows, _BITMAP_GRAY, ctypes.addressof(buffer), columns)
    pdfium.bitmap_fill(bitmap, 0, 0, columns, rows, _WHITE)
    pdfium.render_page(bitmap, page, 0, 0, columns, rows, 0, flags)
    pdfium.bitmap_destroy(bitmap)
    return Pixels(bytes(buffer), columns, rows, scale)
