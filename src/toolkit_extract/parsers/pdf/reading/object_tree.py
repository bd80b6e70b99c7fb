"""How are the objects of a PDF file reached that PDFium has no function for? With pdfminer, from the catalogue down.

What pdfminer logs may quote the file, so nothing of it is passed on.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from typing import Any

DAMAGE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pdfminer raises, beside its own `PSException`, on files that are damaged in ways that other readers forgive."""


def catalog_of(data: bytes) -> dict[str, Any]:
    """The document catalogue; its values may be references. Raises `PSException` or one of `DAMAGE`."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    _silence()
    return dict(PDFDocument(PDFParser(io.BytesIO(data))).catalog)


def _silence() -> None:
    logger = logging.getLogger("pdfminer")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
