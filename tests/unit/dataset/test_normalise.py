from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import pytest

from tests.made_records import PLACE, choice, narrative, record
from toolkit_extract.dataset.normalise import (
    normalise,
    record_to_answer_rows,
    record_to_assessment_rows,
    record_to_finding_rows,
    record_to_mark_rows,
    record_to_return_row,
    standard_id,
)
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, FileResult, Outcome
from toolkit_extract.schemas.record import AuthorityRef, Choice, ChoiceState, Narrative, NarrativeState, Plan
from toolkit_extract.schemas.region import LineRegion, PageRegion
from toolkit_extract.schemas.tables import TABLE_NAMES, Row, table_of
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Standard, Toolkit


def rating(toolkit: Toolkit, question_id: str, *selected: str, **fields: object) -> Choice:
    question = toolkit.question(question_id)
    assert isinstance(question, ChoiceQuestion)
    return choice(question, *selected, **fields)


def row_of(rows: list[Row], **wanted: object) -> Row:
    (row,) = [row for row in rows if all(row[column] == value for column, value in wanted.items())]
    return row


def all_rows_of(outcome: Outcome, toolkit: Toolkit) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: [] for name in TABLE_NAMES}
    for _, rows in normalise(outcome.in_order(), toolkit):
        for name, some in rows.items():
            tables[name] += some
    return tables


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_rows_have_exactly_the_columns_of_their_table(
    name: str, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        first = toolkit.standards[0].number
        made = record(toolkit, findings=(finding("standard.repeated", "twice", standard=first),))
        failed = FailedFile(path="b.txt", code="file.empty", message="b.txt: the file is empty")
        copy = DuplicateFile.of(made, "c.txt")
        rows = all_rows_of(Outcome(records=(made,), failed=(failed,), duplicates=(copy,)), toolkit)[name]
        assert rows
        for row in rows:
            assert set(row) == set(table_of(name, toolkit).columns)


def test_a_complete_return_makes_a_row_for_each_standard_answer_and_box(amhp: Toolkit) -> None:
    rows = all_rows_of(Outcome(records=(record(amhp),)), amhp)
    assert {name: len(table) for name, table in rows.items()} == {
        "assessments": 28, "answers": 28 * 6, "marks": 28 * 8, "returns": 1, "findings": 0,
    }  # fmt: skip


def test_a_rating_without_one_option_has_no_score_and_its_state_says_why(amhp: Toolkit) -> None:
    both = rating(
        amhp, "evaluate", "partially", "not_at_all", needs_review=True, review_reasons=("two ticks",)
    )
    made = record(amhp, changed={"1.2": {"evaluate": both}})
    row = row_of(record_to_assessment_rows(made, amhp), standard="1.2")
    assert (row["evaluate"], row["evaluate_score"], row["evaluate_state"]) == (
        None,
        None,
        "multiple_selected",
    )
    assert row["needs_review"] is True
    assert row["review_reasons"] == "evaluate: two ticks"


def test_missing_text_is_a_missing_value_and_never_an_empty_string(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"map": narrative("")}})
    assert row_of(record_to_assessment_rows(made, amhp), standard="1.1")["map"] is None
    answer = row_of(record_to_answer_rows(made), standard="1.1", answer="map")
    assert (answer["text"], answer["state"], answer["option"], answer["score"]) == (None, "blank", None, None)


def test_plan_text_stands_under_its_horizon_or_under_none(amhp: Toolkit) -> None:
    horizons = {"short_term": narrative("now"), "medium_term": narrative(""), "long_term": narrative("later")}
    plan = Plan.model_validate({**horizons, "unassigned": narrative("some time", needs_review=True)})
    made = record(amhp, changed={"2.1": {"plan": plan}})
    row = row_of(record_to_assessment_rows(made, amhp), standard="2.1")
    texts = [row[f"plan_{part}"] for part in ("short_term", "medium_term", "long_term", "unassigned")]
    assert texts == ["now", None, "later", "some time"]
    assert row["needs_review"] is True


def test_a_finding_that_asks_for_a_look_flags_the_row_of_its_standard_alone(amhp: Toolkit) -> None:
    doubts = (
        finding("standard.repeated", "twice", standard="1.3"),
        finding("plan.after_labels", "all labels first", standard="1.4", answer="plan.long_term"),
        finding("choice.remark", "words beside", standard="2.1", answer="evaluate"),
    )
    rows = record_to_assessment_rows(record(amhp, findings=doubts), amhp)
    flagged = {row["standard"]: row["review_reasons"] for row in rows if row["needs_review"]}
    assert flagged == {"1.3": "standard.repeated", "1.4": "plan.long_term: plan.after_labels"}


def test_a_finding_does_not_repeat_the_reason_of_its_answer(amhp: Toolkit) -> None:
    doubtful = rating(amhp, "evaluate", needs_review=True, review_reasons=("boxes lost",))
    doubts = (finding("choice.not_recoverable", "boxes lost", standard="1.1", answer="evaluate"),)
    made = record(amhp, findings=doubts, changed={"1.1": {"evaluate": doubtful}})
    assert (
        row_of(record_to_assessment_rows(made, amhp), standard="1.1")["review_reasons"]
        == "evaluate: boxes lost"
    )


def test_the_place_of_an_answer_is_the_box_round_its_regions_on_their_first_page(amhp: Toolkit) -> None:
    regions = (
        PageRegion(page=2, x0=10, top=700, x1=200, bottom=790.12345),
        PageRegion(page=2, x0=12, top=650, x1=210, bottom=700),
        PageRegion(page=3, x0=1, top=50, x1=2, bottom=60),
    )
    made = record(amhp, changed={"1.1": {"map": narrative("text", regions=regions)}})
    row = row_of(record_to_answer_rows(made), standard="1.1", answer="map")
    assert [row[name] for name in ("page", "x0", "top", "x1", "bottom")] == [2, 10, 650, 210, 790.123]


def test_a_format_without_pages_has_empty_places(amhp: Toolkit) -> None:
    made = record(
        amhp, changed={"1.1": {"map": narrative("text", regions=(LineRegion(line_start=1, line_end=2),))}}
    )
    row = row_of(record_to_answer_rows(made), standard="1.1", answer="map")
    assert [row[name] for name in ("page", "x0", "top", "x1", "bottom")] == [None] * 5


def test_a_box_row_says_how_its_state_is_known_and_where(amhp: Toolkit) -> None:
    row = row_of(record_to_mark_rows(record(amhp)), standard="1.1", answer="evaluate", option="not_at_all")
    assert (row["state"], row["method"], row["confidence"]) == ("selected", "unicode_glyph", 0.99)
    assert (row["page"], row["x0"], row["bottom"]) == (PLACE.page, PLACE.x0, PLACE.bottom)


def test_a_box_of_which_nothing_is_known_has_no_method_and_no_confidence(amhp: Toolkit) -> None:
    marks = dict.fromkeys(("no_risk", "low", "medium", "high"), MarkState.UNKNOWN)
    lost = Choice(state=ChoiceState.NOT_RECOVERABLE, marks=marks, confidence=0.0, needs_review=True)
    made = record(amhp, changed={"1.1": {"prioritise": lost}})
    row = row_of(record_to_mark_rows(made), standard="1.1", answer="prioritise", option="low")
    assert (row["state"], row["method"], row["confidence"]) == ("unknown", None, None)


def test_a_rating_that_the_return_lacks_makes_no_boxes_but_keeps_its_answer_row(amhp: Toolkit) -> None:
    absent = Choice(state=ChoiceState.ABSENT, marks={}, confidence=1.0)
    gone = Narrative(state=NarrativeState.ABSENT, confidence=1.0)
    made = record(amhp, changed={"6.4": {"evaluate": absent, "map": gone, "found": False}})
    rows = [row for row in record_to_mark_rows(made) if row["standard"] == "6.4"]
    assert {row["answer"] for row in rows} == {"prioritise"}
    assert row_of(record_to_answer_rows(made), standard="6.4", answer="evaluate")["state"] == "absent"
    assert record_to_return_row(made, amhp)["standards_found"] == 27


def test_words_beside_the_options_are_the_text_of_a_rating(amhp: Toolkit) -> None:
    made = record(
        amhp, changed={"1.1": {"evaluate": rating(amhp, "evaluate", "partially", remark="see notes")}}
    )
    assert row_of(record_to_answer_rows(made), standard="1.1", answer="evaluate")["text"] == "see notes"


def test_an_error_finding_makes_a_return_partial(amhp: Toolkit) -> None:
    assert record_to_return_row(record(amhp), amhp)["status"] == "complete"
    unread = record(amhp, findings=(finding("page.unread", "page 3 has no text", page=3),))
    row = record_to_return_row(unread, amhp)
    assert (row["status"], row["needs_review"], row["findings"]) == ("partial", True, 1)


def test_a_failed_file_keeps_what_the_manifest_says_of_it(amhp: Toolkit) -> None:
    known = AuthorityRef(name="Walsall", gss_code="E08000030", method="manifest", confidence=1.0)
    failed = FailedFile(
        path="w.pdf",
        sha256="ab" * 32,
        code="file.damaged",
        message="w.pdf: damaged",
        authority=known,
        submitted="2024-02-01",
    )
    (row,) = all_rows_of(Outcome(failed=(failed,)), amhp)["returns"]
    assert (row["status"], row["error"], row["return_id"]) == ("failed", "w.pdf: damaged", "ab" * 8)
    assert (row["authority"], row["authority_method"], row["submitted"]) == (
        "Walsall",
        "manifest",
        "2024-02-01",
    )
    assert row["standards_found"] is None
    assert row["needs_review"] is None


def test_a_duplicate_has_no_counts_so_that_sums_count_each_return_once(amhp: Toolkit) -> None:
    made = record(amhp)
    copy = DuplicateFile.of(made, "copy.txt")
    rows = all_rows_of(Outcome(records=(made,), duplicates=(copy,)), amhp)["returns"]
    assert [(row["status"], row["standards_found"]) for row in rows] == [
        ("duplicate", None),
        ("complete", 28),
    ]
    assert len({row["return_id"] for row in rows}) == 1


def test_findings_about_the_whole_return_stand_before_those_of_standards(amhp: Toolkit) -> None:
    doubts = (
        finding("standard.missing", "6.4", standard="6.4"),
        finding("standard.missing", "1.2", standard="1.2"),
        finding("text.outside", "a letter"),
    )
    rows = record_to_finding_rows(record(amhp, findings=doubts))
    assert [row["standard"] for row in rows] == [None, "1.2", "6.4"]


def test_standard_1_2_stands_before_1_10(amhp: Toolkit) -> None:
    standards = tuple(Standard(number=f"1.{number}", section=1, title="t") for number in (10, 2, 1))
    toolkit = amhp.model_copy(update={"standards": standards})
    rows = record_to_assessment_rows(record(toolkit), toolkit)
    assert [row["standard_id"] for row in rows] == ["S1.1", "S1.2", "S1.10"]
    assert standard_id("1.10") == "S1.10"


def test_one_result_is_normalised_at_a_time(amhp: Toolkit) -> None:
    taken = []

    def results() -> Iterator[FileResult]:
        for path in ("a.txt", "b.txt"):
            taken.append(path)
            yield record(amhp, path)

    next(normalise(results(), amhp))
    assert taken == ["a.txt"]


def test_rows_are_the_same_in_whatever_order_the_records_come(amhp: Toolkit) -> None:
    walsall = AuthorityRef(name="Walsall", gss_code="E08000030", method="cover", confidence=0.9)
    records = (
        record(amhp, "b.txt"),
        record(amhp, "a.txt", authority=walsall),
        record(amhp, "c.txt", authority=AuthorityRef()),
    )
    every = [all_rows_of(Outcome(records=order), amhp) for order in permutations(records)]
    assert all(rows == every[0] for rows in every)
    assert [row["authority"] for row in every[0]["returns"]] == ["Dudley", "Walsall", None]


@dataclass(frozen=True)
class Untouched:
    raw: str
    cell: str


@pytest.mark.parametrize("case", [Untouched("=1+1", "=1+1"), Untouched("a\x0bb", "ab")])
def test_rows_hold_clean_text_and_leave_formulas_to_the_files(case: Untouched, amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"map": narrative(case.raw)}})
    assert row_of(record_to_assessment_rows(made, amhp), standard="1.1")["map"] == case.cell
