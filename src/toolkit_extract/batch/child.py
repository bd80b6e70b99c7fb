"""What does a worker process do? It reads one file after the other until its parent goes.

`python -P -m toolkit_extract.batch.child MODULE:FUNCTION MEMORY OUTPUT TOTAL`, started by `batch.worker` alone. Tasks
come by standard input. Answers go out by a copy of standard output that only this module holds: whatever a library
prints goes elsewhere. This is the one place that catches every exception, since a defect shall cost one file.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import shutil
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

import psutil

from toolkit_extract.batch.protocol import (
    GREETING,
    TEMPORARY,
    Header,
    Kind,
    LinesTask,
    Task,
    failed,
    pack_record,
    pack_result,
    read_frame,
    write_frame,
)
from toolkit_extract.errors import (
    FileChanged,
    MemoryExceeded,
    OutputExceeded,
    ToolkitExtractError,
    describe_defect,
)
from toolkit_extract.extract import extract, fingerprint, read_bytes
from toolkit_extract.progress import listening
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.summary import RecordSummary

if TYPE_CHECKING:
    from toolkit_extract.batch.lines import TableLines

UNEXPECTED = "error.unexpected"
MAX_TASK_BYTES = 1 << 30
_BEAT_SECONDS = 0.2
_CPU_MARGIN = 30

Reader = Callable[[Task], ReturnRecord]
_tables: list[TableLines] = []
"""What made the last lines; the next are of the same tables."""


def read_file(task: Task) -> ReturnRecord:
    """Read the file of a task.

    Raises:
        FileChanged: its bytes are no more those that were discovered.
        ToolkitExtractError: as `extract`.
    """
    data = task.data if task.data is not None else read_bytes(task.name, shown=task.path)
    if fingerprint(data) != task.sha256:
        raise FileChanged(task.path)
    return extract(task.path, toolkit=task.toolkit, manifest_entry=task.entry, data=data)


def answer(task: Task, reader: Reader, memory: int, output: int) -> tuple[Header, bytes]:
    """What becomes of a file, whatever it holds: the batch's border."""
    try:
        record = reader(task)
        packed, length = pack_record(record)
        if length > output:
            raise OutputExceeded(task.path, output)
        return Header(summary=RecordSummary.of(record)), packed
    except ToolkitExtractError as error:
        return failed(error.code, str(error)), b""
    except MemoryError:
        return failed(MemoryExceeded.code, str(MemoryExceeded(task.path, memory)), worn_out=True), b""
    except Exception as error:  # a defect costs one return, not the run; its words might quote the document
        what = f"was not read because of a defect in toolkit-extract ({describe_defect(error)}); please report it"
        return failed(UNEXPECTED, f"{task.path}: {what}"), b""


def main(arguments: list[str]) -> None:
    """Serve the parent until it goes, and leave nothing behind: that it is gone may show when it is written to."""
    try:
        _serve(arguments)
    finally:
        _take_away_temporary_files()


def _serve(arguments: list[str]) -> None:
    channel = _private_channel()
    name, memory, output, total = arguments[0], *map(int, arguments[1:4])
    module, _, function = name.partition(":")
    reader: Reader = getattr(importlib.import_module(module), function)
    _warm_up()
    _limit_memory(memory)
    tasks: SimpleQueue[tuple[Kind, bytes]] = SimpleQueue()
    threading.Thread(target=_take_tasks, args=(tasks,), daemon=True).start()
    channel.write(GREETING)
    channel.flush()
    while True:
        kind, content = tasks.get()
        task: Task | LinesTask = pickle.loads(content)  # noqa: S301  # written by the parent, whose program this is
        _limit_processor_time(total)
        if isinstance(task, LinesTask):
            write_frame(channel, kind, make_lines(task))
            continue
        with listening(_Beats(channel, total)):
            header, record = answer(task, reader, memory, output)
        write_frame(channel, Kind.RESULT, pack_result(header, record))


def make_lines(task: LinesTask) -> bytes:
    """The packed lines of a record. What it raises ends this process, and the parent makes them itself."""
    from toolkit_extract.batch.lines import TableLines  # a worker that only reads needs no tables

    if not _tables or _tables[0].layout != task.layout:
        _tables[:] = [TableLines(task.layout)]
    return _tables[0].of_packed(task)


class _Beats:
    """Passes on how many pages are done, a few times a second at most."""

    def __init__(self, channel: BinaryIO, seconds: int) -> None:
        self._channel, self._seconds = channel, seconds
        self._next = 0.0

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BEAT_SECONDS
            _limit_processor_time(self._seconds)
            write_frame(self._channel, Kind.BEAT, f"{done} {total or 0}".encode())


def _private_channel() -> BinaryIO:
    """A copy of standard output that no one else can write to; what is printed is dropped."""
    channel = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return channel


def _take_tasks(tasks: SimpleQueue[tuple[Kind, bytes]]) -> None:
    """Take tasks as they come; when the parent goes, however it went, so do this process and all that it started."""
    while (frame := read_frame(sys.stdin.buffer, MAX_TASK_BYTES)) is not None:
        tasks.put(frame)
    with contextlib.suppress(psutil.Error):
        for process in psutil.Process().children(recursive=True):
            process.kill()
    _take_away_temporary_files()
    os._exit(0)


def _take_away_temporary_files() -> None:
    """Remove the folder that the parent made for this process alone, and could not remove itself."""
    folder = Path(os.environ.get("TMPDIR", ""))
    if folder.name.startswith(TEMPORARY):
        shutil.rmtree(folder, ignore_errors=True)


def _warm_up() -> None:
    """Load what every return needs, before the first file's clock runs."""
    importlib.import_module("toolkit_extract.recovery")
    importlib.import_module("toolkit_extract.authorities")


def _limit_memory(memory: int) -> None:
    """Where the system can, have allocations fail at the cap; everywhere, the parent watches as well."""
    if sys.platform == "win32":
        return
    import resource

    for limit in (resource.RLIMIT_DATA, resource.RLIMIT_AS):
        _, hard = resource.getrlimit(limit)
        # Address space is reserved far beyond what is used; only a multiple of the cap shows that something is wrong.
        wanted = memory if limit == resource.RLIMIT_DATA else 8 * memory
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(limit, (soft, hard))
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))  # a core file would hold the return


def _limit_processor_time(total: int) -> None:
    """End a process that its parent has left behind in a loop, even one that holds the interpreter's lock."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime) + 2 * total + _CPU_MARGIN
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(
        resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
