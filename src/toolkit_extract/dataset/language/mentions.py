"""Which organisations, roles, laws, systems, training, dates and numbers of staff does a text mention?

A `Doc` in, `Mention`s with spans out. Names come from `lexicon.toml` as entities of the `Doc`, the rest from patterns
beside their readers. A looser match is named in the method. A number of staff is as the words have it, never a sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit_extract.dataset.language.codebook import load_lexicon
from toolkit_extract.dataset.language.dates import find_periods
from toolkit_extract.dataset.language.legislation import find_legislation
from toolkit_extract.dataset.language.taken import Taken

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_NAME = r"[A-Z][\w’'-]+"
_BODIES = (
    r"(?:City|County|Borough|Metropolitan Borough|District)\s(?:Council|of\s[A-Z]\w+)|Council|NHS Foundation Trust|"
    r"NHS Trust|Foundation Trust|"
    r"Partnership Trust|Mental Health Trust|Police(?!\s(?:Officer|officer))|Constabulary|Integrated Care Board|ICB|"
    r"Hospital|Ambulance Service|University"
)
_ORGANISATION = re.compile(
    rf"\b(?!(?:The|Our|A|An|This|With|And|If|In|When|Local|Joint|Each)\s)"
    rf"{_NAME}(?:\s(?:(?:and|of|&)\s)?{_NAME}){{0,5}}?\s(?:{_BODIES})\b"
    rf"|\bUniversity\sof\s{_NAME}(?:\s{_NAME})?"
)
_WORDS_OF_NUMBER = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_COUNT = rf"(?P<count>\d{{1,3}}(?:\.\d{{1,2}})?|{'|'.join(sorted(_WORDS_OF_NUMBER, key=len, reverse=True))})"
_KINDS_OF_STAFF = (
    r"AMHPs?|social workers?|s\.?12 doctors|doctors|nurses?|posts?|vacanc(?:y|ies)|trainees?|candidates?|"
    r"managers?|practitioners?|BIAs?|members of staff|staff|occupational therapists?"
)
_FULL_TIME = re.compile(
    rf"(?<![\w.]){_COUNT}\s?(?:x\s)?(?P<unit>FTE|WTE|full[- ]time equivalents?|whole[- ]time equivalents?)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    rf"(?<![\w.]){_COUNT}\s(?:x\s)?(?:(?:qualified|full[- ]time|part[- ]time|sessional|new|trained|warranted|"
    rf"independent|active|practising|"
    rf"vacant|permanent|agency|experienced|more|approved|AMHP(?=\s(?:posts?|vacanc|trainees?|candidates?|managers?)))\s){{0,3}}"
    rf"(?P<unit>{_KINDS_OF_STAFF})\b(?!\s(?:referrals?|assessments?|reports?|meetings?|forums?|hubs?|services?|days?|hours?|"
    r"standards?|courses?|training|teams?|leads?\b|rotas?))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention.

    Attributes:
        start: characters before it, from 0.
        end: characters up to and with its last one.
        kind: what is mentioned.
        normalised: one form for all its spellings.
        method: the rule that found it.
    """

    start: int
    end: int
    kind: str
    normalised: str
    method: str


def find_mentions(doc: Doc, model: Language | None = None, model_name: str | None = None) -> list[Mention]:
    """Mentions from left to right. Within one kind none stands over another; the surer rule wins."""
    text = doc.text
    found = [*_by_pattern(text), *_by_lexicon(doc)]
    if model is not None:
        found += _by_model(text, model, f"model:{model_name}")
    taken = {kind: Taken(len(text)) for kind in sorted({mention.kind for mention in found})}
    kept: list[Mention] = []
    for mention in found:
        others = taken.values() if mention.kind == "organisation" else (taken.get("organisation"),)
        free = all(other is None or other.is_free(mention.start, mention.end) for other in others)
        if free and taken[mention.kind].take(mention.start, mention.end):
            kept.append(mention)
    return sorted(kept, key=lambda mention: (mention.start, mention.end, mention.kind))


def _by_pattern(text: str) -> Iterator[Mention]:
    for reference in find_legislation(text):
        yield Mention(reference.start, reference.end, "legislation", reference.normalised, reference.method)
    for period in find_periods(text):
        if period.first is None and period.rule != "season":
            continue
        days = [day.isoformat() for day in (period.first, period.last) if day]
        yield Mention(period.start, period.end, "date", "/".join(dict.fromkeys(days)), f"rule:{period.rule}")
    for pattern, rule in ((_FULL_TIME, "full_time_equivalent"), (_HEADS, "count")):
        for match in pattern.finditer(text):
            yield Mention(*match.span(), "staffing_number", _number(match), f"rule:{rule}")
    for match in _ORGANISATION.finditer(text):
        start = match.start() + _leading_verb(match[0])
        yield Mention(
            start,
            match.end(),
            "organisation",
            " ".join(text[start : match.end()].split()),
            "rule:name_of_body",
        )


def _by_lexicon(doc: Doc) -> Iterator[Mention]:
    for entity in doc.ents:
        yield Mention(entity.start_char, entity.end_char, entity.label_, entity.ent_id_, "rule:lexicon")


def _by_model(text: str, model: Language, method: str) -> Iterator[Mention]:
    for entity in model(text).ents:
        if entity.label_ == "ORG":
            yield Mention(
                entity.start_char, entity.end_char, "organisation", " ".join(entity.text.split()), method
            )


def _leading_verb(name: str) -> int:
    """Characters of a verb that stands before a name at the beginning of a sentence: "Ask Midshire Council"."""
    first, _, rest = name.partition(" ")
    return len(first) + 1 if first.casefold() in load_lexicon().verbs and " " in rest else 0


def _number(match: re.Match[str]) -> str:
    count = match["count"].casefold()
    number = str(_WORDS_OF_NUMBER.index(count) + 1) if count in _WORDS_OF_NUMBER else count
    unit = match["unit"]
    if re.match(r"(?i)fte|wte|full|whole", unit):
        return f"{number} WTE"
    return f"{number} {unit.casefold().replace('amhp', 'AMHP').replace('bia', 'BIA')}"
