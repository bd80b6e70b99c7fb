"""Lines become paragraphs again: what the width of a page broke is joined, what the writer parted stays parted."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.narratives import (
    SENTENCE_END,
    Piece,
    continues,
    join_lines,
    pieces_to_narrative,
    pieces_to_text,
    unwrap,
)
from toolkit_extract.schemas.record import NarrativeState

BLOCKS = {
    "one line": ("We meet.", ["We meet."]),
    "a sentence over two lines": ("We meet the\ndirector.", ["We meet the director."]),
    "two short sentences": ("We meet.\nWe plan.", ["We meet.", "We plan."]),
    "a list": ("• rota\n• register\n• minutes", ["• rota", "• register", "• minutes"]),
    "a numbered list": ("1. rota\n2. register", ["1. rota", "2. register"]),
    "an item that wraps": (
        "• a rota that\nall can see\n• a register",
        ["• a rota that all can see", "• a register"],
    ),
    "a hyphen at the end": ("We meet multi-\nagency teams.", ["We meet multi-agency teams."]),
    "a soft hyphen": ("We meet agen\u00adcies.", ["We meet agencies."]),
    "blanks within": ("We   meet \t here.", ["We meet here."]),
    "nothing": (" \n ", []),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_lines_are_unwrapped(name: str) -> None:
    block, paragraphs = BLOCKS[name]
    assert unwrap(block) == paragraphs


@pytest.mark.parametrize(
    ("previous", "line", "goes_on"),
    [
        ("We meet the", "director.", True),
        ("We meet and", "Talk", True),
        ("Teams, desks,", "Rotas", True),
        ("We meet.", "then talk", False),
        ("We meet", "Talks follow", False),
        ("We meet", "• then talk", False),
    ],
)
def test_a_sentence_that_was_broken_off_goes_on(previous: str, line: str, goes_on: bool) -> None:
    assert continues(previous, line) is goes_on


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("done.", True),
        ("done.)", True),
        ("done?”", True),
        ("as follows:", True),
        ("done", False),
        ("e.g", False),
    ],
)
def test_the_end_of_a_sentence(text: str, ends: bool) -> None:
    assert bool(SENTENCE_END.search(text)) is ends


def test_a_hyphen_at_a_line_s_end_stays_because_only_the_writer_knows_whose_it_is() -> None:
    assert join_lines("multi-", "agency") == "multi-agency"
    assert join_lines("meet", "again") == "meet again"


def test_pieces_of_one_answer_are_joined_where_a_sentence_was_cut() -> None:
    pieces = [Piece(MarkedText("We meet the")), Piece(MarkedText("director.\u2029We plan."), "order", 0.9)]
    assert pieces_to_text(pieces) == "We meet the director.\nWe plan."


def test_an_answer_is_as_sure_as_its_least_sure_piece_and_names_how_each_was_found() -> None:
    pieces = [Piece(MarkedText("One.")), Piece(MarkedText("Two."), "wording", 0.7, "a reason")]
    narrative = pieces_to_narrative(pieces, seen=True)
    assert (narrative.method, narrative.confidence, narrative.review_reasons) == (
        "cell+wording",
        0.7,
        ("a reason",),
    )
    assert narrative.needs_review


def test_an_answer_without_words_is_blank_and_without_a_place_absent() -> None:
    assert pieces_to_narrative([], seen=True).state is NarrativeState.BLANK
    absent = pieces_to_narrative([], seen=False)
    assert (absent.state, absent.needs_review) == (NarrativeState.ABSENT, True)
