"""Spaces that an engine did not write, on drawn lines whose letters stand where the font puts them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from toolkit_extract.parsers.scan.ocr.spacing import Letter, SpacedLine, missed_spaces, spaced_line

FONT = ImageFont.load_default(size=30)
LEFT, HIGH = 20, 60


def line_of(printed: str, read: str) -> SpacedLine:
    """A line as it stands on the page, and as an engine wrote it: the same letters, other spaces."""
    picture = Image.new("L", (int(FONT.getlength(printed)) + 2 * LEFT, HIGH), 255)
    ImageDraw.Draw(picture).text((LEFT, 10), printed, fill=0, font=FONT)
    starts = [i for i, letter in enumerate(printed) if letter != " "]
    begins = {len(read[:i].replace(" ", "")) for i, letter in enumerate(read) if letter == " "}
    letters = [
        Letter(
            printed[i],
            LEFT + FONT.getlength(printed[:i]),
            LEFT + FONT.getlength(printed[: i + 1]),
            begins_word=count in begins,
        )
        for count, i in enumerate(starts)
    ]
    return spaced_line(letters, (np.asarray(picture) < 128).astype(np.uint8), slice(0, HIGH))


def written(printed: str, *read: str) -> list[str]:
    """What is written of lines of a page in the end."""
    lines = [line_of(printed, one) for one in read]
    texts = []
    for line, missed in zip(lines, missed_spaces(lines), strict=True):
        parts = [
            (" " if letter.begins_word or i in missed else "") + letter.text
            for i, letter in enumerate(line.letters)
        ]
        texts.append("".join(parts).strip())
    return texts


@pytest.mark.parametrize(
    "read",
    [
        "The teammanager attends the forum",
        "Theteam manager attends theforum",
        "The team managerattendsthe forum",
    ],
)
def test_a_gap_as_wide_as_the_spaces_of_its_line_is_a_space(read: str) -> None:
    assert written("The team manager attends the forum", read) == ["The team manager attends the forum"]


def test_a_line_without_a_space_is_measured_by_the_others_of_its_page() -> None:
    whole, glued = written("cover at night", "cover at night", "coveratnight")
    assert glued == whole


def test_words_as_far_apart_as_a_box_is_wide_are_parted_even_where_no_space_was_read() -> None:
    (read,) = written("all    Partially    To", "allPartiallyTo")
    assert read == "all Partially To"


def test_a_line_that_stands_alone_and_was_read_without_spaces_stays_as_it_was_read() -> None:
    assert written("cover at night", "coveratnight") == ["coveratnight"]


@pytest.mark.parametrize(
    "printed", ["a 24-hour service, e.g. 11 staff", "the AMHP's rota (10.30)", "AMHP/s.12 on call"]
)
def test_points_digits_and_hyphens_are_not_parted(printed: str) -> None:
    assert written(printed, printed) == [printed]


def test_no_space_goes_before_a_point() -> None:
    assert written("of the staff . The rota", "of the staff. The rota") == ["of the staff. The rota"]


def test_an_empty_line_has_no_spaces() -> None:
    assert missed_spaces([SpacedLine((), (), 0.0)]) == [frozenset()]


@given(words=st.lists(st.text("abdehmnopsu", min_size=2, max_size=9), min_size=3, max_size=7), data=st.data())
def test_what_was_read_right_is_left_and_every_lost_space_comes_back(
    words: list[str], data: st.DataObject
) -> None:
    printed = " ".join(words)
    lost = data.draw(st.integers(0, len(words) - 2))
    read = " ".join(words[: lost + 1]) + " ".join(words[lost + 1 :])
    assert written(printed, printed, read) == [printed, printed]
