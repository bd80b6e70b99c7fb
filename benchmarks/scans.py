"""What does a scanned page cost beside the engine that reads its words, and how much memory does a scan take?

The engine's own time and all of it are measured in the same run, on the clock, so that a busy machine slows both.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from evaluation.conversion import PIKEPDF, REPORTLAB, is_there
from evaluation.generate import generate
from evaluation.run import ENGINES, engine_named
from toolkit_extract.extract import extract
from toolkit_extract.parsers.scan.ocr import Engine, TextLine, engine_for
from toolkit_extract.parsers.scan.raster import Grey

KIND = "scan/wide-crosses"
TIMES_ENGINE = 1.25
"""How many times the engine's own time a page may take."""
PEAK = 1611
"""Megabytes (1.5 GiB) that reading a scan may take at most."""
REPEATS = 2
COPIES = 4
"""How often the two pages of the return stand in the file that is read: returns have eight pages and more."""

_PEAK = """
import sys, threading, time
from pathlib import Path
import psutil
from toolkit_extract.extract import extract
here, peak, done = psutil.Process(), 0, threading.Event()
def watch():
    global peak
    while not done.wait(0.02):
        used = 0
        for process in (here, *here.children()):
            try:
                used += process.memory_info().rss
            except psutil.Error:
                pass
        peak = max(peak, used)
watcher = threading.Thread(target=watch)
watcher.start()
extract(Path(sys.argv[1]))
done.set()
watcher.join()
print(peak)
"""
"""Reads a file and prints the most memory that the process and its children held together, in bytes."""


@contextmanager
def _timed(engine: Engine, spent: list[float]) -> Iterator[None]:
    """While this lasts, the time that an engine takes for whole pages is added up."""
    read = engine.read

    def timed(grey: Grey) -> list[TextLine]:
        started = time.perf_counter()
        lines = read(grey)
        spent.append(time.perf_counter() - started)
        return lines

    with patch.object(type(engine), "read", lambda _, grey: timed(grey)):
        yield


def time_of_scanned_pages(path: Path) -> None:
    """Print what a page costs with the engine in force, and the engine's own part of it."""
    engine = engine_for(path.name)
    extract(path)  # loads what is loaded once
    for _ in range(REPEATS):
        spent: list[float] = []
        started = time.perf_counter()
        with _timed(engine, spent):
            pages = extract(path).source.pages or 1
        taken = time.perf_counter() - started
        print(
            f"{engine.name:24} extract  {taken / pages:6.2f} s a page of {pages}, {sum(spent) / pages:.2f} s of it the "
            f"engine's: {taken / sum(spent):.2f} times (target at most {TIMES_ENGINE})"
        )


def memory_of_scans(path: Path) -> None:
    """Print the peak memory of a process that reads a scan, with the program that it runs."""
    # The command is this interpreter and a fixed sentence.
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True, env=os.environ
    )
    print(f"{'memory':24} extract  {int(done.stdout) / 1e6:6.0f} MB at most (target at most {PEAK})")


def write_repeated(data: bytes, path: Path) -> None:
    """Write a PDF file that holds the pages of another several times."""
    import pikepdf  # of the development extra

    with pikepdf.open(io.BytesIO(data)) as once, pikepdf.new() as long:
        for _ in range(COPIES):
            long.pages.extend(once.pages)
        long.save(path)


def bench_scans(folder: Path) -> None:
    """One scanned return with each engine that is installed, and with both as they are used together."""
    if not all(map(is_there, (REPORTLAB, PIKEPDF))):
        print("scans are left out: they are drawn with the development extra")
        return
    (file,) = generate(authorities=1, seed=11, variants=[KIND])
    path = folder / "scan.pdf"
    write_repeated(file.data, path)
    engines = [engine for engine in ENGINES if is_there(engine)]
    for engine in (*engines, "") if len(engines) > 1 else engines:
        with engine_named(engine):
            time_of_scanned_pages(path)
            memory_of_scans(path)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory(prefix="toolkit-extract-bench-") as temporary:
        bench_scans(Path(temporary))
