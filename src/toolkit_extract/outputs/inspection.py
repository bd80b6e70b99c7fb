"""What did the parser see, before any toolkit is applied?

A Document with the words beside each of its marks in, a plain structure (for `inspect --json`) or a page for a person
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from toolkit_extract.outputs.places import place_words
from toolkit_extract.outputs.report import Glyphs, glyphs_for
from toolkit_extract.schemas.document import Block, Document, Mark, Paragraph, Row, Table
from toolkit_extract.schemas.region import PageRegion
from toolkit_extract.schemas.tables import clean_text

LabelledMarks = Sequence[tuple[Mark, str]]


def document_to_inspection(document: Document, marks: LabelledMarks) -> dict[str, Any]:
    """The JSON object of the contract: format, pages, marks with their labels, tables as rows of cell texts, text."""
    return {
        "format": document.format,
        "pages": document.pages,
        "marks": [_mark(mark, label) for mark, label in marks],
        "tables": [table_to_grid(table) for table in _tables(document.blocks)],
        "text": blocks_to_text(document.blocks),
    }


def table_to_grid(table: Table) -> list[list[str]]:
    """Rows of equally many cell texts; a merged cell has its text where it begins and empty cells where it extends."""
    rows = [_placed(row) for row in table.rows]
    width = max((column + 1 for row in rows for column in row), default=0)
    return [[row.get(column, "") for column in range(width)] for row in rows]


def blocks_to_text(blocks: Sequence[Block], glyphs: Glyphs | None = None) -> str:
    """The words in reading order: paragraphs on lines of their own, cells parted by tabs.

    Args:
        blocks: of a document or a cell.
        glyphs: how to draw marks where they stand; without it they are left out.
    """
    return "\n".join(line for line in _lines(blocks, glyphs) if line)


def print_document(document: Document, marks: LabelledMarks, console: Console) -> None:
    """Print what the parser saw, for a person."""
    glyphs = glyphs_for(console.encoding)
    pages = f", {document.pages} pages" if document.pages else ""
    tables = list(_tables(document.blocks))
    converted = f", converted by {document.converted_by}" if document.converted_by else ""
    _print(console, f"{document.format}{pages}{converted}: {len(tables)} tables, {len(marks)} marks")
    for mark, label in marks:
        _print(
            console,
            f"  {glyphs.of(mark.state)} {label}  [{mark.method}, {mark.confidence:.2f}{_place(mark)}]",
        )
    _print(console, "")
    _print(console, blocks_to_text(document.blocks, glyphs))
    for note in document.furniture:
        _print(console, f"outside the body: {note}")
    for comment in document.comments:
        _print(console, f"comment: {comment.text}")
    for finding in document.findings:
        _print(console, f"finding: {finding.message} [{finding.code}]")


def _print(console: Console, words: str) -> None:
    console.print(Text(clean_text(words) or ""), soft_wrap=True)


def _place(mark: Mark) -> str:
    return f", {place_words([mark.region])}" if mark.region else ""


def _mark(mark: Mark, label: str) -> dict[str, Any]:
    box = mark.region if isinstance(mark.region, PageRegion) else None
    return {
        "state": mark.state.value,
        "label": label,
        "method": mark.method,
        "confidence": mark.confidence,
        "page": box.page if box else None,
        "x0": box.x0 if box else None,
        "top": box.top if box else None,
        "x1": box.x1 if box else None,
        "bottom": box.bottom if box else None,
    }


def _tables(blocks: Sequence[Block]) -> Iterator[Table]:
    """Tables in reading order, each before those in its cells."""
    for block in blocks:
        if block.kind == "table":
            yield block
            for row in block.rows:
                for cell in row.cells:
                    yield from _tables(cell.blocks)


def _placed(row: Row) -> dict[int, str]:
    """Cell texts by column of the grid; a cell whose column is taken moves to the next free one."""
    texts: dict[int, str] = {}
    free = 0
    for cell in row.cells:
        column = max(cell.column, free)
        texts[column] = blocks_to_text(cell.blocks)
        free = column + cell.column_span
    if row.cells and free - 1 not in texts:
        texts[free - 1] = ""
    return texts


def _lines(blocks: Sequence[Block], glyphs: Glyphs | None) -> Iterator[str]:
    for block in blocks:
        if block.kind == "paragraph":
            yield _paragraph_text(block, glyphs)
        else:
            for row in block.rows:
                yield "\t".join(blocks_to_text(cell.blocks, glyphs) for cell in row.cells)


def _paragraph_text(paragraph: Paragraph, glyphs: Glyphs | None) -> str:
    """The words with the number that the format generates, and the marks if wanted."""
    parts = [f"{paragraph.number} "] if paragraph.number else []
    for inline in paragraph.inlines:
        if inline.kind != "mark":
            parts.append(inline.text)
        elif glyphs:
            parts.append(f"{glyphs.of(inline.state)} ")
    return "".join(parts).strip()
