"""What becomes of ratings that were marked otherwise than in their boxes? `python -m evaluation.scan.unexpected.score`.

Builds the returns in a temporary folder or in `$EVALUATION_DIR/unexpected`, extracts them, and counts by kind of mark:
*right* (the option meant), *flagged* (anything that asks for review) and *silent* (anything else). Untouched ratings
are *right* where none is selected; a flag on them is *false*. `TOOLKIT_EXTRACT_OCR` names the engine.
"""

import argparse
import json
import os
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from evaluation.generate import write_set
from evaluation.scan.unexpected.returns import all_returns, write_returns
from toolkit_extract import ingest

Json = Mapping[str, Any]
SEED = 7
_COLUMNS = ("ratings", "right", "right_flagged", "flagged", "silent")


def outcome_of(truth: Json, choice: Json | None) -> str:
    """What became of one rating: see `_COLUMNS`."""
    if choice is None:
        return "flagged"
    flagged = bool(choice["needs_review"]) or choice["state"] in ("not_recoverable", "absent")
    if truth["option"] is None:
        right = choice["state"] == "none_selected"
    else:
        right = choice["state"] == "selected" and choice["option"] == truth["option"]
    if right:
        return "right_flagged" if flagged else "right"
    return "flagged" if flagged else "silent"


def score_returns(
    gold: Mapping[str, Json], records: Mapping[str, Json]
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Counts by kind of mark, condition and original, and a line for each silent rating and each false flag."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    remarks = []
    for name, truth in gold.items():
        found = {one["number"]: one for one in records.get(name, {}).get("standards", [])}
        control, original, condition = truth["variant"].split("/")
        for rating in truth["ratings"]:
            choice = found.get(rating["standard"], {}).get(rating["answer"])
            outcome = outcome_of(rating, choice)
            usual = rating["kind"] in ("untouched", "ticked")
            kinds = [f"{control}: {rating['kind']}", f"{control}: {'usual' if usual else 'marked'} in {condition}",
                     f"{control}: {'usual' if usual else 'marked'} on {original}"]  # fmt: skip
            for kind in kinds:
                counts[kind].update(("ratings", outcome))
            if outcome == "silent" or (rating["kind"] == "untouched" and outcome != "right"):
                got = choice and (
                    choice["state"],
                    choice["option"],
                    choice["confidence"],
                    choice["review_reasons"],
                )
                remarks.append(
                    f"{outcome:13} {rating['kind']:16} {condition:11} {name} {rating['standard']} {rating['answer']} "
                    f"{rating['option']} pen {rating['pen']} <- {got}"
                )
    return counts, remarks


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.scan.unexpected.score", description="Scores ratings marked in no box."
    )
    parser.add_argument("--returns", nargs="+", default=["*"], help="patterns such as 'control/*/fax'")
    parser.add_argument("--seed", type=int, default=SEED, help=f"seed (default {SEED})")
    parser.add_argument("--misses", action="store_true", help="print each silent rating and each false flag")
    options = parser.parse_args(arguments)
    kept = os.environ.get("EVALUATION_DIR")
    if kept:
        return _score_all(Path(kept) / "unexpected", options)
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-unexpected-") as folder:
        return _score_all(Path(folder), options)


def _score_all(folder: Path, options: argparse.Namespace) -> int:
    gold_file = folder / "gold.json"
    if gold_file.exists():
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
    else:
        gold = write_set(folder, write_returns(all_returns(), options.seed))
    gold = {n: one for n, one in gold.items() if any(fnmatch(one["variant"], p) for p in options.returns)}
    out = folder / f"out-{os.getpid()}"
    ingest([folder / name for name in gold], out, workers=2)
    with (out / "records.jsonl").open(encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    counts, remarks = score_returns(gold, {Path(one["source"]["path"]).name: one for one in read})
    print(f"{'kind':36}" + "".join(f"{name:>15}" for name in _COLUMNS))
    for kind in sorted(counts):
        counts[kind]["right"] += counts[kind]["right_flagged"]
        print(f"{kind:36}" + "".join(f"{counts[kind][name]:15}" for name in _COLUMNS))
    if options.misses:
        print("\n".join(sorted(remarks)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
