"""Hostile and odd PDF files."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterator

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.hostile.hostile_file import (
    CANARY,
    DAMAGED,
    LIMIT,
    NO_RETURN,
    PASSWORD,
    READ,
    STOPPED_CRASH,
    STOPPED_MEMORY,
    STOPPED_TIME,
    UNSUPPORTED,
    HostileFile,
    of,
)
from tests.unit.parsers.pdf.raw_pdf import checkbox_form, one_page, raw_pdf, stream, text

_WORDS = text(40, 250, f"1.1 All know {CANARY}.") + text(40, 230, "Map Evaluate Plan Prioritise")
_ANY = (READ, NO_RETURN)
_STOPPED = (STOPPED_TIME, STOPPED_MEMORY, STOPPED_CRASH, LIMIT)
_MANY = ("document.limit", "page.unread")


def files() -> Iterator[HostileFile]:
    """Every PDF."""
    yield from _damaged()
    yield from _locked()
    yield from _loops()
    yield from _lies()
    yield from _bombs()
    yield from _forms()
    yield from _odd_text()


def _damaged() -> Iterator[HostileFile]:
    whole = one_page(_WORDS)
    yield of("header.pdf", "the header alone", b"%PDF-1.7\n", DAMAGED)
    yield of("cut.pdf", "a file of which a tenth arrived", whole[: len(whole) // 10], DAMAGED)
    yield of(
        "half.pdf", "a file of which half arrived", whole[: len(whole) // 2], DAMAGED, *_ANY, UNSUPPORTED
    )
    yield of("zeros.pdf", "a header and zeros", b"%PDF-1.7\n" + b"\x00" * 500_000, DAMAGED)
    yield of("junk-before.pdf", "900 bytes before the header", b"x" * 900 + whole, *_ANY, DAMAGED)
    yield of("no-xref.pdf", "no cross-reference table", whole[: whole.rindex(b"xref\n0")], *_ANY, DAMAGED)
    yield of("no-pages.pdf", "a catalogue without pages", raw_pdf({1: b"<< /Type /Catalog >>"}), DAMAGED)
    yield of(
        "bad-offsets.pdf",
        "a cross-reference table of wrong offsets",
        whole.replace(b"0000000", b"0009999"),
        *_ANY,
        DAMAGED,
    )
    yield of(
        "cut-stream.pdf",
        "a stream that breaks off",
        one_page(_WORDS * 50, deflate=True).replace(b"endstream", b"xxx", 1),
        *_ANY,
        DAMAGED,
        UNSUPPORTED,
    )
    yield of(
        "numbers.pdf",
        "numbers beyond every type",
        whole.replace(b"[0 0 400 300]", b"[-99999999999999999999 0 1e400 9e99999]"),
        *_ANY,
        DAMAGED,
        UNSUPPORTED,
    )


def _locked() -> Iterator[HostileFile]:
    def locked(password: str) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner"), invariant=True)
        canvas.drawString(40, 700, f"1.1 All know {CANARY}.")
        canvas.save()
        return out.getvalue()

    yield of("password.pdf", "a file that needs a password", lambda: locked("user"), PASSWORD)
    yield of("owner.pdf", "a file with an empty password", lambda: locked(""), *_ANY)
    strange = raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [] /Count 0 >>",
            9: b"<< /Filter /Strange /V 99 >>",
        },
        trailer=b"/Encrypt 9 0 R /ID [<00> <00>]",
    )
    yield of("strange-lock.pdf", "an unknown kind of encryption", strange, UNSUPPORTED, DAMAGED, PASSWORD)


def _tree(kids: bytes, count: int, more: dict[int, bytes] | None = None) -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: page,
            4: stream(_WORDS),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        }
        | (more or {})
    )


def _loops() -> Iterator[HostileFile]:
    whole = one_page(_WORDS)
    start = whole.rindex(b"xref\n0")
    loop = whole.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start)
    yield of("prev-loop.pdf", "a cross-reference table that comes before itself", loop, *_ANY, DAMAGED)
    itself = _tree(b"3 0 R 6 0 R", 3, {6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>"})
    yield of("tree-loop.pdf", "a page tree that holds itself", itself, *_ANY, findings=("page.unread",))
    yield of("tree-self.pdf", "a page tree that is its own and only kid", _tree(b"2 0 R", 5), DAMAGED)
    same = _tree(b"3 0 R " * 400, 400)
    yield of("same-page.pdf", "one page 400 times", same, *_ANY)
    deep = {
        i: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (i - 1, i + 1)
        for i in range(11, 3_000)
    }
    yield of(
        "tree-deep.pdf",
        "a page tree 3,000 levels deep",
        _tree(
            b"10 0 R",
            1,
            deep
            | {
                10: b"<< /Type /Pages /Kids [11 0 R] /Count 1 >>",
                3_000: b"<< /Type /Page /Parent 2999 0 R >>",
            },
        ),
        *_ANY,
        DAMAGED,
    )
    x = b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /X %d 0 R >> >>"
    page = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 20 0 R >> >>"
    yield of(
        "form-loop.pdf",
        "a drawing that draws itself",
        one_page(
            b"/X Do\n" + _WORDS,
            page=page,
            more={20: stream(b"/X Do /X Do", entries=x % 21), 21: stream(b"/X Do /X Do", entries=x % 20)},
        ),
        *_ANY,
        *_STOPPED,
        memory=256 << 20,
    )
    layers = {i: stream(b"/X Do " * 10, entries=x % (i + 1)) for i in range(20, 30)}
    yield of(
        "form-laughs.pdf",
        "ten drawings, each of ten of the next",
        one_page(b"/X Do\n" + _WORDS, page=page, more=layers | {30: stream(b"0 0 5 5 re S", entries=x % 30)}),
        *_ANY,
        *_STOPPED,
        memory=256 << 20,
    )
    yield of(
        "length-loop.pdf",
        "a stream whose length is the stream",
        one_page(_WORDS, more={4: b"<< /Length 4 0 R >>\nstream\n" + _WORDS + b"\nendstream"}),
        *_ANY,
        DAMAGED,
        UNSUPPORTED,
    )
    yield of(
        "object-loop.pdf",
        "objects that are one another",
        one_page(_WORDS, page=b"/Rotate 20 0 R /Annots 20 0 R", more={20: b"21 0 R", 21: b"20 0 R"}),
        *_ANY,
        DAMAGED,
    )
    arrays = b"[" * 20_000 + b"]" * 20_000
    yield of(
        "deep-array.pdf",
        "an array 20,000 levels deep",
        one_page(_WORDS, page=b"/Deep 20 0 R /Annots 20 0 R", more={20: arrays}),
        *_ANY,
        DAMAGED,
    )
    content = one_page(_WORDS + b"[" * 20_000 + b"]" * 20_000 + b" TJ\n" + b"<<" * 20_000)
    yield of("deep-content.pdf", "operands 20,000 levels deep", content, *_ANY, UNSUPPORTED)


def _lies() -> Iterator[HostileFile]:
    for name, count in (("more-pages.pdf", 2), ("million-pages.pdf", 1_000_000)):
        yield of(
            name, f"one page, and {count} announced", _tree(b"3 0 R", count), *_ANY, findings=("page.unread",)
        )
    yield of(
        "fewer-pages.pdf",
        "two pages, and one announced",
        _tree(b"3 0 R 6 0 R", 1, {6: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>"}),
        *_ANY,
        findings=("page.unread",),
    )
    yield of("negative-pages.pdf", "a negative number of pages", _tree(b"3 0 R", -5), *_ANY, DAMAGED)
    yield of(
        "ten-thousand.pdf",
        "10,000 pages",
        lambda: _tree(b"3 0 R " * 10_000, 10_000),
        *_ANY,
        *_STOPPED,
        findings=_MANY,
    )
    for name, box in (
        ("no-size.pdf", b"[0 0 0 0]"),
        ("flat.pdf", b"[0 0 400 0]"),
        ("vast.pdf", b"[0 0 1e9 1e9]"),
    ):
        yield of(
            name,
            f"a page of {box.decode()}",
            one_page(_WORDS).replace(b"[0 0 400 300]", box),
            *_ANY,
            UNSUPPORTED,
            DAMAGED,
        )


def _bombs() -> Iterator[HostileFile]:
    yield of(
        "path-bomb.pdf",
        "400,000 path operators in 13 KB",
        lambda: one_page(_WORDS + b"10 10 m 20 20 l S\n" * 130_000, deflate=True),
        *_ANY,
        *_STOPPED,
        findings=_MANY,
    )
    yield of(
        "curve-bomb.pdf",
        "one path of 400,000 curves",
        lambda: one_page(_WORDS + b"10 10 m " + b"1 2 3 4 5 6 c " * 400_000 + b"S", deflate=True),
        *_ANY,
        *_STOPPED,
    )
    yield of(
        "flate-bomb.pdf",
        "a stream of 400 MB in 389 KB",
        lambda: _zeros(400_000_000),
        *_ANY,
        *_STOPPED,
        UNSUPPORTED,
        findings=_MANY,
        memory=512 << 20,
    )
    yield of(
        "flate-twice.pdf",
        "a stream packed twice, of 400 MB in 2 KB",
        lambda: _zeros(400_000_000, twice=True),
        *_ANY,
        *_STOPPED,
        UNSUPPORTED,
        findings=_MANY,
        memory=512 << 20,
    )
    yield of(
        "text-bomb.pdf",
        "a page of 300,000 letters",
        lambda: one_page(
            b"BT /F1 1 Tf 10 200 Td " + b"(words words words words words ) Tj " * 10_000 + b"ET", deflate=True
        ),
        *_ANY,
        *_STOPPED,
        findings=_MANY,
    )
    yield of(
        "picture.pdf",
        "a picture of 50,000 × 50,000 pixels",
        lambda: _picture(50_000),
        *_ANY,
        *_STOPPED,
        UNSUPPORTED,
    )
    yield of(
        "pattern.pdf",
        "a pattern of a millionth of a point",
        one_page(
            _WORDS + b"/Pattern cs /P scn 0 0 400 300 re f",
            page=b"/Resources << /Font << /F1 5 0 R >> /Pattern << /P 20 0 R >> >>",
            more={
                20: stream(
                    b"0 0 1 1 re f",
                    entries=b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 "
                    b"/BBox [0 0 1 1] /XStep 0.000001 /YStep 0.000001",
                )
            },
        ),
        *_ANY,
        *_STOPPED,
    )
    yield of(
        "states.pdf",
        "100,000 graphics states that never end",
        one_page(_WORDS + b"q " * 100_000, deflate=True),
        *_ANY,
    )
    yield of("notes.pdf", "20,000 notes on a page", lambda: _notes(20_000), *_ANY, *_STOPPED, findings=_MANY)


def _zeros(size: int, *, twice: bool = False) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"\x00" * 1_000_000) for _ in range(size // 1_000_000)) + packer.flush()
    filters = b"/Filter /FlateDecode"
    if twice:
        packed, filters = zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]"
    return one_page(b"", more={4: stream(packed, entries=filters)})


def _picture(side: int) -> bytes:
    packed = zlib.compress(b"\xff" * 4_000_000, 9)
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB "
        b"/Filter /FlateDecode" % (side, side)
    )
    page = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 20 0 R >> >>"
    return one_page(
        _WORDS + b"q 10 0 0 10 40 200 cm /X Do Q", page=page, more={20: stream(packed, entries=entries)}
    )


def _notes(number: int) -> bytes:
    notes = {
        20 + i: b"<< /Type /Annot /Subtype /Text /Rect [1 1 9 9] /Contents (%s) >>" % CANARY.encode()
        for i in range(number)
    }
    references = b" ".join(b"%d 0 R" % note for note in notes)
    return one_page(_WORDS, page=b"/Annots [%s]" % references, more=notes)


def _forms() -> Iterator[HostileFile]:
    tree = {
        20: b"<< /T (a) /FT /Btn /Kids [20 0 R 21 0 R] /Subtype /Widget /Rect [40 200 50 210] >>",
        21: b"<< /T (b) /Parent 20 0 R /Kids [20 0 R] /Subtype /Widget /Rect [40 180 50 190] >>",
    }
    yield of(
        "field-loop.pdf", "fields that hold one another", checkbox_form(tree, "20 0 R", content=_WORDS), *_ANY
    )
    odd = {
        20: b"<< /T 5 /FT (Btn) /V [1 2] /AS 7 /Subtype /Widget /Rect [0 0] /AP [] >>",
        21: b"<< /T <FEFFD83D> /FT /Tx /V <FEFFD83D0000> /Subtype /Widget /Rect [40 200 90 210] >>",
        22: b"<< /T (c) /FT /Ch /Opt [[[]] 5 (a)] /V (a) /I [999999999999] /Subtype /Widget /Rect [40 180 90 190] >>",
    }
    yield of(
        "odd-fields.pdf",
        "fields of every wrong type",
        checkbox_form(odd, "20 0 R 21 0 R 22 0 R", content=_WORDS),
        *_ANY,
    )
    script = b"/OpenAction << /S /JavaScript /JS (while(1);) >> /AA << /O << /S /Launch /F (/bin/sh) >> >>"
    yield of(
        "script.pdf",
        "a script and a program to run when it is opened",
        one_page(_WORDS, catalog=script),
        *_ANY,
    )
    bomb = json.dumps("x" * 10).encode() + b"[" * 200_000
    xfa = b"/AcroForm << /Fields [] /XFA [(template) 20 0 R (datasets) 21 0 R] >> /NeedsRendering true"
    yield of(
        "xfa.pdf",
        "an XFA form of JSON and XML bombs",
        one_page(
            _WORDS,
            catalog=xfa,
            more={20: stream(bomb, deflate=True), 21: stream(b"<a>" * 200_000, deflate=True)},
        ),
        *_ANY,
        UNSUPPORTED,
    )
    attached = (
        b"/Names << /EmbeddedFiles << /Names [(a.exe) << /F (../../a.exe) /EF << /F 20 0 R >> >>] >> >>"
    )
    yield of(
        "attachment.pdf",
        "a program attached",
        one_page(_WORDS, catalog=attached, more={20: stream(b"MZ")}),
        *_ANY,
    )


def _odd_text() -> Iterator[HostileFile]:
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 3 beginbfchar <41> <D83D> <42> <0000> <43> <000A003D> endbfchar endcmap end end"
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 21 0 R >>"
    page = b"/Resources << /Font << /F1 5 0 R /F9 20 0 R >> >>"
    yield of(
        "surrogates.pdf",
        "letters that stand for lone surrogates and NULs",
        one_page(_WORDS + text(40, 200, "ABCABC words", "F9"), page=page, more={20: font, 21: stream(cmap)}),
        *_ANY,
    )
    pickled = (
        b"<< /Type /Font /Subtype /Type0 /Encoding /..#2F..#2F..#2Ftmp#2Fevil /DescendantFonts [5 0 R] >>"
    )
    yield of(
        "cmap-path.pdf",
        "a character map named by a path",
        one_page(_WORDS + b"BT /F9 10 Tf 40 200 Td <0041> Tj ET", page=page, more={20: pickled}),
        *_ANY,
    )
    broken = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /FontFile2 21 0 R /FontName /X >> >>"
    yield of(
        "broken-font.pdf",
        "a font of junk",
        one_page(
            _WORDS + text(40, 200, "words", "F9"),
            page=page,
            more={20: broken, 21: stream(bytes(range(256)) * 40)},
        ),
        *_ANY,
    )
    yield of(
        "tiny.pdf",
        "letters of no size and of a million points",
        one_page(
            _WORDS
            + text(40, 200, "words", size=0.0)
            + text(40, 150, "words", size=1e6)
            + b"BT /F1 10 Tf 1e30 0 0 1e30 0 0 Tm "
            b"(words) Tj 0 0 0 0 0 0 Tm (words) Tj ET"
        ),
        *_ANY,
    )
    yield of(
        "far.pdf",
        "words and lines a million points off the page",
        one_page(_WORDS + text(1e6, -1e6, "words") + b"-1e9 -1e9 2e9 2e9 re S 1e38 1e38 m -1e38 1e38 l S"),
        *_ANY,
    )
    yield of(
        "title.pdf",
        "a title that is no text",
        one_page(
            _WORDS, more={20: b"<< /Title <FEFFD83D> /Subject (%s) /Keywords 5 >>" % (b"=1+1" * 50_000)}
        ).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info 20 0 R"),
        *_ANY,
    )
