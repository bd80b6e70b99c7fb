"""What format bytes are of is told by the bytes; the name of the file says nothing."""

from __future__ import annotations

import pytest

from tests.unit.parsers.text.drawing import document
from toolkit_extract.errors import EmptyFile, LimitReached, UnsupportedFormat
from toolkit_extract.parsers import parse
from toolkit_extract.parsers.detect import Kind, detect
from toolkit_extract.parsers.parse import MAX_TEXT_CHARACTERS

MESSAGE = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: Answers\r\n\r\n1.1 Words.\r\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", Kind.PDF),
        (b"\xef\xbb\xbf%PDF-1.4\n", Kind.PDF),
        (b"PK\x03\x04\x14\x00\x06\x00", Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), Kind.OLE),
        (b"{\\rtf1\\ansi words}", Kind.RTF),
        (b"\x89PNG\r\n\x1a\n" + bytes(16), Kind.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(16), Kind.IMAGE),
        (MESSAGE, Kind.MAIL),
        (b"1.1 Words.\n", Kind.TEXT),
        ("1.1 Wörter.\n".encode("utf-16"), Kind.TEXT),
        (b"BMW drivers are not pictures.\n", Kind.TEXT),
        (b"Note: this is a letter\nand no message\n", Kind.TEXT),
        (b"\x7fELF" + bytes(range(256)), Kind.BINARY),
    ],
)
def test_the_content_tells_the_kind(data: bytes, kind: Kind) -> None:
    assert detect(data) is kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("1.1 Words.\n\nMap\n\nWe meet.\n", "text"),
        ("# Title\n\n| Map | Plan |\n| --- | --- |\n| a | b |\n", "markdown"),
        ("- [ ] one\n- [x] two\n", "markdown"),
        ("<!DOCTYPE html>\n<html><body><p>Words.</p></body></html>", "html"),
        ("<html><p>Words.", "html"),
        ("Map\tPlan\n<p>a</p>\t<p>b</p>\n", "text"),
        ("Costs are <5 days, x > y", "text"),
    ],
)
def test_a_text_is_named_after_its_notation(text: str, name: str) -> None:
    assert document(text).format == name


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n"])
def test_a_file_without_a_word_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFile, match=r"a\.txt: the file is empty; ask the sender for it again"):
        parse(data, "a.txt")


def test_what_is_no_text_is_refused_with_the_remedy() -> None:
    with pytest.raises(
        UnsupportedFormat, match=r"a\.txt: binary data is not a format .*; save the return as"
    ):
        parse(bytes(range(256)) * 8, "a.txt")


def test_a_text_of_more_characters_than_any_return_has_is_refused() -> None:
    with pytest.raises(LimitReached, match="20,000,000 characters of text"):
        parse(b"words \n" * (MAX_TEXT_CHARACTERS // 7 + 1), "a.txt")
