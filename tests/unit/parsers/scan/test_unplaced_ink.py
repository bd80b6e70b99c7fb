"""Ink among the boxes and labels of a question that ticks none of them."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import column, paper, pen, sheet_of, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.emphasis import pen_lines
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.pen import pen_ink
from toolkit_extract.parsers.scan.raster import Grey
from toolkit_extract.parsers.scan.states import Measured, judge
from toolkit_extract.parsers.scan.unplaced import Explained
from toolkit_extract.schemas.document import UNPLACED_INK, Emphasis

LABELS = ("Not at all", "In some parts", "For the most part", "All of the time")


def a_list() -> tuple[Grey, list[TextLine]]:
    """Four boxes with labels behind them, and the lines that an engine reads."""
    page = paper()
    column(page)
    lines = []
    for index, label in enumerate(LABELS):
        words(page, label, 150, 125 + 70 * index)
        place = Box(150.0, 101.0 + 70 * index, 150.0 + 18 * len(label), 133.0 + 70 * index)
        lines.append(TextLine((TextWord(label, place, 0.97),), place))
    return page, lines


def judged(page: Grey, lines: list[TextLine]) -> list[Measured]:
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    ruled = np.zeros_like(sheet.dark)
    ink = pen_ink(sheet, boxes, ruled).without_letters(
        [word.box for line in lines for word in line.words], boxes
    )
    drawn = pen_lines(lines, sheet, ruled, boxes)
    lined = [line.box for line, kind in zip(lines, drawn, strict=True) if kind]
    explained = Explained.of(ink, lines, boxes, ruled)
    return judge(sheet, boxes, ink, explained=explained, lined=lined)


def tick(page: Grey) -> None:
    pen(page, [(480, 175), (492, 192), (520, 150)])


def pale_tick(page: Grey) -> None:
    pen(page, [(480, 175), (492, 192), (520, 150)], grey=205)


def initials(page: Grey) -> None:
    pen(page, [(480, 190), (482, 165), (492, 180), (502, 165), (504, 190)])


def bracket(page: Grey) -> None:
    pen(page, [(468, 158), (476, 166), (476, 196), (468, 204)], width=3)


def arrow(page: Grey) -> None:
    pen(page, [(560, 195), (480, 180)])
    pen(page, [(496, 168), (480, 180), (494, 194)])


def tick_over_label(page: Grey) -> None:
    pen(page, [(220, 180), (240, 215), (300, 130)])


def highlighter(page: Grey) -> None:
    stripe = page[160:204, 145:385]
    stripe[:] = np.minimum(stripe, 215)


MARKS = [tick, pale_tick, initials, bracket, arrow, tick_over_label, highlighter]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.__name__)
def test_a_mark_beside_a_label_or_on_it_leaves_no_list_empty_beyond_doubt(
    mark: Callable[[Grey], None],
) -> None:
    page, lines = a_list()
    mark(page)
    found = judged(page, lines)
    assert any(one.doubt for one in found)
    assert all(one.confidence < 0.95 for one in found if one.doubt)


def test_the_ink_is_said_to_lie_by_the_box_that_it_is_level_with() -> None:
    page, lines = a_list()
    pale_tick(page)
    assert [one.doubt for one in judged(page, lines)] == [None, UNPLACED_INK, None, None]


def test_an_untouched_list_is_empty_beyond_doubt() -> None:
    page, lines = a_list()
    assert not any(one.doubt for one in judged(page, lines))


def dust(page: Grey) -> None:
    for x, y in ((500, 120), (540, 200), (470, 290), (130, 240), (80, 310)):
        cv2.rectangle(page, (x, y), (x + 5, y + 5), 60, -1)


def fold(page: Grey) -> None:
    page[222:225, :] = 190


def streak(page: Grey) -> None:
    page[:, 560:562] = 170


@pytest.mark.parametrize("dirt", [dust, fold, streak], ids=lambda dirt: dirt.__name__)
def test_dirt_is_no_mark(dirt: Callable[[Grey], None]) -> None:
    page, lines = a_list()
    dirt(page)
    assert not any(one.doubt for one in judged(page, lines))


def test_a_list_with_a_ticked_box_is_not_doubted_for_ink_beside_it() -> None:
    page, lines = a_list()
    pen(page, [(103, 110), (112, 125), (135, 95)])
    tick(page)
    assert [one.state.value for one in judged(page, lines)] == ["selected", *["unselected"] * 3]
    assert not any(one.doubt == UNPLACED_INK for one in judged(page, lines))


@pytest.mark.parametrize(
    ("y", "kind"), [(186, Emphasis.STRIKE), (202, Emphasis.UNDERLINE)], ids=["through", "under"]
)
def test_a_line_through_a_label_or_under_it_is_emphasis_of_its_words_and_a_doubt(
    y: int, kind: Emphasis
) -> None:
    page, lines = a_list()
    pen(page, [(145, y), (250, y + 1), (392, y - 1)], width=3)
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    assert pen_lines(lines, sheet, np.zeros_like(sheet.dark), boxes) == [None, kind, None, None]
    assert judged(page, lines)[1].doubt is not None


def test_plain_labels_are_neither_struck_out_nor_underlined() -> None:
    page, lines = a_list()
    sheet = sheet_of(page)
    assert pen_lines(lines, sheet, np.zeros_like(sheet.dark), find_boxes(sheet)) == [None] * 4


def test_letters_that_a_blurred_page_has_joined_are_not_struck_out() -> None:
    page = paper()
    column(page, count=1)
    for place in range(9):
        cv2.rectangle(page, (150 + 10 * place, 105), (156 + 10 * place, 128), 0, -1)
    page[114:118, 150:236] = 0
    box = Box(150.0, 103.0, 237.0, 130.0)
    sheet = sheet_of(page)
    line = TextLine((TextWord("minimum", box, 0.9),), box)
    assert pen_lines([line], sheet, np.zeros_like(sheet.dark), find_boxes(sheet)) == [None]
