"""What do the tests look at in a Document? Its marks, its words, its paragraphs."""

from __future__ import annotations

from tests.unit.parsers.docx.word_packages import word_file
from toolkit_extract.parsers.docx import parse_docx
from toolkit_extract.schemas.document import Document, Mark, MarkState, Paragraph, Run, Table, paragraphs_of

ON, OFF, UNKNOWN = MarkState.SELECTED, MarkState.UNSELECTED, MarkState.UNKNOWN


def read(body: str, **parts: str) -> Document:
    """Parse a Word file of this body."""
    return parse_docx(word_file(body, **parts), "return.docx")


def paragraphs(document: Document) -> list[Paragraph]:
    """All paragraphs in reading order."""
    return list(paragraphs_of(document.blocks))


def marks(document: Document) -> list[Mark]:
    """All marks in reading order."""
    return [mark for paragraph in paragraphs(document) for mark in paragraph.marks]


def states(document: Document) -> list[MarkState]:
    """The states of all marks."""
    return [mark.state for mark in marks(document)]


def texts(document: Document) -> list[str]:
    """The words of each paragraph."""
    return [paragraph.text for paragraph in paragraphs(document)]


def runs(document: Document) -> list[Run]:
    """All runs in reading order."""
    return [run for paragraph in paragraphs(document) for run in paragraph.inlines if isinstance(run, Run)]


def table(document: Document, number: int = 0) -> Table:
    """A table of the body."""
    return [block for block in document.blocks if isinstance(block, Table)][number]
