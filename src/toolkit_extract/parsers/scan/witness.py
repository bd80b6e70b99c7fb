"""Do two engines read the same digits?

A wrong digit is a plausible number, which nobody notices. Lines that hold digits are therefore read once more, by the
other engine where both are installed; a word of whose digits the two differ keeps both readings. Words without digits
are not compared: where engines differ in letters, spelling shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from toolkit_extract.parsers.scan.ocr import Engine, TextLine
from toolkit_extract.parsers.scan.raster import Grey

_MARGIN, _BORDER = 4, 12
"""Pixels round a line that go with it, and of white round those."""

_LOOK_ALIKE = str.maketrans("OoQDlI|!iSsBZzGb", "0000111115582266")
"""Letters that engines give for digits. Beside digits they are no other reading."""


def with_second_readings(lines: Sequence[TextLine], page: Grey, second: Engine) -> list[TextLine]:
    """The lines, their words carrying what the second engine reads where it differs in a digit.

    Args:
        lines: as the first engine read them.
        page: the picture that it read.
        second: another engine.
    """
    places = [index for index, line in enumerate(lines) if any(_digits(word.text) for word in line.words)]
    readings = second.read_lines([_cut_out(page, lines[index]) for index in places]) if places else []
    compared = list(lines)
    for index, reading in zip(places, readings, strict=True):
        compared[index] = compare(lines[index], reading)
    return compared


def compare(line: TextLine, reading: str) -> TextLine:
    """The line with another reading of it beside those words in whose digits the two differ."""
    parts = _parts(line.text, reading)
    words = tuple(
        replace(word, otherwise=_numbers(part)) if _differ(word.text, part) else word
        for word, part in zip(line.words, parts, strict=True)
    )
    return replace(line, words=words)


def _cut_out(page: Grey, line: TextLine) -> Grey:
    box = line.box.grown(_MARGIN)
    rows = slice(max(int(box.top), 0), int(box.bottom) + 1)
    part = page[rows, max(int(box.x0), 0) : int(box.x1) + 1]
    return np.pad(part, _BORDER, constant_values=255)


def _parts(text: str, reading: str) -> Iterator[str]:
    """What of another reading stands for each word of a text."""
    reading = " ".join(reading.split())
    ends = _ends(text, reading)
    start = begin = 0
    for word in text.split(" "):
        end = start + len(word)
        yield reading[begin : ends[end]].strip()
        begin = ends[end]
        start = end + 1


def _ends(text: str, reading: str) -> list[int]:
    """For each offset of a text the offset of another reading up to which what stands before it was read."""
    ends = [0] * (len(text) + 1)
    for step in Levenshtein.opcodes(text, reading):
        for offset in range(step.src_start, step.src_end):
            share = offset + 1 - step.src_start
            ends[offset + 1] = min(step.dest_start + share, step.dest_end)
        if step.src_start == step.src_end:  # read by the other alone: with what stands before it
            ends[step.src_start] = step.dest_end
    return ends


def _differ(word: str, other: str) -> bool:
    """Whether both read digits, and not the same ones. A letter that looks like a digit is none too few."""
    if not _digits(word) or not _digits(other):
        return False
    return _digits(word.translate(_LOOK_ALIKE)) != _digits(other.translate(_LOOK_ALIKE))


def _numbers(text: str) -> str:
    """Those of the words that hold digits."""
    return " ".join(word for word in text.split() if _digits(word))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
