"""Who gives the words of a page, and when?

An engine works in a thread of its own; where there is none, the words that another program laid under the page serve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from toolkit_extract.parsers.pdf.content import Word
from toolkit_extract.parsers.scan.ocr import Engine, TextLine
from toolkit_extract.parsers.scan.raster import Grey, Sheet
from toolkit_extract.parsers.scan.text_layer import lines_of_layer

Reading = Callable[[], list[TextLine]]
"""Gives the lines of a page once they are recognised; coordinates are pixels of the sheet."""


class Recogniser(Protocol):
    """What gives the words of pages."""

    def begin(self, sheet: Sheet, printed: Grey, /) -> Reading:
        """Have the words of a page recognised.

        Args:
            sheet: the page.
            printed: the page without boxes, rules and ticks.
        """

    def read_lines(self, pictures: Sequence[Grey], /) -> list[str]:
        """The words of pictures that hold one line each; empty where none are read."""


class EngineInThread:
    """An engine, which works while the caller does something else; one page at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="toolkit-extract-words")

    def begin(self, _: Sheet, printed: Grey, /) -> Reading:
        """Have the words of a page recognised."""
        return self._thread.submit(self.engine.read, printed).result

    def read_lines(self, pictures: Sequence[Grey], /) -> list[str]:
        """The words of pictures that hold one line each, after the page that the engine has in hand."""
        return self._thread.submit(self.engine.read_lines, pictures).result()


@dataclass(frozen=True, slots=True)
class LayerUnderPage:
    """Words that another program laid under a page, where its picture bears them out."""

    words: Sequence[Word]

    def begin(self, sheet: Sheet, printed: Grey, /) -> Reading:
        """Have the words looked at beside the picture."""
        return partial(lines_of_layer, self.words, sheet, printed)

    def read_lines(self, pictures: Sequence[Grey], /) -> list[str]:
        """Nothing: a layer says what stands on its page alone."""
        return [""] * len(pictures)
