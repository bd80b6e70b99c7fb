"""What of the words that another program laid under a scanned page does the picture bear out?

Asked only where no engine is installed. A word counts where the page has ink as print has it; a layer many of whose
words stand on blank paper or on pictures is that of another page, and none of it counts. Boxes are never taken from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from toolkit_extract.parsers.pdf.content import Word
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.ocr.engine import TextWord
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Sheet

_LEAST_INK, _MOST_INK = 0.03, 0.7
"""Share of a word's place that print covers: a single `l` little, bold capitals much."""

_MOST_AGREE = 0.6
_SAME_LINE, _NEXT_WORD = 0.5, 1.5
"""Overlap in height of two words of one line, and the widest gap between them, in heights."""

_TRUSTED, _NOT_LEVEL = 0.9, 0.3
"""Confidence of words that the picture bears out, and of those that stand on end: the page must be turned."""

_DARK = 128


def lines_of_layer(words: Sequence[Word], sheet: Sheet, printed: Grey) -> list[TextLine]:
    """The words of a layer as an engine would give them, in pixels of the straightened sheet.

    Args:
        words: of the page as displayed.
        sheet: the page, straightened.
        printed: the sheet's print, black on white, without boxes, rules and ticks.
    """
    laid = [(word.text, _pixels(sheet.from_page(word.box))) for word in words if word.text.strip()]
    borne_out = [(text, box) for text, box in laid if _has_print(box, printed)]
    if not laid or len(borne_out) < _MOST_AGREE * len(laid):
        return []
    return [
        TextLine(tuple(line), bounding_box(word.box for word in line))
        for line in _lines([TextWord(text, box, _confidence(text, box)) for text, box in borne_out])
    ]


def _pixels(box: Box) -> Box:
    return Box(*(value * WORKING_SCALE for value in box))


def _has_print(box: Box, printed: Grey) -> bool:
    rows = slice(max(int(box.top), 0), max(int(box.bottom) + 1, 0))
    part = printed[rows, max(int(box.x0), 0) : max(int(box.x1) + 1, 0)]
    return bool(part.size) and _LEAST_INK <= float(np.mean(part < _DARK)) <= _MOST_INK


def _confidence(text: str, box: Box) -> float:
    """Low where a word of several letters is higher than wide."""
    return _NOT_LEVEL if len(text) > 2 and box.height > box.width else _TRUSTED


def _lines(words: Sequence[TextWord]) -> Iterator[list[TextWord]]:
    """Words that follow each other on one line, in the order of the layer."""
    line: list[TextWord] = []
    for word in words:
        if line and not _follows(line[-1].box, word.box):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _follows(before: Box, box: Box) -> bool:
    height = min(before.height, box.height)
    overlap = min(before.bottom, box.bottom) - max(before.top, box.top)
    return overlap >= _SAME_LINE * height and -0.5 * height <= box.x0 - before.x1 <= _NEXT_WORD * height
