"""The date that a return states for itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_extract.authorities import find_submission_date


@pytest.mark.parametrize(
    "cover, stated",
    [
        (["Date of submission: 14 March 2023"], date(2023, 3, 14)),
        (["Date submitted: 14th of March 2023"], date(2023, 3, 14)),  # ordinal
        (["Submission date", "14/03/2023"], date(2023, 3, 14)),  # label and answer in two cells
        (["Submitted on Tuesday, 14 March 2023 by the lead"], date(2023, 3, 14)),  # words behind it
        (["Date of submission: March 14, 2023"], date(2023, 3, 14)),
        (["Date of submission: 03/04/2023"], date(2023, 4, 3)),  # day first
        (["Date of submission: 1.4.23"], date(2023, 4, 1)),  # two figures for the year
        (["Date of submission: 2023-04-01"], date(2023, 4, 1)),  # ISO
        (["**Date completed:** 14 Mar 2023."], date(2023, 3, 14)),  # Markdown, abbreviated month
        (["Authority: Anyshire\nDate of return:\t5 May 2024"], date(2024, 5, 5)),  # a line of a paragraph
        (
            ["Completed: 1 May 2023", "Submitted: 3 May 2023"],
            date(2023, 5, 3),
        ),  # submission before completion
        (["Date submitted: 1 May 2023", "Submitted 01/05/2023"], date(2023, 5, 1)),  # twice the same
    ],
)
def test_a_date_behind_its_label_is_read(cover: list[str], stated: date) -> None:
    assert find_submission_date(cover) == stated


@pytest.mark.parametrize(
    "cover",
    [
        [],
        ["Completed 03/2023"],  # no day
        ["Date of submission: 14 March"],  # no year
        ["Date: 1 May 2023"],  # of what?
        ["The plan runs from 1 May 2023"],  # another date
        ["To be submitted by 1 May 2023"],  # a deadline
        ["Submission deadline: 1 May 2023"],
        ["Date completed: 31/02/2023"],  # no such day
        ["Date of submission: 03/14/2023"],  # month first
        ["Date of submission: 14-16 March 2023"],  # a range
        ["Date of submission: 14/03/2023 - 16/03/2023"],
        ["Date submitted: 1 May 2023", "Date submitted: 2 May 2023"],  # two answers
        ["Date of submission: 1 May 1923"],  # a slip
        ["Date of submission", "Name of lead"],  # left blank
    ],
)
def test_anything_less_is_no_date(cover: list[str]) -> None:
    assert find_submission_date(cover) is None


@given(st.dates(min_value=date(2010, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_as_it_was_written(day: date) -> None:
    assert find_submission_date([f"Date of submission: {day:%d/%m/%Y}"]) == day
    assert find_submission_date([f"Date of submission: {day.day} {day:%B %Y}"]) == day


@given(st.lists(st.text()))
def test_no_text_breaks_the_search(paragraphs: list[str]) -> None:
    found = find_submission_date(paragraphs)
    assert found is None or isinstance(found, date)
