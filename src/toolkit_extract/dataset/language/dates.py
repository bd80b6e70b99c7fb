"""Which dates and periods do words name, and when is something due?

Text in, `Period`s out: ISO dates where the words name a day, month, quarter of a financial year, financial year or
calendar year; no dates where they name none for certain ("within six months", "summer 2025", "Q2 2025", in which the
quarter may be of either year). The words are kept by their span. Financial years run from 1 April.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from toolkit_extract.dataset.language.taken import Taken

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?P<year>(?:20)\d\d|['’]?\d\d)(?![\d/])"
_FULL_YEAR = r"(?P<year>20\d\d)(?![\d/.-])"
_FINANCIAL_YEAR = r"(?P<year>20\d\d|\d\d)\s?[/–-]\s?(?P<next>20\d\d|\d\d)(?![\d/])"
_QUARTER = r"(?:Q|quarter\s|qtr\s?)(?P<quarter>[1-4])"
_DAY_ENDS = r"(?:st|nd|rd|th)?"
QUARTER_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Period:
    """A date or period and where its words stand.

    Attributes:
        start: characters before it, from 0.
        end: characters up to and with its last one.
        first: its first day, or None.
        last: its last day, or None.
        rule: the pattern that found it.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    rule: str


def _year(words: str) -> int:
    digits = words.strip("'’")
    return int(digits) if len(digits) > 2 else 2000 + int(digits)


def _month(match: re.Match[str]) -> tuple[date, date]:
    year, month = _year(match["year"]), MONTHS[match["month"].casefold()]
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(match: re.Match[str]) -> tuple[date, date]:
    day = date(_year(match["year"]), MONTHS[match["month"].casefold()], int(match["day"]))
    return day, day


def _numbers(match: re.Match[str]) -> tuple[date, date]:
    day = date(_year(match["year"]), int(match["month"]), int(match["day"]))
    return day, day


def _iso(match: re.Match[str]) -> tuple[date, date]:
    return _numbers(match)


def _financial_year(match: re.Match[str]) -> tuple[date, date]:
    year, following = _year(match["year"]), _year(match["next"])
    if following != year + 1:
        raise ValueError("the years do not follow each other")
    return date(year, 4, 1), date(following, 3, 31)


def _quarter(match: re.Match[str]) -> tuple[date, date]:
    year = _financial_year(match)[0].year
    month = 4 + QUARTER_MONTHS * (int(match["quarter"]) - 1)
    year, month = (year, month) if month <= 12 else (year + 1, month - 12)
    last = month + QUARTER_MONTHS - 1
    return date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])


def _calendar_year(match: re.Match[str]) -> tuple[date, date]:
    year = _year(match["year"])
    return date(year, 1, 1), date(year, 12, 31)


def _months(match: re.Match[str]) -> tuple[date, date]:
    year = _year(match["year"])
    first, last = MONTHS[match["first"].casefold()], MONTHS[match["month"].casefold()]
    if first > last:
        raise ValueError("the first month is after the last")
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


_Reader = Callable[[re.Match[str]], tuple[date, date]]
_MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
# In this order: what an earlier pattern takes, a later one does not see.
PATTERNS: tuple[tuple[str, re.Pattern[str], _Reader | None], ...] = tuple(
    (rule, re.compile(pattern, re.IGNORECASE), reader)
    for rule, pattern, reader in (
        ("quarter", rf"\b{_QUARTER}\s*(?:of\s)?(?:FY\s?)?{_FINANCIAL_YEAR}", _quarter),
        ("iso", r"\b(?P<year>20\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b", _iso),
        ("day", rf"\b(?P<day>[0-3]?\d){_DAY_ENDS}\s(?:of\s)?{_MONTH},?\s{_YEAR}", _day),
        ("day", rf"\b{_MONTH}\s(?P<day>[0-3]?\d){_DAY_ENDS},?\s(?P<year>20\d\d)\b", _day),
        ("numbers", r"(?<![\d/.])(?P<day>[0-3]?\d)([/.-])(?P<month>[01]?\d)\2(?P<year>20\d\d|\d\d)(?![\d/])", _numbers),
        ("months", rf"\b(?P<first>{_MONTH_NAMES})\b\s?(?:and|to|–|-|/)\s?{_MONTH}\s{_YEAR}", _months),
        ("month", rf"\b{_MONTH}\s{_YEAR}", _month),
        ("month_and_year", rf"\b{_MONTH}\s?[-–/]\s?(?P<year>20\d\d|['’]?[2-4]\d)(?![\d/-])", _month),
        ("financial_year", rf"(?<![\d/£.-])(?:FY\s?|financial\syear\s)?\b{_FINANCIAL_YEAR}", _financial_year),
        ("season", r"\b(?:early|late|spring|summer|autumn|winter|easter|christmas)\s20\d\d\b", None),
        ("quarter_of_either_year", rf"\b{_QUARTER}(?:\s*(?:of\s)?20\d\d\b)?", None),
    )
)  # fmt: skip
_DUE_YEAR = re.compile(
    rf"\b(?:by|before|during|in|until|end\sof|start\sof|throughout)\s(?:the\s)?(?:end\sof\s)?(?:the\s)?(?P<date>{_FULL_YEAR})"
    r"(?=\s*(?:[.,;)]|$|\n|and\b|with\b|to\b))",
    re.IGNORECASE,
)
_COUNT = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|the\snext|next|the\scoming)"
_UNANCHORED = re.compile(
    rf"\b(?:within|over|in)\s(?:the\snext\s)?{_COUNT}(?:\s?(?:-|–|to)\s?\d+)?\s?(?:days?|weeks?|months?|years?|quarters?)\b"
    r"|\b(?:by\s)?(?:the\s)?end\sof\s(?:the\s|this\s|next\s)?(?:FY|financial\syear|calendar\syear|year|quarter|month)\b"
    r"|\b(?:by\s)?(?:this|next)\s(?:financial\syear|year|quarter|month|spring|summer|autumn|winter)\b"
    rf"|\bby\s(?:the\s)?(?:end\sof\s)?(?:{_MONTH_NAMES}|spring|summer|autumn|winter|easter|christmas|year\send)\b"
    r"|\bongoing\b|\bon-going\b|\bimmediately\b|\bas\ssoon\sas\spossible\b|\basap\b",
    re.IGNORECASE,
)
_BEFORE_DUE = re.compile(
    r"\b(?:by|before|until|due|from|in|on|during|for|between|no\slater\sthan|starting|target(?:\sdate)?:?|deadline:?)"
    r"\s(?:the\s)?(?:(?:start|beginning|middle|mid|end)\s(?:of\s)?)?(?:the\s)?$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"(?<!\bbe\s)\b(?:since|dated|last|reviewed|published|approved|changed|updated|held|signed|following|after|"
    r"as of)\s(?:\w+\s)?(?:in\s|on\s)?$",
    re.IGNORECASE,
)
_ONLY_START = re.compile(r"\b(?:from|starting)\s(?:the\s)?(?:start\sof\s)?$", re.IGNORECASE)


_DIGIT = re.compile(r"\d")
_BEGINS_WITH_DUE = re.compile(
    rf"(?:by|before|until|due|from|in|on|during|for|between|no|starting|target|deadline|within|over|end|this|next|the|early|late|"
    rf"spring|summer|autumn|winter|throughout|ongoing|immediately|FY|Q[1-4]|quarter|\d{{1,4}}|{_MONTH_NAMES})\b",
    re.IGNORECASE,
)


def find_periods(text: str) -> list[Period]:
    """Dates and periods from left to right, none over another."""
    if not _DIGIT.search(text):  # every pattern has one, and most sentences have none
        return []
    taken = Taken(len(text))
    periods: list[Period] = []
    for rule, pattern, reader in PATTERNS:
        periods += [
            _read(match, rule, reader) for match in pattern.finditer(text) if taken.take(*match.span())
        ]
    return sorted(periods, key=lambda period: period.start)


def find_due(text: str) -> Period | None:
    """When the action that a text words is due: its last such words, which stand in the span."""
    due = [*_dated(text), *_years(text)]
    if not due:
        due = [Period(*match.span(), None, None, "no_anchor") for match in _UNANCHORED.finditer(text)]
    return max(due, key=lambda period: period.start, default=None)


def _read(match: re.Match[str], rule: str, reader: _Reader | None) -> Period:
    first, last = None, None
    if reader is not None:
        try:
            first, last = reader(match)
        except ValueError:  # 31 April: the words are kept, and no date is made of them
            rule = f"{rule}_impossible"
    return Period(*match.span(), first, last, rule)


def due_at_start(text: str) -> Period | None:
    """When something is due whose words begin with that: "By March 2026, agree …"."""
    if not _BEGINS_WITH_DUE.match(text):
        return None
    loose = (Period(*match.span(), None, None, "no_anchor") for match in _UNANCHORED.finditer(text))
    found = [*_dated(text), *_years(text), *loose]
    return next((period for period in found if period.start == 0), None)


def _dated(text: str) -> Iterator[Period]:
    for period in find_periods(text):
        before = text[: period.start]
        lead = _BEFORE_DUE.search(before)
        if _PAST.search(before) or not (lead or _stands_alone(text, period)):
            continue
        start = lead.start() if lead else period.start
        last = None if _ONLY_START.search(before) else period.last
        yield Period(start, period.end, period.first, last, period.rule)


def _years(text: str) -> Iterator[Period]:
    for match in _DUE_YEAR.finditer(text):
        if not _PAST.search(text[: match.start()]):
            first, last = _calendar_year(match)
            yield Period(match.start(), match.end("date"), first, last, "year")


def _stands_alone(text: str, period: Period) -> bool:
    """Whether a date is set off from the words round it: in brackets, behind a dash or comma, before a colon."""
    before, after = text[: period.start].rstrip(), text[period.end :].lstrip()
    opened = not before or before[-1] in "(–-:,;"
    closed = not after or after[0] in ").:;–-,"
    return opened and closed
