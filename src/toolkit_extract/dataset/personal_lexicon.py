"""Which words do the rules for likely personal data go by? They stand in `personal.toml`, to be edited as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from toolkit_extract.schemas.base import Frozen


class Names(Frozen):
    """Words that make, point at, or rule out the name of a person; all in lower case."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]
    titles: frozenset[str]
    not_names: frozenset[str]
    cues: tuple[str, ...]
    verbs: tuple[str, ...]
    roles: tuple[str, ...]


class Statements(Frozen):
    """Words that make a statement about the health, belief, origin or the like of few people; all in lower case."""

    few: tuple[str, ...]
    staff: tuple[str, ...]
    not_persons: tuple[str, ...]
    terms: dict[str, tuple[str, ...]]


class Lexicon(Frozen):
    """All of `personal.toml`."""

    names: Names
    statements: Statements


@cache
def lexicon() -> Lexicon:
    """The words that come with the program."""
    text = files("toolkit_extract.dataset").joinpath("personal.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    names, statements = data["names"], data["special_category"]
    return Lexicon(
        names=Names(
            **{
                key: frozenset(names[key].split())
                for key in ("given", "ambiguous", "surnames", "places", "titles", "not_names")
            },
            cues=_phrases(names["cues"]),
            verbs=_phrases(names["verbs"]),
            roles=_phrases(names["roles"]),
        ),
        statements=Statements(
            few=_phrases(statements["few"]),
            staff=_phrases(statements["staff"]),
            not_persons=tuple(statements["not_persons"].split()),
            terms={kind: _phrases(terms) for kind, terms in statements["terms"].items()},
        ),
    )


def _phrases(value: Any) -> tuple[str, ...]:
    """Phrases that are parted by commas, the longest first, as a pattern must try them."""
    phrases = (" ".join(phrase.split()) for phrase in str(value).split(","))
    return tuple(sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase), phrase)))
