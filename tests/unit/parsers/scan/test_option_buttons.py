"""Circles to choose from are found where several stand in line, and nothing that only looks like a box is one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import SIDE, box, column, judged, paper, pen, sheet_of, states, words
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.raster import Grey

ON, OFF = "selected", "unselected"


def circle(page: Grey, x: int, y: int, side: int = SIDE, *, filled: float = 0.0) -> None:
    """A circle within the square at x, y; `filled` is the width of the dot in it, in its own."""
    middle, radius = (x + side // 2, y + side // 2), side // 2 - 1
    cv2.circle(page, middle, radius, 0, 2, cv2.LINE_AA)
    if filled:
        cv2.circle(page, middle, round(filled * radius), 0, -1, cv2.LINE_AA)


def circles(page: Grey, count: int = 4, x: int = 100, y: int = 100, step: int = 70) -> None:
    for index in range(count):
        circle(page, x, y + index * step)


def test_option_buttons_in_a_column_are_found_where_they_are() -> None:
    page = paper()
    circles(page)
    found = find_boxes(sheet_of(page))
    assert [one.round for one in found] == [True] * 4
    for index, one in enumerate(found):
        assert abs(one.x0 - 100) <= 1
        assert abs(one.top - (100 + 70 * index)) <= 1
        assert abs(one.width - SIDE) <= 2


def test_option_buttons_in_a_row_are_found() -> None:
    page = paper()
    for index in range(4):
        circle(page, 100 + 150 * index, 200)
    assert [one.round for one in find_boxes(sheet_of(page))] == [True] * 4


def test_one_circle_alone_is_none() -> None:
    page = paper()
    circle(page, 100, 100)
    assert find_boxes(sheet_of(page)) == []


@pytest.mark.parametrize("filled", [0.5, 0.95])
def test_a_filled_dot_chooses_an_option(filled: float) -> None:
    page = paper()
    circles(page)
    circle(page, 100, 170, filled=filled)
    assert states(page) == [OFF, ON, OFF, OFF]


def test_a_tick_over_an_option_button_chooses_it() -> None:
    page = paper()
    circles(page)
    pen(page, [(106, 252), (114, 264), (140, 226)])
    assert states(page) == [OFF, OFF, ON, OFF]


def test_bold_option_buttons_out_of_focus_are_empty_and_hold_dots() -> None:
    page = paper()
    for index in range(4):
        cv2.circle(page, (115, 115 + 70 * index), 15, 0, 4, cv2.LINE_AA)
    cv2.circle(page, (115, 255), 4, 0, -1, cv2.LINE_AA)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), 1.4), dtype=np.uint8)
    assert [one.round for one in find_boxes(sheet_of(page))] == [True] * 4
    assert states(page) == [OFF, OFF, ON, OFF]


def test_bubbles_that_a_pencil_has_filled_are_found_in_their_rows_and_columns() -> None:
    page = paper()
    for row in range(5):
        for place in range(4):
            circle(page, 100 + 80 * place, 100 + 70 * row)
        x, y = 115 + 80 * (row % 4), 115 + 70 * row
        pen(page, [(x + (-20 if k % 2 else 20), y - 20 + 4 * k) for k in range(11)], 90, 3)
    found = judged(page)
    assert len(found) == 20
    assert [one.state.value for one in found].count(ON) == 5


def test_option_buttons_in_a_tinted_row_are_empty() -> None:
    page = paper()
    page[225:285] = 222
    circles(page)
    assert states(page) == [OFF] * 4


def test_cells_for_single_characters_are_no_boxes() -> None:
    page = paper()
    for index in range(8):
        box(page, 100 + index * (SIDE - 2), 100)
    box(page, 400, 100)
    column(page, x=100, y=300)
    assert [(one.x0, one.top) for one in find_boxes(sheet_of(page))] == [
        (100, 300 + 70 * index) for index in range(4)
    ]


def test_what_lies_round_a_photographed_page_holds_no_boxes() -> None:
    page = paper()
    column(page, x=200)
    page[:, :90] = np.random.default_rng(3).integers(20, 90, (page.shape[0], 90))
    page[620:] = 60
    assert [one.x0 for one in find_boxes(sheet_of(page))] == [200] * 4


def test_the_modules_of_a_code_are_no_boxes() -> None:
    page = paper()
    column(page, y=300)
    modules = np.random.default_rng(4).integers(0, 2, (25, 25)).astype(np.uint8)
    for rows in (slice(0, 7), slice(18, 25)):
        modules[rows, :7] = 1
        modules[rows.start + 1 : rows.stop - 1, 1:6] = 0
        modules[rows.start + 2 : rows.stop - 2, 2:5] = 1
    page[40:240, 500:700] = cv2.resize(255 * (1 - modules), (200, 200), interpolation=cv2.INTER_NEAREST)
    assert [one.x0 for one in find_boxes(sheet_of(page))] == [100] * 4


def test_letters_of_a_heading_above_a_list_are_no_boxes() -> None:
    page = paper()
    column(page, y=250)
    words(page, "OODO BOOK 2000", 98, 120, 1.3)
    assert [one.top for one in find_boxes(sheet_of(page))] == [250 + 70 * index for index in range(4)]


def test_filled_boxes_of_a_long_list_are_choices() -> None:
    page = paper(900, 1100)
    column(page, count=14, step=70, y=40)
    for y in (40, 180, 320):
        pen(page, [(104, y + 4), (126, y + 26)])
        pen(page, [(126, y + 4), (104, y + 26)])
    page[250:280, 100:130] = 0
    assert [one.state.value for one in judged(page)][:6] == [ON, OFF, ON, ON, ON, OFF]


def test_the_tint_of_shaded_boxes_is_no_mark() -> None:
    page = paper()
    column(page, count=8)
    for y in (100, 170, 240):
        page[y + 2 : y + 28, 102:128] = 215
    pen(page, [(104, 174), (126, 196)])
    pen(page, [(126, 174), (104, 196)])
    assert states(page)[:4] == [OFF, ON, OFF, OFF]


@pytest.mark.parametrize("dx, dy", [(0, 0), (3, 1), (17, 40)])
@pytest.mark.parametrize("contrast", [1.0, 0.6])
def test_neither_place_nor_contrast_changes_a_state(dx: int, dy: int, contrast: float) -> None:
    page = paper()
    column(page, x=100 + dx, y=100 + dy)
    pen(page, [(104 + dx, 184 + dy), (112 + dx, 194 + dy), (138 + dx, 160 + dy)])
    pale = (255 - contrast * (255 - page.astype(np.float32))).astype(np.uint8)
    assert states(pale) == [OFF, ON, OFF, OFF]
