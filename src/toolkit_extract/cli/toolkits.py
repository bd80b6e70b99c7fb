"""`toolkit-extract toolkits`: the forms that come with the program."""

from __future__ import annotations

import typer

from toolkit_extract.cli.app import app


@app.command()
def toolkits() -> None:
    """List the forms that come with the program."""
    from toolkit_extract.toolkits import load_toolkit, shipped_toolkits

    for name in shipped_toolkits():
        toolkit = load_toolkit(name)
        typer.echo(f"{name}\t{toolkit.name}, {len(toolkit.standards)} standards")
