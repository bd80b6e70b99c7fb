"""How do the rows and records of a run become the files of the output folder?

UTF-8 without BOM, RFC 4180, newline line ends. Every file is written under a temporary name, flushed to the disk and
only then renamed, the descriptor last: a run that fails leaves the files of the run before it. A cell that a
spreadsheet would run as a formula gets an apostrophe in front of it in CSV; `records.jsonl` keeps the text as it was.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS, describe, is_ours
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FORMULA_STARTS, TABLE_NAMES, Row, TableSchema, Value, tables_of
from toolkit_extract.schemas.toolkit import Toolkit

FILE_NAMES = (*(f"{name}.csv" for name in TABLE_NAMES), RECORDS, DESCRIPTOR)
TEMPORARY_SUFFIX = ".toolkit-extract.tmp"


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
    folder: Path, rows: dict[str, list[Row]], records: Sequence[ReturnRecord], toolkit: Toolkit, version: str
) -> tuple[Path, ...]:
    """Write all files of a run into the folder and return their paths.

    Raises:
        UnusableOutput: the disk is full, or the folder went away; the files of the run before are untouched or whole.
    """
    tables = tables_of(toolkit)
    contents = {f"{table.name}.csv": to_csv(table, rows[table.name]) for table in tables}
    contents[RECORDS] = to_jsonl(records)
    contents[DESCRIPTOR] = describe(tables, contents, toolkit, version)
    try:
        return _write_all(folder, contents)
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


def to_csv(table: TableSchema, rows: Iterable[Row]) -> bytes:
    """The table as CSV with a header row."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    for row in rows:
        unknown = row.keys() - set(table.columns)
        if unknown:
            raise KeyError(f"{table.name} has no column {min(unknown)}")
        writer.writerow([to_cell(row[column]) for column in table.columns])
    return text.getvalue().encode()


def to_cell(value: Value) -> str:
    """A value as it stands in CSV: missing is empty, booleans are `true` and `false`, formulas are neutralised."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def to_jsonl(records: Sequence[ReturnRecord]) -> bytes:
    """One JSON object a line, in the order given."""
    lines = (json.dumps(record.model_dump(mode="json"), ensure_ascii=False) + "\n" for record in records)
    return "".join(lines).encode()


def _foreign_files(folder: Path) -> list[str]:
    """Files of our names in a folder without a descriptor of ours."""
    if holds_our_tables(folder):
        return []
    return [name for name in FILE_NAMES if (folder / name).exists()]


def _write_all(folder: Path, contents: dict[str, bytes]) -> tuple[Path, ...]:
    for name, content in contents.items():
        with (folder / f"{name}{TEMPORARY_SUFFIX}").open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    paths = tuple(folder / name for name in contents)
    for path in paths:
        path.with_name(f"{path.name}{TEMPORARY_SUFFIX}").replace(path)
    return paths


def _sweep(folder: Path) -> None:
    """Take away what a failed run left under temporary names."""
    for left in folder.glob(f"*{TEMPORARY_SUFFIX}"):
        left.unlink(missing_ok=True)
