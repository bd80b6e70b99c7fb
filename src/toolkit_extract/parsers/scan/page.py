"""What stands on a page that is a picture? Its pixels in, the same `PageItems` out that a printed page gives.

In this order: the page is straightened; boxes are found and taken out; rules give the tables; the words are recognised;
boxes in pieces are found before their labels, and the words recognised once more; then the ink of each box is judged.
Which way is up is told by how well the words read.

An engine works in a thread of its own, so that the pixels of the next page can be looked at meanwhile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from toolkit_extract.parsers.pdf.content import Annotation
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.grid import Grid, find_grids, unattached_rules
from toolkit_extract.parsers.pdf.layout import PageItems
from toolkit_extract.parsers.pdf.marks import PlacedMark
from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.pdf.words import Piece
from toolkit_extract.parsers.scan.boxes import box_sizes, find_boxes
from toolkit_extract.parsers.scan.broken import broken_boxes
from toolkit_extract.parsers.scan.emphasis import emphasis_of_lines, pen_lines, ringed_lines
from toolkit_extract.parsers.scan.lettered import lettered_states, letters_of
from toolkit_extract.parsers.scan.lettering import pieces_of_lines
from toolkit_extract.parsers.scan.ocr import Engine, TextLine
from toolkit_extract.parsers.scan.outline import BoxSize, FoundBox
from toolkit_extract.parsers.scan.pen import PenInk, clear_outline, inside_of, pen_ink
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Mask, Raster, Sheet, box_in_points
from toolkit_extract.parsers.scan.recogniser import Reading, Recogniser
from toolkit_extract.parsers.scan.rules import find_rules
from toolkit_extract.parsers.scan.siblings import hidden_boxes
from toolkit_extract.parsers.scan.states import Measured, judge
from toolkit_extract.parsers.scan.unplaced import Explained
from toolkit_extract.parsers.scan.upright import straighten
from toolkit_extract.parsers.scan.witness import with_second_readings
from toolkit_extract.parsers.scan.writing import part_writing
from toolkit_extract.schemas.document import HANDWRITING, SCANNED_BOX, MarkState

_READS_WELL = 0.85
"""Mean confidence of a page's words from which the page stands upright beyond doubt."""

_BLANK, _TOO_POOR = 0.002, 0.5
"""Share of ink up to which a page is blank, and mean confidence of its words below which it is not read."""

_ENDS_OF_TICKS, _NEAR_TICK = (
    frozenset("'\u2018\u2019\u201c\u201d\"`\u00b4.,\u00b7-\u2013\u2014_|~:;\u00b0"),
    1.3,
)
"""What engines make of the ends of a tick, and sides of a box within which they lie."""

_TICK_BEFORE_WORD = re.compile(rf"\(?[{re.escape(''.join(sorted(_ENDS_OF_TICKS)))}\u00a9\u00ae]+(?=\w)")
"""The same where an engine takes it for a part of the word behind the box: `\u201cHigh`, `(\u00a9Low`."""

_LONGEST_PEN_LINE, _SAME_END, _NEAR_BOX = 150.0, 2.0, 30.0
"""Points of the longest line that a pen draws through a label or under it, by which the ends of two printed rules may
differ, and between such a line and the box of the label."""

_SIGN_SIDES = 5.0
_LONGEST_MISREADING = 3
"""Characters of the longest word that an engine makes of a box."""


@dataclass
class ScanMemory:
    """What the pages of a document have in common: the sizes of their boxes, and how they lie in the scanner."""

    sizes: list[BoxSize] = field(default_factory=list)
    quarter_turns: int = 0


@dataclass(frozen=True)
class ScannedPage:
    """What stands on a page, in points of the straightened sheet, and the way back to the page as displayed."""

    items: PageItems
    sheet: Sheet


@dataclass(frozen=True)
class PageInHand:
    """A page whose pixels were looked at, and whose words are being recognised."""

    raster: Raster
    number: int
    recogniser: Recogniser
    memory: ScanMemory
    first: _Attempt
    notes: Sequence[Annotation]
    second: Engine | None

    def finish(self) -> ScannedPage:
        """What stands on the page, once its words are known; pages are finished in the order in which they began."""
        page = self._with_words()
        self.memory.quarter_turns = page.turns
        self.memory.sizes = self.memory.sizes or box_sizes(page.boxes)
        return _read(page, self.number, self.recogniser, self.notes, self.second)

    def _with_words(self) -> _Attempt:
        first, turns = self.first, self.memory.quarter_turns
        if first.turns != turns:  # since it began, the page before has shown how the pages lie
            first = _attempt(self.raster, turns, self.recogniser, self.memory)
        best = _best_turn(self.raster, first, self.recogniser, self.memory)
        return _with_broken_boxes(best, self.recogniser, self.memory.sizes)


def begin_picture(
    raster: Raster,
    number: int,
    recogniser: Recogniser,
    memory: ScanMemory,
    notes: Sequence[Annotation] = (),
    second: Engine | None = None,
) -> PageInHand:
    """Look at the pixels of a page and have its words recognised.

    Args:
        raster: the page as displayed.
        number: of the page, from 1.
        recogniser: gives the words.
        memory: of the pages before; added to.
        notes: annotations with words of their own.
        second: another engine, which is asked for digits.
    """
    first = _attempt(raster, memory.quarter_turns, recogniser, memory)
    memory.sizes = box_sizes(first.boxes) or memory.sizes
    return PageInHand(raster, number, recogniser, memory, first, notes, second)


def _read(
    page: _Attempt, number: int, recogniser: Recogniser, notes: Sequence[Annotation], second: Engine | None
) -> ScannedPage:
    """What stands on a page that is the right way up."""
    sheet, paper = page.sheet, Box(0.0, 0.0, page.sheet.width, page.sheet.height)
    words = [word.box for line in page.lines for word in line.words if len(word.text) > 1]
    boxes = [*page.boxes, *hidden_boxes(page.boxes, page.lines, sheet.dark, page.pen)]
    pen = page.pen.without_letters(words, boxes)
    grids = find_grids(page.rules, paper, [box_in_points(line.box) for line in page.lines])
    writing = part_writing(page.lines, pen, boxes, grids)
    lines = with_second_readings(writing.lines, page.printed, second) if second else writing.lines
    rings = ringed_lines(lines, pen, boxes)
    ruled = _mask_of(_printed_rules(page, grids, boxes), sheet.dark.shape)
    drawn = pen_lines(lines, sheet, ruled, boxes)
    emphases = emphasis_of_lines(lines, sheet, rings, drawn)
    ringed = [line.box for line, ring in zip(lines, rings, strict=True) if ring]
    lined = [line.box for line, kind in zip(lines, drawn, strict=True) if kind]
    cells = [cell.box for grid in grids for cell in grid.cells]
    print_words = [word.box for line in writing.lines for word in line.words if len(word.text) > 1]
    explained = Explained.of(page.pen.without_letters(print_words, boxes), lines, boxes, ruled)
    lettered = lettered_states(sheet, boxes)
    letters = letters_of(sheet, boxes, lettered, recogniser)
    marks = [
        _placed(one, lettered.get(index), letters.get(index))
        for index, one in enumerate(judge(sheet, boxes, pen, cells, ringed, explained, lined))
    ]
    pieces = _beside_marks(pieces_of_lines(lines, emphases, sheet.dark), marks)
    items = PageItems(
        number=number,
        width=sheet.width,
        height=sheet.height,
        items=(*pieces, *marks, *map(_written, writing.places)),
        grids=tuple(grids),
        rules=tuple(unattached_rules(page.rules, grids)),
        notes=tuple(notes),
        unread=tuple(_unread(page)),
        ocr=True,
        on_page=sheet.on_page,
    )
    return ScannedPage(items, sheet)


def _printed_rules(page: _Attempt, grids: list[Grid], boxes: Sequence[FoundBox]) -> list[Rule]:
    """The rules of a page without the short level ones of no table near a box: a pen drew those."""
    loose = unattached_rules(page.rules, grids)
    return [
        rule
        for rule in page.rules
        if rule not in loose
        or not rule.horizontal
        or rule.end - rule.start > _LONGEST_PEN_LINE
        or any(_is_same_length(rule, other) for other in loose)
        or not any(_is_near(rule, box) for box in boxes)
    ]


def _is_same_length(rule: Rule, other: Rule) -> bool:
    """Whether another rule begins and ends where one does, as printed ones do."""
    return (
        other is not rule
        and abs(other.start - rule.start) <= _SAME_END
        and abs(other.end - rule.end) <= _SAME_END
    )


def _is_near(rule: Rule, box: FoundBox) -> bool:
    gap = max(rule.start - box.box.x1, box.box.x0 - rule.end)
    return gap <= _NEAR_BOX and abs(rule.at - box.box.cy) <= _NEAR_BOX


def _unread(page: _Attempt) -> Iterator[str]:
    """What a person should know of a page that is too poor to read; a blank one is read."""
    if not page.lines and float(page.sheet.dark.mean()) > _BLANK:
        yield "the page is a picture on which no words could be recognised"
    elif page.lines and page.confidence < _TOO_POOR:
        yield "the picture of the page is too poor to read"


def _beside_marks(pieces: Sequence[Piece], marks: Sequence[PlacedMark]) -> list[Piece]:
    """The words without those, and without beginnings of words, that an engine read from a box or its tick."""
    places = [mark.box for mark in marks]
    ticked = [mark.box for mark in marks if mark.state is not MarkState.UNSELECTED]
    return [_without_tick(piece, ticked) for piece in pieces if not _is_of_any(piece, places)]


def _without_tick(piece: Piece, ticked: Sequence[Box]) -> Piece:
    """A word that begins at a ticked box without what an engine made of the end of its tick."""
    tick = _TICK_BEFORE_WORD.match(piece.text)
    if not tick:
        return piece
    at_box = any(
        box.contains(piece.box.x0, piece.box.cy, _NEAR_TICK * box.width) and piece.box.cx > box.x1
        for box in ticked
    )
    return replace(piece, text=piece.text[tick.end() :]) if at_box else piece


def _is_of_any(piece: Piece, boxes: Sequence[Box]) -> bool:
    """Whether a word is a misread box, or a stop or quote that an engine made of the end of its tick."""
    end_of_tick = _ENDS_OF_TICKS.issuperset(piece.text)
    if not end_of_tick and len(piece.text) > _LONGEST_MISREADING:
        return False
    sides = _NEAR_TICK if end_of_tick else 0.0
    return any(box.contains(piece.box.cx, piece.box.cy, sides * box.width) for box in boxes)


def _written(place: Box) -> PlacedMark:
    return PlacedMark(place, MarkState.UNKNOWN, HANDWRITING, 0.5, boxed=False, in_line=False)


@dataclass(frozen=True)
class _Attempt:
    """A page read in one of its four positions."""

    turns: int
    sheet: Sheet
    boxes: list[FoundBox]
    rules: list[Rule]
    ruled: Mask
    """Where the rules are."""

    pen: PenInk
    printed: Grey
    """What the engine read: the sheet without boxes, rules and ticks."""

    reading: Reading

    @cached_property
    def lines(self) -> list[TextLine]:
        """The words, which may have to be waited for."""
        return self.reading()

    @property
    def confidence(self) -> float:
        letters = sum(len(line.text) for line in self.lines)
        return sum(line.confidence * len(line.text) for line in self.lines) / max(letters, 1)

    @property
    def level(self) -> bool:
        """Whether most print lies in level lines; a line of a letter or two may be higher than it is wide."""
        level = sum(len(line.text) for line in self.lines if line.box.width > line.box.height)
        return level >= 0.5 * sum(len(line.text) for line in self.lines)

    @property
    def reads_well(self) -> bool:
        """Whether it stands upright beyond doubt."""
        return self.level and self.confidence >= _READS_WELL


def _best_turn(raster: Raster, first: _Attempt, recogniser: Recogniser, memory: ScanMemory) -> _Attempt:
    """The page as it reads best; further positions are tried only if the first does not read well.

    A page whose lines stand upright lies on its side, however well it reads: some engines turn such lines themselves.
    """
    if first.reads_well or not first.lines:
        return first
    attempts = [first]
    others = [2, 1, 3] if first.level else [1, 3, 2]
    for turn in others:
        attempts.append(_attempt(raster, (first.turns + turn) % 4, recogniser, memory))
        if attempts[-1].reads_well:
            break
    return max(attempts, key=lambda a: (a.level, a.confidence))


def _attempt(raster: Raster, turns: int, recogniser: Recogniser, memory: ScanMemory) -> _Attempt:
    sheet = straighten(raster, turns)
    return _with_words(turns, sheet, find_boxes(sheet, memory.sizes), recogniser)


def _with_words(turns: int, sheet: Sheet, boxes: list[FoundBox], recogniser: Recogniser) -> _Attempt:
    rules = find_rules(sheet.dark, boxes)
    ruled = _mask_of(rules, sheet.dark.shape)
    pen = pen_ink(sheet, boxes, ruled)
    printed = _print_of(sheet, boxes, ruled, pen)
    return _Attempt(turns, sheet, boxes, rules, ruled, pen, printed, recogniser.begin(sheet, printed))


def _with_broken_boxes(page: _Attempt, recogniser: Recogniser, sizes: Sequence[BoxSize]) -> _Attempt:
    """The page, read once more where boxes in pieces stand among its words."""
    broken = broken_boxes(page.sheet, page.boxes, page.lines, page.ruled, box_sizes(page.boxes) or sizes)
    if not broken:
        return page
    boxes = sorted([*page.boxes, *broken], key=lambda box: (box.top, box.x0))
    return _with_words(page.turns, page.sheet, boxes, recogniser)


def _mask_of(rules: Sequence[Rule], shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.uint8)
    for rule in rules:
        x0, y0, x1, y1 = (round(value * WORKING_SCALE) for value in rule.box)
        mask[max(y0 - 2, 0) : y1 + 3, max(x0 - 2, 0) : x1 + 3] = 1
    return mask


def _print_of(sheet: Sheet, boxes: Sequence[FoundBox], ruled: Mask, pen: PenInk) -> Grey:
    """The page as black on white, without rules, boxes and the strokes that tick them: engines read them as letters."""
    ink = sheet.ink.copy()
    ink[ruled == 1] = 0
    for box in boxes:
        for number in pen.pieces_in(inside_of(box)):
            piece = pen.piece(number)
            if max(piece.width, piece.height) <= _SIGN_SIDES * box.width:
                part = (slice(piece.top, piece.bottom), slice(piece.x0, piece.x1))
                ink[part][pen.labels[part] == number] = 0
        ink[inside_of(box)] = 0
        clear_outline(ink, box)
    return np.asarray(255 - ink, dtype=np.uint8)


def _placed(one: Measured, lettered: tuple[MarkState, float] | None, letter: str | None) -> PlacedMark:
    """The mark of a box; of one with a letter in it, `lettered` is the state and how sure it is."""
    if lettered is not None:
        return PlacedMark(one.box.box, lettered[0], SCANNED_BOX, lettered[1], label=letter)
    return PlacedMark(one.box.box, one.state, SCANNED_BOX, one.confidence, conflict=one.doubt)
