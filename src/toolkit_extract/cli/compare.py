"""`toolkit-extract compare`: authorities beside each other, as tables, pictures and a page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit_extract import __version__
from toolkit_extract.cli.app import UNUSABLE, app, stop
from toolkit_extract.errors import MissingDependency, ToolkitExtractError

if TYPE_CHECKING:
    from toolkit_extract.dataset.comparison import Selection
    from toolkit_extract.outputs.pictures import Picture
    from toolkit_extract.schemas.comparison import Comparison


@app.command()
def compare(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder that ingest wrote.")],
    authorities: Annotated[
        list[str] | None,
        typer.Option(
            "--authorities", metavar="NAMES", help="Names or GSS codes, parted by commas; may be given again."
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="REGION", help="Region of England.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="DIR2", help="Folder of the earlier returns, to say what changed."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR3", help="Folder for the comparison.", show_default="DIR/comparison"
        ),
    ] = None,
    pictures: Annotated[
        bool,
        typer.Option(
            "--pictures/--no-pictures", help="Draw pictures and the page, or write the tables alone."
        ),
    ] = True,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files in DIR3 that this program did not write.")
    ] = False,
) -> None:
    """Compare authorities: who is where, what is missing, what does not fit, what changed.

    Exit status: 0 the comparison was written; 2 the command line or a folder is unusable.
    """
    from toolkit_extract.batch.upkeep import written_in
    from toolkit_extract.dataset.comparison import Selection
    from toolkit_extract.outputs.comparison_files import (
        check_comparison_folder,
        comparison_contents,
        write_comparison,
    )

    out = out or folder / "comparison"
    selection = Selection(tuple(authorities or ()), region)
    try:
        if pictures:
            _require_matplotlib(folder)
        with written_in(folder, out):
            comparison = _compared(folder, selection, against)
            check_comparison_folder(out, force=force)
            contents = comparison_contents(comparison, _drawn(comparison) if pictures else None, __version__)
            write_comparison(out, contents)
    except ToolkitExtractError as error:
        stop(error, UNUSABLE)
    for line in _account(comparison, out, contents):
        typer.echo(line)


def _require_matplotlib(folder: Path) -> None:
    """Say before any work what the pictures need."""
    from importlib.util import find_spec

    if find_spec("matplotlib") is None:
        raise MissingDependency(
            folder,
            "matplotlib, to draw pictures",
            "install it with pip install 'toolkit-extract[plots]', or write the tables alone with --no-pictures",
        )


def _compared(folder: Path, selection: Selection, against: Path | None) -> Comparison:
    from toolkit_extract.dataset.comparison import Earlier, compare
    from toolkit_extract.dataset.load import load
    from toolkit_extract.dataset.stored import stored_toolkit

    earlier = None
    if against is not None:
        earlier = Earlier(load(against), stored_toolkit(against), str(against))
    return compare(load(folder), stored_toolkit(folder), selection, earlier=earlier, folder=str(folder))


def _drawn(comparison: Comparison) -> Iterator[Picture]:
    """The pictures, with a count on a terminal as they are drawn."""
    from toolkit_extract.outputs.pictures import count_pictures, draw_pictures

    total = count_pictures(comparison)
    shown = sys.stderr.isatty()
    for number, picture in enumerate(draw_pictures(comparison), 1):
        if shown:
            typer.echo(f"\rdrawing {number} of {total}", err=True, nl=number == total)
        yield picture


def _account(comparison: Comparison, out: Path, contents: dict[str, bytes]) -> Iterator[str]:
    """What was compared, and where it is; no text of any return."""
    read = sum(region.read for region in comparison.regions)
    everyone = sum(region.authorities for region in comparison.regions)
    yield f"{comparison.title}: {len(comparison.read)} returns of {read} of {everyone} authorities compared"
    total = sum(count.count for count in comparison.counts)
    rated = sum(count.count for count in comparison.counts if count.share_of_rated is not None)
    doubts = sum(count.needs_review for count in comparison.counts)
    yield f"{rated} of {total} ratings are one option; {doubts} ratings need a person's look"
    for note in comparison.notes:
        yield f"note: {note}"
    kinds = (
        (".html", "the page to open"),
        (".csv", "tables"),
        (".svg", "pictures, each as PNG too"),
    )
    for ending, what in kinds:
        names = [name for name in contents if name.endswith(ending)]
        if names:
            place = out / names[0] if ending == ".html" else (out / names[0]).parent
            yield f"  {place}  {what}" if ending == ".html" else f"  {place}  {len(names)} {what}"
