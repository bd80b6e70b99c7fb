"""Which words show a theme, and which say gap or strength? They stand in `codebook.toml`, to be edited as data."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from toolkit_extract.errors import BrokenToolkit
from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.codebook import Codebook, Phrases


class Lexicon(Frozen):
    """Names that mentions are known by, and the verbs of actions."""

    names: dict[str, dict[str, Phrases]] = Field(description="phrases by kind and normalised name")
    verbs: dict[str, str] = Field(description="plain form by the forms that begin an action")
    gerunds: dict[str, str]
    participles: dict[str, str]
    nouns: dict[str, str]
    phrasal: Phrases


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook of the package, or that of a file.

    Raises:
        BrokenToolkit: the file is no codebook.
    """
    if path is None:
        return _shipped_codebook()
    try:
        words = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenToolkit(path, "codebook", f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BrokenToolkit(path, "codebook", "is no UTF-8 text") from error
    try:
        return Codebook.model_validate(tomllib.loads(words))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BrokenToolkit(path, "codebook", _in_one_line(error)) from error


@cache
def load_lexicon() -> Lexicon:
    """The names and verbs that come with the program."""
    data = _shipped("lexicon.toml")
    actions = data.pop("actions")
    verbs = actions["verbs"].split()
    phrasal = tuple(" ".join(phrase.split()) for phrase in actions["phrasal"].split(","))
    return Lexicon(
        names=data,
        verbs={verb: verb for verb in verbs} | {phrase.split()[0]: phrase.split()[0] for phrase in phrasal},
        gerunds={form: verb for verb in verbs for form in _forms(verb, "ing")},
        participles={form: verb for verb in verbs for form in _forms(verb, "ed")}
        | _pairs(actions["participles"]),
        nouns=_pairs(actions["nouns"]),
        phrasal=phrasal,
    )


def shipped_words() -> bytes:
    """The package's codebook as its file has it, UTF-8."""
    return files(__package__).joinpath("codebook.toml").read_bytes()


@cache
def _shipped_codebook() -> Codebook:
    return Codebook.model_validate(_shipped("codebook.toml"))


def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _forms(verb: str, ending: str) -> tuple[str, ...]:
    """Every spelling that a form may have: a word that is none does no harm, for no text has it."""
    forms = [verb + ending, verb + verb[-1] + ending]
    if verb.endswith("e"):
        forms.append(verb[:-1] + ending)
    if verb.endswith("y") and ending == "ed":
        forms.append(verb[:-1] + "ied")
    return tuple(forms)


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.strip().split("=") for pair in text.split(","))


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split())
