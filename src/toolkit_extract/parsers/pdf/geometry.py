"""How do boxes and points on a page relate? Coordinates are those of `schemas.region`: points, origin top left."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple


class Box(NamedTuple):
    """An upright rectangle: x to the right, y downwards. A tuple, for a page makes thousands of them."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent to the right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent downwards."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Width by height; 0 where either is negative."""
        return max(self.width, 0.0) * max(self.height, 0.0)

    @property
    def cx(self) -> float:
        """Middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        """Middle from top to bottom."""
        return (self.top + self.bottom) / 2

    def contains(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether the point lies inside, or outside by no more than `slack`."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    def covers(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies inside, or sticks out by no more than `slack`."""
        return (
            self.x0 - slack <= other.x0
            and other.x1 <= self.x1 + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )

    def x_overlap(self, other: Box) -> float:
        """Length that both share from left to right."""
        return max(0.0, min(self.x1, other.x1) - max(self.x0, other.x0))

    def y_overlap(self, other: Box) -> float:
        """Length that both share from top to bottom."""
        return max(0.0, min(self.bottom, other.bottom) - max(self.top, other.top))

    def intersection_area(self, other: Box) -> float:
        """Area that both share."""
        return self.x_overlap(other) * self.y_overlap(other)

    def x_gap(self, other: Box) -> float:
        """Horizontal distance; 0 where they overlap."""
        return max(0.0, other.x0 - self.x1, self.x0 - other.x1)

    def y_gap(self, other: Box) -> float:
        """Vertical distance; 0 where they overlap."""
        return max(0.0, other.top - self.bottom, self.top - other.bottom)

    def grown(self, by: float) -> Box:
        """Larger by `by` on every side; smaller where it is negative."""
        return Box(self.x0 - by, self.top - by, self.x1 + by, self.bottom + by)


def bounding_box(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them. Raises ValueError where there is none."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


def box_of_points(points: Iterable[tuple[float, float]]) -> Box:
    """The smallest box around all points. Raises ValueError where there is none."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def length_inside(points: tuple[tuple[float, float], ...], box: Box) -> float:
    """How much of a polyline runs inside a box, in points."""
    return sum(_segment_inside(a, b, box) for a, b in pairwise(points))


def polyline_length(points: tuple[tuple[float, float], ...]) -> float:
    """Length of a polyline, in points."""
    return float(sum(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5 for a, b in pairwise(points)))


def _segment_inside(a: tuple[float, float], b: tuple[float, float], box: Box) -> float:
    """Length of the part of segment ab inside the box (clipping after Liang and Barsky)."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    enter, leave = 0.0, 1.0
    for step, room in (
        (-dx, a[0] - box.x0),
        (dx, box.x1 - a[0]),
        (-dy, a[1] - box.top),
        (dy, box.bottom - a[1]),
    ):
        if step == 0:
            if room < 0:
                return 0.0
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    if leave <= enter:
        return 0.0
    return float((leave - enter) * (dx * dx + dy * dy) ** 0.5)
