"""What a terminal shows while files are read: one line that fits, whatever the files are called."""

from __future__ import annotations

import io
import re
import sys

import pytest

from toolkit_extract.batch.events import FileDone, FileStarted, PagesRead, RunPlanned
from toolkit_extract.cli.progress import shortened, show_progress

NAME = "in/Return of the [bold]Royal[red] Borough of 王室 and others, final version 3 (2).docx"


class Terminal(io.StringIO):
    """A terminal that keeps all that was written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
def test_the_bar_never_wraps(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from rich.cells import cell_len

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm-256color")
    with show_progress() as tell:
        tell(RunPlanned(1234, 0, 1234))
        for number in range(60):
            path = f"{NAME} {number}"
            tell(FileStarted(path))
            tell(PagesRead(path, 7, 26))
            tell(FileDone(path, "review" if number % 2 else "failed", 0.1))
        tell(FileStarted(NAME))
        tell(PagesRead(NAME, 7, 26))
    uncoloured = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "\r", uncoloured)
    lines = [line for line in re.split(r"[\r\n]+", shown) if line.strip()]
    assert lines
    assert max(map(cell_len, lines)) <= columns
    if columns >= 80:
        assert any("30 read (30 for review), 30 not" in line for line in lines)
    if columns == 200:
        assert any("[bold]Royal[red]" in line and "page 7 of 26" in line for line in lines)


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (40, "a long name of a file.docx, page 7 of 26"),
        (39, "a long name of a file.doc…, page 7 of 26"[:24] + "…, page 7 of 26"),
        (27, "a long name…, page 7 of 26"),
        (20, "a long name of a fi…"),
        (11, ""),
    ],
)
def test_a_name_is_cut_before_the_page_and_to_nothing_rather_than_to_a_letter(room: int, shown: str) -> None:
    assert shortened("a long name of a file.docx", ", page 7 of 26", room) == shown
