"""How does a mark look on a page?

Each mark draws one option's box (and tick) at a place, as a character, as strokes, or as a picture. Marks that a later
hand makes (form fields, annotations) draw an untouched box here, or nothing; `forms` and `annotate` put them on top.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from evaluation.pdf.paper import DEJAVU, Paper, Rectangle, register_font
from evaluation.word.shapes import mark_image


@dataclass(frozen=True)
class Spot:
    """Where a mark goes: its box, the baseline of its label, and whether it is ticked."""

    box: Rectangle
    baseline: float
    ticked: bool


Mark = Callable[[Paper, Spot, Random], None]

BOX_SIDE = 8.0
"""Points from side to side of a box."""


# --- characters ---------------------------------------------------------------------------------------------


def _characters(on: str, off: str, font: str = "Marks") -> Mark:
    def draw(paper: Paper, spot: Spot, rng: Random) -> None:
        name = register_font(font, DEJAVU) if font != "ZapfDingbats" else font
        sign = on if spot.ticked else off
        if sign:
            paper.text(spot.box.x0, spot.baseline, sign, name, 9.5)

    return draw


# --- strokes ------------------------------------------------------------------------------------------------


def _rectangle(paper: Paper, box: Rectangle) -> None:
    paper.rectangle(box, width=0.7)


def _four_lines(paper: Paper, box: Rectangle) -> None:
    paper.line(box.x0, box.top, box.x1, box.top, 0.6)
    paper.line(box.x1, box.top, box.x1, box.bottom, 0.6)
    paper.line(box.x1, box.bottom, box.x0, box.bottom, 0.6)
    paper.line(box.x0, box.bottom, box.x0, box.top, 0.6)


def _path(paper: Paper, box: Rectangle) -> None:
    path = paper.canvas.beginPath()
    path.moveTo(box.x0, paper.y(box.top))
    for x, down in ((box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)):
        path.lineTo(x, paper.y(down))
    path.close()
    paper.canvas.setLineWidth(0.7)
    paper.canvas.drawPath(path, stroke=1, fill=0)


def _rounded(paper: Paper, box: Rectangle) -> None:
    side = box.x1 - box.x0
    paper.canvas.setLineWidth(0.7)
    paper.canvas.roundRect(box.x0, paper.y(box.bottom), side, side, 1.5)


def _filled_frame(paper: Paper, box: Rectangle) -> None:
    """A frame as a dark square with a white one inside, as some browsers and form makers draw it."""
    paper.rectangle(box, fill="#444444", stroke=False)
    paper.rectangle(box.grown(-0.8), fill="#ffffff", stroke=False)


def _circle(paper: Paper, box: Rectangle) -> None:
    side = box.x1 - box.x0
    paper.canvas.setLineWidth(0.7)
    paper.canvas.circle((box.x0 + box.x1) / 2, paper.y((box.top + box.bottom) / 2), side / 2)


def _cross(paper: Paper, box: Rectangle, rng: Random) -> None:
    inner = box.grown(-1.5)
    paper.line(inner.x0, inner.top, inner.x1, inner.bottom, 1)
    paper.line(inner.x0, inner.bottom, inner.x1, inner.top, 1)


def _wide_cross(paper: Paper, box: Rectangle, rng: Random) -> None:
    """A cross whose strokes leave the box, each by a length of its own."""
    reach = [rng.uniform(0.5, 3.5) for _ in range(4)]
    paper.line(box.x0 - reach[0], box.top - reach[1], box.x1 + reach[2], box.bottom + reach[3], 1.1)
    paper.line(box.x0 - reach[3], box.bottom + reach[2], box.x1 + reach[1], box.top - reach[0], 1.1)


def _tick(paper: Paper, box: Rectangle, rng: Random, *, reach: float = 0.0) -> None:
    path = paper.canvas.beginPath()
    side = box.x1 - box.x0
    path.moveTo(box.x0 + 0.15 * side, paper.y(box.top + 0.55 * side))
    path.lineTo(box.x0 + 0.4 * side, paper.y(box.bottom - 0.12 * side))
    path.lineTo(box.x1 - 0.1 * side + reach, paper.y(box.top + 0.1 * side - reach))
    paper.canvas.setLineWidth(1.2)
    paper.canvas.drawPath(path, stroke=1, fill=0)


def _wide_tick(paper: Paper, box: Rectangle, rng: Random) -> None:
    _tick(paper, box, rng, reach=rng.uniform(2, 5))


def _curved_tick(paper: Paper, box: Rectangle, rng: Random) -> None:
    """A tick of curves, as a pen on a tablet leaves it."""
    side = box.x1 - box.x0
    path = paper.canvas.beginPath()
    path.moveTo(box.x0 + 0.1 * side, paper.y(box.top + 0.5 * side))
    path.curveTo(
        box.x0 + 0.2 * side, paper.y(box.top + 0.6 * side), box.x0 + 0.3 * side, paper.y(box.bottom),
        box.x0 + 0.4 * side, paper.y(box.bottom),
    )  # fmt: skip
    path.curveTo(
        box.x0 + 0.5 * side, paper.y(box.bottom - 0.3 * side), box.x1, paper.y(box.top),
        box.x1 + 0.3 * side, paper.y(box.top - 0.3 * side),
    )  # fmt: skip
    paper.canvas.setLineWidth(1.1)
    paper.canvas.drawPath(path, stroke=1, fill=0)


def _fill(paper: Paper, box: Rectangle, rng: Random) -> None:
    paper.rectangle(box.grown(-1.4), fill="#000000", stroke=False)


def _bullet(paper: Paper, box: Rectangle, rng: Random) -> None:
    side = box.x1 - box.x0
    middle = ((box.x0 + box.x1) / 2, paper.y((box.top + box.bottom) / 2))
    paper.canvas.circle(*middle, 0.26 * side, stroke=0, fill=1)


def _drawn(
    frame: Callable[[Paper, Rectangle], None], sign: Callable[[Paper, Rectangle, Random], None]
) -> Mark:
    def draw(paper: Paper, spot: Spot, rng: Random) -> None:
        frame(paper, spot.box)
        if spot.ticked:
            sign(paper, spot.box, rng)

    return draw


def _signed(frame: Callable[[Paper, Rectangle], None], sign: str, font: str) -> Mark:
    """A drawn box with a character set into it."""

    def draw(paper: Paper, spot: Spot, rng: Random) -> None:
        frame(paper, spot.box)
        if spot.ticked:
            paper.text(spot.box.x0 + 1, spot.box.bottom - 1.2, sign, font, BOX_SIDE)

    return draw


# --- pictures and nothing -----------------------------------------------------------------------------------


def _picture(on: str) -> Mark:
    def draw(paper: Paper, spot: Spot, rng: Random) -> None:
        import io

        from reportlab.lib.utils import ImageReader

        image = ImageReader(io.BytesIO(mark_image(on if spot.ticked else "empty")))
        side = spot.box.x1 - spot.box.x0
        paper.canvas.drawImage(image, spot.box.x0, paper.y(spot.box.bottom), side, side)

    return draw


def _nothing(paper: Paper, spot: Spot, rng: Random) -> None:
    """The box is a field, which `forms` adds."""


def _untouched(mark: Mark) -> Mark:
    """The empty box on which an annotation or field will lie."""

    def draw(paper: Paper, spot: Spot, rng: Random) -> None:
        mark(paper, Spot(spot.box, spot.baseline, ticked=False), rng)

    return draw


MARKS: dict[str, Mark] = {
    "crossed_glyph": _characters("☒", "☐"),
    "ticked_glyph": _characters("☑", "☐"),
    "tick_for_glyph": _characters("✓", "☐"),
    "square_glyph": _characters("■", "□"),
    "zapf_squares": _characters("\u25a0", "\u2751", "ZapfDingbats"),
    "zapf_tick": _characters("\u2714", "\u2751", "ZapfDingbats"),
    "zapf_cross": _characters("\u2718", "\u274f", "ZapfDingbats"),
    "bare_zapf_tick": _characters("\u2714", "", "ZapfDingbats"),
    "rect_cross": _drawn(_rectangle, _cross),
    "rect_wide_cross": _drawn(_rectangle, _wide_cross),
    "lines_wide_cross": _drawn(_four_lines, _wide_cross),
    "lines_tick": _drawn(_four_lines, _tick),
    "path_tick": _drawn(_path, _tick),
    "path_wide_tick": _drawn(_path, _wide_tick),
    "rounded_fill": _drawn(_rounded, _fill),
    "frame_tick": _drawn(_filled_frame, _tick),
    "rect_curved_tick": _drawn(_rectangle, _curved_tick),
    "rect_fill": _drawn(_rectangle, _fill),
    "rect_bullet": _drawn(_rectangle, _bullet),
    "circle_bullet": _drawn(_circle, _bullet),
    "rect_zapf_tick": _signed(_rectangle, "\u2714", "ZapfDingbats"),
    "rect_letter": _signed(_four_lines, "X", "Helvetica"),
    "picture_cross": _picture("crossed"),
    "picture_tick": _picture("ticked"),
    "nothing": _nothing,
    "empty_rect": _untouched(_drawn(_rectangle, _cross)),
    "empty_glyph": _untouched(_characters("☒", "☐")),
}
