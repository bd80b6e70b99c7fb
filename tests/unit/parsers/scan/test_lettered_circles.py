"""Print in circles is no mark, and what a pen has drawn over it is."""

from __future__ import annotations

import cv2

from tests.unit.parsers.scan.drawing import paper, pen, sheet_of
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.lettered import lettered_states
from toolkit_extract.parsers.scan.raster import Grey

ON, OFF = "selected", "unselected"


def bubbles(*, letters: bool = True) -> Grey:
    page = paper()
    for row in range(4):
        for place, letter in enumerate("ABCD" if letters else "    "):
            middle = (120 + 90 * place, 120 + 80 * row)
            cv2.circle(page, middle, 18, 0, 2, cv2.LINE_AA)
            where = (middle[0] - 7, middle[1] + 7)
            cv2.putText(page, letter, where, cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2, cv2.LINE_AA)
    return page


def states_of(page: Grey) -> list[str]:
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    assert len(boxes) == 16
    found = lettered_states(sheet, boxes)
    return [found[index][0].value for index in range(16)] if found else []


def test_letters_in_untouched_circles_mark_none_of_them() -> None:
    assert states_of(bubbles()) == [OFF] * 16


def test_a_filled_circle_and_a_crossed_one_are_chosen_among_lettered_ones() -> None:
    page = bubbles()
    pen(page, [(120 + (-12 if k % 2 else 12), 108 + 2 * k) for k in range(13)], 60, 4)
    pen(page, [(197, 187), (223, 213)])
    pen(page, [(223, 187), (197, 213)])
    assert states_of(page) == [ON, *[OFF] * 4, ON, *[OFF] * 10]


def test_empty_circles_are_judged_as_others_are() -> None:
    assert states_of(bubbles(letters=False)) == []
