"""The table of councils: how many, with which codes, in which regions, and that it agrees with its source."""

from __future__ import annotations

import csv
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from toolkit_extract.authorities import Council, councils, councils_by_code
from toolkit_extract.authorities.names import NameKind, gazetteer, normalise
from toolkit_extract.authorities.table import GSS_CODE

REGIONS = {
    "East Midlands": 10,
    "East of England": 11,
    "London": 33,
    "North East": 12,
    "North West": 24,
    "South East": 19,
    "South West": 15,
    "West Midlands": 14,
    "Yorkshire and The Humber": 15,
}

REGION_CORRECTIONS = {"E10000007": "East Midlands", "E10000019": "East Midlands"}
"""Derbyshire and Lincolnshire: the ONS has both counties in the East Midlands, the source has not."""


def named(name: str) -> Council:
    return next(council for council in councils() if council.name == name)


def test_there_are_153_councils_in_the_four_classes_of_authority() -> None:
    classes = Counter(council.gss_code[:3] for council in councils())
    assert classes == {"E06": 63, "E08": 36, "E09": 33, "E10": 21}


def test_every_code_is_well_formed_and_stands_once() -> None:
    assert all(GSS_CODE.fullmatch(council.gss_code) for council in councils())
    assert len(councils_by_code()) == len(councils()) == len({council.name for council in councils()})


def test_the_nine_regions_have_their_councils() -> None:
    assert Counter(council.region for council in councils()) == REGIONS


def test_every_london_borough_is_in_london_and_nothing_else_is() -> None:
    assert {c.gss_code[:3] for c in councils() if c.region == "London"} == {"E09"}


def test_a_council_that_ends_names_its_last_day_and_its_successors() -> None:
    surrey = councils_by_code()["E10000030"]
    assert (surrey.valid_to, surrey.successor) == (date(2027, 3, 31), ("East Surrey", "West Surrey"))


@pytest.mark.parametrize("name", ["Cumberland", "Westmorland and Furness", "North Yorkshire", "Somerset"])
def test_the_codes_of_the_2023_reorganisation_begin_with_it(name: str) -> None:
    assert named(name).valid_from == date(2023, 4, 1)


def test_validity_runs_forwards() -> None:
    for council in councils():
        if council.valid_from and council.valid_to:
            assert council.valid_from < council.valid_to
        assert bool(council.valid_to) == bool(council.successor)


def test_no_alias_repeats_the_name_or_another_alias() -> None:
    for council in councils():
        spellings = [council.name, *council.aliases]
        assert len(spellings) == len(set(spellings)), council.name


def test_every_own_name_leads_to_its_council_alone() -> None:
    for council in councils():
        for name in (council.name, council.official_name):
            assert gazetteer().by_key[normalise(name)].councils == (council,), name


@pytest.mark.parametrize(
    "alias, count",
    [("SMBC", 5), ("Northants", 2), ("Cumbria", 2), ("Beds", 2), ("DMBC", 2), ("Kingston", 2), ("LBH", 6)],
)
def test_an_alias_of_several_councils_is_shared_on_purpose(alias: str, count: int) -> None:
    assert len(gazetteer().by_key[normalise(alias)].councils) == count


def test_a_place_that_is_no_council_is_none() -> None:
    place = gazetteer().by_key[normalise("Newcastle-under-Lyme")]
    assert (place.kind, place.councils) == (NameKind.OTHER_PLACE, ())


def reference() -> Path | None:
    """Where the source table lies: `COUNCILS_REFERENCE`, else the shared folder beside the project."""
    beside = Path(__file__).parents[4] / "shared" / "reference" / "councils.csv"
    path = Path(os.environ.get("COUNCILS_REFERENCE", beside))
    return path if path.is_file() else None


SOURCE = reference()

if SOURCE is not None:  # without the source there is nothing to agree with, and no test

    def test_codes_names_and_regions_agree_with_the_source() -> None:
        assert SOURCE is not None
        with SOURCE.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        expected = {
            row["gss_code"]: (row["nice_name"], REGION_CORRECTIONS.get(row["gss_code"], row["region"]))
            for row in rows
        }
        assert {c.gss_code: (c.name, c.region) for c in councils()} == expected
