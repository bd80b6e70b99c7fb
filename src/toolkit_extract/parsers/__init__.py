"""Any file in, a Document out. Parsers know file formats and no form."""

from toolkit_extract.parsers.parse import parse

__all__ = ["parse"]
