"""Where do answers not fit each other? One row per standard, one column per kind, with how many of how many."""

from __future__ import annotations

from itertools import groupby

from toolkit_extract.outputs.pictures.bars import BAR, LABELS, MARGIN, ROW, draw_labels, draw_section
from toolkit_extract.outputs.pictures.canvas import Picture, Sheet, width_of
from toolkit_extract.outputs.pictures.legend import draw_legend
from toolkit_extract.outputs.pictures.style import ACCENT, MISSING_LOOKS, MUTED, PAPER, RULE, Look
from toolkit_extract.schemas.comparison import MISMATCHES, Comparison, MismatchCount

_PANEL, _GAP, _BAR_ROOM = 2.1, 0.2, 1.2


def draw_mismatches(comparison: Comparison) -> Picture:
    """Mismatches of each kind by standard; bars of all kinds have one scale of returns."""
    counts = {(count.kind, count.standard): count for count in comparison.mismatch_counts}
    kinds = [kind for kind in MISMATCHES if any(count.kind == kind for count in comparison.mismatch_counts)]
    sheet = Sheet(MARGIN + LABELS + len(kinds) * (_PANEL + _GAP) + MARGIN)
    title = f"Answers that do not fit each other: {comparison.title}"
    sheet.words(MARGIN, 0.25, title, 12, bold=True)
    unclear = Look("", MISSING_LOOKS["not_recoverable"].face, MISSING_LOOKS["not_recoverable"].hatch)
    items = [(Look("", ACCENT), "found, of those examined")]
    if any(count.unclear for count in comparison.mismatch_counts):
        items.append((unclear, "second half not known"))
    items.append((Look("–", PAPER), "none to examine"))
    y = draw_legend(sheet, MARGIN, 0.5, items) + 0.12
    places = {kind: MARGIN + LABELS + place * (_PANEL + _GAP) for place, kind in enumerate(kinds)}
    for kind, x in places.items():
        sheet.words(x, y, MISMATCHES[kind][0], 8, bold=True)
    y += 0.1
    most = max((count.found + count.unclear for count in comparison.mismatch_counts), default=0)
    toolkit = comparison.toolkit
    for section, standards in groupby(toolkit.standards, key=lambda standard: standard.section):
        y = draw_section(sheet, toolkit, section, y)
        for standard in standards:
            draw_labels(sheet, toolkit, standard.number, y + ROW / 2)
            for kind, x in places.items():
                _draw_count(sheet, counts[kind, standard.number], x, y, _BAR_ROOM / max(most, 1), unclear)
            y += ROW
    found = {
        kind: sum(count.found for count in comparison.mismatch_counts if count.kind == kind) for kind in kinds
    }
    words = "; ".join(f"{MISMATCHES[kind][0]}: {number} found" for kind, number in found.items())
    svg, png = sheet.draw(y + 0.2)
    return Picture("", "mismatches", None, None, title, f"{title}. {words}.", sheet.width, svg, png)


def _draw_count(sheet: Sheet, count: MismatchCount, x: float, y: float, unit: float, unclear: Look) -> None:
    top = y + (ROW - BAR) / 2
    sheet.line(x, y, x, y + ROW, RULE, 0.75)
    sheet.box(x, top, unit * count.found, BAR, ACCENT)
    sheet.box(x + unit * count.found, top, unit * count.unclear, BAR, unclear.face, unclear.hatch)
    end = x + unit * (count.found + count.unclear) + 0.06
    words = f"{count.found} of {count.examined}" if count.examined or count.unclear else "–"
    sheet.words(end, y + ROW / 2, words, 7.5, colour=MUTED)
    if count.unclear:
        sheet.words(end + width_of(words, 7.5) + 0.06, y + ROW / 2, f"+ {count.unclear} ?", 7.5, colour=MUTED)
