"""How do people's corrections get into the tables of a folder, without reading any return again?

The records of the folder are the machine's readings (with what was applied to them before, which is taken off first),
so the tables can be made from them alone, one record after the other. They are written as `ingest` writes them: whole,
or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field

from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import (
    stored_aids,
    stored_families,
    stored_package,
    stored_results,
    stored_toolkit,
)
from toolkit_extract.outputs import files as output_files
from toolkit_extract.review.apply import apply_to, count_decided, machine_record, with_brought
from toolkit_extract.review.corrections import Overlay, read_overlay
from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.summary import RecordSummary
from toolkit_extract.schemas.toolkit import Toolkit


class Account(Frozen):
    """What became of corrections.

    Attributes:
        decided: answers with a decision that stands.
        stale: corrections that no longer fit.
        elsewhere: corrections of returns that the folder does not hold, or of another form.
        skipped: numbers of lines of corrections.jsonl that are no corrections.
        for_review: how many more returns ask for a look than without corrections; less than 0 where fewer do.
        states: how many more ratings are in each state than without corrections.
    """

    decided: int
    stale: int
    elsewhere: int
    skipped: tuple[int, ...] = ()
    for_review: int = 0
    states: dict[str, int] = Field(default_factory=dict)

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
                f"{self.elsewhere} corrections are of returns or forms that are not in this folder; they are kept"
            )
        if self.skipped:
            numbers = ", ".join(map(str, self.skipped))
            lines.append(f"corrections.jsonl: no corrections in line {numbers}; left as they are")
        return lines


class Corrections:
    """The overlay of a folder on its way into the tables: record after record, with an account at the end."""

    def __init__(self, overlay: Overlay, toolkit: Toolkit) -> None:
        self._overlay, self._toolkit = overlay, toolkit
        self._decided = self._stale = self._for_review = 0
        self._states: Counter[str] = Counter()
        self._elsewhere = {digest: len(lines) for digest, lines in overlay.standing.items()}

    def concern(self, sha256: str) -> bool:
        """Whether there are any of the return with this hash."""
        return sha256 in self._overlay.standing

    def applied(self, results: Iterable[FileResult]) -> Iterator[FileResult]:
        """The results, the records among them with their corrections."""
        for result in results:
            yield self.apply(result) if isinstance(result, ReturnRecord) else result

    def apply(self, record: ReturnRecord) -> ReturnRecord:
        """The record with the corrections that stand for it."""
        machine = machine_record(record)
        applied = apply_to(machine, self._overlay, self._toolkit)
        self._elsewhere[record.source.sha256] = len(applied.strange)
        result = with_brought(applied.record, record, self._overlay)
        if result is not machine:
            self._count(machine, result, len(applied.stale))
        return result

    @property
    def account(self) -> Account:
        """What became of the corrections, when every record has passed."""
        return Account(
            decided=self._decided,
            stale=self._stale,
            elsewhere=sum(self._elsewhere.values()),
            skipped=self._overlay.skipped,
            for_review=self._for_review,
            states={state: count for state, count in sorted(self._states.items()) if count},
        )

    def _count(self, machine: ReturnRecord, record: ReturnRecord, stale: int) -> None:
        before, after = RecordSummary.of(machine), RecordSummary.of(record)
        self._decided += count_decided(record)
        self._stale += stale
        self._for_review += after.needs_review - before.needs_review
        self._states.update(after.states)
        self._states.subtract(before.states)


def write_tables(folder: Path) -> Account:
    """Write the tables of a folder anew, with its corrections.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
        UnusableOutput: they could not be written; those of before are whole.
    """
    toolkit, families = stored_toolkit(folder), stored_families(folder)
    version = str(stored_package(folder)["toolkit_extract"]["version"])
    corrections = Corrections(read_overlay(folder), toolkit)
    aids = stored_aids(folder)
    rows = all_rows(corrections.applied(stored_results(folder)), toolkit, families, aids)
    output_files.write(folder, rows, toolkit, version, families=families, aids=aids)
    return corrections.account
