"""Which tables does a descriptor describe? The way back from `datapackage.json` to the schemas that made it.

A folder of another version, or of a form that is not at hand, is read by what it says of itself.
"""

from __future__ import annotations

from typing import Any

from toolkit_extract.schemas.tables import FieldSchema, ForeignKey, TableSchema

_ROW = "One row per "


def described_tables(package: dict[str, Any]) -> tuple[TableSchema, ...]:
    """The tables of a descriptor in its order.

    Raises:
        KeyError, TypeError, ValueError: it is no descriptor of this program.
    """
    return tuple(_table(resource) for resource in package["resources"] if resource.get("type") == "table")


def _table(resource: dict[str, Any]) -> TableSchema:
    schema = resource["schema"]
    return TableSchema(
        name=resource["name"],
        title=resource["title"],
        row=resource["description"].removeprefix(_ROW).removesuffix("."),
        fields=tuple(_field(field) for field in schema["fields"]),
        primary_key=tuple(schema.get("primaryKey", ())),
        foreign_keys=tuple(
            ForeignKey(
                fields=tuple(key["fields"]),
                table=key["reference"]["resource"],
                references=tuple(key["reference"]["fields"]),
            )
            for key in schema.get("foreignKeys", ())
        ),
    )


def _field(field: dict[str, Any]) -> FieldSchema:
    constraints = field.get("constraints", {})
    missing = {"missing": field["missingValues"][0]["label"]} if "missingValues" in field else {}
    return FieldSchema.model_validate(
        {
            "name": field["name"],
            "type": field["type"],
            "description": field["description"],
            "unit": field.get("unit"),
            "categories": field.get("categories", ()),
            "ordered": field.get("categoriesOrdered", False),
            "required": constraints.get("required", False),
            "pattern": constraints.get("pattern"),
            "minimum": constraints.get("minimum"),
            "maximum": constraints.get("maximum"),
            "free_text": field.get("free_text", False),
            **missing,
        }
    )
