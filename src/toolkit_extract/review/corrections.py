"""What did people say, and which of it stands? The append-only file `corrections.jsonl` of an output folder.

One line a decision, never changed and never taken away: an undo is a line of its own. Files of several people are
merged as the union of their lines, in any order, with the same result: of the lines about an answer that no undo names,
the last by time stands (and of two at the same moment, the one with the greater id). The format is in
docs/corrections.md.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.schemas.correction import Action, AnswerValue, Correction

CORRECTIONS = "corrections.jsonl"
LOCK_SECONDS = 10.0
"""How long an append waits for another one; each takes milliseconds."""

MAX_LINE = 1_000_000
"""Bytes of one line: a longer one is no decision about an answer of a form."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """The lines of a corrections file.

    Attributes:
        lines: in the file's order, each id once.
        standing: the line that stands for each answer, by hash of the return, then by standard and answer.
        skipped: numbers of lines, from 1, that are no corrections, such as one that a power cut tore.
    """

    lines: tuple[Correction, ...] = ()
    standing: dict[str, dict[tuple[str, str], Correction]] = field(default_factory=dict)
    skipped: tuple[int, ...] = ()

    def of_return(self, sha256: str) -> dict[tuple[str, str], Correction]:
        """The lines that stand for answers of a return, by standard and answer."""
        return self.standing.get(sha256, {})

    def of_answer(self, sha256: str, standard: str, answer: str) -> Correction | None:
        """The line that stands for an answer."""
        return self.of_return(sha256).get((standard, answer))

    @property
    def fingerprint(self) -> str:
        """A digest of all lines: tables that were made with it need not be made again."""
        told = [[line.model_dump_json() for line in self.lines], self.skipped]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def audit_share(self) -> float | None:
        """The largest random sample that anybody drew, as a share of all answers."""
        return max((line.audit for line in self.lines if line.audit is not None), default=None)


def read_overlay(folder: Path) -> Overlay:
    """The corrections of an output folder; none where it has no file of them.

    Raises:
        UnusableOutput: the file is there and cannot be read.
    """
    path = folder / CORRECTIONS
    try:
        return parse_overlay(path.read_bytes())
    except FileNotFoundError:
        return Overlay()
    except OSError as error:
        raise UnusableOutput(path, f"cannot be read ({error.strerror}); check its permissions") from error


def parse_overlay(data: bytes) -> Overlay:
    """The lines of a corrections file. What is no correction is passed over, and said to be."""
    lines: dict[str, Correction] = {}
    skipped = []
    for number, raw in enumerate(data.split(b"\n"), 1):
        if not raw.strip():
            continue
        line = parse_line(raw)
        if line is None:
            skipped.append(number)
        else:
            lines.setdefault(line.id, line)
    return Overlay(tuple(lines.values()), standing(lines.values()), tuple(skipped))


def parse_line(raw: bytes) -> Correction | None:
    """One line; `None` where it is no correction."""
    try:
        line = Correction.model_validate_json(raw) if len(raw) <= MAX_LINE else None
    except ValidationError:
        return None
    return line if line is not None and _is_whole(line) else None


def standing(lines: Iterable[Correction]) -> dict[str, dict[tuple[str, str], Correction]]:
    """The line that stands for each answer: the last by time of those that no undo takes back."""
    lines = list(lines)
    undone = {line.undoes for line in lines if line.action is Action.UNDO}
    last: dict[str, dict[tuple[str, str], Correction]] = {}
    for line in lines:
        if line.action is Action.UNDO or line.id in undone:
            continue
        mine = last.setdefault(line.sha256, {})
        before = mine.get((line.standard, line.answer))
        if before is None or (before.at, before.id) < (line.at, line.id):
            mine[line.standard, line.answer] = line
    return last


def new_id() -> str:
    """A name for a line that no other line has."""
    return uuid4().hex


def later_than(before: Correction | None) -> datetime:
    """Now, or just after the line that is to be followed where this machine's clock is behind."""
    now = datetime.now(UTC)
    return max(now, before.at.astimezone(UTC) + timedelta(microseconds=1)) if before else now


def append(folder: Path, decide: Callable[[Overlay], Sequence[Correction]]) -> Overlay:
    """Add lines to the folder's file, with every other writer kept out while they are made and written.

    Args:
        folder: the output folder.
        decide: gets the overlay as it is now and gives the lines to add; what it raises stops the append.

    Returns:
        The overlay with the new lines, which are on the disk.

    Raises:
        UnusableOutput: the file cannot be written, or another program holds it.
    """
    return _append(folder, lambda now: [_to_bytes(line) for line in decide(now)])


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of the lines of a file that was handed back.

    Attributes:
        new: lines that the folder had not.
        skipped: numbers of lines, from 1, that are no corrections.
        purged: lines of returns that were taken out of the folder; none of their words is kept.
    """

    new: int
    skipped: tuple[int, ...]
    purged: int


def merge(folder: Path, data: bytes, *, without: Container[str] = ()) -> Merged:
    """Add the lines of another corrections file that this one lacks, each as it was.

    Args:
        folder: the output folder.
        data: the other file.
        without: SHA-256 of returns whose lines are not taken in, such as purged ones.

    Raises:
        UnusableOutput: as for `append`.
    """
    raws: dict[str, bytes] = {}
    skipped, purged = [], 0
    for number, raw in enumerate(data.split(b"\n"), 1):
        line = parse_line(raw)
        if line is None:
            skipped += [number] if raw.strip() else []
        elif line.sha256 in without:
            purged += 1
        else:
            raws.setdefault(line.id, raw.strip())

    def pick(now: Overlay) -> list[bytes]:
        for line in now.lines:
            raws.pop(line.id, None)
        return list(raws.values())

    _append(folder, pick)
    return Merged(len(raws), tuple(skipped), purged)


def _append(folder: Path, make: Callable[[Overlay], Sequence[bytes]]) -> Overlay:
    path = folder / CORRECTIONS
    with locked(folder):
        try:
            before = path.read_bytes() if path.exists() else b""
            lines = make(parse_overlay(before))
            # A line that a power cut tore stays as it is; the next one begins on a line of its own.
            start = b"\n" if before and not before.endswith(b"\n") else b""
            added = start + b"".join(line + b"\n" for line in lines) if lines else b""
            _write(path, added)
            return parse_overlay(before + added)
        except OSError as error:
            raise _unwritable(path, error) from error


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keeps every other writer of the folder's corrections out for the time of the block.

    Raises:
        UnusableOutput: another program holds the file, or the folder cannot be written to.
    """
    from filelock import FileLock, Timeout

    path = folder / CORRECTIONS
    lock = FileLock(f"{path}.lock", timeout=LOCK_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise UnusableOutput(path, "is held by another program; try again in a moment") from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


def without_return(data: bytes, sha256: str) -> tuple[bytes, int]:
    """A corrections file without the lines that name a return, whole lines or torn ones, and how many these are."""
    lines = data.splitlines(keepends=True)
    kept = [line for line in lines if sha256.encode() not in line]
    return b"".join(kept), len(lines) - len(kept)


def _unwritable(path: Path, error: OSError) -> UnusableOutput:
    words = f"cannot be written ({error.strerror}); nothing was saved: free some space or check permissions"
    return UnusableOutput(path, words)


def _write(path: Path, added: bytes) -> None:
    if not added:
        return
    with path.open("ab") as file:
        file.write(added)
        file.flush()
        os.fsync(file.fileno())


def _to_bytes(line: Correction) -> bytes:
    given = line.model_dump(mode="json", exclude_none=True)
    return json.dumps(given, ensure_ascii=False).encode("utf-8", "replace")


def _is_whole(line: Correction) -> bool:
    """Whether a line has what its action needs."""
    if line.action is Action.UNDO:
        return line.undoes is not None
    said: AnswerValue | None = line.value
    return line.machine is not None and (line.action is not Action.CORRECT or said is not None)
