"""On which day does a return say that it was submitted?

Only a date that stands directly behind a label of its own counts ("Date of submission: 14 March 2023"),
with day, month and year. Dates are read day first, as in the United Kingdom. Deadlines, months without a
day, ranges, days that do not exist and two different answers give no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_DATES = tuple(
    re.compile(
        _WEEKDAY + form + r"(?![\w/.-]*\d)(?!\s*(?:-|\u2013|\u2014|/|to|until|and|or)\s*\d)", re.IGNORECASE
    )
    for form in (
        rf"{_DAY}(?:\s+of)?[\s-]+{_MONTH}\.?,?[\s-]+(?P<year>\d{{4}}|\d{{2}})",
        rf"{_MONTH}\.?\s+{_DAY},?\s+(?P<year>\d{{4}})",
        r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
    )
)
_SUBMITTED = (
    r"(?:date\s+(?:of\s+)?(?:submission|submitted|return(?:ed)?)|(?:submission|return)\s+date"
    r"|submitted(?:\s+on)?)"
)
_COMPLETED = (
    r"(?:date\s+(?:of\s+)?(?:completion|completed|self[\s-]assessment|assessment)|(?:completion|assessment)\s+date"
    r"|(?:completed|signed\s+off)(?:\s+on)?)"
)
_LABELS = tuple(
    re.compile(
        rf"^[\s>*•|#_-]*(?:<[^>]*>\s*)*{label}\b[*_]*(?:\s*\(dd[^)]*\))?\s*(?:[:=|\u2013\u2014-]\s*)*[*_]*\s*",
        re.IGNORECASE,
    )
    for label in (_SUBMITTED, _COMPLETED)
)
_EARLIEST, _LATEST = 2010, 2099


def find_submission_date(paragraphs: Sequence[str]) -> date | None:
    """Return the day that a return's cover states for its submission, else for its completion, else None.

    Args:
        paragraphs: the cover's paragraphs in order; a date may stand in the paragraph after its label.
    """
    lines = [
        line.strip() for paragraph in paragraphs for line in re.split(r"[\n\x1e]", paragraph) if line.strip()
    ]
    for label in _LABELS:
        stated = set(_stated(lines, label))
        if stated:
            return stated.pop() if len(stated) == 1 else None
    return None


def _stated(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[date]:
    for index, line in enumerate(lines):
        match = label.match(line)
        if match is None:
            continue
        answer, whole = line[match.end() :], False
        if not answer and index + 1 < len(lines):
            answer, whole = lines[index + 1], True
        found = _date(answer, whole)
        if found is not None:
            yield found


def _date(text: str, whole: bool) -> date | None:
    for form in _DATES:
        match = form.fullmatch(text) if whole else form.match(text)
        if match is not None:
            return _day(match["day"], match["month"], match["year"])
    return None


def _day(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3].lower())
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if not _EARLIEST <= full_year <= _LATEST:
        return None
    try:
        return date(full_year, number, int(day))
    except ValueError:
        return None
