"""How does a record look in a notebook?

HTML as a notebook shows it for the last value of a cell. Every word of a return is escaped. Nothing is imported that a
record does not need anyway, and the labels of a form are used only if somebody gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord, StandardRecord

_SIGNS = {"selected": "☒", "unselected": "☐", "unknown": "▨"}
_STATES = {
    "none_selected": "nothing is ticked",
    "multiple_selected": "more than one option is ticked",
    "not_recoverable": "not recoverable: the file does not say",
    "absent": "not in the return",
    "blank": "blank",
}
_TABLE = "border-collapse:collapse;font:13px/1.45 system-ui,sans-serif;text-align:left"
_CELL = (
    "padding:4px 10px;border-bottom:1px solid #d5dae0;text-align:left;vertical-align:top;white-space:pre-wrap"
)
_SOFT = "color:#5b6675"
_DOUBT = "background:#fdf3e0"
_DECIDED = "color:#1e6a43"

Labels = Mapping[str, str]


def record_html(record: ReturnRecord, labels: Labels | None = None) -> str:
    """A record: whose it is, then each standard that the return has with its answers, then what was found.

    Args:
        record: the record.
        labels: words for answers (`plan.short_term`) and for options (`evaluate=partially`).
    """
    labels = labels or {}
    authority = record.authority.name or "authority not recognised"
    code = f" ({record.authority.gss_code})" if record.authority.gss_code else ""
    found = [standard for standard in record.standards if standard.found]
    about = (
        f"{record.source.path} · {record.source.format} · {len(found)} of {len(record.standards)} standards"
    )
    missing = ", ".join(standard.number for standard in record.standards if not standard.found)
    parts = [
        f"<p><b>{_text(authority + code)}</b><br><span style='{_SOFT}'>{_text(about)}</span></p>",
        _table(row for standard in found for row in _standard_rows(standard, labels)),
    ]
    if missing:
        parts.append(f"<p style='{_SOFT}'>Not in the return: {_text(missing)}</p>")
    serious = [finding for finding in record.findings if finding.severity != "info"]
    if serious:
        items = "".join(
            f"<li>{_text(' '.join(filter(None, (finding.standard, finding.answer))))} {_text(finding.message)}</li>"
            for finding in serious
        )
        parts.append(f"<details><summary>{len(serious)} findings</summary><ul>{items}</ul></details>")
    return f"<div>{''.join(parts)}</div>"


def answer_html(answer: Narrative | Choice) -> str:
    """One answer alone."""
    return _table([_answer_row("", "", answer, {})])


def _standard_rows(standard: StandardRecord, labels: Labels) -> Iterable[str]:
    heading = f"<b>{_text(standard.number)}</b> {_text(standard.title)}"
    yield f"<tr><th colspan='3' style='{_CELL};background:#f4f5f6;font-weight:400'>{heading}</th></tr>"
    for question_id, answer in standard.answers.items():
        if answer.kind == "plan":
            for part, narrative in {**answer.horizons, "unassigned": answer.unassigned}.items():
                if part != "unassigned" or narrative.text:
                    yield _answer_row(f"{question_id}.{part}", question_id, narrative, labels)
        else:
            yield _answer_row(question_id, question_id, answer, labels)


def _answer_row(name: str, question_id: str, answer: Narrative | Choice, labels: Labels) -> str:
    value = _choice(question_id, answer, labels) if answer.kind == "choice" else _narrative(answer)
    known = [
        f"{answer.confidence:.2f}",
        *([f"by {answer.method.replace('_', ' ')}"] if answer.method else []),
    ]
    about = [f"<span style='{_SOFT}'>{_text(' '.join(known))}</span>"]
    if answer.needs_review:
        about.append(f"<b>look:</b> {_text('; '.join(answer.review_reasons) or answer.state)}")
    if answer.correction is not None:
        about.append(f"<span style='{_DECIDED}'>{_text(_decision(answer))}</span>")
    look = f";{_DOUBT}" if answer.needs_review else ""
    label = _text(labels.get(name, name))
    return (
        f"<tr><td style='{_CELL}'>{label}</td><td style='{_CELL}{look}'>{value}</td>"
        f"<td style='{_CELL}'>{'<br>'.join(about)}</td></tr>"
    )


def _choice(question_id: str, choice: Choice, labels: Labels) -> str:
    lines = []
    for code, state in choice.marks.items():
        words = f"{_SIGNS[state]} {_text(labels.get(f'{question_id}={code}', code.replace('_', ' ')))}"
        lines.append(f"<b>{words}</b>" if code in choice.selected else words)
    if choice.state != "selected":
        lines.append(f"<i>{_text(_STATES[choice.state])}</i>")
    if choice.remark:
        lines.append(f"<span style='{_SOFT}'>beside: {_text(choice.remark)}</span>")
    return "<br>".join(lines)


def _narrative(narrative: Narrative) -> str:
    return (
        _text(narrative.text)
        if narrative.text
        else f"<i>{_text(_STATES.get(narrative.state, 'unreadable'))}</i>"
    )


def _decision(answer: Narrative | Choice) -> str:
    if answer.correction is None:
        return ""
    machine = answer.correction.machine
    said = machine.option or machine.text or _STATES.get(machine.state, machine.state)
    before = f"; the machine had read: {said}" if answer.correction.status == "corrected" else ""
    return f"{answer.correction.status} by {answer.correction.reviewer}{before}"


def _table(rows: Iterable[str]) -> str:
    return f"<table style='{_TABLE}'>{''.join(rows)}</table>"


def _text(words: str) -> str:
    return escape(words, quote=True)
