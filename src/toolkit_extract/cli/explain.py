"""`toolkit-extract explain`: why a record says what it says."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit_extract.cli.app import UNUSABLE, app, console, stop
from toolkit_extract.cli.status import FolderArgument
from toolkit_extract.errors import ToolkitExtractError


@app.command()
def explain(
    folder: FolderArgument,
    authority: Annotated[
        str,
        typer.Argument(
            metavar="AUTHORITY", help="Name or GSS code; a return's id or file for one of several."
        ),
    ],
    standard: Annotated[str, typer.Argument(metavar="STANDARD", help="Number as printed, such as 2.3.")],
) -> None:
    """Print every value of a standard with its place, how it is known, and how sure the reading is."""
    from toolkit_extract.dataset.found import records_of
    from toolkit_extract.dataset.stored import stored_toolkit
    from toolkit_extract.outputs.explanation import print_explanation

    try:
        toolkit = stored_toolkit(folder)
        records = records_of(folder, authority)
    except ToolkitExtractError as error:
        stop(error)
    if not records:
        typer.echo(
            f"toolkit-extract: no return in {folder} is of '{authority}'; see returns.csv there", err=True
        )
        raise typer.Exit(UNUSABLE)
    number = standard.removeprefix("S")
    if number not in {one.number for one in toolkit.standards}:
        typer.echo(f"toolkit-extract: {toolkit.name} has no standard '{standard}'", err=True)
        raise typer.Exit(UNUSABLE)
    counting = [record for record in records if not record.superseded_by] or records
    for record in counting:
        print_explanation(record, number, toolkit, console())
    for record in records:
        if record not in counting:
            typer.echo(
                f"superseded: {record.source.path}; its values: explain {folder} {record.return_id} {standard}"
            )
