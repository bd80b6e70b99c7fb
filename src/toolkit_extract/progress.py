"""How far is the reading of a file? Who reads says so here, and who waits listens.

A reader that takes long calls `beat` after each page. Without a listener that does nothing, so parsers need not know
whether anyone waits. A worker process passes each beat on, and is ended when none comes for too long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[int, int | None], None]
"""Told how many pages are done, and how many there are (None where that is not known)."""

_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


def beat(done: int, total: int | None = None) -> None:
    """Say that so many pages (or other steps) of the file in hand are done."""
    listener = _listener.get()
    if listener is not None:
        listener(done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have `beat` call the listener, in this thread and for the time of the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
