"""Which lines of a text stand in columns that no rule parts?

Columns are found by the white space between them: a gutter that a line opens and that the lines below keep free. A line
that crosses it ends the table. A column of boxes, bullets or numbers alone belongs to the column at its right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.grid import Grid, GridCell
from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.pdf.words import Item, Line, Piece

OPENING_GAP = 11.0
"""Gap in a line, in points, that may be a gutter. Justified text seldom goes beyond one font size."""

NARROWEST_GUTTER = 6.0
"""What must stay free of a gutter, in points, on all lines of the table."""

_LARGEST_ROW_GAP = 60.0
_FEWEST_LINES = 3
_LABELLESS = re.compile(r"[\W_]*|\(?[\dA-Za-z]{1,2}[.)]?|\d+(\.\d+)*\.?")


@dataclass(frozen=True, slots=True)
class Gutter:
    """White space between two columns."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Section:
    """Lines in a row that stand in columns, or, without gutters, in none."""

    lines: tuple[Line, ...]
    gutters: tuple[Gutter, ...] = ()


def split_by_columns(lines: list[Line]) -> list[Section]:
    """Part the lines of an area into sections with and without columns, top to bottom."""
    sections: list[Section] = []
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        end, gutters = _columns_from(lines, index)
        if gutters:
            if plain:
                sections.append(Section(tuple(plain)))
                plain = []
            sections.append(Section(tuple(lines[index:end]), tuple(gutters)))
            index = end
        else:
            plain.append(lines[index])
            index += 1
    if plain:
        sections.append(Section(tuple(plain)))
    return sections


def _columns_from(lines: list[Line], start: int) -> tuple[int, list[Gutter]]:
    """The table that begins at a line: where it ends and its gutters; no gutters where none begins."""
    gutters = _gaps(lines[start])
    end = start + 1
    while gutters and end < len(lines):
        line = lines[end]
        if line.box.top - lines[end - 1].box.bottom > _LARGEST_ROW_GAP:
            break
        narrowed = [kept for gutter in gutters if (kept := _narrow(gutter, line)) is not None]
        if len(narrowed) < len(gutters) and end - start >= 2:
            break
        gutters = narrowed
        end += 1
    block = lines[start:end]
    gutters = _without_label_gutters(block, gutters)
    if not gutters or not _is_table(block, gutters):
        return start + 1, []
    return end, gutters


def _gaps(line: Line) -> list[Gutter]:
    found = []
    reach = line.items[0].box.x1
    for item in line.items[1:]:
        if item.box.x0 - reach >= max(OPENING_GAP, 0.9 * line.size):
            found.append(Gutter(reach, item.box.x0))
        reach = max(reach, item.box.x1)
    return found


def _narrow(gutter: Gutter, line: Line) -> Gutter | None:
    """What a line leaves free of a gutter."""
    x0, x1 = gutter.x0, gutter.x1
    for item in line.items:
        if item.box.x1 <= x0 or item.box.x0 >= x1:
            continue
        if item.box.x0 - x0 >= x1 - item.box.x1:
            x1 = item.box.x0
        else:
            x0 = item.box.x1
    return Gutter(x0, x1) if x1 - x0 >= NARROWEST_GUTTER else None


def column_items(
    lines: tuple[Line, ...] | list[Line], gutters: tuple[Gutter, ...] | list[Gutter]
) -> list[list[Item]]:
    """The items of each column."""
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        for item in line.items:
            columns[sum(1 for g in gutters if item.box.cx > g.middle)].append(item)
    return columns


def _without_label_gutters(block: list[Line], gutters: list[Gutter]) -> list[Gutter]:
    """Leave out gutters between boxes, bullets or numbers and what they belong to."""
    kept = list(gutters)
    changed = True
    while changed and kept:
        changed = False
        columns = column_items(block, kept)
        for index, items in enumerate(columns):
            if all(_is_labelless(item) for item in items):
                kept.pop(min(index, len(kept) - 1))
                changed = True
                break
    return kept


def _is_labelless(item: Item) -> bool:
    return not isinstance(item, Piece) or _LABELLESS.fullmatch(item.text) is not None


def _is_table(block: list[Line], gutters: list[Gutter]) -> bool:
    filled = 0
    for line in block:
        sides = {sum(1 for g in gutters if item.box.cx > g.middle) for item in line.items}
        filled += len(sides) > 1
    fewest = 2 if len(gutters) >= 2 else _FEWEST_LINES
    return len(block) >= fewest and filled >= 2 and filled >= 0.25 * len(block)


def grid_of_section(section: Section, rules: list[Rule]) -> Grid:
    """Rows and columns of a table without upright rules; level rules between its lines part its rows."""
    box = bounding_box(line.box for line in section.lines).grown(1.0)
    ruled = _ruled_cuts(section, rules, box)
    cuts = ruled or _row_cuts(section)
    return regular_grid([box.x0, *(g.middle for g in section.gutters), box.x1], [box.top, *cuts, box.bottom])


def regular_grid(xs: list[float], ys: list[float]) -> Grid:
    """A grid whose cells span nothing."""
    cells = tuple(
        GridCell(row, column, 1, 1, Box(xs[column], ys[row], xs[column + 1], ys[row + 1]))
        for row in range(len(ys) - 1)
        for column in range(len(xs) - 1)
    )
    return Grid(Box(xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs), tuple(ys))


def _ruled_cuts(section: Section, rules: list[Rule], box: Box) -> list[float]:
    """Level rules over at least half of a table, between two of its lines."""
    cuts: list[float] = []
    lines = section.lines
    for rule in sorted((r for r in rules if r.horizontal), key=lambda r: r.at):
        over = min(rule.end, box.x1) - max(rule.start, box.x0)
        if over < 0.5 * box.width or not lines[0].core.cy < rule.at < lines[-1].core.cy:
            continue
        if not cuts or rule.at - cuts[-1] > NARROWEST_GUTTER:
            cuts.append(rule.at)
    return cuts


def _row_cuts(section: Section) -> list[float]:
    """Where rows part: free space across all columns, larger than between lines, below which several columns begin."""
    lines = section.lines
    bottoms: list[float] = []
    reach = lines[0].box.bottom
    for line in lines:
        reach = max(reach, line.box.bottom)
        bottoms.append(reach)
    gaps = [after.box.top - reach for after, reach in zip(lines[1:], bottoms, strict=False)]
    usual = median(gaps) if gaps else 0.0
    cuts = []
    for index, gap in enumerate(gaps):
        above, below = lines[index], lines[index + 1]
        header_ends = above.bold and not below.bold and _columns_hit(below, section.gutters) > 1
        wide = gap > max(1.4 * usual, usual + 2.5, 1.5) and _columns_hit(below, section.gutters) > 1
        if (wide or header_ends) and gap > -2.0:
            cuts.append((bottoms[index] + below.box.top) / 2)
    return cuts


def _columns_hit(line: Line, gutters: tuple[Gutter, ...]) -> int:
    return len({sum(1 for g in gutters if item.box.cx > g.middle) for item in line.items})
