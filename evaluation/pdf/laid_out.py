"""What does a return look like that a program laid out with reportlab's flowables?

Tables whose rows the library cuts at the end of a page, paragraphs with markup, boxes as characters of a font, as
inline pictures, or as drawings in a nested table of their own.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.pdf.paper import A4, DEJAVU, register_font

_WIDTHS = (225.0, 150.0, 225.0, 160.0)


@dataclass(frozen=True)
class LaidOutLook:
    """How one kind is laid out: `boxes` is `glyph`, `dingbat` or `nested`; `rules` is `grid`, `box` or `none`."""

    boxes: str = "glyph"
    rules: str = "grid"
    statement_row: bool = False
    repeat: bool = True


def laid_out(look: LaidOutLook) -> Callable[[Composition, Random], bytes]:
    """A renderer in this look."""
    return lambda composition, rng: _render(composition, rng, look)


def _render(composition: Composition, rng: Random, look: LaidOutLook) -> bytes:
    from reportlab.platypus import SimpleDocTemplate

    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=(A4[1], A4[0]), leftMargin=36, rightMargin=36, topMargin=40, bottomMargin=40, invariant=1,
        title=form.TITLE,
    )  # fmt: skip
    setter = _Setter(look)

    def furnish(canvas: Any, _document: Any) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.drawString(36, 20, f"{form.TITLE} – page {canvas.getPageNumber()}")

    flowables = [flowable for block in composition.blocks for flowable in setter.block(block)]
    document.build(flowables, onFirstPage=furnish, onLaterPages=furnish)
    return buffer.getvalue()


class _Setter:
    """Makes flowables of blocks."""

    def __init__(self, look: LaidOutLook) -> None:
        from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet

        sheet = getSampleStyleSheet()
        self._look = look
        self._headings = {1: sheet["Title"], 2: sheet["Heading2"]}
        self._body = ParagraphStyle("body", parent=sheet["Normal"], fontSize=8.5, leading=10.5, spaceAfter=4)
        self._box = ParagraphStyle("box", parent=self._body, leftIndent=13, firstLineIndent=-13)
        self._entry = ParagraphStyle("entry", parent=self._body, leftIndent=10, bulletIndent=0)

    def block(self, block: Block) -> list[Any]:
        """The flowables of a block."""
        from reportlab.platypus import Paragraph as Set
        from reportlab.platypus import Spacer

        if isinstance(block, Heading):
            return [Set(escape(part), self._headings[block.level]) for part in block.parts]
        if isinstance(block, Bullet):
            return [Set(escape(block.text), self._entry, bulletText="•")]
        if isinstance(block, Text):
            return [Set(escape(block.text), self._body)]
        if isinstance(block, SideTable):
            rows = [[Set(escape(words), self._body) for words in row] for row in block.rows]
            return [self._table(rows, [sum(_WIDTHS) / len(rows[0])] * len(rows[0])), Spacer(1, 8)]
        if isinstance(block, StandardBlock):
            return [*self._standard(block), Spacer(1, 12)]
        return []

    def _standard(self, block: StandardBlock) -> list[Any]:
        from reportlab.platypus import Paragraph as Set

        statement = Set(f"<b>{block.torn.number}</b> {escape(block.torn.statement)}", self._body)
        header = [
            [Set(f"<b>{name}</b>", self._body), Set(escape(form.PROMPTS[name]), self._body)]
            for name in form.COLUMNS
        ]
        answers = [self._cell(items, width) for items, width in zip(block.torn.cells, _WIDTHS, strict=True)]
        if not self._look.statement_row:
            return [statement, self._table([header, answers], list(_WIDTHS), repeat=1)]
        first = [statement, "", "", ""]
        return [self._table([first, header, answers], list(_WIDTHS), repeat=2, span=True)]

    def _table(
        self, rows: list[list[Any]], widths: list[float], *, repeat: int = 0, span: bool = False
    ) -> Any:
        from reportlab.lib.colors import black, grey
        from reportlab.platypus import LongTable

        style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if self._look.rules == "grid":
            style.append(("GRID", (0, 0), (-1, -1), 0.5, black))
        elif self._look.rules == "box":
            style += [("BOX", (0, 0), (-1, -1), 0.8, black), ("LINEBELOW", (0, 0), (-1, -1), 0.3, grey)]
        if span:
            style.append(("SPAN", (0, 0), (-1, 0)))
        return LongTable(
            rows, colWidths=widths, repeatRows=repeat if self._look.repeat else 0, splitInRow=1, style=style
        )

    def _cell(self, items: Sequence[Item], width: float) -> list[Any]:
        from reportlab.platypus import Paragraph as Set

        cell: list[Any] = []
        for item in items:
            words = escape(item.text)
            if isinstance(item, OptionLine):
                cell.append(self._option(item, width))
            elif isinstance(item, Paragraph) and item.bullet:
                cell.append(Set(words, self._entry, bulletText="•"))
            else:
                cell.append(Set(f"<b>{words}</b>" if isinstance(item, Label) else words, self._body))
        return cell

    def _option(self, item: OptionLine, width: float) -> Any:
        from reportlab.platypus import Paragraph as Set

        ticked, words = bool(item.ticked), escape(item.text)
        if self._look.boxes == "glyph":
            font = register_font("Boxes", DEJAVU)
            return Set(f'<font name="{font}">{"☒" if ticked else "☐"}</font> {words}', self._box)
        if self._look.boxes == "dingbat":
            sign = "\u2714" if ticked else "\u2751"
            return Set(f'<font name="ZapfDingbats">{sign}</font> {words}', self._box)
        return self._nested(ticked, Set(words, self._body), width)

    def _nested(self, ticked: bool, label: Any, width: float) -> Any:
        """A table of a small framed cell and the label beside it."""
        from reportlab.lib.colors import black
        from reportlab.platypus import Table

        style = [
            ("BOX", (0, 0), (0, 0), 0.7, black),
            ("FONT", (0, 0), (0, 0), "Helvetica-Bold", 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (0, 0), 2),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
        return Table([["X" if ticked else "", label]], colWidths=[10, width - 24], style=style)
