"""Which parser reads these bytes?"""

from __future__ import annotations

from toolkit_extract.errors import EmptyFile, LimitReached, PasswordNeeded, UnsupportedFormat
from toolkit_extract.parsers.detect import Kind, detect
from toolkit_extract.schemas.document import Document

MAX_TEXT_CHARACTERS = 20_000_000

_NAMES = {
    Kind.PDF: "PDF",
    Kind.ZIP: "a ZIP package",
    Kind.OLE: "an OLE compound file (old Word or Excel)",
    Kind.RTF: "RTF",
    Kind.OTHER_IMAGE: "a picture that is neither TIFF, PNG nor JPEG",
    Kind.BINARY: "binary data",
}


def parse(data: bytes, name: str) -> Document:
    """Read the bytes of a file.

    Args:
        data: the whole file.
        name: what errors call the file.

    Raises:
        ToolkitExtractError: a subclass says why the file cannot be read and what to do about it.
    """
    if not data.strip():
        raise EmptyFile(name)
    kind = detect(data)
    if kind is Kind.MAIL:
        from toolkit_extract.parsers.text import parse_email
        from toolkit_extract.parsers.text.mail import read_mail

        return parse_email(read_mail(data, name))
    if kind is Kind.TEXT:
        return _parse_text(data, name)
    if kind is Kind.PDF:
        from toolkit_extract.parsers.pdf import parse_pdf

        return parse_pdf(data, name)
    if kind is Kind.IMAGE:
        from toolkit_extract.parsers.scan import parse_pictures

        return parse_pictures(data, name)
    if kind in {Kind.ZIP, Kind.OLE, Kind.RTF}:
        return _parse_office(data, name, kind)
    raise UnsupportedFormat(name, _NAMES[kind])


def is_supported(data: bytes) -> bool:
    """Whether some parser reads the format of these bytes; the bytes may still be damaged."""
    kind = detect(data)
    if kind in {Kind.ZIP, Kind.OLE, Kind.RTF}:
        from toolkit_extract.parsers.office import identify_office

        return identify_office(data) is not None
    return kind not in {Kind.OTHER_IMAGE, Kind.BINARY}


def _parse_office(data: bytes, name: str, kind: Kind) -> Document:
    from toolkit_extract.parsers.docx import parse_docx
    from toolkit_extract.parsers.office import OfficeKind, convert_and_parse, identify_office

    office = identify_office(data)
    if office is OfficeKind.DOCX:
        return parse_docx(data, name)
    if office is OfficeKind.ENCRYPTED:
        raise PasswordNeeded(name)
    if office in {OfficeKind.ODT, OfficeKind.RTF, OfficeKind.DOC}:
        return convert_and_parse(data, name, office.value)
    raise UnsupportedFormat(name, _NAMES[kind])


def _parse_text(data: bytes, name: str) -> Document:
    from toolkit_extract.parsers.text import parse_text
    from toolkit_extract.parsers.text.decode import decode

    decoded = decode(data)
    if decoded is None:
        raise UnsupportedFormat(name, _NAMES[Kind.BINARY])
    if len(decoded.text) > MAX_TEXT_CHARACTERS:
        raise LimitReached(name, f"{MAX_TEXT_CHARACTERS:,} characters of text")
    if not decoded.text.strip():
        raise EmptyFile(name)
    return parse_text(decoded)
