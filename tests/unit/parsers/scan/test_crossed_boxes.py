"""Boxes that stand printed with a mark in them, a size smaller than the empty ones, as fonts draw them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import box, paper, pen, sheet_of, words
from tests.unit.parsers.scan.drawing import states as states_of
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.raster import Grey


def crossed(page: Grey, x: int, y: int, side: int) -> None:
    """An outline with a bold cross from corner to corner, one piece of ink."""
    box(page, x, y, side, stroke=3)
    cv2.line(page, (x + 2, y + 2), (x + side - 3, y + side - 3), 0, 5)
    cv2.line(page, (x + 2, y + side - 3), (x + side - 3, y + 2), 0, 5)


@pytest.mark.parametrize("side", [20, 22])
def test_a_printed_sign_with_its_cross_is_a_ticked_box_though_it_is_smaller(side: int) -> None:
    page = paper()
    for y in (100, 150, 250):
        box(page, 100, y, 23, stroke=3)
    crossed(page, 100, 200, side)
    assert states_of(page) == ["unselected", "unselected", "selected", "unselected"]


def test_letters_in_the_column_of_boxes_are_none() -> None:
    page = paper()
    for y in (100, 150):
        box(page, 100, y, 23, stroke=3)
    words(page, "BEDROOM B8 D0", 100, 222, 1.0)
    assert len(find_boxes(sheet_of(page))) == 2


def test_a_page_without_boxes_has_no_crossed_ones() -> None:
    page = np.array(paper())
    crossed(page, 100, 200, 20)
    pen(page, [(300, 300), (340, 340)])
    assert find_boxes(sheet_of(page)) == []
