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

from toolkit_extract.dataset.language.actions import is_order
from toolkit_extract.dataset.language.codebook import Lexicon
from toolkit_extract.dataset.language.pipeline import APART, Reader
from toolkit_extract.dataset.language.stances import (
    BURDEN,
    GAP,
    JOINTS,
    NEUTRAL,
    PURPOSES,
    STRENGTH,
    Cue,
    resolve_cues,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

# What it costs a cue, in tokens, to be beyond a joint of the clause, or to say only that something is there.
JOINT, WEAK = 6, 4
# A cue that costs more is another statement's.
FAR = 10
# Cues of both kinds whose costs differ by less than this disagree.
MARGIN = 1


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
            found += _of_sentence(sentence, within, here, reader.lexicon)
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


def _of_sentence(
    sentence: Span, terms: Sequence[Span], cues: Sequence[Span], lexicon: Lexicon
) -> list[ThemeMention]:
    best: dict[str, ThemeMention] = {}
    for start, end in _clauses(sentence, cues):
        here = [cue for cue in cues if start <= cue.start < end]
        claims_nothing = _claims_nothing(sentence.doc[start:end], here, lexicon)
        resolved = list(resolve_cues(here))
        for span in terms:
            if start <= span.start < end:
                mention = _mention(span, sentence, resolved, here, claims_nothing)
                known = best.get(mention.theme)
                if known is None or (known.stance == NEUTRAL and mention.stance != NEUTRAL):
                    best[mention.theme] = mention
    return sorted(best.values(), key=lambda mention: (mention.start, mention.theme))


def _clauses(sentence: Span, cues: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Token ranges of statements with a stance of their own."""
    doc = sentence.doc
    cuts = {sentence.start, sentence.end}
    for cue in cues:
        if cue.label_ not in ("breaks", PURPOSES):
            continue
        cuts.add(cue.start)
        if cue.start == sentence.start:  # "Although this is so, that is not": the clause ends at its comma
            comma = next((i for i in range(cue.end, sentence.end) if doc[i].text == ","), None)
            if comma is not None:
                cuts.add(comma)
    return pairwise(sorted(cuts))


def _claims_nothing(clause: Span, cues: Sequence[Span], lexicon: Lexicon) -> str:
    """Why a clause says nothing of how things are: the rule's name, or nothing where it may."""
    if any(cue.label_ in ("suppositions", PURPOSES) for cue in cues):
        return "rule:supposition"
    return "rule:plan" if is_order(tuple(clause), lexicon) else ""


def _mention(
    span: Span, sentence: Span, cues: Sequence[Cue], all_cues: Sequence[Span], claims_nothing: str
) -> ThemeMention:
    theme, _, kind = span.label_.partition(APART)
    if kind in (GAP, STRENGTH):
        stance, cue, method = kind, span.text, "rule:fixed_phrase"
    elif claims_nothing:
        stance, cue, method = NEUTRAL, "", claims_nothing
    else:
        burdens = _tokens_of(other for other in all_cues if other.label_ == BURDEN)
        stance, cue, method = _stance(span, cues, is_trouble=_is_covered(span, burdens))
    place = (sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
    return ThemeMention(theme, stance, span.start_char, span.end_char, span.text, cue, place, method)


def _stance(span: Span, cues: Sequence[Cue], *, is_trouble: bool) -> tuple[str, str, str]:
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


def _cost(span: Span, cue: Cue) -> int:
    first, last = (span.end, cue.start) if cue.start >= span.end else (cue.end, span.start)
    between = span.doc[first:last] if last > first else ()
    joints = sum(token.lower_ in JOINTS for token in between)
    return len(between) + JOINT * joints + WEAK * cue.weak
