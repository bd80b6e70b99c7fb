"""Where on the pages of a document do words stand, and where do the words of a label follow each other?"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pdfplumber

from evaluation.pdf.paper import Rectangle

BOX_SIGNS = frozenset("☐☒☑⊠▢■□\uf0a8\uf0fe\uf0fd\uf06f\uf078\uf071\uf072")


def read_words(data: bytes) -> dict[int, list[Any]]:
    """The words of each page, with their places, in reading order."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return {
            page.page_number: [
                {**word, "page": page.page_number}
                for word in page.extract_words(split_at_punctuation="".join(sorted(BOX_SIGNS)))
            ]
            for page in pdf.pages
        }


def chains(words: Sequence[Any], text: str) -> Iterator[list[Any]]:
    """Every place where these words follow each other in one column, line by line, as far as they do.

    A page's end may cut them.
    """
    first, *rest = text.split()
    for start in words:
        if start["text"] != first:
            continue
        chain = [start]
        for token in rest:
            following = [word for word in words if word["text"] == token and _follows(chain, word)]
            if not following:
                break
            chain.append(min(following, key=lambda word: (round(word["top"]), word["x0"])))
        yield chain


def _follows(chain: Sequence[Any], word: Any) -> bool:
    last, start, height = chain[-1], chain[0], chain[0]["bottom"] - chain[0]["top"]
    if abs(word["top"] - last["top"]) < 0.4 * height:
        return bool(-0.5 < word["x0"] - last["x1"] < 0.9 * height)
    below = 0.4 * height < word["top"] - last["top"] < 2.2 * height
    return bool(below and -50 < word["x0"] - start["x0"] < 30)


def nearest_chain(words: Sequence[Any], text: str, place: Rectangle) -> list[Any] | None:
    """The chain of these words that begins at a place."""
    for chain in chains(words, text):
        if abs(chain[0]["x0"] - place.x0) < 6 and place.top - 5 < chain[0]["bottom"] < place.bottom + 5:
            return chain
    return None


def around(chain: Sequence[Any], page: int) -> Rectangle:
    """The rectangle round all words of a chain."""
    return Rectangle(
        page,
        min(word["x0"] for word in chain),
        min(word["top"] for word in chain),
        max(word["x1"] for word in chain),
        max(word["bottom"] for word in chain),
    )
