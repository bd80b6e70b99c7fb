"""How do other commands than `ingest` change an output folder? With the folder in hand, and its ledger told.

A return that is purged leaves the ledger too, and tables that were added are noted there, so that the next `ingest`
undoes neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit_extract.batch.hold import hold
from toolkit_extract.batch.ledger import LEDGER, PLACE, Ledger, open_ledger
from toolkit_extract.dataset.stored import stored_families, stored_package
from toolkit_extract.errors import UnusableLedger
from toolkit_extract.outputs.publish import STATE_FOLDER, settle
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.sharing.purge import Purged
from toolkit_extract.sharing.purge import purge as take_out
from toolkit_extract.sharing.rebuild import rebuild


@contextmanager
def in_hand(folder: Path, url: str | None = None) -> Iterator[Ledger | None]:
    """Have a folder to oneself, with its ledger if it has one; a folder that no run ever wrote in is left as it is.

    Args:
        folder: an output folder, or where one shall be.
        url: a PostgreSQL database that its ledger is in.

    Raises:
        FolderHeld: another process has it.
        UnusableLedger: the ledger cannot be opened.
    """
    state = folder / STATE_FOLDER
    if url is not None or (state / LEDGER).exists():
        with open_ledger(folder, url) as ledger, ledger.hold(state):
            settle(folder)
            yield ledger
    elif state.is_dir():
        with hold(state):
            settle(folder)
            yield None
    else:
        yield None


@contextmanager
def written_in(folder: Path, out: Path | None) -> Iterator[None]:
    """Have a folder to oneself if what is to be written lies within it; `out` is None for its own place there.

    Raises:
        FolderHeld: another process has it.
    """
    if out is not None and not out.resolve().is_relative_to(folder.resolve()):
        yield
        return
    with in_hand(folder):
        yield


def purge(folder: Path, return_id: str, url: str | None = None) -> Purged:
    """Take a return out of a folder, its ledger and all that was made of it there, for good.

    Args:
        folder: an output folder.
        return_id: of the return, as the tables have it.
        url: a PostgreSQL database that the folder's ledger is in.

    Raises:
        UnreadableTables, UnknownReturn, UnusableOutput: as `sharing.purge`.
        FolderHeld: another process has the folder.
        UnusableLedger: the ledger cannot be opened, or is in a database that is not named.
    """
    stored_package(folder)
    state = folder / STATE_FOLDER
    if url is None and (state / PLACE).exists() and not (state / LEDGER).exists():
        raise UnusableLedger(folder, "its ledger is in a database; name that with --ledger")
    with in_hand(folder, url) as ledger:
        return take_out(folder, return_id, forget=_forgetting(ledger))


def _forgetting(ledger: Ledger | None) -> Callable[[str], None]:
    def forget(sha256: str) -> None:
        if ledger:
            ledger.forget(sha256)

    return forget


def annotate(
    folder: Path, families: Iterable[str], aids: TextAids = NO_AIDS
) -> tuple[list[str], dict[str, int]]:
    """Add tables to a folder; returns the families that it has now, and the numbers of rows by table.

    Args:
        folder: an output folder.
        families: names of `schemas.tables.FAMILIES`.
        aids: what may help to read texts.

    Raises:
        UnreadableTables, UnusableOutput, MissingDependency: as `sharing.rebuild`.
        FolderHeld: another process has the folder.
    """
    stored_package(folder)
    with in_hand(folder):
        wanted = sorted({*stored_families(folder), *families})
        rows = rebuild(folder, folder, families=wanted, aids=aids)
        return wanted, rows
