"""The command line: asks the library, shows what it says, and turns outcomes into exit statuses.

0 every return was read; 1 some were not; 2 the command line or the output folder is unusable. Everything heavy is
imported inside the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from toolkit_extract import __version__
from toolkit_extract.errors import (
    BadManifest,
    BrokenToolkit,
    NothingToRead,
    ToolkitExtractError,
    UnknownToolkit,
    UnusableOutput,
    describe_defect,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from rich.console import Console

    from toolkit_extract.batch.run import Progress
    from toolkit_extract.schemas.outcome import FailedFile
    from toolkit_extract.schemas.record import ReturnRecord

ALL_READ = 0
SOME_NOT_READ = 1
UNUSABLE = 2

# Errors of the command line rather than of a return.
_USAGE_ERRORS = (BadManifest, BrokenToolkit, NothingToRead, UnknownToolkit, UnusableOutput)

app = typer.Typer(
    name="toolkit-extract",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reads completed self-assessment toolkits into structured records and tidy tables.",
)

ToolkitOption = Annotated[
    str,
    typer.Option(
        "--toolkit", metavar="ID|FILE", help="Form that the returns were made on: a name, or a toolkit file."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A return.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"toolkit-extract {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit."),
    ] = False,
) -> None:
    """Reads completed self-assessment toolkits into structured records and tidy tables."""


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
    from toolkit_extract.outputs.account import account
    from toolkit_extract.toolkits import load_toolkit

    job = batch.Job(tuple(paths), out, manifest, toolkit, workers, force)
    try:
        prepared = batch.prepare(job)
        for remark in prepared.remarks:
            typer.echo(f"note: {remark}", err=True)
        with _progress(len(prepared.files)) as progress:
            finished = batch.ingest(prepared, progress=progress)
    except ToolkitExtractError as error:
        _stop(error)
    for failed in finished.outcome.failed:
        typer.echo(f"not read: {failed.message}", err=True)
    for line in account(finished.outcome, finished.rows, load_toolkit(toolkit), out):
        typer.echo(line)
    raise typer.Exit(SOME_NOT_READ if finished.outcome.failed else ALL_READ)


@app.command()
def show(file: FileArgument, toolkit: ToolkitOption = "amhp", as_json: JsonOption = False) -> None:
    """Print what one return says, for a person, with every doubt beside the answer that it is about."""
    from toolkit_extract.extract import extract
    from toolkit_extract.outputs.files import to_jsonl
    from toolkit_extract.outputs.report import print_record
    from toolkit_extract.toolkits import load_toolkit

    try:
        record = extract(file, toolkit=toolkit)
    except ToolkitExtractError as error:
        _stop(error)
    if as_json:
        _print_utf8(to_jsonl([record]))
    else:
        print_record(record, load_toolkit(toolkit), _console())


@app.command()
def inspect(file: FileArgument, as_json: JsonOption = False) -> None:
    """Print what the parser sees in any document, before a toolkit is applied."""
    import json

    from toolkit_extract.extract import inspect as read_document
    from toolkit_extract.outputs.inspection import document_to_inspection, print_document
    from toolkit_extract.parsers.labels import labelled_marks

    try:
        document = read_document(file)
        marks = labelled_marks(document)
    except ToolkitExtractError as error:
        _stop(error)
    if as_json:
        seen = document_to_inspection(document, marks)
        _print_utf8((json.dumps(seen, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    else:
        print_document(document, marks, _console())


@app.command()
def toolkits() -> None:
    """List the forms that come with the program."""
    from toolkit_extract.toolkits import load_toolkit, shipped_toolkits

    for name in shipped_toolkits():
        toolkit = load_toolkit(name)
        typer.echo(f"{name}\t{toolkit.name}, {len(toolkit.standards)} standards")


def main() -> None:
    """Entry point of `toolkit-extract` and of `python -m toolkit_extract`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal lacks is no reason to stop
            stream.reconfigure(errors="replace")
    sys.excepthook = _print_defect
    app(prog_name="toolkit-extract")


def _print_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A sentence for an exception that nothing expected; with TOOLKIT_EXTRACT_DEBUG set, the traceback as well."""
    if os.environ.get("TOOLKIT_EXTRACT_DEBUG"):
        sys.__excepthook__(kind, error, trace)
    print(
        f"toolkit-extract: stopped by a defect of its own ({describe_defect(error)}); please report it",
        file=sys.stderr,
    )


def _stop(error: ToolkitExtractError) -> NoReturn:
    typer.echo(f"toolkit-extract: {error}", err=True)
    raise typer.Exit(UNUSABLE if isinstance(error, _USAGE_ERRORS) else SOME_NOT_READ) from error


def _print_utf8(data: bytes) -> None:
    """JSON is UTF-8 whatever the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _console() -> Console:
    """Standard output as wide as the terminal, 80 columns at least; where it is no terminal, 80."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        return Console(highlight=False, width=80)
    return console


def _progress(total: int) -> AbstractContextManager[Progress]:
    return _progress_bar(total) if sys.stderr.isatty() else _progress_lines(total)


def _words(result: ReturnRecord | FailedFile) -> tuple[str, str]:
    """Path of a result and what became of it, without any text of the return."""
    from toolkit_extract.schemas.attention import needs_review
    from toolkit_extract.schemas.record import ReturnRecord

    if not isinstance(result, ReturnRecord):
        return result.path, "not read"
    return result.source.path, "read, for review" if needs_review(result) else "read"


@contextmanager
def _progress_bar(total: int) -> Iterator[Progress]:
    """A bar on standard error, which goes away when all is done."""
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total, last="")
        yield lambda result: bar.update(task, advance=1, last=escape(Path(_words(result)[0]).name))


@contextmanager
def _progress_lines(total: int) -> Iterator[Progress]:
    """A line on standard error for each file, in the order in which they are done."""
    done = 0

    def tell(result: ReturnRecord | FailedFile) -> None:
        nonlocal done
        done += 1
        path, words = _words(result)
        typer.echo(f"[{done}/{total}] {path}: {words}", err=True)

    yield tell
