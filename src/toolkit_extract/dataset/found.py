"""Which returns of an output folder are those of an authority?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from toolkit_extract.dataset.csv_rows import csv_rows
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.schemas.record import ReturnRecord


def records_of(folder: Path, wanted: str) -> list[ReturnRecord]:
    """The records that a person may mean by an authority's name, in the order of the tables.

    Only their lines are opened, so that one return of a thousand is found at once.

    Args:
        folder: an output folder.
        wanted: name or GSS code of an authority, a return's id, or a file's path or name.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    try:
        ids = _ids(folder / "returns.csv", wanted.casefold().strip())
        return list(_records(folder / "records.jsonl", ids))
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except (KeyError, ValidationError) as error:
        raise UnreadableTables(folder, "returns.csv and records.jsonl do not belong together") from error


def _ids(path: Path, wanted: str) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["return_id"]
            for row in csv_rows(file)
            if wanted in {name.casefold() for name in _names(row) if name}
        }


def _names(row: dict[str, str]) -> tuple[str, ...]:
    path = row["source_file"]
    return row["authority"], row["gss_code"], row["return_id"], path, path.rpartition("/")[2]


def _records(path: Path, ids: set[str]) -> Iterator[ReturnRecord]:
    with path.open("rb") as lines:
        for line in lines:
            if any(one.encode() in line[:200] for one in ids):
                record = ReturnRecord.model_validate_json(line)
                if record.return_id in ids:
                    yield record
