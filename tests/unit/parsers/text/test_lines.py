"""Lines become paragraphs, headings and list items."""

from __future__ import annotations

import pytest

from tests.unit.parsers.text.drawing import drawn
from toolkit_extract.parsers.text.lines import BULLET, HEADING, split_lines
from toolkit_extract.parsers.text.parse import PAGE_OF_HTML
from toolkit_extract.schemas.document import Paragraph


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (BULLET, ["- one", "* one", "+ one", "• one", "•one", "  ▪ one", "\uf0b7 one", "·\tone"],
         ["-5 degrees", "--", "– and so on", "*emphasis*", "o one", "-", "1. one"]),
        (HEADING, ["# One", "### One ###", "  ## One"], ["#5 on the list", "#", "####### Seven", "C# code"]),
        (PAGE_OF_HTML, ["<!DOCTYPE html>", "<html lang='en'>", "<body>"], ["<p>One</p>", "html", "<header>"]),
    ],
    ids=["bullets", "headings", "pages of HTML"],
)  # fmt: skip
def test_the_patterns_of_lines(pattern: object, accepted: list[str], refused: list[str]) -> None:
    match = pattern.match  # type: ignore[attr-defined]
    assert [line for line in accepted if not match(line)] == []
    assert [line for line in refused if match(line)] == []


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one\ntwo\n\nthree", ["one\ntwo", "three"]),
        ("# Title\nwords", ["# Title", "words"]),
        ("Title\n=====\nwords", ["# Title", "words"]),
        ("words\n\n---\n\nmore", ["words", "more"]),
        ("words\n- one\n- two\n  wrapped", ["words", "- one", "- two\nwrapped"]),
        ("- ☒ Low", ["- [x] Low"]),
        ("one\ftwo", ["one", "two"]),
        ("<b>one</b> two", ["one two"]),
        ("one <5 days> two", ["one <5 days> two"]),
    ],
)
def test_lines_become_blocks(text: str, blocks: list[str]) -> None:
    assert drawn(text) == blocks


def test_a_line_knows_its_number_and_its_page() -> None:
    lines = [(line.number, line.page, line.text) for line in split_lines("one\n\ftwo\f\nthree")]
    assert lines == [(1, 0, "one"), (2, 1, "two"), (2, 2, ""), (3, 2, "three")]


def test_a_paragraph_knows_the_lines_that_it_stands_on() -> None:
    from tests.unit.parsers.text.drawing import document

    blocks = document("one\n\ntwo\nthree\n").blocks
    assert all(isinstance(block, Paragraph) for block in blocks)
    assert [(b.region.line_start, b.region.line_end) for b in blocks] == [(1, 1), (3, 4)]  # type: ignore[union-attr]
