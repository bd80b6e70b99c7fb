"""Which options a text holds, and which box belongs to which of them."""

from __future__ import annotations

import pytest

from tests.unit.recovery.texts import marked
from toolkit_extract.recovery.marked_text import join, paragraph_to_text
from toolkit_extract.recovery.option_hits import TYPED_SIGN, OptionReading
from toolkit_extract.recovery.options import read_loose_options, read_options
from toolkit_extract.recovery.vocabulary import Vocabulary, vocabulary_of
from toolkit_extract.schemas.document import SCANNED_BOX, Mark, MarkState, Paragraph, Run
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

SIGNS = {MarkState.SELECTED: "x", MarkState.UNSELECTED: "-", MarkState.UNKNOWN: "?", None: ""}


@pytest.fixture(scope="module")
def words(amhp: Toolkit) -> Vocabulary:
    return vocabulary_of(amhp)


def shown(reading: OptionReading) -> str:
    """`low- medium x`: each option's code with the sign of its box."""
    return " ".join(f"{hit.option.code}{SIGNS[hit.mark.state if hit.mark else None]}" for hit in reading.hits)


CELLS = [
    # the cell, its options with their boxes, words left over
    ("[ ] No risk\n[x] Low\n[ ] Medium\n[ ] High", "no_risk- lowx medium- high-", ""),
    ("No risk [ ]\nLow [x]\nMedium [ ]\nHigh [ ]", "no_risk- lowx medium- high-", ""),
    ("[ ] No risk [x] Low [ ] Medium [ ] High", "no_risk- lowx medium- high-", ""),
    ("No risk [ ] Low [x] Medium [ ] High [ ]", "no_risk- lowx medium- high-", ""),
    ("[ ]\nNo risk\n[x]\nLow", "no_risk- lowx", ""),
    ("No risk\nLow\nMedium\nHigh", "no_risk low medium high", ""),
    ("- No risk\n- Low", "no_risk low", ""),
    ("No risk Low Medium High", "no_risk low medium high", ""),  # a list that lost its line ends
    ("[ ] Low ✓", "lowx", ""),  # a tick typed behind an untouched box
    ("x [ ] Low", "lowx", ""),
    ("[x] Low (small improvements required)", "lowx", ""),  # the form's own explanation
    ("[x] Low (two teams only)", "lowx", "(two teams only)"),
    ("[x] Low\nSome are worried.", "lowx", "Some are worried."),
    ("[x] Meduim\n[ ] High", "mediumx high-", ""),
    ("[x] LOW RISK", "lowx", ""),
    ("Low", "low", ""),
    ("Lowered last year", "", "Lowered last year"),
    ("See below", "", "See below"),
]


@pytest.mark.parametrize(("cell", "options", "remark"), CELLS, ids=[row[0] for row in CELLS])
def test_a_cell_is_read(cell: str, options: str, remark: str, words: Vocabulary) -> None:
    question = words.toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    reading = read_options(marked(cell), words, question)
    assert (shown(reading), reading.remark) == (options, remark)


@pytest.mark.parametrize(
    ("pixels", "conflict", "read"),
    [
        (MarkState.UNKNOWN, None, MarkState.UNKNOWN),
        (MarkState.UNSELECTED, None, MarkState.SELECTED),
        (MarkState.UNSELECTED, "it is struck out", MarkState.UNSELECTED),
    ],
)
def test_a_sign_recognised_at_a_scanned_box_leaves_a_doubt(
    pixels: MarkState, conflict: str | None, read: MarkState, words: Vocabulary
) -> None:
    question = words.toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    box = Mark(state=pixels, method=SCANNED_BOX, confidence=0.5, conflict=conflict)
    sign = Mark(state=MarkState.SELECTED, method="typed_sign", boxed=False)
    cell = join([paragraph_to_text(Paragraph(inlines=(box, sign, Run(text=" Low"))))])
    (hit,) = read_options(cell, words, question).hits
    assert hit.mark is not None
    assert (hit.mark.state, hit.mark.method) == (read, SCANNED_BOX)
    assert hit.mark.conflict is not None


def test_a_sign_recognised_at_an_empty_box_ticks_it_not_where_another_box_is_ticked(
    words: Vocabulary,
) -> None:
    question = words.toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    empty = Mark(state=MarkState.UNSELECTED, method=SCANNED_BOX, confidence=0.98)
    ticked = Mark(state=MarkState.SELECTED, method=SCANNED_BOX, confidence=0.98)
    sign = Mark(state=MarkState.SELECTED, method="typed_sign", boxed=False)
    cell = join(
        [
            paragraph_to_text(Paragraph(inlines=(empty, sign, Run(text=" Low")))),
            paragraph_to_text(Paragraph(inlines=(ticked, Run(text=" High")))),
        ]
    )
    low, high = (hit.mark for hit in read_options(cell, words, question).hits)
    assert low is not None
    assert (low.state, low.conflict) == (MarkState.UNSELECTED, "a sign was recognised beside it")
    assert high == ticked


LINES = [
    # a loose line, and the options that it is of: only lines that are nothing else count
    ("Partially", "partially"),
    ("- Partially", "partially"),
    ("☒ Partially", "partiallyx"),
    ("☐ Low (small improvements required)", "low-"),
    ("Not at all  Partially", "not_at_all partially"),
    ("Partially met by two teams", None),
    ("Low numbers of staff", None),
    ("We are partially there", None),
    ("High", "high"),
    ("High risk of delay", None),
    ("☒ We did this last year", None),
]


@pytest.mark.parametrize(("line", "options"), LINES, ids=[row[0] for row in LINES])
def test_a_loose_line_is_of_options_only_if_it_is_nothing_else(
    line: str, options: str | None, words: Vocabulary
) -> None:
    readings = read_loose_options(marked(line), words)
    assert (shown(readings[0]) if readings else None) == options


def test_a_box_beside_no_option_is_kept_apart(words: Vocabulary) -> None:
    question = words.toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    reading = read_options(marked("[x] Low\n[ ] Not for us to say"), words, question)
    assert shown(reading) == "lowx"
    assert [mark.state for mark in reading.stray] == [MarkState.UNSELECTED]


@pytest.mark.parametrize(
    ("text", "found"), [("x Low", True), ("Low X", True), ("box", False), ("x's", False)]
)
def test_a_typed_sign_is_an_x_that_stands_alone(text: str, found: bool) -> None:
    assert bool(TYPED_SIGN.search(text)) is found
