"""Boxes of scans are scored by place, state and confidence; marks on other forms by their labels too."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from evaluation.baseline import compare
from evaluation.scan.box_score import MEASURES, Output, score_boxes, to_table
from evaluation.scan.forms.score import score_form

PLACE = {"page": 1, "x0": 100.0, "top": 50.0, "x1": 110.0, "bottom": 60.0}
BOX = {
    "standard": "1.1",
    "answer": "evaluate",
    "option": "partially",
    "state": "selected",
    "how": "cross",
    **PLACE,
}
GOLD: dict[str, Any] = {
    "a.pdf": {"variant": "scan/v", "boxes": [BOX], "handwriting": [{"standard": "1.1", "answer": "plan"}]}
}


def row(**changes: str) -> dict[str, str]:
    made = {"standard": "1.1", "answer": "evaluate", "option": "partially", "state": "selected"}
    place = {name: str(value) for name, value in PLACE.items()}
    return {**made, "confidence": "0.97", **place, **changes}


def counts(*marks: dict[str, str], findings: tuple[dict[str, str], ...] = ()) -> Counter[str]:
    return score_boxes(GOLD, {"a.pdf": Output(marks, findings)}).total


def test_a_box_in_its_place_and_state_is_found_and_right() -> None:
    got = counts(row())
    assert (got["boxes"], got["boxes_found"], got["boxes_right"], got["boxes_sure"]) == (1, 1, 1, 1)
    assert not (got["boxes_wrong"] or got["boxes_unknown"])


@pytest.mark.parametrize(("x0", "found"), [("104.9", 1), ("105.2", 0)])
def test_a_box_is_found_within_half_a_box_and_no_farther(x0: str, found: int) -> None:
    assert counts(row(x0=x0, x1=str(float(x0) + 10)))["boxes_found"] == found


@pytest.mark.parametrize("changes", [{"page": "2"}, {"page": ""}], ids=str)
def test_a_box_on_another_page_or_on_none_is_not_found(changes: dict[str, str]) -> None:
    assert counts(row(**changes))["boxes_found"] == 0


def test_a_wrong_state_is_wrong_and_worst_where_it_is_sure() -> None:
    sure, unsure = counts(row(state="unselected")), counts(row(state="unselected", confidence="0.7"))
    assert (sure["boxes_wrong"], sure["boxes_sure_wrong"]) == (1, 1)
    assert (unsure["boxes_wrong"], unsure["boxes_sure_wrong"]) == (1, 0)


def test_a_state_that_claims_nothing_is_neither_right_nor_wrong() -> None:
    got = counts(row(state="unknown"))
    assert (got["boxes_unknown"], got["boxes_right"], got["boxes_wrong"], got["boxes_sure"]) == (1, 0, 0, 0)


def test_a_box_without_a_row_is_counted_and_nothing_else() -> None:
    assert +counts() == Counter(boxes=1, handwriting=1)


def test_handwriting_counts_where_it_is_and_against_where_it_is_not() -> None:
    code = {"code": "narrative.handwriting"}
    right = {"standard": "1.1", "answer": "plan.short_term", **code}
    wrong = {"standard": "1.2", "answer": "map", **code}
    got = counts(row(), findings=(right, wrong))
    assert (got["handwriting_found"], got["handwriting_false"]) == (1, 1)


def test_the_table_names_the_way_of_marking_and_the_calibration() -> None:
    page = to_table(score_boxes(GOLD, {"a.pdf": Output([row()], ())}))
    assert "cross" in page
    assert "1 of 1 are right (100.00 %)" in page


def test_a_box_read_wrong_is_a_loss_against_a_baseline_without_it() -> None:
    sizes = dict.fromkeys(("files", "standards", "ratings", "marks", "texts"), 1)
    before = {"scan/v": {**sizes, **dict.fromkeys(_measures(), 0)}}
    after = {"scan/v": {**before["scan/v"], "boxes_wrong": 1, "boxes_found": 1}}
    comparison = compare(before, after)
    assert comparison.losses == ("scan/v: boxes_wrong 0 -> 1",)
    assert comparison.gains == ("scan/v: boxes_found 0 -> 1",)


def _measures() -> tuple[str, ...]:
    from evaluation.score import GAINS, LOSSES, NOISE

    return (*GAINS, *LOSSES, *NOISE, *MEASURES)


def mark(**changes: Any) -> dict[str, Any]:
    return {"state": "selected", "label": "Yes", "confidence": 0.9, **PLACE, **changes}


TRUTH = {"marks": [{"state": "selected", "label": "Yes", "labels": ["Yes", "Open Yes"], "how": "", **PLACE}]}


@pytest.mark.parametrize(("label", "right"), [("yes", 1), ("Open: Yes", 1), ("No", 0), ("", 0)])
def test_a_label_is_right_where_a_person_would_read_it_so(label: str, right: int) -> None:
    assert score_form(TRUTH, [mark(label=label)])[0]["label_right"] == right


def test_marks_where_no_box_is_are_false_and_boxes_without_marks_are_told() -> None:
    got, remarks = score_form(TRUTH, [mark(x0=300.0, x1=310.0)])
    assert (got["found"], got["false"], got["boxes"]) == (0, 1, 1)
    assert remarks == ["p.1 'Yes' (untouched): not found"]
