"""How does `datapackage.json` describe the tables of a run?

A Data Package v2 descriptor made from `schemas.tables`. Sizes and hashes tell whether a file was changed since;
there is no clock in it, so the same input gives the same bytes. `categories` say what each value means;
`constraints.enum` says the same to readers that check only constraints.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.tables import FieldSchema, TableSchema
from toolkit_extract.schemas.toolkit import Toolkit

PACKAGE_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_SCHEMA = "https://datapackage.org/profiles/2.0/dataresource.json"
TABLE_SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
PACKAGE_NAME = "toolkit-extract-returns"
DESCRIPTOR = "datapackage.json"
RECORDS = "records.jsonl"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Length and SHA-256 (hexadecimal) of a file's content."""

    bytes: int
    sha256: str

    @property
    def stated(self) -> dict[str, Any]:
        """As a resource states it."""
        return {"bytes": self.bytes, "hash": f"sha256:{self.sha256}"}


def fingerprint_of(content: bytes) -> Fingerprint:
    """The fingerprint of a content that is at hand."""
    return Fingerprint(len(content), hashlib.sha256(content).hexdigest())


def describe(
    tables: Sequence[TableSchema],
    files: Mapping[str, Fingerprint],
    toolkit: Toolkit,
    version: str,
    aids: TextAids = NO_AIDS,
) -> bytes:
    """The descriptor as UTF-8 JSON; `files` says how long each written file is and what its hash is, by its name.

    `aids`, which helped to read texts, stand there only where there are some.
    """
    package = {
        "$schema": PACKAGE_SCHEMA,
        "name": PACKAGE_NAME,
        "title": f"Returns of the {toolkit.name}",
        "description": "Read from completed returns. Empty cells are missing values; the state columns say why.",
        "toolkit_extract": {
            "version": version,
            "toolkit": toolkit.id,
            "toolkit_version": toolkit.version,
            "free_text": RECORDS in files,
            "form": toolkit.model_dump(mode="json"),
            **({"aids": aids.model_dump(mode="json", by_alias=True)} if aids != NO_AIDS else {}),
        },
        "resources": [
            *(table_resource(table, files[f"{table.name}.csv"]) for table in tables),
            *([_records_resource(files[RECORDS])] if RECORDS in files else []),
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def is_ours(descriptor: bytes) -> bool:
    """Whether a `datapackage.json` was written by this program."""
    try:
        package = json.loads(descriptor)
    except ValueError:
        return False
    return isinstance(package, dict) and package.get("name") == PACKAGE_NAME and "toolkit_extract" in package


def table_resource(table: TableSchema, file: Fingerprint) -> dict[str, Any]:
    """One table as a resource of a descriptor."""
    return {
        "$schema": RESOURCE_SCHEMA,
        "name": table.name,
        "title": table.title,
        "description": f"One row per {table.row}.",
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **file.stated,
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
        "schema": _table_schema(table),
    }


def _records_resource(file: Fingerprint) -> dict[str, Any]:
    return {
        "$schema": RESOURCE_SCHEMA,
        "name": "records",
        "title": "Records",
        "description": "One JSON object a line: the whole record of a return, its text unchanged.",
        "path": RECORDS,
        "format": "json-lines",  # not `jsonl`, which readers take for a table
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        **file.stated,
    }


def _table_schema(table: TableSchema) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA,
        "fieldsMatch": "exact",
        "fields": [_field(field) for field in table.fields],
    }
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {"fields": list(key.fields), "reference": {"resource": key.table, "fields": list(key.references)}}
            for key in table.foreign_keys
        ]
    return schema


def _field(field: FieldSchema) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.description}
    if field.unit:
        described["unit"] = field.unit
    if field.free_text:
        described["free_text"] = True
    if field.type == "boolean":
        described |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.categories:
        described["categories"] = [category.model_dump() for category in field.categories]
        described["categoriesOrdered"] = field.ordered
    if not field.required:
        described["missingValues"] = [{"value": "", "label": field.missing}]
    constraints = _constraints(field)
    if constraints:
        described["constraints"] = constraints
    return described


def _constraints(field: FieldSchema) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.pattern:
        constraints["pattern"] = field.pattern
    for name, bound in (("minimum", field.minimum), ("maximum", field.maximum)):
        if bound is not None:
            constraints[name] = int(bound)
    if field.categories:
        constraints["enum"] = [category.value for category in field.categories]
    return constraints
