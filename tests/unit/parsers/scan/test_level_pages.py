"""Pages are levelled before anything on them is measured, and rules are found on the level page."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import paper, sheet_of, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Raster
from toolkit_extract.parsers.scan.rules import find_rules
from toolkit_extract.parsers.scan.upright import straighten


def table(width: int = 1300, height: int = 1000) -> Grey:
    page = paper(width, height)
    for y in range(150, 851, 100):
        cv2.line(page, (150, y), (1150, y), 0, 2)
    for x in (150, 400, 650, 900, 1150):
        cv2.line(page, (x, 150), (x, 850), 0, 2)
    return page


def tilted(page: Grey, degrees: float) -> Grey:
    """The page turned clockwise about its middle."""
    rows, columns = page.shape
    matrix = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1)
    turned = cv2.warpAffine(page, matrix, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(turned, np.uint8)


@pytest.mark.parametrize("degrees", [-2.0, -0.4, 0.0, 0.7, 2.0])
def test_the_tilt_is_found_to_a_twentieth_of_a_degree(degrees: float) -> None:
    sheet = straighten(Raster(tilted(table(), degrees), WORKING_SCALE))
    (left, right) = cv2.perspectiveTransform(np.array([[[50.0, 180.0], [400.0, 180.0]]]), sheet.to_page)[0]
    found = np.degrees(np.arctan2(right[1] - left[1], right[0] - left[0]))
    assert found == pytest.approx(degrees, abs=0.05)


def test_a_level_page_stays_where_it_is() -> None:
    page = table()
    whole = Box(0.0, 0.0, 1300 / WORKING_SCALE, 1000 / WORKING_SCALE)
    assert straighten(Raster(page, WORKING_SCALE)).on_page(whole) == pytest.approx(whole, abs=0.5)  # points


@pytest.mark.parametrize("lettered", [False, True])
@pytest.mark.parametrize("noise", [0, 6])
def test_no_pixel_of_a_level_page_is_moved(noise: int, lettered: bool) -> None:
    page = table()
    if lettered:
        for y in range(190, 851, 100):
            words(page, "Plans are made and kept up to date by all who need them", 160, y, 0.9)
    if noise:
        grain = np.random.default_rng(5).normal(0, noise, page.shape)
        page = np.clip(page + grain, 0, 255).astype(np.uint8)
    assert np.array_equal(straighten(Raster(page, WORKING_SCALE)).pixels, page)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_places_on_a_turned_page_lead_back_to_the_page_as_displayed(turns: int) -> None:
    page = table()
    page[40:60, 80:120] = 0
    raster = Raster(
        np.ascontiguousarray(np.rot90(page, turns)), WORKING_SCALE
    )  # lies on its side as displayed
    sheet = straighten(raster, turns)
    assert sheet.pixels.shape == page.shape
    back = sheet.on_page(Box(*(value / WORKING_SCALE for value in (80, 40, 120, 60))))
    x0, top, x1, bottom = (round(value * WORKING_SCALE) for value in back)
    assert raster.pixels[top + 1 : bottom - 1, x0 + 1 : x1 - 1].max() < 60
    assert raster.pixels[max(top - 6, 0) : top - 3, x0:x1].min() == 255


def test_a_photographed_table_is_made_square() -> None:
    page = table()
    rows, columns = page.shape
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    seen = np.array([[30, 0], [columns - 30, 0], [columns, rows], [0, rows]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    photo = np.asarray(cv2.warpPerspective(page, matrix, (columns, rows), borderValue=255), np.uint8)
    sheet = straighten(Raster(photo, WORKING_SCALE))
    rules = find_rules(sheet.dark, [])
    assert sum(rule.horizontal for rule in rules) >= 8
    assert sum(not rule.horizontal for rule in rules) >= 5


def test_solid_rules_are_found_where_they_are() -> None:
    rules = find_rules(sheet_of(table()).dark, [])
    level = sorted((rule for rule in rules if rule.horizontal), key=lambda r: r.box.top)
    upright = [rule for rule in rules if not rule.horizontal]
    assert (len(level), len(upright)) == (8, 5)
    assert level[0].box.cy * WORKING_SCALE == pytest.approx(150.5, abs=1.5)
    assert level[0].box.width * WORKING_SCALE == pytest.approx(1000, abs=6)


def test_dashed_rules_are_rules() -> None:
    page = paper()
    for x in range(100, 800, 14):
        cv2.line(page, (x, 300), (x + 9, 300), 0, 1)
    (rule,) = find_rules(sheet_of(page).dark, [])
    assert rule.horizontal


def test_lines_of_words_have_no_rules() -> None:
    page = paper()
    for y in range(100, 600, 50):
        words(page, "Tell the lifted little hill to the letter T-H-E till I fell", 40, y, 0.8)
    assert find_rules(sheet_of(page).dark, []) == []
