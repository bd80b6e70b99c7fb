"""Boxes drawn as lines and shapes, and what is drawn over them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import (
    grid,
    lines,
    marks,
    option,
    read,
    region,
    states,
    tables,
    texts,
    write,
)

Put = Callable[[Canvas, float, float], None]
S = 10.0


def _square(c: Canvas, x: float, y: float) -> None:
    c.rect(x, y, S, S)


def _four_lines(c: Canvas, x: float, y: float) -> None:
    for line in ((x, y, x + S, y), (x + S, y, x + S, y + S), (x, y + S, x + S, y + S), (x, y, x, y + S)):
        c.line(*line)


def _thin_rectangles(c: Canvas, x: float, y: float) -> None:
    for part in ((x, y, S, 0.6), (x, y + S, S, 0.6), (x, y, 0.6, S), (x + S, y, 0.6, S + 0.6)):
        c.rect(*part, stroke=0, fill=1)


def _rounded(c: Canvas, x: float, y: float) -> None:
    c.roundRect(x, y, S, S, 2)


def _circle(c: Canvas, x: float, y: float) -> None:
    c.circle(x + S / 2, y + S / 2, S / 2)


def _two_fills(c: Canvas, x: float, y: float) -> None:
    c.setFillColor(colors.black)
    c.rect(x, y, S, S, stroke=0, fill=1)
    c.setFillColor(colors.white)
    c.rect(x + 1, y + 1, S - 2, S - 2, stroke=0, fill=1)
    c.setFillColor(colors.black)


def _grey_outline(c: Canvas, x: float, y: float) -> None:
    c.setStrokeColor(colors.HexColor("#767676"))
    c.rect(x, y, S, S)
    c.setStrokeColor(colors.black)


BOXES: dict[str, Put] = {
    "square": _square,
    "four lines": _four_lines,
    "thin rectangles": _thin_rectangles,
    "rounded": _rounded,
    "circle": _circle,
    "white on black": _two_fills,
    "grey outline": _grey_outline,
}


def _cross(c: Canvas, x: float, y: float) -> None:
    c.line(x + 1, y + 1, x + S - 1, y + S - 1)
    c.line(x + 1, y + S - 1, x + S - 1, y + 1)


def _cross_beyond(c: Canvas, x: float, y: float) -> None:
    c.line(x - 3, y - 3, x + S + 3, y + S + 3)
    c.line(x - 3, y + S + 3, x + S + 3, y - 3)


def _tick_beyond(c: Canvas, x: float, y: float) -> None:
    path = c.beginPath()
    path.moveTo(x + 1, y + 4)
    path.lineTo(x + 4, y + 1)
    path.lineTo(x + 15, y + 15)
    c.drawPath(path)


def _curved_tick(c: Canvas, x: float, y: float) -> None:
    path = c.beginPath()
    path.moveTo(x + 1, y + 5)
    path.curveTo(x + 2, y + 3, x + 3, y + 2, x + 4, y + 2)
    path.curveTo(x + 6, y + 6, x + 8, y + 9, x + 12, y + 12)
    c.drawPath(path)


def _inner_fill(c: Canvas, x: float, y: float) -> None:
    c.rect(x + 2.5, y + 2.5, S - 5, S - 5, stroke=0, fill=1)


def _dot(c: Canvas, x: float, y: float) -> None:
    c.circle(x + S / 2, y + S / 2, S / 4, stroke=0, fill=1)


def _bullet(c: Canvas, x: float, y: float) -> None:
    write(c, x + 3, y + 1.5, "\u2022")


def _letter(c: Canvas, x: float, y: float) -> None:
    write(c, x + 1.8, y + 1.5, "X", size=9)


def _dingbat(c: Canvas, x: float, y: float) -> None:
    write(c, x + 1, y + 1.5, "\u2714", font="ZapfDingbats", size=9)


def _full_fill(c: Canvas, x: float, y: float) -> None:
    c.rect(x, y, S, S, fill=1)


TICKS: dict[str, Put] = {
    "cross": _cross,
    "cross beyond": _cross_beyond,
    "tick beyond": _tick_beyond,
    "curved tick": _curved_tick,
    "inner fill": _inner_fill,
    "dot": _dot,
    "bullet": _bullet,
    "letter": _letter,
    "dingbat": _dingbat,
}


@pytest.mark.parametrize("tick", TICKS.values(), ids=TICKS.keys())
@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_a_box_of_any_make_is_selected_by_any_ink_in_it(box: Put, tick: Put) -> None:
    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East")):
            y = 240 - 20 * number
            box(c, 40, y)
            write(c, 58, y + 1.5, label)
            if label == "South":
                tick(c, 40, y)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South"), ("unselected", "East")]


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_the_region_of_a_box_is_right_to_two_points(box: Put) -> None:
    def draw(c: Canvas) -> None:
        box(c, 40, 200)
        write(c, 58, 201.5, "North")

    (mark,) = marks(read(draw))
    assert region(mark) == pytest.approx((40, 90, 50, 100), abs=1.0)


def test_a_filled_box_among_empty_ones_is_selected() -> None:
    def draw(c: Canvas) -> None:
        option(c, 240, "North")
        option(c, 220, "South")
        _full_fill(c, 40, 220)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South")]


def test_a_white_tick_in_a_dark_box_selects_it_as_browsers_print_it() -> None:
    def draw(c: Canvas) -> None:
        option(c, 240, "North")
        c.setFillColorRGB(0, 0.46, 1)
        c.roundRect(40, 220, S, S, 2, stroke=0, fill=1)
        c.setStrokeColor(colors.white)
        c.setLineWidth(1.5)
        _tick = c.beginPath()
        _tick.moveTo(42, 225)
        _tick.lineTo(44, 223)
        _tick.lineTo(48, 228)
        c.drawPath(_tick)
        c.setFillColor(colors.black)
        write(c, 56, 221.5, "South")

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South")]


def test_a_tick_that_reaches_into_the_next_box_ticks_the_one_that_holds_most_of_it() -> None:
    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East")):
            option(c, 240 - 13 * number, label)
        c.line(41, 230, 44, 227.5)
        c.line(44, 227.5, 52, 243)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South"), ("unselected", "East")]


def test_a_long_line_that_passes_over_a_box_does_not_tick_it() -> None:
    def draw(c: Canvas) -> None:
        option(c, 200, "North")
        c.line(10, 200, 300, 230)

    document = read(draw)
    assert states(document) == [("unselected", "North")]
    assert marks(document)[0].conflict is not None


def test_white_ink_on_a_white_box_is_no_tick() -> None:
    def draw(c: Canvas) -> None:
        option(c, 200, "North")
        c.setStrokeColor(colors.white)
        _cross(c, 40, 200)

    assert states(read(draw)) == [("unselected", "North")]


def test_little_ink_in_a_box_is_unknown_and_not_a_guess() -> None:
    def draw(c: Canvas) -> None:
        option(c, 220, "South")
        option(c, 200, "North")
        c.line(43, 203, 44.5, 204.5)

    assert states(read(draw)) == [("unselected", "South"), ("unknown", "North")]


def test_a_box_of_lines_that_office_programs_print_for_a_legacy_field() -> None:
    """A 9.5 pt square with two thin diagonals, in a table row of one line, its rules 0.7 pt away."""

    def draw(c: Canvas) -> None:
        c.setLineWidth(0.5)
        for y in (200, 211, 222):
            c.line(30, y, 300, y)
        for x in (30, 160, 300):
            c.line(x, 200, x, 222)
        c.setLineWidth(0.1)
        for y in (200.7, 211.7):
            c.rect(36, y, 9.5, 9.5)
        c.line(36, 200.7, 45.5, 210.2)
        c.line(45.5, 200.7, 36, 210.2)
        write(c, 49, 213.5, "North", size=8)
        write(c, 49, 202.5, "South", size=8)
        write(c, 170, 213.5, "words", size=8)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South")]


def test_boxes_that_nearly_touch_each_other_in_a_stack_are_boxes() -> None:
    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East", "West")):
            c.rect(40, 240 - 10.5 * number, 9.5, 9.5)
            write(c, 54, 242 - 10.5 * number, label, size=9)

    assert [label for _, label in states(read(draw))] == ["North", "South", "East", "West"]


def test_cells_for_single_characters_are_no_boxes() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 204, "Date of birth")
        for number in range(8):
            c.rect(120 + 14 * number, 200, 14, 14)

    assert states(read(draw)) == []


def test_small_cells_of_a_ruled_table_are_no_boxes() -> None:
    def draw(c: Canvas) -> None:
        for x in (40, 200, 218, 236):
            c.line(x, 150, x, 240)
        for y in (150, 168, 186, 204, 222, 240):
            c.line(40, y, 236, y)
        write(c, 44, 228, "A question of some words")

    assert states(read(draw)) == []


def test_a_square_with_a_number_in_it_is_no_box() -> None:
    def draw(c: Canvas) -> None:
        c.rect(40, 200, 16, 16)
        write(c, 45, 204, "7")
        write(c, 62, 204, "Seventh section")

    document = read(draw)
    assert states(document) == []
    assert "7" in " ".join(texts(document))


def test_a_square_far_from_all_words_is_no_box() -> None:
    def draw(c: Canvas) -> None:
        c.rect(350, 20, 10, 10)
        write(c, 40, 250, "Words at the top of the page")

    assert states(read(draw)) == []


def test_small_filled_squares_and_dots_before_lines_are_bullets() -> None:
    def draw(c: Canvas) -> None:
        for y in (240, 225):
            c.rect(40, y + 2, 4, 4, fill=1)
            write(c, 50, y, "a point of a list")

    document = read(draw)
    assert states(document) == []
    assert texts(document) == ["a point of a list", "a point of a list"]


def test_coloured_swatches_of_a_legend_are_no_boxes() -> None:
    def draw(c: Canvas) -> None:
        for number, colour in enumerate((colors.red, colors.green, colors.blue)):
            c.setFillColor(colour)
            c.rect(40, 240 - 15 * number, 8, 8, stroke=0, fill=1)
            c.setFillColor(colors.black)
            write(c, 54, 241 - 15 * number, "a share")

    assert states(read(draw)) == []


def test_a_box_inside_a_form_xobject_stands_where_its_matrix_puts_it() -> None:
    def draw(c: Canvas) -> None:
        c.beginForm("part")
        c.rect(0, 0, 5, 5)
        c.line(0, 0, 5, 5)
        c.line(0, 5, 5, 0)
        c.endForm()
        c.saveState()
        c.translate(40, 200)
        c.scale(2, 2)
        c.doForm("part")
        c.restoreState()
        write(c, 58, 201.5, "North")

    document = read(draw)
    assert states(document) == [("selected", "North")]
    assert region(marks(document)[0]) == pytest.approx((40, 90, 50, 100), abs=0.6)


def test_a_gradient_in_a_box_is_told_by_the_picture() -> None:
    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East")):
            y = 240 - 20 * number
            if label == "South":
                c.saveState()
                path = c.beginPath()
                path.circle(45, y + 5, 4.5)
                c.clipPath(path, stroke=0)
                c.radialGradient(
                    45, y + 5, 4.5, (colors.black, colors.black, colors.white), (0, 0.6, 1), extend=False
                )
                c.restoreState()
            _circle(c, 40, y)
            write(c, 58, y + 1.5, label)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South"), ("unselected", "East")]


def _stack(c: Canvas, heights: tuple[float, ...], x: float = 40.0, side: float = 10.0) -> None:
    """Framed cells under each other, a label of one line or more beside each; the second holds an X."""
    top = 250.0
    for number, height in enumerate(heights):
        c.rect(x, top - height, side, height)
        lines(
            c, x + side + 8, top - 8, [f"Label {number}", *["goes on"] * (round(height / 10) - 1)], leading=10
        )
        if number == 1:
            write(c, x + 2, top - 8, "X", size=8)
        top -= height


def test_boxes_as_high_as_their_labels_that_touch_are_boxes() -> None:
    document = read(lambda c: _stack(c, (11, 11, 31, 21)))
    assert states(document) == [
        ("unselected", "Label 0"),
        ("selected", "Label 1"),
        ("unselected", "Label 2 goes on goes on"),
        ("unselected", "Label 3 goes on"),
    ]


def test_such_a_stack_in_a_cell_does_not_part_the_cell() -> None:
    def draw(c: Canvas) -> None:
        grid(c, (20, 200, 380), (150, 260, 290))
        write(c, 30, 270, "Alpha")
        write(c, 210, 270, "Beta")
        _stack(c, (11, 11, 31, 21))
        write(c, 210, 240, "words")

    (table,) = tables(read(draw))
    assert [len(row) for row in table] == [2, 2]


def test_the_empty_cells_of_a_narrow_column_of_a_table_are_no_boxes() -> None:
    def draw(c: Canvas) -> None:
        grid(c, (20, 34, 200), (180, 200, 220, 250))
        for y in (185, 205, 230):
            write(c, 40, y, "words of a row")

    assert states(read(draw)) == []
