"""Where each standard begins: what follows a number decides, not the number alone."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers import parse
from toolkit_extract.recovery.options import LineOptions
from toolkit_extract.recovery.prompts import Prompts
from toolkit_extract.recovery.standards import (
    Anchor,
    begins_with_option,
    find_anchors,
    find_landmarks,
    is_header_line,
    is_horizon_line,
)
from toolkit_extract.recovery.stream import document_to_items
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.toolkit import Toolkit

TABLE = "Map\tEvaluate\tPlan\tPrioritise\nWe meet.\t☒ Partially\tShort Term\t☒ Low"


def anchors(text: str, toolkit: Toolkit) -> list[Anchor]:
    words = vocabulary_of(toolkit)
    items = document_to_items(parse(text.encode(), "a.txt"), words)
    prompts = Prompts(words)
    landmarks = find_landmarks(items, words, prompts, LineOptions(words))
    return find_anchors(items, words, prompts, landmarks)


def found(text: str, toolkit: Toolkit) -> list[tuple[str, str]]:
    return [(anchor.number, anchor.by) for anchor in anchors(text, toolkit)]


FORMS = {
    "a number before a table": (f"1.1 Words here.\n\n{TABLE}", [("1.1", "number")]),
    "a number alone on its line": (f"1.1\n\nWords here.\n\n{TABLE}", [("1.1", "number")]),
    "a number within a sentence's lines": (
        f"1.1 Words here.\n\n{TABLE}\n\nWe have\n1.3 staff a night.\n",
        [("1.1", "number")],
    ),
    "an amount at the start of a line": (
        f"1.1 Words here.\n\n{TABLE}\n\n2.5 days of training were held.\n",
        [("1.1", "number")],
    ),
    "a table of contents": (
        f"1.1 Words ..... 4\n\n1.2 Words ..... 5\n\n1.1 Words here.\n\n{TABLE}",
        [("1.1", "number")],
    ),
    "standards that change places": (
        f"1.2 Words here.\n\n{TABLE}\n\n1.1 Words here.\n\n{TABLE}\n\n1.3 More words here.\n\n{TABLE}",
        [("1.2", "out_of_order"), ("1.1", "number"), ("1.3", "number")],
    ),
    "a standard that goes on, in brackets": (
        f"1.1 Words here.\n\n{TABLE}\n\n1.1 (continued)\n\n{TABLE}",
        [("1.1", "number"), ("1.1", "repeated")],
    ),
    "a standard that goes on": (
        f"1.1 Words here.\n\n{TABLE}\n\nStandard 1.1 cont'd\n\n{TABLE}",
        [("1.1", "number"), ("1.1", "repeated")],
    ),
    "a standard known by its terms": (
        f"1.1 Words here.\n\n{TABLE}\n\nA practising AMHP is linked to the National AMHP Leads Network.\n\n{TABLE}",
        [("1.1", "number"), ("1.2", "wording")],
    ),
    "no standard at all": ("Words here.\n\nMore words.", []),
}


@pytest.mark.parametrize("name", FORMS)
def test_standards_begin(name: str, amhp: Toolkit) -> None:
    text, expected = FORMS[name]
    places = found(text, amhp)
    if name == "standards that change places":  # which of the two moved is told by the longer chain
        assert sorted(number for number, _ in places) == ["1.1", "1.2", "1.3"]
        assert [by for _, by in places].count("out_of_order") == 1
    else:
        assert places == expected


def test_a_statement_is_what_stands_behind_the_number(amhp: Toolkit) -> None:
    (anchor,) = anchors(f"**1.1** Reports reach the director.\n\n{TABLE}", amhp)
    assert anchor.statement.text == "Reports reach the director."


@pytest.mark.parametrize(
    ("line", "is_header"),
    [("Map Evaluate Plan Prioritise", True), ("MAP | EVALUATE | PLAN | PRIORITISE", True), ("Map Evaluate", False),
     ("Map and evaluate, plan, prioritise", False)],
)  # fmt: skip
def test_a_line_of_all_columns_is_a_header(line: str, is_header: bool, amhp: Toolkit) -> None:
    assert is_header_line(line, vocabulary_of(amhp)) is is_header


@pytest.mark.parametrize(
    ("line", "is_label"),
    [
        ("Short Term", True),
        ("Short Term: Medium Term: Long Term:", True),
        ("Short Term hire", False),
        ("Term", False),
    ],
)
def test_a_line_of_nothing_but_horizons(line: str, is_label: bool, amhp: Toolkit) -> None:
    assert is_horizon_line(line, vocabulary_of(amhp)) is is_label


@pytest.mark.parametrize(
    ("cell", "begins"),
    [("Partially", True), ("- Partially\nand on", True), ("Partially (see below)", True), ("Partially met by", False),
     ("We are", False)],
)  # fmt: skip
def test_a_cell_that_begins_with_an_option(cell: str, begins: bool, amhp: Toolkit) -> None:
    assert begins_with_option(cell, vocabulary_of(amhp)) is begins
