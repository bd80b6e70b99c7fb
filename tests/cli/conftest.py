"""The program as a user runs it, in a process of its own or in this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from click.testing import Result
from typer.testing import CliRunner

from evaluation.answers import complete_return
from evaluation.councils import by_gss
from evaluation.recipe import produce
from evaluation.variants import VARIANTS
from toolkit_extract.cli import app

Program = Callable[..., Result]


@pytest.fixture
def program() -> Program:
    """Runs the program with arguments; standard output and standard error are apart in the result."""

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="toolkit-extract")

    return run


def returns() -> Iterator[tuple[str, bytes]]:
    """Two made-up returns whose file names tell whose they are."""
    for number, (gss, name) in enumerate((("E08000027", "Dudley.txt"), ("E08000030", "Walsall.txt"))):
        completed = complete_return(Random(gss), by_gss(gss), brief=True)
        yield name, produce(VARIANTS["tabs-html/whole"], completed, 5, number=number, named=True).data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that holds `in` with two returns."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, data in returns():
        (tmp_path / "in" / name).write_bytes(data)
    return tmp_path
