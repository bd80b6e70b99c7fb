"""What does a record look like with its likely personal data masked?

A record in, a record out: every text that it holds (answers, words beside options, statements, comments, corrections)
has `[person_name]`, `[phone_number]` and so on where a span was flagged. A text in which nothing is flagged stays
verbatim; one in which something is flagged is kept as the tables have it, for the spans are those of the tables. Who
corrected an answer is left out: that is a person by name, whatever the name looks like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from toolkit_extract.dataset.answers import words_to_join
from toolkit_extract.dataset.cleaning import clean_answer
from toolkit_extract.dataset.privacy import Detector, spans_of_texts
from toolkit_extract.dataset.spans import Span
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.correction import Reviewed
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.record import Answer, Choice, Narrative, Plan, ReturnRecord, StandardRecord

Change = Callable[[str], str]
REVIEWER = "[reviewer]"
"""Stands for whoever corrected an answer."""


def masked_record(record: ReturnRecord, detector: Detector) -> ReturnRecord:
    """The record with flagged spans masked, and so that nothing in it would be flagged again."""
    if _has_reviewers(record):
        record = _with_texts(record, {})
    while changed := _changed_texts(record, detector):
        record = _with_texts(record, changed)
        findings = tuple(map(_without_digits, record.findings))
        record = record.model_copy(update={"findings": findings})
    return record


def _has_reviewers(record: ReturnRecord) -> bool:
    return any(
        answer.correction is not None and answer.correction.reviewer != REVIEWER
        for standard in record.standards
        for _, answer in single_answers(standard, with_unassigned=True)
    )


def _without_digits(one: Finding) -> Finding:
    """A finding that quotes digits of the return, which may be those of a number that is masked there, without them."""
    if one.code != "narrative.digits_differ":
        return one
    return one.model_copy(update={"message": re.sub(r"\d", "#", one.message)})


def _changed_texts(record: ReturnRecord, detector: Detector) -> dict[str, str]:
    """The texts of the record in which something is flagged, and what becomes of them."""
    texts = list(dict.fromkeys(_texts(record)))
    words = words_to_join(record)
    cleaned = [clean_answer(text, words) or "" for text in texts]
    flagged = spans_of_texts(cleaned, detector)
    return {
        text: masked(clean, spans)
        for text, clean, spans in zip(texts, cleaned, flagged, strict=True)
        if spans
    }


def masked(text: str, spans: list[Span]) -> str:
    """The text with each span replaced by its kind in square brackets; a span within another goes with it."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= at:
            parts += [text[at : span.start], f"[{span.kind}]"]
        at = max(at, span.end)
    return "".join((*parts, text[at:]))


def _texts(record: ReturnRecord) -> Iterator[str]:
    """All words of the return that the record holds."""
    yield from record.comments
    for standard in record.standards:
        yield standard.statement
        for _, answer in single_answers(standard, with_unassigned=True):
            yield answer.remark if isinstance(answer, Choice) else answer.text
            if answer.correction:
                yield from _correction_texts(answer.correction)


def _correction_texts(said: Reviewed) -> Iterator[str]:
    yield from (said.reason, said.machine.text, said.value.text if said.value else "")


def _with_texts(record: ReturnRecord, changed: Mapping[str, str]) -> ReturnRecord:
    def change(text: str) -> str:
        return changed.get(text, text)

    return record.model_copy(
        update={
            "comments": tuple(map(change, record.comments)),
            "standards": tuple(_standard_with_texts(standard, change) for standard in record.standards),
        }
    )


def _standard_with_texts(standard: StandardRecord, change: Change) -> StandardRecord:
    answers = {name: _answer_with_texts(answer, change) for name, answer in standard.answers.items()}
    return standard.model_copy(update={"statement": change(standard.statement), **answers})


def _answer_with_texts(answer: Answer, change: Change) -> Answer:
    if isinstance(answer, Plan):
        horizons = {name: _narrative(part, change) for name, part in answer.horizons.items()}
        return answer.model_copy(update={**horizons, "unassigned": _narrative(answer.unassigned, change)})
    if isinstance(answer, Choice):
        correction = _correction(answer.correction, change)
        return answer.model_copy(update={"remark": change(answer.remark), "correction": correction})
    return _narrative(answer, change)


def _narrative(narrative: Narrative, change: Change) -> Narrative:
    correction = _correction(narrative.correction, change)
    return narrative.model_copy(update={"text": change(narrative.text), "correction": correction})


def _correction(said: Reviewed | None, change: Change) -> Reviewed | None:
    if said is None:
        return None
    machine = said.machine.model_copy(update={"text": change(said.machine.text)})
    value = said.value and said.value.model_copy(update={"text": change(said.value.text)})
    return said.model_copy(
        update={"reviewer": REVIEWER, "reason": change(said.reason), "machine": machine, "value": value}
    )
