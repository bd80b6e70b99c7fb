"""What did a person say about an answer, and what had the machine said?

A `Correction` is one line of the overlay `corrections.jsonl`, as docs/corrections.md describes it. A `Reviewed` is what
an answer of a record keeps of the one that stands: both values, so that neither replaces the other.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field

from toolkit_extract.schemas.base import Frozen

MAX_TEXT = 200_000
"""Characters of one answer that a person may give: far more than any form holds."""

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)
"""Times of a decision that can be true; a line from beyond could be outdone by none, and shown in no time zone."""

_Words = Annotated[str, Field(max_length=MAX_TEXT)]
_Code = Annotated[str, Field(max_length=100)]


class Action(StrEnum):
    """What a person does."""

    ACCEPT = "accept"  # the machine is right
    CORRECT = "correct"  # the return says something else
    UNREADABLE = "unreadable"  # the file does not let anybody read it
    UNDO = "undo"  # takes an earlier line back


class ReviewStatus(StrEnum):
    """What a person's look made of an answer."""

    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    UNREADABLE = "unreadable"
    STALE = "stale"  # there is a correction, but the machine says something else since; it is not applied


class AnswerValue(Frozen):
    """What an answer says, and nothing of how that is known."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    state: _Code
    text: _Words = ""
    option: _Code | None = None
    selected: tuple[_Code, ...] = Field(default=(), max_length=50)

    @property
    def key(self) -> tuple[str, str, str | None, tuple[str, ...]]:
        """Equal for values that say the same: spacing of a text and order of options do not count."""
        chosen = {*self.selected, self.option} - {None}
        return (self.state, " ".join(self.text.split()), self.option, tuple(sorted(map(str, chosen))))

    @property
    def fingerprint(self) -> str:
        """A short name of what is said: equal where `key` is."""
        return hashlib.sha256(json.dumps(self.key).encode()).hexdigest()[:16]


class Correction(Frozen):
    """One line of the overlay. Unknown fields are left alone, so that an older version can read a newer file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str = Field(pattern="^[0-9a-f]{32}$", description="made at random; names the line for ever")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="of the return's bytes")
    toolkit: _Code = Field(description="form that the return was read with")
    standard: _Code = Field(description="number of the standard as the form prints it")
    answer: _Code = Field(description="answer of the standard, such as `evaluate` or `plan.short_term`")
    action: Action
    machine: AnswerValue | None = Field(
        default=None, description="what the machine had said; none for an undo"
    )
    value: AnswerValue | None = Field(default=None, description="what the person says; only of `correct`")
    undoes: str | None = Field(default=None, description="id of the line that an undo takes back")
    reviewer: str = Field(min_length=1, max_length=200)
    at: AwareDatetime = Field(ge=EARLIEST, lt=LATEST, description="when, with its offset from UTC")
    reason: str = Field(default="", max_length=2000, description="why, in the person's words")
    queued: str = Field(default="", max_length=40, description="why the answer was shown to the person")
    audit: float | None = Field(
        default=None, gt=0, le=1, description="share of all answers in the random sample of that day, if any"
    )
    extractor: str = Field(
        default="", max_length=40, description="version of toolkit-extract that had read it"
    )


class MachineReading(Frozen):
    """What the machine had said of an answer before a person did."""

    state: str
    text: str = ""
    option: str | None = None
    score: int | None = None
    selected: tuple[str, ...] = ()
    method: str = ""
    confidence: float = Field(ge=0, le=1)
    needs_review: bool = False
    review_reasons: tuple[str, ...] = ()


class Reviewed(Frozen):
    """What a person decided about an answer, beside what the machine had said."""

    status: ReviewStatus
    correction: str = Field(description="id of the line in corrections.jsonl")
    reviewer: str
    at: str = Field(description="ISO 8601 time in UTC")
    reason: str = ""
    value: AnswerValue | None = Field(default=None, description="what the person said, if it is not applied")
    machine: MachineReading
