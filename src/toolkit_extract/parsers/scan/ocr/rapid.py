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
from toolkit_extract.parsers.scan.ocr.spacing import Edges, parted_words
from toolkit_extract.parsers.scan.raster import Grey

_NOTHING_READ = 0.3
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
        picture = cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
        found = self._engine(
            picture, use_det=True, use_rec=True, return_word_box=True, return_single_char_box=True
        )
        if found.boxes is None or found.txts is None:
            return []
        lines = []
        for corners, text, score, parts in zip(
            found.boxes, found.txts, found.scores, found.word_results, strict=True
        ):
            box = _bounds(corners)
            sure = _confidence(float(score))
            words = tuple(
                TextWord(word, Box(left, box.top, max(right, left + 1), box.bottom), sure)
                for word, (left, right) in parted_words(text, _letters(text, parts, box), box, grey)
            )
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


def _confidence(score: float) -> float:
    """How sure the engine is, 0 to 1. Of scrawl that it cannot read it says 0.5 to 0.62, of print 0.9 and more."""
    return max(0.0, (score - _NOTHING_READ) / (1 - _NOTHING_READ))


def _bounds(corners: Any) -> Box:
    points = np.asarray(corners, dtype=np.float64)
    low, high = points.min(axis=0), points.max(axis=0)
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def _letters(text: str, parts: Sequence[Any], line: Box) -> list[Edges]:
    """Left and right edge of every letter but spaces: as the engine placed them, else by their share of the line."""
    edges: list[Edges] = []
    for sign, _, corners in parts:
        if sign.strip() and corners is not None:
            box = _bounds(corners)
            edges.append((box.x0, box.x1))
    places = [index for index, sign in enumerate(text) if not sign.isspace()]
    if len(edges) == len(places):
        return edges
    step = line.width / max(len(text), 1)
    return [(line.x0 + index * step, line.x0 + (index + 1) * step) for index in places]
