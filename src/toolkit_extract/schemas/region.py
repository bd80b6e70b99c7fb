"""Where on a return something stands.

Coordinates, stated once and referred to everywhere: PDF points (1/72 inch), origin at the top left of the crop box of
the page *as displayed* (after its rotation), x to the right, y downwards; pages and lines count from 1. Parsers convert
at their border, so nothing inside carries an origin or a rotation. A format without pages gets no invented boxes: text
has lines, Word has tables, rows, cells and paragraphs.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from toolkit_extract.schemas.base import Frozen


class _Place(Frozen):
    """A base with a cheaper comparison than the inherited one, for regions are compared by the thousand."""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))


class PageRegion(_Place):
    """A box on a page."""

    page: int = Field(ge=1, description="page number, from 1")
    x0: float = Field(description="left edge, in points from the left of the page as displayed")
    top: float = Field(description="upper edge, in points from the top of the page as displayed")
    x1: float = Field(description="right edge, in points")
    bottom: float = Field(description="lower edge, in points from the top")


class LineRegion(_Place):
    """Lines of a text file."""

    line_start: int = Field(ge=1, description="first line, from 1")
    line_end: int = Field(ge=1, description="last line, included")


class CellRegion(_Place):
    """A place in a document that flows: no pages, but tables and paragraphs."""

    table: int | None = Field(default=None, description="table of the document, from 1; none outside tables")
    row: int | None = Field(default=None, description="row of the table, from 1")
    cell: int | None = Field(default=None, description="cell of the row, from 1")
    paragraph: int = Field(
        ge=1, description="paragraph of the cell, or of the document outside tables, from 1"
    )


def _kind_of(value: object) -> str | None:
    """The kind of a region, told by its class or its keys: trying one class after another costs half of a parse."""
    kind = _KINDS.get(type(value))
    if kind is None and isinstance(value, dict):
        return "page" if "x0" in value else "line" if "line_start" in value else "cell"
    return kind


_KINDS: dict[type, str] = {PageRegion: "page", LineRegion: "line", CellRegion: "cell"}
Region = Annotated[
    Annotated[PageRegion, Tag("page")]
    | Annotated[LineRegion, Tag("line")]
    | Annotated[CellRegion, Tag("cell")],
    Discriminator(_kind_of),
]


def page_of(region: Region | None) -> int | None:
    """The page a region stands on, where its format has pages."""
    return region.page if isinstance(region, PageRegion) else None
