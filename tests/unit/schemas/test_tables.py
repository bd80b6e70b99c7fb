from __future__ import annotations

import pytest

from toolkit_extract.errors import BrokenToolkit
from toolkit_extract.schemas.tables import TABLE_NAMES, clean_text, table_of, tables_of
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.toolkits.load import parse_toolkit

# The columns that scripts and notebooks hang on, in their order.
FIXED = {
    "assessments": """return_id authority gss_code region standard_id standard section title evaluate evaluate_score
        evaluate_state prioritise prioritise_score prioritise_state map plan_short_term plan_medium_term plan_long_term
        plan_unassigned needs_review review_reasons source_file current reviewed""",
    "answers": """return_id authority gss_code standard_id standard answer kind state text option score confidence
        method needs_review page x0 top x1 bottom reviewed""",
    "marks": """return_id gss_code standard_id standard answer option state method confidence page x0 top x1
        bottom""",
    "returns": """return_id source_file sha256 format pages authority gss_code authority_method submitted toolkit status
        error standards_found standards_expected choices_selected choices_not_recoverable findings needs_review
        error_code current superseded_by""",
    "findings": """return_id source_file standard answer code severity message page standard_id""",
}


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_the_amhp_toolkit_makes_exactly_the_columns_that_are_promised(name: str, amhp: Toolkit) -> None:
    assert table_of(name, amhp).columns == tuple(FIXED[name].split())


def test_columns_of_another_toolkit_follow_its_questions_ratings_first(other_toolkit: Toolkit) -> None:
    columns = table_of("assessments", other_toolkit).columns
    start, end = columns.index("title") + 1, columns.index("needs_review")
    assert columns[start:end] == (
        "progress", "progress_score", "progress_state", "evidence", "actions_this_year", "actions_unassigned",
    )  # fmt: skip


def test_keys_name_columns_that_exist(amhp: Toolkit, other_toolkit: Toolkit) -> None:
    for toolkit in (amhp, other_toolkit):
        tables = {table.name: table for table in tables_of(toolkit)}
        for table in tables.values():
            assert set(table.primary_key) <= set(table.columns)
            for key in table.foreign_keys:
                assert set(key.fields) <= set(table.columns)
                assert set(key.references) <= set(tables[key.table].columns)


def test_no_column_stands_twice(amhp: Toolkit) -> None:
    for table in tables_of(amhp):
        assert len(set(table.columns)) == len(table.columns)


def test_options_are_ordered_from_lowest_to_highest(amhp: Toolkit) -> None:
    fields = {field.name: field for field in table_of("assessments", amhp).fields}
    assert [category.value for category in fields["prioritise"].categories] == [
        "no_risk",
        "low",
        "medium",
        "high",
    ]
    assert fields["prioritise"].ordered


def test_every_column_that_may_be_empty_says_what_empty_means(amhp: Toolkit) -> None:
    for table in tables_of(amhp):
        for field in table.fields:
            assert field.description.endswith(".")
            assert field.required or field.missing


TOOLKIT = """
id = "t"
name = "T"
version = "1"
[[sections]]
number = 1
title = "One"
[[standards]]
number = "1"
section = 1
title = "First"
"""
QUESTION = """
[[questions]]
id = "{id}"
kind = "{kind}"
column = "{id}"
"""
OPTIONS = "options = [{code='a', label='A', score=1}, {code='b', label='B', score=2}]\n"


def test_a_question_whose_column_every_table_has_is_refused() -> None:
    with pytest.raises(BrokenToolkit, match="'region' stands twice among the columns"):
        parse_toolkit(TOOLKIT + QUESTION.format(id="region", kind="narrative"), "t.toml")


def test_questions_whose_columns_would_be_the_same_are_refused() -> None:
    rating = QUESTION.format(id="x", kind="choice") + OPTIONS
    text = QUESTION.format(id="x_score", kind="narrative")
    with pytest.raises(BrokenToolkit, match="'x_score' stands twice"):
        parse_toolkit(TOOLKIT + rating + text, "t.toml")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),  # every line end is a newline
        ("a\x0bb\x00c\x7fd\x85e", "abcde"),  # vertical tab, NUL, DEL, next line
        ("tab\tstays", "tab\tstays"),
        (" \n ", None),  # nothing is left
        ("\x1b[31mred", "[31mred"),  # no escape reaches a terminal
    ],
)
def test_control_characters_are_taken_out_of_cells(text: str, cleaned: str | None) -> None:
    assert clean_text(text) == cleaned
