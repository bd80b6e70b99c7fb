"""What is no return, or half of one, gets one sentence that names the file and the remedy, or a finding."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit_extract.errors import (
    EmptyFile,
    LimitReached,
    NotAReturn,
    ToolkitExtractError,
    UnreadableFile,
    UnsupportedFormat,
)
from toolkit_extract.extract import MAX_FILE_BYTES, extract, read_bytes

OPTIONS = "☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard"
ROW = f"We meet.\t{OPTIONS}\tShort Term<br>Hire.\t☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High"


def standard(number: str) -> str:
    return f"{number} All know who does this work.\n\nMap\tEvaluate\tPlan\tPrioritise\n{ROW}\n"


BAD = {
    "an empty file": (b"", EmptyFile, "the file is empty; ask the sender for it again"),
    "white space": (b" \r\n\t \n", EmptyFile, "the file is empty; ask the sender for it again"),
    "binary junk": (
        bytes(range(256)) * 40,
        UnsupportedFormat,
        "binary data is not a format that can be read; save",
    ),
    "a letter": (
        b"Dear all,\n\nour return will follow in May. Map and plan are with the lead.\n",
        NotAReturn,
        "no standard of the toolkit 'amhp' was found in it; check that it is a completed return, or name its form",
    ),
    "a table of other things": (
        b"Name\tDays\nAnn\t2.5\nBen\t1.1\n",
        NotAReturn,
        "no standard of the toolkit 'amhp'",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_one_sentence_names_the_file_and_the_remedy(name: str, tmp_path: Path) -> None:
    data, error, words = BAD[name]
    path = tmp_path / "Sunny Council.txt"
    path.write_bytes(data)
    with pytest.raises(error) as refusal:
        extract(path)
    assert str(refusal.value).startswith(f"{path}: ")
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_text_of_fifty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(LimitReached, match=r"files of at most 25 MB; this one has 50\)"):
        extract(path)
    assert MAX_FILE_BYTES == 25_000_000


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_cannot_be_opened_is_said_with_the_system_s_reason(name: str, tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableFile, match=r"cannot be opened \(.+\); check that it exists and that you may read it"
    ):
        read_bytes(tmp_path / name)


@pytest.mark.parametrize("kind", ["a named pipe", "a device"])
def test_what_is_no_plain_file_is_refused_without_waiting_for_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "return.txt"
    os.mkfifo(path) if kind == "a named pipe" else path.symlink_to("/dev/zero")
    with pytest.raises(UnreadableFile, match="it is no plain file"):
        read_bytes(path)


def test_a_name_that_breaks_lines_or_is_no_text_is_written_out(tmp_path: Path) -> None:
    bad = tmp_path / "a\nb\x1b[31m\udcff.txt"
    with pytest.raises(UnreadableFile) as refusal:
        extract(bad)
    assert "a\\nb\\x1b[31m\\xff.txt: cannot be opened" in str(refusal.value)
    bad.write_text(standard("1.1"), encoding="utf-8")
    record = extract(bad)
    assert record.source.path.endswith("a\nb\x1b[31m\\xff.txt")
    assert record.model_dump_json()


def test_a_name_that_no_file_can_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no name that a file can have"):
        extract(f"{tmp_path}/a\x00b.txt")


def test_a_return_with_half_its_standards_is_read_and_the_rest_is_named(tmp_path: Path) -> None:
    path = tmp_path / "Dudley.txt"
    present = [
        "1.1",
        "1.2",
        "1.3",
        "1.4",
        "2.1",
        "2.2",
        "2.3",
        "2.4",
        "2.5",
        "3.1",
        "3.2",
        "3.3",
        "3.4",
        "4.1",
    ]
    path.write_text("\n".join(standard(number) for number in present), encoding="utf-8")
    record = extract(path)
    assert len(record.standards) == 28
    assert [one.number for one in record.standards if one.found] == present
    missing = [finding.standard for finding in record.findings if finding.code == "standard.missing"]
    assert missing == [one.number for one in record.standards if not one.found]


def test_the_same_bytes_make_the_same_record_under_any_name_of_one_authority(tmp_path: Path) -> None:
    records = []
    for name in ("Dudley.txt", "Dudley.docx"):
        path = tmp_path / name
        path.write_text(standard("1.1"), encoding="utf-8")
        records.append(extract(path))
    first, second = (record.model_dump(exclude={"source": {"path"}}) for record in records)
    assert first == second
    assert records[0].return_id == records[0].source.sha256[:16]


def test_no_error_quotes_the_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data in (b"Secret words of a letter.\n", b"Secret\x00words\x01\x02\x03\x04" * 20):
        path.write_bytes(data)
        with pytest.raises(ToolkitExtractError) as refusal:
            extract(path)
        assert "Secret" not in str(refusal.value)
