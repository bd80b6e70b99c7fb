"""The limits on the page about security are those of the code, and its page is found."""

from __future__ import annotations

from tests.conftest import ROOT
from toolkit_extract.batch.limits import MEMORY_WITH_OCR, MIB, Limits
from toolkit_extract.errors import MemoryExceeded, OutputExceeded, TimeExceeded
from toolkit_extract.extract import MAX_FILE_BYTES
from toolkit_extract.parsers.docx import package
from toolkit_extract.parsers.office import CONVERSION_SECONDS
from toolkit_extract.parsers.parse import MAX_TEXT_CHARACTERS
from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.text import mail

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def test_the_limits_are_those_of_the_code() -> None:
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    said = {row[0]: row[1] for row in rows}
    assert said["size of a file"] == f"{MAX_FILE_BYTES // 1_000_000} MB"
    assert said["characters of a text"] == f"{MAX_TEXT_CHARACTERS:,}"
    assert said["parts of a message"] == f"{mail.MAX_PARTS}"
    assert said["parts of a package"] == f"{package.MAX_ENTRIES:,}"
    unpacked, part = package.MAX_UNPACKED // 1_000_000, package.MAX_PART // 1_000_000
    assert said["package, unpacked"] == f"{unpacked} MB, one XML part {part} MB"
    assert said["growth when unpacked"] == f"{package.MAX_RATIO}-fold, from 1 MB on"
    assert said["tags of an XML part, rows of a table"] == f"{package.MAX_TAGS:,} and {package.MAX_ROWS:,}"
    assert said["pages of a PDF"] == f"{limits.MAX_PAGES:,}"
    characters, objects, segments = (
        limits.MAX_CHARS_PER_PAGE,
        limits.MAX_OBJECTS_PER_PAGE,
        limits.MAX_SEGMENTS_PER_PAGE,
    )
    assert (
        said["characters, objects, path segments of a page"] == f"{characters:,}, {objects:,}, {segments:,}"
    )
    assert said["notes and fields of a page"] == f"{limits.MAX_ANNOTATIONS_PER_PAGE:,}"
    assert said["conversion by LibreOffice"] == f"{CONVERSION_SECONDS:g} s"


def test_the_limits_of_workers_are_those_of_the_code_and_of_the_command_line() -> None:
    options = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    default, codes = Limits(), {TimeExceeded.code, MemoryExceeded.code, OutputExceeded.code}
    values = {
        "--no-progress-seconds": f"{default.no_progress:g}",
        "--total-seconds": f"{default.total:g}, and {default.per_page:g} more for each page done",
        "--memory-mib": f"{default.memory // MIB}; {MEMORY_WITH_OCR // MIB} where scans are read",
        "--output-mib": f"{default.output // MIB}",
    }
    for page in (PAGE, (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")):
        rows = [[cell.strip(" `") for cell in line.strip("| ").split(" | ")] for line in page.splitlines()]
        said = {row[2]: (row[1], row[3]) for row in rows if len(row) == 4 and row[2] in values}
        assert {option: value for option, (value, _) in said.items()} == values
        assert {code for _, code in said.values()} == codes
    assert all(option in options for option in values)


def test_the_page_is_linked() -> None:
    assert "(security.md)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
