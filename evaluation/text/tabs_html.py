"""What does a return look like as tab-separated cells with HTML inside, loose lines in between?

This is what one widespread kind of conversion makes of a Word document or PDF: a row of a table is a line,
cells are parted by tabs, paragraphs and boxes are HTML, and whatever the conversion did not take for a
table is plain lines.
"""

import html
from collections.abc import Callable, Sequence
from random import Random

from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label, Name, Prompt
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.tears import LinesPiece, TablePiece, TableRow

SEPARATOR = "---\t--\t--\t---"


def render(
    composition: Composition, rng: Random, *, tick_bullets: bool = True, furniture: bool = False
) -> str:
    """Draws the whole return; `furniture` puts a page number or a running title where pages ended."""
    chunks: list[str] = []
    page = 1
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            page += 1
            chunks += _standard(block, rng, f"Page {page} of 27" if furniture else "")
        else:
            chunks += draw_block(block, tick_bullets=tick_bullets)
    return "\n\n" + _join(chunks) + "\n"


def draw_block(block: Block, *, tick_bullets: bool) -> list[str]:
    """Lines of a block that is no standard, each ending a paragraph but for bullets and table rows."""
    if isinstance(block, Heading):
        return list(block.parts)
    if isinstance(block, Text):
        return [block.text]
    if isinstance(block, Bullet):
        return [("- ✓ " if tick_bullets else "- ") + block.text + "\x00"]
    if isinstance(block, SideTable):
        return ["\n".join("\t".join(row) for row in block.rows)]
    if isinstance(block, Junk):
        return [block.text]
    return []


def _join(chunks: Sequence[str]) -> str:
    """Chunks parted by a blank line, those that end with NUL by a line end only."""
    return "\n\n".join(chunks).replace("\x00\n\n- ", "\n- ").replace("\x00", "")


def _standard(block: StandardBlock, rng: Random, footer: str) -> list[str]:
    chunks = [f"{block.torn.number} {block.statement[0]}"]
    if len(block.statement) > 1:
        chunks += [footer] if footer else []
        chunks.append(block.statement[1])
    look = _CellLook(rng)
    for piece in block.torn.pieces:
        if isinstance(piece, TablePiece):
            lines = [_row(row, look) for row in piece.rows]
            chunks.append("\n".join(lines + ([SEPARATOR] if piece.closed else [])))
        elif isinstance(piece, LinesPiece):
            chunks += loose_lines(piece.items, rng)
        elif footer and rng.random() < 0.5:
            chunks.append(footer)
    return chunks


class _CellLook:
    """How the cells of one standard are written; conversions are not consistent from table to table."""

    def __init__(self, rng: Random) -> None:
        self.header = rng.choice(("paragraphs", "paragraphs", "spaced"))
        self.options = rng.choice(("paragraphs", "paragraphs", "list", "inline", "breaks"))
        self.text = rng.choice(("paragraphs", "paragraphs", "paragraphs", "breaks"))
        self.plan_in_one = rng.random() < 0.1
        self.escape = rng.random() < 0.5


def _row(row: TableRow, look: _CellLook) -> str:
    if row.header:
        return "\t".join(_header_cell(cell, look) for cell in row.cells)
    evidence, evaluate, plan, prioritise = row.cells
    return "\t".join(
        (
            _text_cell(evidence, look),
            _option_cell(evaluate, look),
            _plan_cell(plan, look),
            _option_cell(prioritise, look),
        )
    )


def _header_cell(cell: Sequence[Item], look: _CellLook) -> str:
    texts = [item.text for item in cell]
    if look.header == "spaced" or (len(texts) == 1 and isinstance(cell[0], Name)):
        return " ".join(texts)
    return _paragraphs(texts)


def _paragraphs(texts: Sequence[str]) -> str:
    return " ".join(f"<p>{text}</p>" for text in texts)


def _written(item: Item, look: _CellLook) -> str:
    if isinstance(item, OptionLine) and item.raw:
        return item.text
    text = html.escape(item.text, quote=False) if look.escape else item.text
    return f"• {text}" if isinstance(item, Paragraph) and item.bullet else text


def _text_cell(cell: Sequence[Item], look: _CellLook) -> str:
    texts = [_written(item, look) for item in cell]
    if look.text == "breaks":
        return "<br/>".join(texts)
    return _paragraphs(texts)


def _plan_cell(cell: Sequence[Item], look: _CellLook) -> str:
    if all(isinstance(item, Label) for item in cell):
        return (
            " ".join(item.text for item in cell)
            if look.options == "inline"
            else _paragraphs([i.text for i in cell])
        )
    if not look.plan_in_one:
        return _text_cell(cell, look)
    groups: list[str] = []
    for item in cell:
        if isinstance(item, Label) or not groups:
            groups.append(_written(item, look))
        else:
            groups[-1] += " " + _written(item, look)
    return _paragraphs(groups)


def _option_cell(cell: Sequence[Item], look: _CellLook) -> str:
    texts = [_written(item, look) for item in cell]
    if not texts:
        return ""
    if look.options == "list":
        return '<ul style="list-style-type: none"> ' + " ".join(texts) + " "
    if look.options == "inline":
        return " ".join(texts)
    if look.options == "breaks":
        return "<br>".join(texts)
    return _paragraphs(texts)


def item_text(item: Item) -> str:
    """The item as plain text."""
    return f"• {item.text}" if isinstance(item, Paragraph) and item.bullet else item.text


def loose_lines(items: Sequence[Item], rng: Random, written: Callable[[Item], str] = item_text) -> list[str]:
    """Items as paragraphs; dashed options and some names with prompts run on without a blank line."""
    chunks: list[str] = []
    name_with_prompt = rng.random() < 0.6
    for item, before in zip(items, (None, *items), strict=False):
        text = written(item)
        glue = name_with_prompt and isinstance(item, Prompt) and isinstance(before, Name)
        dashed = isinstance(before, OptionLine) and before.text.startswith("- ")
        if chunks and (glue or (dashed and text.startswith("- "))):
            chunks[-1] += "\n" + text
        else:
            chunks.append(text)
    return chunks
