"""Where do the rows of a table begin, when only its lines of print are known?

Columns by white space give lines and no rows. The header's prompts tell where the first row of answers begins: behind
the longest of them. All lines from there on are one row, and a gap in a column parts its paragraphs.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_extract.recovery.marked_text import PARAGRAPH_END, MarkedText, join
from toolkit_extract.recovery.prompts import Prompts
from toolkit_extract.recovery.sections import SectionSigns
from toolkit_extract.recovery.standards import is_header_row
from toolkit_extract.recovery.stream import CellItem, Item, LineItem, RowItem
from toolkit_extract.recovery.vocabulary import Vocabulary

_HEADER_LINES = 40


def merge_print_lines(items: Sequence[Item], vocabulary: Vocabulary) -> list[Item]:
    """The items, each stretch of print lines made into rows; lines of a standard or an appendix stand alone."""
    prompts = Prompts(vocabulary)
    signs = SectionSigns(vocabulary)
    merged: list[Item] = []
    stretch: list[RowItem] = []
    for item in items:
        if isinstance(item, RowItem) and item.is_line:
            own = _line_of_its_own(item, vocabulary, signs)
            if own is None and (not stretch or stretch[-1].table == item.table):
                stretch.append(item)
                continue
            merged += _rows(stretch, vocabulary, prompts)
            stretch = [] if own is not None else [item]
            merged += [own] if own is not None else []
            continue
        merged += _rows(stretch, vocabulary, prompts)
        stretch = []
        merged.append(item)
    return [*merged, *_rows(stretch, vocabulary, prompts)]


def _line_of_its_own(row: RowItem, vocabulary: Vocabulary, signs: SectionSigns) -> LineItem | None:
    """A line that fills the first column only, and begins with a standard's number or begins an appendix."""
    filled = row.filled
    if len(filled) != 1 or filled[0].column != 0:
        return None
    text = filled[0].text
    line = LineItem(text)
    if signs.begins_appendix(line):
        return line
    if not vocabulary.number.match(text.text):
        return None
    return line if text.text.lstrip("0123456789. ")[:1].isupper() else None


def _rows(lines: Sequence[RowItem], vocabulary: Vocabulary, prompts: Prompts) -> list[Item]:
    """Header and answers of a stretch of lines; lines before a header are answers of the standard above."""
    if not lines:
        return []
    head = next((i for i, line in enumerate(lines) if is_header_row(line, vocabulary, prompts)), None)
    if head is None:
        return _without_header(lines, prompts)
    before = [_join(lines[:head])] if any(line.filled for line in lines[:head]) else []
    end = head + _header_height(lines[head : head + _HEADER_LINES], prompts)
    rest = _rows(lines[end:], vocabulary, prompts)
    return [*before, _join(lines[head:end]), *rest]


def _without_header(lines: Sequence[RowItem], prompts: Prompts) -> list[Item]:
    """Lines that go on from the page before: the rest of a header that the page cut, then answers."""
    end = 0
    for index, line in enumerate(lines[:_HEADER_LINES]):
        if line.filled and all(
            prompts.is_end(cell.column, line.width, cell.text.text) for cell in line.filled
        ):
            end = index + 1
        elif line.filled:
            break
    parts = [lines[:end], lines[end:]]
    return [_join(part) for part in parts if any(line.filled for line in part)]


def _header_height(lines: Sequence[RowItem], prompts: Prompts) -> int:
    """How many lines the names and prompts of the columns take: as many as the longest of them."""
    height = 1
    for position in range(len(lines[0].cells)):
        column = join((line.cells[position].text for line in lines if position < len(line.cells)), "\n")
        head = prompts.head(column.text)
        if head is not None:
            height = max(height, column.text[: head.rest].rstrip().count("\n") + 1)
    return height


def _join(lines: Sequence[RowItem]) -> RowItem:
    """One row of some lines."""
    cells = [
        CellItem(cell.column, cell.span, _column_text([line.cells[position].text for line in lines]))
        for position, cell in enumerate(lines[0].cells)
    ]
    return RowItem(tuple(cells), lines[0].table, lines[0].row, lines[0].width)


def _column_text(lines: Sequence[MarkedText]) -> MarkedText:
    """The lines of one column; a gap parts paragraphs."""
    paragraphs: list[list[MarkedText]] = [[]]
    for line in lines:
        if line.blank:
            if paragraphs[-1]:
                paragraphs.append([])
        else:
            paragraphs[-1].append(line)
    return join((join(paragraph, "\n") for paragraph in paragraphs if paragraph), PARAGRAPH_END)
