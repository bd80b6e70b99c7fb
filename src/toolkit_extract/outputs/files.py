"""How do the rows and records of a run become the files of the output folder?

UTF-8 without BOM, RFC 4180, newline line ends. `outputs.lines` makes the lines; the files are written aside and take
the place of those of the run before all together (`outputs.publish`): a run that fails leaves the files of the run
before it. A cell that a spreadsheet would run as a formula gets an apostrophe in front of it in CSV; `records.jsonl`
keeps the text as it was.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS, Fingerprint, describe, is_ours
from toolkit_extract.outputs.lines import LineMaker, Lines
from toolkit_extract.outputs.publish import pending_folder, publish, settle
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.tables import FAMILIES, TABLE_NAMES, Row, TableSchema, tables_of
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
    tables = written_tables(toolkit, families, free_text=free_text)
    return write_tables(folder, tables, results, toolkit, version, records=free_text, aids=aids)


def written_tables(toolkit: Toolkit, families: Iterable[str], *, free_text: bool) -> tuple[TableSchema, ...]:
    """The tables of a run as they are written: with free text, or with its columns left empty."""
    tables = tables_of(toolkit, families)
    return tables if free_text else tuple(table.without_free_text() for table in tables)


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
    make = LineMaker(tables, records=records)
    lines = (make(result, rows) for result, rows in results)
    return write_lines(folder, tables, lines, toolkit, version, records=records, aids=aids)


def write_lines(
    folder: Path,
    tables: Sequence[TableSchema],
    lines: Iterable[Lines],
    toolkit: Toolkit,
    version: str,
    *,
    records: bool,
    aids: TextAids = NO_AIDS,
) -> dict[str, int]:
    """Write tables of lines that are made already, in the order of the tables; as `write_tables`.

    Raises:
        UnusableOutput: as `write`.
    """
    with _all_or_none(folder):
        return _write_all(folder, tables, lines, toolkit, version, records, aids)


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


def _write_all(
    folder: Path,
    tables: Sequence[TableSchema],
    lines: Iterable[Lines],
    toolkit: Toolkit,
    version: str,
    records: bool,
    aids: TextAids,
) -> dict[str, int]:
    counts = dict.fromkeys((table.name for table in tables), 0)
    pending = pending_folder(folder)
    with ExitStack() as stack:
        outputs = {}
        for name, header in LineMaker(tables, records=records).headers.items():
            outputs[name] = _opened(pending, name, stack)
            outputs[name].write(header)
        for some in lines:
            for name, content in some.content.items():
                outputs[name].write(content)
            for name, count in some.rows.items():
                counts[name] += count
        fingerprints = {name: output.finish() for name, output in outputs.items()}
        outputs[DESCRIPTOR] = _opened(pending, DESCRIPTOR, stack)
        outputs[DESCRIPTOR].write(describe(tables, fingerprints, toolkit, version, aids))
        outputs[DESCRIPTOR].finish()
    publish(folder, outputs, gone=sorted({*FILE_NAMES, *OPTIONAL_NAMES} - outputs.keys()))
    return counts
