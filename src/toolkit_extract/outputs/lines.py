"""Which bytes does a result add to each file of an output folder?

A result and its rows in, lines of CSV and of `records.jsonl` out. Nothing here knows of a folder, so lines can be made
in any process and kept for the next run; whoever writes only puts them below each other.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit_extract.outputs.datapackage import RECORDS
from toolkit_extract.schemas.fields import LEFT_OUT
from toolkit_extract.schemas.formulas import neutralised
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import Row, TableSchema, Value


@dataclass(frozen=True, slots=True)
class Lines:
    """What a result adds.

    Attributes:
        content: bytes by the name of the file that they go to.
        rows: numbers of rows by the name of the table.
    """

    content: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


class LineMaker:
    """Makes the lines of results for some tables."""

    def __init__(self, tables: Sequence[TableSchema], *, records: bool) -> None:
        """Make lines of these tables, and of whole records if wanted."""
        self._tables = {table.name: CsvLines(table) for table in tables}
        self._records = records

    def __call__(self, result: FileResult | None, rows: Mapping[str, Sequence[Row]]) -> Lines:
        """The lines of a result with these rows by the table's name.

        Raises:
            KeyError: there is no such table, or a row has a column that its table lacks, or lacks one.
        """
        content = {f"{name}.csv": self._tables[name].of(some) for name, some in rows.items()}
        if self._records and isinstance(result, ReturnRecord):
            content[RECORDS] = to_json_line(result)
        return Lines(content, {name: len(some) for name, some in rows.items()})

    @property
    def headers(self) -> dict[str, bytes]:
        """The first line of each file; records have none."""
        headers = {f"{name}.csv": table.header for name, table in self._tables.items()}
        return headers | ({RECORDS: b""} if self._records else {})


class CsvLines:
    """Rows of a table as lines of CSV; columns whose free text was left out are empty."""

    def __init__(self, table: TableSchema) -> None:
        self._name, self._columns = table.name, table.columns
        self._kept = [not (field.free_text and field.missing == LEFT_OUT) for field in table.fields]

    @property
    def header(self) -> bytes:
        """The line of the columns' names."""
        return _to_lines([self._columns])

    def of(self, rows: Iterable[Row]) -> bytes:
        """The lines of some rows.

        Raises:
            KeyError: a row has a column that the table lacks, or lacks one of its columns.
        """
        return _to_lines(map(self._cells, rows))

    def _cells(self, row: Row) -> list[str]:
        """The cells of a row in the order of the table's columns."""
        if len(row) > len(self._columns):
            raise KeyError(f"{self._name} has no column {min(row.keys() - set(self._columns))}")
        return [
            to_cell(row[column]) if kept else ""
            for column, kept in zip(self._columns, self._kept, strict=True)
        ]


def _to_lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def to_cell(value: Value) -> str:
    """A value as it stands in CSV: missing is empty, booleans are `true` and `false`, formulas are neutralised."""
    if isinstance(value, str):
        return neutralised(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def to_csv(table: TableSchema, rows: Iterable[Row]) -> bytes:
    """A table that is small enough to be held, as CSV with a header row."""
    lines = CsvLines(table)
    return lines.header + lines.of(rows)


def to_json_line(record: ReturnRecord) -> bytes:
    """One JSON object and a newline."""
    return (json.dumps(record.model_dump(mode="json"), ensure_ascii=False) + "\n").encode()
