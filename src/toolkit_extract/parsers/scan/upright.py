"""How must a page be turned and straightened so that its lines run level?

A `Raster` in, a `Sheet` out. A sheet of paper that was photographed is cut out. Tilt is told by the page's rules where
it has some, then by how sharply rows of ink part at each angle. Rules that fan out, as in a photograph, give the
perspective. Quarter turns are the caller's choice: only recognised words tell which way is up.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.paper import find_paper
from toolkit_extract.parsers.scan.raster import (
    WORKING_SCALE,
    Grey,
    Mask,
    Raster,
    Sheet,
    ink_of,
    print_threshold,
)

_COARSE = 100.0 / 72.0
"""Scale at which the tilt is sought: fine enough for a tenth of a degree over a page."""

MOST_TILT = 9.0
"""Degrees. A scanner's feeder tilts by two, a hand that holds a telephone by a few more."""

_SMALLEST_TILT = 0.03
_SMALLEST_SHEAR = 0.15
"""Degrees by which rules must lean beyond the tilt of the page to show that it is sheared."""

_AS_SHARP, _AS_SHARP_LEVEL = 0.85, 0.98
"""Share of the best angle's sharpness with which that of the rules, or no tilt, may be the right one."""

_MOST_POINTS = 60_000
_LINE = 60.0
"""Points. Shortest rule that tells a direction."""

_FAN = 0.35
"""Degrees by which rules at two ends of a page must differ to speak of perspective, not of noise."""

_FEWEST_RULES = 4
_DARK, _MOSTLY = 100, 0.75
"""Greys that no paper has, and the share of them from which a picture shows light print on a dark ground."""

_A4_LONG = 842.0
"""Points. A sheet that is photographed is taken to be no smaller, whatever room it leaves in the picture."""


def straighten(raster: Raster, quarter_turns: int = 0) -> Sheet:
    """Turn a page by quarter turns clockwise, then level its lines.

    Args:
        raster: the page as displayed.
        quarter_turns: 0 to 3, clockwise.
    """
    turned, turn = _turn(raster, quarter_turns)
    lying = _lying(turned)
    if not lying.is_cut_out and float((turned.pixels < _DARK).mean()) >= _MOSTLY:
        turned = Raster(np.asarray(255 - turned.pixels, dtype=np.uint8), turned.scale)  # light print on dark
    width, height = lying.width, lying.height
    scale = turned.scale
    grow, shrink = np.diag([scale, scale, 1.0]), np.diag([1 / WORKING_SCALE, 1 / WORKING_SCALE, 1.0])
    coarse = cv2.resize(
        turned.pixels, None, fx=_COARSE / scale, fy=_COARSE / scale, interpolation=cv2.INTER_AREA
    )
    if lying.is_cut_out:
        coarse = _warp(
            coarse,
            _scaled(lying.to_turned, _COARSE),
            round(width * _COARSE),
            round(height * _COARSE),
            _COARSE,
        )
    ink = ink_of(coarse)
    dark = (ink > print_threshold(ink)).astype(np.uint8)
    corners = _corners(ink, dark) / _COARSE  # of the sheet, where the paper lies, in points
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    to_turned = lying.to_turned @ cv2.getPerspectiveTransform(target, corners.astype(np.float32))
    columns, rows = round(width * WORKING_SCALE), round(height * WORKING_SCALE)
    pixels = _warp(turned.pixels, grow @ to_turned @ shrink, columns, rows, scale)
    return Sheet(pixels, turn @ to_turned)


def _scaled(matrix: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """A map of points as one of pixels."""
    return np.diag([scale, scale, 1.0]) @ matrix @ np.diag([1 / scale, 1 / scale, 1.0])


@dataclass(frozen=True)
class _Lying:
    """The paper that is seen on a page: its size in points, and the way from its points to those of the turned page."""

    width: float
    height: float
    to_turned: NDArray[np.float64]
    is_cut_out: bool = True


def _lying(turned: Raster) -> _Lying:
    """The sheet that was photographed on something darker, else the whole page."""
    corners = find_paper(turned.pixels)
    if corners is None:
        return _Lying(turned.width, turned.height, np.eye(3), is_cut_out=False)
    corners = corners / turned.scale
    sides = [float(np.hypot(*(a - b))) for a, b in zip(corners, np.roll(corners, -1, axis=0), strict=True)]
    width, height = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    grown = max(1.0, _A4_LONG / max(width, height))  # it is seldom smaller than a sheet of A4
    width, height = grown * width, grown * height
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return _Lying(width, height, cv2.getPerspectiveTransform(target, corners.astype(np.float32)))


def _warp(
    source: NDArray[np.uint8], sheet_to_source: NDArray[np.float64], columns: int, rows: int, scale: float
) -> NDArray[np.uint8]:
    """The sheet's pixels; a page that is much finer is softened first, so that thin strokes are not skipped."""
    if scale > 1.4 * WORKING_SCALE:
        source = cv2.GaussianBlur(source, (0, 0), 0.35 * scale / WORKING_SCALE)
    flat = np.allclose(sheet_to_source, np.eye(3), atol=1e-4)
    if flat and source.shape == (rows, columns):
        return source
    level = cv2.warpPerspective(
        source,
        sheet_to_source,
        (columns, rows),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=255,
    )
    return np.asarray(level, dtype=np.uint8)


def _turn(raster: Raster, quarter_turns: int) -> tuple[Raster, NDArray[np.float64]]:
    """The page turned clockwise, and the way back in points."""
    width, height = raster.width, raster.height
    back = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
    }[quarter_turns % 4]
    turned = np.ascontiguousarray(np.rot90(raster.pixels, -(quarter_turns % 4)))
    return Raster(turned, raster.scale), np.array(back, dtype=np.float64)


def _corners(ink: Grey, dark: Mask) -> NDArray[np.float64]:
    """Where the corners of the straightened page lie on the page, in pixels."""
    rows, columns = dark.shape
    level, upright = _rule_angles(ink)
    tilt = _tilt_of_rules(level) if len(level) >= _FEWEST_RULES else None
    tilt = _tilt_of_rows(dark, tilt)
    if abs(tilt) < _SMALLEST_TILT:
        tilt = 0.0
    at_top, at_bottom = _fan(level, rows, tilt)
    at_left, at_right = _fan(upright, columns, -tilt)
    top = _level_line(columns / 2, 0.0, at_top)
    bottom = _level_line(columns / 2, rows, at_bottom)
    left = _upright_line(0.0, rows / 2, at_left)
    right = _upright_line(columns, rows / 2, at_right)
    return np.array([_meet(top, left), _meet(top, right), _meet(bottom, right), _meet(bottom, left)])


def _rule_angles(ink: Grey) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Angle, place and length of the page's rules, level and upright.

    Of level ones, downhill is positive and the place is y; of upright ones, to the right as they go down is positive
    and the place is x.
    """
    found = cv2.createLineSegmentDetector().detect(255 - ink)[0]
    if found is None:
        return np.empty((0, 3)), np.empty((0, 3))
    lines = found.reshape(-1, 4).astype(np.float64)
    lines = lines[np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]) >= _LINE * _COARSE]
    dx, dy = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    length = np.hypot(dx, dy)
    slope = np.degrees(np.arctan2(dy, dx))
    slope = (slope + 90) % 180 - 90
    level = np.abs(slope) < MOST_TILT
    lean = np.degrees(np.arctan2(dx * np.sign(dy + 1e-9), np.abs(dy)))
    upright = np.abs(lean) < MOST_TILT
    across = np.stack([slope, (lines[:, 1] + lines[:, 3]) / 2, length], axis=1)[level]
    down = np.stack([lean, (lines[:, 0] + lines[:, 2]) / 2, length], axis=1)[upright]
    return across, down


def _tilt_of_rules(level: NDArray[np.float64]) -> float | None:
    """The angle about which most length of the level rules lies; None where they disagree."""
    angles, weights = level[:, 0], level[:, 2]
    order = np.argsort(angles)
    half = np.cumsum(weights[order])
    middle = float(angles[order][np.searchsorted(half, half[-1] / 2)])
    near = np.abs(angles - middle) < 0.5
    if weights[near].sum() < 0.5 * weights.sum():
        return None
    return float(np.average(angles[near], weights=weights[near]))


def _tilt_of_rows(dark: Mask, near: float | None) -> float:
    """The angle at which rows of ink part most sharply from the white between them, sought near another where known."""
    ys, xs = np.nonzero(dark)
    if len(ys) < 200:
        return near or 0.0
    step = max(1, len(ys) // _MOST_POINTS)
    ys, xs = ys[::step].astype(np.float64), xs[::step] - dark.shape[1] / 2

    def sharpness(angle: float) -> float:
        rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float((np.diff(counts.astype(np.float64)) ** 2).sum())

    best = max(np.arange(-4.0, 4.01, 0.25), key=sharpness) if near is None else near
    best = max(np.arange(best - 0.25, best + 0.26, 0.05), key=sharpness)
    best = max(np.arange(best - 0.05, best + 0.051, 0.0125), key=sharpness)
    # Whole pixels make some angles look sharper than they are: the rules, or no tilt at all, are believed before that.
    plainest, share = (0.0, _AS_SHARP_LEVEL) if near is None else (near, _AS_SHARP)
    return float(plainest if sharpness(plainest) >= share * sharpness(best) else best)


def _fan(rules: NDArray[np.float64], extent: float, otherwise: float) -> tuple[float, float]:
    """The rules' angle at both ends of the page: one angle, or two where they fan out."""
    if len(rules) < _FEWEST_RULES:
        return otherwise, otherwise
    near = np.abs(rules[:, 0] - otherwise) < 4.0
    rules = rules[near]
    if len(rules) < _FEWEST_RULES or np.ptp(rules[:, 1]) < 0.3 * extent:
        return otherwise, otherwise
    angles, places, weights = rules[:, 0], rules[:, 1], rules[:, 2]
    for _ in range(3):
        slope, offset = np.polyfit(places, angles, 1, w=np.sqrt(weights))
        residual = np.abs(angles - (slope * places + offset))
        kept = residual <= max(0.3, 1.5 * float(np.median(residual)))
        if kept.all() or kept.sum() < _FEWEST_RULES:
            break
        angles, places, weights = angles[kept], places[kept], weights[kept]
    first, last = float(offset), float(slope * extent + offset)
    if abs(first - last) < _FAN or max(abs(first), abs(last)) > MOST_TILT:
        middle = float(np.average(angles, weights=weights))
        return (otherwise, otherwise) if abs(middle - otherwise) < _SMALLEST_SHEAR else (middle, middle)
    return first, last


def _level_line(x: float, y: float, angle: float) -> NDArray[np.float64]:
    return _line(x, y, np.cos(np.radians(angle)), np.sin(np.radians(angle)))


def _upright_line(x: float, y: float, lean: float) -> NDArray[np.float64]:
    return _line(x, y, np.sin(np.radians(lean)), np.cos(np.radians(lean)))


def _line(x: float, y: float, dx: float, dy: float) -> NDArray[np.float64]:
    """The line through a point, in homogeneous form."""
    return np.cross(np.array([x, y, 1.0]), np.array([x + dx, y + dy, 1.0]))


def _meet(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    point = np.cross(a, b)
    return np.asarray(point[:2] / point[2])
