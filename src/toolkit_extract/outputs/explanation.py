"""Why does the record say so? Every value of a standard with its place, the method by which it is known, and how sure.

For `toolkit-extract explain`. `explained` gives the values, so that others can stand beside them; `print_explanation`
shows them at a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from toolkit_extract.outputs.places import place_words
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.correction import AnswerValue, MachineReading, Reviewed, ReviewStatus
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord, StandardRecord
from toolkit_extract.schemas.tables import clean_text
from toolkit_extract.schemas.toolkit import Toolkit


@dataclass(frozen=True, slots=True)
class Explained:
    """One value.

    Attributes:
        name: of the answer (`evaluate`), or of the answer and an option for one box (`evaluate: low`).
        state: what became of it.
        value: the text or the option, with its score; empty where there is none.
        method: how it is known; empty where nothing was read.
        confidence: 0 … 1; None for a box of which nothing is known.
        place: where it stands, in words; empty where that is not known.
        reasons: why a person should look.
        review: what a person decided, and what the machine had said; empty where nobody did.
    """

    name: str
    state: str
    value: str = ""
    method: str = ""
    confidence: float | None = None
    place: str = ""
    reasons: tuple[str, ...] = ()
    review: str = ""


def explained(standard: StandardRecord) -> Iterator[Explained]:
    """Every value of a standard, each rating followed by its boxes."""
    for name, answer in single_answers(standard, with_unassigned=True):
        yield Explained(
            name=name,
            state=answer.state.value,
            value=_value(answer),
            method=answer.method,
            confidence=answer.confidence,
            place=place_words(answer.regions),
            reasons=answer.review_reasons or (("needs review",) if answer.needs_review else ()),
            review=_review(answer.correction) if answer.correction else "",
        )
        if isinstance(answer, Choice):
            yield from _boxes(name, answer)


def print_explanation(record: ReturnRecord, number: str, toolkit: Toolkit, console: Console) -> None:
    """Print why the record says what it says of a standard.

    Raises:
        KeyError: the toolkit has no such standard.
    """
    standard = next((one for one in record.standards if one.number == number), None)
    if standard is None:
        raise KeyError(number)
    authority = record.authority
    known = (
        f", known by {authority.method}, confidence {authority.confidence:.2f}" if authority.method else ""
    )
    _print(console, f"{authority.name or 'no authority recognised'}{known}", "bold")
    _print(console, f"{record.source.path}; {toolkit.name}; return {record.return_id}")
    if record.superseded_by:
        _print(console, f"superseded by return {record.superseded_by}", "yellow")
    _print(console, "")
    found = place_words(standard.regions) if standard.found else "not found in the return"
    _print(console, f"{standard.number}  {standard.title}{f'  · {found}' if found else ''}", "bold")
    for value in explained(standard):
        _print_value(value, console)
    for finding in record.findings:
        if finding.standard == number:
            _print(console, f"! {finding.code}: {finding.message}", "yellow")


def _print_value(value: Explained, console: Console) -> None:
    indent = "    " if ": " in value.name else "  "
    how = [f"by {value.method.replace('_', ' ')}"] if value.method else []
    how += [f"confidence {value.confidence:.2f}"] if value.confidence is not None else []
    how += [value.place] if value.place else []
    said = f"{value.state.replace('_', ' ')}{f': {value.value}' if value.value else ''}"
    first, *others = said.split("\n")
    _print(console, f"{indent}{value.name}  {first}")
    for line in others:
        _print(console, f"{indent}  {line}")
    if how:
        _print(console, f"{indent}  [{'; '.join(how)}]", "dim")
    if value.review:
        _print(console, f"{indent}> {value.review}", "green")
    for reason in value.reasons:
        _print(console, f"{indent}! review: {reason}", "yellow")


def _boxes(name: str, choice: Choice) -> Iterator[Explained]:
    for option, state in choice.marks.items():
        detail = choice.mark_details.get(option)
        yield Explained(
            name=f"{name}: {option}",
            state=state.value,
            method=detail.method if detail else "",
            confidence=detail.confidence if detail else None,
            place=place_words((detail.region,) if detail and detail.region else ()),
        )


def _review(said: Reviewed) -> str:
    """Who decided what and when, with the value that does not stand: the machine's, or a stale one of the person."""
    words = f"{said.status.value} by {said.reviewer} at {said.at}"
    if said.reason:
        words += f" ({said.reason})"
    if said.status is ReviewStatus.STALE:
        return f"{words}: {_said(said.value) if said.value else 'unreadable'}; not applied"
    if said.status is ReviewStatus.ACCEPTED:
        return words
    machine = f"{_said(said.machine)}, by {said.machine.method.replace('_', ' ')}"
    return f"{words}; the machine had read: {machine}, confidence {said.machine.confidence:.2f}"


def _said(value: AnswerValue | MachineReading) -> str:
    words = value.text or value.option or ", ".join(value.selected)
    state = value.state.replace("_", " ")
    return f"{state}: {' '.join(words.split())}" if words else state


def _value(answer: Choice | Narrative) -> str:
    if isinstance(answer, Narrative):
        return clean_text(answer.text) or ""
    if answer.option is None:
        return ", ".join(answer.selected)
    return f"{answer.option} ({answer.score})"


def _print(console: Console, line: str, style: str = "") -> None:
    """Print text of a return: never taken for markup, no control character in it."""
    console.print(Text(clean_text(line) or "" if not line.startswith(" ") else _indented(line), style=style))


def _indented(line: str) -> str:
    rest = line.lstrip(" ")
    return " " * (len(line) - len(rest)) + (clean_text(rest) or "")
