"""Which pages of a PDF must be read from their picture, and what stands on them?

A page is read from its picture where it is one: scanned, or drawn without any text. Everything that reads pixels is
loaded only when such a page comes. Where no engine is installed, the pages that have text are read, and of the others
those under which another program has laid words that the picture bears out; the rest are named. A file of which nothing
can be read gets an error that says what to install.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit_extract.errors import MissingDependency
from toolkit_extract.parsers.pdf.content import PageContent
from toolkit_extract.parsers.pdf.layout import (
    PageItems,
    collect_items,
    draws_letters,
    is_scan,
    shows_large_picture,
)
from toolkit_extract.parsers.pdf.words import Piece
from toolkit_extract.schemas.document import Paragraph, RunOrigin, Table

if TYPE_CHECKING:
    from toolkit_extract.parsers.scan import PageReader

_RENDER_SCALE = 300.0 / 72.0
"""Pixels a point at which a page is rendered before it is straightened: what office scanners deliver."""


class ScannedPages:
    """Reads the pictures among the pages of one file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._reader: PageReader | None = None
        self._layers: PageReader | None = None
        self._missing: MissingDependency | None = None

    @property
    def engine_name(self) -> str | None:
        """What recognised the words, if any page was read."""
        return self._reader.engine_name if self._reader else None

    def begin(self, page: PageContent) -> Callable[[], PageItems] | None:
        """Begin with a page that is a picture; None where it has text of its own.

        Must be called while the page is open. What stands on it is given when it is asked for, pages in their order.
        """
        if not is_picture(page) or page.rendering is None:
            return None
        reader = self._opened()
        if reader is not None:
            widgets, items = len(page.widgets), reader.begin(page.rendering(_RENDER_SCALE), page)
            return lambda: replace(items(), widgets=widgets)
        found = self._from_layer(page) or collect_items(replace(page, words=()))
        return lambda: found

    def _from_layer(self, page: PageContent) -> PageItems | None:
        """The page by the words that another program laid under it; None unless its picture bears them out."""
        if not page.words or page.rendering is None:
            return None
        from toolkit_extract.parsers.scan import PageReader

        self._layers = self._layers or PageReader(None)
        items = self._layers.begin(page.rendering(_RENDER_SCALE), page)()
        if not any(isinstance(item, Piece) and item.origin is RunOrigin.OCR for item in items.items):
            return None
        return replace(items, widgets=len(page.widgets), by_layer=True)

    def refuse_unread(self, blocks: Sequence[Paragraph | Table]) -> None:
        """Refuse a file of which nothing was read because no engine is installed.

        Raises:
            MissingDependency: says what to install.
        """
        if self._missing and not blocks:
            raise self._missing

    def _opened(self) -> PageReader | None:
        if self._reader is None and self._missing is None:
            from toolkit_extract.parsers.scan import PageReader

            try:
                self._reader = PageReader.with_engine(self._name)
            except MissingDependency as error:
                self._missing = error
        return self._reader


def is_picture(page: PageContent) -> bool:
    """Whether what a reader sees of the page is in its pixels alone: a scan, a picture, or letters drawn as shapes."""
    if is_scan(page):
        return True
    if page.words or page.widgets or not page.width or not page.height:
        return False
    return shows_large_picture(page) or draws_letters(page)
