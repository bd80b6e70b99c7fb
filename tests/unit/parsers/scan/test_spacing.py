from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr.spacing import Edges, parted_words
from toolkit_extract.parsers.scan.raster import Grey

FONT = ImageFont.load_default(size=28)


def drawn(*parts: str, gap: float = 0.0) -> tuple[Grey, list[Edges], Box]:
    """Stretches of print, so far apart beyond a space, and the edges of their letters."""
    picture = Image.new("L", (1600, 60), 255)
    pen = ImageDraw.Draw(picture)
    edges, x = [], 20.0
    for part in parts:
        for sign in part:
            width = FONT.getlength(sign)
            pen.text((x, 40), sign, fill=0, font=FONT, anchor="ls")
            if sign != " ":
                edges.append((x, x + width))
            x += width
        x += gap
    return np.asarray(picture), edges, Box(10.0, 12.0, x, 48.0)


def words(text: str, *parts: str, gap: float = 0.0) -> list[str]:
    page, letters, line = drawn(*parts, gap=gap)
    return [word for word, _ in parted_words(text, letters, line, page)]


def test_words_that_a_box_parted_are_parted_again() -> None:
    read = words(
        "Not at allPartiallyTo a greater extent", "Not at all", "Partially", "To a greater extent", gap=40
    )
    assert read == ["Not", "at", "all", "Partially", "To", "a", "greater", "extent"]


def test_a_space_that_is_as_wide_as_the_others_parts_words() -> None:
    assert words("Train 14experienced people in news", "Train 14 experienced people in news") == [
        "Train", "14", "experienced", "people", "in", "news",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Will Ill AMHPs in 2011 and 24/7 at 11.10 by the-way", "illicit", "1 1 1 1", "r, a: b (c) d"]
)
def test_letters_of_one_word_and_digits_of_one_number_stay_together(text: str) -> None:
    assert words(text, text) == text.split()


def test_each_word_has_the_edges_of_its_letters() -> None:
    page, letters, line = drawn("ab", "cd", gap=60)
    assert parted_words("abcd", letters, line, page) == [
        ("ab", (letters[0][0], letters[1][1])),
        ("cd", (letters[2][0], letters[3][1])),
    ]
