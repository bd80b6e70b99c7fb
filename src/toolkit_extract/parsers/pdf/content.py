"""What does one page of a PDF hold, in coordinates as displayed, before anything is made of it?

This is the seam: `reading` fills these values from the PDF library; everything else of the parser is pure functions on
them. Coordinates: points, origin at the top left of the crop box of the page as displayed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from toolkit_extract.parsers.pdf.geometry import Box

Point = tuple[float, float]
Colour = tuple[int, int, int, int]
"""Red, green, blue and opacity, each 0 to 255."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text is set: one value is shared by all words of a look."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: Colour
    hidden: bool
    angle: int
    """Turn against the page as displayed: 0, 90, 180 or 270 degrees counter-clockwise, or -1 for a slant."""


@dataclass(frozen=True, slots=True)
class Word:
    """Characters of one look without white space between them.

    `spaced`: whether white space stands before it in the text; pieces of one word in two looks are not spaced.
    `hyphenated`: whether it ends in a hyphen at the end of its line.
    `exact`: whether the box is that of the ink (marks) and not of the line (letters).
    """

    text: str
    box: Box
    look: Look
    spaced: bool
    order: int
    hyphenated: bool = False
    exact: bool = False
    unmapped: bool = False


@dataclass(frozen=True, slots=True)
class Subpath:
    """One stroke of the pen. Curves are given by points on them."""

    points: tuple[Point, ...]
    closed: bool
    curved: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Path:
    """One painted path. `order` counts what the page paints, from the bottom up; it is shared with images."""

    subpaths: tuple[Subpath, ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    box: Box
    order: int


@dataclass(frozen=True, slots=True)
class Image:
    """One painted picture, or (`shading`) a gradient: what both show is in their pixels."""

    box: Box
    order: int
    shading: bool = False


class FieldKind(Enum):
    """What a form field is filled in with."""

    CHECKBOX = "checkbox"
    RADIO = "radio"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Widget:
    """One visible widget of a form field.

    `value` is what a text or choice field shows. Of a checkbox or radio button, `appearance_state` is the widget's
    `/AS` and `field_value` the `/V` of its field, its own or inherited; None where the file has none.
    """

    kind: FieldKind
    box: Box
    name: str
    value: str = ""
    appearance_state: str | None = None
    field_value: str | None = None
    sole: bool = True
    """Whether the value is the widget's own, and not that of a field with several widgets."""
    multiline: bool = False


class AnnotationKind(Enum):
    """What was put on top of the page; kinds that show nothing to a reader are left out."""

    NOTE = "text"
    FREE_TEXT = "free_text"
    LINE = "line"
    SQUARE = "square"
    CIRCLE = "circle"
    POLYGON = "polygon"
    HIGHLIGHT = "highlight"
    UNDERLINE = "underline"
    STRIKE = "strike"
    STAMP = "stamp"
    INK = "ink"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One visible annotation that is no widget. `areas` are the boxes of its quadrilaterals."""

    kind: AnnotationKind
    box: Box
    contents: str
    strokes: tuple[tuple[Point, ...], ...] = ()
    areas: tuple[Box, ...] = ()


Picture = Callable[[Box], float]
"""Share of dark ink (0 to 1) of an area of the page as it is rendered."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A rendered page in grey: rows from top to bottom, one byte a pixel, `scale` pixels a point."""

    grey: bytes
    columns: int
    rows: int
    scale: float


Rendering = Callable[[float], Pixels]
"""The page as a reader sees it, annotations included, at a number of pixels a point."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page. `picture` and `rendering` render the page when asked, and work only while the page is open."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    paths: tuple[Path, ...] = ()
    images: tuple[Image, ...] = ()
    widgets: tuple[Widget, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    picture: Picture | None = field(default=None, compare=False)
    rendering: Rendering | None = field(default=None, compare=False)
    limits: tuple[str, ...] = ()
    """What was not read of the page, in words for a person."""

    @property
    def box(self) -> Box:
        """The page."""
        return Box(0.0, 0.0, self.width, self.height)
