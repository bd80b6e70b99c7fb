"""Hostile and odd Word files, packages and old office files."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator

from tests.hostile.corpus_text import huge_png
from tests.hostile.hostile_file import (
    CANARY,
    DAMAGED,
    LIMIT,
    NO_CONVERTER,
    NO_RETURN,
    PASSWORD,
    READ,
    RETURN,
    UNSAFE,
    UNSUPPORTED,
    HostileFile,
    of,
)
from tests.unit.parsers.docx.word_packages import (
    NAMESPACES,
    XMLNS,
    checkbox,
    p,
    package,
    r,
    relationships,
    tbl,
    tc,
    tr,
    word_file,
)

_HEADER = tr(tc("Map"), tc("Evaluate"), tc("Plan"), tc("Prioritise"))
_EVALUATE = (
    p("☐ Not at all"),
    p("☒ Partially"),
    p("☐ To a greater extent"),
    p("☐ Consistently and to a high standard"),
)
_PRIORITISE = (p("☐ No risk"), p("☒ Low"), p("☐ Medium"), p("☐ High"))


def _standard(map_cell: str = p(f"{CANARY} meets."), more: str = "") -> str:
    row = tr(tc(map_cell), tc(*_EVALUATE), tc(p("Short Term"), p(f"{CANARY} hires.")), tc(*_PRIORITISE))
    return p("1.1 All know who does this work.") + tbl(_HEADER, row) + more


def files() -> Iterator[HostileFile]:
    """Every Word file and package."""
    yield from _packages()
    yield from _xml()
    yield from _large()
    yield from _odd_content()
    yield from _old_formats()


def _prefixed(declaration: str) -> bytes:
    document = f"{declaration}<w:document {XMLNS}><w:body>{_standard(p('[&x;]'))}</w:body></w:document>"
    return word_file("", extra={"word/document.xml": document})


def _xml() -> Iterator[HostileFile]:
    yield of(
        "doctype.docx", "a document type declaration", _prefixed('<!DOCTYPE w [<!ENTITY x "y">]>'), UNSAFE
    )
    yield of(
        "external.docx",
        "an external entity",
        _prefixed('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        UNSAFE,
    )
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    yield of(
        "laughs.docx",
        "a billion laughs",
        _prefixed(f'<!DOCTYPE w [<!ENTITY l0 "ha">{laughs}<!ENTITY x "&l9;">]>'),
        UNSAFE,
    )
    utf16 = (
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w [<!ENTITY x "y">]>'
        f"<w:document {XMLNS}><w:body>{_standard(p('&x;'))}</w:body></w:document>"
    )
    yield of(
        "doctype16.docx",
        "a document type declaration in UTF-16",
        word_file("", extra={"word/document.xml": utf16.encode("utf-16")}),
        UNSAFE,
    )
    yield of(
        "doctype16-bare.docx",
        "a document type declaration in UTF-16 without a mark",
        word_file("", extra={"word/document.xml": utf16.encode("utf-16-le")}),
        UNSAFE,
        DAMAGED,
    )
    utf7 = utf16.replace("UTF-16", "UTF-7").replace("<!DOCTYPE", "+ADwAIQ-DOCTYPE")
    yield of(
        "doctype7.docx",
        "a document type declaration in UTF-7",
        word_file("", extra={"word/document.xml": utf7}),
        UNSAFE,
        DAMAGED,
    )
    yield of(
        "doctype-styles.docx",
        "a document type declaration in the styles",
        word_file(
            _standard(),
            extra={"word/styles.xml": f'<!DOCTYPE s [<!ENTITY x "y">]><w:styles {XMLNS}/>'},
            links=(("s", "styles", "styles.xml"),),
        ),
        UNSAFE,
    )
    yield of(
        "broken.docx",
        "XML that breaks off",
        word_file("", extra={"word/document.xml": f"<w:document {XMLNS}><w:body>{_standard()}"}),
        DAMAGED,
    )
    yield of(
        "no-body.docx",
        "no body",
        word_file("", extra={"word/document.xml": f"<w:document {XMLNS}/>"}),
        DAMAGED,
    )
    yield of(
        "html.docx",
        "HTML in the place of the document",
        word_file("", extra={"word/document.xml": f"<html><body>{CANARY}</body></html>"}),
        DAMAGED,
        UNSUPPORTED,
    )
    deep = word_file("<w:tbl><w:tr><w:tc>" * 3_000 + p(CANARY) + "</w:tc></w:tr></w:tbl>" * 3_000)
    yield of("deep.docx", "3,000 tables in one another", deep, DAMAGED, LIMIT, NO_RETURN)
    controls = "<w:sdt><w:sdtContent>" * 100 + p(CANARY) + "</w:sdtContent></w:sdt>" * 100
    yield of(
        "controls.docx", "100 content controls in one another", word_file(_standard(more=controls)), READ
    )
    tables = "<w:tbl><w:tr><w:tc>" * 70 + p(CANARY) + "</w:tc></w:tr></w:tbl>" * 70
    yield of(
        "tables.docx", "70 tables in one another", word_file(_standard(more=tables)), READ, DAMAGED, LIMIT
    )


def _packages() -> Iterator[HostileFile]:
    whole = word_file(_standard())
    yield of("cut.docx", "a package of which half arrived", whole[: len(whole) // 2], DAMAGED, UNSUPPORTED)
    yield of(
        "tail.docx",
        "a package of which the end alone arrived",
        whole[len(whole) // 2 :],
        UNSUPPORTED,
        DAMAGED,
    )
    yield of("head.docx", "the first bytes of a package", b"PK\x03\x04" + b"\x00" * 26, UNSUPPORTED, DAMAGED)
    yield of("no-entries.docx", "a package without parts", b"PK\x05\x06" + b"\x00" * 18, UNSUPPORTED, DAMAGED)
    yield of("ratio.docx", "600 MB of zeros in 600 KB", _ratio_bomb, UNSAFE, LIMIT)
    yield of(
        "ratio-lie.docx", "a part that unpacks to more than it says", _lying_size, DAMAGED, UNSAFE, LIMIT
    )
    yield of(
        "overlap.docx",
        "10,001 parts",
        lambda: package({f"p{i}": b"" for i in range(10_001)} | _parts()),
        LIMIT,
    )
    climbing = {"../../../../tmp/out.xml": CANARY, "/etc/out.xml": CANARY, "C:\\out.xml": CANARY}
    yield of(
        "climbing.docx",
        "parts whose names climb out of the package",
        word_file(_standard(), extra=climbing),
        READ,
    )
    yield of(
        "climbing-link.docx",
        "a main part that lies outside",
        package(_parts() | {"_rels/.rels": relationships(("1", "officeDocument", "../../../etc/passwd"))}),
        DAMAGED,
    )
    yield of("twice.docx", "one part twice, with different words", _twice, READ, DAMAGED, UNSAFE)
    yield of("locked-part.docx", "a part behind a ZIP password", _flagged(whole), PASSWORD)
    yield of(
        "missing.docx",
        "styles that are named and missing",
        word_file(_standard(), links=(("s", "styles", "gone.xml"),)),
        DAMAGED,
    )
    yield of(
        "circle.docx",
        "relationships that go round in a circle",
        word_file(
            _standard(),
            links=(
                ("s", "styles", "document.xml"),
                ("n", "numbering", "document.xml"),
                ("f", "footnotes", "document.xml"),
                ("c", "comments", "document.xml"),
            ),
        ),
        READ,
        DAMAGED,
    )
    yield of(
        "sheet.docx",
        "a spreadsheet",
        package({"[Content_Types].xml": "spreadsheetml.sheet.main"}),
        UNSUPPORTED,
    )
    yield of("plain.zip", "an archive of returns", package({"a.txt": RETURN}), UNSUPPORTED)
    yield of(
        "polyglot.docx", "a PDF and a Word package at once", b"%PDF-1.4\n" + whole, DAMAGED, READ, NO_RETURN
    )
    yield of(
        "polyglot.html",
        "a Word package behind a page of HTML",
        f"<html><body>{CANARY}</body></html>".encode() + whole,
        NO_RETURN,
        UNSUPPORTED,
    )
    yield of(
        "many-links.docx",
        "relationships to the outside",
        word_file(
            _standard(),
            extra={
                "word/_rels/document.xml.rels": relationships(
                    *((f"r{i}", "image", "http://192.0.2.1/a.png") for i in range(5_000))
                )
            },
        ),
        READ,
        DAMAGED,
    )


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(word_file(_standard()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _ratio_bomb() -> bytes:
    out = io.BytesIO(word_file(_standard()))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/a.bin", "w") as part,
    ):
        for _ in range(600):
            part.write(b"\x00" * 1_000_000)
    return out.getvalue()


def _lying_size() -> bytes:
    """The directory says 1,000 bytes where the document unpacks to 90 MB."""
    data = word_file(p(CANARY + " " * 90_000_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    return data.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _twice() -> bytes:
    out = io.BytesIO(word_file(_standard()))
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(
            "word/document.xml", f"<w:document {XMLNS}><w:body>{_standard(p('other'))}</w:body></w:document>"
        )
    return out.getvalue()


def _flagged(data: bytes) -> bytes:
    """Every part's flag says that it is encrypted."""
    out = bytearray(data)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            out[at + place] |= 1
            at = data.find(sign, at + 1)
    return bytes(out)


def _large() -> Iterator[HostileFile]:
    yield of(
        "text-node.docx",
        "a text of 12 MB in one node",
        lambda: word_file(_standard(p("a" * 12_000_000))),
        DAMAGED,
        LIMIT,
        UNSAFE,
    )
    yield of(
        "rows.docx", "a table of 200,000 rows", lambda: word_file(tbl(tr(tc("a")) * 200_000)), LIMIT, UNSAFE
    )
    yield of("tags.docx", "three million elements", lambda: word_file("<w:p/>" * 3_000_000), LIMIT, UNSAFE)
    yield of(
        "boxes.docx",
        "100,000 boxes",
        lambda: word_file(
            _standard(more="".join(p(checkbox("1", r("☒")), f" Word {i}") for i in range(100_000)))
        ),
        READ,
        LIMIT,
        UNSAFE,
    )
    yield of(
        "boxes-row.docx",
        "20,000 boxes in a paragraph",
        lambda: word_file(_standard(p(*(checkbox("0", r("☐")) for _ in range(20_000))))),
        READ,
        LIMIT,
        UNSAFE,
    )
    yield of(
        "runs.docx",
        "50,000 runs in a paragraph",
        lambda: word_file(_standard(p(*(r(f"a{i * i % 9973}") for i in range(50_000))))),
        READ,
    )
    yield of(
        "columns.docx",
        "cells that span a thousand million columns",
        word_file(
            _standard(
                more=tbl(
                    tr(
                        tc("a", props='<w:gridSpan w:val="1000000000"/>'),
                        tc("b", props='<w:gridSpan w:val="-3"/>'),
                    ),
                    tr(tc("c", props='<w:gridSpan w:val="x"/><w:vMerge w:val="restart"/>')),
                    tr(tc("d", props="<w:vMerge/>"), props='<w:gridBefore w:val="99999999"/>'),
                )
            )
        ),
        READ,
    )
    yield of(
        "picture.docx",
        "a picture of 50,000 × 50,000 pixels",
        lambda: word_file(
            _standard(),
            extra={
                "word/media/a.png": huge_png(),
                "word/_rels/document.xml.rels": relationships(("rId9", "image", "media/a.png")),
            },
        ),
        READ,
        UNSAFE,
    )


def _odd_content() -> Iterator[HostileFile]:
    surrogate = '<w:r><w:sym w:font="Wingdings" w:char="D83D"/></w:r>'
    yield of(
        "sym-surrogate.docx",
        "a symbol whose code is a lone surrogate",
        word_file(_standard(p(surrogate, r(CANARY)))),
        READ,
    )
    codes = "".join(
        f'<w:r><w:sym w:font="X" w:char="{code}"/></w:r>'
        for code in ("FFFFFFFF", "-1", "x", "", "0", "110000")
    )
    yield of(
        "sym-codes.docx",
        "symbols whose codes are no characters",
        word_file(_standard(p(codes, r(CANARY)))),
        READ,
    )
    box = checkbox("1", r("☒"), ("D83D", "0"))
    yield of(
        "box-surrogate.docx",
        "a box whose declared glyphs are no characters",
        word_file(_standard(p(box))),
        READ,
    )
    styles = "".join(
        f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{(i + 1) % 50}"/></w:style>' for i in range(50)
    )
    yield of(
        "style-circle.docx",
        "styles that are based on one another in a circle",
        word_file(_standard(p(CANARY, props='<w:pStyle w:val="s0"/>')), styles=styles),
        READ,
    )
    chain = "".join(
        f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(20_000)
    )
    yield of(
        "style-chain.docx",
        "20,000 styles, each based on the next",
        word_file(_standard(p(CANARY, props='<w:pStyle w:val="s0"/>')), styles=chain),
        READ,
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/><w:lvl w:ilvl="99999"><w:start '
        'w:val="999999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%99%"/></w:lvl>'
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = p(CANARY, props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    odd = p(CANARY, props='<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="x"/></w:numPr>')
    yield of(
        "numbering.docx",
        "numbers beyond every limit",
        word_file(_standard(listed + odd), numbering=numbering),
        READ,
    )
    notes = (
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteReference w:id="2"/></w:r>{r(CANARY)}</w:p></w:footnote>'
    )
    yield of(
        "note-circle.docx",
        "a footnote that refers to itself",
        word_file(_standard(p('<w:r><w:footnoteReference w:id="2"/></w:r>', r(CANARY))), footnotes=notes),
        READ,
    )
    yield of(
        "formulas.docx", "answers that a spreadsheet would run", word_file(_standard(p("=1+1|cmd"))), READ
    )
    yield of(
        "macro.docm",
        "a macro",
        word_file(_standard(), extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        READ,
    )
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3_000
    yield of("fields.docx", "3,000 fields that never end", word_file(_standard(p(field + r(CANARY)))), READ)
    assert NAMESPACES


def _old_formats() -> Iterator[HostileFile]:
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield of("cut.doc", "the first bytes of an old Word file", magic, UNSUPPORTED, DAMAGED)
    yield of(
        "loop.doc",
        "a compound file whose sectors go round in a circle",
        _looping_compound(magic),
        UNSUPPORTED,
        DAMAGED,
        NO_CONVERTER,
    )
    yield of("nothing.doc", "a compound file of nines", magic + b"\x39" * 5_000, UNSUPPORTED, DAMAGED)
    yield of(
        "bad.odt",
        "an OpenDocument text without content",
        package({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        DAMAGED,
        NO_CONVERTER,
        NO_RETURN,
    )
    secret = package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": b"<m><encryption-data/></m>",
        }
    )
    yield of("secret.odt", "an encrypted OpenDocument text", secret, PASSWORD)


def _looping_compound(magic: bytes) -> bytes:
    header = bytearray(magic + b"\x00" * 504)
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[56:60] = (4096).to_bytes(4, "little")
    header[60:64] = header[68:72] = b"\xfe\xff\xff\xff"
    header[76:512] = b"\x00\x00\x00\x00" + b"\xff" * 432
    fat = b"\xfd\xff\xff\xff" + (1).to_bytes(4, "little") + b"\xff" * 504
    return bytes(header) + fat + b"\x00" * 512
