"""How does one return look to a person at a terminal?

Renders a record for `toolkit-extract show`. It needs no colour and no width beyond 80 columns, and it may be piped: a
mark is a character (or `[x]` where the terminal's encoding has no boxes), a doubt is a word. Text of the return is
never taken for markup, and control characters in it never reach the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit_extract.schemas.attention import review_reasons, single_answers, sort_findings
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import Finding, Severity
from toolkit_extract.schemas.record import (
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    ReturnRecord,
    StandardRecord,
)
from toolkit_extract.schemas.tables import clean_text
from toolkit_extract.schemas.toolkit import Toolkit

ANSWER_WIDTH = 64  # columns beside the flags and labels on a terminal of 80


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How marks are drawn, by state."""

    selected: str
    unselected: str
    unknown: str

    def of(self, state: MarkState) -> str:
        """The drawing of one mark."""
        return {
            MarkState.SELECTED: self.selected,
            MarkState.UNSELECTED: self.unselected,
            MarkState.UNKNOWN: self.unknown,
        }[state]


BOXES = Glyphs("☒", "☐", "?")
ASCII = Glyphs("[x]", "[ ]", "[?]")

_STATE_WORDS = {
    ChoiceState.NONE_SELECTED: "none selected",
    ChoiceState.MULTIPLE_SELECTED: "more than one selected",
    ChoiceState.NOT_RECOVERABLE: "not recoverable: the file has lost the state of boxes",
    ChoiceState.ABSENT: "not in the return",
    NarrativeState.BLANK: "(blank)",
    NarrativeState.ABSENT: "(not in the return)",
}


def glyphs_for(encoding: str) -> Glyphs:
    """Boxes where the encoding has them."""
    try:
        (BOXES.selected + BOXES.unselected).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BOXES


def print_record(record: ReturnRecord, toolkit: Toolkit, console: Console) -> None:
    """Print a record: whose it is, each standard with its answers, doubts where they belong, what was found overall."""
    glyphs = glyphs_for(console.encoding)
    for line in _heading(record, toolkit):
        console.print(line)
    for standard in record.standards:
        console.print()
        console.print(_plain(f"{standard.number}  {standard.title}", "bold"))
        if standard.found:
            console.print(_answers(standard, toolkit, glyphs))
        else:
            console.print(_plain("  not found in the return"))
        for reason in review_reasons(record, standard):
            console.print(_hanging("!", _plain(f"review: {reason}", "yellow")))
    console.print()
    _print_findings(record, console)


def _heading(record: ReturnRecord, toolkit: Toolkit) -> Iterator[Text]:
    yield _plain(record.source.path, "bold")
    pages = f", {record.source.pages} pages" if record.source.pages else ""
    yield _plain(f"{toolkit.name}; {record.source.format}{pages}; return {record.return_id}")
    authority = record.authority
    if authority.name:
        code = f" ({authority.gss_code})" if authority.gss_code else ""
        yield _plain(f"Authority: {authority.name}{code}, known by {authority.method}")
    else:
        yield _plain("Authority: not recognised")
    found = sum(standard.found for standard in record.standards)
    doubtful = sum(bool(review_reasons(record, standard)) for standard in record.standards)
    yield _plain(f"{found} of {len(toolkit.standards)} standards found; {doubtful} for review")


def _answers(standard: StandardRecord, toolkit: Toolkit, glyphs: Glyphs) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2)
    grid.add_column(no_wrap=True, min_width=11)
    grid.add_column(overflow="fold")
    for name, answer in single_answers(standard, with_unassigned=True):
        flag = "!" if answer.needs_review else ""
        if isinstance(answer, Choice):
            grid.add_row(flag, _label(name, toolkit), _choice(answer, toolkit, name, glyphs))
        elif answer.text or not name.endswith(".unassigned"):
            grid.add_row(flag, _label(name, toolkit), _narrative(answer))
    return grid


def _label(name: str, toolkit: Toolkit) -> Text:
    question_id, _, horizon_id = name.partition(".")
    question = toolkit.question(question_id)
    if question.kind == "plan":
        labels = {horizon.id: horizon.label for horizon in question.horizons}
        return _plain(labels.get(horizon_id, f"{question.column} (no horizon)"))
    return _plain(question.column)


def _choice(choice: Choice, toolkit: Toolkit, question_id: str, glyphs: Glyphs) -> Text:
    question = toolkit.question(question_id)
    lines: list[str] = []
    if question.kind == "choice" and choice.marks:
        marks = ((choice.marks.get(option.code), option.label) for option in question.options)
        lines += _packed([f"{glyphs.of(state)} {label}" for state, label in marks if state])
    if choice.state is not ChoiceState.SELECTED:
        lines.append(_STATE_WORDS[choice.state])
    elif choice.option and question.kind == "choice" and MarkState.SELECTED not in choice.marks.values():
        lines.append(f"selected: {question.option(choice.option).label} (by {choice.method})")
    if choice.remark:
        lines.append(f"remark: {choice.remark}")
    return _plain("\n".join(lines))


def _packed(items: list[str]) -> list[str]:
    """Items on as few lines as hold them whole, so that no box is parted from its label."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) + 2 <= ANSWER_WIDTH:
            lines[-1] += f"  {item}"
        else:
            lines.append(item)
    return lines


def _narrative(narrative: Narrative) -> Text:
    return _plain(narrative.text or _STATE_WORDS.get(narrative.state, ""))


def _print_findings(record: ReturnRecord, console: Console) -> None:
    findings = sort_findings(record.findings)
    console.print(_plain(f"{len(findings)} findings" if findings else "No findings", "bold"))
    for finding in findings:
        console.print(_hanging(_sign(finding), _plain(_finding_words(finding))))


def _sign(finding: Finding) -> str:
    return {Severity.INFO: "i", Severity.WARNING: "!", Severity.ERROR: "X"}[finding.severity]


def _finding_words(finding: Finding) -> str:
    place = " ".join(part for part in (finding.standard, finding.answer) if part)
    page = f" (page {finding.page})" if finding.page else ""
    lines = f" (line {finding.lines[0]})" if finding.lines else ""
    return f"{place + ': ' if place else ''}{finding.message} [{finding.code}]{page}{lines}"


def _hanging(sign: str, words: Text) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=2)
    grid.add_column(overflow="fold")
    grid.add_row(sign, words)
    return grid


def _plain(words: str, style: str = "") -> Text:
    return Text(clean_text(words) or "", style=style)
