"""Which rows does each submitted file make in all: in the five tables, and in the families that were asked for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit_extract.dataset.families import RowMaker, row_makers
from toolkit_extract.dataset.normalise import rows_of
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import Row
from toolkit_extract.schemas.toolkit import Toolkit


def all_rows(
    results: Iterable[FileResult], toolkit: Toolkit, families: Iterable[str] = (), aids: TextAids = NO_AIDS
) -> Iterator[tuple[FileResult, dict[str, list[Row]]]]:
    """The rows that each result makes, by the table's name; one result is held at a time.

    Args:
        results: in the order of the tables.
        toolkit: the form that the returns were read with.
        families: names of `schemas.tables.FAMILIES`.
        aids: what helps to read texts.

    Raises:
        MissingDependency: the model is not installed.
    """
    makers = row_makers(families, toolkit, aids)
    for result in results:
        yield result, rows_of_all(result, toolkit, makers)


def rows_of_all(result: FileResult, toolkit: Toolkit, makers: Iterable[RowMaker]) -> dict[str, list[Row]]:
    """The rows that one result makes in the five tables, and in those of the row makers."""
    rows = rows_of(result, toolkit)
    if isinstance(result, ReturnRecord):
        for make in makers:
            rows |= {name: list(made) for name, made in make(result).items()}
    return rows
