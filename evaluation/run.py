"""Is extraction as good as it was? `python -m evaluation.run` builds the set, extracts it, scores it, and compares.

The set is built outside the repository, in a temporary folder or in `$EVALUATION_DIR` (where it stays to be looked at).
Kinds that need a program which is not installed are left out with a message; with `CI=true` they stop the run.
Scans are read once with each engine that recognises text: `scan/fax@rapidocr` is `scan/fax` as RapidOCR reads it.
Exit status: 0 no loss against `evaluation/baseline.json`; 1 some loss; 2 the run itself failed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from evaluation.baseline import compare, read_baseline, write_baseline
from evaluation.conversion import RAPIDOCR, TESSERACT, is_there
from evaluation.generate import generate, select_variants, write_set
from evaluation.scan import box_score
from evaluation.scan.box_score import BoxScores, read_output, score_boxes
from evaluation.score import Json, Miss, Scores, score, summary_line, to_table
from evaluation.variants import FAMILIES, VARIANTS, family_of
from toolkit_extract import ingest

BASELINE = Path(__file__).with_name("baseline.json")
RETURNS_PER_VARIANT = 3
SEED = 7
WORKERS = 2
ENGINES = (RAPIDOCR, TESSERACT)
SCANS = "scan"
_ENGINE_VARIABLE = "TOOLKIT_EXTRACT_OCR"


def extract_set(returns: Path, gold: Sequence[str], out: Path) -> dict[str, Json]:
    """Extract the files of a set through the front door, and return the records by file name."""
    ingest([returns / name for name in gold], out, workers=WORKERS)
    with (out / "records.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {Path(record["source"]["path"]).name: record for record in records}


@dataclass(frozen=True)
class Request:
    """Which set is to be built: patterns of variants, families, returns of each kind, and whether all costly ones.

    `engines` read the scans, one after the other.
    """

    variants: Sequence[str]
    families: Sequence[str]
    per_variant: int
    full: bool = False
    engines: Sequence[str] = ENGINES

    @property
    def is_whole(self) -> bool:
        """Whether the set is the one that the baseline is of."""
        return (
            self.variants == ["*"]
            and self.per_variant == RETURNS_PER_VARIANT
            and not self.full
            and list(self.engines) == list(ENGINES)
        )


def evaluate(folder: Path, request: Request) -> tuple[Scores, BoxScores]:
    """Build a set in a folder, extract and score it; boxes are scored where it is known where they stand."""
    returns = folder / "returns"
    chosen = select_variants(request.variants, request.families, full=request.full)
    full = request.full or request.variants != ["*"]
    started = time.perf_counter()
    files = generate(authorities=request.per_variant, seed=SEED, variants=chosen, full=full)
    gold = write_set(returns, files)
    print(f"{len(gold)} returns made in {time.perf_counter() - started:.1f} s")
    scores, boxes = Scores({}, []), BoxScores()
    for engine, part in parts_of(gold, request.engines):
        out = folder / f"out-{engine}" if engine else folder / "out"
        started = time.perf_counter()
        with engine_named(engine):
            records = extract_set(returns, list(part), out)
        seconds = time.perf_counter() - started
        told = f" and {engine}" if engine else ""
        print(f"{len(part)} returns extracted in {seconds:.1f} s with {WORKERS} workers{told}")
        part_scores, part_boxes = score(part, records), score_boxes(part, read_output(out))
        for name, counts in part_boxes.by_variant.items():
            part_scores.by_variant[name].update(counts)
        scores.add(part_scores)
        boxes.add(part_boxes)
    return scores, boxes


def parts_of(gold: Mapping[str, Json], engines: Sequence[str]) -> Iterator[tuple[str, dict[str, Json]]]:
    """The set in parts that are read in one go: what needs no engine, then the scans for each engine.

    The variant of a scan has its engine in its name.
    """
    scans = {name for name, truth in gold.items() if family_of(truth["variant"]) == SCANS}
    others = {name: truth for name, truth in gold.items() if name not in scans}
    if others:
        yield "", others
    for engine in engines if scans else ():
        if is_there(engine):
            yield (
                engine,
                {n: {**gold[n], "variant": f"{gold[n]['variant']}@{engine}"} for n in gold if n in scans},
            )
        else:
            print(f"left out: scans as {engine} reads them ({engine} not installed)", file=sys.stderr)


@contextmanager
def engine_named(engine: str) -> Iterator[None]:
    """While this lasts, scans are read with that engine; without a name, as the environment says."""
    before = os.environ.get(_ENGINE_VARIABLE)
    if engine:
        os.environ[_ENGINE_VARIABLE] = engine
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(_ENGINE_VARIABLE, None)
        else:
            os.environ[_ENGINE_VARIABLE] = before


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.run", description="Scores extraction.")
    parser.add_argument("--variants", nargs="+", default=["*"], help="names or patterns such as 'layout/*'")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES, help="default: all")
    parser.add_argument("--per-variant", type=int, default=RETURNS_PER_VARIANT, help="returns per variant")
    parser.add_argument(
        "--full", action="store_true", help="draw costly kinds (scans) as often as others, and all"
    )
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=ENGINES, help="default: both")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the first N misses")
    parser.add_argument("--update-baseline", action="store_true", help="take the scores as the new baseline")
    options = parser.parse_args(arguments)
    request = Request(options.variants, options.families, options.per_variant, options.full, options.engines)
    if options.update_baseline and not request.is_whole:
        parser.error(
            "the baseline is of the whole set: leave --variants, --per-variant, --full and --engines out"
        )
    scores, boxes = _evaluate_somewhere(request)
    _report(scores, boxes, options.misses)
    if options.update_baseline:
        write_baseline(BASELINE, _not_run(options.families) | scores.by_variant)
    if not request.is_whole:
        return 0
    if not BASELINE.exists():
        print(
            "there is no baseline to compare with: run 'make evaluate-update' and commit it", file=sys.stderr
        )
        return 2
    before = {
        name: counts for name, counts in read_baseline(BASELINE).items() if _is_run(name, options.families)
    }
    comparison = compare(before, scores.by_variant)
    print(comparison.to_text())
    return 1 if comparison.losses else 0


def _evaluate_somewhere(request: Request) -> tuple[Scores, BoxScores]:
    kept = os.environ.get("EVALUATION_DIR")
    if kept:
        return evaluate(Path(kept), request)
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-evaluation-") as folder:
        return evaluate(Path(folder), request)


def _report(scores: Scores, boxes: BoxScores, misses: int) -> None:
    print(to_table(scores))
    for engine in ENGINES:
        of_engine = {
            name: counts for name, counts in scores.by_variant.items() if name.endswith(f"@{engine}")
        }
        if of_engine:
            print(f"{engine}: {summary_line(Scores(of_engine, []))}")
    for miss in scores.misses[:misses]:
        print(_miss_line(miss))
    if boxes.by_variant:
        print(box_score.to_table(boxes))
        print("\n".join(boxes.wrong[:misses]))


def _is_run(name: str, families: Sequence[str]) -> bool:
    """Whether this run holds a variant of the baseline: one of its families, and of programs that are installed."""
    kind, _, engine = name.partition("@")
    needs = [*(VARIANTS[kind].needs if kind in VARIANTS else ()), *([engine] if engine else [])]
    return family_of(name) in families and all(map(is_there, needs))


def _not_run(families: Sequence[str]) -> dict[str, Counter[str]]:
    """What the baseline says of variants that were not run, which stays as it is."""
    if not BASELINE.exists():
        return {}
    before = read_baseline(BASELINE)
    return {name: Counter(counts) for name, counts in before.items() if not _is_run(name, families)}


def _miss_line(miss: Miss) -> str:
    flag = "flagged" if miss.flagged else "SILENT"
    place = f"{miss.variant} {miss.file} {miss.standard} {miss.answer}"
    return f"{flag:8} {place}: {miss.wanted[:80]!r} <- {miss.got[:80]!r}"


if __name__ == "__main__":
    sys.exit(main())
