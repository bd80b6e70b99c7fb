"""Draws small pages at the working resolution, so that every pixel of a test is known."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.pen import pen_ink
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Sheet
from toolkit_extract.parsers.scan.states import Measured, judge

SIDE = 30
"""Pixels a side of the boxes drawn."""

Point = tuple[int, int]


def paper(width: int = 900, height: int = 700) -> Grey:
    return np.full((height, width), 255, np.uint8)


def box(page: Grey, x: int, y: int, side: int = SIDE, stroke: int = 2) -> None:
    """An outline whose outer edges are x, y, x + side and y + side."""
    page[y : y + side, x : x + side] = 0
    page[y + stroke : y + side - stroke, x + stroke : x + side - stroke] = 255


def column(page: Grey, count: int = 4, x: int = 100, y: int = 100, step: int = 70) -> None:
    for index in range(count):
        box(page, x, y + index * step)


def pen(page: Grey, points: Sequence[Point], grey: int = 30, width: int = 4) -> None:
    line = np.array(points, np.int32)
    cv2.polylines(page, [line], isClosed=False, color=grey, thickness=width, lineType=cv2.LINE_AA)


def words(page: Grey, text: str, x: int, y: int, size: float = 1.0) -> None:
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(page, text, (x, y), font, size, 0, 2, cv2.LINE_AA)


def sheet_of(page: Grey) -> Sheet:
    return Sheet(page, np.eye(3))


def judged(page: Grey) -> list[Measured]:
    """The boxes of a page with their states, where nothing on it is print but the boxes."""
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    return judge(sheet, boxes, pen_ink(sheet, boxes, np.zeros_like(sheet.dark)))


def states(page: Grey) -> list[str]:
    return [one.state.value for one in judged(page)]


def in_points(pixels: float) -> float:
    return pixels / WORKING_SCALE
