"""What does a PDF of the form look like as plain text in reading order?

Cell after cell, each wrapped at its column's width, with form feeds and running lines between pages. A row
that crosses a page is cut in every column, so that the columns' remainders follow each other on the next
page.
"""

from collections.abc import Sequence
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.drawing import Cells, Item
from evaluation.model import Paragraph
from evaluation.tears import LinesPiece, TablePiece, can_be_told_apart, cut_at, row_height
from evaluation.wrapping import wrap_lines

_WIDTHS = (40, 30, 38, 34)
_PAGE_WIDTH = 112


class _Pages:
    """Lines gathered page by page; a page break writes footer, form feed and header."""

    def __init__(self, rng: Random, length: int) -> None:
        self.lines: list[str] = []
        self._length = length
        self._used = 0
        self._number = 1
        self._footer = rng.choice(("Page {}", "{}", "{} | P a g e", "", "AMHP self-assessment    {}"))
        self._header = rng.choice(("", form.TITLE, "OFFICIAL", ""))

    def room(self) -> int:
        return self._length - self._used

    def fresh(self) -> bool:
        return self._used == 0

    def new_page(self) -> None:
        if self._footer:
            self.lines += [self._footer.format(self._number), ""]
        self._number += 1
        self.lines.append("\f" + self._header if self._header else "\f")
        if self._header:
            self.lines.append("")
        self._used = 0

    def put(self, lines: Sequence[str], height: int | None = None) -> None:
        """Adds lines and a blank one, on a new page if they do not fit."""
        need = len(lines) if height is None else height
        if need > self.room() and self._used:
            self.new_page()
        self.lines += [*lines, ""]
        self._used += need

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def render(composition: Composition, rng: Random) -> str:
    """The whole return with page breaks, rows cut where a page ends."""
    pages = _Pages(rng, rng.randint(38, 60))
    for block in composition.blocks:
        if not isinstance(block, StandardBlock):
            pages.put(_plain(block))
            continue
        pages.put(wrap_lines(f"{block.torn.number} {block.torn.statement}", _PAGE_WIDTH))
        _put_table(pages, block.torn.cells)
    return pages.text()


def render_pieces(composition: Composition, rng: Random) -> str:
    """Pieces of torn standards as loose unwrapped lines, in the order in which a conversion read them."""
    chunks: list[str] = []
    for block in composition.blocks:
        if not isinstance(block, StandardBlock):
            chunks.append("\n".join(_plain(block, width=10_000)))
            continue
        chunks.append(f"{block.torn.number} {' '.join(block.statement)}")
        for piece in block.torn.pieces:
            if isinstance(piece, LinesPiece):
                chunks += [_item_text(item) for item in piece.items]
            elif isinstance(piece, TablePiece):
                chunks += [_item_text(item) for row in piece.rows for cell in row.cells for item in cell]
            elif rng.random() < 0.3:
                chunks.append("\f")
    return "\n\n".join(chunk for chunk in chunks if chunk) + "\n"


def _put_table(pages: _Pages, cells: Cells) -> None:
    header = [
        [name, *wrap_lines(form.PROMPTS[name], width)]
        for name, width in zip(form.COLUMNS, _WIDTHS, strict=True)
    ]
    tall = max(len(column) for column in header)
    for position, column in enumerate(header):
        pages.put(column, tall if position == 0 else 0)
    while row_height(cells, _WIDTHS) > pages.room():
        heights = range(pages.room(), 0, -1)
        cuts = (cut_at(cells, height, _WIDTHS) for height in heights)
        cut = next((cut for cut in cuts if any(cut.head) and can_be_told_apart(cut)), None)
        if cut is None and pages.fresh():
            break
        if cut is None:
            pages.new_page()
            continue
        _put_cells(pages, cut.head)
        pages.new_page()
        cells = cut.rest
    _put_cells(pages, cells)


def _put_cells(pages: _Pages, cells: Cells) -> None:
    need = min(row_height(cells, _WIDTHS), pages.room())
    for cell, width in zip(cells, _WIDTHS, strict=True):
        lines: list[str] = []
        for item in cell:
            lines += wrap_lines(_item_text(item), width)
            if isinstance(item, Paragraph):
                lines.append("")
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            pages.put(lines, need)
            need = 0


def _item_text(item: Item) -> str:
    return f"• {item.text}" if isinstance(item, Paragraph) and item.bullet else item.text


def _plain(block: Block, width: int = _PAGE_WIDTH) -> list[str]:
    if isinstance(block, Heading):
        return [line for part in block.parts for line in [*wrap_lines(part, width), ""]][:-1]
    if isinstance(block, Bullet):
        return wrap_lines("✓ " + block.text, width)
    if isinstance(block, SideTable):
        return [cell for row in block.rows for cell in row]
    if isinstance(block, (Text, Junk)):
        return wrap_lines(block.text, width)
    return []
