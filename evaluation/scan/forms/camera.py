"""What does a telephone make of a sheet that lies on a desk?

The sheet is seen aslant and fills most of the picture; round it is the desk, over it uneven light and the shadow of
the hand. Unlike a scan, such a picture states no size: its long side counts as that of A4.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image

from evaluation.pdf.paper import A4
from evaluation.scan.ink import Pixels
from evaluation.scan.printed import PAPER_DPI
from evaluation.scan.scanner import ScannedPage, projective

_DESKS = {
    "oak": ((171, 132, 90), 14.0),
    "walnut": ((88, 62, 44), 10.0),
    "grey": ((128, 130, 133), 4.0),
    "black": ((34, 34, 38), 3.0),
    "white": ((214, 212, 208), 3.0),
}
"""Colour of a desk, and how much its grain wavers."""


@dataclass(frozen=True)
class Camera:
    """How a sheet is photographed."""

    long_side: int = 2400
    """Pixels of the picture's long side; its sides are as 4 to 3."""
    stray: float = 0.05
    """How far corners of the sheet stray from a level rectangle, as a share of its sides."""
    desk: str = "oak"
    uneven: float = 0.25
    shadow: float = 0.25
    """How much darker the shadow of the hand is, 0 to 1."""
    blur: float = 1.0
    """Radius in pixels for a long side of 2400."""
    noise: float = 4.0
    quality: int = 70
    turns: int = 0
    """Quarter turns clockwise of the picture."""


def photograph(sheet: Pixels, camera: Camera, rng: Random) -> ScannedPage:
    """A photograph of one sheet (pixels at `PAPER_DPI`)."""
    chance = np.random.default_rng(rng.getrandbits(64))
    height, width = sheet.shape[:2]
    tall, wide = camera.long_side, camera.long_side * 3 // 4
    rows, columns = (tall, wide) if height >= width else (wide, tall)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    seen = _seen_corners(width / height, (columns, rows), camera, rng)
    onto = projective(corners, seen)
    pixels = _desk(rows, columns, camera, chance)
    softened = cv2.GaussianBlur(
        sheet, (0, 0), max(0.3, 0.45 * height / (seen[:, 1].max() - seen[:, 1].min()))
    )
    paper = cv2.warpPerspective(softened, onto, (columns, rows), flags=cv2.INTER_LINEAR)
    lies = cv2.warpPerspective(np.ones((height, width), np.float32), onto, (columns, rows))[..., None]
    pixels = pixels * (1 - lies) + 0.93 * paper * lies
    pixels *= _light(rows, columns, camera, rng)[..., None]
    pixels = cv2.GaussianBlur(pixels, (0, 0), max(0.2, camera.blur * camera.long_side / 2400))
    pixels += chance.normal(0, camera.noise, pixels.shape)
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return _as_page(image, onto @ np.diag([PAPER_DPI / 72, PAPER_DPI / 72, 1.0]), camera.turns)


def _seen_corners(aspect: float, size: tuple[int, int], camera: Camera, rng: Random) -> Any:
    """Where the sheet's corners lie in the picture: as large as fits with a margin, then strayed inwards."""
    columns, rows = size
    wide = 0.94 * min(columns, rows * aspect)
    high = wide / aspect
    left, top = (columns - wide) / 2, (rows - high) / 2
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], dtype=float)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    stray = np.array([[rng.uniform(0.3, 1) * camera.stray for _ in range(2)] for _ in range(4)])
    return (corners + inward * stray) * (wide, high) + (left, top)


def _desk(rows: int, columns: int, camera: Camera, chance: np.random.Generator) -> Any:
    colour, grain = _DESKS[camera.desk]
    streaks = cv2.resize(chance.normal(0, 1, (rows // 6, 5)).astype(np.float32), (columns, rows))
    return np.asarray(colour, dtype=np.float32) + grain * streaks[..., None]


def _light(rows: int, columns: int, camera: Camera, rng: Random) -> Any:
    """How bright each pixel is: light that falls off to one corner, and a soft shadow from one side."""
    across, down = np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows))
    if rng.random() < 0.5:
        across = across[:, ::-1]
    light = 1 - camera.uneven * (0.5 * across + 0.5 * down) ** 1.3
    edge = rng.uniform(0.55, 0.85) + 0.25 * (down - 0.5)
    soft = 1 / (1 + np.exp(-(across - edge) / 0.02))
    return (light * (1 - camera.shadow * soft)).astype(np.float32)


def _as_page(image: Image.Image, place: Any, turns: int) -> ScannedPage:
    width, height = image.size
    turn = {
        0: np.eye(3),
        1: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        3: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }[turns % 4]
    if turns % 4:
        image = image.transpose({1: Image.Transpose.ROTATE_270, 3: Image.Transpose.ROTATE_90}[turns % 4])
    dpi = 72 * max(image.size) / A4[1]
    return ScannedPage(image, (dpi, dpi), np.diag([72 / dpi, 72 / dpi, 1.0]) @ turn @ place)
