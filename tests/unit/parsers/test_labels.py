"""The words that a person reads beside a box, wherever the box stands."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.labels import labelled_marks
from toolkit_extract.schemas.document import Cell, Document, Mark, MarkState, Paragraph, Row, Run, Table

Content = str | Paragraph | tuple[str, ...]


def line(words: str, *, label: str | None = None) -> Paragraph:
    """A paragraph of words; `#` is a ticked box and `¤` an empty one."""
    inlines: list[Run | Mark] = []
    for character in words:
        if character in "#¤":
            state = MarkState.SELECTED if character == "#" else MarkState.UNSELECTED
            inlines.append(Mark(state=state, method="unicode_glyph", label=label))
        else:
            inlines.append(Run(text=character))
    return Paragraph(inlines=tuple(inlines))


def table(*rows: tuple[Content, ...], spans: dict[tuple[int, int], tuple[int, int]] | None = None) -> Table:
    """A table; `spans`: rows and columns of the cell at a row and a place in it."""
    built: list[Row] = []
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for place, content in enumerate(row):
            while (number, column) in covered:
                column += 1
            down, across = (spans or {}).get((number, place), (1, 1))
            covered |= {(number + d, column + a) for d in range(down) for a in range(across)}
            parts = content if isinstance(content, tuple) else (content,)
            blocks = tuple(line(part) if isinstance(part, str) else part for part in parts)
            cells.append(Cell(blocks=blocks, column=column, column_span=across, row_span=down))
            column += across
        built.append(Row(cells=tuple(cells)))
    return Table(rows=tuple(built))


def labels(*blocks: Paragraph | Table) -> list[str]:
    """The labels, those of ticked boxes with a star."""
    document = Document(format="docx", blocks=blocks)
    return [
        f"{label}*" if mark.state is MarkState.SELECTED else label for mark, label in labelled_marks(document)
    ]


LINES = {
    "# Red": ["Red*"],
    "Red #": ["Red*"],
    "# Red  ¤ Green  ¤ Blue": ["Red*", "Green", "Blue"],
    "Red ¤  Green #  Blue ¤": ["Red", "Green*", "Blue"],
    "Do you smoke? # Yes ¤ No": ["Yes*", "No"],
    "Is it open?\tYes #\tNo ¤": ["Yes*", "No"],
    "Parking  Yes ¤  No #  N/A ¤": ["Yes", "No*", "N/A"],
    "Smoker Yes ¤ No #": ["Yes", "No*"],
    "Sex: ¤ M # F": ["M", "F*"],
    "¤ Yes / # No": ["Yes", "No*"],
    "¤ Yes  # No      If yes, when?": ["Yes", "No*"],
    "Signed ¤ (please tick)": ["Signed"],
    "I confirm that all of this is right.\t#": ["I confirm that all of this is right.*"],
    "¤\tHome\t#\tOffice": ["Home", "Office*"],
    "# Other: ______": ["Other*"],
    "One #\nTwo ¤": ["One*", "Two"],
    "# One\n¤ Two": ["One*", "Two"],
}


@pytest.mark.parametrize("words", LINES)
def test_a_box_takes_the_words_on_the_side_that_its_line_tells(words: str) -> None:
    assert labels(line(words)) == LINES[words]


def test_sides_may_differ_from_line_to_line() -> None:
    assert labels(line("# Yes ¤ No"), line("Consent given #")) == ["Yes*", "No", "Consent given*"]


def test_the_formats_own_label_comes_first() -> None:
    assert labels(line("# Yes", label="I agree")) == ["I agree*"]


def test_a_box_alone_on_its_line_takes_the_line_behind_else_the_line_before() -> None:
    assert labels(line("#"), line("Cash")) == ["Cash*"]
    assert labels(line("Cash"), line("#")) == ["Cash*"]


def test_a_box_below_its_words_in_a_cell_takes_them() -> None:
    assert labels(table((("Urgent", "#"), ("Routine", "¤")))) == ["Urgent*", "Routine"]


def test_yes_and_no_columns_give_the_words_of_the_row_and_the_head_of_the_column() -> None:
    form = table(("Item", "Yes", "No"), ("Exits", "#", "¤"), ("Alarms", "¤", "#"))
    assert labels(form) == ["Exits Yes*", "Exits No", "Alarms Yes", "Alarms No*"]


def test_a_matrix_may_have_its_statements_behind_the_boxes() -> None:
    assert labels(table(("Yes", "No", "Statement"), ("#", "¤", "It works"))) == [
        "It works Yes*",
        "It works No",
    ]


def test_a_matrix_may_have_numbers_before_and_notes_behind_its_rows() -> None:
    form = table(("No.", "Hazard", "Low", "High", "Notes"), ("1", "Slips", "¤", "#", "Wet floor"))
    assert labels(form) == ["Slips Low", "Slips High*"]


def test_a_head_of_two_rows_is_told_by_the_lower() -> None:
    form = table(
        ("Statement", "Rating"),
        ("Poor", "Good"),
        ("Speed", "#", "¤"),
        spans={(0, 0): (2, 1), (0, 1): (1, 2)},
    )
    assert labels(form) == ["Speed Poor*", "Speed Good"]


def test_titles_within_a_matrix_are_no_heads() -> None:
    form = table(
        ("Survey",),
        ("", "Yes", "No"),
        ("Kitchen",),
        ("Clean", "#", "¤"),
        spans={(0, 0): (1, 3), (2, 0): (1, 3)},
    )
    assert labels(form) == ["Clean Yes*", "Clean No"]


def test_words_in_place_of_a_tick_are_no_head_of_the_rows_below() -> None:
    form = table(("", "Yes", "No"), ("Lift", "#", "n/a here"), ("Stairs", "¤", "#"))
    assert labels(form) == ["Lift Yes*", "Stairs Yes", "Stairs No*"]


def test_a_name_merged_over_rows_leaves_each_row_its_own_words() -> None:
    form = table(
        ("", "", "Yes", "No"),
        ("Doors", "front", "#", "¤"),
        ("back", "¤", "#"),
        spans={(1, 0): (2, 1)},
    )
    assert labels(form) == ["front Yes*", "front No", "back Yes", "back No*"]


def test_one_column_of_boxes_takes_the_words_of_the_row_alone() -> None:
    assert labels(table(("Task", "Done"), ("Sweep", "#"), ("Mop", "¤"))) == ["Sweep*", "Mop"]


@pytest.mark.parametrize(
    "row", [("#", "Ear", "¤", "Eye"), ("Ear", "#", "Eye", "¤"), ("Part", "#", "Ear", "¤", "Eye")]
)
def test_boxes_and_words_in_cells_by_turns(row: tuple[str, ...]) -> None:
    assert labels(table(row)) == ["Ear*", "Eye"]


def test_a_row_of_boxes_without_words_takes_those_above_or_below() -> None:
    assert labels(table(("Cash", "Card"), ("¤", "#"))) == ["Cash", "Card*"]
    assert labels(table(("¤", "#"), ("Cash", "Card"))) == ["Cash", "Card*"]


def test_other_fields_above_a_box_are_no_head() -> None:
    assert labels(table(("Name", "Ann"), ("¤", "I agree"))) == ["I agree"]
