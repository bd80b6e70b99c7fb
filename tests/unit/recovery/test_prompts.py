"""Is a text a column's name, or a piece of its prompt? A document teaches its own prompts."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.prompts import Prompts
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.toolkit import Toolkit

PROMPT = "What evidence is there for your AMHP service already meeting this standard?"


@pytest.fixture
def prompts(amhp: Toolkit) -> Prompts:
    return Prompts(vocabulary_of(amhp), [f"Map {PROMPT}"] * 3)


HEADS = [
    # a cell, the question that it names, and what stands behind name and prompt
    ("Map", "map", ""),
    ("MAP", "map", ""),
    ("Map:", "map", ""),
    ("Map: We meet.", "map", "We meet."),
    (f"Map {PROMPT}", "map", ""),
    (f"Map {PROMPT} We meet.", "map", "We meet."),
    ("Map What evidence is there", "map", ""),  # the rest of the prompt is on the next page
    ("Plan\nWe will hire.", "plan", "We will hire."),
    ("Evaluate: Partially", "evaluate", "Partially"),
]


@pytest.mark.parametrize(("cell", "question", "rest"), HEADS, ids=[row[0][:40] for row in HEADS])
def test_a_cell_names_a_column(cell: str, question: str, rest: str, prompts: Prompts) -> None:
    head = prompts.head(cell)
    assert head is not None
    assert (head.question.id, cell[head.rest :].strip()) == (question, rest)


@pytest.mark.parametrize(
    "cell", ["Map reading is taught.", "Plan to hire two people", "Our Map", "Evaluated yearly", ""]
)
def test_words_that_begin_with_a_column_s_name_name_none(cell: str, prompts: Prompts) -> None:
    assert prompts.head(cell) is None


PIECES = [
    (PROMPT, True),
    ("already meeting this standard", True),
    ("evidence is there for", True),  # any part of what the document's own headers say
    ("We meet this standard already", False),
    ("standard", False),
    ("The evidence is there for all to see", False),
    ("", False),
]


@pytest.mark.parametrize(("text", "is_piece"), PIECES)
def test_a_piece_of_a_prompt_is_known_as_one(
    text: str, is_piece: bool, prompts: Prompts, amhp: Toolkit
) -> None:
    assert prompts.is_piece(amhp.question("map"), text) is is_piece


def test_the_end_of_a_prompt_is_known_however_short(prompts: Prompts) -> None:
    assert prompts.is_tail("this standard?")
    assert not prompts.is_tail("this policy")


def test_a_prompt_that_an_engine_misread_by_a_letter_here_and_there_is_one(amhp: Toolkit) -> None:
    misread = "What evidenee is there for your AMHP servlce already rneeting this standarcl?"
    read, printed = (
        Prompts(vocabulary_of(amhp), [f"Map {misread}"], recognised=recognised)
        for recognised in (True, False)
    )
    for prompts, rest in ((read, "We meet."), (printed, None)):
        cell = f"Map {misread} We meet."
        head = prompts.head(cell)
        assert (cell[head.rest :].strip() if head else None) == rest


def test_an_answer_is_no_misread_prompt(amhp: Toolkit) -> None:
    prompts = Prompts(vocabulary_of(amhp), [f"Map {PROMPT}"], recognised=True)
    for answer in (
        "Where evidence of services is thin, we ask for your help.",
        "We hold meetings each week.",
    ):
        assert prompts.piece_of(answer) is None


PROMPT = (
    "Based on the evidence, to what extent do you consider that your authority already meets this standard?"
)


@pytest.mark.parametrize(
    "text", [PROMPT, f"Fvaluale\u2029{PROMPT}", f"{PROMPT}\u2029\u2014 \u2014", f"\ufffc\u2029{PROMPT}"]
)
def test_a_recognised_header_without_a_legible_name_is_known_by_its_prompt(text: str, amhp: Toolkit) -> None:
    head = Prompts(vocabulary_of(amhp), recognised=True).nameless_head(text)
    assert head is not None
    assert head.question.id == "evaluate"
    assert Prompts(vocabulary_of(amhp)).nameless_head(text) is None


def test_an_answer_is_no_header_without_a_name(amhp: Toolkit) -> None:
    prompts = Prompts(vocabulary_of(amhp), recognised=True)
    assert (
        prompts.nameless_head("We consider that the evidence meets the needs of our AMHPs in most weeks")
        is None
    )
    assert prompts.nameless_head("meets this standard") is None
