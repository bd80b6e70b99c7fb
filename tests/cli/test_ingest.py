from __future__ import annotations

import csv
import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from toolkit_extract.outputs.files import FILE_NAMES


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_returns_become_tables_and_the_account_says_where(folder: Path, program: Program) -> None:
    result = program("ingest", "in", "--out", "out")
    assert result.exit_code == 0
    assert result.stdout.startswith("2 returns read")
    assert "    56 rows, one per return and standard" in result.stdout
    assert sorted(contents(folder / "out")) == sorted(FILE_NAMES)
    assert {row["gss_code"] for row in rows(folder / "out" / "assessments.csv")} == {"E08000027", "E08000030"}


def test_each_file_is_named_on_standard_error_as_it_is_done(folder: Path, program: Program) -> None:
    result = program("ingest", "in", "--out", "out")
    assert "in/Dudley.txt: read" in result.stderr
    assert "[2/2]" in result.stderr


def test_a_file_that_cannot_be_read_is_named_with_the_reason_and_the_others_are_complete(
    folder: Path, program: Program
) -> None:
    (folder / "in" / "letter.txt").write_text("Dear all, please find our return attached.")
    (folder / "in" / "empty.docx").touch()
    result = program("ingest", "in", "--out", "out")
    assert result.exit_code == 1
    assert "not read: in/empty.docx: the file is empty" in result.stderr
    assert "not read: in/letter.txt: no standard of the toolkit" in result.stderr
    by_file = {row["source_file"]: row for row in rows(folder / "out" / "returns.csv")}
    assert by_file["in/empty.docx"]["status"] == by_file["in/letter.txt"]["status"] == "failed"
    assert "is empty" in by_file["in/empty.docx"]["error"]
    assert by_file["in/Dudley.txt"]["standards_found"] == "28"
    assert "Traceback" not in result.stderr


def test_the_same_input_gives_the_same_bytes_in_any_order_and_with_any_number_of_workers(
    folder: Path, program: Program
) -> None:
    for number in range(10):  # more than one chunk
        (folder / "in" / f"{number}.txt").write_bytes(
            (folder / "in" / "Dudley.txt").read_bytes() + b"\n" * number
        )
    files = sorted((folder / "in").iterdir())
    program("ingest", *files, "--out", "one")
    program("ingest", *files[::-1], "--out", "two", "--workers", 2)
    program("ingest", *files, "--out", "one")  # again, over its own tables
    assert contents(folder / "one") == contents(folder / "two")


def test_the_tables_are_valid_to_an_independent_reader(folder: Path, program: Program) -> None:
    (folder / "in" / "copy.txt").write_bytes((folder / "in" / "Dudley.txt").read_bytes())
    (folder / "in" / "binary.bin").write_bytes(bytes(range(256)) * 10)
    program("ingest", "in", "--out", "out")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        report = frictionless.validate(str(folder / "out" / "datapackage.json"))
    assert report.flatten(["rowNumber", "fieldName", "note"]) == []


def test_the_manifest_says_whose_a_file_is_and_when_it_came(folder: Path, program: Program) -> None:
    (folder / "list.csv").write_text(
        "file,authority,submitted\nDudley.txt,Sandwell,2024-02-29\nnone.txt,Walsall,\n"
    )
    result = program("ingest", "in", "--out", "out", "--manifest", "list.csv")
    assert result.exit_code == 0
    assert "note: list.csv: line 3: no file of this run is 'none.txt'" in result.stderr
    (row,) = [row for row in rows(folder / "out" / "returns.csv") if row["source_file"] == "in/Dudley.txt"]
    assert (row["authority"], row["authority_method"], row["submitted"]) == (
        "Sandwell",
        "manifest",
        "2024-02-29",
    )


def test_another_toolkit_finds_nothing_in_these_returns(folder: Path, program: Program) -> None:
    page = (Path(__file__).parents[2] / "docs" / "toolkits.md").read_text(encoding="utf-8")
    (folder / "other.toml").write_text(page.split("```toml\n")[1].split("```")[0])
    result = program("ingest", "in", "--out", "out", "--toolkit", "other.toml")
    assert result.exit_code == 1
    assert "no standard of the toolkit 'example'" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("in",), "Missing option"),
        (("--out", "out"), "Missing argument"),
        (("gone.txt", "--out", "out"), "gone.txt: there is no such file or folder"),
        (("nothing", "--out", "out"), "nothing: there is no file to read"),
        (("in", "--out", "taken"), "taken: is a file"),
        (("in", "--out", "theirs"), "theirs: holds returns.csv"),
        (("in", "--out", "out", "--toolkit", "unknown"), "no toolkit 'unknown'"),
        (("in", "--out", "out", "--toolkit", "broken.toml"), "broken.toml: end of file"),
        (("in", "--out", "out", "--manifest", "broken.csv"), "broken.csv: line 1"),
        (("in", "--out", "out", "--workers", "0"), "Invalid value for '--workers'"),
    ],
)
def test_an_unusable_command_line_or_folder_ends_with_2_and_a_sentence(
    folder: Path, program: Program, arguments: tuple[str, ...], sentence: str
) -> None:
    (folder / "nothing").mkdir()
    (folder / "taken").touch()
    (folder / "theirs").mkdir()
    (folder / "theirs" / "returns.csv").write_text("mine")
    (folder / "broken.toml").write_text("id = ")
    (folder / "broken.csv").write_text("name\n")
    result = program("ingest", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "out").exists()
    assert (folder / "theirs" / "returns.csv").read_text() == "mine"


def test_force_overwrites_files_of_others(folder: Path, program: Program) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "returns.csv").write_text("theirs")
    assert program("ingest", "in", "--out", "out", "--force").exit_code == 0
    assert len(rows(folder / "out" / "returns.csv")) == 2


def test_records_are_one_json_object_a_line_in_the_order_of_the_tables(
    folder: Path, program: Program
) -> None:
    program("ingest", "in", "--out", "out")
    with (folder / "out" / "records.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert [record["authority"]["name"] for record in records] == ["Dudley", "Walsall"]
    assert all(record["schema_version"] == "1" for record in records)


def test_python_m_is_the_same_program(folder: Path) -> None:
    command = [sys.executable, "-m", "toolkit_extract", "ingest", "in", "--out", "out"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0
    assert result.stdout.startswith("2 returns read")
