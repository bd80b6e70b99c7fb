"""A run from its paths to its tables, with worker processes that do what the files say."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.unit.batch.readers import SECRET
from tests.unit.batch.runs import CREW, Run, by_file, rows, tables
from toolkit_extract.batch import ingest as batch
from toolkit_extract.batch.events import Event, FileDone, FileStarted, PagesRead, RunPlanned, TablesWritten
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.batch.ledger import open_ledger
from toolkit_extract.batch.run import Crew
from toolkit_extract.batch.stopping import Stop, Stopped
from toolkit_extract.batch.survey import survey_only
from toolkit_extract.batch.worker import end_workers
from toolkit_extract.errors import EmptyFile, NotAReturn, NoWorker
from toolkit_extract.outputs.files import FILE_NAMES


@pytest.fixture(scope="module", autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    yield
    end_workers()


def read_in(run: Run) -> list[str]:
    return sorted(event.path for event in run.told if isinstance(event, FileDone))  # type: ignore[attr-defined]


def test_a_folder_is_the_same_one_however_it_is_named_and_wherever_it_was_moved(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two")
    run()
    for out in (str(Path("out").resolve()), "in/../out"):
        assert not run(out).outcome.changed
    Path("out").rename("moved")
    assert not run("moved").outcome.changed
    with open_ledger(Path("moved").resolve()) as ledger:
        assert len(ledger.keys_of_lines()) == len(ledger.files()) == 2


def test_a_file_that_cannot_be_read_stops_no_other(put: Callable[..., None], run: Run) -> None:
    put(a="one", c="defect", d="no-return", e="", f="two", g="leave", h="hang", i="swell")
    outcome = run().outcome
    assert outcome.read == 2
    assert [(failed.path, failed.code) for failed in outcome.failed] == [
        ("in/c.txt", "error.unexpected"), ("in/d.txt", NotAReturn.code), ("in/e.txt", EmptyFile.code),
        ("in/g.txt", "error.worker_lost"), ("in/h.txt", "limit.time"), ("in/i.txt", "limit.memory"),
    ]  # fmt: skip
    assert by_file()["a"]["status"] == by_file()["f"]["status"] == "complete"
    assert by_file()["h"]["error_code"] == "limit.time"
    assert SECRET not in json.dumps([str(failed) for failed in outcome.failed])


def test_what_was_read_is_not_read_again_and_the_tables_stand_as_they_were(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="no-return")
    run()
    before, stamps = tables(), [(Path("out") / name).stat().st_mtime_ns for name in FILE_NAMES]
    again = run().outcome
    assert read_in(run) == []
    assert (again.unchanged, again.changed, len(again.failed)) == (2, False, 1)
    assert tables() == before
    assert [(Path("out") / name).stat().st_mtime_ns for name in FILE_NAMES] == stamps


def test_only_what_is_new_or_changed_is_read(put: Callable[..., None], run: Run) -> None:
    put(a="one", b="two")
    run()
    put(b="three", c="four")
    outcome = run().outcome
    assert outcome.failed == ()
    assert outcome.read == 3
    assert read_in(run) == ["in/b.txt", "in/c.txt"]
    assert sha256(b"three").hexdigest() == by_file()["b"]["sha256"]


def test_a_file_that_changed_without_another_size_or_time_is_found_out_if_it_changed_lately(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one")
    run()
    status = Path("in/a.txt").stat()
    Path("in/a.txt").write_text("two")
    os.utime("in/a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    run()
    assert read_in(run) == ["in/a.txt"]


@pytest.mark.parametrize("what", ["spoilt", "gone", "descriptor"])
def test_tables_that_were_changed_by_hand_are_written_again(
    put: Callable[..., None], run: Run, what: str
) -> None:
    put(a="one")
    run()
    before = tables()
    if what == "gone":
        Path("out/answers.csv").unlink()
    else:
        name = "datapackage.json" if what == "descriptor" else "answers.csv"
        Path("out", name).write_bytes(Path("out", name).read_bytes() + b"\n")
    assert run().outcome.changed
    assert read_in(run) == []
    assert tables() == before


def test_another_manifest_row_or_name_makes_another_reading(put: Callable[..., None], run: Run) -> None:
    put(a="one", b="two")
    run()
    Path("list.csv").write_text("file,authority\na.txt,Walsall\n")
    run(manifest=Path("list.csv"))
    assert read_in(run) == ["in/a.txt"]
    Path("in/b.txt").rename("in/c.txt")
    run(manifest=Path("list.csv"))
    assert read_in(run) == ["in/c.txt"]
    assert set(by_file()) == {"a", "c"}


def test_another_program_makes_another_reading(
    put: Callable[..., None], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(a="one")
    run()
    monkeypatch.setattr("toolkit_extract.batch.keys._code", lambda *_: "other")
    run()
    assert read_in(run) == ["in/a.txt"]


def test_what_failed_is_read_again_only_when_asked_for_and_everything_by_force(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="leave")
    run()
    run()
    assert read_in(run) == []
    run(retry_failed=True)
    assert read_in(run) == ["in/b.txt"]
    run(force=True)
    assert read_in(run) == ["in/a.txt", "in/b.txt"]


def test_the_same_bytes_under_two_names_are_read_once_and_both_are_named(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="one", c="no-return", d="no-return")
    outcome = run().outcome
    assert read_in(run) == ["in/a.txt", "in/c.txt"]
    assert [(copy.path, copy.first) for copy in outcome.duplicates] == [("in/b.txt", "in/a.txt")]
    assert by_file()["b"]["status"] == "duplicate"
    assert "same bytes as in/c.txt" in by_file()["d"]["error"]


def test_a_copy_that_the_manifest_gives_to_another_authority_raises_a_finding(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="one")
    Path("list.csv").write_text("file,authority\nb.txt,Walsall\n")
    run(manifest=Path("list.csv"))
    (doubt,) = rows("findings")
    assert doubt["code"] == "authority.disagreement"
    assert "in/b.txt" in doubt["message"]
    assert "Walsall" in doubt["message"]


def test_a_failed_file_has_the_authority_that_the_manifest_gives_it(
    put: Callable[..., None], run: Run
) -> None:
    put(a="no-return")
    Path("list.csv").write_text("file,authority,submitted\na.txt,Walsall,2024-02-29\n")
    (failed,) = run(manifest=Path("list.csv")).outcome.failed
    assert (failed.authority.name, failed.authority.method, failed.submitted) == (
        "Walsall", "manifest", "2024-02-29",
    )  # fmt: skip


def test_of_two_returns_by_one_authority_the_later_counts_and_both_are_kept(
    put: Callable[..., None], run: Run
) -> None:
    put("2024-05-01", a="one")
    put("2024-03-01", b="two")
    outcome = run().outcome
    assert (outcome.read, outcome.superseded) == (2, 1)
    returns = by_file()
    assert (returns["a"]["current"], returns["b"]["current"]) == ("true", "false")
    assert returns["b"]["superseded_by"] == returns["a"]["return_id"]
    assert {row["current"] for row in rows("assessments") if row["source_file"] == "in/b.txt"} == {"false"}
    (doubt,) = rows("findings")
    assert (doubt["source_file"], doubt["code"]) == ("in/b.txt", "return.superseded")
    assert "2024-05-01 by its file" in doubt["message"]


def test_the_same_input_gives_the_same_bytes_whoever_reads(put: Callable[..., None], run: Run) -> None:
    put(**{f"f{number}": f"words {number}" for number in range(12)}, x="defect", y="words 3")
    made = []
    for number, workers in enumerate((1, 2, 8)):
        run(f"out{number}", crew=replace(CREW, workers=workers))
        made.append(tables(f"out{number}"))
    executors: list[Executor] = [
        ThreadPoolExecutor(2),
        ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    ]
    for number, executor in enumerate(executors, 3):
        with executor:
            run(f"out{number}", crew=replace(CREW, executor=executor))
        made.append(tables(f"out{number}"))
    assert all(some == made[0] for some in made)


class Losing(ThreadPoolExecutor):
    """An executor whose workers are lost: so many times for each file."""

    def __init__(self, times: int) -> None:
        super().__init__(1)
        self.times, self.given = times, list[str]()

    def submit(self, fn, task, *arguments):  # type: ignore[no-untyped-def]
        self.given.append(task.path)
        if self.given.count(task.path) <= self.times and task.path == "in/b.txt":
            lost: Future[object] = Future()
            lost.set_exception(OSError("worker went away"))
            return lost
        return super().submit(fn, task, *arguments)


@pytest.mark.parametrize(("times", "failed"), [(1, []), (2, ["in/b.txt"])])
def test_a_lost_worker_of_a_cluster_costs_one_file_one_retry_at_most(
    put: Callable[..., None], run: Run, times: int, failed: list[str]
) -> None:
    put(a="one", b="two", c="three")
    with Losing(times) as executor:
        outcome = run(crew=replace(CREW, executor=executor)).outcome
    assert [failure.path for failure in outcome.failed] == failed
    assert executor.given.count("in/b.txt") == 2
    assert executor.given.count("in/a.txt") == executor.given.count("in/c.txt") == 1


def test_deadlines_hold_in_the_executor_s_workers(put: Callable[..., None], run: Run) -> None:
    put(a="hang", b="one")
    with ThreadPoolExecutor(1) as executor:
        outcome = run(crew=replace(CREW, executor=executor)).outcome
    assert [(failed.path, failed.code) for failed in outcome.failed] == [("in/a.txt", "limit.time")]


def test_an_executor_that_takes_no_work_stops_the_run_and_no_file_is_blamed(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one")
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(NoWorker):
        run(crew=replace(CREW, executor=executor))
    assert run().outcome.read == 1


def test_progress_is_told_from_the_plan_to_the_tables(put: Callable[..., None], run: Run) -> None:
    put(a="one", b="pages 3 0.3", c="no-return", d="")
    run()
    told: list[Event] = run.told  # type: ignore[attr-defined]
    assert told[0] == RunPlanned(files=4, unchanged=0, to_read=3)
    assert told[-1] == TablesWritten(changed=True)
    assert {event.path for event in told if isinstance(event, FileStarted)} == {
        "in/a.txt", "in/b.txt", "in/c.txt",
    }  # fmt: skip
    assert any(isinstance(event, PagesRead) and event.pages == 3 for event in told)
    assert {event.path: event.status for event in told if isinstance(event, FileDone)} == {
        "in/a.txt": "read", "in/b.txt": "read", "in/c.txt": "failed",
    }  # fmt: skip


def test_a_run_that_is_stopped_keeps_what_it_read_and_leaves_the_tables(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one")
    run()
    before = tables()
    put(b="two", c="three", d="four")

    def stop_at_first(event: Event) -> None:
        if isinstance(event, FileDone):
            raise KeyboardInterrupt

    job = Job((Path("in"),), Path("out"), crew=replace(CREW, workers=1))
    with pytest.raises(KeyboardInterrupt):
        ingest(prepare(job), tell=stop_at_first)
    assert tables() == before
    assert run().outcome.read == 4
    assert len(read_in(run)) == 2


def test_a_run_that_is_told_to_stop_keeps_what_it_read_and_goes_no_further(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two", c="three", d="four")
    crew = replace(CREW, workers=1, stop=Stop())

    def stop_at_first(event: Event) -> None:
        if isinstance(event, FileDone):
            crew.stop.set()

    with pytest.raises(Stopped):
        ingest(prepare(Job((Path("in"),), Path("out"), crew=crew)), tell=stop_at_first)
    assert not Path("out/returns.csv").exists()
    assert run().outcome.read == 4
    assert len(read_in(run)) <= 3


def test_a_dry_run_says_what_each_file_is_and_touches_nothing(put: Callable[..., None], run: Run) -> None:
    put(a="one", b="two", c="leave")
    Path("in/picture.txt").write_bytes(b"GIF89a" + bytes(100))
    Path("in/scan.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    with zipfile.ZipFile("in/sheet.txt", "w") as package:
        package.writestr("xl/workbook.xml", "")

    def news(**changes: object) -> dict[str, str]:
        job = Job((Path("in"),), Path("out"), crew=CREW, **changes)  # type: ignore[arg-type]
        return {Path(path).stem: said for path, said in survey_only(batch.check_inputs(job))}

    assert news() == {
        "a": "new", "b": "new", "c": "new", "picture": "unsupported", "scan": "new", "sheet": "unsupported",
    }  # fmt: skip
    assert not Path("out").exists()
    for name in ("picture", "scan", "sheet"):
        Path(f"in/{name}.txt").unlink()
    run()
    before = tables()
    put(b="three", d="four", e="four")
    assert news() == {"a": "unchanged", "b": "changed", "c": "unchanged", "d": "new", "e": "duplicate"}
    assert news(retry_failed=True)["c"] == "again"
    assert tables() == before


def test_a_return_that_was_forgotten_is_not_read_again_unless_told_to(
    put: Callable[..., None], run: Run
) -> None:
    put(a="one", b="two")
    run()
    digest = by_file()["a"]["sha256"]
    with open_ledger(Path("out")) as ledger:
        assert ledger.forget(digest[:16]) == 1
    outcome = run().outcome
    assert outcome.read == 1
    assert [(failed.path, failed.code) for failed in outcome.failed] == [("in/a.txt", "file.forgotten")]
    assert run(force=True).outcome.read == 1
    assert run(include_purged=True).outcome.read == 2


def test_names_that_no_table_or_terminal_can_hold_are_escaped(put: Callable[..., None], run: Run) -> None:
    put(a="one")
    for number, name in enumerate(
        (b"line\nbreak.txt", b"latin\xe9.txt", b"bell\x07.txt", "ok é ☒ 🙂.txt".encode())
    ):
        with open(os.path.join(b"in", name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(f"words {number}".encode())
    assert run().outcome.read == 5
    assert {row["source_file"] for row in rows("returns")} == {
        "in/a.txt", r"in/line\nbreak.txt", r"in/latin\xe9.txt", r"in/bell\x07.txt", "in/ok é ☒ 🙂.txt",
    }  # fmt: skip


def test_a_file_that_vanishes_or_changes_during_the_run_is_recorded_and_read_next_time(
    put: Callable[..., None], run: Run
) -> None:
    put(a="pages 2 0.3", b="one", c="two")

    def meddle(event: Event) -> None:
        if isinstance(event, FileStarted) and event.path == "in/a.txt":
            Path("in/b.txt").unlink()
            Path("in/c.txt").write_text("changed meanwhile")

    job = Job((Path("in"),), Path("out"), crew=Crew(1, CREW.limits))
    outcome = ingest(prepare(job), tell=meddle).outcome
    assert {failed.path: failed.code for failed in outcome.failed} == {
        "in/a.txt": NotAReturn.code, "in/b.txt": "file.unreadable", "in/c.txt": "file.changed",
    }  # fmt: skip
    Path("in/a.txt").unlink()
    outcome = run(crew=replace(CREW, reader="toolkit_extract.batch.child:read_file")).outcome
    assert read_in(run) == ["in/c.txt"]
    assert [failed.code for failed in outcome.failed] == [NotAReturn.code]
