"""Where on the file does an answer stand, and what shall a person see of it?

Pure: regions of a record in, requests to draw out (`drawing` does them), and the words for what cannot be shown. A page
that has the answer is shown as a crop with some of its surroundings; a place in a Word file or a web page as the row it
stands in, with its boxes; a place in a text as its lines with their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord, StandardRecord
from toolkit_extract.schemas.region import CellRegion, LineRegion, PageRegion, Region

MARGIN_X, MARGIN_Y = 36.0, 30.0
"""Points shown round a place: a column's edge and the rows above and below."""

LEAST_WIDTH, LEAST_HEIGHT = 300.0, 130.0
MOST_PAGES = 4
CONTEXT_LINES = 4
PADDING = 3.0

LINE_FORMATS = {"text", "markdown"}
"""Formats whose lines a person can read as they are."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points, origin top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    def grown(self, x: float, y: float) -> Box:
        """The box with more on each side."""
        return Box(self.x0 - x, self.top - y, self.x1 + x, self.bottom + y)


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A part of a page to draw; the whole page without an area.

    Attributes:
        page: from 1.
        area: what to show, in points.
        boxes: what was read there: its kind (`answer`, `selected`, `unselected`, `unknown`; `near` for what stands
            beside an answer without a place) and where it is.
    """

    page: int
    area: Box | None = None
    boxes: tuple[tuple[str, Box], ...] = ()


@dataclass(frozen=True, slots=True)
class LinesOf:
    """Lines of a text to show, from 1; `here` are the ranges that were read."""

    first: int
    last: int
    here: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class RowsOf:
    """Places of a flowing document whose rows are to be shown, and whether these are the answer's own."""

    here: tuple[CellRegion | LineRegion, ...]
    own: bool = True


Request = PictureOf | LinesOf | RowsOf


def regions_of(answer: Narrative | Choice) -> tuple[Region, ...]:
    """Where an answer stands; of a rating that says nothing of itself, where its boxes stand."""
    if answer.regions or isinstance(answer, Narrative):
        return answer.regions
    return tuple(detail.region for detail in answer.mark_details.values() if detail.region is not None)


def requests_for(record: ReturnRecord, standard: StandardRecord, names: Iterable[str]) -> list[Request]:
    """What to show of some answers of a standard; where they have no place, what stands beside them."""
    answers = dict(single_answers(standard, with_unassigned=True))
    chosen = [name for name in names if name in answers]
    own = [region for name in chosen for region in regions_of(answers[name])]
    marks = [
        (str(detail.state), detail.region)
        for name in chosen
        if isinstance(answer := answers[name], Choice)
        for detail in answer.mark_details.values()
        if detail.region is not None
    ]
    regions = own or _beside(standard, answers, chosen)
    return list(_requests(record.source.format, regions, marks, own=bool(own)))


def _beside(
    standard: StandardRecord, answers: Mapping[str, Narrative | Choice], names: Iterable[str]
) -> list[Region]:
    """Where the other parts of the same question stand, else the standard's other answers, else its heading."""
    questions = {name.partition(".")[0] for name in names}
    parts = [
        region
        for name, answer in answers.items()
        if name.partition(".")[0] in questions
        for region in regions_of(answer)
    ]
    return (
        parts
        or [region for answer in answers.values() for region in regions_of(answer)]
        or [*standard.regions]
    )


def hint_page(record: ReturnRecord, standard: StandardRecord) -> int | None:
    """The page on which a standard without a place would be looked for: where the one before it ends."""
    last: int | None = None
    for other in record.standards:
        if other.number == standard.number:
            break
        pages = [region.page for region in _all_regions(other) if isinstance(region, PageRegion)]
        last = max(pages, default=last)
    return last or (1 if record.source.pages else None)


def _all_regions(standard: StandardRecord) -> Iterator[Region]:
    yield from standard.regions
    for _, answer in single_answers(standard, with_unassigned=True):
        yield from answer.regions


def _requests(
    file_format: str, regions: list[Region], marks: list[tuple[str, Region]], *, own: bool
) -> Iterator[Request]:
    pages = [region for region in regions if isinstance(region, PageRegion)]
    if pages:
        yield from _pictures(pages, marks, "answer" if own else "near")
        return
    lines = [region for region in regions if isinstance(region, LineRegion)]
    if lines and file_format in LINE_FORMATS:
        here = tuple(sorted({(line.line_start, line.line_end) for line in lines}))
        first, last = max(1, here[0][0] - CONTEXT_LINES), max(end for _, end in here) + CONTEXT_LINES
        yield LinesOf(first, last, here if own else ())
        return
    flowing = tuple(region for region in regions if not isinstance(region, PageRegion))
    if flowing:
        yield RowsOf(flowing, own)


def _pictures(regions: list[PageRegion], marks: list[tuple[str, Region]], kind: str) -> Iterator[PictureOf]:
    in_order = sorted(regions, key=lambda region: region.page)
    pages = [(page, list(there)) for page, there in groupby(in_order, key=lambda region: region.page)]
    for page, there in pages[:MOST_PAGES]:
        answer = _around([_box(region) for region in there])
        boxes = [
            (state, _box(region).grown(1.0, 1.0))
            for state, region in marks
            if isinstance(region, PageRegion) and region.page == page
        ]
        whole = _around([answer, *(box for _, box in boxes)]).grown(PADDING, PADDING)
        yield PictureOf(page, _with_surroundings(whole), ((kind, whole), *boxes))


def _with_surroundings(box: Box) -> Box:
    more_x = max(MARGIN_X, (LEAST_WIDTH - (box.x1 - box.x0)) / 2)
    more_y = max(MARGIN_Y, (LEAST_HEIGHT - (box.bottom - box.top)) / 2)
    return box.grown(more_x, more_y)


def _box(region: PageRegion) -> Box:
    return Box(region.x0, region.top, region.x1, region.bottom)


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
