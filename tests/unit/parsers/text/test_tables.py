"""Tables that text draws: with tabs, pipes, rules, dashes, or nothing but white space."""

from __future__ import annotations

import pytest

from tests.unit.parsers.text.drawing import document, drawn
from toolkit_extract.parsers.text.delimited import PIPE, PIPE_RULE, SHORT_RULE, TAB_RULE
from toolkit_extract.parsers.text.layout import NUMBERED, STRETCH
from toolkit_extract.parsers.text.ruled import COLUMN_RULE, FULL_RULE, GRID_RULE
from toolkit_extract.schemas.document import Table

TABLES = {
    "tabs": ("a\tb\nc\td\n", [["a", "b"], ["c", "d"]]),
    "tabs with an empty cell": ("a\tb\tc\n\t\td\n", [["a", "b", "c"], ["", "", "d"]]),
    "tabs with a rule": ("a\tb\n---\t---\nc\td\n", [["a", "b"], ["c", "d"]]),
    "tabs with tags": ("<p>a</p><p>b</p>\t<ul><li>c</li></ul>\n", [["a / b", "- c"]]),
    "pipes": ("| a | b |\n| --- | :-: |\n| c | d |\n", [["a", "b"], ["c", "d"]]),
    "pipes with a rule of single dashes": ("|a|b|\n|-|-|\n| - | - |\n", [["a", "b"], ["-", "-"]]),
    "pipes without outer ones": ("a | b\n--- | ---\nc | d\n", [["a", "b"], ["c", "d"]]),
    "pipes with an escaped one": ("| a \\| b | c |\n|---|---|\n| d | e |\n", [["a | b", "c"], ["d", "e"]]),
    "pipes with breaks": ("| a<br>b | - c<br>- d |\n|--|--|\n", [["a / b", "- c / - d"]]),
    "a grid": (
        "+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | one |\n|     | two |\n+-----+-----+\n",
        [["a", "b"], ["c", "one\ntwo"]],
    ),
    "a grid with a wide cell": (
        "+---+---+\n| a wide |\n+---+---+\n| c | d |\n+---+---+\n",
        [["a wide"], ["c", "d"]],
    ),
    "a grid with a tall cell": (
        "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n",
        [["a", "b"], ["c"]],
    ),
    "a simple table": ("a    b\n---- ----\nc    d\ne    f\n\n", [["a", "b"], ["c", "d"], ["e", "f"]]),
    "a multiline table": (
        "-----------\na     b\n----- -----\nc     d\nmore  words\n\ne     f\n-----------\n",
        [["a", "b"], ["c\nmore", "d\nwords"], ["e", "f"]],
    ),
    "white space": (
        "Map        Plan       Done\n\nWe meet    Hire two   yes\neach day   people\n",
        [["Map", "Plan", "Done"], ["", "", ""], ["We meet", "Hire two", "yes"], ["each day", "people", ""]],
    ),
    "HTML": ("<table><tr><th>a</th><td>b</td></tr></table>", [["a", "b"]]),
    "HTML over several lines": ("<table>\n<tr>\n<td>a</td>\n\n<td>b</td>\n</tr>\n</table>", [["a", "b"]]),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_read_from(name: str) -> None:
    text, cells = TABLES[name]
    assert drawn(f"words before\n\n{text}\nwords behind\n") == ["words before", cells, "words behind"]


@pytest.mark.parametrize("tag", ["<div>", "<div>words", "<ul><li>one", "<table><tr><td>one"])
def test_a_tag_that_is_never_closed_ends_at_a_blank_line_and_hides_no_table_behind_it(tag: str) -> None:
    assert drawn(f"{tag}\n\na\tb\nc\td\n\nmore words\n")[-2:] == [[["a", "b"], ["c", "d"]], "more words"]


def test_html_that_was_cut_off_at_the_end_is_read_as_far_as_it_goes() -> None:
    assert drawn("<table>\n<tr><td>a</td><td>b</td></tr>\n\n<tr><td>c</td>\n") == [[["a", "b"], ["c"]]]


WORDS = [
    "a sentence with a | in it",
    "two  spaces only",
    "\tan indent",
    "-----",
    "+ plus + plus",
    "a -- b -- c",
]


@pytest.mark.parametrize("text", WORDS)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert not any(isinstance(block, Table) for block in document(f"{text}\n").blocks)


def test_cells_keep_their_place_beside_those_that_span_rows() -> None:
    table = document("+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n").blocks[0]
    assert isinstance(table, Table)
    assert [(cell.column, cell.row_span) for row in table.rows for cell in row.cells] == [
        (0, 2),
        (1, 1),
        (1, 1),
    ]


def test_columns_of_white_space_go_on_over_a_page_break_though_they_shift() -> None:
    page = "Map        Plan       Done\nWe meet    Hire two   yes\n"
    moved = "   each day   people     no\n   and week   in May     so\n"
    blocks = drawn(f"{page}\f{moved}")
    assert blocks[1] == [["each day", "people", "no"], ["and week", "in May", "so"]]


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (PIPE, ["|", "a|b"], [r"\|", "a"]),
        (PIPE_RULE, ["| --- | :-: |", "--- | ---", "|--|"], ["| a | b |", "| - | - |"]),
        (SHORT_RULE, ["|-|-|", "- | -"], ["-", "| - |", "| --- | - |"]),
        (TAB_RULE, ["---\t---", "--\t\t--"], ["---", "a\tb"]),
        (GRID_RULE, ["+---+", "+===+:-:+", "  +--+--+"], ["+ a +", "++", "|---|"]),
        (COLUMN_RULE, ["--- ---", "  -----   -----  "], ["---", "--\t--", "a -- b"]),
        (FULL_RULE, ["-" * 10, f"  {'-' * 40} "], ["-" * 9, "---- ----"]),
        (NUMBERED, ["1.1 Words", "  2.10. Words", "A1.2 Words", "3. Words"], ["1 word", "words 1.1", "2.5days"]),
        (STRETCH, ["one two"], [" "]),
    ],
)  # fmt: skip
def test_the_patterns_of_tables(pattern: object, accepted: list[str], refused: list[str]) -> None:
    search = pattern.search  # type: ignore[attr-defined]
    assert [line for line in accepted if not search(line)] == []
    assert [line for line in refused if search(line)] == []
