"""Which tables does a run write, with which columns, and what may stand in them?

One definition, derived from a toolkit, makes the CSV columns, `datapackage.json` and the data dictionary, so that the
three cannot part. Missing values are empty cells that a state column (or the description) explains; no `0`, `""` or
`n/a` ever stands for a missing answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.correction import ReviewStatus
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import CATALOGUE, Severity
from toolkit_extract.schemas.record import ChoiceState, NarrativeState
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Toolkit

Value = str | int | float | bool | None
Row = Mapping[str, Value]
FieldType = Literal["string", "integer", "number", "boolean", "date"]

GSS_CODE_PATTERN = r"^E(06|08|09|10)\d{6}$"
# C0 and C1 controls except tab and newline: no reader of tables expects them, some refuse them, terminals obey them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\r\n?")

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"), full-width forms included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

TABLE_NAMES = ("assessments", "answers", "marks", "returns", "findings")
RETURN_STATUSES = {
    "complete": "read through",
    "partial": "read, but a finding of severity error says which part was not",
    "failed": "not read; the column error says why",
    "duplicate": "the same bytes as an earlier file of this run, under which its answers stand",
}


class Category(Frozen):
    """One allowed value of a field, with the words for it."""

    value: str
    label: str


class FieldSchema(Frozen):
    """One column."""

    name: str
    type: FieldType = "string"
    description: str
    unit: str | None = Field(default=None, description="unit of a number, such as `pt`")
    categories: tuple[Category, ...] = ()
    ordered: bool = Field(
        default=False, description="whether the categories are listed from lowest to highest"
    )
    required: bool = False
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    missing: str = Field(default="no value", description="what an empty cell means")


class ForeignKey(Frozen):
    """Columns whose values stand in columns of another table."""

    fields: tuple[str, ...]
    table: str
    references: tuple[str, ...]


class TableSchema(Frozen):
    """One table, which is one CSV file."""

    name: str
    title: str
    row: str = Field(description="what one row is")
    fields: tuple[FieldSchema, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field.name for field in self.fields)


def clean_text(text: str) -> str | None:
    """Text for a cell: line ends as newlines, control characters out; `None` where nothing is left."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip() or None


def tables_of(toolkit: Toolkit) -> tuple[TableSchema, ...]:
    """The five tables for returns of a toolkit, in the order of `TABLE_NAMES`."""
    return (_assessments(toolkit), _answers(toolkit), _marks(toolkit), _returns(toolkit), _findings())


def table_of(name: str, toolkit: Toolkit) -> TableSchema:
    """One of the tables by name.

    Raises:
        KeyError: there is no such table.
    """
    return {table.name: table for table in tables_of(toolkit)}[name]


# Columns that several tables share.
_RETURN_ID = FieldSchema(
    name="return_id", description="First 16 hexadecimal digits of the file's SHA-256.", required=True,
    pattern="^[0-9a-f]{16}$",
)  # fmt: skip
_AUTHORITY = FieldSchema(
    name="authority",
    description="Name of the authority that submitted the return.",
    missing="no authority recognised",
)
_GSS_CODE = FieldSchema(
    name="gss_code",
    description="GSS code of the authority.",
    pattern=GSS_CODE_PATTERN,
    missing="no authority recognised",
)
_REGION = FieldSchema(name="region", description="Region of England.", missing="no authority recognised")
_STANDARD_ID = FieldSchema(
    name="standard_id", required=True, pattern="^S[A-Za-z]{0,3}[0-9.]+$",
    description="S and the standard's number: text that no reader takes for a number.",
)  # fmt: skip
_STANDARD = FieldSchema(
    name="standard",
    required=True,
    description="Number of the standard as printed. Read it as text: 1.10 is not 1.1.",
)
_SOURCE_FILE = FieldSchema(name="source_file", description="Path of the file as given.", required=True)
_CONFIDENCE = FieldSchema(
    name="confidence",
    type="number",
    minimum=0,
    maximum=1,
    description="How sure the reading is, from 0 to 1.",
)
_METHOD = FieldSchema(name="method", description="How the value is known.", missing="nothing was read")
_NEEDS_REVIEW = FieldSchema(
    name="needs_review", type="boolean", required=True,
    description="Whether a careful person should look before relying on this row.",
)  # fmt: skip
_PLACE = (
    FieldSchema(
        name="page", type="integer", minimum=1, description="Page, from 1.", missing="the format has no pages"
    ),
    *(
        FieldSchema(name=name, type="number", unit="pt", description=text, missing="the format has no pages")
        for name, text in (
            ("x0", "Left edge, in PDF points from the left of the page as displayed."),
            ("top", "Upper edge, in PDF points from the top of the page as displayed."),
            ("x1", "Right edge, in PDF points from the left of the page as displayed."),
            ("bottom", "Lower edge, in PDF points from the top of the page as displayed."),
        )
    ),
)

_CHOICE_STATES = {
    ChoiceState.SELECTED: "exactly one option is ticked",
    ChoiceState.NONE_SELECTED: "every box is legible and none is ticked, or the cell was left empty",
    ChoiceState.MULTIPLE_SELECTED: "more than one option is ticked",
    ChoiceState.NOT_RECOVERABLE: "the file has lost the state of boxes that matter",
    ChoiceState.ABSENT: "the return has no such rating",
}
_NARRATIVE_STATES = {
    NarrativeState.ANSWERED: "there is text",
    NarrativeState.BLANK: "the place for the answer is empty",
    NarrativeState.ABSENT: "the return has no such answer",
}
_MARK_STATES = {
    MarkState.SELECTED: "ticked",
    MarkState.UNSELECTED: "legible and not ticked",
    MarkState.UNKNOWN: "the file no longer says",
}
_REVIEW_STATUSES = {
    ReviewStatus.ACCEPTED: "the machine's reading, which a person found right",
    ReviewStatus.CORRECTED: "what a person said instead; records.jsonl has both",
    ReviewStatus.UNREADABLE: "a person found that the file does not let it be read",
    ReviewStatus.STALE: "the machine's reading; a correction was made of another one and is not applied",
}


def _categories(labels: Mapping[Any, str]) -> tuple[Category, ...]:
    return tuple(Category(value=str(value), label=label) for value, label in labels.items())


def _option_categories(toolkit: Toolkit, question_id: str | None = None) -> tuple[Category, ...]:
    """Options of one rating from lowest to highest, or of all ratings (each code once)."""
    labels: dict[str, str] = {}
    for question in toolkit.questions:
        if question.kind == "choice" and question_id in (None, question.id):
            for option in sorted(question.options, key=lambda option: option.score):
                labels.setdefault(option.code, option.label)
    return _categories(labels)


def _score_field(name: str, description: str, scores: list[int]) -> FieldSchema:
    return FieldSchema(
        name=name,
        type="integer",
        description=description,
        minimum=min(scores, default=None),
        maximum=max(scores, default=None),
        missing="no single option is selected; see the state",
    )


def _answer_fields(toolkit: Toolkit) -> tuple[FieldSchema, ...]:
    """Columns that the questions make, ratings first."""
    fields: list[FieldSchema] = []
    for question_id, columns in toolkit.answer_columns.items():
        question = toolkit.question(question_id)
        if question.kind == "choice":
            fields += _choice_fields(toolkit, question)
        elif question.kind == "narrative":
            fields.append(
                _text_field(columns[0], f"{question.column}: free text, paragraphs parted by newlines.")
            )
        else:
            fields += _plan_fields(question, columns)
    return tuple(fields)


def _choice_fields(toolkit: Toolkit, question: ChoiceQuestion) -> list[FieldSchema]:
    return [
        FieldSchema(
            name=question.id,
            description=f"{question.column}: code of the one option selected.",
            categories=_option_categories(toolkit, question.id),
            ordered=True,
            missing=f"no single option is selected; see {question.id}_state",
        ),
        _score_field(
            f"{question.id}_score",
            f"{question.column}: ordinal of the option selected.",
            [option.score for option in question.options],
        ),
        FieldSchema(
            name=f"{question.id}_state",
            description=f"{question.column}: what the boxes amount to.",
            categories=_categories(_CHOICE_STATES),
            required=True,
        ),
    ]


def _plan_fields(question: PlanQuestion, columns: tuple[str, ...]) -> list[FieldSchema]:
    fields = [
        _text_field(column, f"{question.column}, {horizon.label}: free text.")
        for column, horizon in zip(columns, question.horizons, strict=False)
    ]
    return [*fields, _text_field(columns[-1], f"{question.column}: text that stands under no horizon.")]


def _text_field(name: str, description: str) -> FieldSchema:
    return FieldSchema(name=name, description=description, missing="no text; answers.csv has the state")


def _assessments(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="assessments",
        title="Assessments",
        row="return and standard: the analyst's table",
        fields=(
            _RETURN_ID, _AUTHORITY, _GSS_CODE, _REGION, _STANDARD_ID, _STANDARD,
            FieldSchema(name="section", type="integer", required=True, minimum=1, description="Section of the form."),
            FieldSchema(name="title", required=True, description="Short title, in the toolkit file's words."),
            *_answer_fields(toolkit),
            _NEEDS_REVIEW,
            FieldSchema(
                name="review_reasons", description="Why, joined with '; ', each with the answer it is about.",
                missing="nothing to review",
            ),
            _SOURCE_FILE,
            FieldSchema(
                name="reviewed", description="What people decided, joined with '; ', each with the answer it is about.",
                missing="no person has decided any answer",
            ),
        ),
        primary_key=("return_id", "standard_id"),
        foreign_keys=(ForeignKey(fields=("source_file",), table="returns", references=("source_file",)),),
    )  # fmt: skip


_TO_ASSESSMENTS = ForeignKey(
    fields=("return_id", "standard_id"), table="assessments", references=("return_id", "standard_id")
)


def _answers(toolkit: Toolkit) -> TableSchema:
    scores = [
        option.score
        for question in toolkit.questions
        if question.kind == "choice"
        for option in question.options
    ]
    return TableSchema(
        name="answers",
        title="Answers",
        row="return, standard and answer",
        fields=(
            _RETURN_ID, _AUTHORITY, _GSS_CODE, _STANDARD_ID, _STANDARD,
            FieldSchema(
                name="answer", required=True, description="Question, with its horizon where it has some.",
                categories=_categories({name: _answer_label(toolkit, name) for name in toolkit.answer_ids}),
            ),
            FieldSchema(
                name="kind", required=True, description="Whether the answer is a rating or free text.",
                categories=_categories({"choice": "a rating", "narrative": "free text"}),
            ),
            FieldSchema(
                name="state", required=True, description="What became of the answer.",
                categories=_categories({**_CHOICE_STATES, **_NARRATIVE_STATES}),
            ),
            FieldSchema(
                name="text", description="The free text; of a rating, words written beside its options.",
                missing="no text; see state",
            ),
            FieldSchema(
                name="option", description="Code of the one option selected.", categories=_option_categories(toolkit),
                missing="free text, or no single option is selected; see state",
            ),
            _score_field("score", "Ordinal of the option selected.", scores),
            _CONFIDENCE, _METHOD, _NEEDS_REVIEW, *_PLACE,
            FieldSchema(
                name="reviewed", description="What a person's look made of the answer.",
                categories=_categories(_REVIEW_STATUSES), missing="no person has decided it",
            ),
        ),
        primary_key=("return_id", "standard_id", "answer"),
        foreign_keys=(_TO_ASSESSMENTS,),
    )  # fmt: skip


def _answer_label(toolkit: Toolkit, answer_id: str) -> str:
    question_id, _, horizon_id = answer_id.partition(".")
    question = toolkit.question(question_id)
    if question.kind == "plan":
        labels = {horizon.id: horizon.label for horizon in question.horizons}
        return f"{question.column}, {labels[horizon_id]}"
    return question.column


def _marks(toolkit: Toolkit) -> TableSchema:
    ratings = {question.id: question.column for question in toolkit.questions if question.kind == "choice"}
    return TableSchema(
        name="marks",
        title="Selection marks",
        row="return, standard, rating and option: one checkbox",
        fields=(
            _RETURN_ID, _GSS_CODE, _STANDARD_ID, _STANDARD,
            FieldSchema(name="answer", required=True, description="The rating.", categories=_categories(ratings)),
            FieldSchema(
                name="option", required=True, description="Code of the option.", categories=_option_categories(toolkit)
            ),
            FieldSchema(
                name="state", required=True, description="What the box says.", categories=_categories(_MARK_STATES)
            ),
            _METHOD,
            _CONFIDENCE.model_copy(update={"missing": "no box was read"}),
            *_PLACE,
        ),
        primary_key=("return_id", "standard_id", "answer", "option"),
        foreign_keys=(_TO_ASSESSMENTS,),
    )  # fmt: skip


def _count(name: str, description: str) -> FieldSchema:
    return FieldSchema(
        name=name,
        type="integer",
        minimum=0,
        description=description,
        missing="the file was not read, or is a duplicate",
    )


def _returns(toolkit: Toolkit) -> TableSchema:
    not_read = "the file was not read"
    return TableSchema(
        name="returns",
        title="Returns",
        row="submitted file, the unreadable ones too",
        fields=(
            _RETURN_ID.model_copy(update={"required": False, "missing": "the file's bytes could not be had"}),
            _SOURCE_FILE,
            FieldSchema(
                name="sha256", pattern="^[0-9a-f]{64}$", description="SHA-256 of the file's bytes.",
                missing="the file's bytes could not be had",
            ),
            FieldSchema(name="format", description="Format that was recognised by content.", missing=not_read),
            FieldSchema(
                name="pages", type="integer", minimum=0, description="Number of pages.",
                missing="the format has no pages, or the file was not read",
            ),
            _AUTHORITY, _GSS_CODE,
            FieldSchema(
                name="authority_method", description="How the authority is known.", missing="no authority recognised",
                categories=_categories({
                    "manifest": "the manifest names it", "filename": "the file's name does",
                    "cover": "the return's cover does", "text": "the return's text mentions it",
                }),
            ),
            FieldSchema(
                name="submitted", type="date", missing="no date is known",
                description="Date of submission: the manifest's, else one that the return states.",
            ),
            FieldSchema(
                name="toolkit", required=True, description="Toolkit that the file was read as.",
                categories=_categories({toolkit.id: toolkit.name}),
            ),
            FieldSchema(
                name="status", required=True, description="What became of the file.",
                categories=_categories(RETURN_STATUSES),
            ),
            FieldSchema(name="error", description="Why the file was not read, and what to do.", missing="it was read"),
            _count("standards_found", "Standards that the return has."),
            _count("standards_expected", "Standards of the toolkit."),
            _count("choices_selected", "Ratings with exactly one option selected."),
            _count("choices_not_recoverable", "Ratings whose boxes the file has lost."),
            _count("findings", "Findings about this return."),
            _NEEDS_REVIEW.model_copy(
                update={
                    "required": False,
                    "description": "Whether any answer or any finding of the return asks for a person's look.",
                    "missing": "the file was not read, or is a duplicate",
                }
            ),
        ),
        primary_key=("source_file",),
    )  # fmt: skip


def _findings() -> TableSchema:
    return TableSchema(
        name="findings",
        title="Findings",
        row="finding: something about a return that a person should know",
        fields=(
            _RETURN_ID, _SOURCE_FILE,
            _STANDARD.model_copy(update={"required": False, "missing": "the finding is about the whole return"}),
            FieldSchema(name="answer", description="The answer it is about.", missing="it is about no single answer"),
            FieldSchema(
                name="code", required=True, description="What kind of finding it is.",
                categories=_categories({code: entry.meaning for code, entry in CATALOGUE.items()}),
            ),
            FieldSchema(
                name="severity", required=True, description="How much it matters.", ordered=True,
                categories=_categories({
                    Severity.INFO: "nothing is in doubt", Severity.WARNING: "look before relying on the answer",
                    Severity.ERROR: "a part of the return was not read",
                }),
            ),
            FieldSchema(name="message", required=True, description="What was found, in words."),
            FieldSchema(
                name="page", type="integer", minimum=1, description="Page, from 1.",
                missing="the format has no pages, or the finding has no place",
            ),
        ),
        foreign_keys=(ForeignKey(fields=("source_file",), table="returns", references=("source_file",)),),
    )  # fmt: skip
