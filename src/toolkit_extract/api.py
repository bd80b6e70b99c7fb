"""What does a notebook or a script call? The library's verbs with plain arguments."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from toolkit_extract.batch import ingest as batch
from toolkit_extract.extract import extract as read_return
from toolkit_extract.schemas.outcome import Outcome

__all__ = ["ingest", "read_return"]

StrPath = str | os.PathLike[str]


def ingest(
    paths: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    manifest: StrPath | None = None,
    toolkit: str = "amhp",
    workers: int = 1,
    force: bool = False,
    families: Iterable[str] = (),
    free_text: bool = True,
    executor: Executor | None = None,
) -> Outcome:
    """Read returns and write their tables into a folder, as `toolkit-extract ingest` does.

    Args:
        paths: a file or folder, or several.
        out: the output folder.
        manifest: CSV file with the columns `file,authority[,gss_code][,submitted]`.
        toolkit: name or path of the toolkit.
        workers: processes that read at once.
        force: overwrite files in `out` that this program did not write.
        families: tables to write beside the five: `privacy`.
        free_text: if not, columns that hold words of the returns are empty, and whole records are not written.
        executor: who works instead; each task is small and its arguments can be pickled.

    Returns:
        The records, the files that were not read with the reason, and the duplicates.

    Raises:
        UnknownToolkit, BrokenToolkit, UnusableOutput, BadManifest, NothingToRead: see these classes.
    """
    many = [paths] if isinstance(paths, str | os.PathLike) else paths
    job = batch.Job(
        paths=tuple(Path(path) for path in many),
        out=Path(out),
        manifest=Path(manifest) if manifest is not None else None,
        toolkit=toolkit,
        workers=workers,
        force=force,
        families=tuple(families),
        free_text=free_text,
    )
    return batch.ingest(batch.prepare(job), executor=executor).outcome
