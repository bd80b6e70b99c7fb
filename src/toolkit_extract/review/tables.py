"""How do people's corrections get into the tables of a folder, without reading any return again?

The records of the folder are the machine's readings (with what was applied to them before, which is taken off first),
so the tables can be made from them alone, one record after the other. They are written as `ingest` writes them: whole,
or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.dataset.stored import stored_others, stored_records, stored_toolkit
from toolkit_extract.outputs import files as output_files
from toolkit_extract.review.apply import apply_to, count_decided
from toolkit_extract.review.corrections import Overlay, read_overlay
from toolkit_extract.schemas.outcome import FileResult, result_order
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import Toolkit


@dataclass(frozen=True, slots=True)
class Account:
    """What became of corrections.

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


class Corrections:
    """The overlay of a folder on its way into the tables: record after record, with an account at the end."""

    def __init__(self, overlay: Overlay, toolkit: Toolkit) -> None:
        self._overlay, self._toolkit = overlay, toolkit
        self._decided = self._stale = 0
        self._elsewhere = {digest: len(lines) for digest, lines in overlay.standing.items()}

    def apply(self, record: ReturnRecord) -> ReturnRecord:
        """The record with the corrections that stand for it."""
        applied = apply_to(record, self._overlay, self._toolkit)
        self._decided += count_decided(applied.record)
        self._stale += len(applied.stale)
        self._elsewhere.pop(record.source.sha256, None)
        return applied.record

    @property
    def account(self) -> Account:
        """What became of the corrections, when every record has passed."""
        return Account(self._decided, self._stale, sum(self._elsewhere.values()), self._overlay.skipped)


def write_tables(folder: Path) -> Account:
    """Write the tables of a folder anew, with its corrections.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
        UnusableOutput: they could not be written; those of before are whole.
    """
    toolkit = stored_toolkit(folder)
    corrections = Corrections(read_overlay(folder), toolkit)
    output_files.write(folder, normalise(_results(folder, corrections), toolkit), toolkit, __version__)
    return corrections.account


def _results(folder: Path, corrections: Corrections) -> Iterator[FileResult]:
    """All results of the folder in the order of its tables, the records with their corrections."""
    records: Iterator[FileResult] = map(corrections.apply, stored_records(folder))
    return merge(records, sorted(stored_others(folder), key=result_order), key=result_order)
