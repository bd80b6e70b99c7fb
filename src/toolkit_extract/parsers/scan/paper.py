"""Where in a photograph does the sheet of paper lie?

A light area with four straight sides, along each of which the picture is darker outside than inside. A picture whose
edges cut the sheet, and a scan, have no such area and are taken as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.raster import Grey

Corners = NDArray[np.float64]
"""Upper left, upper right, lower right and lower left, in pixels."""

_LONG_SIDE = 400
"""Pixels of the long side of the picture in which the sheet is sought."""

_LEAST_AREA = 0.3
"""Area of a sheet in that of the picture."""

_MOST_TURN = 20.0
"""Degrees by which a side may lean."""

_SHORTEST, _SAME_LINE = 24, 4.0
"""Pixels of the shortest piece of a side, and pixels beside a line at which a piece belongs to it."""

_LEVEL = 0.6
"""Pixels by which the ends of a level side may differ."""

_FEW = 5
"""Lines tried for each side: those of which most is seen."""

_SAMPLES, _OFF, _STEP = 40, 4, 7
"""Places looked at along a side, pixels beside the side at which, and how much lighter the paper must be."""

_SIDE_SEEN = 0.75
"""Share of a side along which the paper must be lighter than what lies outside."""

_DARK_BEYOND = 0.6
"""Share of the places at one distance from a side that must be darker than the paper inside it."""

_REACH = 6
"""Pixels by which a side may lie beside the line between two corners that were found."""


def find_paper(grey: Grey) -> Corners | None:
    """The corners of the sheet, in pixels of the picture; None where there is none, or where it fills the picture."""
    scale = _LONG_SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    plain = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))  # without print
    soft = np.asarray(cv2.GaussianBlur(plain, (0, 0), 1.2), dtype=np.uint8)
    least = _LEAST_AREA * soft.size
    sheets = [corners for corners in _candidates(soft) if _area(corners) >= least]
    for corners in sorted(sheets, key=_area, reverse=True):  # a shadow on the sheet has edges too
        if (
            not _is_level(corners)
            and min(_seen_along(soft, corners)) >= _SIDE_SEEN
            and _is_dark_beyond(soft, corners)
        ):
            return np.asarray(_refined(soft, corners) / scale, dtype=np.float64)
    return None


def _area(corners: Corners) -> float:
    return float(cv2.contourArea(corners.astype(np.float32)))


def _candidates(soft: Grey) -> Iterator[Corners]:
    """Where four lines meet that could be the sides of a sheet."""
    found = cv2.createLineSegmentDetector().detect(soft)[0]
    if found is None:
        return
    pieces = found.reshape(-1, 4).astype(np.float64)
    pieces = pieces[np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]) >= _SHORTEST]
    sides = [_lines(_facing(soft, pieces, turn)) for turn in range(4)]
    for top, right, bottom, left in product(*sides):
        corners = np.array([_meet(left, top), _meet(top, right), _meet(right, bottom), _meet(bottom, left)])
        if cv2.isContourConvex(corners.astype(np.float32)) and _is_in(corners, soft):
            yield corners


def _facing(soft: Grey, pieces: NDArray[np.float64], turn: int) -> NDArray[np.float64]:
    """The pieces of lines that may belong to a side: the upper one, and clockwise; from its beginning to its end."""
    along = np.array([(1, 0), (0, 1), (-1, 0), (0, -1)][turn], dtype=np.float64)
    way = pieces[:, 2:] - pieces[:, :2]
    length = np.hypot(way[:, 0], way[:, 1])
    cosine = way @ along / np.maximum(length, 1.0)
    turned = np.where(cosine[:, None] < 0, pieces[:, [2, 3, 0, 1]], pieces)
    turned = turned[np.abs(cosine) >= np.cos(np.radians(_MOST_TURN))]
    middles = (turned[:, :2] + turned[:, 2:]) / 2
    across = np.array([along[1], -along[0]])
    lighter = _values(soft, middles - _OFF * across) - _values(soft, middles + _OFF * across)
    return np.asarray(turned[lighter >= _STEP], dtype=np.float64)


def _lines(pieces: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The lines on which most length of pieces lies, in homogeneous form, each once."""
    lines: list[tuple[float, NDArray[np.float64]]] = []
    lengths = np.hypot(pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1])
    free = np.ones(len(pieces), np.bool_)
    for index in np.argsort(-lengths, kind="stable"):
        if not free[index]:
            continue
        line = np.cross([*pieces[index, :2], 1.0], [*pieces[index, 2:], 1.0])
        line = line / np.hypot(line[0], line[1])
        away = np.maximum(*(np.abs(pieces[:, at : at + 2] @ line[:2] + line[2]) for at in (0, 2)))
        own = (away <= _SAME_LINE) & free
        free &= ~own
        lines.append((float(lengths[own].sum()), _fitted(pieces[own])))
    lines.sort(key=lambda one: -one[0])
    return [line for _, line in lines[:_FEW]]


def _fitted(pieces: NDArray[np.float64]) -> NDArray[np.float64]:
    """The line through pieces of one side."""
    ends = pieces.reshape(-1, 2).astype(np.float32)
    dx, dy, x, y = cv2.fitLine(ends, cv2.DIST_L2, 0, 0.01, 0.01).ravel()
    return np.cross(np.array([x, y, 1.0]), np.array([x + dx, y + dy, 1.0]))


def _meet(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    point = np.cross(a, b)
    return np.asarray(point[:2] / (point[2] or 1e-9), dtype=np.float64)


def _is_level(corners: Corners) -> bool:
    """Whether it is a rectangle as a program draws them: a panel on a screen, of which nothing is aslant."""
    sides = np.roll(corners, -1, axis=0) - corners
    return bool((np.abs(sides).min(axis=1) <= _LEVEL).all())


def _is_in(corners: Corners, soft: Grey) -> bool:
    rows, columns = soft.shape
    return bool(
        (corners > -1).all() and (corners[:, 0] < columns + 1).all() and (corners[:, 1] < rows + 1).all()
    )


def _seen_along(soft: Grey, corners: Corners) -> Iterator[float]:
    """For each side, the share of it along which the picture is darker outside."""
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        places = start + np.linspace(0.04, 0.96, _SAMPLES)[:, None] * (end - start)
        outward = _outward(start, end)
        inside, outside = (_values(soft, places + side * _OFF * outward) for side in (-1, 1))
        yield float((inside - outside >= _STEP).mean())


def _is_dark_beyond(soft: Grey, corners: Corners) -> bool:
    """Whether the picture stays darker from each side to its edge: beyond a tinted band the sheet goes on."""
    rows, columns = soft.shape
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        places = start + np.linspace(0.04, 0.96, _SAMPLES)[:, None] * (end - start)
        outward = _outward(start, end)
        inside = _values(soft, places - _OFF * outward)
        for off in range(2 * _OFF, max(rows, columns), _OFF):
            further = places + off * outward
            seen = ((further >= 0) & (further <= (columns - 1, rows - 1))).all(axis=1)
            if not seen.any():
                break
            darker = inside - _values(soft, further) >= _STEP
            if float(darker[seen].mean()) < _DARK_BEYOND:
                return False
    return True


def _outward(start: NDArray[np.float64], end: NDArray[np.float64]) -> NDArray[np.float64]:
    along = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    return np.array([along[1], -along[0]])


def _values(soft: Grey, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """The greys at places; beyond the picture it is as light as can be, so that its edge is no edge of a sheet."""
    rows, columns = soft.shape
    x, y = np.round(places[:, 0]).astype(np.int64), np.round(places[:, 1]).astype(np.int64)
    within = (x >= 0) & (y >= 0) & (x < columns) & (y < rows)
    values = soft[np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)].astype(np.float64)
    return np.where(within, values, 255.0)


def _refined(soft: Grey, corners: Corners) -> Corners:
    """The corners where the sides meet that fit the steepest fall of light best."""
    lines = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        outward = _outward(start, end)
        places = start + np.linspace(0.05, 0.95, _SAMPLES)[:, None] * (end - start)
        across = np.arange(-_REACH, _REACH + 0.5, 0.5)
        light = np.stack([_values(soft, places + off * outward) for off in across], axis=1)
        fall = light[:, :-4] - light[:, 4:]
        off = across[np.argmax(fall, axis=1) + 2]
        kept = np.abs(off - np.median(off)) <= 2
        edge = (places + off[:, None] * outward)[kept].astype(np.float32)
        lines.append(_fitted(edge) if len(edge) > 1 else np.cross([*start, 1.0], [*end, 1.0]))
    return np.array([_meet(lines[number - 1], lines[number]) for number in range(4)])
