from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.unit.review.lines import HIGH, line
from toolkit_extract.dataset.stored import stored_records
from toolkit_extract.review.corrections import append, read_overlay


@pytest.fixture
def out(folder: Path, program: Program) -> Path:
    """The tables of two returns."""
    assert program("ingest", "in", "--out", "out").exit_code == 0
    return folder / "out"


def test_review_prints_an_address_of_this_machine_and_ends_with_ctrl_c(out: Path) -> None:
    command = [sys.executable, "-m", "toolkit_extract", "review", str(out), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert re.search(r"\d+ to look at: http://127\.0\.0\.1:\d+/#\S{40,}$", process.stdout.readline())
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr.read() == ""


def test_review_of_a_folder_without_tables_is_refused(tmp_path: Path, program: Program) -> None:
    result = program("review", tmp_path)
    assert result.exit_code == 2
    assert "name a folder that 'ingest' wrote" in result.stderr


@pytest.mark.parametrize("share", ["many", "5%%", "120%", "-1", "nan"])
def test_a_sample_that_is_no_share_is_refused(share: str, out: Path, program: Program) -> None:
    result = program("review", out, "--audit", share)
    assert result.exit_code == 2
    assert "is no share" in result.stderr


def test_an_unknown_reason_is_refused_with_those_that_there_are(out: Path, program: Program) -> None:
    result = program("review", out, "--only", "odd")
    assert result.exit_code == 2
    assert "conflicting" in result.stderr


def test_a_static_file_says_how_large_it_is(out: Path, program: Program) -> None:
    result = program("review", out, "--static", out / "queue.html", "--audit", "5 %", "--limit", "5")
    assert result.exit_code == 0
    assert re.search(r"queue\.html: 5 to look at, 0\.\d MB", result.stdout)
    assert program("review", out, "--static", out / "no" / "queue.html").exit_code == 2


def test_a_port_that_is_taken_is_said(out: Path, program: Program) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = program("review", out, "--no-browser", "--port", taken.getsockname()[1])
    assert result.exit_code == 2
    assert "cannot be used" in result.stderr


def test_ingest_says_what_became_of_corrections(out: Path, program: Program) -> None:
    made = next(stored_records(out))
    said = [
        line(made, "1.1", "prioritise", "correct", HIGH),
        line(made, "1.2", "evaluate", machine=HIGH),
    ]
    append(out, lambda _: said)
    result = program("ingest", "in", "--out", "out")
    assert "1 answers decided by a person" in result.stderr
    assert "1 corrections no longer fit" in result.stderr


def test_corrections_outlive_another_reading_another_name_and_any_number_of_workers(
    out: Path, folder: Path, program: Program
) -> None:
    made = next(stored_records(out))
    append(out, lambda _: [line(made, "1.1", "prioritise", "correct", HIGH), line(made, "1.1", "map")])
    kept = (out / "corrections.jsonl").read_bytes()
    source = folder / made.source.path

    def reviewed() -> list[tuple[str, str]]:
        with (out / "answers.csv").open(encoding="utf-8", newline="") as file:
            return [(row["option"], row["reviewed"]) for row in csv.DictReader(file) if row["reviewed"]]

    for options in ([], ["--force"], ["--force", "--workers", "2"], ["--with", "privacy"]):
        assert program("ingest", "in", "--out", "out", *options).exit_code == 0
        assert reviewed() == [("", "accepted"), ("high", "corrected")], options
    source.rename(source.with_name(f"moved {source.name}"))
    assert program("ingest", "in", "--out", "out").exit_code == 0
    assert reviewed() == [("", "accepted"), ("high", "corrected")]
    again = program("ingest", "in", "--out", "out")
    assert "the tables stand as they were" in again.stdout
    assert "2 answers decided by a person" in again.stderr
    assert (out / "corrections.jsonl").read_bytes() == kept


def test_explain_shows_what_a_person_decided_beside_what_the_machine_had_read(
    out: Path, program: Program
) -> None:
    made = next(stored_records(out))
    said = line(made, "1.1", "prioritise", "correct", HIGH, reason="a tick in ink")
    append(out, lambda _: [said])
    assert program("apply", out).exit_code == 0
    shown = " ".join(program("explain", out, made.return_id, "1.1").stdout.split())
    assert "prioritise selected: high (4)" in shown
    assert "corrected by Ada at 2026-11-27T09:00:00.000000Z (a tick in ink); the machine had read: " in shown


def test_tables_are_not_written_while_a_run_has_the_folder_in_hand(out: Path, program: Program) -> None:
    from toolkit_extract.batch.hold import hold

    with hold(out / ".toolkit-extract"):
        result = program("apply", out)
    assert result.exit_code == 2
    assert "process" in result.stderr


def test_tables_are_not_written_while_a_run_elsewhere_has_the_folder_in_its_ledger(
    out: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from collections.abc import Iterator
    from contextlib import contextmanager

    from toolkit_extract.batch.ledger import Ledger

    asked = []

    @contextmanager
    def hold(_: Ledger, state: Path) -> Iterator[None]:
        asked.append(state)
        yield

    monkeypatch.setattr(Ledger, "hold", hold)
    assert program("apply", out).exit_code == 0
    assert asked == [out / ".toolkit-extract"]


def test_a_copy_that_no_run_wrote_in_gets_no_state_by_a_review(out: Path, program: Program) -> None:
    assert program("redact", out, "--out", "copy").exit_code == 0
    assert program("apply", "copy").exit_code == 0
    assert not Path("copy/.toolkit-extract").exists()


def test_a_masked_copy_keeps_what_people_decided_though_it_has_no_file_of_corrections(
    out: Path, program: Program
) -> None:
    made = next(stored_records(out))
    append(out, lambda _: [line(made, "1.1", "prioritise", "correct", HIGH)])
    assert program("apply", out).exit_code == 0
    assert program("redact", out, "--out", "copy").exit_code == 0
    before = Path("copy/answers.csv").read_bytes()
    assert b",corrected" in before
    result = program("apply", "copy")
    assert "1 answers decided by a person" in result.stdout
    assert Path("copy/answers.csv").read_bytes() == before
    assert program("annotate", "copy").exit_code == 0
    assert Path("copy/answers.csv").read_bytes() == before


def test_words_about_a_purged_return_do_not_come_back_with_a_file_that_is_handed_in(
    out: Path, program: Program, tmp_path: Path
) -> None:
    made = next(stored_records(out))
    handed = tmp_path / "handed.jsonl"
    handed.write_text(line(made, "1.1", "map", reason="Zanzibar").model_dump_json() + "\n")
    assert program("purge", out, "--return", made.return_id).exit_code == 0
    result = program("apply", out, handed)
    assert result.exit_code == 0
    assert "0 new lines" in result.stdout
    assert "1 lines are of purged returns; left out" in result.stderr
    assert read_overlay(out).lines == ()


def test_apply_takes_in_files_and_names_lines_that_are_no_corrections(
    out: Path, program: Program, tmp_path: Path
) -> None:
    made = next(stored_records(out))
    handed = tmp_path / "handed.jsonl"
    handed.write_text(f"{line(made, '1.1', 'map').model_dump_json()}\nscribble\n")
    result = program("apply", out, handed)
    assert result.exit_code == 0
    assert "1 new lines" in result.stdout
    assert "no corrections in line 2" in result.stderr
    assert len(read_overlay(out).lines) == 1
    assert program("apply", out, tmp_path / "gone.jsonl").exit_code == 1


def test_accuracy_says_when_there_is_no_basis(out: Path, program: Program) -> None:
    result = program("accuracy", out)
    assert result.exit_code == 0
    assert "no basis" in result.stdout
    assert "--audit 5%" in result.stdout


def test_accuracy_of_a_decided_sample_per_format_and_question(out: Path, program: Program) -> None:
    made = next(stored_records(out))
    found = [standard.number for standard in made.standards if standard.found]
    lines = [
        line(made, number, "prioritise", *(("correct", HIGH) if place == 0 else ()), audit=1.0)
        for place, number in enumerate(found)
    ]
    append(out, lambda _: lines)
    result = program("accuracy", out)
    assert "Random sample of 100 %" in result.stdout
    assert re.search(r"text +prioritise", result.stdout)
    assert "still to be decided" in result.stdout
    said = json.loads(program("accuracy", out, "--json").stdout)
    (one,) = [one for one in said["estimates"] if (one["format"], one["question"]) == ("text", "prioritise")]
    assert one["decided"] == len(found)
    assert said["share"] == 1.0
