"""How do the rows and records of a run become the files of the output folder?

UTF-8 without BOM, RFC 4180, newline line ends. The files are written aside and take the place of those of the run
before all together (`outputs.publish`): a run that fails leaves the files of the run before it. A cell that a
spreadsheet would run as a formula gets an apostrophe in front of it in CSV; `records.jsonl` keeps the text as it was.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS, Fingerprint, describe, is_ours
from toolkit_extract.outputs.publish import pending_folder, publish, settle
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.fields import LEFT_OUT
from toolkit_extract.schemas.formulas import neutralised
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FAMILIES, TABLE_NAMES, Row, TableSchema, Value, tables_of
from toolkit_extract.schemas.toolkit import Toolkit

FILE_NAMES = (*(f"{name}.csv" for name in TABLE_NAMES), RECORDS, DESCRIPTOR)
OPTIONAL_NAMES = tuple(f"{name}.csv" for family in FAMILIES.values() for name in family.tables)
"""Files of tables that are written when asked for."""
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


def write(
    folder: Path,
    results: Iterable[ResultRows],
    toolkit: Toolkit,
    version: str,
    *,
    families: Iterable[str] = (),
    free_text: bool = True,
    aids: TextAids = NO_AIDS,
) -> dict[str, int]:
    """Write all files of a run into the folder, one result after the other.

    Files of ours that an earlier run left and this one does not write are taken away, so that the folder never holds
    what its descriptor does not describe.

    Args:
        folder: where the files shall be.
        results: each result with its rows by the table's name, in the order of the tables. Rows of a table that come
            with a later result stand below those of an earlier one.
        toolkit: the form that the returns were read with.
        version: of this program.
        families: names of `schemas.tables.FAMILIES` whose rows come with the results too.
        free_text: if not, columns that hold words of the returns are empty, and whole records are not written.
        aids: what helped to read the texts; the descriptor keeps it.

    Returns:
        The number of rows of each table.

    Raises:
        UnusableOutput: the disk is full, or the folder went away; the files of the run before are untouched or whole.
    """
    tables = tables_of(toolkit, families)
    if not free_text:
        tables = tuple(table.without_free_text() for table in tables)
    return write_tables(folder, tables, results, toolkit, version, records=free_text, aids=aids)


def write_tables(
    folder: Path,
    tables: Sequence[TableSchema],
    results: Iterable[tuple[FileResult | None, Mapping[str, Sequence[Row]]]],
    toolkit: Toolkit,
    version: str,
    *,
    records: bool,
    aids: TextAids = NO_AIDS,
) -> dict[str, int]:
    """Write tables with their descriptor, and whole records if wanted; as `write`, for tables that are at hand.

    A table of which free text was left out (`TableSchema.without_free_text`) is written with empty cells there.

    Raises:
        UnusableOutput: as `write`.
    """
    with _all_or_none(folder):
        return _write_all(folder, tables, results, toolkit, version, records, aids)


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files aside, bring them to the disk, and put them in the places of those before, all or none.

    Raises:
        UnusableOutput: the disk is full, or the folder went away.
    """
    with _all_or_none(folder):
        pending = pending_folder(folder)
        with ExitStack() as stack:
            for name, content in contents.items():
                output = _opened(pending, name, stack)
                output.write(content)
                output.finish()
        publish(folder, contents)


@contextmanager
def _all_or_none(folder: Path) -> Iterator[None]:
    """Sweeps away a set of files that could not be written, and says so."""
    try:
        yield
    except OSError as error:
        with suppress(OSError):  # what cannot be swept now is swept by the next run
            settle(folder)
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


def are_as_described(folder: Path) -> bool:
    """Whether every file that the descriptor names is there as it was written."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_bytes())
        return all(_is_as_described(folder, resource) for resource in package["resources"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _is_as_described(folder: Path, resource: Mapping[str, Any]) -> bool:
    path = folder / resource["path"]
    if path.stat().st_size != resource["bytes"]:
        return False
    with path.open("rb") as file:
        return bool(resource["hash"] == f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}")


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
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([to_cell(row[column]) for column in table.columns] for row in rows)
    return text.getvalue().encode()


def to_json_line(record: ReturnRecord) -> bytes:
    """One JSON object and a newline."""
    return (json.dumps(record.model_dump(mode="json"), ensure_ascii=False) + "\n").encode()


def _foreign_files(folder: Path) -> list[str]:
    """Files of our names in a folder without a descriptor of ours."""
    if holds_our_tables(folder):
        return []
    return [name for name in (*FILE_NAMES, *OPTIONAL_NAMES) if (folder / name).exists()]


class Output:
    """One file that is written aside; its length and hash are taken as it is written."""

    def __init__(self, pending: Path, name: str) -> None:
        self._file = (pending / name).open("wb")
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

    def close(self) -> None:
        """Close it, finished or not."""
        self._file.close()


def _opened(pending: Path, name: str, stack: ExitStack) -> Output:
    (pending / name).parent.mkdir(parents=True, exist_ok=True)
    output = Output(pending, name)
    stack.callback(output.close)
    return output


class CsvOutput:
    """A table that is written row by row."""

    def __init__(self, output: Output, table: TableSchema) -> None:
        self._output, self._name, self._columns = output, table.name, table.columns
        self._kept = [not (field.free_text and field.missing == LEFT_OUT) for field in table.fields]
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text, lineterminator="\n")
        self._writer.writerow(self._columns)
        self._pass_on()
        self.rows = 0

    def write(self, rows: Sequence[Row]) -> None:
        """Add rows below those that are there.

        Raises:
            KeyError: a row has a column that the table lacks, or lacks one of its columns.
        """
        self._writer.writerows(map(self._cells, rows))
        self._pass_on()
        self.rows += len(rows)

    def _cells(self, row: Row) -> list[str]:
        """The cells of a row in the order of the table's columns."""
        if len(row) > len(self._columns):
            raise KeyError(f"{self._name} has no column {min(row.keys() - set(self._columns))}")
        return [
            to_cell(row[column]) if kept else ""
            for column, kept in zip(self._columns, self._kept, strict=True)
        ]

    def _pass_on(self) -> None:
        self._output.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()


def _write_all(
    folder: Path,
    tables: Sequence[TableSchema],
    results: Iterable[tuple[FileResult | None, Mapping[str, Sequence[Row]]]],
    toolkit: Toolkit,
    version: str,
    records: bool,
    aids: TextAids,
) -> dict[str, int]:
    names = [*(f"{table.name}.csv" for table in tables), *([RECORDS] if records else [])]
    pending = pending_folder(folder)
    with ExitStack() as stack:
        outputs = {name: _opened(pending, name, stack) for name in names}
        written = {table.name: CsvOutput(outputs[f"{table.name}.csv"], table) for table in tables}
        for result, rows in results:
            for name, some in rows.items():
                written[name].write(some)
            if records and isinstance(result, ReturnRecord):
                outputs[RECORDS].write(to_json_line(result))
        fingerprints = {name: output.finish() for name, output in outputs.items()}
        outputs[DESCRIPTOR] = _opened(pending, DESCRIPTOR, stack)
        outputs[DESCRIPTOR].write(describe(tables, fingerprints, toolkit, version, aids))
        outputs[DESCRIPTOR].finish()
    publish(folder, outputs, gone=sorted({*FILE_NAMES, *OPTIONAL_NAMES} - outputs.keys()))
    return {name: table.rows for name, table in written.items()}
