"""How do people mark a choice on paper, if not in its box?

A kind of mark is drawn by a function that gets the lines of a rating, the one that is meant, and the room of its cell,
and returns strokes. `KINDS` says which kinds there are and whether a careful person would know the choice from them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation.pdf.paper import Rectangle
from evaluation.scan import ink
from evaluation.scan.hands import Target, ring_label
from evaluation.scan.ink import Pen, Point, Stroke

RED_BALLPOINT = Pen((205, 40, 45), 1.0, 0.9, 0.15)
GREEN_BALLPOINT = Pen((40, 140, 70), 1.0, 0.85, 0.2)
LIGHT_BLUE_FELT = Pen((120, 165, 225), 1.4, 0.85, 0.1)
ORANGE_CRAYON = Pen((240, 150, 60), 1.3, 0.8, 0.3)
YELLOW_HIGHLIGHTER = Pen((255, 240, 60), 9.5, 0.9, 0.02, 0.5)
PINK_HIGHLIGHTER = Pen((255, 140, 190), 9.5, 0.85, 0.02, 0.5)
CORRECTION_FLUID = Pen((255, 255, 255), 9.0, 0.98, 0.02, 0.6)
"""Covers what is under it: drawn on paper by painting, not by darkening."""

PENS = (
    ink.BLUE_BALLPOINT,
    ink.BLACK_BALLPOINT,
    ink.BLUE_GEL,
    ink.GREY_ROLLER,
    ink.PENCIL,
    RED_BALLPOINT,
    GREEN_BALLPOINT,
    LIGHT_BLUE_FELT,
    ORANGE_CRAYON,
)


@dataclass(frozen=True)
class Place:
    """Where a hand marks: the lines of a rating, the one that is meant, and the room of the cell they stand in."""

    lines: Sequence[Target]
    meant: int
    room: Rectangle

    @property
    def target(self) -> Target:
        """The line that is meant."""
        return self.lines[self.meant]

    @property
    def others(self) -> list[Target]:
        """The other lines."""
        return [line for index, line in enumerate(self.lines) if index != self.meant]

    def first_lines(self) -> "Place":
        """The place with labels that wrap cut to their first lines: a stroke is drawn along one line."""
        return replace(self, lines=[_first_line(line) for line in self.lines])


def _first_line(line: Target) -> Target:
    height = 1.25 * (line.box.bottom - line.box.top)
    label = line.label
    return replace(line, label=replace(label, bottom=min(label.bottom, label.top + height)))


Draw = Callable[[Place, Random], list[Stroke]]

# --- letters ------------------------------------------------------------------------------------------------

_LETTERS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "X": (((0.0, 0.0), (1.0, 1.0)), ((1.0, 0.05), (0.0, 0.95))),
    "J": (((0.7, 0.0), (0.72, 0.5), (0.6, 1.0), (0.15, 0.95), (0.0, 0.7)),),
    "M": (((0.0, 1.0), (0.1, 0.0), (0.5, 0.7), (0.9, 0.0), (1.0, 1.0)),),
    "S": (((0.9, 0.1), (0.5, 0.0), (0.1, 0.25), (0.5, 0.5), (0.9, 0.75), (0.5, 1.0), (0.05, 0.9)),),
    "K": (((0.1, 0.0), (0.1, 1.0)), ((0.9, 0.0), (0.15, 0.5), (0.95, 1.0))),
    "y": (((0.0, 0.35), (0.4, 0.95), (0.9, 0.35), (0.5, 1.3), (0.1, 1.5)),),
    "e": (((0.1, 0.7), (0.8, 0.65), (0.6, 0.35), (0.1, 0.6), (0.4, 1.0), (0.95, 0.85)),),
    "s": (((0.8, 0.4), (0.3, 0.45), (0.7, 0.75), (0.2, 1.0)),),
    "1": (((0.2, 0.25), (0.55, 0.0), (0.5, 1.0)),),
    "3": (((0.1, 0.1), (0.7, 0.05), (0.35, 0.45), (0.8, 0.7), (0.4, 1.0), (0.05, 0.9)),),
    "4": (((0.6, 0.0), (0.0, 0.65), (0.95, 0.65)), ((0.65, 0.35), (0.6, 1.05))),
}


def _write(word: str, x: float, foot: float, rng: Random, height: float = 8.5) -> list[Stroke]:
    """A word in letters, from a point on its line on."""
    strokes: list[Stroke] = []
    for letter in word:
        width = 0.7 * height * rng.uniform(0.85, 1.15)
        for line in _LETTERS[letter]:
            shaken = ((u + rng.gauss(0, 0.04), v + rng.gauss(0, 0.04)) for u, v in line)
            strokes.append(tuple((x + u * width, foot - (1 - v) * height) for u, v in shaken))
        x += 1.15 * width
    return strokes


def _beside(place: Place, rng: Random, width: float) -> tuple[float, float]:
    """Where somebody writes beside a line: behind its words, else before its box; on the line's foot."""
    label, box = place.target.label, place.target.box
    foot = label.bottom - 1 + rng.uniform(-1.5, 1.5)
    if any(_is_next_to(label, other.box) for other in place.others):
        return label.x0 + rng.uniform(0, 6), label.bottom + 10
    behind = max(label.x1, box.x1) + rng.uniform(4, 12)
    if behind + width < place.room.x1 + 2 or rng.random() < 0.5:
        return behind, foot
    return min(label.x0, box.x0) - width - rng.uniform(2, 5), foot


def _is_next_to(label: Rectangle, box: Rectangle) -> bool:
    """Whether the box of another option stands on the same line, where a mark would be taken for that one's."""
    return box.top < label.bottom and box.bottom > label.top and label.x0 < box.x0 < label.x1 + 40


def _word_beside(*words: str) -> Draw:
    def draw(place: Place, rng: Random) -> list[Stroke]:
        word = rng.choice(words)
        return _write(word, *_beside(place, rng, 7.0 * len(word)), rng)

    return draw


# --- lines --------------------------------------------------------------------------------------------------


def _line(x0: float, y0: float, x1: float, y1: float, rng: Random) -> Stroke:
    bend = rng.gauss(0, 0.4)
    return (x0, y0), ((x0 + x1) / 2, (y0 + y1) / 2 + bend), (x1, y1)


def _through(label: Rectangle, rng: Random) -> list[Stroke]:
    y = label.top + (label.bottom - label.top) * rng.uniform(0.45, 0.62)
    end = min(label.x1, label.x0 + 110) + rng.uniform(-1, 5)
    return [_line(label.x0 - rng.uniform(-1, 3), y, end, y + rng.uniform(-1.5, 1.5), rng)]


def strike_others(place: Place, rng: Random) -> list[Stroke]:
    """A line through the words of each option that does not apply."""
    return [stroke for line in place.others for stroke in _through(line.label, rng)]


def strike_one(place: Place, rng: Random) -> list[Stroke]:
    """A line through the words of one option."""
    return _through(place.target.label, rng)


def underline(place: Place, rng: Random) -> list[Stroke]:
    """A line under the words of an option."""
    label = place.target.label
    y = label.bottom + rng.uniform(-0.5, 1.6)
    end = min(label.x1, label.x0 + 110) + rng.uniform(-2, 4)
    return [_line(label.x0 - rng.uniform(-1, 2), y, end, y + rng.uniform(-1, 1), rng)]


def loose_ring(place: Place, rng: Random) -> list[Stroke]:
    """A ring round the words that does not close."""
    label = place.target.label
    x, y = ink.middle(label)
    across, down = (label.x1 - label.x0) / 2 + rng.uniform(5, 9), (label.bottom - label.top) / 2 + 3.5
    start, turn = rng.uniform(0, 2 * math.pi), 2 * math.pi * rng.uniform(0.55, 0.8)
    return [
        tuple(
            (
                x + across * math.cos(start + turn * step / 14) + rng.gauss(0, 0.3),
                y + down * math.sin(start + turn * step / 14) + rng.gauss(0, 0.3),
            )
            for step in range(15)
        )
    ]


def ring(place: Place, rng: Random) -> list[Stroke]:
    """A ring round the words."""
    return ring_label(place.target, rng)


def bracket(place: Place, rng: Random) -> list[Stroke]:
    """A bracket beside an option."""
    label, box = place.target.label, place.target.box
    top, foot = min(label.top, box.top) - 2, max(label.bottom, box.bottom) + 2
    if rng.random() < 0.5:
        x = max(label.x1, box.x1) + rng.uniform(3, 7)
        return [((x - 3, top), (x, top + 3), (x + 0.3, foot - 3), (x - 3, foot))]
    x = min(label.x0, box.x0) - rng.uniform(2, 4)
    return [((x + 3, top), (x, top + 3), (x - 0.3, foot - 3), (x + 3, foot))]


def arrow(place: Place, rng: Random) -> list[Stroke]:
    """An arrow that points at an option, from behind it or from before it."""
    label, box = place.target.label, place.target.box
    y = (box.top + box.bottom) / 2 + rng.uniform(-1, 1)
    behind = max(label.x1, box.x1) + rng.uniform(3, 6)
    if behind + 18 < place.room.x1 + 8:
        tip, tail, back = behind, behind + rng.uniform(16, 34), 5.0
    else:
        tip = min(label.x0, box.x0) - rng.uniform(1.5, 3)
        tail, back = tip - rng.uniform(14, 26), -5.0
    slope = rng.uniform(-4, 4)
    return [
        _line(tail, y + slope, tip, y, rng),
        ((tip + back, y - 3.5), (tip, y), (tip + back, y + 3.5)),
    ]


# --- ticks and crosses that are in no box ---------------------------------------------------------------------


def _tick(x: float, foot: float, size: float, rng: Random) -> list[Stroke]:
    return [
        (
            (x - 0.35 * size, foot - 0.4 * size),
            (x, foot),
            (x + 0.35 * size, foot - 0.6 * size),
            (x + 0.8 * size + rng.gauss(0, 0.5), foot - 1.1 * size),
        )
    ]


def tick_beside(place: Place, rng: Random) -> list[Stroke]:
    """A tick behind the words of an option."""
    x, foot = _beside(place, rng, 10)
    return _tick(x + 4, foot, rng.uniform(8, 13), rng)


def tick_over_label(place: Place, rng: Random) -> list[Stroke]:
    """A tick on the words of an option."""
    label = place.target.label
    x = label.x0 + (min(label.x1, label.x0 + 80) - label.x0) * rng.uniform(0.25, 0.7)
    return _tick(x, label.bottom, rng.uniform(9, 15), rng)


def cross_over_label(place: Place, rng: Random) -> list[Stroke]:
    """A cross on the words of an option."""
    label = place.target.label
    x = label.x0 + (min(label.x1, label.x0 + 80) - label.x0) * rng.uniform(0.25, 0.7)
    return _write("X", x, label.bottom + 1.5, rng, rng.uniform(10, 15))


def tick_over_option(place: Place, rng: Random) -> list[Stroke]:
    """One large tick over an option, box and words, with its foot in the words."""
    label = place.target.label
    width = min(label.x1, label.x0 + 90) - label.x0
    return _tick(label.x0 + 0.3 * width, label.bottom + 3, rng.uniform(20, 30), rng)


def tick_over_cell(place: Place, rng: Random) -> list[Stroke]:
    """One large tick across the whole cell."""
    tops = [line.label.top for line in place.lines if line.label.page == place.room.page]
    feet = [line.label.bottom for line in place.lines if line.label.page == place.room.page]
    label = place.target.label
    size = min(max(feet) - min(tops), 70.0)
    return _tick(label.x0 + rng.uniform(12, 35), max(feet), size, rng)


def stripe(place: Place, rng: Random) -> list[Stroke]:
    """A highlighter drawn over the words of an option."""
    label = place.target.label
    y = (label.top + label.bottom) / 2
    end = min(label.x1, label.x0 + 110)
    return [_line(label.x0 - rng.uniform(0, 4), y, end + rng.uniform(-3, 6), y + rng.uniform(-1, 1), rng)]


@dataclass(frozen=True)
class Kind:
    """A kind of mark: how it is drawn, and whether a careful person would know the choice from it.

    `pens` are those it is drawn with, where it takes pens of its own.
    """

    draw: Draw
    plain: bool = False
    pens: tuple[Pen, ...] = PENS


KINDS: dict[str, Kind] = {
    "strike_others": Kind(strike_others, plain=True),
    "strike_one": Kind(strike_one),
    "initials_beside": Kind(_word_beside("JM", "SK", "MJ")),
    "cross_beside": Kind(_word_beside("X"), plain=True),
    "yes_beside": Kind(_word_beside("yes"), plain=True),
    "number_beside": Kind(_word_beside("1", "3", "4")),
    "tick_beside": Kind(tick_beside, plain=True),
    "tick_over_label": Kind(tick_over_label, plain=True),
    "cross_over_label": Kind(cross_over_label),
    "underline": Kind(underline, plain=True),
    "ring": Kind(ring, plain=True),
    "loose_ring": Kind(loose_ring, plain=True),
    "bracket": Kind(bracket),
    "arrow": Kind(arrow, plain=True),
    "tick_over_option": Kind(tick_over_option),
    "tick_over_cell": Kind(tick_over_cell),
    "stripe": Kind(stripe, plain=True, pens=(YELLOW_HIGHLIGHTER, PINK_HIGHLIGHTER)),
    "fluid": Kind(stripe, pens=(CORRECTION_FLUID,)),
}


def thinner(pen: Pen, rng: Random) -> Pen:
    """The pen as one person's hand presses it."""
    return replace(
        pen, darkness=pen.darkness * rng.uniform(0.85, 1.0), width=pen.width * rng.uniform(0.8, 1.2)
    )
