"""How is one record of a folder had without holding all of them?

`records.jsonl` is read once for the place of each line; a record is read again when it is asked for. A run that writes
the file anew in the meantime is noticed, and the places are sought again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.datapackage import RECORDS
from toolkit_extract.schemas.record import ReturnRecord


@dataclass(slots=True)
class Shelf:
    """The records of an output folder, by return."""

    folder: Path
    _starts: dict[str, int] = field(default_factory=dict, init=False)
    _stamp: tuple[int, int] | None = field(default=None, init=False)

    def records(self) -> Iterator[ReturnRecord]:
        """Every record in the file's order, whose places are noted by the way.

        Raises:
            UnreadableTables: there is no such file, or one of its lines is no record.
        """
        starts: dict[str, int] = {}
        stamp = self._now()
        position = 0
        for number, line in enumerate(self._lines(), 1):
            record = self._parse(line, number)
            starts[record.return_id] = position
            position += len(line)
            yield record
        self._starts, self._stamp = starts, stamp

    def record(self, return_id: str) -> ReturnRecord:
        """The record of a return.

        Raises:
            KeyError: the folder has none.
            UnreadableTables: the file went away or is damaged.
        """
        if self.has_changed:
            for _ in self.records():
                pass
        start = self._starts[return_id]
        with (self.folder / RECORDS).open("rb") as file:
            file.seek(start)
            return self._parse(file.readline(), 0)

    @property
    def stamp(self) -> tuple[int, int] | None:
        """When the file was written whose places are noted: a time and a size."""
        return self._stamp

    @property
    def has_changed(self) -> bool:
        """Whether the file was written since its places were noted."""
        return self._stamp != self._now()

    def _now(self) -> tuple[int, int]:
        try:
            about = (self.folder / RECORDS).stat()
        except OSError as error:
            raise UnreadableTables(self.folder, error.strerror or type(error).__name__) from error
        return about.st_mtime_ns, about.st_size

    def _lines(self) -> Iterator[bytes]:
        try:
            with (self.folder / RECORDS).open("rb") as file:
                yield from file
        except OSError as error:
            raise UnreadableTables(self.folder, error.strerror or type(error).__name__) from error

    def _parse(self, line: bytes, number: int) -> ReturnRecord:
        try:
            return ReturnRecord.model_validate_json(line)
        except ValidationError as error:
            raise UnreadableTables(
                self.folder, f"line {number} of {RECORDS} is no record of this version"
            ) from error
