"""The same run on a dask cluster of this machine."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.batch.runs import CREW, Run, rows, tables
from tests.unit.batch.test_kill import ENVIRONMENT
from toolkit_extract.batch.cluster import dask_executor
from toolkit_extract.batch.events import FileDone
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.errors import NoWorker


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers, on loopback, as the documentation starts them."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("dask")
    address_file = folder / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
               "--no-dashboard", "--scheduler-file", str(address_file)]  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(address_file),
              "--nworkers", "2", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]  # fmt: skip
    with (folder / "log").open("wb") as log:
        processes = [subprocess.Popen(command, stdout=log, stderr=log, env=ENVIRONMENT)]
        try:
            deadline = time.monotonic() + 60
            while not address_file.exists():
                assert time.monotonic() < deadline, (folder / "log").read_text()
                time.sleep(0.1)
            processes.append(subprocess.Popen(worker, stdout=log, stderr=log, env=ENVIRONMENT))
            import json

            yield json.loads(address_file.read_text())["address"]
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait(timeout=30)


def test_a_cluster_gives_the_same_bytes_keeps_deadlines_and_loses_one_file_s_time_at_most(
    put: Callable[..., None], run: Run, scheduler: str
) -> None:
    put(**{f"f{number}": f"words {number}" for number in range(8)}, x="defect", y="hang", z="leave")
    run("here")
    with dask_executor(scheduler) as (executor, under_way):
        run("there", crew=replace(CREW, executor=executor, under_way=under_way))
    assert tables("there") == tables("here")
    assert {row["error_code"] for row in rows("returns", "there") if row["error_code"]} == {
        "error.unexpected", "limit.time", "error.worker_lost",
    }  # fmt: skip


def test_a_killed_worker_of_the_cluster_costs_a_retry_and_no_file(
    put: Callable[..., None], scheduler: str
) -> None:
    import psutil

    put(**{f"f{number}": f"pages 3 0.3 {number}" for number in range(6)})
    killed: list[int] = []

    def kill_one(event: object) -> None:
        if isinstance(event, FileDone) and not killed:
            victim = next(
                process for process in psutil.process_iter(["cmdline"])
                if "multiprocessing.spawn" in " ".join(process.info["cmdline"] or ())
                and any("dask" in " ".join(parent.cmdline()) for parent in process.parents()[:1])
            )  # fmt: skip
            killed.append(victim.pid)
            victim.kill()

    with dask_executor(scheduler) as (executor, under_way):
        job = Job((Path("in"),), Path("out"), crew=replace(CREW, executor=executor, under_way=under_way))
        outcome = ingest(prepare(job), tell=kill_one).outcome
    assert killed
    assert [failed.message for failed in outcome.failed] == []
    assert outcome.read == 6


def test_a_scheduler_that_does_not_answer_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("toolkit_extract.batch.cluster._CONNECT_SECONDS", 1)
    with (
        pytest.raises(NoWorker, match="no dask scheduler answers at tcp:"),
        dask_executor("tcp://127.0.0.1:1"),
    ):
        pass
