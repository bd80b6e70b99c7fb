"""The lines of a text with their numbers, and the paragraphs and cells that are made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit_extract.parsers.text.html import KNOWN_TAG, html_to_blocks
from toolkit_extract.parsers.text.inline import BREAK_TAG, text_to_inlines
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Block, Cell, Paragraph, Role, Row, Table
from toolkit_extract.schemas.region import LineRegion

BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+·](?=[ \t\u00a0])|o(?=[ \t]+[A-Z])|[•●▪‣◦\uf0b7\uf0a7])[ \t\u00a0]*(?=\S)"
)
"""A bullet at the start of a line. A hyphen needs white space behind it, so that `-5` and `--` are none; a dash is
none, because wrapped sentences begin lines with it."""

HEADING = re.compile(r"^ {0,3}(?P<hashes>#{1,6})[ \t]+(?P<words>.*?)(?:[ \t]+#+)?[ \t]*$")
"""A Markdown heading: `## Words`, closing signs allowed. Not `#5`."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file; `number` is 1-based, `page` counts form feeds from 0."""

    number: int
    text: str
    page: int = 0

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.text.strip()


def split_lines(text: str) -> list[Line]:
    """Lines of a text; a form feed begins a new page, ends a line of words, and stands in none."""
    lines: list[Line] = []
    page = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        words = raw
        while "\f" in words:
            before, _, words = words.partition("\f")
            if before.strip():
                lines.append(Line(number, before.rstrip(" "), page))
            page += 1
        lines.append(Line(number, words.rstrip(" "), page))
    return lines


def region_of(lines: Sequence[Line]) -> LineRegion:
    """The lines from the first to the last."""
    return LineRegion(line_start=lines[0].number, line_end=lines[-1].number)


def lines_to_blocks(lines: Sequence[Line], reader: MarkReader, *, markdown: bool = True) -> tuple[Block, ...]:
    """Consecutive lines as one paragraph whose line ends stay; tags among the words make blocks of their own."""
    region = region_of(lines)
    text = "\n".join(line.text for line in lines)
    if "<" in text and KNOWN_TAG.search(text):
        bullet = BULLET.match(text)
        blocks = html_to_blocks(
            text[bullet.end() if bullet else 0 :].replace("\n", "<br>\n"), reader, region.line_start
        )
        if blocks:
            return blocks
    return (_lines_to_paragraph(lines, region, reader, markdown=markdown),)


def _lines_to_paragraph(
    lines: Sequence[Line], region: LineRegion, reader: MarkReader, *, markdown: bool
) -> Paragraph:
    first = lines[0].text
    heading = HEADING.match(first) if len(lines) == 1 else None
    if heading:
        inlines = text_to_inlines(heading["words"], reader, region)
        return Paragraph(inlines=inlines, role=Role.HEADING, level=len(heading["hashes"]), region=region)
    bullet = BULLET.match(first)
    if bullet:
        words = "\n".join([first[bullet.end() :], *(line.text.strip() for line in lines[1:])])
        level = len(bullet["indent"].expandtabs(4)) // 2
        inlines = text_to_inlines(words, reader, region, markdown=markdown)
        return Paragraph(inlines=inlines, role=Role.LIST_ITEM, level=level, region=region)
    words = "\n".join(line.text.strip() for line in lines)
    return Paragraph(inlines=text_to_inlines(words, reader, region, markdown=markdown), region=region)


def text_to_cell(text: str, line: int, reader: MarkReader) -> Cell:
    """A cell that a text format writes on one line: HTML tags, line breaks and list items in it are read.

    Its blocks have no regions of their own, the cell has: so a text that many cells repeat, as the headers of a form
    do, is read once.
    """
    blocks = reader.cells.get(text)
    if blocks is None:
        blocks = reader.cells[text] = _cell_blocks(text, reader)
    return Cell(blocks=blocks, region=LineRegion(line_start=line, line_end=line))


def _cell_blocks(text: str, reader: MarkReader) -> tuple[Block, ...]:
    if "<" in text:
        text = BREAK_TAG.sub("\n", text)
        if KNOWN_TAG.search(text):
            return html_to_blocks(text, reader, None)
    blocks: list[Block] = []
    for part in text.strip().split("\n"):
        bullet = BULLET.match(part)
        words = part[bullet.end() :].strip() if bullet else part.strip()
        if words:
            role = Role.LIST_ITEM if bullet else Role.BODY
            blocks.append(Paragraph(inlines=text_to_inlines(words, reader), role=role))
    return tuple(blocks)


def blocks_of_lines(lines: Sequence[Line], reader: MarkReader, *, markdown: bool = True) -> list[Block]:
    """Blocks of a stretch of lines: parted by blank lines, each list item and heading one of its own."""
    blocks: list[Block] = []
    pending: list[Line] = []

    def flush() -> None:
        if pending:
            blocks.extend(lines_to_blocks(pending, reader, markdown=markdown))
            pending.clear()

    for line in lines:
        if line.blank:
            flush()
        elif HEADING.match(line.text):
            flush()
            blocks.extend(lines_to_blocks([line], reader))
        else:
            if pending and BULLET.match(line.text):
                flush()
            pending.append(line)
    flush()
    return blocks


def cells_to_table(rows: Sequence[Sequence[Cell]], first: Line, last: Line) -> Table:
    """A table of cells without spans."""
    placed = tuple(
        Row(cells=tuple(cell.model_copy(update={"column": column}) for column, cell in enumerate(row)))
        for row in rows
    )
    return Table(rows=placed, region=LineRegion(line_start=first.number, line_end=last.number))
