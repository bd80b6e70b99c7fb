"""What does a notebook or a script call? The library's verbs with plain arguments."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from toolkit_extract.batch import ingest as batch
from toolkit_extract.batch.events import Tell
from toolkit_extract.batch.limits import Limits, default_memory
from toolkit_extract.batch.run import Crew, default_workers
from toolkit_extract.batch.upkeep import in_hand, written_in
from toolkit_extract.batch.worker import end_workers
from toolkit_extract.dataset.language.codebook import load_codebook
from toolkit_extract.errors import UnknownToolkit
from toolkit_extract.extract import extract as read_return
from toolkit_extract.schemas.codebook import TextAids
from toolkit_extract.schemas.notebook import record_html
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FAMILIES
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.sharing import export as sharing
from toolkit_extract.sharing.redact import redact as write_redacted
from toolkit_extract.toolkits import load_toolkit

__all__ = ["Shown", "export", "ingest", "read_return", "redact", "show"]

LANGUAGE = "language"
StrPath = str | os.PathLike[str]


def ingest(
    paths: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    manifest: StrPath | None = None,
    toolkit: str = "amhp",
    workers: int | None = None,
    force: bool = False,
    retry_failed: bool = False,
    include_purged: bool = False,
    ledger: str | None = None,
    limits: Limits | None = None,
    families: Iterable[str] = (),
    free_text: bool = True,
    model: str | None = None,
    codebook: StrPath | None = None,
    executor: Executor | None = None,
    tell: Tell = lambda _: None,
) -> Outcome:
    """Read returns and write their tables into a folder, as `toolkit-extract ingest` does.

    Args:
        paths: a file or folder, or several.
        out: the output folder.
        manifest: CSV file with the columns `file,authority[,gss_code][,submitted]`.
        toolkit: name or path of the toolkit.
        workers: processes that read at once; as many as there are processors, if none is given.
        force: read every file again, and overwrite files in `out` that this program did not write.
        retry_failed: read again what an earlier run could not.
        include_purged: read again what was taken out with `purge`.
        ledger: address of a PostgreSQL database to keep the ledger in, instead of `out`.
        limits: what one file may cost.
        families: tables to write beside the five: `language`, `privacy`.
        free_text: if not, columns that hold words of the returns are empty, and whole records are not written.
        model: name of an installed spaCy model that helps to find names; none is downloaded.
        codebook: file with themes in place of those that are shipped.
        executor: who drives the worker processes instead, on this machine or on others; files are sent as bytes.
        tell: called with each event of `toolkit_extract.batch.events` as it happens, from any thread.

    Returns:
        How many returns were read, the files that were not with the reason, and the duplicates. `load` gives the
        tables.

    Raises:
        ValueError: there is no such family of tables, or nothing that the codebook is for.
        UnknownToolkit, BrokenToolkit, UnusableOutput, BadManifest, NothingToRead, FolderHeld, UnusableLedger,
        MissingDependency, NoWorker: see these classes.
    """
    many, wanted = [paths] if isinstance(paths, str | os.PathLike) else paths, tuple(families)
    if unknown := sorted(set(wanted) - FAMILIES.keys()):
        raise ValueError(f"there are no tables of {', '.join(unknown)}; there are {', '.join(FAMILIES)}")
    if codebook is not None and LANGUAGE not in wanted:
        raise ValueError(f"a codebook needs families=['{LANGUAGE}'], whose table themes is made with it")
    job = batch.Job(
        paths=tuple(Path(path) for path in many),
        out=Path(out),
        manifest=Path(manifest) if manifest is not None else None,
        toolkit=toolkit,
        crew=Crew(workers or default_workers(), limits or Limits(memory=default_memory()), executor),
        force=force,
        families=wanted,
        free_text=free_text,
        retry_failed=retry_failed,
        include_purged=include_purged,
        ledger=ledger,
        aids=TextAids(model=model, codebook=load_codebook(Path(codebook)) if codebook is not None else None),
    )
    try:
        return batch.ingest(batch.prepare(job), tell=tell).outcome
    finally:
        if executor is None:
            end_workers()


def export(
    folder: StrPath,
    form: str,
    out: StrPath | None = None,
    *,
    free_text: bool = True,
    redacted: bool = False,
    force: bool = False,
) -> Path:
    """Write the tables of a folder in another format, as `toolkit-extract export` does.

    Args:
        folder: a folder that `ingest` wrote.
        form: `csv`, `parquet`, `xlsx`, `duckdb` or `sqlite`.
        out: the file, or for `csv` and `parquet` the folder; by default within `exports` of the folder.
        free_text: if not, columns that hold words of the returns are empty.
        redacted: mask what rules take for personal data. They are help and no assurance.
        force: replace `out` if it is there.

    Returns:
        The file, or the folder of files.

    Raises:
        ValueError: there is no such format.
        UnreadableTables, UnusableExport, TooMuchForFormat, MissingDependency, FolderHeld: see these classes.
    """
    place = Path(out) if out is not None else None
    with written_in(Path(folder), place):
        return sharing.export(
            Path(folder),
            sharing.ExportFormat(form),
            place,
            free_text=free_text,
            redacted=redacted,
            force=force,
        ).path


def redact(folder: StrPath, out: StrPath, *, model: str | None = None, force: bool = False) -> int:
    """Write a copy of a folder in which likely personal data is masked, as `toolkit-extract redact` does.

    Args:
        folder: a folder that `ingest` wrote.
        out: where the copy goes to.
        model: name of an installed spaCy model that helps to find names of persons.
        force: overwrite files in `out` that this program did not write.

    Returns:
        In how many returns something was masked.

    Raises:
        UnreadableTables, UnusableOutput, MissingDependency, FolderHeld: see these classes.
    """
    with in_hand(Path(out)):
        return write_redacted(Path(folder), Path(out), model=model, force=force)


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as a person looks at it: HTML in a notebook, plain text elsewhere."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__


def show(record: ReturnRecord, toolkit: Toolkit | str | None = None) -> Shown:
    """A record for a person, as the last value of a notebook's cell or for `print`.

    Args:
        record: as `read_return` gives it.
        toolkit: the form, or its name or path, for the words of its options; by default the shipped one of the
            record's name, if there is one.

    Raises:
        UnknownToolkit, BrokenToolkit: the form that is named cannot be had.
    """
    form = toolkit if isinstance(toolkit, Toolkit) else _form_of(record, toolkit)
    labels: dict[str, str] = {}
    for question in form.questions if form else ():
        labels[question.id] = question.column
        if question.kind == "choice":
            labels |= {f"{question.id}={option.code}": option.label for option in question.options}
        elif question.kind == "plan":
            labels |= {
                f"{question.id}.{one.id}": f"{question.column}: {one.label}" for one in question.horizons
            }
    return Shown(record_html(record, labels), _printed(record, form))


def _form_of(record: ReturnRecord, name: str | None) -> Toolkit | None:
    try:
        return load_toolkit(name or record.toolkit)
    except UnknownToolkit:
        if name is not None:
            raise
        return None


def _printed(record: ReturnRecord, form: Toolkit | None) -> str:
    from rich.console import Console

    from toolkit_extract.outputs.report import print_record

    if form is None:
        return f"{record.source.path}: {len(record.standards)} standards of the toolkit '{record.toolkit}'"
    out = io.StringIO()
    print_record(
        record, form, Console(file=out, width=100, highlight=False, color_system=None, force_jupyter=False)
    )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
