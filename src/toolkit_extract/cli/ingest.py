"""`toolkit-extract ingest`: many returns into the tables of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit_extract.cli.app import ALL_READ, SOME_NOT_READ, ToolkitOption, app, stop
from toolkit_extract.errors import ToolkitExtractError


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Returns, and folders that hold some.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder that the tables go to.")],
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="CSV",
            help="Whose each file is: columns file,authority[,gss_code][,submitted].",
        ),
    ] = None,
    toolkit: ToolkitOption = "amhp",
    workers: Annotated[
        int, typer.Option("--workers", metavar="N", min=1, help="Processes that read at once.")
    ] = 1,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files in DIR that this program did not write.")
    ] = False,
) -> None:
    """Read returns and write their tables.

    Exit status: 0 every return was read; 1 some were not; 2 the command line or DIR is unusable.
    """
    from toolkit_extract.batch import ingest as batch
    from toolkit_extract.cli.progress import show_progress
    from toolkit_extract.outputs.account import account
    from toolkit_extract.toolkits import load_toolkit

    job = batch.Job(tuple(paths), out, manifest, toolkit, workers, force)
    try:
        prepared = batch.prepare(job)
        for remark in prepared.remarks:
            typer.echo(f"note: {remark}", err=True)
        with show_progress(len(prepared.files)) as progress:
            finished = batch.ingest(prepared, progress=progress)
    except ToolkitExtractError as error:
        stop(error)
    for failed in finished.outcome.failed:
        typer.echo(f"not read: {failed.message}", err=True)
    if finished.corrections.is_worth_saying:
        for line in finished.corrections.words:
            typer.echo(f"note: {line}", err=True)
    for line in account(finished.outcome, finished.rows, load_toolkit(toolkit), out):
        typer.echo(line)
    raise typer.Exit(SOME_NOT_READ if finished.outcome.failed else ALL_READ)
