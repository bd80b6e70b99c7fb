"""RapidOCR: neural detection and recognition of lines. Its models come with its package; nothing is downloaded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from typing import Any

import cv2
import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.raster import Grey

_LONGEST_SIDE = 4_000
"""Pixels. The engine's own limit of 2,000 would shrink a page of A4 at 200 dots an inch."""


class RapidEngine:
    """One loaded engine; loading takes a second and some 400 MB, so a process keeps one."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        # Without the classifier of line directions, which turned single lines of level pages upside down.
        self._engine = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.max_side_len": _LONGEST_SIDE,
                "Global.text_score": 0.0,
            }
        )
        self.name = f"rapidocr {metadata.version('rapidocr')}"

    def read(self, grey: Grey) -> list[TextLine]:
        """The lines of a page; coordinates are pixels of the picture given."""
        found = self._engine(
            cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), use_det=True, use_rec=True, return_word_box=True
        )
        if found.boxes is None or found.txts is None:
            return []
        lines = []
        for corners, text, score, parts in zip(
            found.boxes, found.txts, found.scores, found.word_results, strict=True
        ):
            box = _bounds(corners)
            words = tuple(_words(text, float(score), _characters(parts, box), box))
            if words:
                lines.append(TextLine(words, box))
        return lines

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        """The words of pictures that hold one line each; empty where it reads none."""
        return [self._line(picture) for picture in pictures]

    def _line(self, picture: Grey) -> str:
        coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        found = self._engine(coloured, use_det=False, use_rec=True, return_word_box=False)
        return " ".join(found.txts or ())


@cache
def rapid_engine() -> RapidEngine:
    """The engine of this process.

    Raises:
        ImportError: it is not installed.
    """
    return RapidEngine()


def _bounds(corners: Any) -> Box:
    points = np.asarray(corners, dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _characters(parts: Sequence[Any], line: Box) -> list[tuple[float, float]]:
    """Left and right edge of every character that the engine placed, spaces left out."""
    edges: list[tuple[float, float]] = []
    for text, _, corners in parts:
        box = _bounds(corners) if corners is not None else line
        letters = text.replace(" ", "")
        step = box.width / max(len(letters), 1)
        edges += [(box.x0 + i * step, box.x0 + (i + 1) * step) for i in range(len(letters))]
    return edges


def _words(text: str, score: float, edges: list[tuple[float, float]], line: Box) -> list[TextWord]:
    """The line's words, placed by their characters; where these do not fit the text, by their share of the line."""
    letters = sum(1 for character in text if not character.isspace())
    if len(edges) != letters:
        step = line.width / max(len(text), 1)
        places = [i for i, character in enumerate(text) if not character.isspace()]
        edges = [(line.x0 + i * step, line.x0 + (i + 1) * step) for i in places]
    words, at = [], 0
    for word in text.split():
        left, right = edges[at][0], edges[at + len(word) - 1][1]
        at += len(word)
        words.append(TextWord(word, Box(left, line.top, max(right, left + 1), line.bottom), score))
    return words
