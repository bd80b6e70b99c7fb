"""Which boxes has a fax left in pieces?

Black and white keep of a hairline one side, dots of another and nothing of a third. Such an outline is seen where the
labels of a list show where to look: left of lines that begin at one place, at their height, and as large as those of
the lines beside them. Pages with greys keep their hairlines and are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.apart import runs_on
from toolkit_extract.parsers.scan.boxes import with_dots_joined
from toolkit_extract.parsers.scan.damaged import side_shares
from toolkit_extract.parsers.scan.ocr import TextLine
from toolkit_extract.parsers.scan.ocr.engine import TextWord
from toolkit_extract.parsers.scan.outline import BoxSize, FoundBox
from toolkit_extract.parsers.scan.pen import area_of
from toolkit_extract.parsers.scan.raster import Mask, Sheet, pixels

_SAME_START = 10
"""Pixels by which the labels of a list may be out of line."""

_BEFORE = 40.0
"""Points before a label within which its box stands; some labels begin at a tab stop."""

_SMALLEST, _LARGEST = 6.0, 17.0
"""Sides of these boxes in points, as fields of forms have them."""

_OUT_OF_LEVEL = 8
"""Pixels between the middles of a label and of its box."""

_SEEN, _PLAIN, _ONE_SIDE = 0.5, 0.7, 0.9
"""Ink along all sides together, as a share, from which a place among others is a box and from which it shows that there
are boxes; and along one side, which a box in pieces keeps."""

_IN_COLUMN = 0.55
"""The same from which a place in a column of boxes that were found is one of them."""

_FEWEST_LINES, _FEWEST_PLAIN, _MOST_OF_LIST = 2, 2, 0.6
"""Lines of a list, how many of them show a box plainly, and the share of them that shows one at all."""

_SIDES_ALIKE = 2
"""Pixels by which the sizes of boxes of a document differ."""

_WORD = re.compile(r"[\"'‘“(]?(?:[^\W\d_]+[^\W\d_A-Z]|[^\W\d_]{3}|\d+[.\d])")
"""How words of print begin: letters, of which the first alone may be a capital or which are three, or a number."""


@dataclass(frozen=True)
class _List:
    """Labels that begin at one place: the place and the middles of their lines, in pixels."""

    start: int
    middles: tuple[int, ...]


@dataclass(frozen=True)
class _Fit:
    """How well boxes of one size at one place fit a list: for each line the ink along their sides."""

    size: BoxSize
    x0: int
    seen: NDArray[np.float32]
    least: float = _SEEN
    """Ink along the sides of a place, as a share, from which it is one of these boxes."""

    @property
    def worth(self) -> float:
        return float(np.maximum(self.seen - _SEEN, 0).sum())


def broken_boxes(
    sheet: Sheet, boxes: Sequence[FoundBox], lines: Sequence[TextLine], ruled: Mask, known: Sequence[BoxSize]
) -> list[FoundBox]:
    """Boxes of a page in black and white of which only pieces are left.

    Args:
        sheet: the page.
        boxes: those that were found.
        lines: of print, among them the labels.
        ruled: where rules of tables are.
        known: sizes of boxes of the document.
    """
    if not sheet.is_bilevel:
        return []
    joined = with_dots_joined(sheet.fine & (1 - ruled))
    words = [word for line in lines for word in line.words if _is_word(word)]
    clear = _without(joined, [word.box for word in words])
    fits = [fit for labels in _lists(lines, boxes) if (fit := _best_fit(labels, clear, known)) is not None]
    fits += _columns(boxes)
    places = [
        place for fit in fits for line in lines if (place := _place_before(line, fit, joined)) is not None
    ]
    found: list[FoundBox] = []
    for place in sorted(places, key=lambda place: -place.wholeness):
        if (
            not any(place.box.intersection_area(box.box) for box in (*boxes, *found))
            and not any(_stands_in(word, place) for word in words)
            and not runs_on(sheet.dark, place.x0, place.top, place.x1, place.bottom)
        ):
            found.append(place)
    return found


def _columns(boxes: Sequence[FoundBox]) -> list[_Fit]:
    """Where boxes of a page stand below each other, and how large they are."""
    fits: list[_Fit] = []
    for box in boxes:
        alike = [
            o
            for o in boxes
            if abs(o.x0 - box.x0) <= _SIDES_ALIKE and abs(o.width - box.width) <= _SIDES_ALIKE
        ]
        if len(alike) >= 2 and not any(abs(fit.x0 - box.x0) <= _SIDES_ALIKE for fit in fits):
            size = BoxSize(
                round(median(o.width for o in alike)),
                round(median(o.height for o in alike)),
                round(median(o.stroke for o in alike)),
            )
            fits.append(_Fit(size, round(median(o.x0 for o in alike)), np.ones(1, np.float32), _IN_COLUMN))
    return fits


def _is_word(word: TextWord) -> bool:
    """Whether it is print; an engine reads a box in pieces as signs or a capital, or as signs before a word."""
    return bool(_WORD.match(word.text))


def _without(mask: Mask, places: Sequence[Box]) -> Mask:
    clear = mask.copy()
    for place in places:
        rows, columns = area_of(place)
        clear[rows, columns] = 0
    return clear


def _stands_in(word: TextWord, place: FoundBox) -> bool:
    across = word.box.x0 < place.x1 - 2 and word.box.x1 > place.x0 + 2
    return across and place.top <= word.box.cy <= place.bottom


def _lists(lines: Sequence[TextLine], boxes: Sequence[FoundBox]) -> Iterator[_List]:
    """Lines without a box before them, by where their first word begins."""
    starts = sorted(
        (int(word.box.x0), int(line.box.cy))
        for line in lines
        for word in [next((w for w in line.words if sum(c.isalpha() for c in w.text) >= 2), None)]
        if word is not None and not _has_box(word.box.x0, line.box.cy, boxes)
    )
    group: list[tuple[int, int]] = []
    for start in [*starts, (10**9, 0)]:
        if group and start[0] - group[0][0] > _SAME_START:
            if len(group) >= _FEWEST_LINES:
                yield _List(int(median(x for x, _ in group)), tuple(sorted(y for _, y in group)))
            group = []
        group.append(start)


def _has_box(start: float, middle: float, boxes: Sequence[FoundBox]) -> bool:
    return any(
        0 <= start - box.x0 <= pixels(_BEFORE) + box.width and box.top <= middle <= box.bottom
        for box in boxes
    )


def _best_fit(labels: _List, joined: Mask, known: Sequence[BoxSize]) -> _Fit | None:
    """The size and place of the boxes of a list that most of its lines show."""
    left = max(labels.start - pixels(_BEFORE), 0)
    strip = joined[:, left : labels.start - 1]
    if strip.shape[1] < pixels(_SMALLEST) or not _shows_sides(strip, labels):
        return None
    reach = pixels(_LARGEST) // 2 + _OUT_OF_LEVEL + 1
    padded = np.pad(strip, ((reach, reach), (0, 0)))
    rows = np.concatenate([padded[middle : middle + 2 * reach] for middle in labels.middles])
    best: _Fit | None = None
    for side in range(pixels(_SMALLEST), min(pixels(_LARGEST), strip.shape[1] - 1) + 1):
        size = BoxSize(side, side, 1)
        first = reach - side // 2 - _OUT_OF_LEVEL
        tops = slice(first, first + 2 * _OUT_OF_LEVEL + 1)
        seen = _seen(rows, size).reshape(len(labels.middles), 2 * reach, -1)[:, tops].max(axis=1)
        column = int(np.maximum(seen - _SEEN, 0).sum(axis=0).argmax())
        near = slice(max(column - 1, 0), column + 2)
        fit = _Fit(size, left + column, seen[:, near].max(axis=1))
        if _is_list(fit, known) and (best is None or fit.worth > best.worth):
            best = fit
    return best


def _shows_sides(strip: Mask, labels: _List) -> bool:
    """Whether there are straight strokes before most labels, as long as the smallest side: text has none."""
    least, near = pixels(_SMALLEST), pixels(_LARGEST) // 2 + _OUT_OF_LEVEL
    upright = cv2.morphologyEx(strip, cv2.MORPH_OPEN, np.ones((least, 1), np.uint8))
    level = cv2.morphologyEx(strip, cv2.MORPH_OPEN, np.ones((1, least), np.uint8))
    inked = (upright | level).any(axis=1)
    shown = [bool(inked[max(middle - near, 0) : middle + near].any()) for middle in labels.middles]
    return sum(shown) >= _MOST_OF_LIST * len(shown)


def _rows(middle: int, side: int, height: int) -> tuple[int, int]:
    top = middle - side // 2
    return max(top - _OUT_OF_LEVEL, 0), min(top + _OUT_OF_LEVEL + 1, height - side)


def _is_list(fit: _Fit, known: Sequence[BoxSize]) -> bool:
    """Whether enough lines show a box plainly: two, or one of a size that the document has."""
    plain = int((fit.seen >= _PLAIN).sum())
    sized = any(abs(fit.size.width - size.width) <= _SIDES_ALIKE for size in known)
    most = float((fit.seen >= _SEEN).mean()) >= _MOST_OF_LIST
    return most and plain >= (1 if sized else _FEWEST_PLAIN)


def _place_before(line: TextLine, fit: _Fit, joined: Mask) -> FoundBox | None:
    """The box of a list that stands before a line, or in what an engine took for its beginning."""
    if not fit.x0 - _SAME_START <= line.box.x0 <= fit.x0 + fit.size.width + pixels(_BEFORE):
        return None
    first, last = _rows(round(line.box.cy), fit.size.height, joined.shape[0])
    left = max(fit.x0 - 1, 0)
    strip = joined[first : last + fit.size.height, left : fit.x0 + fit.size.width + 2]
    if last <= first or not strip.any():
        return None
    seen = _seen(strip, fit.size)[: last - first, :3]
    down, right = np.unravel_index(int(seen.argmax()), seen.shape)
    x0, top = left + int(right), first + int(down)
    if seen[down, right] < fit.least:
        return None
    return FoundBox(
        x0, top, x0 + fit.size.width, top + fit.size.height, fit.size.stroke, float(seen[down, right])
    )


def _seen(mask: Mask, size: BoxSize) -> NDArray[np.float32]:
    """For each place, the ink along the sides of a box, as a share; none where no side is left."""
    shares = side_shares(mask, size)
    return np.where(shares.max(axis=0) >= _ONE_SIDE, shares.mean(axis=0), 0).astype(np.float32)
