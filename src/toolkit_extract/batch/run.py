"""Who reads which file?

Tasks in, readings out, in the order in which they are done. Threads of this process drive worker processes; any other
executor does the same elsewhere, a cluster's workers too. A file is with one of them at a time, and no more files are
under way than it takes to keep all busy.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from toolkit_extract.batch.events import FileStarted, PagesRead, Tell
from toolkit_extract.batch.limits import Limits
from toolkit_extract.batch.protocol import Reading, Task, failed
from toolkit_extract.batch.stopping import Stop
from toolkit_extract.batch.worker import READER, end_workers, read_isolated
from toolkit_extract.errors import NoWorker, UnreadableFile, WorkerLost

MAX_LOCAL_WORKERS = 8
_UNDER_WAY_ELSEWHERE = 64
_LOOK_SECONDS = 0.2
"""How long a run that was told to stop may go on waiting."""
_ATTEMPTS = 2
"""A file whose executor lost it is given out once more; the file itself cannot bring an executor's worker down."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who reads.

    Attributes:
        workers: worker processes of this machine, if no executor is given.
        limits: what one file may cost.
        executor: who drives the worker processes instead; it is sent the files' bytes.
        under_way: files that the executor has at a time.
        reader: what a worker calls with each task, as `module:function`.
        stop: tells all of them to stop.
    """

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    executor: Executor | None = None
    under_way: int = _UNDER_WAY_ELSEWHERE
    reader: str = READER
    stop: Stop = field(default_factory=Stop)


def default_workers() -> int:
    """As many as this process may use processors, within reason."""
    if hasattr(os, "sched_getaffinity"):
        return min(MAX_LOCAL_WORKERS, len(os.sched_getaffinity(0)))
    return min(MAX_LOCAL_WORKERS, os.cpu_count() or 1)


def read_all(
    tasks: Iterable[Task], crew: Crew, tell: Tell = lambda _: None
) -> Iterator[tuple[Task, Reading]]:
    """Read the files of some tasks.

    Yields:
        Each task and what became of it.

    Raises:
        NoWorker: worker processes cannot be started.
        Stopped: the crew was told to stop.
    """
    if crew.executor is not None:
        yield from _keep_busy(tasks, partial(_send_away, crew.executor, crew), crew.under_way, crew.stop)
        return
    with worker_threads(crew) as threads:
        yield from _keep_busy(
            tasks, lambda task: threads.submit(_read_here, crew, tell, task), crew.workers + 1, crew.stop
        )


@contextmanager
def worker_threads(crew: Crew) -> Iterator[ThreadPoolExecutor]:
    """A thread for each worker process; whatever breaks in drops what waits for them, and ends the processes."""
    threads = ThreadPoolExecutor(crew.workers, thread_name_prefix="toolkit-extract")
    try:
        yield threads
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        end_workers()
        raise
    finally:
        threads.shutdown()


def _read_here(crew: Crew, tell: Tell, task: Task) -> Reading:
    crew.stop.check()  # this thread may have taken the task while the others were ended
    tell(FileStarted(task.path))
    return read_isolated(
        task, crew.limits, crew.reader, beat=lambda done, pages: tell(PagesRead(task.path, done, pages))
    )


def _send_away(executor: Executor, crew: Crew, task: Task) -> Future[Reading]:
    """Give a file to an executor, with its bytes: whoever reads it may not see our disks."""
    try:
        content = Path(task.name).read_bytes()
    except OSError as error:
        fault = UnreadableFile(task.path, error.strerror or type(error).__name__)
        answer: Future[Reading] = Future()
        answer.set_result(Reading(failed(fault.code, str(fault))))
        return answer
    return executor.submit(read_isolated, replace(task, data=content), crew.limits, crew.reader)


def _keep_busy(
    tasks: Iterable[Task], submit: Callable[[Task], Future[Reading]], under_way: int, stop: Stop
) -> Iterator[tuple[Task, Reading]]:
    waiting = iter(tasks)
    given: dict[Future[Reading], tuple[Task, int]] = {}

    def give(task: Task, attempt: int = 1) -> None:
        try:
            given[submit(task)] = (task, attempt)
        except RuntimeError as error:  # what executors raise that are broken or shut down
            raise NoWorker(type(error).__name__) from error

    try:
        for task in islice(waiting, under_way):
            give(task)
        while given:
            for future in wait(given, _LOOK_SECONDS, FIRST_COMPLETED).done:
                task, attempt = given.pop(future)
                error = CancelledError() if future.cancelled() else future.exception()
                if isinstance(error, NoWorker):
                    raise error
                if error is not None and attempt < _ATTEMPTS:
                    give(task, attempt + 1)
                    continue
                for following in islice(waiting, 1):
                    give(following)
                yield task, future.result() if error is None else _lost(task, error)
            stop.check()
    finally:
        for future in given:
            future.cancel()


def _lost(task: Task, error: BaseException) -> Reading:
    fault = WorkerLost(task.path, type(error).__name__)
    return Reading(failed(fault.code, str(fault)))
