"""Hostile and odd texts, pages of HTML, messages and pictures."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from tests.hostile.hostile_file import (
    CANARY,
    DAMAGED,
    EMPTY,
    HEADER,
    LIMIT,
    NO_CONVERTER,
    NO_RETURN,
    READ,
    RETURN,
    ROW,
    UNSAFE,
    UNSUPPORTED,
    HostileFile,
    of,
)

_PICTURE = (UNSUPPORTED, LIMIT, DAMAGED, UNSAFE, NO_CONVERTER, NO_RETURN)
_MAIL = b"From: a@example.org\nTo: b@example.org\nSubject: %s\nMIME-Version: 1.0\nContent-Type: %s\n\n%s"


def files() -> Iterator[HostileFile]:
    """Every text, message and picture."""
    yield from _no_text()
    yield from _encodings()
    yield from _long()
    yield from _nested()
    yield from _cells()
    yield from _messages()
    yield from _pictures()


def _no_text() -> Iterator[HostileFile]:
    yield of("empty.txt", "no bytes", b"", EMPTY)
    yield of("blank.txt", "white space alone", b" \r\n\t \n" * 1000, EMPTY)
    yield of("bom.txt", "a byte order mark alone", b"\xef\xbb\xbf", EMPTY)
    yield of("junk.bin", "every byte", bytes(range(256)) * 400, UNSUPPORTED)
    yield of("letter.txt", "a text that is no return", f"Dear {CANARY},\n\nit follows in May.\n", NO_RETURN)
    yield of("words.pdf", "HTML called PDF", f"<html><body><p>{CANARY}</p></body></html>", NO_RETURN)
    yield of("program.docx", "a program called Word", b"\x7fELF" + bytes(range(256)) * 40, UNSUPPORTED)
    yield of("truth.txt", "two standards of the form", RETURN, READ)


def _encodings() -> Iterator[HostileFile]:
    utf16 = RETURN.encode("utf-16-le")
    yield of(
        "mixed.txt",
        "three encodings in one file",
        RETURN.encode() + "1.3 é “quoted”\n".encode("cp1252") + utf16,
        READ,
        UNSUPPORTED,
        NO_RETURN,
        findings=("text.encoding", "text.outside", "text.unplaced"),
    )
    yield of("odd-utf16.txt", "UTF-16 that ends in half a character", b"\xff\xfe" + utf16 + b"\x3d", READ)
    yield of(
        "surrogate16.txt",
        "a lone surrogate in UTF-16",
        b"\xff\xfe" + utf16.replace("meets".encode("utf-16-le"), b"\x3d\xd8"),
        READ,
    )
    yield of(
        "surrogate8.txt", "lone surrogates in UTF-8", RETURN.encode().replace(b"meets", b"\xed\xa0\xbd"), READ
    )
    yield of(
        "overlong.txt", "overlong UTF-8", RETURN.encode().replace(b"meets", b"\xc0\xaf\xe0\x80\xaf"), READ
    )
    yield of(
        "nul.txt", "NULs among the words", RETURN.encode().replace(b"meets", b"me\x00ts"), UNSUPPORTED, READ
    )
    yield of("late-nul.txt", "NULs far behind", RETURN.encode() * 8 + b"\x00\x00" + ROW.encode(), READ)
    yield of(
        "controls.txt",
        "control characters among the words",
        RETURN.replace("meets", "\x0bme\x1bt\x7fs\x85\x08"),
        READ,
    )
    yield of("utf32.txt", "UTF-32", RETURN.encode("utf-32"), READ)
    yield of(
        "bad-utf32.txt", "UTF-32 beyond Unicode", b"\xff\xfe\x00\x00" + b"\xff\xff\xff\x7f" * 40, NO_RETURN
    )
    yield of(
        "noncharacters.txt",
        "codes that are no characters",
        RETURN.replace("meets", "\ufffe\uffff\U0010ffff\ufdd0"),
        READ,
    )
    yield of(
        "bidi.txt", "signs that turn the writing round", RETURN.replace("meets", "\u202e\u2066 meets"), READ
    )
    yield of("combining.txt", "a letter with 200,000 accents", RETURN + "1.3 e" + "\u0301" * 200_000, READ)


def _long() -> Iterator[HostileFile]:
    yield of("long-line.txt", "a line of 2 MB", RETURN + "words " * 350_000, READ)
    yield of("long-word.txt", "a word of 2 MB", RETURN + "a" * 2_000_000, READ)
    yield of("one-sign.txt", "a megabyte of one sign", RETURN + "*" * 1_000_000, READ)
    yield of("lines.txt", "100,000 lines", RETURN + "words\n" * 100_000, READ)
    yield of(
        "numbers.txt", "a standard's number on each of 4,000 lines", RETURN + "1.1 Words.\n" * 4_000, READ
    )
    yield of("blanks.txt", "blanks that look like columns", RETURN + (" " * 900 + "a  b   c\n") * 300, READ)
    yield of("form-feeds.txt", "50,000 empty pages", RETURN + "\f" * 50_000, READ)
    yield of("big.txt", "a text beyond the limit", b"words \n" * 3_600_000, LIMIT)


def _nested() -> Iterator[HostileFile]:
    page = f"<html><body>{{}}<p>{CANARY}</p></body></html>"
    yield of(
        "deep.html",
        "20,000 elements in one another",
        page.format("<div>" * 20_000),
        NO_RETURN,
        DAMAGED,
        LIMIT,
    )
    yield of(
        "deep-tables.html",
        "3,000 tables in one another",
        page.format("<table><tr><td>" * 3_000),
        NO_RETURN,
        DAMAGED,
        LIMIT,
    )
    yield of(
        "deep-lists.html", "5,000 lists in one another", page.format("<ul><li>" * 5_000), NO_RETURN, LIMIT
    )
    yield of("deep-quotes.md", "100,000 quotes in one another", "> " * 100_000 + RETURN, READ, NO_RETURN)
    yield of("deep-emphasis.md", "emphasis in emphasis", RETURN + "*_" * 5_000 + "a" + "_*" * 5_000, READ)
    yield of("brackets.md", "brackets that never close", RETURN + "[" * 300_000 + "![" * 100_000, READ)
    yield of("angles.html", "angle brackets that never close", RETURN + "<" * 300_000 + "<a " * 50_000, READ)
    yield of(
        "unclosed.html",
        "tags, comments and quotes that never close",
        f"<html><table><tr><td>1.1 {CANARY}<p>" * 2_000 + "<!-- <script> <a title='",
        NO_RETURN,
        READ,
    )
    yield of(
        "laughs.html",
        "entities that grow",
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(
            f"<!ENTITY {chr(98 + i)} '{'&' + chr(97 + i) + ';'}{'&' + chr(97 + i) + ';'}'>" for i in range(20)
        )
        + f"]><html><body>&u; {CANARY}</body></html>",
        NO_RETURN,
    )
    yield of(
        "outside.html",
        "links and entities that reach out",
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;'
        '<img src="http://192.0.2.1/a.png"><script>while(1);</script>'
        f'<iframe src="file:///etc/passwd"></iframe>{CANARY}</body></html>',
        NO_RETURN,
    )


def _cells() -> Iterator[HostileFile]:
    table = "<html><body><table>{}</table></body></html>"
    yield of(
        "spans.html",
        "cells that span a thousand million columns and rows",
        table.format(
            f'<tr><td colspan="1000000000" rowspan="999999999">{CANARY}</td><td colspan="-5">b</td></tr>'
            '<tr><td rowspan="0" colspan="1e9">c</td></tr>'
        ),
        NO_RETURN,
    )
    yield of(
        "many-spans.html",
        "a thousand cells, each a thousand wide and high",
        table.format("<tr><td colspan=1000 rowspan=1000>a</td></tr>" * 1_000),
        NO_RETURN,
        LIMIT,
    )
    yield of("wide.txt", "a table of 20,000 columns", RETURN + "a\t" * 20_000 + "b\n", READ)
    yield of("rows.txt", "a table of 5,000 rows", RETURN + "a\tb\tc\td\n" * 5_000, READ)
    yield of("grid.md", "a grid of rules alone", RETURN + ("+---" * 500 + "+\n") * 100, READ)
    yield of("boxes.txt", "20,000 boxes on a line", RETURN + "☐ " * 20_000, READ)
    formulas = '=HYPERLINK("http://192.0.2.1")<br>+44 1<br>-1<br>@SUM(A1)<br>\t=1+1'
    yield of(
        "formulas.txt",
        "answers that a spreadsheet would run",
        f"1.1 All know.\n\n{HEADER}" + ROW.replace(f"{CANARY} meets.", formulas),
        READ,
    )
    yield of(
        "csv.txt",
        "answers that break CSV",
        f"1.1 All know.\n\n{HEADER}" + ROW.replace("meets.", 'says "a,b;c"",,\'\'<br>\r\r<br>"""'),
        READ,
    )
    yield of(
        "long-cell.txt",
        "an answer of 40,000 characters",
        f"1.1 All know.\n\n{HEADER}" + ROW.replace("meets.", "meets. " * 6_000),
        READ,
    )
    yield of("deep.json", "JSON of 100,000 lists", "[" * 100_000 + "]" * 100_000, NO_RETURN)


def _messages() -> Iterator[HostileFile]:
    body = RETURN.encode()
    yield of(
        "charset.eml",
        "a character set that does not exist",
        _MAIL % (b"return", b'text/plain; charset="x-nothing"', body),
        READ,
    )
    yield of(
        "codec.eml",
        "a character set that is a program's codec",
        _MAIL % (b"return", b"text/plain; charset=raw-unicode-escape", body + b"\\ud800 \\udfff"),
        READ,
    )
    yield of(
        "punycode.eml",
        "a character set that is slow",
        _MAIL % (b"return", b"text/plain; charset=punycode", b"a-" + b"b" * 100_000),
        NO_RETURN,
    )
    yield of(
        "subject.eml",
        "a subject of raw bytes and broken words",
        _MAIL % (b"\xff\xfe =?utf-8?q?=ED=A0=BD?= =?x-no?b?!!!!?=", b"text/plain", body),
        READ,
    )
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(2_000))
    yield of(
        "parts.eml",
        "2,000 messages in one another",
        b"From: a@example.org\nTo: b@example.org\nSubject: return\nMIME-Version: 1.0\n" + inner,
        NO_RETURN,
        LIMIT,
        DAMAGED,
    )
    many = b"".join(b"--b\nContent-Type: text/plain\n\nwords\n" for _ in range(10_000))
    yield of(
        "attachments.eml",
        "10,000 parts",
        _MAIL % (b"return", b"multipart/mixed; boundary=b", many + b"--b--\n"),
        LIMIT,
    )
    yield of(
        "addresses.eml",
        "a header of 20,000 addresses",
        b"To: "
        + b"a@example.org, " * 1_000
        + b"\nFrom: <" * 1
        + b"(" * 10_000
        + b"\nSubject: =?utf-8?q?"
        + b"=41" * 3_000
        + b"?=\nDate: x\n\n"
        + body,
        READ,
    )
    yield of(
        "base64.eml",
        "a body that is broken base64",
        _MAIL
        % (b"return", b"text/html; charset=utf-8\nContent-Transfer-Encoding: base64", b"PGh0!!bWw\n=" * 999),
        NO_RETURN,
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def huge_png(side: int = 50_000) -> bytes:
    """A picture that unpacks to `side` × `side` pixels of one bit, in a file of a few hundred kilobytes at most."""
    packer = zlib.compressobj(9)
    rows = min(side, 4_000)  # the rest is missing: what counts is what the header promises
    data = b"".join(packer.compress(b"\x00" * (side // 8 + 1)) for _ in range(rows)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _tiff(width: int, height: int, following: int) -> bytes:
    entries = [
        (256, 4, width),
        (257, 4, height),
        (258, 3, 1),
        (259, 3, 1),
        (262, 3, 0),
        (273, 4, 8),
        (279, 4, 1),
    ]
    table = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return (
        b"II*\x00" + struct.pack("<IH", 8, len(entries)) + table + struct.pack("<I", following) + b"\x00" * 64
    )


def _pictures() -> Iterator[HostileFile]:
    yield of("huge.png", "a picture of 50,000 × 50,000 pixels", huge_png, *_PICTURE)
    yield of("cycle.tif", "a TIFF whose directories go round in a circle", _tiff(8, 8, 8), *_PICTURE)
    yield of("huge.tif", "a TIFF of 4,000 million pixels a side", _tiff(0xFFFFFFF0, 0xFFFFFFF0, 0), *_PICTURE)
    yield of(
        "cut.jpg",
        "a photograph of which the head alone arrived",
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00",
        *_PICTURE,
    )
    yield of("cut.png", "a picture that ends in its header", b"\x89PNG\r\n\x1a\n\x00\x00", *_PICTURE)
    text = (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 1, 0, 0, 0, 0))
        + _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(b"a" * 50_000_000))
        + _chunk(b"IEND", b"")
    )
    yield of("ztxt.png", "a picture whose comment unpacks to 50 MB", text, *_PICTURE)
