"""How do corrections meet a record?

Pure. A record as the machine read it and the overlay in; the record with both values out. A correction is applied while
the machine still says what it said when the person looked, or has come to say what the person says. Otherwise it is
stale: the machine's reading stays, and the answer asks for a look again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from toolkit_extract.review.corrections import Overlay
from toolkit_extract.schemas.attention import is_decided, single_answers
from toolkit_extract.schemas.correction import (
    Action,
    AnswerValue,
    Correction,
    MachineReading,
    Reviewed,
    ReviewStatus,
)
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.record import (
    Answer,
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    Plan,
    ReturnRecord,
    StandardRecord,
)
from toolkit_extract.schemas.toolkit import Toolkit

STALE_FINDING = "correction.stale"
BY_PERSON = "review"
"""The method of a value that a person gave."""

_STATUS = {
    Action.ACCEPT: ReviewStatus.ACCEPTED,
    Action.CORRECT: ReviewStatus.CORRECTED,
    Action.UNREADABLE: ReviewStatus.UNREADABLE,
}
Single = Narrative | Choice


@dataclass(frozen=True, slots=True)
class Applied:
    """A record with what people decided, and the corrections that are not applied.

    Attributes:
        stale: made of another reading.
        strange: made of an answer that the record's form does not have, or of another form.
    """

    record: ReturnRecord
    stale: tuple[Correction, ...] = ()
    strange: tuple[Correction, ...] = ()


def apply_to(record: ReturnRecord, overlay: Overlay, toolkit: Toolkit) -> Applied:
    """The record with the corrections that stand for it; the same again, however often it is done.

    Args:
        record: as the machine read it, or as this function made it of an earlier overlay.
        overlay: the corrections of the output folder.
        toolkit: the form of the record, which says what an option scores.
    """
    record = machine_record(record)
    there = overlay.of_return(record.source.sha256) if overlay.standing else {}
    lines = {place: line for place, line in there.items() if line.toolkit == record.toolkit}
    if not lines:
        return Applied(record, strange=tuple(there.values()))
    standards, stale, placed = [], [], set()
    for standard in record.standards:
        mine = {answer: line for (number, answer), line in lines.items() if number == standard.number}
        changed = {
            name: _with_correction(answer, mine[name], toolkit, name)
            for name, answer in single_answers(standard, with_unassigned=True)
            if name in mine
        }
        standards.append(replace_answers(standard, changed))
        placed |= {mine[name].id for name in changed}
        stale += [mine[name] for name, answer in changed.items() if not is_decided(answer)]
    told = tuple(_stale_finding(line.standard, line.answer) for line in stale)
    fields = {"standards": tuple(standards), "findings": record.findings + told}
    strange = tuple(line for line in there.values() if line.id not in placed)
    return Applied(record.model_copy(update=fields), tuple(stale), strange)


def with_brought(record: ReturnRecord, stored: ReturnRecord, overlay: Overlay) -> ReturnRecord:
    """The record, with what its stored self had decided by lines that the folder's own file never had.

    A masked copy has decisions in its records and no file of them; without this, writing its tables would lose them.

    Args:
        record: as `apply_to` made it of `stored`.
        stored: as the folder has it.
        overlay: the corrections of the folder.
    """
    if all(new is old for new, old in zip(record.standards, stored.standards, strict=True)):
        return record
    known = {line.id for line in overlay.lines}
    standards, told = [], []
    for now, before in zip(record.standards, stored.standards, strict=True):
        here = dict(single_answers(now, with_unassigned=True))
        brought = {
            name: answer
            for name, answer in single_answers(before, with_unassigned=True)
            if answer.correction and answer.correction.correction not in known and not here[name].correction
        }
        standards.append(replace_answers(now, brought))
        told += [
            _stale_finding(now.number, name) for name, answer in brought.items() if not is_decided(answer)
        ]
    return record.model_copy(update={"standards": tuple(standards), "findings": (*record.findings, *told)})


def machine_record(record: ReturnRecord) -> ReturnRecord:
    """The record as the machine read it, whatever corrections were applied to it."""
    standards = tuple(_machine_standard(standard) for standard in record.standards)
    if all(new is old for new, old in zip(standards, record.standards, strict=True)):
        return record
    findings = tuple(found for found in record.findings if found.code != STALE_FINDING)
    return record.model_copy(update={"standards": standards, "findings": findings})


def value_of(answer: Single) -> AnswerValue:
    """What an answer says."""
    if isinstance(answer, Choice):
        return AnswerValue(state=answer.state.value, option=answer.option, selected=answer.selected)
    return AnswerValue(state=answer.state.value, text=answer.text)


def said_value(line: Correction) -> AnswerValue | None:
    """What a person says an answer is; `None` where nobody can read it."""
    return {Action.ACCEPT: line.machine, Action.CORRECT: line.value}.get(line.action)


def fits(value: AnswerValue, answer: Single) -> bool:
    """Whether a value is one that the answer can have on its form, and whole in itself."""
    if isinstance(answer, Narrative):
        has_text = bool(value.text.strip())
        return value.state in set(NarrativeState) and has_text == (value.state == NarrativeState.ANSWERED)
    if value.state not in set(ChoiceState) or not set(value.selected) <= answer.marks.keys():
        return False
    count = len(set(value.selected))
    if value.state == ChoiceState.SELECTED:
        return value.option in answer.marks and value.selected in ((), (value.option,))
    return value.option is None and (count > 1 if value.state == ChoiceState.MULTIPLE_SELECTED else not count)


def replace_answers(standard: StandardRecord, changed: Mapping[str, Single]) -> StandardRecord:
    """The standard with some of its single answers, by name, in place of those it has."""
    if not changed:
        return standard
    answers: dict[str, Answer] = {}
    for question_id, answer in standard.answers.items():
        if isinstance(answer, Plan):
            parts = {
                part: changed[f"{question_id}.{part}"]
                for part in (*answer.horizons, "unassigned")
                if f"{question_id}.{part}" in changed
            }
            answers[question_id] = answer.model_copy(update=parts) if parts else answer
        else:
            answers[question_id] = changed.get(question_id, answer)
    return standard.model_copy(update=answers)


def _with_correction(answer: Single, line: Correction, toolkit: Toolkit, name: str) -> Single:
    said = said_value(line)
    if not _is_current(answer, line, said):
        return _stale(answer, line, said)
    agreed = said is not None and value_of(answer).key == said.key
    reviewed = Reviewed(
        status=ReviewStatus.ACCEPTED if agreed else _STATUS[line.action],
        correction=line.id,
        reviewer=line.reviewer,
        at=_time(line),
        reason=line.reason,
        machine=_reading(answer),
    )
    fields: dict[str, Any] = {"correction": reviewed, "needs_review": False, "review_reasons": ()}
    if not agreed:
        fields |= {"method": BY_PERSON, "confidence": 1.0, **_value_fields(answer, said, toolkit, name)}
    return answer.model_copy(update=fields)


def _is_current(answer: Single, line: Correction, said: AnswerValue | None) -> bool:
    """Whether a correction can be applied to the answer as the machine reads it now."""
    if line.action is Action.CORRECT and not (said and fits(said, answer)):
        return False
    now = value_of(answer).key
    return now in {value.key for value in (line.machine, said) if value is not None}


def _stale(answer: Single, line: Correction, said: AnswerValue | None) -> Single:
    reviewed = Reviewed(
        status=ReviewStatus.STALE,
        correction=line.id,
        reviewer=line.reviewer,
        at=_time(line),
        reason=line.reason,
        value=said,
        machine=_reading(answer),
    )
    reasons = (*answer.review_reasons, "a correction was made of another reading")
    return answer.model_copy(update={"correction": reviewed, "needs_review": True, "review_reasons": reasons})


def _value_fields(answer: Single, said: AnswerValue | None, toolkit: Toolkit, name: str) -> dict[str, Any]:
    """Fields of the answer for what the person says; without a value, for what nobody can read."""
    if isinstance(answer, Narrative):
        if said is None:
            return {"state": NarrativeState.ANSWERED, "text": ""}
        return {"state": NarrativeState(said.state), "text": said.text}
    if said is None:
        return {"state": ChoiceState.NOT_RECOVERABLE, "option": None, "score": None, "selected": ()}
    question = toolkit.question(name)
    score = question.option(said.option).score if said.option and question.kind == "choice" else None
    chosen = {*said.selected, said.option}
    selected = tuple(code for code in answer.marks if code in chosen)
    return {"state": ChoiceState(said.state), "option": said.option, "score": score, "selected": selected}


def _reading(answer: Single) -> MachineReading:
    return MachineReading(
        **value_of(answer).model_dump(),
        score=answer.score if isinstance(answer, Choice) else None,
        method=answer.method,
        confidence=answer.confidence,
        needs_review=answer.needs_review,
        review_reasons=answer.review_reasons,
    )


def _machine_standard(standard: StandardRecord) -> StandardRecord:
    changed = {
        name: _machine_answer(answer)
        for name, answer in single_answers(standard, with_unassigned=True)
        if answer.correction is not None
    }
    return replace_answers(standard, changed)


def _machine_answer(answer: Single) -> Single:
    if answer.correction is None:
        return answer
    said = answer.correction.machine
    fields: dict[str, Any] = {
        "correction": None,
        "method": said.method,
        "confidence": said.confidence,
        "needs_review": said.needs_review,
        "review_reasons": said.review_reasons,
    }
    if isinstance(answer, Choice):
        fields |= {
            "state": ChoiceState(said.state),
            "option": said.option,
            "score": said.score,
            "selected": said.selected,
        }
    else:
        fields |= {"state": NarrativeState(said.state), "text": said.text}
    return answer.model_copy(update=fields)


def _stale_finding(standard: str, answer: str) -> Finding:
    message = "a person decided this of another reading; the machine's stands until it is decided again"
    return finding(STALE_FINDING, message, standard=standard, answer=answer)


def _time(line: Correction) -> str:
    return line.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def count_decided(record: ReturnRecord) -> int:
    """Answers of a record that people decided."""
    return sum(
        is_decided(answer)
        for standard in record.standards
        for _, answer in single_answers(standard, with_unassigned=True)
    )
