"""How does a place on a file look?

Runs in a process of its own (`drawer`), for files are hostile: what hangs or dies here costs one picture. A page is
rendered once and cropped as often as asked; the last few pages and files are kept.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit_extract.errors import ToolkitExtractError
from toolkit_extract.review.evidence import Box, LinesOf, PictureOf, Request, RowsOf
from toolkit_extract.schemas.document import Block, Cell, Document, Mark, MarkState, Paragraph, Row, Table
from toolkit_extract.schemas.region import CellRegion, LineRegion

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 2.0
"""Pixels a point: sharp on screens of twice the usual density, and small enough to mail."""

MOST_SCALE = 3.0
"""Pixels a point of a picture that has more: what is shown need not be finer."""

MOST_PIXELS = 20_000_000
KEPT_PAGES = 8
KEPT_FILES = 2
QUALITY = 72
MOST_LINES = 400
MOST_ROW_CHARACTERS = 6000
"""A row of more is a layout table that holds the whole return; the rows inside it are shown instead."""

_GLYPHS = {MarkState.SELECTED: "☒", MarkState.UNSELECTED: "☐", MarkState.UNKNOWN: "▨"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn part of a page: WebP bytes, its size in pixels, and boxes as shares of its width and height.

    Attributes:
        boxes: kind, left, top, right, bottom, each edge 0 to 1.
    """

    page: int
    webp: bytes
    width: int
    height: int
    boxes: tuple[tuple[str, float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a text: number, words, whether the answer was read there."""

    lines: tuple[tuple[int, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of a row, or a paragraph outside tables: its paragraphs, and which were read."""

    paragraphs: tuple[tuple[str, bool], ...]

    @property
    def here(self) -> bool:
        """Whether the answer was read in it."""
        return any(here for _, here in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a document, each of its cells."""

    rows: tuple[tuple[Part, ...], ...]


Drawn = Picture | Lines | Rows


class Artist:
    """Draws requests, with the last files and pages at hand."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, int], tuple[Image, float]] = OrderedDict()
        self._files: OrderedDict[str, Any] = OrderedDict()

    def draw(self, path: str, request: Request) -> Drawn:
        """Draw one request.

        Raises:
            ToolkitExtractError: the file cannot be read.
            ValueError: the file has no such page.
            OSError: the file is not there.
        """
        if isinstance(request, PictureOf):
            return self._picture(path, request)
        if isinstance(request, LinesOf):
            return lines_of(self._lines(path), request)
        return rows_of(self._document(path), request)

    def _picture(self, path: str, request: PictureOf) -> Picture:
        image, scale = self._page(path, request.page)
        area = request.area or Box(0, 0, image.width / scale, image.height / scale)
        left, top = max(0, round(area.x0 * scale)), max(0, round(area.top * scale))
        right = min(image.width, max(left + 1, round(area.x1 * scale)))
        bottom = min(image.height, max(top + 1, round(area.bottom * scale)))
        left, top = min(left, right - 1), min(top, bottom - 1)
        crop = image.crop((left, top, right, bottom))
        written = io.BytesIO()
        crop.save(written, "WEBP", quality=QUALITY, method=1)
        boxes = tuple(
            (
                kind,
                _share(box.x0 * scale - left, crop.width),
                _share(box.top * scale - top, crop.height),
                _share(box.x1 * scale - left, crop.width),
                _share(box.bottom * scale - top, crop.height),
            )
            for kind, box in request.boxes
        )
        return Picture(request.page, written.getvalue(), crop.width, crop.height, boxes)

    def _page(self, path: str, page: int) -> tuple[Image, float]:
        """The page as a picture, and its pixels a point."""
        key = (path, page)
        if key not in self._pages:
            self._pages[key] = self._render(path, page)
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return self._pages[key]

    def _render(self, path: str, page: int) -> tuple[Image, float]:
        head = self._kept(path, _open)
        return _render_pdf(head, page) if hasattr(head, "get_page_size") else _load_image(head, page)

    def _lines(self, path: str) -> list[str]:
        found: list[str] = self._kept(f"lines:{path}", lambda _: _text_lines(path))
        return found

    def _document(self, path: str) -> Document:
        found: Document = self._kept(f"document:{path}", lambda _: _parse(path))
        return found

    def _kept(self, key: str, make: Any) -> Any:
        if key not in self._files:
            self._files[key] = make(key)
            if len(self._files) > KEPT_FILES:
                self._files.popitem(last=False)
        self._files.move_to_end(key)
        return self._files[key]


def lines_of(text: list[str], request: LinesOf) -> Lines:
    """Lines of a text with their numbers."""
    last = min(request.last, len(text), request.first + MOST_LINES - 1)
    return Lines(
        tuple(
            (number, text[number - 1], any(start <= number <= end for start, end in request.here))
            for number in range(request.first, last + 1)
        )
    )


def rows_of(document: Document, request: RowsOf) -> Rows:
    """The rows that places stand in, and paragraphs outside tables; the outermost row that is not the whole return."""
    rows = tuple(_rows(document.blocks, request.here))
    return Rows(rows if request.own else tuple(tuple(map(_unread, row)) for row in rows))


def _unread(part: Part) -> Part:
    return Part(tuple((words, False) for words, _ in part.paragraphs))


def _rows(blocks: tuple[Block, ...], here: tuple[CellRegion | LineRegion, ...]) -> Iterator[tuple[Part, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _row(row, here)
        elif _is_read(block, here):
            yield (Part(((_words(block), True),)),)


def _row(row: Row, here: tuple[CellRegion | LineRegion, ...]) -> Iterator[tuple[Part, ...]]:
    parts = tuple(_part(cell, here) for cell in row.cells)
    if not any(part.here for part in parts):
        return
    nested = any(isinstance(block, Table) for cell in row.cells for block in cell.blocks)
    size = sum(len(words) for part in parts for words, _ in part.paragraphs)
    if nested and size > MOST_ROW_CHARACTERS:
        for cell in row.cells:
            yield from _rows(cell.blocks, here)
    else:
        yield tuple(part for part in parts if part.paragraphs)


def _part(cell: Cell, here: tuple[CellRegion | LineRegion, ...]) -> Part:
    paragraphs = list(_paragraphs(cell.blocks, here))
    if not any(read for _, read in paragraphs) and cell.region is not None and _touches(cell.region, here):
        paragraphs = [(words, True) for words, _ in paragraphs] or [("", True)]
    return Part(tuple(paragraphs))


def _paragraphs(
    blocks: tuple[Block, ...], here: tuple[CellRegion | LineRegion, ...]
) -> Iterator[tuple[str, bool]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            words = _words(block)
            if words.strip():
                yield words, _is_read(block, here)
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks, here)


def _is_read(paragraph: Paragraph, here: tuple[CellRegion | LineRegion, ...]) -> bool:
    regions = (paragraph.region, *(inline.region for inline in paragraph.inlines))
    return any(region is not None and _touches(region, here) for region in regions)


def _touches(region: object, here: tuple[CellRegion | LineRegion, ...]) -> bool:
    if isinstance(region, LineRegion):
        return any(
            isinstance(place, LineRegion)
            and region.line_start <= place.line_end
            and place.line_start <= region.line_end
            for place in here
        )
    return region in here


def _words(paragraph: Paragraph) -> str:
    number = f"{paragraph.number} " if paragraph.number else ""
    return number + "".join(
        f"{_GLYPHS[inline.state]} " if isinstance(inline, Mark) else inline.text
        for inline in paragraph.inlines
    )


def _share(pixels: float, of: int) -> float:
    return round(min(1.0, max(0.0, pixels / of)), 5)


def _open(path: str) -> Any:
    """A PDF document, or a picture file."""
    head = Path(path).read_bytes()[:1024]
    if b"%PDF-" in head:
        import pypdfium2

        pdf = pypdfium2.PdfDocument(path)
        pdf.init_forms()
        return pdf
    from PIL import Image

    return Image.open(path, formats=("PNG", "JPEG", "TIFF"))


def _render_pdf(pdf: Any, number: int) -> tuple[Image, float]:
    if not 1 <= number <= len(pdf):
        raise ValueError(f"there is no page {number}")
    page = pdf[number - 1]
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    image: Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    page.close()
    return image, image.width / width


def _load_image(file: Any, number: int) -> tuple[Image, float]:
    """A page of a picture file, in the points that it was read in."""
    from toolkit_extract.parsers.scan.pictures import MAX_PIXELS, as_its_paper_was

    file.seek(number - 1)
    if file.width * file.height > MAX_PIXELS:
        raise ValueError(f"page {number} has too many pixels")
    shown, scale = as_its_paper_was(file, "RGB")
    smaller = min(1.0, MOST_SCALE / scale, (MOST_PIXELS / (shown.width * shown.height)) ** 0.5)
    if smaller < 1.0:
        shown = shown.resize((round(shown.width * smaller), round(shown.height * smaller)), reducing_gap=2.0)
    return shown, scale * smaller


def _text_lines(path: str) -> list[str]:
    from toolkit_extract.parsers.text.decode import decode

    decoded = decode(Path(path).read_bytes())
    return decoded.text.split("\n") if decoded else []


def _parse(path: str) -> Document:
    from toolkit_extract.parsers import parse

    return parse(Path(path).read_bytes(), path)


def fault_words(error: Exception) -> str:
    """Why something cannot be drawn; no words of a file."""
    if isinstance(error, ToolkitExtractError | ValueError):
        return str(error)
    return f"it cannot be drawn ({type(error).__name__})"
