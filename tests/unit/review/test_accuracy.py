from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import choice, narrative, record
from tests.unit.review.lines import HIGH, answer_of, line, overlay
from toolkit_extract.review.accuracy import TOTAL, Estimate, Verdict, estimate, verdict, wilson
from toolkit_extract.review.corrections import Overlay
from toolkit_extract.schemas.correction import AnswerValue, Correction
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

BLANK = AnswerValue(state="blank")


def of(estimates: list[Estimate], file_format: str = TOTAL, question: str = TOTAL) -> Estimate:
    (one,) = [one for one in estimates if (one.format, one.question) == (file_format, question)]
    return one


def every(made: ReturnRecord, toolkit: Toolkit, wrong: int = 0) -> list[Correction]:
    """A decision on every answer: the ratings of the first standards corrected, all else accepted."""
    return [
        line(made, standard.number, name, "correct", HIGH)
        if name == "prioritise" and place < wrong
        else line(made, standard.number, name)
        for place, standard in enumerate(toolkit.standards)
        for name in toolkit.answer_ids
    ]


def test_without_a_sample_there_is_no_basis(amhp: Toolkit) -> None:
    made = record(amhp)
    one = of(estimate([made], overlay(*every(made, amhp)), 0.0))
    assert (one.drawn, one.decided, one.share) == (0, 0, None)


def test_a_sample_of_all_counts_all(amhp: Toolkit) -> None:
    made = record(amhp)
    found = estimate([made], overlay(*every(made, amhp, wrong=7)), 1.0)
    ratings = of(found, "text", "prioritise")
    assert (ratings.drawn, ratings.decided, ratings.count(Verdict.WRONG)) == (28, 28, 7)
    assert ratings.share == pytest.approx(0.75)
    assert (ratings.low, ratings.high) == pytest.approx(wilson(0.75, 28))
    assert of(found, "text", "map").share == 1.0
    assert of(found, "text", "plan").decided == 3 * 28


def test_decisions_outside_the_sample_say_nothing(amhp: Toolkit) -> None:
    made = record(amhp)
    some = estimate([made], overlay(*every(made, amhp)), 0.2)
    assert 0 < of(some).decided < of(some).sure.answers
    assert of(some).decided == of(some).drawn


def test_a_sample_of_which_the_doubted_part_alone_is_decided_gives_no_estimate(amhp: Toolkit) -> None:
    question = amhp.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    doubted = choice(question, "low", needs_review=True)
    made = record(amhp, changed={"1.1": {"prioritise": doubted}})
    one = of(estimate([made], overlay(line(made, "1.1", "prioritise")), 1.0), "text", "prioritise")
    assert (one.doubted.decided, one.sure.decided, one.share) == (1, 0, None)


def test_sure_and_doubted_answers_are_weighed_by_their_number_not_by_who_was_decided_first(
    amhp: Toolkit,
) -> None:
    question = amhp.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    numbers = [standard.number for standard in amhp.standards]
    doubted = {number: {"prioritise": choice(question, "low", needs_review=True)} for number in numbers[:7]}
    made = record(amhp, changed=doubted)
    lines = [line(made, number, "prioritise", "correct", HIGH) for number in numbers[:7]]
    lines += [line(made, number, "prioritise") for number in numbers[7:14]]
    one = of(estimate([made], overlay(*lines), 1.0), "text", "prioritise")
    assert one.share == pytest.approx(21 / 28)
    assert one.low is not None
    assert one.high is not None
    assert one.low < 0.75 < one.high


@pytest.mark.parametrize(
    ("selected", "action", "value", "expected"),
    [
        (("low",), "accept", None, Verdict.RIGHT),
        (("low",), "correct", HIGH, Verdict.WRONG),
        ((), "correct", HIGH, Verdict.UNCLAIMED),
        (("low",), "unreadable", None, Verdict.WRONG),
        ((), "unreadable", None, Verdict.RIGHT),
        (("low", "high"), "correct", HIGH, Verdict.WRONG),
    ],
)
def test_what_a_persons_word_makes_of_a_rating(
    selected: tuple[str, ...], action: str, value: AnswerValue | None, expected: Verdict, amhp: Toolkit
) -> None:
    question = amhp.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    made = record(amhp, changed={"1.1": {"prioritise": choice(question, *selected)}})
    said = line(made, "1.1", "prioritise", action, value)
    assert verdict(answer_of(made, "1.1", "prioritise"), said) is expected


def test_a_text_decided_of_another_reading_is_open_and_a_rating_is_judged(amhp: Toolkit) -> None:
    before = record(amhp)
    now = record(
        amhp,
        changed={"1.1": {"map": narrative("Other."), "prioritise": answer_of(before, "1.1", "evaluate")}},
    )
    text = line(before, "1.1", "map")
    assert verdict(answer_of(now, "1.1", "map"), text) is Verdict.OPEN
    rating = line(before, "1.1", "prioritise", "correct", HIGH)
    assert verdict(answer_of(now, "1.1", "prioritise"), rating) is Verdict.WRONG
    one = of(estimate([now], overlay(text), 1.0), "text", "map")
    assert (one.decided, one.count(Verdict.OPEN)) == (0, 1)


def test_standards_that_a_return_lacks_are_not_among_the_answers(amhp: Toolkit) -> None:
    made = record(amhp)
    standards = tuple(one.model_copy(update={"found": one.number == "1.1"}) for one in made.standards)
    found = estimate([made.model_copy(update={"standards": standards})], Overlay(), 1.0)
    assert of(found).sure.answers == len(amhp.answer_ids)


@pytest.mark.parametrize(
    ("right", "count", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)],
)
def test_intervals_are_those_of_the_literature(right: int, count: int, low: float, high: float) -> None:
    """The last two are examples 1 and 2 of Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    assert wilson(right / count, count) == pytest.approx((low, high), abs=5e-5)


@given(share=st.floats(0, 1), count=st.floats(1, 1e6))
def test_an_interval_holds_its_share_and_lies_between_none_and_all(share: float, count: float) -> None:
    low, high = wilson(share, count)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1
