"""A blank form as data: what a toolkit file says. A new form needs a new file and no new code."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from toolkit_extract.schemas.base import Frozen

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Words = Annotated[str, Field(min_length=1)]
Role = Literal["evidence", "attainment", "plan", "risk"]
"""What a question is for, whatever the form calls it: a comparison asks for roles, never for names."""


class Option(Frozen):
    """One option of a rating."""

    code: Identifier
    label: Words = Field(description="the option's name as the form prints it, without its explanation")
    score: int = Field(ge=0, description="ordinal")
    explanation_cues: tuple[Words, ...] = Field(
        default=(), description="words of the explanation that the form prints behind the label"
    )
    spellings: tuple[Words, ...] = Field(
        default=(), description="other ways in which returns write the label"
    )


class Horizon(Frozen):
    """One horizon of a plan."""

    id: Identifier
    label: Words
    spellings: tuple[Words, ...] = ()


class _QuestionBase(Frozen):
    id: Identifier
    column: Words = Field(description="the column's name as the form prints it")
    spellings: tuple[Words, ...] = Field(
        default=(), description="other ways in which returns write the column's name"
    )
    prompt_cues: tuple[Words, ...] = Field(
        default=(), description="a few words each, which together tell this question's prompt from an answer"
    )
    role: Role | None = Field(default=None, description="what the question is for, where comparisons use it")


class NarrativeQuestion(_QuestionBase):
    """Free text."""

    kind: Literal["narrative"]


class PlanQuestion(_QuestionBase):
    """Free text by horizon."""

    kind: Literal["plan"]
    horizons: tuple[Horizon, ...] = Field(min_length=1)


class ChoiceQuestion(_QuestionBase):
    """A rating: one of several options."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2)

    def option(self, code: str) -> Option:
        """The option of that code.

        Raises:
            KeyError: there is none.
        """
        for option in self.options:
            if option.code == code:
                return option
        raise KeyError(code)


Question = Annotated[NarrativeQuestion | PlanQuestion | ChoiceQuestion, Field(discriminator="kind")]


class Section(Frozen):
    """A section of the form."""

    number: int = Field(ge=1)
    title: Words


class Standard(Frozen):
    """A numbered standard of the form."""

    number: Annotated[str, Field(pattern=r"^[A-Za-z]{0,3}\d{1,3}(\.\d{1,3}){0,2}$")]
    section: int
    title: Words = Field(description="a short title in the project's own words")
    cues: tuple[Words, ...] = Field(
        default=(), description="terms that the statement uses, to know it without its number"
    )


class Wording(Frozen):
    """How returns word what stands round the answers."""

    standard_prefixes: tuple[Words, ...] = Field(
        default=("Standard",), description="words that may stand before a number"
    )
    section_prefixes: tuple[Words, ...] = Field(
        default=("Section",), description="words that may stand before a section's number"
    )
    intro_cues: tuple[Words, ...] = Field(
        default=(), description="words near the beginning of a section's introduction"
    )
    evidence_cues: tuple[Words, ...] = Field(
        default=(), description="words that introduce a section's examples of evidence"
    )
    appendix_cues: tuple[Words, ...] = Field(
        default=("Appendix", "Annex", "Appendices"),
        description="words that begin a heading after the last standard",
    )


class Toolkit(Frozen):
    """A form: sections, standards, questions."""

    id: Identifier
    name: Words
    version: Words
    wording: Wording = Wording()
    sections: tuple[Section, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    standards: tuple[Standard, ...] = Field(min_length=1)

    @field_validator("standards")
    @classmethod
    def _standards_once(cls, standards: tuple[Standard, ...]) -> tuple[Standard, ...]:
        _refuse_repeats("standards", [standard.number.casefold() for standard in standards])
        return standards

    @field_validator("questions")
    @classmethod
    def _questions_once(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        _refuse_repeats("questions", [question.id for question in questions])
        _refuse_repeats("columns", [question.column.casefold() for question in questions])
        reserved = set(RESERVED_IDS) & {question.id for question in questions}
        if reserved:
            raise ValueError(
                f"'{min(reserved)}' is a name that records use for something else; choose another id"
            )
        for question in questions:
            if question.kind == "choice":
                _refuse_repeats(f"options of {question.id}", [option.code for option in question.options])
                _refuse_repeats(
                    f"scores of {question.id}", [str(option.score) for option in question.options]
                )
            elif question.kind == "plan":
                _refuse_repeats(f"horizons of {question.id}", [horizon.id for horizon in question.horizons])
        return questions

    @field_validator("questions")
    @classmethod
    def _roles_fit(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        _refuse_repeats("roles of the questions", [question.role for question in questions if question.role])
        for question in questions:
            if question.role and (question.role in RATED_ROLES) != (question.kind == "choice"):
                kind = "a rating" if question.role in RATED_ROLES else "free text"
                raise ValueError(f"'{question.id}' has the role '{question.role}', which is that of {kind}")
        return questions

    @model_validator(mode="after")
    def _columns_once(self) -> Toolkit:
        columns = [column for names in self.answer_columns.values() for column in names]
        _refuse_repeats("columns that the tables take from the questions", columns + list(TABLE_COLUMNS))
        return self

    @model_validator(mode="after")
    def _sections_exist(self) -> Toolkit:
        known = {section.number for section in self.sections}
        for standard in self.standards:
            if standard.section not in known:
                raise ValueError(
                    f"standard {standard.number} is in section {standard.section}, which is not described"
                )
        return self

    @cached_property
    def order(self) -> dict[str, int]:
        """Position of each standard in the form, by number."""
        return {standard.number: index for index, standard in enumerate(self.standards)}

    def standard(self, number: str) -> Standard:
        """The standard of that number.

        Raises:
            KeyError: there is none.
        """
        return self.standards[self.order[number]]

    def question(self, question_id: str) -> NarrativeQuestion | PlanQuestion | ChoiceQuestion:
        """The question of that id.

        Raises:
            KeyError: there is none.
        """
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def rating_for(self, role: Role) -> ChoiceQuestion | None:
        """The rating that has the role, if the form has one."""
        for question in self.questions:
            if question.kind == "choice" and question.role == role:
                return question
        return None

    def text_for(self, role: Role) -> NarrativeQuestion | PlanQuestion | None:
        """The free text that has the role, if the form has one."""
        for question in self.questions:
            if question.kind != "choice" and question.role == role:
                return question
        return None

    @property
    def answer_ids(self) -> tuple[str, ...]:
        """Names of the single answers in the form's order: `map`, `evaluate`, `plan.short_term` and so on."""
        names: list[str] = []
        for question in self.questions:
            if question.kind == "plan":
                names += [f"{question.id}.{horizon.id}" for horizon in question.horizons]
            else:
                names.append(question.id)
        return tuple(names)

    @property
    def answer_columns(self) -> dict[str, tuple[str, ...]]:
        """Columns of the analyst's table that each question makes, by question: the ratings first, then the texts."""
        columns: dict[str, tuple[str, ...]] = {}
        for question in self.questions:
            if question.kind == "choice":
                columns[question.id] = (question.id, f"{question.id}_score", f"{question.id}_state")
        for question in self.questions:
            if question.kind == "narrative":
                columns[question.id] = (question.id,)
            elif question.kind == "plan":
                parts = [horizon.id for horizon in question.horizons] + ["unassigned"]
                columns[question.id] = tuple(f"{question.id}_{part}" for part in parts)
        return columns


RATED_ROLES = ("attainment", "risk")
"""Roles of ratings; the others are those of free text."""

# Columns that the analyst's table has whatever the form asks.
TABLE_COLUMNS = (
    "return_id", "authority", "gss_code", "region", "standard_id", "standard", "section", "title",
    "needs_review", "review_reasons", "source_file", "current", "reviewed",
)  # fmt: skip

RESERVED_IDS = (
    "number",
    "section",
    "title",
    "statement",
    "found",
    "regions",
    "kind",
    "unassigned",
    "standard",
    "standards",
)


def standard_sort_key(number: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts 1.2 before 1.10, and A2 before A10."""
    parts = re.findall(r"\d+|[^\d.]+", number)
    return tuple((int(part), "") if part.isdigit() else (-1, part.casefold()) for part in parts)


def _refuse_repeats(what: str, names: list[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"'{name}' stands twice among the {what}")
