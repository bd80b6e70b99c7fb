"""An output folder: two returns, a copy of one, a file that was not read; one return has what nobody may share."""

from __future__ import annotations

from pathlib import Path

from tests.made_records import choice, narrative, record
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, result_order
from toolkit_extract.schemas.record import AuthorityRef, ReturnRecord
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

PERSONAL = "Led by Sarah Thompson, 0121 496 0123.\u00a0Thompson writes to sarah@example.gov.uk."
WORDS = ("Sarah", "Thompson", "496 0123", "sarah@")
HARMLESS = "=The  rota is “full”."
WALSALL = AuthorityRef(
    name="Walsall", gss_code="E08000030", region="West Midlands", method="manifest", confidence=1.0
)


def made_records(toolkit: Toolkit) -> tuple[ReturnRecord, ReturnRecord]:
    """A return with personal data, and one without."""
    question = toolkit.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    remarked = choice(question, "partially", remark="ask Sarah Thompson")
    return (
        record(toolkit, "a.txt", changed={"1.1": {"map": narrative(PERSONAL), "evaluate": remarked}}),
        record(toolkit, "b.txt", changed={"1.1": {"map": narrative(HARMLESS)}}, authority=WALSALL),
    )


def made_folder(folder: Path, toolkit: Toolkit, families: tuple[str, ...] = ("privacy",)) -> Path:
    """Write the folder."""
    records = made_records(toolkit)
    failed = FailedFile(path="c.txt", sha256="ab" * 32, code="file.empty", message="c.txt: the file is empty")
    results = sorted((*records, failed, DuplicateFile.of(records[0], "copy of a.txt")), key=result_order)
    check_folder(folder)
    write(folder, all_rows(results, toolkit, families), toolkit, "7", families=families)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
