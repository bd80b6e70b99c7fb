"""PDF pages drawn for tests, and short words for what the parser made of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from toolkit_extract.parsers.pdf import parse_pdf
from toolkit_extract.schemas.document import Document, Mark, Paragraph, Table, paragraphs_of
from toolkit_extract.schemas.region import PageRegion

SIZE = (400.0, 300.0)
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = SIZE, **options: object) -> bytes:
    """A file with one page for each function; coordinates in them are PDF's own, from the bottom left."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read(*pages: Draw, size: tuple[float, float] = SIZE) -> Document:
    """Draw pages and parse them."""
    return parse_pdf(pdf(*pages, size=size), "drawn.pdf")


def marks(document: Document) -> list[Mark]:
    """All marks in reading order."""
    return [mark for paragraph in paragraphs_of(document.blocks) for mark in paragraph.marks]


def states(document: Document) -> list[tuple[str, str]]:
    """State and label of all marks with a box, in reading order."""
    return [(mark.state.value, mark.label or "") for mark in marks(document) if mark.boxed]


def texts(document: Document) -> list[str]:
    """Words of all paragraphs in reading order."""
    return [paragraph.text.strip() for paragraph in paragraphs_of(document.blocks)]


def tables(document: Document) -> list[list[list[str]]]:
    """The words of the cells of the outer tables, row by row."""
    return [
        [
            [" | ".join(p.text.strip() for p in paragraphs_of(cell.blocks)) for cell in row.cells]
            for row in block.rows
        ]
        for block in document.blocks
        if isinstance(block, Table)
    ]


def region(item: Mark | Paragraph) -> tuple[float, float, float, float]:
    """Where something stands: left, top, right, bottom."""
    found = item.region
    assert isinstance(found, PageRegion)
    return found.x0, found.top, found.x1, found.bottom


def option(canvas: Canvas, y: float, label: str, x: float = 40.0, side: float = 10.0) -> None:
    """An empty drawn box with its label; `y` is the lower edge of the box."""
    canvas.rect(x, y, side, side)
    write(canvas, x + side + 6, y + 1.5, label)


def write(
    canvas: Canvas, x: float, y: float, words: str, font: str = "Helvetica", size: float = 10.0
) -> None:
    """Words on a baseline."""
    canvas.setFont(font, size)
    canvas.drawString(x, y, words)


def lines(
    canvas: Canvas, x: float, y: float, words: Sequence[str], leading: float = 12.0, size: float = 10.0
) -> None:
    """Lines of text, the first on baseline `y`."""
    for number, line in enumerate(words):
        write(canvas, x, y - number * leading, line, size=size)


def grid(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A fully ruled table."""
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)


def annotate(canvas: Canvas, subtype: str, rect: Sequence[float], **entries: object) -> None:
    """Put an annotation on the page; strings among the entries become names, lists arrays."""
    values: dict[str, object] = {"Type": PDFName("Annot"), "Subtype": PDFName(subtype), "F": 4}
    values["Rect"] = PDFArray(list(rect))
    for key, value in entries.items():
        if key == "Contents":
            values[key] = PDFString(str(value))
        elif isinstance(value, list):
            values[key] = _array(value)
        else:
            values[key] = PDFName(str(value))
    canvas._addAnnotation(PDFDictionary(values))


def _array(values: list[object]) -> PDFArray:
    return PDFArray([_array(value) if isinstance(value, list) else value for value in values])
