"""Spelling: what is the same name, and what is a misspelling of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_extract.authorities.names import normalise
from toolkit_extract.authorities.spelling import nearest_council, similar_councils


@pytest.mark.parametrize(
    "written, other",
    [
        ("Barking & Dagenham", "barking and dagenham"),  # ampersand
        ("St. Helens", "St Helens"),  # full stop
        ("Saint Helens", "ST HELENS"),  # written out, capitals
        ("Stoke-on-Trent", "Stoke on Trent"),  # hyphens
        ("Bournemouth, Christchurch and Poole", "Bournemouth Christchurch & Poole"),  # comma
        ("Newcastle\u2010upon\u2011Tyne", "newcastle upon tyne"),  # typographic hyphens
        ("She\ufb03eld", "Sheffield"),  # ligature
        ("Dudley's", "Dudley"),  # possessive
        ("  North\u00a0Yorkshire ", "north yorkshire"),  # spaces
        ("Bristol, City of", "BRISTOL CITY OF"),
    ],
)
def test_one_name_written_in_two_ways_is_one(written: str, other: str) -> None:
    assert normalise(written) == normalise(other)


@pytest.mark.parametrize(
    "one, other",
    [("York", "North Yorkshire"), ("Nottingham", "Nottinghamshire"), ("Hertfordshire", "Herefordshire")],
)
def test_two_names_stay_two(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normalising_twice_is_normalising_once(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@given(st.text())
def test_a_normalised_name_is_words_of_ascii_parted_by_single_spaces(name: str) -> None:
    words = normalise(name).split(" ") if normalise(name) else []
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)


@pytest.mark.parametrize(
    "written, meant",
    [
        ("Wolverhamton", "Wolverhampton"),  # a letter left out
        ("Hertfordshre", "Hertfordshire"),  # near Herefordshire, but not near enough
        ("Middlesborrough", "Middlesbrough"),
        ("North Tynside", "North Tyneside"),
        ("Kirkless", None),  # 87 of 100: below the mark
    ],
)
def test_a_misspelling_is_accepted_only_when_one_council_is_clearly_meant(
    written: str, meant: str | None
) -> None:
    council = nearest_council(written)
    assert (council.name if council else None) == meant


@pytest.mark.parametrize(
    "written",
    [
        "Heretfordshire",  # between two counties
        "Northhamptonshire",  # a county that is now two councils
        "Newcastle under Lime",  # a district
        "Burry",  # too like a word
        "SMBD",  # initials
        "Xyz",
        "",
    ],
)
def test_a_name_that_might_mean_several_or_none_is_not_corrected(written: str) -> None:
    assert nearest_council(written) is None


def test_similar_names_are_suggested_to_a_person() -> None:
    assert [council.name for council in similar_councils("Kirkless")][:1] == ["Kirklees"]
