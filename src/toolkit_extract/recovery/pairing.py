"""Which mark belongs to which option of a text?

A mark is tied to the option on the side that the line's first and last item tell: `☐ Low ☒ Medium` or `Low ☐ Medium ☒`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from toolkit_extract.recovery.marked_text import MARK, PARAGRAPH_END, MarkedText
from toolkit_extract.recovery.option_hits import LINE_END, TYPED_SIGN, OptionHit
from toolkit_extract.schemas.document import HANDWRITING, SCANNED_BOX, Mark, MarkState


@dataclass(slots=True)
class _Token:
    position: int
    hit: OptionHit | None = None
    mark: Mark | None = None
    line: int = 0
    marks: list[Mark] = field(default_factory=list)


def pair(text: MarkedText, hits: Sequence[OptionHit]) -> tuple[list[OptionHit], list[Mark]]:
    """Give each option its mark."""
    tokens = _tokens(text, hits)
    places = [mark for mark in text.marks if mark.method == HANDWRITING]
    if not any(token.mark for token in tokens):
        return list(hits), places
    tokens = _settle_lone_signs(tokens)
    before = _marks_stand_before(text.text, tokens)
    stray: list[Mark] = []
    ordered = tokens if before else list(reversed(tokens))
    waiting: list[tuple[Mark, int]] = []
    owner: _Token | None = None
    for token in ordered:
        if token.mark is not None:
            same_line = owner is not None and owner.line == token.line
            if (
                not token.mark.boxed
                and same_line
                and owner is not None
                and not _option_follows(ordered, token)
            ):
                owner.marks.append(token.mark)
            else:
                waiting.append((token.mark, token.line))
        else:
            token.marks += [_on_its_line(mark, line, token) for mark, line in waiting]
            waiting = []
            owner = token
    stray += [mark for mark, _ in waiting] + places
    ticked = {token.hit.question.id for token in tokens if token.hit is not None and _is_inked(token.marks)}
    paired = [
        _with_mark(token.hit, token.marks, other=token.hit.question.id in ticked)
        for token in tokens if token.hit is not None
    ]  # fmt: skip
    return paired, stray


def _is_inked(marks: Sequence[Mark]) -> bool:
    """Whether the pixels of a box say beyond doubt that it is ticked."""
    return any(
        mark.method == SCANNED_BOX and mark.state is MarkState.SELECTED and mark.conflict is None
        for mark in marks
    )


def _on_its_line(mark: Mark, line: int, owner: _Token) -> Mark:
    """A tick on another line than its option's is less than sure to be of that option."""
    return mark if mark.boxed or line == owner.line else mark.model_copy(update={"confidence": 0.6})


def _settle_lone_signs(tokens: list[_Token]) -> list[_Token]:
    """Give a tick on a line of its own, between two options, to one of them.

    It stands behind a label only where that one is long, so that the tick may have had to wrap. Nothing is sure of
    that: the mark's confidence says so, and the choice is marked for review.
    """
    kept: list[_Token] = []
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.mark is None or token.mark.boxed or not _between_options(previous, token, following):
            kept.append(token)
        elif previous is not None and previous.hit is not None and following is not None:
            long = previous.hit.end - previous.hit.start >= _FULL_LINE
            owner = previous if long else following
            owner.marks.append(token.mark.model_copy(update={"confidence": 0.6}))
    return kept


def _between_options(previous: _Token | None, token: _Token, following: _Token | None) -> bool:
    """Whether options stand on the lines before and behind, and none on the token's own."""
    if previous is None or following is None or previous.hit is None or following.hit is None:
        return False
    return previous.line < token.line < following.line


_FULL_LINE = 24


def _option_follows(tokens: Sequence[_Token], token: _Token) -> bool:
    """Whether, in the order of pairing, an option stands behind this mark on its line."""
    index = tokens.index(token)
    return any(later.hit is not None and later.line == token.line for later in tokens[index + 1 :])


def _tokens(text: MarkedText, hits: Sequence[OptionHit]) -> list[_Token]:
    """Marks, typed signs and options in order, each with its line."""
    tokens = [_Token(hit.start, hit=hit) for hit in hits]
    taken = [(hit.start, hit.end) for hit in hits]
    places = [match.start() for match in re.finditer(MARK, text.text)]
    tokens += [
        _Token(position, mark=mark)
        for position, mark in zip(places, text.marks, strict=True)
        if mark.method != HANDWRITING  # a place, not a sign
    ]
    for match in TYPED_SIGN.finditer(text.text):
        if not any(start <= match.start() < end for start, end in taken) and _beside(text.text, match, taken):
            sign = Mark(
                state=MarkState.SELECTED, method="typed_sign", confidence=0.95, verbatim=match[0], boxed=False
            )
            tokens.append(_Token(match.start(), mark=sign))
    tokens.sort(key=lambda token: token.position)
    breaks = [match.start() for match in LINE_END.finditer(text.text)]
    line = 0
    for token in tokens:
        while line < len(breaks) and breaks[line] < token.position:
            line += 1
        token.line = line
    return tokens


def _beside(text: str, match: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a typed x touches an option or a mark, with nothing but blanks between."""
    after = text[match.end() :].lstrip(" \t\n\u00a0.)-")
    before = text[: match.start()].rstrip(" \t\n\u00a0(-")
    next_at = len(text) - len(after)
    return (
        after.startswith(MARK)
        or before.endswith(MARK)
        or any(start == next_at for start, _ in taken)
        or any(end == len(before) for _, end in taken)
    )


def _marks_stand_before(text: str, tokens: Sequence[_Token]) -> bool:
    """Told by the ends of each paragraph (else of each line) that begins with an item; else by the first item."""
    before = after = 0
    for paragraph in _by_paragraph(text, tokens):
        if _PARAGRAPH_START.search(text, 0, paragraph[0].position):
            before += paragraph[0].mark is not None and any(t.hit for t in paragraph)
            after += (
                paragraph[0].hit is not None and paragraph[-1].mark is not None and paragraph[-1].mark.boxed
            )
    if before or after:
        return before >= after
    for line in _by_line(tokens):
        if not (any(t.hit for t in line) and any(t.mark and t.mark.boxed for t in line)):
            continue
        if _LINE_START.search(text, 0, line[0].position):  # not the rest of a label that wrapped
            before += line[0].mark is not None
            after += line[0].hit is not None and line[-1].mark is not None
    if before or after:
        return before >= after
    for line in _by_line(tokens):
        if any(t.hit for t in line) and any(t.mark for t in line):
            return line[0].mark is not None or line[-1].mark is None
    return not tokens or tokens[0].mark is not None


def _by_paragraph(text: str, tokens: Sequence[_Token]) -> list[list[_Token]]:
    ends = [match.start() for match in re.finditer(PARAGRAPH_END, text)]
    paragraphs: dict[int, list[_Token]] = {}
    for token in tokens:
        paragraphs.setdefault(bisect_left(ends, token.position), []).append(token)
    return list(paragraphs.values())


_PARAGRAPH_START = re.compile(r"(?:^|\u2029)[ \t\u00a0•*\-–_|]*\Z")
_LINE_START = re.compile(r"(?:^|[\n\u2029])[ \t\u00a0•*\-–_|]*\Z")


def _by_line(tokens: Sequence[_Token]) -> list[list[_Token]]:
    lines: dict[int, list[_Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    return list(lines.values())


def _with_mark(hit: OptionHit, marks: Sequence[Mark], *, other: bool = False) -> OptionHit:
    """An option with its mark; a sign typed at an untouched box ticks it.

    `other`: whether a box of its question is ticked beyond doubt.
    """
    mark = _combine(marks, other=other)
    if mark is None:
        return hit
    return replace(hit, mark=mark, region=mark.region or hit.region)


def _combine(marks: Sequence[Mark], *, other: bool) -> Mark | None:
    if len(marks) <= 1:
        return marks[0] if marks else None
    boxes = [mark for mark in marks if mark.boxed]
    signs = [mark for mark in marks if not mark.boxed]
    if signs and boxes:
        box = boxes[0]
        if box.state is MarkState.SELECTED:
            return box
        if box.method == SCANNED_BOX:
            return _with_recognised_sign(box, other=other)
        update = {"state": MarkState.SELECTED, "method": "sign_over_box", "confidence": 0.93, "boxed": True}
        return box.model_copy(update=update)
    states = {mark.state for mark in marks}
    if len(states) == 1:
        return marks[0]
    update = {"state": MarkState.UNKNOWN, "confidence": 0.5, "conflict": "two boxes stand beside this option"}
    return marks[0].model_copy(update=update)


def _with_recognised_sign(box: Mark, *, other: bool) -> Mark:
    """A box known by its pixels, and a sign that an engine read beside it: as often a misread part of the box.

    Where another box is ticked it is more likely the tail of that tick, which runs through this label.
    """
    if box.state is MarkState.UNKNOWN or box.conflict is not None:
        return box.model_copy(update={"conflict": box.conflict or "a sign was recognised beside it"})
    if other:
        return box.model_copy(update={"confidence": 0.8, "conflict": "a sign was recognised beside it"})
    update = {
        "state": MarkState.SELECTED,
        "confidence": 0.8,
        "conflict": "its pixels are those of an empty box",
    }
    return box.model_copy(update=update)
