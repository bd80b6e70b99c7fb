"""Is a spaCy model installed, and what is it like? None is ever downloaded."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_extract.errors import MissingDependency

if TYPE_CHECKING:
    from spacy.language import Language


def is_installed(model: str) -> bool:
    """Whether there is a package, or a folder, of this name; spaCy itself is not loaded for that."""
    try:
        distribution(model)
    except (PackageNotFoundError, ValueError):
        return Path(model).is_dir()
    return True


def load_model(model: str, table: str) -> Language:
    """An installed model, without what finds no names.

    Args:
        model: name of its package, or a folder.
        table: file that it is to help with, for the error.

    Raises:
        MissingDependency: it is not installed.
    """
    try:
        return _loaded(model)
    except OSError as error:
        advice = f"install it with 'python -m spacy download {model}', or leave the option out"
        raise MissingDependency(table, f"the spaCy model '{model}'", advice) from error


@cache
def _loaded(model: str) -> Language:
    """One in a process, however many tables it helps with."""
    import spacy

    return spacy.load(model, exclude=["lemmatizer", "textcat"])
