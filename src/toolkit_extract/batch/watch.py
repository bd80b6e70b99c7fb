"""How are files ingested as they arrive?

The folder is looked at again and again, which works on every file system. A file is taken when it has stood unchanged
for a while, so that one that is still being copied is never read half. Each time the set of such files changes, the
whole folder is ingested, which reads what is new alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit_extract.batch.discover import find_files
from toolkit_extract.batch.events import Remark, Tell
from toolkit_extract.batch.ingest import Finished, Job, Prepared, ingest, prepare
from toolkit_extract.batch.stopping import Stopped
from toolkit_extract.errors import FolderHeld

Signature = tuple[int, int]
"""Size and time of the last change, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two looks, and for how long a file must stand unchanged."""

    look: float = 2.0
    settle: float = 5.0


class Arrivals:
    """What stands still in some folders, and what is being written."""

    def __init__(self, paths: tuple[Path, ...], ignored: tuple[Path, ...], settle: float) -> None:
        self._paths, self._ignored, self._settle = paths, ignored, settle
        self._since: dict[str, tuple[Signature, float]] = {}

    def look(self, now: float) -> tuple[dict[str, Signature], tuple[Path, ...]]:
        """The files that have stood unchanged for long enough, and those that have not.

        Args:
            now: seconds of a clock that never goes back.
        """
        signatures = {}
        for name in find_files(self._paths, ignored=self._ignored):
            signature = _signature(name)
            if signature is not None:
                signatures[name] = signature
        self._since = {
            name: self._since[name] if self._since.get(name, (None, 0))[0] == signature else (signature, now)
            for name, signature in signatures.items()
        }
        settled = {
            name: signature for name, (signature, since) in self._since.items() if now - since >= self._settle
        }
        return settled, tuple(Path(name) for name in signatures if name not in settled)


def watch(
    job: Job,
    *,
    pace: Pace | None = None,
    tell: Tell = lambda _: None,
    finished: Callable[[Finished, Prepared], None] = lambda *_: None,
) -> None:
    """Ingest files of a job's folders as they arrive, until the job's crew is told to stop.

    Args:
        job: what to ingest, into which folder.
        pace: how often to look, and how long to wait for a file.
        tell: as for `ingest`.
        finished: called after each ingest.

    Raises:
        ToolkitExtractError: as `prepare` and `ingest`; a folder that another run holds is waited for.
    """
    pace, stop = pace or Pace(), job.crew.stop
    left_out = tuple(path for path in (job.out, job.manifest) if path)
    arrivals = Arrivals(job.paths, left_out, pace.settle)
    taken: dict[str, Signature] | None = None
    while not stop.is_set():
        settled, growing = arrivals.look(time.monotonic())
        if settled and settled != taken:
            try:
                prepared = prepare(replace(job, ignored=growing))
                finished(ingest(prepared, tell=tell), prepared)
            except FolderHeld as error:
                tell(Remark(str(error)))
            except Stopped:
                return
            else:
                taken = settled
        stop.wait(pace.look)


def _signature(name: str) -> Signature | None:
    try:
        status = Path(name).stat()
    except OSError:
        return None  # it went away meanwhile
    return status.st_size, status.st_mtime_ns
