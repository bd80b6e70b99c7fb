"""Which tables do the rules of a page draw, and where are their cells?

Rules that touch form one table. The lines of a table give a grid of slots; slots between which no rule runs are one
cell. Missing outer borders do not matter: the extent of the rules closes the table. What has one cell is a frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.rules import Rule, join_strokes, strokes_list

TOUCH = 3.0
"""Rules that come this near to each other, in points, meet."""

NARROWEST = 4.0
"""Lines of a grid closer than this, in points, are one."""

_SHORTEST = 5.0
_SHORTEST_ROW, _SAME_END, _NARROWEST_COLUMN = 9.0, 4.0, 16.0
_COVERED = 0.5
"""Share of the side of a slot that must be ruled to part it from its neighbour."""

_MAX_RULES = 3_000
_MAX_SLOTS = 20_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its place in the grid, its spans and its box."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


@dataclass(frozen=True)
class Grid:
    """A table: `xs` and `ys` are the lines of its grid, outer ones included."""

    box: Box
    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_below: frozenset[int] = frozenset()
    """Cells of the last row that no rule closes although others of the row are closed: a page break cut them, and their
    text may go on below the rules."""

    @property
    def rows(self) -> int:
        """How many rows the grid has."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.xs) - 1

    @cached_property
    def _cell_of_slot(self) -> dict[tuple[int, int], int]:
        return {
            (row, column): index
            for index, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def cell_at(self, x: float, y: float) -> int | None:
        """Index of the cell at a point; None outside the table."""
        x0, top, x1, bottom = self.box
        if not (x0 <= x <= x1 and top <= y <= bottom):
            return None
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self._cell_of_slot.get((row, column))


def find_grids(rules: Iterable[Rule], page: Box, text: Sequence[Box] = ()) -> list[Grid]:
    """Ruled tables and frames of a page; a frame around the page is left out.

    Args:
        rules: strokes of the page, not joined.
        page: its box.
        text: boxes of its words, which tell how far a table without outer rules reaches.
    """
    joined = [rule for rule in join_strokes(rules) if rule.length >= _SHORTEST]
    if len(joined) > _MAX_RULES:
        return []
    grids = []
    lone_upright: list[Rule] = []
    for across, upright in _components(strokes_list(joined, True), strokes_list(joined, False)):
        if across and upright:
            grid = _grid(across, upright)
            if grid is not None and not (len(grid.cells) == 1 and grid.box.area > 0.7 * page.area):
                grids.extend(_parted(grid))
        lone_upright += upright if not across else ()
    grids.extend(_open_rows(lone_upright, text))
    return sorted(grids, key=lambda g: (g.box.top, g.box.x0))


def _open_rows(upright: list[Rule], text: Sequence[Box]) -> Iterator[Grid]:
    """Rows whose upper and lower rules stand on other pages: upright rules of one height, side by side."""
    groups: list[list[Rule]] = []
    for rule in sorted(upright, key=lambda r: (r.start, r.at)):
        if rule.length < _SHORTEST_ROW:
            continue
        group = next(
            (
                g
                for g in groups
                if abs(g[0].start - rule.start) < _SAME_END and abs(g[0].end - rule.end) < _SAME_END
            ),
            None,
        )
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    for group in groups:
        xs = _with_text_beyond(
            _clustered([rule.at for rule in group]),
            min(r.start for r in group),
            max(r.end for r in group),
            text,
        )
        if len(xs) < 3 or min(b - a for a, b in pairwise(xs)) < _NARROWEST_COLUMN:
            continue
        ys = (min(rule.start for rule in group), max(rule.end for rule in group))
        cells = tuple(
            GridCell(0, column, 1, 1, Box(xs[column], ys[0], xs[column + 1], ys[1]))
            for column in range(len(xs) - 1)
        )
        yield Grid(Box(xs[0], ys[0], xs[-1], ys[1]), cells, tuple(xs), ys)


def _with_text_beyond(xs: list[float], top: float, bottom: float, text: Sequence[Box]) -> list[float]:
    """The upright lines of a table, and one more on each side where words stand beside it in all its height."""
    beside = [box for box in text if top <= box.cy <= bottom]
    left = [box.x0 for box in beside if box.x1 <= xs[0]]
    right = [box.x1 for box in beside if box.x0 >= xs[-1]]
    return [*([min(left) - 2] if left else []), *xs, *([max(right) + 2] if right else [])]


def unattached_rules(rules: Iterable[Rule], grids: list[Grid]) -> list[Rule]:
    """Joined rules that are part of no grid: underlines, separators, rules of open tables."""
    joined = [rule for rule in join_strokes(rules) if rule.length >= _SHORTEST]
    return [rule for rule in joined if not any(_is_line_of(rule, grid) for grid in grids)]


def _is_line_of(rule: Rule, grid: Grid) -> bool:
    if not grid.box.covers(rule.box, TOUCH):
        return False
    return any(abs(rule.at - line) <= NARROWEST for line in (grid.ys if rule.horizontal else grid.xs))


def _components(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that meet, directly or through others."""
    parent = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    across = sorted(across, key=lambda r: r.at)
    heights = [rule.at for rule in across]
    for number, rule in enumerate(upright):
        index = bisect_left(heights, rule.start - TOUCH)
        while index < len(across) and heights[index] <= rule.end + TOUCH:
            if across[index].start - TOUCH <= rule.at <= across[index].end + TOUCH:
                parent[root(len(across) + number)] = root(index)
            index += 1
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*across, *upright)):
        groups.setdefault(root(index), ([], []))[0 if index < len(across) else 1].append(rule)
    return list(groups.values())


def _grid(across: list[Rule], upright: list[Rule]) -> Grid | None:
    xs = _positions([r.at for r in upright], [r.start for r in across], [r.end for r in across])
    ys = _positions([r.at for r in across], [r.start for r in upright], [r.end for r in upright])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MAX_SLOTS:
        return None
    columns, rows = len(xs) - 1, len(ys) - 1
    right_open = [[True] * columns for _ in range(rows)]
    below_open = [[True] * columns for _ in range(rows)]
    for line in range(1, columns):
        near = [r for r in upright if abs(r.at - xs[line]) <= NARROWEST]
        for row in range(rows):
            right_open[row][line - 1] = not _is_covered(near, ys[row], ys[row + 1])
    for line in range(1, rows):
        near = [r for r in across if abs(r.at - ys[line]) <= NARROWEST]
        for column in range(columns):
            below_open[line - 1][column] = not _is_covered(near, xs[column], xs[column + 1])
    cells = _cells(right_open, below_open, xs, ys)
    last = [r for r in across if abs(r.at - ys[-1]) <= NARROWEST]
    at_foot = [index for index, cell in enumerate(cells) if cell.row + cell.row_span == rows]
    unclosed = frozenset(i for i in at_foot if not _is_covered(last, cells[i].box.x0, cells[i].box.x1))
    return Grid(
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        tuple(cells),
        tuple(xs),
        tuple(ys),
        unclosed if len(unclosed) < len(at_foot) else frozenset(),
    )


def _parted(grid: Grid) -> list[Grid]:
    """The tables of a grid whose rules touch: a row across it begins one where the columns below are others."""
    across = sorted(c.row for c in grid.cells if c.column_span == grid.columns and c.row_span == 1 and c.row)
    if not across or grid.columns < 3:
        return [grid]
    starts = [0]
    for row in across:
        above, below = _inner_lines(grid, starts[-1], row), _inner_lines(grid, row, grid.rows)
        if above - below and below - above:
            starts.append(row)
    if len(starts) == 1:
        return [grid]
    return [_rows_of(grid, first, last) for first, last in pairwise([*starts, grid.rows])]


def _inner_lines(grid: Grid, first: int, last: int) -> set[int]:
    """The lines at which the cells of some rows begin, the outermost left out."""
    return {cell.column for cell in grid.cells if first <= cell.row < last and cell.column}


def _rows_of(grid: Grid, first: int, last: int) -> Grid:
    """Some rows of a grid as a grid of their own, with the columns that they have."""
    lines = [0, *sorted(_inner_lines(grid, first, last)), grid.columns]
    place = {line: index for index, line in enumerate(lines)}
    xs = tuple(grid.xs[line] for line in lines)
    ys = grid.ys[first : last + 1]
    cells: list[GridCell] = []
    unclosed: set[int] = set()
    for index, cell in enumerate(grid.cells):
        if first <= cell.row < last:
            unclosed.update({len(cells)} if index in grid.open_below else ())
            column = place[cell.column]
            span = sum(1 for line in lines if cell.column < line < cell.column + cell.column_span) + 1
            cells.append(GridCell(cell.row - first, column, cell.row_span, span, cell.box))
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), xs, ys, frozenset(unclosed))


def _positions(lines: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Lines of a grid in one direction: the rules, and the outermost ends of the rules across them."""
    return _clustered([*lines, min(starts), max(ends)])


def _clustered(values: list[float]) -> list[float]:
    """Means of the values that are nearer to each other than columns can be."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] < NARROWEST:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _is_covered(rules: list[Rule], start: float, end: float) -> bool:
    covered = sum(max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules)
    return covered >= _COVERED * (end - start)


def _cells(
    right_open: list[list[bool]], below_open: list[list[bool]], xs: list[float], ys: list[float]
) -> list[GridCell]:
    """Merge open slots into rectangles, row by row, so that every slot is in exactly one cell."""
    rows, columns = len(right_open), len(right_open[0])
    taken = [[False] * columns for _ in range(rows)]
    cells = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            width = 1
            while column + width < columns and right_open[row][column + width - 1]:
                if taken[row][column + width]:
                    break
                width += 1
            height = 1
            while row + height < rows and _row_joins(
                right_open, below_open, taken, row + height, column, width
            ):
                height += 1
            for r in range(row, row + height):
                for c in range(column, column + width):
                    taken[r][c] = True
            box = Box(xs[column], ys[row], xs[column + width], ys[row + height])
            cells.append(GridCell(row, column, height, width, box))
    return cells


def _row_joins(
    right_open: list[list[bool]],
    below_open: list[list[bool]],
    taken: list[list[bool]],
    row: int,
    column: int,
    width: int,
) -> bool:
    """Whether the slots of a row under a cell belong to it, as wide as it is."""
    span = range(column, column + width)
    if any(taken[row][c] or not below_open[row - 1][c] for c in span):
        return False
    return all(right_open[row][c] for c in span[:-1])
