"""What does a scanner's own software believe to have read, and lay invisibly under the picture?

The printed words at their places, with what such programs get wrong: a box becomes a letter or brackets, or nothing; a
standard's number loses or changes a digit; letters that look alike are taken for each other.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from evaluation.pdf.paper import Rectangle
from evaluation.scan.printed import PrintedBox
from evaluation.scan.scanner import ScannedPage
from evaluation.scan.store import LaidWord

_BOXES = ("O", "[J", "0", "C]", "D", "EI", "")
_ALIKE = (
    ("rn", "m"),
    ("m", "rn"),
    ("l", "1"),
    ("I", "l"),
    ("cl", "d"),
    ("e", "c"),
    ("tt", "ti"),
    ("ff", "fi"),
)
_NUMBER = re.compile(r"\d\.\d")
_SIGN = re.compile(r"[\u2500-\u27bf\U0001f5f0-\U0001f5ff\uf000-\uf0ff]")


def misread(
    pages: Mapping[int, Sequence[Any]],
    boxes: Sequence[PrintedBox],
    scans: Sequence[ScannedPage],
    rng: Random,
    share: float = 0.03,
) -> dict[int, list[LaidWord]]:
    """The words under each page, as read badly.

    Args:
        pages: the printed words of each page, as `printed.read_words` gives them.
        boxes: the boxes, each of which is read as something or nothing.
        scans: the scanned pages.
        rng: chance.
        share: how many of the words are misread.
    """
    laid: dict[int, list[LaidWord]] = {number: [] for number in pages}
    for number, words in pages.items():
        for word in words:
            if _SIGN.search(word["text"]):
                continue
            text = _misread_word(word["text"], rng, share)
            place = Rectangle(number, word["x0"], word["top"], word["x1"], word["bottom"])
            laid[number].append(_laid(text, scans[number - 1].map(place)))
    for one in boxes:
        text = rng.choice(_BOXES)
        if text:
            laid[one.box.page].append(_laid(text, scans[one.box.page - 1].map(one.box)))
    for words_of_page in laid.values():
        words_of_page.sort(key=lambda word: (round(word.bottom / 4), word.x0))
    return laid


def _laid(text: str, place: Rectangle) -> LaidWord:
    return LaidWord(text, place.x0, place.bottom, place.x1 - place.x0, place.bottom - place.top)


def _misread_word(text: str, rng: Random, share: float) -> str:
    if _NUMBER.fullmatch(text):
        if rng.random() < 0.35:
            digit = rng.choice({"1": "4l7", "4": "1A", "2": "27Z", "3": "38", "5": "5S6"}.get(text[2], "48"))
            return rng.choice((text[:2] + digit, text.replace(".", ","), text.replace(".", "")))
        return text
    if rng.random() >= share:
        return text
    possible = [(right, wrong) for right, wrong in _ALIKE if right in text]
    if not possible:
        return text[:-1] if len(text) > 4 else text
    right, wrong = rng.choice(possible)
    return text.replace(right, wrong, 1)
