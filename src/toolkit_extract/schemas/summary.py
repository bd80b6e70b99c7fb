"""What must be known of a record without opening it: for the account of a run, its order, and which return counts."""

from __future__ import annotations

from collections import Counter

from toolkit_extract.schemas.attention import needs_review
from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.finding import Severity
from toolkit_extract.schemas.record import AuthorityRef, Choice, ChoiceState, ReturnRecord


class RecordSummary(Frozen):
    """A record in a few words.

    Attributes:
        standards: numbers of the standards that the return has.
        states: how many ratings are in each state, states in the order of `ChoiceState`, none with 0.
        partial: whether a finding of severity error says that a part was not read.
    """

    format: str
    pages: int | None
    authority: AuthorityRef
    submitted: str | None
    standards: tuple[str, ...]
    states: dict[str, int]
    needs_review: bool
    partial: bool

    @classmethod
    def of(cls, record: ReturnRecord) -> RecordSummary:
        """The summary of a record."""
        counted = Counter(
            answer.state
            for standard in record.standards
            for answer in standard.answers.values()
            if isinstance(answer, Choice)
        )
        return cls(
            format=record.source.format,
            pages=record.source.pages,
            authority=record.authority,
            submitted=record.submitted,
            standards=tuple(standard.number for standard in record.standards if standard.found),
            states={state.value: counted[state] for state in ChoiceState if counted[state]},
            needs_review=needs_review(record),
            partial=any(finding.severity is Severity.ERROR for finding in record.findings),
        )
