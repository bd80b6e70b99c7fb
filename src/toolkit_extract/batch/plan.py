"""Which files are to be read, and which are known?

Discovered files and what the ledger knows in, one item a file out: under which key its reading is kept, whether it has
the bytes of another, and why it is read or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from toolkit_extract.authorities.manifest import Manifest, ManifestEntry
from toolkit_extract.batch.discover import SubmittedFile
from toolkit_extract.batch.keys import reading_key
from toolkit_extract.batch.ledger import KnownFile, KnownReading
from toolkit_extract.batch.protocol import Failure, Header

TRANSIENT = frozenset({"dependency.missing", "file.changed", "file.unreadable"})
"""Reasons for which a file is read again by itself: they are not the file's."""
FORGOTTEN = "file.forgotten"
DUPLICATE = "file.duplicate"

News = Literal["new", "changed", "again", "unchanged", "duplicate", "unreadable", "forgotten"]
"""What a file is to this run; `again`: its bytes are known, but not as this program, form and manifest read them."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a run.

    Attributes:
        file: as it was discovered.
        entry: what the manifest says of it.
        key: of its reading; None where it has none of its own.
        news: what it is to this run.
        first: path of the file whose bytes it repeats.
        header: what was read in it, once that is known.
        known: whether an earlier run read it.
    """

    file: SubmittedFile
    entry: ManifestEntry | None
    key: str | None
    news: News
    first: str | None = None
    header: Header | None = None
    known: bool = False

    @property
    def failure(self) -> Failure | None:
        """Why it was not read."""
        if self.file.fault:
            return Failure(code=self.file.fault.code, message=str(self.file.fault))
        if self.news == "forgotten":
            said = (
                "was taken out with 'purge' and is not read again; "
                "delete it, or read it again with --include-purged"
            )
            return Failure(code=FORGOTTEN, message=f"{self.file.path}: {said}")
        return self.header.failure if self.header else None


@dataclass(frozen=True)
class Plan:
    """The files of a run, sorted by path."""

    items: tuple[Item, ...]

    @cached_property
    def by_path(self) -> dict[str, Item]:
        """The items by path."""
        return {item.file.path: item for item in self.items}

    @property
    def keys(self) -> list[str]:
        """Keys of all readings."""
        return [item.key for item in self.items if item.key]

    @property
    def to_read(self) -> list[Item]:
        """Items that must be read."""
        return [item for item in self.items if item.key and item.header is None]

    @property
    def unchanged(self) -> int:
        """How many files an earlier run read."""
        return sum(item.known for item in self.items)

    def with_known(self, readings: Mapping[str, KnownReading], *, force: bool, retry_failed: bool) -> Plan:
        """The plan with what the ledger knows of its items."""
        if force:
            return Plan(tuple(_unread(item) for item in self.items))
        return Plan(
            tuple(_with_known(item, readings.get(item.key or ""), retry_failed) for item in self.items)
        )

    def with_items(self, read: Mapping[str, Item]) -> Plan:
        """The plan after some of its items were read."""
        return Plan(tuple(read.get(item.file.path, item) for item in self.items))


def make_plan(
    files: Sequence[SubmittedFile],
    manifest: Manifest | None,
    settings: str,
    known: Mapping[str, KnownFile],
    forgotten: frozenset[str],
) -> Plan:
    """What there is to do with some files.

    Args:
        files: as `discover` gives them.
        manifest: whose they are.
        settings: key of form and program.
        known: what the ledger knows of files, by path.
        forgotten: hashes of files that were purged.
    """
    first: dict[str, str] = {}
    items = []
    for file in sorted(files, key=lambda file: file.path):
        entry = manifest.find(file.path) if manifest else None
        if file.sha256 is None:
            items.append(Item(file, entry, None, "unreadable"))
            continue
        original = first.setdefault(file.sha256, file.path)
        if original != file.path:
            items.append(Item(file, entry, None, "duplicate", original))
            continue
        key = reading_key(file.sha256, file.path, entry, settings)
        news: News = "forgotten" if file.sha256 in forgotten else _news(file, known.get(file.path))
        items.append(Item(file, entry, key, news))
    return Plan(tuple(items))


def _news(file: SubmittedFile, known: KnownFile | None) -> News:
    if known is None or known.sha256 is None:
        return "new"
    return "again" if known.sha256 == file.sha256 else "changed"


def _unread(item: Item) -> Item:
    return replace(item, key=None) if item.news == "forgotten" else item


def _with_known(item: Item, reading: KnownReading | None, retry_failed: bool) -> Item:
    if item.news == "forgotten":
        return _unread(item)
    if reading is None:
        return item
    failure = reading.header.failure
    if failure and (retry_failed or failure.code in TRANSIENT):
        return replace(item, news="again")
    return replace(item, header=reading.header, known=True, news="unchanged")
