"""What is known of each file from earlier runs, and what was read in it?

A database in the output folder (SQLite), or one that several people share (PostgreSQL). A reading is kept under a key
of all that it depends on: the file's bytes, its name, its row of the manifest, the form, and the program. So a run that
was broken off, however it was, goes on where it stopped, and a file that did not change is never read twice. Only the
process that runs writes.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from toolkit_extract.batch.filesystem import is_on_network
from toolkit_extract.batch.hold import Holder, hold, holder
from toolkit_extract.batch.protocol import Header, Reading
from toolkit_extract.errors import FolderHeld, UnusableLedger
from toolkit_extract.outputs.publish import STATE_FOLDER

LEDGER = "ledger.sqlite"
PLACE = "place"
"""File beside the tables that holds the folder's name in a server's database."""
HERE = "."
"""The folder's name in a database of its own, whatever the folder is called and wherever it is moved."""
SCHEMA = 1
_CHUNK = 400
_IGNORE_ALL = "*\n"

_metadata = sa.MetaData()
_notes = sa.Table(
    "toolkit_extract_notes",
    _metadata,
    sa.Column("place", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
_files = sa.Table(
    "toolkit_extract_files",
    _metadata,
    sa.Column("place", sa.String, primary_key=True),
    sa.Column("path", sa.String, primary_key=True),
    sa.Column("size", sa.BigInteger),
    sa.Column("mtime_ns", sa.BigInteger),
    sa.Column("ctime_ns", sa.BigInteger),
    sa.Column("seen_ns", sa.BigInteger),
    sa.Column("sha256", sa.String),
    sa.Column("reading", sa.String),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("code", sa.String),
    sa.Column("message", sa.Text),
)
_readings = sa.Table(
    "toolkit_extract_readings",
    _metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("header", sa.Text, nullable=False),
    sa.Column("record", sa.LargeBinary, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Column("memory", sa.BigInteger, nullable=False),
    sa.Column("version", sa.String, nullable=False),
    sa.Column("toolkit", sa.String, nullable=False),
    sa.Column("toolkit_version", sa.String, nullable=False),
    sa.Column("read_at", sa.String, nullable=False),
)
_lines = sa.Table(
    "toolkit_extract_lines",
    _metadata,
    sa.Column("place", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("sha256", sa.String, nullable=False, index=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
_forgotten = sa.Table(
    "toolkit_extract_forgotten",
    _metadata,
    sa.Column("sha256", sa.String, primary_key=True),
    sa.Column("forgotten_at", sa.String, nullable=False),
)
_HEADER_COLUMNS = (_readings.c.key, _readings.c.header, _readings.c.seconds)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as an earlier run left it. Times in nanoseconds; `seen_ns` is when it was looked at."""

    path: str
    size: int | None = None
    mtime_ns: int | None = None
    ctime_ns: int | None = None
    seen_ns: int | None = None
    sha256: str | None = None
    reading: str | None = None
    status: str = "new"
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class KnownReading:
    """A reading without its record, and the seconds that it took."""

    key: str
    header: Header
    seconds: float


class Ledger:
    """The ledger of one output folder. Made by `open_ledger`."""

    def __init__(
        self, engine: sa.Engine, place: str, shown: str | Path, remarks: tuple[str, ...] = ()
    ) -> None:
        """Open it.

        Args:
            engine: the database.
            place: name of the folder's rows in it.
            shown: how messages call it.
            remarks: what a person should know of it.
        """
        self.remarks = remarks
        self._place, self._shown = place, shown
        self._engine = engine
        self._connection = engine.connect()

    def files(self) -> dict[str, KnownFile]:
        """All files that this folder's runs have seen, by path."""
        columns = [column for column in _files.c if column.name != "place"]
        rows = self._connection.execute(sa.select(*columns).where(_files.c.place == self._place))
        known = {row["path"]: KnownFile(**row) for row in rows.mappings()}
        self._connection.rollback()
        return known

    def readings(self, keys: Iterable[str]) -> dict[str, KnownReading]:
        """Those of the readings that there are, by key."""
        wanted, found = list(dict.fromkeys(keys)), {}
        for start in range(0, len(wanted), _CHUNK):
            some = wanted[start : start + _CHUNK]
            query = sa.select(*_HEADER_COLUMNS).where(_readings.c.key.in_(some))
            for key, header, seconds in self._connection.execute(query):
                found[key] = KnownReading(key, Header.model_validate_json(header), seconds)
        self._connection.rollback()
        return found

    def record(self, key: str) -> bytes:
        """The packed record of a reading.

        Raises:
            UnusableLedger: it is not there.
        """
        query = sa.select(_readings.c.record).where(_readings.c.key == key)
        packed = self._connection.execute(query).scalar_one_or_none()
        self._connection.rollback()
        if packed is None:
            raise UnusableLedger(self._shown, "a record went away during the run; run again")
        return bytes(packed)

    def store(self, readings: Sequence[StoredReading], files: Sequence[KnownFile]) -> None:
        """Keep readings and what became of their files, all or nothing, on the disk when this returns."""
        with self._transaction():
            for stored in readings:
                self._put(_readings, stored.columns())
            for file in files:
                self._put(_files, {"place": self._place, **_columns_of(file)})

    def lines(self, key: str) -> bytes | None:
        """Lines that a run has kept under a key, packed; None for none."""
        query = sa.select(_lines.c.content).where(_lines.c.place == self._place, _lines.c.key == key)
        packed = self._connection.execute(query).scalar_one_or_none()
        self._connection.rollback()
        return bytes(packed) if packed is not None else None

    def keys_of_lines(self) -> frozenset[str]:
        """Keys of all lines that this folder's runs have kept."""
        query = sa.select(_lines.c.key).where(_lines.c.place == self._place)
        found = frozenset(self._connection.execute(query).scalars())
        self._connection.rollback()
        return found

    def keep_lines(self, made: Iterable[tuple[str, str, bytes]]) -> None:
        """Keep lines for the next run: the key, the SHA-256 of the file, and the lines, packed."""
        with self._transaction():
            for key, sha256, content in made:
                row = {"place": self._place, "key": key, "sha256": sha256, "content": content}
                self._put(_lines, row)

    def drop_lines(self, keys: Iterable[str]) -> None:
        """Take away lines that no run will ask for again."""
        with self._transaction():
            for key in keys:
                self._connection.execute(
                    sa.delete(_lines).where(_lines.c.place == self._place, _lines.c.key == key)
                )

    def forget(self, sha256: str) -> int:
        """Take away all readings of these bytes and remember only that they are not to be read again.

        Args:
            sha256: of the file, hexadecimal, or its first digits (`return_id`).

        Returns:
            How many readings there were.
        """
        whole = self._whole_hash(sha256)
        with self._transaction():
            gone = self._connection.execute(sa.delete(_readings).where(_readings.c.sha256 == whole))
            self._connection.execute(sa.delete(_lines).where(_lines.c.sha256 == whole))
            self._connection.execute(
                sa.update(_files)
                .where(_files.c.sha256 == whole)
                .values(status="forgotten", reading=None, code=None, message=None)
            )
            self._put(_forgotten, {"sha256": whole, "forgotten_at": _now()})
        if self._engine.dialect.name == "sqlite":
            self._connection.exec_driver_sql("VACUUM")  # what was deleted would stay legible in free pages
        return int(gone.rowcount)

    def remember(self, hashes: Iterable[str]) -> None:
        """Let files with these hashes be read again."""
        with self._transaction():
            for sha256 in hashes:
                self._connection.execute(sa.delete(_forgotten).where(_forgotten.c.sha256 == sha256))

    def forgotten(self) -> frozenset[str]:
        """Hashes of files that are not to be read again."""
        found = frozenset(self._connection.execute(sa.select(_forgotten.c.sha256)).scalars())
        self._connection.rollback()
        return found

    def note(self, name: str) -> Any:
        """What the last run noted under a name; None for nothing."""
        query = sa.select(_notes.c.value).where(_notes.c.place == self._place, _notes.c.name == name)
        value = self._connection.execute(query).scalar_one_or_none()
        self._connection.rollback()
        return json.loads(value) if value is not None else None

    def set_note(self, name: str, value: Any) -> None:
        """Note something for the next run."""
        with self._transaction():
            self._put(_notes, {"place": self._place, "name": name, "value": json.dumps(value)})

    @property
    def shared(self) -> bool:
        """Whether the database is a server's."""
        return self._engine.dialect.name != "sqlite"

    @contextlib.contextmanager
    def hold(self, state: Path) -> Iterator[None]:
        """Have the output folder to oneself; on a server's database, across machines.

        Raises:
            FolderHeld: another run has it.
        """
        with hold(state):
            if not self.shared:
                yield
                return
            with self._hold_there(state):
                yield

    @contextlib.contextmanager
    def _hold_there(self, state: Path) -> Iterator[None]:
        number = int.from_bytes(uuid.uuid5(uuid.NAMESPACE_URL, self._place).bytes[:8], signed=True)
        with self._engine.connect() as connection:
            if not connection.execute(sa.select(sa.func.pg_try_advisory_lock(number))).scalar():
                who = self.note("holder")
                raise FolderHeld(state.parent, Holder(**who).words if who else "another process")
            here = Holder.here()
            self.set_note("holder", {"pid": here.pid, "host": here.host, "since": here.since})
            try:
                yield
            finally:
                self.set_note("holder", None)
                connection.execute(sa.select(sa.func.pg_advisory_unlock(number)))

    def holder(self, state: Path) -> Holder | None:
        """Who has the folder in hand now."""
        who = self.note("holder") if self.shared else None
        return Holder(**who) if who else holder(state)

    def close(self) -> None:
        """Give up the database."""
        self._connection.close()
        self._engine.dispose()

    def _whole_hash(self, start: str) -> str:
        if len(start) == 64:
            return start
        query = sa.select(_readings.c.sha256).where(_readings.c.sha256.startswith(start, autoescape=True))
        found = set(self._connection.execute(query.distinct()).scalars())
        self._connection.rollback()
        if len(found) != 1:
            raise UnusableLedger(self._shown, f"{len(found)} returns have an id that starts with {start}")
        return str(found.pop())

    def _put(self, table: sa.Table, values: dict[str, Any]) -> None:
        """Insert a row, or replace the one of the same key."""
        dialect = postgresql if self.shared else sqlite
        keys = [column.name for column in table.primary_key]
        statement = dialect.insert(table).values(values)
        others = {name: value for name, value in values.items() if name not in keys}
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=others))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self._connection.begin():
                yield
        except sa.exc.DBAPIError as error:
            raise UnusableLedger(self._shown, _words_of(error)) from error


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading with all that the ledger keeps of it."""

    key: str
    sha256: str
    reading: Reading
    version: str
    toolkit: str
    toolkit_version: str

    def columns(self) -> dict[str, Any]:
        """The row."""
        return {
            "key": self.key,
            "sha256": self.sha256,
            "header": self.reading.header.model_dump_json(),
            "record": self.reading.record,
            "seconds": self.reading.seconds,
            "memory": self.reading.memory,
            "version": self.version,
            "toolkit": self.toolkit,
            "toolkit_version": self.toolkit_version,
            "read_at": _now(),
        }


@contextlib.contextmanager
def open_ledger(out: Path, url: str | None = None) -> Iterator[Ledger]:
    """The ledger of an output folder, which exists; made if need be.

    Args:
        out: the output folder.
        url: a PostgreSQL database to keep it in, `postgresql://user:password@host/database`.

    Raises:
        UnusableLedger: it cannot be opened or made, is damaged, or is of another version of this program.
    """
    state = state_folder(out)
    try:
        engine, place, remarks = _server(state, url) if url else _in_folder(state)
        ledger = Ledger(engine, place, out, remarks)
    except sa.exc.DBAPIError as error:
        raise UnusableLedger(out if not url else "the ledger's database", _words_of(error)) from error
    try:
        _make_tables(ledger, engine, out)
        yield ledger
    except (sa.exc.DBAPIError, sqlite3.DatabaseError) as error:
        raise UnusableLedger(out, _words_of(error)) from error
    finally:
        ledger.close()


def state_folder(out: Path) -> Path:
    """The folder for what runs keep beside the tables; made if need be.

    Raises:
        UnusableLedger: it cannot be made.
    """
    state = out / STATE_FOLDER
    try:
        state.mkdir(exist_ok=True)
        ignore = state / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE_ALL)
    except OSError as error:
        raise UnusableLedger(out, error.strerror or type(error).__name__) from error
    return state


def _in_folder(state: Path) -> tuple[sa.Engine, str, tuple[str, ...]]:
    """SQLite in the folder. Where the file system is a network's, without the log that needs shared memory."""
    network = is_on_network(state)
    engine = sa.create_engine("sqlite://", creator=lambda: sqlite3.connect(state / LEDGER, timeout=30))

    @sa.event.listens_for(engine, "connect")
    def _settings(connection: sqlite3.Connection, _: object) -> None:
        # A log beside the database lets readers go on while a run writes; it is not to be had everywhere.
        mode = "DELETE" if network else "WAL"
        if connection.execute(f"PRAGMA journal_mode={mode}").fetchone()[0].upper() != mode:
            connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")

    remark = f"{state.parent} is on a network file system: keep the ledger in PostgreSQL (--ledger) if others write too"
    return engine, HERE, (remark,) if network else ()


def _server(state: Path, url: str) -> tuple[sa.Engine, str, tuple[str, ...]]:
    """A database that several folders share; each has a name of its own, which moves with it."""
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as error:
        raise UnusableLedger(
            "--ledger", "is no address of a database, such as postgresql://host/name"
        ) from error
    if address.get_backend_name() != "postgresql":
        raise UnusableLedger("--ledger", "takes the address of a PostgreSQL database alone")
    try:
        engine = sa.create_engine(address.set(drivername="postgresql+psycopg"))
    except ModuleNotFoundError as error:
        raise UnusableLedger("--ledger", "needs psycopg: install toolkit-extract[postgres]") from error
    name = state / PLACE
    if not name.exists():
        temporary = name.with_suffix(f".{os.getpid()}.tmp")
        temporary.write_text(uuid.uuid4().hex)
        temporary.replace(name)
    return engine, name.read_text().strip(), ()


def _make_tables(ledger: Ledger, engine: sa.Engine, out: Path) -> None:
    _metadata.create_all(engine)
    schema = ledger.note("schema")
    if schema is None:
        ledger.set_note("schema", SCHEMA)
    elif schema != SCHEMA:
        raise UnusableLedger(
            out, f"its ledger is of version {schema}, and this program knows version {SCHEMA}"
        )


def _columns_of(file: KnownFile) -> dict[str, Any]:
    return {name: getattr(file, name) for name in KnownFile.__slots__}


def _words_of(error: Exception) -> str:
    """What the database says, without statements and values."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
