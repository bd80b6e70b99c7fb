"""How do statements, tables and texts flow over pages?

Cells become lines of measured words; rows are drawn column beside column and cut where a page ends, inside a sentence
if need be. Whatever is drawn for an option is also noted as a `Placed`, so that fields and annotations find it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from evaluation.pdf.marks import BOX_SIDE, MARKS, Spot
from evaluation.pdf.paper import Paper, Rectangle, string_width
from evaluation.pdf.rules import RULES

MARGIN = 36.0
PADDING = 4.0
_FOOT = 26.0


@dataclass(frozen=True)
class Face:
    """Type: the font of text, its bold cut, the size and the distance between baselines (points)."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 8.5
    leading: float = 10.5


@dataclass(frozen=True)
class Option:
    """An option whose mark stands on a line: which one, of which rating, and whether it was chosen."""

    number: str
    rating: str
    code: str
    label: str
    ticked: bool


@dataclass(frozen=True)
class Field:
    """A field on the page: its name, its value, and how the value breaks into lines.

    `chosen` is for lists to choose from: the label of the option chosen, or nothing; None in a text field.
    """

    name: str
    value: str = ""
    lines: tuple[str, ...] = ()
    chosen: str | None = None
    size: int = 8
    """The size of its type."""


@dataclass(frozen=True)
class TextLine:
    """One line of a cell. `after` is the space below it, `indent` that on its left."""

    words: str
    bold: bool = False
    indent: float = 0.0
    after: float = 0.0
    option: Option | None = None
    field: "Field | None" = None
    """The form field that takes the line's place."""
    height: float = 0.0
    """Height where it is not that of a line of text."""


@dataclass(frozen=True)
class Placed:
    """An option or field as drawn: its box, and the box of its label's first line."""

    box: Rectangle
    label: Rectangle
    option: Option | None = None
    field: Field | None = None


@dataclass(frozen=True)
class FlowRow:
    """A row of cells: lines for each column, and whether it may be cut by a page's end."""

    columns: tuple[tuple[TextLine, ...], ...]
    widths: tuple[float, ...]
    shade: str = ""
    can_split: bool = True
    number: str = ""
    """The standard whose answers stand in the row, if any."""


@dataclass(frozen=True)
class DrawnCell:
    """A cell of answers, or its part on one page: standard, column from 0, place, and where its text ends."""

    number: str
    column: int
    place: Rectangle
    text_end: float


@dataclass
class Flow:
    """Draws down the pages."""

    paper: Paper
    face: Face
    rng: Random
    mark: str = "rect_cross"
    rules: str = "full"
    side: str = "left"
    """Where boxes stand: `left` of their labels, `right` behind them, or at the cell's `edge`."""
    running_head: str = ""
    running_foot: str = ""
    repeat: FlowRow | None = None
    """The header row that comes again when a table goes over a page's end."""
    down: float = MARGIN
    placed: list[Placed] = field(default_factory=list)
    cells: list[DrawnCell] = field(default_factory=list)

    @property
    def bottom(self) -> float:
        """Where the room for text ends on this page."""
        return self.paper.sheet.height - MARGIN - _FOOT

    def start(self) -> None:
        """Draws what stands on the first page before any text."""
        self._furnish()

    def _furnish(self) -> None:
        if self.running_head:
            self.paper.text(MARGIN, MARGIN - 12, self.running_head, self.face.font, 7.5)
        if self.running_foot:
            words = self.running_foot.format(self.paper.page)
            self.paper.text(MARGIN, self.paper.sheet.height - MARGIN + 4, words, self.face.font, 7.5)

    def new_page(self) -> None:
        """Goes on at the top of the next page."""
        self.paper.new_page()
        self.down = MARGIN + 4
        self._furnish()

    # --- text ----------------------------------------------------------------------------------------------

    def wrap(self, words: str, width: float, *, bold: bool = False) -> list[str]:
        """Words in lines of at most this width."""
        font = self.face.bold if bold else self.face.font
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and string_width(longer, font, self.face.size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def paragraph(self, words: str, *, bold: bool = False, size: float = 0.0, after: float = 5.0) -> None:
        """A paragraph over the whole width."""
        face = self.face
        self.face = replace(face, size=size, leading=1.25 * size) if size else face
        width = self.paper.sheet.width - 2 * MARGIN
        for line in self.wrap(words, width, bold=bold):
            if self.down + self.face.leading > self.bottom:
                self.new_page()
            self.down += self.face.leading
            font = self.face.bold if bold else self.face.font
            self.paper.text(MARGIN, self.down, line, font, self.face.size)
        self.face = face
        self.down += after

    # --- rows ----------------------------------------------------------------------------------------------

    def _height(self, line: TextLine) -> float:
        return (line.height or self.face.leading) + line.after

    def row_height(self, row: FlowRow) -> float:
        """Height of the tallest column."""
        return 2 * PADDING + max(sum(map(self._height, column)) for column in row.columns)

    def row(self, row: FlowRow) -> None:
        """Draws a row, in pieces where the page ends."""
        rest = row
        while True:
            room = self.bottom - self.down
            if self.row_height(rest) <= room:
                self._draw(rest)
                return
            head, tail = self._cut(rest, room - 2 * PADDING)
            fresh = self.down <= MARGIN + 6
            if rest.can_split and any(head.columns):
                self._draw(head)
                rest = tail
            elif fresh:
                self._draw(rest)
                return
            self.new_page()
            if self.repeat is not None and row is not self.repeat:
                self._draw(self.repeat)

    def _cut(self, row: FlowRow, room: float) -> tuple[FlowRow, FlowRow]:
        """The lines of each column that fit into so much room, and the others."""
        heads, tails = [], []
        for column in row.columns:
            used, count = 0.0, 0
            for line in column:
                used += self._height(line)
                if used > room:
                    break
                count += 1
            heads.append(column[:count])
            tails.append(column[count:])
        return replace(row, columns=tuple(heads)), replace(row, columns=tuple(tails))

    def _draw(self, row: FlowRow) -> None:
        top, bottom = self.down, self.down + self.row_height(row)
        boxes, x = [], MARGIN
        for width in row.widths:
            boxes.append(Rectangle(self.paper.page, x, top, x + width, bottom))
            x += width
        if row.shade:
            for box in boxes:
                self.paper.rectangle(box, fill=row.shade, stroke=False)
        RULES[self.rules](self.paper, boxes, self.rng)
        for position, (box, column) in enumerate(zip(boxes, row.columns, strict=True)):
            self._column(box, column)
            if row.number:
                end = top + PADDING + sum(map(self._height, column))
                self.cells.append(DrawnCell(row.number, position, box, end))
        self.down = bottom

    def _column(self, box: Rectangle, lines: Sequence[TextLine]) -> None:
        down = box.top + PADDING
        for line in lines:
            height = line.height or self.face.leading
            baseline = down + height - 2.5
            if line.field is not None:
                area = Rectangle(box.page, box.x0 + PADDING, down, box.x1 - PADDING, down + height)
                self.placed.append(Placed(area, area, field=line.field))
            elif line.option is not None:
                self._option_line(box, line, baseline)
            else:
                font = self.face.bold if line.bold else self.face.font
                self.paper.text(box.x0 + PADDING + line.indent, baseline, line.words, font, self.face.size)
            down += self._height(line)

    def _option_line(self, cell: Rectangle, line: TextLine, baseline: float) -> None:
        option = line.option
        assert option is not None  # noqa: S101 - only lines with an option come here
        width = string_width(line.words, self.face.font, self.face.size)
        x = cell.x0 + PADDING + line.indent
        at = {"left": cell.x0 + PADDING, "right": x + width + 6, "edge": cell.x1 - PADDING - BOX_SIDE}[
            self.side
        ]
        box = Rectangle(cell.page, at, baseline - BOX_SIDE + 1, at + BOX_SIDE, baseline + 1)
        label = Rectangle(cell.page, x, baseline - self.face.size, x + width, baseline + 2)
        self.paper.text(x, baseline, line.words, self.face.font, self.face.size)
        MARKS[self.mark](self.paper, Spot(box, baseline, option.ticked), self.rng)
        self.placed.append(Placed(box, label, option))
