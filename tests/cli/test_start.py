from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import toolkit_extract
from tests.cli.conftest import Program
from toolkit_extract.cli import COMMANDS

HEAVY = ("pandas", "numpy", "spacy", "lxml", "pdfplumber", "pypdfium2", "docx", "rapidfuzz", "pydantic")
HELP_SECONDS = 0.5


def loaded_after(code: str) -> set[str]:
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return {name.partition(".")[0] for name in output.split()}


@pytest.mark.parametrize("code", ["import toolkit_extract", "import toolkit_extract.cli"])
def test_importing_the_package_or_its_command_line_loads_nothing_heavy(code: str) -> None:
    assert loaded_after(code).isdisjoint(HEAVY)


def test_reading_a_text_loads_no_tables_language_or_pdf_library() -> None:
    code = "from toolkit_extract.extract import extract; from toolkit_extract.batch import ingest"
    assert loaded_after(code).isdisjoint({"pandas", "numpy", "spacy", "pdfplumber", "pypdfium2", "docx"})


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "toolkit_extract", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    assert min(times) < HELP_SECONDS


def test_commands_are_listed_in_the_order_in_which_people_come_to_need_them(program: Program) -> None:
    _, _, listed = program("--help").stdout.partition("Commands:\n")
    names = tuple(line.split()[0] for line in listed.splitlines() if re.match(r"  \w", line))
    assert names == COMMANDS


def test_the_version_is_the_package_s(program: Program) -> None:
    assert program("--version").stdout == f"toolkit-extract {toolkit_extract.__version__}\n"


def test_the_shipped_forms_are_listed(program: Program) -> None:
    assert "amhp\tAMHP Service Self-Assessment Toolkit, 28 standards" in program("toolkits").stdout


def test_the_library_s_verbs_are_there_when_asked_for() -> None:
    for name in toolkit_extract.__all__:
        assert getattr(toolkit_extract, name)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        toolkit_extract.nonsense  # noqa: B018


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"families": ["langauge"]}, "no tables of langauge; there are language, privacy"),
        ({"codebook": "book.toml"}, "a codebook needs families"),
        ({"codebook": "book.toml", "families": ["privacy"]}, "a codebook needs families"),
    ],
)
def test_tables_that_cannot_be_had_are_said_before_anything_is_read(
    folder: Path, wish: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        toolkit_extract.ingest("in", "out", **wish)
    assert not Path("out").exists()


@pytest.mark.parametrize(("debug", "traceback"), [("", False), ("1", True)])
def test_a_defect_of_ours_is_a_sentence_and_a_traceback_only_if_asked_for(
    debug: str, traceback: bool
) -> None:
    code = "from toolkit_extract import cli; cli.app = lambda **_: {}['secret']; cli.main()"
    env = {**os.environ, "TOOLKIT_EXTRACT_DEBUG": debug}
    result = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "toolkit-extract: stopped by a defect of its own (KeyError at cli/__init__.py:" in result.stderr
    assert ("Traceback" in result.stderr) == traceback
