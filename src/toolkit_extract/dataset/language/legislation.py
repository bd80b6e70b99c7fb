"""Which sections and Acts does a text name, also as optical character recognition writes them?

`s.117`, `section 140`, `S135/136`, `sections 2 and 3`; `SI40` and `I17`, in which a 1 was read as a letter, are a
looser match, and the method says so. Normalised: `s.117`, and the Act's full name for its abbreviation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit_extract.dataset.language.taken import Taken

MHA_SECTIONS = frozenset(
    "2 3 4 5 7 8 11 12 13 14 15 16 17 18 19 20 23 25 26 29 35 36 37 38 41 42 45 47 48 49 57 58 62 63 "
    "66 67 68 72 75 114 115 117 "
    "118 120 121 126 127 129 130 131 132 133 134 135 136 137 138 139 140 141 142 145".split()
)
"""Sections of the Mental Health Act 1983, and those of other Acts that the field names by number alone."""
_NUMBER = r"\d{1,3}[A-D]?(?:\s?\(\d{1,2}[A-Z]?\))?(?:\s?\([a-z]\))?"
_WORDED = re.compile(
    rf"\b(?:sections?|sect?s?\.?|ss?\.)\s?(?P<numbers>{_NUMBER}(?:\s?(?:,|/|&|and|or|to)\s?{_NUMBER})*)(?![\w%])",
    re.IGNORECASE,
)
_SHORT = re.compile(rf"\b[sS]\s?(?P<numbers>{_NUMBER}(?:/{_NUMBER})?)(?![\w.%]*\w)")
_MISREAD = re.compile(r"\b(?:[sS5]\.?)?(?P<digits>[1Il|]{1,2}[0-9OoIl|]{1,2})\b")
_BARE = re.compile(
    r"(?<![\w.£/-])(?P<digits>117|135|136|140)(?=\s+(?:after-?care|suites?|detentions?|warrants?|assessments|"
    r"meetings?|polic(?:y|ies)|agreements?|reviews?)\b)"
)
# "We held 117 meetings": they are counted.
_COUNTED = re.compile(
    r"\b(?:held|had|were|made|did|completed|some|about|over|than|only|all|another|total of)\s$", re.IGNORECASE
)
_OF_A_PAPER = re.compile(
    r"\s+(?:of\s+(?:this|the|our)\s+(?:form|toolkit|tool|report|return|document|template|policy|strategy)|above|below)\b",
    re.IGNORECASE,
)
_ACTS = {
    "Mental Health Act 1983": r"Mental Health Act(?:\s1983)?|MHA(?:\s1983)?",
    "Mental Health Act 2007": r"Mental Health Act\s2007|MHA\s2007",
    "Mental Capacity Act 2005": r"Mental Capacity Act(?:\s2005)?|MCA(?:\s2005)?",
    "Care Act 2014": r"Care Act(?:\s2014)?",
    "Human Rights Act 1998": r"Human Rights Act(?:\s1998)?|HRA",
    "Equality Act 2010": r"Equality Act(?:\s2010)?",
    "Children Act 1989": r"Children(?:'s|’s)? Act(?:\s1989)?",
    "Data Protection Act 2018": r"Data Protection Act(?:\s2018)?",
    "UK GDPR": r"(?:UK\s)?GDPR",
    "Police and Criminal Evidence Act 1984": (
        r"Police and Criminal Evidence Act(?:\s1984)?|PACE\b(?=\s(?:code|interview|clock|Act))"
    ),
    "Deprivation of Liberty Safeguards": r"DoLS|DOLS|Deprivation of Liberty Safeguards",
    "Liberty Protection Safeguards": r"LPS|Liberty Protection Safeguards",
    "Code of Practice": r"Code of Practice|MHA Code|CoP\b",
}
_ACT = re.compile(
    "|".join(rf"(?P<act{number}>\b(?:{pattern})\b)" for number, pattern in enumerate(_ACTS.values()))
)
_ACT_NAMES = tuple(_ACTS)
_LETTERS = str.maketrans("Il|Oo", "11100")


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference to law: where its words stand, its normalised form, and how it is known."""

    start: int
    end: int
    normalised: str
    method: str


def find_legislation(text: str) -> list[Reference]:
    """References from left to right, none over another; the stricter pattern wins."""
    taken = Taken(len(text))
    found = (*_acts(text), *_sections(text), *_misread(text))
    kept = [reference for reference in found if taken.take(reference.start, reference.end)]
    return sorted(kept, key=lambda reference: reference.start)


def _acts(text: str) -> Iterator[Reference]:
    for match in _ACT.finditer(text):
        name = _ACT_NAMES[int((match.lastgroup or "act0").removeprefix("act"))]
        if match[0].endswith("2007"):
            name = "Mental Health Act 2007"
        yield Reference(*match.span(), name, "rule:act")


def _sections(text: str) -> Iterator[Reference]:
    for pattern, known_alone in ((_WORDED, False), (_SHORT, True)):
        for match in pattern.finditer(text):
            numbers = re.findall(_NUMBER, match["numbers"])
            bare = [re.sub(r"\s?\(.*", "", number) for number in numbers]
            if _OF_A_PAPER.match(text, match.end()):
                continue
            if known_alone and any(number.rstrip("ABCD") not in MHA_SECTIONS for number in bare):
                continue
            yield Reference(
                *match.span(), "; ".join(f"s.{number.replace(' ', '')}" for number in numbers), "rule:section"
            )


def _misread(text: str) -> Iterator[Reference]:
    for match in _MISREAD.finditer(text):
        digits = match["digits"]
        section = digits.translate(_LETTERS)
        if not any(sign.isdigit() for sign in digits) or digits == section or section not in MHA_SECTIONS:
            continue
        if len(section) < 3 and match[0] == digits:  # "I2" alone may be anything
            continue
        yield Reference(*match.span(), f"s.{section}", "looser:letter_for_digit")
    for match in _BARE.finditer(text):
        if _COUNTED.search(text[max(match.start() - 20, 0) : match.start()]):
            continue
        yield Reference(*match.span(), f"s.{match['digits']}", "looser:number_alone")
