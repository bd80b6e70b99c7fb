"""How do the tables become one file of a database: SQLite or DuckDB?

Keys and allowed values become constraints, so that the database refuses what the tables never hold; descriptions become
comments (DuckDB) and a table `data_dictionary` (both). In DuckDB a code list is an enumeration in its order, so that
ratings compare as they should.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit_extract.errors import MissingDependency
from toolkit_extract.outputs.about import About, dictionary_rows
from toolkit_extract.schemas.tables import FieldSchema, TableSchema

if TYPE_CHECKING:
    import pandas as pd

_SQLITE = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
_DUCKDB = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
_DICTIONARY = ("table_name", "column_name", "type", "unit", "meaning", "allowed_values", "empty_means")
_SOURCE = ("title", "toolkit", "version", "notes")


def write_sqlite(
    path: Path, tables: Sequence[TableSchema], frames: Mapping[str, pd.DataFrame], about: About
) -> None:
    """Write a new SQLite file; booleans are 0 and 1, dates ISO text. The same tables give the same bytes."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        for table in tables:
            database.execute(_create(table, [_sqlite_column(field) for field in table.fields]))
            database.executemany(_insert(table.name, len(table.fields)), _rows(table, frames[table.name]))
        for name, columns, rows in _descriptions(tables, about):
            database.execute(f"CREATE TABLE {name} ({', '.join(f'{column} TEXT' for column in columns)})")
            database.executemany(_insert(name, len(columns)), rows)
        database.commit()


def write_duckdb(
    path: Path, tables: Sequence[TableSchema], frames: Mapping[str, pd.DataFrame], about: About
) -> None:
    """Write a new DuckDB file.

    Raises:
        MissingDependency: duckdb is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise MissingDependency(
            path, "duckdb", "install it with pip install 'toolkit-extract[duckdb]'"
        ) from error
    with closing(duckdb.connect(str(path))) as database:
        for table in tables:
            for field in table.fields:
                if field.categories:
                    values = ", ".join(_text(category.value) for category in field.categories)
                    database.execute(f"CREATE TYPE {_quoted(_enum(table, field))} AS ENUM ({values})")
            database.execute(_create(table, [_duckdb_column(table, field) for field in table.fields]))
            database.register("frame", frames[table.name])
            database.execute(f"INSERT INTO {_quoted(table.name)} SELECT * FROM frame")  # noqa: S608 - as above
            database.unregister("frame")
            database.execute(
                f"COMMENT ON TABLE {_quoted(table.name)} IS {_text(f'One row per {table.row}.')}"
            )
            for field in table.fields:
                column = f"{_quoted(table.name)}.{_quoted(field.name)}"
                database.execute(f"COMMENT ON COLUMN {column} IS {_text(field.description)}")
        for name, columns, rows in _descriptions(tables, about):
            database.execute(f"CREATE TABLE {name} ({', '.join(f'{column} VARCHAR' for column in columns)})")
            database.executemany(_insert(name, len(columns)), rows)


def _create(table: TableSchema, columns: Sequence[str]) -> str:
    """The statement that makes a table, its key included."""
    parts = list(columns)
    if table.primary_key:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.primary_key))})")
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})"


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {_quoted(table)} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - names are ours and quoted


def _sqlite_column(field: FieldSchema) -> str:
    checks = [category.value for category in field.categories]
    allowed = f" CHECK ({_quoted(field.name)} IN ({', '.join(map(_text, checks))}))" if checks else ""
    if field.type == "boolean":
        allowed = f" CHECK ({_quoted(field.name)} IN (0, 1))"
    return f"{_quoted(field.name)} {_SQLITE[field.type]}{' NOT NULL' if field.required else ''}{allowed}"


def _duckdb_column(table: TableSchema, field: FieldSchema) -> str:
    kind = _quoted(_enum(table, field)) if field.categories else _DUCKDB[field.type]
    return f"{_quoted(field.name)} {kind}{' NOT NULL' if field.required else ''}"


def _enum(table: TableSchema, field: FieldSchema) -> str:
    return f"{table.name}_{field.name}"


def _rows(table: TableSchema, frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    columns = [_column(field, frame) for field in table.fields]
    return zip(*columns, strict=True)


def _column(field: FieldSchema, frame: pd.DataFrame) -> list[Any]:
    """The cells of a column as SQLite takes them, `None` where missing."""
    values = frame[field.name]
    if field.type == "date":
        values = values.dt.strftime("%Y-%m-%d")
    return [None if missing else value for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _descriptions(
    tables: Sequence[TableSchema], about: About
) -> Iterator[tuple[str, tuple[str, ...], list[tuple[str, ...]]]]:
    """What is known of the tables, as two tables more: name, columns, rows."""
    yield "data_dictionary", _DICTIONARY, list(dictionary_rows(tables))
    yield "about", _SOURCE, [(about.title, about.toolkit, about.version, "\n".join(about.notes))]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
