"""Which characters do these bytes stand for?

Order of belief: a byte order mark, then the shape of UTF-16 without one, then strict UTF-8, then Windows-1252, which
is what English office software writes when it writes no UTF-8. The last is an inference and is said to be one.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_LAYOUT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b")
_MAX_CONTROL_SHARE = 0.02


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_WORD_CODES = {"\x0b": "\n", "\x1e": "-", "\x1f": ""}
"""Line break, hyphen and optional hyphen as Word's plain text has them; other codes become U+FFFD."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with LF line ends, the encoding it was read in, and whether that encoding was inferred."""

    text: str
    encoding: str
    inferred: bool


def decode(data: bytes) -> Decoded | None:
    """Decode the bytes of a text file; `None` where they are no text."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, inferred=False)
    if b"\x00" in data[:_SAMPLE]:
        unmarked = _utf16_without_mark(data[:_SAMPLE])
        return _decoded(data, unmarked, inferred=True) if unmarked else None
    if _share_of_controls(data[:_SAMPLE]) > _MAX_CONTROL_SHARE:
        return None
    try:
        return Decoded(shown(data.decode("utf-8")), "utf-8", inferred=False)
    except UnicodeDecodeError:
        return _decoded(data, "windows-1252", inferred=True)


def _decoded(data: bytes, encoding: str, *, inferred: bool) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(shown(text), encoding, inferred=inferred)


def shown(text: str) -> str:
    """The text with one kind of line end and without codes that show nothing."""
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda code: _WORD_CODES.get(code[0], "\ufffd"), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (
        text.replace("\u2028", "\n").replace("\u2029", "\n") if "\u2028" in text or "\u2029" in text else text
    )


def _utf16_without_mark(sample: bytes) -> str | None:
    """Mostly-Latin text in UTF-16 has a zero in every second byte."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    if odd.count(0) > 0.6 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _share_of_controls(sample: bytes) -> float:
    controls = sum(1 for byte in sample if byte < 32 and byte not in _LAYOUT_CONTROLS)
    return controls / len(sample) if sample else 0.0
