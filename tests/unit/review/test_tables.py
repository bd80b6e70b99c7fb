from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.made_records import record
from tests.unit.review.lines import HIGH, line
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import stored_records
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.files import write
from toolkit_extract.review import machine_record
from toolkit_extract.review.corrections import CORRECTIONS, append
from toolkit_extract.review.tables import write_tables
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, FileResult, result_order
from toolkit_extract.schemas.record import AuthorityRef
from toolkit_extract.schemas.toolkit import Toolkit

WALSALL = AuthorityRef(name="Walsall", gss_code="E08000030", method="manifest", confidence=1.0)


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.is_file() and not path.name.startswith(CORRECTIONS)
    }


@pytest.fixture
def folder(tmp_path: Path, amhp: Toolkit) -> Path:
    """Two returns, one file that was not read, and a duplicate."""
    first, second = record(amhp), record(amhp, "returns/=walsall.txt")
    results: list[FileResult] = [
        first,
        second,
        FailedFile(
            path="-x.doc", sha256="a" * 64, code="file.damaged", message="x: broken", authority=WALSALL
        ),
        FailedFile(path="gone.txt", code="file.unreadable", message="gone", submitted="2026-01-02"),
        DuplicateFile.of(second, "=copy.txt"),
    ]
    in_order = sorted(results, key=result_order)
    write(tmp_path, all_rows(in_order, amhp, ["privacy"]), amhp, "0.1.0", families=["privacy"])
    return tmp_path


def test_writing_tables_anew_without_corrections_changes_no_byte(folder: Path) -> None:
    before = content(folder)
    write_tables(folder)
    assert content(folder) == before


def test_a_folder_without_its_table_of_returns_is_refused(folder: Path) -> None:
    (folder / "returns.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableTables, match="do not belong together"):
        write_tables(folder)


def test_corrections_get_into_the_tables_and_out_again(folder: Path, amhp: Toolkit) -> None:
    before = content(folder)
    made = record(amhp)
    said = line(made, "1.10" if "1.10" in amhp.order else "1.1", "prioritise", "correct", HIGH)
    append(folder, lambda _: [said])
    written = write_tables(folder)
    assert (written.decided, written.stale, written.elsewhere) == (1, 0, 0)
    (row,) = [row for row in rows(folder, "answers") if row["reviewed"]]
    assert (row["return_id"], row["option"], row["reviewed"]) == (made.return_id, "high", "corrected")
    assert {machine_record(one).return_id: machine_record(one) for one in stored_records(folder)}[
        made.return_id
    ] == made
    undo = line(made, said.standard, "prioritise", "undo", undoes=said.id, minutes=1)
    append(folder, lambda _: [undo])
    write_tables(folder)
    assert content(folder) == before


def test_every_later_ingest_applies_the_corrections_again(tmp_path: Path, amhp: Toolkit) -> None:
    source, out = Path(__file__).parents[3] / "samples" / "returns" / "sandwell_return.txt", tmp_path / "out"
    ingest(prepare(Job((source,), out)))
    (made,) = stored_records(out)
    append(out, lambda _: [line(made, "1.1", "prioritise", "correct", HIGH)])
    again = ingest(prepare(Job((source,), out)))
    assert again.corrections.decided == 1
    written = content(out)
    assert [row["option"] for row in rows(out, "answers") if row["reviewed"] == "corrected"] == ["high"]
    write_tables(out)
    assert content(out) == written


def test_corrections_of_returns_that_are_elsewhere_are_kept_and_counted(folder: Path, amhp: Toolkit) -> None:
    append(folder, lambda _: [line(record(amhp, "elsewhere.txt"), "1.1", "map")])
    with (folder / CORRECTIONS).open("a") as file:
        file.write("torn")
    written = write_tables(folder)
    assert (written.decided, written.elsewhere, written.skipped) == (0, 1, (2,))
    assert "1 corrections are of returns or forms that are not in this folder" in " ".join(written.words)
    assert "line 2" in written.words[-1]
