"""Rows of the tables of language for a record."""

from __future__ import annotations

from tests.made_records import narrative, record
from toolkit_extract.dataset.answers import answer_texts
from toolkit_extract.dataset.families import row_makers
from toolkit_extract.dataset.language.rows import language_row_maker
from toolkit_extract.schemas.record import Plan, ReturnRecord
from toolkit_extract.schemas.tables import table_of
from toolkit_extract.schemas.toolkit import Toolkit


def planned(toolkit: Toolkit) -> ReturnRecord:
    plan = Plan.model_validate({
        "short_term": narrative("- Review the lone working policy by March 2025\n- PSW to train six AMHPs on SI40"),
        "medium_term": narrative(""),
        "long_term": narrative("N/A"),
        "unassigned": narrative("Recruit a deputy."),
    })  # fmt: skip
    return record(toolkit, changed={"1.2": {"plan": plan, "map": narrative("There is no formal protocol.")}})


def test_rows_have_the_columns_of_their_table_and_what_must_not_be_empty(amhp: Toolkit) -> None:
    (make,) = row_makers(["language"], amhp)
    for name, made in make(planned(amhp)).items():
        table = table_of(name, amhp)
        rows = list(made)
        assert rows, name
        for row in rows:
            assert set(row) == set(table.columns)
            assert all(row[field.name] is not None for field in table.fields if field.required)
            for field in table.fields:
                if field.categories and row[field.name] is not None:
                    assert row[field.name] in {category.value for category in field.categories}
        keys = [tuple(row[column] for column in table.primary_key) for row in rows]
        assert len(set(keys)) == len(keys)


def test_spans_are_those_of_the_answers_text(amhp: Toolkit) -> None:
    made = planned(amhp)
    texts = {(standard.number, answer): text for standard, answer, text in answer_texts(made)}
    for rows in language_row_maker(amhp)(made).values():
        for row in rows:
            text = texts[str(row["standard"]), str(row["answer"])]
            words = text[int(row["start"] or 0) : int(row["end"] or 0)]
            assert " ".join(words.split()) == (row["term"] if "term" in row else row["text"])


def test_actions_are_numbered_within_their_answer_and_have_its_horizon(amhp: Toolkit) -> None:
    rows = [row for row in language_row_maker(amhp)(planned(amhp))["actions"] if row["standard"] == "1.2"]
    assert [(row["horizon"], row["action"], row["verb"], row["owner"], row["due_to"]) for row in rows] == [
        ("short_term", 1, "review", None, "2025-03-31"),
        ("short_term", 2, "train", "PSW", None),
        (None, 1, "recruit", None, None),
    ]


def test_plans_of_another_form_are_parted_too(other_toolkit: Toolkit) -> None:
    rows = language_row_maker(other_toolkit)(record(other_toolkit))
    assert set(rows) == {"actions", "mentions", "themes"}


def test_the_same_record_makes_the_same_rows(amhp: Toolkit) -> None:
    first, second = (language_row_maker(amhp)(planned(amhp)) for _ in range(2))
    assert first == second
