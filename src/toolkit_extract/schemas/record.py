"""One return, read: what CONTRACT calls a record. `docs/record.schema.json` is generated from these models."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.correction import Reviewed
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.region import Region

SCHEMA_VERSION: Literal["1"] = "1"


class ChoiceState(StrEnum):
    """What the marks of one rating amount to. Unticked and unreadable are different facts."""

    SELECTED = "selected"  # exactly one option
    NONE_SELECTED = "none_selected"  # every box legible and none ticked, or the cell left empty
    MULTIPLE_SELECTED = "multiple_selected"
    NOT_RECOVERABLE = "not_recoverable"  # the file has lost the state of boxes that matter
    ABSENT = "absent"  # the return has no such rating


class NarrativeState(StrEnum):
    """What became of a free-text answer."""

    ANSWERED = "answered"
    BLANK = "blank"
    ABSENT = "absent"


class Source(Frozen):
    """The file."""

    path: str = Field(description="as given")
    sha256: str
    format: str
    pages: int | None = None
    ocr: bool = False
    converted_by: str | None = None


class AuthorityRef(Frozen):
    """Who submitted the return. Without a match all is empty and a finding says why."""

    name: str | None = None
    gss_code: str | None = None
    region: str | None = None
    method: Literal["manifest", "filename", "cover", "text"] | None = None
    confidence: float = Field(default=0.0, ge=0, le=1)


class Narrative(Frozen):
    """One free-text answer; paragraphs are parted by newlines."""

    kind: Literal["narrative"] = Field(default="narrative")
    state: NarrativeState
    text: str = ""
    method: str = Field(
        default="", description="how the words were tied to the question, such as `cell` or `order`"
    )
    confidence: float = Field(ge=0, le=1)
    needs_review: bool = False
    review_reasons: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    correction: Reviewed | None = Field(
        default=None, description="what a person decided about the answer, and what the machine had said"
    )

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from toolkit_extract.schemas.notebook import answer_html

        return answer_html(self)


class OptionMark(Frozen):
    """One checkbox of a rating."""

    state: MarkState
    method: str = ""
    confidence: float = Field(default=0.0, ge=0, le=1)
    region: Region | None = None


class Choice(Frozen):
    """One rating."""

    kind: Literal["choice"] = Field(default="choice")
    state: ChoiceState
    option: str | None = Field(default=None, description="code of the one option selected")
    score: int | None = Field(default=None, description="ordinal of that option")
    selected: tuple[str, ...] = Field(
        default=(), description="codes of all options selected, in the form's order"
    )
    marks: dict[str, MarkState] = Field(description="state of each option's box")
    mark_details: dict[str, OptionMark] = Field(
        default_factory=dict, description="how each state is known, and where"
    )
    remark: str = Field(default="", description="words written beside the options")
    method: str = ""
    confidence: float = Field(ge=0, le=1)
    needs_review: bool = False
    review_reasons: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    correction: Reviewed | None = Field(
        default=None, description="what a person decided about the answer, and what the machine had said"
    )

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from toolkit_extract.schemas.notebook import answer_html

        return answer_html(self)


class Plan(Frozen):
    """Free text by horizon: a narrative for each horizon of the toolkit, and what stands under none."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Narrative] = Field(init=False)

    kind: Literal["plan"] = Field(default="plan")
    unassigned: Narrative

    @property
    def horizons(self) -> dict[str, Narrative]:
        """The horizons in the form's order."""
        return dict(self.__pydantic_extra__)


Answer = Annotated[Narrative | Choice | Plan, Field(discriminator="kind")]


class StandardRecord(Frozen):
    """One standard with an answer for each question of the toolkit, keyed by the question's id."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Answer] = Field(init=False)

    number: str = Field(description="as printed")
    section: int
    title: str
    statement: str = Field(description="as the return words it; empty where it lacks it")
    found: bool = Field(description="whether the return has this standard")
    regions: tuple[Region, ...] = ()

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers in the form's order of questions."""
        return dict(self.__pydantic_extra__)


class Reading(Frozen):
    """With what the return was read, so that a table can be traced to a version."""

    version: str = Field(description="version of toolkit-extract")
    toolkit_version: str


class ReturnRecord(Frozen):
    """One completed toolkit that an authority submitted, as one file."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    return_id: str = Field(description="first 16 hexadecimal digits of the file's SHA-256")
    source: Source
    toolkit: str
    reading: Reading
    authority: AuthorityRef
    submitted: str | None = Field(
        default=None, description="ISO date of the manifest, else one that the return states"
    )
    superseded_by: str | None = Field(
        default=None, description="`return_id` of a later return by the same authority, which counts instead"
    )
    standards: tuple[StandardRecord, ...]
    comments: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from toolkit_extract.schemas.notebook import record_html

        return record_html(self)
