"""How is an office file that is no Word package read? A word processor turns it into one first."""

from __future__ import annotations

from toolkit_extract.parsers.office.convert import CONVERSION_SECONDS, convert_and_parse
from toolkit_extract.parsers.office.sniff import OfficeKind, identify_office, looks_like_odt, looks_like_rtf

__all__ = [
    "CONVERSION_SECONDS",
    "OfficeKind",
    "convert_and_parse",
    "identify_office",
    "looks_like_odt",
    "looks_like_rtf",
]
