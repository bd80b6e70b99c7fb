"""Who reads on a cluster? The workers of a dask scheduler, each of which drives worker processes of its own."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from toolkit_extract.errors import NoWorker

_CONNECT_SECONDS = 10
_FILES_A_THREAD = 3
"""Files that wait at the cluster for each of its threads, so that none is ever idle."""


@contextmanager
def dask_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a scheduler as an executor, and how many files keep them busy.

    Args:
        address: of the scheduler, such as `tcp://127.0.0.1:8786`.

    Raises:
        NoWorker: dask is not installed, or no scheduler answers there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise NoWorker("dask.distributed is not installed", "install toolkit-extract[cluster]") from error
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise NoWorker(f"no dask scheduler answers at {address}", "start it, or mend --dask") from error
    with client, client.get_executor(pure=False) as executor:  # type: ignore[no-untyped-call]
        threads = sum(client.nthreads().values())  # type: ignore[no-untyped-call]
        yield executor, _FILES_A_THREAD * max(1, threads)
