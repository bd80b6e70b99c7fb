from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import narrative, record
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs import files
from toolkit_extract.outputs.lines import to_cell, to_csv
from toolkit_extract.schemas.tables import FieldSchema, Row, TableSchema
from toolkit_extract.schemas.toolkit import Toolkit

TABLE = TableSchema(
    name="t",
    title="T",
    row="thing",
    fields=(FieldSchema(name="a", description="A."), FieldSchema(name="b", description="B.")),
)


def as_csv(rows: Iterable[Row]) -> bytes:
    return to_csv(TABLE, rows)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.0, "1"),
        (0.125, "0.125"),
        (-3.5, "-3.5"),  # a number is no formula
        (12345678.0, "12345678"),
        ("plain", "plain"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 121", "'+44 121"),
        ("- a list", "'- a list"),
        ("@import", "'@import"),
        ("\tindented", "'\tindented"),
        ("＝1", "'＝1"),  # the full-width sign is a formula to some spreadsheets
        ("a=1", "a=1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_cells_are_written_so_that_a_spreadsheet_runs_nothing(value: object, cell: str) -> None:
    assert to_cell(value) == cell  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_what_is_written_as_csv_is_read_as_the_same_cells(rows: list[tuple[str, str]]) -> None:
    storable = [(a, b) for a, b in rows if (a + b).isprintable()]
    read = list(csv.reader(io.StringIO(as_csv({"a": a, "b": b} for a, b in storable).decode(), newline="")))
    assert read[0] == ["a", "b"]
    assert read[1:] == [[to_cell(a), to_cell(b)] for a, b in storable]


def test_csv_is_utf_8_without_a_byte_order_mark_and_ends_lines_with_a_newline() -> None:
    content = as_csv([{"a": "Größe ☒", "b": 'say "no", twice\nover'}])
    assert content == 'a,b\nGröße ☒,"say ""no"", twice\nover"\n'.encode()


def test_a_row_with_a_column_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(KeyError, match="no column c"):
        as_csv([{"a": 1, "b": 2, "c": 3}])


def write(folder: Path, toolkit: Toolkit, text: str = "=1+1") -> None:
    made = record(toolkit, changed={"1.1": {"map": narrative(text)}} if toolkit.id == "amhp" else {})
    files.check_folder(folder)
    files.write(folder, normalise([made], toolkit), toolkit, "0")


def test_all_files_are_written_and_nothing_else(tmp_path: Path, amhp: Toolkit) -> None:
    write(tmp_path / "out", amhp)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(files.FILE_NAMES)


def test_records_keep_the_text_that_csv_neutralises(tmp_path: Path, amhp: Toolkit) -> None:
    write(tmp_path, amhp)
    kept = json.loads((tmp_path / "records.jsonl").read_text(encoding="utf-8"))
    assert kept["standards"][0]["map"]["text"] == "=1+1"
    assert ",'=1+1," in (tmp_path / "assessments.csv").read_text(encoding="utf-8")


def test_the_same_records_make_the_same_bytes(tmp_path: Path, amhp: Toolkit) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, amhp)
    for name in files.FILE_NAMES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_failed_write_leaves_the_tables_of_the_run_before(
    tmp_path: Path, amhp: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, amhp, "before")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UnusableOutput, match="No space left on device"):
        write(tmp_path, amhp, "after")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_of_ours_is_written_again(tmp_path: Path, amhp: Toolkit) -> None:
    write(tmp_path, amhp, "before")
    write(tmp_path, amhp, "after")
    assert ",after," in (tmp_path / "assessments.csv").read_text(encoding="utf-8")


def test_an_output_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "out"
    taken.write_text("x")
    with pytest.raises(UnusableOutput, match="is a file"):
        files.check_folder(taken)
    with pytest.raises(UnusableOutput, match="lies under a file"):
        files.check_folder(taken / "deeper")


@pytest.mark.parametrize(
    "descriptor", [None, "{}", "not json", '{"name": "another-package", "resources": []}']
)
def test_files_of_our_names_that_are_not_ours_are_kept_unless_forced(
    tmp_path: Path, descriptor: str | None
) -> None:
    (tmp_path / "answers.csv").write_text("theirs")
    if descriptor is not None:
        (tmp_path / "datapackage.json").write_text(descriptor)
    with pytest.raises(UnusableOutput, match=r"holds answers\.csv.*--force"):
        files.check_folder(tmp_path)
    files.check_folder(tmp_path, force=True)


def test_a_folder_with_other_files_is_fine(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    files.check_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
