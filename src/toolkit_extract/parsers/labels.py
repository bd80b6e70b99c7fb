"""Which words would a person read beside each box of a document?

The format's or the geometry's own word comes first (`Mark.label`). Else the words of the same line: behind the box
where the line begins with one, before it where the line ends with one. A box alone in its cell takes the words of its
row, and in a table of boxes the head of its column as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit_extract.schemas.document import Block, Cell, Document, Mark, Paragraph, Run, Table

MAX_LABEL = 200


def labelled_marks(document: Document) -> list[tuple[Mark, str]]:
    """Every mark of a document in reading order, with the words beside it (empty where there are none)."""
    return list(_in_blocks(document.blocks))


def _in_blocks(blocks: Sequence[Block]) -> Iterator[tuple[Mark, str]]:
    for index, block in enumerate(blocks):
        if isinstance(block, Table):
            yield from _in_table(block)
        elif block.marks:
            yield from _in_paragraph(block, _words_after(blocks, index))


def _words_after(blocks: Sequence[Block], index: int) -> str:
    """Words of the next paragraph, for a box that stands alone on its line."""
    if index + 1 < len(blocks):
        following = blocks[index + 1]
        if isinstance(following, Paragraph) and not following.marks:
            return _clean(following.text)
    return ""


def _in_paragraph(paragraph: Paragraph, otherwise: str = "") -> Iterator[tuple[Mark, str]]:
    for line in _lines(paragraph):
        marks = [part for part in line if isinstance(part, Mark)]
        if not marks:
            continue
        words = _words_beside(line)
        for mark, beside in zip(marks, words, strict=True):
            yield mark, mark.label or beside or otherwise


def _lines(paragraph: Paragraph) -> list[list[Mark | str]]:
    """The paragraph's lines as marks and words in turn; a line of marks alone joins the line behind it."""
    lines: list[list[Mark | str]] = [[]]
    for inline in paragraph.inlines:
        if isinstance(inline, Run):
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
        if isinstance(part, Mark):
            gaps.append("")
        else:
            gaps[-1] += part
    gaps = [_clean(gap) for gap in gaps]
    after = not (gaps[0] and not gaps[-1])
    beside = gaps[1:] if after else gaps[:-1]
    if after and len(gaps) == 2 and not beside[0]:
        return [gaps[0]]
    return beside


def _in_table(table: Table) -> Iterator[tuple[Mark, str]]:
    heads = _column_heads(table)
    for row in table.rows:
        for position, cell in enumerate(row.cells):
            otherwise = _words_of_row(row.cells, position)
            if heads.get(cell.column) and _only_marks(cell):
                otherwise = f"{otherwise} {heads[cell.column]}".strip() if otherwise else heads[cell.column]
            for mark, label in _in_blocks(cell.blocks):
                yield mark, label or otherwise


def _column_heads(table: Table) -> dict[int, str]:
    if len(table.rows) < 2:
        return {}
    first = table.rows[0]
    if any(_marks_in(cell.blocks) for cell in first.cells):
        return {}
    return {cell.column: _clean(_text(cell.blocks)) for cell in first.cells}


def _words_of_row(cells: Sequence[Cell], position: int) -> str:
    """Words beside a cell of boxes: the next cell's where it has no box of its own, else the nearest before."""
    if position + 1 < len(cells):
        following = cells[position + 1]
        if not _marks_in(following.blocks) and (words := _clean(_text(following.blocks))):
            before = position > 0 and not _marks_in(cells[position - 1].blocks)
            if not before or not _clean(_text(cells[position - 1].blocks)):
                return words
    for cell in reversed(cells[:position]):
        if not _marks_in(cell.blocks) and (words := _clean(_text(cell.blocks))):
            return words
    return ""


def _only_marks(cell: Cell) -> bool:
    return bool(_marks_in(cell.blocks)) and not _clean(_text(cell.blocks))


def _marks_in(blocks: Sequence[Block]) -> list[Mark]:
    found: list[Mark] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += block.marks
        else:
            found += [mark for row in block.rows for cell in row.cells for mark in _marks_in(cell.blocks)]
    return found


def _text(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Paragraph))


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" :;,|•*_-–")[:MAX_LABEL]
