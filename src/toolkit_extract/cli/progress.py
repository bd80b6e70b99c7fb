"""What is shown while many files are read: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from toolkit_extract.batch.run import Progress
    from toolkit_extract.schemas.outcome import FailedFile
    from toolkit_extract.schemas.record import ReturnRecord


def show_progress(total: int) -> AbstractContextManager[Progress]:
    """Tells the results of `total` files on standard error as they come."""
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
