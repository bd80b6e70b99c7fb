"""Ratings of a scan of which no box is ticked, and what stands beside their options."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.choices import MarkingHabits, RatingEvidence, resolve
from toolkit_extract.recovery.marked_text import join, paragraph_to_text
from toolkit_extract.recovery.options import read_options
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.document import (
    HANDWRITING,
    SCANNED_BOX,
    UNPLACED_INK,
    Emphasis,
    Mark,
    MarkState,
    Paragraph,
    Run,
    RunOrigin,
)
from toolkit_extract.schemas.record import Choice
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

LABELS = ("No risk", "Low", "Medium", "High")
STRIKE = frozenset({Emphasis.STRIKE})
WRITING = Paragraph(inlines=(Mark(state=MarkState.UNKNOWN, method=HANDWRITING, confidence=0.5, boxed=False),))


def option(label: str, *, conflict: str | None = None, beside: str = "", struck: bool = False) -> Paragraph:
    """An option with its empty box, as a scan gives it."""
    box = Mark(
        state=MarkState.UNSELECTED,
        method=SCANNED_BOX,
        confidence=0.8 if conflict else 0.98,
        conflict=conflict,
    )
    emphasis = STRIKE if struck else frozenset()
    return Paragraph(
        inlines=(box, Run(text=f"{label}{beside}", emphasis=emphasis, origin=RunOrigin.OCR, confidence=0.95))
    )


def choose(toolkit: Toolkit, *paragraphs: Paragraph) -> tuple[Choice, list[str]]:
    question = toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    text = join(paragraph_to_text(paragraph) for paragraph in paragraphs)
    evidence = RatingEvidence(
        (read_options(text, vocabulary_of(toolkit), question),), seen=True, in_cell=True
    )
    choice, findings = resolve(question, evidence, "1.1", MarkingHabits(loses_marks=True))
    return choice, [one.code for one in findings]


def test_an_untouched_rating_is_none_selected_without_a_flag(amhp: Toolkit) -> None:
    choice, codes = choose(amhp, *map(option, LABELS))
    assert (choice.state, choice.needs_review, codes) == ("none_selected", False, [])


def test_ink_that_nobody_could_place_asks_for_a_look_and_is_named(amhp: Toolkit) -> None:
    others = map(option, LABELS[1:])
    choice, codes = choose(amhp, option(LABELS[0], conflict=UNPLACED_INK), *others)
    assert (choice.state, choice.needs_review) == ("none_selected", True)
    assert codes == ["choice.ink_unplaced"]


def test_ink_beside_an_empty_box_says_nothing_where_another_box_is_ticked(amhp: Toolkit) -> None:
    box = Mark(state=MarkState.SELECTED, method=SCANNED_BOX, confidence=0.98)
    ticked = Paragraph(inlines=(box, Run(text="High", origin=RunOrigin.OCR, confidence=0.95)))
    beside = option("Medium", conflict=UNPLACED_INK)
    choice, codes = choose(amhp, option("No risk"), option("Low"), beside, ticked)
    assert (choice.option, choice.needs_review, codes) == ("high", False, [])


def test_handwriting_in_the_cell_of_an_unticked_rating_asks_for_a_look_and_ticks_nothing(
    amhp: Toolkit,
) -> None:
    choice, codes = choose(amhp, *map(option, LABELS), WRITING)
    assert (choice.state, choice.needs_review) == ("none_selected", True)
    assert "choice.ink_unplaced" in codes


@pytest.mark.parametrize("words", [" Qz", " see over", " ok J"])
def test_words_that_are_none_of_the_forms_beside_unticked_options_ask_for_a_look(
    words: str, amhp: Toolkit
) -> None:
    choice, _ = choose(amhp, option(LABELS[0]), option(LABELS[1], beside=words), *map(option, LABELS[2:]))
    assert choice.needs_review


def test_one_struck_label_asks_for_a_look(amhp: Toolkit) -> None:
    choice, _ = choose(amhp, option(LABELS[0], struck=True), *map(option, LABELS[1:]))
    assert (choice.state, choice.needs_review) == ("none_selected", True)


def test_the_one_label_that_is_not_struck_is_chosen(amhp: Toolkit) -> None:
    struck = [option(label, struck=label != "Medium") for label in LABELS]
    choice, _ = choose(amhp, *struck)
    assert (choice.selected, choice.method, choice.needs_review) == (("medium",), "struck_out", True)
