"""Which themes do the sentences of a text speak of, and do the words near them say gap or strength?

A `Doc` in, `ThemeMention`s out, one for each sentence and theme. The stance is the nearest cue's in the clause, after
negation is resolved: "no formal protocol" is a gap, "no gaps" a strength. A plan or a supposition says neither. Where
cues of both kinds stand equally near, the stance is neutral and the method says that they disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.util import filter_spans

from toolkit_extract.dataset.language.pipeline import APART, Reader

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

GAP, STRENGTH, NEUTRAL = "gap", "strength", "neutral"
WEAK_CUE, BURDEN, SETTLED = "weak", "burdens", "settled"
_OTHER = {GAP: STRENGTH, STRENGTH: GAP}
# Tokens over which a negator reaches its cue, and a plan its own.
NEGATOR_REACH, PLAN_REACH = 5, 6
# A gap is denied by a negator close before it alone: "no gaps" is praise, "no dashboard for delays" is none.
DENIAL_REACH = 3
# What it costs a cue, in tokens, to be beyond a joint of the clause, or to say only that something is there.
JOINT, WEAK = 6, 4
# A cue that costs more is another statement's.
FAR = 10
# Cues of both kinds whose costs differ by less than this disagree.
MARGIN = 1
# Tokens between a trouble and the words that say it is over, which stand behind it or right before it.
SETTLED_REACH, SETTLED_BEFORE = 9, 3
_DONE = frozenset("been was were is are now has have we".split())
_HALF = frozenset("partly partially half almost nearly being".split())
_JOINTS = frozenset({",", "and", "or", ":"})
# "We have not reviewed the risks": what is denied is the treatment, and the risks are there.
_TREATED = frozenset(
    "reviewed assessed addressed resolved tackled closed mitigated managed considered discussed recorded monitored "
    "solved understood reduced removed examined analysed measured cleared filled fixed overcome".split()
)
_OF_ANOTHER = frozenset("for of in on with about to from at by because so until".split())


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """A theme in a sentence.

    Attributes:
        theme: id of the theme.
        stance: `gap`, `strength` or `neutral`.
        start: characters before the words that show the theme, from 0.
        end: characters up to and with their last one.
        term: these words.
        cue: the words of the stance, with their negator; empty where there are none.
        sentence: start and end of the sentence in characters.
        method: the rule.
    """

    theme: str
    stance: str
    start: int
    end: int
    term: str
    cue: str
    sentence: tuple[int, int]
    method: str


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    stance: str
    weak: bool
    words: str


def find_themes(doc: Doc, reader: Reader) -> list[ThemeMention]:
    """Themes of each sentence, in the order of the text; of several mentions of one the first that has a stance."""
    terms = _theme_spans(reader.themes.find(doc))
    cues = filter_spans(reader.cues.find(doc))
    found: list[ThemeMention] = []
    terms_at, cues_at = _by_start(terms), _by_start(cues)
    for sentence in doc.sents:
        within = [span for index in range(sentence.start, sentence.end) for span in terms_at.get(index, ())]
        if within:
            here = [span for index in range(sentence.start, sentence.end) for span in cues_at.get(index, ())]
            found += _of_sentence(sentence, within, here)
    return found


def _by_start(spans: Iterable[Span]) -> dict[int, list[Span]]:
    starts: dict[int, list[Span]] = {}
    for span in spans:
        starts.setdefault(span.start, []).append(span)
    return starts


def _theme_spans(found: Sequence[Span]) -> list[Span]:
    """The longest term of each theme at each place, without what an exception covers."""
    by_theme: dict[str, list[Span]] = {}
    for span in found:
        by_theme.setdefault(span.label_.partition(APART)[0], []).append(span)
    kept = []
    for spans in by_theme.values():
        excepted = _tokens_of(span for span in spans if _kind(span) == "except")
        fixed = _tokens_of(span for span in spans if _kind(span) in (GAP, STRENGTH))
        terms = [
            span
            for span in spans
            if _kind(span) in (GAP, STRENGTH) or (_kind(span) == "term" and not _is_covered(span, fixed))
        ]
        kept += [span for span in filter_spans(terms) if not _is_covered(span, excepted)]
    return sorted(kept, key=lambda span: (span.start, span.end, span.label_))


def _kind(span: Span) -> str:
    return span.label_.partition(APART)[2]


def _tokens_of(spans: Iterable[Span]) -> set[int]:
    return {index for span in spans for index in range(span.start, span.end)}


def _is_covered(span: Span, tokens: set[int]) -> bool:
    return not tokens.isdisjoint(range(span.start, span.end))


def _of_sentence(sentence: Span, terms: Sequence[Span], cues: Sequence[Span]) -> list[ThemeMention]:
    best: dict[str, ThemeMention] = {}
    for start, end in _clauses(sentence, cues):
        here = [cue for cue in cues if start <= cue.start < end]
        resolved = list(_resolve(here))
        for span in terms:
            if start <= span.start < end:
                mention = _mention(span, sentence, resolved, here)
                known = best.get(mention.theme)
                if known is None or (known.stance == NEUTRAL and mention.stance != NEUTRAL):
                    best[mention.theme] = mention
    return sorted(best.values(), key=lambda mention: (mention.start, mention.theme))


def _clauses(sentence: Span, cues: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Token ranges of statements with a stance of their own."""
    doc = sentence.doc
    cuts = {sentence.start, sentence.end}
    for cue in cues:
        if cue.label_ != "breaks":
            continue
        cuts.add(cue.start)
        if cue.start == sentence.start:  # "Although this is so, that is not": the clause ends at its comma
            comma = next((i for i in range(cue.end, sentence.end) if doc[i].text == ","), None)
            if comma is not None:
                cuts.add(comma)
    return pairwise(sorted(cuts))


def _resolve(cues: Sequence[Span]) -> Iterator[_Cue]:
    """Cues of a clause with the stance that they have there."""
    negators = [cue for cue in cues if cue.label_ == "negators" or (cue.label_ == GAP and _turns(cue))]
    used: set[int] = set()
    for cue in cues:
        if cue.label_ not in (GAP, STRENGTH, WEAK_CUE, BURDEN) or _is_planned(cue, cues):
            continue
        settled = _settled(cue, cues, negators) if cue.label_ in (GAP, BURDEN) else None
        negator = _negator_of(cue, [other for other in negators if other.start != cue.start])
        if settled is not None and negator is None:
            yield _Cue(cue.start, max(cue.end, settled.end), STRENGTH, False, f"{cue.text} … {settled.text}")
            continue
        if negator is not None:
            used.add(negator.start)
        grown = _grown(cue, cues) if cue.label_ == BURDEN and negator is None else None
        if grown is not None:
            yield _Cue(cue.start, grown.end, GAP, False, f"{cue.text} … {grown.text}")
        elif cue.label_ != BURDEN or negator is not None:
            words = f"{negator.text} … {cue.text}" if negator is not None else cue.text
            weak = cue.label_ == WEAK_CUE and negator is None
            yield _Cue(cue.start, cue.end, _turned(cue, negator), weak, words)
    for cue in negators:
        if cue.label_ == "negators" and cue.start not in used:
            yield _Cue(cue.start, cue.end, GAP, False, cue.text)


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
    return any(token.lower_ in _JOINTS for token in _between(cue, other))


def _is_planned(cue: Span, cues: Sequence[Span]) -> bool:
    return any(
        other.label_ == "planned" and 0 <= cue.start - other.end <= PLAN_REACH for other in cues
    ) and not any(other.label_ == "negators" and other.end <= cue.start for other in cues)


def _mention(span: Span, sentence: Span, cues: Sequence[_Cue], all_cues: Sequence[Span]) -> ThemeMention:
    theme, _, kind = span.label_.partition(APART)
    if kind in (GAP, STRENGTH):
        stance, cue, method = kind, span.text, "rule:fixed_phrase"
    elif any(other.label_ == "suppositions" for other in all_cues):
        stance, cue, method = NEUTRAL, "", "rule:supposition"
    else:
        stance, cue, method = _stance(
            span,
            cues,
            is_trouble=any(
                other.label_ == BURDEN and other.start < span.end and span.start < other.end
                for other in all_cues
            ),
        )
    place = (sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
    return ThemeMention(theme, stance, span.start_char, span.end_char, span.text, cue, place, method)


def _stance(span: Span, cues: Sequence[_Cue], *, is_trouble: bool) -> tuple[str, str, str]:
    """The stance of a term; where the term is itself a trouble, that there is much of it is no strength."""
    cues = [cue for cue in cues if not (is_trouble and cue.weak)]
    near = [(cost, cue) for cue in cues if (cost := _cost(span, cue)) <= FAR]
    ranked = sorted(near, key=lambda pair: (pair[0], pair[1].start))
    if not ranked:
        return NEUTRAL, "", "rule:no_cue"
    cost, nearest = ranked[0]
    against = next((other for other, cue in ranked if cue.stance != nearest.stance), None)
    if against is not None and against - cost < MARGIN:
        return NEUTRAL, "", "rule:cues_disagree"
    return nearest.stance, nearest.words, "rule:nearest_cue"


def _cost(span: Span, cue: _Cue) -> int:
    first, last = (span.end, cue.start) if cue.start >= span.end else (cue.end, span.start)
    between = span.doc[first:last] if last > first else ()
    joints = sum(token.lower_ in _JOINTS for token in between)
    return len(between) + JOINT * joints + WEAK * cue.weak
