"""What was on the paper before anybody took up a pen, and where on it does each box stand?

An original is a PDF, drawn point by point or exported by an office program, of a composition whose options are unticked
wherever a pen will do the ticking. Boxes and the words beside them are found again in it: `Original.boxes`.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import numpy as np
import pypdfium2

from evaluation import form
from evaluation.composition import Composition, StandardBlock
from evaluation.drawing import Cells, Item
from evaluation.marks import OptionLine
from evaluation.pdf import drawn
from evaluation.pdf.drawn import PdfLook
from evaluation.pdf.flow import DrawnCell
from evaluation.pdf.paper import Rectangle
from evaluation.scan.ink import Pixels
from evaluation.scan.words import around, nearest_chain, read_words

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
        box = PrintedBox(
            option.number,
            option.rating,
            option.code,
            option.label,
            placed.box,
            label,
            chosen=(option.number, option.code) in chosen,
            printed=option.ticked,
        )
        boxes.append(box)
    return Original(drawing.data, snapped(drawing.data, boxes), drawing.cells)


# --- pixels -------------------------------------------------------------------------------------------------


def render_pages(data: bytes) -> Iterator[Pixels]:
    """Each page as pixels at `PAPER_DPI`."""
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            yield page.render(scale=SCALE, rev_byteorder=True).to_numpy().astype(np.float32)


def snapped(data: bytes, boxes: Sequence[PrintedBox]) -> tuple[PrintedBox, ...]:
    """The boxes with their rectangles drawn close round the ink that they are made of."""
    with pypdfium2.PdfDocument(data) as pdf:
        pages = [page.render(scale=SCALE, grayscale=True).to_numpy() for page in pdf]
    grey = {number: pixels.reshape(pixels.shape[:2]) for number, pixels in enumerate(pages, start=1)}
    return tuple(replace(one, box=_close(one.box, grey[one.box.page])) for one in boxes)


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
