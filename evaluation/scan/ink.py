"""What does a pen leave on paper?

A stroke is a row of points that the hand passes; the pen joins them by a smooth line whose width and darkness vary with
the pressure, and which the paper's grain breaks where the pen is dry. Places are points from the top left of the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np

from evaluation.pdf.paper import Rectangle

Point = tuple[float, float]
Stroke = tuple[Point, ...]
Pixels = np.ndarray[Any, np.dtype[np.float32]]
"""Height x width x 3 (red, green, blue), 0 black to 255 white."""


@dataclass(frozen=True)
class Pen:
    """A pen: colour of its ink, width of its line in points, and how well it covers."""

    colour: tuple[int, int, int] = (25, 25, 30)
    width: float = 0.9
    darkness: float = 0.95
    """How much of the paper a firm stroke covers, 0 to 1."""
    grain: float = 0.1
    """How much the paper shows through in spots, 0 to 1: high for pencil."""
    wobble: float = 0.25
    """How far a stroke strays from a smooth line, in points."""


BLACK_BALLPOINT = Pen(width=1.1)
BLUE_BALLPOINT = Pen((35, 55, 150), 1.0, 0.9, 0.2)
BLUE_GEL = Pen((20, 35, 130), 1.5, 0.98, 0.03, 0.2)
GREY_ROLLER = Pen((80, 80, 88), 1.0, 0.9, 0.1)
PENCIL = Pen((95, 95, 95), 1.0, 0.62, 0.45)
FAINT_PENCIL = Pen((120, 120, 120), 0.9, 0.5, 0.5)
FELT_TIP = Pen((15, 15, 20), 2.4, 0.97, 0.02, 0.15)


@dataclass
class Sheet:
    """A printed page on which one can write.

    `scale` is pixels a point. `page` counts from 1.
    """

    pixels: Pixels
    scale: float
    page: int
    rng: Random
    _noise: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self._noise = np.random.default_rng(self.rng.getrandbits(64))

    def draw(self, strokes: Sequence[Stroke], pen: Pen) -> None:
        """Draws strokes with a pen, one over the other."""
        for stroke in strokes:
            self._stroke(stroke, pen)

    def _stroke(self, stroke: Stroke, pen: Pen) -> None:
        path = self._path(stroke, pen) * self.scale
        radii = self._radii(len(path), pen)
        reach = float(radii.max()) + 2
        height, width = self.pixels.shape[:2]
        left, top = (max(0, int(v)) for v in path.min(axis=0) - reach)
        right, bottom = (int(v) + 1 for v in path.max(axis=0) + reach)
        right, bottom = min(width, right), min(height, bottom)
        if right <= left or bottom <= top:
            return
        cover = stamp(path - (left, top), radii, (bottom - top, right - left))
        grain = self._noise.random(cover.shape)
        cover *= pen.darkness * np.where(grain < pen.grain, 0.45, 1.0)
        area = self.pixels[top:bottom, left:right]
        ink = np.asarray(pen.colour, dtype=np.float32) / 255
        area *= 1 - cover[..., None] * (1 - ink)

    def _path(self, stroke: Stroke, pen: Pen) -> Any:
        """Points close to each other along the stroke, with the hand's tremor on them."""
        smooth = smooth_line(np.asarray(stroke, dtype=np.float64), 0.35 / self.scale * 2)
        count = len(smooth)
        slow = max(4, min(count // 12, 15))
        tremor = np.stack(
            [
                np.interp(np.arange(count), np.linspace(0, count, slow), self._noise.normal(0, 1, slow))
                for _ in range(2)
            ],
            axis=1,
        )
        return smooth + tremor * pen.wobble * 0.5

    def _radii(self, count: int, pen: Pen) -> Any:
        """Half the line's width at each point, in pixels: thinner where the pen sets down and leaves the paper."""
        slow = max(3, count // 25)
        pressure = np.interp(
            np.arange(count), np.linspace(0, count, slow), self._noise.uniform(0.75, 1.15, slow)
        )
        ends = np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / 12 + 0.55)
        return pressure * ends * pen.width * self.scale / 2


def smooth_line(points: Any, step: float) -> Any:
    """A Catmull-Rom curve through points, sampled about every `step`."""
    if len(points) < 3:
        points = np.stack([points[0], points.mean(axis=0), points[-1]])
    padded = np.concatenate([[2 * points[0] - points[1]], points, [2 * points[-1] - points[-2]]])
    parts = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        count = max(2, int(np.hypot(*(c - b)) / step))
        t = np.linspace(0, 1, count, endpoint=False)[:, None]
        parts.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return np.concatenate([*parts, points[-1:]])


def stamp(path: Any, radii: Any, shape: tuple[int, int]) -> Any:
    """How far each pixel of an area is covered by discs along a path, 0 to 1."""
    cover = np.zeros(shape, dtype=np.float32)
    reach = int(np.ceil(radii.max())) + 1
    span = np.arange(-reach, reach + 1)
    for (x, y), radius in zip(path, radii, strict=True):
        column, row = round(float(x)), round(float(y))
        rows = slice(max(0, row - reach), max(0, row + reach + 1))
        columns = slice(max(0, column - reach), max(0, column + reach + 1))
        area = cover[rows, columns]
        if not area.size:
            continue
        down = span[rows.start - row + reach :][: area.shape[0]] + row - y
        across = span[columns.start - column + reach :][: area.shape[1]] + column - x
        distance = np.sqrt(down[:, None] ** 2 + across[None, :] ** 2)
        np.maximum(area, np.clip(radius + 0.5 - distance, 0, 1), out=area)
    return cover


def middle(box: Rectangle) -> Point:
    """The middle of a rectangle."""
    return (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
