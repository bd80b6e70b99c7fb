"""The main job: submitted files in, the tables of an output folder out.

What is new is read, what is known is taken from the ledger, and the tables are written from it record by record. Each
reading is in the ledger before the next is waited for, so a run that is broken off goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.authorities.manifest import Manifest, read_manifest
from toolkit_extract.batch.contents import Contents
from toolkit_extract.batch.discover import discover, find_files, shown_path, was_settled
from toolkit_extract.batch.events import FileDone, Remark, RunPlanned, TablesWritten, Tell
from toolkit_extract.batch.keys import settings_key, tables_key
from toolkit_extract.batch.ledger import KnownFile, Ledger, StoredReading, open_ledger, state_folder
from toolkit_extract.batch.plan import Item, Plan, make_plan
from toolkit_extract.batch.protocol import Layout, Reading, Task
from toolkit_extract.batch.run import Crew, read_all
from toolkit_extract.batch.status import LAST_RUN
from toolkit_extract.batch.tables import Tables
from toolkit_extract.dataset.models import is_installed
from toolkit_extract.dataset.stored import stored_aids, stored_families
from toolkit_extract.errors import NothingToRead, UnusableOutput
from toolkit_extract.outputs import files as output_files
from toolkit_extract.outputs.datapackage import DESCRIPTOR
from toolkit_extract.outputs.publish import settle
from toolkit_extract.review.corrections import read_overlay
from toolkit_extract.review.tables import Account, Corrections
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.record import ChoiceState
from toolkit_extract.schemas.tables import FAMILIES
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.sharing.purge import purged_files, restore
from toolkit_extract.toolkits import load_toolkit

_OUTPUTS = "outputs"
"""Under what the ledger notes of which contents the tables were written last."""


@dataclass(frozen=True, slots=True)
class Job:
    """What an ingest shall do.

    Attributes:
        paths: files and folders.
        out: the output folder.
        manifest: CSV file that says whose each file is.
        toolkit: name or path of the toolkit.
        crew: who reads.
        force: read every file again, and overwrite files of the tables' names that this program did not write.
        retry_failed: read again what an earlier run could not.
        include_purged: read again what was taken out with `purge`.
        ledger: PostgreSQL database to keep the ledger in, instead of the output folder.
        ignored: files to pass over, such as those that are still being written.
        families: names of `schemas.tables.FAMILIES` whose tables are written beside the five.
        free_text: whether words of the returns are written.
        aids: what helps to read texts for these families.
    """

    paths: tuple[Path, ...]
    out: Path
    manifest: Path | None = None
    toolkit: str = "amhp"
    crew: Crew = field(default_factory=Crew)
    force: bool = False
    retry_failed: bool = False
    include_purged: bool = False
    ledger: str | None = None
    ignored: tuple[Path, ...] = ()
    families: tuple[str, ...] = ()
    free_text: bool = True
    aids: TextAids = NO_AIDS


@dataclass(frozen=True, slots=True)
class Prepared:
    """A job whose inputs were checked, before anything is read."""

    job: Job
    toolkit: Toolkit
    manifest: Manifest | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """A job that was done: what became of files and corrections, and the tables with their numbers of rows."""

    outcome: Outcome
    rows: dict[str, int]
    corrections: Account


def prepare(job: Job) -> Prepared:
    """Check the toolkit, the paths, the manifest and the output folder, so that failures come early.

    Raises:
        UnknownToolkit, BrokenToolkit, UnusableOutput, BadManifest, NothingToRead: see these classes.
    """
    prepared = check_inputs(job)
    if job.out.resolve() in {path.resolve() for path in job.paths}:
        raise UnusableOutput(job.out, "is a folder of returns to read; name another folder with --out")
    output_files.check_folder(job.out, force=job.force)
    return prepared


def check_inputs(job: Job) -> Prepared:
    """As `prepare`, without a look at the output folder.

    Raises:
        UnknownToolkit, BrokenToolkit, BadManifest, NothingToRead: see these classes.
    """
    toolkit = load_toolkit(job.toolkit)
    for path in job.paths:
        if not path.exists():
            raise NothingToRead(path, "there is no such file or folder")
    manifest = read_manifest(job.manifest) if job.manifest else None
    paths = [shown_path(name) for name in find_files(job.paths, ignored=_ignored(job))]
    if not paths:
        raise NothingToRead(", ".join(map(str, job.paths)), "there is no file to read")
    return Prepared(job, toolkit, manifest, _remarks(manifest, paths))


def ingest(prepared: Prepared, *, tell: Tell = lambda _: None) -> Finished:
    """Read what is new among the files of a prepared job and write its tables.

    Raises:
        FolderHeld: another run has the output folder in hand.
        UnusableOutput: the tables could not be written.
        UnusableLedger: what earlier runs left cannot be used.
        NoWorker: worker processes cannot be started.
        Stopped: the job's crew was told to stop.
    """
    job = prepared.job
    with open_ledger(job.out, job.ledger) as ledger, ledger.hold(state_folder(job.out)):
        for remark in ledger.remarks:
            tell(Remark(remark))
        settle(job.out)
        started = _now()
        ledger.set_note(LAST_RUN, {"started": started, "finished": None, "version": __version__})
        plan = survey(prepared, ledger)
        tell(RunPlanned(len(plan.items), plan.unchanged, len(plan.to_read)))
        plan = _read(prepared, plan, ledger, tell)
        _keep_files(plan, ledger)
        contents = Contents(plan)
        layout = _layout(prepared, tell)
        rows, account, changed = _write(prepared, contents, layout, ledger)
        ledger.set_note(LAST_RUN, {"started": started, "finished": _now(), "version": __version__})
        tell(TablesWritten(changed))
        return Finished(_outcome(contents, account, changed), rows, account)


def survey(prepared: Prepared, ledger: Ledger | None) -> Plan:
    """What is new, changed and known among the files of a job; nothing is read but what hashes need."""
    job = prepared.job
    known = ledger.files() if ledger else {}
    files = discover(job.paths, ignored=_ignored(job), known=known, stop=job.crew.stop)
    plan = make_plan(
        files,
        prepared.manifest,
        settings_key(prepared.toolkit),
        known,
        _forgotten(job, ledger),
    )
    readings = ledger.readings(plan.keys) if ledger else {}
    return plan.with_known(readings, force=job.force, retry_failed=job.retry_failed)


def _forgotten(job: Job, ledger: Ledger | None) -> frozenset[str]:
    """Hashes of files that were purged: the ledger's, and those that the folder tells of if its ledger was lost."""
    if job.include_purged:
        return frozenset()
    return purged_files(job.out) | (ledger.forgotten() if ledger else frozenset())


def _ignored(job: Job) -> list[Path]:
    return [*(path for path in (job.out, job.manifest) if path), *job.ignored]


def _read(prepared: Prepared, plan: Plan, ledger: Ledger, tell: Tell) -> Plan:
    """Read what is to be read; each reading is in the ledger before the next is waited for."""
    job, items = prepared.job, {item.file.path: item for item in plan.to_read}
    if job.include_purged:
        hashes = [item.file.sha256 for item in plan.to_read if item.file.sha256]
        ledger.remember(hashes)
        restore(job.out, hashes)
    tasks = (_task(item, prepared.toolkit) for item in plan.to_read)
    read: dict[str, Item] = {}
    for task, reading in read_all(tasks, job.crew, tell):
        item = replace(items[task.path], header=reading.header)
        stored = _stored(item, reading, prepared.toolkit)
        ledger.store([stored], [_known_file(item)])
        read[task.path] = item
        tell(_done(item, reading))
    return plan.with_items(read)


def _task(item: Item, toolkit: Toolkit) -> Task:
    return Task(item.file.path, item.file.sha256 or "", toolkit, item.entry, item.file.name)


def _stored(item: Item, reading: Reading, toolkit: Toolkit) -> StoredReading:
    return StoredReading(
        item.key or "", item.file.sha256 or "", reading, __version__, toolkit.id, toolkit.version
    )


def _done(item: Item, reading: Reading) -> FileDone:
    failure = reading.header.failure
    if failure:
        return FileDone(item.file.path, "failed", reading.seconds, failure.code, failure.message)
    summary = reading.header.summary
    doubtful = summary is not None and summary.needs_review
    return FileDone(item.file.path, "review" if doubtful else "read", reading.seconds)


def _known_file(item: Item) -> KnownFile:
    file, failure = item.file, item.failure
    return KnownFile(
        path=file.path,
        size=file.size,
        mtime_ns=file.mtime_ns,
        ctime_ns=file.ctime_ns,
        seen_ns=file.seen_ns,
        sha256=file.sha256,
        reading=item.key,
        status="duplicate" if item.first else "failed" if failure else "read",
        code=failure.code if failure else None,
        message=failure.message if failure else None,
    )


def _keep_files(plan: Plan, ledger: Ledger) -> None:
    """Keep what this run saw of each file; files that are gone keep their rows and are marked."""
    before = ledger.files()
    now = {item.file.path: _known_file(item) for item in plan.items}
    gone = [
        replace(file, status="gone")
        for path, file in before.items()
        if path not in now and file.status != "gone"
    ]
    ledger.store([], [file for path, file in now.items() if not _is_kept(file, before.get(path))] + gone)


def _is_kept(file: KnownFile, before: KnownFile | None) -> bool:
    """Whether a row says all of a file already; that it was looked at once more is no news."""
    return before is not None and replace(before, seen_ns=file.seen_ns) == file and was_settled(before)


def _layout(prepared: Prepared, tell: Tell) -> Layout:
    """What the tables shall be like: tables that `annotate` added to the folder are kept."""
    job = prepared.job
    there = stored_families(job.out) if output_files.holds_our_tables(job.out) else ()
    kept = [name for name in there if name not in job.families and _has_all_tables(job.out, name)]
    before = stored_aids(job.out) if there else NO_AIDS
    aids = job.aids.over(before) if kept else job.aids
    if before.codebook and not aids.codebook and job.families:
        tell(
            Remark(
                f"the tables in {job.out} were made with the codebook '{before.codebook.id}', and now are with the "
                "shipped one; name the file with --codebook to have them as they were"
            )
        )
    if kept:
        names = ", ".join(f"{table}.csv" for name in kept for table in FAMILIES[name].tables)
        tell(Remark(f"{names} stood in {job.out} and is made anew; delete it to be rid of it"))
    if aids.model and aids.model != job.aids.model and not is_installed(aids.model):
        tell(
            Remark(f"the model {aids.model}, which 'annotate' used, is not installed: rules alone find names")
        )
        aids = aids.model_copy(update={"model": None})
    return Layout(prepared.toolkit, (*job.families, *kept), job.free_text, aids)


def _has_all_tables(out: Path, family: str) -> bool:
    return all((out / f"{name}.csv").exists() for name in FAMILIES[family].tables)


def _write(
    prepared: Prepared, contents: Contents, layout: Layout, ledger: Ledger
) -> tuple[dict[str, int], Account, bool]:
    """Write the tables with people's corrections, unless they stand there already.

    Returns:
        Their rows, what became of the corrections, and whether the tables were written.
    """
    job, overlay = prepared.job, read_overlay(prepared.job.out)
    made_of = [contents.fingerprint(), output_files.FILE_NAMES, tables_key(layout), overlay.fingerprint]
    fingerprint = _digest(made_of)
    last = ledger.note(_OUTPUTS) or {}
    same = (last.get("contents"), last.get("descriptor")) == (fingerprint, _descriptor(job.out))
    if same and output_files.are_as_described(job.out):
        return dict(last["rows"]), Account.model_validate(last["corrections"]), False
    corrections = Corrections(overlay, prepared.toolkit)
    rows = output_files.write_lines(
        job.out,
        output_files.written_tables(layout.toolkit, layout.families, free_text=layout.free_text),
        Tables(contents, layout, ledger, job.crew, corrections).lines(),
        prepared.toolkit,
        __version__,
        records=job.free_text,
        aids=layout.aids if layout.families else NO_AIDS,
    )
    account = corrections.account
    note = {"contents": fingerprint, "descriptor": _descriptor(job.out), "rows": rows}
    ledger.set_note(_OUTPUTS, {**note, "corrections": account.model_dump(mode="json")})
    return rows, account, True


def _descriptor(out: Path) -> str:
    path = out / DESCRIPTOR
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _outcome(contents: Contents, account: Account, changed: bool) -> Outcome:
    states: Counter[str] = Counter()
    for _, summary in contents.read:
        states.update(summary.states)
    states.update(account.states)
    known = sum(item.known for item in contents.plan.items)
    return Outcome(
        read=len(contents.read),
        unchanged=known,
        for_review=contents.for_review + account.for_review,
        superseded=len(contents.superseded),
        states={state.value: states[state] for state in ChoiceState if states[state]},
        failed=contents.failed,
        duplicates=contents.duplicates,
        changed=changed,
    )


def _remarks(manifest: Manifest | None, paths: Sequence[str]) -> tuple[str, ...]:
    """What a person should know about the manifest that does not stop the run."""
    if manifest is None:
        return ()
    return (*_unused(manifest, paths), *_shared(manifest, paths))


def _unused(manifest: Manifest, paths: Sequence[str]) -> Iterator[str]:
    for entry in manifest.unused(paths):
        yield f"{manifest.path}: line {entry.line}: no file of this run is '{entry.file}'"


def _shared(manifest: Manifest, paths: Sequence[str]) -> Iterator[str]:
    for entry in manifest.shared(paths):
        yield (
            f"{manifest.path}: line {entry.line}: '{entry.file}' names more than one file of this run; give its path"
        )
