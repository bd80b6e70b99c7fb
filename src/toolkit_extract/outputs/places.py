"""How is a place on a return named to a person?

`lines 3–5` of a text, `table 2, row 3, cell 1` of a Word file, `page 4 (56, 120 to 180, 310)` of a PDF: the smallest
box around the regions of each page, in whole points from the top left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from toolkit_extract.schemas.region import CellRegion, LineRegion, PageRegion, Region, page_of

_MOST = 4
"""Places named before the rest is counted."""


def place_words(regions: Iterable[Region]) -> str:
    """Where regions are, in their order; places that touch are named as one. Empty without regions."""
    in_order = sorted(regions, key=lambda region: page_of(region) or 0)
    names = list(dict.fromkeys(_names(in_order)))
    more = [f"{len(names) - _MOST} more"] if len(names) > _MOST else []
    return "; ".join([*names[:_MOST], *more])


def _names(regions: list[Region]) -> Iterator[str]:
    for _, group in groupby(regions, key=_group):
        together = list(group)
        first = together[0]
        if isinstance(first, PageRegion):
            yield _page_name([region for region in together if isinstance(region, PageRegion)])
        elif isinstance(first, LineRegion):
            yield from _line_names([region for region in together if isinstance(region, LineRegion)])
        else:
            yield _cell_name([region for region in together if isinstance(region, CellRegion)])


def _group(region: Region) -> tuple[object, ...]:
    """What regions have in common that are named together."""
    if isinstance(region, PageRegion):
        return ("page", region.page)
    if isinstance(region, LineRegion):
        return ("lines",)
    return ("cell", region.table, region.row, region.cell)


def _page_name(regions: list[PageRegion]) -> str:
    x0, top = min(region.x0 for region in regions), min(region.top for region in regions)
    x1, bottom = max(region.x1 for region in regions), max(region.bottom for region in regions)
    return f"page {regions[0].page} ({x0:.0f}, {top:.0f} to {x1:.0f}, {bottom:.0f})"


def _line_names(regions: list[LineRegion]) -> Iterator[str]:
    start, end = regions[0].line_start, regions[0].line_end
    for region in regions[1:]:
        if start <= region.line_start <= end + 1:
            end = max(end, region.line_end)
            continue
        yield _span("line", start, end)
        start, end = region.line_start, region.line_end
    yield _span("line", start, end)


def _cell_name(regions: list[CellRegion]) -> str:
    first = regions[0]
    paragraphs = [region.paragraph for region in regions]
    if first.table is None:
        return _span("paragraph", min(paragraphs), max(paragraphs))
    parts = (("table", first.table), ("row", first.row), ("cell", first.cell))
    return ", ".join(f"{word} {number}" for word, number in parts if number is not None)


def _span(word: str, start: int, end: int) -> str:
    return f"{word} {start}" if start == end else f"{word}s {start}–{end}"
