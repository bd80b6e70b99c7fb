"""Packages that are encrypted, damaged, hostile or of another kind: one clear error each, and nothing partial."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from tests.unit.parsers.docx.reading import ON, marks, states, texts
from tests.unit.parsers.docx.word_packages import (
    MAIN_TYPE,
    NAMESPACES,
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
from toolkit_extract.errors import (
    DamagedFile,
    LimitReached,
    PasswordNeeded,
    ToolkitExtractError,
    UnsafeFile,
    UnsupportedFormat,
)
from toolkit_extract.parsers import parse
from toolkit_extract.parsers.docx import looks_like_docx, parse_docx
from toolkit_extract.parsers.docx import package as limits
from toolkit_extract.parsers.office.sniff import OfficeKind, identify_office

_OOXML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize(
    "main_type",
    [
        MAIN_TYPE,
        f"{_OOXML}.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_documents_and_templates_with_or_without_macros_are_word_packages(main_type: str) -> None:
    data = word_file(p("☒ Low"), main_type=main_type, extra={"word/vbaProject.bin": b"\x01never run"})
    assert looks_like_docx(data)
    assert identify_office(data) is OfficeKind.DOCX
    assert states(parse_docx(data, "x.docm")) == [ON]


def test_other_packages_are_no_word_files() -> None:
    sheet = package(
        {"[Content_Types].xml": MAIN_TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")}
    )
    assert not looks_like_docx(sheet)
    assert not looks_like_docx(b"plain text")
    assert identify_office(sheet) is None


def test_a_strict_package_reads_like_a_transitional_one() -> None:
    data = word_file(p(checkbox("1", r("☒")), " Low", props='<w:outlineLvl w:val="0"/>'))
    files = {
        info.filename: zipfile.ZipFile(io.BytesIO(data)).read(info)
        for info in zipfile.ZipFile(io.BytesIO(data)).infolist()
    }
    strict = {
        name: content.replace(
            NAMESPACES["w"].encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(NAMESPACES["r"].encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, content in files.items()
    }
    assert parse_docx(package(strict), "x.docx") == parse_docx(data, "x.docx")


def test_a_part_in_utf_16_is_read() -> None:
    data = word_file(p("☒ Low"))
    files = {
        info.filename: zipfile.ZipFile(io.BytesIO(data)).read(info)
        for info in zipfile.ZipFile(io.BytesIO(data)).infolist()
    }
    text = '<?xml version="1.0" encoding="UTF-16"?>' + files["word/document.xml"].decode()
    assert states(parse_docx(package({**files, "word/document.xml": text.encode("utf-16")}), "x.docx")) == [
        ON
    ]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w:document [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        "<!DOCTYPE w:document>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_any_document_type_is_refused(declaration: str, encoding: str) -> None:
    xml = f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{p("text")}</w:body></w:document>'
    data = word_file("", extra={"word/document.xml": (declaration + xml).encode(encoding)})
    with pytest.raises(UnsafeFile):
        parse_docx(data, "x.docx")


def test_a_document_type_in_any_part_that_is_read_is_refused() -> None:
    styles = f'<!DOCTYPE x><w:styles xmlns:w="{NAMESPACES["w"]}"/>'
    data = word_file(p("text"), links=(("s", "styles", "styles.xml"),), extra={"word/styles.xml": styles})
    with pytest.raises(UnsafeFile):
        parse_docx(data, "x.docx")


def test_a_package_that_grows_too_much_is_refused_before_it_is_unpacked() -> None:
    data = word_file(p("text"), extra={"word/media/image1.bmp": b"\0" * 5_000_000})
    with pytest.raises(UnsafeFile):
        parse_docx(data, "x.docx")


def test_too_many_parts_and_too_large_packages_stop_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_ENTRIES", 20)
    with pytest.raises(LimitReached):
        parse_docx(word_file(p("x"), extra={f"word/media/{i}.png": b"" for i in range(30)}), "x.docx")
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000)
    with pytest.raises(LimitReached):
        parse_docx(word_file(p("x" * 2_000)), "x.docx")


def test_a_table_of_too_many_rows_stops_at_the_limit() -> None:
    varied = "".join(tr(tc(f"{i * 7919 % 99991}")) for i in range(limits.MAX_ROWS + 1))
    with pytest.raises(LimitReached):
        parse_docx(word_file(tbl(varied)), "x.docx")


def test_many_rows_in_many_tables_are_no_long_table() -> None:
    body = "".join(tbl(*(tr(tc(f"{i} {k * 7919 % 9973}")) for i in range(1_300))) for k in range(4))
    assert len(texts(parse_docx(word_file(body), "x.docx"))) == 5_200


def test_a_table_of_200000_rows_is_refused_with_one_clear_error() -> None:
    with pytest.raises((LimitReached, UnsafeFile)):
        parse_docx(word_file(tbl(tr(tc("x")) * 200_000)), "x.docx")


@pytest.mark.parametrize("cut", [4, 100, -30])
def test_a_torn_package_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedFile):
        parse_docx(word_file(p("text"))[:cut], "x.docx")


@pytest.mark.parametrize(
    "xml",
    [
        "<w:document",
        "",
        "no xml at all",
        f'<w:document xmlns:w="{NAMESPACES["w"]}"/>',
        "<w:document><w:body/></w:document>",
    ],
)
def test_broken_xml_or_a_missing_body_is_damaged(xml: str) -> None:
    with pytest.raises(DamagedFile):
        parse_docx(word_file("", extra={"word/document.xml": xml}), "x.docx")


def test_a_text_of_more_than_ten_megabytes_is_refused_and_not_cut() -> None:
    long = "".join(f"{i * 7919 % 1_000_003} " for i in range(1_600_000))
    with pytest.raises(ToolkitExtractError):
        parse_docx(word_file(p(long)), "x.docx")


@pytest.mark.parametrize("kind", ["numbering", "styles", "footnotes", "comments"])
def test_a_part_that_is_named_and_missing_is_damage(kind: str) -> None:
    with pytest.raises(DamagedFile):
        parse_docx(word_file(p("x"), links=(("r", kind, f"{kind}.xml"),)), "x.docx")


def test_a_missing_main_part_or_list_of_parts_is_damage() -> None:
    types = {"[Content_Types].xml": MAIN_TYPE}
    for files in (
        types,
        {**types, "_rels/.rels": relationships(("r", "officeDocument", "word/document.xml"))},
    ):
        with pytest.raises(DamagedFile):
            parse_docx(package(files), "x.docx")


def test_the_main_part_may_have_any_name_and_backslashes() -> None:
    data = package(
        {
            "[Content_Types].xml": MAIN_TYPE,
            "_rels/.rels": relationships(("r", "officeDocument", "/office/main2.xml")),
            "office\\main2.xml": f'<w:document xmlns:w="{NAMESPACES["w"]}"><w:body>{p("text")}</w:body></w:document>',
        }
    )
    assert texts(parse_docx(data, "x.docx")) == ["text"]


def test_an_encrypted_package_asks_for_its_password() -> None:
    data = compound_file({"EncryptedPackage": b"\0" * 64, "EncryptionInfo": b"\0" * 64})
    assert identify_office(data) is OfficeKind.ENCRYPTED
    with pytest.raises(PasswordNeeded):
        parse_docx(data, "x.docx")


def test_an_old_word_file_called_docx_is_named_as_what_it_is() -> None:
    data = compound_file({"WordDocument": b"\xec\xa5\xc1\x00" + b"\0" * 60})
    assert identify_office(data) is OfficeKind.DOC
    with pytest.raises(UnsupportedFormat, match="Word 97-2003"):
        parse_docx(data, "x.docx")
    locked = compound_file({"WordDocument": b"\xec\xa5\xc1\x00" + b"\0" * 6 + b"\x00\x01" + b"\0" * 52})
    assert identify_office(locked) is OfficeKind.ENCRYPTED


def test_a_compound_file_of_another_program_is_unsupported() -> None:
    data = compound_file({"Workbook": b"\0" * 64})
    assert identify_office(data) is OfficeKind.OLE_OTHER
    with pytest.raises(UnsupportedFormat):
        parse_docx(data, "x.docx")
    assert identify_office(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn") is OfficeKind.OLE_OTHER


def test_messages_hold_no_text_of_the_document() -> None:
    with pytest.raises(DamagedFile) as caught:
        parse_docx(word_file(p("secret words") + "<w:p>"), "x.docx")
    assert "secret" not in str(caught.value)


def test_deep_nesting_ends_in_an_error_and_no_crash() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 120 + p("x") + "</w:tc></w:tr></w:tbl>" * 120
    with pytest.raises(DamagedFile):
        parse_docx(word_file(body), "x.docx")
    body = "<w:tbl><w:tr><w:tc>" * 80 + p("☒ x") + "</w:tc></w:tr></w:tbl>" * 80
    assert len(marks(parse_docx(word_file(body), "x.docx"))) == 1


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE compound file ([MS-CFB], version 3) whose streams are padded to 4096 bytes: no mini stream."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    padded = {name: content.ljust(4096, b"\0") for name, content in streams.items()}
    table: list[int] = [0xFFFFFFFD]  # sector 0: the allocation table itself
    table.append(end)  # sector 1: the directory
    starts = []
    for content in padded.values():
        starts.append(len(table))
        count = len(content) // sector
        table += [len(table) + i + 1 for i in range(count - 1)] + [end]
    entries = [_directory_entry("Root Entry", 5, 1 if streams else free, end, 0)]
    for index, (name, content) in enumerate(padded.items()):
        following = index + 2 if index + 1 < len(padded) else free
        entries.append(_directory_entry(name, 2, free, starts[index], len(content), right=following))
    directory = b"".join(entries).ljust(sector, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 6 + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    fat = struct.pack(f"<{len(table)}I", *table).ljust(sector, b"\xff")
    return header + fat + directory + b"".join(padded.values())


def _directory_entry(
    name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", start, size)
    return entry


def test_fields_that_never_end_however_many_are_read_in_passing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    document = parse_docx(word_file(p(*[begin] * 20_000) + p("☒ Low")), "x.docx")
    assert states(document) == [ON]


def test_fields_nested_deeply_end_where_they_end() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    document = parse_docx(word_file(p(*[begin] * 50, "hidden", *[end] * 50, "shown")), "x.docx")
    assert texts(document) == ["shown"]


def test_a_paragraph_of_nothing_but_letters_x_is_read_in_passing_and_holds_no_marks() -> None:
    assert states(parse_docx(word_file(p("x " * 50_000)), "x.docx")) == []


@pytest.mark.parametrize("code", ["D83D", "110000", "-1", "0", "FFFFFFFF", "²", ""])
def test_a_symbol_whose_code_is_no_character_is_a_replacement_character_at_most(code: str) -> None:
    symbol = f'<w:r><w:sym w:font="X" w:char="{code}"/></w:r>'
    document = parse_docx(word_file(p(symbol, r("words"))), "x.docx")
    assert texts(document)[0].endswith("words")
    texts(document)[0].encode()


@pytest.mark.parametrize("number", ["²", "9" * 5_000, "--5", "-7", "1e3", ""])
def test_numbers_that_are_none_do_not_stop_the_reading(number: str) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{number}"><w:start w:val="{number}"/></w:lvl>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{number}"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride '
        f'w:ilvl="{number}"><w:startOverride w:val="{number}"/></w:lvlOverride></w:num>'
    )
    listed = p("words", props=f'<w:numPr><w:ilvl w:val="{number}"/><w:numId w:val="1"/></w:numPr>')
    span = tbl(tr(tc("cell", props=f'<w:gridSpan w:val="{number}"/>')))
    assert "words" in texts(parse_docx(word_file(listed + span, numbering=numbering), "x.docx"))


def test_a_list_that_begins_at_a_thousand_million_is_not_written_out_in_letters() -> None:
    from toolkit_extract.parsers.docx.numbering import format_number

    assert format_number(28, "lowerLetter") == "bb"
    assert format_number(1_000_000_000, "lowerLetter") == "1000000000"


@pytest.mark.parametrize("code", ["99999999", "0xFFFFFFFF", "010", "55357"])
def test_a_symbol_field_of_no_character_does_not_stop_the_reading(code: str) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> SYMBOL {code} \\f X </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = parse_docx(word_file(p(field, r("words"))), "x.docx")
    texts(document)[0].encode()
    assert texts(document)[0].endswith("words")


def test_an_entry_that_claims_to_begin_before_the_file_is_damage() -> None:
    data = bytearray(word_file(p("words")))
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (0x7FFFFFFF).to_bytes(4, "little")  # where the directory is said to begin
    assert isinstance(looks_like_docx(bytes(data)), bool)
    with pytest.raises(ToolkitExtractError):
        parse(bytes(data), "x.docx")
