from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_records import record
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.dataset.stored import stored_records, stored_toolkit
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.toolkit import Toolkit


def test_a_folder_gives_back_its_records_and_the_form_they_were_read_with(
    tmp_path: Path, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        folder, made = tmp_path / toolkit.id, record(toolkit)
        check_folder(folder)
        write(folder, normalise([made], toolkit), toolkit, "0")
        assert stored_toolkit(folder) == toolkit
        assert list(stored_records(folder)) == [made]


def test_a_folder_without_tables_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTables, match="name a folder that 'ingest' wrote"):
        stored_toolkit(tmp_path)
    with pytest.raises(UnreadableTables, match="name a folder that 'ingest' wrote"):
        list(stored_records(tmp_path))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text('{"schema_version": "1"}\n')
    with pytest.raises(UnreadableTables, match="line 1 of records"):
        list(stored_records(tmp_path))
