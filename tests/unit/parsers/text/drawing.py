"""Writes what a parser made as short as the text it was made of."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_extract.parsers.text.decode import Decoded
from toolkit_extract.parsers.text.parse import parse_text
from toolkit_extract.schemas.document import Block, Document, MarkState, Paragraph, Role, Run, Table

SIGNS = {MarkState.SELECTED: "[x]", MarkState.UNSELECTED: "[ ]", MarkState.UNKNOWN: "[?]"}
Drawn = str | list[list[str]]


def document(text: str) -> Document:
    return parse_text(Decoded(text, "utf-8", inferred=False))


def drawn(text: str) -> list[Drawn]:
    """The blocks of a text: a paragraph as its words, a table as a list of rows of cells."""
    return [draw(block) for block in document(text).blocks]


def draw(block: Block) -> Drawn:
    return draw_paragraph(block) if isinstance(block, Paragraph) else draw_table(block)


def draw_paragraph(paragraph: Paragraph) -> str:
    words = "".join(i.text if isinstance(i, Run) else SIGNS[i.state] for i in paragraph.inlines)
    signs = {Role.HEADING: "#" * paragraph.level + " ", Role.LIST_ITEM: "- ", Role.BODY: ""}
    return signs[paragraph.role] + words


def draw_table(table: Table) -> list[list[str]]:
    return [[draw_cell(cell.blocks) for cell in row.cells] for row in table.rows]


def draw_cell(blocks: Sequence[Block]) -> str:
    return " / ".join(str(draw(block)) for block in blocks)
