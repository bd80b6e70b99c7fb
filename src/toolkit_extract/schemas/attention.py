"""What in a record asks for a person's look, and why?

Answers say so themselves (`needs_review`); findings of severity warning or error say so of what they name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_extract.schemas.finding import Finding, Severity
from toolkit_extract.schemas.record import Choice, Narrative, Plan, ReturnRecord, StandardRecord
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


def needs_review(record: ReturnRecord) -> bool:
    """Whether any answer or any finding of the record asks for a person's look."""
    doubtful = any(
        answer.needs_review for standard in record.standards for _, answer in single_answers(standard, True)
    )
    return doubtful or any(finding.severity is not Severity.INFO for finding in record.findings)


def review_reasons(record: ReturnRecord, standard: StandardRecord) -> list[str]:
    """Why a person should look at a standard: the reasons of its answers, then findings that no reason names."""
    reasons: list[str] = []
    for name, answer in single_answers(standard, with_unassigned=True):
        if answer.needs_review:
            reasons += [f"{name}: {reason}" for reason in answer.review_reasons or (answer.state.value,)]
    reviewed = {
        name for name, answer in single_answers(standard, with_unassigned=True) if answer.needs_review
    }
    for finding in record.findings:
        serious = finding.severity is not Severity.INFO
        if serious and finding.standard == standard.number and finding.answer not in reviewed:
            reasons.append(f"{finding.answer}: {finding.code}" if finding.answer else finding.code)
    return list(dict.fromkeys(reasons))


def sort_findings(findings: tuple[Finding, ...]) -> list[Finding]:
    """Findings about the whole return first, then by standard; otherwise in the order in which they were made."""
    return sorted(
        findings,
        key=lambda finding: (finding.standard is not None, standard_sort_key(finding.standard or "")),
    )
