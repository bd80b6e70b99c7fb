"""What does a return look like when its tables were copied from a word processor and pasted as text?

Cells of a row are parted by tabs, but the paragraphs of a cell still stand on lines of their own: a row takes many
lines, and a tab in the middle of a line is where one cell ends and the next begins.
"""

from collections.abc import Sequence

from evaluation import form
from evaluation.composition import Composition, SideTable, StandardBlock
from evaluation.drawing import Item
from evaluation.text.linear import plain_block
from evaluation.text.tabs_html import item_text


def render(composition: Composition) -> str:
    """The whole return; between a table and the next statement stands an empty line."""
    chunks: list[str] = []
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            header = "\t".join(f"{name}\n{form.PROMPTS[name]}" for name in form.COLUMNS)
            answers = "\t".join(_cell(cell) for cell in block.torn.cells)
            chunks.append(f"{block.torn.number} {block.torn.statement}\n{header}\n{answers}\n")
        elif isinstance(block, SideTable):
            chunks.append("\n".join("\t".join(row) for row in block.rows) + "\n")
        else:
            chunks += plain_block(block)
    return "\n".join(chunks) + "\n"


def _cell(cell: Sequence[Item]) -> str:
    return "\n".join(item_text(item) for item in cell)
