"""What begins before what is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest

from toolkit_extract.parsers.ahead import one_ahead


@pytest.mark.parametrize(
    ("jobs", "told"),
    [
        (0, []),
        (1, ["begin 0", "ask 0"]),
        (3, ["begin 0", "begin 1", "ask 0", "begin 2", "ask 1", "ask 2"]),
    ],
)
def test_each_job_is_asked_for_once_the_next_has_begun(jobs: int, told: list[str]) -> None:
    log: list[str] = []

    def ask(number: int) -> int:
        log.append(f"ask {number}")
        return number

    def begun() -> Iterator[Callable[[], int]]:
        for number in range(jobs):
            log.append(f"begin {number}")
            yield partial(ask, number)

    assert list(one_ahead(begun())) == list(range(jobs))
    assert log == told
