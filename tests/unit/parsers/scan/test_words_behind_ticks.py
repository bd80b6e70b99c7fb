"""What an engine makes of the end of a tick is no part of the label behind the box."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.marks import PlacedMark
from toolkit_extract.parsers.pdf.words import Piece
from toolkit_extract.parsers.scan.page import _beside_marks
from toolkit_extract.schemas.document import SCANNED_BOX, MarkState

BOX = Box(100.0, 100.0, 108.0, 108.0)


def read(text: str, state: MarkState, x0: float = 111.0) -> list[str]:
    piece = Piece(text, Box(x0, 99.0, x0 + 30.0, 109.0), 10.0, spaced=False)
    return [one.text for one in _beside_marks([piece], [PlacedMark(BOX, state, SCANNED_BOX, 0.9)])]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("\u201cHigh", "High"),
        ("(\u00a9Low", "Low"),
        ("-Partially", "Partially"),
        ("High", "High"),
        ("(small", "(small"),
    ],
)
def test_the_end_of_a_tick_before_a_word_is_dropped(text: str, label: str) -> None:
    assert read(text, MarkState.SELECTED) == [label]


def test_beside_an_empty_box_and_away_from_boxes_words_stay_as_they_are() -> None:
    assert read("\u201cHigh", MarkState.UNSELECTED) == ["\u201cHigh"]
    assert read("\u201cHigh", MarkState.SELECTED, x0=140.0) == ["\u201cHigh"]
