"""Which spans of the answers are likely personal data?

Rules point at names, numbers and statements about few people, so that a person who shares a dataset knows where to
look. They are help and not assurance: what they miss, nothing marks. Spans are those of the answers' text as the tables
have it. The rows repeat no words of the answer, only a hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from toolkit_extract.dataset.answers import answer_texts, record_key
from toolkit_extract.dataset.personal_names import KIND as NAME
from toolkit_extract.dataset.personal_names import model_names, names_in, telling_parts
from toolkit_extract.dataset.personal_numbers import numbers_in
from toolkit_extract.dataset.personal_statements import KIND as STATEMENT
from toolkit_extract.dataset.personal_statements import statements_in
from toolkit_extract.dataset.spans import Span
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import Row

Detector = Callable[[str], Iterable[Span]]

# Where two spans overlap, the surer kind stands.
_ORDER = ("email_address", "nhs_number", "phone_number", "postcode", "person_name")


def privacy_row_maker(model: str | None = None) -> Callable[[ReturnRecord], Mapping[str, Iterable[Row]]]:
    """Makes the rows of the table `privacy` for one record after another.

    Args:
        model: name of an installed spaCy model whose names of persons are flagged as well.
    """
    detector = personal_data_detector(model)

    def rows(record: ReturnRecord) -> Mapping[str, Iterable[Row]]:
        return {"privacy": record_to_privacy_rows(record, detector)}

    return rows


def personal_data_detector(model: str | None = None) -> Detector:
    """All rules together: a text in, its spans from left to right out; only a statement may hold other spans."""
    detectors: list[Detector] = [numbers_in, names_in, statements_in]
    if model is not None:
        detectors.append(model_names(model))

    def detect(text: str) -> list[Span]:
        return without_overlaps([span for found in detectors for span in found(text)])

    return detect


def spans_of_texts(texts: Sequence[str], detector: Detector) -> list[list[Span]]:
    """The spans of each text of one return; a name that one of them makes known is found alone in all of them."""
    found = [list(detector(text)) for text in texts]
    names = [
        text[span.start : span.end]
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.kind == NAME
    ]
    known = {part for name in names for part in telling_parts(name)}
    if not known:
        return found
    again = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(known)))})\b")
    return [
        without_overlaps([*spans, *_named_elsewhere(text, again)])
        for text, spans in zip(texts, found, strict=True)
    ]


def record_to_privacy_rows(record: ReturnRecord, detector: Detector) -> list[Row]:
    """One row per flagged span of the answers' text."""
    answers = list(answer_texts(record))
    flagged = spans_of_texts([text for _, _, text in answers], detector)
    return [
        {
            **record_key(record, standard),
            "authority": record.authority.name,
            "answer": answer,
            "kind": span.kind,
            "start": span.start,
            "end": span.end,
            "masked": hint(text[span.start : span.end], span.kind),
            "rule": span.rule,
        }
        for (standard, answer, text), spans in zip(answers, flagged, strict=True)
        for span in spans
    ]


def without_overlaps(spans: Sequence[Span]) -> list[Span]:
    """Spans from left to right; of those that overlap, the one of the surer kind, then the longer one.

    A statement of a special category is a whole sentence, in which others may stand.
    """
    statements = {span for span in spans if span.kind == STATEMENT}
    kept: list[Span] = []
    ranked = sorted(
        (span for span in spans if span.kind != STATEMENT),
        key=lambda span: (_ORDER.index(span.kind), span.start - span.end, span.start),
    )
    for span in ranked:
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted((*kept, *statements))


def hint(words: str, kind: str) -> str:
    """What the table says of a span: enough to find it again beside its place, too little to know a person by."""
    if kind == "email_address":
        return f"…@{words.rpartition('@')[2].strip()}"
    if kind == "person_name":
        return " ".join(f"{word[0]}." for word in re.findall(r"[^\W\d_]+", words))
    if kind == "postcode":
        return f"{re.split(r'[0-9]', words)[0]}…"
    if kind in ("phone_number", "nhs_number"):
        return f"{sum(sign.isdigit() for sign in words)} digits"
    return f"{len(words.split())} words"


def _named_elsewhere(text: str, names: re.Pattern[str]) -> Iterator[Span]:
    return (Span(*found.span(), NAME, "named_elsewhere") for found in names.finditer(text))
