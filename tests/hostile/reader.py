"""What becomes of a file that is read in a process of its own, with a deadline and a memory cap?

A server process imports the package once and forks a child for each file, so that a reading costs milliseconds and not
the start of an interpreter. This is the tests' one seam to isolation: `Reader.read` is what the corpus, the mutations
and the tests of odd environments call, and what would call the batch's own workers instead.

Outcomes are `read`, the code of an error of `toolkit_extract.errors`, or what ended the child: `stopped.time`,
`stopped.memory`, `stopped.crash`. Any exception that is not declared is `defect`, with its class and place.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

SECONDS = 30.0
MEMORY = 1 << 30
ROOT = Path(__file__).parents[2]
_MODULES = (
    "lxml.html",
    "pdfminer.pdfdocument",
    "toolkit_extract.authorities",
    "toolkit_extract.extract",
    "toolkit_extract.outputs.inspection",
    "toolkit_extract.parsers.docx",
    "toolkit_extract.parsers.labels",
    "toolkit_extract.parsers.office",
    "toolkit_extract.parsers.pdf",
    "toolkit_extract.parsers.text",
    "toolkit_extract.recovery",
)
_ENOUGH = 400  # findings and marks that an answer carries at most


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file.

    Attributes:
        outcome: see the module.
        said: the error's sentence, or class and place of a defect.
        findings: codes of the findings.
        messages: what the findings say.
        noise: what the child wrote to standard output and standard error.
        seconds: wall time.
        text: all words that were read.
        authority: GSS code, if one was recognised.
    """

    outcome: str
    said: str = ""
    findings: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    noise: str = ""
    seconds: float = 0.0
    text: str = ""
    authority: str | None = None


class Reader:
    """A server process; a context manager. One reader reads one file at a time."""

    def __init__(self, env: Mapping[str, str] | None = None, prefix: Sequence[str] = ()) -> None:
        """Start the server, with another environment and behind another command if need be."""
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "tests.hostile.reader"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=dict(os.environ if env is None else env),
            text=True,
            encoding="ascii",
        )

    def read(
        self, path: str | Path, verb: str = "extract", *, seconds: float = SECONDS, memory: int = MEMORY
    ) -> Reading:
        """Read a file with `extract` or `inspect`, which are ended at the deadline."""
        assert self._process.stdin
        assert self._process.stdout
        task = {
            "path": os.fsencode(path).decode("latin-1"),
            "verb": verb,
            "seconds": seconds,
            "memory": memory,
        }
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        answer["findings"], answer["messages"] = tuple(answer["findings"]), tuple(answer["messages"])
        return Reading(**answer)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._process.stdout.close()


def _serve() -> None:
    """Read tasks from standard input, one JSON object a line, and answer each with one."""
    _import_all()
    for line in sys.stdin:
        answer = _read_apart(json.loads(line))
        print(json.dumps(answer), flush=True)


def _import_all() -> None:
    """Import what a reading imports on its way, so that no child pays for it."""
    for name in _MODULES:
        importlib.import_module(name)
    toolkits = importlib.import_module("toolkit_extract.toolkits")
    toolkits.load_toolkit("amhp")


def _read_apart(task: dict[str, Any]) -> dict[str, Any]:
    with tempfile.TemporaryFile() as result, tempfile.TemporaryFile() as noise:
        started = time.monotonic()
        child = os.fork()
        if child == 0:
            _be_the_child(task, result.fileno(), noise.fileno())
        status = _wait(child, started + task["seconds"])
        seconds = time.monotonic() - started
        noise.seek(0)
        result.seek(0)
        heard, written = noise.read(1_000_000).decode("utf-8", "replace"), result.read()
    answer: dict[str, Any] = {"outcome": "stopped.time", "said": ""}
    if status is not None:
        answer = json.loads(written) if written else _ended(status)
    answer |= {"noise": heard, "seconds": seconds}
    return {"findings": [], "messages": [], **answer}


def _ended(status: int) -> dict[str, Any]:
    """A child that left no answer: its memory ran out within a library, or it crashed."""
    code = os.waitstatus_to_exitcode(status)
    said = signal.Signals(-code).name if code < 0 else f"exit status {code}"
    return {"outcome": "stopped.crash", "said": said}


def _wait(child: int, deadline: float) -> int | None:
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.003)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _be_the_child(task: dict[str, Any], result: int, noise: int) -> None:
    """Read the file and leave; never returns."""
    os.setpgid(0, 0)
    os.dup2(noise, 1)
    os.dup2(noise, 2)
    # The models of an engine need more than the cap of a child; what a picture holds is not the subject here.
    os.environ["TOOLKIT_EXTRACT_OCR"] = "none"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (task["memory"], task["memory"]))
    try:
        answer = _answer(task)
    except MemoryError:
        answer = {"outcome": "stopped.memory"}
    os.write(result, json.dumps(answer).encode())
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    from toolkit_extract.errors import ToolkitExtractError, describe_defect
    from toolkit_extract.extract import extract, inspect
    from toolkit_extract.outputs.inspection import document_to_inspection
    from toolkit_extract.parsers.labels import labelled_marks

    path = os.fsdecode(task["path"].encode("latin-1"))
    try:
        if task["verb"] == "inspect":
            document = inspect(path)
            text = json.dumps(document_to_inspection(document, labelled_marks(document)), ensure_ascii=False)
            text.encode()
            findings, authority = document.findings, None
        else:
            record = extract(path)
            text = record.model_dump_json()
            findings, authority = record.findings, record.authority.gss_code
    except ToolkitExtractError as error:
        return {"outcome": error.code, "said": str(error)}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (what the tests look for)
        return {"outcome": "defect", "said": describe_defect(error)}
    return {
        "outcome": "read",
        "findings": [found.code for found in findings[:_ENOUGH]],
        "messages": [found.message for found in findings[:_ENOUGH]],
        "text": text[:2_000_000],
        "authority": authority,
    }


if __name__ == "__main__":
    _serve()
