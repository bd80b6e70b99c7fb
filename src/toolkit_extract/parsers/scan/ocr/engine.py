"""What does an engine that recognises text give?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import Grey


@dataclass(frozen=True, slots=True)
class TextWord:
    """A word: its characters, its place in pixels of the picture, and how sure the engine is, 0 to 1.

    `otherwise` is what a second engine reads in its place, where the two differ in a digit.
    """

    text: str
    box: Box
    confidence: float
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of print, or the part of one that an engine sees as one; words left to right."""

    words: tuple[TextWord, ...]
    box: Box

    @property
    def text(self) -> str:
        """The words, parted by spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """That of its words, each by its length."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / max(letters, 1)


class Engine(Protocol):
    """Recognises the print of a level page."""

    @property
    def name(self) -> str:
        """Name and version, as `rapidocr 3.10.0`."""

    def read(self, grey: Grey) -> list[TextLine]:
        """The lines of a page; coordinates are pixels of the picture given."""

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        """The words of pictures that hold one line each; empty where it reads none."""
