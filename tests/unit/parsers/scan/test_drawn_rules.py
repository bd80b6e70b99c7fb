"""Straight stretches of what a pen drew are no rules: wiped out as such, they would part a stroke in two."""

import cv2
import numpy as np

from tests.unit.parsers.scan.drawing import box, judged, paper, pen, sheet_of
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.pen import pen_ink
from toolkit_extract.parsers.scan.raster import Grey
from toolkit_extract.parsers.scan.rules import find_rules


def table() -> Grey:
    page = paper()
    for y in (60, 160, 300):
        page[y : y + 3, 50:800] = 0
    for x in (50, 250, 797):
        page[60:303, x : x + 3] = 0
    return page


def rules_of(page: Grey) -> list[tuple[int, int]]:
    """Where its rules are, and how long, in pixels."""
    sheet = sheet_of(page)
    rules = find_rules(sheet.dark, find_boxes(sheet))
    return [(round(rule.at * 200 / 72), round((rule.end - rule.start) * 200 / 72)) for rule in rules]


def test_the_short_rules_of_a_table_stay() -> None:
    page = table()
    whole = rules_of(page)
    assert len(whole) == 6
    page[200:203, 250:330] = 0  # a rule that ends in white
    assert len(rules_of(page)) == 7


def test_the_upright_part_of_a_tick_from_one_box_into_another_is_no_rule() -> None:
    page = paper()
    for y in (100, 142, 184, 300):
        box(page, 100, y, side=26)
    before = rules_of(page)
    pen(page, [(98, 310), (107, 323), (108, 205), (122, 172)], width=3)
    assert rules_of(page) == before


def test_a_long_upright_tick_belongs_to_the_box_at_its_foot() -> None:
    page = paper()
    for y in (100, 142, 184, 300):
        box(page, 100, y, side=26)
    pen(page, [(98, 310), (107, 323), (108, 205), (122, 172)], width=3)
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    mask = np.zeros_like(sheet.dark)
    for rule in find_rules(sheet.dark, boxes):
        mask[:, round(rule.at * 200 / 72) - 2 : round(rule.at * 200 / 72) + 3] = 1
    assert pen_ink(sheet, boxes, mask).pieces_in((slice(240, 242), slice(90, 130)))
    assert [one.state.value for one in judged(page)] == ["unselected", "unselected", "unselected", "selected"]


def test_the_flat_top_of_a_ring_is_no_rule() -> None:
    page = paper()
    turn = np.linspace(0, 2 * np.pi, 90)
    points = [(round(400 + 240 * np.cos(t)), round(300 + 60 * np.sin(t))) for t in turn]
    pen(page, points, width=3)
    assert rules_of(page) == []


def test_a_rule_that_a_pen_has_gone_over_in_a_part_goes_on_beside_text() -> None:
    page = paper()
    page[60:640, 400:403] = 0
    page[300:360, 400:411] = 0  # where the pen has gone over it
    for row in range(21):
        for letter in range(8):
            page[80 + 26 * row : 96 + 26 * row, 414 + 20 * letter : 426 + 20 * letter] = 0
    assert any(length == 580 for at, length in rules_of(page) if at < 405)


def test_a_ring_in_line_with_squares_of_its_size_is_no_option_button() -> None:
    page = paper()
    for y in (100, 170, 240):
        box(page, 100, y)
    cv2.circle(page, (115, 325), 13, 0, 2, cv2.LINE_AA)
    cv2.circle(page, (415, 325), 13, 0, 2, cv2.LINE_AA)
    assert not any(found.round and found.x0 < 200 for found in find_boxes(sheet_of(page)))
