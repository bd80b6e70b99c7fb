"""Which word of the form did an engine mean that read a letter of it wrongly?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

_SHORTEST = 4
_LONG = 8
"""Letters of the shortest word that is mended, and from which two letters may be wrong instead of one."""


class Spelling:
    """Words of a form, to which misread ones are near."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Take the words of all questions."""
        self._known = sorted({word for known in words.values() for word in known if len(word) >= _SHORTEST})
        self._exact = {word for known in words.values() for word in known}
        self._read: dict[str, str] = {}

    def of(self, word: str) -> str:
        """The word of the form that a recognised word is near to; itself where there is none."""
        if word not in self._read:
            self._read[word] = self._nearest(word)
        return self._read[word]

    def _nearest(self, word: str) -> str:
        if word in self._exact or len(word) < _SHORTEST:
            return word
        allowed = 2 if len(word) >= _LONG else 1
        found = extractOne(word, self._known, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else word
