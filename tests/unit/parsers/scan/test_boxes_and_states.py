from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import SIDE, box, column, judged, paper, pen, sheet_of, states, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.pen import pen_ink
from toolkit_extract.parsers.scan.raster import Grey

OFF, ON, UNKNOWN = "unselected", "selected", "unknown"


def places(page: np.ndarray) -> list[tuple[int, int]]:
    return [(found.x0, found.top) for found in find_boxes(sheet_of(page))]


# -- where boxes are -------------------------------------------------------------------------------------------------


def test_whole_boxes_are_found_to_the_pixel() -> None:
    page = paper()
    column(page)
    assert places(page) == [(100, 100), (100, 170), (100, 240), (100, 310)]


@pytest.mark.parametrize("stroke", [1, 2, 4])
def test_the_width_of_the_outline_does_not_matter(stroke: int) -> None:
    page = paper()
    for y in (100, 170, 240):
        box(page, 100, y, stroke=stroke)
    assert len(places(page)) == 3


def test_boxes_with_rounded_corners_are_found_where_several_stand_in_a_column() -> None:
    page = paper()
    for y in (100, 170, 240):
        for centre, start in (((106, 6), 180), ((124, 6), 270), ((124, 24), 0), ((106, 24), 90)):
            cv2.ellipse(page, (centre[0], y + centre[1]), (6, 6), start, 0, 90, 0, 2)
        for a, b in (
            ((106, 0), (124, 0)),
            ((106, 30), (124, 30)),
            ((100, 6), (100, 24)),
            ((130, 6), (130, 24)),
        ):
            cv2.line(page, (a[0], y + a[1]), (b[0], y + b[1]), 0, 2)
    assert len(places(page)) == 3


def test_a_pale_hairline_is_a_box_where_several_stand_in_a_column() -> None:
    page = paper()
    for y in (100, 170, 240):
        cv2.rectangle(page, (100, y), (130, y + 30), 205, 1)
    assert len(places(page)) == 3


def test_a_box_that_a_cross_runs_over_is_found_by_the_size_of_the_others() -> None:
    page = paper()
    column(page)
    pen(page, [(92, 162), (138, 208)])
    pen(page, [(138, 162), (92, 208)])
    found = places(page)
    assert len(found) == 4
    assert abs(found[1][0] - 100) <= 1
    assert abs(found[1][1] - 170) <= 1


def test_letters_are_no_boxes() -> None:
    page = paper()
    for y in (100, 200, 300):
        words(page, "DONOR ODD NOON O D N", 60, y, 1.3)
    assert places(page) == []


def test_cells_of_a_table_are_no_boxes() -> None:
    page = paper()
    for x in range(100, 701, 100):
        cv2.line(page, (x, 100), (x, 400), 0, 2)
    for y in range(100, 401, 100):
        cv2.line(page, (100, y), (700, y), 0, 2)
    assert places(page) == []


# -- whether they are ticked -----------------------------------------------------------------------------------------

HANDS = {
    "a tick": [[(104, 186), (112, 197), (134, 164)]],
    "a tick that overshoots": [[(98, 184), (112, 198), (150, 140)]],
    "a cross": [[(103, 173), (127, 197)], [(127, 173), (103, 197)]],
    "a scribble": [[(104, 176), (126, 180), (104, 184), (126, 188), (104, 192), (126, 196)]],
}


@pytest.mark.parametrize("hand", HANDS)
def test_a_box_is_ticked_by(hand: str) -> None:
    page = paper()
    column(page)
    for stroke in HANDS[hand]:
        pen(page, stroke)
    assert states(page) == [OFF, ON, OFF, OFF]


def test_untouched_boxes_are_empty() -> None:
    page = paper()
    column(page)
    assert states(page) == [OFF] * 4


def test_grey_that_a_copier_puts_into_every_box_ticks_none() -> None:
    page = paper()
    column(page)
    for y in (100, 170, 240, 310):
        page[y + 12 : y + 18, 112:118] = 40
    assert ON not in states(page)


def test_a_ring_round_a_box_ticks_it_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    cv2.ellipse(page, (115, 185), (32, 28), 0, 0, 360, 30, 4, cv2.LINE_AA)
    ringed = judged(page)
    assert [one.state.value for one in ringed] == [OFF, ON, OFF, OFF]
    assert ringed[1].doubt == "a ring was drawn round the box"


def oval(page: Grey, x: int, y: int, across: int, down: int) -> None:
    turn = np.linspace(0, 2 * np.pi, 60)
    pen(page, [(round(x + across * np.cos(t)), round(y + down * np.sin(t))) for t in turn], width=3)


def test_a_ring_to_which_letters_are_joined_ticks_the_box_before_it_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    oval(page, 260, 185, 120, 28)
    for x in (170, 200, 240, 300):  # letters of its own line and of the next, which it touches
        pen(page, [(x, 172), (x + 8, 196), (x + 14, 172)])
        pen(page, [(x, 206), (x + 8, 232), (x + 14, 206)])
    ringed = judged(page)
    assert [one.state.value for one in ringed] == [OFF, ON, OFF, OFF]
    assert ringed[1].doubt == "a ring was drawn round the label of the box"


def test_a_ring_round_a_box_and_its_label_ticks_the_box_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    oval(page, 220, 185, 170, 40)
    ringed = judged(page)
    assert [one.state.value for one in ringed] == [OFF, ON, OFF, OFF]
    assert ringed[1].doubt is not None


def test_a_ringed_box_beside_a_ticked_one_is_not_called_empty() -> None:
    page = paper()
    column(page)
    for stroke in HANDS["a tick"]:
        pen(page, stroke)
    oval(page, 115, 255, 32, 30)
    assert states(page) == [OFF, ON, UNKNOWN, OFF]


def test_a_tick_that_missed_its_box_ticks_it_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    pen(page, [(134, 180), (140, 192), (162, 160)])
    missed = judged(page)
    assert [one.state.value for one in missed] == [OFF, ON, OFF, OFF]
    assert missed[1].doubt == "the stroke lies beside the box, not in it"


def test_a_tick_that_an_engine_reads_with_the_word_beside_it_is_no_letter() -> None:
    page = paper()
    column(page, step=44)
    pen(page, [(119, 136), (123, 141), (144, 108)])
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    ink = pen_ink(sheet, boxes, np.zeros_like(sheet.dark))
    assert not ink.without_letters([Box(104, 100, 220, 144)], boxes).letters
    assert ink.without_letters([Box(104, 100, 220, 144)], []).letters


def test_a_steep_tick_through_the_box_above_belongs_to_the_box_at_its_foot() -> None:
    page = paper()
    column(page, step=44)
    pen(page, [(104, 160), (110, 168), (122, 92)])
    assert states(page)[:2] == [OFF, ON]


def test_a_tick_that_runs_straight_through_one_small_box_and_turns_at_the_next_ticks_the_first_and_asks() -> (
    None
):
    page = paper()
    for index in range(4):
        box(page, 100, 100 + 30 * index, side=22)
    pen(page, [(91, 151), (96, 161), (148, 98)], width=3)
    big = judged(page)
    assert [one.state.value for one in big] == [OFF, ON, OFF, OFF]
    assert big[1].doubt == "the stroke turns at another box"


def test_a_rough_stroke_that_seems_to_turn_in_the_box_above_belongs_to_the_box_of_its_foot_and_asks() -> None:
    page = paper()
    for y in (100, 142, 184, 226):
        box(page, 100, y, side=20)
    pen(page, [(107, 201), (111, 154), (115, 157), (118, 140)], width=3)
    rough = judged(page)
    assert [one.state.value for one in rough] == [OFF, OFF, ON, OFF]
    assert rough[2].doubt == "the stroke turns at another box"


def test_a_box_with_the_foot_of_a_stroke_that_crosses_the_tick_of_another_is_not_called_empty() -> None:
    page = paper()
    for y in (100, 142, 184, 226, 268):
        box(page, 100, y, side=26)
    pen(page, [(98, 150), (108, 163), (128, 124)], width=3)
    pen(page, [(112, 204), (108, 150), (122, 88)], width=3)
    crossing = judged(page)
    assert [one.state.value for one in crossing] == [OFF, ON, UNKNOWN, OFF, OFF]


def test_boxes_of_which_one_stroke_is_the_only_ink_ask_for_a_look() -> None:
    page = paper()
    for y in (100, 142, 184, 226):
        box(page, 100, y, side=26)
    pen(page, [(96, 108), (108, 120), (122, 106), (118, 130), (106, 152), (112, 162), (128, 146)], width=3)
    shared = judged(page)
    assert [one.state.value for one in shared] == [ON, ON, OFF, OFF]
    assert {one.doubt for one in shared[:2]} == {"the stroke lies in another box too"}


def test_the_ragged_sides_of_a_fax_tick_no_box() -> None:
    page = paper()
    column(page)
    page[194:198, 102:128] = 0
    page[194:198, 105:128:5] = 255
    assert ON not in states(page)


STRAYS = {
    "a sweep longer than a tick, left of the boxes": [[(70, 240), (82, 262), (92, 92)]],
    "a tick over labels before the boxes": [[(10, 160), (25, 190), (80, 110)]],
    "a tick over the labels": [[(150, 160), (165, 190), (230, 110)]],
    "a stroke between two boxes, on neither": [[(104, 140), (112, 158), (124, 140)]],
}


@pytest.mark.parametrize("stray", STRAYS)
def test_no_box_is_called_empty_without_a_doubt_beside(stray: str) -> None:
    page = paper()
    column(page)
    for stroke in STRAYS[stray]:
        pen(page, stroke)
    assert any(one.doubt for one in judged(page))


def test_faint_pencil_on_grainy_paper_ticks_a_box() -> None:
    page = paper()
    column(page)
    pen(page, [(103, 184), (111, 196), (128, 172)], grey=150, width=3)
    grain = np.random.default_rng(7).normal(0, 3, page.shape)
    page = np.clip(page.astype(np.float64) - 8 + grain, 0, 255).astype(np.uint8)
    assert states(page) == [OFF, ON, OFF, OFF]


def test_of_a_blotted_box_and_a_ticked_one_the_ticked_one_counts_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    page[102:128, 102:128] = 0
    for stroke in HANDS["a cross"]:
        pen(page, stroke)
    changed = judged(page)
    assert [one.state.value for one in changed] == [OFF, ON, OFF, OFF]
    assert changed[0].doubt == "it is blotted out, and another box is ticked"


def struck_out(page: Grey) -> None:
    for stroke in HANDS["a tick"]:
        pen(page, stroke)
    pen(page, [(80, 184), (260, 188)], width=2)


def test_of_a_ticked_box_that_was_struck_out_and_another_one_the_other_counts_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    struck_out(page)
    pen(page, [(104, 256), (112, 267), (134, 234)])
    changed = judged(page)
    assert [one.state.value for one in changed] == [OFF, OFF, ON, OFF]
    assert changed[1].doubt == "it is struck out, and another box is ticked"


def test_a_struck_out_tick_that_has_no_other_beside_it_stays_a_tick_and_asks_for_a_look() -> None:
    page = paper()
    column(page)
    struck_out(page)
    struck = judged(page)
    assert [one.state.value for one in struck] == [OFF, ON, OFF, OFF]
    assert struck[1].doubt == "a line runs through the box and beyond it"


def test_filling_is_a_tick_where_nothing_else_is_ticked() -> None:
    page = paper()
    column(page)
    page[172:198, 102:128] = 0
    assert states(page) == [OFF, ON, OFF, OFF]


def test_a_little_ink_in_a_box_is_neither_ticked_nor_empty() -> None:
    page = paper()
    column(page)
    page[178:184, 110:116] = 0  # some six hundredths of the inside
    found = judged(page)
    assert [one.state.value for one in found] == [OFF, UNKNOWN, OFF, OFF]
    assert found[1].confidence == 0.5


def test_a_mark_keeps_the_place_of_its_box() -> None:
    page = paper()
    column(page)
    first = judged(page)[0].box
    assert (first.width, first.height) == (SIDE, SIDE)


def test_an_outline_that_bulges_inwards_on_a_fax_leaves_its_box_empty() -> None:
    page = paper()
    column(page)
    page[172:174, 102:115] = 0
    page[185:198, 125:128] = 0
    page[196:198, 102:128] = 0
    assert states(page) == [OFF] * 4


def test_an_outline_that_fades_inwards_leaves_its_box_empty() -> None:
    page = paper()
    column(page)
    page[172:174, 102:128] = 190
    page[172:198, 102:104] = 200
    assert states(page) == [OFF] * 4


def test_a_pale_pencil_tick_in_the_foot_of_a_box_ticks_it() -> None:
    noise = np.random.default_rng(7).integers(0, 6, (700, 900))
    page = paper()
    column(page)
    pen(page, [(106, 184), (114, 195), (123, 180)], grey=205, width=2)
    page = (page.astype(np.int16) - noise).clip(0, 255).astype(np.uint8)
    assert states(page) == [OFF, ON, OFF, OFF]


def test_a_speck_of_dirt_ticks_no_box() -> None:
    page = paper()
    column(page)
    page[183:187, 112:116] = 0
    assert states(page) == [OFF] * 4
