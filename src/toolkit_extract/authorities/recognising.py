"""Who submitted this return?

The order of the sources is fixed: manifest, file name (then its folders, as a hint), cover, the return's
own words. A later source never overrules an earlier one that is sure; where it plainly names another
council the result says so. Where the sources leave several councils, or none, no code is given and the
councils in question are listed: whoever calls makes a finding of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit_extract.authorities.filenames import council_of_file, council_of_folder
from toolkit_extract.authorities.manifest import ManifestEntry, councils_named
from toolkit_extract.authorities.mentions import PARAGRAPH_END, Mention, Role, find_mentions
from toolkit_extract.authorities.names import NameKind
from toolkit_extract.authorities.spelling import similar_councils
from toolkit_extract.authorities.table import Council, councils_by_code
from toolkit_extract.authorities.verdict import Verdict

Method = Literal["manifest", "filename", "cover", "text"]

TEXT_MINIMUM = 4.0
"""Least score at which running text names its council: more than one mention, bar a label's answer."""
MARGIN = 2.0
"""The first council's score must be at least this many times the runner-up's."""
_COVER_MINIMUM = 3.0
_CONTRADICTED = 0.6  # a lower-order source plainly names another council

_TEXT_WORTH = {
    Role.LABELLED: 5.0, Role.COUNCIL: 3.0, Role.OWN: 3.0, Role.BARE: 1.0, Role.WEAK: 0.5, Role.LISTED: 0.25,
}  # fmt: skip
_COVER_WORTH = {
    Role.LABELLED: 10.0, Role.COUNCIL: 5.0, Role.OWN: 3.0, Role.BARE: 1.0, Role.WEAK: 0.5, Role.LISTED: 0.5,
}  # fmt: skip
_COVER_TITLE = 3.0  # a name in a short paragraph of its own, or in the title
_TITLE_WORDS = 12
_TITLE_LENGTH = 160  # characters
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": ""}
_LONG_INITIALS = 4
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Recognition:
    """Who submitted a return, and how that is known.

    Attributes:
        name: the council's name in the table, or the name that a manifest gives to a body that is not in it.
        gss_code: None where no council was recognised.
        region: one of the nine English regions, None with the code.
        method: the source that named the authority, None where none did.
        confidence: 0 … 1; below 0.9 wherever a name was misspelt, weak, taken from a folder or contradicted.
        candidates: names of the councils between which the sources leave the choice, the likeliest first.
        disagreement: which lower-order sources plainly name another council ("the cover names …").
    """

    name: str | None = None
    gss_code: str | None = None
    region: str | None = None
    method: Method | None = None
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    disagreement: str | None = None


def recognise(
    *, manifest: ManifestEntry | None, filename: str, cover: Sequence[str], body: Sequence[str]
) -> Recognition:
    """Recognise the council that submitted a return.

    Args:
        manifest: the row of the file in the manifest, if there is one.
        filename: name of the file, with its folders as given.
        cover: paragraphs before the first standard, page headers, titles and document properties.
        body: paragraphs of the return itself.
    """
    from_file = council_of_file(filename)
    from_folder = council_of_folder(filename)
    on_cover = council_on_cover(cover)
    in_text = council_in_text(body)
    if manifest is not None:
        return _from_manifest(manifest, from_file, on_cover, in_text)
    if from_file.council and not from_file.hint:
        return _result(from_file, "filename", {"cover": on_cover, "text": in_text})
    hint = from_file if from_file.council or from_file.candidates else from_folder
    if from_folder.council in from_file.candidates:
        hint = from_folder
    return _without_file_name(hint, on_cover, in_text, {"file name": from_file, "folder": from_folder})


def _from_manifest(
    entry: ManifestEntry, from_file: Verdict, on_cover: Verdict, in_text: Verdict
) -> Recognition:
    council = councils_by_code().get(entry.gss_code or "")
    if council is None:
        named, _ = councils_named(entry.authority)
        suggested = dict.fromkeys((*named, *similar_councils(entry.authority)))
        return Recognition(
            name=entry.authority,
            method="manifest",
            confidence=1.0,
            candidates=tuple(c.name for c in suggested),
        )
    plain_file = Verdict() if from_file.hint else from_file
    disagreement = _disagreement(council, {"file name": plain_file, "cover": on_cover, "text": in_text})
    confidence = 1.0 if entry.exact else 0.85
    return _recognition(council, "manifest", confidence, disagreement)


def _without_file_name(
    hint: Verdict, on_cover: Verdict, in_text: Verdict, weaker: dict[str, Verdict]
) -> Recognition:
    """Decide where the file name is silent, ambiguous or only hints: cover, then the hint, then text."""
    if on_cover.council:
        if hint.candidates and on_cover.council not in hint.candidates:
            return _undecided((on_cover.council, *hint.candidates))
        return _result(on_cover, "cover", {"text": in_text, **weaker})
    left = hint.candidates or on_cover.candidates
    if hint.council:
        if in_text.council not in (None, hint.council) or (left and hint.council not in left):
            return _undecided((hint.council, *((in_text.council,) if in_text.council else ()), *left))
        return _result(hint, "filename", {})
    if in_text.council and (not left or in_text.council in left):
        return _result(in_text, "text", {})
    return _undecided((*left, *((in_text.council,) if in_text.council else ()), *in_text.candidates))


def _result(verdict: Verdict, method: Method, others: dict[str, Verdict]) -> Recognition:
    if verdict.council is None:  # callers have looked; a verdict without a council decides nothing
        return _undecided(verdict.candidates)
    disagreement = _disagreement(verdict.council, others)
    confidence = min(verdict.confidence, _CONTRADICTED) if disagreement else verdict.confidence
    return _recognition(verdict.council, method, confidence, disagreement)


def _recognition(
    council: Council, method: Method, confidence: float, disagreement: str | None
) -> Recognition:
    return Recognition(
        council.name,
        council.gss_code,
        council.region,
        method,
        round(confidence, 2),
        disagreement=disagreement,
    )


def _disagreement(council: Council, others: dict[str, Verdict]) -> str | None:
    named = [
        f"the {source} names {verdict.council.name}"
        for source, verdict in others.items()
        if verdict.council is not None and verdict.council != council
    ]
    return "; ".join(named) or None


def _undecided(councils: Iterable[Council]) -> Recognition:
    names = dict.fromkeys(council.name for council in councils)
    return Recognition(candidates=tuple(names)[:_MOST_CANDIDATES])


def council_on_cover(paragraphs: Sequence[str]) -> Verdict:
    """Return the council of a cover: in answer to a label, else with a council word, else as a title."""
    text = _joined(paragraphs)
    mentions = [m for m in find_mentions(text, any_case=False) if m.role is not Role.ASIDE]
    scores, shared = _scores((m, _cover_worth(text, m)) for m in mentions)
    for role, confidence in ((Role.LABELLED, 0.95), (Role.COUNCIL, 0.9)):
        plain = {m.councils[0] for m in mentions if m.role is role and len(m.councils) == 1}
        if len(plain) == 1:
            return Verdict(plain.pop(), confidence)
        if plain:
            return _clear_winner({c: s for c, s in scores.items() if c in plain}, 0.0, 0.75, shared)
    return _clear_winner(scores, _COVER_MINIMUM, 0.8, shared)


def council_in_text(paragraphs: Sequence[str]) -> Verdict:
    """Return the council that a return speaks of as its own: enough, and twice as much as of any other."""
    text = _joined(paragraphs)
    mentions = [m for m in find_mentions(text) if m.role is not Role.ASIDE and not _may_be_jargon(m)]
    scores, shared = _scores((m, _TEXT_WORTH.get(m.role, 0.0)) for m in mentions)
    score = max(scores.values(), default=0.0)
    share = score / sum(scores.values()) if score else 0.0
    return _clear_winner(scores, TEXT_MINIMUM, 0.6 + 0.25 * share * score / (score + TEXT_MINIMUM), shared)


def _may_be_jargon(mention: Mention) -> bool:
    """Tell whether a mention is of two or three initials, which running text uses for much else."""
    short = mention.kind is NameKind.INITIALS and mention.end - mention.start < _LONG_INITIALS
    return short and mention.role not in (Role.COUNCIL, Role.LABELLED)


def _joined(paragraphs: Sequence[str]) -> str:
    text = PARAGRAPH_END.join(paragraphs)
    if not text.isascii():
        for ligature, letters in _LIGATURES.items():
            if ligature in text:
                text = text.replace(ligature, letters)
    return text


def _cover_worth(text: str, mention: Mention) -> float:
    if mention.role in (Role.BARE, Role.WORD, Role.WEAK, Role.LISTED) and _is_title(text, mention):
        return _COVER_TITLE
    return _COVER_WORTH.get(mention.role, 0.0)


def _is_title(text: str, mention: Mention) -> bool:
    """Tell whether a mention stands in a short paragraph; a weak name must pass there as in a file name."""
    first, last = max(0, mention.start - _TITLE_LENGTH), mention.end + _TITLE_LENGTH
    before = text[first : mention.start].rpartition(PARAGRAPH_END)[2]
    after = text[mention.end : last].partition(PARAGRAPH_END)[0]
    paragraph = f"{before}{text[mention.start : mention.end]}{after}".strip()
    if len(paragraph) > _TITLE_LENGTH or len(paragraph.split()) > _TITLE_WORDS or paragraph.endswith("."):
        return False
    if mention.kind is not NameKind.WEAK or mention.role is Role.LISTED:
        return True
    verdict = council_of_file(paragraph)
    return not f"{before} {after}".strip(" -\u2013\u2014:|,") or (
        verdict.council in mention.councils and not verdict.hint
    )


def _scores(
    weighed: Iterable[tuple[Mention, float]],
) -> tuple[dict[Council, float], tuple[Council, ...]]:
    """Add up what the mentions of each council are worth; return shared names' councils beside."""
    scores: dict[Council, float] = {}
    shared: dict[Council, None] = {}
    for mention, worth in weighed:
        if len(mention.councils) > 1:
            shared.update(dict.fromkeys(mention.councils))
        elif worth:
            scores[mention.councils[0]] = scores.get(mention.councils[0], 0.0) + worth
    return scores, tuple(shared)


def _clear_winner(
    scores: dict[Council, float], minimum: float, confidence: float, shared: tuple[Council, ...]
) -> Verdict:
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0].name))
    if not ranked:
        return Verdict(candidates=shared)
    score = ranked[0][1]
    runner_up = ranked[1][1] if len(ranked) > 1 else 0.0
    if score >= minimum and score >= MARGIN * runner_up:
        return Verdict(ranked[0][0], confidence)
    near = tuple(council for council, its_score in ranked if its_score * MARGIN >= score and score >= 1.0)
    return Verdict(candidates=(*near, *shared))
