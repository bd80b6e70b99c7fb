"""Who reads a stranger's file, so that it can harm nothing else?

A worker process that lives on from file to file. The parent gives it one file at a time and watches: without a page
done for too long, after too long altogether, or with too much memory it is ended with all that it started, and another
takes its place. `read_isolated` is the one way in, for the command line, notebooks and the workers of a cluster alike.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import BinaryIO

import psutil

from toolkit_extract.batch.limits import Limits
from toolkit_extract.batch.protocol import (
    GREETING,
    TEMPORARY,
    Kind,
    LinesTask,
    Reading,
    Task,
    failed,
    read_frame,
    unpack_result,
    write_frame,
)
from toolkit_extract.errors import (
    MemoryExceeded,
    NoWorker,
    OutputExceeded,
    TimeExceeded,
    ToolkitExtractError,
    WorkerLost,
)

READER = "toolkit_extract.batch.child:read_file"
"""What a worker calls with each task, as `module:function`."""
START_SECONDS = 60.0
_WATCH_SECONDS = 0.1
_FRAME_MARGIN = 1 << 20
_RESTARTS = 1

Beat = Callable[[int, int | None], None]
"""Told the pages done and their number, where it is known."""


class WorkerGone(Exception):
    """The process ended, or broke the protocol, while it should have answered."""


class Worker:
    """One worker process."""

    def __init__(self, limits: Limits, reader: str = READER) -> None:
        """Start the process."""
        self.limits, self.reader = limits, reader
        self.owner = os.getpid()
        self.files = 0
        self.memory = 0
        self._page: tuple[int, int | None] | None = None
        self._frames: Queue[tuple[Kind, bytes] | Exception | None] = Queue()
        self._temporary = tempfile.mkdtemp(prefix=TEMPORARY)
        self._process = self._start()
        self._watched = psutil.Process(self._process.pid)
        threading.Thread(target=self._listen, daemon=True).start()

    def await_ready(self) -> None:
        """Wait until the process takes files.

        Raises:
            NoWorker: it does not start, or was ended meanwhile.
        """
        try:
            ready = self._frames.get(timeout=START_SECONDS)
        except Empty:
            ready = None
        if ready is None or isinstance(ready, Exception):
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=1)
            self.end()
            raise NoWorker(f"the last one ended with status {self._process.returncode}")

    def _start(self) -> subprocess.Popen[bytes]:
        limits = self.limits
        command = [
            sys.executable, "-P", "-m", "toolkit_extract.batch.child",
            self.reader, str(limits.memory), str(limits.output), str(int(limits.total) + 1),
        ]  # fmt: skip
        # Modules are sought where this process finds them, but never in the working folder: it may hold anyone's files.
        found_in = os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path if entry)
        temporary = dict.fromkeys(("TMPDIR", "TMP", "TEMP"), self._temporary)
        noise = None if os.environ.get("TOOLKIT_EXTRACT_DEBUG") else subprocess.DEVNULL
        # This interpreter and our own module; no shell, and nothing of any document.
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            env={**os.environ, "PYTHONPATH": found_in, "OMP_THREAD_LIMIT": "1", **temporary},
            start_new_session=True,
        )

    def read(self, task: Task, beat: Beat | None = None) -> Reading:
        """Have a file read; the process may have to be ended for it.

        Raises:
            WorkerGone: the process ended before it began with the file.
        """
        started = time.monotonic()
        self.memory, self._page = 0, None
        self.files += 1
        self._send(Kind.TASK, task)
        try:
            reading = self._await(task, started, beat)
        except ToolkitExtractError as error:
            self.end()
            reading = Reading(failed(error.code, str(error)))
        if reading.header.worn_out or self.files >= self.limits.files_per_worker:
            self.end()
        return Reading(reading.header, reading.record, time.monotonic() - started, self.memory)

    def make_lines(self, task: LinesTask) -> bytes | None:
        """Have the lines of a record made; None where the process could not, which is then ended."""
        with contextlib.suppress(WorkerGone, Empty):
            self._send(Kind.LINES, task)
            frame = self._frames.get(timeout=self.limits.total)
            if isinstance(frame, tuple) and frame[0] is Kind.LINES:
                return frame[1]
        self.end()
        return None

    def _send(self, kind: Kind, task: Task | LinesTask) -> None:
        try:
            write_frame(self._stdin, kind, pickle.dumps(task))
        except OSError as error:
            self.end()
            raise WorkerGone from error

    def _await(self, task: Task, started: float, beat: Beat | None) -> Reading:
        """Wait for the answer and watch meanwhile."""
        last = started
        while True:
            try:
                frame = self._frames.get(timeout=_WATCH_SECONDS)
            except Empty:
                self._check(task, started, last)
                continue
            if frame is None:
                raise WorkerLost(task.path, self._exit_words())
            if isinstance(frame, Exception):
                raise OutputExceeded(task.path, self.limits.output) from frame
            kind, content = frame
            if kind is Kind.RESULT:
                self._look_at_memory()
                return self._reading(task, content)
            done, total = map(int, content.split())
            if self._page is None or done != self._page[0]:
                last = time.monotonic()
            self._page = (done, total or None)
            if beat:
                beat(*self._page)
            self._check(task, started, last)

    def _reading(self, task: Task, content: bytes) -> Reading:
        try:
            return Reading(*unpack_result(content))
        except ValueError:
            raise WorkerLost(task.path, "its answer cannot be understood") from None

    def _check(self, task: Task, started: float, last: float) -> None:
        """Stop a file that costs too much.

        Raises:
            MemoryExceeded, TimeExceeded: see these classes.
        """
        now = time.monotonic()
        self._look_at_memory()
        if self.memory > self.limits.memory:
            raise MemoryExceeded(task.path, self.limits.memory)
        allowed = self.limits.total + self.limits.per_page * (self._page[0] if self._page else 0)
        if now - started > allowed:
            raise TimeExceeded(task.path, allowed, self._page, progress=True)
        if now - last > self.limits.no_progress:
            raise TimeExceeded(task.path, self.limits.no_progress, self._page, progress=False)

    def _look_at_memory(self) -> None:
        with contextlib.suppress(psutil.Error):
            self.memory = max(self.memory, self._watched.memory_info().rss)

    @property
    def alive(self) -> bool:
        """Whether the process can take another file."""
        return self.owner == os.getpid() and self._process.poll() is None

    def end(self) -> None:
        """End the process and all that it started, and take away what it left on the disk."""
        if self.owner != os.getpid():
            return  # a copy of another process's worker, which a fork left here
        if self._process.poll() is not None:
            self._end_orphans()
        else:
            started = self._children()
            if os.name == "posix":
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.kill()
            for process in started:
                with contextlib.suppress(psutil.Error):
                    process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._stdin.close()
        shutil.rmtree(self._temporary, ignore_errors=True)

    def _children(self) -> list[psutil.Process]:
        try:
            return self._watched.children(recursive=True)
        except psutil.Error:
            return []

    def _end_orphans(self) -> None:
        """End what a process that ended by itself had started, known by the temporary folder that it was given."""
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("TMPDIR") == self._temporary:
                    process.kill()

    def _exit_words(self) -> str:
        """How the process ended, in words."""
        code = self._process.wait()
        if code < 0:
            with contextlib.suppress(ValueError):
                return f"signal {signal.Signals(-code).name}"
        return f"exit status {code}"

    def _listen(self) -> None:
        """Take frames as they come; runs in a thread, since a pipe cannot be waited for with a deadline everywhere."""
        stream = self._stdout
        try:
            if _await_greeting(stream):
                self._frames.put((Kind.BEAT, b""))
                while (frame := read_frame(stream, self.limits.output + _FRAME_MARGIN)) is not None:
                    self._frames.put(frame)
        except (OSError, ValueError) as error:
            self._frames.put(error)
        finally:
            stream.close()
        self._frames.put(None)

    @property
    def _stdin(self) -> BinaryIO:
        assert self._process.stdin is not None  # noqa: S101  # it was asked for
        return self._process.stdin  # type: ignore[return-value]

    @property
    def _stdout(self) -> BinaryIO:
        assert self._process.stdout is not None  # noqa: S101  # it was asked for
        return self._process.stdout  # type: ignore[return-value]


def _await_greeting(stream: BinaryIO) -> bool:
    """Pass over what start-up printed; False where the process ended before it was ready."""
    seen = b""
    while not seen.endswith(GREETING):
        byte = stream.read(1)
        if not byte:
            return False
        seen = (seen + byte)[-len(GREETING) :]
    return True


class _Pool:
    """The workers of this process: those that wait for a file, and those that have one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()

    @contextlib.contextmanager
    def borrow(self, limits: Limits, reader: str) -> Iterator[Worker]:
        """A worker with these limits, for one file."""
        worker, is_new = self._take(limits, reader)
        try:
            if is_new:
                worker.await_ready()
            yield worker
        except BaseException:
            worker.end()
            raise
        finally:
            with self._lock:
                self._busy.discard(worker)
                if worker.alive:
                    self._idle.append(worker)

    def _take(self, limits: Limits, reader: str) -> tuple[Worker, bool]:
        """A worker that has no file, and whether it was started for this one.

        It counts as busy from its start on, so `end_all` ends those too that are not ready yet.
        """
        with self._lock:
            idle = self._idle_one(limits, reader)
            worker = idle or Worker(limits, reader)
            self._busy.add(worker)
        return worker, idle is None

    def _idle_one(self, limits: Limits, reader: str) -> Worker | None:
        gone = [worker for worker in self._idle if not worker.alive]
        self._idle = [worker for worker in self._idle if worker.alive]
        for worker in gone:
            worker.end()
        for number, worker in enumerate(self._idle):
            if (worker.limits, worker.reader) == (limits, reader):
                return self._idle.pop(number)
        return None

    def end_all(self) -> None:
        """End every worker that this process started."""
        with self._lock:
            workers, self._idle = [*self._idle, *self._busy], []
        for worker in workers:
            worker.end()


_pool = _Pool()
end_workers = _pool.end_all
"""End every worker of this process, those with a file in hand too."""
atexit.register(end_workers)


def read_isolated(task: Task, limits: Limits, reader: str = READER, beat: Beat | None = None) -> Reading:
    """Read a file in a worker process of this process.

    Any executor may run this: its arguments and result can be pickled (without `beat`), and deadlines and caps are
    kept where it runs. The worker is kept for the next file.

    Raises:
        NoWorker: no worker process can be started, which is no fault of the file.
    """
    for _ in range(_RESTARTS + 1):
        with _pool.borrow(limits, reader) as worker, contextlib.suppress(WorkerGone):
            return worker.read(task, beat)
    raise NoWorker("each ends before it takes a file")


def lines_isolated(task: LinesTask, limits: Limits, reader: str = READER) -> bytes | None:
    """Have the packed lines of a record made by a worker process; None where none can make them."""
    with contextlib.suppress(NoWorker), _pool.borrow(limits, reader) as worker:
        return worker.make_lines(task)
    return None
