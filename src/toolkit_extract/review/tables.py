"""How do people's corrections get into the tables of a folder, without reading any return again?

The records of the folder are the machine's readings (with what was applied to them before, which is taken off first),
so the tables can be made from them alone. They are written as `ingest` writes them: whole, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.dataset.normalise import normalise, sort_records
from toolkit_extract.dataset.stored import stored_others, stored_records, stored_toolkit
from toolkit_extract.outputs import files as output_files
from toolkit_extract.review.apply import apply_to, count_decided
from toolkit_extract.review.corrections import Overlay, read_overlay
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.toolkit import Toolkit


@dataclass(frozen=True, slots=True)
class Written:
    """Tables that were written.

    Attributes:
        decided: answers with a decision that stands.
        stale: corrections that no longer fit.
        elsewhere: corrections of returns that the folder does not hold.
        skipped: numbers of lines of corrections.jsonl that are no corrections.
    """

    decided: int
    stale: int
    elsewhere: int
    skipped: tuple[int, ...] = ()

    @property
    def is_worth_saying(self) -> bool:
        """Whether the folder has corrections at all."""
        return any((self.decided, self.stale, self.elsewhere, self.skipped))

    @property
    def words(self) -> list[str]:
        """What a person should know, a line each."""
        lines = [f"{self.decided} answers decided by a person"]
        if self.stale:
            lines.append(f"{self.stale} corrections no longer fit what the machine reads; review them again")
        if self.elsewhere:
            lines.append(
                f"{self.elsewhere} corrections are of returns that are not in this folder; they are kept"
            )
        if self.skipped:
            numbers = ", ".join(map(str, self.skipped))
            lines.append(f"corrections.jsonl: no corrections in line {numbers}; left as they are")
        return lines


def apply_all(outcome: Outcome, overlay: Overlay, toolkit: Toolkit) -> tuple[Outcome, Written]:
    """A run's records with the corrections of its folder, and what became of these."""
    applied = [apply_to(record, overlay, toolkit) for record in outcome.records]
    records = tuple(one.record for one in applied)
    known = {record.source.sha256 for record in records}
    written = Written(
        decided=count_decided(records),
        stale=sum(len(one.stale) for one in applied),
        elsewhere=sum(len(lines) for digest, lines in overlay.standing.items() if digest not in known),
        skipped=overlay.skipped,
    )
    return outcome.model_copy(update={"records": records}), written


def write_tables(folder: Path) -> Written:
    """Write the tables of a folder anew, with its corrections.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
        UnusableOutput: they could not be written; those of before are whole.
    """
    toolkit = stored_toolkit(folder)
    failed, duplicates = stored_others(folder)
    outcome = Outcome(records=tuple(stored_records(folder)), failed=failed, duplicates=duplicates)
    corrected, written = apply_all(outcome, read_overlay(folder), toolkit)
    rows = normalise(corrected, toolkit)
    output_files.write(folder, rows, sort_records(corrected.records), toolkit, __version__)
    return written
