"""What does a person learn at the end of a run? Counts and places; no text of any return."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.tables import FAMILIES, tables_of
from toolkit_extract.schemas.toolkit import Toolkit


def account(
    outcome: Outcome, rows: dict[str, int], toolkit: Toolkit, folder: Path, *, records: bool = True
) -> list[str]:
    """Lines that say how many returns were read, what their ratings amount to, and which files hold what."""
    states = outcome.states
    words = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in states.items())
    read = f"{outcome.read} returns read, {outcome.for_review} with something to review"
    return [
        f"{read}; {len(outcome.duplicates)} duplicates; {len(outcome.failed)} files not read",
        *_known(outcome),
        f"{sum(states.values())} ratings: {words or 'none'}",
        *_files(outcome, rows, toolkit, folder, records),
    ]


def _known(outcome: Outcome) -> Iterator[str]:
    """What a run makes of earlier runs and of several returns by one authority, if anything."""
    if outcome.superseded:
        yield f"{outcome.superseded} are superseded by a later return of the same authority (column current)"
    if outcome.unchanged:
        tables = "the tables were written anew" if outcome.changed else "the tables stand as they were"
        yield f"{outcome.unchanged} files are unchanged and were not read again; {tables}"


def _files(
    outcome: Outcome, rows: dict[str, int], toolkit: Toolkit, folder: Path, records: bool
) -> Iterator[str]:
    files = [
        (f"{table.name}.csv", str(rows[table.name]), f"rows, one per {table.row}")
        for table in tables_of(toolkit, FAMILIES)
        if table.name in rows
    ]
    if records:
        files.append((RECORDS, str(outcome.read), "lines, one per return: the whole record"))
    files.append((DESCRIPTOR, "", "what the tables and their columns mean"))
    width = max(len(str(folder / name)) for name, _, _ in files)
    for name, count, what in files:
        yield f"  {folder / name!s:{width}}  {count:>6} {what}"
