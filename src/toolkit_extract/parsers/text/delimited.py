"""Tables whose cells are parted by a character: tab-separated rows, and Markdown's pipe tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit_extract.parsers.text.lines import Line, cells_to_table, text_to_cell
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Table

PIPE = re.compile(r"(?<!\\)\|")
"""A pipe that parts cells; `\\|` is a character of a cell."""

_RULE_CELL = r"\s*(?::?-{2,}:?|:-:?|-:)\s*"
PIPE_RULE = re.compile(rf"^\s*\|?{_RULE_CELL}(?:\|{_RULE_CELL})*\|?\s*$")
"""The rule below a pipe table's header: `| --- | :-: |`. A lone `---` is a rule only within a table."""

SHORT_RULE = re.compile(r"^\s*\|?\s*-\s*(?:\|\s*-\s*)+\|?\s*$")
"""A rule of single dashes, `|-|-|`: only right below the header, because people answer with a dash."""

TAB_RULE = re.compile(r"^\s*-{2,}(?:\t+-{2,})+\s*$")
"""A rule between tab-separated rows: `---` in each cell."""


def read_tabs(lines: Sequence[Line], start: int, reader: MarkReader) -> tuple[Table, int] | None:
    """A table of tab-separated rows that begins at `lines[start]`, and the index behind it.

    A row has at least two cells by its tabs; a single leading tab is an indent.
    """
    end = start
    while end < len(lines) and _is_tab_row(lines[end].text):
        end += 1
    if end == start:
        return None
    rows = [line for line in lines[start:end] if not TAB_RULE.match(line.text)]
    if not rows:
        return None
    cells = [[text_to_cell(part, line.number, reader) for part in line.text.split("\t")] for line in rows]
    return cells_to_table(cells, lines[start], lines[end - 1]), end


def _is_tab_row(text: str) -> bool:
    tabs = text.count("\t")
    return tabs >= 2 or (
        tabs == 1 and not text.startswith("\t") and text.rstrip() != text.split("\t", maxsplit=1)[0].rstrip()
    )


def read_pipes(lines: Sequence[Line], start: int, reader: MarkReader) -> tuple[Table, int] | None:
    """A pipe table that begins at `lines[start]`, and the index behind it.

    Recognised by outer pipes on the first line, or by a rule on the second.
    """
    first = lines[start].text.strip()
    outer = first.startswith("|") and (first.endswith("|") or len(PIPE.findall(first)) >= 3)
    ruled = (
        start + 1 < len(lines)
        and "|" in lines[start + 1].text
        and _is_rule(lines, start + 1, start)
        and PIPE.search(first) is not None
    )
    if not (outer or ruled):
        return None
    end = start
    while end < len(lines) and PIPE.search(lines[end].text):
        end += 1
    rows = [lines[index] for index in range(start, end) if not _is_rule(lines, index, start)]
    if not rows:
        return None
    cells = [
        [text_to_cell(_unescape(part), line.number, reader) for part in _split_pipes(line.text)]
        for line in rows
    ]
    return cells_to_table(cells, lines[start], lines[end - 1]), end


def _is_rule(lines: Sequence[Line], index: int, start: int) -> bool:
    text = lines[index].text
    return bool(PIPE_RULE.match(text) or (index == start + 1 and SHORT_RULE.match(text)))


def _split_pipes(text: str) -> list[str]:
    stripped = text.strip()
    parts = PIPE.split(stripped)
    if stripped.startswith("|"):
        parts = parts[1:]
    if len(parts) > 1 and re.search(r"(?<!\\)\|$", stripped):
        parts = parts[:-1]
    return parts


def _unescape(cell: str) -> str:
    return cell.replace("\\|", "|")
