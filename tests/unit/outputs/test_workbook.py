from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.outputs.made_tables import ABOUT, FORMULA, LINK, LONG, made_frames
from toolkit_extract.errors import TooMuchForFormat
from toolkit_extract.outputs import workbook
from toolkit_extract.outputs.workbook import CELL_LIMIT, CUT_MARK, cut_to_cell, to_workbook
from toolkit_extract.schemas.tables import tables_of
from toolkit_extract.schemas.toolkit import Toolkit


@pytest.fixture
def written(tmp_path: Path, amhp: Toolkit) -> workbook.WorkbookFile:
    toolkit, frames = made_frames(tmp_path, amhp)
    return to_workbook(tables_of(toolkit), frames, ABOUT)


def sheet(written: workbook.WorkbookFile, name: str) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(written.content))[name]


def column(written: workbook.WorkbookFile, sheet_name: str, name: str) -> list[object]:
    rows = list(sheet(written, sheet_name).values)
    return [row[rows[0].index(name)] for row in rows[1:]]


def test_the_sheets_are_cover_tables_and_data_dictionary(written: workbook.WorkbookFile) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written.content))
    assert book.sheetnames == ["cover", "assessments", "answers", "returns", "findings", "data dictionary"]


def test_no_cell_is_a_formula_or_a_link(written: workbook.WorkbookFile) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written.content))
    cells = [cell for each in book for row in each.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {FORMULA, LINK} <= set(column(written, "assessments", "map"))
    (guarded,) = (cell for cell in cells if cell.value == FORMULA and cell.parent.title == "assessments")
    assert guarded.quotePrefix  # typed in again, it stays a text


def test_standard_1_10_is_a_text_and_a_score_is_a_number(written: workbook.WorkbookFile) -> None:
    assert column(written, "assessments", "standard") == ["1.1", "1.2", "1.10"]
    assert column(written, "assessments", "evaluate_score")[1] == 2
    assert column(written, "returns", "submitted")[0].year == 2024  # type: ignore[attr-defined]


def test_a_missing_value_is_an_empty_cell(written: workbook.WorkbookFile) -> None:
    assert column(written, "assessments", "evaluate")[0] is None
    assert column(written, "assessments", "evaluate_score")[0] is None
    assert set(column(written, "assessments", "plan_unassigned")) == {None}


def test_headers_stay_in_sight_and_can_be_filtered(written: workbook.WorkbookFile) -> None:
    for name in ("assessments", "answers", "returns", "findings", "data dictionary"):
        made = sheet(written, name)
        assert made.freeze_panes is not None
        (table,) = made.tables.values()
        assert table.autoFilter is not None
        assert made.column_dimensions["A"].width > 8
    assert sheet(written, "assessments")["O2"].alignment.wrap_text


def test_a_fill_stands_only_where_a_word_says_the_same(written: workbook.WorkbookFile) -> None:
    filled = {
        str(cell.value)
        for name in ("assessments", "answers", "returns", "findings")
        for row in sheet(written, name).iter_rows(min_row=2)
        for cell in row
        if cell.fill.fill_type
    }
    assert "failed" in filled
    assert filled <= {"True", "failed", "error", "partial", "warning", "not_recoverable", "absent", "unknown",
                      "multiple_selected", "duplicate"}  # fmt: skip


def test_a_text_that_is_too_long_is_cut_with_a_mark_and_counted_on_the_cover(
    written: workbook.WorkbookFile,
) -> None:
    cut = column(written, "assessments", "map")[1]
    assert isinstance(cut, str)
    assert len(cut) == CELL_LIMIT and cut.endswith(CUT_MARK)
    assert LONG.startswith(cut.removesuffix(CUT_MARK))
    assert written.cut == 2  # in assessments and in answers
    assert ("cells cut", "2") in {row[:2] for row in sheet(written, "cover").values}


def test_a_character_beyond_16_bits_counts_as_the_two_units_that_a_workbook_counts() -> None:
    text = "🙂" * 20_000
    assert len(cut_to_cell(text).encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert cut_to_cell("🙂" * 16_000) == "🙂" * 16_000


def test_the_cover_says_what_was_done_to_the_tables(written: workbook.WorkbookFile) -> None:
    words = {cell for row in sheet(written, "cover").values for cell in row}
    assert {ABOUT.title, "free text was left out", "files failed"} <= words


def test_the_same_tables_give_the_same_bytes_at_any_time(
    tmp_path: Path, amhp: Toolkit, written: workbook.WorkbookFile
) -> None:
    time.sleep(2.1)  # the clock of zip files ticks every two seconds
    toolkit, frames = made_frames(tmp_path / "again", amhp)
    assert to_workbook(tables_of(toolkit), frames, ABOUT).content == written.content
    core = zipfile.ZipFile(io.BytesIO(written.content)).read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2000-01-01T00:00:00Z"}


def test_a_table_without_rows_is_a_sheet_with_a_header(tmp_path: Path, amhp: Toolkit) -> None:
    toolkit, frames = made_frames(tmp_path, amhp)
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    made = to_workbook(tables_of(toolkit), empty, ABOUT)
    assert column(made, "answers", "standard") in ([], [None])


def test_more_rows_than_a_sheet_takes_are_refused_with_a_way_out(
    tmp_path: Path, amhp: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    toolkit, frames = made_frames(tmp_path, amhp)
    monkeypatch.setattr(workbook, "ROW_LIMIT", 10)
    with pytest.raises(TooMuchForFormat, match="answers has 18 rows where a sheet takes 9; export to csv"):
        to_workbook(tables_of(toolkit), frames, ABOUT)
