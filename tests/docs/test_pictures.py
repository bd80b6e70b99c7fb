from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from docs import draw
from tests.browser import chromium

LIGHT = 200_000


def test_the_pictures_are_what_the_program_draws_now() -> None:
    committed = {path.name: path.read_bytes() for path in draw.PICTURES.glob("*.svg")}
    assert committed == draw.draw(), "run 'make pictures' and commit them"


def test_the_picture_of_the_review_page_looks_as_the_page_does_now() -> None:
    if not chromium.is_there():
        pytest.skip("needs chromium and chromedriver: apt install chromium chromium-driver")
    committed = Image.open(draw.PICTURES / draw.REVIEW_PAGE).convert("L")
    now = Image.open(io.BytesIO(draw.draw_review_page())).convert("L")
    assert committed.size == now.size
    # Letters differ by versions of browsers and fonts; where things stand does not.
    before, after = (np.asarray(one.reduce(8), dtype=float) for one in (committed, now))
    assert np.mean(abs(before - after) > 40) < 0.02, "run 'make pictures', look, and commit it"


def test_pictures_are_light() -> None:
    assert {path.name for path in draw.PICTURES.iterdir() if path.stat().st_size > LIGHT} == set()
