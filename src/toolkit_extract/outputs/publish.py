"""How do several files take the place of those of the run before, all or none?

They are written into a folder of their own, brought to the disk, and a list of them is put beside: from then on they
are the folder's files, though their names are still to be given. Whoever next opens the folder for writing gives the
names that a crash left ungiven, or sweeps away a set without a list. Before the list, the old set is whole; after it,
the new one is.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

STATE_FOLDER = ".toolkit-extract"
"""What runs keep beside the tables."""
_PENDING = "pending"
_LIST = "complete.json"


def pending_folder(folder: Path) -> Path:
    """An empty folder for the new files of an output folder."""
    settle(folder)
    pending = folder / STATE_FOLDER / _PENDING
    pending.mkdir(parents=True)
    return pending


def publish(folder: Path, names: Iterable[str], *, gone: Iterable[str] = ()) -> None:
    """Give the files of `pending_folder` their places.

    Args:
        folder: the output folder.
        names: of the new files, each brought to the disk already.
        gone: names of files of an earlier set that the new one lacks.
    """
    pending = folder / STATE_FOLDER / _PENDING
    temporary = pending / f"{_LIST}.tmp"
    with temporary.open("w", encoding="utf-8") as file:
        json.dump({"names": list(names), "gone": list(gone)}, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(pending / _LIST)
    _sync_folder(pending)
    settle(folder)


def settle(folder: Path) -> bool:
    """Finish or sweep away what a run left half done; whether a set was finished."""
    state = folder / STATE_FOLDER
    pending = state / _PENDING
    try:
        complete = json.loads((pending / _LIST).read_bytes())
    except (OSError, ValueError):
        complete = None
    if complete:
        for name in complete["names"]:
            with contextlib.suppress(FileNotFoundError):  # it has its place already
                (pending / name).replace(folder / name)
        for name in complete["gone"]:
            (folder / name).unlink(missing_ok=True)
        _sync_folder(folder)
    if pending.exists():
        (pending / _LIST).unlink(missing_ok=True)
        shutil.rmtree(pending, ignore_errors=True)
    with contextlib.suppress(OSError):
        state.rmdir()  # only if nothing is kept there
    return bool(complete)


def _sync_folder(folder: Path) -> None:
    """Bring the names of a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
