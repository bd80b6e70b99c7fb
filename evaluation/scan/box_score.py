"""Are the boxes of scanned returns found where they are, read right, and believed no more than they deserve?

Every box of the gold is looked up in `marks.csv` by standard, rating and option. It is *found* where its middle lies
within half a box of the true one, and its state is *right*, *unknown* (claims nothing) or *wrong*. Confidence is
calibrated if of the states given with 0.95 or more at least 99 in 100 are right. Handwriting is looked up in
`findings.csv` by standard and answer.
"""

import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = Mapping[str, str]
Json = Mapping[str, Any]

SURE = 0.95
GAINS = ("boxes_found", "boxes_right", "handwriting_found")
LOSSES = ("boxes_wrong", "boxes_sure_wrong", "handwriting_false")
MEASURES = ("boxes", *GAINS, *LOSSES, "boxes_unknown", "boxes_sure", "handwriting")

_BINS = (0.0, 0.5, 0.8, 0.9, SURE, 0.99)
"""Lower ends of the bins of confidence."""


@dataclass(frozen=True)
class Output:
    """What extraction wrote about one file: its rows of `marks.csv` and of `findings.csv`."""

    marks: Sequence[Row]
    findings: Sequence[Row]


@dataclass(frozen=True)
class BoxScores:
    """Counts by variant, by way of marking and by confidence, and a line for each wrong state."""

    by_variant: dict[str, Counter[str]] = field(default_factory=dict)
    by_way: dict[str, Counter[str]] = field(default_factory=dict)
    by_confidence: dict[float, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "BoxScores") -> None:
        """Take the counts of other files."""
        self.by_variant.update(other.by_variant)
        for own, more in ((self.by_way, other.by_way), (self.by_confidence, other.by_confidence)):
            _add_counts(own, more)
        self.wrong.extend(other.wrong)

    @property
    def total(self) -> Counter[str]:
        """Counts over all variants."""
        return sum(self.by_variant.values(), Counter())


def _add_counts(own: dict[Any, Counter[str]], more: Mapping[Any, Counter[str]]) -> None:
    for key, counts in more.items():
        own.setdefault(key, Counter()).update(counts)


def read_output(out: Path) -> dict[str, Output]:
    """What an output folder says of each file, by file name."""
    tables = {name: _read_table(out / f"{name}.csv") for name in ("returns", "marks", "findings")}
    return {
        Path(row["source_file"]).name: Output(
            [mark for mark in tables["marks"] if mark["return_id"] == row["return_id"]],
            [finding for finding in tables["findings"] if finding["return_id"] == row["return_id"]],
        )
        for row in tables["returns"]
    }


def _read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def score_boxes(gold: Mapping[str, Json], outputs: Mapping[str, Output]) -> BoxScores:
    """Scores the boxes of those files whose gold knows where they are."""
    scores = BoxScores()
    for file, truth in gold.items():
        if "boxes" not in truth:
            continue
        counts = scores.by_variant.setdefault(truth["variant"], Counter(dict.fromkeys(MEASURES, 0)))
        output = outputs.get(file, Output((), ()))
        rows = {(row["standard"], row["answer"], row["option"]): row for row in output.marks}
        for box in truth["boxes"]:
            row = rows.get((box["standard"], box["answer"], box["option"]))
            outcome = list(_box_outcome(box, row))
            counts.update(outcome)
            scores.by_way.setdefault(box["how"] or "untouched", Counter()).update(outcome)
            if row and row["confidence"] and row["state"] != "unknown":
                _enter(scores.by_confidence, float(row["confidence"]), right="boxes_right" in outcome)
            if "boxes_wrong" in outcome and row:
                scores.wrong.append(_wrong_line(file, box, row))
        counts.update(_handwriting_outcome(truth["handwriting"], output.findings))
    return scores


def _box_outcome(box: Json, row: Row | None) -> Iterator[str]:
    yield "boxes"
    if row is None:
        return
    if is_found(box, row):
        yield "boxes_found"
    if row["state"] == "unknown":
        yield "boxes_unknown"
        return
    sure = bool(row["confidence"]) and float(row["confidence"]) >= SURE
    right = row["state"] == box["state"]
    yield "boxes_right" if right else "boxes_wrong"
    if sure:
        yield "boxes_sure"
        if not right:
            yield "boxes_sure_wrong"


def is_found(box: Json, row: Mapping[str, Any]) -> bool:
    """Whether a row's place is that of the box: its middle within half a box of the true one, on the same page."""
    if not row["page"] or int(row["page"]) != box["page"]:
        return False
    (x, y), (u, v) = _middle(box), _middle(row)
    side = max(box["x1"] - box["x0"], box["bottom"] - box["top"])
    return bool(math.hypot(x - u, y - v) <= side / 2)


def _middle(place: Mapping[str, Any]) -> tuple[float, float]:
    return (float(place["x0"]) + float(place["x1"])) / 2, (float(place["top"]) + float(place["bottom"])) / 2


def _enter(bins: dict[float, Counter[str]], confidence: float, *, right: bool) -> None:
    low = max(edge for edge in _BINS if edge <= confidence)
    bins.setdefault(low, Counter()).update(("all", "right") if right else ("all",))


def _handwriting_outcome(truth: Sequence[Json], findings: Sequence[Row]) -> Iterator[str]:
    wanted = {(one["standard"], one["answer"]) for one in truth}
    found = {
        (row["standard"], row["answer"].split(".")[0])
        for row in findings
        if row["code"] == "narrative.handwriting"
    }
    yield from ["handwriting"] * len(wanted)
    yield from ["handwriting_found"] * len(wanted & found)
    yield from ["handwriting_false"] * len(found - wanted)


def _wrong_line(file: str, box: Json, row: Row) -> str:
    place = f"{file} p.{box['page']} {box['standard']} {box['answer']} {box['option']}"
    return f"{place} ({box['how'] or 'untouched'}): {box['state']} <- {row['state']} at {row['confidence']}"


def to_table(scores: BoxScores) -> str:
    """The scores for a person: a line a variant, a line a way of marking, and the calibration."""
    head = "found right/unknown/WRONG"
    lines = [f"{'boxes of scans':28} {head}   handwriting found/false"]
    for name, counts in scores.by_variant.items():
        writing = f"{counts['handwriting_found']}/{counts['handwriting_false']} of {counts['handwriting']}"
        lines.append(f"{_line(name, counts)}   {writing}")
    lines.append(_line("ALL", scores.total))
    lines.append(f"{'way of marking':28} {head}")
    lines += [_line(way, counts) for way, counts in sorted(scores.by_way.items())]
    for low, counts in sorted(scores.by_confidence.items()):
        lines.append(f"confidence from {low:.2f}: {counts['right']} of {counts['all']} states right")
    total = scores.total
    right = total["boxes_sure"] - total["boxes_sure_wrong"]
    share = 100 * right / max(1, total["boxes_sure"])
    lines.append(
        f"of the states given with {SURE} or more, {right} of {total['boxes_sure']} are right ({share:.2f} %)"
    )
    return "\n".join(lines)


def _line(name: str, counts: Counter[str]) -> str:
    states = "/".join(str(counts[f"boxes_{state}"]) for state in ("right", "unknown", "wrong"))
    return f"{name:28} {counts['boxes_found']:5} {states:>16} of {counts['boxes']}"
