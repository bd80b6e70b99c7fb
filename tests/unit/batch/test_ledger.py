from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.made_records import record
from toolkit_extract.batch import filesystem
from toolkit_extract.batch.ledger import LEDGER, KnownFile, Ledger, StoredReading, open_ledger, state_folder
from toolkit_extract.batch.protocol import Header, Reading, failed, pack_record, unpack_record
from toolkit_extract.errors import FolderHeld, UnusableLedger
from toolkit_extract.schemas.summary import RecordSummary
from toolkit_extract.schemas.toolkit import Toolkit

FILE = KnownFile("in/a.txt", 3, 1, 2, 3, "ab" * 32, "key", "read")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str | None:
    """Where the ledger is: in the folder, or in a server's database."""
    if request.param == "sqlite":
        return None
    return str(request.getfixturevalue("postgres"))


def stored(toolkit: Toolkit, key: str = "key", sha256: str = "ab" * 32) -> StoredReading:
    made = record(toolkit)
    reading = Reading(Header(summary=RecordSummary.of(made)), pack_record(made)[0], 0.5, 1000)
    return StoredReading(key, sha256, reading, "1", "amhp", "1")


def test_what_was_stored_is_there_in_the_next_run(tmp_path: Path, url: str | None, amhp: Toolkit) -> None:
    with open_ledger(tmp_path, url) as ledger:
        ledger.store([stored(amhp)], [FILE])
        ledger.set_note("name", {"a": [1, None]})
    with open_ledger(tmp_path, url) as ledger:
        assert ledger.files() == {"in/a.txt": FILE}
        known = ledger.readings(["key", "other"])["key"]
        assert known.header == Header(summary=RecordSummary.of(record(amhp)))
        assert unpack_record(ledger.record("key"), 1 << 20) == record(amhp)
        assert ledger.note("name") == {"a": [1, None]}
        assert ledger.note("nothing") is None


def test_a_later_row_takes_the_place_of_an_earlier_one(
    tmp_path: Path, url: str | None, amhp: Toolkit
) -> None:
    with open_ledger(tmp_path, url) as ledger:
        ledger.store([stored(amhp)], [FILE])
        again = StoredReading("key", "ab" * 32, Reading(failed("x", "y")), "1", "amhp", "1")
        ledger.store([again], [replace(FILE, status="failed")])
        assert ledger.readings(["key"])["key"].header.failure is not None
        assert ledger.files()["in/a.txt"].status == "failed"


def test_more_readings_are_found_than_one_statement_may_name(
    tmp_path: Path, url: str | None, amhp: Toolkit
) -> None:
    with open_ledger(tmp_path, url) as ledger:
        ledger.store([stored(amhp, f"key{number}") for number in range(900)], [])
        assert len(ledger.readings(f"key{number}" for number in range(1000))) == 900


def test_what_is_forgotten_leaves_a_hash_and_nothing_else(
    tmp_path: Path, url: str | None, amhp: Toolkit
) -> None:
    with open_ledger(tmp_path, url) as ledger:
        ledger.store([stored(amhp), stored(amhp, "second"), stored(amhp, "other", "cd" * 32)], [FILE])
        assert ledger.forget("ab" * 8) == 2
        assert set(ledger.readings(["key", "second", "other"])) == {"other"}
        assert ledger.forgotten() == {"ab" * 32}
        assert ledger.files()["in/a.txt"].status == "forgotten"
        ledger.remember(["ab" * 32])
        assert ledger.forgotten() == frozenset()
        with pytest.raises(UnusableLedger, match="0 returns have an id that starts with ef"):
            ledger.forget("ef")


def test_only_one_run_has_a_folder_and_the_other_is_told_whose_it_is(tmp_path: Path, url: str | None) -> None:
    state = state_folder(tmp_path)
    with open_ledger(tmp_path, url) as one, open_ledger(tmp_path, url) as other:
        with one.hold(state):
            holder = other.holder(state)
            assert holder is not None
            with pytest.raises(FolderHeld, match=f"process {holder.pid} on "), other.hold(state):
                pass
        with other.hold(state):
            pass


def test_two_folders_share_a_database_and_know_their_own_files(
    tmp_path: Path, postgres: str, amhp: Toolkit
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with open_ledger(tmp_path / "a", postgres) as one, open_ledger(tmp_path / "b", postgres) as other:
        one.store([stored(amhp)], [FILE])
        assert other.files() == {}
        assert set(other.readings(["key"])) == {"key"}
        with one.hold(state_folder(tmp_path / "a")), other.hold(state_folder(tmp_path / "b")):
            pass


def mode_of(ledger: Ledger) -> list[Any]:
    connection = ledger._connection
    modes = [
        connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
    ]
    connection.rollback()
    return modes


def test_the_ledger_is_written_ahead_and_brought_to_the_disk_each_time(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        assert mode_of(ledger) == ["wal", 2]
        assert ledger.remarks == ()


def test_on_a_network_file_system_the_ledger_does_without_shared_memory_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filesystem, "file_system_of", lambda _: "cifs")
    with open_ledger(tmp_path) as ledger:
        assert mode_of(ledger) == ["delete", 2]
        assert "network file system" in ledger.remarks[0]


def test_the_file_system_of_a_folder_is_that_of_the_innermost_mount(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from types import SimpleNamespace

    mounts = [
        SimpleNamespace(mountpoint=str(place), fstype=kind)
        for place, kind in (("/", "ext4"), (tmp_path / "share", "nfs4"), (tmp_path / "sharing", "xfs"))
    ]
    monkeypatch.setattr(filesystem.psutil, "disk_partitions", lambda **_: mounts)
    assert filesystem.is_on_network(tmp_path / "share" / "deep")
    assert not filesystem.is_on_network(tmp_path / "sharing")
    assert not filesystem.is_on_network(tmp_path)


def test_a_ledger_that_is_damaged_or_of_another_version_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.set_note("schema", 99)
    with pytest.raises(UnusableLedger, match="version 99"), open_ledger(tmp_path):
        pass
    (state_folder(tmp_path) / LEDGER).write_bytes(b"no database" * 100)
    with pytest.raises(UnusableLedger, match="not a database"), open_ledger(tmp_path):
        pass


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "no address of a database"),
        ("mysql://host/name", "PostgreSQL database alone"),
        ("postgresql://someone:secret@127.0.0.1:1/none", "connection"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_without_its_password(
    tmp_path: Path, url: str, sentence: str
) -> None:
    with pytest.raises(UnusableLedger, match=sentence) as caught, open_ledger(tmp_path, url):
        pass
    assert "secret" not in str(caught.value)


def test_a_full_disk_is_told_by_the_database(tmp_path: Path, amhp: Toolkit) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger._connection.exec_driver_sql("PRAGMA max_page_count=12")
        ledger._connection.rollback()
        with pytest.raises(UnusableLedger, match="full"):
            ledger.store([stored(amhp, f"key{number}") for number in range(100)], [])
        assert ledger.files() == {}


def test_the_database_is_sound_after_all_of_this(tmp_path: Path, amhp: Toolkit) -> None:
    with open_ledger(tmp_path) as ledger:
        ledger.store([stored(amhp)], [FILE])
    with sqlite3.connect(state_folder(tmp_path) / LEDGER) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert sa.__version__
