"""Which gaps of a line of print are spaces that an engine did not write?

A recogniser of whole lines reads letters better than the white between them, and writes `teammanager`. The picture
has the gap. One inside a word that is as wide as the spaces that were read, and far wider than the gaps between
letters, is a space; where it falls among the letters is told by their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.raster import Mask

_OF_SPACES = 0.75
"""Share of the narrowest usual space of the line, or of the page, that a gap needs."""

_OF_LETTERS = 1.7
"""How often the usual gap between letters goes into a gap that parts words."""

_SURELY_OF_HEIGHT = 0.55
"""Gap, as a share of the line's height, that parts words even on a page of which no space was read."""

_LEAST_OF_HEIGHT = 0.16
"""Least gap, as a share of the line's height, whatever the others are."""

_CLOSING = frozenset(".,;:!?)]}%\u2019\u201d")
"""No space goes before these, however wide the gap that their narrow shapes leave."""

_OFF_CENTRE = 0.8
"""How far, in widths of a letter, the middle of a gap may lie from the middle between the letters that it parts."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its edges in pixels, as the engine placed them: to within a third of its width."""

    text: str
    x0: float
    x1: float
    begins_word: bool = False

    @property
    def middle(self) -> float:
        """Between the edges."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class _Gap:
    x0: int
    x1: int

    @property
    def width(self) -> int:
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class SpacedLine:
    """The letters of a line and the white between them, `height` in pixels."""

    letters: tuple[Letter, ...]
    gaps: tuple[_Gap, ...]
    height: float


def spaced_line(letters: Sequence[Letter], dark: Mask, rows: slice) -> SpacedLine:
    """Measure a line.

    Args:
        letters: left to right.
        dark: where the page has print.
        rows: those of the line.
    """
    if not letters:
        return SpacedLine((), (), 0.0)
    first = max(int(letters[0].x0), 0)
    band = dark[rows, first : int(letters[-1].x1) + 1]
    height = float(np.count_nonzero(band.max(axis=1, initial=0)))
    return SpacedLine(tuple(letters), tuple(_gaps(band.max(axis=0, initial=0), first)), height)


def _gaps(inked: NDArray[np.uint8], first: int) -> list[_Gap]:
    """The white runs between the first and the last ink."""
    columns = np.flatnonzero(inked)
    ends = np.flatnonzero(np.diff(columns) > 1)
    return [_Gap(first + int(columns[i]) + 1, first + int(columns[i + 1])) for i in ends]


def missed_spaces(lines: Sequence[SpacedLine]) -> list[frozenset[int]]:
    """For each line of a page, the indices of letters before which a space was missed."""
    parted = [_parted(line) for line in lines]
    usual = _usual_space(lines, parted)
    return [_missed(line.height, gaps, usual) for line, gaps in zip(lines, parted, strict=True)]


@dataclass(frozen=True, slots=True)
class _Widths:
    """Widths of a line's gaps: at spaces that were read, and within words, with the index of the letter behind."""

    spaces: list[int]
    others: list[tuple[int, int]]


def _missed(height: float, gaps: _Widths, usual: float | None) -> frozenset[int]:
    least = _least_space(height, gaps, usual)
    return frozenset(index for index, width in gaps.others if width >= least)


def _parted(line: SpacedLine) -> _Widths:
    gaps = _Widths([], [])
    middles = np.array(
        [(a.middle + b.middle) / 2 for a, b in zip(line.letters, line.letters[1:], strict=False)]
    )
    if not middles.size:
        return gaps
    width = float(np.median(np.diff([letter.middle for letter in line.letters])))
    for gap in line.gaps:
        index = int(np.argmin(np.abs(middles - gap.middle))) + 1
        if line.letters[index].begins_word:
            gaps.spaces.append(gap.width)
        elif abs(float(middles[index - 1]) - gap.middle) <= _OFF_CENTRE * width and not _is_close(
            line.letters[index - 1], line.letters[index]
        ):
            gaps.others.append((index, gap.width))
    return gaps


def _is_close(left: Letter, right: Letter) -> bool:
    """Whether white between two letters is no sign of a space: before a point, and between figures."""
    return right.text in _CLOSING or (left.text.isdigit() and right.text.isdigit())


def _least_space(height: float, gaps: _Widths, usual: float | None) -> float:
    """Pixels from which a gap within a word is a space."""
    if len(gaps.spaces) > 1:
        wide = float(np.percentile(gaps.spaces, 25))
    elif usual is not None:
        wide = usual * height
    else:
        return _SURELY_OF_HEIGHT * height
    letters = float(np.median([width for _, width in gaps.others])) if gaps.others else 0.0
    return max(_OF_SPACES * wide, _OF_LETTERS * letters, _LEAST_OF_HEIGHT * height)


def _usual_space(lines: Sequence[SpacedLine], parted: Sequence[_Widths]) -> float | None:
    """The median space of a page as a share of its lines' heights."""
    shares = [
        width / line.height
        for line, gaps in zip(lines, parted, strict=True)
        if line.height
        for width in gaps.spaces
    ]
    return float(np.median(shares)) if shares else None
