from __future__ import annotations

from typing import Any

import pytest

from tests.made_records import choice, narrative, record
from tests.unit.review.lines import HIGH, answer_of, line, overlay
from toolkit_extract.dataset.normalise import record_to_answer_rows, record_to_assessment_rows
from toolkit_extract.review import apply_to, machine_record
from toolkit_extract.review.apply import Applied, count_decided, value_of
from toolkit_extract.review.corrections import Overlay
from toolkit_extract.schemas.attention import needs_review
from toolkit_extract.schemas.correction import AnswerValue, ReviewStatus
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

LATER = AnswerValue(state="answered", text="Later.")


def doubtful(toolkit: Toolkit, *selected: str) -> ReturnRecord:
    """A record whose prioritise of 1.2 is in doubt, by itself and by a finding."""
    question = toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    answer = choice(
        question, *selected, needs_review=True, review_reasons=("chosen without a box",), confidence=0.7
    )
    found = finding("choice.inferred", "known by emphasis", standard="1.2", answer="prioritise")
    return record(toolkit, changed={"1.2": {"prioritise": answer}}, findings=(found,))


def cells(made: ReturnRecord, standard: str, answer: str) -> dict[str, Any]:
    rows = record_to_answer_rows(made)
    return dict(next(row for row in rows if row["standard"] == standard and row["answer"] == answer))


def test_a_record_without_corrections_is_the_same_object(amhp: Toolkit) -> None:
    made = record(amhp)
    other = record(amhp, "another.txt")
    assert apply_to(made, Overlay(), amhp).record is made
    assert apply_to(made, overlay(line(other, "1.2", "map")), amhp).record is made


def test_an_accepted_answer_keeps_its_value_and_asks_no_more(amhp: Toolkit) -> None:
    made = doubtful(amhp, "low")
    assert needs_review(made)
    applied = apply_to(made, overlay(line(made, "1.2", "prioritise", reason="legible")), amhp).record
    answer = answer_of(applied, "1.2", "prioritise")
    assert value_of(answer) == value_of(answer_of(made, "1.2", "prioritise"))
    assert (answer.needs_review, answer.method, answer.confidence) == (False, "unicode_glyph", 0.7)
    assert not needs_review(applied)
    assert answer.correction is not None
    assert (answer.correction.status, answer.correction.reason) == (ReviewStatus.ACCEPTED, "legible")


def test_a_corrected_answer_has_the_persons_value_and_keeps_the_machines_beside_it(amhp: Toolkit) -> None:
    made = doubtful(amhp, "low")
    applied = apply_to(made, overlay(line(made, "1.2", "prioritise", "correct", HIGH)), amhp).record
    answer = answer_of(applied, "1.2", "prioritise")
    assert value_of(answer) == HIGH
    assert answer.correction is not None
    assert answer.correction.machine.option == "low"
    row = cells(applied, "1.2", "prioritise")
    assert (row["option"], row["score"], row["method"], row["confidence"]) == ("high", 4, "review", 1.0)
    assert (row["needs_review"], row["reviewed"]) == (False, "corrected")
    standard = next(row for row in record_to_assessment_rows(applied, amhp) if row["standard"] == "1.2")
    assert (standard["prioritise"], standard["prioritise_score"]) == ("high", 4)
    assert (standard["reviewed"], standard["needs_review"]) == ("prioritise: corrected", False)


@pytest.mark.parametrize("answer", ["map", "plan.short_term", "plan.unassigned"])
def test_a_text_is_corrected_wherever_it_stands(answer: str, amhp: Toolkit) -> None:
    made = record(amhp)
    applied = apply_to(made, overlay(line(made, "2.1", answer, "correct", LATER)), amhp).record
    assert value_of(answer_of(applied, "2.1", answer)) == LATER
    assert answer_of(applied, "2.2", answer) == answer_of(made, "2.2", answer)


def test_what_nobody_can_read_has_no_value(amhp: Toolkit) -> None:
    made = record(amhp)
    lines = [line(made, "1.1", name, "unreadable") for name in ("prioritise", "map")]
    applied = apply_to(made, overlay(*lines), amhp).record
    rating, text = cells(applied, "1.1", "prioritise"), cells(applied, "1.1", "map")
    assert (rating["state"], rating["option"], rating["score"]) == ("not_recoverable", None, None)
    assert (text["text"], text["reviewed"], rating["reviewed"]) == (None, "unreadable", "unreadable")


def test_a_correction_of_another_reading_is_stale_and_not_applied_and_asks_for_a_look(amhp: Toolkit) -> None:
    before, now = doubtful(amhp, "low"), doubtful(amhp, "medium")
    said = line(before, "1.2", "prioritise", "correct", HIGH)
    applied = apply_to(now, overlay(said), amhp)
    answer = answer_of(applied.record, "1.2", "prioritise")
    assert applied.stale == (said,)
    assert value_of(answer).option == "medium"
    assert answer.needs_review
    assert answer.correction is not None
    assert (answer.correction.status, answer.correction.value) == (ReviewStatus.STALE, HIGH)
    assert "correction.stale" in {found.code for found in applied.record.findings}
    assert cells(applied.record, "1.2", "prioritise")["reviewed"] == "stale"


def test_a_machine_that_has_come_to_say_what_the_person_says_needs_no_second_look(amhp: Toolkit) -> None:
    before, now = doubtful(amhp, "low"), doubtful(amhp, "high")
    applied = apply_to(now, overlay(line(before, "1.2", "prioritise", "correct", HIGH)), amhp)
    answer = answer_of(applied.record, "1.2", "prioritise")
    assert not applied.stale
    assert answer.correction is not None
    assert (answer.correction.status, answer.method) == (ReviewStatus.ACCEPTED, "unicode_glyph")


def test_spacing_of_a_text_makes_no_correction_stale(amhp: Toolkit) -> None:
    before = record(amhp, changed={"1.1": {"map": narrative("Two\nlines")}})
    now = record(amhp, changed={"1.1": {"map": narrative("Two lines")}})
    assert not apply_to(now, overlay(line(before, "1.1", "map", "correct", LATER)), amhp).stale


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("prioritise", AnswerValue(state="selected", option="enormous", selected=("enormous",))),
        ("prioritise", AnswerValue(state="selected")),
        ("prioritise", AnswerValue(state="none_selected", selected=("low",))),
        ("prioritise", AnswerValue(state="multiple_selected", selected=("low",))),
        ("prioritise", AnswerValue(state="answered", text="high")),
        ("map", AnswerValue(state="answered", text=" ")),
        ("map", AnswerValue(state="blank", text="words")),
        ("map", HIGH),
    ],
)
def test_a_value_that_the_form_does_not_allow_is_never_applied(
    answer: str, value: AnswerValue, amhp: Toolkit
) -> None:
    made = record(amhp)
    applied = apply_to(made, overlay(line(made, "1.1", answer, "correct", value)), amhp)
    assert len(applied.stale) == 1
    assert value_of(answer_of(applied.record, "1.1", answer)) == value_of(answer_of(made, "1.1", answer))


def test_a_line_written_by_hand_may_name_the_option_alone(amhp: Toolkit) -> None:
    made = record(amhp)
    by_hand = AnswerValue(state="selected", option="high")
    applied = apply_to(made, overlay(line(made, "1.1", "prioritise", "correct", by_hand)), amhp).record
    assert value_of(answer_of(applied, "1.1", "prioritise")) == HIGH


def test_the_machines_record_can_be_had_back_and_applying_again_changes_nothing(amhp: Toolkit) -> None:
    made, other = doubtful(amhp, "low"), doubtful(amhp, "medium")
    said = overlay(
        line(made, "1.2", "prioritise", "correct", HIGH),
        line(made, "1.3", "map", "unreadable"),
        line(made, "1.3", "plan.long_term", "correct", LATER),
        line(other, "1.4", "evaluate", "correct", AnswerValue(state="none_selected"), machine=HIGH),
    )
    applied = apply_to(made, said, amhp).record
    assert applied != made
    assert machine_record(applied) == made
    assert apply_to(applied, said, amhp).record == applied
    assert apply_to(applied, Overlay(), amhp).record == made


def test_a_finding_about_a_whole_standard_is_settled_when_all_its_answers_are_decided(amhp: Toolkit) -> None:
    found = finding("text.unplaced", "words ended in no answer", standard="1.2")
    made = record(amhp, findings=(found,))
    names = amhp.answer_ids
    some = overlay(*(line(made, "1.2", name) for name in names[:-1]))
    every = overlay(*(line(made, "1.2", name) for name in names))
    assert needs_review(apply_to(made, some, amhp).record)
    assert not needs_review(apply_to(made, every, amhp).record)


def test_a_finding_about_the_whole_return_is_not_settled_by_corrections(amhp: Toolkit) -> None:
    made = record(amhp, findings=(finding("authority.unknown", "no council is named"),))
    assert needs_review(apply_to(made, overlay(line(made, "1.2", "map")), amhp).record)


def test_a_correction_of_another_form_or_of_an_answer_that_the_form_lacks_is_told_and_not_applied(
    amhp: Toolkit,
) -> None:
    made = record(amhp)
    fine = line(made, "1.1", "map")
    strange = [
        line(made, "1.2", "prioritise", "correct", HIGH, toolkit="orchard"),
        fine.model_copy(update={"id": "a" * 32, "standard": "9.9"}),
        fine.model_copy(update={"id": "b" * 32, "answer": "colour"}),
    ]
    applied = apply_to(made, overlay(fine, *strange), amhp)
    assert count_decided(applied.record) == 1
    assert applied.strange == tuple(strange)
    assert apply_to(made, overlay(*strange), amhp) == Applied(made, strange=tuple(strange))


def test_other_forms_are_corrected_alike(other_toolkit: Toolkit) -> None:
    made = record(other_toolkit)
    question = next(one for one in other_toolkit.questions if isinstance(one, ChoiceQuestion))
    code = question.options[-1].code
    said = AnswerValue(state="selected", option=code, selected=(code,))
    number = other_toolkit.standards[0].number
    applied = apply_to(made, overlay(line(made, number, question.id, "correct", said)), other_toolkit).record
    assert cells(applied, number, question.id)["score"] == question.options[-1].score
