"""Reads pages that are pictures: scans in PDF files, TIFF, PNG and JPEG."""

from toolkit_extract.parsers.scan.pictures import parse_pictures
from toolkit_extract.parsers.scan.reader import PageReader

__all__ = ["PageReader", "parse_pictures"]
