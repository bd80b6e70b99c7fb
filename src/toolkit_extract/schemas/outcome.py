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
    """A file with the same bytes as an earlier one of the run."""

    path: str = Field(description="as given")
    sha256: str
    first: str = Field(description="path under which the answers stand")


class Outcome(Frozen):
    """A run: its records and the files that made none."""

    records: tuple[ReturnRecord, ...] = ()
    failed: tuple[FailedFile, ...] = ()
    duplicates: tuple[DuplicateFile, ...] = ()
