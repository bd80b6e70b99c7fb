from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.made_records import record
from toolkit_extract.dataset.described import described_tables
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.dataset.stored import stored_tables
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.tables import tables_of
from toolkit_extract.schemas.toolkit import Toolkit


def test_a_descriptor_gives_back_the_tables_that_made_it(
    tmp_path: Path, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        folder, made = tmp_path / toolkit.id, record(toolkit)
        check_folder(folder)
        write(folder, normalise((made,), toolkit), toolkit, "0")
        assert stored_tables(folder) == tables_of(toolkit)


@pytest.mark.parametrize("descriptor", ["{}", "[]", "no json", '{"toolkit_extract": {}}'])
def test_a_descriptor_that_is_not_ours_is_refused_in_a_sentence(tmp_path: Path, descriptor: str) -> None:
    (tmp_path / "datapackage.json").write_text(descriptor)
    with pytest.raises(UnreadableTables, match="name a folder that 'ingest' wrote"):
        stored_tables(tmp_path)


def test_resources_that_are_no_tables_are_left_out() -> None:
    assert described_tables(json.loads('{"resources": [{"name": "records"}]}')) == ()
