"""Which files do the paths of a command line stand for?

Folders are read recursively. What no one submits is left out: hidden files, editors' temporary files, the output folder
of this run and of others, the manifest. The order of the paths does not matter; a file named twice is one file.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from toolkit_extract.batch.stopping import Stop
from toolkit_extract.errors import (
    EmptyFile,
    LimitReached,
    ToolkitExtractError,
    UnreadableFile,
    name_as_text,
)
from toolkit_extract.extract import MAX_FILE_BYTES
from toolkit_extract.outputs.files import holds_our_tables

_TEMPORARY_STARTS = (".", "~$", "~lock", "._")
_TEMPORARY_ENDS = (".tmp", ".part", ".crdownload", "~")
_BREAKS = "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_CLOCK_STEP_NS = 3_000_000_000
"""The coarsest clock of a file system in use (FAT), and some more."""
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx", "__pycache__"}


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file to read.

    Attributes:
        path: as given, folders parted by `/`; what a table or a terminal cannot show is escaped.
        sha256: of its bytes; None where it cannot be read.
        fault: why it cannot be read.
        name: what the system calls it, from the root.
        size: in bytes.
        mtime_ns, ctime_ns: when its content and its entry changed, in nanoseconds.
        seen_ns: when it was looked at.
    """

    path: str
    sha256: str | None = None
    fault: ToolkitExtractError | None = None
    name: str = ""
    size: int = 0
    mtime_ns: int = 0
    ctime_ns: int = 0
    seen_ns: int = 0


class Seen(Protocol):
    """What an earlier run knows of a file."""

    @property
    def size(self) -> int | None: ...  # noqa: D102
    @property
    def mtime_ns(self) -> int | None: ...  # noqa: D102
    @property
    def ctime_ns(self) -> int | None: ...  # noqa: D102
    @property
    def seen_ns(self) -> int | None: ...  # noqa: D102
    @property
    def sha256(self) -> str | None: ...  # noqa: D102


def discover(
    paths: Iterable[Path],
    *,
    ignored: Iterable[Path] = (),
    known: Mapping[str, Seen] | None = None,
    stop: Stop | None = None,
) -> list[SubmittedFile]:
    """The files that the paths stand for, sorted by path.

    A path that names a file is taken whatever its name; within folders, hidden and temporary files are left out.

    Args:
        paths: files and folders.
        ignored: files and folders to leave out, such as the output folder.
        known: what an earlier run knows, by path: a file whose size and times are the same is not read for its hash.
        stop: looked at before each file.

    Raises:
        Stopped: it was told to stop.
    """
    known, submitted = known or {}, []
    for name in find_files(paths, ignored=ignored):
        if stop:
            stop.check()
        submitted.append(_submitted(name, known.get(shown_path(name))))
    return submitted


def find_files(paths: Iterable[Path], *, ignored: Iterable[Path] = ()) -> list[str]:
    """Names of the files that the paths stand for, as `discover` takes them; none is opened."""
    out = {_real(path) for path in ignored}
    found: dict[Path, str] = {}
    for path in paths:
        for file in _files_below(path, out) if path.is_dir() else (path,):
            name, real = file.as_posix(), _real(file)
            if real not in out:
                found[real] = min(found.get(real, name), name)
    return sorted(found.values())


def shown_path(name: str) -> str:
    """A file's name as tables and terminals can hold it: control characters and bytes that are no text are escaped."""
    return "".join(
        character
        if character.isprintable() or (character.isspace() and character not in _BREAKS)
        else character.encode("unicode_escape").decode()
        for character in name_as_text(name)
    )


def _real(path: Path) -> Path:
    """Where a path leads; before Python 3.13 `resolve` raises where links lead round in a ring."""
    return Path(os.path.realpath(path))


def _files_below(folder: Path, out: set[Path]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        here = Path(parent)
        if holds_our_tables(here):
            folders.clear()
            continue
        folders[:] = sorted(
            name for name in folders if not _is_left_out(name) and _real(here / name) not in out
        )
        yield from (here / name for name in files if not _is_left_out(name))


def _is_left_out(name: str) -> bool:
    lower = name.casefold()
    return lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDS) or lower in _SYSTEM_FILES


def _submitted(name: str, known: Seen | None) -> SubmittedFile:
    path = shown_path(name)
    try:
        status, seen_ns = _status(name, path), time.time_ns()
        file = SubmittedFile(
            path,
            name=os.path.abspath(name),  # noqa: PTH100  # a worker may be in another folder
            size=status.st_size,
            mtime_ns=status.st_mtime_ns,
            ctime_ns=status.st_ctime_ns,
            seen_ns=seen_ns,
        )
        return replace(file, sha256=_known_hash(file, known) or _fingerprint(name))
    except ToolkitExtractError as fault:
        return SubmittedFile(path, fault=fault, name=name)
    except OSError as error:
        return SubmittedFile(
            path, fault=UnreadableFile(path, error.strerror or type(error).__name__), name=name
        )


def _known_hash(file: SubmittedFile, known: Seen | None) -> str | None:
    """The hash of an earlier run, if the file shows that it was not written to since then.

    A file that changed shortly before it was looked at may change again without another time on it.
    """
    if known is None or (known.size, known.mtime_ns, known.ctime_ns) != (
        file.size,
        file.mtime_ns,
        file.ctime_ns,
    ):
        return None
    return known.sha256 if was_settled(known) else None


def was_settled(known: Seen) -> bool:
    """Whether the last change of a file was long before it was looked at."""
    if known.seen_ns is None:
        return False
    return known.seen_ns - max(known.mtime_ns or 0, known.ctime_ns or 0) > _CLOCK_STEP_NS


def _status(name: str, path: str) -> os.stat_result:
    """The state of a file, which is looked at only if it is a plain file of a size that a return can have."""
    if not Path(name).is_file():
        raise UnreadableFile(path, "it is no plain file" if Path(name).exists() else "there is no such file")
    status = Path(name).stat()
    if status.st_size == 0:
        raise EmptyFile(path)
    if status.st_size > MAX_FILE_BYTES:
        size = f"{status.st_size / 1e6:.0f} MB where {MAX_FILE_BYTES / 1e6:.0f} MB are allowed"
        raise LimitReached(path, size)
    return status


def _fingerprint(name: str) -> str:
    with Path(name).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
