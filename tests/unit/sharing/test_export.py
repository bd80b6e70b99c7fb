from __future__ import annotations

import shutil
import sys
from pathlib import Path

import frictionless
import openpyxl
import pyarrow as pa
import pytest

import toolkit_extract
from tests.unit.sharing.folders import HARMLESS, WORDS, contents, made_folder
from toolkit_extract.errors import MissingDependency, UnreadableTables, UnusableExport
from toolkit_extract.outputs import files
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.sharing.export import ExportFormat, default_name, export

CLEANED = '=The rota is "full".'


@pytest.mark.parametrize("form", [form for form in ExportFormat if form is not ExportFormat.DUCKDB])
def test_the_same_folder_gives_the_same_bytes_in_every_format_but_duckdb(
    tmp_path: Path, amhp: Toolkit, form: ExportFormat
) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    for name in ("one", "two"):
        made = export(folder, form, tmp_path / name / "x")
        assert made.rows["assessments"] == 56
        assert made.rows["returns"] == 4
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("form", list(ExportFormat))
def test_an_export_goes_beside_the_tables_and_replaces_the_one_before(
    tmp_path: Path, amhp: Toolkit, form: ExportFormat
) -> None:
    folder = made_folder(tmp_path, amhp)
    first, second = export(folder, form), export(folder, form)
    assert (
        first.path == second.path == folder / "exports" / default_name(form, free_text=True, redacted=False)
    )
    assert [path.name for path in (folder / "exports").iterdir()] == [first.path.name]


def test_an_export_to_csv_is_the_tables_with_their_description(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    made = export(folder, ExportFormat.CSV)
    before, after = contents(folder), contents(made.path)
    assert set(after) == {"datapackage.json", *(f"{name}.csv" for name in made.rows)}
    assert all(after[name] == before[name] for name in after if name.endswith(".csv"))
    assert frictionless.validate(str(made.path / "datapackage.json")).valid


def test_without_free_text_columns_stay_and_are_empty(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    made = export(folder, ExportFormat.CSV, free_text=False)
    assert made.path.name == "returns-no-free-text-csv"
    tables, whole = toolkit_extract.load(made.path), toolkit_extract.load(folder)
    assert tables["assessments"]["map"].isna().all()
    assert tables["answers"]["text"].isna().all()
    assert tables["privacy"]["masked"].isna().all()
    for name, table in tables.items():
        assert list(table.columns) == list(whole[name].columns)
    assert tables["assessments"]["evaluate"].equals(whole["assessments"]["evaluate"])
    assert frictionless.validate(str(made.path / "datapackage.json")).valid
    assert not any(
        word.encode() in content for content in contents(made.path).values() for word in (*WORDS, "rota")
    )


def test_a_redacted_export_holds_none_of_the_flagged_words(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    made = export(folder, ExportFormat.XLSX, redacted=True)
    book = openpyxl.load_workbook(made.path)
    words = "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)
    assert made.masked == 1
    assert "Led by [person_name], [phone_number]" in words
    assert not any(word in words for word in WORDS)
    assert "no assurance" in "\n".join(str(row) for row in book["cover"].values)


def test_text_is_exported_as_it_was_before_csv_guarded_it(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    assert f",\"'{CLEANED}".replace('"full"', '""full""').encode() in contents(folder)["assessments.csv"]
    assert CLEANED in toolkit_extract.load(folder)["assessments"]["map"].tolist()
    assert HARMLESS in (folder / "records.jsonl").read_text(encoding="utf-8")


def test_a_place_that_is_taken_is_replaced_only_when_told_to(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    taken = tmp_path / "mine.xlsx"
    taken.write_text("mine")
    with pytest.raises(UnusableExport, match="replace it with --force"):
        export(folder, ExportFormat.XLSX, taken)
    assert taken.read_text() == "mine"
    export(folder, ExportFormat.XLSX, taken, force=True)
    assert taken.read_bytes().startswith(b"PK")


def test_a_failed_export_leaves_the_one_before_and_no_half_of_a_new_one(
    tmp_path: Path, amhp: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    export(folder, ExportFormat.CSV)
    before = contents(folder)

    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_write_all", full_disk)
    with pytest.raises(Exception, match="No space left on device"):
        export(folder, ExportFormat.CSV)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("form", "package"), [(ExportFormat.PARQUET, "pyarrow"), (ExportFormat.DUCKDB, "duckdb")]
)
def test_a_missing_extra_is_named_with_its_remedy(
    tmp_path: Path, amhp: Toolkit, monkeypatch: pytest.MonkeyPatch, form: ExportFormat, package: str
) -> None:
    folder = made_folder(tmp_path, amhp)
    module = (
        f"{package}.parquet" if package == "pyarrow" else package
    )  # pandas itself uses the rest of pyarrow
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delattr(pa, "parquet", raising=False)
    with pytest.raises(MissingDependency, match=rf"toolkit-extract\[{form}\]"):
        export(folder, form)


def test_a_folder_without_free_text_can_be_exported_but_not_redacted(tmp_path: Path, amhp: Toolkit) -> None:
    folder = export(
        made_folder(tmp_path / "out", amhp), ExportFormat.CSV, tmp_path / "shared", free_text=False
    ).path
    assert export(folder, ExportFormat.SQLITE).path.exists()
    with pytest.raises(UnreadableTables, match="free text may have been left out"):
        export(folder, ExportFormat.XLSX, redacted=True)


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTables):
        export(tmp_path, ExportFormat.XLSX)
    assert list(tmp_path.iterdir()) == []
    shutil.rmtree(tmp_path)
