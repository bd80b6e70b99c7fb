"""What would a run do? Nothing is read, and the output folder is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from toolkit_extract.batch.ingest import Prepared, survey
from toolkit_extract.batch.ledger import LEDGER, open_ledger
from toolkit_extract.batch.plan import Item, Plan
from toolkit_extract.outputs.publish import STATE_FOLDER
from toolkit_extract.parsers.parse import is_supported

UNSUPPORTED = "unsupported"


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
    """Whether its bytes show that no parser knows the format; a file that is gone by now is not told apart."""
    try:
        return not is_supported(Path(item.file.name).read_bytes())
    except OSError:
        return False
