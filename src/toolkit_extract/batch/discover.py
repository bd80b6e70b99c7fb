"""Which files do the paths of a command line stand for?

Folders are read recursively. What no one submits is left out: hidden files, editors' temporary files, the output folder
of this run and of others, the manifest. The order of the paths does not matter; a file named twice is one file.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit_extract.errors import EmptyFile, LimitReached, ToolkitExtractError, UnreadableFile
from toolkit_extract.extract import MAX_FILE_BYTES
from toolkit_extract.outputs.files import holds_our_tables

_TEMPORARY_STARTS = (".", "~$", "~lock", "._")
_TEMPORARY_ENDS = (".tmp", ".part", ".crdownload", "~")
_SYSTEM_FILES = {"thumbs.db", "desktop.ini", "__macosx", "__pycache__"}


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """A file to read.

    Attributes:
        path: as given, folders parted by `/`.
        sha256: of its bytes; None where it cannot be read.
        fault: why it cannot be read.
    """

    path: str
    sha256: str | None = None
    fault: ToolkitExtractError | None = None


def discover(paths: Iterable[Path], *, ignored: Iterable[Path] = ()) -> list[SubmittedFile]:
    """The files that the paths stand for, sorted by path.

    A path that names a file is taken whatever its name; within folders, hidden and temporary files are left out.

    Args:
        paths: files and folders.
        ignored: files and folders to leave out, such as the output folder.
    """
    out = {path.resolve() for path in ignored}
    found: dict[Path, str] = {}
    for path in paths:
        for file in _files_below(path, out) if path.is_dir() else (path,):
            name, real = file.as_posix(), file.resolve()
            if real not in out:
                found[real] = min(found.get(real, name), name)
    return [_submitted(name) for name in sorted(found.values())]


def _files_below(folder: Path, out: set[Path]) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder, followlinks=False):
        here = Path(parent)
        if holds_our_tables(here):
            folders.clear()
            continue
        folders[:] = sorted(
            name for name in folders if not _is_left_out(name) and (here / name).resolve() not in out
        )
        yield from (here / name for name in files if not _is_left_out(name))


def _is_left_out(name: str) -> bool:
    lower = name.casefold()
    return lower.startswith(_TEMPORARY_STARTS) or lower.endswith(_TEMPORARY_ENDS) or lower in _SYSTEM_FILES


def _submitted(path: str) -> SubmittedFile:
    try:
        return SubmittedFile(path, sha256=_fingerprint(path))
    except ToolkitExtractError as fault:
        return SubmittedFile(path, fault=fault)
    except OSError as error:
        return SubmittedFile(path, fault=UnreadableFile(path, error.strerror or type(error).__name__))


def _fingerprint(path: str) -> str:
    """SHA-256 of a file, which is looked at only if it is a plain file of a size that a return can have."""
    if not Path(path).is_file():
        raise UnreadableFile(path, "it is no plain file" if Path(path).exists() else "there is no such file")
    size = Path(path).stat().st_size
    if size == 0:
        raise EmptyFile(path)
    if size > MAX_FILE_BYTES:
        raise LimitReached(path, f"{size / 1e6:.0f} MB where {MAX_FILE_BYTES / 1e6:.0f} MB are allowed")
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
