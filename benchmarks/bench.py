"""How long does a return take, and does cost grow with the number of returns alone? `python -m benchmarks.bench`.

One core, after imports, made-up returns of full length in text, Word and PDF. A return's time is processor time, which
on an idle machine is the time on the clock. Targets stand beside the figures; nothing is judged, for timings of a
shared machine are no test.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.batch import bench_batch
from benchmarks.made_up_folder import write_made_up_folder
from benchmarks.review import bench_review
from benchmarks.scans import bench_scans
from evaluation.conversion import PIKEPDF, REPORTLAB, is_there
from evaluation.generate import generate
from evaluation.variants import VARIANTS
from toolkit_extract.batch.discover import discover
from toolkit_extract.dataset.comparison import Earlier, compare
from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_toolkit
from toolkit_extract.extract import extract, inspect
from toolkit_extract.outputs.comparison_files import PAGE, comparison_contents
from toolkit_extract.outputs.pictures import draw_pictures

REAL_SIZE = 77_000
"""Bytes of a filled-in return as text."""
TEXT = ("tabs-html/torn",)
WORD = ("word/content-controls", "word/legacy-fields", "word/symbols-wingdings", "word/one-table")
PDF = ("pdf/full-rules", "pdf/glyphs", "pdf/form-checkboxes", "pdf/no-rules")
TARGETS = {"text": 40.0, "word": 60.0}
"""Milliseconds for a return."""
PAGE_TARGET, TIMES_FASTER = 15.0, 7.0
"""Milliseconds for a page of a PDF, and how many times faster than pdfplumber's tables of the same page."""
LANGUAGE_TARGET = 60 / 153
"""Seconds for the language of a return of real size: 153 of them in a minute."""
PAGES = (26, 500)
REPEATS = 15
TEXTS = 20


def seconds(work: Callable[[], object], repeats: int) -> list[float]:
    """Seconds of processor time of each of some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(repeats):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return times


def draw_returns(folder: Path, kinds: Sequence[str], count: int) -> list[Path]:
    """Made-up returns, each different: so many of each kind, in the order of the kinds."""
    folder.mkdir()
    paths = []
    for number, file in enumerate(generate(authorities=count, seed=11, variants=kinds)):
        path = folder / f"{number:03} {file.name}"
        path.write_bytes(file.data)
        paths.append(path)
    return paths


def time_of_a_return(kind: str, path: Path, target: float) -> None:
    """Print the median time of a return and of its parsing alone."""
    for what, work in (("parse", inspect), ("extract", extract)):
        times = seconds(lambda work=work: work(path), REPEATS)
        median, size = statistics.median(times), path.stat().st_size
        words = f"{1000 * median:6.1f} ms, median of {REPEATS}"
        if what == "extract":
            words += f" (target at most {target:.0f} ms)"
        if kind.startswith("tabs-html"):
            words += f"; {1000 * median * REAL_SIZE / size:.1f} ms per {REAL_SIZE // 1000} kB"
        print(f"{kind:24} {what:8} {words}")


def time_of_pages(kind: str, path: Path) -> None:
    """Print what a page costs beside `pdfplumber.extract_tables()` on the same file in the same run."""
    import pdfplumber

    def read_tables() -> None:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_tables()
                page.close()

    with pdfplumber.open(path) as pdf:
        count = len(pdf.pages)
    ours = 1000 * statistics.median(seconds(lambda: extract(path), 5)) / count
    started = time.process_time()
    read_tables()
    theirs = 1000 * (time.process_time() - started) / count
    print(
        f"{kind:24} extract  {ours:6.1f} ms a page of {count} (target at most {PAGE_TARGET:.0f}); "
        f"pdfplumber's tables {theirs:.1f} ms: {theirs / ours:.1f} times (target at least {TIMES_FASTER:.0f})"
    )


_PEAK = """
import sys
from pathlib import Path
from toolkit_extract.extract import extract
record = extract(Path(sys.argv[1]))
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(record.source.pages, peak.split()[1])
"""
"""Reads a file, and prints its pages and the most memory that the process held, in kB."""


def memory_of_pages(path: Path, folder: Path) -> None:
    """Print the peak memory of a process that reads few pages, and of one that reads many (Linux)."""
    import pikepdf

    for count in PAGES:
        longer = folder / f"{count} pages.pdf"
        with pikepdf.open(path) as source, pikepdf.new() as pdf:
            while len(pdf.pages) < count:
                pdf.pages.extend(source.pages[: count - len(pdf.pages)])
            pdf.save(longer)
        # The command is this interpreter and a fixed sentence.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", _PEAK, str(longer)], check=True, capture_output=True, text=True
        )
        pages, peak = map(int, done.stdout.split())
        print(f"{'memory':24} extract  {peak / 1024:6.0f} MB at most for {pages} pages (target: flat)")


def bench_text(folder: Path) -> None:
    """Texts: one return, and many."""
    paths = draw_returns(folder / "text", TEXT, TEXTS)
    time_of_a_return(TEXT[0], max(paths, key=lambda path: path.stat().st_size), TARGETS["text"])
    started = time.perf_counter()
    print(f"discover {len(discover([folder]))} files in {1000 * (time.perf_counter() - started):.1f} ms")


def bench_word(folder: Path) -> None:
    """Word files of some ways of marking."""
    for kind, path in zip(WORD, draw_returns(folder / "word", WORD, 1), strict=True):
        time_of_a_return(kind, path, TARGETS["word"])


def bench_pdf(folder: Path) -> None:
    """PDF files of some ways of marking, and of many pages."""
    if not all(map(is_there, (REPORTLAB, PIKEPDF))):
        print("PDF files are left out: they are drawn with the development extra")
        return
    kinds = [kind for kind in PDF if all(map(is_there, VARIANTS[kind].needs))]
    paths = draw_returns(folder / "pdf", kinds, 1)
    for kind, path in zip(kinds, paths, strict=True):
        time_of_pages(kind, path)
    if sys.platform == "linux":
        memory_of_pages(paths[0], folder)


def bench_compare(folder: Path) -> None:
    """A comparison of all authorities with last year's returns: its tables alone, then pictures and page too."""
    now = write_made_up_folder(folder / "now", year=2025)
    before = write_made_up_folder(folder / "before")
    toolkit = stored_toolkit(now)
    started = time.perf_counter()
    earlier = Earlier(load(before), toolkit, str(before))
    comparison = compare(load(now), toolkit, earlier=earlier)
    comparison_contents(comparison, None, "0")
    print(
        f"compare  {len(comparison.read)} returns, tables {time.perf_counter() - started:6.2f} s on the clock"
    )
    started = time.perf_counter()
    pictures = list(draw_pictures(comparison))
    page = comparison_contents(comparison, pictures, "0")[PAGE]
    taken = time.perf_counter() - started
    print(
        f"compare  {len(pictures)} pictures and page {taken:6.2f} s; page {len(page) / 1e6:.2f} MB (target below 5)"
    )


def bench_language(folder: Path) -> None:
    """Tables of language of a text, without the reading of the file."""
    from toolkit_extract.dataset.language.rows import language_row_maker
    from toolkit_extract.toolkits import load_toolkit

    path = draw_returns(folder / "language", TEXT, 1)[0]
    record, started = extract(path), time.process_time()
    make = language_row_maker(load_toolkit("amhp"))
    print(f"language rules loaded in {1000 * (time.process_time() - started):.0f} ms")
    median, size = statistics.median(seconds(lambda: make(record), REPEATS)), path.stat().st_size
    rows = {name: len(list(made)) for name, made in make(record).items()}
    at_real_size = median * REAL_SIZE / size
    print(
        f"language {1000 * median:6.1f} ms a return, {at_real_size:.2f} s per {REAL_SIZE // 1000} kB "
        f"(target at most {LANGUAGE_TARGET:.2f} s); rows {rows}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench", description="Measures time.")
    parser.add_argument("file", type=Path, nargs="?", help="a return to time instead of made-up ones")
    options = parser.parse_args(arguments)
    if options.file:
        time_of_a_return(options.file.name, options.file, TARGETS["text"])
        return 0
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-bench-") as folder:
        for bench in (
            bench_text,
            bench_word,
            bench_pdf,
            bench_scans,
            bench_language,
            bench_compare,
            bench_batch,
            bench_review,
        ):
            bench(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
