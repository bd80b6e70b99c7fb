"""What does a person learn at the end of a run? Counts and places; no text of any return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from toolkit_extract.outputs.datapackage import DESCRIPTOR, RECORDS
from toolkit_extract.schemas.attention import needs_review
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.record import Choice, ChoiceState
from toolkit_extract.schemas.tables import FAMILIES, tables_of
from toolkit_extract.schemas.toolkit import Toolkit


def account(
    outcome: Outcome, rows: dict[str, int], toolkit: Toolkit, folder: Path, *, records: bool = True
) -> list[str]:
    """Lines that say how many returns were read, what their ratings amount to, and which files hold what."""
    review = sum(needs_review(record) for record in outcome.records)
    states = _choice_states(outcome)
    words = ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in states.items())
    read = f"{len(outcome.records)} returns read, {review} with something to review"
    return [
        f"{read}; {len(outcome.duplicates)} duplicates; {len(outcome.failed)} files not read",
        f"{sum(states.values())} ratings: {words or 'none'}",
        *_files(outcome, rows, toolkit, folder, records),
    ]


def _files(
    outcome: Outcome, rows: dict[str, int], toolkit: Toolkit, folder: Path, records: bool
) -> Iterator[str]:
    files = [
        (f"{table.name}.csv", str(rows[table.name]), f"rows, one per {table.row}")
        for table in tables_of(toolkit, FAMILIES)
        if table.name in rows
    ]
    if records:
        files.append((RECORDS, str(len(outcome.records)), "lines, one per return: the whole record"))
    files.append((DESCRIPTOR, "", "what the tables and their columns mean"))
    width = max(len(str(folder / name)) for name, _, _ in files)
    for name, count, what in files:
        yield f"  {folder / name!s:{width}}  {count:>6} {what}"


def _choice_states(outcome: Outcome) -> dict[str, int]:
    """How many ratings are in each state."""
    states = Counter(
        answer.state
        for record in outcome.records
        for standard in record.standards
        for answer in standard.answers.values()
        if isinstance(answer, Choice)
    )
    return {state.value: states[state] for state in ChoiceState if states[state]}
