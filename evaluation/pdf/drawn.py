"""What does the whole return look like, drawn on a canvas point by point?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label, Name
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.pdf.flow import (
    MARGIN,
    PADDING,
    DrawnCell,
    Face,
    Field,
    Flow,
    FlowRow,
    Option,
    Placed,
    TextLine,
)
from evaluation.pdf.marks import BOX_SIDE
from evaluation.pdf.paper import DEJAVU, DEJAVU_BOLD, LANDSCAPE, Paper, Sheet, register_font
from evaluation.tears import header_rows
from evaluation.word.layout import horizon_groups

_SHARES = (0.29, 0.2, 0.29, 0.22)
_SHADE = "#dbe5f1"

FACES = {
    "helvetica": Face(),
    "times": Face("Times-Roman", "Times-Bold", 9, 11),
    "courier": Face("Courier", "Courier-Bold", 6.5, 8.5),
    "dejavu": Face("DejaVu", "DejaVu-Bold", 7.5, 9.8),
    "sans_10": Face(size=10, leading=12.2),
    "sans_11": Face(size=11, leading=13.4),
    "serif_10": Face("Times-Roman", "Times-Bold", 10, 12),
    "serif_12": Face("Times-Roman", "Times-Bold", 12, 14.2),
    "dejavu_9": Face("DejaVu", "DejaVu-Bold", 9, 11.6),
}


@dataclass(frozen=True)
class PdfLook:
    """How one kind of page is drawn."""

    marks: tuple[str, ...] = ("rect_cross",)
    """Names of `marks.MARKS`; a return uses one of them."""
    face: str = "helvetica"
    rules: str = "full"
    sheet: Sheet = LANDSCAPE
    layout: str = "plain"
    """`plain`, `statement_row`, `horizon_rows` or `nested` (all in a frame)."""
    header: str = "joined"
    """`joined`, `two_rows`, or `split` (a header that a page's end may cut)."""
    repeat_header: bool = False
    side: str = "left"
    furniture: bool = True
    fields: bool = False
    """Whether narratives are left to fields (or typed on top), for which room is kept."""
    choice_fields: bool = False
    """Whether ratings are left to lists to choose from."""
    ligatures: bool = False
    hyphens: bool = False
    shaded: bool = True
    shade: str = _SHADE
    """Colour of the header's ground, if it has one."""


@dataclass(frozen=True)
class Drawing:
    """A drawn return: the file, its paper, and where options, fields and cells of answers stand."""

    data: bytes
    paper: Paper
    placed: tuple[Placed, ...]
    cells: tuple[DrawnCell, ...] = ()


def canvas(look: PdfLook) -> Callable[[Composition, Random], bytes]:
    """A renderer in this look."""
    return lambda composition, rng: draw(composition, rng, look).data


def draw(composition: Composition, rng: Random, look: PdfLook) -> Drawing:
    """Draws the whole return and notes where everything stands."""
    if look.face.startswith("dejavu"):
        register_font("DejaVu", DEJAVU)
        register_font("DejaVu-Bold", DEJAVU_BOLD)
    paper = Paper(look.sheet)
    paper.canvas.setTitle(form.TITLE)
    flow = Flow(paper, FACES[look.face], rng, rng.choice(look.marks), look.rules, look.side)
    if look.furniture:
        flow.running_head = rng.choice((form.TITLE, "OFFICIAL", f"AMHP self-assessment {composition.year}"))
        flow.running_foot = rng.choice(("Page {}", "{}", "{} | Page"))
    writer = _Writer(flow, look, rng)
    flow.start()
    for block in composition.blocks:
        writer.block(block)
    return Drawing(paper.save(), paper, tuple(flow.placed), tuple(flow.cells))


class _Writer:
    """Turns blocks into paragraphs and rows of the flow."""

    def __init__(self, flow: Flow, look: PdfLook, rng: Random) -> None:
        self._flow = flow
        self._look = look
        self._rng = rng
        width = look.sheet.width - 2 * MARGIN
        self._widths = tuple(round(share * width, 1) for share in _SHARES)

    def block(self, block: Block) -> None:
        flow = self._flow
        if isinstance(block, Heading):
            for part in block.parts:
                flow.paragraph(self._set(part), bold=True, size=14 if block.level == 1 else 10.5)
        elif isinstance(block, Bullet):
            flow.paragraph(f"• {self._set(block.text)}", after=2)
        elif isinstance(block, SideTable):
            self._side_table(block)
        elif isinstance(block, Text):
            flow.paragraph(self._set(block.text))
        elif isinstance(block, StandardBlock):
            self._standard(block)

    def _set(self, words: str) -> str:
        if not self._look.ligatures:
            return words
        return words.replace("ffi", "ﬃ").replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ff", "ﬀ")

    def _side_table(self, block: SideTable) -> None:
        width = sum(self._widths) / len(block.rows[0])
        for words in block.rows:
            columns = tuple(tuple(self._lines(cell, width)) for cell in words)
            self._flow.row(FlowRow(columns, (width,) * len(words), can_split=False))
        self._flow.down += 10

    def _standard(self, block: StandardBlock) -> None:
        flow, look = self._flow, self._look
        statement = self._set(f"{block.torn.number} {' '.join(block.statement)}")
        if look.header != "split" and flow.bottom - flow.down < 130:
            flow.new_page()
        if look.layout == "statement_row":
            whole = sum(self._widths)
            flow.row(FlowRow((tuple(self._lines(statement, whole, bold=True)),), (whole,), can_split=False))
        else:
            flow.paragraph(statement, bold=self._rng.random() < 0.3)
        headers = self._headers()
        for row in headers:
            flow.row(row)
        flow.repeat = headers[0] if look.repeat_header else None
        for row in self._answer_rows(block):
            flow.row(row)
        flow.repeat = None
        flow.down += 12

    def _headers(self) -> list[FlowRow]:
        rows = header_rows("bare" if self._look.header == "two_rows" else "joined")
        return [
            FlowRow(
                tuple(
                    self._cell(items, width, "") for items, width in zip(row.cells, self._widths, strict=True)
                ),
                self._widths,
                self._look.shade if self._look.shaded else "",
                can_split=self._look.header == "split",
            )
            for row in rows
        ]

    def _answer_rows(self, block: StandardBlock) -> list[FlowRow]:
        number, cells = block.torn.number, block.torn.cells
        if self._look.layout != "horizon_rows":
            columns = tuple(self._cell(c, w, number) for c, w in zip(cells, self._widths, strict=True))
            return [FlowRow(columns, self._widths, number=number)]
        rows = []
        for position, group in enumerate(horizon_groups(cells)):
            parts: list[Sequence[Item]] = [(), (), group, ()]
            if position == 0:
                parts = [cells[0], cells[1], group, cells[3]]
            columns = tuple(self._cell(c, w, number) for c, w in zip(parts, self._widths, strict=True))
            rows.append(FlowRow(columns, self._widths, number=number))
        return rows

    # --- cells ---------------------------------------------------------------------------------------------

    def _cell(self, items: Sequence[Item], width: float, number: str) -> tuple[TextLine, ...]:
        if number and self._look.fields and not (items and isinstance(items[0], OptionLine)):
            return self._field_cell(items, width, number)
        if number and self._look.choice_fields:
            return self._choice_cell(items, number)
        lines: list[TextLine] = []
        for item in items:
            lines += self._item(item, width, number)
        return tuple(lines)

    def _field_cell(self, items: Sequence[Item], width: float, number: str) -> tuple[TextLine, ...]:
        """Labels as text, and under each label (or in the whole cell) a field with the paragraphs that follow."""
        groups: list[tuple[Label | None, list[Paragraph]]] = [(None, [])]
        for item in items:
            if isinstance(item, Label):
                groups.append((item, []))
            elif isinstance(item, Paragraph):
                groups[-1][1].append(item)
        lines: list[TextLine] = []
        for label, paragraphs in groups:
            if label is not None:
                lines.append(TextLine(label.text, bold=True))
            elif len(groups) > 1 and not paragraphs:
                continue
            name = f"{label.text if label else 'Map'} {number.replace('.', '-')}"
            value = "\n".join(one.text for one in paragraphs)
            field = self._fitted(name, value, width - 2 * PADDING - 6)
            height = max(28.0, 1.2 * field.size * len(field.lines) + 6)
            lines.append(TextLine("", field=field, height=height, after=3.0))
        return tuple(lines)

    def _fitted(self, name: str, value: str, width: float) -> Field:
        """A text field in the largest type in which its value fits on a page."""
        for size in (8, 7, 6, 5):
            room = width * self._flow.face.size / size
            broken = [line for paragraph in value.split("\n") for line in self._flow.wrap(paragraph, room)]
            if 1.2 * size * len(broken) < self._flow.bottom - MARGIN - 40:
                break
        return Field(name, value, tuple(broken), size=size)

    def _choice_cell(self, items: Sequence[Item], number: str) -> tuple[TextLine, ...]:
        """One list to choose from in the place of the options."""
        options = [item for item in items if isinstance(item, OptionLine)]
        rating = next(name for name, known in form.OPTIONS.items() if options[0].options[0] in known)
        chosen = next((form.OPTIONS[rating][one.ticked[0]] for one in options if one.ticked), "")
        field = Field(f"{rating}.{number.replace('.', '-')}", chosen=chosen, lines=(chosen,))
        return (TextLine("", field=field, height=16.0),)

    def _item(self, item: Item, width: float, number: str) -> list[TextLine]:
        if isinstance(item, OptionLine):
            return self._option(item, width, number)
        bullet = isinstance(item, Paragraph) and item.bullet
        lines = self._lines(
            item.text, width, bold=isinstance(item, (Name, Label)), indent=9.0 if bullet else 0.0
        )
        if bullet:
            lines[0] = replace(lines[0], words="•  " + lines[0].words, indent=0.0)
        gap = 0.0 if isinstance(item, (Label, Name)) else 4.0
        return [*lines[:-1], replace(lines[-1], after=gap)]

    def _option(self, item: OptionLine, width: float, number: str) -> list[TextLine]:
        indent = BOX_SIDE + 5.0 if self._look.side == "left" else 0.0
        code = item.options[0]
        rating = next(name for name, options in form.OPTIONS.items() if code in options)
        room = width - (0.0 if self._look.side == "left" else BOX_SIDE + 10)
        first, *rest = self._lines(item.text, room, indent=indent)
        option = Option(number, rating, code, item.text, bool(item.ticked))
        lines = [replace(first, option=option), *rest]
        return [*lines[:-1], replace(lines[-1], after=3.0)]

    def _lines(self, words: str, width: float, *, bold: bool = False, indent: float = 0.0) -> list[TextLine]:
        room = width - 2 * PADDING - indent
        lines = self._flow.wrap(self._set(words), room, bold=bold)
        if self._look.hyphens:
            lines = hyphenated(self._flow, self._set(words), room, bold=bold)
        return [TextLine(line, bold, indent) for line in lines]


def hyphenated(flow: Flow, words: str, width: float, *, bold: bool) -> list[str]:
    """Lines filled by breaking long words, a hyphen at the end of the line; words with a hyphen stay whole."""
    waiting = words.split()
    lines = [""]
    while waiting:
        word = waiting.pop(0)
        trial = f"{lines[-1]} {word}".strip()
        if flow.wrap(trial, width, bold=bold) == [trial]:
            lines[-1] = trial
            continue
        for at in range(len(word) - 3, 3, -1):
            start = f"{lines[-1]} {word[:at]}-".strip()
            if (
                len(word) > 8
                and word.isalpha()
                and lines[-1]
                and flow.wrap(start, width, bold=bold) == [start]
            ):
                lines[-1] = start
                word = word[at:]
                break
        lines.append(word)
    return [line for line in lines if line]
