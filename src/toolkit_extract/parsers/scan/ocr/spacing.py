"""Where does a line of recognised letters part into words that the engine ran together?

An engine may leave out the space between words, above all where a box stood between them. The paper between two letters
shows it: as wide as the spaces of the line that the engine did see, or, where it saw few, as half the line's height.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import Grey

_DARK = 128
_FEW_SPACES = 3
_LIKE_SPACE, _WIDE = 0.7, 0.55
"""Share of the usual space of a line, and of its height, from which paper between two letters parts words."""

Edges = tuple[float, float]
"""Left and right edge of a letter, in pixels."""


def parted_words(text: str, letters: Sequence[Edges], line: Box, page: Grey) -> list[tuple[str, Edges]]:
    """The words of a line, each with its left and right edge.

    Args:
        text: as recognised.
        letters: the edges of its letters, spaces left out.
        line: its place on the page, in pixels.
        page: the picture, dark on light.
    """
    inked = _inked_columns(line, page)
    words: list[tuple[str, Edges]] = []
    spaces = _starts_of_words(text)
    gaps = [_paper(inked, before, after) for before, after in pairwise(letters)]
    known = [gap for index, gap in enumerate(gaps, 1) if index in spaces]
    parts = _LIKE_SPACE * median(known) if len(known) >= _FEW_SPACES else _WIDE * line.height
    signs = "".join(text.split())
    begin = 0
    for index in range(1, len(signs) + 1):
        ends = index == len(signs)
        if (
            ends
            or index in spaces
            or (gaps[index - 1] >= parts and _may_part(signs[index - 1], signs[index]))
        ):
            words.append((signs[begin:index], (letters[begin][0], letters[index - 1][1])))
            begin = index
    return words


def _starts_of_words(text: str) -> set[int]:
    """How many letters stand before each word but the first."""
    starts, count = set(), 0
    for word in text.split():
        count += len(word)
        starts.add(count)
    return starts


def _may_part(before: str, after: str) -> bool:
    """Digits of one number stand as wide apart as some letters do, and so do signs."""
    return before.isalnum() and after.isalnum() and not (before.isdigit() and after.isdigit())


def _inked_columns(line: Box, page: Grey) -> NDArray[np.bool_]:
    rows = slice(max(int(line.top), 0), max(int(line.bottom) + 1, 0))
    return np.asarray((page[rows] < _DARK).any(axis=0))


def _paper(inked: NDArray[np.bool_], before: Edges, after: Edges) -> float:
    """The widest stretch of columns without ink between the middles of two letters."""
    low, high = int(sum(before) / 2), int(sum(after) / 2) + 1
    places = np.flatnonzero(inked[max(low, 0) : max(high, 0)])
    ends = np.concatenate(([-1], places, [max(high - max(low, 0), 0)]))
    return float(np.diff(ends).max() - 1) if ends.size > 1 else 0.0
