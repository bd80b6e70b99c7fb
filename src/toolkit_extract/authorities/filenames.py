"""Which council does the name of a file, or of the folder that it lies in, name?

People write `Dudley_AMHP_return.docx`, `SandwellMBC2024.txt`, `rbkc-amhp.txt`. What is not the name of a
council is compared with the vocabulary of such file names, because a council name that is also a word or
a surname counts only when nothing unknown stands beside it: "Reading AMHP return" is Reading, "Reading
list" and "Jane Sutton" are not. A name of that sort without its capital counts when the file name holds
nothing else at all (`reading.txt`), and then as a hint only, which a cover that names another council
overrules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from toolkit_extract.authorities.mentions import Mention, Role, find_mentions
from toolkit_extract.authorities.names import NameKind, Word, gazetteer, normalise, word_set, words_of
from toolkit_extract.authorities.spelling import nearest_council
from toolkit_extract.authorities.table import Council
from toolkit_extract.authorities.verdict import Verdict

_FILE_WORDS = word_set(
    "amhp amhps return returns self assessment assessments assess toolkit toolkits tool service services "
    "standard standards national audit review form template completed complete filled final draft copy "
    "version signed off approved submission submitted submit updated update new scan scanned ocr doc "
    "document word pdf text txt response responses council borough county city metropolitan district "
    "unitary mbc mdc bc cc mb adult adults social care asc ascs dass local authority la the of and for "
    "from to by in on at a v ver rev jan january feb february mar march apr april may jun june jul july "
    "aug august sep sept september oct october nov november dec december qa data file report team teams "
    "lb rb london royal mental health act mha results fy q year dhsc"
)
"""What file names of returns say besides the name of a council."""

_FUNCTION_WORDS = word_set("the a an of for to this your")
"""Words that make an English word of the capitalised name before them: "Reading the toolkit"."""

_FILE_TYPE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,6}\Z")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
_LETTERS = re.compile(r"[A-Za-z]+")
_HOMES = frozenset(("home", "users", "documents and settings"))
_NEAREST_FOLDERS = 2  # folders further up say where a person keeps their files, not whose return one is

_SURE = {Role.COUNCIL: 0.95, Role.LABELLED: 0.95, Role.OWN: 0.9, Role.BARE: 0.9}
_CAPITALISED_WORD = 0.8
_LOWER_CASE_WORD = 0.65
_MISSPELT = 0.75
_FOLDER = 0.7


@dataclass(frozen=True, slots=True)
class _Stem:
    text: str
    words: tuple[Word, ...]


def council_of_file(filename: str) -> Verdict:
    """Return the council that the last part of a path names; a misspelt or lower-case word gives a hint."""
    stem = _stem(_parts(filename)[-1:])
    verdict = _verdict_of(stem, lower_case_words=True)
    if verdict.council or verdict.candidates:
        return verdict
    return _misspelt(stem)


def council_of_folder(filename: str) -> Verdict:
    """Return the council that one of the two nearest folders names, the nearest first: a hint."""
    parts = _parts(filename)[:-1]
    homes = {index + 1 for index, part in enumerate(parts) if part.lower() in _HOMES}
    for index in range(len(parts) - 1, max(-1, len(parts) - 1 - _NEAREST_FOLDERS), -1):
        verdict = Verdict() if index in homes else _verdict_of(_stem([parts[index]]), lower_case_words=False)
        if verdict.council:
            return Verdict(verdict.council, min(_FOLDER, verdict.confidence), hint=True)
    return Verdict()


def _parts(filename: str) -> list[str]:
    return [part for part in filename.replace("\\", "/").split("/") if part not in ("", ".", "..")]


def _stem(parts: Sequence[str]) -> _Stem:
    name = _FILE_TYPE.sub("", unquote(parts[0])) if parts else ""
    text = _unsquashed(re.sub(r"[_.+()\[\]{}~#]+", " ", name))
    return _Stem(text, tuple(words_of(text)))


def _unsquashed(name: str) -> str:
    """Part words that a file name wrote as one: `SandwellMBC2024`, `NorthYorkshire`, `towerhamlets`."""
    squashed = gazetteer().squashed

    def spaced(match: re.Match[str]) -> str:
        known = squashed.get(match.group().lower())
        if known is None:
            return match.group()
        return known.key.title() if match.group()[0].isupper() else known.key

    whole = _LETTERS.sub(spaced, name)
    known_initials = {word for word in _LETTERS.findall(whole) if normalise(word) in gazetteer().by_key}
    return " ".join(
        word if word in known_initials else _CAMEL.sub(" ", word) for word in re.split(r" +", whole)
    )


def _verdict_of(stem: _Stem, *, lower_case_words: bool) -> Verdict:
    counted: list[tuple[Mention, float]] = []
    mentions = [
        mention for mention in find_mentions(stem.text, any_case=True) if mention.role is not Role.ASIDE
    ]
    for mention in mentions:
        confidence = _confidence(stem, mention, mentions, lower_case_words)
        if confidence:
            counted.append((mention, confidence))
    certain = {m.councils[0]: c for m, c in reversed(counted) if len(m.councils) == 1}
    with_council_word = {m.councils[0] for m, _ in counted if m.role is Role.COUNCIL and len(m.councils) == 1}
    if len(certain) > 1 and len(with_council_word) == 1:
        council = with_council_word.pop()
        return Verdict(council, 0.85)
    if len(certain) == 1:
        council, confidence = certain.popitem()
        return Verdict(council, confidence, hint=confidence < _CAPITALISED_WORD)
    return Verdict(candidates=tuple(_all_councils(mention for mention, _ in counted)))


def _all_councils(mentions: Iterator[Mention]) -> Iterator[Council]:
    seen: set[str] = set()
    for mention in mentions:
        for council in mention.councils:
            if council.gss_code not in seen:
                seen.add(council.gss_code)
                yield council


def _confidence(stem: _Stem, mention: Mention, mentions: Sequence[Mention], lower_case_words: bool) -> float:
    """Return how sure one mention in a file name makes; 0 for a word that need not be a council."""
    if mention.kind is not NameKind.WEAK:
        return _SURE.get(mention.role, 0.9)
    if mention.role is Role.COUNCIL and (mention.capital or lower_case_words):
        return 0.9
    if any(word.key in _FUNCTION_WORDS and _is_beside(stem, mention, word) for word in _after(stem, mention)):
        return 0.0
    unknown = [word for word in stem.words if not _is_known(word, mentions)]
    if mention.capital:
        return 0.0 if any(_is_beside(stem, mention, word) for word in unknown) else _CAPITALISED_WORD
    return _LOWER_CASE_WORD if lower_case_words and not unknown else 0.0


def _after(stem: _Stem, mention: Mention) -> Sequence[Word]:
    return [word for word in stem.words if word.start >= mention.end][:1]


def _is_known(word: Word, mentions: Sequence[Mention]) -> bool:
    if word.key in _FILE_WORDS or word.key.isdigit() or len(word.key) == 1:
        return True
    return any(mention.start <= word.start < mention.end for mention in mentions)


def _is_beside(stem: _Stem, mention: Mention, word: Word) -> bool:
    """Tell whether a word stands directly before or after a mention, " - " not parting them."""
    between = (
        stem.text[mention.end : word.start]
        if word.start >= mention.end
        else stem.text[word.end : mention.start]
    )
    return not between.strip(" -,") and " - " not in between


def _misspelt(stem: _Stem) -> Verdict:
    """Compare runs of up to four unknown words with all names ("Wolverhamton", "North Tynside")."""
    mentions = [
        mention for mention in find_mentions(stem.text, any_case=True) if mention.role is not Role.ASIDE
    ]
    if mentions or _names_another_body(stem):
        return Verdict()
    for length in (4, 3, 2, 1):
        for index in range(len(stem.words) - length + 1):
            run = stem.words[index : index + length]
            if all(_is_known(word, ()) for word in run):
                continue
            council = nearest_council(" ".join(word.key for word in run))
            if council is not None:
                return Verdict(council, _MISSPELT, hint=True)
    return Verdict()


def _names_another_body(stem: _Stem) -> bool:
    """Tell whether the file name speaks of a trust or of a place that only resembles a council's."""
    if find_mentions(stem.text, any_case=True):
        return True
    names, words = gazetteer(), stem.words
    found = (names.longest(stem.text, words[index : index + 5]) for index in range(len(words)))
    return any(match is not None and match[0].kind is NameKind.OTHER_PLACE for match in found)
