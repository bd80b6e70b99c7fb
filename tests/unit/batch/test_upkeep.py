"""What other commands do to a folder that runs write in: they take turns with runs, and runs undo nothing of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import toolkit_extract
from tests.unit.batch.runs import Run, by_file, rows, tables
from toolkit_extract.batch.events import Remark
from toolkit_extract.batch.hold import hold
from toolkit_extract.batch.ledger import LEDGER, open_ledger, state_folder
from toolkit_extract.batch.upkeep import annotate, purge
from toolkit_extract.batch.worker import end_workers
from toolkit_extract.dataset.comparison import compare
from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_toolkit
from toolkit_extract.errors import FolderHeld, UnreadableTables, UnusableLedger
from toolkit_extract.outputs.comparison_files import (
    check_comparison_folder,
    comparison_contents,
    write_comparison,
)
from toolkit_extract.outputs.datapackage import DESCRIPTOR
from toolkit_extract.sharing.purge import TOMBSTONES

OUT = Path("out")


@pytest.fixture(scope="module", autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    yield
    end_workers()


def remarks(run: Run) -> list[str]:
    return [event.words for event in run.told if isinstance(event, Remark)]  # type: ignore[attr-defined]


def test_a_purged_return_does_not_come_back_and_its_file_is_named_while_it_lies_there(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two")
    run()
    gone = by_file()["a"]
    purge(OUT, gone["return_id"])
    with open_ledger(OUT) as ledger:
        assert len(ledger.keys_of_lines()) == 1
        assert gone["sha256"] in ledger.forgotten()
    for options in ({}, {"force": True}, {"retry_failed": True}):
        outcome = run(**options).outcome
        assert [(failed.path, failed.code) for failed in outcome.failed] == [("in/a.txt", "file.forgotten")]
        assert "--include-purged" in outcome.failed[0].message
        assert {row["source_file"] for row in rows("assessments")} == {"in/b.txt"}
    assert run(include_purged=True).outcome.read == 2
    assert not (OUT / TOMBSTONES).read_text()
    assert run().outcome.read == 2


def test_a_purged_return_stays_away_though_the_ledger_was_lost(put: Callable[..., None], run: Run) -> None:
    put(a="one", b="two")
    run()
    purge(OUT, by_file()["a"]["return_id"])
    for file in state_folder(OUT).iterdir():
        file.unlink()
    assert [failed.path for failed in run().outcome.failed] == ["in/a.txt"]


def test_nothing_that_a_purged_return_said_is_left_in_the_ledger(put: Callable[..., None], run: Run) -> None:
    put(a="Zanzibarcanary", b="two")
    run()
    gone = by_file()["a"]["return_id"]
    with open_ledger(OUT) as ledger:
        (key,) = (file.reading for file in ledger.files().values() if file.path == "in/a.txt")
        packed = ledger.record(key or "")
    assert purge(OUT, gone).mentions == ()
    assert packed[20:60] not in (state_folder(OUT) / LEDGER).read_bytes()


def test_a_return_that_the_purged_one_superseded_is_named_and_counts_after_the_next_run(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two")
    run()
    assert by_file()["a"]["current"] == "false"
    purged = purge(OUT, by_file()["b"]["return_id"])
    assert purged.superseded == ("in/a.txt",)
    Path("in/b.txt").unlink()
    run()
    assert (by_file()["a"]["current"], by_file()["a"]["superseded_by"]) == ("true", "")


@pytest.mark.parametrize("place", ["comparison", "reports/first"])
def test_comparisons_below_the_folder_go_with_a_purged_return(
    put: Callable[..., None], run: Run, place: str
) -> None:
    put(a="one", b="two")
    run()
    made = comparison_contents(compare(load(OUT), stored_toolkit(OUT)), None, "0")
    check_comparison_folder(OUT / place)
    write_comparison(OUT / place, made)
    (OUT / place / "mine.txt").write_text("a note of mine")
    assert purge(OUT, by_file()["a"]["return_id"]).comparisons == (OUT / place,)
    assert [path.name for path in (OUT / place).iterdir()] == ["mine.txt"]


def test_whatever_writes_in_a_folder_waits_for_the_run_that_has_it_and_says_whose_it_is(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two")
    run()
    before = tables()
    gone = by_file()["a"]["return_id"]
    works: list[Callable[[], object]] = [
        lambda: purge(OUT, gone),
        lambda: annotate(OUT, ["privacy"]),
        lambda: toolkit_extract.export(OUT, "csv"),
        lambda: toolkit_extract.redact("other", OUT),
    ]
    with hold(state_folder(OUT)):
        for work in works:
            with pytest.raises(FolderHeld, match=r"out: process \d+ on .* since"):
                work()
    assert tables() == before
    assert sorted(path.name for path in OUT.iterdir()) == sorted((*before, ".toolkit-extract"))
    toolkit_extract.export(OUT, "csv", "elsewhere")


def test_what_goes_elsewhere_needs_no_turn_and_copies_carry_no_state(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one")
    run()
    with hold(state_folder(OUT)):
        toolkit_extract.export(OUT, "csv", "elsewhere")
        toolkit_extract.redact(OUT, "copy")
    assert not list(Path("copy").glob(".*"))
    with pytest.raises(UnreadableTables):
        purge(Path("in"), "0" * 16)
    assert not list(Path("in").glob(".*"))


def test_tables_that_were_added_are_made_anew_by_the_next_run_until_they_are_deleted(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one")
    run()
    annotate(OUT, ["privacy"])
    added = (OUT / "privacy.csv").read_bytes()
    run()
    assert (OUT / "privacy.csv").read_bytes() == added
    put(b="two")
    run()
    assert (OUT / "privacy.csv").exists()
    assert any("privacy.csv" in words for words in remarks(run))
    (OUT / "privacy.csv").unlink()
    run()
    assert not (OUT / "privacy.csv").exists()
    assert remarks(run) == []


def test_a_model_that_is_gone_is_named_and_rules_are_used_alone(put: Callable[..., None], run: Run) -> None:
    put(a="one")
    run()
    annotate(OUT, ["privacy"])
    package = json.loads((OUT / DESCRIPTOR).read_bytes())
    package["toolkit_extract"]["aids"] = {"model": "no_such_model"}
    (OUT / DESCRIPTOR).write_text(json.dumps(package), encoding="utf-8")
    run()
    assert any("no_such_model" in words for words in remarks(run))
    assert (OUT / "privacy.csv").exists()


def test_a_purge_asks_for_the_database_that_holds_the_folder_s_ledger(
    put: Callable[..., None], run: Run, postgres: str
) -> None:
    put(a="one", b="two")
    run(ledger=postgres)
    gone = by_file()["a"]["return_id"]
    with pytest.raises(UnusableLedger, match="--ledger"):
        purge(OUT, gone)
    purge(OUT, gone, postgres)
    assert [failed.path for failed in run(ledger=postgres).outcome.failed] == ["in/a.txt"]
