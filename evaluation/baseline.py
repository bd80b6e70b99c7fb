"""What did a change gain or lose against the scores that are committed?

A loss in any variant fails, though another variant gains: a refactor must not pay for one return with another.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluation.conversion import CHROMIUM
from evaluation.scan import box_score
from evaluation.score import GAINS, LOSSES, NOISE, SIZES
from evaluation.variants import VARIANTS

# Boxes are measured where the evaluation knows where they stand; elsewhere their counts are not there, which is 0.
_FOR = (*GAINS, *box_score.GAINS)
_AGAINST = (*LOSSES, *box_score.LOSSES)

_TEXTS_PER_PROCESSOR = 1
"""Texts of a scanned kind that an engine may read by a letter otherwise on a processor of another make."""

_TEXTS_PER_BROWSER = 2
"""Texts of a kind that Chromium printed which another version of it may lay out, and so tear, otherwise."""

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Comparison:
    """Lines for a person, by what they mean."""

    gains: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def to_text(self) -> str:
        """All lines: losses last, where they are seen."""
        groups = (("gained", self.gains), ("changed", self.remarks), ("LOST", self.losses))
        lines = [f"{word}: {line}" for word, group in groups for line in group]
        return "\n".join(lines) if lines else "as the baseline"


def compare(before: Counts, after: Counts) -> Comparison:
    """Compare scores by variant with those of the baseline."""
    gains: list[str] = []
    losses = [
        f"{variant}: is in the baseline and was not run" for variant in sorted(before.keys() - after.keys())
    ]
    remarks = [f"{variant}: is new" for variant in sorted(after.keys() - before.keys())]
    for variant in sorted(before.keys() & after.keys()):
        old, new = before[variant], after[variant]
        if any(old[size] != new[size] for size in SIZES):
            losses.append(f"{variant}: the evaluation set has changed; look, then run 'make evaluate-update'")
            continue
        for measure in (*_FOR, *_AGAINST, *NOISE):
            was, now = old.get(measure, 0), new.get(measure, 0)
            change = now - was
            line = f"{variant}: {measure} {was} -> {now}"
            if change and (measure in NOISE or abs(change) <= _allowance(variant, measure)):
                remarks.append(line)
            elif change:
                (gains if (change > 0) == (measure in _FOR) else losses).append(line)
    return Comparison(tuple(gains), tuple(losses), tuple(remarks))


def _allowance(variant: str, measure: str) -> int:
    """How far a count may lie off without being a loss.

    Engines compute with fractions, whose last digits differ; browsers of two versions break lines and pages elsewhere.
    """
    if not measure.startswith("texts"):
        return 0
    if "@" in variant:
        return _TEXTS_PER_PROCESSOR
    return _TEXTS_PER_BROWSER if variant in VARIANTS and CHROMIUM in VARIANTS[variant].needs else 0


def read_baseline(path: Path) -> dict[str, dict[str, int]]:
    """The committed scores by variant."""
    baseline: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))
    return baseline


def write_baseline(path: Path, counts: Mapping[str, Counter[str]]) -> None:
    """Write scores as the new baseline: a variant a line, so that a change shows as a line."""
    lines = [
        f"{json.dumps(name)}: {json.dumps(dict(sorted(counts[name].items())))}" for name in sorted(counts)
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
