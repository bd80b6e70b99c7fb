"""How does an output folder stand: what was read, what was not and why, and who has it in hand?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from toolkit_extract.batch.hold import Holder
from toolkit_extract.batch.ledger import LEDGER, KnownFile, KnownReading, open_ledger
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.publish import STATE_FOLDER

LAST_RUN = "run"
"""Under what the ledger notes the last run: `started`, `finished` (None while it is on), `version`."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a folder stands.

    Attributes:
        counts: how many files are `read`, `for review`, `not read`, `duplicate`, `forgotten` and `gone`.
        failed: the files that were not read, with the reason.
        review: paths of returns with something to look at.
        last_run: when it began and ended (UTC), and the program's version; None before the first.
        holder: who has the folder in hand now.
    """

    counts: dict[str, int]
    failed: tuple[KnownFile, ...]
    review: tuple[str, ...]
    last_run: dict[str, str | None] | None
    holder: Holder | None

    @property
    def broken_off(self) -> bool:
        """Whether the last run did not come to its end."""
        return bool(self.last_run and not self.last_run["finished"] and not self.holder)


def status_of(out: Path, url: str | None = None) -> Status:
    """How an output folder stands, by its ledger.

    Raises:
        UnreadableTables: no run has written there.
        UnusableLedger: the ledger cannot be read.
    """
    if url is None and not (out / STATE_FOLDER / LEDGER).exists():
        raise UnreadableTables(out, "no run has left a ledger there")
    with open_ledger(out, url) as ledger:
        files = sorted(ledger.files().values(), key=lambda file: file.path)
        readings = ledger.readings(file.reading for file in files if file.reading)
        words = {file.path: _words(file, readings) for file in files}
        return Status(
            counts=dict(Counter(words.values()).most_common()),
            failed=tuple(file for file in files if words[file.path] == "not read"),
            review=tuple(path for path, word in words.items() if word == "for review"),
            last_run=ledger.note(LAST_RUN),
            holder=ledger.holder(out / STATE_FOLDER),
        )


def _words(file: KnownFile, readings: dict[str, KnownReading]) -> str:
    if file.status == "failed":
        return "not read"
    reading = readings.get(file.reading or "")
    summary = reading.header.summary if reading else None
    if file.status == "read" and summary and summary.needs_review:
        return "for review"
    return file.status
