from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from toolkit_extract.errors import MissingDependency
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.ocr import choose, rapid
from toolkit_extract.parsers.scan.ocr.engine import Engine, TextWord
from toolkit_extract.parsers.scan.ocr.rapid import rapid_engine
from toolkit_extract.parsers.scan.ocr.tesseract import print_lines, tesseract_engine
from toolkit_extract.parsers.scan.raster import Grey


def printed(text: str = "Partially agreed plans") -> Grey:
    picture = Image.new("L", (700, 200), 255)
    ImageDraw.Draw(picture).text((60, 80), text, fill=0, font=ImageFont.load_default(size=32))
    return np.asarray(picture, np.uint8)


@pytest.mark.parametrize("load", [rapid_engine, tesseract_engine], ids=["rapidocr", "tesseract"])
def test_an_engine_gives_words_and_their_places(load: Any) -> None:
    engine: Engine = load()
    (line,) = engine.read(printed())
    assert [word.text for word in line.words] == ["Partially", "agreed", "plans"]
    assert line.confidence > 0.8
    starts = [word.box.x0 for word in line.words]
    assert starts == sorted(starts)
    assert starts[0] == pytest.approx(60, abs=12)
    assert line.box.top == pytest.approx(86, abs=14)


@pytest.mark.parametrize("load", [rapid_engine, tesseract_engine], ids=["rapidocr", "tesseract"])
def test_an_engine_reads_pictures_of_lines_each_by_itself(load: Any) -> None:
    engine: Engine = load()
    texts = ["Partially agreed plans", "24 of 37 people"]
    assert engine.read_lines([printed(text)[70:132, 40:450] for text in texts]) == texts
    assert engine.read_lines([]) == []


def tesseract_word(text: str, left: int, top: int, height: int = 22) -> TextWord:
    return TextWord(text, Box(float(left), float(top), left + 12.0 * len(text), float(top + height)), 0.95)


def test_a_line_that_tesseract_mixes_of_two_is_parted() -> None:
    words = [
        tesseract_word("Regional", 100, 130),
        tesseract_word("1.4", 102, 100),
        tesseract_word("forum", 220, 130),
        tesseract_word("Neighbouring", 160, 101),
    ]
    assert [line.text for line in print_lines(words)] == ["1.4 Neighbouring", "Regional forum"]


def test_a_word_with_ink_below_it_does_not_make_its_line_higher() -> None:
    words = [
        tesseract_word("plans", 100, 100),
        tesseract_word("are", 180, 104, 18),
        tesseract_word("agreed", 240, 98, 58),
    ]
    (line,) = print_lines(words)
    assert line.text == "plans are agreed"
    assert (line.box.top, line.box.bottom) == (100, 122)


def test_a_process_that_may_have_one_thread_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_THREAD_LIMIT", raising=False)
    assert rapid._threads() == {}
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    assert set(rapid._threads().values()) == {1}
    assert [word.text for word in rapid.RapidEngine().read(printed())[0].words] == [
        "Partially",
        "agreed",
        "plans",
    ]


@pytest.mark.parametrize("name", ["rapidocr", "tesseract"])
def test_the_environment_names_the_engine(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choose.VARIABLE, name.upper())
    assert choose.engine_for("a.png").name.startswith(name)
    assert choose.second_engine() is None


def test_rapidocr_is_chosen_where_both_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(choose.VARIABLE, raising=False)
    assert choose.engine_for("a.png").name.startswith("rapidocr")
    second = choose.second_engine()
    assert second is not None
    assert second.name.startswith("tesseract")


def test_without_an_engine_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(choose.VARIABLE, "none")
    with pytest.raises(MissingDependency, match=r"toolkit-extract\[ocr\]") as caught:
        choose.engine_for("barnet.png")
    assert "barnet.png" in str(caught.value)
