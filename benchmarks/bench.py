"""How long does a return take, and does cost grow with the number of returns alone? `python -m benchmarks.bench`.

One core, after imports. Prints figures and judges nothing but the growth: timings of a shared machine are no test.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from evaluation.generate import generate
from toolkit_extract.batch.discover import discover
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.extract import extract, inspect

REAL_RETURN = Path(__file__).parents[2] / "shared" / "returns" / "dudley.txt"
REAL_SIZE = 77_000  # bytes of a filled-in return as text
VARIANT = "tabs-html/torn"
REPEATS = 15
COUNTS = (10, 20, 40, 80)


def seconds(work: Callable[[], object], repeats: int) -> list[float]:
    """Wall-clock seconds of each of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return times


def draw_returns(folder: Path, count: int) -> list[Path]:
    """Made-up returns of one variant, each different."""
    paths = []
    for number, file in enumerate(generate(authorities=count, seed=11, variants=[VARIANT])):
        path = folder / f"{number:03} {file.name}"
        path.write_bytes(file.data)
        paths.append(path)
    return paths


def time_of_a_return(path: Path) -> None:
    """Print the median time of a return and of its parsing alone, per run and per 77 kB."""
    size = path.stat().st_size
    for what, work in (("parse", inspect), ("extract", extract)):
        times = seconds(lambda work=work: work(path), REPEATS)
        median = statistics.median(times)
        spread = f"{1000 * min(times):.1f} to {1000 * max(times):.1f}"
        scaled = f"; {1000 * median * REAL_SIZE / size:.1f} ms per {REAL_SIZE // 1000} kB"
        print(
            f"{what:8} median {1000 * median:6.1f} ms of {REPEATS} ({spread} ms), {size // 1000} kB{scaled}"
        )


def growth(paths: Sequence[Path], out: Path) -> float:
    """Print the cost of more and more returns; the slowest cost of one return in relation to the quickest."""
    per_return = []
    for count in COUNTS:
        job = Job(tuple(paths[:count]), out)
        (taken,) = seconds(lambda job=job: ingest(prepare(job)), 1)
        per_return.append(taken / count)
        print(f"ingest   {count:3} returns {taken:6.2f} s, {1000 * per_return[-1]:6.1f} ms each")
    ratio = per_return[-1] / per_return[0]
    print(f"one of {COUNTS[-1]} costs {ratio:.2f} times one of {COUNTS[0]} (1.00 is linear)")
    return ratio


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description="Measures time.")
    parser.add_argument("file", type=Path, nargs="?", help="a return to time instead of a made-up one")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-bench-") as temporary:
        folder = Path(temporary)
        paths = draw_returns(folder, COUNTS[-1])
        real = REAL_RETURN if REAL_RETURN.is_file() else None
        time_of_a_return(options.file or real or max(paths, key=lambda path: path.stat().st_size))
        started = time.perf_counter()
        print(f"discover {len(discover([folder]))} files in {1000 * (time.perf_counter() - started):.1f} ms")
        growth(paths, folder / "out")
    return 0


if __name__ == "__main__":
    sys.exit(main())
