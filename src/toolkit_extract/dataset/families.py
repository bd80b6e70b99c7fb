"""Who makes the rows of the tables beyond the five?

A family of tables (`schemas.tables.FAMILIES`) has a row maker here under the same name. A maker is built once for a run
and then asked for each record, so that what is costly to load is loaded once. Heavy imports stand in the factories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from toolkit_extract.schemas.codebook import NO_AIDS, TextAids

if TYPE_CHECKING:
    from toolkit_extract.schemas.record import ReturnRecord
    from toolkit_extract.schemas.tables import Row
    from toolkit_extract.schemas.toolkit import Toolkit

RowMaker = Callable[["ReturnRecord"], Mapping[str, "Iterable[Row]"]]
"""The rows that a record makes, by the table's name."""


def _language(toolkit: Toolkit, aids: TextAids) -> RowMaker:
    from toolkit_extract.dataset.language.rows import language_row_maker

    return language_row_maker(toolkit, aids)


def _privacy(_: Toolkit, aids: TextAids) -> RowMaker:
    from toolkit_extract.dataset.privacy import privacy_row_maker

    return privacy_row_maker(aids.model)


FACTORIES: dict[str, Callable[[Toolkit, TextAids], RowMaker]] = {
    "language": _language,
    "privacy": _privacy,
}
"""By family: makes a row maker for a toolkit and what helps to read texts."""


def row_makers(families: Iterable[str], toolkit: Toolkit, aids: TextAids = NO_AIDS) -> list[RowMaker]:
    """The row makers of some families.

    Args:
        families: names of `schemas.tables.FAMILIES`.
        toolkit: the form.
        aids: an installed spaCy model and a codebook; none is used otherwise, and none is ever downloaded.

    Raises:
        KeyError: there is no such family.
    """
    return [FACTORIES[name](toolkit, aids) for name in sorted(set(families))]
