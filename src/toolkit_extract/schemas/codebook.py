"""What is a codebook of themes, and what else may help to read free text?

`dataset/language/codebook.toml` says what each list of phrases does. What helped is kept beside the tables, so
that they can be made again.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from toolkit_extract.schemas.base import Frozen

Phrase = Annotated[str, Field(min_length=1, max_length=100)]
Phrases = tuple[Phrase, ...]


class Cues(Frozen):
    """Words of stance; `codebook.toml` says what each list does."""

    gap: Phrases
    strength: Phrases
    weak: Phrases = ()
    negators: Phrases = ()
    ignore: Phrases = ()
    burdens: Phrases = ()
    settled: Phrases = ()
    grown: Phrases = ()
    topics: Phrases = ()
    handled: Phrases = ()
    purposes: Phrases = ()
    planned: Phrases = ()
    suppositions: Phrases = ()
    breaks: Phrases = ()


class Theme(Frozen):
    """One theme."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    label: Phrase
    terms: Annotated[Phrases, Field(min_length=1)]
    except_: Phrases = Field(
        default=(), alias="except", description="phrases that hold a term and mean another thing"
    )
    gap: Phrases = Field(default=(), description="phrases that are the theme and a gap")
    strength: Phrases = Field(default=(), description="phrases that are the theme and a strength")


class Codebook(Frozen):
    """All themes and cues."""

    id: str
    version: str
    cues: Cues
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]


class TextAids(Frozen):
    """What helps to read free text beside the rules that are shipped."""

    model: str | None = Field(default=None, description="name of an installed spaCy model")
    codebook: Codebook | None = Field(default=None, description="themes in place of those that are shipped")

    def over(self, other: TextAids) -> TextAids:
        """These, and where they have none, those of another."""
        return TextAids(model=self.model or other.model, codebook=self.codebook or other.codebook)


NO_AIDS = TextAids()
"""The rules alone."""
