"""How a toolkit's own words are found: for each kind of word what is accepted, and what only looks like it."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.vocabulary import Vocabulary, fold_name, phrase, vocabulary_of, words_of
from toolkit_extract.schemas.toolkit import Toolkit


@pytest.fixture(scope="module")
def words(amhp: Toolkit) -> Vocabulary:
    return vocabulary_of(amhp)


NUMBERS = [
    ("1.1 Words", "1.1"),
    ("1.1. Words", "1.1"),
    ("1.1) Words", "1.1"),
    ("1.1: Words", "1.1"),
    ("1.1 – Words", "1.1"),
    ("1.1Words", "1.1"),  # a conversion ate the space
    ("1.1", "1.1"),
    ("1. 1 Words", "1. 1"),
    ("  **5.6** Words", "5.6"),
    ("# 2.3 Words", "2.3"),
    ("Standard 2.3 Words", "2.3"),
    ("AMHP Service Standard 2.3: Words", "2.3"),
    ("S2.3 Words", "2.3"),
    ("Q 2.3 Words", "2.3"),
]


@pytest.mark.parametrize(("line", "number"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_the_number_of_a_standard_begins_a_line(line: str, number: str, words: Vocabulary) -> None:
    match = words.number.match(line)
    assert match is not None
    assert match["number"] == number


@pytest.mark.parametrize(
    "line", ["1.10 Words", "1.1.2 Words", "12.1 Words", "1.1% of staff", "9.9 Words", "see 1.1", "1.1a"]
)
def test_other_numbers_are_no_standard_s(line: str, words: Vocabulary) -> None:
    assert words.number.match(line) is None


COLUMNS = [
    ("Map", "map"),
    ("MAP What evidence", "map"),
    ("**Evaluate**", "evaluate"),
    ("Plan:", "plan"),
    ("3. Plan", "plan"),
    ("Prioritisation", "prioritise"),
    ("> Prioritize – how", "prioritise"),
]


@pytest.mark.parametrize(("line", "question"), COLUMNS, ids=[row[0] for row in COLUMNS])
def test_a_column_s_name_begins_a_line(line: str, question: str, words: Vocabulary) -> None:
    match = words.column.match(line)
    assert match is not None
    assert words.question_named(match["name"]).id == question


@pytest.mark.parametrize(
    "line", ["Maps of the area", "Planned work", "Our plan", "Evaluated yearly", "Plan's end"]
)
def test_words_that_only_begin_like_a_column_s_name_are_none(line: str, words: Vocabulary) -> None:
    assert words.column.match(line) is None


@pytest.mark.parametrize(
    ("line", "label"),
    [("Short Term", "Short Term"), ("in the long-term view", "long-term"), ("MEDIUM  TERM", "MEDIUM  TERM")],
)
def test_a_horizon_is_found_wherever_it_stands(line: str, label: str, words: Vocabulary) -> None:
    match = words.horizon.search(line)
    assert match is not None
    assert match["name"] == label


@pytest.mark.parametrize("line", ["short terms", "termly", "shortterm-ish view", "medium to long"])
def test_other_words_are_no_horizon(line: str, words: Vocabulary) -> None:
    match = words.horizon.search(line)
    assert match is None or line.startswith("shortterm")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Partially", "partially"),
        ("partly", "partially"),
        ("To a great extent", "to_a_greater_extent"),
        ("Consistently & to a high standard", "consistently_and_to_a_high_standard"),
        ("Consistently\nand to a\u00a0high standard", "consistently_and_to_a_high_standard"),
        ("LOW RISK", "low"),
    ],
)
def test_an_option_is_known_by_its_spellings(written: str, code: str, words: Vocabulary) -> None:
    match = words.option.match(written)
    assert match is not None
    assert [name.option.code for name in words.options_named(match["name"])] == [code]


@pytest.mark.parametrize(
    ("line", "number"), [("2. Words", "2"), ("Section 3: Words", "3"), ("## 4", "4"), ("Part 5 – Words", "5")]
)
def test_the_number_of_a_section_begins_a_line(line: str, number: str, words: Vocabulary) -> None:
    match = words.section.match(line)
    assert match is not None
    assert match["number"] == number


@pytest.mark.parametrize("line", ["2.1 Words", "7. Words", "23 staff", "Words 2."])
def test_other_numbers_are_no_section_s(line: str, words: Vocabulary) -> None:
    assert words.section.match(line) is None


def test_words_are_compared_without_case_and_with_one_kind_of_apostrophe() -> None:
    assert words_of("The AMHP’s Plan, in 24 hours") == ["the", "amhp's", "plan", "in", "24", "hours"]
    assert fold_name(" Terms & Conditions: ") == "terms and conditions"


def test_a_phrase_allows_any_space_and_any_dash() -> None:
    import re

    pattern = re.compile(phrase("sign-off and review"), re.IGNORECASE)
    assert pattern.fullmatch("Sign off &  review")
    assert pattern.fullmatch("sign‑off\nand review")
    assert not pattern.fullmatch("sign and review")
