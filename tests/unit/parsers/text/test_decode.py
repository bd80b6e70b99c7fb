"""Which characters the bytes of a text stand for, and how sure that is."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.text.decode import decode

WORDS = "1.1 It’s a “line of sight” – ☒ Partially\nNext line\n"

ENCODED = {
    "UTF-8": (WORDS.encode(), "utf-8", False),
    "UTF-8 with a byte order mark": (WORDS.encode("utf-8-sig"), "utf-8", False),
    "UTF-16 with a byte order mark": (WORDS.encode("utf-16"), "utf-16-le", False),
    "UTF-16, big end first": (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be", False),
    "UTF-16 without a mark": (WORDS.encode("utf-16-le"), "utf-16-le", True),
    "UTF-16, big end first, without a mark": (WORDS.encode("utf-16-be"), "utf-16-be", True),
    "UTF-32 with a byte order mark": (WORDS.encode("utf-32"), "utf-32-le", False),
}


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_gives_the_same_text(name: str) -> None:
    data, encoding, inferred = ENCODED[name]
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.inferred) == (WORDS, encoding, inferred)


def test_what_is_no_utf_8_is_taken_for_windows_1252_and_said_to_be_inferred() -> None:
    decoded = decode("It’s “Café” – £5".encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.inferred) == ("It’s “Café” – £5", "windows-1252", True)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028", "\u2029"])
def test_line_ends_of_every_system_become_one(ends: str) -> None:
    decoded = decode(f"one{ends}two".encode())
    assert decoded is not None
    assert decoded.text == "one\ntwo"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00\x01\x02\x03" * 100,
        b"words\x00\x00\x00 and zeros",
        b"\x01\x02\x03\x04\x05\x06\x07\x08",
    ],
    ids=["every byte", "zeros and ones", "words among zeros", "control codes"],
)
def test_bytes_that_are_no_text_are_said_to_be_none(data: bytes) -> None:
    assert decode(data) is None


def test_broken_utf_16_becomes_text_with_replacement_signs_and_no_surrogates() -> None:
    decoded = decode(
        b"\xff\xfe" + "fine ".encode("utf-16-le") + b"\x00\xd8" + "words".encode("utf-16-le") + b"\x41"
    )
    assert decoded is not None
    assert decoded.text.startswith("fine ")
    decoded.text.encode("utf-8")  # a lone surrogate could not be written to any table


def test_codes_that_show_nothing_become_what_word_means_by_them_or_a_visible_sign() -> None:
    words = "words " * 1000  # a code or two among many words do not make a text binary
    decoded = decode(f"{words}one\x0btwo\x1ethree\x1ffour\x00five\x01six".encode())
    assert decoded is not None
    assert decoded.text.removeprefix(words) == "one\ntwo-threefour\ufffdfive\ufffdsix"
