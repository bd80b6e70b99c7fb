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
            before = line
        offset += len(line) + 1
    return starts, inside


def is_wrapped(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before it."""
    before, line = before.rstrip(), line.lstrip()
    if not before or before[-1] in _ENDS:
        return False
    if before[-1] == "," or before.split()[-1].casefold() in _GOES_ON:
        return True
    return line[0].islower() or line[0] in ",)"


def trimmed(span: Span) -> tuple[int, int]:
    """Start and end in characters of a sentence without the list's marker, blanks, and semicolon round it."""
    text = span.text
    marker = MARKER.match(text)
    start = marker.end() if marker else 0
    kept = text[start:]
    start += len(kept) - len(kept.lstrip())
    end = len(text.rstrip().rstrip(";").rstrip())
    return span.start_char + start, span.start_char + max(start, end)


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
