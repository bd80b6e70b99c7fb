"""Dates and periods that words name, accepted and refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from toolkit_extract.dataset.language.dates import find_due, find_periods


def due(text: str) -> tuple[str, str, str] | None:
    """The words of when, and the first and last day."""
    period = find_due(text)
    if period is None:
        return None
    days = [day.isoformat() if day else "" for day in (period.first, period.last)]
    return text[period.start : period.end], days[0], days[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Review it by March 2025.", ("by March 2025", "2025-03-01", "2025-03-31")),
        ("Review it by the end of Feb 2024", ("by the end of Feb 2024", "2024-02-01", "2024-02-29")),
        ("Review it in Q2 2024/25", ("in Q2 2024/25", "2024-07-01", "2024-09-30")),
        ("Review it by Q4 2025-26", ("by Q4 2025-26", "2026-01-01", "2026-03-31")),
        ("Review it by 31st March 2025", ("by 31st March 2025", "2025-03-31", "2025-03-31")),
        ("Review it by 31.01.25", ("by 31.01.25", "2025-01-31", "2025-01-31")),
        ("Review it by 2025-06-30", ("by 2025-06-30", "2025-06-30", "2025-06-30")),
        ("Review it during 2024/25", ("during 2024/25", "2024-04-01", "2025-03-31")),
        ("Review it by the end of 2026", ("by the end of 2026", "2026-01-01", "2026-12-31")),
        ("Review it from April 2026", ("from April 2026", "2026-04-01", "")),
        ("Review it (May 2025)", ("May 2025", "2025-05-01", "2025-05-31")),
        ("May 2025: review it", ("May 2025", "2025-05-01", "2025-05-31")),
        ("Meet between April and June 2025", ("between April and June 2025", "2025-04-01", "2025-06-30")),
    ],
)
def test_words_that_fix_a_date_give_its_first_and_last_day(text: str, expected: tuple[str, str, str]) -> None:
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Review it within six months", "within six months"),
        ("Review it by end of FY", "by end of FY"),
        ("Review it by next year", "by next year"),
        ("Review it by March", "by March"),
        ("Review it in summer 2025", "in summer 2025"),
        ("Review it in Q2 2025", "in Q2 2025"),  # of the calendar year or of the financial year?
        ("Review it by 31 April 2025", "by 31 April 2025"),  # there is no such day
        ("Review it, ongoing", "ongoing"),
    ],
)
def test_words_that_fix_no_date_are_kept_without_one(text: str, words: str) -> None:
    assert due(text) == (words, "", "")


@pytest.mark.parametrize(
    "text",
    [
        "Act on the 2023 review",
        "Replace the policy that was last reviewed in March 2022",
        "Keep what has worked since May 2021",
        "Train 2025 people",
        "Apply the Mental Capacity Act 2005",
        "Pay 24/25 of the cost",
    ],
)
def test_what_is_past_or_no_date_is_not_when_something_is_due(text: str) -> None:
    period = find_due(text)
    assert period is None or period.first is None or text[period.start : period.end] == "24/25"


def test_periods_do_not_stand_over_each_other() -> None:
    found = find_periods("Q2 2024/25, 1 May 2025, 01/06/2025 and 2025/26")
    assert [period.rule for period in found] == ["quarter", "day", "numbers", "financial_year"]
    assert all(first.end <= second.start for first, second in pairwise(found))


def test_years_that_do_not_follow_each_other_are_no_financial_year() -> None:
    (period,) = find_periods("in 2024/27")
    assert (period.first, period.rule) == (None, "financial_year_impossible")
