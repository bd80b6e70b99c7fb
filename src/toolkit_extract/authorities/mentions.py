"""Where does a text name a council, and in what role: itself, a neighbour, or part of another body's name?

A return names neighbours, trusts, universities and court cases as freely as it names its own council, so
a mention is first put in its `Role`, from the words beside it in the same sentence. What roles are
worth, and what follows from them, is decided in `recognising`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from toolkit_extract.authorities.names import COMPASS, Name, NameKind, Word, gazetteer, word_set, words_of
from toolkit_extract.authorities.table import Council

PARAGRAPH_END = "\x1e"
"""Parts paragraphs in a joined text; no name, role or sentence reaches across it."""


class Role(Enum):
    """What a mention of a council's name is."""

    LABELLED = "labelled"
    """the answer to a label: "Local authority: Dudley" """
    COUNCIL = "council"
    """with a council word: "Reading Borough Council", "London Borough of Camden", or its gov.uk domain"""
    OWN = "own"
    """said by the council of itself: "our Dudley community" """
    BARE = "bare"
    """the name and no more"""
    WEAK = "weak"
    """a word or surname in the manner of a place: "in Reading" """
    LISTED = "listed"
    """one of several in a row: "Camden and Islington" """
    WORD = "word"
    """a word or surname with nothing to make it a place; counts only where all else is known to be a title"""
    ASIDE = "aside"
    """a neighbour, a trust, a university, a road, a court case"""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, at `text[start:end]`; `end` takes in a council word behind the name."""

    councils: tuple[Council, ...]
    role: Role
    kind: NameKind
    start: int
    end: int
    capital: bool


_WINDOW = 110  # characters of context on either side: a sentence's worth of names

_TYPE_WORDS = word_set("metropolitan met borough city county district unitary london royal town parish")
_HEAD_WORDS = word_set("council councils corporation mbc mdc bc cc authority")
_SERVICE_HEADS = (
    ("local", "authority"), ("adult", "social"), ("adults", "social"), ("adult", "services"),
    ("social", "services"),
)  # fmt: skip
_PREFIX = re.compile(
    r"(?:\blb(?: of)?|\brb(?: of)?|\b(?:london|royal|metropolitan) borough of(?: the)?|\bborough of"
    r"|\bmetropolitan district of|\bcity council of|\bcounty council of|\bcouncil (?:of|for)(?: the)?)$"
)

_SERVICE_WORDS = word_set(
    "amhp amhps amp service services team teams hub community communities population resident residents "
    "citizens people adults adult social safeguarding workforce staff area edt duty colleagues corporate"
)
_BODY_WORDS = word_set(
    "nhs trust trusts foundation ft university universities college hospital hospitals infirmary "
    "healthcare icb ics icp ccg police constabulary fire ambulance partnership partnerships road street "
    "lane avenue drive house court prison school academy airport station castle festival united rovers "
    "wanderers region diocese cathedral combined gp surgery clinic centre"
)
_LOWER_CASE_BODY_WORDS = word_set("nhs trust trusts ft university hospital hospitals police")
_BODY_JOINTS = word_set(
    "and of upon city mental health care community integrated children childrens women womens university "
    "general royal healthcare learning disability primary"
)
_BODY_BEFORE = re.compile(
    r"\b(?:(?:university|college|bishop|diocese|port|hmp|ymca|university college) of(?: the)?|nhs|hmp)$"
)
_NEIGHBOUR_BEFORE = re.compile(
    r"(?:\bneighbou?r(?:s|ing)?\b|\bborder(?:s|ing)?\b|\badjoining\b|\badjacent\b|\bnearby\b|\belsewhere\b"
    r"|\b(?:hosted|delivered|commissioned|developed|written|authored)\s(?:by|from)\b"
    r"|\b(?:visit(?:ed|s)? (?:to|from)|moved (?:to|from)|joined (?:us )?from|out of area)\b)(?: \w+){0,4}$"
)
_LIKE_BEFORE = re.compile(
    r"(?:\be\.?g\.?,?|\bfor example,?|\bfor instance,?|\bsuch as|\bincluding)\s*$", re.IGNORECASE
)
_TRAINING_BEFORE = re.compile(
    r"\b(?:training|course|courses|trained|qualified|programme|students?)\b(?: \w+)*"
    r" (?:through|via|at|by|from|with)$"
)
_TRAINING_AFTER = word_set("university course courses programme training")
_CASE_BEFORE = re.compile(r"\b(?:v|vs|versus|ex p|ex parte)\b(?: \w+){0,5}$")
_CASE_AFTER = word_set("v vs versus judgment judgement judgments judgements ruling case")
_THANKS = re.compile(
    r"\b(?:acknowledge(?:s|ments?)?|acknowledgements?|thanks|thank|grateful|authors?|steering group)\b"
)
_OWN_BEFORE = re.compile(r"(?:\bour(?: \w+)?|\b(?:we|us|here) (?:in|at|within|across))$")
_PLACE_BEFORE = re.compile(r"\b(?:in|across|within|for|around|throughout|outside|of|to)$")
_LABEL_BEFORE = re.compile(
    r"(?:^|[\x1e\n\t|>])[^\S\x1e\n\t]*(?:name of (?:the |your )?)?(?:submitting |responding )?"
    r"(?:local authority|authority|council|organisation|LA|submitted (?:by|for)|return (?:from|for)"
    r"|completed (?:for|on behalf of)|on behalf of)(?: name| \(name\))?[^\S\x1e\n\t]*"
    r"[:=?\u2013\u2014|\t\x1e\n-][:=?\u2013\u2014|\t\x1e\s\n-]*(?:the )?$",
    re.IGNORECASE,
)

_STOP = re.compile(r"[.;:!?()\[\]|<>\t\x1e\"“”]| [-\u2013\u2014] ")
_ABBREVIATION = re.compile(r"\b(St|Co|e\.g|i\.e)\.", re.IGNORECASE)
_LISTING = re.compile(
    r"[\s,/&+]*(?:\b(?:and|or|the|both|council|borough|of|lb|london|royal|city|metropolitan)\b[\s,/&+]*)*",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[A-Z][A-Za-z]*")
_ANY_CASE = re.compile(r"[A-Za-z]+")
_GOV_UK = ".gov.uk"
_DOMAIN = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\Z")


def find_mentions(text: str, *, any_case: bool = False) -> list[Mention]:
    """Return the mentions of councils in a text, in reading order.

    Args:
        text: paragraphs joined by `PARAGRAPH_END`.
        any_case: also take names written without a capital, as in file names.
    """
    found = [*_names(text, any_case), *_domains(text)]
    return _listed(text, sorted(found, key=lambda mention: mention.start))


def _names(text: str, any_case: bool) -> Iterator[Mention]:
    names, reached = gazetteer(), 0
    for start in _likely_starts(text, names.first_words, any_case):
        if start < reached:
            continue
        longest = names.longest(text, words_of(text, start, start + _WINDOW))
        if longest is None:
            continue
        name, words = longest
        mention = _mention(text, name, words, any_case)
        reached = words[-1].end
        if mention is not None:
            yield mention


def _likely_starts(text: str, first_words: frozenset[str], any_case: bool) -> list[int]:
    """Return where in a text a name may begin, found by the few words that begin names."""
    spellings = set((_ANY_CASE if any_case else _CAPITALISED).findall(text))
    starts: list[int] = []
    for spelling in spellings:
        if spelling.lower() not in first_words:
            continue
        at = text.find(spelling)
        while at >= 0:
            after = text[at + len(spelling) : at + len(spelling) + 1]
            if not after.isalpha() and not (at and (text[at - 1].isalnum() or text[at - 1] == "@")):
                starts.append(at)
            at = text.find(spelling, at + len(spelling))
    return sorted(starts)


def _mention(text: str, name: Name, words: Sequence[Word], any_case: bool) -> Mention | None:
    start, end = words[0].start, words[-1].end
    if name.kind is NameKind.OTHER_PLACE:
        return None
    if name.kind is NameKind.INITIALS and not any_case and not text[start:end].replace(" ", "")[:2].isupper():
        return None
    left, right = _left_of(text, start), _right_of(text, end)
    if text.startswith(_GOV_UK, end):
        return None
    role, taken = _role(text, name, start, end, left, right, any_case)
    return Mention(
        name.councils, role, name.kind, start, right[taken - 1].end if taken else end, words[0].capital
    )


def _left_of(text: str, start: int) -> str:
    """Return what stands before a name in its sentence, in lower case, its words parted by single spaces."""
    before = _ABBREVIATION.sub(lambda m: m.group(1), text[max(0, start - _WINDOW) : start])
    sentence = _STOP.split(before)[-1].replace(",", " ").replace("-", " ").lower()
    return " ".join(sentence.split())


def _right_of(text: str, end: int) -> list[Word]:
    """Return the words that follow a name in its sentence."""
    stop = _STOP.search(text, end, end + _WINDOW)
    return list(words_of(text, end, stop.start() if stop else end + _WINDOW))


def _role(
    text: str, name: Name, start: int, end: int, left: str, right: Sequence[Word], any_case: bool
) -> tuple[Role, int]:
    """Return the role of a name and how many of the words to its right belong to it."""
    keys = [word.key for word in right]
    taken = _council_words(keys)
    if taken < 0 or _is_aside(text, start, end, left, right, keys, taken, any_case):
        return Role.ASIDE, 0
    if name.kind is not NameKind.FULL and left.rpartition(" ")[2] in COMPASS and _adjoins(text, start):
        return Role.ASIDE, 0
    if _LABEL_BEFORE.search(text, max(0, start - _WINDOW), start):
        return Role.LABELLED, taken
    if name.kind is NameKind.FULL or taken or _PREFIX.search(left):
        return Role.COUNCIL, taken
    return _role_of_place(name, left, keys), 0


def _role_of_place(name: Name, left: str, keys: Sequence[str]) -> Role:
    own = _OWN_BEFORE.search(left) is not None
    if name.kind is not NameKind.WEAK:
        return Role.OWN if own else Role.BARE
    service = bool(keys) and keys[0] in _SERVICE_WORDS
    if own and service:
        return Role.OWN
    if _PLACE_BEFORE.search(left) or (service and left):
        return Role.WEAK
    return Role.WORD


def _council_words(keys: Sequence[str]) -> int:
    """Return how many words after a name make it a council's; -1 for a parish, town or district."""
    types = 0
    while types < len(keys) and keys[types] in _TYPE_WORDS:
        types += 1
    kinds = frozenset(keys[:types])
    head = keys[types] if types < len(keys) else ""
    if head in _HEAD_WORDS:
        lower_tier = "district" in kinds and "metropolitan" not in kinds
        return -1 if lower_tier or not kinds.isdisjoint(("town", "parish")) else types + 1
    if tuple(keys[types : types + 2]) in _SERVICE_HEADS:
        return types + 2
    return types if types and keys[types - 1] == "borough" else 0


def _is_aside(
    text: str,
    start: int,
    end: int,
    left: str,
    right: Sequence[Word],
    keys: Sequence[str],
    taken: int,
    any_case: bool,
) -> bool:
    if not taken and _is_other_body(text, end, right, keys, any_case):
        return True
    if not any_case and (not _CASE_AFTER.isdisjoint(keys[taken : taken + 1]) or _CASE_BEFORE.search(left)):
        return True
    if _BODY_BEFORE.search(left):
        return True
    if (
        _NEIGHBOUR_BEFORE.search(left)
        or _LIKE_BEFORE.search(text, max(0, start - 20), start)
        or _THANKS.search(left)
    ):
        return True
    return _TRAINING_BEFORE.search(left) is not None or (
        not taken and not _TRAINING_AFTER.isdisjoint(keys[:1])
    )


def _is_other_body(text: str, end: int, right: Sequence[Word], keys: Sequence[str], any_case: bool) -> bool:
    """Tell whether a name only begins another body's: "Essex Partnership University NHS Foundation Trust"."""
    reached = end
    for word, key in zip(right[:8], keys, strict=False):
        if "," in text[reached : word.start] and key not in gazetteer().first_words:
            return False
        reached = word.end
        if key in _BODY_WORDS and (word.capital or any_case or key in _LOWER_CASE_BODY_WORDS):
            return True
        if key in _SERVICE_WORDS and key != "community":
            return False
        if key.isdigit() or (key not in _BODY_JOINTS and not (word.capital or any_case)):
            return False
    return False


def _adjoins(text: str, start: int) -> bool:
    """Tell whether the word before is in one phrase with it ("North Walsall", not "North, Walsall")."""
    before = text[max(0, start - 3) : start]
    return not any(break_ in before for break_ in (",", " -", "- "))


def _domains(text: str) -> Iterator[Mention]:
    """Find councils by their internet domain: an address such as `amhp.hub@dudley.gov.uk`."""
    names = gazetteer()
    at = text.find(_GOV_UK)
    while at >= 0:
        label = _DOMAIN.search(text, max(0, at - 40), at)
        if label is not None:
            key = label.group().lower().replace("-", "")
            name = (
                names.by_key.get(key)
                or names.squashed.get(key)
                or names.by_key.get(key.removesuffix("council"))
            )
            if name is not None and len(name.councils) == 1:
                end = at + len(_GOV_UK)
                yield Mention(name.councils, Role.COUNCIL, NameKind.FULL, label.start(), end, True)
        at = text.find(_GOV_UK, at + 1)


def _listed(text: str, mentions: list[Mention]) -> list[Mention]:
    """Give councils named in a row the same role: a label's answer stays one, all others are `LISTED`."""
    found = list(mentions)
    for index in range(1, len(found)):
        before, here = found[index - 1], found[index]
        if before.councils == here.councils or Role.ASIDE in (before.role, here.role):
            continue
        if len(here.councils) != 1 or len(before.councils) != 1:
            continue
        between = text[before.end : here.start]
        if PARAGRAPH_END in between or not _LISTING.fullmatch(between):
            continue
        role = Role.LABELLED if before.role is Role.LABELLED else Role.LISTED
        found[index - 1], found[index] = replace(before, role=role), replace(here, role=role)
    return found
