"""How a toolkit's own words are found in text: one compiled pattern for each kind of word, made once per toolkit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from toolkit_extract.schemas.toolkit import (
    ChoiceQuestion,
    Horizon,
    NarrativeQuestion,
    Option,
    PlanQuestion,
    Toolkit,
)

Question = NarrativeQuestion | PlanQuestion | ChoiceQuestion

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_LETTER = re.compile(r"[A-Za-z0-9]")
_NEVER = re.compile(r"(?!)")
_SPACE = r"[\s\u00a0]"
_PROMPT_START = 3
_LONG_TEXT = 2_000  # characters


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, apostrophes levelled."""
    return list(_words_of(text)) if len(text) < _LONG_TEXT else _WORD.findall(_levelled(text))


@lru_cache(maxsize=4096)
def _words_of(text: str) -> tuple[str, ...]:
    """The same for texts that are short enough to be kept: several steps ask for the words of one cell."""
    return tuple(_WORD.findall(_levelled(text)))


def _levelled(text: str) -> str:
    return text.lower().replace("’", "'")


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit."""
    return _LETTER.search(text) is not None


@lru_cache(maxsize=2048)
def fold_name(name: str) -> str:
    """A name as tables of names have it: words only, lower case, `&` written out."""
    return " ".join(words_of(name.replace("&", " and ")))


def phrase(text: str) -> str:
    """A pattern for a phrase: any white space between its words, dashes and ampersands in their usual spellings."""
    parts = []
    for word in text.split():
        escaped = re.escape(word).replace(r"\-", r"[-‐‑–\s]?").replace("'", "['’]?")
        parts.append(r"(?:and|&)" if word.lower() in {"and", "&"} else escaped)
    return rf"{_SPACE}+".join(parts)


def any_of(names: Iterable[str]) -> str:
    """A pattern for any of some phrases, longest first."""
    return "|".join(phrase(name) for name in sorted(set(names), key=lambda name: (-len(name), name)))


@dataclass(frozen=True, slots=True)
class OptionName:
    """One reading of a written option: the rating that it belongs to, and the option."""

    question: ChoiceQuestion
    option: Option


class Vocabulary:
    """The compiled words of one toolkit. Patterns: `number`, `column`, `horizon`, `option`, `section`."""

    def __init__(self, toolkit: Toolkit) -> None:
        self.toolkit = toolkit
        self.choices = tuple(q for q in toolkit.questions if q.kind == "choice")
        self.plans = tuple(q for q in toolkit.questions if q.kind == "plan")
        self.narratives = tuple(q for q in toolkit.questions if q.kind == "narrative")
        self._columns: dict[str, Question] = {
            fold_name(name): question
            for question in toolkit.questions
            for name in (question.column, *question.spellings)
        }
        self._options: dict[str, list[OptionName]] = {}
        for question in self.choices:
            for option in question.options:
                for name in {fold_name(written) for written in (option.label, *option.spellings)}:
                    self._options.setdefault(name, []).append(OptionName(question, option))
        self._horizons: dict[str, tuple[PlanQuestion, Horizon]] = {
            fold_name(name): (question, horizon)
            for question in self.plans
            for horizon in question.horizons
            for name in (horizon.label, *horizon.spellings)
        }
        self.prompt_words = {
            question.id: frozenset(word for cue in question.prompt_cues for word in words_of(cue))
            for question in toolkit.questions
        }
        self.prompt_cues = {
            question.id: tuple(" ".join(words_of(cue)) for cue in question.prompt_cues)
            for question in toolkit.questions
        }
        self.cues = {
            standard.number: tuple(" ".join(words_of(cue)) for cue in standard.cues)
            for standard in toolkit.standards
        }
        self.column_words = [word for question in toolkit.questions for word in words_of(question.column)]
        self._titles = {section.number: fold_name(section.title) for section in toolkit.sections}
        self.prompt = prompt_pattern(toolkit)
        self.number = number_pattern(toolkit)
        self.column = column_pattern(toolkit)
        self.horizon = _name_pattern(
            name for q in self.plans for h in q.horizons for name in (h.label, *h.spellings)
        )
        self.option = _name_pattern(
            name for q in self.choices for o in q.options for name in (o.label, *o.spellings)
        )
        self.section = section_pattern(toolkit)

    def question_named(self, name: str) -> Question:
        """The question whose column is written so."""
        return self._columns[fold_name(name)]

    def options_named(self, name: str) -> list[OptionName]:
        """The options written so: one in most forms, one a rating where ratings share their words."""
        return self._options.get(fold_name(name), [])

    def is_section_heading(self, line: str) -> bool:
        """Whether a line is a section's number and its title, or the beginning of it, in capitals or word by word."""
        match = self.section.match(line)
        if match is None:
            return False
        rest = line[match.end() :]
        if len(rest) > 8 and rest.isupper():
            return True
        folded = fold_name(rest)
        title = self._titles[int(match["number"])]
        return len(folded) > 8 and (title.startswith(folded) or folded == title)

    def begins_option(self, line: str) -> bool:
        """Whether a line is the beginning of an option's name that goes on in the next."""
        folded = fold_name(line)
        return any(written.startswith(f"{folded} ") for written in self._options)

    def option_names(self, question: ChoiceQuestion) -> list[tuple[str, Option]]:
        """Every way in which the options of one rating are written, folded, with the option."""
        return [
            (written, name.option)
            for written, names in self._options.items()
            for name in names
            if name.question.id == question.id
        ]

    def horizon_named(self, name: str) -> tuple[PlanQuestion, Horizon]:
        """The horizon whose label is written so."""
        return self._horizons[fold_name(name)]


@cache
def vocabulary_of(toolkit: Toolkit) -> Vocabulary:
    """The vocabulary of a toolkit, compiled once."""
    return Vocabulary(toolkit)


def number_pattern(toolkit: Toolkit) -> re.Pattern[str]:
    """The number of a standard at the start of a line: `1.1`, `1.1.`, `1.1)`, `Standard 1.1:`, `S1.1 -`, `1. 1`.

    Refused: `1.10` where the form has only `1.1`, `12.1`, `1.1%`. Whether `2.5 days` is a standard is decided by what
    stands around it.
    """
    numbers = "|".join(
        re.escape(standard.number).replace(r"\.", r"[ \t]?\.[ \t]?")
        for standard in sorted(toolkit.standards, key=lambda s: (-len(s.number), s.number))
    )
    prefixes = any_of(toolkit.wording.standard_prefixes)
    return re.compile(
        rf"^{_SPACE}*[>#*•_\-–\s\u00a0]*(?i:(?P<prefix>(?:{prefixes}){_SPACE}*[:.#-]?{_SPACE}*|S(?=\d))?)"
        rf"(?P<number>{numbers})(?![\d%])(?!\.\d)"
        rf"(?P<end>[*_]*[.):\]]?[*_]*(?:{_SPACE}*[-–—:|]{_SPACE}+|{_SPACE}+|$)|(?=[A-Z(‘“\"]))"
    )


def column_pattern(toolkit: Toolkit) -> re.Pattern[str]:
    """A column's name at the start of a line, alone or with more behind it. Not `Mapping` where the name is `Map`."""
    names = any_of(name for question in toolkit.questions for name in (question.column, *question.spellings))
    return re.compile(
        rf"^{_SPACE}*[>#*_•\-–\s\u00a0]*(?P<name>{names})(?![\w’'])(?P<colon>[*_]*{_SPACE}*[:–—-](?![\w-]))?[\s\u00a0*_]*",
        re.IGNORECASE,
    )


def prompt_pattern(toolkit: Toolkit) -> re.Pattern[str]:
    """The beginning of a question's prompt at the start of a line: the first words of its first cue, commas allowed."""
    first = [" ".join(q.prompt_cues[0].split()[:_PROMPT_START]) for q in toolkit.questions if q.prompt_cues]
    return (
        re.compile(rf"(?:{any_of(first)})\b".replace(f"{_SPACE}+", r"[\s,]+"), re.IGNORECASE)
        if first
        else _NEVER
    )


def section_pattern(toolkit: Toolkit) -> re.Pattern[str]:
    """The number of a section at the start of a line: `2.`, `Section 3:`; what follows must be its title or nothing."""
    prefixes = any_of(toolkit.wording.section_prefixes)
    numbers = "|".join(str(section.number) for section in sorted(toolkit.sections, key=lambda s: -s.number))
    return re.compile(
        rf"^[\s\u00a0#*_]*(?:(?P<prefix>{prefixes}){_SPACE}+)?(?P<number>{numbers})(?![\d])(?!\.\d)[.):]?[\s\u00a0–—:*_\-]*",
        re.IGNORECASE,
    )


def _name_pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, wherever it stands as words of its own."""
    listed = tuple(names)
    return re.compile(rf"(?<![\w-])(?P<name>{any_of(listed)})(?![\w])", re.IGNORECASE) if listed else _NEVER
