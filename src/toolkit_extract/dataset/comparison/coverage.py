"""How much is there to compare: of each member, and of each region's authorities?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toolkit_extract.authorities import councils
from toolkit_extract.dataset.comparison.answers import Answers
from toolkit_extract.dataset.comparison.members import identity
from toolkit_extract.schemas.comparison import Coverage, Member, RegionCoverage
from toolkit_extract.schemas.toolkit import Toolkit


def cover_members(answers: Answers, toolkit: Toolkit, members: tuple[Member, ...]) -> Iterator[Coverage]:
    """A row for each member; what has no return has no counts."""
    for member in members:
        told = [
            ratings[member.key, standard.number]
            for ratings in answers.ratings.values()
            for standard in toolkit.standards
        ]
        is_read = member.standing == "read"
        rated = sum(rating.score is not None for rating in told)
        lost = sum(rating.value == "not_recoverable" for rating in told)
        yield Coverage(
            authority=member.authority,
            gss_code=member.gss_code,
            region=member.region,
            return_id=member.return_id,
            standing=member.standing,
            standards=len(toolkit.standards),
            rated=rated if is_read else None,
            not_recoverable=lost if is_read else None,
            other_missing=len(told) - rated - lost if is_read else None,
            needs_review=sum(rating.needs_review for rating in told) if is_read else None,
        )


def cover_regions(members: tuple[Member, ...], *, named: bool) -> Iterator[RegionCoverage]:
    """A row for each region of the members.

    Args:
        members: in the order of their regions.
        named: whether the authorities were asked for by name, so that no others are missed.
    """
    for region, several in groupby(members, key=lambda member: member.region):
        of_region = list(several)
        read = {identity(member) for member in of_region if member.standing == "read"}
        unread = {identity(member) for member in of_region if member.standing == "not_read"} - read
        silent = {member.label for member in of_region if member.standing == "no_return"}
        if not named:
            known = {council.gss_code: council.name for council in councils() if council.region == region}
            silent |= {name for code, name in known.items() if code not in read | unread}
        yield RegionCoverage(
            region=region,
            authorities=len(read) + len(unread) + len(silent),
            read=len(read),
            not_read=len(unread),
            no_return=len(silent),
            without="; ".join(sorted(silent)) or None,
        )
