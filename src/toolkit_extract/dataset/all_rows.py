"""Which rows does a run make in all: of the five tables, and of the families that were asked for?"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit_extract.dataset.families import row_makers
from toolkit_extract.dataset.normalise import normalise, sort_records
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.tables import FAMILIES, Row
from toolkit_extract.schemas.toolkit import Toolkit


def rows_of(
    outcome: Outcome, toolkit: Toolkit, families: Iterable[str] = (), model: str | None = None
) -> dict[str, list[Row]]:
    """The rows of all tables by the table's name, sorted as `normalise` sorts them.

    Args:
        outcome: the run.
        toolkit: the form.
        families: names of `schemas.tables.FAMILIES`.
        model: name of an installed spaCy model that may help.
    """
    families = sorted(set(families))
    rows = normalise(outcome, toolkit)
    rows |= {table: [] for family in families for table in FAMILIES[family].tables}
    for make in row_makers(families, toolkit, model):
        for record in sort_records(outcome.records):
            for table, made in make(record).items():
                rows[table] += made
    return rows
