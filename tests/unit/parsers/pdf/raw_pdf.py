"""PDF files written byte by byte, for what no drawing library will write."""

from __future__ import annotations

import zlib
from collections.abc import Mapping


def raw_pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"", root: int = 1) -> bytes:
    """A file of the given objects with a correct cross-reference table; `trailer` is added to the trailer."""
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, body in sorted(objects.items()):
        offsets[number] = len(out)
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, root, trailer, start)
    return bytes(out)


def stream(content: bytes, *, deflate: bool = False, entries: bytes = b"") -> bytes:
    """A stream object."""
    if deflate:
        content, entries = zlib.compress(content, 9), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def one_page(
    content: bytes,
    *,
    page: bytes = b"",
    catalog: bytes = b"",
    more: Mapping[int, bytes] | None = None,
    deflate: bool = False,
) -> bytes:
    """One page of 400 by 300 points with Helvetica as /F1 and ZapfDingbats as /F2; objects from 10 on are free."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> %s >>" % page,
        4: stream(content, deflate=deflate),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        6: b"<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>",
    }
    return raw_pdf(objects | dict(more or {}))


def text(x: float, y: float, words: str, font: str = "F1", size: float = 10.0) -> bytes:
    """Operators that show words on a baseline."""
    return f"BT /{font} {size} Tf {x} {y} Td ({words}) Tj ET\n".encode("latin-1")


def checkbox_form(
    widgets: Mapping[int, bytes], fields: str, more: Mapping[int, bytes] | None = None, content: bytes = b""
) -> bytes:
    """A page with the given widget objects; `fields` lists the references of the form's fields."""
    annotations = b" ".join(b"%d 0 R" % number for number in widgets)
    return one_page(
        content,
        page=b"/Annots [%s]" % annotations,
        catalog=b"/AcroForm << /Fields [%s] /DA (/Helv 0 Tf) >>" % fields.encode(),
        more=dict(widgets) | dict(more or {}),
    )
