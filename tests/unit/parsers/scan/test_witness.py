"""What is kept of a second reading: only where it says another number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.raster import Grey
from toolkit_extract.parsers.scan.witness import compare, with_second_readings


def line_of(text: str, top: float = 20.0) -> TextLine:
    boxes = [Box(100.0 * i, top, 100.0 * i + 90, top + 20) for i, _ in enumerate(text.split())]
    words = tuple(TextWord(word, box, 0.98) for word, box in zip(text.split(), boxes, strict=True))
    return TextLine(words, Box(0.0, top, boxes[-1].x1, top + 20))


def other_readings(text: str, reading: str) -> dict[str, str]:
    return {word.text: word.otherwise for word in compare(line_of(text), reading).words if word.otherwise}


@pytest.mark.parametrize(
    ("text", "reading", "differing"),
    [
        ("by March 2024 at last", "by March 2021 at last", {"2024": "2021"}),
        ("1.4 The service has", "1.1 The service has", {"1.4": "1.1"}),
        ("2.10 of them", "2.1 of them", {"2.10": "2.1"}),
        ("2.1 of them", "2.10 of them", {"2.1": "2.10"}),
        ("12 of 15 people", "l2 ot 16 peop1e", {"15": "16"}),
        ("some 24/7 cover", "somewhat 24/1 cover", {"24/7": "24/1"}),
        ("03/11/2024", "08/11/2024", {"03/11/2024": "08/11/2024"}),
        ("37 posts", "a 31 posts", {"37": "31"}),
    ],
)
def test_a_number_that_reads_differently_keeps_both_readings(
    text: str, reading: str, differing: dict[str, str]
) -> None:
    assert other_readings(text, reading) == differing


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("by March 2024", "by March 2024"),
        ("by March 2024", "by Mareh 2O24"),  # a letter that looks like the digit
        ("10 people", "lO people"),
        ("10 people", "people"),  # the second engine read nothing there: it contradicts nothing
        ("10 people", ""),
        ("people agree", "people 10 agree"),  # the first reads no digit there
        ("24/7 cover", "24 / 7 cover"),
        ("2024-25", "2024–25"),
    ],
)
def test_letters_and_silence_contradict_no_number(text: str, reading: str) -> None:
    assert other_readings(text, reading) == {}


class Second:
    """An engine that reads the same words everywhere, and keeps what it was shown."""

    name = "second 1.0"

    def __init__(self, text: str) -> None:
        self.text = text
        self.shown: list[Grey] = []

    def read(self, grey: Grey) -> list[TextLine]:
        raise AssertionError("the page is read once")

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        self.shown += pictures
        return [self.text] * len(pictures)


def test_only_lines_that_hold_digits_are_read_again() -> None:
    page = np.full((200, 700), 255, np.uint8)
    second = Second("in 2021")
    lines = [line_of("no number here", 20), line_of("in 2024", 60), line_of("nor here", 100)]
    compared = with_second_readings(lines, page, second)
    assert [picture.shape[0] for picture in second.shown] == [20 + 2 * 4 + 1 + 2 * 12]
    assert [[word.otherwise for word in line.words] for line in compared] == [
        ["", "", ""],
        ["", "2021"],
        ["", ""],
    ]


def test_a_page_without_digits_is_not_read_again() -> None:
    second = Second("")
    lines = [line_of("no number here")]
    assert with_second_readings(lines, np.full((90, 400), 255, np.uint8), second) == lines
    assert second.shown == []
