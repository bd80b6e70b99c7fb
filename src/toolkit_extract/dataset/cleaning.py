"""How is the text of an answer made fit for a table?

Verbatim text in, one spelling of the same words out: whatever differs between returns only because of the program that
they were typed in, so that two answers can be compared and counted. No word is changed; the record keeps the text as it
was. What is cleaned, and what is left as it is, is decided in `docs/decisions/0010-cleaned-texts.md`.

Cleaning twice is cleaning once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Nothing that a reader sees: C0 and C1 controls, optional hyphens, zero-width and direction signs, fillers of objects.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc]"
)
# Halves of characters, which no UTF-8 file can hold, and codes that are no characters.
_BROKEN = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[\n ]*")
_SPELLINGS = str.maketrans({
    **dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„‟", '"'), **dict.fromkeys("\u2010\u2011", "-"),
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
})  # fmt: skip

# A sign of a list at the start of a line. A dash or a letter needs white space behind it; a number is no such sign, for
# it may be referred to, and a tick is none, for it may mean that something is done. Wingdings and Symbol put theirs in
# the private use area. Word's second level is the letter o.
_BULLET = re.compile(r"^(?:[•●◦○‣⁃∙▪▫■□◾◽►▸▶➢➤❖·\uf0a7\uf0b7\uf0d8\uf076] ?|[-–—*o] )+(?=\S)", re.MULTILINE)
BULLET = "• "

# A word that the end of a line parted. Whether its hyphen was there before, only other places of the return can tell.
_BROKEN_WORD = re.compile(r"\b([^\W\d_]{2,})-[ \n]([a-z]{2,})\b")
_WORD = re.compile(r"[^\W\d_]+")

KEPT = 1024
"""Cleaned texts that are kept at hand: several tables hold the texts of the same return."""


@lru_cache(maxsize=KEPT)
def clean_answer(text: str, words: frozenset[str] = frozenset()) -> str | None:
    """An answer for a cell of a table; `None` where nothing is left.

    Args:
        text: as the record has it.
        words: lower-case words of the same return (`words_of`), by which words parted at a line's end are known.
    """
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _BROKEN.sub("\ufffd", text).translate(_SPELLINGS))
    text = _LINES.sub("\n", _SPACES.sub(" ", text)).strip()
    text = _BULLET.sub(BULLET, text)
    return _with_whole_words(text, words) or None


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Whole words of some texts, in lower case."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def has_broken_word(text: str) -> bool:
    """Whether a text has what looks like a word that a line's end parted."""
    return ("- " in text or "-\n" in text) and _BROKEN_WORD.search(text) is not None


def _with_whole_words(text: str, words: frozenset[str]) -> str:
    before = ""
    while words and text != before and has_broken_word(text):
        before, text = text, _BROKEN_WORD.sub(lambda broken: _joined(broken, words), text)
    return text


def _joined(broken: re.Match[str], words: frozenset[str]) -> str:
    whole = broken[1] + broken[2]
    return whole if whole.lower() in words else broken[0]
