"""The words that a person would read beside a box."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import grid, marks, read, states, write


def _box(c: Canvas, x: float, y: float) -> None:
    c.rect(x, y, 10, 10)


def _labels(draw: object) -> list[str]:
    return [label for _, label in states(read(draw))]  # type: ignore[arg-type]


def test_words_at_the_right_where_a_line_begins_with_a_box() -> None:
    def draw(c: Canvas) -> None:
        for x, word in ((40, "North"), (120, "South"), (200, "East")):
            _box(c, x, 200)
            write(c, x + 14, 201.5, word)

    assert _labels(draw) == ["North", "South", "East"]


def test_words_at_the_left_where_a_line_ends_with_a_box() -> None:
    def draw(c: Canvas) -> None:
        for x, word in ((40, "North"), (120, "South"), (200, "East")):
            write(c, x, 201.5, word)
            _box(c, x + 34, 200)

    assert _labels(draw) == ["North", "South", "East"]


def test_a_question_before_the_boxes_is_no_label() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 201.5, "Is it so?")
        for x, word in ((150, "Yes"), (220, "No")):
            _box(c, x, 200)
            write(c, x + 14, 201.5, word)

    assert _labels(draw) == ["Yes", "No"]


def test_a_question_before_labels_at_the_left_is_no_label() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 201.5, "Is it so? Yes")
        _box(c, 110, 200)
        write(c, 130, 201.5, "No")
        _box(c, 148, 200)

    assert _labels(draw) == ["Yes", "No"]


@pytest.mark.parametrize("gap", [2, 6, 15, 28])
def test_a_label_may_stand_far_from_its_box(gap: float) -> None:
    def draw(c: Canvas) -> None:
        for y in (220, 200):
            _box(c, 40, y)
            write(c, 50 + gap, y + 1.5, f"Label {y}")

    assert _labels(draw) == ["Label 220", "Label 200"]


def test_labels_that_wrap_under_their_words() -> None:
    def draw(c: Canvas) -> None:
        for y, first in ((220, "A long label that"), (190, "Another long label")):
            _box(c, 40, y)
            write(c, 56, y + 1.5, first)
            write(c, 56, y - 10, "goes on below")

    assert _labels(draw) == ["A long label that goes on below", "Another long label goes on below"]


def test_labels_that_wrap_under_their_box() -> None:
    def draw(c: Canvas) -> None:
        for y, first in ((220, "A long label that"), (190, "Another long label")):
            _box(c, 40, y)
            write(c, 56, y + 1.5, first)
            write(c, 40, y - 10, "goes on below")

    assert _labels(draw) == ["A long label that goes on below", "Another long label goes on below"]


def test_a_box_on_another_baseline_than_its_label() -> None:
    def draw(c: Canvas) -> None:
        for number, word in enumerate(("North", "South", "East")):
            _box(c, 40, 240 - 16 * number + 3)
            write(c, 56, 240 - 16 * number, word)

    assert _labels(draw) == ["North", "South", "East"]


def test_a_box_alone_in_its_cell_takes_the_words_of_its_row() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [40, 200, 240], [160, 190, 220])
        for y, word in ((200, "First statement"), (170, "Second statement")):
            write(c, 46, y, word)
            _box(c, 215, y)

    assert _labels(draw) == ["First statement", "Second statement"]


def test_boxes_in_several_columns_take_the_heads_of_the_columns() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [40, 200, 250, 300], [160, 190, 220])
        write(c, 46, 200, "Statement")
        write(c, 210, 200, "Yes")
        write(c, 260, 200, "No")
        write(c, 46, 170, "It is so")
        _box(c, 218, 170)
        _box(c, 268, 170)

    assert _labels(draw) == ["Yes", "No"]


def test_words_above_a_box_without_words_in_its_line() -> None:
    def draw(c: Canvas) -> None:
        for x, word in ((60, "North"), (160, "South")):
            write(c, x, 220, word)
            _box(c, x + 8, 200)

    assert _labels(draw) == ["North", "South"]


def test_marks_stand_in_their_line_where_a_reader_sees_them() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 201.5, "Before")
        _box(c, 80, 200)
        write(c, 96, 201.5, "after")

    document = read(draw)
    (block,) = document.blocks
    assert [inline.kind for inline in block.inlines] == ["run", "mark", "run"]  # type: ignore[union-attr]
    assert len(marks(document)) == 1


def test_the_heads_of_a_questionnaire_label_every_box_below_them() -> None:
    def draw(c: Canvas) -> None:
        for x, head in ((200, "Agree"), (260, "Neutral"), (330, "Disagree")):
            write(c, x - 12, 270, head)
            for y in (250, 230, 210):
                c.circle(x, y, 4.5)
        for y in (250, 230, 210):
            write(c, 20, y - 3, "A statement to judge")

    found = [label for _, label in states(read(draw))]
    assert sorted(found) == sorted(["Agree", "Neutral", "Disagree"] * 3)


def test_dots_lead_from_a_label_to_its_box_and_are_no_part_of_it() -> None:
    def draw(c: Canvas) -> None:
        for y, words in ((250, "Copy of a passport"), (234, "Proof of address"), (218, "Photographs")):
            write(c, 20, y, f"{words} {'.' * 20}")
            c.rect(260, y - 1, 9, 9)

    assert [label for _, label in states(read(draw))] == [
        "Copy of a passport",
        "Proof of address",
        "Photographs",
    ]


def test_a_label_ends_where_three_spaces_part_it_from_other_words() -> None:
    def draw(c: Canvas) -> None:
        c.rect(40, 200, 9, 9)
        write(c, 54, 201, "Snow   Inspector: Jones")

    assert states(read(draw)) == [("unselected", "Snow")]
