"""How do people mark a choice on paper?

A hand marks a box in its own way: a tick that stays inside or sweeps far out, a cross, a scribble, a ring. Shapes are
strokes in the box's own measure (0 to 1 across and down it), so that a hand's tick grows with the box.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from evaluation.pdf.paper import Rectangle
from evaluation.scan import ink
from evaluation.scan.ink import Pen, Point, Stroke


@dataclass(frozen=True)
class Target:
    """What a hand aims at: the box, the words of its option, and the neighbouring box above it, if any."""

    box: Rectangle
    label: Rectangle
    above: Rectangle | None = None


Shape = Callable[[Target, Random], list[Stroke]]


def _in_box(box: Rectangle, points: list[Point], rng: Random, shake: float = 0.05) -> Stroke:
    """Points of the box's own measure as points of the page, each a little off."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    return tuple(
        (
            box.x0 + (u + rng.gauss(0, shake)) * width,
            box.top + (v + rng.gauss(0, shake)) * height,
        )
        for u, v in points
    )


# --- ticks --------------------------------------------------------------------------------------------------


def small_tick(target: Target, rng: Random) -> list[Stroke]:
    """A tick that stays in the box, or nearly."""
    low = rng.uniform(0.35, 0.5)
    return [_in_box(target.box, [(0.15, 0.5), (low, 0.85), (0.95, rng.uniform(-0.1, 0.15))], rng, 0.03)]


def sweeping_tick(target: Target, rng: Random) -> list[Stroke]:
    """A big tick: its foot in the box, its tail far up and to the right."""
    far, high = rng.uniform(1.7, 2.7), rng.uniform(0.6, 1.3)
    foot = (rng.uniform(0.3, 0.6), rng.uniform(0.75, 1.05))
    return [
        _in_box(
            target.box,
            [
                (-0.15, 0.35),
                (foot[0] - 0.1, foot[1] - 0.1),
                foot,
                (0.5 * far, 0.1 - 0.3 * high),
                (far, -high),
            ],
            rng,
        )
    ]


def missing_tick(target: Target, rng: Random) -> list[Stroke]:
    """A tick beside the box: no more than its lowest point is in the box or on its edge."""
    foot = rng.choice(((0.95, 0.75), (0.05, 0.7), (0.5, 0.12), (0.85, 0.3), (0.9, 0.95)))
    x, y = foot
    return [
        _in_box(
            target.box,
            [
                (x - rng.uniform(0.35, 0.55), y - rng.uniform(0.35, 0.5)),
                foot,
                (x + 1.0, y - 1.2),
                (x + 1.3, y - 1.6),
            ],
            rng,
            0.03,
        )
    ]


def steep_tick(target: Target, rng: Random) -> list[Stroke]:
    """A tick whose tail runs through the box above."""
    box, above = target.box, target.above
    if above is None or above.page != box.page or not 0 < box.top - above.bottom < 40:
        return sweeping_tick(target, rng)
    x, y = ink.middle(above)
    width, height = box.x1 - box.x0, box.bottom - box.top
    through = ((x - box.x0) / width, (y - box.top) / height)
    return [
        _in_box(
            box,
            [
                (-0.1, 0.4),
                (0.35, 0.9),
                (through[0] - 0.2, through[1] + 0.4),
                (through[0] + 0.45, through[1] - 0.9),
            ],
            rng,
        )
    ]


def crude_tick(target: Target, rng: Random) -> list[Stroke]:
    """A straight stroke down and a longer one up, the pen lifted between."""
    foot = (rng.uniform(0.35, 0.55), rng.uniform(0.85, 1.1))
    return [
        _in_box(target.box, [(0.05, 0.35), foot], rng),
        _in_box(target.box, [foot, (rng.uniform(1.2, 1.6), rng.uniform(-0.7, -0.3))], rng),
    ]


# --- crosses, scribbles, fills ------------------------------------------------------------------------------


def cross(target: Target, rng: Random) -> list[Stroke]:
    """Two strokes that stay in the box, or nearly."""
    return [
        _in_box(target.box, [(0.1, 0.1), (0.9, 0.92)], rng, 0.06),
        _in_box(target.box, [(0.9, 0.08), (0.08, 0.92)], rng, 0.06),
    ]


def wide_cross(target: Target, rng: Random) -> list[Stroke]:
    """Two strokes that go beyond the box on all sides."""
    over = rng.uniform(0.25, 0.6)
    return [
        _in_box(target.box, [(-over, -over), (0.5, 0.5), (1 + over, 1 + over)], rng, 0.1),
        _in_box(target.box, [(1 + over, -over), (0.5, 0.45), (-over, 1 + over)], rng, 0.1),
    ]


def scribble(target: Target, rng: Random) -> list[Stroke]:
    """To and fro over the box, loosely."""
    turns = rng.randint(5, 8)
    points = [
        ((-0.2 if turn % 2 else 1.2) + rng.uniform(-0.2, 0.2), turn / (turns - 1) + rng.uniform(-0.15, 0.15))
        for turn in range(turns)
    ]
    return [_in_box(target.box, points, rng)]


def fill(target: Target, rng: Random) -> list[Stroke]:
    """The box inked in, as on a voting paper, not quite to its edges."""
    lines = 9
    points = [
        ((0.08 if turn % 2 else 0.92) + rng.uniform(-0.06, 0.1), 0.06 + 0.9 * turn / (lines - 1))
        for turn in range(lines)
    ]
    return [_in_box(target.box, points, rng, 0.03), _in_box(target.box, points[::-1], rng, 0.05)]


def fill_round(target: Target, rng: Random) -> list[Stroke]:
    """A circle or an oval inked in from the middle outwards."""
    reach = rng.uniform(0.36, 0.46)
    points = [
        (
            0.5 + reach * step / 30 * math.cos(0.95 * step),
            0.5 + reach * step / 30 * math.sin(0.95 * step),
        )
        for step in range(31)
    ]
    return [_in_box(target.box, points, rng, 0.015), _in_box(target.box, points[8:], rng, 0.03)]


def dot(target: Target, rng: Random) -> list[Stroke]:
    """A firm dot in the middle."""
    x, y = rng.uniform(0.4, 0.6), rng.uniform(0.4, 0.6)
    turn = [
        (x, y),
        (x + 0.12, y + 0.05),
        (x, y + 0.13),
        (x - 0.1, y),
        (x + 0.03, y - 0.1),
        (x + 0.08, y + 0.06),
    ]
    return [_in_box(target.box, turn, rng, 0.02)]


def outside_tick(target: Target, rng: Random) -> list[Stroke]:
    """A tick that starts left of the box, turns in it and ends above it."""
    return [
        _in_box(
            target.box,
            [(rng.uniform(-0.7, -0.3), 0.25), (0.4, rng.uniform(0.75, 0.95)), (rng.uniform(1.2, 1.7), -0.6)],
            rng,
        )
    ]


# --- rings --------------------------------------------------------------------------------------------------


def _ring(area: Rectangle, rng: Random) -> Stroke:
    x, y = ink.middle(area)
    across, down = (area.x1 - area.x0) / 2, (area.bottom - area.top) / 2
    start, turn = rng.uniform(0, 2 * math.pi), 2 * math.pi * rng.uniform(1.02, 1.12)
    drift = rng.uniform(-0.06, 0.1)
    return tuple(
        (
            x + across * (1 + drift * step / 16) * math.cos(start + turn * step / 16) + rng.gauss(0, 0.25),
            y + down * (1 + drift * step / 16) * math.sin(start + turn * step / 16) + rng.gauss(0, 0.25),
        )
        for step in range(17)
    )


def ring_box(target: Target, rng: Random) -> list[Stroke]:
    """A ring round the box."""
    return [_ring(target.box.grown(rng.uniform(2.2, 4.0)), rng)]


def ring_label(target: Target, rng: Random) -> list[Stroke]:
    """A ring round the words of the option; the box stays empty."""
    label = target.label
    wide = Rectangle(label.page, label.x0 - 2.5, label.top - 2.5, label.x1 + 4, label.bottom + 2.5)
    height, width = wide.bottom - wide.top, wide.x1 - wide.x0
    grown = Rectangle(
        wide.page,
        wide.x0 - 0.03 * width,
        wide.top - 0.12 * height,
        wide.x1 + 0.03 * width,
        wide.bottom + 0.12 * height,
    )
    return [_ring(grown, rng)]


# --- taking a mark back -------------------------------------------------------------------------------------


def strike_out(target: Target, rng: Random) -> list[Stroke]:
    """The option crossed out: a line through box and words, twice."""
    box, label = target.box, target.label
    first = min(box.x0, label.x0) - rng.uniform(3, 6)
    last = max(box.x1, min(label.x1, label.x0 + 90)) + rng.uniform(2, 8)
    y = (box.top + box.bottom) / 2
    strokes: list[Stroke] = []
    for off in (rng.uniform(-2.0, -0.5), rng.uniform(0.8, 2.2)):
        tilt = rng.uniform(-1.5, 1.5)
        strokes.append(((first, y + off), ((first + last) / 2, y + off + tilt / 2), (last, y + off + tilt)))
    return strokes


def blot_out(target: Target, rng: Random) -> list[Stroke]:
    """The mark scribbled over, box and all, until it cannot be seen."""
    turns = 17
    points = [
        (
            (-0.7 if turn % 2 else 1.8) + rng.uniform(-0.3, 0.3),
            -0.6 + 2.1 * turn / (turns - 1) + rng.uniform(-0.1, 0.1),
        )
        for turn in range(turns)
    ]
    return [_in_box(target.box, points, rng)]


@dataclass(frozen=True)
class Hand:
    """One person's way: a pen, the shapes of its marks, and how often it changes its mind."""

    shapes: tuple[Shape, ...]
    pen: Pen = ink.BLACK_BALLPOINT
    corrections: float = 0.0
    """Share of the ratings in which another option was marked first and then struck out."""
    takes_back: Shape = strike_out


HANDS: dict[str, Hand] = {
    "neat": Hand((small_tick,), ink.BLACK_BALLPOINT),
    "sweeping": Hand((sweeping_tick,), ink.BLUE_BALLPOINT),
    "missing": Hand((missing_tick, missing_tick, crude_tick), ink.BLUE_GEL),
    "steep": Hand((steep_tick,), ink.BLACK_BALLPOINT),
    "crude": Hand((crude_tick,), ink.GREY_ROLLER),
    "crossing": Hand((cross,), ink.BLUE_BALLPOINT),
    "wide_crossing": Hand((wide_cross,), ink.BLACK_BALLPOINT),
    "scribbling": Hand((scribble,), ink.BLUE_BALLPOINT),
    "filling": Hand((fill,), ink.BLACK_BALLPOINT),
    "ringing_boxes": Hand((ring_box,), ink.BLUE_BALLPOINT),
    "ringing_labels": Hand((ring_label,), ink.BLACK_BALLPOINT),
    "changing": Hand((small_tick, crude_tick), ink.BLUE_BALLPOINT, 0.5),
    "blotting": Hand((cross,), ink.BLACK_BALLPOINT, 0.5, blot_out),
    "pencil": Hand((small_tick, crude_tick), ink.PENCIL),
    "faint": Hand((sweeping_tick, small_tick), ink.FAINT_PENCIL),
    "bubbling": Hand((fill_round,), ink.PENCIL),
    "inking_bubbles": Hand((fill_round,), ink.BLUE_BALLPOINT),
    "dotting": Hand((dot,), ink.BLACK_BALLPOINT),
    "outside": Hand((outside_tick,), ink.BLUE_BALLPOINT),
    "felt": Hand((crude_tick, wide_cross), ink.FELT_TIP),
}
