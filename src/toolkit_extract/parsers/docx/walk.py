"""What blocks does a story hold, in reading order? Paragraphs and tables, tables holding blocks again.

Text boxes and notes follow the paragraph that they hang on. Regions count as a reader would: tables of the
document, rows and cells as they remain after merging, paragraphs of the cell or of the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from toolkit_extract.parsers.docx.atoms import Draft
from toolkit_extract.parsers.docx.company import build, is_heading, settle
from toolkit_extract.parsers.docx.inline import InlineReader, Inlines
from toolkit_extract.parsers.docx.marks import place_marks
from toolkit_extract.parsers.docx.names import (
    DEL,
    MARK,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    P,
    W,
    whole_number,
)
from toolkit_extract.parsers.docx.numbering import ListLabel, Numbering
from toolkit_extract.parsers.docx.styles import (
    SHD,
    ParagraphProperties,
    Styles,
    is_shaded,
    numbering_of,
    outline_heading,
    paragraph_properties,
)
from toolkit_extract.schemas.document import Cell, Comment, Paragraph, Role, Row, Table
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.region import CellRegion

_GRID_SPAN, _V_MERGE, _H_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_GRID_BEFORE, _CELL_DEL = f"{W}gridBefore", f"{W}cellDel"
_ALT_CHUNK = f"{W}altChunk"
_MAX_SPAN = 1_000  # Word itself stops at 63 columns

Block = Paragraph | Table


@dataclass(slots=True)
class _Place:
    """Where the walk is: inside which cell, if any, and at which paragraph of it."""

    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int = 0
    shaded: bool = False
    fixed: CellRegion | None = None  # of the paragraph that a text box or note hangs on

    @property
    def in_cell(self) -> bool:
        return self.table is not None

    def next_paragraph(self) -> CellRegion:
        if self.fixed is not None:
            return self.fixed
        self.paragraph += 1
        return CellRegion(table=self.table, row=self.row, cell=self.cell, paragraph=self.paragraph)


@dataclass(slots=True)
class _OpenCell:
    """A cell that may still grow downwards or to the right."""

    column: int
    span: int
    blocks: tuple[Block, ...]
    region: CellRegion
    row_span: int = 1


@dataclass
class Walker:
    """Walks the stories of one document, which share tables, numbers, notes and comments."""

    inlines: InlineReader
    styles: Styles
    numbering: Numbering
    note: Callable[[str, str], etree._Element | None]
    comment_texts: dict[str, str] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _tables: int = 0
    _notes_seen: set[tuple[str, str]] = field(default_factory=set)

    def body(self, story: etree._Element) -> tuple[Block, ...]:
        """The blocks of the document's body."""
        return self._blocks(story, _Place())

    def _blocks(self, holder: etree._Element, place: _Place) -> tuple[Block, ...]:
        items: list[Draft | Block] = []
        carried: Inlines | None = None
        for element in holder:
            tag = element.tag
            if tag == P:
                properties = paragraph_properties(element)
                inlines = self._paragraph_inlines(element, properties, place, carried)
                carried = inlines if properties.end_deleted else None
                if carried is None:
                    self._add_paragraph(items, properties, inlines, place)
            elif tag == TBL:
                table = self._table(element, place)
                if table.rows:
                    items.append(table)
            elif tag == MARK:
                # A checkbox control that held no paragraph of its own.
                wrapper = etree.Element(P)
                wrapper.append(element)
                plain = ParagraphProperties()
                self._add_paragraph(items, plain, self._paragraph_inlines(wrapper, plain, place, None), place)
            elif tag == _ALT_CHUNK:
                self._unread("an embedded document", place.next_paragraph())
            elif len(element) and not tag.endswith("Pr"):
                items.extend(self._blocks(element, place))
        if carried is not None:
            self._add_paragraph(items, ParagraphProperties(), carried, place)
        return tuple(_settled(items, in_cell=place.in_cell))

    def _paragraph_inlines(
        self,
        element: etree._Element,
        properties: ParagraphProperties,
        place: _Place,
        carried: Inlines | None,
    ) -> Inlines:
        style = self.styles.paragraph_style_of(properties.style)
        inlines = self.inlines.read(element, style, shaded=place.shaded or properties.shaded)
        if carried is None:
            return inlines
        return Inlines(
            carried.atoms + inlines.atoms,
            carried.text_boxes + inlines.text_boxes,
            carried.notes + inlines.notes,
            carried.comments + inlines.comments,
            carried.unread + inlines.unread,
        )

    def _add_paragraph(
        self, items: list[Draft | Block], properties: ParagraphProperties, inlines: Inlines, place: _Place
    ) -> None:
        region = place.next_paragraph()
        role, level, label = self._role(properties)
        atoms = place_marks(inlines.atoms, in_cell=place.in_cell, heading=role is Role.HEADING)
        items.append(Draft(atoms, region, role, level, label))
        if not (inlines.comments or inlines.unread or inlines.text_boxes or inlines.notes):
            return
        for comment_id in inlines.comments:
            if comment_id in self.comment_texts:
                self.comments.append(Comment(text=self.comment_texts.pop(comment_id), region=region))
        for what in inlines.unread:
            self._unread(what, region)
        anchored = _Place(place.table, place.row, place.cell, shaded=place.shaded, fixed=region)
        for box in inlines.text_boxes:
            items.extend(self._blocks(box, anchored))
        for kind, note_id in inlines.notes:
            note = self.note(kind, note_id)
            if note is not None and (kind, note_id) not in self._notes_seen:
                self._notes_seen.add((kind, note_id))
                items.extend(self._blocks(note, anchored))

    def _role(self, properties: ParagraphProperties) -> tuple[Role, int, ListLabel | None]:
        style = self.styles.paragraph(self.styles.paragraph_style_of(properties.style))
        num_id, list_level = style.num_id, style.level
        heading = style.heading
        if properties.numbering is not None:
            own_id, own_level = numbering_of(properties.numbering)
            num_id = own_id if own_id is not None else num_id
            list_level = own_level if own_level is not None else (0 if own_id is not None else list_level)
        if properties.outline is not None:
            heading = outline_heading(properties.outline)
        label = self.numbering.label(num_id, list_level, style.chain)
        if heading is not None:
            return Role.HEADING, heading, label
        if label is not None:
            return Role.LIST_ITEM, label.level, label
        return Role.BODY, 0, None

    def _table(self, element: etree._Element, outer: _Place) -> Table:
        self._tables += 1
        number = self._tables
        rows: list[list[_OpenCell]] = []
        merging: dict[int, _OpenCell] = {}
        for row in _rows(element):
            properties = row.find(TRPR)
            if properties is not None and properties.find(DEL) is not None:
                continue
            cells, merging = self._row(row, properties, merging, number, len(rows) + 1, outer)
            rows.append(cells)
        built = tuple(Row(cells=tuple(_cell(cell) for cell in cells)) for cells in rows)
        return Table(rows=built, region=CellRegion(table=number, paragraph=1))

    def _row(
        self,
        row: etree._Element,
        properties: etree._Element | None,
        merging: dict[int, _OpenCell],
        table: int,
        row_number: int,
        outer: _Place,
    ) -> tuple[list[_OpenCell], dict[int, _OpenCell]]:
        """The cells that begin in this row, and those that the next row may continue."""
        cells: list[_OpenCell] = []
        still_merging: dict[int, _OpenCell] = {}
        column = _number(properties.find(_GRID_BEFORE) if properties is not None else None, 0)
        for element in row.iterchildren(TC):
            cell_properties = element.find(TCPR)
            span, v_merge, h_merge, shaded = 1, "", "", False
            if cell_properties is not None:
                if cell_properties.find(_CELL_DEL) is not None:
                    continue
                span = max(_number(cell_properties.find(_GRID_SPAN), 1), 1)
                v_merge = _merge(cell_properties.find(_V_MERGE))
                h_merge = _merge(cell_properties.find(_H_MERGE))
                shaded = is_shaded(cell_properties.find(SHD))
            if h_merge == "continue" and cells:
                cells[-1].span += span
                column += span
                continue
            above = merging.get(column)
            if v_merge == "continue" and above is not None:
                above.row_span += 1
                still_merging[column] = above
                column += span
                continue
            place = _Place(table, row_number, len(cells) + 1, shaded=shaded or outer.shaded)
            region = CellRegion(table=table, row=row_number, cell=len(cells) + 1, paragraph=1)
            cell = _OpenCell(column, span, self._blocks(element, place), region)
            cells.append(cell)
            if v_merge:
                still_merging[column] = cell
            column += span
        return cells, still_merging

    def _unread(self, what: str, region: CellRegion) -> None:
        if region.table is None:
            where = f"paragraph {region.paragraph}"
        else:
            where = f"table {region.table}, row {region.row}, cell {region.cell}"
        self.findings.append(finding("page.unread", f"{what} in {where} was not read"))


def _settled(items: list[Draft | Block], *, in_cell: bool) -> Iterator[Block]:
    """Settle each company of paragraphs, then build them in their order."""
    company: list[Draft] = []
    for item in items:
        if isinstance(item, Draft) and (in_cell or not is_heading(item)):
            company.append(item)
        elif not in_cell and company:
            settle(company, in_cell=False)
            company = []
        if isinstance(item, Draft) and not in_cell and is_heading(item):
            settle([item], in_cell=False)
    settle(company, in_cell=in_cell)
    for item in items:
        if isinstance(item, Draft):
            paragraph = build(item)
            if paragraph is not None:
                yield paragraph
        else:
            yield item


def _rows(holder: etree._Element) -> Iterator[etree._Element]:
    for element in holder:
        if element.tag == TR:
            yield element
        elif len(element) and not element.tag.endswith(("Pr", "Grid", "}tc", "}p")):
            yield from _rows(element)


def _cell(cell: _OpenCell) -> Cell:
    return Cell(
        blocks=cell.blocks,
        column=cell.column,
        column_span=cell.span,
        row_span=cell.row_span,
        region=cell.region,
    )


def _number(element: etree._Element | None, default: int) -> int:
    value = whole_number(element.get(VAL)) if element is not None else None
    return min(value, _MAX_SPAN) if value is not None else default


def _merge(element: etree._Element | None) -> str:
    """`restart`, `continue` (also where the value is left out), or nothing."""
    if element is None:
        return ""
    return "restart" if element.get(VAL, "continue") == "restart" else "continue"
