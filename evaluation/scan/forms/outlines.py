"""How do makers of forms draw a box? Each way draws the outline of a place, its outer edges those of the place."""

from collections.abc import Callable

from reportlab.lib.colors import HexColor, black, white

from evaluation.pdf.paper import Paper, Rectangle

Outline = Callable[[Paper, Rectangle], None]


def _stroked(
    width: float,
    *,
    colour: str = "#000000",
    fill: str = "",
    radius: float = 0.0,
    dash: tuple[float, ...] = (),
) -> Outline:
    def draw(paper: Paper, place: Rectangle) -> None:
        canvas, inner = paper.canvas, place.grown(-width / 2)
        canvas.saveState()
        canvas.setLineWidth(width)
        canvas.setStrokeColor(HexColor(colour))
        canvas.setFillColor(HexColor(fill) if fill else white)
        if dash:
            canvas.setDash(*dash)
        across, down = inner.x1 - inner.x0, inner.bottom - inner.top
        at = (inner.x0, paper.y(inner.bottom), across, down)
        if radius:
            canvas.roundRect(*at, radius, stroke=1, fill=int(bool(fill)))
        else:
            canvas.rect(*at, stroke=1, fill=int(bool(fill)))
        canvas.restoreState()

    return draw


def _double(paper: Paper, place: Rectangle) -> None:
    _stroked(0.6)(paper, place)
    _stroked(0.6)(paper, place.grown(-1.6))


def _sunken(paper: Paper, place: Rectangle) -> None:
    """Dark above and on the left, light below and on the right, as old programs draw fields."""
    paper.rectangle(place, fill="#ffffff", stroke=False)
    x0, y0, x1, y1 = place.x0 + 0.5, place.top + 0.5, place.x1 - 0.5, place.bottom - 0.5
    for colour, ends in (("#6a6a6a", (x0, y0)), ("#bdbdbd", (x1, y1))):
        paper.line(x0, ends[1], x1, ends[1], 1.0, colour=colour)
        paper.line(ends[0], y0, ends[0], y1, 1.0, colour=colour)


def _shadowed(paper: Paper, place: Rectangle) -> None:
    """A white box that throws a grey shadow."""
    paper.rectangle(place.moved(1.4, 1.4), fill="#8c8c8c", stroke=False)
    _stroked(0.7, fill="#ffffff")(paper, place)


def _circle(width: float) -> Outline:
    def draw(paper: Paper, place: Rectangle) -> None:
        canvas = paper.canvas
        canvas.setLineWidth(width)
        radius = (place.x1 - place.x0) / 2
        canvas.circle(place.x0 + radius, paper.y(place.top + radius), radius - width / 2, stroke=1, fill=0)
        canvas.setStrokeColor(black)

    return draw


def _oval(paper: Paper, place: Rectangle) -> None:
    paper.canvas.setLineWidth(0.6)
    paper.canvas.ellipse(place.x0, paper.y(place.bottom), place.x1, paper.y(place.top), stroke=1, fill=0)


OUTLINES: dict[str, Outline] = {
    "thin": _stroked(0.5),
    "thick": _stroked(1.6),
    "double": _double,
    "dotted": _stroked(0.8, dash=(0.9, 1.1)),
    "dashed": _stroked(0.8, dash=(2.4, 1.2)),
    "rounded": _stroked(0.8, radius=2.2),
    "sunken": _sunken,
    "shadowed": _shadowed,
    "shaded": _stroked(0.8, fill="#dcdcdc"),
    "white": _stroked(0.5, colour="#555555", fill="#ffffff"),
    "coloured": _stroked(1.0, colour="#2d6da8", fill="#ffffff"),
    "circle": _circle(0.7),
    "thick_circle": _circle(1.3),
    "oval": _oval,
}
