"""Tesseract: the engine that systems have packages of. Run as a program of its own, one page a call."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from statistics import median

import cv2
from PIL import Image

from toolkit_extract.errors import LimitReached
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.raster import WORKING_DPI, Grey

PROGRAM = "tesseract"
_DEADLINE_SECONDS = 120.0
_SPARSE, _ONE_LINE = "11", "7"
"""Page segmentation: text wherever it stands, as a form has it; and one line."""

_WORD_LEVEL = 5
_LOWEST = 6
"""Pixels of the lowest letter or figure: those of 5-point print are higher."""

_NEXT_LINE = 0.8
"""How far apart, in heights of words, the middles of words stand that are of two lines."""

_TALL = 1.6
"""Heights of the usual word of a line from which the box of a word holds more than the word."""

_PAGE_END = "\f"


class TesseractEngine:
    """The installed program."""

    def __init__(self, program: str) -> None:
        self._program = program
        command = [program, "--version"]
        told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)  # noqa: S603
        self.name = "tesseract " + (told.stdout or told.stderr).split("\n", 1)[0].split()[-1]

    def read(self, grey: Grey) -> list[TextLine]:
        """The lines of a page; coordinates are pixels of the picture given."""
        rows = self._rows(grey)
        lines: list[TextLine] = []
        for _, group in groupby(rows, key=lambda r: (r["block_num"], r["par_num"], r["line_num"])):
            words = [word for row in group if not _is_sliver(word := _word(row))]
            lines += print_lines(words) if words else []
        return lines

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        """The words of pictures that hold one line each; empty where it reads none.

        All are pages of one TIFF, so that the program starts once.
        """
        if not pictures:
            return []
        first, *others = (Image.fromarray(picture) for picture in pictures)
        file = io.BytesIO()
        first.save(file, "TIFF", save_all=True, append_images=others)
        pages = self._run(file.getvalue(), _ONE_LINE, "txt").split(_PAGE_END)
        texts = [" ".join(page.split()) for page in pages]
        return (texts + [""] * len(pictures))[: len(pictures)]

    def _rows(self, grey: Grey) -> list[dict[str, str]]:
        """The words of the program's table of a picture."""
        _, picture = cv2.imencode(".pgm", grey)  # packing it takes longer than handing it over as it is
        text = self._run(picture.tobytes(), _SPARSE, "tsv")
        table = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in table if row["level"] == str(_WORD_LEVEL) and row["text"].strip()]

    def _run(self, picture: bytes, segmentation: str, form: str) -> str:
        """What the program says of a picture.

        Raises:
            LimitReached: it takes longer than the deadline.
        """
        dpi = str(round(WORKING_DPI))
        command = [self._program, "stdin", "stdout", "--dpi", dpi, "--psm", segmentation, form]
        # A second thread gains nothing and costs much under load.
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        try:
            told = subprocess.run(  # noqa: S603 - the installed program, and no word of the file among its arguments
                command, input=picture, capture_output=True, env=environment, check=False,
                timeout=_DEADLINE_SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            limit = f"{_DEADLINE_SECONDS:.0f} seconds of text recognition a page"
            raise LimitReached("a page", limit) from error
        return told.stdout.decode("utf-8", "replace")


@cache
def tesseract_engine() -> TesseractEngine:
    """The engine of this process.

    Raises:
        ImportError: it is not installed.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise ImportError(PROGRAM)
    return TesseractEngine(program)


def _is_sliver(word: TextWord) -> bool:
    """Whether letters were read from a strip of ink too low to be any; dashes and stops are low."""
    return word.box.height < _LOWEST and any(character.isalnum() for character in word.text)


def print_lines(words: Sequence[TextWord]) -> Iterator[TextLine]:
    """The words of one of the program's lines as lines of print: where it took two for one, it mixed their words."""
    height = median(word.box.height for word in words)
    levels = sorted((w for w in words if w.box.height <= _TALL * height), key=lambda word: word.box.cy)
    ends = [i for i, (a, b) in enumerate(pairwise(levels), 1) if b.box.cy - a.box.cy > _NEXT_LINE * height]
    bands = [
        bounding_box(w.box for w in levels[start:end]) for start, end in pairwise([0, *ends, len(levels)])
    ]
    held: list[list[TextWord]] = [[] for _ in bands]
    for word in words:
        index = min(range(len(bands)), key=lambda i: abs(bands[i].cy - word.box.cy))
        held[index].append(_within(word, bands[index]))
    for line in held:
        yield TextLine(tuple(line), bounding_box(word.box for word in line))


def _within(word: TextWord, band: Box) -> TextWord:
    """The word no higher than its line: the program counts ink above and below it as a part of a word."""
    x0, top, x1, bottom = word.box
    low, high = max(top, band.top), min(bottom, band.bottom)
    return replace(word, box=Box(x0, low, x1, high)) if low < high else word


def _word(row: dict[str, str]) -> TextWord:
    left, top = float(row["left"]), float(row["top"])
    box = Box(left, top, left + float(row["width"]), top + float(row["height"]))
    return TextWord(row["text"], box, max(float(row["conf"]), 0.0) / 100)
