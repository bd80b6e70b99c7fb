"""What does a Word file say, and what is ticked in it? Read from the package's XML, losing nothing."""

from __future__ import annotations

from toolkit_extract.parsers.docx.parse import parse_docx
from toolkit_extract.parsers.docx.sniff import looks_like_docx

__all__ = ["looks_like_docx", "parse_docx"]
