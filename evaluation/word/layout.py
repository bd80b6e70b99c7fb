"""How do the four columns of a standard stand in tables of a document?

A layout turns one standard into blocks: statement and table, in the orders, mergers, splittings and nestings in which
people and their software leave them. Cell contents come from the `Desk`, which knows this return's hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evaluation import form
from evaluation.composition import StandardBlock
from evaluation.drawing import Cells, Item, Label, Name, Prompt
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.tears import LinesPiece, TablePiece, header_rows
from evaluation.word import xml
from evaluation.word.marks import MARKERS, Marker, Pen
from evaluation.word.prose import SCRIBES

WIDTHS = (4400, 3100, 4400, 3400)
"""Column widths in twips on a landscape A4 page."""


@dataclass(frozen=True)
class WordLook:
    """How one kind of document is made."""

    markers: tuple[str, ...] = ("control",)
    """Ways of marking; a return uses one of them, or with `mixed` each standard one of its own."""
    mixed: bool = False
    scribe: str = "plain"
    layout: str = "plain"
    header: str = "paragraphs"
    """`paragraphs`, `soft` (name and prompt in one paragraph), `two_rows` or `names` (no prompts)."""
    repeat_header: bool = False
    """Whether header rows are declared to come again on each page."""
    numbers: str = "typed"
    """`typed`, `tabbed`, `bold`, `generated` (by a list of levels) or `restarted` (a list for each section)."""
    statement: str = "paragraph"
    """`paragraph` or `heading`."""
    labels: str = "plain"
    """Horizon labels: `plain`, `bold`, `colon` or `soft` (the text behind it after a line break)."""
    furniture: bool = False
    """Whether pages have headers and footers."""
    notes: bool = False
    """Whether introductions carry footnotes."""
    wrap_cells: bool = False
    """Whether answer cells and rows stand in content controls."""
    kind: str = "docx"
    strict: bool = False


@dataclass
class Desk:
    """What a layout writes with: the look, the pen, and the marker in use."""

    look: WordLook
    pen: Pen
    numbering: "Numbering"
    marker: Marker = field(default=MARKERS["control"])

    def new_standard(self) -> None:
        """Chooses the marker for the next standard, where several people filled in."""
        if self.look.mixed:
            self.marker = MARKERS[self.pen.rng.choice(self.look.markers)]

    def blocks(self, items: Sequence[Item], width: int) -> str:
        """The content of a cell: runs of items of one kind go together to a marker or scribe."""
        parts: list[str] = []
        waiting: list[Item] = []
        for item in items:
            if waiting and type(item) is not type(waiting[-1]):
                parts.append(self._group(waiting, width))
                waiting = []
            waiting.append(item)
        if waiting:
            parts.append(self._group(waiting, width))
        return "".join(parts)

    def answer(self, items: Sequence[Item], width: int) -> str:
        """As `blocks`, where an empty cell, or a label with nothing under it, is an answer left blank."""
        scribe = SCRIBES[self.look.scribe]
        if not items:
            return scribe((), self.pen)
        if self.look.labels == "soft":
            return self._soft_labels(items, width)
        if not isinstance(items[0], Label):
            return self.blocks(items, width)
        parts: list[str] = []
        for position, item in enumerate(items):
            if isinstance(item, Label):
                parts.append(self._label(item))
                following = items[position + 1] if position + 1 < len(items) else None
                if not isinstance(following, Paragraph):
                    parts.append(scribe((), self.pen))
            elif position and isinstance(items[position - 1], Label):
                end = next(
                    (at for at in range(position, len(items)) if not isinstance(items[at], Paragraph)),
                    len(items),
                )
                parts.append(self.blocks(items[position:end], width))
        return "".join(parts)

    def _soft_labels(self, items: Sequence[Item], width: int) -> str:
        parts: list[str] = []
        label = ""
        for item in items:
            if isinstance(item, Label):
                parts += [xml.paragraph(label)] if label else []
                label = xml.run(item.text, "<w:b/>")
            elif label:
                parts.append(xml.paragraph(label + xml.run("\n" + item.text)))
                label = ""
            else:
                parts.append(self.blocks([item], width))
        return "".join(parts) + (xml.paragraph(label) if label else "")

    def _group(self, items: Sequence[Item], width: int) -> str:
        if isinstance(items[0], OptionLine):
            return self.marker([item for item in items if isinstance(item, OptionLine)], self.pen, width)
        if isinstance(items[0], Paragraph):
            paragraphs = [item for item in items if isinstance(item, Paragraph)]
            return SCRIBES[self.look.scribe](paragraphs, self.pen)
        return "".join(self._label(item) for item in items)

    def _label(self, item: Item) -> str:
        if isinstance(item, Label) and self.look.labels != "plain":
            words = item.text + (":" if self.look.labels == "colon" else "")
            return xml.paragraph(xml.run(words, "<w:b/>"))
        return xml.paragraph(xml.run(item.text, "<w:b/>" if isinstance(item, Name) else ""))

    # --- rows ----------------------------------------------------------------------------------------------

    def header(self) -> list[str]:
        """The header row or rows, in this look."""
        properties = "<w:cantSplit/><w:tblHeader/>" if self.look.repeat_header else ""
        rows = [row.cells for row in header_rows("bare" if self.look.header == "two_rows" else "joined")]
        return [
            xml.row([self._header_cell(items, w) for items, w in zip(cells, WIDTHS, strict=True)], properties)
            for cells in rows
        ]

    def _header_cell(self, items: Sequence[Item], width: int) -> str:
        shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'
        if self.look.header == "names":
            items = [item for item in items if isinstance(item, Name)]
        if self.look.header == "soft":
            name, prompt = items
            content = xml.paragraph(xml.run(name.text, "<w:b/>") + xml.run("\n" + prompt.text))
        else:
            content = self.blocks(items, width)
        return xml.cell(content, width, shade)

    def row(self, cells: Cells) -> str:
        """One row of answers."""
        drawn = [
            self.wrapped(xml.cell(self.answer(items, width), width))
            for items, width in zip(cells, WIDTHS, strict=True)
        ]
        return self.wrapped(xml.row(drawn))

    def wrapped(self, content: str) -> str:
        """A cell or row, in this look perhaps in a content control of its own."""
        if not self.look.wrap_cells or self.pen.rng.random() < 0.4:
            return content
        return xml.control(f'<w:id w:val="{self.pen.package.next_id()}"/>', content)

    def statement(self, block: StandardBlock) -> str:
        """The numbered statement as a paragraph."""
        return self.numbering.statement(block.torn.number, " ".join(block.statement), self)


class Numbering:
    """Numbers of sections and standards: typed, or generated by the document's lists."""

    def __init__(self, pen: Pen, mode: str) -> None:
        self._pen = pen
        self._mode = mode
        self._list = 0
        self._section = 0
        self._ordinal = 0
        if mode in ("generated", "restarted"):
            levels = [
                ("decimal", "%1.", "<w:b/>"),
                ("decimal", "%1.%2", "<w:b/>"),
                ("lowerLetter", "%3)", ""),
            ]
            self._abstract = pen.package.abstract_list(levels)

    @property
    def generates(self) -> bool:
        """Whether numbers are in no text."""
        return self._mode in ("generated", "restarted")

    def section(self, number: int) -> str:
        """Paragraph properties of a section's heading (generated numbers alone)."""
        if self._mode == "restarted" or not self._list or number != self._section + 1:
            self._list = self._pen.package.list_number(self._abstract, {0: number, 1: 1})
        self._section, self._ordinal = number, 0
        return self._properties(0)

    def statement(self, number: str, words: str, desk: "Desk") -> str:
        """The paragraph of a statement."""
        style = '<w:pStyle w:val="Heading2"/>' if desk.look.statement == "heading" else ""
        if not self.generates:
            gap = {"typed": " ", "tabbed": "\t", "bold": "  "}[self._mode]
            bold = "<w:b/>" if self._mode == "bold" else ""
            return xml.paragraph(xml.run(number, bold) + xml.run(gap + words), style)
        section, ordinal = (int(part) for part in number.split("."))
        if section != self._section or ordinal != self._ordinal + 1:
            # A level that was skipped is set to the number it should have.
            self._list = self._pen.package.list_number(self._abstract, {0: section, 1: ordinal})
            self._section = section
        self._ordinal = ordinal
        return xml.paragraph(xml.run(words), style + self._properties(1))

    def _properties(self, level: int) -> str:
        return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{self._list}"/></w:numPr>'


Layout = Callable[[StandardBlock, Desk], str]


def plain(block: StandardBlock, desk: Desk) -> str:
    """The statement as a paragraph, then a table of header and answers."""
    table = xml.table(WIDTHS, [*desk.header(), desk.row(block.torn.cells)])
    return desk.statement(block) + table + "<w:p/>"


def statement_row(block: StandardBlock, desk: Desk) -> str:
    """The statement in a merged first row of the table."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
    first = xml.row([xml.cell(desk.statement(block), sum(WIDTHS), shade, span=4)])
    return xml.table(WIDTHS, [first, *desk.header(), desk.row(block.torn.cells)]) + "<w:p/>"


def horizon_groups(cells: Cells) -> list[list[Item]]:
    """The Plan column, one group of items for each horizon label."""
    groups: list[list[Item]] = [[]]
    for item in cells[2]:
        if isinstance(item, Label) and any(isinstance(other, Label) for other in groups[-1]):
            groups.append([])
        groups[-1].append(item)
    return groups


def horizon_rows(block: StandardBlock, desk: Desk) -> str:
    """One row per horizon beside cells merged down over all of them."""
    cells = block.torn.cells
    rows = []
    for number, group in enumerate(horizon_groups(cells)):
        merge = '<w:vMerge w:val="restart"/>' if number == 0 else "<w:vMerge/>"
        drawn = []
        for column, width in enumerate(WIDTHS):
            if column == 2:
                drawn.append(xml.cell(desk.answer(group, width), width))
            else:
                drawn.append(xml.cell(desk.answer(cells[column], width) if number == 0 else "", width, merge))
        rows.append(xml.row(drawn))
    return desk.statement(block) + xml.table(WIDTHS, [*desk.header(), *rows]) + "<w:p/>"


def split_cells(block: StandardBlock, desk: Desk) -> str:
    """Plan split into labels and texts under a merged header cell; the other cells merged down beside."""
    cells = block.torn.cells
    label_width = 1100
    grid = (WIDTHS[0], WIDTHS[1], label_width, WIDTHS[2] - label_width, WIDTHS[3])
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>'
    header = [
        xml.cell(desk.blocks([Name(name), Prompt(form.PROMPTS[name])], width), width, shade, span=span)
        for name, width, span in zip(form.COLUMNS, WIDTHS, (1, 1, 2, 1), strict=True)
    ]
    rows = [xml.row(header)]
    for number, group in enumerate(horizon_groups(cells)):
        merge = '<w:vMerge w:val="restart"/>' if number == 0 else "<w:vMerge/>"
        parts = [desk.answer(cells[column], WIDTHS[column]) if number == 0 else "" for column in (0, 1, 3)]
        labels = [item for item in group if isinstance(item, Label)]
        texts = [item for item in group if not isinstance(item, Label)]
        rows.append(
            xml.row(
                [
                    xml.cell(parts[0], grid[0], merge),
                    xml.cell(parts[1], grid[1], merge),
                    xml.cell(desk.blocks(labels, grid[2]), grid[2]),
                    xml.cell(desk.answer(texts, grid[3]), grid[3]),
                    xml.cell(parts[2], grid[4], merge),
                ]
            )
        )
    return desk.statement(block) + xml.table(grid, rows) + "<w:p/>"


def pieces(block: StandardBlock, desk: Desk) -> str:
    """The standard in the pieces that tearing left: tables cut in two, a header that comes again."""
    parts = [desk.statement(block)]
    for piece in block.torn.pieces:
        if isinstance(piece, TablePiece):
            rows = [
                xml.row([xml.cell(desk.blocks(c, w), w) for c, w in zip(row.cells, WIDTHS, strict=True)])
                for row in piece.rows
            ]
            parts.append(xml.table(WIDTHS, rows))
        elif isinstance(piece, LinesPiece):
            parts.append(desk.blocks(piece.items, WIDTHS[0]))
        else:
            parts.append(xml.paragraph(xml.raw_run('<w:br w:type="page"/>')))
    return "".join(parts) + "<w:p/>"


def nested(block: StandardBlock, desk: Desk) -> str:
    """The whole standard inside the one cell of a layout table."""
    inner = desk.statement(block) + xml.table(WIDTHS, [*desk.header(), desk.row(block.torn.cells)])
    outer = sum(WIDTHS) + 240
    return (
        xml.table((outer,), [xml.row([xml.cell(inner, outer)])], borders=desk.pen.package.habit % 2 == 0)
        + "<w:p/>"
    )


def turned(block: StandardBlock, desk: Desk) -> str:
    """The four columns as four rows: name and prompt on the left, the answer on the right."""
    left, right = 4600, sum(WIDTHS) - 4600
    rows = [
        xml.row(
            [
                xml.cell(desk.blocks([Name(name), Prompt(form.PROMPTS[name])], left), left),
                xml.cell(desk.answer(items, right), right),
            ]
        )
        for name, items in zip(form.COLUMNS, block.torn.cells, strict=True)
    ]
    return desk.statement(block) + xml.table((left, right), rows) + "<w:p/>"


def no_table(block: StandardBlock, desk: Desk) -> str:
    """No table: names and prompts as small headings with the answers beneath."""
    parts = [desk.statement(block)]
    for name, items in zip(form.COLUMNS, block.torn.cells, strict=True):
        parts.append(xml.paragraph(xml.run(name, "<w:b/>")))
        parts.append(xml.paragraph(xml.run(form.PROMPTS[name], "<w:i/>")))
        parts.append(desk.answer(items, sum(WIDTHS)) or "<w:p/>")
    return "".join(parts)


def rows_of_one_table(block: StandardBlock, desk: Desk) -> str:
    """Rows (no table around them) for a document that is one big table."""
    first = xml.row([xml.cell(desk.statement(block), sum(WIDTHS), span=4)])
    return "".join([first, *desk.header(), desk.row(block.torn.cells)])


LAYOUTS: dict[str, Layout] = {
    "plain": plain,
    "statement_row": statement_row,
    "horizon_rows": horizon_rows,
    "split_cells": split_cells,
    "pieces": pieces,
    "nested": nested,
    "turned": turned,
    "no_table": no_table,
    "one_table": rows_of_one_table,
}
