"""How does one return look to a person at a terminal?

Renders a record for `toolkit-extract show`, so that it can be held against the document: what each box shows, what
they amount to, how that is known, and where it stands. It needs no colour and no width beyond 80 columns, and it may be
piped: a mark is a character (or `[x]` where the terminal's encoding has no boxes), a doubt is a word. Text of the
return is never taken for markup, and control characters in it never reach the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from toolkit_extract.outputs.places import place_words
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

_FLAG_WIDTH, _LABEL_WIDTH = 2, 11
_MISSING = "standard.missing"
_USUAL = "cell"
"""The method of a text that stands in the cell of its question, which needs no mention."""


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
    for found, run in groupby(record.standards, key=lambda standard: standard.found):
        standards = list(run)
        if not found:
            console.print()
            console.print(_plain(f"{_run_words(standards)}  not found in the return", "bold"))
            continue
        for standard in standards:
            console.print()
            console.print(_title(standard))
            console.print(_answers(standard, toolkit, glyphs, console.width))
            for reason in review_reasons(record, standard):
                console.print(_hanging("!", _plain(f"review: {reason}", "yellow")))
    console.print()
    _print_findings(record, console)


def _run_words(standards: Sequence[StandardRecord]) -> str:
    """Standards that follow one another: `2.1`, or `2.1 to 3.4`."""
    first, last = standards[0].number, standards[-1].number
    return first if first == last else f"{first} to {last}"


def _title(standard: StandardRecord) -> Text:
    title = _plain(f"{standard.number}  {standard.title}", "bold")
    place = place_words(standard.regions)
    return title.append(f"  · {place}", "not bold dim") if place else title


def _heading(record: ReturnRecord, toolkit: Toolkit) -> Iterator[Text]:
    yield _plain(record.source.path, "bold")
    pages = f", {record.source.pages} pages" if record.source.pages else ""
    converted = f", converted by {record.source.converted_by}" if record.source.converted_by else ""
    yield _plain(f"{toolkit.name}; {record.source.format}{pages}{converted}; return {record.return_id}")
    authority = record.authority
    if authority.name:
        code = f" ({authority.gss_code})" if authority.gss_code else ""
        yield _plain(f"Authority: {authority.name}{code}, known by {authority.method}")
    else:
        yield _plain("Authority: not recognised")
    found = sum(standard.found for standard in record.standards)
    doubtful = sum(standard.found and bool(review_reasons(record, standard)) for standard in record.standards)
    yield _plain(f"{found} of {len(toolkit.standards)} standards found; {doubtful} for review")


def _answers(standard: StandardRecord, toolkit: Toolkit, glyphs: Glyphs, width: int) -> Table:
    """A row for each answer, with a faint last line that says how it is known and where it stands."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=_FLAG_WIDTH)
    grid.add_column(no_wrap=True, min_width=_LABEL_WIDTH)
    grid.add_column(overflow="fold")
    room = width - _FLAG_WIDTH - _LABEL_WIDTH - 3
    for name, answer in single_answers(standard, with_unassigned=True):
        flag = "!" if answer.needs_review else ""
        if isinstance(answer, Choice):
            grid.add_row(flag, _label(name, toolkit), _choice(answer, toolkit, name, glyphs, room))
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


def _choice(choice: Choice, toolkit: Toolkit, question_id: str, glyphs: Glyphs, room: int) -> Text:
    question = toolkit.question(question_id)
    lines: list[str] = []
    if question.kind == "choice" and choice.marks:
        marks = ((choice.marks.get(option.code), option.label) for option in question.options)
        lines += _packed([f"{glyphs.of(state)} {label}" for state, label in marks if state], room)
    if choice.remark:
        lines.append(f"remark: {choice.remark}")
    words = _STATE_WORDS.get(choice.state, "")
    if choice.option and question.kind == "choice":
        words = f"selected: {question.option(choice.option).label} ({choice.score})"
    return _plain("\n".join([*lines, words])).append(f" {_known(choice)}".rstrip(), "dim")


def _packed(items: list[str], room: int) -> list[str]:
    """Items on as few lines as hold them whole, so that no box is parted from its label."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) + 2 <= room:
            lines[-1] += f"  {item}"
        else:
            lines.append(item)
    return lines


def _narrative(narrative: Narrative) -> Text:
    text = _plain(narrative.text or _STATE_WORDS.get(narrative.state, ""))
    parting = "\n" if narrative.state is NarrativeState.ANSWERED else " "
    return text.append(f"{parting}{_known(narrative)}".rstrip(), "dim")


def _known(answer: Narrative | Choice) -> str:
    """How an answer is known and where it stands, in square brackets; empty if there is nothing to say."""
    method = "" if answer.method in ("", _USUAL) else f"by {answer.method.replace('_', ' ')}"
    words = "; ".join(part for part in (method, place_words(answer.regions)) if part)
    return f"[{words}]" if words else ""


def _print_findings(record: ReturnRecord, console: Console) -> None:
    findings = sort_findings(record.findings)
    console.print(_plain(f"{len(findings)} findings" if findings else "No findings", "bold"))
    missing = [standard for standard in record.standards if not standard.found]
    for finding in findings:
        if finding.code != _MISSING:
            console.print(_hanging(_sign(finding), _plain(_finding_words(finding))))
    if missing:
        numbers = ", ".join(standard.number for standard in missing)
        console.print(_hanging("!", _plain(f"not in the return: {numbers} [{_MISSING}]")))


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
