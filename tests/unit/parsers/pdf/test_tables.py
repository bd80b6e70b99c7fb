"""Tables: rules of every kind, and none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import SIZE, grid, lines, option, pdf, read, states, tables, texts, write
from toolkit_extract.parsers.pdf import parse_pdf
from toolkit_extract.schemas.document import Table

XS, YS = (30.0, 150.0, 270.0, 370.0), (100.0, 220.0, 250.0)
WANTED = [[["Alpha", "Beta", "Gamma"], ["one two", "three four", "five six"]]]


def _words(c: Canvas) -> None:
    for x, head, body in zip(
        XS, ("Alpha", "Beta", "Gamma"), ("one two", "three four", "five six"), strict=False
    ):
        write(c, x + 6, 232, head, font="Helvetica-Bold")
        write(c, x + 6, 200, body)


def _full(c: Canvas) -> None:
    grid(c, XS, YS)


def _thin_rectangles(c: Canvas) -> None:
    for x in XS:
        c.rect(x - 0.25, YS[0], 0.5, YS[-1] - YS[0], stroke=0, fill=1)
    for y in YS:
        c.rect(XS[0], y - 0.25, XS[-1] - XS[0], 0.5, stroke=0, fill=1)


def _short_strokes(c: Canvas) -> None:
    for y in YS:
        for step in range(34):
            c.line(XS[0] + 10 * step, y, XS[0] + 10 * step + 8, y)
    for x in XS:
        for step in range(15):
            c.line(x, YS[0] + 10 * step, x, YS[0] + 10 * step + 8)


def _cell_by_cell(c: Canvas) -> None:
    for x0, x1 in pairwise(XS):
        for y0, y1 in pairwise(YS):
            c.rect(x0, y0, x1 - x0, y1 - y0)


def _dashed(c: Canvas) -> None:
    c.setDash(2, 2)
    grid(c, XS, YS)


def _inner_only(c: Canvas) -> None:
    for x in XS[1:-1]:
        c.line(x, YS[0], x, YS[-1])
    c.line(XS[0], YS[1], XS[-1], YS[1])


def _level_only(c: Canvas) -> None:
    for y in YS:
        c.line(XS[0], y, XS[-1], y)


def _double(c: Canvas) -> None:
    grid(c, XS, YS)
    grid(c, [x + 1.5 for x in XS], [y + 1.5 for y in YS])


def _white(c: Canvas) -> None:
    c.setFillGray(0.85)
    c.rect(XS[0], YS[0], XS[-1] - XS[0], YS[-1] - YS[0], stroke=0, fill=1)
    c.setFillGray(0)
    c.setStrokeGray(1)
    grid(c, XS, YS)


RULES: dict[str, Callable[[Canvas], None]] = {
    "full": _full,
    "thin rectangles": _thin_rectangles,
    "short strokes": _short_strokes,
    "cell by cell": _cell_by_cell,
    "dashed": _dashed,
    "inner rules only": _inner_only,
    "level rules only": _level_only,
    "double": _double,
    "white on grey": _white,
}


@pytest.mark.parametrize("rules", RULES.values(), ids=RULES.keys())
def test_a_table_is_the_same_however_its_rules_are_drawn(rules: Callable[[Canvas], None]) -> None:
    def draw(c: Canvas) -> None:
        rules(c)
        _words(c)
        write(c, 36, 186, "and more")
        write(c, 36, 172, "and more")

    (table,) = tables(read(draw))
    assert next(row for row in table if any(row)) == WANTED[0][0]
    assert [row[1:] for row in table if any(row)][1] == WANTED[0][1][1:]


def test_a_table_without_rules_is_told_by_its_white_space() -> None:
    def draw(c: Canvas) -> None:
        _words(c)
        for x in XS[:-1]:
            lines(c, x + 6, 188, ["more words", "in lines", "below it"])

    (table,) = tables(read(draw))
    assert table[0] == ["Alpha", "Beta", "Gamma"]
    assert table[1] == [
        f"{words} more words in lines below it".replace("  ", " ") for words in WANTED[0][1]
    ] or all("below it" in cell for cell in table[-1])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_rotated_page_is_read_as_it_is_displayed(turn: int) -> None:
    def draw(c: Canvas) -> None:
        c.setPageRotation(turn)
        width, height = SIZE  # as displayed: the library swaps the sides of the page for a quarter turn
        c.translate(*{0: (0, 0), 90: (height, 0), 180: (width, height), 270: (0, width)}[turn])
        c.rotate(turn)
        _full(c)
        _words(c)

    assert tables(parse_pdf(pdf(draw), "turned.pdf")) == WANTED


def test_a_crop_box_moves_the_origin() -> None:
    def draw(c: Canvas) -> None:
        c.setCropBox((20, 30, 390, 290))
        _full(c)
        _words(c)

    document = parse_pdf(pdf(draw), "cropped.pdf")
    assert tables(document) == WANTED
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    assert table.region is not None
    assert (table.region.x0, table.region.top) == pytest.approx((10, 40), abs=1)  # type: ignore[union-attr]


def test_merged_cells_stand_once_with_their_spans() -> None:
    def draw(c: Canvas) -> None:
        for y in (100, 160, 220, 250):
            c.line(30, y, 370, y)
        c.line(30, 100, 30, 250)
        c.line(370, 100, 370, 250)
        c.line(150, 100, 150, 220)
        write(c, 36, 232, "A statement over both columns")
        write(c, 36, 200, "one")
        write(c, 156, 200, "two")

    (table,) = (block for block in read(draw).blocks if isinstance(block, Table))
    (statement,) = table.rows[0].cells
    assert (statement.column, statement.column_span, statement.row_span) == (0, 2, 1)
    assert [cell.column for cell in table.rows[1].cells] == [0, 1]


def test_boxes_in_cells_do_not_part_the_cells() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [30, 150, 370], [100, 220, 250])
        write(c, 36, 232, "Head")
        for number, label in enumerate(("North", "South", "East", "West")):
            option(c, 205 - 14 * number, label, x=36)

    document = read(draw)
    assert tables(document)[0][1][0] == "North | South | East | West"
    assert [label for _, label in states(document)] == ["North", "South", "East", "West"]


def test_a_table_in_a_cell_of_a_table_stays_there() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [20, 200, 380], [50, 280])
        grid(c, [30, 100, 190], [100, 130, 160])
        write(c, 36, 140, "inner one")
        write(c, 106, 140, "inner two")
        write(c, 210, 260, "right cell")

    (outer,) = (block for block in read(draw).blocks if isinstance(block, Table))
    inner = outer.rows[0].cells[0].blocks
    assert any(isinstance(block, Table) and len(block.rows) == 2 for block in inner)


def test_a_frame_around_words_is_no_table() -> None:
    def draw(c: Canvas) -> None:
        c.rect(30, 150, 300, 100)
        write(c, 40, 230, "Words in a frame")

    document = read(draw)
    assert tables(document) == []
    assert texts(document) == ["Words in a frame"]


def test_a_row_between_two_page_breaks_has_its_columns_though_no_level_rule_is_drawn() -> None:
    def draw(c: Canvas) -> None:
        for x in XS:
            c.line(x, 40, x, 260)
        for x, word in zip(XS, ("left", "middle", "right"), strict=False):
            lines(c, x + 6, 240, [word] * 4)

    assert tables(read(draw)) == [
        [["left left left left", "middle middle middle middle", "right right right right"]]
    ]


def test_a_table_without_rules_goes_on_over_the_page_in_its_columns() -> None:
    def first(c: Canvas) -> None:
        _words(c)
        for x in XS[:-1]:
            lines(c, x + 6, 188, ["filling the", "column with", "some words"] * 4, leading=12)

    def second(c: Canvas) -> None:
        lines(c, XS[0] + 6, 270, ["ends on the", "next page"])
        write(c, XS[1] + 6, 270, "so does this")

    found = tables(read(first, second))
    assert len(found) == 2
    assert found[1] == [["ends on the next page", "so does this", ""]]


def test_prose_is_no_table() -> None:
    def draw(c: Canvas) -> None:
        words = "The quick brown fox jumps over the lazy dog and runs away into the wood"
        lines(c, 30, 270, [words[i : i + 60] for i in (0, 3, 5, 7, 9, 11, 2, 4)])

    assert tables(read(draw)) == []


def test_lines_to_write_on_are_no_table() -> None:
    def draw(c: Canvas) -> None:
        for y in (200, 180, 160):
            c.line(40, y, 300, y)
        write(c, 40, 220, "Write here:")

    assert tables(read(draw)) == []


def test_a_line_that_runs_over_the_lower_border_belongs_to_its_cell() -> None:
    def draw(c: Canvas) -> None:
        _full(c)
        for x in XS[:-1]:
            lines(c, x + 6, 140, ["in the cell"] * 3)
        lines(c, XS[1] + 6, 104, ["over the border", "and more"])
        lines(c, XS[2] + 6, 104, ["over it too"])
        write(c, XS[0], 60, "1.2 A line below the table that is no part of it, whatever stands above")

    document = read(draw)
    assert tables(document)[0][1][1].endswith("over the border and more")
    assert tables(document)[0][1][2].endswith("over it too")
    assert texts(document)[-1].startswith("1.2 A line")


def _columns(c: Canvas, rows: list[tuple[str, ...]], xs: tuple[float, ...], top: float = 260.0) -> None:
    for number, row in enumerate(rows):
        for x, words in zip(xs, row, strict=True):
            write(c, x, top - 12 * number, words)


NEARLY_TOUCHING = [
    ("Alpha", "Beta", "Gamma"),
    ("words that nearly reach", "the next column, which", "begins here"),
    ("words that nearly reach", "goes on", "and ends"),
    ("it, line after line, for", "", ""),
    ("several lines", "", ""),
]


def test_columns_that_nearly_touch_are_parted_where_words_begin_under_each_other() -> None:
    xs = (30.0, 30.0 + stringWidth("words that nearly reach", "Helvetica", 10) + 4.2, 260.0)
    (table,) = tables(read(lambda c: _columns(c, NEARLY_TOUCHING, xs)))
    assert {len(row) for row in table} == {3}
    assert " ".join(row[0] for row in table).split()[-2:] == ["several", "lines"]


def test_the_header_of_a_table_at_the_head_of_every_page_is_no_page_header() -> None:
    def page(words: str) -> Callable[[Canvas], None]:
        def draw(c: Canvas) -> None:
            rows = [
                ("Alpha", "Beta", "Gamma"),
                ("one two", "three four", "five six"),
                ("seven", "eight", "nine"),
            ]
            _columns(
                c, [*rows, (words, words, words), (words, words, words)], (30.0, 150.0, 270.0), top=282.0
            )

        return draw

    found = [" ".join(" ".join(row) for row in table) for table in tables(read(*(page(w) for w in "abcd")))]
    assert len(found) == 4
    for words in ("Alpha", "one two", "seven", "nine"):
        assert all(words in table for table in found)


def test_tables_that_touch_are_two_where_the_columns_change_below_a_row_across() -> None:
    def draw(c: Canvas) -> None:
        grid(c, (30, 150, 370), (220, 250))
        grid(c, (30, 370), (190, 220))
        grid(c, (30, 200, 280, 370), (130, 160, 190))
        write(c, 36, 230, "upper left")
        write(c, 156, 230, "upper right")
        write(c, 36, 200, "A row across")
        for x in (36, 206, 286):
            write(c, x, 170, "head")
            write(c, x, 140, "words")

    assert tables(read(draw)) == [
        [["upper left", "upper right"]],
        [["A row across"], ["head", "head", "head"], ["words", "words", "words"]],
    ]


def test_a_row_across_above_a_table_stays_with_it() -> None:
    def draw(c: Canvas) -> None:
        grid(c, (30, 370), (220, 250))
        grid(c, (30, 150, 370), (160, 190, 220))
        write(c, 36, 230, "A row across")
        for x in (36, 156):
            write(c, x, 200, "head")
            write(c, x, 170, "words")

    assert len(tables(read(draw))) == 1


def test_the_text_of_cells_that_a_page_break_left_open_goes_on_below_their_rules() -> None:
    def draw(c: Canvas) -> None:
        for x in (30, 150, 270, 370):
            c.line(x, 150, x, 250)
        c.line(30, 250, 370, 250)
        c.line(150, 150, 270, 150)
        lines(c, 36, 238, ["first column"] * 10)
        lines(c, 156, 238, ["second column"] * 3)
        lines(c, 276, 238, ["third column"] * 9)
        write(c, 30, 90, "Words below the table, wider than any of its columns are")

    ((row,),) = tables(read(draw))
    assert [words.count("column") for words in row] == [10, 3, 9]


def test_a_lone_line_at_the_head_of_a_page_stays_in_its_column() -> None:
    def first(c: Canvas) -> None:
        _words(c)
        for x in XS[:-1]:
            lines(c, x + 6, 188, ["filling the", "column with", "some words"] * 4, leading=12)

    def second(c: Canvas) -> None:
        write(c, XS[2] + 6, 270, "to its end")
        write(c, 20, 200, "A paragraph that follows below the table and is wider than any column")

    assert tables(read(first, second))[1] == [["", "", "to its end"]]
