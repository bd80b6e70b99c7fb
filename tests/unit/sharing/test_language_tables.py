"""Tables of language in a folder: written, loaded, exported, masked, left empty, taken out."""

from __future__ import annotations

import csv
import json
import sqlite3
from pathlib import Path

import frictionless
import pytest

import toolkit_extract
from tests.made_records import narrative, record
from tests.unit.sharing.folders import WALSALL, contents
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import stored_aids, stored_tables
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.codebook import Codebook, Cues, TextAids, Theme
from toolkit_extract.schemas.record import Plan
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.sharing.export import ExportFormat, export
from toolkit_extract.sharing.purge import purge
from toolkit_extract.sharing.rebuild import rebuild
from toolkit_extract.sharing.redact import redact

TABLES = ("actions", "mentions", "themes")
NAME = "Thompson"
OWN = TextAids(
    codebook=Codebook(
        id="own",
        version="1",
        cues=Cues(gap=("wobbly",), strength=("solid",)),
        themes=(Theme(id="chairs", label="Chairs", terms=("rota",)),),
    )
)


@pytest.fixture
def folder(tmp_path: Path, amhp: Toolkit) -> Path:
    """Two returns; the plan of one names a person as owner, within an action, a theme and beside an organisation."""
    plan = Plan.model_validate({
        "short_term": narrative("Review the rota by March 2026.\nOwner: Sarah Thompson, AMHP lead"),
        "medium_term": narrative("Dr Sarah Thompson will report the lack of training to Midshire Borough Council."),
        "long_term": narrative(""),
        "unassigned": narrative(""),
    })  # fmt: skip
    harmless = narrative("=1+1 is no formula. There is no protocol, and the rota is solid.")
    results = (
        record(amhp, "a.txt", changed={"1.1": {"plan": plan}}),
        record(
            amhp,
            "b.txt",
            changed={"1.2": {"map": harmless}},
            authority=WALSALL,
        ),
    )
    out = tmp_path / "out"
    check_folder(out)
    write(out, all_rows(results, amhp, ["language"]), amhp, "7", families=["language"])
    return out


def test_they_are_described_validated_and_loaded_with_their_types(folder: Path) -> None:
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    tables = toolkit_extract.load(folder)
    assert all(len(tables[name]) for name in TABLES)
    actions = tables["actions"]
    assert actions["standard"].dtype == "string" and actions["start"].dtype == "Int64"
    assert (
        actions["due_to"].dtype.kind == "M" and str(actions["due_to"].dropna().iloc[0].date()) == "2026-03-31"
    )
    assert list(actions["horizon"].cat.categories) == ["short_term", "medium_term", "long_term"]
    assert set(tables["themes"]["stance"].cat.categories) == {"gap", "strength", "neutral"}
    assert tables["mentions"]["kind"].dtype == "category"


def test_spans_are_of_the_text_that_answers_have(folder: Path) -> None:
    tables = toolkit_extract.load(folder)
    texts = tables["answers"].set_index(["return_id", "standard_id", "answer"])["text"]
    for name in ("actions", "mentions"):
        for row in tables[name].itertuples():
            text = texts[row.return_id, row.standard_id, row.answer]
            assert " ".join(text[row.start : row.end].split()) == row.text


@pytest.mark.parametrize("form", list(ExportFormat))
def test_they_are_in_every_export_and_without_words_where_these_are_left_out(
    folder: Path, form: ExportFormat
) -> None:
    made = export(folder, form, free_text=False)
    assert all(made.rows[name] for name in TABLES)
    written = made.path.read_bytes() if made.path.is_file() else b"".join(contents(made.path).values())
    assert b"Thompson" not in written and b"Midshire Borough" not in written


def test_no_column_of_theirs_but_those_of_free_text_holds_words_of_the_return(folder: Path) -> None:
    made = export(folder, ExportFormat.CSV, free_text=False)
    words = {"rota", "Review", "lack", "protocol", "training", "report", "March"}
    for table in (table for table in stored_tables(folder) if table.name in TABLES):
        with (made.path / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert not any(row[column] for column in table.free_text_columns)
                told = {cell for column, cell in row.items() if column != "theme"}
                assert told.isdisjoint(words)


def test_a_masked_copy_names_the_person_nowhere_and_keeps_its_actions(folder: Path, tmp_path: Path) -> None:
    assert redact(folder, tmp_path / "copy") == 1
    assert NAME.encode() in (folder / "actions.csv").read_bytes()
    assert not any(NAME.encode() in content for content in contents(tmp_path / "copy").values())
    before, after = (
        toolkit_extract.load(folder)["actions"],
        toolkit_extract.load(tmp_path / "copy")["actions"],
    )
    assert after["verb"].tolist() == before["verb"].tolist() == ["review", "report"]


def test_a_purge_takes_their_rows_out(folder: Path) -> None:
    gone = toolkit_extract.load(folder)["actions"]["return_id"].iloc[0]
    purged = purge(folder, gone)
    assert {f"{name}.csv" for name in TABLES} <= purged.rows.keys()
    tables = toolkit_extract.load(folder)
    assert all(gone not in set(tables[name]["return_id"]) for name in TABLES)
    assert len(tables["themes"]) and frictionless.validate(str(folder / "datapackage.json")).valid


def test_a_codebook_of_ones_own_stays_with_the_folder(folder: Path, tmp_path: Path) -> None:
    rebuild(folder, folder, families=["language"], aids=OWN)
    assert set(toolkit_extract.load(folder)["themes"]["theme"]) == {"chairs"}
    assert stored_aids(folder) == OWN
    redact(folder, tmp_path / "copy")
    assert set(toolkit_extract.load(tmp_path / "copy")["themes"]["theme"]) == {"chairs"}
    before = contents(folder)
    rebuild(folder, folder)
    assert contents(folder) == before


def test_the_shipped_codebook_is_not_repeated_in_the_descriptor(folder: Path) -> None:
    assert "aids" not in json.loads((folder / "datapackage.json").read_bytes())["toolkit_extract"]


def test_a_database_answers_who_plans_what_until_when(folder: Path) -> None:
    made = export(folder, ExportFormat.SQLITE)
    with sqlite3.connect(made.path) as database:
        rows = database.execute(
            "SELECT standard_id, verb, due_to FROM actions WHERE due_to IS NOT NULL"
        ).fetchall()
    database.close()
    assert rows == [("S1.1", "review", "2026-03-31")]
