"""Who rates alike? A triangle of pairs: the share of standards with the same option among those that both rate."""

from __future__ import annotations

from toolkit_extract.outputs.pictures.canvas import Picture, Sheet, width_of
from toolkit_extract.outputs.pictures.legend import draw_legend
from toolkit_extract.outputs.pictures.style import MUTED, PAPER, SCALE_OF_SHARES, Look
from toolkit_extract.schemas.comparison import Comparison, Member, Similarity

_CELL, _ROW, _MARGIN = 0.31, 0.25, 0.2
_THIN = Look("", PAPER, "strokes")


def is_thin(pair: Similarity) -> bool:
    """Whether two returns rate less than half of the standards in common: too few to say that they are alike."""
    return 2 * pair.rated_by_both < pair.standards


def draw_similarity(comparison: Comparison, members: tuple[Member, ...], group: str | None) -> Picture:
    """The pairs of some members, all of which were read."""
    pairs = {(pair.return_id, pair.other_return_id): pair for pair in comparison.similarity}
    left = _MARGIN + max(width_of(member.label, 8) for member in members) + 0.12
    sheet = Sheet(max(left + _CELL * len(members) + _MARGIN, 6.5))
    title = f"Authorities that rate alike: {group or comparison.title}"
    sheet.words(_MARGIN, 0.25, title, 12, bold=True)
    y = _draw_key(sheet)
    for row, member in enumerate(members):
        middle = y + _ROW / 2
        sheet.words(left - 0.1, middle, member.label, 8, align="right")
        for column, other in enumerate(members[:row]):
            pair = pairs.get((other.key, member.key)) or pairs[member.key, other.key]
            look = _look(pair)
            sheet.cell(left + column * _CELL, y, _CELL - 0.015, _ROW - 0.015, look, 7)
        sheet.words(left + row * _CELL + 0.04, middle, str(row + 1), 7, colour=MUTED)
        y += _ROW
    for column in range(len(members) - 1):
        sheet.words(left + (column + 0.5) * _CELL, y + 0.1, str(column + 1), 7, align="center", colour=MUTED)
    svg, png = sheet.draw(y + 0.35)
    words = f"{title}. {len(members)} authorities; the numbers are per cent, and the table has the counts."
    return Picture("", "similarity", None, group, title, words, sheet.width, svg, png)


def _draw_key(sheet: Sheet) -> float:
    sheet.words(_MARGIN, 0.52, "Per cent of standards with the same rating, of those that both rate.", 8)
    items = [
        (Look("", colour), f"{20 * place}–{20 * place + 20}") for place, colour in enumerate(SCALE_OF_SHARES)
    ]
    items.append((_THIN, "both rate fewer than half"))
    return draw_legend(sheet, _MARGIN, 0.7, items) + 0.1


def _look(pair: Similarity) -> Look:
    if pair.share_same is None or is_thin(pair):
        return _THIN
    percent = round(100 * pair.share_same)
    place = min(int(pair.share_same * len(SCALE_OF_SHARES)), len(SCALE_OF_SHARES) - 1)
    return Look(str(percent), SCALE_OF_SHARES[place])
