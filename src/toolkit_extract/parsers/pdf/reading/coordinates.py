"""How do coordinates of a PDF page become coordinates of the page as displayed?"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_extract.parsers.pdf.geometry import Box

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f of ISO 32000, 8.3.3: x' = ax + cy + e, y' = bx + dy + f."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def combine(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does `first` and `then` one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def page_matrix(left: float, bottom: float, right: float, top: float, quarter_turns: int) -> Matrix:
    """From user space to the page as displayed, for a visible box and its clockwise rotation in quarter turns."""
    return (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )[quarter_turns % 4]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page."""

    matrix: Matrix
    width: float
    height: float
    quarter_turns: int

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of user space as displayed, its corners in any order."""
        a, b, c, d, e, f = self.matrix
        if not self.quarter_turns and left <= right and bottom <= top:
            return Box(left + e, f - top, right + e, f - bottom)
        x0, y0 = a * left + c * bottom + e, b * left + d * bottom + f
        x1, y1 = a * right + c * top + e, b * right + d * top + f
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as displayed."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, b * x + d * y + f)
