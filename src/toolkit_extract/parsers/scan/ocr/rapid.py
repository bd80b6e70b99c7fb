"""RapidOCR: neural detection and recognition of lines. Its models come with its package; nothing is downloaded."""

from __future__ import annotations

import logging
import os
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from typing import Any

import cv2
import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr.accents import without_stray_accents
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.ocr.spacing import Letter, missed_spaces, spaced_line
from toolkit_extract.parsers.scan.raster import Grey

_NOTHING_READ = 0.3
"""The engine's score of what it cannot read at all."""

_LONGEST_SIDE = 4_000
"""Pixels. The engine's own limit of 2,000 would shrink a page of A4 at 200 dots an inch."""

_PRINT = 160
"""Grey level below which a pixel of a level page is print."""


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
                **_threads(),
            }
        )
        self.name = f"rapidocr {metadata.version('rapidocr')}"

    def read(self, grey: Grey) -> list[TextLine]:
        """The lines of a page; coordinates are pixels of the picture given."""
        found = self._engine(
            cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR),
            use_det=True,
            use_rec=True,
            return_word_box=True,
            return_single_char_box=True,
        )
        if found.boxes is None or found.txts is None:
            return []
        texts = without_stray_accents(found.txts)
        placed = [
            _placed_line(text, float(score), _bounds(corners), parts)
            for corners, text, score, parts in zip(
                found.boxes, texts, found.scores, found.word_results, strict=True
            )
            if text.strip()
        ]
        dark = (grey < _PRINT).astype(np.uint8)
        spaces = missed_spaces([spaced_line(line.letters, dark, line.rows) for line in placed])
        return [line.parted(missed) for line, missed in zip(placed, spaces, strict=True)]

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        """The words of pictures that hold one line each; empty where it reads none."""
        return [self._line(picture) for picture in pictures]

    def _line(self, picture: Grey) -> str:
        coloured = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
        found = self._engine(coloured, use_det=False, use_rec=True, return_word_box=False)
        return " ".join(found.txts or ())


def _threads() -> dict[str, int]:
    """One thread where the process was told so, as a worker beside others is: more would wait on each other."""
    if os.environ.get("OMP_THREAD_LIMIT") != "1":
        return {}
    runtime = "EngineConfig.onnxruntime"
    return {f"{runtime}.intra_op_num_threads": 1, f"{runtime}.inter_op_num_threads": 1}


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


@dataclass(frozen=True, slots=True)
class _PlacedLine:
    text: str
    confidence: float
    box: Box
    letters: tuple[Letter, ...]

    @property
    def rows(self) -> slice:
        return slice(max(int(self.box.top), 0), max(int(self.box.bottom) + 1, 0))

    def parted(self, missed: Container[int] = ()) -> TextLine:
        """The line's words, with spaces before the letters named too."""
        words: list[list[Letter]] = []
        for index, letter in enumerate(self.letters):
            if letter.begins_word or index in missed or not words:
                words.append([])
            words[-1].append(letter)
        return TextLine(tuple(self._word(letters) for letters in words), self.box)

    def _word(self, letters: Sequence[Letter]) -> TextWord:
        left, right = letters[0].x0, letters[-1].x1
        box = Box(left, self.box.top, max(right, left + 1), self.box.bottom)
        return TextWord("".join(letter.text for letter in letters), box, self.confidence)


def _placed_line(text: str, score: float, box: Box, parts: Sequence[Any]) -> _PlacedLine:
    return _PlacedLine(text, _confidence(score), box, tuple(_letters(text, parts, box)))


def _letters(text: str, parts: Sequence[Any], line: Box) -> Iterator[Letter]:
    """The characters of a line but its spaces, placed by the engine; where it placed others, by their share of it."""
    edges = [_bounds(corners) for letter, _, corners in parts if not letter.isspace()]
    shown = [i for i, character in enumerate(text) if not character.isspace()]
    placed = len(edges) == len(shown)
    step = line.width / max(len(text), 1)
    for count, i in enumerate(shown):
        left, right = (
            (edges[count].x0, edges[count].x1) if placed else (line.x0 + i * step, line.x0 + (i + 1) * step)
        )
        yield Letter(text[i], left, right, begins_word=i > 0 and text[i - 1].isspace())
