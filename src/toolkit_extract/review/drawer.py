"""Who draws, so that no file can stop the review? A process of its own with a deadline for each request.

One request at a time, from any thread. A process that hangs is killed, one that died is replaced; either costs the
request in hand.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from toolkit_extract.review.drawing import Artist, Drawn, fault_words
from toolkit_extract.review.evidence import Request

DEADLINE_SECONDS = 20.0
MOST_MEMORY = 2 << 30
"""Bytes that the process that draws may have."""


class CannotDraw(Exception):
    """A place that cannot be shown; the words say why and are fit for the page."""


class Drawer:
    """Draws requests in a process that is started when it is first needed."""

    def __init__(self, deadline: float = DEADLINE_SECONDS) -> None:
        self._deadline = deadline
        self._lock = threading.Lock()
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._closed = False

    def draw(self, path: Path, request: Request) -> Drawn:
        """Draw a request.

        Raises:
            CannotDraw: the file cannot be read, or it took longer than the deadline.
        """
        with self._lock:
            answer = self._ask(path, request)
        if isinstance(answer, str):
            raise CannotDraw(answer)
        return answer

    def start(self) -> None:
        """Start the process now, so that the first picture need not wait for it."""
        with self._lock:
            self._connect()

    def close(self) -> None:
        """End the process, whatever it is doing; nothing is drawn after this."""
        self._closed = True
        process = self._process
        if process is not None:
            with suppress(ValueError):  # another thread has ended it
                process.kill()
        with self._lock:
            self._end()

    def __enter__(self) -> Drawer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, path: Path, request: Request) -> Drawn | str:
        pipe = None if self._closed else self._connect()
        if pipe is None or self._closed:  # it may have been closed while the process started
            return "the review has ended"
        try:
            pipe.send((str(path), request))
            if pipe.poll(self._deadline):
                answer: Drawn | str = pipe.recv()
                return answer
            words = f"drawing it took more than {self._deadline:g} s"
        except (EOFError, OSError):
            words = "drawing it ended the process that draws"
        self._end()
        return words

    def _connect(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs,), daemon=True, name="drawer")
        process.start()
        self._process = process  # not before it runs: another thread may kill what stands here
        theirs.close()
        return self._pipe

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def serve(pipe: Connection) -> None:
    """Draw what comes through the pipe until it is closed; the errors that files cause go back as words."""
    import signal

    # What a picture needs is had now, while the server is still starting.
    import PIL.WebPImagePlugin  # noqa: F401
    import pypdfium2  # noqa: F401

    _limit_memory()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    artist = Artist()
    while True:
        try:
            path, request = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_drawn(artist, path, request))


def _limit_memory() -> None:
    """What a hostile file may have of this machine, and no core file, which would hold the return."""
    if sys.platform == "win32":
        return
    import resource

    for limit, wanted in ((resource.RLIMIT_DATA, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _drawn(artist: Artist, path: str, request: Request) -> Drawn | str:
    from pypdfium2 import PdfiumError

    from toolkit_extract.errors import ToolkitExtractError

    try:
        return artist.draw(path, request)
    except (ToolkitExtractError, ValueError, OSError, EOFError, PdfiumError, MemoryError) as error:
        return fault_words(error)
