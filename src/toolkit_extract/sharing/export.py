"""How do the tables of an output folder become files of another format?

A folder that `ingest` wrote in; one file (workbook, database) or a folder of files (CSV, Parquet) out. Free text is
left out, or what looks like personal data masked, before anything is written. An export is written whole under a
temporary name and then takes the place of the one before.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_package, stored_tables, stored_toolkit
from toolkit_extract.errors import UnusableExport
from toolkit_extract.outputs import databases
from toolkit_extract.outputs.about import About
from toolkit_extract.outputs.files import TEMPORARY_SUFFIX, write_tables
from toolkit_extract.outputs.parquet import to_parquet
from toolkit_extract.outputs.workbook import to_workbook
from toolkit_extract.schemas.fields import LEFT_OUT
from toolkit_extract.schemas.tables import Row, TableSchema
from toolkit_extract.sharing.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

EXPORTS = "exports"
"""Folder beside the tables that exports go to unless another place is named; `purge` takes it away."""
NAME = "returns"


class ExportFormat(StrEnum):
    """What tables can become."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        path: the file, or the folder of files.
        rows: the numbers of rows by table.
        cut: cells that a workbook could not hold whole.
        masked: returns in which something was masked; `None` where masking was not asked for.
    """

    path: Path
    rows: dict[str, int]
    cut: int = 0
    masked: int | None = None


@dataclass(frozen=True, slots=True)
class _Tables:
    """What is to be written, whatever the format."""

    folder: Path
    schemas: Sequence[TableSchema]
    frames: Mapping[str, pd.DataFrame]
    about: About


def export(
    folder: Path,
    form: ExportFormat,
    out: Path | None = None,
    *,
    free_text: bool = True,
    redacted: bool = False,
    force: bool = False,
) -> Exported:
    """Write the tables of a folder in a format.

    Args:
        folder: an output folder.
        form: the format.
        out: the file, or for CSV and Parquet the folder; by default within `exports` of the output folder.
        free_text: if not, columns that hold words of the returns are empty.
        redacted: mask what rules take for personal data.
        force: replace `out` if it is there. In `exports` it is always replaced.

    Raises:
        UnreadableTables: the folder holds no tables of this program, or no records to mask.
        UnusableExport: the place cannot be written to, or is taken.
        TooMuchForFormat: a table is longer than a sheet of a workbook.
        MissingDependency: the format needs an extra that is not installed.
    """
    place = out or folder / EXPORTS / default_name(form, free_text=free_text, redacted=redacted)
    stored_tables(folder)
    if out is not None and out.exists() and not force:
        raise UnusableExport(
            out, "is there already; replace it with --force, or name another place with --out"
        )
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-") as temporary:
        masked = redact(folder, Path(temporary)) if redacted else None
        tables = _tables(Path(temporary) if redacted else folder, free_text=free_text, redacted=redacted)
        with _replacing(place) as written:
            cut = _write(tables, form, written)
    return Exported(place, {name: len(frame) for name, frame in tables.frames.items()}, cut, masked)


def default_name(form: ExportFormat, *, free_text: bool, redacted: bool) -> str:
    """The name of an export, which says what was done to it: `returns-redacted.xlsx`, `returns-parquet`."""
    done = ("" if free_text else "-no-free-text") + ("-redacted" if redacted else "")
    is_folder = form in (ExportFormat.CSV, ExportFormat.PARQUET)
    return f"{NAME}{done}-{form}" if is_folder else f"{NAME}{done}.{form}"


def _tables(folder: Path, *, free_text: bool, redacted: bool) -> _Tables:
    schemas, frames = stored_tables(folder), load(folder)
    package = stored_package(folder)
    told = package["toolkit_extract"]
    notes = ["likely personal data was masked by rules, which is help and no assurance"] if redacted else []
    if not free_text:
        schemas = tuple(table.without_free_text() for table in schemas)
        frames = {table.name: _without_free_text(table, frames[table.name]) for table in schemas}
    if not free_text or told.get("free_text") is False:
        notes.append(f"{LEFT_OUT}: columns that held it are empty")
    about = About(
        package["title"],
        f"{told['toolkit']}, version {told['toolkit_version']}",
        told["version"],
        tuple(notes),
    )
    return _Tables(folder, schemas, frames, about)


def _without_free_text(table: TableSchema, frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    empty = pd.Series(pd.NA, index=frame.index, dtype="string")
    return frame.assign(**dict.fromkeys(table.free_text_columns, empty))


def _write(tables: _Tables, form: ExportFormat, path: Path) -> int:
    """Write to a path that is free; returns how many cells were cut."""
    match form:
        case ExportFormat.XLSX:
            made = to_workbook(tables.schemas, tables.frames, tables.about)
            path.write_bytes(made.content)
            return made.cut
        case ExportFormat.SQLITE:
            databases.write_sqlite(path, tables.schemas, tables.frames, tables.about)
        case ExportFormat.DUCKDB:
            databases.write_duckdb(path, tables.schemas, tables.frames, tables.about)
        case ExportFormat.PARQUET:
            path.mkdir()
            for table in tables.schemas:
                (path / f"{table.name}.parquet").write_bytes(to_parquet(table, tables.frames[table.name]))
        case ExportFormat.CSV:
            path.mkdir()
            _write_csv(tables, path)
    return 0


def _write_csv(tables: _Tables, path: Path) -> None:
    rows = {table.name: _rows(tables.frames[table.name]) for table in tables.schemas}
    toolkit = stored_toolkit(tables.folder)
    write_tables(path, tables.schemas, [(None, rows)], toolkit, tables.about.version, records=False)


def _rows(frame: pd.DataFrame) -> list[Row]:
    """The rows of a loaded table as `normalise` makes them."""
    plain = frame.copy(deep=False)
    for name in frame.columns[frame.dtypes.map(lambda dtype: dtype.kind == "M")]:
        plain[name] = frame[name].dt.strftime("%Y-%m-%d")
    values = plain.astype(object).where(frame.notna(), None)
    return [dict(zip(frame.columns, row, strict=True)) for row in values.itertuples(index=False, name=None)]


@contextmanager
def _replacing(place: Path) -> Iterator[Path]:
    """A free path beside a place, which takes the place once all is written."""
    temporary = place.with_name(f"{place.name}{TEMPORARY_SUFFIX}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _remove(temporary)
        yield temporary
        if place.is_dir() or temporary.is_dir():
            _remove(place)
        temporary.replace(place)
    except OSError as error:
        raise UnusableExport(
            place, f"cannot be written ({error.strerror or type(error).__name__})"
        ) from error
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
