"""`toolkit-extract review` and `apply`: a person's second look, and how it gets into the tables."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit_extract.cli.app import UNUSABLE, DirArgument, app, parse_share, stop
from toolkit_extract.errors import ToolkitExtractError

if TYPE_CHECKING:
    from toolkit_extract.review.desk import Desk
    from toolkit_extract.review.queue import Section

MAILABLE = 10_000_000


@app.command()
def review(
    folder: DirArgument,
    audit: Annotated[
        str,
        typer.Option(
            "--audit", metavar="SHARE", help="Random sample of all answers to check too, such as 5%."
        ),
    ] = "0",
    static: Annotated[
        Path | None,
        typer.Option(
            "--static", metavar="FILE.html", help="Write the queue as one file to mail; serve nothing."
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="REASON", help="stale, doubtful, missing, conflicting or audit; repeatable."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="At most N answers.")
    ] = None,
    superseded: Annotated[
        bool, typer.Option("--superseded", help="Returns too that a later one stands for.")
    ] = False,
    files: Annotated[
        Path | None,
        typer.Option("--files", metavar="FOLDER", help="Where the returns are now, if they were moved."),
    ] = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of 127.0.0.1; any free one with 0.")
    ] = 0,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Check what the machine doubted, with the place in the file beside each value.

    Serves a page on this machine alone, until Ctrl-C; the tables are written at the end. Decisions go into
    DIR/corrections.jsonl at once.
    """
    from toolkit_extract.review.desk import Desk, Wish
    from toolkit_extract.review.drawer import Drawer

    wish = Wish(
        audit=parse_share(audit, "--audit"),
        sections=_sections(only or []),
        limit=limit,
        superseded=superseded,
    )
    with Drawer() as drawer:
        drawer.start()  # it gets ready while the folder is read
        try:
            desk = Desk(folder, wish, files, drawer, _hold)
        except ToolkitExtractError as error:
            stop(error)
        if desk.skipped:
            numbers = ", ".join(map(str, desk.skipped))
            typer.echo(
                f"note: corrections.jsonl: no corrections in line {numbers}; left as they are", err=True
            )
        if static is not None:
            _write_static(desk, static)
        else:
            _serve(desk, port, browser)


@app.command()
def apply(
    folder: DirArgument,
    corrections: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Files of corrections that were handed back, to take in first."),
    ] = None,
) -> None:
    """Take corrections in, and write the tables of DIR anew with all of them; no return is read again."""
    from toolkit_extract.dataset.stored import stored_toolkit
    from toolkit_extract.review.corrections import merge
    from toolkit_extract.review.tables import write_tables
    from toolkit_extract.sharing.purge import purged_files

    try:
        stored_toolkit(folder)  # a folder that is not ours stays as it is
        for path in corrections or []:
            merged = merge(folder, _read(path), without=purged_files(folder))
            typer.echo(f"{path}: {merged.new} new lines")
            if merged.skipped:
                numbers = ", ".join(map(str, merged.skipped))
                typer.echo(f"note: {path}: no corrections in line {numbers}; left out", err=True)
            if merged.purged:
                typer.echo(f"note: {path}: {merged.purged} lines are of purged returns; left out", err=True)
        with _hold(folder):
            account = write_tables(folder)
        for line in account.words:
            typer.echo(line)
    except ToolkitExtractError as error:
        stop(error)


def _hold(folder: Path) -> AbstractContextManager[object]:
    """Have the folder to oneself while its tables are written, as a run has."""
    from toolkit_extract.batch.upkeep import in_hand

    return in_hand(folder)


def _read(path: Path) -> bytes:
    from toolkit_extract.extract import read_bytes

    return read_bytes(path)


def _serve(desk: Desk, port: int, browser: bool) -> None:
    import webbrowser

    from toolkit_extract.review.server import serve

    def ready(address: str) -> None:
        typer.echo(f"{len(desk.items)} to look at: {address}")
        typer.echo("Ctrl-C ends the review and writes the tables.")
        if browser:
            webbrowser.open(address)

    try:
        serve(desk, port=port, ready=ready)
    except OSError as error:
        typer.echo(
            f"toolkit-extract: port {port} of 127.0.0.1 cannot be used ({error.strerror}); name another",
            err=True,
        )
        raise typer.Exit(UNUSABLE) from error
    except KeyboardInterrupt:
        pass  # the way to end it
    if desk.unwritten:
        try:
            for line in desk.write().words:
                typer.echo(line)
        except ToolkitExtractError as error:
            stop(error)


def _write_static(desk: Desk, path: Path) -> None:
    from toolkit_extract.review.static import write_static

    try:
        with typer.progressbar(length=len(desk.items), label="drawing", file=sys.stderr) as bar:
            size = write_static(desk, path, progress=lambda: bar.update(1))
    except ToolkitExtractError as error:
        stop(error)
    typer.echo(f"{path}: {len(desk.items)} to look at, {size / 1e6:.1f} MB")
    if size > MAILABLE:
        typer.echo("note: large for a mail; --only and --limit make it smaller", err=True)


def _sections(names: list[str]) -> tuple[Section, ...]:
    from toolkit_extract.review.queue import Section

    known = [section.value for section in Section if section is not Section.OPENED]
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"'{name}' is none of {', '.join(known)}", param_hint="--only")
    return tuple(Section(name) for name in names)
