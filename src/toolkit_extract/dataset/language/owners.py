"""Who is to do what an action says?

The words that name a role or body as the one who acts: the subject before "to" or "will" (not of a passive: what
"will be reviewed" does not act), a label ("Owner: …"), a bracket, or a name behind "led by" or a dash. A clause
is no owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit_extract.dataset.language.dates import find_periods

Names = Sequence[tuple[int, int]]
"""Where names of roles and organisations stand: start and end in characters."""

_LABEL = re.compile(
    r"\b(?:owner|lead|responsible|responsibility|action by|by whom)\s?[:–]\s*(?P<owner>[^.;,()\n]{2,60})",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\((?P<inside>[^()]{2,60})\)")
_LED_BY = re.compile(
    r"\b(?:led|owned|overseen|actioned|completed|taken forward)\sby\s(?:the\s)?$", re.IGNORECASE
)
_SET_OFF = re.compile(r"[–,;-]\s(?:the\s|our\s)?$")
_DASH = re.compile(r"\s[–-]\s(?:the\s)?$")
_DASH_BEHIND = re.compile(r"^\s?[–,-]\s?")
_AUXILIARY = re.compile(
    r"\s(?:has|have|is|are|was|were|also|then|jointly|both|each|now|still|already)$", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|our|a|an)\s", re.IGNORECASE)
# A subject that holds one of these is a clause, or names nobody.
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|which|that|what|where|when|whether|how|because|if|as|we|they|it|this|these|those|there|i|you|he|"
    r"she|is|are|was|were|has|have|had|does|do|did|will|can)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s(?:for|on|with|in|at|from|to|about|by|around|of)\s", re.IGNORECASE)
_ACTOR = re.compile(
    r"\b(?:leads?|managers?|directors?|heads?|officers?|teams?|trusts?|councils?|boards?|panels?|groups?|services?|"
    r"departments?|coordinators?|co-ordinators?|administrators?|partners?|commissioners?|champions?|supervisors?|"
    r"practitioners?|colleagues|staff|AMHPs?|PSW|DASS|EDT|ICB|HR|police|hub|network|forum|seniors?|trainers?|solicitors?)$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?:(?:\w+ly|also|then|now|all|each|both)\s)*(?:be|have\sbeen)\s(?!\w+ing\b)", re.IGNORECASE
)


def owner_behind(words: str) -> str:
    """The owner that a label names ("Owner: Head of Service"); empty where none does."""
    label = _LABEL.search(words)
    return _tidy(label["owner"]) if label else ""


def find_owner(words: str, subject: tuple[int, int] | None, planned: int, names: Names) -> str:
    """The owner as the words have it; empty where none is named.

    Args:
        words: the action's words.
        subject: start and end of what stands before "will" or "to"; `None` where the action begins with its verb.
        planned: where what is planned begins.
        names: roles and organisations in these words.
    """
    labelled = owner_behind(words)
    if labelled:
        return labelled
    acting = ""
    if subject is not None and not _PASSIVE.match(words[planned:]):
        acting = _acting(words, *subject, names)
    return acting or _set_off(words, names)


def is_actor(words: str) -> bool:
    """Whether words end in one who can act: a role, a team, a body."""
    return bool(_ACTOR.search(words.strip())) and not _CLAUSE.search(words)


def _acting(words: str, start: int, end: int, names: Names) -> str:
    subject = words[start:end].rstrip()
    if subject.endswith(","):  # "The manager, with support from HR, will …"
        subject = subject.partition(",")[0]
    while _AUXILIARY.search(subject):
        subject = _AUXILIARY.sub("", subject)
    if not subject or "," in subject or _CLAUSE.search(subject):
        return ""
    head = _PREPOSITION.split(subject, maxsplit=1)[0]
    named = any(last == start + len(head) for _, last in names)
    return _tidy(subject) if named or _ACTOR.search(head) else ""


def _set_off(words: str, names: Names) -> str:
    """A name in brackets, behind "led by", or between a dash and the end or a date."""
    for first, last in names:
        before, after = words[:first], words[last:].strip()
        bracket = next((m for m in _BRACKET.finditer(words) if m.start() < first < m.end()), None)
        in_bracket = bracket is not None and bracket["inside"].lstrip().startswith(words[first:last])
        behind_dash = _DASH.search(before) and (after in ("", ".") or _is_date(after))
        to_lead = _SET_OFF.search(before) and after.rstrip(".") in ("to lead", "leading")
        if _LED_BY.search(before) or in_bracket or behind_dash or to_lead:
            return _tidy(words[first:last])
    return ""


def _is_date(after: str) -> bool:
    rest = _DASH_BEHIND.sub("", after)
    periods = find_periods(rest) if rest != after else []
    return bool(periods) and periods[0].start == 0


def _tidy(owner: str) -> str:
    return " ".join(_ARTICLE.sub("", owner.strip()).split()).rstrip(".")
