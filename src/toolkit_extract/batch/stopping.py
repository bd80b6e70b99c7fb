"""How is a run broken off in good order?

By a flag that it looks at between one file and the next. An exception out of a signal's handler comes in the middle of
anything: a lock that is being taken, or a library that swallows it.
"""

from __future__ import annotations

from threading import Event


class Stopped(Exception):
    """A run was told to stop; what it has read until then is in the ledger."""


class Stop:
    """Tells a run to stop; any thread and any signal's handler may set it."""

    def __init__(self) -> None:
        self._event = Event()

    def set(self) -> None:
        """Tell the run."""
        self._event.set()

    def is_set(self) -> bool:
        """Whether it was told."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until it is told, for so long at most; whether it was."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Go no further once it was told.

        Raises:
            Stopped: it was.
        """
        if self.is_set():
            raise Stopped
