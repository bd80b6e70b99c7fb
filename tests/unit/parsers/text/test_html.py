"""What a reader of a page of HTML sees, and nothing that the page hides."""

from __future__ import annotations

import pytest

from tests.unit.parsers.text.drawing import document, drawn
from toolkit_extract.parsers.text.html import KNOWN_TAG, STRAY_BRACKET
from toolkit_extract.schemas.document import Emphasis, Mark, MarkState, Paragraph, Run, RunOrigin, Table

ON, OFF, LOST = MarkState.SELECTED, MarkState.UNSELECTED, MarkState.UNKNOWN


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>Review</title></head><body>{body}</body></html>"


def marks(body: str) -> list[Mark]:
    return [
        mark for block in document(page(body)).blocks if isinstance(block, Paragraph) for mark in block.marks
    ]


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h2>Title</h2><p>one <b>two</b></p>", ["## Title", "one two"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("<ul><li>one<ul><li>two</li></ul></li></ul>", ["- one", "- two"]),
        ("<p>one<br>two</p>", ["one\ntwo"]),
        ("one<p>two", ["one", "two"]),
        ("<p>&nbsp;</p><p> \n </p><p>one</p>", ["one"]),
        ("<p>one</p><script>two</script><style>three</style><!-- four -->", ["one"]),
        ("<p style='display: none'>one</p><p hidden>two</p><p>three</p>", ["three"]),
        ("<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>", [[["a / [['b']]"]]]),
        ("<p>less than <5 days</p>", ["less than <5 days"]),
    ],
)
def test_blocks_are_those_that_a_reader_sees(body: str, blocks: list[object]) -> None:
    assert drawn(page(body)) == blocks


@pytest.mark.parametrize(
    ("control", "state", "method"),
    [
        ("<input type=checkbox checked>", ON, "html_input"),
        ("<input type='checkbox' checked='checked'/>", ON, "html_input"),
        ("<INPUT TYPE=CHECKBOX>", OFF, "html_input"),
        ("<input type=radio checked>", ON, "html_input"),
        ("<input type=checkbox checked=false>", OFF, "html_input"),
        ("<span role=checkbox aria-checked=true></span>", ON, "aria_checked"),
        ("<span role=radio aria-checked=false></span>", OFF, "aria_checked"),
        ("<span role=checkbox aria-checked=mixed></span>", LOST, "aria_checked"),
        ("<img alt='Ticked'>", ON, "picture_text"),
        ("<img alt='unchecked box'>", OFF, "picture_text"),
        ("<img alt='Not selected'>", OFF, "picture_text"),
        ("<span style='font-family: Wingdings'>þ</span>", ON, "symbol_font"),
        ("<font face='Wingdings'>o</font>", OFF, "symbol_font"),
        ("&#9746;", ON, "unicode_glyph"),
    ],
)
def test_a_control_a_picture_or_a_symbol_is_a_mark(control: str, state: MarkState, method: str) -> None:
    assert [(mark.state, mark.method) for mark in marks(f"<p>{control} Low</p>")] == [(state, method)]


def test_a_box_that_says_checked_and_false_is_doubted() -> None:
    (mark,) = marks("<p><input type=checkbox checked=false> Low</p>")
    assert mark.confidence < 0.7
    assert mark.conflict is not None


def runs(body: str) -> list[Run]:
    (block,) = document(page(body)).blocks
    assert isinstance(block, Paragraph)
    return [inline for inline in block.inlines if isinstance(inline, Run)]


@pytest.mark.parametrize(
    ("body", "look"),
    [
        ("<b>Low</b>", Emphasis.BOLD),
        ("<span style='font-weight: 700'>Low</span>", Emphasis.BOLD),
        ("<i>Low</i>", Emphasis.ITALIC),
        ("<u>Low</u>", Emphasis.UNDERLINE),
        ("<mark>Low</mark>", Emphasis.HIGHLIGHT),
        ("<span style='mso-highlight: yellow'>Low</span>", Emphasis.HIGHLIGHT),
        ("<span style='background-color: #ff0'>Low</span>", Emphasis.SHADING),
        ("<font color=red>Low</font>", Emphasis.COLOUR),
        ("<del>Low</del>", Emphasis.STRIKE),
        ("<span style='text-decoration: line-through'>Low</span>", Emphasis.STRIKE),
    ],
)
def test_looks_that_people_use_instead_of_ticking_are_kept(body: str, look: Emphasis) -> None:
    assert [run.emphasis for run in runs(f"<p>{body}</p>")] == [{look}]


@pytest.mark.parametrize("style", ["color: black", "background: white", "font-weight: 400", "color: #000000"])
def test_a_look_that_sets_nothing_off_is_none(style: str) -> None:
    assert [run.emphasis for run in runs(f"<p><span style='{style}'>Low</span></p>")] == [frozenset()]


@pytest.mark.parametrize(
    ("control", "words", "origin"),
    [
        ("<textarea>We meet.</textarea>", "We meet.", RunOrigin.FIELD),
        ("<input type=text value='We meet.'>", "We meet.", RunOrigin.FIELD),
        ("<select><option>Low<option selected>High</select>", "High", RunOrigin.DROPDOWN),
    ],
)
def test_words_in_controls_are_those_that_were_filled_in(control: str, words: str, origin: RunOrigin) -> None:
    assert [(run.text, run.origin) for run in runs(f"<p>{control}</p>")] == [(words, origin)]


def test_merged_cells_stand_once_where_they_begin() -> None:
    rows = ("<td colspan=2>a</td>", "<td rowspan=2>b</td><td>c</td>", "<td>d</td>")
    body = f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    (table,) = document(page(body)).blocks
    assert isinstance(table, Table)
    assert [[(cell.column, cell.column_span, cell.row_span) for cell in row.cells] for row in table.rows] == [
        [(0, 2, 1)],
        [(0, 1, 2), (1, 1, 1)],
        [(1, 1, 1)],
    ]


def test_the_title_is_no_part_of_the_body() -> None:
    read = document(page("<p>one</p>"))
    assert read.furniture == ("Review",)
    assert len(read.blocks) == 1


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (KNOWN_TAG, ["<p>", "</P>", "<br/>", "<input type='radio'>", "<o:p>"], ["<5 days", "<name>", "<pa>", "< p>"]),
        (STRAY_BRACKET, ["<5", "< p", "<="], ["<p", "</p", "<!--"]),
    ],
)  # fmt: skip
def test_the_patterns_of_tags(pattern: object, accepted: list[str], refused: list[str]) -> None:
    match = pattern.match  # type: ignore[attr-defined]
    assert [text for text in accepted if not match(text)] == []
    assert [text for text in refused if match(text)] == []
