from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from pyarrow import parquet

from tests.unit.outputs.made_tables import ABOUT, FORMULA, LONG, made_frames
from toolkit_extract.outputs.databases import write_duckdb, write_sqlite
from toolkit_extract.outputs.parquet import to_parquet
from toolkit_extract.schemas.tables import table_of, tables_of
from toolkit_extract.schemas.toolkit import Toolkit


def test_parquet_gives_back_the_very_tables(tmp_path: Path, amhp: Toolkit) -> None:
    toolkit, frames = made_frames(tmp_path, amhp)
    for table in tables_of(toolkit):
        content = to_parquet(table, frames[table.name])
        assert content == to_parquet(table, frames[table.name])
        read = pd.read_parquet(io.BytesIO(content))
        if table.name == "returns":  # a date has no time of day, and pandas no type for that
            read["submitted"] = pd.to_datetime(read["submitted"]).astype(frames["returns"]["submitted"].dtype)
        if len(read):  # without a row, a dictionary has no values
            pd.testing.assert_frame_equal(read, frames[table.name])


def test_parquet_says_what_its_columns_mean_and_keeps_the_order_of_ratings(
    tmp_path: Path, amhp: Toolkit
) -> None:
    toolkit, frames = made_frames(tmp_path, amhp)
    schema = parquet.read_schema(
        io.BytesIO(to_parquet(table_of("assessments", toolkit), frames["assessments"]))
    )
    assert schema.field("evaluate").type.ordered
    assert b"1.10 is not 1.1" in schema.field("standard").metadata[b"description"]
    assert schema.metadata[b"description"].startswith(b"One row per return and standard")


def test_sqlite_holds_the_tables_with_keys_and_allowed_values(tmp_path: Path, amhp: Toolkit) -> None:
    toolkit, frames = made_frames(tmp_path / "out", amhp)
    write_sqlite(tmp_path / "a.sqlite", tables_of(toolkit), frames, ABOUT)
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as database:
        rows = database.execute(
            "SELECT standard, map, evaluate, evaluate_score, needs_review FROM assessments"
        ).fetchall()
        assert [row[0] for row in rows] == ["1.1", "1.2", "1.10"]
        assert rows[0][1:4] == (FORMULA, None, None)
        assert rows[1][1:4] == (LONG.strip(), "partially", 2)
        assert database.execute("SELECT submitted FROM returns WHERE status = 'complete'").fetchone() == (
            "2024-02-29",
        )
        assert database.execute("SELECT notes FROM about").fetchone() == (ABOUT.notes[0],)
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("UPDATE assessments SET evaluate = 'perfect'")
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("INSERT INTO assessments SELECT * FROM assessments")
        described = database.execute(
            "SELECT count(*) FROM data_dictionary WHERE table_name = 'answers'"
        ).fetchone()
        assert described == (len(table_of("answers", toolkit).fields),)


def test_the_same_tables_give_the_same_sqlite_file(tmp_path: Path, amhp: Toolkit) -> None:
    toolkit, frames = made_frames(tmp_path / "out", amhp)
    for name in ("a", "b"):
        write_sqlite(tmp_path / name, tables_of(toolkit), frames, ABOUT)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_in_duckdb_ratings_compare_in_their_order_and_columns_say_what_they_mean(
    tmp_path: Path, amhp: Toolkit
) -> None:
    toolkit, frames = made_frames(tmp_path / "out", amhp)
    write_duckdb(tmp_path / "a.duckdb", tables_of(toolkit), frames, ABOUT)
    with closing(duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True)) as database:
        found = database.execute(
            "SELECT standard, map FROM assessments WHERE evaluate > 'not_at_all' ORDER BY standard"
        ).fetchall()
        assert ("1.2", LONG.strip()) in found
        assert all(standard != "1.1" for standard, _ in found)
        submitted = database.execute(
            "SELECT year(submitted) FROM returns WHERE status = 'complete'"
        ).fetchone()
        assert submitted == (2024,)
        comments = dict(database.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'assessments'"
        ).fetchall())  # fmt: skip
        assert "1.10 is not 1.1" in comments["standard"]
        with pytest.raises(duckdb.Error):
            database.execute("INSERT INTO assessments (evaluate) VALUES ('perfect')")
