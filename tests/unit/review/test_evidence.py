from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.conftest import ROOT
from tests.made_records import narrative, record
from toolkit_extract.errors import DamagedFile
from toolkit_extract.extract import extract
from toolkit_extract.parsers.scan.pictures import rasters
from toolkit_extract.review.drawer import CannotDraw, Drawer
from toolkit_extract.review.drawing import Artist, Lines, Picture, Rows
from toolkit_extract.review.evidence import Box, LinesOf, PictureOf, RowsOf, hint_page, requests_for
from toolkit_extract.review.sources import Sources
from toolkit_extract.review.views import standard_of
from toolkit_extract.schemas.region import CellRegion, LineRegion, PageRegion
from toolkit_extract.schemas.toolkit import Toolkit

RETURNS = ROOT / "samples" / "returns"
PDF = RETURNS / "Hackney - pdf drawn-boxes.pdf"
WORD = RETURNS / "County Durham - word typed-beside-control.docx"
TEXT = RETURNS / "sandwell_return.txt"


def test_an_answer_on_two_pages_is_two_pictures_with_a_box_each(amhp: Toolkit) -> None:
    regions = [PageRegion(page=page, x0=100, top=200, x1=200, bottom=300) for page in (2, 1)]
    made = record(amhp, changed={"1.1": {"map": narrative("x", regions=regions)}})
    first, second = requests_for(made, standard_of(made, "1.1"), ["map"])
    assert isinstance(first, PictureOf)
    assert isinstance(second, PictureOf)
    assert (first.page, second.page) == (1, 2)
    assert first.boxes == (("answer", Box(97, 197, 203, 303)),)
    assert first.area is not None
    assert first.area.x0 < 64
    assert first.area.bottom > 320


def test_a_rating_shows_its_boxes(amhp: Toolkit) -> None:
    made = record(amhp)
    (request,) = requests_for(made, standard_of(made, "1.1"), ["evaluate"])
    assert isinstance(request, PictureOf)
    assert [kind for kind, _ in request.boxes] == [
        "answer",
        "selected",
        "unselected",
        "unselected",
        "unselected",
    ]


def test_an_answer_without_a_place_shows_what_stands_beside_it(amhp: Toolkit) -> None:
    place = LineRegion(line_start=30, line_end=31)
    changed = {
        "map": narrative("x", regions=[place]),
        "evaluate": narrative("y"),
        "prioritise": narrative("z"),
    }
    made = record(amhp, changed={"1.1": changed})
    (request,) = requests_for(made, standard_of(made, "1.1"), ["plan.short_term"])
    assert request == LinesOf(26, 35, ())


def test_a_missing_standard_is_looked_for_where_the_one_before_it_ends(amhp: Toolkit) -> None:
    region = PageRegion(page=7, x0=1, top=1, x1=2, bottom=2)
    made = record(amhp, changed={"1.1": {"regions": (region,)}})
    assert hint_page(made, standard_of(made, "1.2")) == 7
    assert hint_page(made, standard_of(made, "1.1")) is None


DISPLAYED = (
    PDF,
    RETURNS / "Telford and Wrekin - pdf rotated-90.pdf",
    RETURNS / "Stoke-on-Trent - pdf cropped.pdf",
)


@pytest.mark.parametrize("path", DISPLAYED, ids=lambda path: path.stem)
def test_the_box_on_the_picture_holds_the_ink_of_the_answer(path: Path) -> None:
    made = extract(path)
    artist, seen = Artist(), 0
    for standard in (one for one in made.standards if one.found):
        for request in requests_for(made, standard, ["map"]):
            drawn = artist.draw(str(path), request)
            assert isinstance(drawn, Picture)
            image = Image.open(io.BytesIO(drawn.webp)).convert("L")
            assert image.size == (drawn.width, drawn.height)
            _, left, top, right, bottom = drawn.boxes[0]
            width, height = image.size
            edges = (round(left * width), round(top * height), round(right * width), round(bottom * height))
            inside = image.crop(edges)
            ink = sum(level < 128 for level in inside.get_flattened_data()) / (inside.width * inside.height)
            assert ink > 0.02
            seen += 1
    assert seen


def turned() -> Image.Exif:
    """What a telephone says that was held upright."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


PICTURES: dict[str, tuple[str, tuple[int, int], dict[str, Any]]] = {
    "scan.png": ("RGB", (1654, 2339), {"dpi": (200, 200)}),
    "fine.png": ("L", (3508, 4961), {"dpi": (424, 424)}),
    "photograph.jpg": ("RGB", (2400, 1800), {"exif": turned(), "dpi": (72, 72)}),
    "unsaid.jpg": ("RGB", (1600, 2300), {}),
    "fax.tif": ("1", (1728, 1146), {"dpi": (204, 98)}),
    "transparent.png": ("RGBA", (1654, 2339), {"dpi": (200, 200)}),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_place_of_a_picture_file_is_shown_where_its_reader_saw_it(name: str, tmp_path: Path) -> None:
    mode, size, more = PICTURES[name]
    page = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "white")
    spot = [size[0] // 3, size[1] // 4, size[0] // 3 + 120, size[1] // 4 + 90]
    ImageDraw.Draw(page).rectangle(spot, fill="black")
    path = tmp_path / name
    page.save(path, **more)
    (raster,) = rasters(path.read_bytes(), name)
    rows, columns = np.nonzero(raster.pixels < 128)
    places = (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    box = Box(*(float(place) / raster.scale for place in places))
    drawn = Artist().draw(str(path), PictureOf(1, box.grown(40, 40), (("answer", box),)))
    assert isinstance(drawn, Picture)
    image = Image.open(io.BytesIO(drawn.webp)).convert("L")
    shown = np.asarray(image) < 128
    _, left, top, right, bottom = drawn.boxes[0]
    seen_rows, seen_columns = np.nonzero(shown)
    seen = (seen_columns.min(), seen_rows.min(), seen_columns.max() + 1, seen_rows.max() + 1)
    expected = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    assert seen == pytest.approx(expected, abs=3)


def test_a_word_cell_is_shown_in_its_row_with_its_boxes() -> None:
    made = extract(WORD)
    (request,) = requests_for(made, standard_of(made, "3.1"), ["evaluate"])
    assert isinstance(request, RowsOf)
    drawn = Artist().draw(str(WORD), request)
    assert isinstance(drawn, Rows)
    (row,) = drawn.rows
    assert [part.here for part in row] == [False, True, False, False]
    assert any(words.startswith("☐") for words, _ in row[1].paragraphs)


def test_lines_of_a_text_have_the_numbers_of_the_file() -> None:
    drawn = Artist().draw(str(TEXT), LinesOf(3, 5, ((4, 4),)))
    lines = TEXT.read_text(encoding="utf-8").split("\n")
    assert drawn == Lines(tuple((number, lines[number - 1], number == 4) for number in (3, 4, 5)))


def test_a_web_page_is_shown_by_its_rows() -> None:
    path = RETURNS / "wolverhampton_amhp_standards_2024.html"
    made = extract(path)
    (request,) = requests_for(made, standard_of(made, "1.1"), ["evaluate"])
    drawn = Artist().draw(str(path), request)
    assert isinstance(drawn, Rows)
    assert any(part.here for row in drawn.rows for part in row)
    assert not any("<" in words for row in drawn.rows for part in row for words, _ in part.paragraphs)


def test_what_cannot_be_drawn_says_why_and_the_next_one_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing else")
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04nothing")
    with Drawer() as drawer:
        for name, request in (
            ("bad.pdf", PictureOf(1)),
            ("gone.pdf", PictureOf(1)),
            ("bad.docx", RowsOf((CellRegion(table=1, row=1, cell=1, paragraph=1),))),
        ):
            with pytest.raises(CannotDraw):
                drawer.draw(tmp_path / name, request)
        with pytest.raises(CannotDraw, match="no page 99"):
            drawer.draw(PDF, PictureOf(99))
        assert isinstance(drawer.draw(PDF, PictureOf(1)), Picture)


def test_a_file_that_takes_too_long_costs_one_picture() -> None:
    with Drawer(deadline=0.0) as drawer:
        with pytest.raises(CannotDraw, match="took more than 0 s"):
            drawer.draw(PDF, PictureOf(1))
        drawer._deadline = 20.0
        assert isinstance(drawer.draw(PDF, PictureOf(1)), Picture)


def test_a_drawing_process_that_dies_is_replaced() -> None:
    with Drawer() as drawer:
        drawer.start()
        assert drawer._process is not None
        drawer._process.kill()
        drawer._process.join()
        assert isinstance(drawer.draw(PDF, PictureOf(1)), Picture)


def test_closing_does_not_wait_for_what_is_being_drawn() -> None:
    import threading

    drawer = Drawer(deadline=60)
    said: list[str] = []

    def draw() -> None:
        try:
            while True:
                drawer.draw(PDF, PictureOf(1))
        except CannotDraw as fault:
            said.append(str(fault))

    thread = threading.Thread(target=draw)
    thread.start()
    drawer.close()
    thread.join(timeout=20)
    assert not thread.is_alive()
    assert said


def test_a_document_that_broke_since_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(WORD.read_bytes()[:3000])
    with pytest.raises(DamagedFile):
        Artist().draw(str(tmp_path / "bad.docx"), RowsOf((CellRegion(table=1, row=1, cell=1, paragraph=1),)))


def test_a_file_is_found_where_it_was_beside_the_tables_or_where_a_person_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = extract(TEXT).source.model_copy(update={"path": "in/[a] sandwell.txt"})
    out = tmp_path / "work" / "out"
    out.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert Sources(out).find(source) is None
    assert "--files FOLDER" in Sources(out).why_not(source)
    moved = tmp_path / "archive" / "2026"
    moved.mkdir(parents=True)
    (moved / "[a] sandwell.txt").write_bytes(TEXT.read_bytes())
    assert Sources(out, tmp_path / "archive").find(source) == moved / "[a] sandwell.txt"
    (tmp_path / "work" / "in").mkdir()
    (tmp_path / "work" / "in" / "[a] sandwell.txt").write_bytes(TEXT.read_bytes())
    assert Sources(out).find(source) == tmp_path / "work" / "in" / "[a] sandwell.txt"
    (tmp_path / "work" / "in" / "[a] sandwell.txt").write_bytes(b"other words")
    changed = Sources(out)
    assert changed.find(source) is None
    assert "was changed" in changed.why_not(source)
