"""Tears keep every word, and only make cuts that a reader can mend."""

from random import Random

import pytest

from evaluation.answers import complete_return
from evaluation.councils import COUNCILS
from evaluation.drawing import Cells, Hand, Item, Label, Name, Prompt, Row, draw_rows
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.tears import (
    TEARS,
    Cut,
    How,
    LinesPiece,
    Piece,
    TablePiece,
    TornRow,
    can_be_told_apart,
    cut_row,
)


def _rows(seed: int) -> list[Row]:
    rng = Random(seed)
    return draw_rows(complete_return(rng, COUNCILS[seed]), Hand("crossed_box"), rng)


def _items(piece: Piece) -> list[Item]:
    if isinstance(piece, LinesPiece):
        return list(piece.items)
    if isinstance(piece, TablePiece):
        return [item for row in piece.rows for cell in row.cells for item in cell]
    return []


def _words(torn: TornRow, kind: type) -> list[str]:
    items = [item for piece in torn.pieces for item in _items(piece)]
    return sorted(" ".join(item.text for item in items if isinstance(item, kind)).split())


@pytest.mark.parametrize("name", TEARS)
def test_a_tear_keeps_every_word_of_the_narratives(name: str) -> None:
    torn_rows = 0
    for seed in range(4):
        for row in _rows(seed):
            torn = TEARS[name](row, How(Random(seed), "dashed", "joined"))
            if torn is None:
                continue
            torn_rows += 1
            original = [item for cell in row.cells for item in cell]
            for kind in (Paragraph, Label):
                words = " ".join(item.text for item in original if isinstance(item, kind)).split()
                assert _words(torn, kind) == sorted(words)
    assert torn_rows > 20


@pytest.mark.parametrize("name", TEARS)
def test_a_tear_keeps_every_option_and_tells_which_boxes_it_lost(name: str) -> None:
    for row in _rows(5):
        torn = TEARS[name](row, How(Random(row.number), "bare", "bare"))
        if torn is None:
            continue
        lines = [item for piece in torn.pieces for item in _items(piece) if isinstance(item, OptionLine)]
        assert len(lines) == 8
        assert {(line.options[0]) for line in lines if not line.known} == {
            mark[2] for mark in torn.losses.marks
        }


@pytest.mark.parametrize("name", TEARS)
def test_a_tear_keeps_names_and_prompts(name: str) -> None:
    torn = next(
        torn for row in _rows(6) if (torn := TEARS[name](row, How(Random(1), "kept", "joined"))) is not None
    )
    whole = TEARS["whole"](_rows(6)[0], How(Random(1), "kept", "joined"))
    assert whole is not None
    assert set(_words(torn, Name)) == set(_words(whole, Name))
    assert set(_words(torn, Prompt)) == set(_words(whole, Prompt))


_EVIDENCE = Paragraph("There is a rota that covers the nights.")
_ACTION = Paragraph("Review the rota.", action=True)
_OPTION = OptionLine("☐ Partially", ("partially",))
_LABEL = Label("Long Term")


@pytest.mark.parametrize(
    ("rest", "possible"),
    [
        pytest.param(((_EVIDENCE,), (_OPTION,), (_ACTION,), ()), True, id="an option between"),
        pytest.param(((_EVIDENCE,), (), (_LABEL, _ACTION), ()), True, id="a label first"),
        pytest.param(((_EVIDENCE,), (), (_ACTION, _LABEL), ()), True, id="an action before a label"),
        pytest.param(((_EVIDENCE,), (), (_EVIDENCE, _LABEL), ()), False, id="no wording tells them apart"),
        pytest.param(((_EVIDENCE,), (), (_ACTION,), ()), False, id="no label follows"),
        pytest.param(((Paragraph("N/A"),), (), (_LABEL,), ()), False, id="a reply that could be either's"),
    ],
)
def test_only_remainders_that_can_be_told_apart_are_left_as_lines(rest: Cells, possible: bool) -> None:
    cut = Cut(((), (), (), ()), rest, (False, False, False, False))
    assert can_be_told_apart(cut) is possible


def test_a_plan_cut_inside_a_paragraph_needs_an_option_before_its_rest() -> None:
    cut = Cut(((), (), (), ()), ((_EVIDENCE,), (), (_ACTION, _LABEL), ()), (False, False, True, False))
    assert not can_be_told_apart(cut)


def test_page_breaks_cut_paragraphs_but_no_option() -> None:
    inside = 0
    for row in _rows(7):
        cut = cut_row(row.cells, Random(row.number))
        if cut is None:
            continue
        inside += any(cut.carried_on)
        for column in (1, 3):
            assert (*cut.head[column], *cut.rest[column]) == row.cells[column]
    assert inside > 3
