"""Which lines at the edges of scanned pages are no page's own text? Printed pages: see `test_documents`."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.pdf.furniture import EdgeLine, counts_pages, find_furniture
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.words import Piece, line_of
from toolkit_extract.schemas.document import RunOrigin


def edge(text: str, page: int, place: float = -30.0) -> EdgeLine:
    pieces = [
        Piece(word, Box(60.0 * i, 0.0, 60.0 * i + 50, 10.0), 10.0, True, origin=RunOrigin.OCR)
        for i, word in enumerate(text.split())
    ]
    return EdgeLine(page, line_of(pieces), place)


def left(lines: list[EdgeLine], pages: int) -> list[str]:
    """What is not furniture."""
    furniture = find_furniture(lines, pages)
    return [one.line.text for one in lines if not furniture.holds(one)]


@pytest.mark.parametrize(
    "text",
    [
        "Page 1 of 7",
        "Page 1/7",
        "1 | Page",
        "1| Page",
        "l | P a g e",
        "Pagel",
        "PAGE 12",
        "- Page I -",
        "7Page",
    ],
)
def test_a_line_that_says_nothing_but_which_page_it_is_is_furniture_on_a_single_page_too(text: str) -> None:
    assert counts_pages(text)
    assert left([edge(text, 1)], 1) == []


@pytest.mark.parametrize(
    "text", ["Page 1 of the policy", "See page 1", "1.1", "12", "Homepage 1", "Page", "Pages 1"]
)
def test_a_line_that_says_more_or_less_is_not(text: str) -> None:
    assert left([edge(text, 1)], 1) == [text]


def test_a_running_line_is_known_however_an_engine_spells_it_and_wherever_the_paper_was_fed() -> None:
    lines = [
        edge("AMHP self-assessment toolkit, Barnet", 1, 30.0),
        edge("AMHP self-assessrnent toolkit, Bamet", 2, 36.5),
        edge("AMHP seIf-assessment tooIkit Barnet", 3, 27.0),
    ]
    assert left(lines, 3) == []


def test_a_number_that_counts_the_pages_may_differ_and_be_a_letter() -> None:
    lines = [edge(f"Return of Barnet {number}", page) for page, number in ((1, "l"), (2, "2"), (3, "3"))]
    assert left(lines, 3) == []


def test_another_number_is_no_page_number() -> None:
    lines = [edge("Standard 1.1", 1, 40.0), edge("Standard 1.2", 2, 40.0), edge("Standard 1.3", 3, 40.0)]
    assert left(lines, 3) == ["Standard 1.1", "Standard 1.2", "Standard 1.3"]


def test_other_words_at_the_same_place_are_text() -> None:
    lines = [edge("We hold meetings each week", 1), edge("Named links with the hospital", 2)]
    assert left(lines, 2) == [one.line.text for one in lines]


def test_the_same_words_elsewhere_on_the_page_are_text() -> None:
    lines = [edge("See the previous answer", 1, -90.0), edge("See the previous answer", 2, -30.0)]
    assert left(lines, 2) == [one.line.text for one in lines]


def test_the_number_of_a_page_alone_at_its_foot_is_furniture_though_other_pages_lost_theirs() -> None:
    lines = [edge("2", 2), edge("2", 2, 40.0), edge("4", 3)]
    assert left(lines, 3) == ["2", "4"]
