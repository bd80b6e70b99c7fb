from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from toolkit_extract.errors import DamagedFile, LimitReached
from toolkit_extract.parsers.scan import parse_pictures, pictures
from toolkit_extract.parsers.scan.pictures import rasters
from toolkit_extract.progress import listening


def drawn(width: int = 400, height: int = 600) -> Image.Image:
    """A white page with a black corner at the upper left."""
    page = Image.new("L", (width, height), 255)
    page.paste(0, (0, 0, 50, 50))
    return page


def saved(page: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def test_each_picture_of_a_tiff_is_a_page() -> None:
    data = saved(drawn(), "TIFF", save_all=True, append_images=[drawn(500, 700)])
    assert [raster.pixels.shape for raster in rasters(data, "a.tif")] == [(600, 400), (700, 500)]


def test_who_waits_for_a_file_of_pictures_hears_of_each_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_EXTRACT_OCR", "tesseract")
    data = saved(drawn(), "TIFF", save_all=True, append_images=[drawn()])
    heard: list[int] = []
    with listening(lambda done, total: heard.append(done)):
        parse_pictures(data, "a.tif")
    assert heard == [1, 2]


def test_a_stated_resolution_gives_the_size_of_the_paper() -> None:
    (raster,) = rasters(saved(drawn(827, 1169), "PNG", dpi=(100, 100)), "a.png")
    assert (raster.width, raster.height) == (pytest.approx(595, abs=1), pytest.approx(842, abs=1))


@pytest.mark.parametrize("dpi", [None, (72, 72)])
def test_a_photograph_is_taken_for_a_page_of_a4(dpi: tuple[int, int] | None) -> None:
    options = {"dpi": dpi} if dpi else {}
    (raster,) = rasters(saved(drawn(3000, 4000), "JPEG", **options), "a.jpg")
    assert raster.height == pytest.approx(842, abs=1)


def test_a_photograph_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be displayed a quarter turn clockwise
    (raster,) = rasters(saved(drawn(), "JPEG", exif=exif), "a.jpg")
    assert raster.pixels.shape == (400, 600)
    assert raster.pixels[10, -10] < 50


def test_a_fax_is_stretched_to_the_proportions_of_its_paper() -> None:
    fax = drawn(1728, 1100).convert("1")
    (raster,) = rasters(saved(fax, "TIFF", dpi=(204, 98)), "a.tif")
    assert (raster.width, raster.height) == (pytest.approx(610, abs=2), pytest.approx(808, abs=2))


def test_transparency_is_paper() -> None:
    (raster,) = rasters(saved(Image.new("RGBA", (400, 600), (0, 0, 0, 0)), "PNG"), "a.png")
    assert raster.pixels.min() == 255


def test_too_many_pixels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    with pytest.raises(LimitReached, match=r"a\.png"):
        list(rasters(saved(drawn(), "PNG"), "a.png"))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PAGES", 1)
    with pytest.raises(LimitReached, match="pages"):
        list(rasters(saved(drawn(), "TIFF", save_all=True, append_images=[drawn()]), "a.tif"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_file_that_breaks_off_is_damaged(kind: str) -> None:
    data = saved(drawn(), kind)
    with pytest.raises(DamagedFile):
        list(rasters(data[: len(data) // 2], "a"))


def test_other_bytes_are_damaged() -> None:
    with pytest.raises(DamagedFile):
        list(rasters(b"\x89PNG no picture", "a.png"))


def test_a_page_on_which_no_words_can_be_recognised_is_named_and_a_blank_one_is_not() -> None:
    noise = np.random.default_rng(1).integers(0, 2, (900, 700), dtype=np.uint8) * 255
    for grey, named in ((noise, True), (np.full((900, 700), 255, np.uint8), False)):
        data = io.BytesIO()
        Image.fromarray(grey).save(data, "PNG", dpi=(100, 100))
        found = parse_pictures(data.getvalue(), "page.png").findings
        assert ("page.unread" in {one.code for one in found}) is named
