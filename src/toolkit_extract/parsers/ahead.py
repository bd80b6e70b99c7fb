"""How is a page looked at while the words of the one before it are still being recognised?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Result = TypeVar("_Result")


def one_ahead(begun: Iterable[Callable[[], _Result]]) -> Iterator[_Result]:
    """What jobs give, in their order; each is asked for once the next has begun.

    Args:
        begun: each begins when it is taken, and gives its result when it is called.
    """
    before: Callable[[], _Result] | None = None
    for job in begun:
        if before:
            yield before()
        before = job
    if before:
        yield before()
