from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from benchmarks.made_up_folder import write_made_up_folder
from tests.cli.conftest import Program
from toolkit_extract.authorities import councils
from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs import comparison_files, files

BLACK_COUNTRY = "Dudley, Sandwell, Walsall, Wolverhampton"


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder `out` of the West Midlands' returns, and `before`, one year earlier."""
    monkeypatch.chdir(tmp_path)
    among = tuple(council for council in councils() if council.region == "West Midlands")
    write_made_up_folder(Path("before"), among=among, seed=1)
    return write_made_up_folder(Path("out"), among=among, seed=1, year=2025)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_compare_writes_tables_pictures_and_a_page_beside_the_tables_it_read(
    program: Program, tables: Path
) -> None:
    result = program("compare", tables, "--authorities", BLACK_COUNTRY, "--against", "before")
    assert result.exit_code == 0, result.output
    written = files_in(tables / "comparison")
    assert {"comparison.html", "datapackage.json", "gaps.csv", "changes.csv", "pictures/gaps.png"} <= set(
        written
    )
    assert written["comparison.html"].startswith(b"<!doctype html>")
    assert "4 returns of 4 of 4 authorities compared" in result.stdout
    assert "comparison/comparison.html  the page to open" in result.stdout
    described = json.loads(written["datapackage.json"])["resources"]
    assert {resource["path"] for resource in described} == written.keys() - {"datapackage.json"}


def test_the_same_tables_give_the_same_bytes(program: Program, tables: Path) -> None:
    for out in ("one", "two"):
        assert program("compare", tables, "--authorities", "Dudley,Walsall", "--out", out).exit_code == 0
    assert files_in(Path("one")) == files_in(Path("two"))


def test_the_tables_are_valid_to_an_independent_reader(program: Program, tables: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        result = program(
            "compare", tables, "--region", "West Midlands", "--against", "before", "--no-pictures"
        )
        assert result.exit_code == 0, result.output
        report = frictionless.validate(str(tables / "comparison" / "datapackage.json"))
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "type", "note"]) == []
    assert len(report.tasks) == 11


def test_without_pictures_there_are_tables_alone(program: Program, tables: Path) -> None:
    assert program("compare", tables, "--no-pictures").exit_code == 0
    assert {Path(name).suffix for name in files_in(tables / "comparison")} == {".csv", ".json"}


def test_files_of_a_larger_comparison_before_are_taken_away_and_foreign_ones_stay(
    program: Program, tables: Path
) -> None:
    out = Path("c")
    assert program("compare", tables, "--authorities", "Dudley,Walsall", "--out", out).exit_code == 0
    assert (out / "pictures" / "similarity.svg").exists()
    (out / "pictures" / "mine.svg").write_bytes(b"mine")
    (out / "notes.txt").write_bytes(b"mine")
    assert program("compare", tables, "--authorities", "Dudley", "--out", out).exit_code == 0
    assert not (out / "pictures" / "similarity.svg").exists()
    assert (out / "pictures" / "mine.svg").exists()
    assert (out / "notes.txt").exists()


def test_a_description_that_somebody_changed_has_no_other_file_taken_away(
    program: Program, tables: Path
) -> None:
    out, other = Path("c"), Path("precious.csv")
    other.write_text("precious")
    assert program("compare", tables, "--no-pictures", "--out", out).exit_code == 0
    package = json.loads((out / "datapackage.json").read_bytes())
    package["resources"].append({"path": "../precious.csv"})
    (out / "datapackage.json").write_text(json.dumps(package))
    assert program("compare", tables, "--no-pictures", "--out", out).exit_code == 0
    assert other.exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--region", "Midlands"), "there is no region 'Midlands'"),
        (("--authorities", "Dudly"), "did you mean Dudley?"),
        (("--authorities", "Leeds"), "no return of Leeds was read"),
        (("--out", "out"), "holds another datapackage.json than that of a comparison"),
        (("--out", "out/returns.csv"), "cannot take files"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_with_status_2(
    program: Program, tables: Path, arguments: tuple[str, ...], problem: str
) -> None:
    before = files_in(tables)
    result = program("compare", tables, *arguments, "--no-pictures")
    assert result.exit_code == 2
    assert problem in result.stderr
    assert files_in(tables) == before


def test_a_folder_that_is_none_of_ours_is_refused(program: Program, tmp_path: Path) -> None:
    result = program("compare", tmp_path)
    assert result.exit_code == 2
    assert "name a folder that 'ingest' wrote" in result.stderr


def test_a_page_that_is_not_ours_is_only_overwritten_by_force(program: Program, tables: Path) -> None:
    Path("c").mkdir()
    Path("c/comparison.html").write_text("mine")
    refused = program("compare", tables, "--authorities", "Dudley", "--out", "c", "--no-pictures")
    assert refused.exit_code == 2
    assert "holds comparison.html" in refused.stderr
    forced = program("compare", tables, "--authorities", "Dudley", "--out", "c", "--no-pictures", "--force")
    assert forced.exit_code == 0


def test_a_full_disk_leaves_the_comparison_before_as_it_was(
    program: Program, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program("compare", tables, "--no-pictures", "--out", "c").exit_code == 0
    before = files_in(Path("c"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(UnusableOutput, match="free some space"):
        comparison_files.write_comparison(Path("c"), {"gaps.csv": b"new"})
    assert files_in(Path("c")) == before


def test_without_matplotlib_the_sentence_says_what_to_install(
    program: Program, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = program("compare", tables)
    assert result.exit_code == 2
    assert "pip install 'toolkit-extract[plots]'" in result.stderr
    assert "--no-pictures" in result.stderr
