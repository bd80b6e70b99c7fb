"""Who makes the lines of the tables, and which are known from an earlier run?

Worker processes make them, several at a time: for many returns it would take one process as long as some of the
reading. This process puts them below each other, in the order of the tables. What was made is kept in the ledger, so a
run that finds one new file among a thousand makes the lines of that one.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from toolkit_extract.batch.contents import Contents, Part
from toolkit_extract.batch.keys import lines_key, tables_key
from toolkit_extract.batch.ledger import Ledger
from toolkit_extract.batch.lines import TableLines, record_of
from toolkit_extract.batch.protocol import Layout, LinesTask, unpack_lines
from toolkit_extract.batch.run import Crew, worker_threads
from toolkit_extract.batch.worker import lines_isolated
from toolkit_extract.outputs.lines import Lines
from toolkit_extract.review.tables import Corrections
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile

FEW = 12
"""So many are made by this process, rather than by workers that may have to be started first."""
_AHEAD = 2
"""Records that wait for each worker, so that none is ever idle."""
_TOGETHER = 64
"""Lines that are kept in one transaction: they can be made again, so a crash may lose some."""

Coming = Callable[[], Lines]
"""Lines that are here, or are being made."""
Make = Callable[[LinesTask], Callable[[], bytes]]


class Tables:
    """The lines of one run's tables."""

    def __init__(
        self, contents: Contents, layout: Layout, ledger: Ledger, crew: Crew, corrections: Corrections
    ) -> None:
        self._corrections = corrections
        self._contents, self._layout, self._ledger, self._crew = contents, layout, ledger, crew
        self._key = tables_key(layout)
        self._here = TableLines(layout)
        self._new: list[tuple[str, str, bytes]] = []

    def lines(self) -> Iterator[Lines]:
        """All lines in the order of the tables.

        Raises:
            Stopped: the crew was told to stop.
        """
        parts = [(part, self._key_of(part)) for part in self._contents.parts()]
        wanted, known = {key for _, key in parts if key}, self._ledger.keys_of_lines()
        with self._makers(len(wanted - known)) as make:
            coming: deque[Coming] = deque()
            for part, key in parts:
                self._crew.stop.check()
                coming.append(self._coming(part, key, key in known, make))
                if len(coming) > _AHEAD * self._crew.workers:
                    yield coming.popleft()()
            while coming:
                yield coming.popleft()()
        self._keep()
        self._ledger.drop_lines(known - wanted)

    def _key_of(self, part: FailedFile | DuplicateFile | Part) -> str:
        if not isinstance(part, Part) or self._corrections.concern(part.sha256):
            return ""
        return lines_key(part.key, self._key, part.findings, part.superseded_by)

    def _coming(
        self, part: FailedFile | DuplicateFile | Part, key: str, is_known: bool, make: Make
    ) -> Coming:
        if not isinstance(part, Part):
            return lambda: self._here.of(part)
        if is_known:
            with contextlib.suppress(ValueError):  # a damaged row is made again
                lines = unpack_lines(self._ledger.lines(key) or b"")
                return lambda: lines
        record, limit = self._ledger.record(part.key), self._crew.limits.output
        task = LinesTask(record, limit, self._layout, part.findings, part.superseded_by)
        if not key:  # people corrected it: few are, and this process counts what became of their corrections
            return lambda: self._here.of(self._corrections.apply(record_of(task)))
        made = make(task)
        return lambda: self._arrived(key, part.sha256, made())

    def _arrived(self, key: str, sha256: str, packed: bytes) -> Lines:
        self._new.append((key, sha256, packed))
        if len(self._new) >= _TOGETHER:
            self._keep()
        return unpack_lines(packed)

    def _keep(self) -> None:
        if self._new:
            self._ledger.keep_lines(self._new)
        self._new = []

    @contextmanager
    def _makers(self, missing: int) -> Iterator[Make]:
        """Who makes the lines that are missing: worker processes, or this one where there are few."""
        if missing <= FEW:
            yield lambda task: lambda: self._here.of_packed(task)
            return
        with worker_threads(self._crew) as threads:

            def make(task: LinesTask) -> Callable[[], bytes]:
                made = threads.submit(lines_isolated, task, self._crew.limits, self._crew.reader)
                return lambda: _checked(made.result()) or self._here.of_packed(task)

            yield make


def _checked(packed: bytes | None) -> bytes | None:
    """What a worker has made, if it is lines."""
    try:
        unpack_lines(packed or b"")
    except ValueError:
        return None
    return packed
