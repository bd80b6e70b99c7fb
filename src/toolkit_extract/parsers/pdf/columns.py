"""Which lines of a text stand in columns that no rule parts?

Columns are found by the white space between them: a gutter that a line opens and that the lines below keep free. A line
that crosses it ends the table. A column of boxes, bullets or numbers alone belongs to the column at its right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.grid import Grid, GridCell
from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.pdf.words import Item, Line, Piece

OPENING_GAP = 11.0
"""Gap in a line, in points, that may be a gutter. Justified text seldom goes beyond one font size."""

NARROWEST_GUTTER = 6.0
"""What must stay free of a gutter, in points, on all lines of the table."""

NARROWEST_ALIGNED, _SAME_START = 1.5, 0.8
"""The same where the words behind it begin straight under each other; and how exactly they do, in points."""

_LARGEST_ROW_GAP = 60.0
_FEWEST_LINES = 3
_TEMPLATE_WIDTH, _MOST_TEMPLATES = 8.0, 6
_LABELLESS = re.compile(r"[\W_]*|\(?[\dA-Za-z]{1,2}[.)]?|\d+(\.\d+)*\.?")


@dataclass(frozen=True, slots=True)
class Gutter:
    """White space between two columns."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Where the columns part."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Section:
    """Lines in a row that stand in columns, or, without gutters, in none."""

    lines: tuple[Line, ...]
    gutters: tuple[Gutter, ...] = ()


@dataclass(slots=True)
class ColumnMemory:
    """Columns seen so far in a document: a table torn by a page break goes on in the columns that it had."""

    templates: list[tuple[Gutter, ...]] = field(default_factory=list)
    open_at_foot: bool = False
    """Whether the page before ended within a table."""

    def learn(self, section: Section) -> None:
        """Remember the columns of a section, the latest first."""
        template = tuple(Gutter(max(g.x0, g.x1 - _TEMPLATE_WIDTH), g.x1) for g in section.gutters)
        if template in self.templates:
            self.templates.remove(template)
        self.templates.insert(0, template)
        del self.templates[_MOST_TEMPLATES:]


def split_by_columns(
    lines: Sequence[Line], memory: ColumnMemory | None = None, at_head: bool = False
) -> list[Section]:
    """Part the lines of an area into sections with and without columns, top to bottom.

    Args:
        lines: of the area, top to bottom.
        memory: columns of the pages before; what is found here is added to it.
        at_head: whether the lines begin at the head of a page.
    """
    sections: list[Section] = []
    plain: list[Line] = []
    index = 0
    while index < len(lines):
        end, gutters = _columns_from(lines, index)
        if memory is not None:
            carried_on = at_head and index == 0 and memory.open_at_foot
            known_end, known = _columns_by_template(lines, index, memory.templates, carried_on)
            # White space alone joins columns whose texts come near each other; known columns part them.
            if known and (not gutters or (len(known) > len(gutters) and known_end >= end - 1)):
                end, gutters = known_end, known
        if not gutters:
            plain.append(lines[index])
            index += 1
            continue
        if plain:
            sections.append(Section(tuple(plain)))
            plain = []
        section = Section(tuple(lines[index:end]), tuple(gutters))
        if memory is not None:
            memory.learn(section)
        sections.append(section)
        index = end
    if plain:
        sections.append(Section(tuple(plain)))
    return sections


def _columns_by_template(
    lines: Sequence[Line], start: int, templates: list[tuple[Gutter, ...]], carried_on: bool
) -> tuple[int, list[Gutter]]:
    """The rest of a table whose columns are known: it begins with a line in two columns, or at the head of a page."""
    for template in templates:
        gutters = list(template)
        end, hits = start, 0
        while end < len(lines):
            line = lines[end]
            exact = end > start or carried_on
            narrowed = [kept for g in gutters if (kept := _narrow_known(g, line, exact)) is not None]
            if len(narrowed) < len(gutters) or (end > start and _ends_table(line, lines[start:end])):
                break
            columns = _columns_hit(line, template)
            if end == start and columns < 2 and not carried_on:
                break
            hits += columns > 1
            gutters = narrowed
            end += 1
        apart = any(line.items[0].box.x0 > template[0].middle for line in lines[start:end])
        if hits or (carried_on and (apart or end - start >= _FEWEST_LINES)):
            return end, list(template)
    return start + 1, []


def _narrow_known(gutter: Gutter, line: Line, exact: bool) -> Gutter | None:
    """What a line leaves free of a known gutter; `exact`: words that begin where the column does need less."""
    least = max(5.5, 0.5 * line.size)
    if exact and _starts_at(line, gutter.x1):
        least = _narrowest_aligned(line)
    return _narrow(gutter, line, least)


def _narrowest_aligned(line: Line) -> float:
    """What parts two columns that nearly touch: more than the words of the line are apart."""
    gaps = [gap for a, b in pairwise(line.items) if (gap := b.box.x0 - a.box.x1) < 0.6 * line.size]
    usual = median(gaps) if len(gaps) > 2 else 0.25 * line.size
    return max(NARROWEST_ALIGNED, 1.3 * usual)


def _columns_from(lines: Sequence[Line], start: int) -> tuple[int, list[Gutter]]:
    """The table that begins at a line: where it ends and its gutters; no gutters where none begins."""
    gutters = _gaps(lines[start])
    end = start + 1
    while gutters and end < len(lines):
        line = lines[end]
        if _ends_table(line, lines[start:end]):
            break
        narrowed = [
            kept for gutter in gutters if (kept := _narrow_in(gutter, line, lines[start:end])) is not None
        ]
        if len(narrowed) < len(gutters) and end - start >= 2:
            break
        gutters = narrowed
        end += 1
    block = lines[start:end]
    gutters = _without_label_gutters(block, gutters)
    if not gutters or not _is_table(block, gutters):
        return start + 1, []
    return end, gutters


def _ends_table(line: Line, block: Sequence[Line]) -> bool:
    """Whether a line that would fit the columns is a heading below the table, or far away."""
    gap = line.box.top - max(above.box.bottom for above in block[-4:])
    if gap > _LARGEST_ROW_GAP:
        return True
    usual = median(above.size for above in block)
    alone = line.items[0].box.x0 <= block[0].box.x0 + 3 and not _gaps(line)
    return alone and (line.size > 1.14 * usual or (line.bold and gap > 0.7 * usual and len(block) > 2))


def _gaps(line: Line) -> list[Gutter]:
    found = []
    reach = line.items[0].box.x1
    for item in line.items[1:]:
        if item.box.x0 - reach >= max(OPENING_GAP, 0.9 * line.size):
            found.append(Gutter(reach, item.box.x0))
        reach = max(reach, item.box.x1)
    return found


def _narrow_in(gutter: Gutter, line: Line, block: Sequence[Line]) -> Gutter | None:
    """What a line leaves free of a gutter of the lines above it: little is enough where the words behind it align."""
    kept = _narrow(gutter, line, _narrowest_aligned(line))
    if kept is None or kept.x1 - kept.x0 >= NARROWEST_GUTTER:
        return kept
    aligned = sum(1 for known in (*block, line) if _starts_at(known, kept.x1))
    return kept if aligned >= 2 else None


def _starts_at(line: Line, x: float) -> bool:
    return any(abs(item.box.x0 - x) <= _SAME_START for item in line.items)


def _narrow(gutter: Gutter, line: Line, least: float = NARROWEST_GUTTER) -> Gutter | None:
    """What a line leaves free of a gutter."""
    x0, x1 = gutter.x0, gutter.x1
    for item in line.items:
        if item.box.x1 <= x0 or item.box.x0 >= x1:
            continue
        if item.box.x0 - x0 >= x1 - item.box.x1:
            x1 = item.box.x0
        else:
            x0 = item.box.x1
    return Gutter(x0, x1) if x1 - x0 >= least else None


def column_items(lines: Sequence[Line], gutters: Sequence[Gutter]) -> list[list[Item]]:
    """The items of each column."""
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        for item in line.items:
            columns[sum(1 for g in gutters if item.box.cx > g.middle)].append(item)
    return columns


def _without_label_gutters(block: Sequence[Line], gutters: list[Gutter]) -> list[Gutter]:
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


def _is_table(block: Sequence[Line], gutters: list[Gutter]) -> bool:
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
