from __future__ import annotations

import pytest

from toolkit_extract.recovery.spelling import Spelling

FORM = Spelling({"plan": ["development", "service", "plan", "that", "your"], "map": ["evidence"]})


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("developrnent", "development"),
        ("servlce", "service"),
        ("pian", "plan"),
        ("service", "service"),
        ("evidenee", "evidence"),
    ],
)
def test_a_word_misread_by_a_letter_is_that_of_the_form(read: str, meant: str) -> None:
    assert FORM.of(read) == meant


@pytest.mark.parametrize("word", ["meeting", "sf", "services2024", "pl", "you", "hospital"])
def test_another_word_stays_what_it_is(word: str) -> None:
    assert FORM.of(word) == word
