"""Reads a drawn form and writes its answers as short as a page of a manual would."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_extract.parsers import parse
from toolkit_extract.recovery import Recovery, recover
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.record import Choice, ChoiceState, Narrative, NarrativeState
from toolkit_extract.schemas.toolkit import Toolkit

Answers = dict[str, str]


@dataclass(frozen=True)
class Reading:
    """What was read of a form."""

    recovery: Recovery

    @property
    def standards(self) -> list[str]:
        """Numbers of the standards that the form has."""
        return [standard.number for standard in self.recovery.standards if standard.found]

    def answers(self, number: str) -> Answers:
        """Each answer that is not simply blank: a text, an option's code, or the state in capitals."""
        standard = next(s for s in self.recovery.standards if s.number == number)
        shown = {
            name: show(answer)
            for name, answer in single_answers(standard, with_unassigned=True)
            if not (name.endswith("unassigned") and not show(answer))
        }
        return {name.removeprefix("plan."): words for name, words in shown.items() if words}

    def statement(self, number: str) -> str:
        return next(s.statement for s in self.recovery.standards if s.number == number)

    def doubted(self, number: str) -> set[str]:
        """Names of the answers that ask for a second look."""
        standard = next(s for s in self.recovery.standards if s.number == number)
        return {
            name.removeprefix("plan.")
            for name, answer in single_answers(standard, with_unassigned=True)
            if answer.needs_review
        }

    def choice(self, number: str, question: str) -> Choice:
        standard = next(s for s in self.recovery.standards if s.number == number)
        answer = standard.answers[question]
        assert isinstance(answer, Choice)
        return answer

    def codes(self, number: str | None = None) -> set[str]:
        """Codes of the findings: of one standard, or of all that is about the return as a whole."""
        return {finding.code for finding in self.recovery.findings if finding.standard == number}


def show(answer: Narrative | Choice) -> str:
    if isinstance(answer, Choice):
        return (
            answer.option if answer.state is ChoiceState.SELECTED and answer.option else answer.state.upper()
        )
    return answer.text if answer.state is not NarrativeState.ABSENT else "ABSENT"


def read(text: str | bytes, toolkit: Toolkit) -> Reading:
    """Read a form drawn in text."""
    data = text if isinstance(text, bytes) else text.encode()
    return Reading(recover(parse(data, "form.txt"), toolkit))
