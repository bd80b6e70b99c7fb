"""What do the tables of language hold: single actions, mentions and themes, each with the rule that found it?"""

from __future__ import annotations

from toolkit_extract.schemas.fields import (
    AUTHORITY,
    GSS_CODE,
    METHOD,
    RETURN_ID,
    STANDARD,
    STANDARD_ID,
    TO_ASSESSMENTS,
    FieldSchema,
    TableSchema,
    categories,
)
from toolkit_extract.schemas.toolkit import Toolkit

MENTION_KINDS = {
    "organisation": "an organisation or a team that works as one",
    "role": "a role or profession; never a person's name",
    "legislation": "an Act, a code, or a section",
    "system": "a system for records, data or booking",
    "training": "training or professional development",
    "date": "a date, or a period that the words fix",
    "staffing_number": "a number of staff or of whole-time equivalents, as the words have it",
}
STANCES = {
    "gap": "the nearest cue in its clause says that something is missing, weak or in the way",
    "strength": "the nearest cue in its clause says that something is there and does its work",
    "neutral": "no cue stands near, cues disagree, or the clause is a plan or a supposition; no claim either way",
}
_METHOD = METHOD.model_copy(update={"required": True})
_KEY = (RETURN_ID, AUTHORITY, GSS_CODE, STANDARD_ID, STANDARD)


def language_tables(toolkit: Toolkit) -> tuple[TableSchema, ...]:
    """The tables `actions`, `mentions` and `themes` for returns of a toolkit."""
    return (_actions(toolkit), _mentions(toolkit), _themes(toolkit))


def _actions(toolkit: Toolkit) -> TableSchema:
    plans = [question for question in toolkit.questions if question.kind == "plan"]
    horizons = {horizon.id: horizon.label for plan in plans for horizon in plan.horizons}
    return TableSchema(
        name="actions",
        title="Planned actions",
        row="single action that rules part off a plan's text",
        fields=(
            *_KEY, _answer(toolkit),
            FieldSchema(
                name="horizon", description="Horizon that the text stands under.", categories=categories(horizons),
                missing="the plan's text stands under no horizon",
            ),
            FieldSchema(
                name="action", type="integer", minimum=1, required=True,
                description="Number of the action within the answer, from 1.",
            ),
            _words("text", "The action's words.", required=True),
            FieldSchema(
                name="verb", description="Plain form of what is to be done, such as `review`.",
                missing="a fragment in which no verb is known", free_text=True,
            ),
            _words("owner", "Who is to do it, as the words have it.", missing="the words name none"),
            _words("due_words", "The words that say when.", missing="the words say nothing of when"),
            FieldSchema(
                name="due_from", type="date", description="First day of the date or period that the words name.",
                missing="no words of when, or words that fix no date",
            ),
            FieldSchema(
                name="due_to", type="date", description="Last day of it: 2025-03-31 for March 2025.",
                missing="no words of when, words that fix no date, or a beginning alone ('from April 2025')",
            ),
            FieldSchema(
                name="due_method", description="The rule that read the words of when.",
                missing="the words say nothing of when",
            ),
            *_span("the action"), _METHOD,
        ),
        primary_key=("return_id", "standard_id", "answer", "action"),
        foreign_keys=(TO_ASSESSMENTS,),
    )  # fmt: skip


def _mentions(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="mentions",
        title="Mentions",
        row="mention of an organisation, role, law, system, training, date or number of staff in an answer's text",
        fields=(
            *_KEY, _answer(toolkit),
            FieldSchema(
                name="kind", required=True, description="What is mentioned.", categories=categories(MENTION_KINDS)
            ),
            _words("text", "The words as they stand.", required=True),
            _words(
                "normalised", "One form for all spellings: `s.117` for `section 117` and `SI17`, an ISO date.",
                missing="the words fix no date",
            ),
            *_span("the mention"),
            _METHOD.model_copy(
                update={"description": "The rule; `looser:` says that a spelling was bent, `model:` names a model."}
            ),
        ),
        primary_key=("return_id", "standard_id", "answer", "kind", "start", "end"),
        foreign_keys=(TO_ASSESSMENTS,),
    )  # fmt: skip


def _themes(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="themes",
        title="Themes",
        row="theme that a sentence of an answer speaks of",
        fields=(
            *_KEY, _answer(toolkit),
            FieldSchema(name="theme", required=True, description="Id of the theme in the codebook."),
            FieldSchema(
                name="stance", required=True, description="What the words say of it.", categories=categories(STANCES)
            ),
            _words("term", "The words that show the theme.", required=True),
            _words("cue", "The words of the stance, with what negates them.", missing="the stance is neutral"),
            *_span("the term"),
            *_span("the sentence", "sentence_"),
            _words("sentence", "The sentence's words.", required=True),
            _METHOD,
        ),
        primary_key=("return_id", "standard_id", "answer", "start", "end", "theme"),
        foreign_keys=(TO_ASSESSMENTS,),
    )  # fmt: skip


def _answer(toolkit: Toolkit) -> FieldSchema:
    plans = [question.id for question in toolkit.questions if question.kind == "plan"]
    answers = [*toolkit.answer_ids, *(f"{plan}.unassigned" for plan in plans)]
    return FieldSchema(
        name="answer", required=True, description="The answer whose text it stands in.",
        categories=categories({answer: answer for answer in answers}),
    )  # fmt: skip


def _words(name: str, description: str, *, required: bool = False, missing: str = "no value") -> FieldSchema:
    return FieldSchema(name=name, description=description, required=required, missing=missing, free_text=True)


def _span(what: str, prefix: str = "") -> tuple[FieldSchema, FieldSchema]:
    where = "in the answer's text in these tables"
    return (
        FieldSchema(
            name=f"{prefix}start", type="integer", minimum=0, required=True,
            description=f"Where {what} starts: characters before it {where}.",
        ),
        FieldSchema(
            name=f"{prefix}end", type="integer", minimum=1, required=True,
            description=f"Where {what} ends: characters up to and with its last one.",
        ),
    )  # fmt: skip
