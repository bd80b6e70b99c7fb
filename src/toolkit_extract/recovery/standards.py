"""Where in a document does each standard begin?

A number at the start of a line is a candidate, not a standard: `2.5 days` and tables of contents have numbers too. What
follows decides, above all whether the columns of the form come next. Candidates are weighed, and the best chain in the
form's order is taken; a standard that stands elsewhere, or twice, is added where its own evidence is strong. A standard
whose number is in no text is known by the terms of its statement, or by its place between its neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.options import LineOptions
from toolkit_extract.recovery.prompts import Prompts
from toolkit_extract.recovery.stream import CellItem, Item, LineItem, RowItem
from toolkit_extract.recovery.vocabulary import Vocabulary, has_words, words_of

_QUANTITY = re.compile(
    r"(?:FTE|WTE|%|per\b|days?\b|hours?\b|weeks?\b|months?\b|years?\b|miles?\b)", re.IGNORECASE
)
"""What makes an amount of a number: `1.4 FTE`, `2.5 days`."""

_CONTENTS_LINE = re.compile(r"(?:\.{3,}|…{2,}|\t)[ \t]*\d{1,3}$")
_CONTINUED = re.compile(r"\(?\bcont(?:inued|d|'d)?\b\.?\)?", re.IGNORECASE)
_HEADER, _COLUMN, _ANSWER = "header", "column", "answer"  # a column is named that is not the form's first
_LOOKAHEAD = 14
_LONGEST_HEADER_LINE = 400
_LONGEST_HORIZON_LINE = 120
_ACCEPTED = 1.0
_STRONG = 3.5
_REPEATED = 4.0
_SHORT_STATEMENT = 5
_NEARER = 0.01
"""Of two chains that weigh the same, that counts whose numbers follow closer on each other."""

_CLEARLY_ANOTHER = 2
"""Terms by which a statement must fit another standard better than that of its recognised number."""

_UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A standard's beginning: the item, and what of the item is its statement."""

    number: str
    item: int
    statement: MarkedText
    score: float
    cell: int | None = None
    by: str = "number"
    in_grid: bool = False  # in a row below a header of the form's columns


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Which items are headers of columns, and which hold answers' own words; parallel to the items."""

    kinds: tuple[str | None, ...]

    def next_kind(self, start: int, stop: int) -> str | None:
        """The first landmark from `start` up to `stop`."""
        return next((kind for kind in self.kinds[start:stop] if kind is not None), None)


def find_landmarks(
    items: Sequence[Item], vocabulary: Vocabulary, prompts: Prompts, options: LineOptions
) -> Landmarks:
    """Mark the items that name columns or hold options or horizons."""
    return Landmarks(tuple(_kind(item, vocabulary, prompts, options) for item in items))


def _kind(item: Item, vocabulary: Vocabulary, prompts: Prompts, options: LineOptions) -> str | None:
    if isinstance(item, LineItem):
        if is_header_line(item.text.text, vocabulary):
            return _HEADER
        head = prompts.head(item.text.text)
        if head is not None:
            return _HEADER if head.question.id == vocabulary.toolkit.questions[0].id else _COLUMN
        if options.read(item.text) or is_horizon_line(item.text.text, vocabulary):
            return _ANSWER
        return None
    if is_header_row(item, vocabulary, prompts):
        return _HEADER
    return _ANSWER if _has_form_words(item, vocabulary) else None


def is_header_row(row: RowItem, vocabulary: Vocabulary, prompts: Prompts) -> bool:
    """Whether a row names at least two columns, or all that the form has."""
    named = {head.question.id for cell in row.filled if (head := prompts.head(cell.text.text)) is not None}
    return len(named) >= min(2, len(vocabulary.toolkit.questions))


def is_subheader_row(row: RowItem, vocabulary: Vocabulary) -> bool:
    """Whether a row holds nothing but names of options and horizons, as one stands below a header in two rows."""
    return len(row.filled) >= 2 and all(
        not cell.text.marks
        and (begins_with_option(cell.text.text, vocabulary) or is_horizon_line(cell.text.text, vocabulary))
        for cell in row.filled
    )


def is_header_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but the names of all columns, in the form's order."""
    return len(text) < _LONGEST_HEADER_LINE and words_of(text) == vocabulary.column_words


def is_horizon_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is nothing but labels of horizons."""
    if len(text) > _LONGEST_HORIZON_LINE:
        return False
    rest = vocabulary.horizon.sub(" ", text)
    return rest != text and not has_words(rest)


def begins_with_option(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell begins with an option on a line of its own."""
    first = text.lstrip(" \t•-–*").split("\u2029", 1)[0].split("\n", 1)[0]
    match = vocabulary.option.match(first)
    return match is not None and not has_words(first[match.end() :].split("(", 1)[0])


def _has_form_words(row: RowItem, vocabulary: Vocabulary) -> bool:
    for cell in row.filled:
        found = vocabulary.option.search(cell.text.text) if cell.text.marks else None
        if found or begins_with_option(cell.text.text, vocabulary):
            return True
        if is_horizon_line(cell.text.text.split("\u2029")[0], vocabulary):
            return True
    return False


# -- candidates ------------------------------------------------------------------------------------------------------


def find_anchors(
    items: Sequence[Item], vocabulary: Vocabulary, prompts: Prompts, landmarks: Landmarks
) -> list[Anchor]:
    """The beginnings of all standards that the document has, in document order."""
    read = [_confirmed(c, vocabulary) for c in _candidates(items, vocabulary, prompts, landmarks)]
    candidates = _weigh(read, items, vocabulary, landmarks)
    chain = _best_chain(candidates, vocabulary.toolkit.order)
    chosen = _between_neighbours(_add_elsewhere(chain, candidates), vocabulary.toolkit.order)
    missing = [s.number for s in vocabulary.toolkit.standards if s.number not in {a.number for a in chosen}]
    if missing:
        chosen += _by_wording(items, vocabulary, landmarks, chosen, missing)
    return sorted(chosen, key=lambda anchor: (anchor.item, anchor.cell or 0))


def _candidates(
    items: Sequence[Item], vocabulary: Vocabulary, prompts: Prompts, landmarks: Landmarks
) -> list[Anchor]:
    found: list[Anchor] = []
    unnamed: set[int] = set()  # grid columns left of, or between, those that the last header row names
    table = -1
    for index, item in enumerate(items):
        if isinstance(item, LineItem):
            anchor = _read_number(item.numbered_text, item.text, index, None, vocabulary)
            if anchor is not None:
                found.append(anchor)
            continue
        if landmarks.kinds[index] == _HEADER:
            table, unnamed = item.table, _unnamed_columns(item, prompts)
        found += _row_candidates(item, index, vocabulary, unnamed if item.table == table else None)
    return found


def _confirmed(anchor: Anchor, vocabulary: Vocabulary) -> Anchor:
    """A number that was recognised from a picture is believed only where the statement's terms bear it out.

    Engines read 1.1 as 1.4. Where the terms are those of another standard, it is that one.
    """
    if not anchor.statement.recognised:
        return anchor
    hits = {
        number: cue_hits(number, anchor.statement.text, vocabulary) for number in vocabulary.toolkit.order
    }
    best = max(hits, key=lambda number: hits[number])
    if hits[best] >= hits[anchor.number] + _CLEARLY_ANOTHER:
        return replace(anchor, number=best, by="wording")
    return anchor if hits[anchor.number] else replace(anchor, by=_UNCONFIRMED)


def _between_neighbours(anchors: Sequence[Anchor], order: dict[str, int]) -> list[Anchor]:
    """Recognised numbers that a neighbour confirms, being the one before or behind them in the form's order."""
    known = sorted((a for a in anchors), key=lambda a: (a.item, a.cell or 0))
    places = [order[anchor.number] for anchor in known]
    out = []
    for index, anchor in enumerate(known):
        around = [place for place in (index - 1, index + 1) if 0 <= place < len(known)]
        ordered = all((places[other] < places[index]) == (other < index) for other in around)
        fits = ordered and any(places[other] - places[index] == other - index for other in around)
        out.append(replace(anchor, by="number") if anchor.by == _UNCONFIRMED and fits else anchor)
    return out


def _unnamed_columns(row: RowItem, prompts: Prompts) -> set[int]:
    named = {
        column
        for cell in row.cells
        if prompts.head(cell.text.text) is not None
        for column in range(cell.column, cell.column + cell.span)
    }
    return set(range(row.width)) - named


def _row_candidates(
    row: RowItem, index: int, vocabulary: Vocabulary, unnamed: set[int] | None
) -> list[Anchor]:
    """A number in a row: in its only filled cell, or in a column that the header gives no name to."""
    filled = row.filled
    if not filled:
        return []
    first = filled[0]
    alone = len(filled) == 1
    apart = unnamed is not None and first.column in unnamed
    before_header = unnamed is None and first.column == 0
    if not (alone or apart or before_header):
        return []
    position = row.cells.index(first)
    anchor = _read_number(_numbered(first), first.text, index, position, vocabulary)
    if anchor is None:
        return []
    anchor = replace(anchor, in_grid=apart)
    following = row.cells[position + 1] if position + 1 < len(row.cells) else None
    second_apart = following is not None and (unnamed is None or following.column in unnamed)
    if anchor.statement.blank and following is not None and second_apart:
        anchor = replace(anchor, statement=following.text)
    return [anchor]


def _numbered(cell: CellItem) -> str:
    return f"{cell.number} {cell.text.text}" if cell.number else cell.text.text


def _read_number(
    numbered: str, text: MarkedText, index: int, cell: int | None, vocabulary: Vocabulary
) -> Anchor | None:
    match = vocabulary.number.match(numbered)
    if match is None:
        return None
    number = re.sub(r"[ \t]", "", match["number"])
    if number not in vocabulary.toolkit.order:
        number = next(n for n in vocabulary.toolkit.order if n.casefold() == number.casefold())
    generated = len(numbered) - len(text.text)
    statement = text.slice(max(match.end() - generated, 0)).stripped()
    return Anchor(number, index, statement, _score_of_words(match, statement.text), cell)


def _score_of_words(match: re.Match[str], statement: str) -> float:
    score = 0.5 if match["prefix"] else 0.0
    words = words_of(statement[:400])
    if len(words) > _SHORT_STATEMENT:
        score += 1.0
    if _CONTENTS_LINE.search(statement):
        score -= 3.0
    if statement[:1].islower() or _QUANTITY.match(statement):
        score -= 2.0
    elif statement:
        score += 0.5
    return score


def _weigh(
    candidates: Sequence[Anchor], items: Sequence[Item], vocabulary: Vocabulary, landmarks: Landmarks
) -> list[Anchor]:
    """Add what stands behind each candidate: the columns of the form, and the terms of its statement."""
    starts = [candidate.item for candidate in candidates]
    weighed: list[Anchor] = []
    for candidate in candidates:
        after = bisect_right(starts, candidate.item)
        stop = min(starts[after] if after < len(starts) else len(items), candidate.item + _LOOKAHEAD)
        kind = landmarks.next_kind(candidate.item + 1, stop)
        own = landmarks.kinds[candidate.item]
        score = candidate.score + {_HEADER: 3.0, _COLUMN: 0.5, _ANSWER: 1.5, None: 0.0}[kind]
        if candidate.in_grid and own == _ANSWER:
            score += 3.0  # a row that is a whole standard
        score += min(3, cue_hits(candidate.number, candidate.statement.text, vocabulary))
        weighed.append(replace(candidate, score=score))
    return weighed


def cue_hits(number: str, text: str, vocabulary: Vocabulary) -> int:
    """How many of a standard's terms its statement uses."""
    folded = f" {' '.join(words_of(text[:1500]))} "
    return sum(f" {cue} " in folded for cue in vocabulary.cues[number])


def _best_chain(candidates: Sequence[Anchor], order: dict[str, int]) -> list[Anchor]:
    """The chain of candidates in the form's order that weighs most (weighted longest increasing subsequence)."""
    best: list[tuple[float, int]] = []
    usable = [candidate for candidate in candidates if candidate.score > _ACCEPTED]
    for index, candidate in enumerate(usable):
        gain = candidate.score - _ACCEPTED
        total, previous = gain, -1
        for earlier in range(index):
            step = order[candidate.number] - order[usable[earlier].number]
            if step > 0 and best[earlier][0] + gain + _NEARER / step > total:
                total, previous = best[earlier][0] + gain + _NEARER / step, earlier
        best.append((total, previous))
    if not best:
        return []
    index = max(range(len(best)), key=lambda i: best[i][0])
    chain: list[Anchor] = []
    while index >= 0:
        chain.append(usable[index])
        index = best[index][1]
    return chain[::-1]


def _add_elsewhere(chain: Sequence[Anchor], candidates: Sequence[Anchor]) -> list[Anchor]:
    """Standards out of the form's order, and those that stand twice, where what follows them leaves no doubt."""
    chosen = list(chain)
    numbers = {anchor.number for anchor in chain}
    places = {(anchor.item, anchor.cell) for anchor in chain}
    # A recognised number that nothing bears out and that breaks the order is misread; its statement may yet be known.
    rest = [c for c in candidates if (c.item, c.cell) not in places and c.by != _UNCONFIRMED]
    for candidate in sorted(rest, key=lambda c: -c.score):
        if candidate.score < _STRONG:
            continue
        if candidate.number not in numbers:
            chosen.append(replace(candidate, by="out_of_order"))
            numbers.add(candidate.number)
        elif candidate.score >= _REPEATED:
            chosen.append(replace(candidate, by="repeated"))
    chosen += [
        replace(candidate, by="repeated")
        for candidate in rest
        if candidate.score < _REPEATED
        and candidate.number in numbers
        and _CONTINUED.search(candidate.statement.text[:40])
    ]
    return chosen


# -- without a number ------------------------------------------------------------------------------------------------


def _by_wording(
    items: Sequence[Item],
    vocabulary: Vocabulary,
    landmarks: Landmarks,
    chosen: Sequence[Anchor],
    missing: Sequence[str],
) -> list[Anchor]:
    """Standards without a number: statements before a header that no numbered standard claims."""
    heads = _unclaimed_statements(items, landmarks, chosen)
    if not heads:
        return []
    candidates = [
        Anchor(number, index, text, _ACCEPTED + hits, by="wording")
        for index, text in heads
        for number in missing
        if (hits := cue_hits(number, text.text, vocabulary)) > 0
    ]
    fixed = [replace(anchor, score=100.0) for anchor in chosen if anchor.by in ("number", _UNCONFIRMED)]
    ordered = sorted([*candidates, *fixed], key=lambda anchor: (anchor.item, -anchor.score))
    found = [anchor for anchor in _best_chain(ordered, vocabulary.toolkit.order) if anchor.by == "wording"]
    return found + _by_place(heads, vocabulary, [*fixed, *found], missing)


def _by_place(
    heads: Sequence[tuple[int, MarkedText]],
    vocabulary: Vocabulary,
    known: Sequence[Anchor],
    missing: Sequence[str],
) -> list[Anchor]:
    """Between two known standards, as many unknown statements as standards are missing: they are these, in order."""
    order = vocabulary.toolkit.order
    taken = {anchor.item for anchor in known}
    numbers = {anchor.number for anchor in known}
    bounds = sorted(known, key=lambda anchor: anchor.item)
    edges: list[tuple[int, int]] = [
        (-1, -1),
        *((a.item, order[a.number]) for a in bounds),
        (1 << 30, len(order)),
    ]
    found: list[Anchor] = []
    for (low_item, low), (high_item, high) in pairwise(edges):
        gap = [n for n in missing if n not in numbers and low < order[n] < high]
        free = [(i, text) for i, text in heads if low_item < i < high_item and i not in taken]
        if gap and len(gap) == len(free):
            found += [
                Anchor(n, i, text, _ACCEPTED, by="wording") for n, (i, text) in zip(gap, free, strict=True)
            ]
    return found


def _unclaimed_statements(
    items: Sequence[Item], landmarks: Landmarks, chosen: Sequence[Anchor]
) -> list[tuple[int, MarkedText]]:
    """The last prose before each group of headers, where no chosen standard stands between the two."""
    starts = sorted(anchor.item for anchor in chosen)
    heads: list[tuple[int, MarkedText]] = []
    previous_header = -1
    for index, kind in enumerate(landmarks.kinds):
        if kind != _HEADER:
            continue
        fresh = previous_header < 0 or any(k == _ANSWER for k in landmarks.kinds[previous_header + 1 : index])
        claimed = any(previous_header < start <= index for start in starts)
        if fresh and not claimed:
            statement = _prose_before(items, landmarks, index, previous_header)
            if statement is not None:
                heads.append(statement)
        previous_header = index
    return heads


def find_unidentified(
    items: Sequence[Item],
    vocabulary: Vocabulary,
    landmarks: Landmarks,
    anchors: Sequence[Anchor],
    options: LineOptions,
) -> list[int]:
    """Items at which a standard begins that nothing identifies: a statement and a header behind complete ratings.

    A header that is only repeated, as on a new page, stands between the parts of a rating and begins none.
    """
    found: list[int] = []
    for index, _ in _unclaimed_statements(items, landmarks, anchors):
        header = max((i for i in range(index) if landmarks.kinds[i] == _HEADER), default=-1)
        if header < 0 or _ratings_complete(items[header + 1 : index], vocabulary, options):
            found.append(index)
    return found


def _ratings_complete(items: Sequence[Item], vocabulary: Vocabulary, options: LineOptions) -> bool:
    """Whether the items hold every option of every rating."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        texts = [item.text] if isinstance(item, LineItem) else [cell.text for cell in item.filled]
        for text in texts:
            seen |= {
                (hit.question.id, hit.option.code) for reading in options.read(text) for hit in reading.hits
            }
    return len(seen) == sum(len(question.options) for question in vocabulary.choices)


def _prose_before(
    items: Sequence[Item], landmarks: Landmarks, header: int, floor: int
) -> tuple[int, MarkedText] | None:
    """The nearest line of prose above a header, at most a few items up."""
    for index in range(header - 1, max(floor, header - 4), -1):
        item = items[index]
        if landmarks.kinds[index] is not None:
            return None
        if isinstance(item, LineItem) and len(words_of(item.text.text)) > _SHORT_STATEMENT:
            return index, item.text
        if isinstance(item, RowItem) and len(item.filled) == 1:
            return index, item.filled[0].text
    return None
