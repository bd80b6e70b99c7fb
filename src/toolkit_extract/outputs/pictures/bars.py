"""How do the returns rate each standard, and what changed? One bar per standard, parted where the scale's halves meet.

To the left of the middle line stands the lower half of the scale, to the right the upper, in shares of the rated
returns; the numbers in the bars are returns. What is not rated stands apart, hatched, at the same row; so does how many
of how many are rated.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from toolkit_extract.outputs.pictures.canvas import Picture, Sheet, shortened, width_of
from toolkit_extract.outputs.pictures.legend import draw_legend
from toolkit_extract.outputs.pictures.style import (
    DIRECTION_COLOURS,
    INK,
    MISSING_LOOKS,
    MUTED,
    RULE,
    Look,
    ink_on,
    option_looks,
)
from toolkit_extract.schemas.comparison import STATES, STATES_OF_A_RETURN, Comparison
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role, Toolkit

MARGIN, ROW, BAR = 0.2, 0.26, 0.2
LABELS = 3.9
"""Width of number and title of a standard, in inches."""
_PLOT, _KNOWN, _MISSING = 4.5, 0.85, 1.5
_WIDTH = MARGIN + LABELS + _PLOT + 0.2 + _KNOWN + _MISSING + MARGIN


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of value in the bars: its look, its words, and the side of the middle it stands on."""

    look: Look
    label: str
    side: int
    """-1 to the left of the middle, 1 to the right, 0 across it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One standard: how many returns have each part, and each missing value."""

    number: str
    counts: tuple[int, ...]
    missing: tuple[int, ...]

    @property
    def known(self) -> int:
        """Returns that are in the bar."""
        return sum(self.counts)

    @property
    def total(self) -> int:
        """All returns."""
        return self.known + sum(self.missing)


def draw_values(comparison: Comparison, role: Role) -> Picture:
    """Stacked ratings of each standard."""
    question = comparison.rated_questions[role]
    options = sorted(question.options, key=lambda option: option.score)
    looks = option_looks(question, role)
    parts = [
        Part(looks[option.code], option.label, _side(place, len(options)))
        for place, option in enumerate(options)
    ]
    counts = {
        (count.standard, count.value): count.count
        for count in comparison.counts
        if count.question == question.id
    }
    rows = [
        Row(
            standard.number,
            tuple(counts[standard.number, option.code] for option in options),
            tuple(counts[standard.number, state] for state in STATES_OF_A_RETURN),
        )
        for standard in comparison.toolkit.standards
    ]
    missing = [Part(MISSING_LOOKS[state], STATES[state], 0) for state in STATES_OF_A_RETURN]
    title = f"{question.column} by standard: {comparison.title}"
    sides = ("lower half of the scale", "upper half") if len(options) % 2 == 0 else ("", "")
    return _draw(
        comparison.toolkit,
        question,
        "values",
        title,
        parts,
        missing,
        rows,
        ("rated", "not rated"),
        sides,
    )


def draw_changes(comparison: Comparison, role: Role) -> Picture:
    """What became of each standard's ratings since the earlier returns."""
    question = comparison.rated_questions[role]
    parts = [
        Part(Look("", DIRECTION_COLOURS["worse"]), "worse than before", -1),
        Part(Look("", DIRECTION_COLOURS["same"]), "the same", 0),
        Part(Look("", DIRECTION_COLOURS["better"]), "better than before", 1),
    ]
    missing = [Part(MISSING_LOOKS["not_recoverable"], "not comparable: one of the two is missing", 0)]
    rows = [
        Row(count.standard, (count.worse, count.same, count.better), (count.not_comparable,))
        for count in comparison.change_counts or ()
        if count.question == question.id
    ]
    title = f"{question.column}, change since the earlier returns: {comparison.title}"
    heads = ("compared", "not comparable")
    return _draw(comparison.toolkit, question, "changes", title, parts, missing, rows, heads, ("", ""))


def _side(place: int, count: int) -> int:
    if count % 2 and place == count // 2:
        return 0
    return -1 if place < count // 2 else 1


def draw_labels(sheet: Sheet, toolkit: Toolkit, number: str, y: float, *, indent: float = 0.0) -> None:
    """Number and title of a standard at the left of a row whose middle is given."""
    left = MARGIN + indent
    sheet.words(left + 0.34, y, number, 8, align="right", bold=True)
    sheet.words(left + 0.44, y, shortened(toolkit.standard(number).title, 8, LABELS - 0.6), 8)


def draw_section(sheet: Sheet, toolkit: Toolkit, number: int, y: float) -> float:
    """Title of a section over its rows; returns where the rows begin."""
    title = next(section.title for section in toolkit.sections if section.number == number)
    room = sheet.width - 2 * MARGIN
    sheet.words(MARGIN, y + 0.17, shortened(f"{number}  {title}", 8, room), 8, colour=MUTED, bold=True)
    sheet.line(MARGIN, y + 0.29, sheet.width - MARGIN, y + 0.29, RULE, 0.6)
    return y + 0.35


def _draw(
    toolkit: Toolkit,
    question: ChoiceQuestion,
    kind: str,
    title: str,
    parts: list[Part],
    missing: list[Part],
    rows: list[Row],
    heads: tuple[str, str],
    sides: tuple[str, str],
) -> Picture:
    sheet = Sheet(_WIDTH)
    sheet.words(MARGIN, 0.25, title, 12, bold=True)
    met = [part for place, part in enumerate(missing) if any(row.missing[place] for row in rows)]
    y = draw_legend(sheet, MARGIN, 0.5, [(part.look, part.label) for part in [*parts, *met]])
    reach = _reach(parts, rows)
    start = MARGIN + LABELS
    middle = start + _PLOT * reach[0] / sum(reach)
    unit = _PLOT / sum(reach)
    y += 0.12
    known = start + _PLOT + 0.2
    sheet.words(known, y, heads[0], 7.5, colour=MUTED)
    sheet.words(middle - 0.06, y, sides[0], 7.5, colour=MUTED, align="right")
    sheet.words(middle + 0.06, y, sides[1], 7.5, colour=MUTED)
    sheet.words(known + _KNOWN, y, heads[1], 7.5, colour=MUTED)
    y += 0.08
    top = y
    for section, several in groupby(rows, key=lambda row: toolkit.standard(row.number).section):
        y = draw_section(sheet, toolkit, section, y)
        for row in several:
            centre = y + ROW / 2
            draw_labels(sheet, toolkit, row.number, centre)
            _draw_bar(sheet, parts, row, middle, unit, y)
            sheet.words(known, centre, f"{row.known} of {row.total}", 7.5, colour=MUTED)
            _draw_missing(sheet, missing, row, known + _KNOWN, y)
            y += ROW
    if all(part.side for part in parts):
        sheet.line(middle, top + 0.3, middle, y, INK, 0.8)
    svg, png = sheet.draw(y + 0.25)
    rated = sum(row.known for row in rows)
    total = sum(row.total for row in rows)
    words = f"{title}. {rated} of {total} ratings are {heads[0]}; the numbers are in the table."
    return Picture("", kind, question.id, None, title, words, sheet.width, svg, png)


def _reach(parts: list[Part], rows: list[Row]) -> tuple[float, float]:
    """How far the bars go to the left and to the right of the middle, in shares; a little room is left."""
    left = right = 0.1
    for row in rows:
        if row.known:
            across = sum(count for count, part in zip(row.counts, parts, strict=True) if part.side == 0) / 2
            lower = sum(count for count, part in zip(row.counts, parts, strict=True) if part.side < 0)
            left = max(left, (lower + across) / row.known)
            right = max(right, (row.known - lower - across) / row.known)
    return left, right


def _draw_bar(sheet: Sheet, parts: list[Part], row: Row, middle: float, unit: float, y: float) -> None:
    if not row.known:
        sheet.words(middle + 0.08, y + ROW / 2, "no return rates it", 7.5, colour=MUTED)
        return
    lower = sum(count for count, part in zip(row.counts, parts, strict=True) if part.side < 0)
    across = sum(count for count, part in zip(row.counts, parts, strict=True) if part.side == 0)
    x = middle - unit * (lower + across / 2) / row.known
    top = y + (ROW - BAR) / 2
    for count, part in zip(row.counts, parts, strict=True):
        width = unit * count / row.known
        sheet.box(x, top, max(width - 0.01, 0), BAR, part.look.face)
        if width > width_of(str(count), 7) + 0.06:
            sheet.words(
                x + width / 2, y + ROW / 2, str(count), 7, align="center", colour=ink_on(part.look.face)
            )
        x += width


def _draw_missing(sheet: Sheet, missing: list[Part], row: Row, x: float, y: float) -> None:
    """Hatched, each with its number behind it."""
    top = y + (ROW - BAR) / 2
    for count, part in zip(row.missing, missing, strict=True):
        if count:
            width = max(_MISSING * 0.62 * count / row.total, 0.07)
            sheet.box(x, top, width, BAR, part.look.face, part.look.hatch)
            sheet.words(x + width + 0.03, y + ROW / 2, str(count), 7, colour=MUTED)
            x += width + 0.06 + width_of(str(count), 7) + 0.05
