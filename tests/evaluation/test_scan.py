"""Scans are the same each time, and what their gold says of boxes is so on the page: place, state, way of marking."""

import io
from collections import Counter
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import pytest
from PIL import Image

from evaluation.answers import complete_return
from evaluation.conversion import LIBREOFFICE, is_there
from evaluation.councils import by_gss
from evaluation.generate import select_variants
from evaluation.pdf.paper import Rectangle
from evaluation.recipe import ReturnFile, produce
from evaluation.scan import hands, ink, variants
from evaluation.scan.hands import HANDS, Target
from evaluation.scan.marking import mark_page
from evaluation.scan.printed import PrintedBox
from evaluation.scan.scanner import Condition, scan_page
from evaluation.variants import FAMILIES, VARIANTS

pytestmark = pytest.mark.skipif(
    not all(map(is_there, VARIANTS["scan/fax"].needs)), reason="reportlab, pikepdf or DejaVu is not installed"
)


def _draw(name: str) -> ReturnFile:
    completed = complete_return(Random(5), by_gss("E08000028"), brief=True)
    return produce(VARIANTS[name], completed, 11, number=11, named=True)


@cache
def _drawn(name: str) -> ReturnFile:
    return _draw(name)


@cache
def _pages(name: str) -> list[Any]:
    """Grey values of each page as displayed, 200 pixels an inch; 0 is black."""
    file = _drawn(name)
    if file.name.endswith(".pdf"):
        with pypdfium2.PdfDocument(file.data) as pdf:
            shown = [page.render(scale=200 / 72, grayscale=True).to_numpy() for page in pdf]
            return [pixels.reshape(pixels.shape[:2]) for pixels in shown]
    with Image.open(io.BytesIO(file.data)) as image:
        size = (
            round(200 * image.width / image.info["dpi"][0]),
            round(200 * image.height / image.info["dpi"][1]),
        )
        return [np.asarray(image.convert("L").resize(size))]


def _area(name: str, box: dict[str, Any], grown: float = 0.0) -> Any:
    scale = 200 / 72
    rows = slice(round((box["top"] - grown) * scale), round((box["bottom"] + grown) * scale) + 1)
    columns = slice(round((box["x0"] - grown) * scale), round((box["x1"] + grown) * scale) + 1)
    return _pages(name)[box["page"] - 1][rows, columns]


def _states(file: ReturnFile) -> dict[tuple[str, str, str], str]:
    return {(box["standard"], box["answer"], box["option"]): box["state"] for box in file.gold["boxes"]}


@pytest.mark.parametrize("name", ["scan/fax", "scan/photograph"])
def test_a_scan_is_the_same_bytes_and_the_same_truth_each_time(name: str) -> None:
    assert _draw(name) == _drawn(name)


@pytest.mark.parametrize("name", ["scan/fax", "scan/photograph", "scan/turned"])
def test_every_box_of_the_answers_stands_once_on_the_pages_in_its_state(name: str) -> None:
    file = _drawn(name)
    answers = {
        (number, rating, option): state
        for number, entry in file.gold["gold"].items()
        for rating in ("evaluate", "prioritise")
        for option, state in entry[rating]["marks"].items()
    }
    assert _states(file) == answers
    assert len(file.gold["boxes"]) == len(answers)


@pytest.mark.parametrize("name", ["scan/fax", "scan/photograph", "scan/turned"])
def test_a_box_lies_where_the_truth_says_on_pages_tilted_turned_and_photographed(name: str) -> None:
    for box in _drawn(name).gold["boxes"]:
        area = _area(name, box, grown=1.0)
        dark = area < (int(area.min()) + int(area.max())) / 2
        edges = [dark[:, :6], dark[:, -6:], dark[:6], dark[-6:]]
        along = [edge.any(axis=1 if place < 2 else 0).mean() for place, edge in enumerate(edges)]
        assert min(along) > 0.6, (box, along)


def test_chosen_boxes_hold_more_ink_than_the_others() -> None:
    name = "scan/turned"
    ink_of: dict[str, list[float]] = {"selected": [], "unselected": []}
    for box in _drawn(name).gold["boxes"]:
        ink_of[box["state"]].append(float((255 - _area(name, box)).mean()))
    assert min(ink_of["selected"]) > max(ink_of["unselected"])


def test_a_mark_that_was_taken_back_is_no_choice() -> None:
    boxes = [
        PrintedBox("1.1", "evaluate", code, code, place, place.moved(14, 0), code == "b", printed=False)
        for code, place in (("a", BOX), ("b", BOX.moved(0, 15)), ("c", BOX.moved(0, 30)))
    ]
    sheet = ink.Sheet(np.full((800, 900, 3), 255, dtype=np.float32), 300 / 72, 1, Random(2))
    marked = mark_page(sheet, boxes, {"1.1": replace(HANDS["blotting"], corrections=1.0)})
    assert Counter(one.how for one in marked) == {"cross": 1, "blot_out": 1, "": 1}
    assert [one.state for one in marked] == ["unselected", "selected", "unselected"]


def test_a_scanned_page_has_no_text_but_what_a_scanner_laid_under_it() -> None:
    with pdfplumber.open(io.BytesIO(_drawn("scan/fax").data)) as pdf:
        assert not pdf.pages[0].chars
    file = _drawn("scan/words-under")
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        words = Counter(word["text"] for page in pdf.pages for word in page.extract_words())
    assert words["Evaluate"] >= 2
    assert {"[J", "C]", "EI"} & set(words)
    assert not {"☐", "☒"} & set(words)


def test_pages_that_were_never_printed_keep_their_text_and_tick_there() -> None:
    file = _drawn("scan/mixed-pages")
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        assert [bool(page.chars) for page in pdf.pages][:2] == [True, False]
    ways = {box["how"] for box in file.gold["boxes"] if box["page"] == 1 and box["state"] == "selected"}
    assert ways <= {"printed"}


def test_handwriting_stands_where_the_truth_says_and_is_in_no_text() -> None:
    file = _drawn("scan/handwriting")
    assert file.gold["handwriting"]
    for place in file.gold["handwriting"]:
        assert place["answer"] in ("map", "plan")
        assert 0.03 < (_area("scan/handwriting", place) < 150).mean() < 0.5


def test_boxes_of_an_office_export_are_found() -> None:
    if not is_there(LIBREOFFICE):
        pytest.skip("LibreOffice is not installed")
    file = _drawn("scan/neat-ticks")
    assert len(file.gold["boxes"]) == 16
    for box in file.gold["boxes"]:
        assert 4 < box["x1"] - box["x0"] < 14
        assert (_area("scan/neat-ticks", box) < 128).mean() > 0.08


# --- the scanner and the pens -------------------------------------------------------------------------------


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("more", [{}, {"perspective": 0.05}, {"dpi": (204, 98)}, {"border": 20.0}], ids=str)
def test_a_place_on_the_sheet_is_mapped_to_where_the_scan_shows_it(
    quarters: int, more: dict[str, Any]
) -> None:
    sheet = np.full((900, 1300, 3), 255, dtype=np.float32)
    sheet[400:460, 820:880] = 0
    box = Rectangle(1, *(value * 72 / 300 for value in (820, 400, 880, 460)))
    condition = Condition(**{"dpi": (150, 150), "tilt": 2.0, "turns": (quarters,), **more})
    page = scan_page(sheet, condition, Random(1), 1)
    where = page.map(box)
    dark = np.asarray(page.image.convert("L")).astype(float)
    margin = 30
    x0, x1 = (int((x + off) * page.dpi[0] / 72) for x, off in ((where.x0, -4), (where.x1, 4)))
    y0, y1 = (int((y + off) * page.dpi[1] / 72) for y, off in ((where.top, -4), (where.bottom, 4)))
    assert margin < x0 < x1 < dark.shape[1] and 0 < y0 < y1 < dark.shape[0]
    weight = np.clip(200 - dark[y0:y1, x0:x1], 0, None)
    x = (x0 + (weight.sum(axis=0) @ np.arange(x1 - x0)) / weight.sum() + 0.5) * 72 / page.dpi[0]
    y = (y0 + (weight.sum(axis=1) @ np.arange(y1 - y0)) / weight.sum() + 0.5) * 72 / page.dpi[1]
    assert (x, y) == pytest.approx(((where.x0 + where.x1) / 2, (where.top + where.bottom) / 2), abs=0.5)


BOX = Rectangle(1, 100, 100, 109, 109)
TARGET = Target(BOX, Rectangle(1, 114, 99, 180, 110), Rectangle(1, 100, 85, 109, 94))


@pytest.mark.parametrize("shape", [hands.small_tick, hands.cross, hands.fill])
def test_a_tidy_mark_stays_in_its_box_or_nearly(shape: hands.Shape) -> None:
    points = [point for seed in range(50) for stroke in shape(TARGET, Random(seed)) for point in stroke]
    assert all(97 < x < 112 and 97 < y < 112 for x, y in points)


def test_the_foot_of_a_tick_that_misses_is_in_its_box_or_on_its_edge() -> None:
    for seed in range(50):
        (stroke,) = hands.missing_tick(TARGET, Random(seed))
        x, y = stroke[1]
        assert 99 <= x <= 110 and 99 <= y <= 110
        assert stroke[-1][0] > 105 and stroke[-1][1] < 100


def test_a_steep_tick_runs_through_the_box_above() -> None:
    (stroke,) = hands.steep_tick(TARGET, Random(1))
    line = ink.smooth_line(np.asarray(stroke), 0.2)
    inside = (line[:, 0] > 100) & (line[:, 0] < 109) & (line[:, 1] > 85) & (line[:, 1] < 94)
    assert inside.sum() > 20


@pytest.mark.parametrize("name", list(HANDS))
def test_every_hand_leaves_ink_that_can_be_seen(name: str) -> None:
    hand = HANDS[name]
    sheet = ink.Sheet(np.full((600, 900, 3), 255, dtype=np.float32), 300 / 72, 1, Random(2))
    sheet.draw(hand.shapes[0](TARGET, Random(3)), hand.pen)
    assert (sheet.pixels.min(axis=2) < 215).sum() > 100


# --- the set ------------------------------------------------------------------------------------------------


def test_an_ordinary_set_holds_a_few_kinds_and_a_full_one_all() -> None:
    ordinary, full = select_variants(["*"], ["scan"]), select_variants(["*"], ["scan"], full=True)
    assert set(ordinary) < set(full) == {v.name for v in variants.VARIANTS}
    assert all(VARIANTS[name].costly for name in full)
    assert select_variants(["scan/steep-fax"], FAMILIES) == ["scan/steep-fax"]
