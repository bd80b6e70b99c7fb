"""How do the tables become a workbook that a person can open, filter and read?

A cover, a sheet for each table, a data dictionary. Strings stay strings: none becomes a formula or a link. Each sheet
is one marked-up table under a frozen header. Fills help the eye and repeat what a word in the cell says. Nothing in
the file depends on the clock, so the same tables give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

from toolkit_extract.errors import TooMuchForFormat
from toolkit_extract.outputs.about import About, dictionary_rows
from toolkit_extract.schemas.formulas import FORMULA_STARTS
from toolkit_extract.schemas.tables import FieldSchema, TableSchema

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as Book
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook has no time zone; any fixed moment will do
CELL_LIMIT = 32_767
"""Most UTF-16 units that a cell of a workbook can hold."""
ROW_LIMIT = 1_048_576
CUT_MARK = " […cut here; the CSV table has the whole text]"
LEFT_OUT = ("marks",)
"""Tables of one row a checkbox, which nobody reads in a workbook; the cover says so."""

_FONT, _HEAD_FILL, _HEAD_INK = {"font_name": "Arial", "font_size": 10}, "#1F3A5F", "#FFFFFF"
# Fills of cells whose word says the same: light enough for black text (WCAG AA).
_FILLS = {
    **dict.fromkeys(("warning", "partial"), "#FFE8A3"),
    **dict.fromkeys(("not_recoverable", "absent", "multiple_selected", "duplicate", "unknown"), "#E3E3E8"),
    **dict.fromkeys(("failed", "error"), "#F8D0CC"),
}
_REVIEW_FILL = "#FFE8A3"
_FREE_TEXT_WIDTH = 60
_WIDTHS = {"string": 16, "integer": 10, "number": 10, "boolean": 13, "date": 12}
_WIDTH_OF = {
    "authority": 24, "title": 38, "review_reasons": 40, "source_file": 44, "message": 60, "error": 60, "return_id": 19,
    "region": 24, "evaluate": 36, "option": 36, "state": 18, "code": 26, "sha256": 24, "standard": 11, "section": 9,
    "verb": 14, "owner": 28, "due_words": 24, "normalised": 30, "theme": 26, "term": 24, "cue": 24, "method": 22,
}  # fmt: skip
_WRAPPED = ("title", "review_reasons", "source_file", "message", "error")
_LINE_HEIGHT, _MOST_LINES, _A3 = 13.5, 8, 8
_CHARACTERS = 1.1
"""Characters of a proportional font in a unit of width, which is one of the digit 0."""
_BUTTON = 4
_BOOLEAN = '"TRUE";"TRUE";"FALSE"'
"""Some programs show booleans in cells with a fill as numbers unless the format says otherwise."""
_COVER_WIDTHS = (34, 16, 90)
_DICTIONARY = (
    ("table", 14), ("column", 22), ("type", 10), ("unit", 7), ("meaning", 70), ("allowed values", 60),
    ("empty means", 44),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorkbookFile:
    """A workbook.

    Attributes:
        content: its bytes.
        cut: how many of its cells were too long for a workbook and are cut, with a mark.
    """

    content: bytes
    cut: int


def to_workbook(
    tables: Sequence[TableSchema], frames: Mapping[str, pd.DataFrame], about: About
) -> WorkbookFile:
    """The tables as a workbook.

    Args:
        tables: what the tables are like.
        frames: the tables by name, with the types that `load` gives.
        about: where they come from.

    Raises:
        TooMuchForFormat: a table has more rows than a sheet takes.
    """
    from xlsxwriter import Workbook

    shown = [table for table in tables if table.name not in LEFT_OUT]
    for table in shown:
        rows = len(frames[table.name])
        if rows >= ROW_LIMIT:
            raise TooMuchForFormat(f"{table.name} has {rows} rows where a sheet takes {ROW_LIMIT - 1}")
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        book.set_properties({"title": about.title, "created": CREATED})
        writing = _Writing(book)
        cover = writing.sheet("cover")
        for table in shown:
            writing.table(table, frames[table.name])
        writing.dictionary(shown)
        writing.cover(cover, list(_cover_lines(shown, frames, about, writing.cut)))
    return WorkbookFile(content.getvalue(), writing.cut)


@dataclass(slots=True)
class _Writing:
    """A workbook while it is written."""

    book: Book
    cut: int = 0
    formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def sheet(self, name: str) -> Worksheet:
        sheet: Worksheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.fit_to_pages(1, 0)
        return sheet

    def look(self, **properties: Any) -> Format:
        """A format, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**_FONT, "valign": "top", **properties})
        return self.formats[key]

    def table(self, table: TableSchema, frame: pd.DataFrame) -> None:
        """A sheet that holds one table."""
        sheet = self.sheet(table.name)
        columns = [_values(frame, column) for column in table.fields]
        self._head(sheet, table.name, [(column.name, _width(column)) for column in table.fields], len(frame))
        sheet.freeze_panes(1, 2 if table.fields[1].name == "authority" else 0)
        for at, (column, values) in enumerate(zip(table.fields, columns, strict=True)):
            for row, value in enumerate(values, 1):
                if value is not None:
                    self._cell(sheet, row, at, value, **_look_of(column, value))
        for row, height in enumerate(_heights(table, columns), 1):
            if height > 1:
                sheet.set_row(row, height * _LINE_HEIGHT)

    def dictionary(self, tables: Sequence[TableSchema]) -> None:
        """A sheet that says what each column means."""
        rows = list(dictionary_rows(tables))
        sheet = self.sheet("data dictionary")
        self._head(sheet, "data_dictionary", _DICTIONARY, len(rows))
        sheet.freeze_panes(1, 2)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                self._cell(sheet, at, column, value, text_wrap=True)
            lines = max(_lines(value, width) for value, (_, width) in zip(row, _DICTIONARY, strict=True))
            sheet.set_row(at, lines * _LINE_HEIGHT)

    def cover(self, sheet: Worksheet, lines: Sequence[tuple[str, ...]]) -> None:
        """The first sheet: what this is and what is in it."""
        for column, width in enumerate(_COVER_WIDTHS):
            sheet.set_column(column, column, width, self.look(text_wrap=True))
        sheet.hide_gridlines(2)
        for row, line in enumerate(lines):
            is_heading = len(line) == 1
            look = (
                self.look(bold=True, font_size=12 if row else 16) if is_heading else self.look(text_wrap=True)
            )
            if is_heading:
                sheet.set_row(row, 1.8 * _LINE_HEIGHT)
            for column, words in enumerate(line):
                sheet.write_string(row, column, words, look)
            if len(line) == len(_COVER_WIDTHS):
                sheet.set_row(row, _lines(line[-1], _COVER_WIDTHS[-1]) * _LINE_HEIGHT)

    def _head(self, sheet: Worksheet, name: str, columns: Sequence[tuple[str, int]], rows: int) -> None:
        head = self.look(bold=True, font_color=_HEAD_INK, bg_color=_HEAD_FILL, text_wrap=True)
        last = max(rows, 1)
        headers = [{"header": column, "header_format": head} for column, _ in columns]
        sheet.add_table(0, 0, last, len(columns) - 1, {
            "name": name, "columns": headers, "style": "Table Style Light 1", "banded_rows": False,
        })  # fmt: skip
        for at, (_, width) in enumerate(columns):
            sheet.set_column(at, at, width)
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        sheet.set_row(0, 1.5 * _LINE_HEIGHT)
        sheet.repeat_rows(0)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Any, **look: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.look(align="left", num_format=_BOOLEAN, **look))
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value, self.look(num_format="yyyy-mm-dd", align="left", **look))
        elif isinstance(value, str):
            text = cut_to_cell(value)
            self.cut += text != value
            # A cell that was typed in again would be taken for a formula without this.
            quoted = {"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}
            sheet.write_string(row, column, text, self.look(**look, **quoted))
        else:
            sheet.write_number(row, column, value, self.look(align="left", **look))


def _look_of(column: FieldSchema, value: Any) -> dict[str, Any]:
    """Properties of a cell's format.

    Fills are the cell's own and no rule over the sheet, which not every program that opens workbooks can draw.
    """
    look: dict[str, Any] = {"text_wrap": True} if _is_wrapped(column) else {}
    if column.type == "boolean" and value:
        look["bg_color"] = _REVIEW_FILL
    elif column.categories and value in _FILLS:
        look["bg_color"] = _FILLS[value]
    return look


def _is_wrapped(column: FieldSchema) -> bool:
    return column.free_text or column.name in _WRAPPED


def cut_to_cell(text: str) -> str:
    """The text, or as much of it as a cell of a workbook holds, with a mark behind."""
    if len(text) <= CELL_LIMIT // 2 or len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(CUT_MARK.encode("utf-16-le")) // 2
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + CUT_MARK


def _values(frame: pd.DataFrame, column: FieldSchema) -> list[Any]:
    """The cells of a column as plain values, `None` where missing."""
    values = frame[column.name]
    if column.type == "date":
        return [None if value is None or value != value else value.to_pydatetime() for value in values]
    return [None if missing else value for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _width(column: FieldSchema) -> int:
    """Width of a column: of its cells, or of its name with the button of its filter."""
    wide = _FREE_TEXT_WIDTH if column.free_text else _WIDTHS[column.type]
    cells = _WIDTH_OF.get(column.name, wide)
    return max(cells, len(column.name) + _BUTTON)


def _heights(table: TableSchema, columns: Sequence[Sequence[Any]]) -> Iterator[int]:
    """Lines that each row needs for its wrapped cells, up to a number that leaves other rows in sight."""
    wrapped = [
        (values, _width(column))
        for column, values in zip(table.fields, columns, strict=True)
        if _is_wrapped(column)
    ]
    for row in range(len(columns[0])):
        needed = [_lines(values[row], width) for values, width in wrapped if isinstance(values[row], str)]
        yield min(max(needed, default=1), _MOST_LINES)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a cell so many characters wide."""
    return max(1, sum(ceil(max(len(line), 1) / (_CHARACTERS * width)) for line in text.split("\n")))


def _cover_lines(
    shown: Sequence[TableSchema], frames: Mapping[str, pd.DataFrame], about: About, cut: int
) -> Iterator[tuple[str, ...]]:
    """The words of the cover, a line each."""
    yield (about.title,)
    yield ("Read from completed returns by toolkit-extract", about.version, f"Form: {about.toolkit}")
    yield ()
    yield ("What was submitted",)
    statuses = frames["returns"]["status"].value_counts()
    for category in _categories_of(shown, "returns", "status"):
        yield (f"files {category.value}", str(int(statuses.get(category.value, 0))), category.label)
    yield ()
    yield ("Sheets",)
    for table in shown:
        yield (table.name, f"{len(frames[table.name])} rows", f"one per {table.row}")
    yield (
        "data dictionary",
        "",
        "what each column means, which values it can have, and what an empty cell means",
    )
    yield ()
    yield ("How to read them",)
    yield (
        "empty cells",
        "",
        "are missing values, never 0; the state columns and the data dictionary say why",
    )
    yield (
        "needs_review",
        "",
        "is TRUE wherever a careful person should look at the return before relying on a value",
    )
    yield ("standard", "", "is the number as printed, kept as text: 1.10 is not 1.1; standard_id is the key")
    yield ("colours", "", "repeat what the word in the cell says; nothing is told by colour alone")
    yield ("cells cut", str(cut), f"a cell takes {CELL_LIMIT} characters; longer texts end with a mark")
    for name in LEFT_OUT:
        yield (f"{name} left out", "", f"{name}.csv has one row a checkbox")
    for note in about.notes:
        yield ("note", "", note)


def _categories_of(tables: Sequence[TableSchema], table: str, column: str) -> Any:
    named = next(each for each in tables if each.name == table)
    return next(each for each in named.fields if each.name == column).categories
