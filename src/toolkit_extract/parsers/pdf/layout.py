"""What tables and running text does one page show, in reading order?

In two steps: `collect_items` while the page is open, and `arrange` once other pages have told what is furniture and
which columns their tables had. The areas hold lines; paragraphs are made of them later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit_extract.parsers.pdf.boxes import find_boxes, rules_without_boxes
from toolkit_extract.parsers.pdf.columns import (
    ColumnMemory,
    Section,
    column_items,
    grid_of_section,
    regular_grid,
    split_by_columns,
)
from toolkit_extract.parsers.pdf.content import Annotation, PageContent
from toolkit_extract.parsers.pdf.furniture import MARGIN
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.grid import Grid, find_grids, unattached_rules
from toolkit_extract.parsers.pdf.labels import label_by_neighbours, label_lines, label_lone_cells
from toolkit_extract.parsers.pdf.marks import PageMarks, PlacedMark, find_marks
from toolkit_extract.parsers.pdf.rules import Rule, filled_areas, strokes_of
from toolkit_extract.parsers.pdf.words import Item, Line, Piece, build_lines, drawn_bullets, pieces_of

SCAN_SHARE = 0.7
"""Share of the page that a picture covers when the page is a scan."""

_LARGE_PICTURE, _MANY_CURVES = 0.2, 40

_FEW_WORDS, _FEWEST_ALIKE = 6, 2
_NEXT_LINE = 30.0
_SLACK = 10.0
_OVERFLOW, _SEGMENT_GAP, _SAME_START = 26.0, 12.0, 1.5
_NEXT_PARAGRAPH = 1.8
"""Space between two paragraphs of a cell, in font sizes."""

_WIDE_CELL = 0.6
"""Share of the page's width from which text in a cell may stand in columns of its own."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of running text and the area that they could fill."""

    lines: tuple[Line, ...]
    area: Box


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table: for each cell of the grid what it holds."""

    grid: Grid
    cells: tuple[tuple[Flow | TableDraft, ...], ...]


AreaDraft = Flow | TableDraft


@dataclass(frozen=True, slots=True)
class PageItems:
    """What stands on a page, not yet arranged. `unread` says in words for a person what of it was not read."""

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    grids: tuple[Grid, ...]
    rules: tuple[Rule, ...]
    """Rules that belong to no grid."""

    notes: tuple[Annotation, ...] = ()
    unread: tuple[str, ...] = ()
    ocr: bool = False
    by_layer: bool = False
    """Whether its words are those that another program laid under its picture."""

    widgets: int = 0
    pictures: tuple[Box, ...] = ()
    """Places of pictures in cells, which may be part of an answer."""

    on_page: Callable[[Box], Box] | None = None
    """The way from these coordinates to the page as displayed, where the page was straightened first."""

    @property
    def box(self) -> Box:
        """The page."""
        return Box(0.0, 0.0, self.width, self.height)

    def free_lines(self) -> list[Line]:
        """Lines at the head and the foot of the page, outside ruled tables: what may be furniture, and what is next."""
        head, foot = MARGIN * self.height + _NEXT_LINE, (1 - MARGIN) * self.height
        return build_lines(
            item for item in self.items
            if not head <= item.box.cy <= foot
            and not any(len(g.cells) > 1 and g.box.contains(item.box.cx, item.box.cy) for g in self.grids)
        )  # fmt: skip


def collect_items(page: PageContent) -> PageItems:
    """Find marks, words and ruled tables of a page. Must be called while the page is open: its picture may be asked."""
    scan = is_scan(page)
    strokes = [rule for path in page.paths for rule in strokes_of(path)]
    areas = filled_areas(page.paths)
    drawn = [] if scan else find_boxes(page.paths, strokes, areas)
    rules = rules_without_boxes(strokes, drawn)
    marks = marks_over_scan(page) if scan else find_marks(page, drawn)
    grids = [] if scan else find_grids(rules, page.box, [word.box for word in marks.words])
    loose = [] if scan else unattached_rules(rules, grids)
    pieces = pieces_of(page, marks.words, loose, areas, marks.unused, ocr=scan)
    pieces.extend(drawn_bullets(page.paths, pieces, marks.marks))
    placed = [
        mark
        for mark in marks.marks
        if _is_near_text(mark, pieces, grids) or _stands_in_row(mark, marks.marks)
    ]
    return PageItems(
        number=page.number,
        width=page.width,
        height=page.height,
        items=(*pieces, *placed),
        grids=tuple(grids),
        rules=tuple(loose),
        notes=tuple(a for a in page.annotations if a.contents.strip()),
        unread=tuple(_unread(page, scan, marks)),
        ocr=scan and bool(page.words),
        widgets=len(page.widgets),
        pictures=tuple(_pictures_in_cells(page, grids)),
    )


def marks_over_scan(page: PageContent) -> PageMarks:
    """Form fields laid over a scan are read; glyphs in its recognised text never are boxes."""
    over = PageContent(page.number, page.width, page.height, widgets=page.widgets)
    return PageMarks(find_marks(over, []).marks, list(page.words), list(page.annotations))


def arrange(page: PageItems, furniture: Sequence[Box], memory: ColumnMemory) -> list[AreaDraft]:
    """Tables and running text of a page in reading order, labels of marks set.

    Args:
        page: its items.
        furniture: boxes of lines that are left out.
        memory: columns of the pages before, added to.
    """
    head, foot = MARGIN * page.height + _SLACK, (1 - MARGIN) * page.height - _SLACK
    kept = [
        item for item in page.items
        if head < item.box.cy < foot or not _lies_in_any(item, furniture)
    ]  # fmt: skip
    drafts = _Layout(page.box, list(page.rules), memory).areas(kept, page.grids, page.box)
    memory.open_at_foot = bool(drafts) and isinstance(drafts[-1], TableDraft)
    pieces = [item for item in kept if isinstance(item, Piece)]
    label_by_neighbours([item for item in kept if isinstance(item, PlacedMark) and item.boxed], pieces)
    return drafts


def _lies_in_any(item: Item, boxes: Sequence[Box]) -> bool:
    return any(box.contains(item.box.cx, item.box.cy) for box in boxes)


def is_scan(page: PageContent) -> bool:
    """Whether the page is a picture: with no text, or with the invisible text that recognition laid under it."""
    if not page.width or not page.height:
        return False
    pictures = [image.box for image in page.images if not image.shading]
    covered = max((box.intersection_area(page.box) for box in pictures), default=0.0)
    if covered < SCAN_SHARE * page.box.area:
        return False
    visible = sum(1 for word in page.words if not word.look.hidden)
    hidden = len(page.words) - visible
    return visible <= _FEW_WORDS or hidden > 4 * visible


def shows_large_picture(page: PageContent) -> bool:
    """Whether a picture takes enough of a page to hold what it says."""
    return any(image.box.area > _LARGE_PICTURE * page.box.area for image in page.images)


def draws_letters(page: PageContent) -> bool:
    """Whether a page has so many curves that they are letters, where it has no text."""
    return sum(1 for path in page.paths if any(sub.curved for sub in path.subpaths)) > _MANY_CURVES


def _unread(page: PageContent, scan: bool, marks: PageMarks) -> Iterator[str]:
    if scan:
        yield "the page is a picture without text"
    elif not page.words and not page.widgets:
        if shows_large_picture(page):
            yield "the page shows a picture and no text"
        elif draws_letters(page):
            yield "the letters of the page are drawn as shapes"
    unmapped = sum(1 for word in page.words if word.unmapped)
    if unmapped > 20 and unmapped > 0.3 * len(page.words):
        yield "a font of the page does not say which characters it shows"
    handwriting = [a for a in marks.unused if a.kind.value in ("ink", "stamp")]
    if handwriting:
        yield f"{len(handwriting)} pen strokes or stamps on the page lie on no box"


def _pictures_in_cells(page: PageContent, grids: Sequence[Grid]) -> Iterator[Box]:
    for image in page.images:
        if (
            image.shading
            or image.box.width < 40
            or image.box.height < 25
            or image.box.area > SCAN_SHARE * page.box.area
        ):
            continue
        if any(len(g.cells) > 1 and g.cell_at(image.box.cx, image.box.cy) is not None for g in grids):
            yield image.box


def _is_near_text(mark: PlacedMark, pieces: Sequence[Piece], grids: Sequence[Grid]) -> bool:
    """A drawn square far from any word is an ornament, unless it stands in a table or is a form's field."""
    if mark.label is not None or mark.drawn is None:
        return True
    if any(len(g.cells) > 1 and g.cell_at(mark.box.cx, mark.box.cy) is not None for g in grids):
        return True
    zone = Box(mark.box.x0 - 40, mark.box.top - 24, mark.box.x1 + 40, mark.box.bottom + 24)
    return any(
        p.box.top < zone.bottom and p.box.bottom > zone.top and p.box.x0 < zone.x1 and p.box.x1 > zone.x0
        for p in pieces
    )


def _stands_in_row(mark: PlacedMark, marks: Sequence[PlacedMark]) -> bool:
    """Whether at least two boxes of its size stand beside it or above and below: the answers of a questionnaire."""
    box = mark.box
    alike = [m.box for m in marks if m is not mark and abs(m.box.width - box.width) < 0.1 * box.width]
    in_row = sum(1 for other in alike if abs(other.cy - box.cy) < _SAME_START)
    return (
        in_row >= _FEWEST_ALIKE or sum(1 for o in alike if abs(o.cx - box.cx) < _SAME_START) >= _FEWEST_ALIKE
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    """Distributes items over the tables and the text between them."""

    page: Box
    loose_rules: list[Rule]
    memory: ColumnMemory

    def areas(
        self, items: Sequence[Item], grids: Sequence[Grid], area: Box, *, at_head: bool = True
    ) -> list[AreaDraft]:
        """Areas of a page or a cell, in reading order; `at_head`: whether it begins at the head of the page."""
        outer = _outermost(grids)
        inner = [grid for grid in grids if not any(grid is o for o in outer)]
        in_cells: list[list[list[Item]]] = [[[] for _ in grid.cells] for grid in outer]
        free: list[Item] = []
        extents = [(number, grid.box.top, grid.box.bottom) for number, grid in enumerate(outer)]
        for item in items:
            x0, top, x1, bottom = item.box
            x, y = (x0 + x1) / 2, (top + bottom) / 2
            for number, upper, lower in extents:
                if upper <= y <= lower and (cell := outer[number].cell_at(x, y)) is not None:
                    in_cells[number][cell].append(item)
                    break
            else:
                free.append(item)
        for grid, contents in zip(outer, in_cells, strict=True):
            overflow = _overflow(grid, contents, free)
            free = [item for item in free if id(item) not in overflow]
        placed: list[tuple[float, float, list[AreaDraft]]] = []
        for grid, contents in zip(outer, in_cells, strict=True):
            above = at_head and not any(item.box.cy < grid.box.top for item in free) and grid is outer[0]
            drafts = self._grid_areas(grid, contents, inner, at_head=above)
            if drafts:
                placed.append((grid.box.top, grid.box.x0, drafts))
        for number, band in enumerate(_bands(free, [grid.box for grid in outer])):
            drafts = self._text_areas(band, area, at_head=at_head and number == 0 and not placed)
            placed.append((min(i.box.top for i in band), min(i.box.x0 for i in band), drafts))
        return [draft for _, _, drafts in sorted(placed, key=lambda p: p[:2]) for draft in drafts]

    def _grid_areas(
        self, grid: Grid, contents: list[list[Item]], inner: Sequence[Grid], *, at_head: bool
    ) -> list[AreaDraft]:
        if len(grid.cells) == 1:
            nested = [g for g in inner if grid.box.covers(g.box, 2.0)]
            return self.areas(contents[0], nested, grid.cells[0].box, at_head=at_head)
        if grid.columns == 1 and grid.box.width > _WIDE_CELL * self.page.width:
            split = self._split_rows(grid, contents, at_head=at_head)
            if split is not None:
                return [split]
        cells: list[tuple[AreaDraft, ...]] = []
        for cell, items in zip(grid.cells, contents, strict=True):
            nested = [g for g in inner if cell.box.covers(g.box, 2.0)]
            cells.append(tuple(self.areas(items, nested, cell.box, at_head=False)) if items or nested else ())
        if not any(cells):
            return []
        draft = TableDraft(grid, tuple(cells))
        label_lone_cells(grid, [list(_lines_of(cell)) for cell in cells])
        return [draft]

    def _split_rows(self, grid: Grid, contents: list[list[Item]], *, at_head: bool) -> TableDraft | None:
        """A table with level rules alone: its columns are found in all its rows together."""
        lines = build_lines(item for items in contents for item in items)
        sections = split_by_columns(lines, self.memory, at_head)
        best = max((s for s in sections if s.gutters), key=lambda s: len(s.lines), default=None)
        if best is None or len(best.lines) < 0.8 * len(lines):
            return None
        xs = [grid.xs[0], *(g.middle for g in best.gutters), grid.xs[-1]]
        return self._table(regular_grid(xs, list(grid.ys)), [item for items in contents for item in items])

    def _text_areas(self, items: list[Item], area: Box, at_head: bool = False) -> list[AreaDraft]:
        lines = build_lines(items)
        if area.width < _WIDE_CELL * self.page.width:
            label_lines(lines)
            return [Flow(tuple(lines), area)]
        drafts: list[AreaDraft] = []
        reach = _reach(lines, area)
        for section in split_by_columns(lines, self.memory, at_head):
            if section.gutters:
                drafts.append(self._columns(section))
            else:
                label_lines(section.lines)
                drafts.append(Flow(section.lines, reach))
        return drafts

    def _columns(self, section: Section) -> TableDraft:
        grid = grid_of_section(section, self.loose_rules)
        return self._table(
            grid, [i for column in column_items(section.lines, section.gutters) for i in column]
        )

    def _table(self, grid: Grid, items: list[Item]) -> TableDraft:
        contents: list[list[Item]] = [[] for _ in grid.cells]
        for item in items:
            home = grid.cell_at(
                min(max(item.box.cx, grid.box.x0), grid.box.x1),
                min(max(item.box.cy, grid.box.top), grid.box.bottom),
            )
            contents[home if home is not None else 0].append(item)
        cells: list[tuple[AreaDraft, ...]] = []
        for cell, held in zip(grid.cells, contents, strict=True):
            lines = build_lines(held)
            label_lines(lines)
            cells.append((Flow(tuple(lines), cell.box),) if lines else ())
        label_lone_cells(grid, [list(_lines_of(cell_areas)) for cell_areas in cells])
        return TableDraft(grid, tuple(cells))


def _overflow(grid: Grid, contents: list[list[Item]], free: Sequence[Item]) -> set[int]:
    """Move lines that run over the lower border of a table into its cells; gives the ids of what was moved.

    Rows of a fixed height let their last line out. It is told from text below the table by its place: straight under
    the words of its cell, beginning where they begin, and in a column other than the first.
    """
    if grid.open_below:
        return _spilled(grid, contents, free)
    below = Box(grid.box.x0, grid.box.bottom - 4, grid.box.x1, grid.box.bottom + _OVERFLOW)
    near = [item for item in free if below.contains(item.box.cx, item.box.cy)]
    if not near or grid.columns < 2:
        return set()
    moved: set[int] = set()
    for line in build_lines(near):
        homes = [(segment, _cell_above(grid, contents, segment)) for segment in _segments(line)]
        if any(home is None for _, home in homes) or all(
            grid.cells[home or 0].column == 0 for _, home in homes
        ):
            break
        for segment, home in homes:
            contents[home or 0].extend(segment)
            moved.update(id(item) for item in segment)
    return moved


def _spilled(grid: Grid, contents: list[list[Item]], free: Sequence[Item]) -> set[int]:
    """Move the lines below cells that a page break left open into them; gives the ids of what was moved."""
    moved: set[int] = set()
    for index in grid.open_below:
        cell = grid.cells[index].box
        under = Box(cell.x0 - 1, cell.bottom - 4, cell.x1 + 1, float("inf"))
        reach = max((item.box.bottom for item in contents[index]), default=cell.bottom)
        for line in build_lines(item for item in free if under.contains(item.box.cx, item.box.cy)):
            if line.box.top - reach > _NEXT_PARAGRAPH * line.size or not under.covers(line.box):
                break
            contents[index].extend(line.items)
            moved.update(id(item) for item in line.items)
            reach = line.box.bottom
    return moved


def _segments(line: Line) -> list[list[Item]]:
    """Items of a line, parted at wide gaps."""
    segments: list[list[Item]] = [[line.items[0]]]
    for before, item in pairwise(line.items):
        if item.box.x0 - before.box.x1 > _SEGMENT_GAP:
            segments.append([])
        segments[-1].append(item)
    return segments


def _cell_above(grid: Grid, contents: list[list[Item]], segment: list[Item]) -> int | None:
    """The cell whose words a piece of a line goes on."""
    box = bounding_box(item.box for item in segment)
    home = grid.cell_at(box.cx, grid.box.bottom - 0.1)
    if home is None or not contents[home]:
        return None
    cell, held = grid.cells[home].box, bounding_box(item.box for item in contents[home])
    fits = cell.x0 - 1 <= box.x0 and box.x1 <= cell.x1 + 1
    follows = box.top - held.bottom < 0.6 * box.height and any(
        abs(box.x0 - item.box.x0) < _SAME_START for item in contents[home]
    )
    return home if fits and follows else None


def _lines_of(areas: Sequence[AreaDraft]) -> Iterator[Line]:
    for area in areas:
        if isinstance(area, Flow):
            yield from area.lines
        else:
            for cell in area.cells:
                yield from _lines_of(cell)


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    outer = []
    for grid in grids:
        inside = any(
            other is not grid and other.box.area > grid.box.area and other.box.covers(grid.box, 2.0)
            for other in grids
        )
        if not inside:
            outer.append(grid)
    return outer


def _bands(items: list[Item], tables: list[Box]) -> list[list[Item]]:
    """Free items, parted by the tables that stand between them."""
    bands: dict[int, list[Item]] = {}
    for item in items:
        above = sum(1 for table in tables if table.cy < item.box.cy and table.bottom <= item.box.cy + 1)
        bands.setdefault(above, []).append(item)
    return [bands[key] for key in sorted(bands)]


def _reach(lines: Sequence[Line], area: Box) -> Box:
    """The area that running text fills: margins are as wide at the right as at the left, or as its longest line."""
    if not lines:
        return area
    box = bounding_box(line.box for line in lines)
    return Box(area.x0, box.top, area.x1, box.bottom)
