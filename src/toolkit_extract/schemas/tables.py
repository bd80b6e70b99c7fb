"""Which tables does a run write, with which columns, and what may stand in them?

One definition, derived from a toolkit, makes the CSV columns, `datapackage.json` and the data dictionary, so that the
three cannot part. Missing values are empty cells that a state column (or the description) explains; no `0`, `""` or
`n/a` ever stands for a missing answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from toolkit_extract.schemas.correction import ReviewStatus
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.fields import (
    AUTHORITY,
    CONFIDENCE,
    CURRENT,
    GSS_CODE,
    METHOD,
    NEEDS_REVIEW,
    PLACE,
    REGION,
    RETURN_ID,
    SOURCE_FILE,
    STANDARD,
    STANDARD_ID,
    TO_ASSESSMENTS,
    Category,
    FieldSchema,
    ForeignKey,
    TableSchema,
    categories,
)
from toolkit_extract.schemas.finding import CATALOGUE, Severity
from toolkit_extract.schemas.language_tables import language_tables
from toolkit_extract.schemas.privacy_table import privacy_tables
from toolkit_extract.schemas.record import ChoiceState, NarrativeState
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Toolkit

__all__ = [
    "FAMILIES",
    "RETURN_STATUSES",
    "TABLE_NAMES",
    "Category",
    "FieldSchema",
    "ForeignKey",
    "Row",
    "TableFamily",
    "TableSchema",
    "Value",
    "clean_text",
    "table_of",
    "tables_of",
]

Value = str | int | float | bool | None
Row = Mapping[str, Value]

# C0 and C1 controls except tab and newline: no reader of tables expects them, some refuse them, terminals obey them.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_END = re.compile(r"\r\n?")

TABLE_NAMES = ("assessments", "answers", "marks", "returns", "findings")
RETURN_STATUSES = {
    "complete": "read through",
    "partial": "read, but a finding of severity error says which part was not",
    "failed": "not read; the column error says why",
    "duplicate": "the same bytes as an earlier file of this run, under which its answers stand",
}


@dataclass(frozen=True, slots=True)
class TableFamily:
    """Tables beyond the five that are made together of the same texts, and only when asked for.

    `dataset.families` has the row maker of each family under the same name.

    Attributes:
        tables: the names of its tables.
        schemas: what they are like for the returns of a toolkit, in the same order.
    """

    tables: tuple[str, ...]
    schemas: Callable[[Toolkit], tuple[TableSchema, ...]]


FAMILIES: dict[str, TableFamily] = {
    "language": TableFamily(("actions", "mentions", "themes"), language_tables),
    "privacy": TableFamily(("privacy",), privacy_tables),
}


def clean_text(text: str) -> str | None:
    """Text for a cell: line ends as newlines, control characters out; `None` where nothing is left."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip() or None


def tables_of(toolkit: Toolkit, families: Iterable[str] = ()) -> tuple[TableSchema, ...]:
    """The five tables for returns of a toolkit, in the order of `TABLE_NAMES`, then those of some families.

    Raises:
        KeyError: there is no such family.
    """
    core = (_assessments(toolkit), _answers(toolkit), _marks(toolkit), _returns(toolkit), _findings())
    wanted = [FAMILIES[name] for name in sorted(set(families))]
    return (*core, *(table for family in wanted for table in family.schemas(toolkit)))


def table_of(name: str, toolkit: Toolkit) -> TableSchema:
    """One of the tables by name, those of families included.

    Raises:
        KeyError: there is no such table.
    """
    return {table.name: table for table in tables_of(toolkit, FAMILIES)}[name]


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


def _option_categories(toolkit: Toolkit, question_id: str | None = None) -> tuple[Category, ...]:
    """Options of one rating from lowest to highest, or of all ratings (each code once)."""
    labels: dict[str, str] = {}
    for question in toolkit.questions:
        if question.kind == "choice" and question_id in (None, question.id):
            for option in sorted(question.options, key=lambda option: option.score):
                labels.setdefault(option.code, option.label)
    return categories(labels)


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
            categories=categories(_CHOICE_STATES),
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
    return FieldSchema(
        name=name, description=description, missing="no text; answers.csv has the state", free_text=True
    )


def _assessments(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="assessments",
        title="Assessments",
        row="return and standard: the analyst's table",
        fields=(
            RETURN_ID, AUTHORITY, GSS_CODE, REGION, STANDARD_ID, STANDARD,
            FieldSchema(name="section", type="integer", required=True, minimum=1, description="Section of the form."),
            FieldSchema(name="title", required=True, description="Short title, in the toolkit file's words."),
            *_answer_fields(toolkit),
            NEEDS_REVIEW,
            FieldSchema(
                name="review_reasons", description="Why, joined with '; ', each with the answer it is about.",
                missing="nothing to review",
            ),
            SOURCE_FILE,
            CURRENT,
            FieldSchema(
                name="reviewed", description="What people decided, joined with '; ', each with the answer it is about.",
                missing="no person has decided any answer",
            ),
        ),
        primary_key=("return_id", "standard_id"),
        foreign_keys=(ForeignKey(fields=("source_file",), table="returns", references=("source_file",)),),
    )  # fmt: skip


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
            RETURN_ID, AUTHORITY, GSS_CODE, STANDARD_ID, STANDARD,
            FieldSchema(
                name="answer", required=True, description="Question, with its horizon where it has some.",
                categories=categories({name: _answer_label(toolkit, name) for name in toolkit.answer_ids}),
            ),
            FieldSchema(
                name="kind", required=True, description="Whether the answer is a rating or free text.",
                categories=categories({"choice": "a rating", "narrative": "free text"}),
            ),
            FieldSchema(
                name="state", required=True, description="What became of the answer.",
                categories=categories({**_CHOICE_STATES, **_NARRATIVE_STATES}),
            ),
            FieldSchema(
                name="text", description="The free text; of a rating, words written beside its options.",
                missing="no text; see state", free_text=True,
            ),
            FieldSchema(
                name="option", description="Code of the one option selected.", categories=_option_categories(toolkit),
                missing="free text, or no single option is selected; see state",
            ),
            _score_field("score", "Ordinal of the option selected.", scores),
            CONFIDENCE, METHOD, NEEDS_REVIEW, *PLACE,
            FieldSchema(
                name="reviewed", description="What a person's look made of the answer.",
                categories=categories(_REVIEW_STATUSES), missing="no person has decided it",
            ),
        ),
        primary_key=("return_id", "standard_id", "answer"),
        foreign_keys=(TO_ASSESSMENTS,),
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
            RETURN_ID, GSS_CODE, STANDARD_ID, STANDARD,
            FieldSchema(name="answer", required=True, description="The rating.", categories=categories(ratings)),
            FieldSchema(
                name="option", required=True, description="Code of the option.", categories=_option_categories(toolkit)
            ),
            FieldSchema(
                name="state", required=True, description="What the box says.", categories=categories(_MARK_STATES)
            ),
            METHOD,
            CONFIDENCE.model_copy(update={"missing": "no box was read"}),
            *PLACE,
        ),
        primary_key=("return_id", "standard_id", "answer", "option"),
        foreign_keys=(TO_ASSESSMENTS,),
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
            RETURN_ID.model_copy(update={"required": False, "missing": "the file's bytes could not be had"}),
            SOURCE_FILE,
            FieldSchema(
                name="sha256", pattern="^[0-9a-f]{64}$", description="SHA-256 of the file's bytes.",
                missing="the file's bytes could not be had",
            ),
            FieldSchema(name="format", description="Format that was recognised by content.", missing=not_read),
            FieldSchema(
                name="pages", type="integer", minimum=0, description="Number of pages.",
                missing="the format has no pages, or the file was not read",
            ),
            AUTHORITY, GSS_CODE,
            FieldSchema(
                name="authority_method", description="How the authority is known.", missing="no authority recognised",
                categories=categories({
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
                categories=categories({toolkit.id: toolkit.name}),
            ),
            FieldSchema(
                name="status", required=True, description="What became of the file.",
                categories=categories(RETURN_STATUSES),
            ),
            FieldSchema(name="error", description="Why the file was not read, and what to do.", missing="it was read"),
            _count("standards_found", "Standards that the return has."),
            _count("standards_expected", "Standards of the toolkit."),
            _count("choices_selected", "Ratings with exactly one option selected."),
            _count("choices_not_recoverable", "Ratings whose boxes the file has lost."),
            _count("findings", "Findings about this return."),
            NEEDS_REVIEW.model_copy(
                update={
                    "required": False,
                    "description": "Whether any answer or any finding of the return asks for a person's look.",
                    "missing": "the file was not read, or is a duplicate",
                }
            ),
            FieldSchema(name="error_code", description="Kind of that reason, a stable name.", missing="it was read"),
            CURRENT.model_copy(
                update={"required": False, "missing": "the file was not read, or is a duplicate"}
            ),
            FieldSchema(
                name="superseded_by", pattern="^[0-9a-f]{16}$", missing="no later return counts instead",
                description="`return_id` of the later return by the same authority that counts instead.",
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
            RETURN_ID, SOURCE_FILE,
            STANDARD.model_copy(update={"required": False, "missing": "the finding is about the whole return"}),
            FieldSchema(name="answer", description="The answer it is about.", missing="it is about no single answer"),
            FieldSchema(
                name="code", required=True, description="What kind of finding it is.",
                categories=categories({code: entry.meaning for code, entry in CATALOGUE.items()}),
            ),
            FieldSchema(
                name="severity", required=True, description="How much it matters.", ordered=True,
                categories=categories({
                    Severity.INFO: "nothing is in doubt", Severity.WARNING: "look before relying on the answer",
                    Severity.ERROR: "a part of the return was not read",
                }),
            ),
            FieldSchema(name="message", required=True, description="What was found, in words."),
            FieldSchema(
                name="page", type="integer", minimum=1, description="Page, from 1.",
                missing="the format has no pages, or the finding has no place",
            ),
            STANDARD_ID.model_copy(update={"required": False, "missing": "the finding is about the whole return"}),
        ),
        foreign_keys=(ForeignKey(fields=("source_file",), table="returns", references=("source_file",)),),
    )  # fmt: skip
