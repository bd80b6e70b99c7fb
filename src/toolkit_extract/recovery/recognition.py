"""Which values of a record come from words that a program recognised, and which program was it?

A recognised text says so in its `method`: `cell+ocr:rapidocr:3.10.0`, the engine and its version. Marks of a scan are
judged by their ink, and their method says that (`scanned_box`). What is known by words alone, and what is blank because
no words were recognised, names the engine too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from toolkit_extract.recovery.choices import METHODS_OF_WORDS
from toolkit_extract.recovery.narratives import RECOGNISED
from toolkit_extract.schemas.document import Document, RunOrigin, paragraphs_of
from toolkit_extract.schemas.record import Answer, Choice, Narrative, NarrativeState, OptionMark, Plan
from toolkit_extract.schemas.region import PageRegion, Region

_TEXT_LAYER = "text_layer"
"""Stands for the engine where another program laid its words under a page before the file came."""

_Known = TypeVar("_Known", Narrative, Choice, OptionMark)


@dataclass(frozen=True, slots=True)
class RecognisedWords:
    """What recognised the words of a document, as a method says it, and on which pages."""

    method: str
    pages: frozenset[int]

    def name(self, answer: Answer, places: Sequence[Region]) -> Answer:
        """The answer with the engine in its method, where it needs naming.

        Args:
            answer: as recovered.
            places: those of the answer's standard, for an answer that has none of its own.
        """
        if isinstance(answer, Plan):
            parts = {**answer.horizons, "unassigned": answer.unassigned}
            return answer.model_copy(
                update={name: self._narrative(part, places) for name, part in parts.items()}
            )
        if isinstance(answer, Narrative):
            return self._narrative(answer, places)
        return self._choice(answer, places)

    def _narrative(self, answer: Narrative, places: Sequence[Region]) -> Narrative:
        if answer.state is NarrativeState.BLANK and self._holds(places):
            return _with_method(answer, [*_parts(answer.method), self.method])
        named = [self.method if part == RECOGNISED else part for part in _parts(answer.method)]
        return _with_method(answer, named)

    def _choice(self, answer: Choice, places: Sequence[Region]) -> Choice:
        if not self._holds(answer.regions or places):
            return answer
        details = {code: self._by_words(mark) for code, mark in answer.mark_details.items()}
        return self._by_words(answer.model_copy(update={"mark_details": details}))

    def _by_words(self, known: _Known) -> _Known:
        if METHODS_OF_WORDS.isdisjoint(_parts(known.method)):
            return known
        return _with_method(known, [*_parts(known.method), self.method])

    def _holds(self, places: Iterable[Region]) -> bool:
        """Whether places lie on pages whose words were recognised."""
        return any(isinstance(place, PageRegion) and place.page in self.pages for place in places)


def recognised_words_of(document: Document) -> RecognisedWords | None:
    """What recognised words of a document; None where all its words are its own."""
    if not document.ocr:
        return None
    engine = (document.ocr_engine or _TEXT_LAYER).replace(" ", ":")
    pages = {
        run.region.page
        for paragraph in paragraphs_of(document.blocks)
        for run in paragraph.inlines
        if run.kind == "run" and run.origin is RunOrigin.OCR and isinstance(run.region, PageRegion)
    }
    return RecognisedWords(f"{RECOGNISED}:{engine}", frozenset(pages))


def _parts(method: str) -> list[str]:
    return [part for part in method.split("+") if part]


def _with_method(known: _Known, parts: Sequence[str]) -> _Known:
    method = "+".join(parts)
    return known if method == known.method else known.model_copy(update={"method": method})
