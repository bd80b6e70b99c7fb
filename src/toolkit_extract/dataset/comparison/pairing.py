"""Which earlier return is of the same authority as which of now?

By GSS code, or by name where there is none. A code may change while the authority does not (Gateshead has had two): who
finds no partner by code finds it by name, and that is said. So is who is new, who sent no return again, and whom the
law has replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit_extract.authorities import councils_by_code
from toolkit_extract.dataset.comparison.members import identity
from toolkit_extract.schemas.comparison import Member

NAMED = 12
"""So many authorities are named in a note; the tables say the others."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which earlier return is of the same authority as which of now.

    Attributes:
        pairs: the earlier member by the key of the one of now.
        ambiguous: labels of those for which several would fit, so that none is taken.
        recoded: those that were paired by name because their GSS codes differ, with the earlier member.
        new: those of now that have no earlier return.
        gone: earlier ones that have no return now.
    """

    pairs: dict[str, Member]
    ambiguous: tuple[str, ...]
    recoded: tuple[tuple[Member, Member], ...]
    new: tuple[Member, ...]
    gone: tuple[Member, ...]


def pair_with_earlier(read: tuple[Member, ...], earlier: tuple[Member, ...]) -> Pairing:
    """Pair members with earlier ones by what identifies them, and those that are left by name."""
    pairs, unclear = _paired(read, earlier, identity)
    rest = tuple(member for member in read if member.key not in pairs and member.key not in unclear)
    taken = {member.key for member in pairs.values()}
    fitting = {identity(member) for member in read if member.key in unclear}
    left = tuple(member for member in earlier if member.key not in taken and identity(member) not in fitting)
    by_name, same_name = _paired(rest, left, _name)
    pairs |= by_name
    taken |= {member.key for member in by_name.values()}
    unclear |= same_name
    return Pairing(
        pairs,
        tuple(member.label for member in read if member.key in unclear),
        tuple((member, by_name[member.key]) for member in rest if member.key in by_name),
        tuple(member for member in rest if member.key not in by_name and member.key not in same_name),
        tuple(
            member
            for member in left
            if member.key not in taken
            and _name(member) not in {_name(one) for one in rest if one.key in same_name}
        ),
    )


def _paired(
    read: tuple[Member, ...], earlier: tuple[Member, ...], by: Callable[[Member], str]
) -> tuple[dict[str, Member], set[str]]:
    """The earlier member of each by its key, and the keys of those for which several would fit."""
    known: dict[str, list[Member]] = {}
    for member in earlier:
        if member.authority:
            known.setdefault(by(member), []).append(member)
    now = Counter(by(member) for member in read)
    pairs: dict[str, Member] = {}
    unclear: set[str] = set()
    for member in read:
        fitting = known.get(by(member), []) if member.authority else []
        if len(fitting) > 1 or (fitting and now[by(member)] > 1):
            unclear.add(member.key)
        elif fitting:
            pairs[member.key] = fitting[0]
    return pairs, unclear


def _name(member: Member) -> str:
    return " ".join((member.authority or member.key).casefold().split())


def pairing_notes(pairing: Pairing, returns: int) -> list[str]:
    """What a reader must know about who is compared with whom."""
    notes = []
    if len(pairing.pairs) < returns:
        notes.append(f"{len(pairing.pairs)} of {returns} returns have an earlier one to be compared with.")
    notes += [
        f"{now.label}: its GSS code was {before.gss_code or 'not known'} in the earlier returns and is "
        f"{now.gss_code or 'not known'} now. By its name it is taken for the same authority."
        for now, before in pairing.recoded
    ]
    if pairing.new and pairing.pairs:
        notes.append(f"No earlier return to compare with: {_some(pairing.new)}.")
    if pairing.gone:
        notes.append(f"An earlier return, and none now: {_some(pairing.gone)}.")
    notes += _succeeded(pairing)
    if pairing.ambiguous:
        notes.append(
            f"{', '.join(pairing.ambiguous)}: several returns of one authority, so nothing says which is the earlier "
            "of which."
        )
    return notes


def _succeeded(pairing: Pairing) -> Iterator[str]:
    """Councils that were replaced: what their successors answer is no change of theirs."""
    councils = councils_by_code()
    new = {_name(member) for member in pairing.new}
    for member in pairing.gone:
        council = councils.get(member.gss_code or "")
        if council is not None and any(name.casefold() in new for name in council.successor):
            yield (
                f"{member.label} was replaced by {' and '.join(council.successor)}, whose returns are not compared "
                "with its own."
            )


def _some(members: Sequence[Member]) -> str:
    """The first names, and how many more there are."""
    named = ", ".join(member.label for member in members[:NAMED])
    return f"{named} and {len(members) - NAMED} more" if len(members) > NAMED else named
