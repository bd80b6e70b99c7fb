"""Which lines are page headers and footers, standing between the halves of the text?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit_extract.parsers.text.lines import Line

PAGE_NUMBER = re.compile(
    r"^\W*(?:page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*(?:of|/)\s*\d{1,4}\s*pages?|-\s*\d{1,4}\s*-)\W*$",
    re.IGNORECASE,
)
"""A line that is nothing but a page number: `Page 3 of 26`, `- 4 -`. Not a bare `3`, which may be an answer."""

_EDGE = 2
_MIN_PAGES = 3


def part_furniture(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines of the body, and the words of page headers and footers (each once, in order)."""
    edges = _edge_positions(lines)
    shapes = Counter(_shape(lines[index].text) for index in edges)
    everywhere = Counter(_shape(line.text) for line in lines if not line.blank)
    pages = lines[-1].page + 1 if lines else 1
    needed = max(_MIN_PAGES, pages // 3)
    repeated = {
        shape for shape, count in shapes.items() if count >= needed and count >= 0.9 * everywhere[shape]
    }
    edge_set = set(edges)
    body: list[Line] = []
    words: dict[str, None] = {}
    for index, line in enumerate(lines):
        if _is_furniture(line, index in edge_set, repeated):
            words.setdefault(" ".join(line.text.split()))
            body.append(Line(line.number, "", line.page))
        else:
            body.append(line)
    return body, tuple(words)


def _is_furniture(line: Line, at_edge: bool, repeated: set[str]) -> bool:
    if line.blank:
        return False
    if PAGE_NUMBER.match(line.text):
        return True
    return at_edge and _shape(line.text) in repeated


def _shape(text: str) -> str:
    """The line with its numbers levelled, so that footers of different pages are alike."""
    return re.sub(r"\d+", "#", " ".join(text.split()))


def _edge_positions(lines: Sequence[Line]) -> list[int]:
    """Indices of the first and last filled lines of each page; none where the text has no pages."""
    if not lines or lines[-1].page == 0:
        return []
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if not line.blank:
            pages.setdefault(line.page, []).append(index)
    return sorted({index for filled in pages.values() for index in (*filled[:_EDGE], *filled[-_EDGE:])})
