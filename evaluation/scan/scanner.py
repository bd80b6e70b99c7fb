"""What does a scanner, a fax or a telephone make of a sheet of paper?

A `Condition` says how badly; `scan_page` turns the pixels of a sheet into those of a scan and tells by a projective map
where each point of the sheet came to lie (points of the page as a viewer shows it, from its top left).
"""

import io
from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from evaluation.pdf.paper import Rectangle
from evaluation.scan.ink import Pixels
from evaluation.scan.printed import PAPER_DPI


@dataclass(frozen=True)
class Condition:
    """How a sheet is scanned. Angles in degrees, lengths in points; 0 means not at all."""

    dpi: tuple[int, int] = (200, 200)
    """Pixels an inch across and down (a coarse fax has fewer down)."""
    colour: str = "grey"
    """`grey`, `colour`, `otsu` (black and white at the page's own threshold) or `fixed` (at `threshold`)."""
    threshold: int = 128
    tilt: float = 0.0
    """Each page is turned by up to so much either way."""
    noise: float = 0.0
    """Standard deviation of the grey values (of 255)."""
    jpeg: int = 85
    blur: float = 0.0
    """Radius in pixels of the scan."""
    uneven: float = 0.0
    """How much darker the dark corner is than the light one, 0 to 1."""
    shadow: float = 0.0
    """Darkness of the shadow along the left edge, 0 to 1."""
    holes: bool = False
    specks: int = 0
    border: float = 0.0
    """Width of the black border on two sides, where the sheet lies off the glass's corner."""
    turns: tuple[int, ...] = (0,)
    """Quarter turns clockwise of each page, over and over."""
    perspective: float = 0.0
    """How far the corners of a photographed sheet stray, as a share of its width."""
    fade: float = 0.0
    """How much of the contrast is lost, 0 to 1."""


@dataclass(frozen=True)
class ScannedPage:
    """A page as scanned: the picture, its resolution, and the map from the sheet's points to the page's."""

    image: Image.Image
    dpi: tuple[float, float]
    place: Any = field(repr=False)
    """3 x 3 matrix."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return 72 * self.image.width / self.dpi[0], 72 * self.image.height / self.dpi[1]

    def map(self, box: Rectangle) -> Rectangle:
        """The upright rectangle round a rectangle of the sheet, on the page as displayed."""
        corners = [(box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)]
        points = _project(self.place, np.asarray(corners))
        (x0, top), (x1, bottom) = points.min(axis=0), points.max(axis=0)
        return Rectangle(box.page, float(x0), float(top), float(x1), float(bottom))


def scan_page(sheet: Pixels, condition: Condition, rng: Random, number: int) -> ScannedPage:
    """Scans one sheet, which lies on the glass as pixels at `PAPER_DPI`; pages count from 1."""
    chance = np.random.default_rng(rng.getrandbits(64))
    sheet = sheet.copy()
    if condition.holes:
        _punch(sheet, rng)
    _dirty(sheet, condition.specks, rng)
    pixels, place = _on_the_glass(sheet, condition, rng)
    _light(pixels, condition, rng)
    if condition.fade:
        pixels[:] = 255 - (255 - pixels) * (1 - condition.fade)
    image = Image.fromarray(pixels.astype(np.uint8))
    if condition.colour != "colour":
        image = image.convert("L")
    if condition.blur:
        image = image.filter(ImageFilter.GaussianBlur(condition.blur))
    if condition.noise:
        values = np.asarray(image) + chance.normal(0, condition.noise, np.asarray(image).shape)
        image = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
    if condition.colour in ("otsu", "fixed"):
        threshold = otsu(np.asarray(image)) if condition.colour == "otsu" else condition.threshold
        image = image.point([255 if value > threshold else 0 for value in range(256)]).convert(
            "1", dither=Image.Dither.NONE
        )
    return _turned(image, condition, place, condition.turns[(number - 1) % len(condition.turns)])


def otsu(values: Any) -> int:
    """The grey value that parts dark from light best."""
    counts = np.bincount(values.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    total = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (total / below - (total[-1] - total) / above) ** 2
    return int(np.nanargmax(spread))


# --- the sheet ----------------------------------------------------------------------------------------------


def _punch(sheet: Pixels, rng: Random) -> None:
    """Two or four holes down the left side, black where the lid is dark."""
    height = sheet.shape[0]
    radius = 8.2 * PAPER_DPI / 72
    x = rng.uniform(19, 24) * PAPER_DPI / 72
    places = rng.choice(((0.43, 0.57), (0.17, 0.39, 0.61, 0.83)))
    grey = rng.choice((12.0, 60.0))
    for share in places:
        y = share * height
        rows = slice(int(y - radius), int(y + radius) + 1)
        columns = slice(int(x - radius), int(x + radius) + 1)
        down = np.arange(rows.start, rows.stop)[:, None] - y
        across = np.arange(columns.start, columns.stop)[None, :] - x
        sheet[rows, columns][down**2 + across**2 < radius**2] = grey


def _dirty(sheet: Pixels, count: int, rng: Random) -> None:
    height, width = sheet.shape[:2]
    for _ in range(count):
        size = rng.choice((2, 3, 3, 4, 6))
        y, x = rng.randrange(height - size), rng.randrange(width - size)
        sheet[y : y + size, x : x + rng.randint(2, size)] *= rng.uniform(0.1, 0.6)


def _on_the_glass(sheet: Pixels, condition: Condition, rng: Random) -> tuple[Any, Any]:
    """The sheet at the scan's resolution, turned and shifted; and where its points come to lie, in pixels."""
    height, width = sheet.shape[:2]
    across, down = condition.dpi[0] / PAPER_DPI, condition.dpi[1] / PAPER_DPI
    size = (round(width * across), round(height * down))
    image = Image.fromarray(sheet.astype(np.uint8)).resize(size, Image.Resampling.BOX)
    to_points = np.diag([condition.dpi[0] / 72, condition.dpi[1] / 72, 1.0])
    # Turning happens in points, so that a fax's oblong pixels do not shear the sheet.
    points = (72 * size[0] / condition.dpi[0], 72 * size[1] / condition.dpi[1])
    move = _movement(points, condition, rng)
    onto = to_points @ move @ np.linalg.inv(to_points)
    back = np.linalg.inv(onto)
    back /= back[2, 2]
    ground = (18, 18, 20) if condition.border or condition.perspective else (250, 250, 250)
    if not np.allclose(move, np.eye(3)):
        image = image.transform(
            size,
            Image.Transform.PERSPECTIVE,
            tuple(back.ravel()[:8]),
            Image.Resampling.BICUBIC,
            fillcolor=ground,
        )
    return np.asarray(image).astype(np.float32), to_points @ move


def _movement(size: tuple[float, float], condition: Condition, rng: Random) -> Any:
    """The map of a sheet's points to the glass: tilt about the middle, shift, and a photograph's perspective."""
    width, height = size
    angle = np.radians(rng.choice((-1, 1)) * rng.uniform(0.5, 1.0) * condition.tilt)
    cos, sin = np.cos(angle), np.sin(angle)
    there = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    turn = np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    shift = np.array([[1, 0, condition.border], [0, 1, 0.6 * condition.border], [0, 0, 1.0]])
    move = shift @ there @ turn @ np.linalg.inv(there)
    if not condition.perspective:
        return move
    stray = condition.perspective * width
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    seen = corners + inward * np.array([[rng.uniform(0.2, 1) * stray for _ in range(2)] for _ in range(4)])
    return projective(corners, seen) @ move


def projective(corners: Any, seen: Any) -> Any:
    """The projective map that takes four points to four others."""
    rows, right = [], []
    for (x, y), (u, v) in zip(corners, seen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    solved = np.linalg.solve(np.asarray(rows), np.asarray(right))
    return np.append(solved, 1.0).reshape(3, 3)


def _project(place: Any, points: Any) -> Any:
    moved = np.column_stack([points, np.ones(len(points))]) @ place.T
    return moved[:, :2] / moved[:, 2:]


def _light(pixels: Any, condition: Condition, rng: Random) -> None:
    """Light that falls off towards a corner, and the shadow of a fold or a lid along the left edge."""
    height, width = pixels.shape[:2]
    if condition.uneven:
        across = np.linspace(0, 1, width)[None, :]
        down = np.linspace(0, 1, height)[:, None]
        if rng.random() < 0.5:
            across = 1 - across
        fall = (0.6 * across + 0.4 * down) ** 1.5
        pixels *= (1 - condition.uneven * fall)[..., None]
    if condition.shadow:
        reach = rng.uniform(0.05, 0.09) * width
        fall = np.exp(-np.arange(width) / reach)
        pixels *= (1 - condition.shadow * fall)[None, :, None]


# --- the page as shown --------------------------------------------------------------------------------------

_QUARTERS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def _turned(image: Image.Image, condition: Condition, place: Any, quarters: int) -> ScannedPage:
    width, height = image.size
    turn = {
        0: np.eye(3),
        1: np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        2: np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]]),
        3: np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    }[quarters % 4]
    dpi = condition.dpi
    if quarters % 4:
        image = image.transpose(_QUARTERS[quarters % 4])
    if quarters % 2:
        dpi = (dpi[1], dpi[0])
    to_points = np.diag([72 / dpi[0], 72 / dpi[1], 1.0])
    return ScannedPage(image, dpi, to_points @ turn @ place)


def as_jpeg(image: Image.Image, quality: int, dpi: tuple[float, float] | None = None) -> bytes:
    """The picture as JPEG; without `dpi`, it does not say how large it is."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, **({"dpi": dpi} if dpi else {}))
    return buffer.getvalue()
