"""What do the tables of a run hold, in which order, and which returns count?

A plan whose files were read in, what the tables are made of out: only summaries are held, records stay in the ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.batch.plan import DUPLICATE, Item, Plan
from toolkit_extract.batch.protocol import Failure
from toolkit_extract.batch.standing import Candidate, Superseded, superseded
from toolkit_extract.schemas.finding import Finding, Severity, finding
from toolkit_extract.schemas.outcome import (
    RETURN_ID_DIGITS,
    DuplicateFile,
    FailedFile,
    result_order,
)
from toolkit_extract.schemas.record import AuthorityRef
from toolkit_extract.schemas.summary import RecordSummary


@dataclass(frozen=True, slots=True)
class Part:
    """A return that was read.

    Attributes:
        key: of its reading.
        sha256: of its file.
        findings: what only other files of the run give rise to.
        superseded_by: the return that counts instead of it.
    """

    key: str
    sha256: str
    findings: tuple[Finding, ...] = ()
    superseded_by: str | None = None


class Contents:
    """The contents of the tables of a run."""

    def __init__(self, plan: Plan) -> None:
        """Take a plan all of whose items were read."""
        self.plan = plan

    @cached_property
    def read(self) -> list[tuple[Item, RecordSummary]]:
        """The files that made a record, each with its summary."""
        return [
            (item, item.header.summary)
            for item in self.plan.items
            if item.key and item.header and item.header.summary
        ]

    @cached_property
    def superseded(self) -> dict[str, Superseded]:
        """Returns that do not count, by path."""
        return superseded(
            Candidate(
                item.file.path,
                return_id(item),
                summary,
                bool(item.entry and item.entry.submitted),
                item.file.mtime_ns,
            )
            for item, summary in self.read
        )

    @cached_property
    def failed(self) -> tuple[FailedFile, ...]:
        """Files that made no record, sorted by path."""
        made = []
        for item in self.plan.items:
            failure = self._failure(item)
            if failure:
                made.append(_failed(item, failure))
        return tuple(made)

    @cached_property
    def duplicates(self) -> tuple[DuplicateFile, ...]:
        """Files that have the bytes of a return that was read."""
        summaries = {item.file.path: summary for item, summary in self.read}
        return tuple(
            _duplicate(item, item.first, summaries[item.first])
            for item in self.plan.items
            if item.first in summaries
        )

    @property
    def for_review(self) -> int:
        """How many returns have something for a person to look at."""
        return sum(
            summary.needs_review or any(f.severity is not Severity.INFO for f in self._doubts(item))
            for item, summary in self.read
        )

    def parts(self) -> Iterator[FailedFile | DuplicateFile | Part]:
        """All that the tables are made of, in their order."""
        for _, light in self._in_order:
            yield self._part(light) if isinstance(light, Item) else light

    def fingerprint(self) -> str:
        """A digest of all that the tables are made of, got without opening a record."""
        told = [[order, self._told(light)] for order, light in self._in_order]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @cached_property
    def _in_order(self) -> list[tuple[tuple[bool, str, str, str], FailedFile | DuplicateFile | Item]]:
        """Results that are light, and items whose records are in the ledger, each with its sort key."""
        light: list[tuple[tuple[bool, str, str, str], FailedFile | DuplicateFile | Item]] = []
        light += [(result_order(result), result) for result in self.failed]
        light += [(result_order(result), result) for result in self.duplicates]
        for item, summary in self.read:
            name = summary.authority.name
            light.append(((name is None, name or "", return_id(item), item.file.path), item))
        return sorted(light, key=lambda pair: pair[0])

    def _part(self, item: Item) -> Part:
        said = self.superseded.get(item.file.path)
        sha256 = item.file.sha256 or ""
        return Part(item.key or "", sha256, self._doubts(item), said.by if said else None)

    def _told(self, light: FailedFile | DuplicateFile | Item) -> object:
        """All that a result depends on."""
        if isinstance(light, Item):
            return [light.key, *(doubt.message for doubt in self._doubts(light))]
        return light.model_dump(mode="json")

    def _doubts(self, item: Item) -> tuple[Finding, ...]:
        """Findings about a return that only other files of the run give rise to."""
        said = self.superseded.get(item.file.path)
        return (*self._disagreements(item), *((said.finding,) if said else ()))

    def _disagreements(self, item: Item) -> Iterator[Finding]:
        """Where the manifest gives another authority to a copy of a file."""
        summary = item.header.summary if item.header else None
        believed = summary.authority.name if summary else None
        for path, entry in self._copies.get(item.file.path, ()):
            if entry.authority != believed:
                yield finding(
                    "authority.disagreement",
                    f"the manifest gives {path}, which has the same bytes, to {entry.authority}; "
                    f"believed: {believed or 'no authority'}",
                )

    @cached_property
    def _copies(self) -> dict[str, list[tuple[str, ManifestEntry]]]:
        """Copies that the manifest names, by the path of the file that they repeat."""
        copies: dict[str, list[tuple[str, ManifestEntry]]] = defaultdict(list)
        for item in self.plan.items:
            if item.first and item.entry:
                copies[item.first].append((item.file.path, item.entry))
        return copies

    def _failure(self, item: Item) -> Failure | None:
        if not item.first:
            return item.failure
        if self.plan.by_path[item.first].failure is None:
            return None
        said = f"has the same bytes as {item.first}, which was not read; see the reason there"
        return Failure(code=DUPLICATE, message=f"{item.file.path}: {said}")


def return_id(item: Item) -> str:
    """The id of the record that an item makes."""
    return (item.file.sha256 or "")[:RETURN_ID_DIGITS]


def _failed(item: Item, failure: Failure) -> FailedFile:
    entry = item.entry
    known = AuthorityRef()
    if entry:
        known = AuthorityRef(name=entry.authority, gss_code=entry.gss_code, method="manifest", confidence=1.0)
    return FailedFile(
        path=item.file.path,
        sha256=item.file.sha256,
        code=failure.code,
        message=failure.message,
        authority=known,
        submitted=entry.submitted.isoformat() if entry and entry.submitted else None,
    )


def _duplicate(item: Item, first: str, summary: RecordSummary) -> DuplicateFile:
    return DuplicateFile(
        path=item.file.path,
        sha256=item.file.sha256 or "",
        first=first,
        format=summary.format,
        pages=summary.pages,
        authority=summary.authority,
        submitted=summary.submitted,
    )
