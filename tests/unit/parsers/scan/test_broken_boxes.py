from __future__ import annotations

import numpy as np

from tests.unit.parsers.scan.drawing import paper, pen, sheet_of, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.broken import broken_boxes
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.ocr.engine import TextWord
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.raster import Grey

SIDE, X, LABEL = 31, 100, 150
ROWS = (100, 150, 200, 250)


def _line(text: str, x: int, y: int) -> TextLine:
    """A line of which each letter is 12 pixels wide, level with a box whose top is y."""
    placed, at = [], x
    for word in text.split():
        placed.append(TextWord(word, Box(at, y + 3, at + 12 * len(word), y + 28), 0.95))
        at += 12 * len(word) + 10
    return TextLine(tuple(placed), Box(x, y + 3, at, y + 28))


def _in_pieces(page: Grey, y: int) -> None:
    """What a fax leaves of a hairline: the right side, and dots of the upper and the left one."""
    page[y : y + SIDE, X + SIDE - 2 : X + SIDE] = 0
    page[y, X : X + SIDE : 5] = 0
    page[y : y + SIDE : 5, X] = 0


def _found(page: Grey, lines: list[TextLine], boxes: tuple[FoundBox, ...] = ()) -> list[FoundBox]:
    sheet = sheet_of(page)
    return sorted(broken_boxes(sheet, boxes, lines, np.zeros_like(sheet.dark), ()), key=lambda box: box.top)


def _list_in_pieces() -> tuple[Grey, list[TextLine]]:
    page, lines = paper(), []
    for y, label in zip(ROWS, ("None", "Some", "Most", "All of them"), strict=True):
        _in_pieces(page, y)
        words(page, label, LABEL, y + 24, 0.8)
        lines.append(_line(label, LABEL, y))
    return page, lines


def test_boxes_of_which_a_fax_left_pieces_are_found_before_their_labels() -> None:
    page, lines = _list_in_pieces()
    found = _found(page, lines)
    assert [(abs(box.x0 - X) <= 2, abs(box.top - y) <= 2) for box, y in zip(found, ROWS, strict=True)] == [
        (True, True)
    ] * 4


def test_a_tick_over_the_pieces_of_a_box_hides_it_from_no_one() -> None:
    page, lines = _list_in_pieces()
    pen(page, [(X + 4, ROWS[1] + 14), (X + 12, ROWS[1] + 26), (X + 40, ROWS[1] - 10)], width=3)
    assert len(_found(page, lines)) == 4


def test_the_second_line_of_a_label_has_no_box() -> None:
    page, lines = _list_in_pieces()
    words(page, "in the end", X, ROWS[3] + 64, 0.8)
    lines.append(_line("in the end", X, ROWS[3] + 40))
    assert len(_found(page, lines)) == 4


def test_lines_of_print_have_no_boxes_before_them() -> None:
    page, lines = paper(), []
    for y in ROWS:
        words(page, "HILL do you consider", X, y + 24, 0.8)
        lines.append(_line("HILL do you consider", X, y))
    assert _found(page, lines) == []


def test_a_page_with_greys_keeps_its_hairlines_and_is_not_looked_at() -> None:
    page, lines = _list_in_pieces()
    noise = np.random.default_rng(7).integers(0, 12, page.shape)
    assert _found((page.astype(np.int16) - noise).clip(0, 255).astype(np.uint8), lines) == []
