"""How many of the spans that a careful person would flag do the rules find, and how many of theirs are right?

`python -m evaluation.privacy.score [FILE...]` prints precision and recall of each kind on sentences labelled by hand.
Rules were written beside `development.txt`; `held-out.txt` was labelled afterwards, and its misses mended no rule.
A span counts as found if the rules flag one of its kind that overlaps it, and as right the other way round.
"""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toolkit_extract.dataset.privacy import personal_data_detector
from toolkit_extract.dataset.spans import Span

FOLDER = Path(__file__).parent
FILES = (FOLDER / "development.txt", FOLDER / "held-out.txt")
_LABEL = re.compile(r"⟦(\w+)\|([^⟧]*)⟧")


@dataclass
class Score:
    """Counts by kind, and the sentences that went wrong."""

    wanted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    flagged: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def precision(self, kind: str) -> float:
        """Share of the flagged spans that are right; 1 where none is flagged."""
        return self.right[kind] / self.flagged[kind] if self.flagged[kind] else 1.0

    def recall(self, kind: str) -> float:
        """Share of the wanted spans that are found; 1 where none is wanted."""
        return self.found[kind] / self.wanted[kind] if self.wanted[kind] else 1.0


def read_labelled(path: Path) -> list[tuple[str, list[Span]]]:
    """Sentences without their labels, and the labelled spans."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_without_labels(line) for line in lines if line and not line.startswith("#")]


def score(sentences: Iterable[tuple[str, Sequence[Span]]], detect: Callable[[str], Iterable[Span]]) -> Score:
    """Compare what the rules flag with the labels."""
    result = Score()
    for text, labels in sentences:
        flagged = list(detect(text))
        for span in labels:
            result.wanted[span.kind] += 1
            result.found[span.kind] += any(map(span_meets(span), flagged))
        for span in flagged:
            result.flagged[span.kind] += 1
            result.right[span.kind] += any(map(span_meets(span), labels))
        missed = [span for span in labels if not any(map(span_meets(span), flagged))]
        extra = [span for span in flagged if not any(map(span_meets(span), labels))]
        result.wrong += [f"missed {span.kind}: {text[span.start : span.end]}  |  {text}" for span in missed]
        result.wrong += [
            f"wrongly {span.kind}, {span.rule}: {text[span.start : span.end]}  |  {text}" for span in extra
        ]
    return result


def span_meets(span: Span) -> Callable[[Span], bool]:
    """Whether another span is of the same kind and overlaps this one."""
    return lambda other: other.kind == span.kind and other.start < span.end and span.start < other.end


def _without_labels(line: str) -> tuple[str, list[Span]]:
    text, spans, at = "", [], 0
    for label in _LABEL.finditer(line):
        text += line[at : label.start()]
        spans.append(Span(len(text), len(text) + len(label[2]), label[1], "label"))
        text, at = text + label[2], label.end()
    return text + line[at:], spans


def main(arguments: Sequence[str]) -> int:
    """The command line; returns the exit status."""
    detect = personal_data_detector()
    for path in map(Path, arguments or map(str, FILES)):
        sentences = read_labelled(path)
        result = score(sentences, detect)
        print(f"{path.name}: {len(sentences)} sentences")
        for kind in sorted(result.wanted | result.flagged):
            print(
                f"  {kind:18} precision {result.precision(kind):.2f}, recall {result.recall(kind):.2f}; "
                f"{result.wanted[kind]} labelled, {result.flagged[kind]} flagged"
            )
        for line in result.wrong:
            print(f"    {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
