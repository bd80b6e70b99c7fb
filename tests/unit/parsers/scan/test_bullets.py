"""Bullets are told by their ink, drawn here in a real typeface."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.bullets import is_bullet
from toolkit_extract.parsers.scan.raster import Mask

SIZE = 28
"""Pixels: 10 points at the working resolution."""


def drawn(sign: str) -> tuple[Mask, Box, float]:
    """A page with a sign before a word; the sign's place and the foot of its line."""
    picture = Image.new("L", (300, 100), 255)
    pen = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=SIZE)
    pen.text((40, 60), sign, fill=0, font=font, anchor="ls")
    pen.text((90, 60), "words", fill=0, font=font, anchor="ls")
    place = Box(36.0, 36.0, 40 + font.getlength(sign) + 2, 68.0)
    return (np.asarray(picture) < 128).astype(np.uint8), place, 60.0


@pytest.mark.parametrize("corners", [(42, 44, 51, 53), (41, 43, 53, 54), (40, 41, 52, 53)])
@pytest.mark.parametrize("shape", ["ellipse", "rectangle"])
def test_a_full_spot_before_words_is_a_bullet(shape: str, corners: tuple[int, int, int, int]) -> None:
    picture = Image.new("L", (300, 100), 0)
    getattr(ImageDraw.Draw(picture), shape)(corners, fill=1)
    assert is_bullet(Box(36.0, 36.0, 56.0, 68.0), 60.0, SIZE, np.asarray(picture))


@pytest.mark.parametrize("sign", ["e", "o", "a", "c", "*", "O", "@", "1", ".", "-", ":", "I", "i", "a)"])
def test_letters_digits_and_stops_are_none(sign: str) -> None:
    page, place, foot = drawn(sign)
    assert not is_bullet(place, foot, SIZE, page)


def test_an_empty_place_is_none() -> None:
    assert not is_bullet(Box(5, 5, 20, 20), 20.0, SIZE, np.zeros((50, 50), np.uint8))
