"""Which councils of England have adult social services responsibilities, and what are they called?

The table is `councils.csv` beside this module: 153 rows, one per council, with the GSS codes in force in
July 2025 (63 unitary E06, 36 metropolitan E08, 33 London E09, 21 county E10). A GSS code names a
boundary, so a row has validity dates; an empty date means "not recorded here", never "always". Names and
codes come from mySociety's uk_local_authority_names_and_codes (CC BY 4.0); the regions are the nine of
the ONS.

An alias that stands in several rows is shared on purpose: it gives candidates and never a council
("SMBC"). This module knows the table only; what counts as a mention of a council is the business of
`names` and `mentions`.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from datetime import date
from importlib import resources

GSS_CODE = re.compile(r"E(?:06|08|09|10)\d{6}")
"""Form of the GSS code of an upper-tier or single-tier English council (ONS coding and naming policy)."""


@dataclass(frozen=True, slots=True)
class Council:
    """One council with adult social services responsibilities.

    Attributes:
        gss_code: nine characters, such as `E08000027`.
        name: the short name that tables show.
        official_name: the name that the council has in law or uses for itself.
        region: one of the nine English regions.
        aliases: other names met in returns; one that other councils list too is ambiguous.
        valid_from: first day of the code, None where it is not recorded.
        valid_to: last day of the code, None while no end is known.
        successor: names of the councils that follow, empty while there are none.
    """

    gss_code: str
    name: str
    official_name: str
    region: str
    aliases: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: tuple[str, ...] = ()


@functools.cache
def councils() -> tuple[Council, ...]:
    """Return the 153 councils in the order of their codes."""
    source = resources.files(__package__).joinpath("councils.csv")
    with source.open("r", encoding="utf-8") as lines:
        return tuple(_council(row) for row in csv.DictReader(lines))


@functools.cache
def councils_by_code() -> dict[str, Council]:
    """Return the councils by GSS code."""
    return {council.gss_code: council for council in councils()}


def _council(row: dict[str, str]) -> Council:
    return Council(
        gss_code=row["gss_code"],
        name=row["name"],
        official_name=row["official_name"],
        region=row["region"],
        aliases=_several(row["aliases"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successor=_several(row["successor"]),
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
