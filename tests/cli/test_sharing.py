from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from toolkit_extract.cli.app import Family
from toolkit_extract.cli.sharing import Format
from toolkit_extract.dataset.families import FACTORIES
from toolkit_extract.schemas.tables import FAMILIES
from toolkit_extract.sharing.export import ExportFormat


@pytest.fixture
def out(folder: Path, program: Program) -> Path:
    assert program("ingest", "in", "--out", "out").exit_code == 0
    return Path("out")


def ids(table: Path) -> set[str]:
    with table.open(encoding="utf-8", newline="") as file:
        return {row["return_id"] for row in csv.DictReader(file)}


def test_choices_of_the_command_line_are_those_of_the_library() -> None:
    assert [form.value for form in Format] == [form.value for form in ExportFormat]
    assert {family.value for family in Family} == FAMILIES.keys() == FACTORIES.keys()


@pytest.mark.parametrize("form", list(Format))
def test_an_export_says_where_it_is_and_how_many_rows_it_has(
    out: Path, program: Program, form: Format
) -> None:
    result = program("export", out, "--to", form)
    assert result.exit_code == 0
    place, counts = result.stdout.split(": ", 1)
    assert Path(place).exists()
    assert counts.startswith("56 assessments, 336 answers")


def test_masking_says_that_it_is_no_assurance(out: Path, program: Program) -> None:
    for arguments in (("export", out, "--to", "csv", "--redact"), ("redact", out, "--out", "copy")):
        result = program(*arguments)
        assert result.exit_code == 0
        assert "help and no assurance" in result.stderr


def test_ingest_can_leave_free_text_out_and_flag_personal_data(folder: Path, program: Program) -> None:
    result = program("ingest", "in", "--out", "out", "--no-free-text", "--with", "privacy")
    assert result.exit_code == 0
    assert "privacy.csv" in result.stdout and "records.jsonl" not in result.stdout
    assert not Path("out/records.jsonl").exists()
    with Path("out/assessments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["map"] for row in rows} == {""}
    assert any(row["evaluate"] for row in rows)


def test_tables_are_added_to_a_folder(out: Path, program: Program) -> None:
    result = program("annotate", out)
    assert result.exit_code == 0
    assert result.stdout.startswith("out/privacy.csv: ")
    assert (out / "privacy.csv").exists()


def test_a_purge_names_the_file_that_is_left_to_delete(out: Path, program: Program) -> None:
    before = ids(out / "assessments.csv")
    gone = min(before)
    result = program("purge", out, "--return", gone)
    assert result.exit_code == 0
    assert "28 of assessments.csv" in result.stdout
    assert "is not touched; while it lies there" in result.stderr
    assert ids(out / "assessments.csv") == before - {gone}
    again = program("ingest", "in", "--out", "out")
    assert again.exit_code == 1
    assert "was taken out with 'purge'" in again.stderr
    assert ids(out / "assessments.csv") == before - {gone}
    assert program("ingest", "in", "--out", "out", "--include-purged").exit_code == 0
    assert ids(out / "assessments.csv") == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "in", "--to", "xlsx"), "name a folder that 'ingest' wrote"),
        (("export", "out", "--to", "xlsx", "--out", "out/returns.csv"), "replace it with --force"),
        (("redact", "out", "--out", "out"), "is the folder itself"),
        (("purge", "out", "--return", "0123"), "lists them"),
        (("annotate", "in"), "name a folder that 'ingest' wrote"),
        (("export", "out", "--to", "doc"), "doc"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_with_status_2(
    out: Path, program: Program, arguments: tuple[str, ...], words: str
) -> None:
    result = program(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
