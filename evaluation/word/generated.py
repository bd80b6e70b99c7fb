"""What does a return look like that a program wrote with python-docx?

The library's own template, styles, cell merges and `List Bullet`; boxes as characters or brackets, choices in bold.
"""

import io
import zipfile
from random import Random
from typing import TYPE_CHECKING, Any

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.word.package import zipped

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_SIGNS = (("☒ ", "☐ "), ("[x] ", "[ ] "), ("", ""))
"""Ticked and empty; without signs the choice is in bold."""


def render(composition: Composition, rng: Random) -> bytes:
    """The whole return as python-docx writes it; statements in a merged row in half of the returns."""
    import docx

    document = docx.Document()
    signs, merged = rng.choice(_SIGNS), rng.random() < 0.5
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            _standard(document, block, signs, merged)
        else:
            _other(document, block)
    document.core_properties.author = "form generator"
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _other(document: "Document", block: Block) -> None:
    if isinstance(block, Heading):
        document.add_heading(block.text, block.level - 1)
    elif isinstance(block, Bullet):
        document.add_paragraph(block.text, style="List Bullet")
    elif isinstance(block, SideTable):
        table = document.add_table(0, len(block.rows[0]), style="Light Grid Accent 1")
        for words in block.rows:
            for cell, text in zip(table.add_row().cells, words, strict=True):
                cell.text = text
    elif isinstance(block, Text):
        document.add_paragraph(block.text)


def _standard(document: "Document", block: StandardBlock, signs: tuple[str, str], merged: bool) -> None:
    statement = f"{block.torn.number} {block.torn.statement}"
    if not merged:
        document.add_paragraph(statement, style="Heading 3")
    table = document.add_table(0, 4, style="Table Grid")
    if merged:
        cells: Any = table.add_row().cells
        cells[0].merge(cells[3]).text = statement
    for cell, name in zip(table.add_row().cells, form.COLUMNS, strict=True):
        cell.text = f"{name}\n{form.PROMPTS[name]}"
    for cell, items in zip(table.add_row().cells, block.torn.cells, strict=True):
        for number, item in enumerate(items):
            _item(cell, item, signs, first=number == 0)


def _item(cell: "_Cell", item: Item, signs: tuple[str, str], *, first: bool) -> None:
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    if isinstance(item, Paragraph) and item.bullet:
        paragraph.style = "List Bullet"
    if not isinstance(item, OptionLine):
        paragraph.add_run(item.text).bold = isinstance(item, Label) or None
        return
    ticked = bool(item.ticked)
    paragraph.add_run(signs[0] if ticked else signs[1])
    paragraph.add_run(item.text).bold = (ticked and not signs[0]) or None
