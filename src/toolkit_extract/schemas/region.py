"""Where on a return something stands.

Coordinates, stated once and referred to everywhere: PDF points (1/72 inch), origin at the top left of the crop box of
the page *as displayed* (after its rotation), x to the right, y downwards; pages and lines count from 1. Parsers convert
at their border, so nothing inside carries an origin or a rotation. A format without pages gets no invented boxes: text
has lines, Word has tables, rows, cells and paragraphs.
"""

from __future__ import annotations

from pydantic import Field

from toolkit_extract.schemas.base import Frozen


class PageRegion(Frozen):
    """A box on a page."""

    page: int = Field(ge=1, description="page number, from 1")
    x0: float = Field(description="left edge, in points from the left of the page as displayed")
    top: float = Field(description="upper edge, in points from the top of the page as displayed")
    x1: float = Field(description="right edge, in points")
    bottom: float = Field(description="lower edge, in points from the top")


class LineRegion(Frozen):
    """Lines of a text file."""

    line_start: int = Field(ge=1, description="first line, from 1")
    line_end: int = Field(ge=1, description="last line, included")


class CellRegion(Frozen):
    """A place in a document that flows: no pages, but tables and paragraphs."""

    table: int | None = Field(default=None, description="table of the document, from 1; none outside tables")
    row: int | None = Field(default=None, description="row of the table, from 1")
    cell: int | None = Field(default=None, description="cell of the row, from 1")
    paragraph: int = Field(
        ge=1, description="paragraph of the cell, or of the document outside tables, from 1"
    )


Region = PageRegion | LineRegion | CellRegion


def page_of(region: Region | None) -> int | None:
    """The page a region stands on, where its format has pages."""
    return region.page if isinstance(region, PageRegion) else None
