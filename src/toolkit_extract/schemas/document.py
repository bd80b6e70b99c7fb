"""What every parser makes of a file: blocks in reading order, with selection marks standing in the text.

A Word content control, a Wingdings symbol, a drawn square with a cross, a form widget, a pen tick in a scan and
`<input checked>` all become the same small `Mark` in the same place: inline, beside the words that it belongs to. A
Document knows nothing of any form.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.region import Region


class MarkState(StrEnum):
    """What a checkbox says. `unknown` is for a box whose state the file has lost, never for an empty one."""

    SELECTED = "selected"
    UNSELECTED = "unselected"
    UNKNOWN = "unknown"


class Emphasis(StrEnum):
    """Looks that people use instead of ticking."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    HIGHLIGHT = "highlight"
    SHADING = "shading"
    COLOUR = "colour"
    STRIKE = "strike"


class RunOrigin(StrEnum):
    """Where the words of a run come from."""

    TEXT = "text"  # the document's own text
    FIELD = "field"  # the value of a form's text field
    DROPDOWN = "dropdown"  # the chosen entry of a drop-down list: an explicit choice
    ANNOTATION = "annotation"  # typed on top of the page with an editor
    OCR = "ocr"  # recognised from a picture


class Run(Frozen):
    """Words of one look. A line break within a paragraph is a newline character in `text`."""

    kind: Literal["run"] = "run"
    text: str
    emphasis: frozenset[Emphasis] = frozenset()
    origin: RunOrigin = RunOrigin.TEXT
    confidence: float = Field(
        default=1.0, ge=0, le=1, description="below 1 where the words were recognised, not read"
    )
    otherwise: str | None = Field(
        default=None, description="what a second engine reads in their place, where the two differ in a digit"
    )
    region: Region | None = None


SCANNED_BOX = "scanned_box"
"""Method of a mark that is known by the ink of a picture."""

HANDWRITING = "handwriting"
"""Method of a mark that is no selection mark but the place of handwriting, whose words are not read."""

UNPLACED_INK = "ink lies beside it that nobody could place"
"""Conflict of an untouched box beside which, or on whose label, lies ink that nothing explains."""


class Mark(Frozen):
    """One selection mark, standing inline where a reader sees it."""

    kind: Literal["mark"] = "mark"
    state: MarkState
    method: str = Field(
        description="how the state is known, such as `content_control`, `unicode_glyph`, `drawn_box`"
    )
    confidence: float = Field(default=0.99, ge=0, le=1)
    verbatim: str = Field(default="", description="what the file holds at that place, such as the glyph")
    boxed: bool = Field(
        default=True,
        description="whether there is a box: a bare tick, cross or letter is a sign, which counts only beside an "
        "option",
    )
    conflict: str | None = Field(
        default=None, description="what a second witness of the state says, where it disagrees"
    )
    label: str | None = Field(
        default=None, description="the words beside the box, where the format or the geometry ties them to it"
    )
    region: Region | None = None


Inline = Annotated[Run | Mark, Field(discriminator="kind")]


class Role(StrEnum):
    """What a paragraph is in its document."""

    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list_item"


class Paragraph(Frozen):
    """Runs and marks in reading order."""

    kind: Literal["paragraph"] = "paragraph"
    inlines: tuple[Inline, ...] = ()
    role: Role = Role.BODY
    level: int = Field(
        default=0,
        ge=0,
        description="depth of a heading (1 is the highest) or of a list item (0 is the outer)",
    )
    number: str | None = Field(
        default=None, description="a number that the format generates, such as `1.1`, and that is in no run"
    )
    region: Region | None = None

    @property
    def text(self) -> str:
        """The words, without marks and without a generated number."""
        return "".join(inline.text for inline in self.inlines if inline.kind == "run")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks, in reading order."""
        return tuple(inline for inline in self.inlines if inline.kind == "mark")


class Cell(Frozen):
    """A cell; a merged cell stands once, where it begins."""

    blocks: tuple[Block, ...] = ()
    column: int = Field(default=0, ge=0, description="0-based column of the grid in which the cell begins")
    column_span: int = Field(default=1, ge=1)
    row_span: int = Field(default=1, ge=1)
    region: Region | None = None


class Row(Frozen):
    """The cells that begin in one row of the grid, left to right."""

    cells: tuple[Cell, ...] = ()


class Table(Frozen):
    """Rows from top to bottom."""

    kind: Literal["table"] = "table"
    rows: tuple[Row, ...] = ()
    rows_are_lines: bool = Field(
        default=False,
        description="whether the columns were found by white space, so that each row is a line of print and an empty "
        "cell within a column parts its paragraphs",
    )
    region: Region | None = None


Block = Annotated[Paragraph | Table, Field(discriminator="kind")]

Cell.model_rebuild()
Row.model_rebuild()
Table.model_rebuild()


class Comment(Frozen):
    """A reviewer's comment or a sticky note: kept, and no part of any answer."""

    text: str
    region: Region | None = None


class Document(Frozen):
    """A file, read."""

    format: str = Field(description="`text`, `markdown`, `html`, `email`, `docx`, `pdf` …")
    pages: int | None = Field(default=None, description="number of pages, where the format has them")
    ocr: bool = Field(default=False, description="whether any words come from recognition")
    ocr_engine: str | None = Field(
        default=None, description="name and version of what recognised them, where this program had it done"
    )
    loses_marks: bool = Field(
        default=False,
        description="whether boxes may have vanished on the way into this file, so that an option without one says "
        "nothing",
    )
    blocks: tuple[Block, ...] = ()
    furniture: tuple[str, ...] = Field(
        default=(),
        description="words round the body: page headers and footers, title and subject of the file",
    )
    comments: tuple[Comment, ...] = ()
    converted_by: str | None = Field(
        default=None, description="the program that converted the file first, if any"
    )
    findings: tuple[Finding, ...] = ()


def paragraphs_of(blocks: tuple[Paragraph | Table, ...]) -> Iterator[Paragraph]:
    """Every paragraph of the blocks in reading order, those inside tables at any depth included."""
    for block in blocks:
        if block.kind == "paragraph":
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_of(cell.blocks)
