"""What was on the paper before anybody took up a pen, and where on it does each box stand?

An original is a PDF, drawn point by point or exported by an office program, of a composition whose options are unticked
wherever a pen will do the ticking. Boxes and the words beside them are found again in it: `Original.boxes`.
"""

import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2

from evaluation import form
from evaluation.composition import Composition, StandardBlock
from evaluation.drawing import Cells, Item
from evaluation.marks import OptionLine
from evaluation.model import HORIZONS
from evaluation.pdf import drawn
from evaluation.pdf.drawn import PdfLook
from evaluation.pdf.flow import DrawnCell
from evaluation.pdf.paper import Rectangle
from evaluation.scan.ink import Pixels

PAPER_DPI = 300
SCALE = PAPER_DPI / 72
"""Pixels a point at which a pen writes on a page."""


@dataclass(frozen=True)
class PrintedBox:
    """One option on paper: which it is, its box, the words beside it, and whether it is ticked in print.

    `chosen` says whether the return chose it, in print or by pen.
    """

    number: str
    rating: str
    code: str
    words: str
    box: Rectangle
    label: Rectangle
    chosen: bool
    printed: bool


@dataclass(frozen=True)
class Original:
    """A printed return: the document, its boxes, and the cells of answers where they are known."""

    data: bytes
    boxes: tuple[PrintedBox, ...]
    cells: tuple[DrawnCell, ...] = ()


# --- what is left to the pen --------------------------------------------------------------------------------


def unticked(composition: Composition, standards: Collection[str]) -> Composition:
    """The composition without the ticks of these standards."""
    blocks = tuple(
        _unticked_block(block)
        if isinstance(block, StandardBlock) and block.torn.number in standards
        else block
        for block in composition.blocks
    )
    return replace(composition, blocks=blocks)


def _unticked_block(block: StandardBlock) -> StandardBlock:
    first, second, third, fourth = (tuple(_bare(item) for item in cell) for cell in block.torn.cells)
    cells: Cells = (first, second, third, fourth)
    return replace(block, torn=replace(block.torn, cells=cells))


def _bare(item: Item) -> Item:
    return replace(item, ticked=()) if isinstance(item, OptionLine) else item


def options_of(composition: Composition) -> Iterator[tuple[str, str, OptionLine]]:
    """Each option line in the order of the form, with its standard and rating."""
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            for rating, cell in zip(form.RATINGS, (block.torn.cells[1], block.torn.cells[3]), strict=True):
                for item in cell:
                    if isinstance(item, OptionLine):
                        yield block.torn.number, rating, item


# --- drawn point by point -----------------------------------------------------------------------------------


def draw_original(composition: Composition, pens: Collection[str], rng: Random, look: PdfLook) -> Original:
    """A drawn original in which the standards of `pens` are left unticked."""
    drawing = drawn.draw(unticked(composition, pens), rng, look)
    chosen = {(n, line.options[0]) for n, _, line in options_of(composition) if line.ticked}
    pages = read_words(drawing.data)
    boxes = []
    for placed in drawing.placed:
        option = placed.option
        if option is None:
            continue
        chain = nearest_chain(pages[placed.label.page], option.label, placed.label)
        label = around(chain, placed.label.page) if chain else placed.label
        key = (option.number, option.code)
        boxes.append(
            PrintedBox(
                *key[:1],
                option.rating,
                option.code,
                option.label,
                placed.box,
                label,
                key in chosen,
                option.ticked,
            )
        )
    return Original(drawing.data, snapped(drawing.data, boxes), drawing.cells)


# --- found in an export -------------------------------------------------------------------------------------

_BOX_SIGNS = frozenset("☐☒☑⊠▢■□\uf0a8\uf0fe\uf0fd\uf06f\uf078\uf071\uf072")
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
    boxes = []
    for (rating, code), lines in wanted.items():
        found = sorted(
            _boxes_beside(pages, signs, {line.text for _, line in lines}),
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
    pages: Mapping[int, Sequence[Any]], signs: Mapping[int, Sequence[Rectangle]], texts: Iterable[str]
) -> Iterator[tuple[Rectangle, Rectangle]]:
    for page, words in pages.items():
        for text in set(texts):
            for chain in chains(words, text):
                label, first, last = around(chain, page), chain[0], chain[-1]
                for sign in signs[page]:
                    y = (sign.top + sign.bottom) / 2
                    before = first["top"] - 4 < y < first["bottom"] + 4 and -1 < first["x0"] - sign.x1 < _NEAR
                    whole = len(chain) == len(text.split())
                    behind = (
                        whole
                        and last["top"] - 4 < y < last["bottom"] + 4
                        and -1 < sign.x0 - last["x1"] < _NEAR
                    )
                    if before or (behind and not any(_stands_before(sign, other) for other in words)):
                        yield sign, label
                        break


def _stands_before(sign: Rectangle, word: Any) -> bool:
    """Whether a word follows the sign closely on its line: then the sign belongs to that word."""
    y = (sign.top + sign.bottom) / 2
    return word["top"] - 2 < y < word["bottom"] + 2 and -1 < word["x0"] - sign.x1 < 9


def _signs(words: Sequence[Any]) -> list[Rectangle]:
    return [
        Rectangle(word["page"], word["x0"], word["top"], word["x1"], word["bottom"])
        for word in words
        if word["text"] in _BOX_SIGNS
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
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        rows = [
            (page.page_number, row.cells)
            for page in pdf.pages
            for table in page.find_tables()
            if len(table.rows) > 1
            for row in table.rows[-1:]
            if len(row.cells) == 4 and all(row.cells)
        ]
    if len(rows) != len(numbers):  # a page's end cuts a table: whose rows they are cannot be told here
        return
    for number, (page, cells) in zip(numbers, rows, strict=True):
        for column, cell in enumerate(cells):
            yield DrawnCell(number, column, Rectangle(page, *map(float, cell)), float(cell[1]))


# --- words --------------------------------------------------------------------------------------------------


def read_words(data: bytes) -> dict[int, list[Any]]:
    """The words of each page, with their places, in reading order."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return {
            page.page_number: [
                {**word, "page": page.page_number} for word in page.extract_words(use_text_flow=False)
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


# --- pixels -------------------------------------------------------------------------------------------------


def render_pages(data: bytes) -> Iterator[Pixels]:
    """Each page as pixels at `PAPER_DPI`."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        for page in pdf:
            image = page.render(scale=SCALE).to_numpy()
            yield np.ascontiguousarray(image[..., 2::-1]).astype(np.float32)
    finally:
        pdf.close()


def snapped(data: bytes, boxes: Sequence[PrintedBox]) -> tuple[PrintedBox, ...]:
    """The boxes with their rectangles drawn close round the ink that they are made of."""
    pages = {number: pixels.min(axis=2) for number, pixels in enumerate(render_pages(data), start=1)}
    return tuple(replace(one, box=_close(one.box, pages[one.box.page])) for one in boxes)


def _close(box: Rectangle, pixels: Any) -> Rectangle:
    """The ink within a rectangle, rules that run on beyond it on both sides left out."""
    room = box.grown(0.6)
    top, left = int(room.top * SCALE), int(room.x0 * SCALE)
    bottom, right = int(room.bottom * SCALE) + 1, int(room.x1 * SCALE) + 1
    dark = pixels < 140
    area = dark[top:bottom, left:right].copy()
    off = int(1.5 * SCALE)
    area[dark[top:bottom, left - off] & dark[top:bottom, right + off], :] = False
    area[:, dark[top - off, left:right] & dark[bottom + off, left:right]] = False
    rows, columns = np.flatnonzero(area.any(axis=1)), np.flatnonzero(area.any(axis=0))
    if not len(rows):
        message = f"no ink where a box should stand: {box}"
        raise ValueError(message)
    return Rectangle(
        box.page,
        (left + columns[0]) / SCALE,
        (top + rows[0]) / SCALE,
        (left + columns[-1] + 1) / SCALE,
        (top + rows[-1] + 1) / SCALE,
    )
