"""What does the table of likely personal data hold? Where it stands and of what kind, never the words themselves."""

from __future__ import annotations

from toolkit_extract.schemas.fields import (
    AUTHORITY,
    GSS_CODE,
    RETURN_ID,
    STANDARD,
    STANDARD_ID,
    TO_ASSESSMENTS,
    FieldSchema,
    TableSchema,
    categories,
)
from toolkit_extract.schemas.toolkit import Toolkit

PRIVACY_KINDS = {
    "person_name": "likely the name of a person",
    "phone_number": "a telephone number",
    "email_address": "an e-mail address",
    "nhs_number": "an NHS number: its check digit is right, or the words before it say so",
    "postcode": "a postcode",
    "special_category": "likely a statement about health, belief, origin or the like of one or few people",
}


def privacy_tables(toolkit: Toolkit) -> tuple[TableSchema, ...]:
    """The one table of the family."""
    plans = [question.id for question in toolkit.questions if question.kind == "plan"]
    answers = [*toolkit.answer_ids, *(f"{plan}.unassigned" for plan in plans)]
    return (
        TableSchema(
            name="privacy",
            title="Likely personal data",
            row="span of an answer that rules take for personal data: help for a person who checks, not assurance",
            fields=(
                RETURN_ID, AUTHORITY, GSS_CODE, STANDARD_ID, STANDARD,
                FieldSchema(
                    name="answer", required=True, description="The answer whose text it stands in.",
                    categories=categories({answer: answer for answer in answers}),
                ),
                FieldSchema(
                    name="kind", required=True, description="What it is.", categories=categories(PRIVACY_KINDS)
                ),
                FieldSchema(
                    name="start", type="integer", minimum=0, required=True,
                    description="Where it starts: characters before it in the answer's text in these tables.",
                ),
                FieldSchema(
                    name="end", type="integer", minimum=1, required=True,
                    description="Where it ends: characters up to and with its last one.",
                ),
                FieldSchema(
                    name="masked", required=True, free_text=True,
                    description="A hint that repeats no more than a person needs to find it again.",
                ),
                FieldSchema(name="rule", required=True, description="The rule that took it for this."),
            ),
            primary_key=("return_id", "standard_id", "answer", "start", "end", "kind"),
            foreign_keys=(TO_ASSESSMENTS,),
        ),
    )  # fmt: skip
