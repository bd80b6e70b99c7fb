"""What does an output folder hold: whose form are its returns, and what are their records?

A folder that `ingest` wrote in; its `Toolkit` and its `ReturnRecord`s out, one at a time, so that a folder of many
returns needs no more memory than one of few.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from toolkit_extract.errors import UnreadableTables
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FORMULA_STARTS
from toolkit_extract.schemas.toolkit import Toolkit

_READ = {"complete", "partial"}


def stored_toolkit(folder: str | Path) -> Toolkit:
    """The form that the folder's returns were read with, as its descriptor keeps it.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    folder = Path(folder)
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        return Toolkit.model_validate(package["toolkit_extract"]["form"])
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableTables(folder, "datapackage.json does not say which form was read") from error


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
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error


def stored_others(folder: str | Path) -> list[FailedFile | DuplicateFile]:
    """The files of the folder's `returns.csv` that made no record: those that were not read, and the duplicates.

    Raises:
        UnreadableTables: the folder has no such table, or it is not as this version writes it.
    """
    folder = Path(folder)
    try:
        with (folder / "returns.csv").open(encoding="utf-8", newline="") as file:
            rows = [{name: _cell(text) for name, text in row.items()} for row in csv.DictReader(file)]
        first = {row["return_id"]: row["source_file"] for row in rows if row["status"] in _READ}
        return [_other(row, first) for row in rows if row["status"] not in _READ]
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, csv.Error) as error:
        raise UnreadableTables(folder, "returns.csv is not as this version writes it") from error


def _other(
    row: Mapping[str, str | None], first: Mapping[str | None, str | None]
) -> FailedFile | DuplicateFile:
    authority = {
        "name": row["authority"],
        "gss_code": row["gss_code"],
        "method": row["authority_method"],
        "confidence": 1.0 if row["authority"] else 0.0,
    }
    both = {
        "path": row["source_file"],
        "sha256": row["sha256"],
        "authority": authority,
        "submitted": row["submitted"],
    }
    if row["status"] == "failed":
        # The table keeps the sentence alone.
        return FailedFile.model_validate({**both, "code": "error", "message": row["error"]})
    more = {"first": first[row["return_id"]], "format": row["format"], "pages": row["pages"]}
    return DuplicateFile.model_validate({**both, **more})


def _cell(text: str) -> str | None:
    """A cell as it was before it was written: empty is missing, and a formula has no apostrophe in front."""
    return (text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text) or None
