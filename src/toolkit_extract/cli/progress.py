"""What is shown while many files are read: a bar on a terminal, plain lines elsewhere, JSON for machines, or nothing.

All of it goes to standard error. Names of files and reasons are shown; no text of any return.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from toolkit_extract.batch.events import FileDone, FileStarted, PagesRead, Remark, RunPlanned, TablesWritten

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from toolkit_extract.batch.events import Event, NotRead, Tell

_WIDE = 110
"""Columns from which on the bar is long."""
_BAR, _SHORT_BAR, _TIME, _GAPS = 24, 10, 7, 5
_LEAST = 12
"""Columns below which no name of a file is shown."""
_WORDS = {"read": "read", "review": "read, for review", "failed": "not read"}


def show_progress(*, quiet: bool = False, json_log: bool = False) -> AbstractContextManager[Tell]:
    """Tells the events of a run on standard error as they come, from any thread."""
    if json_log:
        return _json_lines()
    if quiet:
        return _nothing()
    return _bar() if sys.stderr.isatty() else _lines()


@contextmanager
def _nothing() -> Iterator[Tell]:
    """What a person should know, and no progress."""

    def tell(event: Event) -> None:
        if isinstance(event, Remark):
            typer.echo(f"note: {event.words}", err=True)

    yield tell


@contextmanager
def _json_lines() -> Iterator[Tell]:
    """Each event as one JSON object a line, with its time."""
    lock = threading.Lock()

    def tell(event: Event) -> None:
        with lock:
            print_json(event)

    yield tell


def print_json(event: Event | NotRead) -> None:
    """An event as one line for machines, with the time at which it is told."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    typer.echo(json.dumps({"time": now, "event": type(event).__name__, **asdict(event)}), err=True)


@contextmanager
def _lines() -> Iterator[Tell]:
    """A line for each file, in the order in which they are done."""
    done, total = 0, 0
    lock = threading.Lock()

    def tell(event: Event) -> None:
        nonlocal done, total
        with lock:
            if isinstance(event, RunPlanned):
                total = event.to_read
                if event.unchanged:
                    typer.echo(f"{event.unchanged} of {event.files} files are unchanged", err=True)
            elif isinstance(event, FileDone):
                done += 1
                typer.echo(f"[{done}/{total}] {event.path}: {_WORDS[event.status]}", err=True)
            elif isinstance(event, Remark):
                typer.echo(f"note: {event.words}", err=True)

    yield tell


class _Bar:
    """What the bar shows beside itself: counts by status, and the files in hand."""

    def __init__(self, bar: Any, console: Any) -> None:
        self._bar, self._console = bar, console
        self._task = bar.add_task("reading", total=None, counts="", hand="")
        self._total = self._done = 0
        self._counts = dict.fromkeys(_WORDS, 0)
        self._hand: dict[str, str] = {}
        self._lock = threading.Lock()

    def tell(self, event: Event) -> None:
        with self._lock:
            if isinstance(event, RunPlanned):
                self._total = event.to_read
                self._bar.update(self._task, total=event.to_read)
            elif isinstance(event, FileStarted):
                self._hand[event.path] = ""
            elif isinstance(event, PagesRead):
                of = f" of {event.pages}" if event.pages else ""
                self._hand[event.path] = f", page {event.done}{of}"
            elif isinstance(event, FileDone):
                self._hand.pop(event.path, None)
                self._counts[event.status] += 1
                self._done += 1
                self._bar.update(self._task, advance=1)
            elif isinstance(event, TablesWritten):
                self._hand.clear()
            else:
                self._console.print(f"note: {event.words}", markup=False, highlight=False)
            self._show()

    def _show(self) -> None:
        from rich.markup import escape

        read, review, failed = self._counts.values()
        counts = f"{read + review} read ({review} for review), {failed} not"
        self._bar.update(self._task, counts=counts, hand=escape(self._in_hand(len(counts))))

    def _in_hand(self, taken: int) -> str:
        """What is being done, no longer than the line has room: a line that wraps would flicker."""
        digits = 2 * len(str(self._total)) + 1
        room = self._console.width - bar_width(self._console.width) - digits - taken - _TIME - _GAPS
        if self._total and self._done == self._total:
            return shortened("writing tables", "", room)
        path, page = next(iter(self._hand.items()), ("", ""))
        return shortened(Path(path).name, page, room)


def bar_width(columns: int) -> int:
    """How long the bar is on a terminal of so many columns."""
    return _BAR if columns >= _WIDE else _SHORT_BAR


def shortened(name: str, page: str, room: int) -> str:
    """A name and how far it is, cut to the room: the name first; nothing where that says nothing."""
    from rich.cells import cell_len, set_cell_size

    if room < _LEAST:
        return ""
    if cell_len(name + page) <= room:
        return name + page
    if room - cell_len(page) < _LEAST:
        page = ""
    return f"{set_cell_size(name, room - cell_len(page) - 1).rstrip()}…{page}"


@contextmanager
def _bar() -> Iterator[Tell]:
    """A bar, which goes away when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    def whole() -> Column:
        return Column(no_wrap=True)

    console = Console(stderr=True)
    columns = (
        BarColumn(bar_width=bar_width(console.width)),
        MofNCompleteColumn(table_column=whole()),
        TextColumn("{task.fields[counts]}", table_column=whole()),
        TimeRemainingColumn(compact=True, table_column=whole()),
        TextColumn("{task.fields[hand]}", style="dim", table_column=whole()),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield _Bar(bar, console).tell
