"""The main job: submitted files in, the tables of an output folder out."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.authorities.manifest import Manifest, ManifestEntry, read_manifest
from toolkit_extract.batch.discover import SubmittedFile, discover
from toolkit_extract.batch.run import Progress, process_pool, run
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.errors import NothingToRead
from toolkit_extract.outputs import files as output_files
from toolkit_extract.review.corrections import read_overlay
from toolkit_extract.review.tables import Account, Corrections
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.toolkits import load_toolkit


@dataclass(frozen=True, slots=True)
class Job:
    """What an ingest shall do.

    Attributes:
        paths: files and folders.
        out: the output folder.
        manifest: CSV file that says whose each file is.
        toolkit: name or path of the toolkit.
        workers: number of processes that read; with 1, this process does.
        force: overwrite files of the tables' names that this program did not write.
    """

    paths: tuple[Path, ...]
    out: Path
    manifest: Path | None = None
    toolkit: str = "amhp"
    workers: int = 1
    force: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job whose inputs were checked, before anything is read."""

    job: Job
    files: tuple[SubmittedFile, ...]
    entries: dict[str, ManifestEntry]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that was done: what became of each file and each correction, and the tables with their numbers of rows."""

    outcome: Outcome
    rows: dict[str, int]
    corrections: Account


def prepare(job: Job) -> Prepared:
    """Check the toolkit, the output folder, the paths and the manifest, so that failures come early.

    Raises:
        UnknownToolkit, BrokenToolkit, UnusableOutput, BadManifest, NothingToRead: see these classes.
    """
    load_toolkit(job.toolkit)
    for path in job.paths:
        if not path.exists():
            raise NothingToRead(path, "there is no such file or folder")
    manifest = read_manifest(job.manifest) if job.manifest else None
    files = discover(job.paths, ignored=[path for path in (job.out, job.manifest) if path])
    if not files:
        raise NothingToRead(", ".join(map(str, job.paths)), "there is no file to read")
    output_files.check_folder(job.out, force=job.force)
    paths = [file.path for file in files]
    entries = {path: entry for path in paths if manifest and (entry := manifest.find(path))}
    return Prepared(job, tuple(files), entries, _remarks(manifest, paths))


def ingest(
    prepared: Prepared, *, executor: Executor | None = None, progress: Progress = lambda _: None
) -> Finished:
    """Read the files of a prepared job and write its tables.

    Raises:
        UnusableOutput: the tables could not be written.
    """
    job = prepared.job
    workers = min(job.workers, len(prepared.files))
    if executor is None and workers > 1:
        with process_pool(workers) as pool:
            return ingest(prepared, executor=pool, progress=progress)
    outcome = run(
        prepared.files, toolkit=job.toolkit, entries=prepared.entries, executor=executor, progress=progress
    )
    toolkit = load_toolkit(job.toolkit)
    corrections = Corrections(read_overlay(job.out), toolkit)
    outcome = outcome.model_copy(update={"records": tuple(map(corrections.apply, outcome.records))})
    rows = output_files.write(job.out, normalise(outcome.in_order(), toolkit), toolkit, __version__)
    return Finished(outcome, rows, corrections.account)


def _remarks(manifest: Manifest | None, paths: Sequence[str]) -> tuple[str, ...]:
    """What a person should know about the manifest that does not stop the run."""
    if manifest is None:
        return ()
    unused = [
        f"{manifest.path}: line {entry.line}: no file of this run is '{entry.file}'"
        for entry in manifest.unused(paths)
    ]
    shared = [
        f"{manifest.path}: line {entry.line}: '{entry.file}' names more than one file of this run; give its path"
        for entry in manifest.shared(paths)
    ]
    return (*unused, *shared)
