"""How do the rows and records of a run become the files of the output folder?

UTF-8 without BOM, RFC 4180, newline line ends. Every file is written under a temporary name, flushed to the disk and
only then renamed, the descriptor last: a run that fails leaves the files of the run before it. A cell that a
spreadsheet would run as a formula gets an apostrophe in front of it in CSV; `records.jsonl` keeps the text as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS, Fingerprint, describe, is_ours
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FORMULA_STARTS, TABLE_NAMES, Row, TableSchema, Value, tables_of
from toolkit_extract.schemas.toolkit import Toolkit

FILE_NAMES = (*(f"{name}.csv" for name in TABLE_NAMES), RECORDS, DESCRIPTOR)
TEMPORARY_SUFFIX = ".toolkit-extract.tmp"
ResultRows = tuple[FileResult, Mapping[str, Sequence[Row]]]
"""A result and the rows that it makes, by the table's name."""


def check_folder(folder: Path, *, force: bool = False) -> None:
    """Make sure, before any work is done, that the folder can take the files; make it if need be.

    Args:
        folder: where the files shall be.
        force: overwrite files of our names though nothing shows that this program wrote them.

    Raises:
        UnusableOutput: it is a file, cannot be made or written to, or holds files that are not ours.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise UnusableOutput(folder, "is a file; name a folder with --out") from error
    except NotADirectoryError as error:
        raise UnusableOutput(folder, "lies under a file; name another folder with --out") from error
    except OSError as error:
        raise UnusableOutput(
            folder, f"cannot be made ({error.strerror}); name another folder with --out"
        ) from error
    probe = folder / f"probe{TEMPORARY_SUFFIX}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UnusableOutput(
            folder, f"cannot be written to ({error.strerror}); name another folder with --out"
        ) from error
    foreign = [] if force else _foreign_files(folder)
    if foreign:
        raise UnusableOutput(
            folder,
            f"holds {', '.join(foreign)} and no {DESCRIPTOR} of toolkit-extract beside; "
            f"name another folder with --out, or overwrite with --force",
        )


def write(folder: Path, results: Iterable[ResultRows], toolkit: Toolkit, version: str) -> dict[str, int]:
    """Write all files of a run into the folder, one result after the other.

    Args:
        folder: where the files shall be.
        results: each result with its rows by the table's name, in the order of the tables. Rows of a table that come
            with a later result stand below those of an earlier one.
        toolkit: the form that the returns were read with.
        version: of this program.

    Returns:
        The number of rows of each table.

    Raises:
        UnusableOutput: the disk is full, or the folder went away; the files of the run before are untouched or whole.
    """
    try:
        return _write_all(folder, results, toolkit, version)
    except OSError as error:
        _sweep(folder)
        raise UnusableOutput(
            folder, f"could not be written ({error.strerror}); free some space and run again"
        ) from error


def holds_our_tables(folder: Path) -> bool:
    """Whether the folder has a descriptor that this program wrote."""
    descriptor = folder / DESCRIPTOR
    try:
        return descriptor.is_file() and is_ours(descriptor.read_bytes())
    except OSError:
        return False


def to_csv_row(table: TableSchema, row: Row) -> list[str]:
    """The cells of a row in the order of the table's columns.

    Raises:
        KeyError: the row has a column that the table lacks, or lacks one of its columns.
    """
    unknown = row.keys() - set(table.columns)
    if unknown:
        raise KeyError(f"{table.name} has no column {min(unknown)}")
    return [to_cell(row[column]) for column in table.columns]


def to_cell(value: Value) -> str:
    """A value as it stands in CSV: missing is empty, booleans are `true` and `false`, formulas are neutralised."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def to_json_line(record: ReturnRecord) -> bytes:
    """One JSON object and a newline."""
    return (json.dumps(record.model_dump(mode="json"), ensure_ascii=False) + "\n").encode()


def _foreign_files(folder: Path) -> list[str]:
    """Files of our names in a folder without a descriptor of ours."""
    if holds_our_tables(folder):
        return []
    return [name for name in FILE_NAMES if (folder / name).exists()]


class Output:
    """One file under its temporary name; its length and hash are taken as it is written."""

    def __init__(self, folder: Path, name: str) -> None:
        self.target = folder / name
        self._temporary = folder / f"{name}{TEMPORARY_SUFFIX}"
        self._file = self._temporary.open("wb")
        self._hash = hashlib.sha256()
        self.bytes = 0

    def write(self, content: bytes) -> None:
        """Add to the file."""
        self._file.write(content)
        self._hash.update(content)
        self.bytes += len(content)

    def finish(self) -> Fingerprint:
        """Bring it to the disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return Fingerprint(self.bytes, self._hash.hexdigest())

    def publish(self) -> None:
        """Give it its name."""
        self._temporary.replace(self.target)

    def close(self) -> None:
        """Give up the file, if it is still open."""
        self._file.close()


class CsvOutput:
    """A table that is written row by row."""

    def __init__(self, output: Output, table: TableSchema) -> None:
        self._output, self._table = output, table
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(table.columns)
        self._pass_on()
        self.rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows below those that are there."""
        self._writer.writerows(to_csv_row(self._table, row) for row in rows)
        self._pass_on()
        self.rows += len(rows)

    def _pass_on(self) -> None:
        self._output.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()


def _write_all(folder: Path, results: Iterable[ResultRows], toolkit: Toolkit, version: str) -> dict[str, int]:
    tables = tables_of(toolkit)
    with ExitStack() as stack:

        def opened(name: str) -> Output:
            output = Output(folder, name)
            stack.callback(output.close)
            return output

        outputs = {name: opened(name) for name in (*(f"{table.name}.csv" for table in tables), RECORDS)}
        written = {table.name: CsvOutput(outputs[f"{table.name}.csv"], table) for table in tables}
        for result, rows in results:
            for name, some in rows.items():
                written[name].write(some)
            if isinstance(result, ReturnRecord):
                outputs[RECORDS].write(to_json_line(result))
        fingerprints = {name: output.finish() for name, output in outputs.items()}
        outputs[DESCRIPTOR] = opened(DESCRIPTOR)
        outputs[DESCRIPTOR].write(describe(tables, fingerprints, toolkit, version))
        outputs[DESCRIPTOR].finish()
        for output in outputs.values():
            output.publish()
    return {name: table.rows for name, table in written.items()}


def _sweep(folder: Path) -> None:
    """Take away what a failed run left under temporary names."""
    for left in folder.glob(f"*{TEMPORARY_SUFFIX}"):
        left.unlink(missing_ok=True)
