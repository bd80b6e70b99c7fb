"""What marks amount to, and what the gold of a drawing says about losses."""

from random import Random

import pytest

from evaluation import form
from evaluation.answers import complete_return
from evaluation.councils import COUNCILS, by_gss
from evaluation.model import (
    CompletedReturn,
    Losses,
    Paragraph,
    PlanAnswer,
    StandardAnswers,
    choice_state,
)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        pytest.param("uuuu", ("none_selected", None), id="all legible and none ticked"),
        pytest.param("usuu", ("selected", "b"), id="one ticked"),
        pytest.param("us??", ("selected", "b"), id="one known tick beside lost boxes"),
        pytest.param("uu??", ("not_recoverable", None), id="no known tick and lost boxes"),
        pytest.param("????", ("not_recoverable", None), id="everything lost"),
        pytest.param("ssuu", ("multiple_selected", None), id="several ticked"),
    ],
)
def test_state_of_a_choice_follows_from_its_marks(marks: str, expected: tuple[str, str | None]) -> None:
    words = {"s": "selected", "u": "unselected", "?": "unknown"}
    assert choice_state({option: words[mark] for option, mark in zip("abcd", marks, strict=True)}) == expected


def _return_with(answers: StandardAnswers) -> CompletedReturn:
    return CompletedReturn(by_gss("E08000027"), 2024, (answers,))


def test_gold_has_the_shape_that_the_scorer_reads() -> None:
    plan = PlanAnswer(short_term=(Paragraph("One."), Paragraph("Two.")))
    gold = _return_with(StandardAnswers("1.1", (Paragraph("Yes."),), ("partially",), plan, ())).gold("v")
    assert (gold["variant"], gold["authority"], gold["gss"]) == ("v", "Dudley", "E08000027")
    entry = gold["gold"]["1.1"]
    assert entry["map"] == "Yes."
    assert entry["plan"] == {"short_term": "One.\nTwo.", "medium_term": "", "long_term": ""}
    assert (entry["evaluate"]["state"], entry["evaluate"]["option"]) == ("selected", "partially")
    assert entry["prioritise"] == {
        "state": "none_selected",
        "option": None,
        "marks": dict.fromkeys(form.OPTIONS["prioritise"], "unselected"),
    }


def test_a_lost_tick_leaves_the_rating_not_recoverable() -> None:
    completed = _return_with(StandardAnswers("1.1", (), ("partially",), PlanAnswer(), ("low",)))
    lost = Losses(frozenset({("1.1", "evaluate", "partially")}))
    entry = completed.gold("v", lost)["gold"]["1.1"]
    assert entry["evaluate"]["state"] == "not_recoverable"
    assert entry["evaluate"]["marks"]["partially"] == "unknown"
    assert entry["prioritise"]["option"] == "low"


def test_a_standard_left_out_is_absent_and_empty() -> None:
    completed = _return_with(StandardAnswers("1.1", (Paragraph("Yes."),), ("partially",), PlanAnswer(), ()))
    entry = completed.gold("v", Losses(standards=frozenset({"1.1"})))["gold"]["1.1"]
    assert (entry["map"], entry["evaluate"]["state"]) == ("", "absent")


def test_plan_text_under_no_horizon_is_kept_apart() -> None:
    plan = PlanAnswer(unassigned=(Paragraph("Review the rota."),))
    entry = _return_with(StandardAnswers("1.1", (), (), plan, ())).gold("v")["gold"]["1.1"]
    assert entry["plan_unassigned"] == "Review the rota."
    assert set(entry["plan"].values()) == {""}


def test_councils_have_unique_codes_and_names() -> None:
    assert len({council.gss for council in COUNCILS}) == len(COUNCILS) >= 24
    names = [name for council in COUNCILS for name in council.short_names]
    assert len(names) == len(set(names))


def test_answers_are_many_and_varied() -> None:
    sentences: list[str] = []
    for seed in range(12):
        for answers in complete_return(Random(seed), COUNCILS[seed]).answers:
            sentences += [paragraph.text for paragraph in answers.map if len(paragraph.text) > 30]
    assert len(sentences) > 500
    assert len(set(sentences)) / len(sentences) > 0.98


def test_choices_are_mostly_single_with_some_empty_and_few_multiple() -> None:
    counts = [
        len(answers.ticked(rating))
        for seed in range(40)
        for answers in complete_return(Random(seed), COUNCILS[seed % len(COUNCILS)]).answers
        for rating in form.RATINGS
    ]
    assert 0.80 < counts.count(1) / len(counts) < 0.95
    assert 0.04 < counts.count(0) / len(counts) < 0.16
    assert 0.005 < counts.count(2) / len(counts) < 0.04
