"""A stretch of text with its marks standing in it as single characters, so that patterns can see both at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from toolkit_extract.schemas.document import Emphasis, Mark, Paragraph, RunOrigin
from toolkit_extract.schemas.region import Region

MARK = "\ufffc"
"""Stands for a mark (U+FFFC OBJECT REPLACEMENT CHARACTER); occurrences in a file's own text become spaces."""

PARAGRAPH_END = "\u2029"
"""Parts paragraphs within a stretch (U+2029 PARAGRAPH SEPARATOR); white space to patterns."""

_MANY, _MOST = 0.4, 0.6
"""Shares of the letters of some words from which their emphasis, or a strike, counts for all of them."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the characters from `start` to `end` look, where they come from, and how else they may be read."""

    start: int
    end: int
    emphasis: frozenset[Emphasis]
    origin: RunOrigin
    confidence: float
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Text with marks. `marks[i]` is the i-th `MARK` of `text`; `regions[i]` says where from offset `starts[i]` on."""

    text: str
    marks: tuple[Mark, ...] = ()
    looks: tuple[Look, ...] = ()
    places: tuple[tuple[int, Region], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def blank(self) -> bool:
        """Whether there is neither a word nor a mark."""
        return not self.text or self.text.isspace()

    def slice(self, start: int, end: int | None = None) -> MarkedText:
        """The part from `start` to `end`, as offsets of `text`."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start <= 0 and stop >= len(self.text):
            return self
        text = self.text[start:stop]
        marks = self.marks
        if marks:
            before = self.text.count(MARK, 0, start)
            marks = marks[before : before + text.count(MARK)]
        looks = tuple(
            replace(look, start=max(look.start - start, 0), end=min(look.end, stop) - start)
            for look in self.looks
            if look.end > start and look.start < stop
        )
        return MarkedText(text, marks, looks, _places_within(self.places, start, stop))

    def stripped(self) -> MarkedText:
        """Without white space at the ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, len(self.text.rstrip()))

    def mark_at(self, offset: int) -> Mark:
        """The mark that stands at an offset of `text`."""
        return self.marks[self.text.count(MARK, 0, offset)]

    def emphasis_between(self, start: int, end: int) -> frozenset[Emphasis]:
        """The emphasis of the words between two offsets: that of the first word, or of many of the others.

        A pen or a highlighter often meets the first line alone of words that wrap, and seldom hits all letters. A
        strike counts only where it runs through most of them.
        """
        total = _letters(self.text[start:end])
        covered: dict[Emphasis, int] = {}
        first: frozenset[Emphasis] = frozenset()
        for look in self.looks:
            low, high = max(look.start, start), min(look.end, end)
            length = _letters(self.text[low:high]) if low < high and look.emphasis else 0
            if not length:
                continue
            if not _letters(self.text[start:low]):
                first |= look.emphasis
            for kind in look.emphasis:
                covered[kind] = covered.get(kind, 0) + length
        return frozenset(
            kind
            for kind, length in covered.items()
            if length >= _MOST * total
            or (kind is not Emphasis.STRIKE and (kind in first or length >= _MANY * total))
        )

    @property
    def regions(self) -> tuple[Region, ...]:
        """Where the text stands, each place once, in order."""
        regions: list[Region] = []
        for _, region in self.places:
            if not any(region is known or region == known for known in regions[-3:]):
                regions.append(region)
        return tuple(regions)

    @property
    def from_dropdown(self) -> bool:
        """Whether all words are the chosen entry of a drop-down list."""
        return bool(self.looks) and all(look.origin is RunOrigin.DROPDOWN for look in self.looks)

    @property
    def recognised(self) -> bool:
        """Whether any of the words were recognised from a picture."""
        return any(look.origin is RunOrigin.OCR for look in self.looks)

    @property
    def read_otherwise(self) -> tuple[tuple[str, str], ...]:
        """Words whose digits two engines read differently, each with its other reading."""
        return tuple(
            (self.text[look.start : look.end].strip(), look.otherwise)
            for look in self.looks
            if look.otherwise and self.text[look.start : look.end].strip()
        )

    @property
    def words(self) -> str:
        """The text as a narrative has it: marks put back as the file shows them."""
        if not self.marks:
            return self.text
        signs = (*(mark.verbatim for mark in self.marks), "")
        return "".join(part + sign for part, sign in zip(self.text.split(MARK), signs, strict=True))

    @property
    def confidence(self) -> float:
        """That of the least certain run."""
        return min((look.confidence for look in self.looks), default=1.0)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _places_within(
    places: tuple[tuple[int, Region], ...], start: int, stop: int
) -> tuple[tuple[int, Region], ...]:
    kept: list[tuple[int, Region]] = []
    for index, (offset, region) in enumerate(places):
        following = places[index + 1][0] if index + 1 < len(places) else stop
        if offset < stop and following > start:
            kept.append((max(offset - start, 0), region))
    return tuple(kept)


_WIDE_SPACES = dict.fromkeys([*range(0x2000, 0x200B), 0x00A0, 0x202F, 0x205F, 0x3000, ord(MARK)], " ")
_NO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF], "")
_CONTROLS = dict.fromkeys([*range(9), 11, *range(14, 32), 127], "") | {12: " "}
_SPACES = _WIDE_SPACES | _NO_WIDTH | _CONTROLS
_ODD_CHARACTER = re.compile(r"[^\t\n -~]")


def _plain_spaces(words: str) -> str:
    """The words with spaces of any width as plain ones, without characters of no width and control characters."""
    return words.translate(_SPACES)


def paragraph_to_text(paragraph: Paragraph) -> MarkedText:
    """The text of a paragraph with its marks in place (a generated number is not part of it)."""
    parts: list[str] = []
    marks: list[Mark] = []
    looks: list[Look] = []
    places: list[tuple[int, Region]] = []
    length = 0
    if paragraph.region is not None:
        places.append((0, paragraph.region))
    last = paragraph.region
    for inline in paragraph.inlines:
        region = inline.region
        if region is not None and region is not last and region != last:
            places.append((length, region))
            last = region
        if inline.kind == "run":
            words = _plain_spaces(inline.text) if _ODD_CHARACTER.search(inline.text) else inline.text
            parts.append(words)
            if inline.emphasis or inline.origin is not RunOrigin.TEXT or inline.confidence < 1:
                end = length + len(words)
                looks.append(
                    Look(length, end, inline.emphasis, inline.origin, inline.confidence, inline.otherwise)
                )
            length += len(words)
        else:
            parts.append(MARK)
            marks.append(inline)
            length += 1
    if (
        paragraph.inlines
        and paragraph.inlines[0].region is not None
        and places
        and places[0][1] == paragraph.region
    ):
        first = paragraph.inlines[0].region
        if len(places) > 1 and places[1] == (0, first):
            places = places[1:]
    return MarkedText("".join(parts), tuple(marks), tuple(looks), tuple(places))


def join(texts: Iterable[MarkedText], separator: str = PARAGRAPH_END) -> MarkedText:
    """One stretch of several, parted by `separator`."""
    parts: list[str] = []
    marks: list[Mark] = []
    looks: list[Look] = []
    places: list[tuple[int, Region]] = []
    length = 0
    for text in texts:
        if parts:
            parts.append(separator)
            length += len(separator)
        parts.append(text.text)
        marks += text.marks
        looks += [replace(look, start=look.start + length, end=look.end + length) for look in text.looks]
        places += [(offset + length, region) for offset, region in text.places]
        length += len(text.text)
    return MarkedText("".join(parts), tuple(marks), tuple(looks), tuple(places))
