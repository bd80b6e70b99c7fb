"""How much may the reading of one file cost before it is stopped?"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

MIB = 1024 * 1024
MEMORY_WITH_OCR = 2048 * MIB
"""A child that recognises the text of scans holds its models besides."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost a worker process.

    Attributes:
        no_progress: seconds without a page done, after which the worker is ended.
        total: seconds for one file, however it gets on; `per_page` adds to it.
        memory: bytes that the worker may hold.
        output: bytes of one record as JSON.
        files_per_worker: files after which a worker is replaced, so that what libraries leak never adds up.
        per_page: seconds added to the total for each page done: recognising the words of a long scan takes its time.
    """

    no_progress: float = 60.0
    total: float = 300.0
    memory: int = 1024 * MIB
    output: int = 32 * MIB
    files_per_worker: int = 500
    per_page: float = 10.0


def default_memory() -> int:
    """Bytes that a worker may hold unless a person says otherwise: more where scans are read."""
    return MEMORY_WITH_OCR if find_spec("rapidocr") else Limits().memory
