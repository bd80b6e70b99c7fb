from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit_extract.batch import hold as holding
from toolkit_extract.batch.hold import hold, holder
from toolkit_extract.errors import FolderHeld, UnusableOutput

HOLD = """
import sys, time
from pathlib import Path
from toolkit_extract.batch.hold import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(tmp_path: Path):  # type: ignore[no-untyped-def]
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_run_is_told_who_has_the_folder_and_since_when(
    tmp_path: Path, other: subprocess.Popen[bytes]
) -> None:
    since = json.loads((tmp_path / "lock").read_text())["since"]
    with (
        pytest.raises(FolderHeld, match=f"process {other.pid} on .* since {re.escape(since)}"),
        hold(tmp_path),
    ):
        pass
    found = holder(tmp_path)
    assert found is not None
    assert found.pid == other.pid


def test_a_killed_run_holds_nothing(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert holder(tmp_path) is None
    with hold(tmp_path):
        found = holder(tmp_path)
        assert found is not None
        assert found.pid == os.getpid()
    assert holder(tmp_path) is None


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(holding, "try_lock", no_locks)


@pytest.mark.usefixtures("without_locks")
def test_where_the_file_system_has_no_locks_a_file_stands_for_one(tmp_path: Path) -> None:
    with hold(tmp_path):
        with pytest.raises(FolderHeld, match=f"process {os.getpid()} .*delete"), hold(tmp_path):
            pass
        assert holder(tmp_path) is not None
    with hold(tmp_path):
        pass


@pytest.mark.usefixtures("without_locks")
def test_the_file_of_a_process_that_is_no_more_is_taken_over_and_another_machine_s_is_not(
    tmp_path: Path,
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = {"pid": ended.pid, "host": holding.Holder.here().host, "since": "2024-01-01T00:00:00+00:00"}
    (tmp_path / "lock.held").write_text(json.dumps(left))
    with hold(tmp_path):
        pass
    (tmp_path / "lock.held").write_text(json.dumps({**left, "host": "elsewhere"}))
    with pytest.raises(FolderHeld, match="on elsewhere"), hold(tmp_path):
        pass


def test_a_lock_that_cannot_be_made_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> bool:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(holding, "try_lock", broken)
    with pytest.raises(UnusableOutput, match="Input/output error"), hold(tmp_path):
        pass
