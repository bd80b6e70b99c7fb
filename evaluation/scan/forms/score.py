"""What does `toolkit-extract inspect` see on scanned forms of other kinds? `python -m evaluation.scan.forms.score`.

Builds the forms in a temporary folder or in `$EVALUATION_DIR/forms`, runs the program on each, and compares its marks
with the truth: *found* where the middle lies within half a box of the true one, its state *right*, *unknown* or
*wrong*, its label right where it is like one that a person would read. A mark where no box is counts as *false*. The
sums are given for each group of forms.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.scan.box_score import SURE, is_found
from evaluation.scan.forms.filled import write_forms
from evaluation.score import likeness

Json = Mapping[str, Any]

SEED = 7
ALIKE = 0.9
_SECONDS = 180


def inspect(path: Path) -> Sequence[Json] | str:
    """The marks that the program sees in a file, or why it saw nothing."""
    command = [sys.executable, "-m", "toolkit_extract", "inspect", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    if done.returncode:
        return done.stderr.decode("utf-8", "replace").strip()
    marks: Sequence[Json] = json.loads(done.stdout)["marks"]
    return marks


def score_form(truth: Json, marks: Sequence[Json]) -> tuple[Counter[str], list[str]]:
    """Counts for one form, and a line for each box that was missed or misread."""
    counts: Counter[str] = Counter()
    remarks = []
    left = [mark for mark in marks if mark.get("page") is not None]
    for box in truth["marks"]:
        counts["boxes"] += 1
        mark = next((one for one in left if is_found(box, one)), None)
        place = f"p.{box['page']} {box['label']!r} ({box['how'] or 'untouched'})"
        if mark is None:
            remarks.append(f"{place}: not found")
            continue
        left.remove(mark)
        outcome = _outcome(box, mark)
        counts.update(outcome)
        if "wrong" in outcome:
            remarks.append(f"{place}: {box['state']} <- {mark['state']} at {mark['confidence']}")
        if "label_right" not in outcome:
            remarks.append(f"{place}: label <- {mark['label']!r}")
    counts["false"] = len(left) + len(marks) - sum(mark.get("page") is not None for mark in marks)
    return counts, remarks


def _outcome(box: Json, mark: Json) -> list[str]:
    outcome = ["found"]
    if any(_alike(label, mark["label"] or "") for label in box["labels"]):
        outcome.append("label_right")
    if mark["state"] == "unknown":
        return [*outcome, "unknown"]
    right = mark["state"] == box["state"]
    outcome.append("right" if right else "wrong")
    if (mark["confidence"] or 0) >= SURE:
        outcome += ["sure"] if right else ["sure", "sure_wrong"]
    return outcome


def _alike(one: str, other: str) -> bool:
    one, other = (re.sub(r"\W+", " ", words).casefold().strip() for words in (one, other))
    return one == other or likeness(one, other) >= ALIKE


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status: 0, or 1 where a form could not be read at all."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.scan.forms.score", description="Scores inspect on scanned forms."
    )
    parser.add_argument("--forms", nargs="+", default=[], help="names of forms (default: all)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"seed (default {SEED})")
    parser.add_argument("--misses", action="store_true", help="print each box that was missed or misread")
    options = parser.parse_args(arguments)
    kept = os.environ.get("EVALUATION_DIR")
    if kept:
        return _score_all(Path(kept) / "forms", options)
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-forms-") as folder:
        return _score_all(Path(folder), options)


def _score_all(folder: Path, options: argparse.Namespace) -> int:
    groups: dict[str, Counter[str]] = {}
    failed = False
    print(f"{'form':24} found/false  states right/unknown/WRONG  labels right")
    for name, truth in write_forms(folder, options.seed, options.forms).items():
        marks = inspect(folder / name)
        if isinstance(marks, str):
            print(f"{name:24} not read: {marks}")
            failed, marks = True, []
        counts, remarks = score_form(truth, marks)
        groups.setdefault(truth["group"], Counter()).update(counts)
        print(_line(name, counts))
        if options.misses:
            print("\n".join(f"    {remark}" for remark in remarks))
    total = sum(groups.values(), Counter())
    for group, counts in groups.items():
        print(_line(group.upper(), counts))
    print(_line("ALL", total))
    sure = total["sure"]
    print(f"of the states given with {SURE} or more, {sure - total['sure_wrong']} of {sure} are right")
    return int(failed)


def _line(name: str, counts: Counter[str]) -> str:
    states = "/".join(str(counts[state]) for state in ("right", "unknown", "wrong"))
    found = f"{counts['found']}/{counts['false']}"
    return f"{name:24} {found:>11}  {states:>26}  {counts['label_right']:>12} of {counts['boxes']}"


if __name__ == "__main__":
    sys.exit(main())
