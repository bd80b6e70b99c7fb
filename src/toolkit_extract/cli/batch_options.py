"""Options of the commands that read many files: what they read, who reads, and what one file may cost."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit_extract.batch.limits import MIB, Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit_extract.batch.run import Crew
    from toolkit_extract.batch.stopping import Stop

_DEFAULT = Limits()

OutOption = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that the tables go to.")]
ManifestOption = Annotated[
    Path | None,
    typer.Option(
        "--manifest", metavar="CSV", help="Whose each file is: columns file,authority[,gss_code][,submitted]."
    ),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", metavar="N", min=1, help="Processes that read at once; one a processor if not given."
    ),
]
LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="URL",
        help="PostgreSQL database to keep the ledger in, instead of DIR: postgresql://…",
    ),
]
DaskOption = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Scheduler of a dask cluster that reads: tcp://…"),
]
NoProgressOption = Annotated[
    float,
    typer.Option(
        "--no-progress-seconds", metavar="S", min=1, help="Stop a file that does not get on for so long."
    ),
]
TotalOption = Annotated[
    float,
    typer.Option(
        "--total-seconds",
        metavar="S",
        min=1,
        help="Stop a file that takes so long altogether, and 10 seconds more for each page done.",
    ),
]
MemoryOption = Annotated[
    int | None,
    typer.Option(
        "--memory-mib",
        metavar="N",
        min=128,
        help=f"Stop a file that takes so much memory; {_DEFAULT.memory // MIB}, or 2048 where scans are read.",
    ),
]
OutputOption = Annotated[
    int,
    typer.Option("--output-mib", metavar="N", min=1, help="Stop a file whose record is longer than this."),
]
RenewOption = Annotated[
    int, typer.Option("--files-per-worker", metavar="N", min=1, help="Renew a worker after so many files.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="Show no progress.")]
JsonLogOption = Annotated[
    bool, typer.Option("--json-log", help="Tell progress as JSON, one object a line, on standard error.")
]


def limits_of(
    no_progress: float,
    total: float,
    memory: int | None,
    output: int = _DEFAULT.output // MIB,
    renew: int = _DEFAULT.files_per_worker,
) -> Limits:
    """The limits that the options give; a command without an option for one has the default."""
    from toolkit_extract.batch.limits import default_memory

    return Limits(no_progress, total, memory * MIB if memory else default_memory(), output * MIB, renew)


@contextmanager
def crew_of(workers: int | None, limits: Limits, dask: str | None) -> Iterator[Crew]:
    """Who reads: worker processes of this machine, or a cluster.

    Raises:
        NoWorker: the cluster cannot be reached.
    """
    from toolkit_extract.batch.run import Crew, default_workers

    if dask is None:
        yield Crew(workers or default_workers(), limits)
        return
    from toolkit_extract.batch.cluster import dask_executor

    with dask_executor(dask) as (executor, under_way):
        yield Crew(workers or default_workers(), limits, executor, under_way)


@contextmanager
def stopped_by_signals(stop: Stop) -> Iterator[None]:
    """Ctrl-C and SIGTERM tell a run to stop and keep what it has read; a second one breaks in at once.

    Where a shell started the program in the background and had it ignore Ctrl-C, it goes on ignoring it.
    """

    def tell(*_: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {
        number: signal.signal(number, tell)
        for number in (signal.SIGINT, signal.SIGTERM)
        if signal.getsignal(number) is not signal.SIG_IGN
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
