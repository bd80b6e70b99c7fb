"""Every hostile file ends in a declared outcome, in time, in little memory, and says nothing of its text.

`extract` is what `ingest` does with them, in worker processes with limits, good returns among them; `inspect` reads
each file in a process of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.hostile.corpus import CORPUS, make_corpus
from tests.hostile.hostile_file import (
    CANARY,
    READ,
    STOPPED_CRASH,
    STOPPED_MEMORY,
    STOPPED_TIME,
    UNREADABLE,
    HostileFile,
)
from tests.hostile.reader import ROOT, Reader, Reading
from toolkit_extract.batch.discover import shown_path
from toolkit_extract.batch.events import Event, FileDone
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.batch.limits import Limits, default_memory
from toolkit_extract.batch.run import Crew
from toolkit_extract.batch.worker import end_workers
from toolkit_extract.dataset.csv_rows import csv_rows
from toolkit_extract.extract import extract

SECONDS = 30.0
GOOD = sorted((ROOT / "samples" / "returns").glob("Dudley*"))
_STOPPED = {"limit.time": STOPPED_TIME, "limit.memory": STOPPED_MEMORY, "error.worker_lost": STOPPED_CRASH}
_NOT_THERE = {"folder.txt", "vanished.txt"}
"""What no folder holds as a file, so that no run can come upon it."""
Inspected = dict[str, Future[Reading]]


@dataclass(slots=True)
class Run:
    """What a run left, by the path of the file.

    Attributes:
        returns: rows of `returns.csv`.
        findings: rows of `findings.csv`.
        records: of `records.jsonl`, by `return_id`.
        told: all events of the run, as a log has them.
        seconds: how long each file took.
    """

    returns: dict[str, dict[str, str]] = field(default_factory=dict)
    findings: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    records: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def outcome(self, path: str) -> str:
        """What became of a file, in the words of the corpus."""
        row = self.returns[path]
        return _STOPPED.get(row["error_code"], row["error_code"]) if row["error_code"] else READ


def ingest_all(files: list[HostileFile], folder: Path, memory: int) -> Run:
    """Ingest files of the corpus, and good returns among them."""
    (folder / "in").mkdir(parents=True)
    make_corpus(folder / "in", files)
    for good in GOOD:
        (folder / "in" / good.name).write_bytes(good.read_bytes())
    run = Run()

    def tell(event: Event) -> None:
        run.told.append(json.dumps(asdict(event)))
        if isinstance(event, FileDone):
            run.seconds[event.path] = event.seconds

    limits = Limits(no_progress=SECONDS, total=SECONDS, memory=memory)
    ingest(prepare(Job((folder / "in",), folder / "out", crew=Crew(2, limits))), tell=tell)
    end_workers()
    with (folder / "out" / "returns.csv").open(encoding="utf-8", newline="") as table:
        run.returns = {row["source_file"]: row for row in csv_rows(table)}
    with (folder / "out" / "findings.csv").open(encoding="utf-8", newline="") as table:
        for row in csv_rows(table):
            run.findings[row["return_id"]].append(row)
    for line in (folder / "out" / "records.jsonl").read_text(encoding="utf-8").splitlines():
        run.records[json.loads(line)["return_id"]] = line
    return run


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[Path, Run]]:
    """A run for each cap of memory that files of the corpus ask for, with its folder."""
    by_memory: dict[int, list[HostileFile]] = defaultdict(list)
    for file in CORPUS:
        by_memory[file.memory].append(file)
    made = {}
    for memory, files in by_memory.items():
        folder = tmp_path_factory.mktemp("ingest")
        allowed = default_memory() if memory == Limits().memory else memory
        made[memory] = (folder, ingest_all(files, folder, allowed))
    return made


@pytest.fixture(scope="module")
def inspected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspected]:
    """All files, being inspected by two readers in the order of the corpus."""
    paths = make_corpus(tmp_path_factory.mktemp("corpus"))
    with Reader() as first, Reader() as second, ThreadPoolExecutor(2) as threads:
        free: SimpleQueue[Reader] = SimpleQueue()
        free.put(first)
        free.put(second)

        def read(path: Path, memory: int) -> Reading:
            reader = free.get()
            try:
                return reader.read(path, "inspect", memory=memory)
            finally:
                free.put(reader)

        try:
            yield {file.name: threads.submit(read, paths[file.name], file.memory) for file in CORPUS}
        finally:
            threads.shutdown(cancel_futures=True)


def test_the_corpus_is_large_and_names_each_file_once() -> None:
    assert len(CORPUS) >= 60
    assert len({file.name for file in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.what)
def test_an_ingested_file_ends_as_it_may_in_time_and_its_words_are_not_told(
    file: HostileFile, runs: dict[int, tuple[Path, Run]]
) -> None:
    folder, run = runs[file.memory]
    path = path_of(file, folder)
    if file.name in _NOT_THERE:
        assert path not in run.returns
        assert file.allowed == {UNREADABLE}
        return
    outcome, row = run.outcome(path), run.returns[path]
    assert outcome in file.allowed, row
    assert run.seconds.get(path, 0) < SECONDS + 2
    findings = run.findings[row["return_id"]]
    if outcome == READ and file.findings:
        assert file.findings & {found["code"] for found in findings}
    assert CANARY not in row["error"]
    assert CANARY not in "".join(found["message"] for found in findings)
    assert all(len(found["message"]) < 1_000 for found in findings)


def path_of(file: HostileFile, folder: Path) -> str:
    """What the tables call a file of the corpus."""
    number = [other for other in CORPUS if other.memory == file.memory].index(file)
    return shown_path((folder / "in" / f"{number:03}" / file.name).as_posix())


def test_good_returns_among_them_are_read_as_if_they_were_alone(runs: dict[int, tuple[Path, Run]]) -> None:
    assert len(GOOD) > 3
    alone = {good.name: json.loads(extract(good).model_dump_json())["standards"] for good in GOOD}
    for folder, run in runs.values():
        for good in GOOD:
            row = run.returns[(folder / "in" / good.name).as_posix()]
            assert json.loads(run.records[row["return_id"]])["standards"] == alone[good.name]


def test_nothing_of_any_file_is_told_while_a_run_goes_on(runs: dict[int, tuple[Path, Run]]) -> None:
    for _, run in runs.values():
        assert len(run.told) > len(GOOD)
        assert CANARY not in "\n".join(run.told)


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.what)
def test_an_inspected_file_ends_as_it_may_and_its_words_are_not_told(
    file: HostileFile, inspected: Inspected
) -> None:
    reading = inspected[file.name].result()
    assert reading.outcome in file.allowed_to_inspect, reading
    if reading.outcome == READ and file.findings and file.name.endswith(".pdf"):
        assert file.findings & set(reading.findings), reading.findings
    told = "\n".join((reading.said, reading.noise, *reading.messages))
    assert CANARY not in told
    assert reading.outcome == READ or "\n" not in reading.said
    reading.said.encode()
