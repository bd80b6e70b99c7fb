"""What became of each submitted file of a run? Every file is in exactly one of the three lists."""

from __future__ import annotations

from pydantic import Field

from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.record import AuthorityRef, ReturnRecord

RETURN_ID_DIGITS = 16


class FailedFile(Frozen):
    """A file that was not read, and the sentence that says why."""

    path: str = Field(description="as given")
    sha256: str | None = Field(default=None, description="none where the bytes could not be had")
    code: str = Field(description="code of the error's class")
    message: str = Field(description="one sentence: the file, what is wrong, what to do")
    authority: AuthorityRef = Field(
        default=AuthorityRef(), description="whose it is, if the manifest says so"
    )
    submitted: str | None = Field(default=None, description="ISO date, if the manifest says so")


class DuplicateFile(Frozen):
    """A file with the same bytes as an earlier one of the run, of which it says what the table of files shows."""

    path: str = Field(description="as given")
    sha256: str
    first: str = Field(description="path under which the answers stand")
    format: str
    pages: int | None = None
    authority: AuthorityRef = AuthorityRef()
    submitted: str | None = None

    @classmethod
    def of(cls, record: ReturnRecord, path: str) -> DuplicateFile:
        """The file at `path`, whose bytes made this record already."""
        return cls(
            path=path,
            sha256=record.source.sha256,
            first=record.source.path,
            format=record.source.format,
            pages=record.source.pages,
            authority=record.authority,
            submitted=record.submitted,
        )


FileResult = ReturnRecord | FailedFile | DuplicateFile
"""What became of one submitted file."""


def result_order(result: FileResult) -> tuple[bool, str, str, str]:
    """Sort key of results: by authority (files without one last), return and path."""
    file = result.source if isinstance(result, ReturnRecord) else result
    name = result.authority.name
    return (name is None, name or "", file.sha256[:RETURN_ID_DIGITS] if file.sha256 else "~", file.path)


class Outcome(Frozen):
    """A run: its records and the files that made none."""

    records: tuple[ReturnRecord, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    duplicates: tuple[DuplicateFile, ...] = ()

    def in_order(self) -> list[FileResult]:
        """All results in the order of the tables."""
        return sorted((*self.records, *self.failed, *self.duplicates), key=result_order)
