"""Which office format do these bytes hold, whatever the file is called?

Decided by content alone: the package's main part, the mimetype entry, the RTF group, the streams of a
compound file.
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from toolkit_extract.parsers.docx.compound import CompoundKind, identify_compound_file, is_compound_file
from toolkit_extract.parsers.docx.sniff import looks_like_docx
from toolkit_extract.parsers.docx.unpacking import UNPACKING_FAILS

_ODT_TYPES = (
    b"application/vnd.oasis.opendocument.text",
    b"application/vnd.oasis.opendocument.text-template",
)


class OfficeKind(StrEnum):
    """What an office file is by its content."""

    DOCX = "docx"  # a Word package: docx, docm, dotx, dotm, transitional or strict
    ODT = "odt"
    RTF = "rtf"
    DOC = "doc"  # Word 97-2003
    ENCRYPTED = "encrypted"  # opens only with a password
    OLE_OTHER = "ole"  # a compound file of another program, such as a spreadsheet or a message


_COMPOUND = {
    CompoundKind.ENCRYPTED: OfficeKind.ENCRYPTED,
    CompoundKind.WORD: OfficeKind.DOC,
    CompoundKind.OTHER: OfficeKind.OLE_OTHER,
}


def looks_like_rtf(data: bytes) -> bool:
    """Whether the bytes begin as rich text does."""
    return data[:256].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf")


def looks_like_odt(data: bytes) -> bool:
    """Whether the bytes are an OpenDocument text, encrypted or not."""
    return _odt_entries(data) is not None


def identify_office(data: bytes) -> OfficeKind | None:
    """The kind of office file, or None where it is none of these."""
    if is_compound_file(data):
        return _COMPOUND[identify_compound_file(data)]
    if looks_like_rtf(data):
        return OfficeKind.RTF
    if looks_like_docx(data):
        return OfficeKind.DOCX
    manifest = _odt_entries(data)
    if manifest is None:
        return None
    return OfficeKind.ENCRYPTED if b"encryption-data" in manifest else OfficeKind.ODT


def _odt_entries(data: bytes) -> bytes | None:
    """The manifest of an OpenDocument text (empty where it has none), or None for anything else."""
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            if "mimetype" not in names:
                return None
            with package.open("mimetype") as entry:
                if entry.read(128).strip() not in _ODT_TYPES:
                    return None
            if "META-INF/manifest.xml" not in names:
                return b""
            with package.open("META-INF/manifest.xml") as entry:
                return entry.read(1_000_000)
    except UNPACKING_FAILS:
        return None
