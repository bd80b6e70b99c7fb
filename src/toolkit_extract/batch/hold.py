"""Who has an output folder in hand? One run at a time, and the second is told whose the first is.

A lock of the operating system goes with its process, however that ended. Some network file systems have none; there, a
file that only one process can make stands for it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import psutil

from toolkit_extract.errors import FolderHeld, UnusableOutput

LOCK = "lock"
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that has a folder in hand: its number, machine, and since when (UTC)."""

    pid: int
    host: str
    since: str

    @classmethod
    def here(cls) -> Holder:
        """This process, from now on."""
        return cls(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))

    @property
    def words(self) -> str:
        """How a person is told of it."""
        return f"process {self.pid} on {self.host} since {self.since}"

    @property
    def gone(self) -> bool:
        """Whether it was on this machine and is there no more."""
        return self.host == socket.gethostname() and not psutil.pid_exists(self.pid)


@contextlib.contextmanager
def hold(state: Path) -> Iterator[None]:
    """Have the folder to oneself for the time of the block.

    Args:
        state: the folder for what a run keeps beside its tables; it exists.

    Raises:
        FolderHeld: another process has it.
        UnusableOutput: the lock cannot be made.
    """
    path = state / LOCK
    try:
        file = path.open("a+b")
    except OSError as error:
        raise UnusableOutput(state, f"cannot be locked ({error.strerror})") from error
    with file:
        try:
            locked = try_lock(file)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise UnusableOutput(state, f"cannot be locked ({error.strerror})") from error
        else:
            if not locked:
                raise FolderHeld(state.parent, _words(path))
            _write(file, Holder.here())
            try:
                yield
            finally:
                file.truncate(0)
            return
    with _file_instead(state):
        yield


def holder(state: Path) -> Holder | None:
    """Who has the folder in hand now, as far as it says so."""
    for name in (LOCK, f"{LOCK}.held"):
        found = _read(state / name)
        if found and not found.gone:
            return found
    return None


def try_lock(file: BinaryIO) -> bool:
    """Lock an open file for this process; False where another has it.

    Raises:
        OSError: the file system has no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)  # beyond the words, which others may read
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextlib.contextmanager
def _file_instead(state: Path) -> Iterator[None]:
    """A file that only one process can make; one that was left by a process of this machine is taken over."""
    path = state / f"{LOCK}.held"
    left = _read(path)
    if left and left.gone:
        path.unlink(missing_ok=True)
    try:
        file = path.open("xb")
    except FileExistsError as error:
        advice = f"; if that run is no more, delete {path}"
        raise FolderHeld(state.parent, _words(path) + advice) from error
    with file:
        _write(file, Holder.here())
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def _write(file: BinaryIO, who: Holder) -> None:
    file.seek(0)
    file.truncate(0)
    file.write(json.dumps(asdict(who)).encode())
    file.flush()


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def _words(path: Path) -> str:
    found = _read(path)
    return found.words if found else "another process"
