"""Columns that text shows by white space alone, as `pdftotext -layout` writes them.

A region begins at a line of several stretches parted by two or more spaces and goes on while every line respects the
gutters between them. Each line of print becomes one row (`Table.rows_are_lines`), since nothing in the text says where
a row of the printed table ends. On the next page the same gutters, moved by a few characters, go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit_extract.parsers.text.inline import text_to_inlines
from toolkit_extract.parsers.text.lines import Line, region_of
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Cell, Paragraph, Row, Table
from toolkit_extract.schemas.region import LineRegion

STRETCH = re.compile(r"\S+(?: \S+)*")
"""Words with single spaces between them."""

NUMBERED = re.compile(r"^\s{0,12}(?:[A-Za-z]{0,3}\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}[.)])(?:\s+\S|\s*$)")
"""The number of a heading or of a clause at the left edge: such a line, after a gap, ends a region of columns."""

MIN_COLUMNS = 3
MIN_LINES = 2
MAX_SHIFT = 10
_MAX_BLANK_LINES = 4

Gutter = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Columns:
    """The gutters of a region: blank character columns, as half-open intervals from left to right."""

    gutters: tuple[Gutter, ...]

    def cut(self, text: str) -> list[str]:
        """The text of each column."""
        middles = [(start + end) // 2 for start, end in self.gutters]
        bounds = [0, *middles, max(len(text), (middles[-1] if middles else 0) + 1)]
        return [text[a:b].strip() for a, b in pairwise(bounds)]

    def shifted(self, by: int) -> Columns:
        """The same gutters, moved right by some characters."""
        return Columns(tuple((max(0, start + by), max(0, end + by)) for start, end in self.gutters))


def read_layout(
    lines: Sequence[Line], start: int, reader: MarkReader, previous: Columns | None
) -> tuple[Table, int, Columns] | None:
    """A region of columns that begins at `lines[start]`, the index behind it, and its columns.

    Args:
        lines: the lines of the text.
        start: index of the first line.
        reader: finds the marks.
        previous: the columns of the region that ended with the page before, if it did.
    """
    if previous is not None:
        shifted = _fit_previous(lines, start, previous)
        if shifted is not None:
            end, columns = _grow(lines, start, shifted.gutters)
            return _table(lines[start:end], columns, reader), end, columns
    seed = _gutters_of([lines[start].text])
    if len(seed) < MIN_COLUMNS - 1:
        return None
    end, columns = _grow(lines, start, seed)
    filled = sum(1 for line in lines[start:end] if not line.blank)
    if filled < (1 if len(seed) >= MIN_COLUMNS else MIN_LINES) or len(columns.gutters) < MIN_COLUMNS - 1:
        return None
    return _table(lines[start:end], columns, reader), end, columns


def _gutters_of(texts: Sequence[str]) -> tuple[Gutter, ...]:
    """Blank stretches of two or more characters that all the texts leave free, between their outer edges."""
    spans = sorted((match.start(), match.end()) for text in texts for match in STRETCH.finditer(text))
    gutters: list[Gutter] = []
    reach = spans[0][1] if spans else 0
    for span_start, span_end in spans[1:]:
        if span_start - reach >= 2:
            gutters.append((reach, span_start))
        reach = max(reach, span_end)
    return tuple(gutters)


def _grow(lines: Sequence[Line], start: int, gutters: tuple[Gutter, ...]) -> tuple[int, Columns]:
    """Take in lines while they respect the gutters; a line that runs across ends the region."""
    end = start
    blanks = 0
    extent = 0
    for index in range(start, len(lines)):
        line = lines[index]
        if line.page != lines[start].page:
            break
        if line.blank:
            blanks += 1
            if blanks > _MAX_BLANK_LINES:
                break
            continue
        stretches = [(match.start(), match.end()) for match in STRETCH.finditer(line.text)]
        if index > start and blanks and len(stretches) == 1 and NUMBERED.match(line.text):
            break
        narrowed = _narrow(gutters, stretches)
        if narrowed is None:
            break
        gutters = _widen(narrowed, stretches, extent)
        extent = max(extent, stretches[-1][1])
        blanks = 0
        end = index + 1
    return end, Columns(gutters)


def _narrow(gutters: tuple[Gutter, ...], stretches: Sequence[tuple[int, int]]) -> tuple[Gutter, ...] | None:
    """What the stretches leave of each gutter; `None` where one of them runs across as running text does."""
    kept: list[Gutter] = []
    for gutter in gutters:
        left = _remainder(gutter, stretches)
        if left is None:
            crossing = [s for s in stretches if s[0] < gutter[0] and s[1] > gutter[1]]
            across = any(sum(1 for g in gutters if s[0] < g[0] and s[1] > g[1]) >= 2 for s in crossing)
            if across or len(stretches) < MIN_COLUMNS:
                return None
            continue
        kept.append(left)
    return tuple(kept) if len(kept) >= MIN_COLUMNS - 1 else None


def _remainder(gutter: Gutter, stretches: Sequence[tuple[int, int]]) -> Gutter | None:
    """The widest part of a gutter that no stretch covers."""
    best: Gutter | None = None
    position = gutter[0]
    for start, end in (
        *(s for s in stretches if s[1] > gutter[0] and s[0] < gutter[1]),
        (gutter[1], gutter[1]),
    ):
        if start - position >= 1 and (best is None or start - position > best[1] - best[0]):
            best = (position, start)
        position = max(position, end)
    return best


def _widen(
    gutters: tuple[Gutter, ...], stretches: Sequence[tuple[int, int]], extent: int
) -> tuple[Gutter, ...]:
    """Add the gutter before a column that begins only on this line, right of all that came before."""
    last_edge = max(extent, gutters[-1][1] if gutters else 0)
    beyond = [stretch for stretch in stretches if stretch[0] >= last_edge + 4]
    if (
        extent
        and beyond
        and all(stretch[1] <= beyond[0][0] for stretch in stretches if stretch not in beyond)
    ):
        return (*gutters, (extent, beyond[0][0]))
    return gutters


def _fit_previous(lines: Sequence[Line], start: int, previous: Columns) -> Columns | None:
    """The columns of the page before, moved so that the first lines of this page respect them."""
    ahead = [line for line in lines[start : start + 30] if not line.blank and line.page == lines[start].page]
    texts: list[list[tuple[int, int]]] = []
    for line in ahead:
        stretches = [(match.start(), match.end()) for match in STRETCH.finditer(line.text)]
        if len(stretches) == 1 and stretches[0][1] - stretches[0][0] > _widest(previous):
            break
        texts.append(stretches)
    if not any(len(stretches) >= 2 for stretches in texts):
        return None
    for shift in sorted(range(-MAX_SHIFT, MAX_SHIFT + 1), key=abs):
        moved = previous.shifted(shift)
        if all(_respects(moved, stretches) for stretches in texts[:6]):
            return moved
    return None


def _widest(columns: Columns) -> int:
    starts = [0, *(end for _, end in columns.gutters)]
    ends = [start for start, _ in columns.gutters]
    return max((end - start for start, end in zip(starts, ends, strict=False)), default=40) + 12


def _respects(columns: Columns, stretches: Sequence[tuple[int, int]]) -> bool:
    return all(_remainder(gutter, stretches) is not None for gutter in columns.gutters)


def _table(lines: Sequence[Line], columns: Columns, reader: MarkReader) -> Table:
    rows: list[Row] = []
    for line in lines:
        region = LineRegion(line_start=line.number, line_end=line.number)
        cells = []
        for column, text in enumerate(columns.cut(line.text)):
            inlines = text_to_inlines(text, reader, region, markdown=False) if text else ()
            blocks = (Paragraph(inlines=inlines, region=region),) if inlines else ()
            cells.append(Cell(blocks=blocks, column=column, region=region))
        rows.append(Row(cells=tuple(cells)))
    return Table(rows=tuple(rows), rows_are_lines=True, region=region_of(lines))
