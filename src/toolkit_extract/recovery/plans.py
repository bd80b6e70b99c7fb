"""Which words of a plan stand under which horizon?

A horizon's label counts at the start of a line, alone or with the plan's words behind it; several labels in one line
count where they stand in the form's order. Words before the first label are under none, and a label goes on over the
end of a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit_extract.recovery.marked_text import PARAGRAPH_END, MarkedText
from toolkit_extract.recovery.narratives import Piece, pieces_to_narrative
from toolkit_extract.recovery.vocabulary import Vocabulary
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.record import Plan
from toolkit_extract.schemas.toolkit import PlanQuestion

_REACH = 200
"""Characters round a label that say whether it is one; a label stands at a line's start, or behind few words."""

_LINE_LEAD = re.compile(r"[\s\u00a0•*_>\-–—(\[\ufffc]*$")
_AFTER_LABEL = re.compile(
    r"[ \t\u00a0*_]*(?:\((?:[^()\n]{0,40})\)[ \t\u00a0]*)?"
    r"(?:(?P<stop>[:;–—\-.](?![\w-]))|(?P<end>[)\]]?(?=[\n\u2029]|$))"
    r"|(?P<capital>(?=[ \t\u00a0]+[A-Z0-9•£(\ufffc\"“‘'])))[ \t\u00a0*_]*"
)
_PLACE_IN_SENTENCE = re.compile(
    r"(?<![\w/])(?:in|over|for|the|our|a|an|and|to|on|of|this|these|as|any|from|with|both|into)[ \t]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Label:
    """A horizon's label: the offsets of the words, and of all that goes with them."""

    horizon: str
    start: int
    end: int
    at_line_start: bool


@dataclass(slots=True)
class _Sorted:
    """Pieces by horizon; the key `None` holds what stands under no horizon."""

    pieces: dict[str | None, list[Piece]] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    stacked: str | None = None


_COMPOUND = re.compile(r"[ \t\u00a0]+(?:financ|strateg|budget|forecast|saving)", re.IGNORECASE)
"""Words that make a name of a horizon's words: `Medium Term Financial Strategy`."""


def find_labels(
    text: MarkedText, vocabulary: Vocabulary, question: PlanQuestion, after: str | None = None
) -> list[Label]:
    """The horizon labels of a plan's text, in order. `in the short term` is no label.

    Args:
        text: the plan, or a piece of it.
        vocabulary: of the toolkit.
        question: the plan's question.
        after: the horizon that was open before this piece.
    """
    candidates: list[Label] = []
    for match in vocabulary.horizon.finditer(text.text):
        owner, horizon = vocabulary.horizon_named(match["name"])
        if owner.id != question.id:
            continue
        line = re.split(r"[\n\u2029]", text.text[max(match.start() - _REACH, 0) : match.start()])[-1]
        at_start = _LINE_LEAD.fullmatch(line) is not None
        behind = _AFTER_LABEL.match(text.text, match.end())
        if behind is None and not _followed_by_label(text.text, match.end(), vocabulary):
            continue
        if _wrapped_into_sentence(text.text, match):
            continue
        if not at_start and _COMPOUND.match(text.text, match.end()):
            continue
        if not at_start and (not _is_title(match["name"]) or _PLACE_IN_SENTENCE.search(line)):
            continue
        if at_start and behind is not None and behind["capital"] is not None and not _is_title(match["name"]):
            continue
        candidates.append(Label(horizon.id, match.start(), behind.end() if behind else match.end(), at_start))
    return _in_order(candidates, question, after)


def _wrapped_into_sentence(text: str, match: re.Match[str]) -> bool:
    """A horizon's words at the start or end of a print line, within a sentence that runs over the line's end."""
    before, after = (
        text[max(match.start() - _REACH, 0) : match.start()],
        text[match.end() : match.end() + _REACH],
    )
    if match["name"][0].islower() and not re.match(r"[ \t\u00a0*_]*(?::|[\n\u2029]|$)", after):
        return True
    if before.endswith("\n") and (match["name"][0].islower() or _PLACE_IN_SENTENCE.search(before.rstrip())):
        return True
    following = re.match(r"[ \t]*\n[ \t]*(\S)", after)
    return following is not None and following[1].islower() and not _is_title(match["name"])


def _is_title(name: str) -> bool:
    words = [word for word in re.split(r"[\s-]+", name) if word]
    return all(word[0].isupper() for word in words)


def _followed_by_label(text: str, end: int, vocabulary: Vocabulary) -> bool:
    rest = text[end : end + _REACH].lstrip()
    return vocabulary.horizon.match(rest) is not None


def _in_order(labels: Sequence[Label], question: PlanQuestion, after: str | None) -> list[Label]:
    """All labels at line starts; those within a line only where they go on in the form's order."""
    order = {horizon.id: index for index, horizon in enumerate(question.horizons)}
    kept: list[Label] = []
    last = order[after] if after is not None else None
    for label in labels:
        position = order[label.horizon]
        if not label.at_line_start and (last is None or position != last + 1):
            continue
        kept.append(label)
        last = position
    return kept


def read_plan(
    question: PlanQuestion, pieces: Sequence[Piece], vocabulary: Vocabulary, standard: str, *, seen: bool
) -> tuple[Plan, tuple[Finding, ...]]:
    """The plan that its pieces make, in reading order."""
    result = _sort(question, pieces, vocabulary)
    findings: list[Finding] = []
    if result.stacked is not None:
        note = "the horizon labels stand together, and the text behind the last of them"
        findings.append(
            finding("plan.after_labels", note, standard=standard, answer=f"{question.id}.{result.stacked}")
        )
    present = seen or bool(result.labels) or any(result.pieces.values())
    unassigned = result.pieces.get(None, [])
    blank_because = "all horizon labels stand before the text" if result.stacked is not None else None
    if any(not piece.text.blank for piece in unassigned):
        note = "plan text stands under no horizon"
        findings.append(finding("plan.unassigned", note, standard=standard, answer=question.id))
        unassigned = [Piece(p.text, p.how, min(p.confidence, 0.9), p.reason or note) for p in unassigned]
        blank_because = note
    horizons = {}
    for horizon in question.horizons:
        own = result.pieces.get(horizon.id, [])
        if horizon.id == result.stacked:
            why = "all horizon labels stand before the text"
            own = [
                Piece(piece.text, piece.how, min(piece.confidence, 0.75), piece.reason or why)
                for piece in own
            ]
        horizons[horizon.id] = pieces_to_narrative(own, seen=present, blank_because=blank_because)
    plan = Plan(unassigned=pieces_to_narrative(unassigned, seen=True), **horizons)
    return plan, tuple(findings)


def _sort(question: PlanQuestion, pieces: Sequence[Piece], vocabulary: Vocabulary) -> _Sorted:
    result = _Sorted()
    current: str | None = None
    run: list[str] = []  # labels since the last words
    for piece in pieces:
        position = 0
        for label in find_labels(piece.text, vocabulary, question, current):
            before = piece.text.slice(position, label.start).stripped()
            run = _keep(result, current, piece, before, run)
            current = label.horizon
            result.labels.append(current)
            run.append(current)
            position = label.end
        run = _keep(result, current, piece, piece.text.slice(position).stripped(), run)
    result.stacked = _stacked(question, result)
    return result


def _keep(result: _Sorted, horizon: str | None, piece: Piece, text: MarkedText, run: list[str]) -> list[str]:
    words = text.text.strip(" \t\n•*-–_:." + PARAGRAPH_END)
    if not words and not text.marks:
        return run
    result.pieces.setdefault(horizon, []).append(Piece(text, piece.how, piece.confidence, piece.reason))
    return []


def _stacked(question: PlanQuestion, result: _Sorted) -> str | None:
    """The last horizon, where every label stands before the first words and only the last has any."""
    order = [horizon.id for horizon in question.horizons]
    filled = [horizon for horizon, pieces in result.pieces.items() if pieces]
    if len(order) > 1 and result.labels == order and filled == [order[-1]]:
        return order[-1]
    return None
