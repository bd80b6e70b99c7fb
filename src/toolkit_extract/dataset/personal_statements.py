"""Which sentences likely say something of a special category about one or few people?

Special categories are those of UK GDPR article 9: health, racial or ethnic origin, belief, sexual orientation, trade
union membership. A service is small: "one of our three AMHPs is on long-term sick leave" names nobody and may still be
about somebody. A sentence is flagged if it ties a small number of staff to a term; sentences about policies, training
and populations are not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from toolkit_extract.dataset.personal_lexicon import lexicon
from toolkit_extract.dataset.spans import Span

KIND = "special_category"

_SENTENCE = re.compile(r"[^\n.!?;]*(?:[.!?;](?=\S)[^\n.!?;]*)*[^\n.!?;]")
_WORD = re.compile(r"\w+")
_FAR, _NEAR = 60, 30
"""Most characters between the people and the verb, and between the verb and the term."""


class _Forms(NamedTuple):
    """Ways in which a sentence ties few people to a term; `term` is each one's named group.

    Attributes:
        heads: the first word of each term.
        terms: finds a term.
        ties: find few people and a term.
    """

    heads: frozenset[str]
    terms: re.Pattern[str]
    ties: tuple[re.Pattern[str], ...]


def statements_in(text: str) -> Iterator[Span]:
    """The sentences, from left to right."""
    forms = _forms()
    if forms.heads.isdisjoint(_WORD.findall(text.lower())):  # nearly always, and quicker than the patterns
        return
    for sentence in _SENTENCE.finditer(text):
        category = _category(sentence[0], forms)
        if category:
            start = sentence.start() + len(sentence[0]) - len(sentence[0].lstrip(" •\t"))
            yield Span(start, sentence.end(), KIND, f"few_staff:{category}")


def _category(sentence: str, forms: _Forms) -> str | None:
    if not forms.terms.search(sentence):
        return None
    for tie in forms.ties:
        found = tie.search(sentence)
        if found:
            return _category_of(found["term"])
    return None


def _category_of(term: str) -> str:
    said = term.lower()
    return next(category for category, terms in lexicon().statements.terms.items() if said in terms)


@cache
def _forms() -> _Forms:
    words = lexicon().statements
    longest_first = sorted((term for terms in words.terms.values() for term in terms), key=len, reverse=True)
    terms = "|".join(map(re.escape, longest_first))
    not_persons = "|".join(words.not_persons)
    term = rf"(?P<term>\b(?:{terms}))\b(?! (?:{not_persons})\b)"
    few, staff = "|".join(map(re.escape, words.few)), "|".join(map(re.escape, words.staff))
    people = rf"\b(?:{few})(?: [\w-]+){{0,3}}? (?:{staff})(?:s)?\b"
    # "two AMHPs", "our manager"; but not "our managers", who may be many
    people = rf"(?!(?:our|the) (?:[\w-]+ ){{0,3}}?(?:{staff})s\b){people}"
    verb = (
        r"\b(?:is|are|was|were|has|have|had|having|being|been|remains?|went|goes|left|retired|reduced|returned|returning"
        r"|off|on|with|due to|because of|following|after|identif(?:y|ies)|suffers?|suffering|diagnosed|who)\b"
    )
    # Behind these words the sentence speaks of others than staff.
    others = r"(?!\b(?:when|if|where|whether|persons?|patients?|people|relatives?|carers?|someone|families|children)\b)"
    forms = (
        rf"{people}(?:{others}[^\n]){{0,{_FAR}}}?{verb}(?:{others}[^\n]){{0,{_NEAR}}}?{term}",
        rf"{people} (?:of|from) (?:an? )?{term} (?:heritage|origin|background|descent|faith)",
        rf"{term}(?: leave| absence| needs)? (?:of|for|affecting|involving|among|\() ?{people}",
        # "our only Black AMHP", "one Muslim colleague"
        rf"\b(?:{few}) (?:of our |of the )?(?:only |male |female |young |older )*{term} (?:{staff})(?:s)?\b",
    )
    heads = frozenset(_WORD.findall(term)[0] for term in longest_first)
    return _Forms(
        heads, re.compile(term, re.IGNORECASE), tuple(re.compile(form, re.IGNORECASE) for form in forms)
    )
