"""How do recognised lines become the pieces that pages are laid out with?

An engine's boxes are padded and waver from line to line. The ink of a line tells where its letters stand, so that lines
can be compared by their feet, as those of a printed page are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.words import Piece
from toolkit_extract.parsers.scan.bullets import BULLET, is_bullet
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Mask
from toolkit_extract.schemas.document import Emphasis, RunOrigin

_ASCENT, _DESCENT = 0.76, 0.22
"""Reach of letters above and below the line on which they stand, in font sizes."""

_X_HEIGHT = 0.52
_SAME_SIZE = 0.16
"""Sizes of print this near to the usual one of a page are it."""

_SAME_FOOT, _SAME_LINE_GAP = 0.4, 60.0
"""How far, in font sizes, the feet of two parts of one line may be measured apart, and how wide, in points, the gap
between them may be."""

_HYPHENS = ("-", "\u2010", "\u00ad", "‐")


def pieces_of_lines(
    lines: Sequence[TextLine], emphases: Sequence[frozenset[Emphasis]], dark: Mask
) -> list[Piece]:
    """The words of a page as pieces, in points, with their font sizes and feet, and the emphasis of their lines."""
    setting = [_measure(line, emphasis, dark) for line, emphasis in zip(lines, emphases, strict=True)]
    sizes = [one.size for one in setting for _ in range(len(one.line.text))]
    usual = median(sizes) if sizes else 10.0
    levelled = _levelled([one.resized(usual) for one in setting])
    return [piece for one in levelled for piece in _pieces(one, dark)]


@dataclass(frozen=True, slots=True)
class _Set:
    """How a line is set: where its letters stand and their font size, in points."""

    line: TextLine
    foot: float
    size: float
    emphasis: frozenset[Emphasis] = frozenset()

    def resized(self, usual: float) -> _Set:
        near = abs(self.size - usual) <= _SAME_SIZE * usual
        return replace(self, size=usual) if near else self


def _measure(line: TextLine, emphasis: frozenset[Emphasis], dark: Mask) -> _Set:
    """The rows between the feet and the heads of small letters hold most ink of a line."""
    box = line.box
    top, bottom = max(int(box.top) - 1, 0), int(box.bottom) + 2
    rows = dark[top:bottom, max(int(box.x0), 0) : max(int(box.x1), 1)].mean(axis=1)
    height = max(bottom - top, 1)
    if rows.size < 6 or rows.max() <= 0:
        return _Set(line, box.bottom / WORKING_SCALE, height / WORKING_SCALE, emphasis)
    drop = rows[:-1] - rows[1:]
    half = rows.size // 2
    foot = half + int(np.argmax(drop[half:])) + 1
    head = int(np.argmax(-drop[: max(foot - 4, 1)])) + 1
    size = min(max((foot - head) / _X_HEIGHT, 0.6 * height), 1.1 * height)
    return _Set(line, (top + foot) / WORKING_SCALE, size / WORKING_SCALE, emphasis)


def _levelled(lines: Sequence[_Set]) -> list[_Set]:
    """Parts of one line, which an engine sees as several, stand on one foot: that of the longest part."""
    out: list[_Set] = []
    for one in sorted(lines, key=lambda o: -len(o.line.text)):
        level = next((o for o in out if _in_one_line(o, one)), None)
        out.append(replace(one, foot=level.foot, size=level.size) if level else one)
    return out


def _in_one_line(a: _Set, b: _Set) -> bool:
    if abs(a.foot - b.foot) > _SAME_FOOT * max(a.size, b.size):
        return False
    gap = max(b.line.box.x0 - a.line.box.x1, a.line.box.x0 - b.line.box.x1) / WORKING_SCALE
    return gap < _SAME_LINE_GAP


def _with_bullet(one: _Set, dark: Mask) -> TextLine:
    """The line with a bullet where its first sign is one, if other words follow."""
    first, *others = one.line.words
    scale = WORKING_SCALE
    if (
        not others
        or len(first.text) > 1
        or not is_bullet(first.box, one.foot * scale, one.size * scale, dark)
    ):
        return one.line
    return replace(one.line, words=(replace(first, text=BULLET, otherwise=""), *others))


def _pieces(one: _Set, dark: Mask) -> list[Piece]:
    line, foot, size = _with_bullet(one, dark), one.foot, one.size
    made = []
    for index, word in enumerate(line.words):
        x0, x1 = word.box.x0 / WORKING_SCALE, word.box.x1 / WORKING_SCALE
        box = Box(x0, foot - _ASCENT * size, x1, foot + _DESCENT * size)
        last = index == len(line.words) - 1
        made.append(
            Piece(
                word.text,
                box,
                size,
                spaced=True,
                emphasis=one.emphasis,
                origin=RunOrigin.OCR,
                hyphenated=last and len(word.text) > 1 and word.text.endswith(_HYPHENS),
                confidence=word.confidence,
                otherwise=word.otherwise,
            )
        )
    return made
