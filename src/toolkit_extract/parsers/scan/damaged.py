"""Where are boxes of a known size that a pen, a copier or a fax has damaged?

The ink along all four sides is looked at for each place of a page. In the columns of whole boxes a part of a side may
be missing; elsewhere letters resemble boxes, and what is found must stand apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from toolkit_extract.parsers.scan.apart import (
    WIDE_ROOM,
    Pieces,
    has_bold_sides,
    has_letters_beside,
    in_black,
    in_word,
    ink_ends_with,
    is_amid_letters,
    is_blotch,
    is_filled,
    runs_into_word,
    runs_on,
    stands_alone,
)
from toolkit_extract.parsers.scan.outline import BoxSize, FoundBox
from toolkit_extract.parsers.scan.raster import Mask
from toolkit_extract.parsers.scan.whole import WHOLE_SIDE, has_corners

DAMAGED_SIDE = 0.72
"""Share of a side that must be ink for an outline to be a damaged copy of a whole one."""

_PERFECT = 0.97
"""Share of the weakest side from which an outline is a box, whatever stands beside it."""

OUT_OF_LINE = 3
"""Pixels by which boxes of one column may be out of line."""

_MOST_PLACES = 200_000


def template_score(dark: Mask, size: BoxSize) -> NDArray[np.float32]:
    """For each place, as the upper left corner of a box of that size, the ink along its weakest side, as a share."""
    top, bottom, left, right = _side_sums(dark, size)
    levels, sides = np.minimum(top, bottom), np.minimum(left, right)
    return np.minimum(levels * np.float32(1 / size.width), sides * np.float32(1 / size.height))


def side_shares(dark: Mask, size: BoxSize) -> NDArray[np.float32]:
    """For each place, as the upper left corner of a box of that size, the ink along each of its sides, as a share."""
    top, bottom, left, right = _side_sums(dark, size)
    across, down = np.float32(1 / size.width), np.float32(1 / size.height)
    return np.stack([top * across, bottom * across, left * down, right * down])


def _side_sums(dark: Mask, size: BoxSize) -> tuple[Mask, Mask, Mask, Mask]:
    """For each place, the ink along the upper, lower, left and right side of a box, in pixels; sides may waver."""
    tall, wide = cv2.dilate(dark, np.ones((3, 1), np.uint8)), cv2.dilate(dark, np.ones((1, 3), np.uint8))
    across = _sums(tall, size.width, 1)  # bytes hold them: sides are shorter than 256 pixels
    down = _sums(wide, 1, size.height)
    inset = size.stroke // 2
    return (
        _shifted(across, inset, 0),
        _shifted(across, size.height - 1 - inset, 0),
        _shifted(down, 0, inset),
        _shifted(down, 0, size.width - 1 - inset),
    )


def _sums(mask: Mask, width: int, height: int) -> Mask:
    """For each place, the ink in an area of which it is the upper left corner, in pixels."""
    sums = cv2.boxFilter(
        mask, -1, (width, height), anchor=(0, 0), normalize=False, borderType=cv2.BORDER_CONSTANT
    )
    return np.asarray(sums, dtype=np.uint8)


def boxes_in_columns(
    dark: Mask,
    score: NDArray[np.float32],
    size: BoxSize,
    whole: Sequence[FoundBox],
    pieces: Pieces,
    least: float,
) -> Iterator[FoundBox]:
    """Boxes straight above or below whole ones. A pen may have run over them, so ink round them says nothing."""
    rows = dark.shape[0]
    for x0 in sorted({box.x0 for box in whole}):
        low = max(x0 - OUT_OF_LINE, 0)
        strip = score[:, low : x0 + OUT_OF_LINE + 1]
        best = strip.max(axis=1)
        for top, bottom in _plateaus(best >= least):
            peak = best[top:bottom]
            level = np.nonzero(peak >= peak.max() - 0.02)[0] + top
            y = int(level[len(level) // 2])
            x = low + int(strip[y].argmax()) if peak.max() < 0.99 else x0
            box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(best[y]))
            if (
                y + size.height <= rows
                and has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1, sharp=False)
                and (is_filled(box, dark) or not runs_on(dark, x, y, box.x1, box.bottom))
                and (_is_perfect(box, dark) or not _is_letter(box, dark, pieces))
                and not in_black(box, dark)
                and not is_blotch(box, dark)
            ):
                yield box


def _is_letter(box: FoundBox, dark: Mask, pieces: Pieces) -> bool:
    """Whether what looks like a damaged box is a part of a word."""
    damaged = box.wholeness < WHOLE_SIDE
    return (
        has_letters_beside(box, pieces)
        or is_amid_letters(box, pieces)
        or (damaged and (runs_into_word(box, pieces) or has_bold_sides(box, dark)))
        or (in_word(box, dark, both=not damaged) and ink_ends_with(box, dark))
    )


def _is_perfect(box: FoundBox, dark: Mask) -> bool:
    """Whether its outline is so whole that ink beside it is a stroke, and not the next letter."""
    return box.wholeness >= _PERFECT and has_corners(
        dark, box.x0, box.top, box.x1, box.bottom, box.stroke + 1
    )


def _plateaus(where: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last-but-one index of each run of true values."""
    edges = np.diff(np.concatenate(([0], where.astype(np.int8), [0])))
    yield from zip(np.nonzero(edges == 1)[0].tolist(), np.nonzero(edges == -1)[0].tolist(), strict=True)


def boxes_elsewhere(
    dark: Mask,
    score: NDArray[np.float32],
    size: BoxSize,
    whole: Sequence[FoundBox],
    pieces: Pieces,
    *,
    sharp: bool,
) -> Iterator[FoundBox]:
    """Boxes that stand in no column of others, best first.

    Letters resemble them, so they must stand apart, or be perfect and stand in a row with others.
    """
    ys, xs = np.nonzero(score >= WHOLE_SIDE)
    if len(ys) > _MOST_PLACES:
        return
    taken = np.zeros(dark.shape, np.bool_)
    reach = min(size.width, size.height) * 2 // 3
    for index in np.argsort(-score[ys, xs], kind="stable"):
        y, x = int(ys[index]), int(xs[index])
        cy, cx = y + size.height // 2, x + size.width // 2
        if cy >= dark.shape[0] or cx >= dark.shape[1] or taken[cy, cx]:
            continue
        taken[max(cy - reach, 0) : cy + reach, max(cx - reach, 0) : cx + reach] = True
        box = FoundBox(x, y, x + size.width, y + size.height, size.stroke, float(score[y, x]))
        if (
            has_corners(dark, x, y, box.x1, box.bottom, size.stroke + 1, sharp=sharp)
            and (stands_alone(box, dark, WIDE_ROOM) or _is_in_row(box, whole, dark))
            and (_is_perfect(box, dark) or not is_amid_letters(box, pieces))
            and not in_black(box, dark)
            and not is_blotch(box, dark)
        ):
            yield box


def _is_in_row(box: FoundBox, whole: Iterable[FoundBox], dark: Mask) -> bool:
    """Whether it stands in a row with others and is as good as they are, so that ink beside it is a stroke."""
    return (
        any(abs(box.top - other.top) <= OUT_OF_LINE for other in whole)
        and _is_perfect(box, dark)
        and not in_word(box, dark, both=True)
        and not runs_on(dark, box.x0, box.top, box.x1, box.bottom)
    )


def _shifted(values: Mask, down: int, right: int) -> Mask:
    """The values `down` and `right` of each place."""
    out = np.zeros_like(values)
    rows, columns = values.shape
    out[: rows - down, : columns - right] = values[down:, right:]
    return out
