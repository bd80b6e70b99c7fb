"""What is a column, what is a table, and which columns do several tables share?

`schemas.tables` and the modules of further tables are made of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field

from toolkit_extract.schemas.base import Frozen

FieldType = Literal["string", "integer", "number", "boolean", "date"]
GSS_CODE_PATTERN = r"^E(06|08|09|10)\d{6}$"


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
    free_text: bool = Field(default=False, description="whether it holds words of the return")


LEFT_OUT = "free text was left out of these tables"
"""What an empty cell of free text means in tables that are written without it."""


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

    @property
    def free_text_columns(self) -> tuple[str, ...]:
        """Names of the columns that hold words of the return."""
        return tuple(field.name for field in self.fields if field.free_text)

    def without_free_text(self) -> TableSchema:
        """The same table with its free text left out: the columns stay, and are empty."""
        left_out = {"required": False, "missing": LEFT_OUT, "categories": (), "pattern": None}
        fields = (field.model_copy(update=left_out) if field.free_text else field for field in self.fields)
        return self.model_copy(update={"fields": tuple(fields)})


def categories(labels: Mapping[Any, str]) -> tuple[Category, ...]:
    """Allowed values and the words for them."""
    return tuple(Category(value=str(value), label=label) for value, label in labels.items())


# Columns that several tables share.
RETURN_ID = FieldSchema(
    name="return_id", description="First 16 hexadecimal digits of the file's SHA-256.", required=True,
    pattern="^[0-9a-f]{16}$",
)  # fmt: skip
AUTHORITY = FieldSchema(
    name="authority",
    description="Name of the authority that submitted the return.",
    missing="no authority recognised",
)
GSS_CODE = FieldSchema(
    name="gss_code",
    description="GSS code of the authority.",
    pattern=GSS_CODE_PATTERN,
    missing="no authority recognised",
)
REGION = FieldSchema(name="region", description="Region of England.", missing="no authority recognised")
STANDARD_ID = FieldSchema(
    name="standard_id", required=True, pattern="^S[A-Za-z]{0,3}[0-9.]+$",
    description="S and the standard's number: text that no reader takes for a number.",
)  # fmt: skip
STANDARD = FieldSchema(
    name="standard",
    required=True,
    description="Number of the standard as printed. Read it as text: 1.10 is not 1.1.",
)
SOURCE_FILE = FieldSchema(name="source_file", description="Path of the file as given.", required=True)
CONFIDENCE = FieldSchema(
    name="confidence",
    type="number",
    minimum=0,
    maximum=1,
    description="How sure the reading is, from 0 to 1.",
)
METHOD = FieldSchema(name="method", description="How the value is known.", missing="nothing was read")
NEEDS_REVIEW = FieldSchema(
    name="needs_review", type="boolean", required=True,
    description="Whether a careful person should look before relying on this row.",
)  # fmt: skip
CURRENT = FieldSchema(
    name="current", type="boolean", required=True,
    description="Whether the return counts: false if a later one by the same authority has the same standards.",
)  # fmt: skip
PLACE = (
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


TO_ASSESSMENTS = ForeignKey(
    fields=("return_id", "standard_id"), table="assessments", references=("return_id", "standard_id")
)
