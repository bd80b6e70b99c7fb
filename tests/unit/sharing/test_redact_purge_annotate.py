from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import frictionless
import pytest

import toolkit_extract
from tests.made_records import narrative, record
from tests.unit.review.lines import line
from tests.unit.sharing.folders import PERSONAL, WORDS, contents, made_folder, made_records
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import stored_records, stored_results, stored_tables
from toolkit_extract.errors import UnknownReturn, UnreadableTables, UnusableOutput
from toolkit_extract.outputs import files
from toolkit_extract.review.corrections import append, read_overlay
from toolkit_extract.review.tables import write_tables
from toolkit_extract.schemas.correction import AnswerValue
from toolkit_extract.schemas.outcome import result_order
from toolkit_extract.schemas.tables import tables_of
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.sharing.export import ExportFormat, export
from toolkit_extract.sharing.purge import purge, purged_files
from toolkit_extract.sharing.rebuild import rebuild
from toolkit_extract.sharing.redact import redact


def test_a_folder_written_again_from_its_own_records_has_the_same_bytes(
    tmp_path: Path, amhp: Toolkit
) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    before = contents(folder)
    rebuild(folder, folder)
    assert contents(folder) == before
    statuses = toolkit_extract.load(folder)["returns"]["status"].tolist()
    assert statuses == ["complete", "duplicate", "complete", "failed"]
    assert [type(result).__name__ for result in stored_results(folder)] == [
        "ReturnRecord", "DuplicateFile", "ReturnRecord", "FailedFile",
    ]  # fmt: skip


def test_tables_are_added_to_a_folder_that_lacks_them(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp, families=())
    assert not (folder / "privacy.csv").exists()
    rows = rebuild(folder, folder, families=("privacy",))
    assert stored_tables(folder) == tables_of(amhp, ["privacy"])
    flagged = toolkit_extract.load(folder)["privacy"]
    assert len(flagged) == rows["privacy"] == 5
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    assert contents(folder) == contents(made_folder(tmp_path / "other", amhp))


def test_tables_that_a_run_does_not_write_do_not_stay_behind(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    rebuild(folder, folder, families=(), free_text=False)
    assert sorted(contents(folder)) == sorted(set(files.FILE_NAMES) - {"records.jsonl"})


def test_a_redacted_copy_holds_none_of_the_flagged_words_anywhere(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    before = contents(folder)
    assert redact(folder, tmp_path / "copy") == 1
    assert contents(folder) == before
    copy = contents(tmp_path / "copy")
    assert sorted(copy) == sorted(before)
    assert not any(word.encode() in content for content in copy.values() for word in WORDS)
    assert len(toolkit_extract.load(tmp_path / "copy")["privacy"]) == 0
    assert next(stored_records(tmp_path / "copy")).source == made_records(amhp)[0].source
    assert frictionless.validate(str(tmp_path / "copy" / "datapackage.json")).valid


def test_a_folder_is_not_redacted_into_itself(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    with pytest.raises(UnusableOutput, match="is the folder itself"):
        redact(folder, tmp_path / "out" / ".." / "out")
    assert PERSONAL.encode() in contents(folder)["records.jsonl"]


def test_a_purged_return_is_nowhere_but_for_the_hash_of_its_file(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    export(folder, ExportFormat.SQLITE)
    gone, stays = made_records(amhp)
    forgotten: list[str] = []
    purged = purge(folder, gone.return_id, forget=forgotten.append)
    assert forgotten == [gone.source.sha256]
    assert (purged.sha256, purged.source_files) == (gone.source.sha256, ("a.txt", "copy of a.txt"))
    assert purged.rows == {
        "assessments.csv": 28, "answers.csv": 168, "marks.csv": 224, "privacy.csv": 5, "records.jsonl": 1,
        "returns.csv": 2,
    }  # fmt: skip
    assert purged.exports and purged.mentions == ()
    left = contents(folder)
    assert left.pop("purged.txt").decode() == f"{gone.source.sha256}\n"
    assert not any(gone.return_id.encode() in content for content in left.values())
    assert not any(word.encode() in content for content in left.values() for word in WORDS)
    tables = toolkit_extract.load(folder)
    assert set(tables["assessments"]["return_id"]) == {stays.return_id}
    assert [record.return_id for record in stored_records(folder)] == [stays.return_id]
    for resource in json.loads(left["datapackage.json"])["resources"]:
        assert resource["hash"] == f"sha256:{hashlib.sha256(left[resource['path']]).hexdigest()}"
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_corrections_are_masked_in_a_copy_and_purged_with_their_return(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    gone, stays = made_records(amhp)
    other = AnswerValue(state="answered", text="Ask Sarah Thompson.")
    lines = [
        line(gone, "1.1", "map", "correct", other, reviewer="Zoe", reason="Sarah Thompson rang"),
        line(gone, "1.1", "evaluate", reviewer="Zoe"),
        line(stays, "1.1", "map"),
    ]
    append(folder, lambda _: lines)
    assert write_tables(folder).decided == 3
    assert b"Zoe" in (folder / "records.jsonl").read_bytes()
    redact(folder, tmp_path / "copy")
    copy = contents(tmp_path / "copy")
    assert "corrections.jsonl" not in copy
    assert not any(word.encode() in content for content in copy.values() for word in (*WORDS, "Zoe"))
    with (folder / "corrections.jsonl").open("a") as file:
        file.write(f'{{"torn": "{gone.source.sha256}')
    purged = purge(folder, gone.return_id)
    assert (purged.rows["corrections.jsonl"], purged.mentions) == (3, ())
    assert read_overlay(folder).lines == (lines[2],)


def test_answers_may_be_longer_than_python_s_reader_of_csv_takes(tmp_path: Path, amhp: Toolkit) -> None:
    long = record(amhp, "long.txt", changed={"1.1": {"map": narrative("word " * 40_000)}})
    gone, _ = made_records(amhp)
    results = sorted((long, gone), key=result_order)
    files.check_folder(tmp_path)
    files.write(tmp_path, all_rows(results, amhp), amhp, "7")
    csv.field_size_limit(131_072)
    rebuild(tmp_path, tmp_path)
    purge(tmp_path, gone.return_id)
    assert [kept.return_id for kept in stored_records(tmp_path)] == [long.return_id]


def test_what_stays_is_as_it_was(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    gone, stays = made_records(amhp)
    before = toolkit_extract.load(folder)
    purge(folder, gone.return_id)
    after = toolkit_extract.load(folder)
    for name in ("assessments", "answers", "marks"):
        kept = before[name][before[name]["return_id"] == stays.return_id].reset_index(drop=True)
        assert after[name].equals(kept)


def test_a_purge_that_was_broken_off_is_finished_by_the_next(
    tmp_path: Path, amhp: Toolkit, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    gone, _ = made_records(amhp)
    replace, replaced = Path.replace, []

    def break_off(path: Path, target: Path) -> Path:
        if target.parent == folder:
            if len(replaced) == 3:
                raise OSError(5, "Input/output error")
            replaced.append(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", break_off)
    with pytest.raises(UnusableOutput, match="Input/output error"):
        purge(folder, gone.return_id)
    monkeypatch.undo()
    purge(folder, gone.return_id)
    left = contents(folder)
    assert purged_files(folder) == {gone.source.sha256}
    assert not any(
        gone.return_id.encode() in content for name, content in left.items() if name != "purged.txt"
    )


def test_files_of_others_that_still_name_the_return_are_told(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    gone, _ = made_records(amhp)
    (folder / "notes.txt").write_text(f"look at {gone.return_id}")
    assert purge(folder, gone.return_id).mentions == (folder / "notes.txt",)


def test_an_unknown_return_and_a_folder_that_is_not_ours_are_refused(tmp_path: Path, amhp: Toolkit) -> None:
    folder = made_folder(tmp_path / "out", amhp)
    before = contents(folder)
    with pytest.raises(UnknownReturn, match=r"returns\.csv lists them"):
        purge(folder, "0" * 16)
    assert contents(folder) == before
    with pytest.raises(UnreadableTables):
        purge(tmp_path, "0" * 16)
