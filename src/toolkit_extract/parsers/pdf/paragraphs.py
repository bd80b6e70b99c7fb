"""Where do the paragraphs of an area begin and end, and what does each hold?

A paragraph ends where its writer ended it, not where a line does: at a larger gap, before a bullet or a box, where the
next word would still have fitted, where the look changes. Output: `Paragraph`s of runs and marks in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import quantiles

from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.hyphenation import Hyphenation
from toolkit_extract.parsers.pdf.marks import PlacedMark
from toolkit_extract.parsers.pdf.words import Item, Line, Piece, needs_space
from toolkit_extract.schemas.document import Emphasis, Inline, Mark, Paragraph, Role, Run, RunOrigin
from toolkit_extract.schemas.region import PageRegion

BULLETS = frozenset("•◦▪▫‣⁃∙●○■□◆◇➢➤►▶▸·❖✦✓➔→")
_COURIER_BULLET = "o"
_DASHES = frozenset("-–—")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’)]*$")

WIDER_GAP = 1.22
"""Line pitch, in usual pitches, from which a gap parts paragraphs."""

DEFAULT_PITCH = 1.25
"""Line pitch in font sizes where a page does not tell."""

_SURELY_FITS = 1.5
"""Room left in a line, in font sizes beyond the next word, that shows a break made by the writer."""


@dataclass(slots=True)
class Typesetting:
    """What is known of a page when its paragraphs are made."""

    page_number: int
    pitch: float = DEFAULT_PITCH
    body_size: float = 10.0
    hyphenation: Hyphenation = field(default_factory=Hyphenation)
    on_page: Callable[[Box], Box] | None = None
    """The way to the page as displayed, where a page was straightened before it was laid out."""

    def region_of(self, box: Box) -> PageRegion:
        """Where a box stands on the page as displayed."""
        return region_of(self.on_page(box) if self.on_page else box, self.page_number)


def usual_pitch(groups: Iterable[Sequence[Line]]) -> float:
    """Line pitch within paragraphs of a page, in font sizes: a low quartile, for most larger ones part paragraphs."""
    ratios = []
    for lines in groups:
        for above, below in pairwise(lines):
            if above.pieces and below.pieces and abs(above.size - below.size) < 0.6 and above.size > 0:
                ratio = (below.core.bottom - above.core.bottom) / above.size
                if 0.9 <= ratio <= 2.3:
                    ratios.append(ratio)
    if len(ratios) < 4:
        return min(ratios, default=DEFAULT_PITCH)
    return quantiles(ratios, n=4)[0]


def build_paragraphs(
    lines: Sequence[Line], area: Box, setting: Typesetting, in_table: bool = True
) -> list[Paragraph]:
    """The paragraphs of consecutive lines.

    Args:
        lines: lines of one column, top to bottom.
        area: what the lines could fill, in points.
        setting: what is known of their page.
        in_table: whether they stand in a cell, where nothing is a heading.
    """
    if not lines:
        return []
    limits = _line_limits(lines, area)
    groups: list[list[Line]] = [[lines[0]]]
    for above, below in pairwise(lines):
        if _parts(above, below, groups[-1], limits, setting):
            groups.append([below])
        else:
            groups[-1].append(below)
    return [_paragraph(group, setting, in_table) for group in groups]


# --- where paragraphs part --------------------------------------------------------------------------------------


def _line_limits(lines: Sequence[Line], area: Box) -> tuple[float, float]:
    """How far lines reach, and how far they could if the area's margins are alike."""
    reach = max(line.box.x1 for line in lines)
    start = min(line.box.x0 for line in lines)
    margin = max(0.0, start - area.x0)
    return reach, max(reach, area.x1 - min(margin, 0.2 * area.width))


def _parts(
    above: Line, below: Line, group: list[Line], limits: tuple[float, float], setting: Typesetting
) -> bool:
    if _stands_alone(above) or _stands_alone(below) or _starts_item(below):
        return True
    if isinstance(above.items[-1], PlacedMark) and not isinstance(above.items[0], PlacedMark):
        return True
    size = max(above.size, 1.0)
    if abs(above.size - below.size) > 0.16 * size:
        return True
    if below.core.bottom - above.core.bottom > (WIDER_GAP * setting.pitch + 0.05) * size:
        return True
    if _ends_hyphenated(above):
        return False
    if below.bold and above.pieces and not above.pieces[-1].bold:
        return True
    full = not _would_fit(above, below, limits[0])
    if above.bold and not below.bold and not full:
        return True
    if _has_bullet(group[0]) and below.box.x0 < _text_start(group[0]) - 0.6 * size:
        return True
    if not full:
        return True
    roomy = _would_fit(
        above, below, limits[1] - max(_SURELY_FITS * size, 0.08 * limits[1] - 0.08 * above.box.x0)
    )
    return roomy and (
        bool(_ENDS_SENTENCE.search(above.text)) or below.text[:1].isupper() or above.bold != below.bold
    )


def _stands_alone(line: Line) -> bool:
    return any(not item.in_line if isinstance(item, PlacedMark) else item.block for item in line.items)


def _starts_item(line: Line) -> bool:
    """Whether a line begins with a box, a bullet or an item's number."""
    first = line.items[0]
    if isinstance(first, PlacedMark):
        return True
    return _has_bullet(line) or (bool(_NUMBERED.fullmatch(first.text)) and _followed_by_gap(line))


def _followed_by_gap(line: Line) -> bool:
    return len(line.items) > 1 and line.items[1].box.x0 - line.items[0].box.x1 > 0.3 * line.size


def _has_bullet(line: Line) -> bool:
    first = line.items[0]
    if not isinstance(first, Piece) or len(first.text) != 1 or len(line.items) < 2:
        return False
    if first.text in BULLETS:
        return True
    if first.text == _COURIER_BULLET:
        return "courier" in first.font.lower() or "symbol" in first.font.lower()
    return first.text in _DASHES and _followed_by_gap(line)


def _text_start(line: Line) -> float:
    return line.items[1].box.x0 if _has_bullet(line) else line.items[0].box.x0


def _ends_hyphenated(line: Line) -> bool:
    last = line.items[-1]
    return isinstance(last, Piece) and last.hyphenated


def _would_fit(above: Line, below: Line, limit: float) -> bool:
    """Whether the first word below had room at the end of the line above."""
    first = below.items[0]
    width = first.box.width
    for item in below.items[1:]:
        if not isinstance(item, Piece) or not isinstance(first, Piece) or needs_space(first, item):
            break
        width = item.box.x1 - below.items[0].box.x0
        first = item
    return above.box.x1 + 0.25 * above.size + width <= limit + 0.1


# --- what paragraphs hold ---------------------------------------------------------------------------------------


def _paragraph(lines: list[Line], setting: Typesetting, in_table: bool) -> Paragraph:
    items: list[list[Item]] = [list(line.items) for line in lines]
    role, level = Role.BODY, 0
    if _has_bullet(lines[0]):
        first = items[0][0]
        role = Role.LIST_ITEM
        if isinstance(first, Piece) and first.text not in _DASHES:
            items[0].pop(0)
    elif not in_table and _is_heading(lines, setting.body_size):
        role, level = Role.HEADING, 1 if lines[0].size > 1.4 * setting.body_size else 2
    region = setting.region_of(bounding_box(line.box for line in lines))
    return Paragraph(inlines=tuple(_inlines(items, setting)), role=role, level=level, region=region)


def _is_heading(lines: list[Line], body_size: float) -> bool:
    if len(lines) > 3 or any(line.marks for line in lines):
        return False
    words = sum(len(line.pieces) for line in lines)
    larger = all(line.size > 1.15 * body_size for line in lines)
    return words <= 25 and (larger or all(line.bold for line in lines))


@dataclass(slots=True)
class _OpenRun:
    text: str
    emphasis: frozenset[Emphasis]
    origin: RunOrigin
    boxes: list[Box]
    confidence: float
    otherwise: str = ""

    def takes(self, item: Piece) -> bool:
        """Whether a piece looks the same, and neither has a second reading, which is of one word."""
        same = self.emphasis == item.emphasis and self.origin == item.origin
        return same and not self.otherwise and not item.otherwise


def _inlines(lines: list[list[Item]], setting: Typesetting) -> Iterable[Inline]:
    run: _OpenRun | None = None
    before: Item | None = None
    for items in lines:
        for position, item in enumerate(items):
            if isinstance(item, PlacedMark):
                if run is not None:
                    run.text += " "
                    yield _closed(run, setting)
                run = None
                yield mark_of(item, setting)
                before = item
                continue
            text = _text_after(before, item, position == 0, run, setting.hyphenation)
            if run is not None and run.takes(item):
                run.text += text
                run.boxes.append(item.box)
                run.confidence = min(run.confidence, item.confidence)
            else:
                if run is not None:
                    yield _closed(run, setting)
                run = _OpenRun(text, item.emphasis, item.origin, [item.box], item.confidence, item.otherwise)
            before = item
    if run is not None:
        yield _closed(run, setting)


def _text_after(
    before: Item | None, item: Piece, starts_line: bool, run: _OpenRun | None, hyphenation: Hyphenation
) -> str:
    """The text of a piece with the space that parts it from what stands before it."""
    if before is None:
        return item.text
    if starts_line:
        if isinstance(before, Piece) and before.text.endswith("-") and item.text[:1].isalpha():
            if not before.hyphenated and not before.text[:-1][-1:].isalpha():
                return f" {item.text}"
            if run is not None and not hyphenation.keeps_hyphen(before.text, item.text):
                run.text = run.text.removesuffix("-")
            return item.text
        return f" {item.text}"
    return f" {item.text}" if needs_space(before, item) else item.text


def _closed(run: _OpenRun, setting: Typesetting) -> Run:
    return Run(
        text=run.text,
        emphasis=run.emphasis,
        origin=run.origin,
        confidence=round(run.confidence, 3),
        otherwise=run.otherwise or None,
        region=setting.region_of(bounding_box(run.boxes)),
    )


def mark_of(mark: PlacedMark, setting: Typesetting) -> Mark:
    """The mark as others know it."""
    return Mark(
        state=mark.state,
        method=mark.method,
        confidence=mark.confidence,
        verbatim=mark.verbatim,
        boxed=mark.boxed,
        conflict=mark.conflict,
        label=mark.label,
        region=setting.region_of(mark.box),
    )


def region_of(box: Box, page_number: int) -> PageRegion:
    """A box on a page, to a hundredth of a point."""
    return PageRegion(
        page=page_number,
        x0=round(box.x0, 2),
        top=round(box.top, 2),
        x1=round(box.x1, 2),
        bottom=round(box.bottom, 2),
    )
