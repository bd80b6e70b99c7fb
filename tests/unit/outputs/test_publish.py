from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit_extract.outputs import publish

NAMES = ("a.csv", "b.csv", "c.json")


class Crash(BaseException):
    """The power goes."""


def write_set(folder: Path, words: str, names: tuple[str, ...] = NAMES, gone: tuple[str, ...] = ()) -> None:
    pending = publish.pending_folder(folder)
    for name in names:
        (pending / name).write_text(words)
    publish.publish(folder, names, gone=gone)


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the step-th change of the folder never happen, and nothing after it."""
    steps = 0

    def counted(real):  # type: ignore[no-untyped-def]
        def act(*arguments, **named):  # type: ignore[no-untyped-def]
            nonlocal steps
            steps += 1
            if steps >= step:
                raise Crash
            return real(*arguments, **named)

        return act

    for name in ("replace", "unlink", "mkdir", "rmdir"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))


def test_a_crash_at_any_moment_leaves_the_old_set_or_the_new_one(tmp_path: Path) -> None:
    seen = []
    for step in range(1, 40):
        folder = tmp_path / str(step)
        folder.mkdir()
        write_set(folder, "old", (*NAMES, "gone.csv"))
        with pytest.MonkeyPatch.context() as monkeypatch:
            crash_at(step, monkeypatch)
            try:
                write_set(folder, "new", gone=("gone.csv",))
            except Crash:
                finished = False
            else:
                finished = True
        publish.settle(folder)
        after = contents(folder)
        assert after in (dict.fromkeys((*NAMES, "gone.csv"), "old"), dict.fromkeys(NAMES, "new"))
        assert not (folder / publish.STATE_FOLDER).exists()
        seen.append((finished, next(iter(after.values()))))
    assert (False, "old") in seen and (False, "new") in seen
    assert seen[-1] == (True, "new")


def test_what_else_is_kept_beside_the_tables_stays(tmp_path: Path) -> None:
    (tmp_path / publish.STATE_FOLDER).mkdir()
    (tmp_path / publish.STATE_FOLDER / "ledger").touch()
    write_set(tmp_path, "new")
    assert [path.name for path in (tmp_path / publish.STATE_FOLDER).iterdir()] == ["ledger"]


def test_a_folder_with_nothing_pending_is_left_as_it_is(tmp_path: Path) -> None:
    assert publish.settle(tmp_path) is False
    assert list(tmp_path.iterdir()) == []
