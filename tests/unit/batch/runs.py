"""Runs whose worker processes do what the files say, and what they left."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from toolkit_extract.batch.ingest import Finished
from toolkit_extract.batch.limits import MIB, Limits
from toolkit_extract.batch.run import Crew
from toolkit_extract.outputs.files import FILE_NAMES

CREW = Crew(
    2, Limits(no_progress=2, total=6, memory=300 * MIB), reader="tests.unit.batch.readers:read_by_words"
)
Run = Callable[..., Finished]


def rows(table: str, out: str = "out") -> list[dict[str, str]]:
    with (Path(out) / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_file(table: str = "returns") -> dict[str, dict[str, str]]:
    return {row["source_file"].removeprefix("in/").removesuffix(".txt"): row for row in rows(table)}


def tables(out: str = "out") -> dict[str, bytes]:
    return {name: (Path(out) / name).read_bytes() for name in FILE_NAMES}
