"""A disk without room, and one that cannot be written to: a sentence, status 2, and the tables of the run before."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.unit.batch.runs import tables
from tests.unit.batch.test_kill import folder_of_returns  # noqa: F401 (a fixture)

PROGRAM = f"{sys.executable} -m toolkit_extract ingest in --out out --workers 1 --quiet"
ROOM = 1_200
"""Kilobytes: enough for one of the returns, and not for six beside the tables before."""
LONGEST = 300
"""Half kilobytes of a file that a system may write which lets us mount no small disk."""


@cache
def may_mount() -> bool:
    """Whether this system gives us a namespace in which we may mount a file system."""
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", "/mnt"]
    return bool(
        shutil.which("unshare") and not subprocess.run(tried, check=False, capture_output=True).returncode
    )


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    apart = ("unshare", "-rm") if may_mount() else ()
    return subprocess.run(
        [*apart, "sh", "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_full_disk_leaves_the_tables_of_the_run_before_and_the_next_run_goes_on(
    folder_of_returns: Path,  # noqa: F811
) -> None:
    (folder_of_returns / "later").mkdir()
    for path in sorted((folder_of_returns / "in").iterdir())[1:]:
        path.rename(folder_of_returns / "later" / path.name)
    small = f"mount -t tmpfs -o size={ROOM}k tmpfs out" if may_mount() else "true"
    limit = "true" if may_mount() else f"ulimit -f {LONGEST}"
    larger = "mount -o remount,size=100m out" if may_mount() else "true"
    done = run(
        folder_of_returns,
        f"mkdir out; {small}; {PROGRAM} || exit 9; cp -r out before; cp later/* in\n"
        f"({limit}; {PROGRAM}); test $? = 2 || exit 8\n"
        f"cp -r out after; {larger}; {PROGRAM} || exit 7; cp -r out mended",
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    before, after = tables(str(folder_of_returns / "before")), tables(str(folder_of_returns / "after"))
    assert before == after
    assert not list((folder_of_returns / "after").rglob("*.tmp"))
    whole = run(folder_of_returns, f"{PROGRAM.replace('--out out', '--out whole')}")
    assert whole.returncode == 0, whole.stderr
    assert tables(str(folder_of_returns / "mended")) == tables(str(folder_of_returns / "whole"))


def test_a_folder_on_a_disk_that_cannot_be_written_to_is_named_before_anything_is_read(
    folder_of_returns: Path,  # noqa: F811
) -> None:
    if may_mount():
        (folder_of_returns / "out").mkdir()
        script = f"mount -t tmpfs -o ro tmpfs out; {PROGRAM}"
    else:  # nobody may make files there, root neither
        script = PROGRAM.replace("--out out", "--out /proc/out")
    done = run(folder_of_returns, script)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "name another folder with --out" in done.stderr
