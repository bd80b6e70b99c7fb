"""`toolkit-extract watch`: ingests files as they arrive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit_extract.cli.app import (
    ALL_READ,
    CodebookOption,
    FamilyOption,
    ModelOption,
    NoFreeTextOption,
    ToolkitOption,
    aids_of,
    app,
    stop,
)
from toolkit_extract.cli.batch_options import (
    DaskOption,
    JsonLogOption,
    LedgerOption,
    ManifestOption,
    MemoryOption,
    NoProgressOption,
    OutOption,
    QuietOption,
    TotalOption,
    WorkersOption,
    crew_of,
    limits_of,
    stopped_by_signals,
)
from toolkit_extract.cli.ingest import print_account
from toolkit_extract.errors import ToolkitExtractError


@app.command()
def watch(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR_IN", help="Folder that returns arrive in.", exists=True, file_okay=False),
    ],
    out: OutOption,
    manifest: ManifestOption = None,
    toolkit: ToolkitOption = "amhp",
    workers: WorkersOption = None,
    families: FamilyOption = [],  # noqa: B006 - typer copies it
    model: ModelOption = None,
    codebook: CodebookOption = None,
    no_free_text: NoFreeTextOption = False,
    settle_seconds: Annotated[
        float,
        typer.Option(
            "--settle-seconds", metavar="S", min=0, help="Take a file once it stands unchanged for so long."
        ),
    ] = 5,
    look_seconds: Annotated[
        float, typer.Option("--look-seconds", metavar="S", min=0.05, help="Look into the folder so often.")
    ] = 2,
    ledger: LedgerOption = None,
    dask: DaskOption = None,
    no_progress_seconds: NoProgressOption = 60,
    total_seconds: TotalOption = 300,
    memory_mib: MemoryOption = None,
    quiet: QuietOption = False,
    json_log: JsonLogOption = False,
) -> None:
    """Ingest files as they arrive, after they have stopped growing. Ctrl-C ends it."""
    from toolkit_extract.batch.ingest import Job
    from toolkit_extract.batch.watch import Pace
    from toolkit_extract.batch.watch import watch as keep_watch
    from toolkit_extract.cli.progress import show_progress

    limits = limits_of(no_progress_seconds, total_seconds, memory_mib)
    try:
        with (
            crew_of(workers, limits, dask) as crew,
            stopped_by_signals(crew.stop),
            show_progress(quiet=quiet, json_log=json_log) as tell,
        ):
            job = Job(
                paths=(folder,),
                out=out,
                manifest=manifest,
                toolkit=toolkit,
                crew=crew,
                ledger=ledger,
                families=tuple(map(str, families)),
                free_text=not no_free_text,
                aids=aids_of(model, codebook, families),
            )
            keep_watch(
                job,
                pace=Pace(look_seconds, settle_seconds),
                tell=tell,
                finished=lambda finished, prepared: print_account(finished, job, prepared, json_log=json_log),
            )
    except ToolkitExtractError as error:
        stop(error)
    raise typer.Exit(ALL_READ)
