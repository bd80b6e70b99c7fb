"""Which spans of a text are likely names of persons?

Words that begin with a capital stand in runs; within a run, lists of names and what stands around them (a title, a
role, a verb such as "led by") tell persons from places, bodies and papers. An installed spaCy model may be asked as
well; none is needed, and none is fetched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from toolkit_extract.dataset.models import load_model
from toolkit_extract.dataset.personal_lexicon import Names, lexicon
from toolkit_extract.dataset.spans import Span

KIND = "person_name"
MOST_WORDS = 4
SHORTEST_PART = 4
"""Fewest letters of a part of a name that is sought alone."""

_PART = r"(?:[A-Z]['’])?[A-ZÀ-Þ][a-zß-ÿ]+(?:[A-Z][a-zß-ÿ]+)?"
_WORD = re.compile(rf"(?<![\w'’@.-])(?:{_PART}(?:-{_PART})*|[A-Z]{{2,}}|[A-Z]\.?)(?![\w@])")
_POSSESSIVE = re.compile(r"['’]s\b")
_THE = re.compile(r"\b(?:the|an?) $", re.IGNORECASE)
_NUMBERED = re.compile(r" ?\d")


class _Word(NamedTuple):
    """A word with a capital; `lower` is its spelling in the lists."""

    start: int
    end: int
    lower: str
    shown: str

    @property
    def is_initial(self) -> bool:
        return len(self.shown.rstrip(".")) == 1

    @property
    def is_name_like(self) -> bool:
        """Whether it is written as a name is: `Smith`, not `NHS`."""
        return not self.is_initial and not self.shown.isupper()


def names_in(text: str) -> Iterator[Span]:
    """The spans of likely names of persons, without titles, from left to right; none overlaps another."""
    for run in _runs(text):
        yield from _names_of_run(text, run)


def model_names(model: str) -> Callable[[str], Iterable[Span]]:
    """What an installed spaCy model takes for names of persons.

    Raises:
        MissingDependency: no such model is installed.
    """
    nlp = load_model(model, "privacy.csv")

    def names(text: str) -> Iterator[Span]:
        for entity in nlp(text).ents:
            if entity.label_ in ("PERSON", "PER"):
                yield Span(entity.start_char, entity.end_char, KIND, f"model:{model}")

    return names


def _runs(text: str) -> Iterator[list[_Word]]:
    """Words with a capital that follow one another with nothing but a space between."""
    run: list[_Word] = []
    for found in _WORD.finditer(text):
        word = _Word(found.start(), found.end(), _as_listed(found[0]), found[0])
        if (run and text[run[-1].end : word.start] not in (" ", ". ")) or (
            run and _ends_sentence(run[-1], text, word)
        ):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _as_listed(word: str) -> str:
    """A word as the lists have it: in lower case, without accents."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return plain.lower().rstrip(".").replace("’", "'")


def _ends_sentence(before: _Word, text: str, word: _Word) -> bool:
    """Whether a full stop between two words ends a sentence: not behind a title or an initial."""
    stop = text[before.end : word.start] == ". "
    return stop and not (before.is_initial or before.lower in lexicon().names.titles)


def _names_of_run(text: str, run: list[_Word]) -> Iterator[Span]:
    names = lexicon().names
    at = 0
    while at < len(run):
        length, rule = _name_at(text, run, at, names)
        if length:
            yield Span(run[at].start, run[at + length - 1].end, KIND, rule)
        at += length or 1


def _name_at(text: str, run: list[_Word], at: int, names: Names) -> tuple[int, str]:
    """How many words from here on are a person's name, and by which rule; 0 if they are none."""
    word = run[at]
    words = _name_words(run, at, names)
    if not words:
        return 0, ""
    if (
        at + words < len(run)
        and run[at + words].lower in names.not_names
        and not _is_role(run[at + words :], names)
    ):
        # "Elizabeth Fry House", "Francis Report": a place, a body or a paper of that name
        return 0, ""
    if _NUMBERED.match(text, run[at + words - 1].end):
        return 0, ""
    if at and run[at - 1].lower in names.titles and run[at - 1].shown != run[at - 1].shown.upper():
        return words, "title"
    if (at and run[at - 1].lower in ("st", "saint", "the")) or _THE.search(
        text, max(0, word.start - 5), word.start
    ):
        # "St Mary", "the James Paget": named after a person
        return 0, ""
    rule = _listed(run[at : at + words], names)
    if rule:
        return words, rule
    if words > 1 and not word.is_initial and _is_pointed_at(text, run, at, words):
        return words, "role"
    return 0, ""


def _name_words(run: list[_Word], at: int, names: Names) -> int:
    """How many words from here on could be one name."""
    count = 0
    for word in run[at : at + MOST_WORDS]:
        first = word.lower in names.given or word.lower in names.ambiguous
        known = first or (count > 0 and word.lower in names.surnames)
        if not (known or word.is_initial or _could_be_part(word, names)):
            break
        count += 1
    return count


def _could_be_part(word: _Word, names: Names) -> bool:
    """Whether a word that no list of names has could be part of one."""
    return word.is_name_like and word.lower not in names.not_names and word.lower not in names.titles


def _listed(words: list[_Word], names: Names) -> str:
    """By which list these words are a name."""
    first, last = words[0], words[-1]
    surname = len(words) > 1 and any(part in names.surnames for part in last.lower.split("-"))
    given = first.lower.split("-")[0]
    if given in names.given and first.is_name_like:
        return "given_name_and_surname" if len(words) > 1 and last.is_name_like else "given_name"
    if given in names.ambiguous and first.is_name_like and surname:
        return "given_name_and_surname"
    if first.is_initial and surname and last.is_name_like:
        return "initial_and_surname"
    if surname and first.is_name_like and not {first.lower, last.lower} & (names.ambiguous | names.places):
        return "surname"
    return ""


def _is_role(rest: list[_Word], names: Names) -> bool:
    """Whether the words behind a name are a role: "Jane Smith AMHP Lead"."""
    said = " ".join(word.lower for word in rest)
    return any(said.startswith(role) for role in names.roles)


def _is_pointed_at(text: str, run: list[_Word], at: int, words: int) -> bool:
    """Whether a verb before, or a role or verb behind, says that a person is named here."""
    cue, role = _signs()
    start, end = run[at].start, run[at + words - 1].end
    return bool(cue.search(text, max(0, start - 40), start) or role.match(text, end))


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = lexicon().names
    cues = "|".join(map(re.escape, names.cues))
    roles = "|".join(map(re.escape, names.roles))
    verbs = "|".join(map(re.escape, names.verbs))
    return (
        re.compile(rf"\b(?:{cues})(?: is| was)?:? $", re.IGNORECASE),
        re.compile(rf"(?:(?: ?\(|, | [-–—] )(?:the |our )?(?:{roles})| (?:{verbs}))\b", re.IGNORECASE),
    )


def telling_parts(name: str) -> list[str]:
    """The words of a name that, standing alone in the same return, mean the same person; none that means more."""
    names = lexicon().names
    shared = names.not_names | names.places | names.ambiguous | names.titles
    return [word for word in name.split() if len(word) >= SHORTEST_PART and _as_listed(word) not in shared]
