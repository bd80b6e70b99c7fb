from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program


def test_show_prints_a_return_for_a_person(folder: Path, program: Program) -> None:
    result = program("show", "in/Dudley.txt")
    assert result.exit_code == 0
    assert "Authority: Dudley (E08000027)" in result.stdout
    assert "28 of 28 standards found" in result.stdout


def test_show_json_is_the_record_that_ingest_writes(folder: Path, program: Program) -> None:
    program("ingest", "in/Dudley.txt", "--out", "out")
    shown = program("show", "in/Dudley.txt", "--json")
    assert json.loads(shown.stdout) == json.loads(
        (folder / "out" / "records.jsonl").read_text(encoding="utf-8")
    )


def test_inspect_json_has_what_is_promised_of_any_document(folder: Path, program: Program) -> None:
    (folder / "any.html").write_text(
        "<html><body><p>Shopping</p><table><tr><td>Milk</td><td><input type='checkbox' checked> bought</td></tr>"
        "<tr><td>Tea</td><td><input type='checkbox'> later</td></tr></table></body></html>"
    )
    result = program("inspect", "any.html", "--json")
    assert result.exit_code == 0
    seen = json.loads(result.stdout)
    assert list(seen) == ["format", "pages", "marks", "tables", "text"]
    assert [(mark["state"], mark["label"]) for mark in seen["marks"]] == [
        ("selected", "bought"),
        ("unselected", "later"),
    ]
    assert set(seen["marks"][0]) == {
        "state",
        "label",
        "method",
        "confidence",
        "page",
        "x0",
        "top",
        "x1",
        "bottom",
    }
    assert seen["tables"] == [[["Milk", "bought"], ["Tea", "later"]]]
    assert "Shopping" in seen["text"]


def test_inspect_prints_any_document_for_a_person(folder: Path, program: Program) -> None:
    result = program("inspect", "in/Dudley.txt")
    assert result.exit_code == 0
    assert "Partially" in result.stdout


@pytest.mark.parametrize("command", ["show", "inspect"])
@pytest.mark.parametrize(
    ("file", "sentence"),
    [("gone.txt", "gone.txt: cannot be opened"), ("empty.txt", "empty.txt: the file is empty")],
)
def test_a_file_that_cannot_be_read_ends_with_1_and_a_sentence(
    folder: Path, program: Program, command: str, file: str, sentence: str
) -> None:
    (folder / "empty.txt").touch()
    result = program(command, file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"toolkit-extract: {sentence}")


def test_show_says_that_a_document_is_no_return(folder: Path, program: Program) -> None:
    (folder / "letter.txt").write_text("Dear all, the minutes are attached.")
    result = program("show", "letter.txt")
    assert result.exit_code == 1
    assert "check that it is a completed return" in result.stderr
    assert program("inspect", "letter.txt").exit_code == 0


def test_json_is_utf_8_and_a_page_is_readable_in_any_locale(folder: Path) -> None:
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "toolkit_extract", "show", "in/Dudley.txt"]
    page = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=True).stdout
    assert b"[x]" in page
    record = subprocess.run([*command, "--json"], cwd=folder, env=env, capture_output=True, check=True).stdout
    assert json.loads(record.decode("utf-8"))["authority"]["name"] == "Dudley"
