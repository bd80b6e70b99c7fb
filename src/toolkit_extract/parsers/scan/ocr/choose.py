"""Which engine reads the words of a scan?

RapidOCR where the extra `ocr` is installed, else Tesseract. `TOOLKIT_EXTRACT_OCR` names one of them, or `none`.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from toolkit_extract.errors import MissingDependency
from toolkit_extract.parsers.scan.ocr.engine import Engine

VARIABLE = "TOOLKIT_EXTRACT_OCR"
INSTALL = "install it with: pip install 'toolkit-extract[ocr]', or install Tesseract (Debian: tesseract-ocr)"


def _rapid() -> Engine:
    from toolkit_extract.parsers.scan.ocr.rapid import rapid_engine

    return rapid_engine()


def _tesseract() -> Engine:
    from toolkit_extract.parsers.scan.ocr.tesseract import tesseract_engine

    return tesseract_engine()


_ENGINES: dict[str, Callable[[], Engine]] = {"rapidocr": _rapid, "tesseract": _tesseract}


def engine_for(name: str) -> Engine:
    """The engine that reads a file of this name.

    Raises:
        MissingDependency: none is installed.
    """
    found = _installed()
    if not found:
        raise MissingDependency(name, "text recognition, for its pages are pictures", INSTALL)
    return found[0]


def second_engine() -> Engine | None:
    """Another engine, where both are installed, as a second witness of numbers."""
    found = _installed()
    return found[1] if len(found) > 1 else None


def _installed() -> list[Engine]:
    wanted = os.environ.get(VARIABLE, "").strip().casefold()
    names = [name for name in _ENGINES if wanted in ("", name)]
    found = []
    for name in names:
        try:
            found.append(_ENGINES[name]())
        except ImportError:
            continue
    return found
