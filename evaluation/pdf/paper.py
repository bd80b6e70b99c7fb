"""How do pages come about, and where on them does something stand?

`Paper` gives pages of one size in which points count from the top left as displayed, whatever the page's rotation or
crop box; `place` says where a displayed rectangle lies in the PDF's own coordinates, for fields and annotations.
"""

import io
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from evaluation.conversion import find_font

A4 = (595.28, 841.89)
DEJAVU = "DejaVuSans.ttf"
DEJAVU_BOLD = "DejaVuSans-Bold.ttf"


@dataclass(frozen=True)
class Rectangle:
    """A rectangle in points from the top left of a page as displayed; pages count from 1."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    def moved(self, dx: float, dy: float) -> "Rectangle":
        """The same rectangle to the right by `dx` and down by `dy`."""
        return Rectangle(self.page, self.x0 + dx, self.top + dy, self.x1 + dx, self.bottom + dy)

    def grown(self, by: float) -> "Rectangle":
        """The same rectangle, larger on every side."""
        return Rectangle(self.page, self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


@dataclass(frozen=True)
class Sheet:
    """What the pages are: size as displayed, rotation, and how far the crop box lies inside the media box."""

    width: float = A4[1]
    height: float = A4[0]
    rotation: int = 0
    """0, 90 or 270: the content is drawn turned, and the page says so."""
    crop: tuple[float, float] = (0.0, 0.0)
    """How far the crop box lies from the media box's left and lower edge."""


LANDSCAPE = Sheet()
PORTRAIT = Sheet(A4[0], A4[1])


@dataclass
class Paper:
    """A canvas whose points count from the top left of the displayed page."""

    sheet: Sheet
    page: int = 1
    canvas: Any = None
    _buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        sheet = self.sheet
        # reportlab turns the media box itself where the page is turned, so it is told the size as displayed
        media = (sheet.width + 2 * sheet.crop[0], sheet.height + 2 * sheet.crop[1])
        # invariant: no dates and no random identifier, so that the same return gives the same bytes
        self.canvas = Canvas(self._buffer, pagesize=media, invariant=1, pageCompression=1)
        self._begin()

    def _begin(self) -> None:
        sheet, canvas = self.sheet, self.canvas
        if any(sheet.crop):
            left, low = sheet.crop
            canvas.setCropBox((left, low, left + sheet.width, low + sheet.height))
            canvas.translate(left, low)
        if sheet.rotation == 90:
            canvas.setPageRotation(90)
            canvas.translate(sheet.height, 0)
            canvas.rotate(90)
        elif sheet.rotation == 270:
            canvas.setPageRotation(270)
            canvas.translate(0, sheet.width)
            canvas.rotate(270)

    def new_page(self) -> None:
        """Ends the page and begins the next."""
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def save(self) -> bytes:
        """The document."""
        self.canvas.save()
        return self._buffer.getvalue()

    def y(self, down: float) -> float:
        """The canvas's own y of a point this far below the top of the displayed page."""
        return self.sheet.height - down

    def text(self, x: float, baseline: float, words: str, font: str, size: float) -> None:
        """Words from x on, on a baseline this far below the top."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y(baseline), words)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, *, colour: str = ""
    ) -> None:
        """A stroke between two points, black or of a colour (`#rrggbb`)."""
        from reportlab.lib.colors import HexColor, black

        self.canvas.setLineWidth(width)
        if colour:
            self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.line(x0, self.y(y0), x1, self.y(y1))
        if colour:
            self.canvas.setStrokeColor(black)

    def rectangle(self, box: Rectangle, *, fill: str = "", stroke: bool = True, width: float = 0.5) -> None:
        """A rectangle, filled with a colour (`#rrggbb`) and stroked as asked."""
        from reportlab.lib.colors import HexColor, black

        canvas = self.canvas
        canvas.setLineWidth(width)
        if fill:
            canvas.setFillColor(HexColor(fill))
        canvas.rect(
            box.x0,
            self.y(box.bottom),
            box.x1 - box.x0,
            box.bottom - box.top,
            stroke=int(stroke),
            fill=bool(fill),
        )
        canvas.setFillColor(black)

    def place(self, box: Rectangle) -> tuple[float, float, float, float]:
        """The rectangle in the PDF's own coordinates: lower left and upper right corner."""
        sheet = self.sheet
        if sheet.rotation == 90:
            return sheet.height - self.y(box.top), box.x0, sheet.height - self.y(box.bottom), box.x1
        if sheet.rotation == 270:
            return self.y(box.bottom), sheet.width - box.x1, self.y(box.top), sheet.width - box.x0
        left, low = sheet.crop
        return box.x0 + left, self.y(box.bottom) + low, box.x1 + left, self.y(box.top) + low


@cache
def register_font(name: str, file: str) -> str:
    """Makes a TrueType font known under a name of the caller's choice, and returns the name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    path = find_font(file)
    if path is None:
        message = f"the font {file} is not installed"
        raise FileNotFoundError(message)
    pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def string_width(words: str, font: str, size: float) -> float:
    """The width of words in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, font, size))
