"""What a worker may meet, as readers that worker processes call: the file's words say what happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.made_records import narrative, record
from toolkit_extract.batch.protocol import Task
from toolkit_extract.errors import NotAReturn
from toolkit_extract.progress import beat
from toolkit_extract.schemas.record import ReturnRecord

SECRET = "words of the return"


def read_by_words(task: Task) -> ReturnRecord:
    """Does what the file says, and otherwise makes a record of it."""
    content = task.data if task.data is not None else Path(task.name).read_bytes()
    words = content.decode().split()
    act = ACTS.get(words[0])
    if act:
        act(task, *words[1:])
    return record(task.toolkit, task.path, content=content)


def no_return(task: Task) -> None:
    raise NotAReturn(task.path, task.toolkit.id)


def defect(_: Task) -> None:
    raise ZeroDivisionError(SECRET)


def hang(_: Task) -> None:
    time.sleep(600)


def loop_with_the_lock(_: Task) -> None:
    import re

    re.match("(a+)+$", "a" * 64 + "b")


def pages(_: Task, count: str, seconds: str, *__: str) -> None:
    for page in range(int(count)):
        time.sleep(float(seconds))
        beat(page + 1, int(count))


def same_page(_: Task) -> None:
    while True:
        time.sleep(0.05)
        beat(1, 2)


def leave(_: Task) -> None:
    os._exit(3)


def crash(_: Task) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def swell(_: Task) -> None:
    held = []
    while True:
        held.append(bytearray(8 << 20))


def start_another(_: Task, file: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(file).write_text(str(child.pid))
    time.sleep(600)


def start_another_and_crash(task: Task, file: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    Path(file).write_text(str(child.pid))
    crash(task)


def chatter(_: Task) -> None:
    print(SECRET)
    os.write(1, b"\x00\x00\x00\x05\x03words of a library")


def record_pid(_: Task, file: str) -> None:
    with Path(file).open("a") as pids:
        pids.write(f"{os.getpid()}\n")


def leave_a_file(_: Task, file: str) -> None:
    import tempfile

    handle, name = tempfile.mkstemp()
    os.close(handle)
    Path(file).write_text(name)
    os._exit(1)


ACTS = {
    "no-return": no_return,
    "defect": defect,
    "hang": hang,
    "loop": loop_with_the_lock,
    "pages": pages,
    "same-page": same_page,
    "leave": leave,
    "crash": crash,
    "swell": swell,
    "start-another": start_another,
    "start-another-and-crash": start_another_and_crash,
    "chatter": chatter,
    "pid": record_pid,
    "leave-a-file": leave_a_file,
}


def talkative(task: Task) -> ReturnRecord:
    """A record that is longer than any return's."""
    return record(task.toolkit, task.path, changed={"1.1": {"map": narrative("x" * (3 << 20))}})
