"""What shall a person look at, in which order, and why?

Records as the machine read them and the overlay in; items out, by reason: corrections that no longer fit, doubtful
answers, missing ones, conflicting ones, and a random sample of all the rest. An item is one answer, or a whole standard
where the doubt is about the standard: one that is not in the return is one item, not seven. The sample hangs on hash,
standard and answer alone: the same request draws the same answers, and a larger one adds to a smaller.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit_extract.review.apply import apply_to
from toolkit_extract.review.corrections import Overlay
from toolkit_extract.schemas.attention import concerned_answers, single_answers
from toolkit_extract.schemas.finding import Finding, Severity
from toolkit_extract.schemas.record import (
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    ReturnRecord,
    StandardRecord,
)
from toolkit_extract.schemas.toolkit import Toolkit

WHOLE = "*"
"""Stands for the answer of an item that is about a whole standard."""

_CONFLICTS = {"choice.conflict", "choice.multiple", "standard.repeated"}
_ABSENCES = {"standard.missing", "question.missing"}


class Section(StrEnum):
    """Why an item is in the queue; the order is the queue's."""

    STALE = "stale"  # a correction was made of another reading
    DOUBTFUL = "doubtful"
    MISSING = "missing"
    CONFLICTING = "conflicting"
    AUDIT = "audit"  # nothing is in doubt: drawn at random
    OPENED = "opened"  # in no queue: a person opened it from its standard


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide.

    Attributes:
        return_id: of the return.
        standard: number of the standard.
        answer: name of the answer, or `WHOLE`.
        answers: names of the answers that a decision is about.
        section: the first reason, which sorts the queue.
        reasons: why, in words.
        confidence: of the answer, or the lowest of the standard.
        audit: whether the random sample drew it, whatever else it is queued for.
        draw: its place in the random order, 0 to 1.
    """

    return_id: str
    standard: str
    answer: str
    answers: tuple[str, ...]
    section: Section
    reasons: tuple[str, ...]
    confidence: float
    audit: bool = False
    draw: float = 1.0

    @property
    def id(self) -> str:
        """Names the item in addresses and lists."""
        return f"{self.return_id}:{self.standard}:{self.answer}"


def sorted_items(items: Iterable[Item]) -> list[Item]:
    """Items by reason, within a reason as they come; those of the sample at random, so that a part is a sample too."""
    order = {section: index for index, section in enumerate(Section)}
    return sorted(
        items, key=lambda item: (order[item.section], item.draw if item.section is Section.AUDIT else 0.0)
    )


def items_of(
    record: ReturnRecord, overlay: Overlay, toolkit: Toolkit, *, audit: float = 0.0
) -> Iterator[Item]:
    """The items of one record in the form's order."""
    stale = {(line.standard, line.answer) for line in apply_to(record, overlay, toolkit).stale}
    for standard in record.standards:
        yield from _standard_items(record, standard, stale, audit)


def opened_item(record: ReturnRecord, standard: StandardRecord, answer: str, *, audit: float = 0.0) -> Item:
    """An answer that a person opens though it is in no queue.

    Raises:
        KeyError: the standard has no such answer.
    """
    found = dict(single_answers(standard, with_unassigned=True))[answer]
    return Item(
        return_id=record.return_id,
        standard=standard.number,
        answer=answer,
        answers=(answer,),
        section=Section.OPENED,
        reasons=(),
        confidence=found.confidence,
        audit=is_drawn(record, standard, answer, audit),
    )


def draw(sha256: str, standard: str, answer: str) -> float:
    """Where an answer stands in the random order, 0 to 1: by hash alone, so that nobody can choose it."""
    digest = hashlib.sha256(f"{sha256}/{standard}/{answer}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def is_drawn(record: ReturnRecord, standard: StandardRecord, answer: str, share: float) -> bool:
    """Whether a random sample of that share of all answers has this one.

    Answers are drawn from standards that the return has. One that it lacks is queued anyway.
    """
    whole = standard.found and not answer.endswith(".unassigned")
    return whole and draw(record.source.sha256, standard.number, answer) < share


def _standard_items(
    record: ReturnRecord, standard: StandardRecord, stale: set[tuple[str, str]], audit: float
) -> Iterator[Item]:
    findings = [
        found
        for found in record.findings
        if found.standard == standard.number and found.severity is not Severity.INFO
    ]
    answers = dict(single_answers(standard, with_unassigned=True))
    if not standard.found and not any(number == standard.number for number, _ in stale):
        yield _whole(record, standard, Section.MISSING, ("the standard is not in the return",), answers)
        return
    alone: dict[str, Item] = {}
    for name, answer in answers.items():
        item = _answer_item(record, standard, name, answer, findings, (standard.number, name) in stale, audit)
        if item is not None:
            alone[name] = item
    yield from alone.values()
    general = [found for found in findings if _is_general(found, standard)]
    if general:
        rest = {
            name: answer
            for found in general
            for name, answer in concerned_answers(found, standard)
            if name not in alone
        }
        reasons = tuple(dict.fromkeys(found.message for found in general))
        if rest:
            yield _whole(record, standard, _section_of_findings(general), reasons, rest)


def _is_general(found: Finding, standard: StandardRecord) -> bool:
    return len(concerned_answers(found, standard)) > 1 and found.code not in _ABSENCES


def _whole(
    record: ReturnRecord,
    standard: StandardRecord,
    section: Section,
    reasons: tuple[str, ...],
    answers: dict[str, Narrative | Choice],
) -> Item:
    return Item(
        return_id=record.return_id,
        standard=standard.number,
        answer=WHOLE,
        answers=tuple(answers),
        section=section,
        reasons=reasons,
        confidence=min((answer.confidence for answer in answers.values()), default=0.0),
    )


def _answer_item(
    record: ReturnRecord,
    standard: StandardRecord,
    name: str,
    answer: Narrative | Choice,
    findings: list[Finding],
    is_stale: bool,
    audit: float,
) -> Item | None:
    about = [found for found in findings if found.answer == name]
    drawn = is_drawn(record, standard, name, audit)
    section = _section(answer, about, is_stale, drawn)
    if section is None:
        return None
    reasons = (*answer.review_reasons, *(found.message for found in about)) or _plain_reasons(section, answer)
    item = Item(
        return_id=record.return_id,
        standard=standard.number,
        answer=name,
        answers=(name,),
        section=section,
        reasons=tuple(dict.fromkeys(reasons)),
        confidence=answer.confidence,
        audit=drawn,
    )
    return replace(item, draw=draw(record.source.sha256, standard.number, name)) if drawn else item


def _section(answer: Narrative | Choice, about: list[Finding], is_stale: bool, drawn: bool) -> Section | None:
    if is_stale:
        return Section.STALE
    if answer.needs_review or about:
        if answer.state in {ChoiceState.ABSENT, NarrativeState.ABSENT}:
            return Section.MISSING
        if answer.state is ChoiceState.MULTIPLE_SELECTED:
            return Section.CONFLICTING
        return _section_of_findings(about)
    return Section.AUDIT if drawn else None


def _section_of_findings(findings: list[Finding]) -> Section:
    codes = {found.code for found in findings}
    if codes & _CONFLICTS:
        return Section.CONFLICTING
    return Section.MISSING if codes & _ABSENCES else Section.DOUBTFUL


def _plain_reasons(section: Section, answer: Narrative | Choice) -> tuple[str, ...]:
    if section is Section.AUDIT:
        return ("drawn at random: nothing is in doubt",)
    return (answer.state.value.replace("_", " "),)
