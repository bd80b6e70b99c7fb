"""What do the cues of a clause say: gap or strength, once negation, plans and what is over are taken into account?

Cues in, `Cue`s with the stance that they have there out. "No formal protocol" is a gap and "no gaps" a strength; "the
gaps have been closed" is a strength, "have not been closed" a gap; "reporting of delays" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

GAP, STRENGTH, NEUTRAL = "gap", "strength", "neutral"
WEAK_CUE, BURDEN, SETTLED, PURPOSES = "weak", "burdens", "settled", "purposes"
_OTHER = {GAP: STRENGTH, STRENGTH: GAP}
# Tokens over which a negator reaches its cue, and a plan its own.
NEGATOR_REACH, PLAN_REACH = 5, 6
# A gap is denied by a negator close before it alone: "no gaps" is praise, "no dashboard for delays" is none.
DENIAL_REACH = 3
# Tokens between a trouble and the words that say it is over, which stand behind it or right before it.
SETTLED_REACH, SETTLED_BEFORE = 9, 3
# Tokens between a trouble and what makes it a topic.
TOPIC_BEFORE, HANDLED_BEHIND = 1, 8
JOINTS = frozenset({",", "and", "or", ":"})
_DONE = frozenset("been was were is are now has have we".split())
_HALF = frozenset("partly partially half almost nearly being".split())
# "We have not reviewed the risks": what is denied is the treatment, and the risks are there.
_TREATED = frozenset(
    "reviewed assessed addressed resolved tackled closed mitigated managed considered discussed recorded monitored "
    "solved understood reduced removed examined analysed measured cleared filled fixed overcome".split()
)
_OF_ANOTHER = frozenset("for of in on with about to from at by because so until".split())
_TROUBLES = frozenset(
    "gap gaps delay delays issue issues concern concerns problem problems risk risks difficulty difficulties challenge "
    "challenges barrier barriers complaint complaints shortage shortages conflict conflicts tension tensions pressure "
    "pressures failure failures worries duplication".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with the stance that it has where it stands; `start` and `end` count tokens."""

    start: int
    end: int
    stance: str
    weak: bool
    words: str


def resolve_cues(cues: Sequence[Span]) -> Iterator[Cue]:
    """Cues of a clause with the stance that they have there."""
    negators = [cue for cue in cues if cue.label_ == "negators" or (cue.label_ == GAP and _turns(cue))]
    used: set[int] = set()
    for cue in cues:
        if cue.label_ not in (GAP, STRENGTH, WEAK_CUE, BURDEN) or _is_planned(cue, cues):
            continue
        settled = _settled(cue, cues, negators) if cue.label_ in (GAP, BURDEN) else None
        negator = _negator_of(cue, [other for other in negators if other.start != cue.start])
        if settled is not None and negator is None:
            yield Cue(cue.start, max(cue.end, settled.end), STRENGTH, False, f"{cue.text} … {settled.text}")
            continue
        if negator is None and _is_topic(cue, cues):
            continue
        if negator is not None:
            used.add(negator.start)
        grown = _grown(cue, cues) if cue.label_ == BURDEN and negator is None else None
        if grown is not None:
            yield Cue(cue.start, grown.end, GAP, False, f"{cue.text} … {grown.text}")
        elif cue.label_ != BURDEN or negator is not None:
            words = f"{negator.text} … {cue.text}" if negator is not None else cue.text
            weak = cue.label_ == WEAK_CUE and negator is None
            yield Cue(cue.start, cue.end, _turned(cue, negator), weak, words)
    for cue in negators:
        if cue.label_ == "negators" and cue.start not in used:
            yield Cue(cue.start, cue.end, GAP, False, cue.text)


def _turned(cue: Span, negator: Span | None) -> str:
    stance = GAP if cue.label_ in (GAP, BURDEN) else STRENGTH
    return stance if negator is None else _OTHER[stance]


def _settled(cue: Span, cues: Sequence[Span], negators: Sequence[Span]) -> Span | None:
    """What says that a trouble is over: "the gaps … have been closed", "we have resolved the delays"."""
    for other in cues:
        if other.label_ != SETTLED or _is_qualified(other, cues, negators):
            continue
        behind = 0 <= other.start - cue.end <= SETTLED_REACH and not _has_cue_between(cue, other, cues)
        before = 0 <= cue.start - other.end <= SETTLED_BEFORE
        apart = any(token.text in (",", ":") for token in _between(cue, other))
        if (behind or before) and not apart:
            return other
    return None


def _is_qualified(settled: Span, cues: Sequence[Span], negators: Sequence[Span]) -> bool:
    """Whether it is not so yet, or only in part: "not resolved", "to be resolved", "partly resolved"."""
    doc = settled.doc
    lead = [token.lower_ for token in doc[max(settled.start - 3, settled.sent.start) : settled.start]]
    if len(settled) == 1 and settled.text.lower().endswith(("ed", "overcome")) and _DONE.isdisjoint(lead):
        return True
    closed_in = [*negators, *(cue for cue in cues if cue.label_ == "planned")]
    return not _HALF.isdisjoint(lead) or any(
        0 <= settled.start - other.end < 4 for other in closed_in if other.start != settled.start
    )


def _is_topic(cue: Span, cues: Sequence[Span]) -> bool:
    """Whether a trouble is only spoken of: "reporting of delays", "concerns are logged"."""
    if cue.label_ != GAP or cue.text.lower() not in _TROUBLES:
        return False
    return any(
        (other.label_ == "topics" and 0 <= cue.start - other.end <= TOPIC_BEFORE)
        or (other.label_ == "handled" and 0 <= other.start - cue.end <= HANDLED_BEHIND)
        for other in cues
    )


def _grown(cue: Span, cues: Sequence[Span]) -> Span | None:
    return next(
        (
            other
            for other in cues
            if other.label_ == "grown" and 0 <= other.start - cue.end <= 4 and not _has_joint(cue, other)
        ),
        None,
    )


def _has_cue_between(cue: Span, other: Span, cues: Sequence[Span]) -> bool:
    return any(
        cue.end <= third.start and third.end <= other.start and third.label_ in (GAP, BURDEN)
        for third in cues
    )


def _between(cue: Span, other: Span) -> Sequence[Token]:
    first, second = sorted((cue, other), key=lambda span: span.start)
    return list(cue.doc[first.end : second.start])


def _turns(cue: Span) -> bool:
    """Whether a cue of a gap turns a strength behind it round as well: "lack of clear routes"."""
    return cue.text.lower() in _TURNING


_TURNING = frozenset(
    ["lack of", "lack", "lacks", "lacking", "absence of", "limited", "insufficient", "yet to", "has yet to",
     "have yet to", "not enough", "not always", "too few", "needs to be", "need to", "needs to", "shortage of",
     "unable to", "to be strengthened"]
)  # fmt: skip


def _negator_of(cue: Span, negators: Sequence[Span]) -> Span | None:
    for negator in reversed(negators):
        between = cue.start - negator.end
        if 0 <= between <= NEGATOR_REACH and not _has_joint(cue, negator):
            return negator if cue.label_ not in (GAP, BURDEN) or _denies(negator, cue) else None
    return None


def _denies(negator: Span, cue: Span) -> bool:
    """Whether a negator makes a strength of a gap: a true one, close, and not of another noun before the cue."""
    between = cue.doc[negator.end : cue.start]
    near = len(between) <= DENIAL_REACH and not any(
        token.lower_ in _OF_ANOTHER or token.lower_ in _TREATED for token in between
    )
    return negator.label_ == "negators" and near


def _has_joint(cue: Span, other: Span) -> bool:
    return any(token.lower_ in JOINTS for token in _between(cue, other))


def _is_planned(cue: Span, cues: Sequence[Span]) -> bool:
    return any(
        other.label_ == "planned" and 0 <= cue.start - other.end <= PLAN_REACH for other in cues
    ) and not any(other.label_ == "negators" and other.end <= cue.start for other in cues)
