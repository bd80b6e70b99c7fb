"""What do a workbook's cover and a database say of the tables that they hold?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit_extract.schemas.tables import TableSchema


@dataclass(frozen=True, slots=True)
class About:
    """Where tables come from.

    Attributes:
        title: such as "Returns of the AMHP Service Self-Assessment Toolkit".
        toolkit: id of the form and its version.
        version: of the program that read the returns.
        notes: what was done to the tables since, one sentence each; empty where nothing was.
    """

    title: str
    toolkit: str
    version: str
    notes: tuple[str, ...] = ()


def dictionary_rows(tables: Sequence[TableSchema]) -> Iterator[tuple[str, ...]]:
    """The data dictionary: table, column, type, unit, meaning, allowed values one a line, what an empty cell means."""
    for table in tables:
        for field in table.fields:
            values = "\n".join(f"{category.value}: {category.label}" for category in field.categories)
            empty = "never empty" if field.required else field.missing
            yield table.name, field.name, field.type, field.unit or "", field.description, values, empty
