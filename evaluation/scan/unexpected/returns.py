"""Scanned returns in which people marked ratings otherwise than in their boxes, and clean ones beside them.

Each file is one return of a few standards, drawn or printed by an office program, marked, and scanned in one condition.
Of its ratings some hold one mark of a kind of `marks.KINDS` and no ticked box, some are ticked, some untouched. Control
returns hold no such marks, but dirt, a fold, a streak of the scanner. `ratings` of the truth says what each rating is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from evaluation.answers import complete_return
from evaluation.composition import Composition, Plan
from evaluation.conversion import DEJAVU, LIBREOFFICE, PIKEPDF, REPORTLAB, Unconverted
from evaluation.councils import COUNCILS
from evaluation.pdf.drawn import PdfLook
from evaluation.pdf.flow import DrawnCell
from evaluation.pdf.paper import PORTRAIT, Rectangle
from evaluation.recipe import Printed, ReturnFile, Scanned, Variant, draft, finish
from evaluation.scan import ink
from evaluation.scan.exported import find_original
from evaluation.scan.hands import Target, crude_tick, small_tick, sweeping_tick
from evaluation.scan.ink import Pen, Sheet
from evaluation.scan.printed import (
    SCALE,
    Original,
    PrintedBox,
    draw_original,
    options_of,
    render_pages,
    unticked,
)
from evaluation.scan.scanner import Condition, scan_page
from evaluation.scan.store import as_pdf
from evaluation.scan.unexpected.marks import CORRECTION_FLUID, KINDS, Place, thinner
from evaluation.word.document import word
from evaluation.word.layout import WordLook

CONDITIONS = {
    "grey-300": Condition((300, 300), tilt=0.3, noise=2, jpeg=85),
    "grey-200": Condition((200, 200), tilt=0.6, noise=5, jpeg=75),
    "grey-150": Condition((150, 150), tilt=1.2, noise=7, jpeg=60, blur=0.4, uneven=0.12, specks=15),
    "black-white": Condition((200, 200), "otsu", tilt=0.8, noise=6, specks=15),
    "fax": Condition((204, 196), "otsu", tilt=0.9, noise=10, blur=0.4, specks=30),
    "photograph": Condition(
        (200, 200), "colour", tilt=1.0, noise=6, jpeg=70, blur=0.7, uneven=0.3, perspective=0.02, specks=5
    ),
}

ORIGINALS: dict[str, PdfLook | WordLook] = {
    "drawn": PdfLook(("rect_cross",), shade="#d9d9d9", furniture=False),
    "drawn-glyphs": PdfLook(("crossed_glyph",), face="serif_10", shade="#d0d0d0"),
    "drawn-portrait": PdfLook(("rect_cross",), shade="#d9d9d9", furniture=False, sheet=PORTRAIT),
    "drawn-behind": PdfLook(("rect_cross",), side="edge", face="sans_10", furniture=False),
    "drawn-no-rules": PdfLook(("rect_cross",), rules="none", face="sans_10", furniture=False),
    "office-glyphs": WordLook(("glyph_common",)),
    "office-fields": WordLook(("legacy",), layout="statement_row"),
    "office-one-line": WordLook(("glyph_one_line",), layout="turned"),
}

_MARKED, _TICKED = 0.65, 0.15
"""Shares of the ratings that are marked otherwise, and that are ticked; the others are untouched."""

_TICKED_IN_CONTROLS = 0.4


@dataclass(frozen=True)
class MarkedReturn:
    """Which original, in which condition, and whether it is a control, without marks that no rule expects."""

    original: str
    condition: str
    control: bool

    @property
    def name(self) -> str:
        """Of its variant."""
        return f"{'control' if self.control else 'marked'}/{self.original}/{self.condition}"


def all_returns() -> list[MarkedReturn]:
    """One marked return of each original in each condition, and one control."""
    return [
        MarkedReturn(original, condition, control)
        for control in (False, True)
        for original in ORIGINALS
        for condition in CONDITIONS
    ]


def write_returns(wanted: Sequence[MarkedReturn], seed: int) -> Iterator[ReturnFile]:
    """The files, each with its truth."""
    drafts = []
    for number, one in enumerate(wanted, start=1):
        council = COUNCILS[(number + seed) % len(COUNCILS)]
        completed = complete_return(Random(f"{seed}/unexpected/{number}"), council, brief=True)
        variant = _variant(one, 1 + (number + seed) % 6, number + seed)
        drafts.append(draft(variant, completed, seed, number=number, named=False))
    for number, file in enumerate(finish(drafts), start=1):
        yield replace(file, name=f"{number:03} {file.name}")


def _variant(one: MarkedReturn, section: int, seed: int) -> Variant:
    look = ORIGINALS[one.original]
    office = isinstance(look, WordLook)

    def render(composition: Composition, rng: Random) -> Printed:
        numbers = _numbers(composition)
        chance = Random(rng.getrandbits(64))
        if isinstance(look, PdfLook):
            original = draw_original(composition, numbers, rng, look)
            return Printed(original.data, lambda _: _scan(original, one, chance, seed))
        export = word(look)(unticked(composition, numbers), rng)
        return Printed(
            Unconverted(export, ".docx", ".flat.pdf"),
            lambda data: _scan(find_original(data, composition, numbers), one, chance, seed),
        )

    return Variant(
        one.name,
        ".pdf",
        render,
        ("structured",),
        plan=Plan(front="none", intros=False, sections=(section,)),
        needs=(PIKEPDF, LIBREOFFICE if office else REPORTLAB, DEJAVU),
        brief=True,
        part=True,
    )


def _numbers(composition: Composition) -> frozenset[str]:
    return frozenset(number for number, _, _ in options_of(composition))


# --- marking ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plan:
    """What is done to one rating: nothing, a tick of its box, or a mark of a kind; and which option is meant."""

    boxes: tuple[PrintedBox, ...]
    kind: str
    meant: int
    pen: Pen


def _scan(original: Original, one: MarkedReturn, rng: Random, seed: int) -> Scanned:
    plans = list(_plans(original, one, rng, seed))
    pages = []
    for number, pixels in enumerate(render_pages(original.data), start=1):
        sheet = Sheet(pixels, SCALE, number, Random(rng.getrandbits(64)))
        for plan in plans:
            if plan.boxes[plan.meant].box.page == number:
                _mark(sheet, plan, original.cells)
        if one.control:
            _soil(sheet, rng)
        pages.append(scan_page(sheet.pixels, CONDITIONS[one.condition], rng, number))
    return Scanned(
        as_pdf(pages, CONDITIONS[one.condition].jpeg), {"ratings": [_truth(plan) for plan in plans]}
    )


def _plans(original: Original, one: MarkedReturn, rng: Random, seed: int) -> Iterator[_Plan]:
    kinds = list(KINDS)
    first = (7 * seed) % len(kinds)
    turn = 0
    for number, rating in dict.fromkeys((box.number, box.rating) for box in original.boxes):
        boxes = tuple(box for box in original.boxes if (box.number, box.rating) == (number, rating))
        draw = rng.random()
        if draw < (_TICKED_IN_CONTROLS if one.control else _TICKED):
            kind = "ticked"
        elif one.control or draw >= _MARKED + _TICKED:
            kind = "untouched"
        else:
            kind = kinds[(first + turn) % len(kinds)]
            turn += 1
        pens = KINDS[kind].pens if kind in KINDS else (ink.BLUE_BALLPOINT, ink.BLACK_BALLPOINT)
        yield _Plan(boxes, kind, rng.randrange(len(boxes)), thinner(rng.choice(pens), rng))


def _mark(sheet: Sheet, plan: _Plan, cells: Sequence[DrawnCell]) -> None:
    lines = [Target(box.box, box.label) for box in plan.boxes]
    if plan.kind == "ticked":
        shape = sheet.rng.choice((small_tick, crude_tick, sweeping_tick))
        sheet.draw(shape(lines[plan.meant], sheet.rng), plan.pen)
    elif plan.kind in KINDS:
        same_page = [line for line in lines if line.box.page == sheet.page]
        place = Place(
            same_page, same_page.index(lines[plan.meant]), _room(plan, cells, sheet.page)
        ).first_lines()
        strokes = KINDS[plan.kind].draw(place, sheet.rng)
        if plan.pen.colour == CORRECTION_FLUID.colour:
            negative = Sheet(255 - sheet.pixels, sheet.scale, sheet.page, sheet.rng)
            negative.draw(strokes, replace(plan.pen, colour=(8, 8, 10)))
            sheet.pixels[:] = 255 - negative.pixels
        else:
            sheet.draw(strokes, plan.pen)


def _room(plan: _Plan, cells: Sequence[DrawnCell], page: int) -> Rectangle:
    """The cell of a rating, or the place of its options where cells are not known."""
    box = plan.boxes[plan.meant]
    column = 1 if box.rating == "evaluate" else 3
    for cell in cells:
        if cell.number == box.number and cell.column == column and cell.place.page == page:
            return cell.place
    here = [one for one in plan.boxes if one.box.page == page]
    return Rectangle(
        page,
        min(min(one.box.x0, one.label.x0) for one in here) - 6,
        min(one.box.top for one in here) - 4,
        max(max(one.box.x1, one.label.x1) for one in here) + 20,
        max(one.box.bottom for one in here) + 4,
    )


def _truth(plan: _Plan) -> dict[str, Any]:
    meant = plan.boxes[plan.meant]
    chosen = plan.kind == "ticked" or plan.kind in KINDS
    return {
        "standard": meant.number,
        "answer": meant.rating,
        "kind": plan.kind,
        "option": meant.code if chosen else None,
        "plain": plan.kind in KINDS and KINDS[plan.kind].plain,
        "pen": list(plan.pen.colour),
    }


# --- dirt ---------------------------------------------------------------------------------------------------


def _soil(sheet: Sheet, rng: Random) -> None:
    """A fold across the page, a streak down it, hairs and spots, each on some pages."""
    height, width = sheet.pixels.shape[:2]
    if rng.random() < 0.5:
        row = int(height * rng.uniform(0.3, 0.7))
        sheet.pixels[row : row + 3] *= rng.uniform(0.7, 0.9)
        sheet.pixels[row + 3 : row + 30] *= 0.97
    if rng.random() < 0.4:
        column = int(width * rng.uniform(0.1, 0.9))
        sheet.pixels[:, column : column + 2] *= rng.uniform(0.4, 0.85)
    for _ in range(rng.randint(5, 30)):
        y, x, size = rng.randrange(height - 8), rng.randrange(width - 8), rng.choice((2, 3, 4, 5, 7))
        sheet.pixels[y : y + size, x : x + rng.randint(2, size + 1)] *= rng.uniform(0.1, 0.7)
