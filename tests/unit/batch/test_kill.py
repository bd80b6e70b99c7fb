from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit_extract.batch.ledger import LEDGER
from toolkit_extract.outputs.files import FILE_NAMES
from toolkit_extract.outputs.publish import STATE_FOLDER

KILLS, FILES, MANY = 50, 12, 200
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_run_that_is_killed_at_50_random_moments_loses_nothing_and_reads_nothing_twice(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    for number in range(FILES):
        (tmp_path / "in" / f"{number:02}.txt").write_text(f"words {number}")
        os.utime(tmp_path / "in" / f"{number:02}.txt", (0, 0))
    command = [sys.executable, "-m", "tests.unit.batch.killing", str(KILLS), "7"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    runs = json.loads(done.stdout)
    assert sum(run["killed"] for run in runs) == KILLS
    for run in runs:
        assert not set(run["known"]) & set(run["read"]), "read again though it was in the ledger"
        assert max(Counter(run["read"]).values(), default=1) == 1
    whole = {name: (tmp_path / "whole" / name).read_bytes() for name in FILE_NAMES}
    for out in {run["out"] for run in runs if not run["killed"]}:
        assert {name: (tmp_path / out / name).read_bytes() for name in FILE_NAMES} == whole
        assert sorted(path.name for path in (tmp_path / out).iterdir()) == sorted((*FILE_NAMES, STATE_FOLDER))
        with sqlite3.connect(tmp_path / out / STATE_FOLDER / LEDGER) as ledger:
            assert ledger.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert ledger.execute("SELECT count(*) FROM toolkit_extract_readings").fetchone() == (FILES,)
        ledger.close()
    stages = {(len(run["known"]) == FILES, not run["read"]) for run in runs if run["killed"]}
    assert len(stages) > 1, "runs were killed at one stage alone"


def test_a_killed_program_leaves_no_process_and_goes_on_where_it_stopped(folder_of_returns: Path) -> None:
    command = [
        sys.executable, "-m", "toolkit_extract", "ingest", "in", "--out", "out", "--workers", "1",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=folder_of_returns, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert line.startswith("[1/")
    again = subprocess.run(command, cwd=folder_of_returns, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    assert "files are unchanged" in again.stderr
    deadline = time.monotonic() + 10
    while left_behind(folder_of_returns) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left_behind(folder_of_returns) == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_ended_in_the_middle_takes_its_workers_and_their_files_with_it(
    folder_of_returns: Path, how: signal.Signals
) -> None:
    one = next((folder_of_returns / "in").iterdir()).read_bytes()
    for number in range(MANY):  # so many that the program is in the middle whenever the signal comes
        (folder_of_returns / "in" / f"{number}.txt").write_bytes(one + b" \n" * number)
    temporary = folder_of_returns / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "toolkit_extract", "ingest", "in", "--out", "out", "--workers", "2"]
    process = subprocess.Popen(
        command,
        cwd=folder_of_returns,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(how)
    _, said = process.communicate(timeout=30)
    if how is not signal.SIGKILL:
        assert process.returncode == 130
        assert "run the same command again to go on" in said
    assert not (folder_of_returns / "out" / "returns.csv").exists()
    deadline = time.monotonic() + 20
    while (left_behind(folder_of_returns) or any(temporary.iterdir())) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left_behind(folder_of_returns) == []
    assert list(temporary.iterdir()) == []


def left_behind(folder: Path) -> list[int]:
    """Worker processes whose working folder is this one."""
    import psutil

    found = []
    for process in psutil.process_iter(["pid", "cwd", "cmdline"]):
        command = process.info["cmdline"] or []
        if process.info["cwd"] == str(folder) and "toolkit_extract.batch.child" in command:
            found.append(process.info["pid"])
    return found


@pytest.fixture
def folder_of_returns(tmp_path: Path) -> Path:
    """A folder that holds `in` with some made-up returns."""
    from random import Random

    from evaluation.answers import complete_return
    from evaluation.councils import by_gss
    from evaluation.recipe import produce
    from evaluation.variants import VARIANTS

    (tmp_path / "in").mkdir()
    completed = complete_return(Random(1), by_gss("E08000027"), brief=True)
    data = produce(VARIANTS["tabs-html/whole"], completed, 5, number=0, named=True).data
    for number in range(6):
        (tmp_path / "in" / f"Dudley {number}.txt").write_bytes(data + b"\n" * number)
    return tmp_path
