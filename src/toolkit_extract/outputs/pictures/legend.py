"""What do the faces of a picture mean? A line of samples with their words, wrapped to the sheet."""

from __future__ import annotations

from toolkit_extract.outputs.pictures.canvas import Sheet, width_of
from toolkit_extract.outputs.pictures.style import INK, RULE, Look

_SIZE = 8.0
_SIDE = 0.2
_LINE = 0.29
_GAP = 0.24

REVIEW = "needs a person's look"


def draw_legend(
    sheet: Sheet, x: float, y: float, items: list[tuple[Look, str]], *, review: bool = False
) -> float:
    """Draw samples from a place on; returns where the next thing may stand."""
    left = x
    entries: list[tuple[Look | None, str]] = [*items, *([(None, REVIEW)] if review else [])]
    for look, words in entries:
        needed = _SIDE + 0.07 + width_of(words, _SIZE)
        if left > x and left + needed > sheet.width - 0.2:
            left, y = x, y + _LINE
        if look is None:
            sheet.box(left, y, _SIDE, _SIDE, RULE)
            sheet.corner(left + _SIDE, y, INK)
        else:
            sheet.cell(left, y, _SIDE, _SIDE, look, 7.5)
        sheet.words(left + _SIDE + 0.07, y + _SIDE / 2, words, _SIZE)
        left += needed + _GAP
    return y + _LINE
