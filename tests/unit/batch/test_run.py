from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from tests.made_records import record
from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.batch import run as batch
from toolkit_extract.batch.discover import SubmittedFile, discover
from toolkit_extract.errors import EmptyFile, NotAReturn, describe_defect
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.toolkits import load_toolkit

SECRET = "words of the return"


def fake_extract(path: str, *, toolkit: str, manifest_entry: ManifestEntry | None) -> ReturnRecord:
    content = Path(path).read_bytes()
    if content.startswith(b"no return"):
        raise NotAReturn(path, toolkit)
    if content.startswith(b"defect"):
        raise ZeroDivisionError(SECRET)
    return record(load_toolkit(toolkit), path, content=content)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[SubmittedFile]:
    monkeypatch.setattr(batch, "extract", fake_extract)
    monkeypatch.chdir(tmp_path)
    contents = {
        "a.txt": "one",
        "b.txt": "one",
        "c.txt": "defect",
        "d.txt": "no return",
        "e.txt": "",
        "f.txt": "two",
    }
    for name, content in contents.items():
        Path(name).write_text(content)
    return discover([Path(name) for name in contents])


def test_a_file_that_cannot_be_read_stops_no_other(files: list[SubmittedFile]) -> None:
    outcome = batch.run(files)
    assert [made.source.path for made in outcome.records] == ["a.txt", "f.txt"]
    assert [(failure.path, failure.code) for failure in outcome.failed] == [
        ("c.txt", batch.UNEXPECTED), ("d.txt", NotAReturn.code), ("e.txt", EmptyFile.code),
    ]  # fmt: skip


def test_a_defect_is_recorded_by_its_class_and_never_by_its_words(files: list[SubmittedFile]) -> None:
    defect = batch.run(files).failed[0]
    assert "ZeroDivisionError" in defect.message
    assert SECRET not in defect.message


def test_a_defect_is_described_by_class_and_place_in_our_code() -> None:
    with pytest.raises(KeyError) as caught:
        load_toolkit("amhp").question(SECRET)
    described = describe_defect(caught.value)
    assert re.fullmatch(r"KeyError at schemas/toolkit\.py:\d+", described)


def test_a_file_whose_bytes_repeat_an_earlier_one_is_read_once(files: list[SubmittedFile]) -> None:
    outcome = batch.run(files)
    (copy,) = outcome.duplicates
    assert (copy.path, copy.first, copy.sha256) == ("b.txt", "a.txt", sha256(b"one").hexdigest())


def test_a_copy_of_a_file_that_was_not_read_was_not_read_either(files: list[SubmittedFile]) -> None:
    Path("g.txt").write_text("no return")
    outcome = batch.run([*files, *discover([Path("g.txt")])])
    (failure,) = [failure for failure in outcome.failed if failure.path == "g.txt"]
    assert "same bytes as d.txt" in failure.message


def test_the_order_of_the_files_and_who_works_make_no_difference(files: list[SubmittedFile]) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert batch.run(files) == batch.run(files[::-1]) == batch.run(files, executor=pool)


def test_progress_is_told_of_each_file_that_is_read_or_not(files: list[SubmittedFile]) -> None:
    told: list[str] = []
    batch.run(files, progress=lambda result: told.append(type(result).__name__))
    assert sorted(told) == ["FailedFile"] * 3 + ["ReturnRecord"] * 2


def test_a_failed_file_has_the_authority_that_the_manifest_gives_it(files: list[SubmittedFile]) -> None:
    entry = ManifestEntry("d.txt", "Walsall", "E08000030", date(2024, 2, 29))
    failure = batch.run(files, entries={"d.txt": entry}).failed[1]
    assert (failure.authority.name, failure.authority.method, failure.submitted) == (
        "Walsall",
        "manifest",
        "2024-02-29",
    )


def test_a_copy_that_the_manifest_gives_to_another_authority_raises_a_finding(
    files: list[SubmittedFile],
) -> None:
    entry = ManifestEntry("b.txt", "Walsall", "E08000030")
    made = batch.run(files, entries={"b.txt": entry}).records[0]
    (doubt,) = made.findings
    assert doubt.code == "authority.disagreement"
    assert "b.txt" in doubt.message
    assert "Walsall" in doubt.message


def end_worker(task: batch.Task) -> ReturnRecord:
    if task.file.path == "f.txt":
        os._exit(1)
    return record(load_toolkit(task.toolkit), task.file.path)


def end_worker_of_chunk(tasks: list[batch.Task]) -> list[ReturnRecord]:
    return [end_worker(task) for task in tasks]


def test_a_file_that_ends_its_worker_costs_no_other_file(
    files: list[SubmittedFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "read_one", end_worker)
    monkeypatch.setattr(batch, "read_chunk", end_worker_of_chunk)
    readable = [file for file in files if file.path in ("a.txt", "c.txt", "f.txt")]
    with batch.process_pool(1) as pool:
        outcome = batch.run(readable, executor=pool)
    assert [made.source.path for made in outcome.records] == ["a.txt", "c.txt"]
    assert [(failure.path, failure.code) for failure in outcome.failed] == [("f.txt", batch.WORKER_LOST)]
