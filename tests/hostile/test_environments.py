"""A return reads the same wherever it is read: another locale, no home, a locked home, no network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.hostile_file import RETURN
from tests.hostile.reader import ROOT, Reader, Reading

SAMPLES = sorted((ROOT / "samples" / "returns").glob("Dudley*"))
_PLAIN = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ}


def environment(kind: str, home: Path) -> dict[str, str]:
    return (
        _PLAIN
        | {
            "usual": {"HOME": str(home), "LC_ALL": "C.UTF-8"},
            "not UTF-8": {
                "HOME": str(home),
                "LC_ALL": "C",
                "LANG": "C",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
                "PYTHONIOENCODING": "ascii",
            },
            "no home": {},
            "a home that is not there": {"HOME": "/nonexistent/home", "XDG_CACHE_HOME": "/nonexistent/cache"},
            "a home that cannot be written to": {
                "HOME": "/proc",
                "XDG_CACHE_HOME": "/proc",
                "XDG_CONFIG_HOME": "/proc",
            },
        }[kind]
    )


def read_all(folder: Path, kind: str, prefix: tuple[str, ...] = ()) -> list[Reading]:
    odd = folder / "Dudley é 😀.txt"
    odd.write_text(RETURN, encoding="utf-8")
    with Reader(environment(kind, folder), prefix) as reader:
        return [reader.read(path) for path in (*SAMPLES, odd)]


def answers(readings: list[Reading]) -> list[tuple[str, str, str | None]]:
    return [(reading.outcome, reading.text, reading.authority) for reading in readings]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> list[Reading]:
    return read_all(tmp_path_factory.getbasetemp(), "usual")


@pytest.mark.parametrize(
    "kind", ["not UTF-8", "no home", "a home that is not there", "a home that cannot be written to"]
)
def test_a_return_reads_the_same(
    kind: str, usual: list[Reading], tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert {reading.outcome for reading in usual} == {"read"}
    readings = read_all(tmp_path_factory.getbasetemp(), kind)
    assert answers(readings) == answers(usual)
    assert [reading.noise for reading in readings] == [""] * len(usual)


def test_a_return_reads_the_same_without_a_network(
    usual: list[Reading], tmp_path_factory: pytest.TempPathFactory
) -> None:
    apart = ("unshare", "-rn")
    if (
        not shutil.which("unshare")
        or subprocess.run([*apart, "true"], check=False, capture_output=True).returncode
    ):
        apart = (sys.executable, "-c", _NO_SOCKETS)  # where a namespace of one's own is not allowed
    readings = read_all(tmp_path_factory.getbasetemp(), "usual", apart)
    assert answers(readings) == answers(usual)


_NO_SOCKETS = """
import runpy, socket, sys
def refuse(*_): raise AssertionError("a socket was opened")
socket.socket.connect = socket.getaddrinfo = refuse
sys.argv = sys.argv[3:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("command", [["inspect"], ["inspect", "--json"], ["show"], ["show", "--json"]])
def test_the_command_line_prints_in_a_locale_that_is_not_utf_8(command: list[str], tmp_path: Path) -> None:
    path = tmp_path / "Dudley é.txt"
    path.write_text(RETURN, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "toolkit_extract", *command, str(path)],
        env=environment("not UTF-8", tmp_path),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"meets" in done.stdout
    assert done.stderr == b""


def test_a_batch_writes_the_same_tables_in_a_locale_that_is_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("Dudley é 😀.txt".encode(), b"Walsall \xff.txt"):
        with open(os.path.join(os.fsencode(tmp_path / "in"), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(RETURN.encode() + name)
    made = []
    for kind in ("usual", "not UTF-8"):
        done = subprocess.run(
            [sys.executable, "-m", "toolkit_extract", "ingest", "in", "--out", kind],
            cwd=tmp_path,
            env=environment(kind, tmp_path),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        assert rb"in/Walsall \xff.txt: read" in done.stderr
        made.append({path.name: path.read_bytes() for path in (tmp_path / kind).iterdir() if path.is_file()})
    assert made[0] == made[1]
    assert "in/Dudley é 😀.txt".encode() in made[0]["returns.csv"]
    assert rb"in/Walsall \xff.txt" in made[0]["returns.csv"]
