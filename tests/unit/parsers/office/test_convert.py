"""Office files that are no Word packages are converted first, safely, and the document says so."""

from __future__ import annotations

import io
import os
import shutil
import stat
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from toolkit_extract.errors import (
    DamagedFile,
    LimitReached,
    MissingDependency,
    PasswordNeeded,
    UnsupportedFormat,
)
from toolkit_extract.parsers.office import (
    OfficeKind,
    convert_and_parse,
    identify_office,
    looks_like_odt,
    looks_like_rtf,
)
from toolkit_extract.parsers.office.convert import _PROFILE
from toolkit_extract.schemas.document import MarkState, Table, paragraphs_of

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
_NS = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)


def odt(body: str, *, manifest: str = "") -> bytes:
    """An OpenDocument text of this body."""
    out = io.BytesIO()
    entries = (
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT_TYPE}"/>'
        f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{manifest}'
        "</manifest:file-entry>"
    )
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", _ODT_TYPE)
        archive.writestr(
            "content.xml",
            f'<office:document-content {_NS} office:version="1.3"><office:body><office:text>{body}'
            "</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
            f'manifest:version="1.3">{entries}</manifest:manifest>',
        )
    return out.getvalue()


RTF = (
    rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}{\f1\fnil\fcharset2 Wingdings;}}"
    rb"\pard 1.1 Words\par {\f1\'fe} Partially\par \u9744? Low\par}"
)


def _states(document: object) -> list[MarkState]:
    blocks = getattr(document, "blocks", ())
    return [mark.state for paragraph in paragraphs_of(blocks) for mark in paragraph.marks]


@needs_libreoffice
def test_an_odt_keeps_its_tables_its_controls_and_its_field_marks() -> None:
    control = (
        '<loext:content-control loext:checkbox="true" loext:checked="{0}" loext:checked-state="☒" '
        'loext:unchecked-state="☐">{1}</loext:content-control>'
    )
    fieldmark = (
        '<field:fieldmark text:name="a" field:type="vnd.oasis.opendocument.field.FORMCHECKBOX">'
        '<field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark>'
    )
    cells = (
        "<text:p>Words</text:p>",
        f"<text:p>{control.format('true', '☒')} Partially</text:p><text:p>{control.format('false', '☐')} Low</text:p>",
        f"<text:p>{fieldmark} Legacy</text:p>",
        "<text:p>☐ Typed</text:p>",
    )
    row = "".join(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>' for cell in cells)
    columns = '<table:table-column table:number-columns-repeated="4"/>'
    body = f"<table:table>{columns}<table:table-row>{row}</table:table-row></table:table>"
    document = convert_and_parse(odt(body), "return.odt", "odt")
    assert document.format == "odt"
    assert isinstance(document.blocks[0], Table)
    assert _states(document) == [
        MarkState.SELECTED,
        MarkState.UNSELECTED,
        MarkState.SELECTED,
        MarkState.UNSELECTED,
    ]


@needs_libreoffice
def test_the_converter_is_named_in_the_document_and_in_a_finding() -> None:
    document = convert_and_parse(RTF, "return.rtf", "rtf")
    assert document.converted_by is not None
    assert document.converted_by.startswith("LibreOffice")
    assert [finding.code for finding in document.findings] == ["document.converted"]
    assert document.format == "rtf"
    assert _states(document) == [MarkState.SELECTED, MarkState.UNSELECTED]


@needs_libreoffice
def test_an_old_word_file_is_read(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.rtf").write_bytes(RTF)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "doc",
            "a.rtf",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )
    data = (tmp_path / "a.doc").read_bytes()
    assert identify_office(data) is OfficeKind.DOC
    document = convert_and_parse(data, "return.doc", "doc")
    assert document.format == "doc"
    assert _states(document) == [MarkState.SELECTED, MarkState.UNSELECTED]


def test_the_format_is_told_by_content() -> None:
    assert looks_like_rtf(RTF)
    assert identify_office(RTF) is OfficeKind.RTF
    assert looks_like_odt(odt("<text:p/>"))
    assert identify_office(odt("<text:p/>")) is OfficeKind.ODT
    assert identify_office(b"plain") is None
    assert identify_office(b"PK\x03\x04 torn") is None


def test_an_encrypted_odt_asks_for_its_password() -> None:
    with pytest.raises(PasswordNeeded):
        convert_and_parse(odt("", manifest="<manifest:encryption-data/>"), "x.odt", "odt")


def test_a_file_that_is_not_what_it_is_called_is_unsupported() -> None:
    with pytest.raises(UnsupportedFormat):
        convert_and_parse(b"plain", "x.rtf", "rtf")


def test_without_libreoffice_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingDependency, match="install LibreOffice"):
        convert_and_parse(RTF, "x.rtf", "rtf")


posix_only = pytest.mark.skipif(os.name != "posix", reason="stands in a shell script for LibreOffice")


def _stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@posix_only
def test_a_conversion_past_its_deadline_is_ended_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    witness = tmp_path / "still-running"
    _stand_in(tmp_path, f"(sleep 2; touch {witness}) & sleep 30", monkeypatch)
    started = time.monotonic()
    with pytest.raises(LimitReached):
        convert_and_parse(RTF, "x.rtf", "rtf", deadline_seconds=0.5)
    assert time.monotonic() - started < 5
    time.sleep(2.5)
    assert not witness.exists()


@posix_only
def test_a_conversion_that_writes_nothing_means_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _stand_in(tmp_path, "exit 0", monkeypatch)
    with pytest.raises(DamagedFile):
        convert_and_parse(RTF, "x.rtf", "rtf")


def test_the_settings_that_keep_macros_and_links_off_are_well_formed() -> None:
    items = etree.fromstring(_PROFILE.encode())
    settings = {prop.get(f"{{{items.nsmap['oor']}}}name"): prop[0].text for prop in items.iter("prop")}
    assert settings["DisableMacrosExecution"] == "true"
    assert settings["MacroSecurityLevel"] == "3"
    assert settings["Link"] == "0"
