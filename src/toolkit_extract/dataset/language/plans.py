"""Where do words say that something is to be done, and where do they deny it?

"We will …", "is to be …", "X to …" out of plain text. A plan within a clause about people ("those who need to renew")
is none; "no plans to", "do not intend to" and "will not" deny one. What an action may stand behind ("By March 2026, …",
"If funding is found, …") is found here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit_extract.dataset.language.dates import due_at_start

_PLAN = re.compile(
    r"\b(?:will|shall|should|must|would like to|(?:is|are) going to|need(?:s)? to|plans? to|aims? to|intends? to|"
    r"hopes? to|(?:is|are) to|want to|(?:is|are) planning to|(?:is|are) looking to|agreed to)(?:,\s\w+,)?\s",
    re.IGNORECASE,
)
_TO_BE = re.compile(r"^(?P<what>[^,.;:]{2,60}?)\s(?P<plan>to\sbe\s)", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|could|may|might)\b|['’](?:s|re|ve)\b(?!\s\w+\sto)",
    re.IGNORECASE,
)
# Refused: "those who need to renew"; accepted: "the plan that she wrote will be reviewed".
_IN_CLAUSE = re.compile(
    r"\b(?:(?:who|whom|whose|which|that|what|whether|how|where|when|as)\s(?:\w+ly\s|then\s|also\s)?"
    r"|(?:that|what|which|whether|how|why|who|whom)\s(?:we|they|it|staff|people|AMHPs|managers)\s)$",
    re.IGNORECASE,
)
_INTENT = (
    r"(?:plan|plans|planned|planning|intend|intended|intending|intention|propose|proposed|proposals?|need|needs|"
    r"needed|going|looking|aim|expect|expected|want|wish|seek|seeking|require|required|requirement|scheduled)"
)
_DENIED = re.compile(
    rf"\b(?:do|does|did|is|are|was|were|have|has|am)(?:\s(?:\w+\s)?not|n['’]t)\s(?:\w+\s){{0,2}}?{_INTENT}\b"
    r"|\b(?:will|shall|would|should|must|need)\s(?:also\s|now\s|therefore\s)?(?:not(?!\s(?:only|just|least))|never)\b"
    r"|\bwon['’]t\b"
    rf"|\b(?:no|without)\s(?:longer\s)?(?:\w+\s){{0,2}}?{_INTENT}\b"
    r"|^(?:neither|nothing|nobody|none|no one)\b"
    rf"|^(?:there\s(?:is|are)\s)?no\b[^.;]*\b(?:is|are)\s(?:\w+\s)?{_INTENT}\b"
    rf"|^not\s(?:currently\s|yet\s)?(?:{_INTENT}|decided|agreed|applicable|known)\b"
    r"|^(?:plan|planning|propose|intend|decided|agreed)\snot\sto\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"[,;]?\s(?:but|instead|rather)\b,?\s", re.IGNORECASE)
_CONDITION = re.compile(
    r"^(?:if|when|once|where|should|subject to|following|after|until|as part of|in addition|in line with|alongside|"
    r"together with|with|through|depending on|as soon as|in partnership with|in the meantime|in future|"
    r"over time|over the coming \w+|during|later|next|then)\b[^,;:]{0,100},\s(?=\w)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*[,:–-]?\s*")


def denied_until(text: str) -> int | None:
    """Where a denied plan ends and what follows "but" begins, or the text's end; `None` where nothing is denied."""
    denial = _DENIED.search(text)
    plan = next(_plans(text), None)
    if denial is None or (plan is not None and denial.start() > plan.end()):
        return None
    on = _BUT.search(text, denial.end())
    return on.end() if on else len(text)


def find_plan(text: str) -> tuple[int, int] | None:
    """Where the words that plan begin, and where what is planned does; `None` where nothing is planned."""
    plan = next(_plans(text), None)
    if plan is not None:
        return plan.span()
    to_be = _TO_BE.match(text)
    if to_be is not None and not _FINITE.search(to_be["what"]):
        return to_be.start("plan"), to_be.end("plan")
    return None


def _plans(text: str) -> Iterator[re.Match[str]]:
    return (plan for plan in _PLAN.finditer(text) if not _IN_CLAUSE.search(text[: plan.start()]))


def lead_end(text: str) -> int:
    """Characters before what is to be done: a date in front, or a condition up to its comma; 0 where it comes first."""
    due = due_at_start(text)
    if due is not None:
        behind = _SEPARATOR.match(text, due.end)
        end = behind.end() if behind else due.end
        return end if end < len(text) else 0
    condition = _CONDITION.match(text)
    return condition.end() if condition else 0
