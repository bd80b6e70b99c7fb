"""What does an OLE compound file hold? An encrypted package, an old Word file, or a control's data."""

from __future__ import annotations

import io
import struct
from enum import StrEnum

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# [MS-DOC] 2.5.2 FibBase: flags at offset 10, bit 8 is fEncrypted.
_FIB_FLAGS_OFFSET = 0x0A
_FIB_ENCRYPTED = 0x0100


class CompoundKind(StrEnum):
    """What a compound file is."""

    ENCRYPTED = "encrypted"  # opens only with a password
    WORD = "word"  # Word 97-2003
    OTHER = "other"  # another program's: a spreadsheet, a message


def is_compound_file(data: bytes) -> bool:
    """Whether the bytes begin as a compound file does."""
    return data.startswith(_MAGIC)


def identify_compound_file(data: bytes) -> CompoundKind:
    """What the streams of a compound file say it is."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            if compound.exists("EncryptedPackage"):
                return CompoundKind.ENCRYPTED
            if not compound.exists("WordDocument"):
                return CompoundKind.OTHER
            header: bytes = compound.openstream("WordDocument").read(32)
    except (OSError, IndexError, ValueError, struct.error):
        return CompoundKind.OTHER
    if len(header) < _FIB_FLAGS_OFFSET + 2:
        return CompoundKind.OTHER
    flags = int.from_bytes(header[_FIB_FLAGS_OFFSET : _FIB_FLAGS_OFFSET + 2], "little")
    return CompoundKind.ENCRYPTED if flags & _FIB_ENCRYPTED else CompoundKind.WORD


def stream_of(data: bytes, stream: str, limit: int = 1_000_000) -> bytes | None:
    """A stream of a compound file, cut at `limit` bytes; None where there is none or the file is broken."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            if not compound.exists(stream):
                return None
            content: bytes = compound.openstream(stream).read(limit)
            return content
    except (OSError, IndexError, ValueError, struct.error):
        return None
