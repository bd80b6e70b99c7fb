"""What is believed of words that were recognised from a picture. The documents are made by hand: no engine runs."""

from __future__ import annotations

import pytest

from tests.spec.reading import Reading
from toolkit_extract.recovery import recover
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.document import (
    HANDWRITING,
    SCANNED_BOX,
    Cell,
    Document,
    Inline,
    Mark,
    MarkState,
    Paragraph,
    Row,
    Run,
    RunOrigin,
    Table,
)
from toolkit_extract.schemas.region import PageRegion
from toolkit_extract.schemas.toolkit import Toolkit

EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")


PLACE = PageRegion(page=1, x0=50.0, top=50.0, x1=150.0, bottom=60.0)
ENGINE = "rapidocr 3.10.0"


def run(text: str, confidence: float = 0.98) -> Run:
    return Run(text=text, origin=RunOrigin.OCR, confidence=confidence, region=PLACE)


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines=inlines)


def options(labels: tuple[str, ...], ticked: str) -> Cell:
    lines = []
    for label in labels:
        state = MarkState.SELECTED if label == ticked else MarkState.UNSELECTED
        lines.append(paragraph(Mark(state=state, method=SCANNED_BOX, confidence=0.97), run(f" {label}")))
    return Cell(blocks=tuple(lines))


def scanned(
    heading: str,
    answer: Paragraph,
    toolkit: Toolkit,
    *,
    rating: Cell | None = None,
    engine: str | None = ENGINE,
) -> Reading:
    """One standard of a scanned return."""
    plan = tuple(
        paragraph(run(words)) for words in ("Short Term", "Hire one person.", "Medium Term", "Long Term")
    )
    cells = (
        Cell(blocks=(answer,)), rating or options(EVALUATE, "Partially"), Cell(blocks=plan), options(PRIORITISE, "Low"),
    )  # fmt: skip
    heads = tuple(
        Cell(blocks=(paragraph(run(name)),), column=column)
        for column, name in enumerate(("Map", "Evaluate", "Plan", "Prioritise"))
    )
    placed = tuple(cell.model_copy(update={"column": column}) for column, cell in enumerate(cells))
    table = Table(rows=(Row(cells=heads), Row(cells=placed)))
    blocks = (paragraph(run(heading)), table)
    document = Document(format="pdf", pages=1, ocr=True, ocr_engine=engine, loses_marks=True, blocks=blocks)
    return Reading(recover(document, toolkit))


MEETINGS = paragraph(run("We hold meetings."))


def statement(number: str, toolkit: Toolkit) -> str:
    """Words that hold the terms by which the toolkit knows a statement."""
    return " ".join(next(s.cues for s in toolkit.standards if s.number == number))


def test_a_misread_number_gives_way_to_the_wording_of_its_statement(amhp: Toolkit) -> None:
    form = scanned(f"1.4 {statement('1.1', amhp)}", MEETINGS, amhp)
    assert form.standards == ["1.1"]
    assert form.answers("1.1")["evaluate"] == "partially"
    assert "standard.by_wording" in form.codes("1.1")


def test_a_number_that_the_wording_bears_out_is_believed(amhp: Toolkit) -> None:
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp)
    assert form.standards == ["1.1"]
    assert form.codes("1.1") & {"standard.by_wording", "standard.unconfirmed"} == set()


def test_a_number_that_nothing_confirms_is_a_finding(amhp: Toolkit) -> None:
    form = scanned("1.1 Xyzzy plugh qwerty", MEETINGS, amhp)
    assert "standard.unconfirmed" in form.codes("1.1")


def test_handwriting_in_a_cell_is_named_and_never_read(amhp: Toolkit) -> None:
    writing = paragraph(Mark(state=MarkState.UNKNOWN, method=HANDWRITING, confidence=0.5, boxed=False))
    form = scanned(f"1.1 {statement('1.1', amhp)}", writing, amhp)
    assert "narrative.handwriting" in form.codes("1.1")
    assert "map" in form.doubted("1.1")
    assert form.answers("1.1").get("map", "") == ""


def test_words_that_an_engine_is_not_sure_of_ask_for_a_look(amhp: Toolkit) -> None:
    sure, unsure = (
        scanned(f"1.1 {statement('1.1', amhp)}", paragraph(run("We hold meetings.", c)), amhp)
        for c in (0.98, 0.4)
    )
    assert "map" not in sure.doubted("1.1")
    assert "map" in unsure.doubted("1.1")
    assert unsure.answers("1.1")["map"] == "We hold meetings."


def ticked(marked: int, labels: tuple[str, ...] = EVALUATE, *, behind: bool = False) -> Cell:
    """A rating whose box at an index is ticked, its labels as an engine read them."""
    lines = []
    for index, label in enumerate(labels):
        state = MarkState.SELECTED if index == marked else MarkState.UNSELECTED
        mark = Mark(state=state, method=SCANNED_BOX, confidence=0.97)
        words = [run(f"{label} " if behind else f" {label}")] if label else []
        lines.append(paragraph(*words, mark) if behind else paragraph(mark, *words))
    return Cell(blocks=tuple(lines))


@pytest.mark.parametrize("behind", [False, True], ids=["box before label", "box behind label"])
@pytest.mark.parametrize("marked", range(4))
@pytest.mark.parametrize("read", ["", "VZk~"], ids=["nothing", "scrawl"])
def test_a_label_under_a_tick_that_cannot_be_read_is_known_by_the_order_of_the_others(
    marked: int, behind: bool, read: str, amhp: Toolkit
) -> None:
    labels = tuple(read if index == marked else label for index, label in enumerate(EVALUATE))
    rating = ticked(marked, labels, behind=behind)
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp, rating=rating)
    codes = [option.code for option in amhp.questions[1].options]  # type: ignore[union-attr]
    assert form.answers("1.1")["evaluate"] == codes[marked]
    assert "choice.label_unread" in form.codes("1.1")
    assert "evaluate" in form.doubted("1.1")


@pytest.mark.parametrize(
    "labels",
    [
        ("VZk~", "q%r", "To a greater extent", "Consistently and to a high standard"),
        ("VZk~", "To a greater extent", "Partially", "Consistently and to a high standard"),
        ("VZk~", "Partially", "To a greater extent"),
    ],
    ids=["two unread", "out of order", "a box too few"],
)
def test_a_label_that_cannot_be_read_is_not_guessed_where_the_others_leave_a_choice(
    labels: tuple[str, ...], amhp: Toolkit
) -> None:
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp, rating=ticked(0, labels))
    assert form.choice("1.1", "evaluate").state == "not_recoverable"
    assert "choice.label_unread" not in form.codes("1.1")


def test_digits_that_two_engines_read_differently_keep_both_readings_and_ask_for_a_look(
    amhp: Toolkit,
) -> None:
    year = run("2024").model_copy(update={"otherwise": "2021"})
    answer = paragraph(run("We began in "), year, run(" and hold meetings."))
    form = scanned(f"1.1 {statement('1.1', amhp)}", answer, amhp)
    assert form.answers("1.1")["map"] == "We began in 2024 and hold meetings."
    assert form.doubted("1.1") == {"map"}
    (found,) = [one for one in form.recovery.findings if one.code == "narrative.digits_differ"]
    assert (found.standard, found.answer, found.page) == ("1.1", "map", 1)
    assert "'2024'" in found.message and "'2021'" in found.message


def methods(form: Reading, number: str) -> dict[str, str]:
    """The method of every answer of a standard."""
    standard = next(s for s in form.recovery.standards if s.number == number)
    return {name: answer.method for name, answer in single_answers(standard)}


def test_every_value_of_a_scan_says_by_its_method_that_it_is_from_one(amhp: Toolkit) -> None:
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp)
    assert methods(form, "1.1") == {
        "map": "cell+ocr:rapidocr:3.10.0",
        "evaluate": "scanned_box",
        "plan.short_term": "cell+ocr:rapidocr:3.10.0",
        "plan.medium_term": "ocr:rapidocr:3.10.0",  # blank: the engine read no words there
        "plan.long_term": "ocr:rapidocr:3.10.0",
        "prioritise": "scanned_box",
    }


def test_a_choice_written_out_in_a_scan_names_what_recognised_its_words(amhp: Toolkit) -> None:
    written = Cell(blocks=(paragraph(run("Partially")),))
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp, rating=written)
    assert methods(form, "1.1")["evaluate"] == "written+ocr:rapidocr:3.10.0"
    empty = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp, rating=Cell())
    assert methods(empty, "1.1")["evaluate"] == "empty_cell+ocr:rapidocr:3.10.0"


def test_words_that_came_with_the_file_name_no_engine(amhp: Toolkit) -> None:
    form = scanned(f"1.1 {statement('1.1', amhp)}", MEETINGS, amhp, engine=None)
    assert methods(form, "1.1")["map"] == "cell+ocr:text_layer"
