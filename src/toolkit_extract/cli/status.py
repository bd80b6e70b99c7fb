"""`toolkit-extract status`: how an output folder stands."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit_extract.cli.app import app, stop
from toolkit_extract.cli.batch_options import LedgerOption
from toolkit_extract.errors import ToolkitExtractError

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that 'ingest' wrote.")]


@app.command()
def status(folder: FolderArgument, ledger: LedgerOption = None) -> None:
    """Print what was read into DIR, what was not and why, and who has it in hand."""
    from toolkit_extract.batch.status import status_of

    try:
        found = status_of(folder, ledger)
    except ToolkitExtractError as error:
        stop(error)
    if found.holder:
        typer.echo(f"in hand: {found.holder.words}")
    elif found.broken_off:
        typer.echo("the last run was broken off: run the same command again to go on")
    if found.last_run:
        ended = found.last_run["finished"] or "not ended"
        typer.echo(
            f"last run: {found.last_run['started']} to {ended}, toolkit-extract {found.last_run['version']}"
        )
    for words, count in found.counts.items():
        typer.echo(f"{count:6} {words}")
    for path in found.review:
        typer.echo(f"for review: {path}")
    for failed in found.failed:
        typer.echo(f"not read: {failed.message} [{failed.code}]")
