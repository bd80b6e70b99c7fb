"""`toolkit-extract export`, `annotate`, `redact`, `purge`: what leaves an output folder, and what is taken out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toolkit_extract.cli.app import (
    CodebookOption,
    Family,
    FamilyOption,
    ModelOption,
    NoFreeTextOption,
    aids_of,
    app,
    stop,
)
from toolkit_extract.errors import ToolkitExtractError

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="A folder that 'ingest' wrote.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace what is at that place already.")]
HELP_ONLY = "rules find likely personal data; they are help and no assurance: look before you share"


class Format(StrEnum):
    """As `sharing.export.ExportFormat`, which is imported only when it is used."""

    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"


@app.command()
def export(
    folder: FolderArgument,
    to: Annotated[Format, typer.Option("--to", help="Format; csv and parquet are a folder of files.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PATH", help="Where to; by default in the folder 'exports' of DIR."),
    ] = None,
    no_free_text: NoFreeTextOption = False,
    redact: Annotated[bool, typer.Option("--redact", help="Mask what looks like personal data.")] = False,
    force: ForceOption = False,
) -> None:
    """Write the tables of DIR as a workbook, a database or files of another format."""
    from toolkit_extract.sharing import export as sharing

    try:
        made = sharing.export(
            folder, sharing.ExportFormat(to), out, free_text=not no_free_text, redacted=redact, force=force
        )
    except ToolkitExtractError as error:
        stop(error)
    counts = ", ".join(f"{count} {name}" for name, count in made.rows.items())
    typer.echo(f"{made.path}: {counts}")
    if made.cut:
        typer.echo(
            f"note: {made.cut} cells hold more than a workbook takes; they are cut, with a mark", err=True
        )
    if made.masked is not None:
        typer.echo(f"note: something was masked in {made.masked} returns; {HELP_ONLY}", err=True)


@app.command()
def annotate(
    folder: FolderArgument,
    families: FamilyOption = [Family.PRIVACY],  # noqa: B006 - typer copies it
    model: ModelOption = None,
    codebook: CodebookOption = None,
) -> None:
    """Add tables to DIR that are made of the answers' texts."""
    from toolkit_extract.schemas.tables import FAMILIES
    from toolkit_extract.sharing.rebuild import rebuild, stored_families

    try:
        wanted = {*stored_families(folder), *map(str, families)}
        rows = rebuild(folder, folder, families=wanted, aids=aids_of(model, codebook, wanted))
    except ToolkitExtractError as error:
        stop(error)
    for family in sorted(wanted):
        for name in FAMILIES[family].tables:
            typer.echo(f"{folder / name}.csv: {rows[name]} rows")


@app.command()
def redact(
    folder: FolderArgument,
    out: Annotated[Path, typer.Option("--out", metavar="DIR2", help="Folder that the copy goes to.")],
    model: ModelOption = None,
    force: ForceOption = False,
) -> None:
    """Write a copy of DIR in which what looks like personal data is masked, in every table and record."""
    from toolkit_extract.sharing.redact import redact as write_redacted

    try:
        masked = write_redacted(folder, out, model=model, force=force)
    except ToolkitExtractError as error:
        stop(error)
    typer.echo(f"{out}: something was masked in {masked} returns")
    typer.echo(f"note: {HELP_ONLY}", err=True)


@app.command()
def purge(
    folder: FolderArgument,
    return_id: Annotated[str, typer.Option("--return", metavar="ID", help="return_id of the return.")],
) -> None:
    """Take a return out of DIR with all that came from it, leaving the hash of its file."""
    from toolkit_extract.sharing.purge import TOMBSTONES
    from toolkit_extract.sharing.purge import purge as take_out

    try:
        purged = take_out(folder, return_id)
    except ToolkitExtractError as error:
        stop(error)
    counts = ", ".join(f"{count} of {name}" for name, count in purged.rows.items())
    typer.echo(f"{return_id}: taken out: {counts}{'; all exports' if purged.exports else ''}")
    typer.echo(f"its SHA-256 stays in {folder / TOMBSTONES}: {purged.sha256}")
    for path in purged.source_files:
        typer.echo(f"note: {path} is not touched; delete it, or the next ingest reads it again", err=True)
    for mention in purged.mentions:
        typer.echo(f"note: {mention} still names the return", err=True)
