"""How does a form of some other kind come onto paper, with every box and its words known?

`BlankForm` draws from the top of a page down. A box is drawn with the labels that a person might read beside it (in a
matrix the head of its column, with or without the words of its row); whatever else it draws is no box.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from evaluation.conversion import find_font
from evaluation.pdf.paper import DEJAVU, DEJAVU_BOLD, Paper, Rectangle, Sheet, register_font, string_width
from evaluation.scan.forms.outlines import OUTLINES


@dataclass(frozen=True)
class FormBox:
    """A box of a form: its place, that of its words, what they may be read as, and its question and order there.

    `printed` is the state in which it is printed; None where a pen decides.
    """

    box: Rectangle
    words: Rectangle
    labels: tuple[str, ...]
    question: int
    position: int
    printed: bool | None = None


@dataclass
class BlankForm:
    """A form under the pen of its maker. Lengths in points; `down` is how far down the page is used."""

    sheet: Sheet
    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 10.0
    kind: str = "square"
    """Boxes are `square`, `round`, `glyph`, `four_lines` or one of `OUTLINES`."""
    side: float = 9.0
    snapped: bool = True
    """Whether the places of boxes are drawn close round their ink; `OUTLINES` lie exactly where they are drawn."""
    margin: float = 48.0
    paper: Paper = field(init=False)
    down: float = 48.0
    boxes: list[FormBox] = field(default_factory=list)
    questions: int = 0

    def __post_init__(self) -> None:
        if find_font(DEJAVU):
            register_font("DejaVu", DEJAVU)
            register_font("DejaVu-Bold", DEJAVU_BOLD)
        self.paper = Paper(self.sheet)

    @property
    def width(self) -> float:
        """The room between the margins."""
        return self.sheet.width - 2 * self.margin

    def new_page(self) -> None:
        """Goes on at the top of the next page."""
        self.paper.new_page()
        self.down = self.margin

    # --- words ---------------------------------------------------------------------------------------------

    def write(self, x: float, baseline: float, words: str, *, bold: bool = False, size: float = 0.0) -> None:
        """Words on a baseline."""
        self.paper.text(x, baseline, words, self.bold if bold else self.font, size or self.size)

    def measure(self, words: str, *, bold: bool = False) -> float:
        """The width of words."""
        return string_width(words, self.bold if bold else self.font, self.size)

    def title(self, words: str) -> None:
        """The form's name."""
        self.down += 20
        self.write(self.margin, self.down, words, bold=True, size=16)
        self.down += 10

    def text(self, words: str, *, bold: bool = False, width: float = 0.0, x: float = 0.0) -> None:
        """A paragraph."""
        for line in self.wrapped(words, width or self.width):
            self.down += 1.25 * self.size
            self.write(x or self.margin, self.down, line, bold=bold)
        self.down += 4

    def wrapped(self, words: str, width: float) -> list[str]:
        """Words in lines of a width."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def question(self, words: str, *, width: float = 0.0, x: float = 0.0) -> None:
        """The next question; boxes that follow are its answers."""
        self.questions += 1
        self.down += 4
        self.text(words, bold=True, width=width, x=x)

    # --- boxes ---------------------------------------------------------------------------------------------

    def box(self, x: float, baseline: float, words: Rectangle, labels: Sequence[str]) -> None:
        """A box on a baseline, and what a person may read beside it."""
        paper, side = self.paper, self.side
        place = Rectangle(paper.page, x, baseline - side + 1.2, x + side, baseline + 1.2)
        middle = (x + side / 2, paper.y(baseline + 1.2 - side / 2))
        if self.kind == "round":
            paper.canvas.setLineWidth(0.8)
            paper.canvas.circle(*middle, side / 2, stroke=1, fill=0)
        elif self.kind == "glyph":
            paper.text(x - 0.8, baseline, "☐", "DejaVu", side * 1.15)
        elif self.kind == "four_lines":
            corners = [
                (place.x0, place.top),
                (place.x1, place.top),
                (place.x1, place.bottom),
                (place.x0, place.bottom),
            ]
            for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
                paper.line(x0, y0, x1, y1, 0.6)
        elif self.kind in OUTLINES:
            OUTLINES[self.kind](paper, place)
        else:
            paper.rectangle(place, width=0.8)
        self.add(place, words, labels)

    def add(
        self, place: Rectangle, words: Rectangle, labels: Sequence[str], *, printed: bool | None = None
    ) -> None:
        """Notes a box that has been drawn."""
        position = sum(one.question == self.questions for one in self.boxes)
        self.boxes.append(FormBox(place, words, tuple(labels), self.questions, position, printed))

    def option(self, x: float, label: str, *, side: str = "left", width: float = 0.0) -> float:
        """A box with its label on the line at `down`; returns where it ends."""
        gap, length = 5.0, self.measure(label)
        at = x + self.side + gap if side == "left" else x
        box = {"left": x, "right": x + length + gap, "edge": x + width - self.side}[side]
        self.write(at, self.down, label)
        self.box(box, self.down, self.words_at(at, label), [label])
        return x + length + gap + self.side

    def words_at(self, x: float, label: str) -> Rectangle:
        """Where words on the line at `down` stand."""
        return Rectangle(
            self.paper.page,
            x,
            self.down - 0.8 * self.size,
            x + self.measure(label),
            self.down + 0.25 * self.size,
        )

    def options_down(
        self, labels: Sequence[str], *, x: float = 0.0, side: str = "left", width: float = 0.0
    ) -> None:
        """Options under each other."""
        for label in labels:
            self.down += 1.55 * self.size
            self.option(x or self.margin + 8, label, side=side, width=width)
        self.down += 4

    def options_across(
        self, labels: Sequence[str], *, x: float = 0.0, gap: float = 18.0, side: str = "left"
    ) -> None:
        """Options on one line."""
        self.down += 1.6 * self.size
        at = x or self.margin + 8
        for label in labels:
            at = self.option(at, label, side=side) + gap
        self.down += 4

    def matrix(
        self,
        heads: Sequence[str],
        rows: Sequence[str],
        *,
        first: float = 0.5,
        ruled: bool = True,
        striped: bool = False,
    ) -> None:
        """Rows of boxes under column heads; `first` is the share of the width for the rows' words."""
        left, right = self.margin, self.margin + self.width
        start = left + first * self.width
        column = (right - start) / len(heads)
        height = 1.9 * self.size
        self.down += 4
        top = self.down
        for number, head in enumerate(heads):
            middle = start + (number + 0.5) * column
            self.write(middle - self.measure(head, bold=True) / 2, top + 0.68 * height, head, bold=True)
        edges = [top, top + height]
        for order, words in enumerate(rows):
            lines = self.wrapped(words, first * self.width - 10)
            bottom = edges[-1] + height + (len(lines) - 1) * 1.2 * self.size
            if striped and order % 2 == 0:
                area = Rectangle(self.paper.page, left, edges[-1], right, bottom)
                self.paper.rectangle(area, fill="#e4e4e4", stroke=False)
            self._matrix_row(heads, words, lines, edges[-1], (start, column))
            edges.append(bottom)
        self.down = edges[-1] + 6
        if ruled:
            for edge in edges:
                self.paper.line(left, edge, right, edge, 0.6)
            for x in [left, *(start + number * column for number in range(len(heads) + 1))]:
                self.paper.line(x, top, x, edges[-1], 0.6)

    def _matrix_row(
        self, heads: Sequence[str], words: str, lines: Sequence[str], top: float, columns: tuple[float, float]
    ) -> None:
        self.questions += 1
        start, column = columns
        for number, line in enumerate(lines):
            self.write(self.margin + 4, top + 1.3 * self.size + number * 1.2 * self.size, line)
        self.down = top + 1.3 * self.size
        for number, head in enumerate(heads):
            x = start + (number + 0.5) * column - self.side / 2
            # Whoever strikes a mark out does so in its own cell.
            around = Rectangle(self.paper.page, x, self.down - self.side, x + self.side, self.down)
            self.box(x, self.down, around, [head, f"{words} {head}", f"{head} {words}", words])

    # --- what is no box ------------------------------------------------------------------------------------

    def line_to_fill(self, words: str, *, width: float = 220.0) -> None:
        """Words before a line to write on."""
        self.down += 2.0 * self.size
        self.write(self.margin, self.down, words)
        start = self.margin + self.measure(words) + 6
        self.paper.line(start, self.down + 2, start + width, self.down + 2, 0.5)
        self.down += 2

    def comb(self, words: str, count: int, letters: str = "") -> None:
        """A row of small cells, one for each character."""
        self.down += 2.2 * self.size
        self.write(self.margin, self.down, words)
        side, x = 15.0, self.margin + 150
        for number in range(count):
            place = Rectangle(
                self.paper.page, x + number * side, self.down - 11, x + (number + 1) * side, self.down + 4
            )
            self.paper.rectangle(place, width=0.5)
            if number < len(letters):
                self.write(place.x0 + 4.2, self.down, letters[number])
        self.down += 4

    def signature(self, words: str) -> None:
        """A line to sign on, with a cross that says where."""
        self.down += 3 * self.size
        self.paper.text(self.margin, self.down, "✗", "DejaVu", 12)
        self.paper.line(self.margin + 14, self.down + 2, self.margin + 220, self.down + 2, 0.6)
        self.down += 1.3 * self.size
        self.write(self.margin + 14, self.down, words, size=8)
        self.down += 6

    def emblem(self, x: float, top: float) -> None:
        """A decorative ticked square, as in a letterhead."""
        place = Rectangle(self.paper.page, x, top, x + 26, top + 26)
        self.paper.rectangle(place, fill="#3a3a3a", stroke=False)
        canvas = self.paper.canvas
        canvas.saveState()
        canvas.setStrokeColorRGB(1, 1, 1)
        canvas.setLineWidth(3)
        path = canvas.beginPath()
        path.moveTo(x + 6, self.paper.y(top + 14))
        path.lineTo(x + 11, self.paper.y(top + 20))
        path.lineTo(x + 21, self.paper.y(top + 6))
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.restoreState()

    def bullets(self, items: Sequence[str], sign: str = "■") -> None:
        """A list whose bullets look a little like boxes."""
        for item in items:
            self.down += 1.4 * self.size
            self.paper.text(self.margin + 8, self.down, sign, "DejaVu", 0.75 * self.size)
            self.write(self.margin + 22, self.down, item)
        self.down += 4

    def stray_square(self, x: float, top: float, side: float) -> None:
        """A square of no meaning, with nothing beside it."""
        self.paper.rectangle(Rectangle(self.paper.page, x, top, x + side, top + side), width=1.0)
