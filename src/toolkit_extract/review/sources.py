"""Where is the file of a return now, and is it still the same?

A record names its file as it was given, which is relative to the folder that ingest ran in, and files get moved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from toolkit_extract.schemas.record import Source

MAX_BYTES = 25_000_000
"""As the limit of a return: a larger file of that name is another one."""


@dataclass(slots=True)
class Sources:
    """Finds the files of returns.

    Attributes:
        out: the output folder; files are sought beside it too.
        files: a folder to look in first, at any depth, if files were moved.
    """

    out: Path
    files: Path | None = None
    _found: dict[str, Path] = field(default_factory=dict, init=False)

    def find(self, source: Source) -> Path | None:
        """The file with the bytes that were read, or none."""
        if source.sha256 in self._found and self._found[source.sha256].is_file():
            return self._found[source.sha256]
        for path in self._places(source):
            if _has_bytes(path, source.sha256):
                self._found[source.sha256] = path
                return path
        return None

    def why_not(self, source: Source) -> str:
        """What a person should know of a file that is not found."""
        changed = any(path.is_file() for path in self._places(source))
        what = "was changed since it was read" if changed else "is not where it was read"
        return f"The file {what}. Start the review with --files FOLDER to say where returns are now."

    def _places(self, source: Source) -> Iterator[Path]:
        given = Path(source.path)
        name = PurePath(source.path).name
        if self.files is not None:
            yield self.files / name
            yield from sorted(self.files.rglob(_literal(name)))
        yield given
        if not given.is_absolute():
            yield self.out / given
            yield self.out.parent / given


def _literal(name: str) -> str:
    """A pattern for a name that may hold signs of patterns."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _has_bytes(path: Path, sha256: str) -> bool:
    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
