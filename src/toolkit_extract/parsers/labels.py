"""Which words would a person read beside each box of a document?

The format's or the geometry's own word comes first (`Mark.label`). Else the words of the same line: behind the box
where the line begins with one, before it where the line ends with one. A box alone in its cell takes the words of its
row, and in a table of boxes the head of its column as well; where its row has no words, those above or below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit_extract.schemas.document import HANDWRITING, Block, Cell, Document, Mark, Paragraph, Table

MAX_LABEL = 200
_LONGEST_HEAD = 12
"""Words of a column's head; more is text."""

_GAP = re.compile(r"\t|[ \u00a0\u2003]{3,}")
"""White space that parts what belongs to a box from what does not: `No     If yes, when?`."""

_QUESTION = re.compile(r"[?:][ \u00a0]+(?=\S)|[ \u00a0]{2,}|\t")
"""Ends of what is asked before a line's first label: `Is it open? Yes`, `Sex:  F`."""

_HINT = re.compile(r"\(?\s*(?:please\s+)?(?:tick|check|mark|cross|initial)\b[^()]{0,30}\)?", re.IGNORECASE)
"""A remark behind a box about how to fill it in: `(tick)`, `(please tick)`; it labels nothing."""

_ANSWERS = frozenset(
    {"yes", "no", "y", "n", "n/a", "na", "true", "false", "male", "female", "m", "f", "unsure"}
)
"""Answers of one word that stand right behind what is asked: `Smoker Yes ☐ No ☐`."""


def labelled_marks(document: Document) -> list[tuple[Mark, str]]:
    """Every selection mark of a document in reading order, with the words beside it (empty where there are none)."""
    return [(mark, words) for mark, words in _in_blocks(document.blocks) if mark.method != HANDWRITING]


def _in_blocks(blocks: Sequence[Block]) -> Iterator[tuple[Mark, str]]:
    for index, block in enumerate(blocks):
        if block.kind == "table":
            yield from _in_table(block)
        elif block.marks:
            yield from _in_paragraph(block, _words_of_neighbour(blocks, index))


def _words_of_neighbour(blocks: Sequence[Block], index: int) -> str:
    """Words of the paragraph behind a box that stands alone on its line; before it, where such boxes end a list."""
    behind = _words_of(blocks, index + 1)
    before = _words_of(blocks, index - 1) if index else ""
    if not behind or not before:
        return behind or before
    spoken = [block for block in blocks if block.kind == "paragraph" and (block.marks or _clean(block.text))]
    ends = spoken[-1].marks and not _clean(spoken[-1].text) and not spoken[0].marks
    return before if ends else behind


def _words_of(blocks: Sequence[Block], index: int) -> str:
    if index >= len(blocks):
        return ""
    block = blocks[index]
    return _clean(block.text) if block.kind == "paragraph" and not block.marks else ""


# -- lines -----------------------------------------------------------------------------------------------------------


def _in_paragraph(paragraph: Paragraph, otherwise: str = "") -> Iterator[tuple[Mark, str]]:
    for line in _lines(paragraph):
        marks = [part for part in line if not isinstance(part, str)]
        if not marks:
            continue
        for mark, beside in zip(marks, _words_beside(line), strict=True):
            yield mark, mark.label or beside or otherwise


def _lines(paragraph: Paragraph) -> list[list[Mark | str]]:
    """The paragraph's lines as marks and words in turn; a line of marks alone joins the line behind it."""
    lines: list[list[Mark | str]] = [[]]
    for inline in paragraph.inlines:
        if inline.kind == "run":
            for number, words in enumerate(inline.text.split("\n")):
                if number and any(isinstance(part, str) and part.strip() for part in lines[-1]):
                    lines.append([])
                lines[-1].append(words)
        else:
            lines[-1].append(inline)
    return lines


def _words_beside(line: Sequence[Mark | str]) -> list[str]:
    """The words of each mark of a line, on the side that the line's first and last item tell."""
    gaps = [""]
    for part in line:
        if isinstance(part, str):
            gaps[-1] += part
        else:
            gaps.append("")
    first, last = _clean(gaps[0]), _clean(gaps[-1])
    if first and (not last or _HINT.fullmatch(last)):
        asked = _behind_question(gaps[0]) if len(gaps) > 2 else gaps[0]
        return [_clean(asked), *(_last_part(gap) for gap in gaps[1:-1])]
    beside = [_first_part(gap) for gap in gaps[1:]]
    return [first] if len(beside) == 1 and not beside[0] else beside


def _first_part(gap: str) -> str:
    return next((words for part in _GAP.split(gap) if (words := _clean(part))), "")


def _last_part(gap: str) -> str:
    return next((words for part in reversed(_GAP.split(gap)) if (words := _clean(part))), "")


def _behind_question(gap: str) -> str:
    """The label at the end of a line's beginning, where several boxes follow what is asked."""
    parts = [part for part in _QUESTION.split(gap.strip()) if part and _clean(part)]
    words = (parts[-1] if parts else gap).split()
    return words[-1] if words and words[-1].casefold() in _ANSWERS else " ".join(words)


# -- tables ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell as one row of the grid shows it, also where it reaches into that row from above."""

    cell: Cell
    row: int  # in which it begins
    words: str
    marked: bool

    @property
    def only_marks(self) -> bool:
        return self.marked and not self.words

    @property
    def only_words(self) -> bool:
        return bool(self.words) and not self.marked

    @property
    def columns(self) -> range:
        return range(self.cell.column, self.cell.column + self.cell.column_span)


def _in_table(table: Table) -> Iterator[tuple[Mark, str]]:
    grid = _grid(table)
    columns = {place.cell.column for row in grid for place in row if place.only_marks}
    heads: dict[int, str] = {}
    matrix: set[int] | None = None
    for number, row in enumerate(grid):
        if matrix is None and any(place.only_marks for place in row):
            matrix = _matrix_columns(columns, heads)
        for position, place in enumerate(row):
            if place.row != number or not place.marked:
                continue
            otherwise = (
                _words_for(grid, number, position, heads, matrix or set()) if _has_bare_box(place) else ""
            )
            for mark, label in _in_blocks(place.cell.blocks):
                yield mark, label or otherwise
        if matrix is None or _heads_anew(row, columns):
            heads.update(_named_columns(row))


def _heads_anew(row: Sequence[_Place], columns: set[int]) -> bool:
    """Whether a row behind the first boxes names several columns of boxes again."""
    named = [place for place in row if place.only_words and columns.intersection(place.columns)]
    return len(named) > 1 and not any(place.marked for place in row)


def _named_columns(row: Sequence[_Place]) -> Iterator[tuple[int, str]]:
    """The columns that a row of heads names; a row that is one cell of the whole width is a title."""
    for place in row if len(row) > 1 else ():
        if place.only_words and len(place.words.split()) <= _LONGEST_HEAD:
            for column in place.columns:
                yield column, place.words


def _has_bare_box(place: _Place) -> bool:
    return place.only_marks or any(block.kind == "paragraph" and block.marks for block in place.cell.blocks)


def _grid(table: Table) -> list[list[_Place]]:
    rows: list[list[_Place]] = []
    reaching: list[tuple[int, _Place]] = []  # the last row, and the cell
    for number, row in enumerate(table.rows):
        own = [
            _Place(cell, number, _clean(_text(cell.blocks)), bool(_marks_in(cell.blocks)))
            for cell in row.cells
        ]
        above = [place for last, place in reaching if last >= number]
        rows.append(sorted([*own, *above], key=lambda place: place.cell.column))
        reaching = [(last, place) for last, place in reaching if last > number]
        reaching += [(number + p.cell.row_span - 1, p) for p in own if p.cell.row_span > 1]
    return rows


def _matrix_columns(columns: set[int], heads: Mapping[int, str]) -> set[int]:
    """The columns that hold boxes alone in their cells, where the heads above them tell the boxes apart."""
    headed = {column for column in columns if column in heads}
    if len(headed) > 1:
        return headed
    return {column for column in headed if heads[column].casefold() in _ANSWERS}


def _words_for(
    grid: Sequence[Sequence[_Place]], number: int, position: int, heads: Mapping[int, str], matrix: set[int]
) -> str:
    """The words that a box alone in its cell has in its table."""
    row = grid[number]
    column = row[position].cell.column
    if row[position].only_marks and column in matrix:
        return f"{_stub(row)} {heads[column]}".strip()
    return _beside(row, position) or heads.get(column, "") or _below(grid, number, column)


def _stub(row: Sequence[_Place]) -> str:
    """What a row of a matrix is about: the words nearest before its boxes, else those nearest behind them."""
    boxes = [position for position, place in enumerate(row) if place.only_marks]
    before = [place.words for place in row[: boxes[0]] if place.only_words]
    behind = [place.words for place in row[boxes[-1] + 1 :] if place.only_words]
    return before[-1] if before else behind[0] if behind else ""


def _beside(row: Sequence[_Place], position: int) -> str:
    """Words beside a cell of boxes, on the side on which each cell of boxes in the row has some."""
    filled = [place for place in row if place.words or place.marked]
    boxes = [index for index, place in enumerate(filled) if place.marked]
    right = all(index + 1 < len(filled) and filled[index + 1].only_words for index in boxes)
    left = all(index > 0 and filled[index - 1].only_words for index in boxes)
    at = filled.index(row[position])
    if right and (not left or len(boxes) > 1):
        return filled[at + 1].words
    before = next((place.words for place in reversed(filled[:at]) if place.only_words), "")
    return before or next((place.words for place in filled[at + 1 :] if place.only_words), "")


def _below(grid: Sequence[Sequence[_Place]], row: int, column: int) -> str:
    """The words right below a box, where its row has none and none stand above."""
    if row + 1 >= len(grid):
        return ""
    return next((p.words for p in grid[row + 1] if p.only_words and column in p.columns), "")


def _marks_in(blocks: Sequence[Block]) -> list[Mark]:
    found: list[Mark] = []
    for block in blocks:
        if block.kind == "paragraph":
            found += block.marks
        else:
            found += [mark for row in block.rows for cell in row.cells for mark in _marks_in(cell.blocks)]
    return found


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks if block.kind == "paragraph")


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" :;,|/•*_-–…")[:MAX_LABEL]
