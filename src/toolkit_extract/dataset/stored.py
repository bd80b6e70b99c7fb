"""What does an output folder hold: whose form are its returns, and what are their records?

A folder that `ingest` wrote in; its `Toolkit` and its `ReturnRecord`s out, one at a time, so that a folder of many
returns needs no more memory than one of few.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from toolkit_extract.errors import UnreadableTables
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import Toolkit


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
