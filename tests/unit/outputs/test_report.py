from __future__ import annotations

import io

import pytest
from rich.console import Console

from tests.made_records import choice, narrative, record
from toolkit_extract.outputs.report import ASCII, BOXES, glyphs_for, print_record
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.record import AuthorityRef, Choice, ChoiceState, ReturnRecord
from toolkit_extract.schemas.region import CellRegion, LineRegion
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit


def printed(made: ReturnRecord, toolkit: Toolkit, encoding: str = "utf-8") -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    print_record(made, toolkit, Console(file=out, width=80, highlight=False))
    out.flush()
    raw = out.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode(encoding)


def evaluate(toolkit: Toolkit) -> ChoiceQuestion:
    question = toolkit.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    return question


def test_a_return_is_shown_with_whose_it_is_and_every_standard(amhp: Toolkit) -> None:
    page = printed(record(amhp), amhp)
    assert "Authority: Dudley (E08000027), known by filename" in page
    assert "28 of 28 standards found; 0 for review" in page
    for standard in amhp.standards:
        assert f"\n{standard.number}  {standard.title}" in page
    assert "No findings" in page


def test_the_page_fits_80_columns_and_has_no_colours_when_piped(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"map": narrative("long words " * 40)}})
    page = printed(made, amhp)
    assert max(len(line) for line in page.splitlines()) <= 80
    assert "\x1b" not in page


def test_marks_are_drawn_and_doubts_stand_beside_the_answer(amhp: Toolkit) -> None:
    marks = {"not_at_all": MarkState.UNKNOWN, "partially": MarkState.UNSELECTED}
    lost = Choice(
        state=ChoiceState.NOT_RECOVERABLE,
        marks=marks,
        confidence=0,
        needs_review=True,
        review_reasons=("boxes are lost",),
    )
    page = printed(record(amhp, changed={"1.2": {"evaluate": lost}}), amhp)
    assert "!  Evaluate    ? Not at all  ☐ Partially" in page
    assert "not recoverable" in page
    assert "review: evaluate: boxes are lost" in page


def test_a_choice_that_no_box_shows_says_what_was_chosen_and_how_it_is_known(amhp: Toolkit) -> None:
    marks = dict.fromkeys((option.code for option in evaluate(amhp).options), MarkState.UNKNOWN)
    bold = choice(evaluate(amhp), "partially", marks=marks, method="emphasis")
    assert "selected: Partially (2) [by emphasis]" in printed(
        record(amhp, changed={"1.1": {"evaluate": bold}}), amhp
    )


def test_findings_are_listed_with_place_and_code(amhp: Toolkit) -> None:
    doubts = (
        finding("text.unplaced", "two lines", standard="4.1", lines=(10, 11)),
        finding("page.unread", "no text", page=3),
    )
    page = printed(record(amhp, findings=doubts), amhp)
    assert "X  no text [page.unread] (page 3)" in page
    assert "!  4.1: two lines [text.unplaced] (line 10)" in page


def test_text_of_a_return_is_neither_markup_nor_terminal_command(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"map": narrative("[bold]not bold[/bold] \x1b]0;title\x07")}})
    page = printed(made, amhp)
    assert "[bold]not bold[/bold] ]0;title" in page


@pytest.mark.parametrize(
    ("encoding", "glyphs"), [("utf-8", BOXES), ("ascii", ASCII), ("cp1252", ASCII), ("nonsense", ASCII)]
)
def test_an_encoding_without_boxes_gets_brackets(encoding: str, glyphs: object) -> None:
    assert glyphs_for(encoding) is glyphs


def test_a_terminal_without_boxes_can_show_a_return(amhp: Toolkit) -> None:
    assert "[x] Not at all  [ ] Partially" in printed(record(amhp), amhp, "ascii")


def test_a_standard_that_the_return_lacks_is_named(amhp: Toolkit) -> None:
    made = record(amhp, changed={"6.4": {"found": False}}, authority=AuthorityRef())
    page = printed(made, amhp)
    assert "\n6.4  not found in the return" in page
    assert "27 of 28 standards found; 0 for review" in page
    assert "Authority: not recognised" in page


def test_standards_that_follow_one_another_and_are_missing_take_one_line(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.2": {"found": False}, "1.3": {"found": False}, "1.4": {"found": False}})
    page = printed(made, amhp)
    assert "\n1.2 to 1.4  not found in the return" in page
    assert "!  not in the return: 1.2, 1.3, 1.4 [standard.missing]" in page


def test_every_answer_says_how_it_is_known_and_where_it_stands(amhp: Toolkit) -> None:
    boxes = (CellRegion(table=4, row=2, cell=2, paragraph=1), CellRegion(table=4, row=2, cell=2, paragraph=2))
    rating = choice(evaluate(amhp), "partially", method="content_control", regions=boxes)
    text = narrative("In place.", method="order", regions=(LineRegion(line_start=3, line_end=4),))
    page = printed(record(amhp, changed={"1.1": {"evaluate": rating, "map": text}}), amhp)
    assert "selected: Partially (2) [by content control; table 4, row 2, cell 2]" in folded(page)
    assert "In place. [by order; lines 3–4]" in folded(page)


def folded(page: str) -> str:
    return " ".join(page.split())


def test_another_toolkit_is_shown_with_its_own_labels(other_toolkit: Toolkit) -> None:
    page = printed(record(other_toolkit), other_toolkit)
    assert "☒ Red  ☐ Green" in page
    assert "This year" in page
