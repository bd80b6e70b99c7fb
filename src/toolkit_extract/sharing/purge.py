"""How is a return taken out of an output folder, with all that came from it?

Its rows leave every table, its record the records, its lines the corrections; exports and comparisons below the folder,
which hold it in one way or another, are taken away. What stays is the SHA-256 of its file in `purged.txt`: enough to
know that it was there and is not to come back, too little to tell what it said. The submitted file itself is not
touched.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit_extract.dataset.csv_rows import csv_rows
from toolkit_extract.dataset.stored import stored_package
from toolkit_extract.errors import UnknownReturn, UnreadableTables, UnusableOutput
from toolkit_extract.outputs.comparison_files import comparisons_below, remove_comparison
from toolkit_extract.outputs.datapackage import DESCRIPTOR
from toolkit_extract.outputs.files import replace_files
from toolkit_extract.outputs.publish import STATE_FOLDER
from toolkit_extract.review.corrections import CORRECTIONS, locked, without_return
from toolkit_extract.sharing.export import EXPORTS

TOMBSTONES = "purged.txt"
"""SHA-256 of each purged file, one a line, in order."""
_RETURNS, _KEY = "returns.csv", "return_id"


@dataclass(frozen=True, slots=True)
class Purged:
    """What was taken away.

    Attributes:
        sha256: of the submitted file; all that is kept of it.
        source_files: paths that it was submitted under, duplicates included; they are not touched.
        rows: lines taken out, by file.
        exports: whether there were exports, which are gone.
        comparisons: folders of comparisons that are gone.
        superseded: paths of returns that it had superseded; the next `ingest` has them count again.
        mentions: files below the folder that still name the return: made by other programs or other commands.
    """

    sha256: str
    source_files: tuple[str, ...]
    rows: dict[str, int]
    exports: bool
    comparisons: tuple[Path, ...]
    superseded: tuple[str, ...]
    mentions: tuple[Path, ...]


def purge(folder: Path, return_id: str, *, forget: Callable[[str], None] = lambda _: None) -> Purged:
    """Take a return out of a folder.

    Args:
        folder: an output folder.
        return_id: of the return, as the tables have it.
        forget: called with the SHA-256 before the tables are written, to take the return out of whatever else keeps it.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
        UnknownReturn: no file of that id was submitted.
        UnusableOutput: the tables could not be written.
    """
    package = stored_package(folder)
    contents: dict[str, bytes] = {}
    rows: dict[str, int] = {}
    found: list[dict[str, str]] = []
    superseded: tuple[str, ...] = ()
    try:
        for resource in package["resources"]:
            name = resource["path"]
            without = _without_rows if resource.get("type") == "table" else _without_records
            text = (folder / name).read_bytes().decode()
            kept, gone = without(text, return_id)
            if gone:
                contents[name], rows[name] = kept.encode(), len(gone)
            if resource["name"] == "returns":
                found, superseded = gone, _superseded_by(text, return_id)
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    if not found:
        raise UnknownReturn(folder, return_id)
    sha256 = found[0]["sha256"]
    forget(sha256)
    contents[TOMBSTONES] = _tombstones(folder, sha256)
    # Last of the tables, so that a purge that was broken off finds the return again.
    contents[_RETURNS] = contents.pop(_RETURNS)
    contents[DESCRIPTOR] = _described_anew(package, contents)
    had_exports, comparisons = _take_away_what_was_made(folder)
    with locked(folder) if (folder / CORRECTIONS).exists() else nullcontext():
        lines = _without_corrections(folder, sha256, contents)
        replace_files(folder, contents)
    if lines:
        rows[CORRECTIONS] = lines
    sources = tuple(sorted(row["source_file"] for row in found))
    mentions = tuple(_mentions(folder, return_id))
    return Purged(sha256, sources, rows, had_exports, comparisons, superseded, mentions)


def purged_files(folder: Path) -> frozenset[str]:
    """SHA-256 of the files that were purged from a folder."""
    path = folder / TOMBSTONES
    return frozenset(path.read_text(encoding="ascii").split()) if path.exists() else frozenset()


def restore(folder: Path, hashes: Iterable[str]) -> None:
    """Take away the tombstones of some files, so that they may be read again.

    Raises:
        UnusableOutput: the file of tombstones could not be written.
    """
    before = purged_files(folder)
    left = before.difference(hashes)
    if left != before:
        replace_files(folder, {TOMBSTONES: _as_lines(left)})


def _take_away_what_was_made(folder: Path) -> tuple[bool, tuple[Path, ...]]:
    """Remove exports and comparisons: whether there were exports, and where comparisons were."""
    exports, place = folder / EXPORTS, folder
    had_exports, gone = exports.exists(), []
    try:
        if had_exports:
            shutil.rmtree(exports)
        for place in comparisons_below(folder):
            remove_comparison(place)
            gone.append(place)
    except OSError as error:
        raise UnusableOutput(
            error.filename or place, f"cannot be taken away ({error.strerror}); purge again"
        ) from error
    return had_exports, tuple(gone)


def _superseded_by(returns: str, return_id: str) -> tuple[str, ...]:
    """Paths of the returns that this one supersedes."""
    rows = csv_rows(io.StringIO(returns, newline=""))
    return tuple(row["source_file"] for row in rows if row.get("superseded_by") == return_id)


def _without_corrections(folder: Path, sha256: str, contents: dict[str, bytes]) -> int:
    """Put the corrections without those of a return among the new contents; how many lines these were."""
    try:
        kept, gone = without_return((folder / CORRECTIONS).read_bytes(), sha256)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    if gone:
        contents[CORRECTIONS] = kept
    return gone


def _without_rows(text: str, return_id: str) -> tuple[str, list[dict[str, str]]]:
    """A table without the rows of a return, and these rows."""
    reader = csv_rows(io.StringIO(text, newline=""))
    kept = io.StringIO(newline="")
    writer = csv.writer(kept, lineterminator="\n")
    columns = reader.fieldnames or []
    writer.writerow(columns)
    gone: list[dict[str, str]] = []
    for row in reader:
        if row.get(_KEY) == return_id:
            gone.append(row)
        else:
            writer.writerow([row[column] for column in columns])
    return kept.getvalue(), gone


def _without_records(text: str, return_id: str) -> tuple[str, list[dict[str, str]]]:
    """Records without that of a return, and the keys of those that are gone."""
    lines = [f"{line}\n" for line in text.split("\n") if line]
    kept = [line for line in lines if json.loads(line).get(_KEY) != return_id]
    return "".join(kept), [{_KEY: return_id}] * (len(lines) - len(kept))


def _tombstones(folder: Path, sha256: str) -> bytes:
    return _as_lines({*purged_files(folder), sha256})


def _as_lines(hashes: Iterable[str]) -> bytes:
    return "".join(f"{each}\n" for each in sorted(hashes)).encode()


def _described_anew(package: dict[str, Any], contents: dict[str, bytes]) -> bytes:
    """The descriptor with the sizes and hashes of the files as they are now."""
    for resource in package["resources"]:
        content = contents.get(resource["path"])
        if content is not None:
            resource["bytes"] = len(content)
            resource["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _mentions(folder: Path, return_id: str) -> Iterator[Path]:
    """Files below the folder that still hold the return's id, or have it in their name.

    The ledger, which knows the file's hash alone, is not one of them.
    """
    for path in sorted(folder.rglob("*")):
        if (
            path.name != TOMBSTONES
            and STATE_FOLDER not in path.relative_to(folder).parts
            and path.is_file()
            and (return_id in path.name or return_id.encode() in path.read_bytes())
        ):
            yield path
