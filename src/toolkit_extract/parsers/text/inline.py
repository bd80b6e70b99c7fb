"""What do the words of one line say, with Markdown's emphasis and escapes read and marks found?"""

from __future__ import annotations

import html
import re

from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import Emphasis, Inline
from toolkit_extract.schemas.region import Region

EMPHASIS = re.compile(
    r"(?<![\w\\*])\*\*\*(?P<both>(?=[^\s*]).{1,3000}?(?<=[^\s\\]))\*\*\*(?![\w*])"
    r"|(?<![\\*])\*\*(?P<bold>(?=[^\s*]).{1,3000}?(?<=[^\s\\]))\*\*(?!\*)"
    r"|(?<![\w\\_])__(?P<bold2>(?=[^\s_]).{1,3000}?(?<=[^\s\\]))__(?![\w_])"
    r"|(?<![\w\\*])\*(?P<italic>(?=[^\s*]).{1,3000}?(?<=[^\s\\*]))\*(?![\w*])"
    r"|(?<![\w\\_])_(?P<italic2>(?=[^\s_]).{1,3000}?(?<=[^\s\\_]))_(?![\w_])"
    r"|(?<![\\~])~~(?P<strike>(?=[^\s~]).{1,3000}?(?<=[^\s\\]))~~(?!~)"
    r"|(?<![\\=])==(?P<highlight>(?=[^\s=]).{1,3000}?(?<=[^\s\\]))==(?!=)",
    re.DOTALL,
)
"""A span of Markdown emphasis: `**bold**`, `_italic_`, `~~struck~~`, `==marked==`. Not `2 * 3 * 4` or `snake_case`."""

_SPAN_EMPHASIS = {
    "both": frozenset({Emphasis.BOLD, Emphasis.ITALIC}),
    "bold": frozenset({Emphasis.BOLD}),
    "bold2": frozenset({Emphasis.BOLD}),
    "italic": frozenset({Emphasis.ITALIC}),
    "italic2": frozenset({Emphasis.ITALIC}),
    "strike": frozenset({Emphasis.STRIKE}),
    "highlight": frozenset({Emphasis.HIGHLIGHT}),
}
ESCAPE = re.compile(r"\\([!\"#$%&'*+,\-./:;<=>?@^_`{|}~])")
"""A character that Markdown's writer escaped. Brackets are left to the reader of marks, which sees both forms."""

DASH = re.compile(r"(?<=[\w\s.,;)])(?<!-)--(?!-)(?=[\w\s(])")
"""A dash as Markdown's writers spell it: `a -- b`, `8--10`. Not a rule of dashes."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
BREAK_TAG = re.compile(r"[ \t]*<br\s*/?>[ \t]*\n?", re.IGNORECASE)
_NEEDS_CARE = re.compile(r"[*_~=\\&<]|--")


def text_to_inlines(
    text: str,
    reader: MarkReader,
    region: Region | None = None,
    *,
    emphasis: frozenset[Emphasis] = frozenset(),
    markdown: bool = True,
) -> tuple[Inline, ...]:
    """Runs and marks of a stretch of text that has some emphasis already; newlines in it stay line breaks."""
    if "<" in text:
        text = BREAK_TAG.sub("\n", text)
    if not _NEEDS_CARE.search(text):
        return tuple(reader.split(text, emphasis, region))
    return tuple(_with_emphasis(text, reader, emphasis, region, markdown))


def _with_emphasis(
    text: str, reader: MarkReader, emphasis: frozenset[Emphasis], region: Region | None, markdown: bool
) -> list[Inline]:
    inlines: list[Inline] = []
    start = 0
    for match in EMPHASIS.finditer(text) if markdown else ():
        name = match.lastgroup
        if name is None:
            continue
        inlines += reader.split(_unescape(text[start : match.start()]), emphasis, region)
        inlines += _with_emphasis(match[name], reader, emphasis | _SPAN_EMPHASIS[name], region, markdown)
        start = match.end()
    inlines += reader.split(_unescape(text[start:]), emphasis, region)
    return inlines


def _unescape(text: str) -> str:
    if "--" in text:
        text = DASH.sub("–", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text
