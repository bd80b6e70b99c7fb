"""Runs that are killed at random moments until so many were: `python -m tests.unit.batch.killing KILLS SEED`.

Everything is loaded once; each run is a fork of this process. Its files are read by an executor that makes records of
them at once and notes which it was given. Prints, for each killed run, what the ledger knew before the next one, and
which files that one read.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.made_records import record
from toolkit_extract.batch.child import answer
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.batch.ledger import open_ledger
from toolkit_extract.batch.protocol import Reading, Task
from toolkit_extract.batch.run import Crew

LOG = Path("read.log")


class Quick(ThreadPoolExecutor):
    """Reads in this process, and notes each file that it was given."""

    def submit(self, fn: Any, task: Task, *_: Any, **__: Any) -> Any:
        return super().submit(self._read, task)

    @staticmethod
    def _read(task: Task) -> Reading:
        with LOG.open("a") as log:
            log.write(task.path + "\n")
        content = task.data or b""
        made = record(task.toolkit, task.path, content=content)
        return Reading(*answer(task, lambda _: made, memory=1, output=1 << 25))


def run_once(out: Path) -> None:
    with Quick(2) as executor:
        ingest(prepare(Job((Path("in"),), out, crew=Crew(executor=executor, under_way=3))))


def known(out: Path) -> list[str]:
    if not (out / ".toolkit-extract").exists():
        return []
    with open_ledger(out) as ledger:
        files = ledger.files().values()
        there = ledger.readings(file.reading for file in files if file.reading)
        return sorted(file.path for file in files if file.reading in there)


def killed_run(out: Path, seconds: float) -> bool:
    """Start a run and kill it after so long; whether it was still on."""
    pid = os.fork()
    if pid == 0:
        run_once(out)
        os._exit(0)
    time.sleep(seconds)
    ended, status = os.waitpid(pid, os.WNOHANG)
    if ended:
        assert status == 0, status
        return False
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return True


def main(kills: int, seed: int) -> None:
    chance = random.Random(seed)
    out, number, killed = Path("out0"), 0, 0
    told = []
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        run_once(Path("whole"))
        os._exit(0)
    os.waitpid(pid, 0)
    whole = time.monotonic() - started
    while killed < kills:
        before = known(out)
        LOG.write_text("")
        was_killed = killed_run(out, chance.uniform(0, whole / 2))
        killed += was_killed
        told.append(
            {"out": str(out), "killed": was_killed, "known": before, "read": LOG.read_text().split("\n")[:-1]}
        )
        if not was_killed:  # the run came to its end: begin anew
            number += 1
            out = Path(f"out{number}")
    before = known(out)
    LOG.write_text("")
    run_once(out)
    told.append({"out": str(out), "killed": False, "known": before, "read": LOG.read_text().split("\n")[:-1]})
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
