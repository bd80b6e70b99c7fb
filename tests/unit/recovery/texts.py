"""Writes a marked text as a person draws it: `[x] Low`, `[ ] High`, `✓`, `**bold**`; a line for each paragraph."""

from __future__ import annotations

from toolkit_extract.parsers.text.inline import text_to_inlines
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.recovery.marked_text import MarkedText, join, paragraph_to_text
from toolkit_extract.schemas.document import Paragraph


def marked(text: str) -> MarkedText:
    """The text of a cell whose paragraphs are the lines of `text`."""
    reader = MarkReader(text)
    return join(
        paragraph_to_text(Paragraph(inlines=text_to_inlines(line, reader)))
        for line in text.split("\n")
        if line.strip()
    )
