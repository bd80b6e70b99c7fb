"""Emphasis, escapes and entities within a line."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.text.inline import EMPHASIS, text_to_inlines
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Emphasis, Mark, Run

BOLD, ITALIC, STRIKE, MARKED = Emphasis.BOLD, Emphasis.ITALIC, Emphasis.STRIKE, Emphasis.HIGHLIGHT


def looks(text: str, *, markdown: bool = True) -> list[tuple[str, set[Emphasis]]]:
    inlines = text_to_inlines(text, MarkReader(text), markdown=markdown)
    return [
        (i.text if isinstance(i, Run) else "☒", set(i.emphasis) if isinstance(i, Run) else set())
        for i in inlines
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words", [("plain words", set())]),
        ("**Low** Medium", [("Low", {BOLD}), (" Medium", set())]),
        ("__Low__ Medium", [("Low", {BOLD}), (" Medium", set())]),
        ("*Low*", [("Low", {ITALIC})]),
        ("_Low_", [("Low", {ITALIC})]),
        ("***Low***", [("Low", {BOLD, ITALIC})]),
        ("~~Low~~", [("Low", {STRIKE})]),
        ("==Low==", [("Low", {MARKED})]),
        ("**bold and *both* here**", [("bold and ", {BOLD}), ("both", {BOLD, ITALIC}), (" here", {BOLD})]),
        ("**☒ Low**", [("☒", set()), (" Low", {BOLD})]),
    ],
)
def test_markdown_s_emphasis_becomes_a_look(text: str, expected: list[tuple[str, set[Emphasis]]]) -> None:
    assert looks(text) == expected


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "snake_case_name", "a ** b", "~5 days~ish", "5 == 5 == 5", "f(*args, **kwargs)", "* item"],
)
def test_signs_that_set_nothing_off_are_words(text: str) -> None:
    assert EMPHASIS.search(text) is None
    assert looks(text) == [(text, set())]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"\*not italic\*", "*not italic*"),
        (r"1\.1 Words", "1.1 Words"),
        ("Q&amp;A &ndash; it&rsquo;s", "Q&A – it’s"),
        ("&#9746; Low", "☒ Low"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("one<br>two<BR />three", "one\ntwo\nthree"),
        (r"C:\Users\name", r"C:\Users\name"),
    ],
)
def test_escapes_and_entities_become_what_they_stand_for(text: str, words: str) -> None:
    assert "".join(shown for shown, _ in looks(text)) == words


def test_an_entity_may_be_a_box() -> None:
    inlines = text_to_inlines("&#9746; Low", MarkReader("&#9746; Low"))
    assert isinstance(inlines[0], Mark)


def test_text_that_is_no_markdown_keeps_its_signs() -> None:
    assert looks("**Low** rate", markdown=False) == [("**Low** rate", set())]
