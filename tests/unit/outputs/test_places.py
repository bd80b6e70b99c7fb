"""Places on a return in the words of a person."""

from __future__ import annotations

import pytest

from toolkit_extract.outputs.places import place_words
from toolkit_extract.schemas.region import CellRegion, LineRegion, PageRegion, Region


def lines(start: int, end: int) -> LineRegion:
    return LineRegion(line_start=start, line_end=end)


def box(page: int, x0: float, top: float, x1: float, bottom: float) -> PageRegion:
    return PageRegion(page=page, x0=x0, top=top, x1=x1, bottom=bottom)


@pytest.mark.parametrize(
    ("regions", "words"),
    [
        ((), ""),
        ((lines(3, 3),), "line 3"),
        ((lines(3, 4), lines(5, 7), lines(9, 9)), "lines 3–7; line 9"),
        ((CellRegion(table=2, row=3, cell=1, paragraph=1),), "table 2, row 3, cell 1"),
        ((CellRegion(paragraph=8), CellRegion(paragraph=9)), "paragraphs 8–9"),
        ((box(4, 56.2, 120, 180, 310.4),), "page 4 (56, 120 to 180, 310)"),
        ((box(4, 56, 120, 180, 310), box(4, 50, 90, 70, 99)), "page 4 (50, 90 to 180, 310)"),
        ((box(4, 0, 0, 9, 9), box(5, 1, 1, 2, 2)), "page 4 (0, 0 to 9, 9); page 5 (1, 1 to 2, 2)"),
    ],
)
def test_places_that_touch_are_named_as_one(regions: tuple[Region, ...], words: str) -> None:
    assert place_words(regions) == words


def test_many_places_are_counted() -> None:
    assert place_words([lines(n, n) for n in range(1, 20, 2)]) == "line 1; line 3; line 5; line 7; 6 more"
