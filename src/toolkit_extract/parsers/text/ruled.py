"""Tables that text draws with rules: Markdown's grid tables, and pandoc's simple and multiline tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit_extract.parsers.grid import cells_to_rows
from toolkit_extract.parsers.text.lines import Line, blocks_of_lines, region_of
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Cell, Table

GRID_RULE = re.compile(r"^\s*\+(?:[-=:]+\+)+\s*$")
"""A full rule of a grid table: `+-----+=====+`."""

DASHES = re.compile(r"-{2,}")
COLUMN_RULE = re.compile(r"^ *-{2,}(?: +-{2,})+ *$")
"""The rule that gives a pandoc table its columns: two or more groups of dashes, parted by spaces (not by tabs)."""

FULL_RULE = re.compile(r"^\s*-{10,}\s*$")
"""The rule that opens and closes a pandoc multiline table."""


def read_grid(lines: Sequence[Line], start: int, reader: MarkReader) -> tuple[Table, int] | None:
    """A grid table that begins at `lines[start]`, and the index behind it. Cells may span columns and rows."""
    if not GRID_RULE.match(lines[start].text):
        return None
    end = start
    while end < len(lines) and re.match(r"^\s*[+|]", lines[end].text):
        end += 1
    while end > start + 1 and not GRID_RULE.match(lines[end - 1].text):
        end -= 1
    block = lines[start:end]
    edges = sorted(
        {
            match.start()
            for line in block
            if GRID_RULE.match(line.text)
            for match in re.finditer(r"\+", line.text)
        }
    )
    if len(edges) < 2 or len(block) < 3:
        return None
    rows = _grid_rows(block, edges, reader)
    return (Table(rows=cells_to_rows(rows), region=region_of(block)), end) if rows else None


def _grid_rows(
    block: Sequence[Line], edges: Sequence[int], reader: MarkReader
) -> list[list[tuple[int, int, Cell]]]:
    """Rows between the rules. A rule that runs under some columns only ends the cells of those columns."""
    rules = [index for index, line in enumerate(block) if re.search(r"\+[-=:]{2,}\+", line.text)]
    rows: list[list[tuple[int, int, Cell]]] = []
    for upper, lower in pairwise(rules):
        body = block[upper + 1 : lower]
        if not body:
            continue
        row: list[tuple[int, int, Cell]] = []
        column = 0
        while column < len(edges) - 1:
            if not _ruled_above(block[upper].text, edges[column]):
                column += 1  # a cell of the row above goes on here
                continue
            span = 1
            while column + span < len(edges) - 1 and not _parted(body, edges[column + span]):
                span += 1
            last = _lowest(block, rules, rules.index(lower), edges[column])
            height = rules.index(last) - rules.index(upper)
            inner = [
                Line(line.number, line.text[edges[column] + 1 : edges[column + span]].rstrip(), line.page)
                for line in block[upper + 1 : last]
                if line not in (block[r] for r in rules) or not _ruled_above(line.text, edges[column])
            ]
            paragraphs = tuple(blocks_of_lines(_dedented(inner), reader))
            row.append(
                (span, max(height, 1), Cell(blocks=paragraphs, region=region_of(inner) if inner else None))
            )
            column += span
        rows.append(row)
    return rows


def _ruled_above(rule: str, edge: int) -> bool:
    return rule[edge + 1 : edge + 3].strip(":-=") == "" and len(rule) > edge + 1 and rule[edge + 1] in "-=:"


def _parted(body: Sequence[Line], edge: int) -> bool:
    return sum(line.text[edge : edge + 1] == "|" for line in body) * 2 > len(body)


def _lowest(block: Sequence[Line], rules: Sequence[int], position: int, edge: int) -> int:
    """The rule that ends a cell beginning at `edge`: the first that runs under it."""
    for index in rules[position:]:
        if _ruled_above(block[index].text, edge):
            return index
    return rules[-1]


def _dedented(lines: Sequence[Line]) -> list[Line]:
    """Without the indent that all lines of a cell share."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in lines if not line.blank]
    indent = min(indents, default=0)
    return [Line(line.number, line.text[indent:], line.page) for line in lines]


def read_dashed(lines: Sequence[Line], start: int, reader: MarkReader) -> tuple[Table, int] | None:
    """A pandoc simple or multiline table that begins at `lines[start]`, and the index behind it.

    Forms (pandoc's manual, *simple_tables* and *multiline_tables*): with or without a full rule above, with or without
    a header; columns are where the groups of dashes are.
    """
    opening = FULL_RULE.match(lines[start].text) is not None and not COLUMN_RULE.match(lines[start].text)
    rule = _find_column_rule(lines, start, opening)
    if rule is None:
        return None
    spans = [(match.start(), match.end()) for match in DASHES.finditer(lines[rule].text)]
    multiline = opening or rule == start
    end = _find_end(lines, rule + 1, multiline)
    if end is None:
        return None
    header = lines[start + (1 if opening else 0) : rule]
    groups = [header] if any(not line.blank for line in header) else []
    groups += _row_groups(lines[rule + 1 : end], by_blank=multiline)
    rows = [[(1, 1, _cut(group, spans, column, reader)) for column in range(len(spans))] for group in groups]
    after = end + 1 if end < len(lines) and _is_rule(lines[end].text) else end
    return Table(rows=cells_to_rows(rows), region=region_of(lines[start:after])), after


def _is_rule(text: str) -> bool:
    return bool(FULL_RULE.match(text) or COLUMN_RULE.match(text))


def _find_column_rule(lines: Sequence[Line], start: int, opening: bool) -> int | None:
    if COLUMN_RULE.match(lines[start].text):
        return start
    limit = 40 if opening else 2
    for index in range(start + 1, min(start + limit, len(lines))):
        if COLUMN_RULE.match(lines[index].text):
            return index
        if not opening and lines[index].blank:
            return None
    return None


def _find_end(lines: Sequence[Line], start: int, multiline: bool) -> int | None:
    for index in range(start, len(lines)):
        if _is_rule(lines[index].text):
            return index
        if not multiline and lines[index].blank:
            return index
    return None if multiline else len(lines)


def _row_groups(lines: Sequence[Line], *, by_blank: bool) -> list[list[Line]]:
    if not by_blank:
        return [[line] for line in lines if not line.blank]
    groups: list[list[Line]] = [[]]
    for line in lines:
        if line.blank:
            groups.append([])
        else:
            groups[-1].append(line)
    return [group for group in groups if group]


def _cut(group: Sequence[Line], spans: Sequence[tuple[int, int]], column: int, reader: MarkReader) -> Cell:
    start = spans[column][0]
    end = spans[column + 1][0] if column + 1 < len(spans) else None
    parts = [Line(line.number, line.text[start:end].strip(), line.page) for line in group]
    return Cell(blocks=tuple(blocks_of_lines(parts, reader)), region=region_of(group) if group else None)
