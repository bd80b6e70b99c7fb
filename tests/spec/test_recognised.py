"""What is believed of words that were recognised from a picture. The documents are made by hand: no engine runs."""

from __future__ import annotations

import pytest

from tests.spec.reading import Reading
from toolkit_extract.recovery import recover
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.document import (
    HANDWRITING,
    SCANNED_BOX,
    Block,
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
    heads: tuple[str, ...] = ("Map", "Evaluate", "Plan", "Prioritise"),
    plan: tuple[str, ...] = ("Short Term", "Hire one person.", "Medium Term", "Long Term"),
) -> Reading:
    """One standard of a scanned return."""
    return read(tuple(standard_of(heading, answer, rating=rating, heads=heads, plan=plan)), toolkit, engine)


def standard_of(
    heading: str,
    answer: Paragraph,
    *,
    rating: Cell | None = None,
    heads: tuple[str, ...] = ("Map", "Evaluate", "Plan", "Prioritise"),
    plan: tuple[str, ...] = ("Short Term", "Hire one person.", "Medium Term", "Long Term"),
) -> list[Block]:
    """The heading of a standard and its table."""
    cells = (
        Cell(blocks=(answer,)),
        rating or options(EVALUATE, "Partially"),
        Cell(blocks=tuple(paragraph(run(words)) for words in plan)),
        options(PRIORITISE, "Low"),
    )
    named = tuple(Cell(blocks=(paragraph(run(name)),), column=column) for column, name in enumerate(heads))
    placed = tuple(cell.model_copy(update={"column": column}) for column, cell in enumerate(cells))
    table = Table(rows=(Row(cells=named), Row(cells=placed)))
    return [paragraph(run(heading)), table]


def read(blocks: tuple[Block, ...], toolkit: Toolkit, engine: str | None = ENGINE) -> Reading:
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


def several(headings: dict[str, str], toolkit: Toolkit) -> Reading:
    """A scanned return of several standards, each by its heading and what its map says."""
    blocks: list[Block] = []
    for heading, words in headings.items():
        blocks += standard_of(heading, paragraph(run(words)))
    return read(tuple(blocks), toolkit)


UNKNOWN = "The service should be a place where people find what they look for"
"""A statement that holds no term of the toolkit."""


@pytest.mark.parametrize("misread", ["I.3", "1 3", "13", "1.8", "", "L3", "2.1"])
def test_a_number_that_is_misread_or_lost_is_known_by_its_place(misread: str, amhp: Toolkit) -> None:
    headings = {
        f"1.1 {UNKNOWN} each day": "First.",
        f"1.2 {UNKNOWN} each week": "Second.",
        f"{misread} {UNKNOWN} each month": "Third.",
        f"1.4 {UNKNOWN} each year": "Fourth.",
    }
    form = several(headings, amhp)
    assert [form.answers(number)["map"] for number in form.standards] == [
        "First.",
        "Second.",
        "Third.",
        "Fourth.",
    ]
    assert form.standards == ["1.1", "1.2", "1.3", "1.4"]
    assert "standard.by_wording" in form.codes("1.3")


@pytest.mark.parametrize("misread", ["1.1", "1.4"])
def test_a_number_misread_as_that_of_another_standard_takes_nothing_from_it(
    misread: str, amhp: Toolkit
) -> None:
    headings = {
        f"1.1 {UNKNOWN} each day": "First.",
        f"{misread} {UNKNOWN} each week": "Second.",
        f"1.3 {UNKNOWN} each month": "Third.",
        f"1.4 {UNKNOWN} each year": "Fourth.",
    }
    form = several(headings, amhp)
    answers = {number: form.answers(number).get("map") for number in form.standards}
    wrong = {number for number, words in answers.items() if words != RIGHT[number]}
    assert all("map" in form.doubted(number) for number in wrong), answers
    assert "1.3" in answers and "1.3" not in wrong


RIGHT = {"1.1": "First.", "1.2": "Second.", "1.3": "Third.", "1.4": "Fourth."}


def test_a_single_number_that_nothing_bears_out_asks_for_a_look_at_all_its_answers(amhp: Toolkit) -> None:
    form = several({f"1.4 {UNKNOWN}": "Words."}, amhp)
    assert form.doubted("1.4") >= {"map", "evaluate", "prioritise", "short_term"}


def test_numbers_that_follow_each_other_bear_each_other_out(amhp: Toolkit) -> None:
    form = several({f"5.1 {UNKNOWN} each day": "First.", f"5.2 {UNKNOWN} each week": "Second."}, amhp)
    assert form.standards == ["5.1", "5.2"]
    assert "standard.unconfirmed" not in form.codes("5.1") | form.codes("5.2")
    assert form.doubted("5.1") == set()


def test_a_statement_whose_lines_are_torn_is_known_all_the_same(amhp: Toolkit) -> None:
    words = statement("1.1", amhp).split()
    heading = paragraph(run(f"1.4 {' '.join(words[:3])}"))
    rest = paragraph(run(" ".join(words[3:])))
    form = read((heading, rest, *standard_of("", MEETINGS)[1:]), amhp)
    assert form.standards == ["1.1"] or "standard.unconfirmed" in form.codes(form.standards[0])


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


def test_labels_of_the_form_that_are_misread_by_a_letter_are_known(amhp: Toolkit) -> None:
    form = scanned(
        f"1.1 {statement('1.1', amhp)}",
        MEETINGS,
        amhp,
        heads=("Map", "Evaluat", "Plau", "Priorltise"),
        plan=("Shorl Term", "Hire one person.", "Medlum Term", "Then another.", "ILong Trm"),
    )
    assert form.answers("1.1") == {
        "map": "We hold meetings.",
        "evaluate": "partially",
        "short_term": "Hire one person.",
        "medium_term": "Then another.",
        "prioritise": "low",
    }


def test_an_answer_that_is_like_no_label_is_left_as_it_was_read(amhp: Toolkit) -> None:
    form = scanned(f"1.1 {statement('1.1', amhp)}", paragraph(run("Planning")), amhp)
    assert form.answers("1.1")["map"] == "Planning"


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
