"""Which lines at the head and foot of pages belong to no page's text?

Lines outside tables that stand at one place with the same words on many pages, and numbers that count the pages. On
scanned pages the place wavers, and the words are spelt as an engine reads them: `Pagel`, `1| Page`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz import fuzz

from toolkit_extract.parsers.pdf.words import Line
from toolkit_extract.schemas.document import RunOrigin

MARGIN = 0.13
"""Share of the page's height at its head and foot in which furniture stands."""

_SAME_PLACE = 4.0
_WIDE_GAP = 11.0
_NEXT_ROW = 0.6
"""Space between two lines of one table, in font sizes."""

_SHARE = 0.5
"""Share of the pages on which a line must repeat; two pages at least."""

_SAME_PLACE_SCANNED = 16.0
"""Points by which paper is fed higher or lower."""

_ALIKE = 85.0
"""Likeness, in hundredths, from which two recognised lines have the same words."""

_LEAST_LETTERS = 3
_LIKE_DIGITS = str.maketrans("lIi|!Oo", "1111100")
"""What engines give for the digits of a page number that stands alone."""

_AS_DIGITS = r"[\dlIi|!Oo]{1,3}"
_GLUED = re.compile(rf"(?<=page)(?={_AS_DIGITS}\b)|(?<=\d)(?=page)", re.IGNORECASE)
_COUNTS_PAGES = re.compile(
    rf"\W*(?:p ?a ?g ?e\W*{_AS_DIGITS}(?:\W*(?:of|/)\W*{_AS_DIGITS})?|{_AS_DIGITS}\W*p ?a ?g ?e)\W*",
    re.IGNORECASE,
)
"""A line that says nothing but which page it is. Accepted: `Page 1 of 7`, `1 | P a g e`, `Pagel`. Refused: `Page 1 of
the policy`, `see page 1`."""

_COUNT = re.compile(r"(?<![\w.])\d{1,4}(?![\w]|\.\d)")
_SHIFTS = (0, -1, -2, 1, 2, -3, 3)
"""How far printed page numbers may be off: front matter without numbers, or a cover that counts as 0."""


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line near the head or the foot of a page, outside tables."""

    page_number: int
    line: Line
    place: float
    """Distance of its middle from the head of the page, or, negative, from the foot."""

    @property
    def recognised(self) -> bool:
        """Whether its words were recognised from a picture."""
        return any(piece.origin is RunOrigin.OCR for piece in self.line.pieces)


def edge_lines(page_number: int, height: float, lines: Sequence[Line]) -> list[EdgeLine]:
    """The lines of a page that may be furniture."""
    found = []
    in_table = False
    for index, line in enumerate(lines):
        middle = line.core.cy
        follows = index > 0 and line.core.top - lines[index - 1].core.bottom < _NEXT_ROW * line.size
        in_table = _heads_columns(lines, index) or (in_table and follows)
        if line.marks or in_table:
            continue
        if middle < MARGIN * height:
            found.append(EdgeLine(page_number, line, middle))
        elif middle > (1 - MARGIN) * height:
            found.append(EdgeLine(page_number, line, middle - height))
    return found


def _heads_columns(lines: Sequence[Line], index: int) -> bool:
    """Whether a line of several words far apart has text right below it: it heads columns, and repeats for that."""
    line = lines[index]
    gaps = sum(1 for a, b in pairwise(line.items) if b.box.x0 - a.box.x1 > _WIDE_GAP)
    if gaps < 2 or index + 1 >= len(lines):
        return False
    return lines[index + 1].core.top - line.core.bottom < _NEXT_ROW * line.size


@dataclass(frozen=True, slots=True)
class Furniture:
    """What repeats: patterns of words, each with its places on the page. `shift`: page number printed less real one.

    `running` are lines of scanned pages, to which others are only alike.
    """

    patterns: dict[str, tuple[float, ...]]
    shift: int = 0
    running: tuple[EdgeLine, ...] = ()

    def holds(self, edge: EdgeLine) -> bool:
        """Whether a line is furniture."""
        if edge.recognised:
            return (
                counts_pages(edge.line.text)
                or _is_own_number(edge, self.shift)
                or any(_alike(edge, one, self.shift) for one in self.running)
            )
        places = (*self.patterns.get(_words(edge), ()), *self.patterns.get(_pattern(edge, self.shift), ()))
        return any(abs(edge.place - place) <= _SAME_PLACE for place in places)


def find_furniture(edges: Sequence[EdgeLine], pages: int) -> Furniture:
    """What repeats among the edge lines of that many pages."""
    if pages < 2:
        return Furniture({})
    scanned = [edge for edge in edges if edge.recognised]
    if scanned:
        running, shift = max(
            ((_running(scanned, pages, shift), shift) for shift in _SHIFTS), key=lambda found: len(found[0])
        )
        return replace(_printed(edges, pages), running=running, shift=shift)
    return _printed(edges, pages)


def counts_pages(text: str) -> bool:
    """Whether a line says nothing but which page it is."""
    return _COUNTS_PAGES.fullmatch(text) is not None


def _is_own_number(edge: EdgeLine, shift: int) -> bool:
    """Whether a line at the foot holds the number of its page alone: engines lose it on other pages."""
    return edge.place < 0 and _as_number(edge.line.text.strip()) == str(edge.page_number + shift)


def _printed(edges: Sequence[EdgeLine], pages: int) -> Furniture:
    printed = [edge for edge in edges if not edge.recognised]
    found = [(shift, _patterns(printed, pages, shift)) for shift in _SHIFTS]
    shift, (_, patterns) = max(found, key=lambda entry: entry[1][0])
    return Furniture(patterns, shift)


def _running(edges: Sequence[EdgeLine], pages: int, shift: int) -> tuple[EdgeLine, ...]:
    """The lines of scanned pages that are alike on many pages."""
    groups: list[list[EdgeLine]] = []
    for edge in edges:
        group = next((group for group in groups if _alike(edge, group[0], shift)), None)
        if group is None:
            groups.append([edge])
        else:
            group.append(edge)
    needed = max(2, round(_SHARE * pages))
    return tuple(
        edge for group in groups if len({edge.page_number for edge in group}) >= needed for edge in group
    )


def _alike(one: EdgeLine, other: EdgeLine, shift: int) -> bool:
    """Whether two recognised lines are one line of two pages: letters may differ, numbers other than the page's not."""
    if abs(one.place - other.place) > _SAME_PLACE_SCANNED:
        return False
    words, others = _recognised_pattern(one, shift), _recognised_pattern(other, shift)
    if re.findall(r"\d+", words) != re.findall(r"\d+", others):
        return False
    letters = sum(character.isalpha() for character in words)
    return (letters >= _LEAST_LETTERS or words == others) and fuzz.ratio(words, others) >= _ALIKE


def _recognised_pattern(edge: EdgeLine, shift: int) -> str:
    """The words of a line as an engine read it, with what may be the number of its page taken out."""
    number = str(edge.page_number + shift)
    words = _GLUED.sub(" ", " ".join(edge.line.text.split())).split()
    read = ["#" if word.strip("|.,-:") and _as_number(word) == number else word for word in words]
    return " ".join(word for word in read if word != "|").casefold()


def _as_number(word: str) -> str:
    return word.rstrip("|.,-:").translate(_LIKE_DIGITS)


def _patterns(edges: Sequence[EdgeLine], pages: int, shift: int) -> tuple[int, dict[str, tuple[float, ...]]]:
    """Repeating patterns with one reading of the page numbers, and how many lines they cover."""
    same_words = Counter(_words(edge) for edge in edges)
    groups: dict[str, list[EdgeLine]] = defaultdict(list)
    for edge in edges:
        # Words that repeat as they are come first: the `11` of a date is no page number on page 11.
        words = _words(edge)
        groups[words if same_words[words] > 1 else _pattern(edge, shift)].append(edge)
    needed = max(2, round(_SHARE * pages))
    covered = 0
    patterns: dict[str, tuple[float, ...]] = {}
    for pattern, group in groups.items():
        places = Counter(round(edge.place / _SAME_PLACE) for edge in group)
        count = sum(n for place, n in places.items() if n > 1)
        if pattern and (count >= needed or (count >= max(2, 0.3 * pages) and _alternates(group))):
            patterns[pattern] = tuple({edge.place for edge in group})
            covered += count
    return covered, patterns


def _alternates(group: list[EdgeLine]) -> bool:
    """Whether a line stands on every other page."""
    numbers = sorted({edge.page_number for edge in group})
    return len(numbers) > 1 and all(b - a == 2 for a, b in pairwise(numbers))


def _words(edge: EdgeLine) -> str:
    return " ".join(edge.line.text.split()).casefold()


def _pattern(edge: EdgeLine, shift: int) -> str:
    """The words of a line with the number of its page taken out; the numbers of a heading (`2.1`) never are."""
    words = _words(edge)
    number = str(edge.page_number + shift)
    for match in _COUNT.finditer(words):
        if match.group() == number:
            return f"{words[: match.start()]}#{words[match.end() :]}"
    return words
