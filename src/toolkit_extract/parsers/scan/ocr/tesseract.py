"""Tesseract: the engine that systems have packages of. Run as a program of its own, one page a call."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from itertools import groupby

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
        lines = []
        for _, group in groupby(rows, key=lambda r: (r["block_num"], r["par_num"], r["line_num"])):
            words = tuple(_word(row) for row in group)
            lines.append(TextLine(words, bounding_box(word.box for word in words)))
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


def _word(row: dict[str, str]) -> TextWord:
    left, top = float(row["left"]), float(row["top"])
    box = Box(left, top, left + float(row["width"]), top + float(row["height"]))
    return TextWord(row["text"], box, max(float(row["conf"]), 0.0) / 100)
