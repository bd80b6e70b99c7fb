"""Whatever stands in an answer or in a file's name, the tables stay tables: RFC 4180, UTF-8, and nothing to run."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.hostile_file import CANARY, HEADER, ROW

ANSWERS = {
    "a formula": '=HYPERLINK("http://192.0.2.1","x")',
    "a telephone number": "+44 1384 000000",
    "a dash": "-1+1",
    "a command": "@SUM(1)|cmd",
    "a full-width formula": "＝1+1",
    "a separator and quotes": 'one,"two";three',
    "a control character": "one\x0btwo\x1bthree",
    "a lone half of a character": "one \ud83d two",
    "codes that are no characters": "\ufffe\uffff",
    "40,000 characters": "word " * 8_000,
    "lines": "one<br>two<br>three",
    "signs that turn the writing round": "\u202eone",
}
_FIELD = r'(?:"(?:[^"]|"")*"|[^",\r\n]*)'
_RFC_4180 = re.compile(rf"(?:{_FIELD}(?:,{_FIELD})*\n)*")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `ingest` writes of one return for each odd answer, and of a file with an odd name."""
    base = tmp_path_factory.mktemp("tables")
    returns = base / "in"
    returns.mkdir()
    for index, answer in enumerate(ANSWERS.values()):
        words = f"1.1 All know who does this work.\n\n{HEADER}{ROW.replace(f'{CANARY} meets.', answer)}\n"
        (returns / f"{index}.txt").write_bytes(words.encode("utf-8", "surrogatepass"))
    (returns / "=1+1,\"\n'.txt").write_text(f"1.1 All know.\n\n{HEADER}{ROW}\n", encoding="utf-8")
    (returns / "broken\n.pdf").write_bytes(b"%PDF-1.7\n" + CANARY.encode())
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "toolkit_extract",
            "ingest",
            str(returns),
            "--out",
            str(base / "out"),
            "--workers",
            "1",
        ],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr.decode()  # one file is broken
    assert CANARY.encode() not in done.stdout + done.stderr
    return base / "out"


TABLES = ("assessments", "answers", "marks", "returns", "findings")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_rfc_4180_in_utf_8(name: str, folder: Path) -> None:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    assert _RFC_4180.fullmatch(text)
    assert "\x00" not in text
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) > 1 or name == "findings"


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula(name: str, folder: Path) -> None:
    text = (folder / f"{name}.csv").read_bytes().decode("utf-8")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for column, value in row.items():
            if not re.fullmatch(r"-?\d+(\.\d+)?", value):  # a number of ours
                assert not value.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋")), column


def test_every_return_is_in_the_table_of_returns_and_in_the_records(folder: Path) -> None:
    text = (folder / "returns.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == len(ANSWERS) + 2
    lines = (folder / "records.jsonl").read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    assert len([json.loads(line) for line in lines]) == len(ANSWERS) + 1


def test_an_answer_is_in_the_records_as_it_was(folder: Path) -> None:
    records = (folder / "records.jsonl").read_text(encoding="utf-8")
    assert json.dumps(ANSWERS["a formula"])[1:-1] in records
