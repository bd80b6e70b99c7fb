"""What would a run do? Nothing is read, and the output folder is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit_extract.batch.ingest import Prepared, survey
from toolkit_extract.batch.ledger import LEDGER, open_ledger
from toolkit_extract.batch.plan import Item, Plan
from toolkit_extract.outputs.publish import STATE_FOLDER
from toolkit_extract.parsers.detect import Kind, detect

UNSUPPORTED = "unsupported"
_UNSUPPORTED_KINDS = {Kind.IMAGE, Kind.BINARY}
_HEAD_BYTES = 65_536


def survey_only(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Each file with what it is to the run: `new`, `changed`, `unchanged`, `unsupported` and so on."""
    for item in _plan(prepared).items:
        unsupported = item.key and item.header is None and _is_unsupported(item)
        yield item.file.path, UNSUPPORTED if unsupported else item.news


def _plan(prepared: Prepared) -> Plan:
    job = prepared.job
    if job.ledger is None and not (job.out / STATE_FOLDER / LEDGER).exists():
        return survey(prepared, None)
    with open_ledger(job.out, job.ledger) as ledger:
        return survey(prepared, ledger)


def _is_unsupported(item: Item) -> bool:
    """Whether the first bytes show that no parser knows the format."""
    with Path(item.file.name).open("rb") as file:
        return detect(file.read(_HEAD_BYTES)) in _UNSUPPORTED_KINDS
