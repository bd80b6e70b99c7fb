"""Which of the form's labels did an engine read with a letter wrong?

A column's name or a horizon stands in a paragraph of its own. Where such a paragraph of recognised words is nearly one
of them, and nearly no other, it is that label; the words of answers are left as they were read.
"""

from __future__ import annotations

from rapidfuzz.distance import OSA

from toolkit_extract.recovery.vocabulary import Vocabulary, words_of
from toolkit_extract.schemas.document import Block, Cell, Document, Paragraph, Row, RunOrigin, Table

_LETTERS_A_SLIP = 4
"""Letters of a label for each that may be wrong."""

_LONGEST = 40


class _Labels:
    """The labels of a form that stand alone."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        names = [question.column for question in vocabulary.toolkit.questions]
        names += [horizon.label for question in vocabulary.plans for horizon in question.horizons]
        self._names = {" ".join(words_of(name)): name for name in names}

    def meant(self, text: str) -> str | None:
        """The label that a text is nearly, but not quite."""
        if not text or len(text) > _LONGEST:
            return None
        read = " ".join(words_of(text))
        near = [
            name
            for folded, name in self._names.items()
            if OSA.distance(read, folded) <= len(folded) // _LETTERS_A_SLIP
        ]
        return near[0] if len(near) == 1 and read not in self._names else None


def with_labels_as_meant(document: Document, vocabulary: Vocabulary) -> Document:
    """The document with its misread labels as the form has them."""
    if not document.ocr:
        return document
    labels = _Labels(vocabulary)
    return document.model_copy(update={"blocks": tuple(_block(block, labels) for block in document.blocks)})


def _block(block: Block, labels: _Labels) -> Block:
    return _paragraph(block, labels) if block.kind == "paragraph" else _table(block, labels)


def _table(table: Table, labels: _Labels) -> Table:
    rows = tuple(Row(cells=tuple(_cell(cell, labels) for cell in row.cells)) for row in table.rows)
    return table.model_copy(update={"rows": rows})


def _cell(cell: Cell, labels: _Labels) -> Cell:
    return cell.model_copy(update={"blocks": tuple(_block(block, labels) for block in cell.blocks)})


def _paragraph(paragraph: Paragraph, labels: _Labels) -> Paragraph:
    runs = [inline for inline in paragraph.inlines if inline.kind == "run" and inline.origin is RunOrigin.OCR]
    if not runs or len(runs) < len(paragraph.inlines):
        return paragraph
    label = labels.meant(paragraph.text.strip())
    if label is None:
        return paragraph
    return paragraph.model_copy(update={"inlines": (runs[0].model_copy(update={"text": label}),)})
