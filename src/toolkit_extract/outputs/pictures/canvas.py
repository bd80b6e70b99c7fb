"""How does a drawing become SVG and PNG bytes that are the same on every machine?

A sheet measured in inches from its top left, on which rectangles and words are laid; matplotlib draws it. Widths are
those of DejaVu Sans, which comes with matplotlib. Words of an SVG stay words, so that they can be searched and copied;
a machine without DejaVu Sans shows them in another font, and hardly any is wider. Identifiers are salted with a fixed
word, and no date or version is written. What repeats (cells and numbers of a heat map) is collected, and drawn once.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal

from toolkit_extract.outputs.pictures.style import HATCH, INK, PAPER, RULE, SHADE, Hatch, Look, ink_on
from toolkit_extract.outputs.pictures.svg import tidy_svg

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path as Outline

POINTS = 72.0
DOTS_PER_INCH = 150
MARGIN_AND_TITLE = (0.17 * POINTS, 0.4 * POINTS)
"""Points at the left and at the top of every picture that a page with a margin and headings of its own leaves out."""
_FONT = "DejaVu Sans"
_SETTINGS: Any = {
    "svg.hashsalt": "toolkit-extract",
    "svg.fonttype": "none",
    "font.family": _FONT,
    "path.simplify": False,
}

Align = Literal["left", "center", "right"]

_SPACING = 3.6
"""Points between the strokes of a hatch, along either edge."""
_MOVE, _DRAW = 1, 2
"""What matplotlib's paths call the beginning and the end of a stroke."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One drawing.

    Attributes:
        name: name of its files, without ending.
        kind: what it draws: `heat_map`, `values`, `gaps`, `mismatches`, `changes` or `similarity`.
        subject: the rating it is about, if it is about one.
        group: the region it is about, if there is one picture for each.
        title: its heading.
        words: what it shows, for those who do not see it.
        width: in inches.
        png: draws its pixels when it is asked to, which takes as long as all the rest.
    """

    name: str
    kind: str
    subject: str | None
    group: str | None
    title: str
    words: str
    width: float
    svg: bytes
    png: Callable[[], bytes]


@cache
def outline(words: str, size: float) -> Outline:
    """Outline of words on one line, in points, from the left end of the base line."""
    from matplotlib.textpath import TextPath

    return TextPath((0, 0), words, size=size, prop=_font(bold=False))


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Width of words on one line, in inches."""
    return sum(_advance(character, bold) for character in drawable(words)) * size / POINTS


@cache
def _advance(character: str, bold: bool) -> float:
    """How far a character of size 1 moves the next one on."""
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font, LoadFlags

    font = FT2Font(findfont(_font(bold=bold), fallback_to_default=False))
    font.set_size(100, POINTS)
    return float(font.load_char(ord(character), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100


def drawable(words: str) -> str:
    """The words with a box for each character that the font lacks."""
    return "".join(character if _is_drawable(character) else "□" for character in words)


@cache
def _is_drawable(character: str) -> bool:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    fonts = (FT2Font(findfont(_font(bold=bold))) for bold in (False, True))
    return all(font.get_char_index(ord(character)) != 0 for font in fonts)


def _font(*, bold: bool) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=_FONT, weight="bold" if bold else "normal")


def shortened(words: str, size: float, room: float) -> str:
    """The words, cut with an ellipsis to the room, in inches."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(f"{words}…", size) > room:
        words = words[:-1]
    return f"{words.rstrip(' ,;')}…"


def wrapped(words: str, size: float, room: float, lines: int) -> list[str]:
    """The words on so many lines at most, each within the room, in inches; what is over is cut with an ellipsis."""
    made: list[str] = []
    rest = words.split()
    while rest and len(made) < lines:
        count = 1
        while count < len(rest) and width_of(" ".join(rest[: count + 1]), size) <= room:
            count += 1
        if len(made) == lines - 1:
            count = len(rest)
        made.append(shortened(" ".join(rest[:count]), size, room))
        rest = rest[count:]
    return made


class Sheet:
    """A sheet of some width, in inches; its height is given when it is drawn."""

    def __init__(self, width: float) -> None:
        self.width = width
        self._boxes: dict[tuple[float, float, str, Hatch], list[tuple[float, float]]] = defaultdict(list)
        self._plates: dict[float, list[tuple[float, float]]] = defaultdict(list)
        self._signs: dict[tuple[str, float, str], list[tuple[float, float]]] = defaultdict(list)
        self._corners: dict[str, list[tuple[float, float]]] = defaultdict(list)
        self._words: list[tuple[float, float, str, dict[str, Any]]] = []
        self._lines: list[tuple[tuple[float, float], tuple[float, float], str, float]] = []
        self._grid: list[tuple[tuple[float, float], tuple[float, float]]] = []

    def box(self, x: float, y: float, width: float, height: float, face: str, hatch: Hatch = "") -> None:
        """A rectangle from its top left."""
        if width > 0:
            self._boxes[round(width, 4), round(height, 4), face, hatch].append((x, y))

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: str = INK, thickness: float = 0.75
    ) -> None:
        """A line, its thickness in points."""
        self._lines.append(((x0, y0), (x1, y1), colour, thickness))

    def grid_line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A faint line below everything else."""
        self._grid.append(((x0, y0), (x1, y1)))

    def sign(self, x: float, y: float, words: str, size: float, colour: str = INK) -> None:
        """A short text that repeats, centred on a point."""
        if words:
            self._signs[words, size, colour].append((x, y))

    def corner(self, x: float, y: float, colour: str = INK) -> None:
        """The small triangle in the upper right corner of a cell, whose place is given."""
        self._corners[colour].append((x, y))

    def words(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 8,
        *,
        colour: str = INK,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """One line of words, centred on `y`."""
        words = drawable(words)
        style = {"fontsize": size, "color": colour, "ha": align, "weight": "bold" if bold else "normal"}
        self._words.append((x, y, words, style))

    def cell(self, x: float, y: float, width: float, height: float, look: Look, size: float) -> None:
        """A box with its sign."""
        self.box(x, y, width, height, look.face, look.hatch)
        if look.hatch and look.sign:
            side = round(min(width, height) * 0.62, 4)
            self._plates[side].append((x + (width - side) / 2, y + (height - side) / 2))
        self.sign(x + width / 2, y + height / 2, look.sign, size, ink_on(look.face))

    def draw(self, height: float) -> tuple[bytes, Callable[[], bytes]]:
        """The sheet as SVG, and what draws it as PNG."""
        import matplotlib as mpl
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with mpl.rc_context(_SETTINGS):
            figure = Figure(figsize=(self.width, height), facecolor=PAPER)
            FigureCanvasAgg(figure)
            axes = figure.add_axes((0, 0, 1, 1))
            axes.set(xlim=(0, self.width), ylim=(height, 0))
            axes.set_axis_off()
            self._lay(axes)
            vector = io.BytesIO()
            figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None})
        return tidy_svg(vector.getvalue()), partial(_pixels, figure)

    def _lay(self, axes: Any) -> None:
        from matplotlib.collections import LineCollection

        if self._grid:
            axes.add_collection(
                LineCollection(self._grid, colors=RULE, linewidths=0.6, clip_on=False, zorder=0),
                autolim=False,
            )
        for (width, height, face, hatch), places in self._boxes.items():
            self._lay_boxes(axes, width, height, face, hatch, places)
        for colour, thickness in dict.fromkeys((colour, thickness) for *_, colour, thickness in self._lines):
            ends = [(start, end) for start, end, *style in self._lines if style == [colour, thickness]]
            axes.add_collection(
                LineCollection(ends, colors=colour, linewidths=thickness, capstyle="butt", clip_on=False),
                autolim=False,
            )
        for side, places in self._plates.items():
            self._lay_boxes(axes, side, side, PAPER, "", places)
        self._lay_signs(axes)
        for x, y, words, style in self._words:
            # a dollar sign in a name is no formula
            axes.text(x, y, words, va="center_baseline", parse_math=False, **style)

    def _lay_boxes(
        self,
        axes: Any,
        width: float,
        height: float,
        face: str,
        hatch: Hatch,
        places: list[tuple[float, float]],
    ) -> None:
        wide, high = width * POINTS, height * POINTS
        corners = [(0, 0), (wide, 0), (wide, -high), (0, -high), (0, 0)]
        edged = hatch or face == SHADE
        edge = {"edgecolors": HATCH, "linewidths": 0.4} if edged else {"edgecolors": "none", "linewidths": 0}
        _lay_repeated(axes, corners, None, places, facecolors=face, **edge)
        strokes = hatch_strokes(hatch, wide, high)
        if strokes:
            points = [point for stroke in strokes for point in stroke]
            codes = [_MOVE, _DRAW] * len(strokes)
            _lay_repeated(
                axes,
                points,
                codes,
                places,
                facecolors="none",
                edgecolors=HATCH,
                linewidths=1.0 if hatch == "dots" else 0.6,
            )

    def _lay_signs(self, axes: Any) -> None:
        for (words, size, colour), places in self._signs.items():
            shape = outline(words, size)
            extents = shape.get_extents()
            middle = ((extents.x0 + extents.x1) / 2, (extents.y0 + extents.y1) / 2)
            vertices: Any = shape.vertices
            _lay_repeated(axes, vertices - middle, shape.codes, places, facecolors=colour, linewidths=0)
        for colour, places in self._corners.items():
            triangle = [(0, 0), (-5, 0), (0, -5), (0, 0)]
            _lay_repeated(axes, triangle, None, places, facecolors=colour, linewidths=0)


def _pixels(figure: Figure) -> bytes:
    import matplotlib as mpl

    pixels = io.BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(pixels, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return pixels.getvalue()


def hatch_strokes(
    hatch: Hatch, width: float, height: float
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """The strokes that fill a rectangle whose top left is the origin, y upwards, all in points."""
    if hatch == "dots":
        across = [_SPACING * (place + 0.5) for place in range(round(width // _SPACING))]
        down = [-_SPACING * (place + 0.5) for place in range(round(height // _SPACING))]
        return [((x - 0.5, y), (x + 0.5, y)) for x in across for y in down]
    strokes = _diagonals(width, height) if hatch in ("strokes", "crosses") else []
    if hatch == "crosses":
        strokes += [((width - x0, y0), (width - x1, y1)) for (x0, y0), (x1, y1) in strokes]
    return strokes


def _diagonals(width: float, height: float) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Lines from the lower left to the upper right, within the rectangle."""
    made = []
    start = -height + _SPACING / 2
    while start < width:
        # the line leaves the lower edge at `start` and rises by as much as it goes to the right
        x0, x1 = max(start, 0.0), min(start + height, width)
        made.append(((x0, x0 - start - height), (x1, x1 - start - height)))
        start += _SPACING
    return made


def _lay_repeated(
    axes: Any, points: Any, codes: Any, places: list[tuple[float, float]], **style: Any
) -> None:
    """One shape, in points around its place, at each of some places."""
    from matplotlib.collections import PathCollection
    from matplotlib.path import Path
    from matplotlib.transforms import IdentityTransform

    shapes = PathCollection(
        [Path(points, codes)],
        sizes=[1],
        offsets=places,
        offset_transform=axes.transData,
        transform=IdentityTransform(),
        clip_on=False,
        **style,
    )
    axes.add_collection(shapes, autolim=False)
