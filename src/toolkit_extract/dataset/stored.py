"""What does an output folder hold: whose form are its returns, and what are their records?

A folder that `ingest` wrote in; its `Toolkit` and its `ReturnRecord`s out, one at a time, so that a folder of many
returns needs no more memory than one of few.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit_extract.dataset.csv_rows import csv_rows
from toolkit_extract.dataset.described import described_tables
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.schemas.codebook import TextAids
from toolkit_extract.schemas.formulas import restored
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FAMILIES, TableSchema
from toolkit_extract.schemas.toolkit import Toolkit

_READ = ("complete", "partial")


def stored_package(folder: str | Path) -> dict[str, Any]:
    """The folder's descriptor.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    folder = Path(folder)
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise UnreadableTables(folder, "datapackage.json is no JSON") from error
    if not isinstance(package, dict) or "toolkit_extract" not in package:
        raise UnreadableTables(folder, "datapackage.json was not written by this program")
    return package


def stored_toolkit(folder: str | Path) -> Toolkit:
    """The form that the folder's returns were read with, as its descriptor keeps it.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    package = stored_package(folder)
    try:
        return Toolkit.model_validate(package["toolkit_extract"]["form"])
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableTables(folder, "datapackage.json does not say which form was read") from error


def stored_aids(folder: str | Path) -> TextAids:
    """What helped to read the texts of the folder's tables, as its descriptor keeps it.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    try:
        return TextAids.model_validate(stored_package(folder)["toolkit_extract"].get("aids", {}))
    except (ValueError, AttributeError, TypeError) as error:
        raise UnreadableTables(
            folder, "datapackage.json does not say what helped to read its texts"
        ) from error


def stored_tables(folder: str | Path) -> tuple[TableSchema, ...]:
    """What the folder's tables are like, in the order of its descriptor.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    package = stored_package(folder)
    try:
        return described_tables(package)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableTables(folder, "datapackage.json does not describe its tables") from error


def stored_families(folder: Path) -> tuple[str, ...]:
    """The families whose tables a folder has.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    there = {table.name for table in stored_tables(folder)}
    return tuple(name for name, family in FAMILIES.items() if there.issuperset(family.tables))


def stored_records(folder: str | Path) -> Iterator[ReturnRecord]:
    """The records of the folder in the order of its tables.

    Raises:
        UnreadableTables: the folder holds no records of this program, or one of its lines is no record.
    """
    folder = Path(folder)
    try:
        with (folder / "records.jsonl").open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield ReturnRecord.model_validate_json(line)
                except ValidationError as error:
                    raise UnreadableTables(
                        folder, f"line {number} of records.jsonl is no record of this version"
                    ) from error
    except FileNotFoundError as error:
        raise UnreadableTables(
            folder, "there is no records.jsonl; free text may have been left out"
        ) from error
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error


def stored_results(folder: str | Path) -> Iterator[FileResult]:
    """What became of each file that the folder's tables tell of, in their order; one is held at a time.

    Raises:
        UnreadableTables: the folder holds no records of this program, or they are not those of its tables.
    """
    folder = Path(folder)
    records = stored_records(folder)
    try:
        with (folder / "returns.csv").open(encoding="utf-8", newline="") as file:
            for row in csv_rows(file):
                yield _result({name: restored(cell) for name, cell in row.items()}, records)
        if next(records, None) is not None:
            raise KeyError
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except (KeyError, ValueError) as error:
        raise UnreadableTables(folder, "returns.csv and the records do not belong together") from error


def _result(row: dict[str, str], records: Iterator[ReturnRecord]) -> FileResult:
    """The result that a row of `returns.csv` tells of; one that was read is the next of the records.

    Raises:
        KeyError, ValueError: they do not belong together.
    """
    if row["status"] in _READ:
        record = next(records, None)
        if record is None or record.source.path != row["source_file"]:
            raise KeyError(row["source_file"])
        return record
    known = {
        "path": row["source_file"],
        "sha256": row["sha256"] or None,
        "authority": {
            "name": row["authority"] or None,
            "gss_code": row["gss_code"] or None,
            "method": row["authority_method"] or None,
        },
        "submitted": row["submitted"] or None,
    }
    if row["status"] == "duplicate":
        pages = int(row["pages"]) if row["pages"] else None
        return DuplicateFile.model_validate({**known, "first": "", "format": row["format"], "pages": pages})
    return FailedFile.model_validate({**known, "code": row["error_code"], "message": row["error"]})
