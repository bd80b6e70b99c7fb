"""Where in an office program's export does each box stand?

Boxes are characters or drawn squares; which option each belongs to is told by the words right after it or before it,
and which standard by the order of the form.
"""

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import pdfplumber

from evaluation.composition import Composition, StandardBlock
from evaluation.marks import OptionLine
from evaluation.pdf.flow import DrawnCell
from evaluation.pdf.paper import Rectangle
from evaluation.scan.printed import Original, PrintedBox, options_of, snapped
from evaluation.scan.words import BOX_SIGNS, around, chains, read_words

_NEAR = 34.0
"""Points between a box and the words beside it, at most."""


def find_original(data: bytes, composition: Composition, pens: Collection[str]) -> Original:
    """An exported original with its boxes found by the words beside them.

    Raises:
        ValueError: some option of the composition has no box in the document.
    """
    pages = read_words(data)
    signs = {
        number: _signs(words) + shapes
        for (number, words), shapes in zip(pages.items(), _squares(data), strict=True)
    }
    wanted: dict[tuple[str, str], list[tuple[str, OptionLine]]] = {}
    for number, rating, line in options_of(composition):
        wanted.setdefault((rating, line.options[0]), []).append((number, line))
    texts = sorted({line.text for lines in wanted.values() for _, line in lines})
    beside = list(_boxes_beside(pages, signs, texts))
    boxes = []
    for (rating, code), lines in wanted.items():
        own = {line.text for _, line in lines}
        found = sorted(
            ((box, label) for text, box, label in beside if text in own),
            key=lambda pair: (pair[0].page, pair[0].top),
        )
        if len(found) != len(lines):
            message = f"{len(found)} boxes of {code} found in an export, {len(lines)} wanted"
            raise ValueError(message)
        for (number, line), (box, label) in zip(lines, found, strict=True):
            chosen = bool(line.ticked)
            printed = chosen and number not in pens
            boxes.append(PrintedBox(number, rating, code, line.text, box, label, chosen, printed))
    order = {
        key: place for place, key in enumerate((n, line.options[0]) for n, _, line in options_of(composition))
    }
    boxes.sort(key=lambda one: order[one.number, one.code])
    return Original(data, snapped(data, boxes), tuple(_cells(data, composition)))


def _boxes_beside(
    pages: Mapping[int, Sequence[Any]], signs: Mapping[int, Sequence[Rectangle]], texts: Collection[str]
) -> Iterator[tuple[str, Rectangle, Rectangle]]:
    """Each box with the text that it belongs to and the place of its words."""
    for page, words in pages.items():
        known = [(text, chain) for text in texts for chain in chains(words, text)]
        for sign in signs[page]:
            found = _text_beside(sign, words, known, texts)
            if found is not None:
                text, chain = found
                yield text, sign, around(chain, page)


def _text_beside(
    sign: Rectangle, words: Sequence[Any], known: Sequence[tuple[str, list[Any]]], texts: Collection[str]
) -> tuple[str, list[Any]] | None:
    """The text that begins after a box or ends before it, as far as the ends of line and page have left it whole."""
    after, before = _neighbours(sign, words)
    begins = sorted(
        ((text, chain) for text, chain in known if chain[0] is after), key=lambda pair: -len(pair[1])
    )
    ends = [(text, chain) for text, chain in known if chain[-1] is before and _is_whole(text, chain)]
    cut = [(text, [before]) for text in texts if before is not None and before["text"] == text.split()[-1]]
    telling = [(text, chain) for text, chain in begins if _is_whole(text, chain) or len(chain) >= _TELLING]
    return next(iter([*telling, *ends, *begins, *cut]), None)


_TELLING = 3
"""So many words of a text in their order are no accident."""


def _is_whole(text: str, chain: Sequence[Any]) -> bool:
    return len(chain) == len(text.split())


def _neighbours(sign: Rectangle, words: Sequence[Any]) -> tuple[Any, Any]:
    """The words right after a box and right before it on its line, if any."""
    y = (sign.top + sign.bottom) / 2
    line = [
        word for word in words if word["top"] - 4 < y < word["bottom"] + 4 and word["text"] not in BOX_SIGNS
    ]
    after = [word for word in line if -1 < word["x0"] - sign.x1 < _NEAR]
    before = [word for word in line if -1 < sign.x0 - word["x1"] < _NEAR]
    return (
        min(after, key=lambda word: word["x0"], default=None),
        max(before, key=lambda word: word["x1"], default=None),
    )


def _signs(words: Sequence[Any]) -> list[Rectangle]:
    return [
        Rectangle(word["page"], word["x0"], word["top"], word["x1"], word["bottom"])
        for word in words
        if word["text"] in BOX_SIGNS
    ]


def _squares(data: bytes) -> Iterator[list[Rectangle]]:
    """Drawn squares of the size of a box, page by page."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            things = [*page.rects, *page.curves]
            yield [
                Rectangle(page.page_number, one["x0"], one["top"], one["x1"], one["bottom"])
                for one in things
                if 6 < one["width"] < 17 and abs(one["width"] - one["height"]) < 1.5
            ]


def _cells(data: bytes, composition: Composition) -> Iterator[DrawnCell]:
    """Cells of answers in four-column tables, the last row of each table's part on a page."""
    numbers = [block.torn.number for block in composition.blocks if isinstance(block, StandardBlock)]
    words = read_words(data)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        rows = [
            (page.page_number, row.cells)
            for page in pdf.pages
            for table in page.find_tables()
            if len(table.rows) > 1
            for row in table.rows[-1:]
            if len(row.cells) == 4 and None not in row.cells
        ]
    if len(rows) != len(numbers):  # a page's end cuts a table: whose rows they are cannot be told here
        return
    for number, (page, cells) in zip(numbers, rows, strict=True):
        for column, cell in enumerate(cells):
            if cell is not None:
                place = Rectangle(page, *map(float, cell))
                yield DrawnCell(number, column, place, _text_end(place, words[page]))


def _text_end(cell: Rectangle, words: Sequence[Any]) -> float:
    inside = [
        word["bottom"]
        for word in words
        if cell.x0 < word["x0"] < cell.x1 and cell.top - 2 < word["top"] and word["bottom"] < cell.bottom + 2
    ]
    return float(max(inside, default=cell.top))
