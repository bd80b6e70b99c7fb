"""Reading words from pixels: one module an engine, one way to choose among those that are installed."""

from toolkit_extract.parsers.scan.ocr.choose import engine_for, second_engine
from toolkit_extract.parsers.scan.ocr.engine import Engine, TextLine

__all__ = ["Engine", "TextLine", "engine_for", "second_engine"]
