"""Which council does a misspelt name mean?

A name is accepted at a similarity of 90 of 100 or more (rapidfuzz's normalised edit similarity) that is
at least 5 above that of the next council. Short names, initials, and names that are words of their own
are never corrected: one letter makes another word of them.
"""

from __future__ import annotations

import functools

from toolkit_extract.authorities.names import Name, NameKind, gazetteer, normalise
from toolkit_extract.authorities.table import Council

ACCEPTED = 90.0
LEAD = 5.0
_SUGGESTED = 75.0
_SHORTEST = 5


def nearest_council(name: str) -> Council | None:
    """Return the council that a misspelt name means, None where none is near enough or two are."""
    scores = _scores(name)
    if not scores:
        return None
    (best, score), *others = scores
    runner_up = others[0][1] if others else 0.0
    if score < ACCEPTED or score - runner_up < LEAD or len(best.councils) != 1:
        return None
    return best.councils[0]


def similar_councils(name: str, limit: int = 3) -> tuple[Council, ...]:
    """Return councils with a name like this one, the likest first, to suggest to a person."""
    found = dict.fromkeys(council for match, _ in _scores(name) for council in match.councils)
    return tuple(found)[:limit]


def _scores(name: str) -> list[tuple[Name, float]]:
    """Return the best score of each council (or shared name, or other place) that is at all like `name`."""
    from rapidfuzz import fuzz, process  # only a name that nothing else explains gets this far

    key = normalise(name)
    if len(key) < _SHORTEST:
        return []
    by_key = gazetteer().by_key
    best: dict[tuple[Council, ...] | str, tuple[Name, float]] = {}
    for match, score, _ in process.extract(
        key, _correctable(), scorer=fuzz.ratio, score_cutoff=_SUGGESTED, limit=12
    ):
        found = by_key[match]
        best.setdefault(found.councils or found.key, (found, score))
    return sorted(best.values(), key=lambda pair: (-pair[1], pair[0].key))


@functools.cache
def _correctable() -> tuple[str, ...]:
    by_key = gazetteer().by_key
    kinds = (NameKind.FULL, NameKind.BARE, NameKind.OTHER_PLACE)
    return tuple(key for key, name in by_key.items() if name.kind in kinds and len(key) >= _SHORTEST)
