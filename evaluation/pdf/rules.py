"""How are the rules of a table drawn: in full, in part, as what, or not at all?"""

from collections.abc import Callable, Sequence
from random import Random

from evaluation.pdf.paper import Paper, Rectangle

Rules = Callable[[Paper, Sequence[Rectangle], Random], None]
"""Paper and the cells of one row (or of the part of it that stands on this page)."""

_WIDTH = 0.6


def _edges(cells: Sequence[Rectangle]) -> list[tuple[float, float, float, float]]:
    """Each edge of a row once: above, below, and between the cells."""
    first, last = cells[0], cells[-1]
    edges = [(first.x0, first.top, last.x1, first.top), (first.x0, first.bottom, last.x1, first.bottom)]
    edges += [(cell.x0, cell.top, cell.x0, cell.bottom) for cell in cells]
    edges.append((last.x1, last.top, last.x1, last.bottom))
    return edges


def full(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Every edge as one stroke."""
    for edge in _edges(cells):
        paper.line(*edge, _WIDTH)


def thin_rectangles(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Every edge as a filled rectangle of a hair's breadth, as word processors print them."""
    for x0, y0, x1, y1 in _edges(cells):
        box = Rectangle(paper.page, x0, y0, max(x1, x0 + 0.48), max(y1, y0 + 0.48))
        paper.rectangle(box, fill="#000000", stroke=False)


def short_strokes(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Every edge as many short strokes with gaps between."""
    for x0, y0, x1, y1 in _edges(cells):
        length = max(x1 - x0, y1 - y0)
        count = max(1, int(length / 6))
        for number in range(count):
            start, end = number / count, (number + 0.62) / count
            paper.line(
                x0 + start * (x1 - x0),
                y0 + start * (y1 - y0),
                x0 + end * (x1 - x0),
                y0 + end * (y1 - y0),
                _WIDTH,
            )


def cell_frames(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """A rectangle round each cell, so that inner edges are doubled."""
    for cell in cells:
        paper.rectangle(cell.grown(-0.4), width=_WIDTH)


def across(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Rules above and below the row alone."""
    for edge in _edges(cells)[:2]:
        paper.line(*edge, _WIDTH)


def between(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Rules between the columns alone."""
    for edge in _edges(cells)[3:-1]:
        paper.line(*edge, _WIDTH)


def grey_hairlines(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """Every edge as a thin grey stroke, hardly to be seen."""
    for edge in _edges(cells):
        paper.line(*edge, 0.35, colour="#b8b8b8")


def none(paper: Paper, cells: Sequence[Rectangle], rng: Random) -> None:
    """No rules."""


RULES: dict[str, Rules] = {
    "full": full,
    "thin_rectangles": thin_rectangles,
    "short_strokes": short_strokes,
    "cell_frames": cell_frames,
    "across": across,
    "between": between,
    "grey_hairlines": grey_hairlines,
    "none": none,
}
