"""A scanned return in, its record out: with each engine, and in each kind of file that scanners deliver."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from evaluation.score import score
from tests.conftest import ROOT
from toolkit_extract.errors import MissingDependency
from toolkit_extract.extract import extract
from toolkit_extract.parsers.pdf.reading import open_pdf
from toolkit_extract.parsers.scan.ocr.choose import VARIABLE

SAMPLE = "Hull - scan ticked by pen.pdf"
GOLD: dict[str, Any] = json.loads((ROOT / "samples" / "gold.json").read_text(encoding="utf-8"))[SAMPLE]
DPI = 200


@pytest.fixture(scope="session")
def page() -> Image.Image:
    """The page of the sample as a picture."""
    with open_pdf((ROOT / "samples" / "returns" / SAMPLE).read_bytes(), SAMPLE) as file:
        for content in file.pages():
            assert content.rendering is not None
            pixels = content.rendering(DPI / 72)
            return Image.frombytes("L", (pixels.columns, pixels.rows), pixels.grey)
    raise AssertionError("the sample has a page")


def as_file(page: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    more = {"save_all": True, "append_images": [Image.new("L", page.size, 255)]} if kind == "TIFF" else {}
    page.save(file, kind, dpi=(DPI, DPI), **more)
    return file.getvalue()


@pytest.mark.parametrize(
    ("engine", "kind", "pages"),
    [("rapidocr", "PNG", 1), ("tesseract", "TIFF", 2), ("tesseract", "JPEG", 1)],
)
def test_a_picture_of_a_return_becomes_its_record(
    engine: str, kind: str, pages: int, page: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, engine)
    path = tmp_path / f"Hull.{kind.lower()}"
    path.write_bytes(as_file(page, kind))
    record = extract(path)
    assert (record.source.format, record.source.pages, record.source.ocr) == (kind.lower(), pages, True)
    scores = score({path.name: GOLD}, {path.name: json.loads(record.model_dump_json())})
    (counts,) = scores.by_variant.values()
    assert counts["standards_right"] == counts["standards"] == 2
    assert counts["ratings_right"] == counts["ratings"] == 4
    assert counts["marks_right"] == counts["marks"] == 16
    assert counts["texts_close"] == counts["texts"] == 8
    standard = next(s for s in record.standards if s.number == "5.1")
    assert f"cell+ocr:{engine}:" in json.loads(standard.model_dump_json())["map"]["method"]


def test_without_an_engine_a_picture_is_refused_with_what_to_install(
    page: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "none")
    path = tmp_path / "Hull.png"
    path.write_bytes(as_file(page, "PNG"))
    with pytest.raises(
        MissingDependency, match=r"Hull\.png.*pip install 'toolkit-extract\[ocr\]'.*tesseract-ocr"
    ):
        extract(path)
