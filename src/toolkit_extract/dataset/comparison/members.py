"""Which returns stand beside each other, and which authorities have none?

The tables `returns` and `assessments` in, members in the order of region and name out. Where `returns` says which
return of an authority is the current one, only that one is compared; else all are, and a note says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from toolkit_extract.authorities import Council, councils, councils_by_code
from toolkit_extract.errors import BadSelection
from toolkit_extract.schemas.comparison import Member, Standing

if TYPE_CHECKING:
    import pandas as pd

_READ = ("complete", "partial")
_SHORT_ID = 6
_LONGEST_NAME = 44
_INVISIBLE = re.compile(
    r"[^\S ]|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Controls, marks that turn the direction of writing, and what XML has no place for."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What to compare: authorities by name or GSS code, those of a region, those of both, or all of a folder."""

    authorities: tuple[str, ...] = ()
    region: str | None = None

    @property
    def words(self) -> str:
        """The selection as a title."""
        if self.region and not self.authorities:
            return self.region
        if not self.authorities:
            return "All authorities"
        named = (
            ", ".join(self.authorities)
            if len(self.authorities) <= 4
            else f"{len(self.authorities)} authorities"
        )
        return f"{named} ({self.region})" if self.region else named


@dataclass(frozen=True, slots=True)
class Members:
    """Who is compared, under which words, and what to know about it."""

    members: tuple[Member, ...]
    title: str
    notes: tuple[str, ...]
    named: bool
    """Whether the authorities were asked for by name."""
    selection: Selection
    """What was asked for, in the words of the tables."""


def column(frame: pd.DataFrame, name: str) -> list[Any]:
    """The values of a column, `None` for each that is missing; all `None` where there is no such column."""
    if name not in frame.columns:
        return [None] * len(frame)
    values = frame[name].astype(object)
    return [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]


def choose_members(tables: dict[str, pd.DataFrame], selection: Selection, folder: str = "") -> Members:
    """The members of a comparison.

    Raises:
        BadSelection: an authority or region is not known, or nothing of it is in the tables.
    """
    everyone, notes = _everyone(tables)
    selection = _resolved(selection, everyone, folder)
    chosen = [member for member in everyone if is_wanted(member, selection)]
    chosen += _without_return(selection, everyone)
    if not any(member.standing == "read" for member in chosen):
        raise BadSelection(folder, f"no return of {selection.words} was read")
    labelled = _labelled(chosen)
    several = sorted(
        {member.authority for member in chosen if member.authority and _is_repeated(member, chosen)}
    )
    if several:
        notes.append(
            f"{_listed(several)} sent several returns, and nothing says which is the current one: each is counted."
        )
    ordered = tuple(sorted(labelled, key=_order))
    return Members(ordered, selection.words, tuple(notes), bool(selection.authorities), selection)


def _everyone(tables: dict[str, pd.DataFrame]) -> tuple[list[Member], list[str]]:
    """All returns that count, files that were not read where nothing else of the authority was, and notes."""
    returns = tables["returns"]
    regions = dict(
        zip(column(tables["assessments"], "return_id"), column(tables["assessments"], "region"), strict=True)
    )
    names = ("return_id", "status", "authority", "gss_code", "current")
    rows = [
        dict(zip(names, row, strict=True))
        for row in zip(*(column(returns, name) for name in names), strict=True)
    ]
    read = [
        _member(row, "read", regions) for row in rows if row["status"] in _READ and _is_current(row, returns)
    ]
    with_return = {identity(member) for member in read}
    unread = [_member(row, "not_read", regions) for row in rows if row["status"] == "failed"]
    known = {
        identity(member): member
        for member in unread
        if member.authority and identity(member) not in with_return
    }
    nameless = sum(member.authority is None for member in unread)
    notes = []
    if nameless:
        notes.append(
            f"Files that could not be read and that nothing says whose they are: {nameless}; see returns.csv."
        )
    superseded = sum(row["status"] in _READ for row in rows) - len(read)
    if superseded:
        notes.append(
            f"Returns left out because another one of the authority is the current one: {superseded}."
        )
    return [*read, *known.values()], notes


def _is_current(row: dict[str, Any], returns: pd.DataFrame) -> bool:
    return "current" not in returns.columns or bool(row["current"])


def _member(row: dict[str, Any], standing: Standing, regions: dict[str, str | None]) -> Member:
    council = councils_by_code().get(row["gss_code"] or "")
    region = regions.get(row["return_id"]) or (council.region if council else None)
    return_id = row["return_id"] if standing == "read" else None
    key = return_id or row["gss_code"] or row["authority"] or ""
    return Member(key, row["authority"] or "", row["authority"], row["gss_code"], region, return_id, standing)


def identity(member: Member) -> str:
    """What is the same for two returns of one authority."""
    return member.gss_code or (member.authority or member.key).casefold()


def _is_repeated(member: Member, members: list[Member]) -> bool:
    return sum(identity(other) == identity(member) for other in members) > 1


def _labelled(members: list[Member]) -> Iterator[Member]:
    """Members with names that tell them apart, short enough for a picture and without invisible characters."""
    names = [shown_name(member.authority or "Not recognised") for member in members]
    counts = Counter(names)
    for member, name in zip(members, names, strict=True):
        repeated = counts[name] > 1 or member.authority is None
        short = (member.return_id or "")[:_SHORT_ID]
        yield replace(member, label=f"{name} ({short})" if repeated and short else name)


def shown_name(name: str) -> str:
    """A name as a picture shows it."""
    visible = " ".join(_INVISIBLE.sub("", name).split())
    return visible if len(visible) <= _LONGEST_NAME else f"{visible[: _LONGEST_NAME - 1]}…"


def _order(member: Member) -> tuple[bool, str, bool, str, str]:
    """By region and name; what is not known comes last."""
    return (
        member.region is None,
        member.region or "",
        member.authority is None,
        (member.authority or "").casefold(),
        member.key,
    )


def is_wanted(member: Member, selection: Selection) -> bool:
    """Whether a member is of the authorities and the region that were asked for, in the words of the tables."""
    if selection.region and member.region != selection.region:
        return False
    return not selection.authorities or member.authority in selection.authorities


def _without_return(selection: Selection, everyone: list[Member]) -> list[Member]:
    """Councils that were asked for by name or region and have nothing in the tables."""
    if not selection.region and not selection.authorities:
        return []
    there = {identity(member) for member in everyone}
    found = []
    for council in councils():
        member = Member(
            council.gss_code, council.name, council.name, council.gss_code, council.region, None, "no_return"
        )
        if council.gss_code not in there and is_wanted(member, selection):
            found.append(member)
    return found


def _resolved(selection: Selection, everyone: list[Member], folder: str) -> Selection:
    """The selection in the words of the tables."""
    region = selection.region
    if region is not None:
        regions = {member.region for member in everyone if member.region} | {
            item.region for item in councils()
        }
        matches = [known for known in regions if known.casefold() == region.strip().casefold()]
        if not matches:
            raise BadSelection(
                folder, f"there is no region '{region}'; the regions are {_listed(sorted(regions))}"
            )
        region = matches[0]
    spellings = _spellings(everyone)
    names = [_authority(name, spellings, folder) for name in _parted(selection.authorities, spellings)]
    return Selection(tuple(dict.fromkeys(names)), region)


def _spellings(everyone: list[Member]) -> dict[str, set[str]]:
    """Names in the tables by each way to write them."""
    spellings: dict[str, set[str]] = {}
    names = {member.gss_code: member.authority for member in everyone if member.authority and member.gss_code}
    for council in councils():
        for words in _names_of(council):
            spellings.setdefault(words.casefold(), set()).add(names.get(council.gss_code) or council.name)
    for member in everyone:
        if member.authority:
            spellings[member.authority.casefold()] = {member.authority}
    return spellings


def _names_of(council: Council) -> tuple[str, ...]:
    return (council.gss_code, council.name, council.official_name, *council.aliases)


def _parted(values: tuple[str, ...], spellings: dict[str, set[str]]) -> Iterator[str]:
    """Single names; a comma parts them unless it belongs to a name."""
    for value in values:
        if value.strip().casefold() in spellings:
            yield value.strip()
        else:
            yield from (part.strip() for part in value.split(",") if part.strip())


def _authority(name: str, spellings: dict[str, set[str]], folder: str) -> str:
    from rapidfuzz import process

    found = spellings.get(name.casefold(), set())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise BadSelection(
            folder, f"'{name}' may be {_listed(sorted(found))}; use the name or the GSS code of one"
        )
    close = process.extract(name.casefold(), spellings.keys(), limit=3, score_cutoff=70)
    meant = sorted({known for words, _, _ in close for known in spellings[words]})
    advice = f"; did you mean {' or '.join(meant)}?" if meant else "; returns.csv lists those that there are"
    raise BadSelection(folder, f"there is no authority '{name}'{advice}")


def _listed(words: list[str]) -> str:
    return ", ".join(words)
