from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from tests.conftest import ROOT
from tests.unit.batch.readers import SECRET
from toolkit_extract.batch import worker as workers
from toolkit_extract.batch.limits import MIB, Limits
from toolkit_extract.batch.protocol import Failure, Reading, Task, unpack_record
from toolkit_extract.batch.worker import Worker, end_workers, read_isolated
from toolkit_extract.errors import NoWorker
from toolkit_extract.schemas.toolkit import Toolkit

READER = "tests.unit.batch.readers:read_by_words"
QUICK = Limits(no_progress=1.0, total=3.0, memory=300 * MIB, per_page=0.0)


@pytest.fixture(autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    yield
    end_workers()


def task(words: str, toolkit: Toolkit, path: str = "in/a.txt") -> Task:
    data = words.encode()
    return Task(path, sha256(data).hexdigest(), toolkit, data=data)


def read(words: str, toolkit: Toolkit, limits: Limits = QUICK, reader: str = READER) -> Reading:
    return read_isolated(task(words, toolkit), limits, reader)


def failure(reading: Reading) -> Failure:
    assert reading.header.failure is not None
    return reading.header.failure


def test_a_file_is_read_in_another_process_into_a_record_and_its_summary(amhp: Toolkit) -> None:
    reading = read("fine", amhp)
    assert reading.header.summary is not None
    assert reading.header.summary.authority.name == "Dudley"
    assert reading.header.summary.states == {"selected": 56}
    assert unpack_record(reading.record, 1 << 20).source.path == "in/a.txt"
    assert reading.seconds > 0
    assert reading.memory > 0


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("no-return", "return.none", "no standard of the toolkit"),
        ("defect", "error.unexpected", "ZeroDivisionError"),
        ("hang", "limit.time", "did not get on for 1 s"),
        ("loop", "limit.time", "did not get on for 1 s"),
        ("same-page", "limit.time", "did not get on for 1 s after page 1 of 2"),
        ("pages 100 0.3", "limit.time", "took more than 3 s after page"),
        ("leave", "error.worker_lost", "exit status 3"),
        ("crash", "error.worker_lost", "signal SIGSEGV"),
        ("swell", "limit.memory", "more than 300 MiB"),
    ],
)
def test_whatever_a_file_does_it_costs_that_file_alone(
    words: str, code: str, sentence: str, amhp: Toolkit
) -> None:
    started = time.monotonic()
    failed = failure(read(words, amhp))
    assert failed.code == code
    assert failed.message.startswith("in/a.txt: ")
    assert sentence in failed.message
    assert SECRET not in failed.message
    assert time.monotonic() - started < QUICK.total + 2 + workers.START_SECONDS
    assert read("fine", amhp).header.summary is not None


def test_memory_is_watched_from_outside_where_the_system_sets_no_cap(
    amhp: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = "tests.unit.batch.readers:read_by_words"
    with_watch = Worker(replace(QUICK, memory=2048 * MIB, no_progress=30, total=60), reader)
    with_watch.await_ready()
    with_watch.limits = replace(with_watch.limits, memory=200 * MIB)  # the child's own cap stays where it was
    assert failure(with_watch.read(task("swell", amhp))).code == "limit.memory"
    assert not with_watch.alive


def test_a_file_that_gets_on_may_take_longer_than_the_deadline_for_progress(amhp: Toolkit) -> None:
    beats: list[tuple[int, int | None]] = []
    slow = task("pages 5 0.4", amhp)
    reading = read_isolated(slow, QUICK, READER, beat=lambda done, total: beats.append((done, total)))
    assert reading.header.summary is not None
    assert reading.seconds > QUICK.no_progress
    assert beats[-1][1] == 5


def test_each_page_that_is_done_gives_a_file_more_time(amhp: Toolkit) -> None:
    long = task("pages 4 0.5", amhp)
    assert failure(read_isolated(long, replace(QUICK, total=1.0), READER)).code == "limit.time"
    assert read_isolated(long, replace(QUICK, total=1.0, per_page=1.0), READER).header.summary is not None


def test_a_record_beyond_the_output_cap_is_refused(amhp: Toolkit) -> None:
    reading = read("x", amhp, replace(QUICK, output=2 * MIB), "tests.unit.batch.readers:talkative")
    assert failure(reading).code == "limit.output"
    assert reading.record == b""


def test_what_a_library_prints_never_gets_between_the_answers(amhp: Toolkit) -> None:
    assert read("chatter", amhp).header.summary is not None


def test_a_worker_lives_on_across_files_and_is_renewed_after_a_number_of_them(
    amhp: Toolkit, tmp_path: Path
) -> None:
    limits = replace(QUICK, files_per_worker=3)
    pids = tmp_path / "pids"
    for _ in range(7):
        read(f"pid {pids}", amhp, limits)
    seen = pids.read_text().split()
    assert [seen.count(pid) for pid in dict.fromkeys(seen)] == [3, 3, 1]
    assert str(os.getpid()) not in seen


def test_a_worker_that_is_ended_takes_all_that_it_started_and_its_temporary_files_with_it(
    amhp: Toolkit, tmp_path: Path
) -> None:
    assert failure(read(f"start-another {tmp_path / 'pid'}", amhp)).code == "limit.time"
    assert is_gone(int((tmp_path / "pid").read_text()))
    read(f"leave-a-file {tmp_path / 'name'}", amhp)
    assert not Path((tmp_path / "name").read_text()).exists()


def test_a_worker_that_crashes_leaves_nothing_behind_that_it_started(amhp: Toolkit, tmp_path: Path) -> None:
    """As LibreOffice, which runs in a session of its own."""
    assert failure(read(f"start-another-and-crash {tmp_path / 'pid'}", amhp)).code == "error.worker_lost"
    assert is_gone(int((tmp_path / "pid").read_text()))


def is_gone(pid: int) -> bool:
    for _ in range(100):
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                time.sleep(0.1)
                continue
        return True
    return False


@pytest.mark.parametrize("words", ["pages 1000 0.1", "loop", "start-another started"])
def test_a_worker_whose_parent_was_killed_does_not_stay(words: str, amhp: Toolkit, tmp_path: Path) -> None:
    code = (
        "import pickle, sys, threading\n"
        "from toolkit_extract.batch.worker import Worker\n"
        "from toolkit_extract.batch.limits import Limits\n"
        "task, reader = pickle.load(sys.stdin.buffer)\n"
        "worker = Worker(Limits(total=1), reader)\n"
        "worker.await_ready()\n"
        "threading.Timer(0.5, lambda: print(worker._process.pid, flush=True)).start()\n"
        "worker.limits = Limits()\n"
        "worker.read(task)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert parent.stdin is not None and parent.stdout is not None
    parent.stdin.write(pickle.dumps((task(words, amhp), READER)))
    parent.stdin.close()
    pid = int(parent.stdout.readline())
    child = psutil.Process(pid)
    started = tmp_path / "started"
    while words.startswith("start") and not (started.exists() and started.read_text()):
        time.sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    if words == "loop":  # holds the interpreter's lock: only its processor time ends it
        import resource

        soft, _ = resource.prlimit(pid, resource.RLIMIT_CPU)
        assert 0 < soft < 120
        child.kill()
    else:
        child.wait(timeout=10)
    if words.startswith("start"):
        assert is_gone(int(started.read_text()))


def test_a_worker_that_ended_while_it_waited_is_replaced_and_the_file_is_read(amhp: Toolkit) -> None:
    waiting = Worker(QUICK, READER)
    waiting.await_ready()
    os.kill(waiting._process.pid, signal.SIGKILL)
    waiting._process.wait()
    workers._pool._idle.append(waiting)
    assert read("fine", amhp).header.summary is not None


def test_a_machine_that_cannot_start_a_worker_is_told_apart_from_a_bad_file(amhp: Toolkit) -> None:
    with pytest.raises(NoWorker, match="--memory-mib"):
        read("fine", amhp, reader="no.such.module:read")


def test_modules_in_the_working_folder_are_never_taken_for_the_program_s(
    amhp: Toolkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json.py", "pydantic.py", "toolkit_extract.py", "sitecustomize.py"):
        (tmp_path / name).write_text(f"open({str(tmp_path / 'run')!r}, 'w').close()\nraise SystemExit(9)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert read("fine", amhp).header.summary is not None
    assert not (tmp_path / "run").exists()


def test_bytes_that_changed_since_they_were_found_are_not_read_as_if_they_were_the_same(
    amhp: Toolkit, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("other")
    changed = Task(str(file), sha256(b"before").hexdigest(), amhp, name=str(file))
    assert failure(read_isolated(changed, QUICK)).code == "file.changed"
