"""How long do many returns take, and what does their isolation cost?

Each figure is of runs of the program as a user starts it, on the clock, so start-up is in it. Figures that are compared
come from turns taken one after the other, and the best of each counts, for a shared machine only ever adds time.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
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
PAIRS = int(os.environ.get("BENCH_PAIRS", "24"))
"""Returns of each kind that one worker and two read."""
MANY = int(os.environ.get("BENCH_MANY", "1000"))
AUTHORITIES = 153
"""Councils with adult social services."""
TURNS = 2
SPEED_UP, OVERHEAD, PARENT_MB, UNCHANGED_SECONDS = 1.85, 15.0, 300, 3.0
"""The targets."""


def draw(folder: Path, kinds: Sequence[str], count: int, seed: int = 11) -> Path:
    """So many made-up returns of each kind, of different authorities, in one folder."""
    folder.mkdir()
    for number, file in enumerate(generate(authorities=count, seed=seed, variants=kinds)):
        (folder / f"{number:04} {file.name}").write_bytes(file.data)
    return folder


def ingest(returns: Path, out: Path, *options: str) -> tuple[float, float]:
    """Run the program; seconds on the clock, and the most megabytes that it held itself, without its workers."""
    command = [
        sys.executable,
        "-m",
        "toolkit_extract",
        "ingest",
        str(returns),
        "--out",
        str(out),
        "--quiet",
        *options,
    ]
    started = time.perf_counter()
    # This interpreter and our own program.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    peak = max(_memory(process), default=0.0)
    if process.wait() not in (0, 1):
        raise RuntimeError(f"ingest ended with status {process.returncode}")
    return time.perf_counter() - started, peak


def _memory(process: subprocess.Popen[bytes]) -> Iterator[float]:
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            yield watched.memory_info().rss / 1e6
        except psutil.Error:
            return
        time.sleep(0.02)


def fresh(returns: Path, folder: Path, *options: str) -> tuple[float, float]:
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
    command = [sys.executable, "-c", code, str(returns)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603


def overhead(returns: Path) -> None:
    """What reading in a worker costs beside reading in one's own process, workers being warm in both."""
    here, there = [], []
    for _ in range(TURNS + 1):
        here.append(_seconds(_IN_PROCESS, returns))
        there.append(_seconds(_ISOLATED, returns))
    share = 100 * (min(there) / min(here) - 1)
    files = len(list(returns.iterdir()))
    print(
        f"isolation: {files} returns {min(here):.2f} s in process, {min(there):.2f} s in a worker: "
        f"{share:+.1f} % (target at most {OVERHEAD:.0f} %)"
    )


def two_workers(returns: Path, folder: Path) -> None:
    """What a second worker is worth."""
    one, two = [], []
    for _ in range(TURNS):
        one.append(fresh(returns, folder, "--workers", "1")[0])
        two.append(fresh(returns, folder, "--workers", "2")[0])
    files = len(list(returns.iterdir()))
    print(
        f"workers: {files} Word and PDF returns {min(one):.2f} s with one, {min(two):.2f} s with two: "
        f"{min(one) / min(two):.2f} times (target at least {SPEED_UP}); load {os.getloadavg()[0]:.1f}"
    )


def many(folder: Path) -> None:
    """Memory of the parent, and the time of a run that finds nothing new."""
    for count in (MANY // 10, MANY):
        returns = draw(folder / f"many {count}", (TEXT,), 1)
        (source,) = returns.iterdir()
        data = source.read_bytes()
        for number in range(1, count):
            (returns / f"{number:05} {source.name}").write_bytes(data + b"\n" * number)
        taken, peak = fresh(returns, folder)
        print(
            f"many: {count:5} returns {taken:6.1f} s, parent {peak:.0f} MB at most (target {PARENT_MB}, flat)"
        )
    time.sleep(3)  # until no file's last change is too close to be trusted
    ingest(returns, folder / "out")
    again = min(ingest(returns, folder / "out")[0] for _ in range(TURNS + 1))
    print(f"many: {MANY:5} unchanged returns {again:.2f} s (target at most {UNCHANGED_SECONDS:.0f})")


def mixed(folder: Path) -> None:
    """A batch as it comes: a return of each authority, in text, Word and PDF."""
    returns = folder / "mixed"
    returns.mkdir()
    each = -(-AUTHORITIES // len(MIXED))
    for number, file in enumerate(generate(authorities=each, seed=5, variants=MIXED)):
        if number < AUTHORITIES:
            (returns / f"{number:04} {file.name}").write_bytes(file.data)
    taken, peak = fresh(returns, folder)
    count = len(list(returns.iterdir()))
    print(
        f"mixed: {count} returns in text, Word and PDF {taken:.1f} s end to end, parent {peak:.0f} MB at most"
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
