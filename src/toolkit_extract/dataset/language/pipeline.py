"""How is a text read once for all rules: into tokens, sentences, names and cues?

spaCy's blank English pipeline with a sentencizer and the lines of returns (`sentences`). Matchers of phrases for names,
themes and cues run over the same tokens; an entity ruler would cost the length of the text times the number of names.
An installed model is loaded beside it, and only when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacy.tokens import Span
from spacy.util import filter_spans

from toolkit_extract.dataset.language.codebook import Lexicon, load_codebook, load_lexicon
from toolkit_extract.dataset.language.sentences import COMPONENT
from toolkit_extract.dataset.models import load_model
from toolkit_extract.schemas.codebook import NO_AIDS, Codebook, TextAids

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc

BATCH = 64
APART = "\x1f"
_ABBREVIATION = re.compile(r"[A-Z]{2,}s?")
_STOP_BEHIND_NAME = r"(?<=[a-z][A-Z])\."


@dataclass(frozen=True, slots=True)
class Phrases:
    """Matchers of phrases, in either case and as written."""

    matchers: tuple[PhraseMatcher, ...]

    def find(self, doc: Doc) -> list[Span]:
        """All matches, labelled, longest first where they start alike."""
        found = [span for matcher in self.matchers for span in matcher(doc, as_spans=True)]
        return sorted(found, key=lambda span: (span.start, -span.end, span.label_))


@dataclass(frozen=True, slots=True)
class Reader:
    """All that reading texts needs, built once for a run."""

    nlp: Language
    codebook: Codebook
    lexicon: Lexicon
    names: Phrases
    themes: Phrases
    cues: Phrases
    model: Language | None = None
    model_name: str | None = None

    def read(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Texts as tokens, sentences and names."""
        return map(self._with_names, self.nlp.pipe(texts, batch_size=BATCH))

    def _with_names(self, doc: Doc) -> Doc:
        """The names of the lexicon as entities: their kind, and as id their normalised form."""
        doc.set_ents([_named(span) for span in filter_spans(self.names.find(doc))])
        return doc


def _named(span: Span) -> Span:
    kind, _, name = span.label_.partition(APART)
    return Span(span.doc, span.start, span.end, label=kind, span_id=name)


def build_reader(aids: TextAids = NO_AIDS) -> Reader:
    """The pipeline and its phrases.

    Args:
        aids: an installed spaCy model whose organisations are mentioned as well (none is ever downloaded), and a
            codebook in place of the package's.

    Raises:
        MissingDependency: no such model is installed.
    """
    book, lexicon = aids.codebook or load_codebook(), load_lexicon()
    nlp = _blank_english()
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", ";", "…"]})
    nlp.add_pipe(COMPONENT)
    names = {
        f"{kind}{APART}{name}": phrases
        for kind, group in lexicon.names.items()
        for name, phrases in group.items()
    }
    themes = {
        f"{theme.id}{APART}{kind}": [*phrases, *(_plurals(phrases) if kind == "term" else ())]
        for theme in book.themes
        for kind, phrases in (
            ("term", theme.terms), ("except", theme.except_), ("gap", theme.gap), ("strength", theme.strength)
        )
        if phrases
    }  # fmt: skip
    cues = {name: getattr(book.cues, name) for name in type(book.cues).model_fields}
    return Reader(
        nlp=nlp,
        codebook=book,
        lexicon=lexicon,
        names=_phrases(nlp, names),
        themes=_phrases(nlp, themes),
        cues=_phrases(nlp, cues),
        model=load_model(aids.model, "mentions.csv") if aids.model else None,
        model_name=aids.model,
    )


def is_as_written(phrase: str) -> bool:
    """Whether a phrase is matched as written: it has a capital that is not of an abbreviation among other words."""
    words = phrase.split()
    names = words if len(words) == 1 else [word for word in words if not _ABBREVIATION.fullmatch(word)]
    return any(word != word.lower() for word in names)


def _blank_english() -> Language:
    """SpaCy's blank English, whose tokenizer leaves the full stop behind such a name as "RiO" where it stands."""
    import spacy
    from spacy.util import compile_suffix_regex

    nlp = spacy.blank("en")
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex([*(nlp.Defaults.suffixes or ()), _STOP_BEHIND_NAME]).search
    return nlp


def _phrases(nlp: Language, phrases: Mapping[str, Iterable[str]]) -> Phrases:
    from spacy.matcher import PhraseMatcher

    either_case, as_written = PhraseMatcher(nlp.vocab, attr="LOWER"), PhraseMatcher(nlp.vocab, attr="ORTH")
    for label, group in phrases.items():
        variants = [(phrase, variant) for phrase in group for variant in _variants(phrase)]
        loose = [nlp.make_doc(variant) for phrase, variant in variants if not is_as_written(phrase)]
        exact = [nlp.make_doc(variant) for phrase, variant in variants if is_as_written(phrase)]
        if loose:
            either_case.add(label, loose)
        if exact:
            as_written.add(label, exact)
    return Phrases((either_case, as_written))


def _variants(phrase: str) -> tuple[str, ...]:
    """The phrase, and with hyphens for its blanks: all, or the first alone."""
    return tuple(dict.fromkeys((phrase, phrase.replace(" ", "-"), phrase.replace(" ", "-", 1))))


def _plurals(phrases: Iterable[str]) -> Iterator[str]:
    return (f"{phrase}s" for phrase in phrases if not phrase.endswith("s"))
