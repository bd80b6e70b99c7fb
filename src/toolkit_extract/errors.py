"""What stops one document (or one run), one class for each remedy.

The library raises; the batch records the sentence and goes on; only the command line turns a class into an exit
status. No message ever holds text of a document: messages go into logs.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path, PurePath


def describe_defect(error: BaseException) -> str:
    """Class and place in the code of an unexpected exception; not its words, which might quote a document."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if PurePath(__file__).parent in PurePath(frame.filename).parents]
    if not ours:
        return type(error).__name__
    place = PurePath(ours[-1].filename).relative_to(PurePath(__file__).parent).as_posix()
    return f"{type(error).__name__} at {place}:{ours[-1].lineno}"


_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def one_line(words: str) -> str:
    r"""The words with every code that breaks a line, a terminal or UTF-8 written out, as `\n` or `\xff`.

    File names may hold any of them.
    """
    return _UNPRINTABLE.sub(_written_out, _as_utf8(words))


def name_as_text(path: str | PurePath) -> str:
    r"""The path as given; where its name is no text, the bytes that are none are written as `\x80` … `\xff`."""
    return _SURROGATE.sub(_written_out, _as_utf8(str(path)))


def _as_utf8(words: str) -> str:
    """The words with names read as UTF-8, whatever the locale: Python holds other bytes as surrogates (PEP 383)."""
    if not _SURROGATE.search(words):
        return words
    try:
        return words.encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return words


def _written_out(code: re.Match[str]) -> str:
    if "\udc80" <= code[0] <= "\udcff":  # a byte of a name, as Python holds it
        return f"\\x{ord(code[0]) - 0xDC00:02x}"
    return code[0].encode("unicode_escape").decode("ascii")


class ToolkitExtractError(Exception):
    """Base of all errors that this package raises on purpose. `code` is the stable name written to tables."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(one_line(message))


class UnreadableFile(ToolkitExtractError):
    """The operating system would not give the bytes."""

    code = "file.unreadable"

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(
            f"{path}: cannot be opened ({reason}); check that it exists and that you may read it"
        )


class EmptyFile(ToolkitExtractError):
    """The file has no content."""

    code = "file.empty"

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"{path}: the file is empty; ask the sender for it again")


class UnsupportedFormat(ToolkitExtractError):
    """The bytes are of no format that a parser knows."""

    code = "file.unsupported"

    def __init__(self, path: str | Path, found: str, remedy: str = "") -> None:
        advice = remedy or "save the return as Word, PDF, HTML or text and ingest that file"
        super().__init__(f"{path}: {found} is not a format that can be read; {advice}")


class DamagedFile(ToolkitExtractError):
    """The format is known, but the file breaks its rules."""

    code = "file.damaged"

    def __init__(self, path: str | Path, what: str) -> None:
        super().__init__(f"{path}: the file is damaged ({what}); ask the sender for a fresh copy")


class UnsafeFile(ToolkitExtractError):
    """The file holds something that no honest return needs."""

    code = "file.unsafe"

    def __init__(self, path: str | Path, what: str) -> None:
        super().__init__(
            f"{path}: refused, because it holds {what}; ask the sender to save it again and resend"
        )


class PasswordNeeded(ToolkitExtractError):
    """The file can only be opened with a password."""

    code = "file.password"

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"{path}: opens only with a password; ask the sender for a copy without one")


class LimitReached(ToolkitExtractError):
    """A stated limit was passed before the file was read through."""

    code = "limit.reached"

    def __init__(self, path: str | Path, limit: str) -> None:
        super().__init__(
            f"{path}: stopped at a limit ({limit}); ask the sender for a smaller copy, or split the file"
        )


class TimeExceeded(ToolkitExtractError):
    """Reading the file took longer than one file may take. `page`: pages done and their number, where known."""

    code = "limit.time"

    def __init__(
        self, path: str | Path, seconds: float, page: tuple[int, int | None] | None, *, progress: bool
    ) -> None:
        took = "took more than" if progress else "did not get on for"
        place = f" after page {page[0]}{f' of {page[1]}' if page[1] else ''}" if page else ""
        option = "--total-seconds" if progress else "--no-progress-seconds"
        super().__init__(
            f"{path}: stopped, because reading it {took} {seconds:g} s{place}; ask the sender to save it again and "
            f"resend, or allow more with {option}"
        )


class MemoryExceeded(ToolkitExtractError):
    """Reading the file took more memory than one file may take. `limit` is in bytes."""

    code = "limit.memory"

    def __init__(self, path: str | Path, limit: int) -> None:
        super().__init__(
            f"{path}: stopped, because reading it took more than {limit // 1048576} MiB of memory; ask the sender to "
            f"save it again and resend, or allow more with --memory-mib"
        )


class OutputExceeded(ToolkitExtractError):
    """The record of the file is longer than any return's. `limit` is in bytes."""

    code = "limit.output"

    def __init__(self, path: str | Path, limit: int) -> None:
        super().__init__(
            f"{path}: stopped, because its record would be longer than {limit // 1048576} MiB; "
            f"ask the sender for a smaller copy, or allow more with --output-mib"
        )


class WorkerLost(ToolkitExtractError):
    """The process that read the file ended. `how` says in which way."""

    code = "error.worker_lost"

    def __init__(self, path: str | Path, how: str) -> None:
        super().__init__(
            f"{path}: reading it ended the worker process ({how}); ask the sender to save it again and resend, or "
            f"try once more with --retry-failed"
        )


class FileChanged(ToolkitExtractError):
    """The file was written to between being found and being read."""

    code = "file.changed"

    def __init__(self, path: str | Path) -> None:
        super().__init__(f"{path}: changed while the run was on; run again when nobody writes to it")


class NoWorker(ToolkitExtractError):
    """Worker processes cannot be started on this machine, or the executor that was given takes no more work."""

    code = "worker.none"

    def __init__(self, how: str, remedy: str = "") -> None:
        advice = (
            remedy or "allow more with --memory-mib, and see what a worker says with TOOLKIT_EXTRACT_DEBUG=1"
        )
        super().__init__(f"no worker process can be had ({how}); {advice}")


class MissingDependency(ToolkitExtractError):
    """An optional program or package is needed for this file."""

    code = "dependency.missing"

    def __init__(self, path: str | Path, what: str, install: str) -> None:
        super().__init__(f"{path}: needs {what}, which is not installed; {install}")


class NotAReturn(ToolkitExtractError):
    """The document was read, but holds no standard of the toolkit."""

    code = "return.none"

    def __init__(self, path: str | Path, toolkit: str) -> None:
        super().__init__(
            f"{path}: no standard of the toolkit '{toolkit}' was found in it; check that it is a completed return, "
            f"or name its form with --toolkit ('toolkit-extract inspect' shows what was read)"
        )


class BrokenToolkit(ToolkitExtractError):
    """A toolkit file cannot be used. `where` is a line or a key."""

    code = "toolkit.broken"

    def __init__(self, path: str | Path, where: str, problem: str) -> None:
        super().__init__(f"{path}: {where}: {problem}")


class UnknownToolkit(ToolkitExtractError):
    """No toolkit of that name is shipped, and no file of that name exists."""

    code = "toolkit.unknown"

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"no toolkit '{name}': use one of {', '.join(known)}, or the path of a toolkit file (.toml)"
        )


class BadManifest(ToolkitExtractError):
    """The manifest names something that is not so. `line` is 1-based, the header being line 1."""

    code = "manifest.bad"

    def __init__(self, path: str | Path, line: int, problem: str) -> None:
        super().__init__(f"{path}: line {line}: {problem}")


class UnusableOutput(ToolkitExtractError):
    """The output folder cannot take the tables."""

    code = "output.unusable"

    def __init__(self, path: str | Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


class UnusableLedger(ToolkitExtractError):
    """What earlier runs left cannot be read or written."""

    code = "ledger.unusable"

    def __init__(self, place: str | Path, problem: str) -> None:
        super().__init__(
            f"{place}: the ledger cannot be used ({problem}); mend that and run again; as a last resort take "
            f"the folder '.toolkit-extract' away, and every file is read anew"
        )


class FolderHeld(ToolkitExtractError):
    """Another run has the output folder in hand. `who` names its process, machine and start."""

    code = "output.held"

    def __init__(self, folder: str | Path, who: str) -> None:
        super().__init__(
            f"{folder}: {who} has it in hand; wait for that run, or name another folder with --out"
        )


class NothingToRead(ToolkitExtractError):
    """The command line names no file."""

    code = "input.none"

    def __init__(self, paths: str | Path, problem: str) -> None:
        super().__init__(f"{paths}: {problem}; name files or folders that hold returns")


class UnreadableTables(ToolkitExtractError):
    """The folder is none that `ingest` wrote."""

    code = "tables.unreadable"

    def __init__(self, folder: str | Path, problem: str) -> None:
        super().__init__(
            f"{folder}: its tables cannot be loaded ({problem}); name a folder that 'ingest' wrote"
        )


class UnusableExport(ToolkitExtractError):
    """The tables cannot be written in that format, or to that place."""

    code = "export.unusable"

    def __init__(self, path: str | Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")


class TooMuchForFormat(ToolkitExtractError):
    """A table is longer than the format takes."""

    code = "export.too_much"

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}; export to csv, parquet, duckdb or sqlite instead")


class UnknownReturn(ToolkitExtractError):
    """No return of the folder has that id."""

    code = "return.unknown"

    def __init__(self, folder: str | Path, return_id: str) -> None:
        super().__init__(
            f"{folder}: no return '{return_id}' is in it; the column return_id of returns.csv lists them"
        )


class BadSelection(ToolkitExtractError):
    """What shall be compared is not there."""

    code = "selection.bad"

    def __init__(self, folder: str | Path, problem: str) -> None:
        super().__init__(f"{folder}: {problem}")
