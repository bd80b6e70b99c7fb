"""How long do many returns take, and what does their isolation cost?

Each figure is of runs of the program as a user starts it, on the clock, so start-up is in it. Figures that are compared
come from turns taken one after the other; the median of each counts, or the best where a shared machine only adds time.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil

from evaluation.generate import generate

TEXT = "tabs-html/whole"
WORD_AND_PDF = ("word/content-controls", "word/symbols-wingdings", "pdf/full-rules", "pdf/glyphs")
MIXED = (
    TEXT,
    "tabs-html/torn",
    "word/content-controls",
    "word/legacy-fields",
    "pdf/full-rules",
    "pdf/glyphs",
)
PAIRS = int(os.environ.get("BENCH_PAIRS", "26"))
"""Returns of each kind that one worker and two read."""
MANY = int(os.environ.get("BENCH_MANY", "1000"))
AUTHORITIES = 153
"""Councils with adult social services."""
TURNS = 3
SPEED_UP, OVERHEAD, PARENT_MB, UNCHANGED_SECONDS = 1.85, 15.0, 300, 3.0
"""The targets."""


def draw(folder: Path, kinds: Sequence[str], count: int, seed: int = 11) -> Path:
    """So many made-up returns of each kind, of different authorities, in one folder."""
    folder.mkdir()
    for number, file in enumerate(generate(authorities=count, seed=seed, variants=kinds)):
        (folder / f"{number:04} {file.name}").write_bytes(file.data)
    return folder


@dataclass(frozen=True, slots=True)
class Took:
    """What a run of the program took.

    Attributes:
        whole: seconds on the clock, start-up included.
        reading: seconds from the plan to the last file.
        processor: seconds of all processors, of the program and its workers.
        peak: most megabytes that the program held itself, without its workers.
    """

    whole: float
    reading: float
    processor: float
    peak: float


def ingest(returns: Path, out: Path, *options: str) -> Took:
    """Run the program."""
    command = [
        sys.executable, "-m", "toolkit_extract", "ingest", str(returns), "--out", str(out), "--json-log", *options,
    ]  # fmt: skip
    log = out.with_name("ingest.log")
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with log.open("wb") as told:
        # This interpreter and our own program.
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)  # noqa: S603
        peak = max(_memory(process), default=0.0)
        if process.wait() not in (0, 1):
            raise RuntimeError(f"ingest ended with status {process.returncode}: {log.read_text()}")
    whole, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(whole, _reading(log), processor, peak)


def _reading(log: Path) -> float:
    """Seconds from the plan to the last file that was read, by the run's own log."""
    events = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    times = {
        name: [each["time"] for each in events if each["event"] == name]
        for name in ("RunPlanned", "FileDone")
    }
    if not times["FileDone"]:
        return 0.0
    first, last = (
        datetime.fromisoformat(times["RunPlanned"][0]),
        datetime.fromisoformat(times["FileDone"][-1]),
    )
    return (last - first).total_seconds()


def _memory(process: subprocess.Popen[bytes]) -> Iterator[float]:
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            yield watched.memory_info().rss / 1e6
        except psutil.Error:
            return
        time.sleep(0.02)


def fresh(returns: Path, folder: Path, *options: str) -> Took:
    """Run the program into a new folder."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    return ingest(returns, out, *options)


_IN_PROCESS = """
import sys, time
from pathlib import Path
from toolkit_extract.extract import extract
paths = sorted(Path(sys.argv[1]).iterdir())
extract(paths[0]); extract(paths[-1])
started = time.perf_counter()
for path in paths: extract(path)
print(time.perf_counter() - started)
"""
_ISOLATED = """
import hashlib, sys, time
from pathlib import Path
from toolkit_extract.batch.limits import Limits
from toolkit_extract.batch.protocol import Task
from toolkit_extract.batch.worker import read_isolated
from toolkit_extract.toolkits import load_toolkit
paths, form, limits = sorted(Path(sys.argv[1]).iterdir()), load_toolkit(), Limits()
tasks = [Task(str(p), hashlib.sha256(p.read_bytes()).hexdigest(), form, name=str(p)) for p in paths]
read_isolated(tasks[0], limits); read_isolated(tasks[-1], limits)
started = time.perf_counter()
for task in tasks:
    assert read_isolated(task, limits).header.summary
print(time.perf_counter() - started)
"""


def _seconds(code: str, returns: Path) -> float:
    return _seconds_at_once(code, returns)


def _seconds_at_once(code: str, *folders: Path) -> float:
    """Run a program over each of some folders, all at once; what the slowest says that it took."""
    commands = [[sys.executable, "-c", code, str(folder)] for folder in folders]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]  # noqa: S603
    said = [process.communicate()[0] for process in processes]
    return max(map(float, said))


def overhead(returns: Path) -> None:
    """What reading in a worker costs beside reading in one's own process, workers being warm in both."""
    here, there = [], []
    for _ in range(TURNS):
        here.append(_seconds(_IN_PROCESS, returns))
        there.append(_seconds(_ISOLATED, returns))
    share = 100 * (min(there) / min(here) - 1)
    files = len(list(returns.iterdir()))
    print(
        f"isolation: {files} returns {min(here):.2f} s in process, {min(there):.2f} s in a worker: "
        f"{share:+.1f} % (target at most {OVERHEAD:.0f} %)"
    )


def halves(returns: Path, folder: Path) -> tuple[Path, Path]:
    """The returns in two folders, every other one in each."""
    parts = folder / "first half", folder / "second half"
    for number, part in enumerate(parts):
        part.mkdir()
        for path in sorted(returns.iterdir())[number::2]:
            (part / path.name).symlink_to(path.resolve())
    return parts


def two_workers(returns: Path, folder: Path) -> None:
    """What a second worker is worth, and what a second processor is worth to plain processes at the same moment."""
    one, two, alone, both = [], [], [], []
    parts = halves(returns, folder)
    for _ in range(TURNS):
        one.append(fresh(returns, folder, "--workers", "1"))
        two.append(fresh(returns, folder, "--workers", "2"))
        alone.append(_seconds(_IN_PROCESS, returns))
        both.append(_seconds_at_once(_IN_PROCESS, *parts))
    files = len(list(returns.iterdir()))
    for what in ("reading", "whole"):
        single, double = (statistics.median(getattr(took, what) for took in runs) for runs in (one, two))
        print(
            f"workers: {files} Word and PDF returns, {what} {single:.2f} s with one, {double:.2f} s with two: "
            f"{single / double:.2f} times (target at least {SPEED_UP})"
        )
    first, second = statistics.median(alone), statistics.median(both)
    print(
        f"workers: the same in plain processes {first:.2f} s in one, {second:.2f} s in two: "
        f"{first / second:.2f} times, which is what this machine gives now; load {os.getloadavg()[0]:.1f}"
    )
    used = [statistics.median(took.processor for took in runs) for runs in (one, two)]
    print(f"workers: processor time {used[0]:.2f} s with one, {used[1]:.2f} s with two")


def many(folder: Path) -> None:
    """Memory of the parent, and the time of a run that finds nothing new."""
    for count in (MANY // 10, MANY):
        returns = draw(folder / f"many {count}", (TEXT,), 1)
        (source,) = returns.iterdir()
        data = source.read_bytes()
        for number in range(1, count):
            (returns / f"{number:05} {source.name}").write_bytes(data + b"\n" * number)
        took = fresh(returns, folder)
        print(
            f"many: {count:5} returns {took.whole:6.1f} s, parent {took.peak:.0f} MB at most (target {PARENT_MB}, flat)"
        )
    time.sleep(3)  # until no file's last change is too close to be trusted
    ingest(returns, folder / "out")
    again = [ingest(returns, folder / "out") for _ in range(TURNS)]
    print(
        f"many: {MANY:5} unchanged returns {min(took.whole for took in again):.2f} s, "
        f"{min(took.processor for took in again):.2f} s of a processor (target at most {UNCHANGED_SECONDS:.0f})"
    )
    (returns / "one more.txt").write_bytes(data + b"\n" * count)
    took = ingest(returns, folder / "out")
    print(f"many: one new return among {MANY} {took.whole:.2f} s, {took.processor:.2f} s of a processor")


def mixed(folder: Path) -> None:
    """A batch as it comes: a return of each authority, in text, Word and PDF."""
    returns = folder / "mixed"
    returns.mkdir()
    each = -(-AUTHORITIES // len(MIXED))
    for number, file in enumerate(generate(authorities=each, seed=5, variants=MIXED)):
        if number < AUTHORITIES:
            (returns / f"{number:04} {file.name}").write_bytes(file.data)
    took = fresh(returns, folder)
    count = len(list(returns.iterdir()))
    print(
        f"mixed: {count} returns in text, Word and PDF {took.whole:.1f} s end to end, "
        f"{took.processor:.1f} s of processors, parent {took.peak:.0f} MB at most"
    )


def bench_batch(folder: Path) -> None:
    """All of these."""
    work = folder / "batch"
    work.mkdir()
    pairs = draw(work / "pairs", WORD_AND_PDF, PAIRS)
    overhead(pairs)
    two_workers(pairs, work)
    mixed(work)
    many(work)
    shutil.rmtree(work)
