"""Who stands where? One row per authority, one column per standard, the option's number in each cell.

What is missing keeps its cell, with a hatch and a sign of its own; a triangle in the corner says that a person should
look. Beside each row and below each column stands how many cells are one option.
"""

from __future__ import annotations

from itertools import groupby

from toolkit_extract.outputs.pictures.canvas import Picture, Sheet, width_of, wrapped
from toolkit_extract.outputs.pictures.legend import draw_legend
from toolkit_extract.outputs.pictures.style import (
    INK,
    MISSING_LOOKS,
    MUTED,
    RULE,
    SHADE,
    Look,
    ink_on,
    option_looks,
)
from toolkit_extract.schemas.comparison import STATES, Comparison, Member, Rated
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role

_CELL, _ROW, _SECTION_GAP, _REGION_GAP = 0.29, 0.25, 0.1, 0.3
_MARGIN = 0.2


def draw_heat_map(
    comparison: Comparison, role: Role, members: tuple[Member, ...], group: str | None
) -> Picture:
    """The heat map of one rating of some members."""
    question = comparison.rated_questions[role]
    return _HeatMap(comparison, role, question, members, group).draw()


class _HeatMap:
    def __init__(
        self,
        comparison: Comparison,
        role: Role,
        question: ChoiceQuestion,
        members: tuple[Member, ...],
        group: str | None,
    ) -> None:
        self.comparison, self.question, self.members, self.group = comparison, question, members, group
        self.ratings = comparison.ratings[role]
        self.looks: dict[str, Look] = {**option_looks(question, role), **MISSING_LOOKS}
        self.left = _MARGIN + max(width_of(member.label, 8) for member in members) + 0.12
        self.left = max(self.left, 1.6)
        self.columns = self._columns()
        self.right = max(self.columns.values()) + _CELL
        self.sheet = Sheet(max(self.right + 1.0, 7.5))

    def _columns(self) -> dict[str, float]:
        """Left edge of each standard's column, with a gap between sections."""
        places: dict[str, float] = {}
        x, section = self.left, None
        for standard in self.comparison.toolkit.standards:
            x += _SECTION_GAP if section is not None and standard.section != section else 0
            places[standard.number] = x
            x, section = x + _CELL, standard.section
        return places

    def draw(self) -> Picture:
        told = self._told()
        title = f"{self.question.column}: {self.group or self.comparison.title}"
        self.sheet.words(_MARGIN, 0.25, title, 12, bold=True)
        y = self._draw_legend(told, 0.5)
        y = self._draw_heads(y + 0.05)
        for region, members in groupby(self.members, key=lambda member: member.region):
            if self.group is None and self._has_regions():
                self.sheet.words(_MARGIN, y + 0.14, region or "Region not known", 8, colour=MUTED, bold=True)
                y += _REGION_GAP
            for member in members:
                self._draw_row(member, y)
                y += _ROW
        y = self._draw_totals(y)
        svg, png = self.sheet.draw(y + 0.2)
        rated = sum(rating.score is not None for rating in told)
        words = (
            f"{self.question.column} of {_counted(len(self.members), 'row')} by {len(self.columns)} standards: "
            f"{rated} of {len(told)} cells are one option, the others say why they are not."
        )
        return Picture(
            name="",
            kind="heat_map",
            subject=self.question.id,
            group=self.group,
            title=title,
            words=words,
            width=self.sheet.width,
            svg=svg,
            png=png,
        )

    def _has_regions(self) -> bool:
        return len({member.region for member in self.members}) > 1

    def _told(self) -> list[Rated]:
        return [self.ratings[member.key, number] for member in self.members for number in self.columns]

    def _draw_legend(self, told: list[Rated], y: float) -> float:
        met = {rating.value for rating in told}
        options = sorted(self.question.options, key=lambda option: option.score)
        items = [(self.looks[option.code], option.label) for option in options]
        items += [
            (self.looks[state], words)
            for state, words in STATES.items()
            if state in met and self.looks[state].sign
        ]
        return draw_legend(self.sheet, _MARGIN, y, items, review=any(rating.needs_review for rating in told))

    def _draw_heads(self, y: float) -> float:
        """Titles of the sections above the numbers of their standards."""
        sections = {section.number: section.title for section in self.comparison.toolkit.sections}
        standards = self.comparison.toolkit.standards
        heads = []
        for number, several in groupby(standards, key=lambda standard: standard.section):
            columns = [self.columns[standard.number] for standard in several]
            room = columns[-1] + _CELL - columns[0]
            heads.append((columns[0], room, wrapped(f"{number}  {sections[number]}", 6.5, room - 0.03, 5)))
        deepest = max(len(lines) for *_, lines in heads)
        base = y + deepest * 0.125 + 0.04
        for x, room, lines in heads:
            for place, line in enumerate(lines):
                self.sheet.words(x, base - (len(lines) - place) * 0.125 + 0.03, line, 6.5, colour=MUTED)
            self.sheet.line(x, base + 0.02, x + room - 0.01, base + 0.02, MUTED, 0.6)
        for number, x in self.columns.items():
            self.sheet.words(x + _CELL / 2, base + 0.13, number, 7, align="center")
        self.sheet.words(self.right + 0.14, base + 0.13, "rated", 7, colour=MUTED)
        return base + 0.25

    def _draw_row(self, member: Member, y: float) -> None:
        middle = y + _ROW / 2
        quiet = member.standing != "read"
        self.sheet.words(
            self.left - 0.1, middle, member.label, 8, align="right", colour=MUTED if quiet else INK
        )
        if quiet:
            self.sheet.box(self.left, y + 0.02, self.right - self.left - 0.015, _ROW - 0.04, SHADE)
            self.sheet.words(self.left + 0.08, middle, STATES[member.standing], 7.5, colour=MUTED)
            return
        rated = 0
        for number, x in self.columns.items():
            rating = self.ratings[member.key, number]
            look = self.looks[rating.value]
            self.sheet.cell(x, y, _CELL - 0.015, _ROW - 0.015, look, 8)
            if rating.needs_review:
                self.sheet.corner(x + _CELL - 0.015, y, ink_on(look.face))
            rated += rating.score is not None
        self.sheet.words(self.right + 0.14, middle, f"{rated} of {len(self.columns)}", 7, colour=MUTED)

    def _draw_totals(self, y: float) -> float:
        read = [member for member in self.members if member.standing == "read"]
        self.sheet.line(self.left, y + 0.03, self.right - 0.015, y + 0.03, RULE, 0.75)
        self.sheet.words(self.left - 0.1, y + 0.15, "rated", 7, colour=MUTED, align="right")
        for number, x in self.columns.items():
            rated = sum(self.ratings[member.key, number].score is not None for member in read)
            self.sheet.words(x + _CELL / 2, y + 0.15, str(rated), 7, colour=MUTED, align="center")
        self.sheet.words(self.right + 0.14, y + 0.15, f"of {_counted(len(read), 'return')}", 7, colour=MUTED)
        return y + 0.25


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
