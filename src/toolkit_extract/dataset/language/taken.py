"""Which stretches of a text are taken already, so that no span stands over another?"""

from __future__ import annotations


class Taken:
    """Characters of a text that spans have been given."""

    def __init__(self, length: int) -> None:
        """A text of that many characters, none of them taken."""
        self._characters = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no span stands in a stretch."""
        return not any(self._characters[start:end])

    def take(self, start: int, end: int) -> bool:
        """Take a stretch if it is free; whether it was."""
        if not self.is_free(start, end):
            return False
        self._characters[start:end] = b"\x01" * (end - start)
        return True
