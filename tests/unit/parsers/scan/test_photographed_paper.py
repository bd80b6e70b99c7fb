"""A sheet that was photographed on a desk is cut out and made level; what only resembles one is left alone."""

from __future__ import annotations

import cv2
import numpy as np

from tests.unit.parsers.scan.drawing import SIDE, box, paper
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.paper import find_paper
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Raster
from toolkit_extract.parsers.scan.upright import straighten

WIDTH, HEIGHT = 1200, 1700
CORNERS = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], np.float32)


def on_a_desk(seen: list[list[int]], desk: int = 120) -> Grey:
    """A sheet with four boxes in a row far down, seen aslant; the light falls off to the right."""
    page = paper(WIDTH, HEIGHT)
    for index in range(4):
        box(page, 150 + 250 * index, 1500)
    matrix = cv2.getPerspectiveTransform(CORNERS, np.array(seen, np.float32))
    picture = cv2.warpPerspective(page, matrix, (1500, 2000), borderValue=float(desk)).astype(np.float32)
    return np.asarray(picture * np.linspace(0.95, 0.7, 1500)[None, :], dtype=np.uint8)


def test_a_sheet_on_a_desk_is_made_level() -> None:
    seen = [[200, 130], [1280, 200], [1400, 1850], [100, 1780]]
    picture = on_a_desk(seen)
    corners = find_paper(picture)
    assert corners is not None
    assert float(np.abs(corners - np.array(seen)).max()) < 8
    sheet = straighten(Raster(picture, WORKING_SCALE))
    found = find_boxes(sheet)
    assert len(found) == 4
    assert max(one.top for one in found) - min(one.top for one in found) <= 4
    first = sheet.on_page(found[0].box)
    matrix = cv2.getPerspectiveTransform(CORNERS, np.array(seen, np.float32))
    middle = np.array([[[150 + SIDE / 2, 1500 + SIDE / 2]]], np.float32)
    x, y = cv2.perspectiveTransform(middle, matrix)[0, 0]
    assert abs(first.cx * WORKING_SCALE - x) < 6
    assert abs(first.cy * WORKING_SCALE - y) < 6


def test_a_level_panel_on_a_screen_is_no_sheet() -> None:
    picture = np.full((2000, 1500), 150, np.uint8)
    picture[200:1700, 150:1350] = 250
    assert find_paper(picture) is None


def test_a_page_that_fills_its_picture_is_no_sheet_on_a_desk() -> None:
    page = paper(WIDTH, HEIGHT)
    cv2.rectangle(page, (100, 120), (1100, 1600), 0, 4)
    assert find_paper(page) is None


def test_light_boxes_on_a_dark_screen_are_seen() -> None:
    page = paper(WIDTH, HEIGHT)
    for index in range(4):
        box(page, 150, 200 + 100 * index)
    dark = np.asarray(225 - 0.75 * page.astype(np.float32), dtype=np.uint8)
    assert len(find_boxes(straighten(Raster(dark, WORKING_SCALE)))) == 4


def test_a_tinted_band_across_a_sheet_is_not_what_it_lies_on() -> None:
    picture = np.full((2000, 1500), 20, np.uint8)
    cv2.fillConvexPoly(picture, np.array([[60, 5], [1440, 0], [1460, 1900], [40, 1880]]), 245)
    cv2.fillConvexPoly(picture, np.array([[59, 400], [1444, 395], [1446, 560], [57, 566]]), 200)
    corners = find_paper(picture)
    assert corners is None or corners[:, 1].min() < 100
