"""What is told of a run while it goes on? Names, counts and reasons; no text of any return."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class RunPlanned:
    """Which files there are: all, those that are known from an earlier run, and those to read now."""

    files: int
    unchanged: int
    to_read: int


@dataclass(frozen=True, slots=True)
class FileStarted:
    """A worker has begun with a file. Not told of files that an executor of others reads."""

    path: str


@dataclass(frozen=True, slots=True)
class PagesRead:
    """A worker has done some pages of a file; `pages` where their number is known."""

    path: str
    done: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class FileDone:
    """A file was read (`review`: and a person should look), or was not, and why."""

    path: str
    status: Literal["read", "review", "failed"]
    seconds: float
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class NotRead:
    """At the end: a file that the tables know and no run has read, and why."""

    path: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class TablesWritten:
    """The tables were written, or stand as they were."""

    changed: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that a person should know, and that does not stop the run."""

    words: str


Event = Remark | RunPlanned | FileStarted | PagesRead | FileDone | TablesWritten
Tell = Callable[[Event], None]
