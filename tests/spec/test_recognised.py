"""What is believed of words that were recognised from a picture. The documents are made by hand: no engine runs."""

from __future__ import annotations

from tests.spec.reading import Reading
from toolkit_extract.recovery import recover
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
from toolkit_extract.schemas.toolkit import Toolkit

EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")


def run(text: str, confidence: float = 0.98) -> Run:
    return Run(text=text, origin=RunOrigin.OCR, confidence=confidence)


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines=inlines)


def options(labels: tuple[str, ...], ticked: str) -> Cell:
    lines = []
    for label in labels:
        state = MarkState.SELECTED if label == ticked else MarkState.UNSELECTED
        lines.append(paragraph(Mark(state=state, method=SCANNED_BOX, confidence=0.97), run(f" {label}")))
    return Cell(blocks=tuple(lines))


def scanned(heading: str, answer: Paragraph, toolkit: Toolkit) -> Reading:
    """One standard of a scanned return."""
    plan = tuple(
        paragraph(run(words)) for words in ("Short Term", "Hire one person.", "Medium Term", "Long Term")
    )
    cells = (
        Cell(blocks=(answer,)), options(EVALUATE, "Partially"), Cell(blocks=plan), options(PRIORITISE, "Low"),
    )  # fmt: skip
    heads = tuple(
        Cell(blocks=(paragraph(run(name)),), column=column)
        for column, name in enumerate(("Map", "Evaluate", "Plan", "Prioritise"))
    )
    placed = tuple(cell.model_copy(update={"column": column}) for column, cell in enumerate(cells))
    table = Table(rows=(Row(cells=heads), Row(cells=placed)))
    blocks = (paragraph(run(heading)), table)
    return Reading(
        recover(Document(format="pdf", pages=1, ocr=True, loses_marks=True, blocks=blocks), toolkit)
    )


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
