"""How right is the machine, as far as a random sample can tell?

Records as the machine reads them now, and what people said of the sample, in; for each format and question, counts and
shares with 95 % intervals out. Answers that people saw because they were doubtful say nothing about the others, so only
drawn ones count. The sample is split into answers that the machine was sure of and answers that it doubted, for people
decide the doubted ones first; the two shares are put together by how many answers of each kind there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

from toolkit_extract.review.apply import said_value, value_of
from toolkit_extract.review.corrections import Overlay
from toolkit_extract.review.queue import is_drawn
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.correction import Action, Correction
from toolkit_extract.schemas.record import Choice, ChoiceState, Narrative, NarrativeState, ReturnRecord

Z95 = 1.959964
"""The standard normal distribution has 95 % of itself within this of zero."""

TOTAL = "all"
_UNCLAIMED = {
    ChoiceState.NONE_SELECTED,
    ChoiceState.NOT_RECOVERABLE,
    ChoiceState.ABSENT,
    NarrativeState.BLANK,
    NarrativeState.ABSENT,
}


class Verdict(StrEnum):
    """What a person's word makes of the machine's."""

    RIGHT = "right"
    WRONG = "wrong"  # the machine claims something that the return does not say
    UNCLAIMED = "unclaimed"  # the return says something, and the machine claims nothing
    OPEN = "open"  # a text was decided of another reading, and nobody has looked again


@dataclass(slots=True)
class Kind:
    """Answers of one kind: how many there are, how many were drawn, and what people found."""

    answers: int = 0
    drawn: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)

    @property
    def decided(self) -> int:
        """Drawn answers that count."""
        return self.verdicts.total() - self.verdicts[Verdict.OPEN]

    @property
    def share(self) -> float:
        """Share of right ones among those that count."""
        return self.verdicts[Verdict.RIGHT] / self.decided


@dataclass(frozen=True, slots=True)
class Estimate:
    """How right the machine is about some answers.

    Attributes:
        format: of the files, or `TOTAL`.
        question: of the answers, or `TOTAL`.
        sure, doubted: answers that the machine was sure of, and that it doubted.
        share: estimated share of right answers; none where there is no basis.
        low, high: 95 % interval.
    """

    format: str
    question: str
    sure: Kind
    doubted: Kind
    share: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def decided(self) -> int:
        """Drawn answers that count."""
        return self.sure.decided + self.doubted.decided

    @property
    def drawn(self) -> int:
        """Answers of the sample."""
        return self.sure.drawn + self.doubted.drawn

    def count(self, verdict: Verdict) -> int:
        """Drawn answers with that verdict."""
        return self.sure.verdicts[verdict] + self.doubted.verdicts[verdict]


def estimate(records: Iterable[ReturnRecord], overlay: Overlay, share: float) -> list[Estimate]:
    """Estimates for each format and question, for each format, for each question and for all, in that order.

    Args:
        records: as the machine reads them now.
        overlay: what people said.
        share: of the random sample, 0 to 1.
    """
    kinds: dict[tuple[str, str], tuple[Kind, Kind]] = defaultdict(lambda: (Kind(), Kind()))
    for record in records:
        for standard in record.standards:
            if not standard.found:
                continue
            for name, answer in single_answers(standard):
                line = overlay.of_answer(record.source.sha256, standard.number, name)
                drawn = is_drawn(record, standard, name, share)
                for cell in _cells(record.source.format, name.partition(".")[0]):
                    _count(kinds[cell][answer.needs_review], answer, line, drawn)
    order = {question: place for place, question in enumerate(dict.fromkeys(key[1] for key in kinds))}
    keys = sorted(kinds, key=lambda key: (key[0] == TOTAL, key[0], key[1] == TOTAL, order[key[1]]))
    return [_estimate(key, *kinds[key]) for key in keys]


def wilson(share: float, count: float) -> tuple[float, float]:
    """The 95 % interval of a share seen among `count` draws, after Wilson (1927); it never leaves 0 to 1."""
    squared = Z95 * Z95
    centre = (share + squared / (2 * count)) / (1 + squared / count)
    half = Z95 * sqrt(share * (1 - share) / count + squared / (4 * count * count)) / (1 + squared / count)
    return max(0.0, centre - half), min(1.0, centre + half)


def verdict(answer: Narrative | Choice, line: Correction) -> Verdict:
    """What a person's word makes of what the machine says now."""
    said = said_value(line)
    now = value_of(answer)
    if said is None:
        # Nobody can read it: right is who claims nothing.
        claims = answer.state not in _UNCLAIMED
        return Verdict.WRONG if claims else Verdict.RIGHT
    if now.key == said.key:
        return Verdict.RIGHT
    is_of_another = line.machine is None or line.machine.key != now.key
    if is_of_another and isinstance(answer, Narrative):
        return Verdict.OPEN
    return Verdict.UNCLAIMED if answer.state in _UNCLAIMED else Verdict.WRONG


def _cells(file_format: str, question: str) -> tuple[tuple[str, str], ...]:
    return ((file_format, question), (file_format, TOTAL), (TOTAL, question), (TOTAL, TOTAL))


def _count(kind: Kind, answer: Narrative | Choice, line: Correction | None, drawn: bool) -> None:
    kind.answers += 1
    if not drawn:
        return
    kind.drawn += 1
    if line is not None and line.action is not Action.UNDO:
        kind.verdicts[verdict(answer, line)] += 1


def _estimate(key: tuple[str, str], sure: Kind, doubted: Kind) -> Estimate:
    kinds = [kind for kind in (sure, doubted) if kind.answers]
    if not kinds or any(not kind.decided for kind in kinds):
        return Estimate(*key, sure, doubted)
    total = sum(kind.answers for kind in kinds)
    weights = [kind.answers / total for kind in kinds]
    share = sum(weight * kind.share for weight, kind in zip(weights, kinds, strict=True))
    # What the two samples are worth as one, drawn evenly (Kish 1965, section 11.7).
    worth = 1 / sum(weight * weight / kind.decided for weight, kind in zip(weights, kinds, strict=True))
    low, high = wilson(min(1.0, share), worth)
    return Estimate(*key, sure, doubted, share, low, high)
