"""Are these bytes a Word package? Told by the content types that it declares, never by its name."""

from __future__ import annotations

import io
import re
import zipfile

from toolkit_extract.parsers.docx.unpacking import UNPACKING_FAILS

# Transitional and strict files declare the same content types; `x-` types are of dotm and old betas.
_MAIN_TYPE = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.(?:document|template)"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml",
    re.IGNORECASE,
)
_CONTENT_TYPES_LIMIT = 2_000_000


def looks_like_docx(data: bytes) -> bool:
    """Whether the bytes are a package with a Word main part: docx, docm, dotx, dotm, strict or not."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for entry in package.infolist():
                if entry.filename.lower() == "[content_types].xml":
                    with package.open(entry) as part:
                        declared = part.read(_CONTENT_TYPES_LIMIT).replace(b"\x00", b"")
                    return _MAIN_TYPE.search(declared) is not None
    except UNPACKING_FAILS:
        # A torn package with these names in it is a damaged Word file rather than an unknown format.
        return b"word/document.xml" in data and b"[Content_Types].xml" in data
    return False
