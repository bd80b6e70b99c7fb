"""What does the page get to know of an item? Plain values for JSON; the page shows each as text, never as markup."""

from __future__ import annotations

import base64
from typing import Any

from toolkit_extract.outputs.places import place_words
from toolkit_extract.review.apply import value_of
from toolkit_extract.review.drawing import Drawn, Lines, Picture
from toolkit_extract.review.evidence import regions_of
from toolkit_extract.review.queue import Item
from toolkit_extract.schemas.attention import single_answers, sort_findings
from toolkit_extract.schemas.correction import Correction
from toolkit_extract.schemas.finding import Severity
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord, StandardRecord
from toolkit_extract.schemas.toolkit import Toolkit

Json = dict[str, Any]


def form_view(toolkit: Toolkit) -> Json:
    """The answers of the form in its order: label, kind, options."""
    answers: Json = {}
    for question in toolkit.questions:
        if question.kind == "choice":
            options = [
                {"code": option.code, "label": option.label, "score": option.score}
                for option in question.options
            ]
            answers[question.id] = {"label": question.column, "kind": "choice", "options": options}
        elif question.kind == "narrative":
            answers[question.id] = {"label": question.column, "kind": "narrative"}
        else:
            parts = [(horizon.id, horizon.label) for horizon in question.horizons]
            for part, label in [*parts, ("unassigned", "under no horizon")]:
                answers[f"{question.id}.{part}"] = {
                    "label": f"{question.column}: {label}",
                    "kind": "narrative",
                }
    return {"name": toolkit.name, "answers": answers}


def item_view(item: Item, record: ReturnRecord) -> Json:
    """A line of the queue."""
    standard = standard_of(record, item.standard)
    return {
        "id": item.id,
        "return_id": item.return_id,
        "sha256": record.source.sha256,
        "authority": record.authority.name or "Authority not recognised",
        "file": record.source.path,
        "standard": item.standard,
        "title": standard.title,
        "answer": item.answer,
        "answers": list(item.answers),
        "section": item.section.value,
        "reasons": list(item.reasons),
        "confidence": item.confidence,
        "audit": item.audit,
        "found": standard.found,
        "fingerprints": {
            name: value_of(answer).fingerprint
            for name, answer in single_answers(standard, with_unassigned=True)
            if name in item.answers
        },
        "extractor": record.reading.version,
    }


def detail_view(item: Item, record: ReturnRecord) -> Json:
    """An item with all that is known of its standard: its answers, each other's neighbours, and the doubts."""
    standard = standard_of(record, item.standard)
    answers = dict(single_answers(standard, with_unassigned=True))
    about = [name for name in item.answers if name in answers]
    regions = [region for name in about for region in regions_of(answers[name])]
    return {
        "id": item.id,
        "statement": standard.statement,
        "place": place_words(regions),
        "format": record.source.format,
        "pages": record.source.pages,
        "answers": [
            answer_view(name, answer)
            for name, answer in answers.items()
            if not name.endswith(".unassigned")
            or answer.needs_review
            or name in about
            or value_of(answer).text
        ],
        "findings": [
            {"message": found.message, "severity": found.severity.value, "answer": found.answer}
            for found in sort_findings(record.findings)
            if found.standard == item.standard and found.severity is not Severity.INFO
        ],
        "return_findings": [
            found.message
            for found in record.findings
            if found.standard is None and found.severity is not Severity.INFO
        ],
    }


def answer_view(name: str, answer: Narrative | Choice) -> Json:
    """What the machine says of an answer."""
    value = value_of(answer)
    return {
        "name": name,
        "kind": answer.kind,
        **value.model_dump(mode="json"),
        "fingerprint": value.fingerprint,
        "marks": {code: state.value for code, state in answer.marks.items()}
        if isinstance(answer, Choice)
        else {},
        "remark": answer.remark if isinstance(answer, Choice) else "",
        "confidence": answer.confidence,
        "method": answer.method,
        "needs_review": answer.needs_review,
        "place": place_words(regions_of(answer)),
    }


def decision_view(line: Correction, *, stale: bool) -> Json:
    """What stands for an answer."""
    return {
        "id": line.id,
        "action": line.action.value,
        "value": line.value.model_dump(mode="json") if line.value else None,
        "reviewer": line.reviewer,
        "at": line.at.isoformat(),
        "reason": line.reason,
        "stale": stale,
    }


def drawn_view(drawn: Drawn) -> Json:
    """What is shown of the file."""
    if isinstance(drawn, Picture):
        return {
            "kind": "picture",
            "page": drawn.page,
            "width": drawn.width,
            "height": drawn.height,
            "image": f"data:image/webp;base64,{base64.b64encode(drawn.webp).decode()}",
            "boxes": [list(box) for box in drawn.boxes],
        }
    if isinstance(drawn, Lines):
        return {"kind": "lines", "lines": [list(line) for line in drawn.lines]}
    return {
        "kind": "rows",
        "rows": [
            [{"here": part.here, "paragraphs": [list(words) for words in part.paragraphs]} for part in row]
            for row in drawn.rows
        ],
    }


def note_view(words: str) -> Json:
    """Words where nothing can be shown."""
    return {"kind": "note", "words": words}


def key_of(return_id: str, standard: str, answer: str) -> str:
    """Names an answer among the decisions."""
    return f"{return_id}:{standard}:{answer}"


def standard_of(record: ReturnRecord, number: str) -> StandardRecord:
    """The standard of that number.

    Raises:
        KeyError: the record has none.
    """
    for standard in record.standards:
        if standard.number == number:
            return standard
    raise KeyError(number)
