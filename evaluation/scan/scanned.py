"""How does a printed return become a scanned one, and what is true of it afterwards?

A `ScanLook` names the original, the hands that marked it, the scanner and the file. The truth that comes about on the
way goes into the gold beside the answers: `boxes` (where each box stands on the page as displayed, in points from its
top left, its state, its words, and how it was marked) and `handwriting`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from evaluation import form
from evaluation.composition import Composition, StandardBlock
from evaluation.conversion import Unconverted
from evaluation.pdf.drawn import PdfLook
from evaluation.pdf.flow import DrawnCell
from evaluation.pdf.paper import Rectangle
from evaluation.recipe import Printed, Render, Scanned
from evaluation.scan.exported import find_original
from evaluation.scan.hands import HANDS
from evaluation.scan.handwriting import write_lines
from evaluation.scan.ink import BLUE_BALLPOINT, Sheet
from evaluation.scan.marking import Marked, mark_page
from evaluation.scan.printed import (
    SCALE,
    Original,
    draw_original,
    render_pages,
    unticked,
)
from evaluation.scan.scanner import Condition, ScannedPage, as_jpeg, scan_page
from evaluation.scan.store import as_pdf, as_png, as_tiff
from evaluation.scan.text_layer import misread
from evaluation.scan.words import read_words
from evaluation.word.document import word
from evaluation.word.layout import WordLook


@dataclass(frozen=True)
class ScanLook:
    """How one kind of scanned return comes about."""

    original: PdfLook | WordLook = field(default_factory=PdfLook)
    hands: tuple[str, ...] = ("neat",)
    """Names of `hands.HANDS`; a return is in one of them, or with `mixed` each standard in one of its own."""
    mixed: bool = False
    condition: Condition = field(default_factory=Condition)
    file: str = "pdf"
    """`pdf`, `tiff`, `png` or `jpeg`."""
    printed: float = 0.0
    """Share of the standards that were ticked before printing."""
    words_under: bool = False
    """Whether a scanner's software laid what it believes to have read under the picture."""
    text_pages: int = 0
    """How many of the first pages are no pictures: those were never printed."""
    handwriting: float = 0.0
    """Share of the answer cells with room in which something was written by hand."""
    rotated: bool = False
    """Whether the pictures lie on their side in the PDF, and its pages say so."""


def scanned(look: ScanLook) -> Render:
    """A renderer of scans in this look."""

    def render(composition: Composition, rng: Random) -> Printed:
        pens = _left_to_pens(composition, look, rng)
        chance = Random(rng.getrandbits(64))
        if isinstance(look.original, PdfLook):
            original = _with_text_pages(composition, pens, rng, look)
            return Printed(original.data, lambda _: _scan(original, look, chance))
        export = word(look.original)(unticked(composition, pens), rng)
        return Printed(
            Unconverted(export, ".docx", ".flat.pdf"),
            lambda data: _scan(find_original(data, composition, pens), look, chance),
        )

    return render


def _left_to_pens(composition: Composition, look: ScanLook, rng: Random) -> frozenset[str]:
    numbers = [block.torn.number for block in composition.blocks if isinstance(block, StandardBlock)]
    return frozenset(number for number in numbers if rng.random() >= look.printed)


def _with_text_pages(composition: Composition, pens: frozenset[str], rng: Random, look: ScanLook) -> Original:
    """The original; standards with a box on a page that stays text are ticked there, where no pen reaches."""
    assert isinstance(look.original, PdfLook)  # noqa: S101 - the caller has asked
    state = rng.getstate()
    original = draw_original(composition, pens, rng, look.original)
    if look.text_pages:
        typed = {one.number for one in original.boxes if one.box.page <= look.text_pages}
        rng.setstate(state)
        original = draw_original(composition, pens - typed, rng, look.original)
    return original


# --- from paper to file -------------------------------------------------------------------------------------


def _scan(original: Original, look: ScanLook, rng: Random) -> Scanned:
    hands = {number: HANDS[name] for number, name in _hands(original, look, rng).items()}
    writing: list[tuple[DrawnCell, Rectangle]] = []
    marked: list[Marked] = []
    pages: list[ScannedPage] = []
    for number, pixels in enumerate(render_pages(original.data), start=1):
        sheet = Sheet(pixels, SCALE, number, Random(rng.getrandbits(64)))
        on_text = number <= look.text_pages
        marked += mark_page(sheet, original.boxes, hands)
        if look.handwriting and not on_text:
            writing += _write(sheet, original.cells, look, rng)
        condition = Condition(dpi=(72, 72)) if on_text else look.condition
        pages.append(scan_page(sheet.pixels, condition, rng, number))
    truth = {
        "boxes": [_box_truth(one, pages) for one in marked],
        "handwriting": [_writing_truth(cell, place, pages) for cell, place in writing],
        "page_sizes": [[round(side, 2) for side in page.size] for page in pages],
    }
    return Scanned(_store(pages, original, look, rng), truth)


def _hands(original: Original, look: ScanLook, rng: Random) -> dict[str, str]:
    """The hand of each standard, by its name."""
    own = rng.choice(look.hands)
    numbers = dict.fromkeys(one.number for one in original.boxes)
    return {number: rng.choice(look.hands) if look.mixed else own for number in numbers}


def _write(
    sheet: Sheet, cells: Sequence[DrawnCell], look: ScanLook, rng: Random
) -> list[tuple[DrawnCell, Rectangle]]:
    """Handwriting in the room that is left below the print of free-text cells."""
    written = []
    for cell in cells:
        place = cell.place
        room = Rectangle(place.page, place.x0 + 3, cell.text_end, place.x1 - 3, place.bottom - 2)
        if place.page != sheet.page or cell.column not in (0, 2) or room.bottom - room.top < 20:
            continue
        if rng.random() < look.handwriting:
            strokes, where = write_lines(room, rng, rng.randint(1, 4))
            if strokes:
                sheet.draw(strokes, replace(BLUE_BALLPOINT, wobble=0.1))
                written.append((cell, where))
    return written


def _box_truth(one: Marked, pages: Sequence[ScannedPage]) -> dict[str, Any]:
    box = one.box
    return {
        "standard": box.number,
        "answer": box.rating,
        "option": box.code,
        "label": box.words,
        "state": one.state,
        "how": one.how,
        **place_of(pages[box.box.page - 1].map(box.box)),
    }


def _writing_truth(cell: DrawnCell, where: Rectangle, pages: Sequence[ScannedPage]) -> dict[str, Any]:
    answer = form.COLUMNS[cell.column].lower()
    return {"standard": cell.number, "answer": answer, **place_of(pages[where.page - 1].map(where))}


def place_of(box: Rectangle) -> dict[str, Any]:
    """A place as the gold writes it."""
    sides = {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}
    return {"page": box.page, **{name: round(value, 2) for name, value in sides.items()}}


def _store(pages: Sequence[ScannedPage], original: Original, look: ScanLook, rng: Random) -> bytes:
    stores: dict[str, Callable[[], bytes]] = {
        "tiff": lambda: as_tiff(pages),
        "png": lambda: as_png(pages[0]),
        "jpeg": lambda: as_jpeg(pages[0].image, look.condition.jpeg, pages[0].dpi),
    }
    if look.file in stores:
        return stores[look.file]()
    words = misread(read_words(original.data), original.boxes, pages, rng) if look.words_under else None
    return as_pdf(
        pages,
        look.condition.jpeg,
        words=words,
        kept=original.data,
        kept_pages=range(1, look.text_pages + 1),
        rotated=look.rotated,
    )
