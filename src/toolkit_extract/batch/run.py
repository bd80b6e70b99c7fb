"""Who reads which file, and what became of each?

Files in, one `Outcome` out. A file that cannot be read never stops the others: errors that were raised on purpose are
recorded with their sentence, any other with its class and place alone, since its words might quote the document. This
is the one place that catches every exception. Results are sorted, so neither the order nor the number of workers shows.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.batch.discover import SubmittedFile
from toolkit_extract.errors import ToolkitExtractError, describe_defect
from toolkit_extract.extract import extract
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, Outcome
from toolkit_extract.schemas.record import AuthorityRef, ReturnRecord

CHUNK_FILES = 8
UNEXPECTED = "error.unexpected"
WORKER_LOST = "error.worker_lost"

Progress = Callable[[ReturnRecord | FailedFile], None]


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, with all that the worker needs to know."""

    file: SubmittedFile
    toolkit: str
    entry: ManifestEntry | None = None


def run(
    files: Sequence[SubmittedFile],
    *,
    toolkit: str = "amhp",
    entries: dict[str, ManifestEntry] | None = None,
    executor: Executor | None = None,
    progress: Progress = lambda _: None,
) -> Outcome:
    """Read files.

    Args:
        files: as `discover` gives them, each path once.
        toolkit: name or path of the toolkit.
        entries: what the manifest says, by path.
        executor: who works; without one, this process reads file after file.
        progress: called with each result as it comes, in any order.
    """
    entries = entries or {}
    first_of, duplicates = _first_of_each(files)
    tasks = [Task(file, toolkit, entries.get(file.path)) for file in first_of]
    records: list[ReturnRecord] = []
    failed: list[FailedFile] = []
    for result in _results(tasks, executor):
        progress(result)
        if isinstance(result, ReturnRecord):
            records.append(result)
        else:
            failed.append(result)
    read = {record.source.path: record for record in records}
    failed += [
        _failed_copy(copy, first, entries.get(copy.path))
        for copy, first in duplicates
        if first.path not in read
    ]
    kept = tuple(
        DuplicateFile.of(read[first.path], copy.path) for copy, first in duplicates if first.path in read
    )
    return Outcome(
        records=tuple(
            _with_disagreements(record, kept, entries)
            for record in sorted(records, key=lambda record: record.source.path)
        ),
        failed=tuple(sorted(failed, key=lambda failure: failure.path)),
        duplicates=kept,
    )


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Workers that share nothing with this process, so that they behave alike on every system."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def read_chunk(tasks: Sequence[Task]) -> list[ReturnRecord | FailedFile]:
    """Read some files in a worker."""
    return [read_one(task) for task in tasks]


def read_one(task: Task) -> ReturnRecord | FailedFile:
    """Read one file, whatever it holds."""
    path = task.file.path
    if task.file.fault:
        return _failure(task, task.file.fault.code, str(task.file.fault))
    try:
        return extract(path, toolkit=task.toolkit, manifest_entry=task.entry)
    except ToolkitExtractError as error:
        return _failure(task, error.code, str(error))
    except Exception as error:  # the batch border: a defect costs one return, not the run
        what = f"was not read because of a defect in toolkit-extract ({describe_defect(error)}); please report it"
        return _failure(task, UNEXPECTED, f"{path}: {what}")


def _results(tasks: list[Task], executor: Executor | None) -> Iterator[ReturnRecord | FailedFile]:
    if executor is None:
        yield from map(read_one, tasks)
        return
    chunks = [tasks[start : start + CHUNK_FILES] for start in range(0, len(tasks), CHUNK_FILES)]
    futures = {executor.submit(read_chunk, chunk): chunk for chunk in chunks}
    try:
        for future in as_completed(futures):
            yield from _results_of(future, futures[future])
    finally:
        for future in futures:
            future.cancel()


def _results_of(
    future: Future[list[ReturnRecord | FailedFile]], chunk: Sequence[Task]
) -> Iterable[ReturnRecord | FailedFile]:
    """Results of a chunk; if its worker died, each file gets a worker of its own, so that only the culprit fails."""
    try:
        return future.result()
    except BrokenProcessPool:
        return [_read_alone(task) for task in chunk]


def _read_alone(task: Task) -> ReturnRecord | FailedFile:
    with process_pool(1) as pool:
        try:
            return pool.submit(read_one, task).result()
        except BrokenProcessPool:
            what = f"{task.file.path}: reading it ended the worker process; ask the sender to save it again and resend"
            return _failure(task, WORKER_LOST, what)


def _failure(task: Task, code: str, message: str) -> FailedFile:
    return _failed(task.file.path, task.file.sha256, code, message, task.entry)


def _failed(
    path: str, sha256: str | None, code: str, message: str, entry: ManifestEntry | None
) -> FailedFile:
    if entry is None:
        return FailedFile(path=path, sha256=sha256, code=code, message=message)
    known = AuthorityRef(name=entry.authority, gss_code=entry.gss_code, method="manifest", confidence=1.0)
    submitted = entry.submitted.isoformat() if entry.submitted else None
    return FailedFile(
        path=path, sha256=sha256, code=code, message=message, authority=known, submitted=submitted
    )


def _first_of_each(
    files: Sequence[SubmittedFile],
) -> tuple[list[SubmittedFile], list[tuple[SubmittedFile, SubmittedFile]]]:
    """Files to read, and those whose bytes repeat one of these, each with that one."""
    first: dict[str, SubmittedFile] = {}
    todo: list[SubmittedFile] = []
    duplicates: list[tuple[SubmittedFile, SubmittedFile]] = []
    for file in sorted(files, key=lambda file: file.path):
        before = first.setdefault(file.sha256, file) if file.sha256 else file
        if before is file:
            todo.append(file)
        else:
            duplicates.append((file, before))
    return todo, duplicates


def _failed_copy(copy: SubmittedFile, first: SubmittedFile, entry: ManifestEntry | None) -> FailedFile:
    message = f"{copy.path}: has the same bytes as {first.path}, which was not read; see the reason there"
    return _failed(copy.path, copy.sha256, "file.duplicate", message, entry)


def _with_disagreements(
    record: ReturnRecord, duplicates: tuple[DuplicateFile, ...], entries: dict[str, ManifestEntry]
) -> ReturnRecord:
    """The record, with a finding where the manifest gives another authority to a copy of its file."""
    kept = record.authority.name or "no authority"
    copies = [copy.path for copy in duplicates if copy.first == record.source.path and copy.path in entries]
    doubts = tuple(
        finding(
            "authority.disagreement",
            f"the manifest gives {path}, which has the same bytes, to {entries[path].authority}; believed: {kept}",
        )
        for path in copies
        if entries[path].authority != record.authority.name
    )
    return record.model_copy(update={"findings": record.findings + doubts}) if doubts else record
