"""The program, and what its commands share: options, exit statuses, and how an error ends a command.

Exit statuses: 0 every return was read; 1 some were not; 2 the command line or the output folder is unusable. Everything
heavy is imported inside the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from toolkit_extract import __version__
from toolkit_extract.errors import (
    BadManifest,
    BrokenToolkit,
    FolderHeld,
    NothingToRead,
    NoWorker,
    ToolkitExtractError,
    UnknownReturn,
    UnknownToolkit,
    UnreadableTables,
    UnusableExport,
    UnusableLedger,
    UnusableOutput,
    describe_defect,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from rich.console import Console

    from toolkit_extract.schemas.codebook import TextAids

ALL_READ = 0
SOME_NOT_READ = 1
UNUSABLE = 2

# Errors of the command line rather than of a return.
_USAGE_ERRORS = (
    BadManifest,
    BrokenToolkit,
    FolderHeld,
    NothingToRead,
    NoWorker,
    UnknownReturn,
    UnknownToolkit,
    UnreadableTables,
    UnusableExport,
    UnusableLedger,
    UnusableOutput,
)

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


class Family(StrEnum):
    """As the keys of `schemas.tables.FAMILIES`, which is imported only when it is used."""

    LANGUAGE = "language"
    PRIVACY = "privacy"


FamilyOption = Annotated[
    list[Family],
    typer.Option(
        "--with", metavar="NAME", help="Tables to add to the five: language, privacy. May be repeated."
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME",
        help="An installed spaCy model that helps to find names of persons and organisations. None is downloaded.",
    ),
]
CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook", metavar="FILE", help="Themes of the table themes in place of those that are shipped."
    ),
]
NoFreeTextOption = Annotated[
    bool,
    typer.Option(
        "--no-free-text",
        help="Leave the columns empty that hold words of the returns; write no whole records.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead.")]
DirArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Folder that 'ingest' wrote.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A return.")]


def aids_of(model: str | None, codebook: Path | None, families: Iterable[str]) -> TextAids:
    """What helps to read texts.

    Raises:
        BrokenToolkit: the file is no codebook.
        typer.BadParameter: it is named, and no tables of language are asked for; or the model is not installed.
    """
    from toolkit_extract.dataset.models import is_installed
    from toolkit_extract.schemas.codebook import TextAids

    if model is not None and not is_installed(model):
        raise typer.BadParameter(
            f"the spaCy model '{model}' is not installed; install it with 'python -m spacy download {model}', or leave "
            "--model out"
        )
    if codebook is None:
        return TextAids(model=model)
    if Family.LANGUAGE not in families:
        raise typer.BadParameter("--codebook needs --with language, whose table themes is made with it")
    from toolkit_extract.dataset.language.codebook import load_codebook

    return TextAids(model=model, codebook=load_codebook(codebook))


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


def stop(error: ToolkitExtractError, status: int | None = None) -> NoReturn:
    """Say what is wrong on standard error and end with the status of its kind, or with the one given."""
    typer.echo(f"toolkit-extract: {error}", err=True)
    if status is None:
        status = UNUSABLE if isinstance(error, _USAGE_ERRORS) else SOME_NOT_READ
    raise typer.Exit(status) from error


def parse_share(text: str, option: str) -> float:
    """`5%`, `5 %` or `0.05` as 0.05; anything else ends the command."""
    number, percent, rest = text.strip().partition("%")
    try:
        share = float(number) / (100 if percent else 1)
    except ValueError:
        share = -1.0
    if rest or not 0 <= share <= 1:
        raise typer.BadParameter(f"'{text}' is no share; write 5% or 0.05", param_hint=option)
    return share


def print_utf8(data: bytes) -> None:
    """JSON is UTF-8 whatever the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def console() -> Console:
    """Standard output as wide as the terminal, 80 columns at least; where it is no terminal, 80."""
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        return Console(highlight=False, width=80)
    return console


def print_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A sentence for an exception that nothing expected; with TOOLKIT_EXTRACT_DEBUG set, the traceback as well."""
    if os.environ.get("TOOLKIT_EXTRACT_DEBUG"):
        sys.__excepthook__(kind, error, trace)
    print(
        f"toolkit-extract: stopped by a defect of its own ({describe_defect(error)}); please report it",
        file=sys.stderr,
    )
