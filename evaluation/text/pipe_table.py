"""What does a return look like as Markdown with pipe tables?"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from evaluation.composition import Composition, StandardBlock
from evaluation.drawing import Item, Name, Prompt
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.tears import LinesPiece, TablePiece, TableRow
from evaluation.text.linear import escape_markdown, markdown_block
from evaluation.text.tabs_html import loose_lines


@dataclass(frozen=True)
class PipeLook:
    """How tables are written: outer pipes, joints between lines of a cell, padding, bold names, escapes.

    `first_row` says what stands above the separator of a table without a header: its own first row
    (`itself`), a row of empty cells (`empty`), or nothing and no separator either (`none`).
    """

    outer: bool = True
    joint: str = "<br>"
    padded: bool = False
    bold_names: bool = False
    escaped: bool = True
    first_row: str = "itself"
    statement: str = "{number} {statement}"
    headings: bool = True


def render(composition: Composition, rng: Random, look: PipeLook) -> str:
    """The whole return; torn standards keep their loose lines between the tables."""
    chunks: list[str] = []
    for block in composition.blocks:
        if not isinstance(block, StandardBlock):
            drawn = markdown_block(block)
            chunks += drawn if look.headings else [text.lstrip("# ") for text in drawn]
            continue
        chunks.append(look.statement.format(number=block.torn.number, statement=block.statement[0]))
        chunks += block.statement[1:]
        for piece in block.torn.pieces:
            if isinstance(piece, TablePiece):
                chunks.append(_table(piece, look))
            elif isinstance(piece, LinesPiece):
                chunks += loose_lines(piece.items, rng, lambda item: _written(item, look))
    return "\n\n".join(chunks).replace("\n\n- ✓", "\n- ✓") + "\n"


def _table(piece: TablePiece, look: PipeLook) -> str:
    rows = [_cells(row, look) for row in piece.rows]
    separator = ["---"] * 4
    if piece.rows[0].header or look.first_row == "itself":
        rows.insert(1, separator)
    elif look.first_row == "empty":
        rows[:0] = [[""] * 4, separator]
    widths = [max(len(row[column]) for row in rows) if look.padded else 0 for column in range(4)]
    return "\n".join(_line(row, widths, look) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], look: PipeLook) -> str:
    if row[0] == "---" and look.padded:
        return "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
    if look.outer:
        return "| " + " | ".join(cells) + " |"
    return " | ".join(cells)


def _cells(row: TableRow, look: PipeLook) -> list[str]:
    if row.header:
        return [" ".join(_header_word(item, look) for item in cell) for cell in row.cells]
    return [look.joint.join(_written(item, look) for item in cell) for cell in row.cells]


def _header_word(item: Item, look: PipeLook) -> str:
    if isinstance(item, Name) and look.bold_names:
        return f"**{item.text}**"
    return item.text if isinstance(item, (Name, Prompt)) else ""


def _written(item: Item, look: PipeLook) -> str:
    if isinstance(item, OptionLine):
        return item.text
    text = escape_markdown(item.text) if look.escaped else item.text
    return f"• {text}" if isinstance(item, Paragraph) and item.bullet else text
