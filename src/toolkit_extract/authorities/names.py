"""Which names of councils are there, how are they spelt, and how much is one worth by itself?

Names come from the table; this module turns them into a trie of words, so that the longest name at a
place wins ("North Yorkshire" before "York"). The lists below are facts about English and about the map:
council names that are also words or surnames, and other places that merely begin with a council's name.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from toolkit_extract.authorities.table import Council, councils


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())


COMMON_WORDS = word_set(
    "reading bury barking bath poole sutton bolton kent essex brent slough rutland westminster "
    "christchurch kingston richmond windsor kensington chelsea stoke blackburn halton merton hove wrekin "
    "bcp mk beds"
) | {"cheshire west"}
"""Names that are also English words, surnames, or something else in this field: Cheshire West is a
Supreme Court judgment that every mental health service cites, and BCP a business continuity plan."""

OTHER_PLACES = (
    "Bury St Edmunds", "Newcastle under Lyme", "Newcastle Staffs", "Sutton Coldfield",
    "Sutton in Ashfield", "Stoke Newington", "Stoke Mandeville", "Stoke Poges", "Stoke Gifford",
    "Stoke Park", "Stockton Heath", "New York", "York St John", "Derbyshire Dales",
    "Staffordshire Moorlands", "Somerset West and Taunton", "Sheffield Hallam", "Leeds Beckett",
    "Liverpool John Moores", "Liverpool Hope", "Manchester Metropolitan University", "Nottingham Trent",
    "Birmingham Newman", "Bath Spa", "Barnet Formula", "Richmond Yorks", "Richmond North Yorkshire",
    "Reading List", "East Surrey", "West Surrey",
)  # fmt: skip
"""Places and bodies that hold a council's name and are not that council (districts, towns, universities)."""

COUNCIL_WORDS = word_set("council corporation borough mbc mdc")
"""Words that, inside a name, leave no doubt that a council is meant."""


class NameKind(Enum):
    """How much a name says by itself."""

    FULL = "full"
    """holds a council word: "Durham County Council" """
    BARE = "bare"
    """the place: "Durham" """
    WEAK = "weak"
    """also an English word or a surname: "Reading" """
    INITIALS = "initials"
    """an abbreviation in capitals: "RBKC" """
    OTHER_PLACE = "other place"
    """not a council of the table, listed so that it is not taken for one"""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: `key` is how it is compared, `start` and `end` are offsets into the text."""

    key: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling; several councils share an ambiguous one, and a place that is no council has none."""

    key: str
    kind: NameKind
    councils: tuple[Council, ...]


@dataclass(slots=True)
class _Node:
    name: Name | None = None
    following: dict[str, _Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names: `by_key` for a whole name, `first_words` to find places to look at, `squashed` for slugs."""

    by_key: Mapping[str, Name]
    squashed: Mapping[str, Name]
    first_words: frozenset[str]
    root: _Node

    def longest(self, text: str, words: Iterable[Word]) -> tuple[Name, tuple[Word, ...]] | None:
        """Return the longest name that begins with the first of `words`, and the words that it takes."""
        node = self.root
        found: tuple[Name, tuple[Word, ...]] | None = None
        taken: tuple[Word, ...] = ()
        for word in words:
            if taken and not _is_gap(text[taken[-1].end : word.start], taken[-1].key):
                break
            following = node.following.get(word.key)
            if following is None:
                break
            node, taken = following, (*taken, word)
            if node.name is not None:
                found = (node.name, taken)
        return found


_POSSESSIVE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*|\d+|&")
_GAP = re.compile(r"[ \n\r\xa0_,\u2010\u2011\u2012\u2013-]*")
_SAME_WORD = {"&": "and", "saint": "st"}


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of `text[start:end]`, offsets counted from the start of `text`."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        spelling = match.group()
        yield Word(_key(spelling), match.start(), match.end(), spelling[0].isupper() or spelling == "&")


def normalise(name: str) -> str:
    """Return a name as it is compared: lower-case ASCII words, single spaces, no punctuation, "and" for "&".

    Normalising twice is normalising once.
    """
    return " ".join(
        word for word in re.findall(r"[a-z]+|\d+", " ".join(_key(w) for w in _spellings(name))) if word
    )


def _spellings(name: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKD", name).translate(_COMBINING))


def _key(spelling: str) -> str:
    if "'" in spelling or "\u2019" in spelling:
        spelling = _APOSTROPHE.sub("", _POSSESSIVE.sub("", spelling))
    if not spelling.isascii():
        spelling = unicodedata.normalize("NFKD", spelling).encode("ascii", "ignore").decode("ascii")
    spelling = spelling.lower()
    return _SAME_WORD.get(spelling, spelling)


_COMBINING = dict.fromkeys(range(768, 880))


def _is_gap(between: str, before: str) -> bool:
    """Tell whether two words can belong to one name: a full stop only after "St."."""
    if before in ("st", "co") and between.startswith("."):
        between = between[1:]
    if "," in between and before in COMPASS:
        return False
    return _GAP.fullmatch(between) is not None


COMPASS = word_set(
    "north south east west mid central northern southern eastern western greater upper lower new"
)
"""Words that turn a council's name into the name of another area: "East Kent", "Greater Manchester"."""


@functools.cache
def gazetteer() -> Gazetteer:
    """Return the names of all councils, built once."""
    owners: dict[str, list[Council]] = {}
    spellings: dict[str, str] = {}
    for council in councils():
        for spelling in (council.name, council.official_name, *council.aliases):
            key = normalise(spelling)
            spellings.setdefault(key, spelling)
            listed = owners.setdefault(key, [])
            if council not in listed:
                listed.append(council)
    names = {
        key: Name(key, _kind(spellings[key], key, listed), tuple(listed)) for key, listed in owners.items()
    }
    for place in OTHER_PLACES:
        names[normalise(place)] = Name(normalise(place), NameKind.OTHER_PLACE, ())
    root = _Node()
    for name in names.values():
        node = root
        for word in name.key.split():
            node = node.following.setdefault(word, _Node())
        node.name = name
    squashed = {key.replace(" ", ""): name for key, name in names.items() if len(key) >= 6 and " " in key}
    return Gazetteer(names, squashed, frozenset(root.following), root)


def _kind(spelling: str, key: str, owners: Sequence[Council]) -> NameKind:
    if key in COMMON_WORDS:
        return NameKind.WEAK
    words = key.split()
    if not COUNCIL_WORDS.isdisjoint(words) or words[0] in ("lb", "rb") or _is_official(key, owners):
        return NameKind.FULL
    if sum(letter.isupper() for letter in spelling) >= 2 and " " not in spelling and "-" not in spelling:
        return NameKind.INITIALS
    return NameKind.BARE


def _is_official(key: str, owners: Sequence[Council]) -> bool:
    return any(key == normalise(council.official_name) for council in owners)
