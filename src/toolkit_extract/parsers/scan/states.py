"""Is a box ticked? Told by the ink in it, over it and round it, against the untouched boxes of the same page.

No fixed amount of ink parts ticked from empty: a copier's grey, a blunt outline and a soft focus put ink into every box
of a page alike. So each box is measured against the emptiest of its size, and what lies between the two is `unknown`.
A stroke that runs straight through a box belongs to the box in which it turns or ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.inside import without_outline
from toolkit_extract.parsers.scan.outline import FoundBox
from toolkit_extract.parsers.scan.ovals import oval_in
from toolkit_extract.parsers.scan.ownership import Strokes, assign
from toolkit_extract.parsers.scan.pen import PenInk, PenPiece, inside_of
from toolkit_extract.parsers.scan.questions import questions
from toolkit_extract.parsers.scan.raster import WORKING_SCALE, Grey, Mask, Sheet
from toolkit_extract.parsers.scan.strays import stray_strokes
from toolkit_extract.parsers.scan.strikes import is_struck_through
from toolkit_extract.parsers.scan.unplaced import Explained, unplaced_ink
from toolkit_extract.schemas.document import UNPLACED_INK, MarkState

_ON, _OFF, _UNKNOWN = MarkState.SELECTED, MarkState.UNSELECTED, MarkState.UNKNOWN

_EMPTY, _SPECK, _TICKED = 0.014, 0.035, 0.085
"""Ink inside, beyond that of untouched boxes, as a share of solid ink: up to the first a box is empty, up to the second
a small spot that touches no side is dirt, from the third the box is ticked."""

_ACROSS = 0.6
"""Share of a box, in both directions, over which one thin stroke ticks it: a hairline cross has little ink."""

_STRAY = 0.2
"""The same up to which ink is no stroke."""

_PART, _PART_EXCESS = 0.3, 0.04
"""The same from which a stroke in a part of a box ticks it, and the ink that it needs."""

_OUTSIDE = 0.8
"""Confidence in a mark that lies round or beside a box."""

_FAINT, _LEAST_FAINT, _FAINT_EXCESS = 4.0, 20, 0.022
"""Standard deviations of the paper's noise, and the ink, from which it may be pencil; the excess that a faint stroke
in a box needs to tick it."""

_BLOTTED = 0.72
"""Share of ink inside from which a box is filled."""

_WHOLE = 0.8
"""Share of the weakest side of an outline from which what lies within it is told surely."""

_LONGEST_LIST = 8
"""Boxes of the longest list of which one is to be ticked."""

_MOSTLY_BESIDE, _LABEL_SIDES = 0.5, 3.0
"""Share of a stroke that must lie beyond a box for it to be a tick that missed it, and sides of a box within which its
label begins."""

_RING_BEFORE, _RING_BEYOND = 2.0, 1.5
"""Sides of a box before it at which a ring round it and its label begins, and behind it beyond which it goes on."""

_DARKEST_GROUND = 90
"""Ink, of 255, of the darkest tint that print stands on."""

_LEAST_PLAIN, _EVEN_NOISE, _LEAST_EVEN = 0.3, 1.6, 4.0
"""Share of the middle of a box that must be free of strokes to tell its tint, and how much an even tint wavers: in
standard deviations of the paper's noise, and in ink."""

_LEAST_PIECE, _DUST = 0.25, 0.012
"""Area of the smallest piece of a broken stroke, in that of its largest, and in that of the inside of a box."""

_BESIDE = 0.8
"""Sides of a box within which a stroke may be a tick that missed it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A box and the ink in it: `inside` as a share of solid ink, `excess` beyond that of untouched boxes."""

    box: FoundBox
    inside: float
    solid: float
    spread: float
    faint_spread: float = 0.0
    loose: bool = True
    excess: float = 0.0
    owned: tuple[PenPiece, ...] = ()
    bilevel: bool = False
    struck: bool = False
    state: MarkState = _UNKNOWN
    confidence: float = 0.5
    doubt: str | None = None


def judge(
    sheet: Sheet,
    boxes: Sequence[FoundBox],
    pen: PenInk,
    cells: Sequence[Box] = (),
    ringed: Sequence[Box] = (),
    explained: Explained | None = None,
    lined: Sequence[Box] = (),
) -> list[Measured]:
    """The state of each box of a page, in the order given.

    Args:
        sheet: the page.
        boxes: its boxes.
        pen: its ink.
        cells: of its tables, in points: boxes of one question do not stand in two of them.
        ringed: lines of print round which a ring was drawn, in pixels.
        explained: what of its ink is known; without it, ink that lies by no box is not looked for.
        lined: lines of print that a pen struck through or underlined, in pixels.
    """
    asked = questions(boxes, cells)
    strokes = assign(boxes, pen)
    measured = [
        _measure(sheet, box, pen, strokes.passing[index], tuple(strokes.owned[index]))
        for index, box in enumerate(boxes)
    ]
    settled = [_settle(one) for one in _against_untouched(measured)]
    marked = _marked_outside(_meant_elsewhere(settled, strokes), pen, strokes, asked, ringed)
    doubted = _unexplained(marked, pen, asked, cells)
    if explained is not None:
        doubted = _beside_unplaced(doubted, sheet, pen, explained, asked, cells, lined)
    return _struck_out(doubted, asked)


# -- ink -------------------------------------------------------------------------------------------------------------


def _measure(
    sheet: Sheet, box: FoundBox, pen: PenInk, passing: Sequence[PenPiece], owned: tuple[PenPiece, ...]
) -> Measured:
    area = inside_of(box)
    ink, dark = sheet.ink[area], sheet.dark[area]
    if not ink.size:
        return Measured(box, 0.0, 0.0, 0.0)
    ground = max(_ground(sheet, box), _tint_in(ink, dark, sheet.noise))
    ink = np.clip(ink.astype(np.int16) - ground, 0, 255).astype(np.uint8)
    if passing:
        strange = np.isin(pen.labels[area], [piece.number for piece in passing]).astype(np.uint8)
        clear = cv2.dilate(strange, np.ones((3, 3), np.uint8)) == 0
        ink, dark = np.where(clear, ink, 0), np.where(clear, dark, 0).astype(np.uint8)
    ink, dark = without_outline(ink, dark)
    bilevel = sheet.is_bilevel
    faint = dark if bilevel else (ink > max(_FAINT * sheet.noise, _LEAST_FAINT)).astype(np.uint8)
    return Measured(
        box,
        float(ink.mean()) / 255,
        float(dark.mean()),
        _spread(dark),
        0.0 if bilevel else _spread(faint),
        loose=not _touches_side(faint),
        owned=owned,
        bilevel=bilevel,
        struck=is_struck_through(sheet.dark, box),
    )


def _ground(sheet: Sheet, box: FoundBox) -> int:
    """The ink of the paper round a box, 0 to 255: that of a tinted row of a table is not in the box."""
    reach = max(3, box.width // 4)
    x0, top = max(box.x0 - reach, 0), max(box.top - reach, 0)
    around = sheet.ink[top : box.bottom + reach, x0 : box.x1 + reach]
    beyond = np.ones(around.shape, np.bool_)
    beyond[max(box.top - 2 - top, 0) : box.bottom + 2 - top, max(box.x0 - 2 - x0, 0) : box.x1 + 2 - x0] = (
        False
    )
    return min(int(np.percentile(around[beyond], 25)), _DARKEST_GROUND) if beyond.any() else 0


def _tint_in(ink: Grey, dark: Mask, noise: float) -> int:
    """The tint with which a box is printed, 0 to 255: even all over its middle, as no pencil covers paper."""
    rows, columns = ink.shape
    middle = slice(rows // 5, rows - rows // 5), slice(columns // 5, columns - columns // 5)
    plain = ink[middle][cv2.dilate(dark, np.ones((3, 3), np.uint8))[middle] == 0]
    if plain.size < _LEAST_PLAIN * ink[middle].size or not plain.size:
        return 0
    even = float(np.std(plain)) <= max(_EVEN_NOISE * noise, _LEAST_EVEN)
    return min(int(np.median(plain)), _DARKEST_GROUND) if even else 0


def _touches_side(dark: Mask) -> bool:
    """Whether ink reaches a side, as a stroke does that comes from outside."""
    return bool(dark[[0, -1]].any() or dark[:, [0, -1]].any())


def _spread(dark: Mask) -> float:
    """How far ink reaches across the inside, as a share of it, where it reaches less; specks beside a stroke apart."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    pieces = stats[1:]
    if not len(pieces):
        return 0.0
    areas = pieces[:, cv2.CC_STAT_AREA]
    parts = areas >= max(_LEAST_PIECE * areas.max(), _DUST * dark.size)
    pieces = pieces[parts] if parts.any() else pieces[[int(np.argmax(areas))]]
    start = pieces[:, [cv2.CC_STAT_LEFT, cv2.CC_STAT_TOP]]
    end = start + pieces[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    width, height = end.max(axis=0) - start.min(axis=0)
    return float(min(width / dark.shape[1], height / dark.shape[0]))


def _against_untouched(measured: Sequence[Measured]) -> list[Measured]:
    """Set the excess of each box over the emptiest third of those of its size."""
    groups: dict[tuple[int, int], list[float]] = defaultdict(list)
    for one in measured:
        groups[_size(one.box)].append(one.inside)
    everyone = [one.inside for one in measured]
    untouched = {
        size: _emptiest_third(alike if len(alike) >= 4 else everyone) for size, alike in groups.items()
    }
    return [replace(one, excess=one.inside - untouched[_size(one.box)]) for one in measured]


def _emptiest_third(inks: Sequence[float]) -> float:
    return float(np.median(sorted(inks)[: max(1, len(inks) // 3)]))


def _size(box: FoundBox) -> tuple[int, int]:
    return round(box.width / 4), round(box.height / 4)


def _settle(one: Measured) -> Measured:
    reach = max(one.spread, one.faint_spread)
    whole = one.box.wholeness > _WHOLE
    if one.excess <= _EMPTY and reach < _STRAY:
        return replace(one, state=_OFF, confidence=0.98 if whole and not one.bilevel else 0.93)
    if one.excess <= _SPECK and one.loose and reach < _PART:
        return replace(one, state=_OFF, confidence=0.93)
    if one.excess >= _TICKED * (0.5 if one.spread >= _ACROSS else 1.0):
        return replace(one, state=_ON, confidence=0.98 if whole and one.excess >= 1.5 * _TICKED else 0.93)
    drawn = one.spread >= _PART and one.excess >= _PART_EXCESS
    if drawn or (one.faint_spread >= _PART and one.excess >= _FAINT_EXCESS):
        return replace(one, state=_ON, confidence=0.85)
    return replace(one, state=_UNKNOWN, confidence=0.5)


def _meant_elsewhere(measured: Sequence[Measured], strokes: Strokes) -> list[Measured]:
    """Doubts the boxes whose strokes may be meant for another, and those that may be meant by another's stroke."""
    return [
        replace(one, state=_UNKNOWN, confidence=0.5)
        if one.state is _OFF and index in strokes.feet
        else _doubted_for_another(one, strokes)
        for index, one in enumerate(measured)
    ]


def _doubted_for_another(one: Measured, strokes: Strokes) -> Measured:
    numbers = {piece.number for piece in one.owned}
    if one.state is not _ON or not numbers:
        return one
    if all(number in strokes.turning for number in numbers):
        return replace(one, confidence=_OUTSIDE, doubt="the stroke turns at another box")
    if numbers <= strokes.shared:
        return replace(one, confidence=_OUTSIDE, doubt="the stroke lies in another box too")
    return one


def _unexplained(
    measured: Sequence[Measured], pen: PenInk, asked: Sequence[Sequence[int]], cells: Sequence[Box]
) -> list[Measured]:
    """Doubts the empty boxes beside which a stroke lies that ticks none, where no box of their question is ticked."""
    explained = {piece.number for one in measured if one.state is _ON for piece in one.owned}
    out = list(measured)
    for question in asked:
        if any(measured[index].state is not _OFF for index in question):
            continue
        boxes = [measured[index].box for index in question]
        for _, place in stray_strokes(boxes, pen, explained, cells):
            doubt = "a stroke lies beside the box and ticks none"
            out[question[place]] = replace(measured[question[place]], confidence=_OUTSIDE, doubt=doubt)
    return out


def _beside_unplaced(
    measured: Sequence[Measured],
    sheet: Sheet,
    pen: PenInk,
    explained: Explained,
    asked: Sequence[Sequence[int]],
    cells: Sequence[Box],
    lined: Sequence[Box],
) -> list[Measured]:
    """Doubts the empty boxes beside which ink lies that nothing explains, where no box of their question is ticked."""
    ticks = {piece.number for one in measured if one.state is _ON for piece in one.owned}
    out = list(measured)
    for question in asked:
        if any(measured[index].state is not _OFF or measured[index].doubt for index in question):
            continue
        boxes = [measured[index].box for index in question]
        beside = dict.fromkeys(
            unplaced_ink(boxes, sheet, pen, explained, ticks, cells),
            UNPLACED_INK,
        )
        for place, box in enumerate(boxes):
            if any(is_level_with(line, box) for line in lined):
                beside[place] = "a line was drawn through its label or under it"
        for place, doubt in beside.items():
            out[question[place]] = replace(measured[question[place]], confidence=_OUTSIDE, doubt=doubt)
    return out


def is_level_with(line: Box, box: FoundBox) -> bool:
    """Whether a line stands at the height of a box, close behind it or before it."""
    gap = max(line.x0 - box.x1, box.x0 - line.x1)
    return (
        line.top <= (box.top + box.bottom) / 2 <= line.bottom
        and -0.5 * box.width <= gap <= _LABEL_SIDES * box.width
    )


# -- ink round a box -------------------------------------------------------------------------------------------------


def _marked_outside(
    measured: Sequence[Measured],
    pen: PenInk,
    strokes: Strokes,
    asked: Sequence[Sequence[int]],
    ringed: Sequence[Box],
) -> list[Measured]:
    """Boxes with a ring round them, and boxes that a tick has missed, where no box of their question is ticked."""
    boxes = [one.box for one in measured]
    touching = {piece.number for found in strokes.owned.values() for piece in found}
    unclear = {piece.number for one in measured if one.state is _UNKNOWN for piece in one.owned}
    turning = {index for number, index in strokes.turning.items() if number not in unclear}
    rings = _with_a_ring(boxes, pen)
    out = list(measured)
    for question in asked:
        if any(measured[index].state is _ON for index in question):
            for index in question:
                if measured[index].state is _OFF and (index in rings or pen.encircles(boxes[index])):
                    out[index] = replace(measured[index], state=_UNKNOWN, confidence=0.5)
            continue
        here = rings & set(question)  # where rings are seen whole, lines of print between them have none
        for index in question:
            doubt = _outside_mark(index, boxes, pen, strokes, touching, turning)
            lines = () if here else ringed
            if doubt is None and (index in here or any(_is_label_of(line, boxes[index]) for line in lines)):
                doubt = "a ring was drawn round the label of the box"
            if doubt is not None:
                out[index] = replace(measured[index], state=_ON, confidence=_OUTSIDE, doubt=doubt)
    return out


def _outside_mark(
    index: int,
    boxes: Sequence[FoundBox],
    pen: PenInk,
    strokes: Strokes,
    touching: set[int],
    turning: set[int],
) -> str | None:
    """What marks a box from outside, in words for a person."""
    box = boxes[index]
    if index in turning:
        return "a stroke turns at the box and has no ink in it"
    for piece in strokes.owned[index]:
        if (
            piece.number not in pen.letters
            and piece.misses(box)
            and pen.share_beyond(piece, box) >= _MOSTLY_BESIDE
            and pen.foot_of(piece, boxes) == index
        ):
            return "most of the stroke lies beside the box, not in it"
    if pen.encircles(box):
        return "a ring was drawn round the box"
    for piece in pen.round_about(box, _BESIDE):
        if piece.number in touching or not piece.misses(box):
            continue
        if any(piece.reaches_round(other) for other in boxes):
            continue  # a ring, or a part of one
        if pen.foot_of(piece, boxes) == index:
            return "the stroke lies beside the box, not in it"
    return None


def _with_a_ring(boxes: Sequence[FoundBox], pen: PenInk) -> set[int]:
    """Boxes close before a ring or in its near end, whose labels an engine may be unable to read."""
    if not boxes:
        return set()
    side = int(np.median([box.width for box in boxes]))
    ovals = (oval_in(pen, number, side) for number in range(1, len(pen.stats)))
    found = set()
    for ring in (*pen.loops(side), *(oval for oval in ovals if oval is not None)):
        middle = (ring.top + ring.bottom) / 2
        beside = [index for index, box in enumerate(boxes) if _begins_by(ring, box)]
        nearest = min(
            beside, key=lambda index: abs(boxes[index].box.cy * WORKING_SCALE - middle), default=None
        )
        if nearest is not None:
            found.add(nearest)
    return found


def _begins_by(ring: PenPiece, box: FoundBox) -> bool:
    """Whether a ring at the height of a box begins close before it or behind it, and goes on to its label."""
    level = ring.top <= (box.top + box.bottom) / 2 <= ring.bottom
    begins = -_RING_BEFORE * box.width <= ring.x0 - box.x0 <= (_LABEL_SIDES + 1) * box.width
    return level and begins and ring.x1 - box.x1 >= _RING_BEYOND * box.width


def _is_label_of(line: Box, box: FoundBox) -> bool:
    """Whether a line stands at the height of a box, close behind it."""
    level = line.top <= (box.top + box.bottom) / 2 <= line.bottom
    return level and -0.5 * box.width <= line.x0 - box.x1 <= _LABEL_SIDES * box.width


def _struck_out(measured: Sequence[Measured], asked: Sequence[Sequence[int]]) -> list[Measured]:
    """A box that was blotted or struck out beside the one that was ticked: its writer changed their mind.

    Only where one other box of a short list is ticked: lists of which several may be ticked, and tables with a question
    a row, have filled boxes beside ticked ones.
    """
    ticked = [one for one in measured if one.state is _ON]
    filling = (
        sum(one.solid >= _BLOTTED for one in ticked) > len(ticked) / 2
    )  # is how this page's boxes are ticked
    out = list(measured)
    for question in asked:
        on = [index for index in question if measured[index].state is _ON]
        taken_back = {
            index: how for index in on if (how := _taken_back(measured[index], filling)) is not None
        }
        if len(on) - len(taken_back) == 1 and len(question) <= _LONGEST_LIST:
            for index, how in taken_back.items():
                doubt = f"it is {how}, and another box is ticked"
                out[index] = replace(measured[index], state=_OFF, confidence=0.75, doubt=doubt)
        else:
            for index in on:
                if measured[index].struck and measured[index].doubt is None:
                    doubt = "a line runs through the box and beyond it"
                    out[index] = replace(measured[index], confidence=_OUTSIDE, doubt=doubt)
    return out


def _taken_back(one: Measured, filling: bool) -> str | None:
    if one.struck:
        return "struck out"
    return "blotted out" if one.solid >= _BLOTTED and not one.box.round and not filling else None
