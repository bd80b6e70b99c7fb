"""Is a piece of ink a ring with letters joined to it?

The strokes of letters that a ring touches are one piece with it. What the ring encloses is filled; where that is wide
it is the ring, and letters that stick out of it are not.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.pen import PenInk, PenPiece
from toolkit_extract.parsers.scan.raster import Mask

_LETTER = 0.9
"""Sides of a box that letters sticking out of a ring are high and wide, at the most."""

_LEAST_ROUND, _MOST_ROUND, _WHOLE = 0.7, 0.86, 0.93
"""Area of what a ring encloses in that of its extent, in which an oval has 0.785 and a word more or less, and in that
of its hull."""

_LOW, _SHORT, _LARGEST = 1.3, 2.0, 45.0
"""Height and width of the smallest ring, and longer side of the largest, in sides of a box."""


def oval_in(pen: PenInk, number: int, side: int) -> PenPiece | None:
    """The ring in a piece of ink, with its own extent; None if there is none. `side` is that of a box, in pixels."""
    piece = pen.piece(number)
    if piece.height < _LOW * side or not _SHORT * side <= piece.width <= _LARGEST * side:
        return None
    mask = (pen.labels[piece.top : piece.bottom, piece.x0 : piece.x1] == number).astype(np.uint8)
    wide = _enclosed(mask, max(3, round(_LETTER * side)))
    if wide is None:
        return None
    x, y, width, height = cv2.boundingRect(wide)
    round_share = cv2.contourArea(wide) / max((width - 1) * (height - 1), 1)
    whole = cv2.contourArea(wide) / max(cv2.contourArea(cv2.convexHull(wide)), 1.0)
    if height < _LOW * side or width < _SHORT * side or whole < _WHOLE:
        return None
    if not _LEAST_ROUND <= round_share <= _MOST_ROUND:
        return None
    x0, top = piece.x0 + x, piece.top + y
    return replace(piece, x0=x0, top=top, x1=x0 + width, bottom=top + height)


def _enclosed(mask: Mask, letter: int) -> NDArray[np.int32] | None:
    """The outline of the largest part of what a piece encloses that is wider than a letter."""
    room = cv2.copyMakeBorder(mask, letter, letter, letter, letter, cv2.BORDER_CONSTANT, value=0)
    room = cv2.morphologyEx(room, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(room, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(room)
    cv2.drawContours(filled, contours, -1, 1, cv2.FILLED)
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (letter, letter))
    parts, _ = cv2.findContours(
        cv2.morphologyEx(filled, cv2.MORPH_OPEN, brush),
        cv2.RETR_EXTERNAL,
        cv2.CHAIN_APPROX_NONE,
        offset=(-letter, -letter),
    )
    largest = max(parts, key=cv2.contourArea, default=None)
    return None if largest is None else np.asarray(largest, dtype=np.int32)
