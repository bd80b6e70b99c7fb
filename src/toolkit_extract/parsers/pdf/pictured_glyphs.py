"""Which glyphs that no table explains look like boxes on the rendered page?

A font without a map, or with one that names letters, may hold nothing but boxes. Such a font is known by its use: its
glyphs stand alone, are few, and are as wide as high. Whether one is a box is then told by its picture: dark ink along
all four sides and in all four corners, which no letter has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from toolkit_extract.parsers.pdf.content import Picture, Word
from toolkit_extract.parsers.pdf.geometry import Box

_MOST_CODES = 4
"""A font with more different glyphs than this on a page is one of letters."""

_SMALLEST, _LARGEST, _ASPECT = 0.45, 1.3, 1.3
"""Height of the ink of a box, in font sizes, and how far it may be from a square."""

_RIM, _CORNER = 0.22, 0.2
_SIDE_INK, _CORNER_INK = 0.15, 0.1


def find_pictured_boxes(words: Iterable[Word], picture: Picture | None) -> list[Word]:
    """The words that are boxes by their picture alone; their state is still to be told."""
    if picture is None:
        return []
    by_font: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        if not word.look.hidden:
            by_font[word.look.font].append(word)
    return [
        word
        for font in by_font.values()
        if all(word.exact and len(word.text) == 1 for word in font)
        and len({word.text for word in font}) <= _MOST_CODES
        for word in font
        if is_square(word.box, word.look.size)
        and is_framed(word.box, picture)
        and _has_corners(word, picture)
    ]


def is_square(box: Box, size: float) -> bool:
    """Whether the ink of a glyph of a font size could be a box."""
    small, large = sorted((box.width, box.height))
    size = max(size, 1.0)
    return _SMALLEST * size <= small and large <= min(_LARGEST * size, _ASPECT * small)


def is_framed(box: Box, picture: Picture) -> bool:
    """Whether dark ink runs along all four sides of an area, near its edge."""
    rim_x, rim_y = _RIM * box.width, _RIM * box.height
    outer = box.grown(0.3)
    strips = (
        Box(outer.x0, outer.top, outer.x1, box.top + rim_y),
        Box(outer.x0, box.bottom - rim_y, outer.x1, outer.bottom),
        Box(outer.x0, outer.top, box.x0 + rim_x, outer.bottom),
        Box(box.x1 - rim_x, outer.top, outer.x1, outer.bottom),
    )
    return all(picture(strip) > _SIDE_INK for strip in strips)


def _has_corners(word: Word, picture: Picture) -> bool:
    box = word.box
    x, y = _CORNER * box.width, _CORNER * box.height
    return all(
        picture(Box(x0, top, x0 + x, top + y)) > _CORNER_INK
        for x0 in (box.x0, box.x1 - x)
        for top in (box.top, box.bottom - y)
    )
