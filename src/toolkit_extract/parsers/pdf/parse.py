"""What does a PDF file say? Its bytes in, a `Document` out.

Pages are read one at a time and held as drafts until the page headers and footers of the first pages are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

from toolkit_extract.errors import DamagedFile, EmptyFile, UnsupportedFormat
from toolkit_extract.parsers.ahead import one_ahead
from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.pdf.columns import ColumnMemory
from toolkit_extract.parsers.pdf.content import AnnotationKind, PageContent
from toolkit_extract.parsers.pdf.furniture import Furniture, edge_lines, find_furniture
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.hyphenation import Hyphenation
from toolkit_extract.parsers.pdf.layout import (
    AreaDraft,
    Flow,
    PageItems,
    TableDraft,
    arrange,
    collect_items,
)
from toolkit_extract.parsers.pdf.paragraphs import Typesetting, build_paragraphs, region_of, usual_pitch
from toolkit_extract.parsers.pdf.reading import PdfFile, open_pdf
from toolkit_extract.parsers.pdf.scanned import ScannedPages
from toolkit_extract.parsers.pdf.words import Line, Piece
from toolkit_extract.progress import beat
from toolkit_extract.schemas.document import Cell, Comment, Document, Paragraph, Row, Table
from toolkit_extract.schemas.finding import Finding, finding

_NO_TITLES = frozenset({"untitled", "anonymous", "unspecified", "unknown"})

WINDOW = 40
"""Pages held as drafts until furniture is sought among them; memory does not grow beyond them."""


def parse_pdf(data: bytes, name: str) -> Document:
    """Read a PDF file.

    Args:
        data: the bytes of the file.
        name: what to call it in errors; its content is never quoted there.

    Returns:
        The document. Pages that are pictures, or that could not be read, are named by `page.unread` findings; a file
        of pictures alone gives a document without blocks, and the caller decides whether to recognise its text.
        `loses_marks` is set, for a flattened form leaves no trace of an unticked box.

    Raises:
        EmptyFile: there are no bytes.
        DamagedFile: the file cannot be opened or has no readable page.
        PasswordNeeded: it opens only with a password.
        UnsupportedFormat: it is a form that only its maker's program can show (dynamic XFA).
    """
    if not data:
        raise EmptyFile(name)
    with open_pdf(data, name) as file:
        assembly = Assembly()
        scanned = ScannedPages(name)
        for number, limited, items in one_ahead(_begin(content, scanned) for content in file.pages()):
            for limit in limited:
                assembly.findings.append(finding("document.limit", f"not read: {limit}", page=number))
            assembly.add(items)
            beat(number, file.announced_pages)
        assembly.release()
        _refuse_unreadable(file, assembly, name)
        scanned.refuse_unread(assembly.blocks)
        assembly.findings.extend(_page_findings(file))
        titles = tuple(
            text
            for key in ("Title", "Subject")
            if (text := file.metadata(key)) and text.strip("()").lower() not in _NO_TITLES
        )
        return Document(
            format="pdf",
            pages=file.loaded_pages + len(file.missing_pages),
            ocr=assembly.ocr,
            ocr_engine=scanned.engine_name,
            loses_marks=True,
            blocks=tuple(assembly.blocks),
            furniture=(*assembly.furniture, *titles),
            comments=tuple(assembly.comments),
            findings=tuple(assembly.findings),
        )


def _begin(page: PageContent, scanned: ScannedPages) -> Callable[[], tuple[int, Sequence[str], PageItems]]:
    """Begin with an open page; its number, what a limit left out and what stands on it are given when asked for."""
    number, limits_met = page.number, tuple(page.limits)
    picture = scanned.begin(page)
    if picture:
        return lambda: (number, limits_met, picture())
    items = collect_items(page)
    return lambda: (number, limits_met, items)


def _refuse_unreadable(file: PdfFile, assembly: Assembly, name: str) -> None:
    if not file.loaded_pages:
        raise DamagedFile(name, "none of its pages can be read")
    if file.dynamic_xfa and not assembly.widgets and file.loaded_pages <= 2:
        raise UnsupportedFormat(
            name,
            "an XFA form, which shows its fields in Adobe's programs alone,",
            "open it there, print it to a PDF file, and ingest that",
        )


def _page_findings(file: PdfFile) -> Iterator[Finding]:
    if file.count_is_false:
        yield finding(
            "page.unread",
            f"the file announces {file.announced_pages} pages; {file.loaded_pages} could be read",
        )
    elif (held := file.pages_in_tree()) is not None and not file.missing_pages:
        yield finding(
            "page.unread",
            f"the file announces {file.announced_pages} pages and holds {held}; {file.loaded_pages} were read",
        )
    for number in file.missing_pages[: limits.MAX_MISSING_PAGES]:
        yield finding("page.unread", "the page is damaged or missing", page=number)
    if file.announced_pages > limits.MAX_PAGES and file.loaded_pages >= limits.MAX_PAGES:
        yield finding("document.limit", f"pages after {limits.MAX_PAGES} were not read")


@dataclass(slots=True)
class Assembly:
    """Blocks of the pages read so far; pages wait in `waiting` until the furniture is known."""

    blocks: list[Paragraph | Table] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    waiting: list[PageItems] = field(default_factory=list)
    known: Furniture | None = None
    memory: ColumnMemory = field(default_factory=ColumnMemory)
    hyphenation: Hyphenation = field(default_factory=Hyphenation)
    ocr: bool = False
    widgets: int = 0

    def add(self, page: PageItems) -> None:
        """Take one page."""
        self.ocr = self.ocr or page.ocr
        self.widgets += page.widgets
        for message in page.unread:
            self.findings.append(finding("page.unread", message, page=page.number))
        if page.by_layer:
            message = "the words are those that another program laid under the picture of the page"
            self.findings.append(finding("text.from_layer", message, page=page.number))
        for note in page.notes:
            if note.kind is not AnnotationKind.FREE_TEXT:
                self.comments.append(
                    Comment(text=note.contents.strip(), region=region_of(note.box, page.number))
                )
        self.hyphenation.learn(
            item.text for item in page.items if isinstance(item, Piece) and not item.hyphenated
        )
        self.waiting.append(page)
        if self.known is not None or len(self.waiting) >= WINDOW:
            self.release()

    def release(self) -> None:
        """Make blocks of the pages that wait."""
        edges = {
            page.number: edge_lines(page.number, page.height, page.free_lines()) for page in self.waiting
        }
        if self.known is None:
            self.known = find_furniture([e for found in edges.values() for e in found], len(self.waiting))
        repeated = Counter(_key(box) for page in self.waiting for box in page.pictures)
        for page in self.waiting:
            self._emit(page, [edge.line for edge in edges[page.number] if self.known.holds(edge)])
            if any(repeated[_key(box)] == 1 for box in page.pictures):
                self.findings.append(
                    finding("page.unread", "a picture in a table was not read", page=page.number)
                )
        self.waiting.clear()

    def _emit(self, page: PageItems, furniture: Sequence[Line]) -> None:
        for line in furniture:
            words = re.sub(r"\d+", "#", line.text)
            if all(re.sub(r"\d+", "#", known) != words for known in self.furniture):
                self.furniture.append(line.text)
        areas = arrange(page, [line.box for line in furniture], self.memory)
        flows = [flow.lines for area in areas for flow in _flows(area)]
        sizes = [line.size for lines in flows for line in lines if line.pieces]
        setting = Typesetting(
            page_number=page.number,
            pitch=usual_pitch(flows),
            body_size=median(sizes) if sizes else 10.0,
            hyphenation=self.hyphenation,
            on_page=page.on_page,
        )
        for area in areas:
            if isinstance(area, Flow):
                self.blocks.extend(build_paragraphs(area.lines, area.area, setting, in_table=False))
            else:
                self.blocks.append(_table(area, setting))


def _key(box: Box) -> tuple[int, int, int, int]:
    return round(box.x0 / 4), round(box.top / 4), round(box.x1 / 4), round(box.bottom / 4)


def _flows(area: AreaDraft) -> Iterator[Flow]:
    if isinstance(area, Flow):
        yield area
    else:
        for cell in area.cells:
            for inner in cell:
                yield from _flows(inner)


def _table(draft: TableDraft, setting: Typesetting) -> Table:
    rows: list[list[Cell]] = [[] for _ in range(draft.grid.rows)]
    for cell, areas in zip(draft.grid.cells, draft.cells, strict=True):
        rows[cell.row].append(
            Cell(
                blocks=tuple(_blocks(areas, setting)),
                column=cell.column,
                column_span=cell.column_span,
                row_span=cell.row_span,
                region=setting.region_of(cell.box),
            )
        )
    return Table(
        rows=tuple(Row(cells=tuple(sorted(cells, key=lambda c: c.column))) for cells in rows),
        region=setting.region_of(draft.grid.box),
    )


def _blocks(areas: Sequence[AreaDraft], setting: Typesetting) -> Iterator[Paragraph | Table]:
    for area in areas:
        if isinstance(area, Flow):
            yield from build_paragraphs(area.lines, area.area, setting)
        else:
            yield _table(area, setting)
