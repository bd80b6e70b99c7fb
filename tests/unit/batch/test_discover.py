from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from toolkit_extract.batch.discover import discover, shown_path
from toolkit_extract.errors import EmptyFile, LimitReached, UnreadableFile, name_as_text, one_line
from toolkit_extract.extract import MAX_FILE_BYTES


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)


def found(*paths: Path, ignored: tuple[Path, ...] = ()) -> list[str]:
    return [file.path for file in discover(paths, ignored=ignored)]


def test_folders_are_read_recursively_and_paths_are_sorted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "in/b.txt", "in/deep/er/c.docx", "in/a.txt")
    assert found(Path("in")) == ["in/a.txt", "in/b.txt", "in/deep/er/c.docx"]


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/y.txt")
    assert found(tmp_path / "b", tmp_path / "a") == found(tmp_path / "a", tmp_path / "b")


def test_a_file_that_is_named_twice_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, "in/a.txt")
    one_way, other_way = (Path("in"), tmp_path / "in" / "a.txt"), (tmp_path / "in" / "a.txt", Path("in"))
    assert len(found(*one_way)) == 1
    assert found(*one_way) == found(*other_way)


@pytest.mark.parametrize(
    "name",
    [
        "~$return.docx",
        ".~lock.return.odt#",
        ".DS_Store",
        "._return.pdf",
        ".hidden/a.txt",
        "Thumbs.db",
        "x.tmp",
        "x.txt~",
    ],
)
def test_files_that_no_one_submits_are_left_out_of_folders(tmp_path: Path, name: str) -> None:
    make(tmp_path, name)
    assert found(tmp_path) == []


def test_a_file_that_is_named_itself_is_taken_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, ".hidden.txt")
    assert found(tmp_path / ".hidden.txt") == [(tmp_path / ".hidden.txt").as_posix()]


def test_the_output_folder_and_the_manifest_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out/assessments.csv", "list.csv")
    assert found(tmp_path, ignored=(tmp_path / "out", tmp_path / "list.csv")) == [
        (tmp_path / "a.txt").as_posix()
    ]


def test_tables_of_another_run_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "old/assessments.csv")
    (tmp_path / "old" / "datapackage.json").write_text(
        '{"name": "toolkit-extract-returns", "toolkit_extract": {}}'
    )
    assert found(tmp_path) == [(tmp_path / "a.txt").as_posix()]


def test_a_file_has_the_fingerprint_of_its_bytes(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (file,) = discover([tmp_path])
    assert file.sha256 == sha256(b"a.txt").hexdigest()


def test_an_empty_file_and_one_that_is_not_there_have_a_fault_and_no_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    empty, gone = discover([tmp_path / "empty.txt", tmp_path / "gone.txt"])
    assert (empty.sha256, gone.sha256) == (None, None)
    assert isinstance(empty.fault, EmptyFile)
    assert isinstance(gone.fault, UnreadableFile)


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        os.truncate(file.fileno(), MAX_FILE_BYTES + 1)
    (big,) = discover([tmp_path])
    assert isinstance(big.fault, LimitReached)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_file_and_is_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (pipe,) = discover([tmp_path])
    assert isinstance(pipe.fault, UnreadableFile)


def test_a_ring_of_links_is_one_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "good.txt").write_text("some")
    found = {Path(file.path).name: file.fault is None for file in discover([tmp_path])}
    assert found.pop("good.txt")
    assert not any(found.values())
    assert "a.txt" in found


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("in/Durham \udcff.txt", "in/Durham \\xff.txt"),
        ("in/Durham é.txt", "in/Durham é.txt"),
        ("in/a\nb\x1b[31m.txt", "in/a\\nb\\x1b[31m.txt"),
        ("in/half a pair \ud800.txt", "in/half a pair \\ud800.txt"),
    ],
)
def test_a_name_is_shown_as_errors_and_records_show_it(name: str, shown: str) -> None:
    assert shown_path(name) == shown
    assert shown in str(EmptyFile(shown_path(name)))
    assert one_line(name_as_text(name)) == shown
