"""In what order does a reader meet the lines and table rows of a document?

Flattens a Document into lines and rows. Tables that only lay out the page are opened, merged rows become lines, and a
paragraph of several printed lines is parted where a line begins with a word of the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from toolkit_extract.recovery.marked_text import MARK, PARAGRAPH_END, MarkedText, join, paragraph_to_text
from toolkit_extract.recovery.placeholders import is_placeholder
from toolkit_extract.recovery.vocabulary import Vocabulary, has_words
from toolkit_extract.schemas.document import Block, Cell, Document, Paragraph, Role, Row, Table

BULLET = "• "
"""Stands before a list item's words, whatever sign the file has."""


@dataclass(frozen=True, slots=True)
class LineItem:
    """A line or paragraph outside tables, or a merged row. `soft`: the line before is of the same paragraph."""

    text: MarkedText
    number: str | None = None
    heading: bool = False
    list_item: bool = False
    soft: bool = False
    table: int | None = None

    @property
    def numbered_text(self) -> str:
        """The text with a number that the format generates put before it."""
        return f"{self.number} {self.text.text}" if self.number else self.text.text


@dataclass(frozen=True, slots=True)
class CellItem:
    """One cell: the grid columns that it covers, and its text with paragraphs parted by `PARAGRAPH_END`."""

    column: int
    span: int
    text: MarkedText
    number: str | None = None


@dataclass(frozen=True, slots=True)
class RowItem:
    """One row of a table. `table` counts the tables of the stream; `width` is the table's number of grid columns."""

    cells: tuple[CellItem, ...]
    table: int
    row: int
    width: int
    is_line: bool = False

    @property
    def filled(self) -> tuple[CellItem, ...]:
        """The cells that hold something."""
        return tuple(cell for cell in self.cells if not cell.text.blank)


Item = LineItem | RowItem


def document_to_items(document: Document, vocabulary: Vocabulary) -> list[Item]:
    """The lines and rows of a document in reading order."""
    return list(_Flattener(vocabulary).items(document.blocks))


class _Flattener:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tables = 0

    def items(self, blocks: Sequence[Block], table: int | None = None) -> Iterator[Item]:
        for block in blocks:
            if block.kind == "paragraph":
                yield from self._lines(block, table)
            else:
                yield from self._table(block)

    def _lines(self, paragraph: Paragraph, table: int | None) -> Iterator[LineItem]:
        text = item_text(paragraph)
        if text.blank:
            return
        for index, part in enumerate(part_at_form_words(text, self._vocabulary)):
            yield LineItem(
                text=part,
                number=paragraph.number if index == 0 else None,
                heading=paragraph.role is Role.HEADING,
                list_item=paragraph.role is Role.LIST_ITEM,
                soft=index > 0,
                table=table,
            )

    def _table(self, table: Table) -> Iterator[Item]:
        self._tables += 1
        number = self._tables
        width = max((cell.column + cell.column_span for row in table.rows for cell in row.cells), default=0)
        if width == 0:
            return
        pasted = width == 2 and self._is_pasted(table)
        for index, row in enumerate(table.rows):
            if pasted or (not table.rows_are_lines and self._is_layout(row, width)):
                for cell in row.cells:
                    yield from self.items(cell.blocks, number)
            elif width == 2 and (line := _box_and_words(row)) is not None:
                yield LineItem(line, table=number)
            else:
                yield RowItem(
                    cells=tuple(cell_to_item(cell) for cell in row.cells),
                    table=number,
                    row=index,
                    width=width,
                    is_line=table.rows_are_lines,
                )

    def _is_pasted(self, table: Table) -> bool:
        """Lines with a tab between the end of one cell and the start of the next, as a pasted Word table has them."""
        if len(table.rows) == 1:
            return True
        named = [tuple(self._is_name(cell) for cell in row.cells) for row in table.rows]
        return any(row == (False, True) for row in named)

    def _is_name(self, cell: Cell) -> bool:
        text = cell_to_item(cell).text.text
        match = self._vocabulary.column.match(text)
        return match is not None and match.end() == len(text)

    def _is_layout(self, row: Row, width: int) -> bool:
        """A row that only holds lines: the one cell of its row, or cells that hold whole tables of the form."""
        if width == 1 or (len(row.cells) == 1 and row.cells[0].column_span == width):
            return True
        return any(
            self._is_form_table(block) for cell in row.cells for block in cell.blocks if block.kind == "table"
        )

    def _is_form_table(self, table: Table) -> bool:
        """Whether a nested table has a row that names two of the form's columns."""
        for row in table.rows:
            named = sum(
                1 for cell in row.cells if self._vocabulary.column.match(cell_to_item(cell).text.text)
            )
            if named >= 2 or any(
                self._is_form_table(b) for cell in row.cells for b in cell.blocks if b.kind == "table"
            ):
                return True
        return False


def item_text(paragraph: Paragraph) -> MarkedText:
    """The text of a paragraph; a list item gets the one bullet that narratives use."""
    text = paragraph_to_text(paragraph)
    if is_placeholder(text.text):
        return MarkedText("")
    if paragraph.role is Role.LIST_ITEM and not text.text.startswith((MARK, "•")):
        return join((MarkedText(BULLET), text), "")
    return text


def cell_to_item(cell: Cell) -> CellItem:
    """A cell's paragraphs as one text; a table inside it becomes a line a row. Its region stands in for theirs."""
    text = join([text for text in _cell_texts(cell.blocks) if not text.blank])
    if not text.places and cell.region is not None:
        text = replace(text, places=((0, cell.region),))
    first = next((block for block in cell.blocks if block.kind == "paragraph"), None)
    return CellItem(cell.column, cell.column_span, text, first.number if first else None)


def _cell_texts(blocks: Sequence[Block]) -> Iterator[MarkedText]:
    for block in blocks:
        if block.kind == "paragraph":
            yield item_text(block)
        elif (columns := _boxes_under_heads(block)) is not None:
            yield from columns
        else:  # a table in a cell
            for row in block.rows:
                cells = [join([t for t in _cell_texts(cell.blocks) if not t.blank]) for cell in row.cells]
                yield join([cell for cell in cells if not cell.blank], "  ")


def _box_and_words(row: Row) -> MarkedText | None:
    """A row of two cells that holds a box in the one and its words in the other, as one line."""
    if len(row.cells) != 2:
        return None
    texts = [cell_to_item(cell).text for cell in row.cells]
    boxes = [bool(text.marks) and not text.text.strip(MARK + " \t") for text in texts]
    words = [has_words(text.text) and PARAGRAPH_END not in text.text for text in texts]
    return join(texts, " ") if sorted(boxes) == [False, True] and any(words) else None


def _boxes_under_heads(table: Table) -> list[MarkedText] | None:
    """The columns of a small table whose first row has words and whose other rows only boxes: one line a column."""
    if len(table.rows) < 2:
        return None
    heads = [(cell.column, join(list(_cell_texts(cell.blocks)), " ")) for cell in table.rows[0].cells]
    below = [
        (cell.column, join(list(_cell_texts(cell.blocks)), " "))
        for row in table.rows[1:]
        for cell in row.cells
    ]
    boxed = [text for _, text in below if not text.blank]
    if (
        not boxed
        or any(text.text.strip(MARK + " \t") for text in boxed)
        or any(t.blank or t.marks for _, t in heads)
    ):
        return None
    return [
        join([*(text for column, text in below if column == place and not text.blank), head], " ")
        for place, head in heads
    ]


def part_at_form_words(text: MarkedText, vocabulary: Vocabulary) -> list[MarkedText]:
    """Part a paragraph of several lines before each line that begins with a word of the form or with a box.

    Lines of options stay together: where labels wrap, a box may stand on the line before its label.
    """
    if "\n" not in text.text:
        return [text]
    cuts = [0]
    position = 0
    previous: str | None = None
    for line in text.text.split("\n"):
        kind = kind_of_line(line, vocabulary)
        if position and kind is not None and not (kind == previous == OPTION_LINE):
            cuts.append(position)
        previous = kind if kind is not None or not line.strip() else previous
        position += len(line) + 1
    cuts.append(len(text.text) + 1)
    return [text.slice(start, end - 1) for start, end in pairwise(cuts)]


OPTION_LINE, FORM_LINE = "option", "form"


_BEHIND_OPTION = re.compile(rf"[\s.,;:*_)\]]*(?:$|[({MARK}–—:-])")


def _is_option_line(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is an option with nothing behind it but its mark, explanation or a remark; or its beginning."""
    match = vocabulary.option.match(line)
    if match is None:
        return False
    return _BEHIND_OPTION.match(line, match.end()) is not None or vocabulary.begins_option(line)


def kind_of_line(line: str, vocabulary: Vocabulary) -> str | None:
    """Whether a line begins as only the form's own lines do: with a box or an option, or with another word of it."""
    stripped = line.lstrip(" \t•-–*>")
    if not stripped:
        return None
    if stripped[0] == MARK or _is_option_line(stripped, vocabulary):
        return OPTION_LINE
    if (
        vocabulary.prompt.match(stripped)
        or vocabulary.number.match(line)
        or vocabulary.is_section_heading(line)
    ):
        return FORM_LINE
    if stripped[0].isupper() and (vocabulary.column.match(line) or vocabulary.horizon.match(stripped)):
        return FORM_LINE
    return None


def paragraphs(text: MarkedText) -> list[MarkedText]:
    """The paragraphs of a cell's text."""
    if PARAGRAPH_END not in text.text:
        return [text]
    parts: list[MarkedText] = []
    start = 0
    for piece in text.text.split(PARAGRAPH_END):
        parts.append(text.slice(start, start + len(piece)))
        start += len(piece) + 1
    return parts
