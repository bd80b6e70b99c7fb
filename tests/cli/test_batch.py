"""Runs that go on, folders that are looked into, and files that arrive."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from toolkit_extract.batch.ledger import open_ledger, state_folder
from toolkit_extract.batch.watch import Arrivals


def test_a_second_run_reads_nothing_and_says_so(folder: Path, program: Program) -> None:
    program("ingest", "in", "--out", "out")
    again = program("ingest", "in", "--out", "out")
    assert again.exit_code == 0
    assert "2 of 2 files are unchanged" in again.stderr
    assert "[1/" not in again.stderr
    assert "2 files are unchanged and were not read again; the tables stand as they were" in again.stdout


def test_what_failed_is_said_again_by_each_run_and_read_again_when_asked_for(
    folder: Path, program: Program
) -> None:
    (folder / "in" / "letter.txt").write_text("Dear all, please find our return attached.")
    for _ in range(2):
        result = program("ingest", "in", "--out", "out")
        assert result.exit_code == 1
        assert "not read: in/letter.txt: no standard" in result.stderr
    assert "[1/1] in/letter.txt: not read" in program("ingest", "in", "--out", "out", "--retry-failed").stderr


def test_a_dry_run_lists_what_would_be_read_and_leaves_no_trace(folder: Path, program: Program) -> None:
    (folder / "in" / "picture.gif").write_bytes(b"GIF89a" + bytes(50))
    result = program("ingest", "in", "--out", "out", "--dry-run")
    assert result.exit_code == 0
    assert "new         in/Dudley.txt" in result.stdout
    assert "unsupported in/picture.gif" in result.stdout
    assert result.stdout.endswith("2 new, 1 unsupported\n")
    assert not (folder / "out").exists()


def test_quiet_shows_no_progress_and_still_names_what_was_not_read(folder: Path, program: Program) -> None:
    (folder / "in" / "empty.txt").touch()
    result = program("ingest", "in", "--out", "out", "--quiet")
    assert result.stderr.splitlines() == [
        "not read: in/empty.txt: the file is empty; ask the sender for it again"
    ]


@pytest.mark.parametrize("option", ["--quiet", "--json-log"])
def test_a_line_of_the_manifest_that_names_no_file_is_told_in_every_mode(
    folder: Path, program: Program, option: str
) -> None:
    (folder / "list.csv").write_text("file,authority\nnot there.txt,Dudley\n")
    told = program("ingest", "in", "--out", "out", "--manifest", "list.csv", option).stderr
    assert "no file of this run is 'not there.txt'" in told
    if option == "--json-log":
        assert all(json.loads(line) for line in told.splitlines())


def test_the_folder_of_the_returns_takes_no_tables(folder: Path, program: Program) -> None:
    result = program("ingest", "in", "--out", "in/../in")
    assert result.exit_code == 2
    assert "is a folder of returns to read" in result.stderr
    assert sorted(path.name for path in (folder / "in").iterdir()) == ["Dudley.txt", "Walsall.txt"]


def test_progress_as_json_is_one_object_a_line(folder: Path, program: Program) -> None:
    result = program("ingest", "in", "--out", "out", "--json-log")
    told = [json.loads(line) for line in result.stderr.splitlines()]
    assert told[0]["event"] == "RunPlanned"
    assert told[0]["to_read"] == 2
    assert {one["path"] for one in told if one["event"] == "FileDone"} == {"in/Dudley.txt", "in/Walsall.txt"}
    assert told[-1]["event"] == "TablesWritten"
    assert all(re.match(r"\d{4}-\d\d-\d\dT", one["time"]) for one in told)


def test_every_line_for_machines_is_json_what_was_not_read_and_notes_too(
    folder: Path, program: Program
) -> None:
    (folder / "in" / "empty.txt").touch()
    program("ingest", "in", "--out", "out")
    (folder / "out" / "corrections.jsonl").write_text("torn {\n")
    result = program("ingest", "in", "--out", "out", "--json-log")
    told = [json.loads(line) for line in result.stderr.splitlines()]
    (missed,) = [one for one in told if one["event"] == "NotRead"]
    assert (missed["path"], missed["code"]) == ("in/empty.txt", "file.empty")
    assert any("no corrections in line 1" in one["words"] for one in told if one["event"] == "Remark")


def test_a_folder_that_another_run_holds_ends_with_2_and_says_whose_it_is(
    folder: Path, program: Program
) -> None:
    program("ingest", "in", "--out", "out")
    state = state_folder(folder / "out")
    with open_ledger(folder / "out") as ledger, ledger.hold(state):
        result = program("ingest", "in", "--out", "out")
        assert result.exit_code == 2
        assert f"out: process {os.getpid()} on " in result.stderr
        assert f"in hand: process {os.getpid()} on " in program("status", "out").stdout


@pytest.mark.parametrize(
    "option", ["--total-seconds", "--no-progress-seconds", "--memory-mib", "--output-mib"]
)
def test_a_limit_that_no_file_can_keep_is_refused(folder: Path, program: Program, option: str) -> None:
    result = program("ingest", "in", "--out", "out", option, 0)
    assert result.exit_code == 2
    assert option in result.stderr


def test_status_says_what_was_read_and_what_was_not_and_why(folder: Path, program: Program) -> None:
    (folder / "in" / "letter.txt").write_text("Dear all, please find our return attached.")
    program("ingest", "in", "--out", "out")
    result = program("status", "out")
    assert result.exit_code == 0
    assert re.search(r"last run: \S+ to \S+, toolkit-extract", result.stdout)
    assert re.search(r"^ +1 not read$", result.stdout, re.MULTILINE)
    assert "not read: in/letter.txt: no standard of the toolkit" in result.stdout
    assert "[return.none]" in result.stdout
    (folder / "in" / "letter.txt").unlink()
    program("ingest", "in", "--out", "out")
    assert re.search(r"^ +1 gone$", program("status", "out").stdout, re.MULTILINE)


def test_status_of_a_folder_without_a_ledger_is_refused(folder: Path, program: Program) -> None:
    result = program("status", "in")
    assert result.exit_code == 2
    assert "no run has left a ledger there" in result.stderr


@pytest.mark.parametrize("authority", ["Dudley", "dudley", "E08000027", "Dudley.txt"])
def test_explain_says_every_value_its_place_how_it_is_known_and_how_sure(
    folder: Path, program: Program, authority: str
) -> None:
    program("ingest", "in", "--out", "out")
    result = program("explain", "out", authority, "1.2")
    assert result.exit_code == 0
    for name in ("map", "evaluate", "plan.short_term", "prioritise", "evaluate: partially"):
        assert f" {name}  " in result.stdout
    assert re.search(r"\[by .*confidence \d\.\d\d; line", result.stdout)
    assert "Walsall" not in result.stdout


def test_explain_names_what_it_does_not_find(folder: Path, program: Program) -> None:
    program("ingest", "in", "--out", "out")
    assert "no return in out is of 'Nowhere'" in program("explain", "out", "Nowhere", "1.2").stderr
    assert "has no standard '9.9'" in program("explain", "out", "Dudley", "9.9").stderr
    assert program("explain", "in", "Dudley", "1.2").exit_code == 2


def test_explain_shows_the_return_that_counts_and_names_the_superseded_one(
    folder: Path, program: Program
) -> None:
    (folder / "in" / "Dudley old.txt").write_bytes((folder / "in" / "Dudley.txt").read_bytes() + b"\n")
    (folder / "list.csv").write_text(
        "file,authority,submitted\nDudley.txt,Dudley,2024-05-01\nDudley old.txt,Dudley,2024-01-01\n"
    )
    program("ingest", "in", "--out", "out", "--manifest", "list.csv")
    shown = program("explain", "out", "Dudley", "1.2").stdout
    assert "superseded: in/Dudley old.txt; its values: explain out " in shown
    old = re.search(r"explain out (\w+) 1.2", shown)
    assert old is not None
    assert "superseded by return" in program("explain", "out", old[1], "1.2").stdout


def test_a_file_is_taken_once_it_has_stood_unchanged(tmp_path: Path) -> None:
    arrivals = Arrivals((tmp_path,), (), settle=5)
    file = tmp_path / "a.txt"
    file.write_text("some")
    assert arrivals.look(0) == ({}, (file,))
    file.write_text("some more")
    assert arrivals.look(4) == ({}, (file,))
    assert arrivals.look(8) == ({}, (file,))
    settled, growing = arrivals.look(9)
    assert (list(settled), growing) == ([str(file)], ())
    file.unlink()
    assert arrivals.look(10) == ({}, ())


def test_watch_reads_files_as_they_arrive_writes_the_tables_of_its_wish_and_ends_when_told_to(
    folder: Path,
) -> None:
    (folder / "box").mkdir()
    process = subprocess.Popen(
        [
            sys.executable, "-m", "toolkit_extract", "watch", "box", "--out", "out",
            "--settle-seconds", "0.3", "--look-seconds", "0.1", "--no-free-text", "--with", "privacy",
        ],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    said: list[str] = []
    listener = threading.Thread(target=lambda: said.extend(process.stdout or ()))
    listener.start()

    def wait_for(words: str) -> None:
        deadline = time.monotonic() + 60
        while not any(words in line for line in said):
            assert time.monotonic() < deadline, said
            time.sleep(0.1)

    try:
        for number, name in enumerate(("Dudley.txt", "Walsall.txt"), 1):
            (folder / "box" / name).write_bytes((folder / "in" / name).read_bytes())
            wait_for(f"{number} returns read")
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        listener.join()
        process.stdout.close()
    assert (folder / "out" / "privacy.csv").exists()
    assert not (folder / "out" / "records.jsonl").exists()
