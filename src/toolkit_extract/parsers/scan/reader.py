"""Reads the pictures among the pages of one document, one after another, with one engine and one memory.

A page is begun while it is open, and its items are asked for once the next one has begun: the engine works meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from toolkit_extract.parsers.pdf.content import PageContent, Pixels
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.layout import PageItems, marks_over_scan
from toolkit_extract.parsers.pdf.words import Item, field_pieces
from toolkit_extract.parsers.scan.ocr import Engine, engine_for, second_engine
from toolkit_extract.parsers.scan.page import ScanMemory, ScannedPage, begin_picture
from toolkit_extract.parsers.scan.raster import Grey, Raster
from toolkit_extract.parsers.scan.recogniser import EngineInThread, LayerUnderPage

_WHITE = 255


class PageReader:
    """Opened once a document."""

    def __init__(self, engine: Engine | None, second: Engine | None = None) -> None:
        """Read with an engine, and a second one that is asked for digits; without any, with what lies under pages."""
        self._engine = engine
        self._recogniser = EngineInThread(engine) if engine else None
        self._second = second
        self._memory = ScanMemory()

    @classmethod
    def with_engine(cls, name: str) -> PageReader:
        """A reader of a file of this name.

        Raises:
            MissingDependency: no engine is installed.
        """
        return cls(engine_for(name), second_engine())

    @property
    def engine_name(self) -> str | None:
        """Name and version of the engine, if there is one."""
        return self._engine.name if self._engine else None

    def begin_raster(self, raster: Raster, number: int) -> Callable[[], PageItems]:
        """Begin with a page of which nothing but its pixels is known; its items are given when they are asked for."""
        page = begin_picture(
            raster, number, self._recogniser or LayerUnderPage(()), self._memory, second=self._second
        )
        return lambda: page.finish().items

    def begin(self, pixels: Pixels, page: PageContent) -> Callable[[], PageItems]:
        """Begin with a rendered page, the form fields laid over it included; its items are given when asked for."""
        grey: Grey = np.frombuffer(pixels.grey, np.uint8).reshape(pixels.rows, pixels.columns)
        grey = grey.copy() if page.widgets else grey
        for widget in page.widgets:  # they are read from the file, which knows them better than their picture
            rows, columns = _area(widget.box, pixels.scale)
            grey[rows, columns] = _WHITE
        in_hand = begin_picture(
            Raster(grey, pixels.scale),
            page.number,
            self._recogniser or LayerUnderPage(page.words),
            self._memory,
            page.annotations,
            self._second,
        )
        over: list[Item] = [*marks_over_scan(page).marks, *field_pieces(page.widgets)]
        return lambda: _with_items_over(in_hand.finish(), over)


def _with_items_over(scanned: ScannedPage, over: Iterable[Item]) -> PageItems:
    moved = [replace(item, box=scanned.sheet.from_page(item.box)) for item in over]
    return replace(scanned.items, items=(*scanned.items.items, *moved))


def _area(box: Box, scale: float) -> tuple[slice, slice]:
    return (
        slice(max(int(box.top * scale), 0), max(int(box.bottom * scale) + 1, 0)),
        slice(max(int(box.x0 * scale), 0), max(int(box.x1 * scale) + 1, 0)),
    )
