from __future__ import annotations

from collections import Counter
from copy import deepcopy
from typing import Any

import pytest

from evaluation.score import NEAR, Scores, fold, likeness, score, to_table

MARKS = {"low": "selected", "high": "unselected"}
RATING = {"state": "selected", "option": "low", "marks": MARKS}
PLAN = {"short_term": "Hire two people.", "medium_term": "", "long_term": ""}
GOLD: dict[str, Any] = {
    "a.txt": {
        "variant": "v",
        "gss": "E08000027",
        "gold": {"1.1": {"map": "We meet this.", "plan": PLAN, "evaluate": RATING, "prioritise": RATING}},
    }
}


def record() -> dict[str, Any]:
    plan = {horizon: {"text": text} for horizon, text in PLAN.items()}
    standard = {"number": "1.1", "found": True, "map": {"text": "We meet this."}, "plan": plan}
    return {
        "authority": {"gss_code": "E08000027"},
        "standards": [{**standard, "evaluate": dict(RATING), "prioritise": dict(RATING)}],
    }


def counts(made: dict[str, Any] | None) -> Counter[str]:
    return score(GOLD, {"a.txt": made} if made else {}).total


def test_a_record_that_says_what_the_return_says_is_right_throughout() -> None:
    right = counts(record())
    assert (right["read"], right["authority_right"], right["standards_right"]) == (1, 1, 1)
    assert (right["ratings_right"], right["marks_right"], right["texts_exact"]) == (2, 4, 4)
    assert not (right["ratings_silent"] or right["texts_silent"] or right["authority_silent"])


@pytest.mark.parametrize(("review", "measure"), [(False, "ratings_silent"), (True, "ratings_flagged")])
def test_a_wrong_rating_is_silent_unless_it_asks_for_a_look(review: bool, measure: str) -> None:
    made = record()
    made["standards"][0]["evaluate"] |= {"option": "high", "needs_review": review}
    assert (counts(made)["ratings_right"], counts(made)[measure]) == (1, 1)


def test_a_rating_that_claims_nothing_is_not_silent() -> None:
    made = record()
    made["standards"][0]["evaluate"] |= {"state": "not_recoverable", "option": None}
    assert counts(made)["ratings_flagged"] == 1


def test_a_right_value_that_asks_for_a_look_is_counted_as_noise() -> None:
    made = record()
    made["standards"][0]["evaluate"]["needs_review"] = True
    made["standards"][0]["map"]["needs_review"] = True
    assert (counts(made)["ratings_right_flagged"], counts(made)["texts_right_flagged"]) == (1, 1)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("We   meet\nthis.", "texts_exact"),  # white space is folded
        ("• We meet this.", "texts_exact"),  # so are bullets
        ("We meet this", "texts_close"),
        ("Something else.", "texts_silent"),
        ("", "texts_silent"),
    ],
)
def test_texts_are_exact_near_or_wrong(text: str, measure: str) -> None:
    made = record()
    made["standards"][0]["map"]["text"] = text
    before = counts(record())
    after = counts(made)
    assert after[measure] - before[measure] == (0 if measure in ("texts_exact", "texts_close") else 1)


def test_text_that_the_return_does_not_have_is_wrong() -> None:
    made = record()
    made["standards"][0]["plan"]["long_term"] = {"text": "made up"}
    assert counts(made)["texts_silent"] == 1


def test_a_missing_file_counts_against_all_that_is_in_it() -> None:
    none = counts(None)
    assert (none["files"], none["read"], none["ratings"], none["ratings_flagged"], none["texts_flagged"]) == (
        1,
        0,
        2,
        2,
        4,
    )


def test_another_authority_is_silently_wrong_and_no_authority_is_not() -> None:
    made = record()
    made["authority"]["gss_code"] = "E08000030"
    assert counts(made)["authority_silent"] == 1
    made["authority"]["gss_code"] = None
    assert (counts(made)["authority_silent"], counts(made)["authority_right"]) == (0, 0)


def test_a_standard_that_was_left_out_must_not_be_found() -> None:
    gold = deepcopy(GOLD)
    for rating in ("evaluate", "prioritise"):
        gold["a.txt"]["gold"]["1.1"][rating] = {"state": "absent", "option": None, "marks": {}}
    assert score(gold, {"a.txt": record()}).total["standards_right"] == 0
    made = record()
    made["standards"][0]["found"] = False
    assert score(gold, {"a.txt": made}).total["standards_right"] == 1


def test_likeness_is_one_for_texts_that_differ_in_typography_alone() -> None:
    assert likeness("the team’s “plan” – agreed", 'the team\'s "plan" - agreed') == 1
    assert NEAR < likeness("a long enough sentence about cover", "a long enough sentence about covers") < 1
    assert likeness("", "text") == 0
    assert fold(" a\u00a0 b\n") == "a b"


def test_the_table_has_a_line_for_each_variant_and_one_for_all() -> None:
    table = to_table(score(GOLD, {"a.txt": record()}))
    assert [line.split()[0] for line in table.splitlines()][:3] == ["variant", "v", "ALL"]
    assert "ratings right 100.00 %, SILENT 0" in table


def test_no_scores_make_a_table_too() -> None:
    assert to_table(Scores({}, []))
