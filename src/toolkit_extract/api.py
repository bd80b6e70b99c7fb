"""What does a notebook or a script call? The library's verbs with plain arguments."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from toolkit_extract.batch import ingest as batch
from toolkit_extract.errors import UnknownToolkit
from toolkit_extract.extract import extract as read_return
from toolkit_extract.schemas.notebook import record_html
from toolkit_extract.schemas.outcome import Outcome
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.toolkits import load_toolkit

__all__ = ["Shown", "ingest", "read_return", "show"]

StrPath = str | os.PathLike[str]


def ingest(
    paths: StrPath | Iterable[StrPath],
    out: StrPath,
    *,
    manifest: StrPath | None = None,
    toolkit: str = "amhp",
    workers: int = 1,
    force: bool = False,
    executor: Executor | None = None,
) -> Outcome:
    """Read returns and write their tables into a folder, as `toolkit-extract ingest` does.

    Args:
        paths: a file or folder, or several.
        out: the output folder.
        manifest: CSV file with the columns `file,authority[,gss_code][,submitted]`.
        toolkit: name or path of the toolkit.
        workers: processes that read at once.
        force: overwrite files in `out` that this program did not write.
        executor: who works instead; each task is small and its arguments can be pickled.

    Returns:
        The records, the files that were not read with the reason, and the duplicates.

    Raises:
        UnknownToolkit, BrokenToolkit, UnusableOutput, BadManifest, NothingToRead: see these classes.
    """
    many = [paths] if isinstance(paths, str | os.PathLike) else paths
    job = batch.Job(
        paths=tuple(Path(path) for path in many),
        out=Path(out),
        manifest=Path(manifest) if manifest is not None else None,
        toolkit=toolkit,
        workers=workers,
        force=force,
    )
    return batch.ingest(batch.prepare(job), executor=executor).outcome


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
    print_record(record, form, Console(file=out, width=100, highlight=False, color_system=None))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
