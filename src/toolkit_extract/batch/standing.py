"""Which return of an authority counts, where it sent more than one?

The later one, if the two have a standard in common: two returns that share none are parts of one, and both count. A
return's date is the manifest's, else one that the return states, else that of its file; of the same date, the one whose
path sorts last is the later one. What is superseded is kept, and says by which return and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.summary import RecordSummary


@dataclass(frozen=True, slots=True)
class Candidate:
    """A return that was read, with what decides whether it counts.

    Attributes:
        path: of its file.
        return_id: of its record.
        summary: whose it is, which standards it has, and the date that manifest or return give.
        dated_by_manifest: whether that date is the manifest's.
        mtime_ns: when its file was written to last, in nanoseconds.
    """

    path: str
    return_id: str
    summary: RecordSummary
    dated_by_manifest: bool
    mtime_ns: int

    @property
    def date(self) -> str:
        """The date that counts, ISO."""
        written = datetime.fromtimestamp(self.mtime_ns / 1e9, UTC).date()
        return self.summary.submitted or written.isoformat()

    @property
    def dated(self) -> str:
        """The date and how it is known, in words."""
        by = (
            "the manifest"
            if self.dated_by_manifest
            else "the return"
            if self.summary.submitted
            else "its file"
        )
        return f"{self.date} by {by}"


@dataclass(frozen=True, slots=True)
class Superseded:
    """A later return counts instead."""

    by: str
    finding: Finding


def superseded(candidates: Iterable[Candidate]) -> dict[str, Superseded]:
    """Those of the returns that do not count, by their path."""
    groups: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        authority = candidate.summary.authority
        if authority.name is not None:
            groups[authority.gss_code or authority.name].append(candidate)
    found: dict[str, Superseded] = {}
    for group in groups.values():
        in_time = sorted(group, key=lambda one: (one.date, one.path))
        for number, earlier in enumerate(in_time):
            standards = set(earlier.summary.standards)
            for later in reversed(in_time[number + 1 :]):
                if not standards.isdisjoint(later.summary.standards):
                    found[earlier.path] = Superseded(later.return_id, _said(earlier, later))
                    break
    return found


def _said(earlier: Candidate, later: Candidate) -> Finding:
    return finding(
        "return.superseded",
        f"{later.path} is of {later.dated}, and this return of {earlier.dated}; that one counts",
    )
