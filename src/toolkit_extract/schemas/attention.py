"""What in a record asks for a person's look, and why?

Answers say so themselves (`needs_review`); findings of severity warning or error say so of what they name. What a
person has decided asks no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_extract.schemas.correction import ReviewStatus
from toolkit_extract.schemas.finding import Finding, Severity
from toolkit_extract.schemas.record import (
    Choice,
    Narrative,
    NarrativeState,
    Plan,
    ReturnRecord,
    StandardRecord,
)
from toolkit_extract.schemas.toolkit import standard_sort_key


def single_answers(
    standard: StandardRecord, with_unassigned: bool = False
) -> Iterator[tuple[str, Narrative | Choice]]:
    """The answers of a standard with their names (`map`, `plan.short_term` …), in the form's order."""
    for question_id, answer in standard.answers.items():
        if isinstance(answer, Plan):
            for horizon_id, narrative in answer.horizons.items():
                yield f"{question_id}.{horizon_id}", narrative
            if with_unassigned:
                yield f"{question_id}.unassigned", answer.unassigned
        else:
            yield question_id, answer


def is_decided(answer: Narrative | Choice) -> bool:
    """Whether a person has decided what the answer says, and that stands."""
    return answer.correction is not None and answer.correction.status is not ReviewStatus.STALE


def asking_findings(record: ReturnRecord) -> Iterator[Finding]:
    """Findings that still ask for a look: of severity warning or error, and not about answers that a person decided.

    A finding about a whole standard is settled when each of its answers is decided; one about the whole return is
    settled by other means, such as a manifest.
    """
    standards = {standard.number: standard for standard in record.standards}
    for finding in record.findings:
        if _asks(finding, standards.get(finding.standard or "")):
            yield finding


def concerned_answers(finding: Finding, standard: StandardRecord) -> list[tuple[str, Narrative | Choice]]:
    """The answers of its standard that a finding is about: one, those of a plan, or all.

    Plan text under no horizon is among them where there is some, or where its absence is in doubt.
    """
    named = finding.answer
    return [
        (name, answer)
        for name, answer in single_answers(standard, with_unassigned=True)
        if named is None or name == named or name.startswith(f"{named}.")
        if name == named or not name.endswith(".unassigned") or _is_there(answer)
    ]


def needs_review(record: ReturnRecord) -> bool:
    """Whether any answer or any finding of the record asks for a person's look."""
    doubtful = any(
        answer.needs_review for standard in record.standards for _, answer in single_answers(standard, True)
    )
    return doubtful or any(True for _ in asking_findings(record))


def review_reasons(record: ReturnRecord, standard: StandardRecord) -> list[str]:
    """Why a person should look at a standard: the reasons of its answers, then findings that no reason names."""
    reasons: list[str] = []
    for name, answer in single_answers(standard, with_unassigned=True):
        if answer.needs_review:
            reasons += [f"{name}: {reason}" for reason in answer.review_reasons or (answer.state.value,)]
    doubtful = {
        name for name, answer in single_answers(standard, with_unassigned=True) if answer.needs_review
    }
    for finding in record.findings:
        concerns = finding.standard == standard.number and finding.answer not in doubtful
        if concerns and _asks(finding, standard):
            reasons.append(f"{finding.answer}: {finding.code}" if finding.answer else finding.code)
    return list(dict.fromkeys(reasons))


def _is_there(answer: Narrative | Choice) -> bool:
    return answer.needs_review or answer.state is NarrativeState.ANSWERED


def _asks(finding: Finding, standard: StandardRecord | None) -> bool:
    """Whether a finding asks for a look; the standard is the one that it names."""
    if finding.severity is Severity.INFO:
        return False
    answers = concerned_answers(finding, standard) if standard else []
    return not answers or not all(is_decided(answer) for _, answer in answers)


def sort_findings(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings about the whole return first, then by standard; otherwise in the order in which they were made."""
    return sorted(
        findings,
        key=lambda finding: (finding.standard is not None, standard_sort_key(finding.standard or "")),
    )
