from __future__ import annotations

from pathlib import Path

import pytest

import toolkit_extract
from tests.made_records import narrative, record
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.tables import tables_of
from toolkit_extract.schemas.toolkit import Standard, Toolkit


def written(folder: Path, toolkit: Toolkit, text: str = "NA") -> Path:
    changed = {toolkit.standards[0].number: {"map": narrative(text)}} if toolkit.id == "amhp" else {}
    made = record(toolkit, changed=changed, submitted="2024-02-29")
    check_folder(folder)
    write(folder, normalise([made], toolkit), toolkit, "0")
    return folder


def test_tables_come_back_with_their_columns_and_types(
    tmp_path: Path, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        tables = toolkit_extract.load(written(tmp_path / toolkit.id, toolkit))
        for table in tables_of(toolkit):
            assert tuple(tables[table.name].columns) == table.columns
    assessments = toolkit_extract.load(tmp_path / "amhp")["assessments"]
    assert assessments["evaluate"].cat.ordered
    assert assessments["evaluate"].cat.categories[0] == "not_at_all"
    assert str(assessments["evaluate_score"].dtype) == "Int64"
    assert str(assessments["needs_review"].dtype) == "boolean"


def test_standard_1_10_stays_text(tmp_path: Path, amhp: Toolkit) -> None:
    toolkit = amhp.model_copy(update={"standards": (Standard(number="1.10", section=1, title="t"),)})
    assert toolkit_extract.load(written(tmp_path, toolkit))["answers"]["standard"].tolist() == ["1.10"] * 6


def test_missing_is_missing_and_the_text_na_is_a_text(tmp_path: Path, amhp: Toolkit) -> None:
    tables = toolkit_extract.load(written(tmp_path, amhp))
    assert tables["assessments"]["map"].iloc[0] == "NA"
    assert tables["assessments"]["plan_unassigned"].isna().all()
    assert tables["returns"]["submitted"].dt.year.tolist() == [2024]


@pytest.mark.parametrize("descriptor", [None, "{}", "no json"])
def test_a_folder_without_our_tables_is_refused_in_a_sentence(tmp_path: Path, descriptor: str | None) -> None:
    if descriptor is not None:
        (tmp_path / "datapackage.json").write_text(descriptor)
    with pytest.raises(UnreadableTables, match="name a folder that 'ingest' wrote"):
        toolkit_extract.load(tmp_path)
