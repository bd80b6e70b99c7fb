"""Where do sentences, list items and parted lines of a free text begin and end?

A spaCy component behind the sentencizer. Answers are paragraphs parted by newlines, with bullets and numbers in front,
semicolons between items, and lines that a conversion broke in the middle of a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

COMPONENT = "toolkit_lines"
MARKER = re.compile(
    r"[ \t]*(?:[-•*–—▪◦●·►○□]+|o(?=\s)|\(?\d{1,2}[.)](?!\d)|\(?(?:[a-hA-H]|i{1,3}|iv|v)[.)])[ \t]+"
)
"""What may stand in front of an item of a list."""
_INLINE = re.compile(
    r"(?<!\S)(?P<open>\(?)(?:(?P<number>\d{1,2})|(?P<letter>[a-hA-H])|(?P<roman>i{1,3}|iv|v|vi))(?P<close>[.)])"
    r"(?=[ \t]+\S)"
)
"""A marker within a line; it starts an item only where it counts on from the one before: `1) … 2) …`."""
_COUNTED = {
    "number": [str(n) for n in range(1, 100)],
    "letter": list("abcdefgh"),
    "roman": "i ii iii iv v vi".split(),
}
MAX_TOKENS = 150
"""Where a text has no end of a sentence, one is set after so many tokens, so that the cost stays linear."""
_GOES_ON = frozenset(
    "a an and the of to with for by in on at from or that which who is are be as into our their its this & "
    "will through between".split()
)
_ABBREVIATIONS = frozenset(
    "approx incl etc dr mr mrs ms ref dept e.g i.e eg ie cf vs para art reg st".split()
)
_ENDS = ".!?;:"


@Language.component(COMPONENT)
def mark_lines(doc: Doc) -> Doc:
    """Set where sentences start by the lines of the text as well as by punctuation."""
    starts, inside = item_starts(doc.text)
    marks: Any = doc.to_array("SENT_START").astype("int64")
    last = 0
    for token in doc[1:]:
        begins = token.idx in starts or token.i - last >= MAX_TOKENS
        if not begins:
            begins = marks[token.i] == 1 and token.idx not in inside and not _goes_on(doc, token.i)
        marks[token.i] = 1 if begins else -1
        last = token.i if begins else last
    # All at once: setting one token's mark looks at all the others.
    return doc.from_array(["SENT_START"], marks.astype("uint64"))


def item_starts(text: str) -> tuple[set[int], set[int]]:
    """Offsets where an item must start, and offsets within a marker and right behind it, where none may."""
    starts: set[int] = set()
    inside: set[int] = set()
    offset, before = 0, ""
    for line in text.split("\n"):
        marker = MARKER.match(line)
        blank = len(line) - len(line.lstrip())
        if line.strip():
            if marker or not is_wrapped(before, line):
                starts.add(offset + blank)
            else:
                inside.add(offset + blank)
            if marker:
                inside.update(range(offset + blank + 1, offset + marker.end() + 1))
            for start, end in inline_markers(line):
                starts.add(offset + start)
                inside.update(range(offset + start + 1, offset + end + 1))
            before = line
        offset += len(line) + 1
    return starts, inside


def inline_markers(line: str) -> list[tuple[int, int]]:
    """Where the markers of a list in one line stand, with the blank behind each: two or more that count from the first.

    `1.` counts only from the beginning of a line, for a full stop behind a figure ends sentences too.
    """
    found: list[tuple[int, int]] = []
    style: tuple[str, str, str] | None = None
    for marker in _INLINE.finditer(line):
        kind = marker.lastgroup if marker.lastgroup in _COUNTED else next(k for k in _COUNTED if marker[k])
        its_style = (kind, marker["open"], marker["close"])
        counted = _COUNTED[kind].index(marker[kind].lower())
        if counted == 0 and not found and (marker["close"] == ")" or not line[: marker.start()].strip()):
            style, found = its_style, [(marker.start(), marker.end() + 1)]
        elif its_style == style and counted == len(found):
            found.append((marker.start(), marker.end() + 1))
    return found if len(found) > 1 else []


def is_wrapped(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    before, line = before.rstrip(), line.lstrip()
    if not before or before[-1] in _ENDS:
        return False
    if before[-1] == "," or before.split()[-1].casefold() in _GOES_ON:
        return True
    return line[0].islower() or line[0] in ",)"


def trimmed(span: Span) -> tuple[int, int]:
    """Start and end in characters of a sentence without the list's marker, and the blanks and joints round it."""
    text = span.text
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    kept = text[start:]
    start += len(kept) - len(kept.lstrip())
    end = len(_without_joint(text))
    return span.start_char + start, span.start_char + max(start, end)


def _without_joint(text: str) -> str:
    """An item without what joins it to the next: blanks, commas, semicolons, "and"."""
    kept = text.rstrip(" \t\n\r;,")
    bare = kept.removesuffix("and")
    return bare.rstrip(" \t\n\r;,") if bare != kept and bare[-1:] in (" ", "\n", ";", ",") else kept


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether the full stop before a token ends no sentence: an abbreviation, or a small letter follows."""
    before = index - 1
    while before >= 0 and doc[before].is_space:
        before -= 1
    if before < 0 or doc[before].text != ".":
        return False
    if doc[index].text[:1].islower():
        return True
    return before > 0 and doc[before - 1].lower_ in _ABBREVIATIONS
