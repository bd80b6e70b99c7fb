"""Labels that somebody ringed or highlighted, and words that somebody wrote by hand."""

from __future__ import annotations

import cv2
import numpy as np

from tests.unit.parsers.scan.drawing import column, paper, pen, sheet_of, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.grid import find_grids
from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.scan.boxes import find_boxes
from toolkit_extract.parsers.scan.emphasis import emphasis_of_lines, ringed_lines
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.pen import PenInk, pen_ink
from toolkit_extract.parsers.scan.raster import Grey, Sheet, points
from toolkit_extract.parsers.scan.states import judge
from toolkit_extract.parsers.scan.writing import Writing, part_writing
from toolkit_extract.schemas.document import Emphasis

LABELS = ("Not at all", "Partially", "Mostly", "Always")
HIGHLIGHT = frozenset({Emphasis.HIGHLIGHT})


def line(text: str, x: int, y: int, width: int, height: int = 28, confidence: float = 0.98) -> TextLine:
    place = Box(float(x), float(y), float(x + width), float(y + height))
    return TextLine((TextWord(text, place, confidence),), place)


def a_list(page: Grey) -> list[TextLine]:
    """Four boxes with labels behind them."""
    column(page)
    for index, label in enumerate(LABELS):
        words(page, label, 150, 125 + 70 * index)
    return [line(label, 150, 101 + 70 * index, 18 * len(label)) for index, label in enumerate(LABELS)]


def ink_of_page(page: Grey, lines: list[TextLine]) -> tuple[Sheet, PenInk]:
    sheet = sheet_of(page)
    boxes = find_boxes(sheet)
    ink = pen_ink(sheet, boxes, np.zeros_like(sheet.dark))
    return sheet, ink.without_letters([one.box for one in lines], boxes)


def test_a_ring_round_a_label_sets_that_line_off_and_no_other() -> None:
    page = paper()
    lines = a_list(page)
    cv2.ellipse(page, (230, 188), (110, 30), 0, 0, 360, 30, 4, cv2.LINE_AA)
    sheet, ink = ink_of_page(page, lines)
    rings = ringed_lines(lines, ink, find_boxes(sheet))
    assert rings == [False, True, False, False]
    assert emphasis_of_lines(lines, sheet, rings) == [frozenset(), HIGHLIGHT, frozenset(), frozenset()]


def test_a_ring_round_a_label_ticks_its_box_and_asks_for_a_look() -> None:
    page = paper()
    lines = a_list(page)
    cv2.ellipse(page, (230, 188), (90, 26), 0, 0, 360, 30, 4, cv2.LINE_AA)
    sheet, ink = ink_of_page(page, lines)
    found = judge(sheet, find_boxes(sheet), ink)
    assert [one.state.value for one in found] == ["unselected", "selected", "unselected", "unselected"]
    assert found[1].doubt == "a ring was drawn round the label of the box"
    assert found[1].confidence < 0.95


def test_a_highlighter_sets_its_line_off() -> None:
    page = paper()
    page[236:274, 140:300] = 215
    lines = a_list(page)
    sheet, _ = ink_of_page(page, lines)
    plain = [False] * len(lines)
    assert emphasis_of_lines(lines, sheet, plain) == [frozenset(), frozenset(), HIGHLIGHT, frozenset()]


def test_plain_labels_are_not_set_off() -> None:
    page = paper()
    lines = a_list(page)
    sheet, ink = ink_of_page(page, lines)
    assert emphasis_of_lines(lines, sheet, ringed_lines(lines, ink, find_boxes(sheet))) == [frozenset()] * 4


def cell_with(page: Grey, lines: list[TextLine]) -> Writing:
    """Tells print from writing in a table of one cell, from 50, 50 to 850, 350."""
    edges = [points(50), points(850), points(350)]
    rules = [
        *(Rule(True, y, edges[0], edges[1]) for y in (edges[0], edges[2])),
        *(Rule(False, x, edges[0], edges[2]) for x in (edges[0], edges[1])),
    ]
    grids = find_grids(rules, Box(0.0, 0.0, points(page.shape[1]), points(page.shape[0])), [])
    _, ink = ink_of_page(page, lines)
    return part_writing(lines, ink, [], grids)


def scrawl(page: Grey) -> None:
    steps = np.arange(0, 40)
    curve = [(200 + 8 * int(s), 250 + int(18 * np.sin(s * 1.3) + 6 * np.sin(s * 0.4))) for s in steps]
    pen(page, curve)


def test_print_in_a_cell_is_no_handwriting() -> None:
    page = paper()
    words(page, "Plans are kept up to date", 100, 150)
    printed = [line("Plans are kept up to date", 100, 126, 430)]
    read = cell_with(page, printed)
    assert read.lines == printed
    assert read.places == []


def test_strokes_in_a_cell_that_no_engine_read_are_handwriting() -> None:
    page = paper()
    scrawl(page)
    read = cell_with(page, [])
    assert len(read.places) == 1
    assert read.places[0].contains(points(350), points(250))


def test_what_an_engine_guessed_from_handwriting_is_not_believed() -> None:
    page = paper()
    words(page, "Plans are kept up to date", 100, 150)
    scrawl(page)
    printed = line("Plans are kept up to date", 100, 126, 430)
    guess = line("mmuvu", 195, 228, 330, 46, confidence=0.6)
    read = cell_with(page, [printed, guess])
    assert read.lines == [printed]
    assert len(read.places) == 1


def test_letters_that_a_pen_has_joined_are_handwriting_however_sure_the_engine_is() -> None:
    page = paper()
    words(page, "Plans are kept up to date", 100, 150)
    scrawl(page)
    printed = line("Plans are kept up to date", 100, 126, 430)
    guess = line("minimum", 195, 228, 330, 46, confidence=0.99)
    assert cell_with(page, [printed, guess]).lines == [printed]


def test_specks_all_over_a_cell_are_no_handwriting() -> None:
    page = paper()
    words(page, "Plans are kept up to date", 100, 150)
    for x, y in [(120, 200), (400, 210), (650, 190), (760, 300), (330, 320), (90, 310)]:
        cv2.rectangle(page, (x, y), (x + 8, y + 7), 0, -1)
    assert cell_with(page, [line("Plans are kept up to date", 100, 126, 430)]).places == []
