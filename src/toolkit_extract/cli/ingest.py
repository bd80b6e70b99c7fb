"""`toolkit-extract ingest`: many returns into the tables of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit_extract.cli.app import (
    ALL_READ,
    SOME_NOT_READ,
    CodebookOption,
    FamilyOption,
    ModelOption,
    NoFreeTextOption,
    ToolkitOption,
    aids_of,
    app,
    stop,
)
from toolkit_extract.cli.batch_options import (
    DaskOption,
    JsonLogOption,
    LedgerOption,
    ManifestOption,
    MemoryOption,
    NoProgressOption,
    OutOption,
    OutputOption,
    QuietOption,
    RenewOption,
    TotalOption,
    WorkersOption,
    crew_of,
    limits_of,
    stopped_by_signals,
)
from toolkit_extract.errors import ToolkitExtractError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit_extract.batch.ingest import Finished, Job, Prepared
    from toolkit_extract.schemas.outcome import FailedFile

_INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended, as shells know it."""


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Returns, and folders that hold some.")],
    out: OutOption,
    manifest: ManifestOption = None,
    toolkit: ToolkitOption = "amhp",
    workers: WorkersOption = None,
    families: FamilyOption = [],  # noqa: B006 - typer copies it
    model: ModelOption = None,
    codebook: CodebookOption = None,
    no_free_text: NoFreeTextOption = False,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Read every file again, and overwrite files in DIR that this program did not write.",
        ),
    ] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Read again what an earlier run could not.")
    ] = False,
    include_purged: Annotated[
        bool, typer.Option("--include-purged", help="Read again what was taken out with 'purge'.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say which files would be read, and read none.")
    ] = False,
    ledger: LedgerOption = None,
    dask: DaskOption = None,
    no_progress_seconds: NoProgressOption = 60,
    total_seconds: TotalOption = 300,
    memory_mib: MemoryOption = None,
    output_mib: OutputOption = 32,
    files_per_worker: RenewOption = 500,
    quiet: QuietOption = False,
    json_log: JsonLogOption = False,
) -> None:
    """Read returns and write their tables. Files that an earlier run read are not read again.

    Exit status: 0 every return was read; 1 some were not; 2 the command line or DIR is unusable.
    """
    from toolkit_extract.batch import ingest as batch
    from toolkit_extract.batch.events import Remark
    from toolkit_extract.batch.stopping import Stopped
    from toolkit_extract.cli.progress import show_progress

    limits = limits_of(no_progress_seconds, total_seconds, memory_mib, output_mib, files_per_worker)
    try:
        with crew_of(workers, limits, None if dry_run else dask) as crew, stopped_by_signals(crew.stop):
            job = batch.Job(
                paths=tuple(paths),
                out=out,
                manifest=manifest,
                toolkit=toolkit,
                crew=crew,
                force=force,
                families=tuple(map(str, families)),
                free_text=not no_free_text,
                aids=aids_of(model, codebook, families),
                retry_failed=retry_failed,
                include_purged=include_purged,
                ledger=ledger,
            )
            if dry_run:
                _print_dry_run(batch.check_inputs(job))
                raise typer.Exit(ALL_READ)
            prepared = batch.prepare(job)
            with show_progress(quiet=quiet, json_log=json_log) as tell:
                for remark in prepared.remarks:
                    tell(Remark(remark))
                finished = batch.ingest(prepared, tell=tell)
    except ToolkitExtractError as error:
        stop(error)
    except (Stopped, KeyboardInterrupt):
        typer.echo("stopped; what was read is kept: run the same command again to go on", err=True)
        raise typer.Exit(_INTERRUPTED) from None
    print_account(finished, job, prepared, json_log=json_log)
    raise typer.Exit(SOME_NOT_READ if finished.outcome.failed else ALL_READ)


def print_account(finished: Finished, job: Job, prepared: Prepared, *, json_log: bool = False) -> None:
    """What was read goes to standard output, what was not to standard error."""
    from toolkit_extract.outputs.account import account

    notes = finished.corrections.words if finished.corrections.is_worth_saying else []
    if json_log:
        _print_json(finished.outcome.failed, notes)
    else:
        for failed in finished.outcome.failed:
            typer.echo(f"not read: {failed.message}", err=True)
        for words in notes:
            typer.echo(f"note: {words}", err=True)
    for line in account(finished.outcome, finished.rows, prepared.toolkit, job.out, records=job.free_text):
        typer.echo(line)


def _print_json(failed: Iterable[FailedFile], notes: Iterable[str]) -> None:
    from toolkit_extract.batch.events import NotRead, Remark
    from toolkit_extract.cli.progress import print_json

    for file in failed:
        print_json(NotRead(file.path, file.code, file.message))
    for words in notes:
        print_json(Remark(words))


def _print_dry_run(prepared: Prepared) -> None:
    """A line a file and the counts; DIR is not touched."""
    from collections import Counter

    from toolkit_extract.batch.survey import survey_only

    counts: Counter[str] = Counter()
    for path, news in survey_only(prepared):
        counts[news] += 1
        typer.echo(f"{news:11} {path}")
    typer.echo(", ".join(f"{count} {news}" for news, count in sorted(counts.items())))
