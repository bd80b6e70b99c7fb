"""How do the pieces of one free-text answer become its text?

Paragraphs are parted by newlines. A sentence that a page break or a conversion cut in two is joined again; lines that
only the width of a page or of a column broke are one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit_extract.recovery.marked_text import PARAGRAPH_END, MarkedText
from toolkit_extract.recovery.stream import BULLET
from toolkit_extract.schemas.document import HANDWRITING
from toolkit_extract.schemas.record import Narrative, NarrativeState

SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]*_]*$")
"""The end of a sentence or clause, closing quotes and brackets allowed."""

_BROKEN_WORD = re.compile(r"(?<=[A-Za-z])[-‐]$")
_ITEM_START = re.compile(r"^(?:[•▪‣◦·*]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_DASH = re.compile(r"^[–-]\s")
_SOFT_HYPHEN = "\u00ad"
_SHORT_LINE = 45
_TAIL = 200
_HARD_TO_READ = 0.6
"""Confidence of a recognised word below which a person should look."""

RECOGNISED = "ocr"
"""The part of a method which says that the words were recognised from a picture."""

_TWO_READINGS = "two readings of the scan differ in digits"
HANDWRITTEN = "handwriting in the cell was not read"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one answer. `how`: `cell`, or why a loose line was given to this answer."""

    text: MarkedText
    how: str = "cell"
    confidence: float = 0.99
    reason: str | None = None


def pieces_to_narrative(
    pieces: Sequence[Piece], *, seen: bool, torn: bool = False, blank_because: str | None = None
) -> Narrative:
    """The narrative that the pieces of an answer make, in reading order.

    Args:
        pieces: the answer's pieces.
        seen: whether the return has the question.
        torn: whether a page break tore the answer.
        blank_because: why the answer may only seem to be blank, for a person to look.
    """
    kept = [piece for piece in pieces if not piece.text.blank]
    text = pieces_to_text(kept)
    written = any(mark.method == HANDWRITING for piece in kept for mark in piece.text.marks)
    if written:
        blank_because = HANDWRITTEN
    if not text:
        state = NarrativeState.BLANK if seen else NarrativeState.ABSENT
        reasons: tuple[str, ...] = () if seen else ("the question is not in the return",)
        if seen and blank_because:
            reasons = (blank_because,)
        return Narrative(
            state=state,
            confidence=0.75 if seen and blank_because else 0.95,
            needs_review=bool(reasons),
            review_reasons=reasons,
        )
    confidence = min(min(piece.confidence, piece.text.confidence) for piece in kept)
    doubts = [piece.reason for piece in kept if piece.reason]
    if any(piece.text.recognised and piece.text.confidence < _HARD_TO_READ for piece in kept):
        doubts.append("some words of the scan are hard to read")
    if any(piece.text.read_otherwise for piece in kept):
        doubts.append(_TWO_READINGS)
    if written:
        doubts.append(HANDWRITTEN)
    reasons = tuple(dict.fromkeys(doubts))
    return Narrative(
        state=NarrativeState.ANSWERED,
        text=text,
        method="+".join(_how(kept)),
        confidence=round(min(confidence, 0.95) if torn else confidence, 2),
        needs_review=bool(reasons),
        review_reasons=reasons,
        regions=tuple(dict.fromkeys(region for piece in kept for region in piece.text.regions)),
    )


def _how(pieces: Sequence[Piece]) -> list[str]:
    """How the pieces were tied to their question, and whether any of their words were recognised rather than read."""
    ways = list(dict.fromkeys(piece.how for piece in pieces))
    return [*ways, RECOGNISED] if any(piece.text.recognised for piece in pieces) else ways


def pieces_to_text(pieces: Sequence[Piece]) -> str:
    """The words of some pieces as paragraphs parted by newlines."""
    paragraphs: list[str] = []
    for piece in pieces:
        for index, block in enumerate(piece.text.words.split(PARAGRAPH_END)):
            for paragraph in unwrap(block):
                if (paragraphs and index == 0 and continues(paragraphs[-1], paragraph)) or (
                    paragraphs and paragraph[:1].islower() and continues(paragraphs[-1], paragraph)
                ):
                    paragraphs[-1] = join_lines(paragraphs[-1], paragraph)
                else:
                    paragraphs.append(paragraph)
    return "\n".join(paragraphs)


def unwrap(block: str) -> list[str]:
    """The paragraphs of a stretch of lines: a line end within a sentence, or at the page's width, is none."""
    lines = [" ".join(line.split()) for line in block.replace(_SOFT_HYPHEN, "").split("\n")]
    lines = [line for line in lines if line and line != BULLET.strip()]
    if len(lines) <= 1:
        return lines
    width = max(len(line) for line in lines)
    paragraphs = [
        [lines[0]]
    ]  # each as its lines, so that the cost does not grow with the square of a paragraph
    for previous, line in pairwise(lines):
        if not _is_wrapped(previous, line, width):
            paragraphs.append([line])
        elif _BROKEN_WORD.search(previous):
            paragraphs[-1].append(line)
        else:
            paragraphs[-1] += (" ", line)
    return ["".join(lines) for lines in paragraphs]


def _is_wrapped(previous: str, line: str, width: int) -> bool:
    """Whether the line goes on where the previous one ran out of room."""
    if _ITEM_START.match(line) or (
        _DASH.match(line) and (SENTENCE_END.search(previous) or _DASH.match(previous))
    ):
        return False
    if continues(previous, line):
        return True
    if SENTENCE_END.search(previous):
        return len(previous) > 0.85 * width and width > _SHORT_LINE
    first_word = line.split(" ", 1)[0]
    return len(previous) + 1 + len(first_word) > width or len(previous) > 0.75 * width > 0.75 * _SHORT_LINE


def continues(previous: str, line: str) -> bool:
    """Whether a sentence broken off at the end of `previous` goes on in `line`."""
    previous = previous[-_TAIL:]  # a paragraph may be long, and is asked about at each of its pieces
    if SENTENCE_END.search(previous) or _ITEM_START.match(line):
        return False
    return line[:1].islower() or previous.endswith((",", " and", " or", " the", " of", " to", " a", "-", "–"))


def join_lines(previous: str, line: str) -> str:
    """Two lines of one paragraph; a hyphen at the line's end stays, because only the writer knows whose it is."""
    if _BROKEN_WORD.search(previous[-2:]):
        return previous + line
    return f"{previous} {line}"
