"""Was a hyphen at the end of a line put there by the writer or by the line?

The document itself is asked first: which of the two words it uses elsewhere. Where it uses neither, an ending that is
no word of its own (`-tion`, `-ment`) tells that the line broke a word; else the hyphen is the writer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_ENDINGS = frozenset(
    [
        "ing",
        "ings",
        "tion",
        "tions",
        "sion",
        "sions",
        "ation",
        "ations",
        "ment",
        "ments",
        "ness",
        "ity",
        "ities",
        "ence",
        "ance",
        "ences",
        "ances",
        "able",
        "ible",
        "ibly",
        "ably",
        "ly",
        "ally",
        "ed",
        "er",
        "ers",
        "est",
        "al",
        "ous",
        "ive",
        "ives",
        "ize",
        "ise",
        "ised",
        "ising",
        "ical",
        "ically",
        "ful",
        "fully",
        "less",
        "ship",
        "ships",
        "tive",
        "tives",
        "ture",
        "tures",
        "ary",
        "ory",
        "ery",
        "cy",
        "ty",
        "ic",
        "ics",
        "ist",
        "ists",
        "ism",
        "cation",
        "cations",
        "bility",
        "bilities",
        "ding",
        "ting",
        "ning",
        "ring",
        "ling",
        "ping",
        "cial",
        "tial",
        "cient",
        "vice",
        "vices",
        "sional",
        "tional",
        "mental",
        "tively",
        "tary",
        "tory",
        "cies",
        "ties",
        "ries",
        "lies",
        "nies",
        "pects",
    ]
)
_PREFIXES = frozenset(
    [
        "self",
        "co",
        "non",
        "multi",
        "cross",
        "well",
        "long",
        "short",
        "inter",
        "intra",
        "pre",
        "post",
        "re",
        "sub",
        "semi",
        "part",
        "full",
        "high",
        "low",
        "ex",
        "mid",
        "over",
        "under",
        "one",
        "two",
        "three",
        "four",
        "five",
        "first",
        "second",
        "third",
        "face",
        "day",
        "year",
        "out",
        "in",
        "on",
        "off",
        "up",
        "by",
        "anti",
        "pro",
        "follow",
        "decision",
        "evidence",
        "person",
        "family",
        "strength",
        "trauma",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class Hyphenation:
    """Words that a document uses, for the decision at the ends of lines."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()

    def learn(self, texts: Iterable[str]) -> None:
        """Count words that do not stand at the end of a hyphenated line."""
        for text in texts:
            for word in _WORD.findall(text.lower()):
                self._words[word] += 1

    def keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether `before-` at a line's end and `after` on the next line make `before-after`, not one word."""
        left = _last_word(before)
        match = _WORD.match(after.lower())
        right = match.group() if match else ""
        if not left or not right or not after[:1].islower():
            return True
        joined, hyphened = self._words[left + right], self._words[f"{left}-{right}"]
        if joined != hyphened:
            return hyphened > joined
        if right in _ENDINGS:
            return False
        if left in _PREFIXES or len(left) < 3 or "-" in left:
            return True
        return not (self._words[left] == 0 and self._words[right] == 0)


def _last_word(text: str) -> str:
    words = _WORD.findall(text.lower().rstrip("-"))
    return words[-1] if words else ""
