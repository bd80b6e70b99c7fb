from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.batch.runs import CREW, Run
from toolkit_extract.batch.events import Event
from toolkit_extract.batch.ingest import Finished, Job, ingest, prepare


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes files into `in`, by name and words; all are of one day and long settled."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()

    def write(date: str = "2024-05-01", **files: str) -> None:
        from datetime import datetime

        seconds = datetime.fromisoformat(f"{date}T12:00+00:00").timestamp()
        for name, words in files.items():
            path = Path("in") / f"{name}.txt"
            path.write_text(words)
            os.utime(path, (seconds, seconds))

    return write


@pytest.fixture
def run() -> Run:
    """Ingests `in` into `out`; told events are in `run.told`."""

    def ingest_all(out: str = "out", **changes: object) -> Finished:
        told: list[Event] = []
        ingest_all.told = told  # type: ignore[attr-defined]
        job = Job((Path("in"),), Path(out), **{"crew": CREW, **changes})  # type: ignore[arg-type]
        return ingest(prepare(job), tell=told.append)

    return ingest_all
