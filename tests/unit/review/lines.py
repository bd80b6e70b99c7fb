"""Lines of corrections.jsonl for tests, of the records that `made_records` makes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from toolkit_extract.review.apply import value_of
from toolkit_extract.review.corrections import Overlay, standing
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.correction import AnswerValue, Correction
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord

START = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
HIGH = AnswerValue(state="selected", option="high", selected=("high",))


def answer_of(record: ReturnRecord, standard: str, answer: str) -> Narrative | Choice:
    """An answer of a record."""
    for one in record.standards:
        if one.number == standard:
            return dict(single_answers(one, with_unassigned=True))[answer]
    raise KeyError(standard)


def line(
    record: ReturnRecord,
    standard: str,
    answer: str,
    action: str = "accept",
    value: AnswerValue | None = None,
    *,
    minutes: float = 0,
    **fields: Any,
) -> Correction:
    """A line about an answer as the record has it, so many minutes after nine."""
    given: dict[str, Any] = {
        "id": uuid4().hex,
        "sha256": record.source.sha256,
        "toolkit": record.toolkit,
        "standard": standard,
        "answer": answer,
        "action": action,
        "value": value,
        "machine": None if action == "undo" else value_of(answer_of(record, standard, answer)),
        "reviewer": "Ada",
        "at": START + timedelta(minutes=minutes),
    }
    return Correction.model_validate({**given, **fields})


def overlay(*lines: Correction) -> Overlay:
    """An overlay of these lines."""
    return Overlay(lines, standing(lines))
