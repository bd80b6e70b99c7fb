"""Which standards have the widest gap? Bars in the order of rank, each with the bounds that unknown ratings allow."""

from __future__ import annotations

from toolkit_extract.outputs.pictures.bars import BAR, LABELS, MARGIN, ROW, draw_labels
from toolkit_extract.outputs.pictures.canvas import Picture, Sheet
from toolkit_extract.outputs.pictures.style import ACCENT, INK, MUTED
from toolkit_extract.schemas.comparison import Comparison, Gap

_PLOT, _NUMBERS = 4.2, 2.5
_RANK = 0.3


def draw_gaps(comparison: Comparison) -> Picture:
    """The standards by the share of returns that rate them in the lower half of the scale."""
    question = comparison.rated_questions["attainment"]
    sheet = Sheet(MARGIN + LABELS + _RANK + _PLOT + _NUMBERS + MARGIN)
    title = f"Standards by gap: {comparison.title}"
    sheet.words(MARGIN, 0.25, title, 12, bold=True)
    options = sorted(question.options, key=lambda option: option.score)
    lower = " or ".join(f"“{option.label}”" for option in options[: len(options) // 2])
    sheet.words(MARGIN, 0.52, f"Bar: share of the returns rated that say {lower}.", 8)
    sheet.words(
        MARGIN,
        0.72,
        "Line: how far that share of all returns could move, whatever the ratings that are not known.",
        8,
    )
    start = MARGIN + LABELS + _RANK
    y = _draw_axis(sheet, start, 1.05, len(comparison.gaps))
    for gap in comparison.gaps:
        _draw_row(sheet, comparison, gap, start, y)
        y += ROW
    svg, png = sheet.draw(y + 0.2)
    first = comparison.gaps[0]
    words = f"{title}. Widest: {first.standard} {first.title}, {first.lower} of {first.rated} returns rated."
    return Picture("", "gaps", question.id, None, title, words, sheet.width, svg, png)


def _draw_axis(sheet: Sheet, start: float, y: float, rows: int) -> float:
    for percent in (0, 25, 50, 75, 100):
        x = start + _PLOT * percent / 100
        sheet.words(x, y, f"{percent}%", 7, colour=MUTED, align="center")
        sheet.grid_line(x, y + 0.1, x, y + 0.15 + rows * ROW)
    sheet.words(MARGIN, y, "rank", 7, colour=MUTED)
    sheet.words(start + _PLOT + 0.3, y, "of those rated", 7, colour=MUTED)
    return y + 0.15


def _draw_row(sheet: Sheet, comparison: Comparison, gap: Gap, start: float, y: float) -> None:
    centre = y + ROW / 2
    sheet.words(MARGIN + 0.22, centre, str(gap.rank or "–"), 8, colour=MUTED, align="right")
    draw_labels(sheet, comparison.toolkit, gap.standard, centre, indent=_RANK)
    numbers = start + _PLOT + 0.3
    if gap.share is None or gap.share_least is None or gap.share_most is None:
        sheet.words(start + 0.08, centre, "no return rates it", 7.5, colour=MUTED)
        sheet.words(numbers, centre, f"0 of 0; {gap.returns} not known", 7.5)
        return
    sheet.box(start, y + (ROW - BAR) / 2, _PLOT * gap.share, BAR, ACCENT)
    least, most = start + _PLOT * gap.share_least, start + _PLOT * gap.share_most
    if gap.rated < gap.returns:
        sheet.line(least, centre, most, centre, INK, 1.4)
        for x in (least, most):
            sheet.line(x, centre - 0.06, x, centre + 0.06, INK, 1.4)
    unknown = gap.returns - gap.rated
    words = f"{gap.lower} of {gap.rated} ({100 * gap.share:.0f}%)"
    sheet.words(numbers, centre, words, 7.5)
    if unknown:
        sheet.words(numbers + 1.25, centre, f"{unknown} not known", 7.5, colour=MUTED)
