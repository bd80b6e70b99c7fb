"""How is an output folder written anew from its own records, changed or with more tables?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import (
    stored_aids,
    stored_families,
    stored_package,
    stored_results,
    stored_toolkit,
)
from toolkit_extract.outputs import files
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.record import ReturnRecord


def rebuild(
    folder: Path,
    out: Path,
    *,
    change: Callable[[ReturnRecord], ReturnRecord] = lambda record: record,
    families: Iterable[str] | None = None,
    aids: TextAids = NO_AIDS,
    free_text: bool = True,
    force: bool = False,
) -> dict[str, int]:
    """Write the tables of a folder's records.

    Args:
        folder: an output folder.
        out: where the tables go to; may be the same folder.
        change: what becomes of each record before.
        families: tables to make beside the five; those that the folder has, if none are named.
        aids: what helps to read texts; where none is named, what helped when the folder was written.
        free_text: whether words of the returns are written.
        force: overwrite files of our names that this program did not write.

    Returns:
        The numbers of rows by table.

    Raises:
        UnreadableTables: the folder holds no records.
        UnusableOutput: the tables could not be written.
        MissingDependency: a model that is to help is not installed.
    """
    toolkit = stored_toolkit(folder)
    wanted = stored_families(folder) if families is None else tuple(families)
    version = str(stored_package(folder)["toolkit_extract"]["version"])
    files.check_folder(out, force=force)
    results = (
        change(result) if isinstance(result, ReturnRecord) else result for result in stored_results(folder)
    )
    helping = aids.over(stored_aids(folder))
    rows = all_rows(results, toolkit, wanted, helping)
    return files.write(
        out, rows, toolkit, version, families=wanted, free_text=free_text, aids=helping if wanted else NO_AIDS
    )
