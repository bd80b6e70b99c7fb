"""What format are these bytes of? Told by content, never by the file's name."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A family of formats that one parser reads."""

    PDF = "pdf"
    ZIP = "zip"
    OLE = "ole"
    RTF = "rtf"
    IMAGE = "image"
    OTHER_IMAGE = "other image"
    MAIL = "mail"
    TEXT = "text"
    BINARY = "binary"


_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_OTHER_PICTURES = (b"GIF8", b"RIFF")


def detect(data: bytes) -> Kind:
    """The family of formats that the bytes belong to."""
    from toolkit_extract.parsers.text.decode import decode
    from toolkit_extract.parsers.text.mail import looks_like_mail

    head = data[:1024]
    if b"%PDF-" in head:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.OLE
    if head.lstrip().startswith(b"{\\rtf"):
        return Kind.RTF
    if head.startswith(_PICTURES):
        return Kind.IMAGE
    if head.startswith(_OTHER_PICTURES) or (head[:2] == b"BM" and b"\x00" in head[:32]):
        return Kind.OTHER_IMAGE
    if looks_like_mail(data):
        return Kind.MAIL
    return Kind.TEXT if decode(data[:65_536]) is not None else Kind.BINARY
