"""Which drawn shapes of a page are boxes to tick?

A box is a small square or circle with an outline: one path, a rounded one, a ring, or four separate strokes; often
several of these on top of each other. It is not a cell of a table (whose sides run on), not one of a comb of character
cells, not a bullet, not the swatch of a legend. Output: `DrawnBox` values, before anything is said about ticks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit_extract.parsers.pdf.content import Colour, Path, Subpath
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.rules import (
    Area,
    Rule,
    is_rectangle,
    is_white,
    join_strokes,
    luminance,
    strokes_list,
)

SMALLEST_SQUARE, SMALLEST_CIRCLE, LARGEST = 4.8, 6.8, 24.0
"""Sides in points. Below are bullets and dots, above are cells and pictures."""

_ASPECT = 1.35
_INNER = 0.74
"""A concentric shape smaller than this share of the outer one is what was put into the box, not its border."""

_TOUCH = 1.2
_RUN_ON = 4.0
_COINCIDES = 0.6
"""How near, in points, a rule lies to a side that it forms; a box in a row of one line is 0.7 from its rules."""

_SOLID = 0.62
"""Luminance below which a fill counts as dark, so that it hides the paper."""

_MAX_SHAPES = 4_000

NARROWEST_FRAME, WIDEST_FRAME = 6.0, 18.0
_FLATTEST, _TALLEST = 0.7, 4.5
"""Heights of a frame, in its widths, that may be a box as high as the label beside it."""

_SAME_SIDE = 1.2


@dataclass(frozen=True, slots=True)
class Shape:
    """One small square or round shape as it is painted."""

    box: Box
    round: bool
    fill: Colour | None
    stroke: Colour | None
    order: int
    ring: bool = False


@dataclass(frozen=True, slots=True)
class DrawnBox:
    """A box: its outer edge, what it is filled with, and what shapes lie centred in it.

    `paper` is the luminance of the ground on which a tick would show.
    """

    box: Box
    round: bool
    outlined: bool
    paper: float
    order: int
    inner: tuple[Shape, ...] = ()
    mixed: bool = False
    """Whether a fill of another shape than the box lies in it: the library gives gradients so, as plain white."""

    @property
    def solid(self) -> bool:
        """Whether the ground is dark: a filled box, a bullet, or a swatch."""
        return self.paper < _SOLID


def find_boxes(paths: Iterable[Path], rules: list[Rule], areas: list[Area]) -> list[DrawnBox]:
    """Boxes of a page, top to bottom. `rules` are unjoined strokes of all paths, `areas` its filled rectangles."""
    shapes = list(_shapes(paths))
    shapes.extend(_four_strokes(rules))
    if len(shapes) > _MAX_SHAPES:
        return []
    boxes = [_box_of_cluster(cluster, areas) for cluster in _clusters(shapes)]
    for frame in _stacked_frames(rules):
        boxes = [box for box in boxes if not frame.covers(box.box, _SAME_SIDE)]
        boxes.append(DrawnBox(frame, round=False, outlined=True, paper=1.0, order=-1))
    joined = join_strokes(rules_without_boxes(rules, boxes), gap=_TOUCH)
    free = [box for box in boxes if (box.outlined or box.solid) and not _is_cell(box.box, joined)]
    return sorted(_without_combs(free), key=lambda b: (b.box.top, b.box.x0))


def rules_without_boxes(rules: Iterable[Rule], boxes: Iterable[DrawnBox]) -> list[Rule]:
    """The rules that are no sides of boxes to tick, and do not run inside one."""
    by_place: dict[tuple[int, int], list[Box]] = defaultdict(list)
    extents = [extent.grown(1.0) for extent in _stacks([drawn.box for drawn in boxes])]
    longest = max((max(extent.width, extent.height) for extent in extents), default=0.0)
    for box in extents:
        for column in range(int(box.x0 // 30), int(box.x1 // 30) + 1):
            for row in range(int(box.top // 30), int(box.bottom // 30) + 1):
                by_place[(column, row)].append(box)
    if not by_place:
        return list(rules)
    kept = []
    for rule in rules:
        if rule.length <= longest:
            near = by_place.get((int(rule.box.cx // 30), int(rule.box.cy // 30)), ())
            if any(box.covers(rule.box) for box in near):
                continue
        kept.append(rule)
    return kept


def _stacks(boxes: list[Box]) -> list[Box]:
    """The boxes, those that stand on each other as one: a single stroke may be the side of all of them."""
    merged: list[Box] = []
    for box in sorted(boxes, key=lambda b: (round(b.x0), b.top)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(box.x0 - last.x0) < _SAME_SIDE
            and abs(box.x1 - last.x1) < _SAME_SIDE
            and abs(box.top - last.bottom) < _SAME_SIDE
        ):
            merged[-1] = Box(last.x0, last.top, last.x1, box.bottom)
        else:
            merged.append(box)
    return merged


def _stacked_frames(rules: list[Rule]) -> Iterator[Box]:
    """Frames of one width above each other, at least two: boxes as high as their labels, the cells of a small table.

    Their rules run on to no other cell.
    """
    joined = join_strokes(rules, gap=_TOUCH)
    levels: dict[tuple[int, int], list[Rule]] = defaultdict(list)
    for rule in strokes_list(joined, True):
        if NARROWEST_FRAME <= rule.length <= WIDEST_FRAME:
            levels[(round(rule.start / 2), round(rule.end / 2))].append(rule)
    if not any(len(stack) > 2 for stack in levels.values()):
        return
    upright = strokes_list(joined, False)
    for stack in levels.values():
        if not 2 < len(stack) <= _MAX_SHAPES:
            continue
        stack.sort(key=lambda rule: rule.at)
        frames = [
            Box(top.start, top.at, top.end, bottom.at)
            for top, bottom in pairwise(stack)
            if _FLATTEST * top.length <= bottom.at - top.at <= _TALLEST * top.length
            and _is_side(upright, top.start, top.at, bottom.at)
            and _is_side(upright, top.end, top.at, bottom.at)
        ]
        if len(frames) > 1 and any(not _is_small_square(frame) for frame in frames):
            yield from frames


def _is_side(upright: list[Rule], x: float, top: float, bottom: float) -> bool:
    return any(
        abs(rule.at - x) < _SAME_SIDE and rule.start < top + _SAME_SIDE and rule.end > bottom - _SAME_SIDE
        for rule in upright
    )


def _shapes(paths: Iterable[Path]) -> Iterator[Shape]:
    for path in paths:
        fits = [sub for sub in path.subpaths if _is_small_square(sub.box)]
        if not fits or len(path.subpaths) > 12:
            continue
        ring = path.stroke is None and len(fits) == 2 and fits[0].box.area != fits[1].box.area
        for sub in fits:
            round_shape = _is_round(sub)
            if round_shape and min(sub.box.width, sub.box.height) < SMALLEST_CIRCLE * 0.4:
                continue
            if round_shape or is_rectangle(sub) or _is_rounded_square(sub):
                yield Shape(sub.box, round_shape, path.fill, path.stroke, path.order, ring)


def _is_small_square(box: Box) -> bool:
    small, large = sorted((box.width, box.height))
    return small >= 2.0 and large <= LARGEST and large <= _ASPECT * small


def _is_round(sub: Subpath) -> bool:
    if not sub.curved or len(sub.points) < 8:
        return False
    box = sub.box
    rx, ry = box.width / 2, box.height / 2
    return all(
        0.85 < (((x - box.cx) / rx) ** 2 + ((y - box.cy) / ry) ** 2) ** 0.5 < 1.08 for x, y in sub.points
    )


def _is_rounded_square(sub: Subpath) -> bool:
    """All points near a side, none of the corners cut by more than a fifth of the side."""
    if not sub.curved or len(sub.points) < 8:
        return False
    box = sub.box
    near = 0.15 * min(box.width, box.height)
    return all(min(x - box.x0, box.x1 - x, y - box.top, box.bottom - y) <= near for x, y in sub.points)


def _four_strokes(rules: list[Rule]) -> Iterator[Shape]:
    """Squares made of separate strokes: two level and two upright ones of like length that meet at their ends."""
    joined = join_strokes([r for r in rules if r.length <= LARGEST], gap=0.6)
    across = [r for r in strokes_list(joined, True) if SMALLEST_SQUARE <= r.length <= LARGEST]
    upright = [r for r in strokes_list(joined, False) if SMALLEST_SQUARE <= r.length <= LARGEST]
    if len(across) > _MAX_SHAPES or len(upright) > _MAX_SHAPES:
        return
    by_start: dict[int, list[Rule]] = defaultdict(list)
    for rule in upright:
        by_start[round(rule.at / 2)].append(rule)
    for top in across:
        left = _meeting(by_start, top.start, top)
        right = _meeting(by_start, top.end, top)
        for side in left:
            closing = (
                r
                for r in across
                if abs(r.at - side.end) < 1.6
                and abs(r.start - top.start) < 1.6
                and abs(r.end - top.end) < 1.6
            )
            if any(abs(side.end - r.end) < 1.6 for r in right) and next(closing, None) is not None:
                box = Box(top.start, top.at, top.end, side.end)
                if _is_small_square(box):
                    yield Shape(box, False, None, (0, 0, 0, 255), -1)


def _meeting(by_start: dict[int, list[Rule]], x: float, top: Rule) -> list[Rule]:
    """Upright strokes that begin at `x` where `top` is."""
    near = (rule for key in (-1, 0, 1) for rule in by_start.get(round(x / 2) + key, ()))
    return [rule for rule in near if abs(rule.at - x) < 1.6 and abs(rule.start - top.at) < 1.6]


def _clusters(shapes: list[Shape]) -> list[list[Shape]]:
    """Shapes on top of each other, largest first in each cluster."""
    clusters: list[list[Shape]] = []
    grid: dict[tuple[int, int], list[list[Shape]]] = defaultdict(list)
    for shape in sorted(shapes, key=lambda s: -s.box.area):
        column, row = int(shape.box.cx // 12), int(shape.box.cy // 12)
        home = None
        for near in ((column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            for cluster in grid.get(near, ()):
                outer = cluster[0].box
                slack = 0.25 * outer.width
                if outer.covers(shape.box, 0.12 * outer.width) and outer.grown(-slack).contains(
                    shape.box.cx, shape.box.cy, 0.01
                ):
                    home = cluster
        if home is not None:
            home.append(shape)
        elif _large_enough(shape):
            cluster = [shape]
            clusters.append(cluster)
            grid[(column, row)].append(cluster)
    return clusters


def _large_enough(shape: Shape) -> bool:
    smallest = SMALLEST_CIRCLE if shape.round else SMALLEST_SQUARE
    return min(shape.box.width, shape.box.height) >= smallest


def _box_of_cluster(cluster: list[Shape], areas: list[Area]) -> DrawnBox:
    largest = cluster[0].box
    outer = [s for s in cluster if s.box.width >= _INNER * largest.width]
    inner = [s for s in cluster if s.box.width < _INNER * largest.width]
    box = bounding_box(s.box for s in outer)
    ground = _ground(box, outer, areas)
    fills = sorted((s for s in outer if s.fill is not None and not s.ring), key=lambda s: s.order)
    outlined = any(s.ring for s in outer)
    paper = ground
    for shape in fills:
        if shape.fill is not None:
            if abs(luminance(shape.fill) - paper) > 0.06 and shape.box.width < largest.width - 0.3:
                outlined = True  # a smaller fill on a larger one leaves an edge
            paper = luminance(shape.fill)
    outlined = outlined or any(
        s.stroke is not None and abs(luminance(s.stroke) - ground) > 0.12 for s in outer
    )
    if fills and paper - ground > 0.06 and is_white(fills[-1].fill or (0, 0, 0, 255)):
        outlined = True  # a white box on a tinted ground needs no line
    return DrawnBox(
        box=box,
        round=cluster[0].round,
        outlined=outlined,
        paper=paper,
        order=max(s.order for s in outer),
        inner=tuple(s for s in inner if _shows(s, paper)),
        mixed=any(s.round != cluster[0].round for s in fills),
    )


def _shows(shape: Shape, paper: float) -> bool:
    """Whether a shape within a box can be seen against its ground."""
    if shape.fill is not None and abs(luminance(shape.fill) - paper) > 0.15:
        return True
    return shape.fill is None and shape.stroke is not None and abs(luminance(shape.stroke) - paper) > 0.15


def _ground(box: Box, outer: list[Shape], areas: list[Area]) -> float:
    """Luminance of what the box stands on."""
    first = min((s.order for s in outer), default=0)
    under = [a for a in areas if a.order < first and a.box.covers(box) and a.box.area > 1.5 * box.area]
    return luminance(max(under, key=lambda a: a.order).colour) if under else 1.0


def _is_cell(box: Box, rules: list[Rule]) -> bool:
    """Whether two or more sides run on beyond the corners, as those of a table's cell do."""
    return sum(1 for rule in rules if _runs_on(rule, box)) >= 2


def _runs_on(rule: Rule, box: Box) -> bool:
    if rule.horizontal:
        near = min(abs(rule.at - box.top), abs(rule.at - box.bottom)) <= _COINCIDES
        start, end = box.x0, box.x1
    else:
        near = min(abs(rule.at - box.x0), abs(rule.at - box.x1)) <= _COINCIDES
        start, end = box.top, box.bottom
    if not near or rule.start > end + _TOUCH or rule.end < start - _TOUCH:
        return False
    return rule.end - end > _RUN_ON or start - rule.start > _RUN_ON


def _without_combs(boxes: list[DrawnBox]) -> list[DrawnBox]:
    """Leave out boxes that touch a neighbour at their side: cells for single characters."""
    rows: dict[int, list[DrawnBox]] = defaultdict(list)
    for box in boxes:
        rows[round(box.box.cy / 6)].append(box)
    kept = []
    for box in boxes:
        key = round(box.box.cy / 6)
        near = (other for k in (key - 1, key, key + 1) for other in rows.get(k, ()))
        if not any(other is not box and _touch_sideways(box.box, other.box) for other in near):
            kept.append(box)
    return kept


def _touch_sideways(a: Box, b: Box) -> bool:
    gap = max(b.x0 - a.x1, a.x0 - b.x1)
    return -2.0 <= gap <= _TOUCH and abs(a.top - b.top) < 2 and abs(a.bottom - b.bottom) < 2
