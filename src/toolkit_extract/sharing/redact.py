"""How does a folder become one in which likely personal data is masked?

Help and not assurance: what no rule finds stays. Paths of files and names of authorities are left as they are.
"""

from __future__ import annotations

from pathlib import Path

from toolkit_extract.dataset.masking import masked_record
from toolkit_extract.dataset.privacy import personal_data_detector
from toolkit_extract.dataset.stored import stored_aids
from toolkit_extract.errors import UnusableOutput
from toolkit_extract.schemas.codebook import TextAids
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.sharing.rebuild import rebuild


def redact(folder: Path, out: Path, *, model: str | None = None, force: bool = False) -> int:
    """Write a copy of an output folder with flagged spans masked in every table and record.

    Args:
        folder: an output folder.
        out: where the copy goes to.
        model: name of an installed spaCy model whose names of persons are masked as well; the one that the folder's
            tables were made with, if none is named.
        force: overwrite files of our names that this program did not write.

    Returns:
        In how many returns something was masked.

    Raises:
        UnreadableTables: the folder holds no records.
        UnusableOutput: the copy could not be written, or would replace what it is a copy of.
        MissingDependency: the model is not installed.
    """
    if out.resolve() == folder.resolve():
        raise UnusableOutput(out, "is the folder itself; name another one with --out")
    aids = TextAids(model=model).over(stored_aids(folder))
    detector, changed = personal_data_detector(aids.model), 0

    def mask(record: ReturnRecord) -> ReturnRecord:
        nonlocal changed
        hidden = masked_record(record, detector)
        changed += hidden is not record
        return hidden

    rebuild(folder, out, change=mask, aids=aids, force=force)
    return changed
