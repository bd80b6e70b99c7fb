"""Which number or bullet does Word put before a paragraph, though it is in no text?

A list (`w:num`) points to a definition (`w:abstractNum`) of nine levels. Lists that share a definition share
its counters; a list with a start override begins anew where it is first used. A level begins anew after a
paragraph of any higher level, unless it says otherwise (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from toolkit_extract.parsers.docx.names import ILVL, NUM_ID, RPR, VAL, W, is_on, whole_number
from toolkit_extract.parsers.docx.styles import Styles
from toolkit_extract.parsers.glyphs import GlyphReading, is_symbol_font, state_of_glyph

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_MOST_LETTERED = 780  # `zzz…` of thirty letters: the highest that Word itself writes in letters
_LVL, _FONTS = f"{W}lvl", f"{W}rFonts"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10,
    "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    font: str | None = None
    style: str | None = None
    restart_after: int | None = None  # level, from 1; 0: it never restarts; None: after any higher one
    legal: bool = False  # all numbers in decimal


@dataclass(frozen=True, slots=True)
class ListLabel:
    """What stands before one list paragraph: a number, a box, or (with neither) a bullet."""

    list_key: str
    level: int
    number: str | None = None
    box: GlyphReading | None = None
    glyph: str = ""


@dataclass(slots=True)
class _Counters:
    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)


@dataclass
class Numbering:
    """The lists of a document and how far each has got. Ask once for each paragraph, in reading order."""

    root: etree._Element | None
    styles: Styles
    _levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _abstract_of: dict[str, str] = field(default_factory=dict)
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _own_levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    _counters: dict[str, _Counters] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        abstract = {e.get(f"{W}abstractNumId", ""): e for e in self.root.iter(f"{W}abstractNum")}
        numbers = {e.get(NUM_ID, ""): e for e in self.root.iter(f"{W}num")}
        for num_id, element in numbers.items():
            target = element.find(f"{W}abstractNumId")
            abstract_id = target.get(VAL, "") if target is not None else ""
            abstract_id = self._follow_style(abstract_id, abstract, numbers)
            if abstract_id not in abstract:
                continue
            self._abstract_of[num_id] = abstract_id
            if abstract_id not in self._levels:
                self._levels[abstract_id] = _levels_of(abstract[abstract_id])
            self._read_overrides(num_id, element)

    def label(self, num_id: str | None, level: int | None, chain: tuple[str, ...]) -> ListLabel | None:
        """Count one paragraph and say what stands before it; None where it is in no list.

        Args:
            num_id: the list, by the paragraph itself or its style; `0` takes a paragraph out of a list.
            level: the level, from 0, where the paragraph or its style names one.
            chain: the paragraph's style and those it is based on: a level may belong to one of them.
        """
        if num_id is None or num_id == "0" or num_id not in self._abstract_of:
            return None
        abstract_id = self._abstract_of[num_id]
        levels = {**self._levels[abstract_id], **self._own_levels.get(num_id, {})}
        if level is None:
            level = next((i for i, known in levels.items() if known.style and known.style in chain), 0)
        level = max(0, min(level, _LEVELS - 1))
        definition = levels.get(level)
        if definition is None:
            return None
        self._count(num_id, abstract_id, level, levels)
        return self._display(num_id, abstract_id, level, levels)

    def _follow_style(
        self, abstract_id: str, abstract: dict[str, etree._Element], numbers: dict[str, etree._Element]
    ) -> str:
        """The definition that a list style stands for (`w:numStyleLink`), else the same one."""
        element = abstract.get(abstract_id)
        link = element.find(f"{W}numStyleLink") if element is not None else None
        if link is None:
            return abstract_id
        num = numbers.get(self.styles.paragraph(link.get(VAL)).num_id or "")
        target = num.find(f"{W}abstractNumId") if num is not None else None
        return target.get(VAL, "") if target is not None else abstract_id

    def _read_overrides(self, num_id: str, element: etree._Element) -> None:
        for override in element.iter(f"{W}lvlOverride"):
            index = _integer(override.get(ILVL), 0)
            start = override.find(f"{W}startOverride")
            if start is not None:
                self._overrides.setdefault(num_id, {})[index] = _integer(start.get(VAL), 1)
            own = override.find(_LVL)
            if own is not None:
                self._own_levels.setdefault(num_id, {})[index] = _level_of(own)

    def _count(self, num_id: str, abstract_id: str, level: int, levels: dict[int, Level]) -> None:
        counters = self._counters.setdefault(abstract_id, _Counters())
        values = counters.values
        for index, start in self._overrides.get(num_id, {}).items():
            if 0 <= index <= level and (num_id, index) not in counters.begun:
                counters.begun.add((num_id, index))
                values[index] = start - 1 if index == level else start
                for deeper in range(index + 1, _LEVELS):
                    values[deeper] = None
        for higher in range(level):
            if values[higher] is None:
                values[higher] = levels[higher].start if higher in levels else 1
        current = values[level]
        values[level] = levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _LEVELS):
            after = levels[deeper].restart_after if deeper in levels else None
            if after is None or level + 1 <= after:
                values[deeper] = None

    def _display(self, num_id: str, abstract_id: str, level: int, levels: dict[int, Level]) -> ListLabel:
        definition = levels[level]
        key = f"{num_id}:{level}"
        if definition.form == "bullet" or (is_symbol_font(definition.font) and "%" not in definition.text):
            glyph = definition.text.strip()
            reading = state_of_glyph(glyph[0], definition.font) if len(glyph.rstrip("\ufe0f")) == 1 else None
            return ListLabel(key, level, None, reading, glyph)
        values = self._counters[abstract_id].values

        def value(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            known = levels.get(index, definition)
            form = "decimal" if definition.legal else known.form
            return format_number(values[index] if values[index] is not None else known.start, form)

        text = _PLACEHOLDER.sub(value, definition.text).strip()
        return ListLabel(key, level, text if any(c.isalnum() for c in text) else None, None, text)


def format_number(number: int | None, form: str) -> str:
    """A number in one of the number formats of Word; in digits where the format is rare."""
    if number is None:
        return ""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= _MOST_LETTERED:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{suffix}"
    return "" if form in ("none", "bullet") else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _levels_of(abstract: etree._Element) -> dict[int, Level]:
    return {_integer(e.get(ILVL), 0): _level_of(e) for e in abstract.iterchildren(_LVL)}


def _level_of(element: etree._Element) -> Level:
    values = {child.tag: child.get(VAL) for child in element}
    fonts = element.find(f"{RPR}/{_FONTS}")
    font = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") if fonts is not None else None
    restart = values.get(f"{W}lvlRestart")
    legal = f"{W}isLgl" in values and is_on(values[f"{W}isLgl"])
    return Level(
        start=_integer(values.get(f"{W}start"), 1),
        form=values.get(f"{W}numFmt") or "decimal",
        text=values.get(f"{W}lvlText") or "",
        font=font,
        style=values.get(f"{W}pStyle"),
        restart_after=_integer(restart, 0) if restart is not None else None,
        legal=legal,
    )


def _integer(value: str | None, default: int) -> int:
    number = whole_number(value.removeprefix("-")) if value is not None else None
    if number is None or value is None:
        return default
    return -number if value.startswith("-") else number
