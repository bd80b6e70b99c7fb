"""Which of its four positions a page is read in."""

from __future__ import annotations

from collections.abc import Sequence

from tests.unit.parsers.scan.drawing import paper, words
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr.engine import TextLine, TextWord
from toolkit_extract.parsers.scan.page import ScanMemory, begin_picture
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Raster
from toolkit_extract.parsers.scan.recogniser import EngineInThread


class TurnsLinesItself:
    """An engine that reads lines well that stand upright, as they do while the page is higher than wide."""

    name = "turns 1"

    def read(self, grey: Grey) -> list[TextLine]:
        upright = grey.shape[0] > grey.shape[1]
        place = Box(100.0, 100.0, 130.0, 600.0) if upright else Box(100.0, 100.0, 600.0, 130.0)
        return [TextLine((TextWord("Plans are kept up to date", place, 0.99),), place)]

    def read_lines(self, pictures: Sequence[Grey]) -> list[str]:
        return ["" for _ in pictures]


def test_a_page_on_its_side_is_turned_though_an_engine_reads_its_upright_lines_well() -> None:
    page = paper(900, 1300)
    words(page, "Plans are kept up to date", 100, 150)
    memory = ScanMemory()
    begin_picture(Raster(page, WORKING_SCALE), 1, EngineInThread(TurnsLinesItself()), memory).finish()
    assert memory.quarter_turns in (1, 3)


def test_a_page_that_began_before_it_was_known_how_the_pages_lie_is_begun_again() -> None:
    page = paper(900, 1300)
    words(page, "Plans are kept up to date", 100, 150)
    memory, recogniser = ScanMemory(), EngineInThread(TurnsLinesItself())
    first, second = (
        begin_picture(Raster(page, WORKING_SCALE), number, recogniser, memory) for number in (1, 2)
    )
    assert first.first.turns == second.first.turns == 0
    widths = [one.finish().items.width for one in (first, second)]
    assert widths[0] == widths[1] > first.raster.width
