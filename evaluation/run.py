"""Is extraction as good as it was? `python -m evaluation.run` builds the set, extracts it, scores it, and compares.

The set is built outside the repository, in a temporary folder or in `$EVALUATION_DIR` (where it stays to be looked at).
Kinds that need a program which is not installed are left out with a message; with `CI=true` they stop the run.
Exit status: 0 no loss against `evaluation/baseline.json`; 1 some loss; 2 the run itself failed.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from evaluation.baseline import compare, read_baseline, write_baseline
from evaluation.conversion import is_there
from evaluation.generate import generate, select_variants, write_set
from evaluation.scan import box_score
from evaluation.scan.box_score import BoxScores, read_output, score_boxes
from evaluation.score import Json, Miss, Scores, score, to_table
from evaluation.variants import FAMILIES, VARIANTS, family_of
from toolkit_extract import ingest

BASELINE = Path(__file__).with_name("baseline.json")
RETURNS_PER_VARIANT = 3
SEED = 7
WORKERS = 2


def extract_set(returns: Path, gold: Sequence[str], out: Path) -> dict[str, Json]:
    """Extract the files of a set through the front door, and return the records by file name."""
    ingest([returns / name for name in gold], out, workers=WORKERS)
    with (out / "records.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {Path(record["source"]["path"]).name: record for record in records}


@dataclass(frozen=True)
class Request:
    """Which set is to be built: patterns of variants, families, returns of each kind, and whether all costly ones."""

    variants: Sequence[str]
    families: Sequence[str]
    per_variant: int
    full: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the set is the one that the baseline is of."""
        return self.variants == ["*"] and self.per_variant == RETURNS_PER_VARIANT and not self.full


def evaluate(folder: Path, request: Request) -> tuple[Scores, BoxScores]:
    """Build a set in a folder, extract and score it; boxes are scored where it is known where they stand."""
    returns = folder / "returns"
    chosen = select_variants(request.variants, request.families, full=request.full)
    full = request.full or request.variants != ["*"]
    started = time.perf_counter()
    files = generate(authorities=request.per_variant, seed=SEED, variants=chosen, full=full)
    gold = write_set(returns, files)
    written = time.perf_counter()
    records = extract_set(returns, list(gold), folder / "out")
    seconds = time.perf_counter() - written
    print(
        f"{len(gold)} returns made in {written - started:.1f} s, "
        f"extracted in {seconds:.1f} s with {WORKERS} workers"
    )
    scores = score(cast("dict[str, Json]", gold), records)
    boxes = score_boxes(gold, read_output(folder / "out"))
    for name, counts in boxes.by_variant.items():
        scores.by_variant[name].update(counts)
    return scores, boxes


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.run", description="Scores extraction.")
    parser.add_argument("--variants", nargs="+", default=["*"], help="names or patterns such as 'layout/*'")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES, help="default: all")
    parser.add_argument("--per-variant", type=int, default=RETURNS_PER_VARIANT, help="returns per variant")
    parser.add_argument(
        "--full", action="store_true", help="draw costly kinds (scans) as often as others, and all"
    )
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the first N misses")
    parser.add_argument("--update-baseline", action="store_true", help="take the scores as the new baseline")
    options = parser.parse_args(arguments)
    request = Request(options.variants, options.families, options.per_variant, options.full)
    if options.update_baseline and not request.is_whole:
        parser.error("the baseline is of the whole set: leave --variants, --per-variant and --full out")
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
    for miss in scores.misses[:misses]:
        print(_miss_line(miss))
    if boxes.by_variant:
        print(box_score.to_table(boxes))
        print("\n".join(boxes.wrong[:misses]))


def _is_run(name: str, families: Sequence[str]) -> bool:
    """Whether this run holds a variant of the baseline: one of its families, and of programs that are installed."""
    left_out = name in VARIANTS and not all(map(is_there, VARIANTS[name].needs))
    return family_of(name) in families and not left_out


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
