"""Which accents and signs did a recogniser of many languages see in English print that has none?

It takes the dot of an `i` for an accent, and dirt above or below a letter for one. An accent is stray on the `i` of a
word without capitals, in such a word if the languages of western Europe do not have it, and wherever the page has the
same word without it. Others are left: names have them. A dash that stands alone is no Chinese numeral.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_DOTTED = str.maketrans(dict.fromkeys("\u00ec\u00ed\u00ee\u012b\u012d\u0129\u01d0", "i"))
_WESTERN = frozenset("\u0153\u0175\u0177")
"""Letters of French and Welsh beyond those of Latin-1."""

_DASH = re.compile(r"(?<!\S)[\u4e00\u30fc](?!\S)")
_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3002: ".", 0x3001: ","}
"""Signs as wide as a Chinese character, and those that English has for them."""

_WORD = re.compile(r"[^\W\d_]+")


def without_stray_accents(texts: Sequence[str]) -> list[str]:
    """The lines of a page, `dísparity` as `disparity`, and `ÁMHPs` as `AMHPs` if the page has that word elsewhere.

    Every line keeps its number of characters.
    """
    if all(text.isascii() for text in texts):
        return list(texts)
    texts = [_DASH.sub("\u2013", text.translate(_WIDE)) for text in texts]
    plain = _plain_words(texts)
    return [_WORD.sub(lambda word: _mended(word[0], plain), text) for text in texts]


def _plain_words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text) if word.isascii())


def _mended(word: str, plain: frozenset[str]) -> str:
    if word.isascii():
        return word
    bare = "".join(unicodedata.normalize("NFD", letter)[0] for letter in word)
    for like in (bare, bare.upper()):
        if like in plain and len(like) == len(word):
            return like
    if not word.islower():
        return word
    return "".join(
        letter if ord(letter) < 0x100 or letter in _WESTERN else plainer
        for letter, plainer in zip(word.translate(_DOTTED), bare.translate(_DOTTED), strict=True)
    )
