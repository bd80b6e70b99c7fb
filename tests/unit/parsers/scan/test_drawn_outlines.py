"""Outlines as programs draw them, and what scanners make of them: each is one box, found where it is, and empty."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from tests.unit.parsers.scan.drawing import box, judged, paper, pen, words
from toolkit_extract.parsers.scan.raster import Grey

ROWS = (100, 170, 240, 310)
X = 100


def _plain(side: int, grey: int = 0, stroke: int = 2) -> Callable[[Grey, int, int], None]:
    def draw(page: Grey, x: int, y: int) -> None:
        cv2.rectangle(page, (x, y), (x + side - 1, y + side - 1), grey, stroke)

    return draw


def _dotted(page: Grey, x: int, y: int) -> None:
    for k in range(0, 31, 4):
        for a, b in ((x + k, y), (x + k, y + 30), (x, y + k), (x + 30, y + k)):
            page[b : b + 2, a : a + 2] = 60


def _sunken(page: Grey, x: int, y: int) -> None:
    box(page, x, y, 34, 1)
    box(page, x + 3, y + 3, 28, 1)


def _shadowed(page: Grey, x: int, y: int) -> None:
    page[y + 2 : y + 32, x + 2 : x + 32] = 150
    box(page, x, y)


def _shaded(page: Grey, x: int, y: int) -> None:
    page[y - 20 : y + 50, x - 40 : x + 400] = 215
    inner = page[y - 20 : y + 50, x - 40 : x + 400].copy()
    box(page, x, y)
    page[y + 2 : y + 28, x + 2 : x + 28] = 215
    assert inner.size


def _touching_a_rule(page: Grey, x: int, y: int) -> None:
    page[y - 2 : y + 1, 40:860] = 0
    box(page, x, y)


def _rounded(page: Grey, x: int, y: int) -> None:
    for (cx, cy), start in (((6, 6), 180), ((24, 6), 270), ((24, 24), 0), ((6, 24), 90)):
        cv2.ellipse(page, (x + cx, y + cy), (6, 6), start, 0, 90, 0, 2)
    for (ax, ay), (bx, by) in (
        ((6, 0), (24, 0)),
        ((6, 30), (24, 30)),
        ((0, 6), (0, 24)),
        ((30, 6), (30, 24)),
    ):
        cv2.line(page, (x + ax, y + ay), (x + bx, y + by), 0, 2)


OUTLINES: dict[str, Callable[[Grey, int, int], None]] = {
    "7 points": _plain(19, stroke=1),
    "16 points": _plain(44),
    "grey": _plain(30, grey=150, stroke=1),
    "dotted": _dotted,
    "sunken, with two lines": _sunken,
    "rounded": _rounded,
    "with a shadow": _shadowed,
    "in a shaded cell": _shaded,
    "against a rule": _touching_a_rule,
}


def _as_drawn(page: Grey) -> Grey:
    return page


def _compressed(page: Grey) -> Grey:
    """150 dots an inch, heavily compressed, and back at the working resolution."""
    small = cv2.resize(page, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA)
    read = cv2.imdecode(cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 50])[1], cv2.IMREAD_GRAYSCALE)
    return np.asarray(cv2.resize(read, page.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)


def _noisy(page: Grey) -> Grey:
    noise = np.random.default_rng(7).normal(0, 6, page.shape)
    soft = cv2.GaussianBlur(page, (0, 0), 0.8)
    return (soft - np.abs(noise)).clip(0, 255).astype(np.uint8)


COPIES = {"as drawn": _as_drawn, "150 dots an inch, JPEG 50": _compressed, "soft and noisy": _noisy}


CASES = [
    (outline, copy)
    for outline in OUTLINES
    for copy in COPIES
    # between its two lines a soft copy is neither white nor ink
    if (outline, copy) != ("sunken, with two lines", "soft and noisy")
]


@pytest.mark.parametrize(("outline", "copy"), CASES)
def test_an_outline_is_one_box_and_a_tick_in_it_is_seen(outline: str, copy: str) -> None:
    page = paper()
    for y in ROWS:
        OUTLINES[outline](page, X, y)
        words(page, "Partially", X + 70, y + 24, 0.8)
    pen(page, [(X + 5, ROWS[2] + 10), (X + 10, ROWS[2] + 16), (X + 26, ROWS[2] - 8)], width=3)
    found = judged(COPIES[copy](page))
    assert [one.state.value for one in found] == ["unselected", "unselected", "selected", "unselected"]
    assert all(
        abs(one.box.x0 - X) <= 5 and abs(one.box.top - y) <= 5 for one, y in zip(found, ROWS, strict=True)
    )


def test_a_scribble_across_a_box_and_no_higher_hides_it_from_no_one() -> None:
    page = paper()
    for y in ROWS:
        box(page, X, y)
    strokes = [(X - 8, ROWS[1] + 5), (X + 40, ROWS[1] + 9), (X - 9, ROWS[1] + 15), (X + 41, ROWS[1] + 20)]
    pen(page, [*strokes, (X - 6, ROWS[1] + 25)], grey=90, width=5)
    assert [one.state.value for one in judged(page)] == ["unselected", "selected", "unselected", "unselected"]


def test_rounded_boxes_that_stand_behind_their_labels_show_each_other() -> None:
    page = paper()
    places = ((300, 100), (380, 165), (250, 243), (420, 318))
    for x, y in places:
        words(page, "Label", x - 120, y + 24, 0.8)
        _rounded(page, x, y)
    found = sorted((one.box.top, one.box.x0) for one in judged(page))
    assert len(found) == 4
    assert all(
        abs(top - y) <= 2 and abs(x0 - x) <= 2 for (top, x0), (x, y) in zip(found, places, strict=True)
    )


def test_a_hairline_box_under_a_tinted_row_is_found_and_the_tint_is_no_box() -> None:
    page = paper()
    page[60:99, 40:860] = 225
    page[97:100, 40:860] = 60
    for y in ROWS:
        cv2.rectangle(page, (X, y), (X + 30, y + 30), 150, 1)
    found = judged(_noisy(page))
    assert [abs(one.box.top - y) <= 3 for one, y in zip(found, ROWS, strict=True)] == [True] * 4
