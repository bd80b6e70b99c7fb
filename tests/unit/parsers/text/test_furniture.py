"""Page headers and footers are told from the lines of the text by where and how often they stand."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.text.furniture import PAGE_NUMBER, part_furniture
from toolkit_extract.parsers.text.lines import split_lines


def pages(*texts: str) -> tuple[list[str], tuple[str, ...]]:
    """Lines of the body that say something, and the furniture, of a text with a page for each argument."""
    body, furniture = part_furniture(split_lines("\f".join(texts)))
    return [line.text for line in body if not line.blank], furniture


@pytest.mark.parametrize(
    "line", ["Page 3", "page 3 of 26", "Page 3/26", "- 4 -", "3 of 26 pages", "  [Page 12]"]
)
def test_a_page_number_alone_on_its_line_is_furniture(line: str) -> None:
    assert PAGE_NUMBER.match(line)


@pytest.mark.parametrize(
    "line", ["3", "3.1", "Page turning", "2 of 4 AMHPs", "See page 3 of the policy", "-3"]
)
def test_what_may_be_an_answer_is_no_page_number(line: str) -> None:
    assert not PAGE_NUMBER.match(line)


def test_lines_that_stand_at_the_edge_of_most_pages_are_furniture_whatever_their_number() -> None:
    body, furniture = pages(
        *(f"Sunny Council\nWords {word}.\nVersion 2, page {n}" for n, word in enumerate("abcd"))
    )
    assert body == ["Words a.", "Words b.", "Words c.", "Words d."]
    assert furniture == ("Sunny Council", *(f"Version 2, page {n}" for n in range(4)))


def test_lines_at_the_edge_of_two_pages_only_stay() -> None:
    body, furniture = pages("Sunny Council\nWords.", "Sunny Council\nMore words.")
    assert body == ["Sunny Council", "Words.", "Sunny Council", "More words."]
    assert furniture == ()


def test_a_line_that_also_stands_in_the_middle_of_pages_stays() -> None:
    body, _ = pages(*(f"Training\nOne {w}.\nTraining\nTwo {w}.\nThree {w}.\nEnd {w}." for w in "abc"))
    assert body.count("Training") == 6


def test_the_number_of_a_clause_at_the_top_of_each_page_is_no_furniture() -> None:
    body, furniture = pages(
        *(f"Standard 1.{n}\nFirst {w}.\nSecond {w}.\nLast {w}." for n, w in enumerate("abcd"))
    )
    assert [line for line in body if line.startswith("Standard")] == [f"Standard 1.{n}" for n in range(4)]
    assert furniture == ()


def test_a_box_at_the_end_of_each_page_is_no_furniture() -> None:
    body, furniture = pages(*(f"First {w}.\nSecond {w}.\nThird {w}.\n☐ Medium\n[ ] High" for w in "abcd"))
    assert body.count("☐ Medium") == body.count("[ ] High") == 4
    assert furniture == ()


def test_furniture_leaves_a_blank_line_in_its_place_so_that_line_numbers_stay() -> None:
    lines = split_lines("Words.\nPage 1 of 2\nMore words.")
    body, _ = part_furniture(lines)
    assert [line.number for line in body] == [1, 2, 3]
    assert body[1].blank
