"""What does handwriting look like to somebody who cannot read it?

Lines of joined-up strokes with the rhythm of words: humps, loops, ascenders, descenders, dots. They spell nothing, so
nothing can be read out of them; that they are there is the truth.
"""

import math
from random import Random

from evaluation.pdf.paper import Rectangle
from evaluation.scan.ink import Point, Stroke

_HEIGHT = 4.2
"""Points from the foot to the head of a small letter."""


def write_lines(place: Rectangle, rng: Random, lines: int) -> tuple[list[Stroke], Rectangle]:
    """Fills a rectangle with at most so many lines of handwriting; returns the strokes and where they stand."""
    leading = rng.uniform(13, 16)
    slope, slant = rng.uniform(-0.035, 0.02), rng.uniform(0.05, 0.35)
    strokes: list[Stroke] = []
    baseline = place.top + leading
    while lines and baseline < place.bottom - 3:
        end = place.x1 - rng.uniform(2, 0.35 * (place.x1 - place.x0))
        x = place.x0 + rng.uniform(2, 7)
        start = x
        while x < end - 16:
            word, x = _word(x, baseline + slope * (x - start), min(end, x + rng.uniform(12, 44)), slant, rng)
            strokes += word
            x += rng.uniform(4, 7)
        baseline += leading
        lines -= 1
    return strokes, _around(strokes, place)


def _word(x: float, baseline: float, end: float, slant: float, rng: Random) -> tuple[list[Stroke], float]:
    points: list[Point] = []
    extra: list[Stroke] = []
    while x < end:
        letter, width = _letter(rng)
        for u, v in letter:
            points.append((x + u * width + slant * v + rng.gauss(0, 0.12), baseline - v + rng.gauss(0, 0.15)))
        if rng.random() < 0.1:
            extra.append(_dash(x + width / 2 + slant * 7, baseline - 7.5, rng))
        x += width
    return [tuple(points), *extra], x


def _letter(rng: Random) -> tuple[list[Point], float]:
    """A letter as points (share of its width, points above the baseline), and its width in points."""
    h = _HEIGHT * rng.uniform(0.85, 1.1)
    kind = rng.random()
    if kind < 0.3:  # a hump, as in n and m
        return [(0, 0), (0.1, h), (0.4, 0.9 * h), (0.6, 0), (1, 0.3)], rng.uniform(3.0, 4.5)
    if kind < 0.5:  # a bowl, as in a and e
        bowl = [
            (0.5 + 0.4 * math.cos(a), h / 2 + h / 2 * math.sin(a)) for a in (0.3, 1.6, 3.0, 4.3, 5.6, 6.6)
        ]
        return [*bowl, (1, 0.3)], rng.uniform(3.2, 4.2)
    if kind < 0.68:  # a valley, as in u and i
        return [(0, h), (0.2, 0.1), (0.55, 0.2), (0.65, h), (0.75, 0.1), (1, 0.5)], rng.uniform(3.0, 4.2)
    if kind < 0.84:  # an ascender, as in l and h
        top = 2.1 * h
        return [(0, 0.5), (0.5, 0.7 * top), (0.45, top), (0.25, 0.8 * top), (0.3, 0), (1, 0.4)], rng.uniform(
            2.4, 3.4
        )
    low = -0.9 * h  # a descender, as in g and y
    return [
        (0, h),
        (0.3, 0.2),
        (0.7, h),
        (0.65, low * 0.7),
        (0.4, low),
        (0.3, low * 0.6),
        (1, 0.4),
    ], rng.uniform(3.2, 4.4)


def _dash(x: float, y: float, rng: Random) -> Stroke:
    length = rng.choice((0.5, 4.0))
    return ((x - length / 2, y), (x, y - 0.1), (x + length / 2, y - 0.2))


def _around(strokes: list[Stroke], place: Rectangle) -> Rectangle:
    xs = [x for stroke in strokes for x, _ in stroke] or [place.x0]
    ys = [y for stroke in strokes for _, y in stroke] or [place.top]
    return Rectangle(place.page, min(xs), min(ys), max(xs), max(ys))
