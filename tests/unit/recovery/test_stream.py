"""In what order a reader meets lines and rows, and where a paragraph of several lines is parted."""

from __future__ import annotations

import pytest

from tests.unit.recovery.texts import marked
from toolkit_extract.parsers import parse
from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.print_lines import merge_print_lines
from toolkit_extract.recovery.stream import (
    LineItem,
    document_to_items,
    kind_of_line,
    part_at_form_words,
)
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.toolkit import Toolkit


def items(text: str, toolkit: Toolkit) -> list[str | list[str]]:
    """Lines as their words, rows as lists of their cells' words; paragraphs of a cell parted by ` / `."""
    words = vocabulary_of(toolkit)
    merged = merge_print_lines(document_to_items(parse(text.encode(), "a.txt"), words), words)
    return [
        item.text.words
        if isinstance(item, LineItem)
        else [cell.text.words.replace("\u2029", " / ") for cell in item.cells]
        for item in merged
    ]


FORMS = {
    "a table": ("a\tb\tc\td\n", [["a", "b", "c", "d"]]),
    "paragraphs of a cell": ("a<br>b\tc\td\te\n", [["a / b", "c", "d", "e"]]),
    "a list": ("- one\n- two\n", ["• one", "• two"]),
    "a table that only lays out": ("<table><tr><td>one</td></tr><tr><td>two</td></tr></table>", ["one", "two"]),
    "a row merged over all columns": (
        "<table><tr><td colspan=3>one</td></tr><tr><td>a</td><td>b</td><td>c</td></tr></table>",
        ["one", ["a", "b", "c"]],
    ),
    "a table within a cell": (
        "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td><td>e</td></tr></table>",
        [["a / b  c", "d", "e"]],
    ),
    "lines of print": (
        """\
Map         Evaluate       Plan          Prioritise

We meet     ☒ Partially    Short Term    ☒ Low
monthly.                   Hire.
""",
        [["Map", "Evaluate", "Plan", "Prioritise"],
         ["We meet\nmonthly.", "☒ Partially", "Short Term\nHire.", "☒ Low"]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_reader_meets(name: str, amhp: Toolkit) -> None:
    text, expected = FORMS[name]
    assert items(text, amhp) == expected


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("\ufffc Low", "option"),
        ("- Partially", "option"),
        ("1.1 Words", "form"),
        ("Map", "form"),
        ("Short Term", "form"),
        ("map of the area", None),
        ("We meet", None),
        ("", None),
    ],
)
def test_a_line_begins_as_only_the_form_s_own_lines_do(line: str, kind: str | None, amhp: Toolkit) -> None:
    assert kind_of_line(line, vocabulary_of(amhp)) == kind


@pytest.mark.parametrize(
    ("paragraph", "parts"),
    [
        ("We meet\neach month", ["We meet\neach month"]),
        ("We meet\nShort Term\nHire", ["We meet", "Short Term\nHire"]),
        ("☐ Low\n☒ Medium", ["☐ Low\n☒ Medium"]),  # options stay together, because their labels wrap
        ("Evaluate\n☒ Partially\nPlan", ["Evaluate", "☒ Partially", "Plan"]),
    ],
)
def test_a_paragraph_is_parted_at_the_form_s_own_words(
    paragraph: str, parts: list[str], amhp: Toolkit
) -> None:
    text = marked(paragraph)
    whole = MarkedText(text.text.replace("\u2029", "\n"), text.marks)
    assert [part.words for part in part_at_form_words(whole, vocabulary_of(amhp))] == parts
