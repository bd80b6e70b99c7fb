"""Which straight rules does a page show, and which areas are filled with a colour?

Rules are drawn as lines, as the sides of stroked rectangles, as filled rectangles too thin to be areas, as rings, and
as rows of dashes or short strokes; all of them become `Rule`s here, collinear pieces joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit_extract.parsers.pdf.content import Colour, Path, Point, Subpath
from toolkit_extract.parsers.pdf.geometry import Box

THICKEST_RULE = 3.2
"""A filled rectangle no thicker than this, in points, is a rule. Office borders go to 3, in rare cases to 6."""

SHORTEST_STROKE = 0.6
_SLANT = 0.6
"""How far, in points, the ends of a stroke may differ across its direction and it still counts as straight."""

JOIN_GAP = 3.6
"""Largest gap, in points, between dashes of one rule."""

SAME_LINE = 1.6
"""Rules closer than this across their direction, in points, are one (double borders, overlapping neighbours)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule along an axis: `at` across it, from `start` to `end` along it."""

    horizontal: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """Extent along its direction."""
        return self.end - self.start

    @property
    def box(self) -> Box:
        """Its extent on the page, without a thickness."""
        if self.horizontal:
            return Box(self.start, self.at, self.end, self.at)
        return Box(self.at, self.start, self.at, self.end)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle filled with one colour that is not white."""

    box: Box
    colour: Colour
    order: int


def strokes_of(path: Path) -> Iterator[Rule]:
    """The rules that one path draws, not yet joined with others."""
    rects = [sub for sub in path.subpaths if is_rectangle(sub)]
    for sub in path.subpaths:
        if path.stroke is not None:
            yield from _straight_segments(sub)
        elif is_rectangle(sub) or _is_flat(sub):
            yield from _thin_rectangle(sub.box)
    if path.stroke is None and len(rects) == 2 and len(path.subpaths) == 2:
        yield from _ring(rects[0].box, rects[1].box)


def is_rectangle(sub: Subpath) -> bool:
    """Whether the pen went round an upright rectangle (closed by hand or by the fill)."""
    points = sub.points[:-1] if _near(sub.points[0], sub.points[-1]) else sub.points
    if sub.curved or len(points) != 4:
        return False
    box = sub.box
    slack = max(0.5, 0.02 * max(box.width, box.height))
    corners = all(
        min(abs(x - box.x0), abs(x - box.x1)) <= slack and min(abs(y - box.top), abs(y - box.bottom)) <= slack
        for x, y in points
    )
    return corners and all(
        abs(a[0] - b[0]) <= slack or abs(a[1] - b[1]) <= slack for a, b in pairwise(points)
    )


def filled_areas(paths: Iterable[Path]) -> list[Area]:
    """Rectangles filled with a colour other than white, thin ones left out."""
    return [
        Area(sub.box, path.fill, path.order)
        for path in paths
        if path.fill is not None and not is_white(path.fill)
        for sub in path.subpaths
        if min(sub.box.width, sub.box.height) > THICKEST_RULE and is_rectangle(sub)
    ]


def is_white(colour: Colour) -> bool:
    """Whether the colour cannot be told from paper."""
    return min(colour[:3]) >= 250 or colour[3] < 8


def luminance(colour: Colour) -> float:
    """How light a colour is on white paper, 0 to 1 (Rec. 601 weights)."""
    share = colour[3] / 255
    grey = (0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]) / 255
    return grey * share + (1 - share)


def join_strokes(strokes: Iterable[Rule], gap: float = JOIN_GAP) -> list[Rule]:
    """Join pieces that lie on one line and touch, overlap, or are no farther apart than `gap`."""
    joined: list[Rule] = []
    for horizontal in (True, False):
        pieces = sorted((s for s in strokes_list(strokes, horizontal)), key=lambda s: s.at)
        group: list[Rule] = []
        for piece in pieces:
            if group and piece.at - group[0].at > SAME_LINE:
                joined.extend(_join_group(group, gap))
                group = []
            group.append(piece)
        joined.extend(_join_group(group, gap))
    return joined


def strokes_list(strokes: Iterable[Rule], horizontal: bool) -> list[Rule]:
    """The rules of one direction."""
    return [stroke for stroke in strokes if stroke.horizontal is horizontal]


def _join_group(group: list[Rule], gap: float) -> Iterator[Rule]:
    """Join the pieces of one line; their place across it is the mean, weighted by length."""
    run: list[Rule] = []
    end = 0.0
    for piece in sorted(group, key=lambda s: s.start):
        if run and piece.start - end > gap:
            yield _merged(run, end)
            run = []
        end = max(end, piece.end) if run else piece.end
        run.append(piece)
    if run:
        yield _merged(run, end)


def _merged(run: list[Rule], end: float) -> Rule:
    if len(run) == 1:
        return run[0]
    weight = sum(piece.length for piece in run) or 1.0
    at = sum(piece.at * piece.length for piece in run) / weight if weight > 0 else run[0].at
    return Rule(run[0].horizontal, at, run[0].start, end)


def _near(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < 0.2 and abs(a[1] - b[1]) < 0.2


def _straight_segments(sub: Subpath) -> Iterator[Rule]:
    if sub.curved:
        yield from _straight_sides_of_rounded(sub)
        return
    points = sub.points
    if sub.closed and not _near(points[0], points[-1]):
        points = (*points, points[0])
    for a, b in pairwise(points):
        rule = _rule(a, b)
        if rule is not None:
            yield rule


def _straight_sides_of_rounded(sub: Subpath) -> Iterator[Rule]:
    """A frame with rounded corners counts as the frame without."""
    box = sub.box
    if not sub.closed or min(box.width, box.height) < 12:
        return
    long_sides = sum(
        rule.length
        for a, b in pairwise(sub.points)
        if (rule := _rule(a, b)) is not None and _on_side(rule, box)
    )
    if long_sides >= 0.6 * 2 * (box.width + box.height):
        yield from _sides(box)


def _on_side(rule: Rule, box: Box) -> bool:
    sides = (box.top, box.bottom) if rule.horizontal else (box.x0, box.x1)
    return min(abs(rule.at - side) for side in sides) < 0.5


def _rule(a: Point, b: Point) -> Rule | None:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    if dy <= _SLANT and dx >= SHORTEST_STROKE and dx > 4 * dy:
        return Rule(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    if dx <= _SLANT and dy >= SHORTEST_STROKE and dy > 4 * dx:
        return Rule(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))
    return None


def _is_flat(sub: Subpath) -> bool:
    """A filled shape that is a rule in all but its mitred ends, as browsers draw borders."""
    box = sub.box
    if sub.curved or len(sub.points) > 6:
        return False
    thin, long = sorted((box.width, box.height))
    return thin <= THICKEST_RULE and long >= 4 * max(thin, 0.1)


def _thin_rectangle(box: Box) -> Iterator[Rule]:
    if box.height <= THICKEST_RULE and box.width >= box.height and box.width >= SHORTEST_STROKE:
        yield Rule(True, box.cy, box.x0, box.x1)
    elif box.width <= THICKEST_RULE and box.height >= SHORTEST_STROKE:
        yield Rule(False, box.cx, box.top, box.bottom)


def _ring(first: Box, second: Box) -> Iterator[Rule]:
    """Two rectangles, one inside the other, filled between: a frame."""
    outer, inner = (first, second) if first.area >= second.area else (second, first)
    if outer.covers(inner, 0.2) and outer.width - inner.width <= 2 * THICKEST_RULE:
        yield from _sides(outer)


def _sides(box: Box) -> Iterator[Rule]:
    yield Rule(True, box.top, box.x0, box.x1)
    yield Rule(True, box.bottom, box.x0, box.x1)
    yield Rule(False, box.x0, box.top, box.bottom)
    yield Rule(False, box.x1, box.top, box.bottom)
