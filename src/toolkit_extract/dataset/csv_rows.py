"""How are rows of our own tables read back, however long an answer is?"""

from __future__ import annotations

import csv
from collections.abc import Iterable

_LONGEST = 1 << 30
"""Characters of a cell: more than any record may have. The module `csv` takes 131,072 unless it is told otherwise."""


def csv_rows(lines: Iterable[str]) -> csv.DictReader[str]:
    """A reader of the rows of a table, by column; the lines keep their ends (`newline=""`)."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
    return csv.DictReader(lines)
