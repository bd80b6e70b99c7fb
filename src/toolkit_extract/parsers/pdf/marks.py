"""Which selection marks does a page show, where, and what is the state of each?

Boxes come from form widgets, glyphs, drawn shapes and small pictures; signs (ticks, crosses, dots, strokes) from
glyphs, paths and annotations. Boxes at one place are one box; signs are given to the box that they lie on. Order of
belief: the form field's own state, a declared glyph, drawn signs, the picture of the page; what none of them decides is
`unknown`.
Output: marks, and the words that are left once glyphs of marks are taken out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from toolkit_extract.parsers.glyphs import (
    GlyphReading,
    displayed_character,
    is_symbol_font,
    state_of_glyph,
)
from toolkit_extract.parsers.pdf.boxes import DrawnBox
from toolkit_extract.parsers.pdf.content import (
    Annotation,
    AnnotationKind,
    FieldKind,
    Image,
    PageContent,
    Path,
    Picture,
    Point,
    Subpath,
    Widget,
    Word,
)
from toolkit_extract.parsers.pdf.geometry import Box, length_inside, polyline_length
from toolkit_extract.parsers.pdf.pictured_glyphs import find_pictured_boxes, is_framed
from toolkit_extract.parsers.pdf.rules import is_white, luminance
from toolkit_extract.schemas.document import MarkState

_ON, _OFF, _UNKNOWN = MarkState.SELECTED, MarkState.UNSELECTED, MarkState.UNKNOWN

WIDGET, GLYPH, BRACKET, DRAWN, IMAGE = (
    "form_field",
    "symbol_glyph",
    "brackets",
    "drawn_box",
    "image_box",
)
INK_SHARE = 0.45
"""Length of pen strokes inside a box, in sides of the box, from which it is ticked."""

INK_TRACE = 0.12
"""Length below which strokes merely touch it; between the two the picture decides."""

_EDGE = 0.14
"""Margin of a box, as a share of its side, in which ink belongs to its border."""

PASSING_LINE = 5.0
"""A stroke longer than this many sides with little of it inside passes over the box and does not tick it."""

PICTURE_EMPTY, PICTURE_TICKED = 0.025, 0.09
"""Shares of ink beyond that of untouched neighbours: up to the first a box is empty, from the second it is ticked."""

LETTER_TICKS = frozenset("xX×✕✖√/\\vV✓✔✗✘*•●■+")
_SMALL_IMAGE = (4.5, 26.0)
_LEAST_CONTRAST = 0.15
_ORNAMENT = 1.4
"""Size of a glyph, in usual font sizes of the page, from which a lone ticked one is the ornament of a heading."""


@dataclass(slots=True)
class PlacedMark:
    """A mark on the page, before it becomes part of a paragraph. `label` is added when the lines are known."""

    box: Box
    state: MarkState
    method: str
    confidence: float = 0.99
    verbatim: str = ""
    boxed: bool = True
    in_line: bool = True
    """Whether it stands among the words of a line; what somebody wrote across a cell does not."""

    conflict: str | None = None
    label: str | None = None
    drawn: DrawnBox | None = None
    size: float = 0.0
    """Height of the writing it belongs to, where a glyph tells."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Ink that may tick a box: a polyline, or the box of a shape where that is all that is known."""

    box: Box
    method: str
    strokes: tuple[tuple[Point, ...], ...] = ()
    order: int = 1 << 30
    shade: float = 0.0
    verbatim: str = ""
    area: bool = False


@dataclass(frozen=True, slots=True)
class PageMarks:
    """The marks of a page, the words that are none, and annotations that say nothing about a box."""

    marks: list[PlacedMark]
    words: list[Word]
    unused: list[Annotation]


def find_marks(page: PageContent, drawn: list[DrawnBox]) -> PageMarks:
    """All marks of a page; see the module."""
    pictured = find_pictured_boxes((w for w in page.words if _reading(w) is None), page.picture)
    glyph_marks, signs, words = _read_glyphs(_without(page.words, pictured))
    glyph_marks = _without_ornaments(glyph_marks, words)
    glyph_marks.extend(_mark_of_pictured(word) for word in pictured)
    widgets = [_mark_of_widget(w) for w in page.widgets if w.kind in (FieldKind.CHECKBOX, FieldKind.RADIO)]
    boxes = _merge_boxes(widgets, glyph_marks, [_mark_of_drawn(box) for box in drawn])
    boxes = _without_cells(boxes, words)
    boxes.extend(_image_boxes(page.images, boxes, page))
    signs = [*signs, *_letter_signs(words, boxes), *_path_signs(page.paths, drawn)]
    on_box: dict[int, list[Sign]] = {}
    loose: list[Sign] = []
    for sign in signs:
        index = _box_of_sign(sign, boxes)
        if index is None:
            loose.append(sign)
        else:
            on_box.setdefault(index, []).append(sign)
    for index, mark in enumerate(boxes):
        _apply_signs(mark, on_box.get(index, []))
    _settle_solid(boxes)
    used = {id(sign.box) for found in on_box.values() for sign in found if sign.method == "letter"}
    unused = _apply_annotations(page.annotations, boxes)
    _ask_picture(boxes, page)
    bare = [_bare_mark(sign) for sign in loose if sign.method == GLYPH]
    kept = [
        mark for mark in boxes if not (mark.drawn is not None and mark.state is _OFF and mark.drawn.solid)
    ]
    return PageMarks([*kept, *bare], [w for w in words if id(w.box) not in used], unused)


# --- glyphs -----------------------------------------------------------------------------------------------------


def _read_glyphs(words: Iterable[Word]) -> tuple[list[PlacedMark], list[Sign], list[Word]]:
    """Part words into boxes, bare signs and text; symbols that are no marks become the character that they show."""
    readings = [(word, _reading(word)) for word in words]
    partners = _partners([reading for _, reading in readings if reading is not None and reading.boxed])
    marks: list[PlacedMark] = []
    signs: list[Sign] = []
    rest: list[Word] = []
    for word, reading in readings:
        if word.look.hidden:
            rest.append(word)
        elif word.exact and word.text[0] in "[(" and len(word.text) > 1:
            marks.append(_bracket_mark(word))
        elif reading is None:
            shown = _shown(word)
            if shown is not None:
                rest.append(shown)
        elif reading.boxed and _is_box(reading, partners):
            marks.append(
                PlacedMark(word.box, reading.state, reading.method, 0.99, word.text, size=word.look.size)
            )
        elif not reading.boxed and not reading.ambiguous:
            signs.append(Sign(word.box, GLYPH, verbatim=word.text, area=True))
        else:
            rest.append(replace(word, text=reading.display))
    return marks, signs, rest


def _without_ornaments(marks: list[PlacedMark], words: list[Word]) -> list[PlacedMark]:
    """Leave out ticked boxes in the size of a heading where no empty one of that size stands on the page."""
    if not marks or not words:
        return marks
    usual = median(word.look.size for word in words)
    return [
        mark
        for mark in marks
        if mark.state is _OFF
        or mark.size <= _ORNAMENT * usual
        or any(m.state is _OFF and abs(m.size - mark.size) < 0.1 * mark.size for m in marks)
    ]


def _reading(word: Word) -> GlyphReading | None:
    if not word.exact or len(word.text) != 1:
        return None
    return state_of_glyph(word.text, word.look.font)


def _partners(readings: Sequence[GlyphReading]) -> set[tuple[bool, MarkState]]:
    """Empty and ticked shapes that the page shows. Where its ticked boxes are plain, filled squares are bullets."""
    plain = {(r.radio, r.state) for r in readings if not r.ambiguous}
    return {
        (r.radio, r.state)
        for r in readings
        if not (r.state is _OFF and not r.ambiguous and (r.radio, _ON) in plain)
    }


def _is_box(reading: GlyphReading, partners: set[tuple[bool, MarkState]]) -> bool:
    """Whether a glyph that also serves as a bullet is a box here: hollow squares are, others beside a partner."""
    if not reading.ambiguous:
        return True
    other = _OFF if reading.state is _ON else _ON
    return (reading.radio, other) in partners or (reading.state is _OFF and not reading.radio)


def _shown(word: Word) -> Word | None:
    """The word as a reader sees it; None for ornaments and characters without a meaning."""
    if word.unmapped:
        return None
    if len(word.text) == 1 and word.exact and (is_symbol_font(word.look.font) or ord(word.text) >= 0xE000):
        shown = displayed_character(word.text, word.look.font)
        if shown is None or 0xE000 <= ord(shown) < 0xF900:
            return replace(word, text="•") if shown is None or ord(shown) >= 0xE000 else None
        return replace(word, text=shown)
    return word


def _bracket_mark(word: Word) -> PlacedMark:
    ticked = bool(word.text[1:-1].strip(" \u00a0_"))
    return PlacedMark(word.box, _ON if ticked else _OFF, BRACKET, 0.97, word.text, size=word.look.size)


def _without(words: Sequence[Word], taken: Sequence[Word]) -> Sequence[Word]:
    places = {word.order for word in taken}
    return [word for word in words if word.order not in places] if places else words


def _mark_of_pictured(word: Word) -> PlacedMark:
    return PlacedMark(word.box, _UNKNOWN, GLYPH, 0.9, size=word.look.size)


def _bare_mark(sign: Sign) -> PlacedMark:
    return PlacedMark(sign.box, _ON, GLYPH, 0.9, sign.verbatim, boxed=False)


# --- boxes ------------------------------------------------------------------------------------------------------


def _mark_of_widget(widget: Widget) -> PlacedMark:
    """State of a checkbox or radio button: its appearance state, and where it has none the field's value.

    Source: ISO 32000-1, 12.7.4.2.3: the off state is `Off`, the on state whatever the form calls it.
    """
    appearance, value = widget.appearance_state or None, widget.field_value
    if appearance is None:
        # A radio button without a state cannot know whether the value of its group means it.
        known = widget.kind is FieldKind.CHECKBOX or value in (None, "", "Off")
        state = (_ON if value not in (None, "", "Off") else _OFF) if known else _UNKNOWN
        return PlacedMark(widget.box, state, WIDGET, 0.95 if known else 0.5, value or "")
    on = appearance != "Off"
    mark = PlacedMark(widget.box, _ON if on else _OFF, WIDGET, 0.99, appearance)
    if value is not None and _disagrees(widget, on, value):
        mark.conflict, mark.confidence = f"the field's value says {_word(not on)}", 0.8
    return mark


def _disagrees(widget: Widget, on: bool, value: str) -> bool:
    """Whether a field's value contradicts a widget's state; another widget of the field may well be the chosen one."""
    if on:
        return value in ("", "Off")
    return widget.kind is FieldKind.CHECKBOX and widget.sole and value not in ("", "Off")


def _word(on: bool) -> str:
    return "selected" if on else "unselected"


def _mark_of_drawn(drawn: DrawnBox) -> PlacedMark:
    return PlacedMark(drawn.box, _OFF, DRAWN, 0.97, drawn=drawn)


def _merge_boxes(
    widgets: list[PlacedMark], glyphs: list[PlacedMark], drawn: list[PlacedMark]
) -> list[PlacedMark]:
    """One box at each place: a widget before a glyph, a glyph before a drawn shape."""
    kept: list[PlacedMark] = []
    for mark in (*widgets, *glyphs, *drawn):
        same = next((k for k in kept if _same_place(k.box, mark.box)), None)
        if same is None:
            kept.append(mark)
        elif same.method != WIDGET and mark.state is _ON and same.state is _OFF:
            same.state, same.confidence = _ON, 0.9
            same.conflict = "another box at this place is empty"
        elif same.method == WIDGET and mark.method != DRAWN and mark.state is _ON and same.state is _OFF:
            same.conflict = "a ticked box is printed under the field"
            same.confidence = 0.8
    return kept


def _same_place(a: Box, b: Box) -> bool:
    smaller = min(a.area, b.area)
    if smaller <= 0 or max(a.area, b.area) > 9 * smaller:
        return False
    return a.intersection_area(b) >= 0.35 * smaller


def _without_cells(boxes: list[PlacedMark], words: list[Word]) -> list[PlacedMark]:
    """A drawn square with writing in it, other than one letter that ticks it, is a cell and no box."""
    by_height = sorted(words, key=lambda w: w.box.cy)
    heights = [word.box.cy for word in by_height]
    kept = []
    for mark in boxes:
        if mark.drawn is not None:
            near = by_height[bisect_left(heights, mark.box.top) : bisect_right(heights, mark.box.bottom)]
            inside = [w.text for w in near if mark.box.x0 <= w.box.cx <= mark.box.x1]
            if len(inside) > 2 or any(text not in LETTER_TICKS for text in inside):
                continue
        kept.append(mark)
    return kept


def _image_boxes(images: Iterable[Image], boxes: list[PlacedMark], page: PageContent) -> list[PlacedMark]:
    """Small square pictures with a frame: boxes whose state is in their pixels."""
    found: list[PlacedMark] = []
    low, high = _SMALL_IMAGE
    for image in images:
        if image.shading:
            continue
        small, large = sorted((image.box.width, image.box.height))
        if not (low <= small and large <= high and large <= 1.4 * small) or page.picture is None:
            continue
        if any(_same_place(image.box, mark.box) for mark in (*boxes, *found)):
            continue
        if is_framed(image.box, page.picture):
            found.append(PlacedMark(image.box, _UNKNOWN, IMAGE, 0.9))
    return found


# --- signs ------------------------------------------------------------------------------------------------------


def _letter_signs(words: Iterable[Word], boxes: list[PlacedMark]) -> list[Sign]:
    """Single letters, ticks of doubtful meaning and dots that lie in a box."""
    single = [w for w in words if len(w.text) == 1 and w.text in LETTER_TICKS and not w.look.hidden]
    return [
        Sign(w.box, "letter", verbatim=w.text, area=True)
        for w in single
        if any(mark.box.contains(w.box.cx, w.box.cy, 0.5) for mark in boxes)
    ]


def _path_signs(paths: Iterable[Path], drawn: list[DrawnBox]) -> list[Sign]:
    """Paths that are neither rules nor boxes and small enough to be a tick."""
    outlines = {(b.box, b.order) for b in drawn}
    signs = []
    for path in paths:
        colour = path.stroke if path.stroke is not None else path.fill
        if colour is None or min(path.box.width, path.box.height) > 150:
            continue
        for sub in path.subpaths or ():
            if (sub.box, path.order) in outlines or _is_plain(sub, path):
                continue
            strokes = (_closed(sub),)
            filled = path.stroke is None
            signs.append(Sign(sub.box, "stroke", strokes, path.order, luminance(colour), area=filled))
        if not path.subpaths and max(path.box.width, path.box.height) < 40:
            signs.append(Sign(path.box, "drawing", (), path.order, luminance(colour), area=True))
    return signs


def _closed(sub: Subpath) -> tuple[Point, ...]:
    return (*sub.points, sub.points[0]) if sub.closed and sub.points[0] != sub.points[-1] else sub.points


def _is_plain(sub: Subpath, path: Path) -> bool:
    """Whether a stroke of the pen is a rule or a frame: long and level or upright, or a rectangle of some size."""
    box = sub.box
    if min(box.width, box.height) < 0.7 and max(box.width, box.height) > 24:
        return True
    if path.fill is not None and path.stroke is None and is_white(path.fill):
        return box.width > 24 or box.height > 24
    return sub.closed and not sub.curved and len(sub.points) <= 5 and min(box.width, box.height) > 26


def _box_of_sign(sign: Sign, boxes: list[PlacedMark]) -> int | None:
    """The box that a sign lies on most; None where it lies on none."""
    best, best_share = None, 0.0
    for index, mark in enumerate(boxes):
        if sign.box.x_gap(mark.box) > 0 or sign.box.y_gap(mark.box) > 0:
            continue
        if mark.drawn is not None and sign.method not in (GLYPH, "letter") and _is_own_outline(sign, mark):
            return None
        share = _share_inside(sign, mark.box)
        if share > best_share:
            best, best_share = index, share
    return best


def _is_own_outline(sign: Sign, mark: PlacedMark) -> bool:
    """Whether a path is the border of the box, or what it is filled with."""
    box, own = sign.box, mark.box
    same = abs(box.x0 - own.x0) < 1.5 and abs(box.x1 - own.x1) < 1.5
    if same and abs(box.top - own.top) < 1.5 and abs(box.bottom - own.bottom) < 1.5:
        return not sign.strokes or _runs_along(sign, own)
    return _runs_along(sign, own) and own.grown(1.5).covers(box)


def _runs_along(sign: Sign, box: Box) -> bool:
    """Whether all strokes stay in the border of the box."""
    inner = box.grown(-_EDGE * min(box.width, box.height))
    inside = sum(length_inside(stroke, inner) for stroke in sign.strokes)
    total = sum(polyline_length(stroke) for stroke in sign.strokes)
    return bool(sign.strokes) and inside < 0.1 * max(total, 0.1)


def _share_inside(sign: Sign, box: Box) -> float:
    """How much of a sign lies in a box: length of strokes, or overlap of shapes, in sides of the box."""
    side = min(box.width, box.height)
    if sign.area:
        overlap = sign.box.intersection_area(box)
        return overlap / max(min(sign.box.area, box.area), 0.1)
    inner = box.grown(-_EDGE * side)
    return sum(length_inside(stroke, inner) for stroke in sign.strokes) / side


@dataclass(slots=True)
class _Evidence:
    """What printed signs say about a box: `ink` in sides of the box."""

    ink: float = 0.0
    passing: bool = False
    doubtful: bool = False


def _apply_signs(mark: PlacedMark, signs: list[Sign]) -> None:
    """Set the state of a box from the printed signs on it."""
    evidence = _weigh(mark, signs)
    if mark.method == WIDGET:
        return
    if evidence.ink >= INK_SHARE:
        if mark.state is not _ON:
            mark.state, mark.confidence = _ON, 0.95
    elif (evidence.ink > INK_TRACE or evidence.doubtful) and mark.state is _OFF:
        mark.state, mark.confidence = _UNKNOWN, 0.5
    if evidence.passing and mark.state is _OFF:
        mark.conflict, mark.confidence = "a line passes over the box", 0.7


def _weigh(mark: PlacedMark, signs: list[Sign]) -> _Evidence:
    evidence = _Evidence()
    if mark.drawn is not None and any(_fills(shape.box, mark.box) for shape in mark.drawn.inner):
        evidence.ink += 1.0
    for sign in signs:
        if sign.method in (GLYPH, "letter"):
            evidence.ink += 1.0
            mark.verbatim = mark.verbatim or sign.verbatim
        elif not _is_visible(sign, mark):
            continue
        elif sign.method == "drawing":
            evidence.doubtful = True
        elif sign.area:
            evidence.ink += _filled_ink(sign, mark.box)
        elif _passes(sign, mark.box):
            evidence.passing = True
        else:
            evidence.ink += _share_inside(sign, mark.box)
    return evidence


def _is_visible(sign: Sign, mark: PlacedMark) -> bool:
    """Whether ink stands out against the ground of the box, and is not painted over by it."""
    ground = mark.drawn.paper if mark.drawn is not None else 1.0
    if abs(sign.shade - ground) < _LEAST_CONTRAST:
        return False
    return mark.drawn is None or not mark.drawn.solid or sign.order > mark.drawn.order


def _fills(shape: Box, box: Box) -> bool:
    return shape.width >= 0.18 * box.width and shape.height >= 0.18 * box.height


def _filled_ink(sign: Sign, box: Box) -> float:
    """A filled shape counts by its extent in the box: a tick spans most of it, a dot a third."""
    inner = box.grown(-0.5 * _EDGE * min(box.width, box.height))
    spanned = max(sign.box.x_overlap(inner) / box.width, sign.box.y_overlap(inner) / box.height)
    if sign.box.area > 9 * box.area:
        return INK_TRACE
    return spanned if spanned >= 0.3 else 0.0


def _passes(sign: Sign, box: Box) -> bool:
    side = min(box.width, box.height)
    length = sum(polyline_length(stroke) for stroke in sign.strokes)
    inside = sum(length_inside(stroke, box) for stroke in sign.strokes)
    return length > PASSING_LINE * side and inside < 0.3 * length


def _settle_solid(boxes: list[PlacedMark]) -> None:
    """A dark box without a visible sign is ticked where empty boxes of its size stand on the page."""
    empty = [m for m in boxes if m.drawn is not None and not m.drawn.solid and m.state is _OFF]
    for mark in boxes:
        if mark.drawn is None or not mark.drawn.solid or mark.state is _ON:
            continue
        if any(abs(m.box.width - mark.box.width) < 0.15 * m.box.width and m.drawn is not None
               and m.drawn.round == mark.drawn.round for m in empty):  # fmt: skip
            mark.state, mark.confidence = _ON, 0.9


# --- annotations ------------------------------------------------------------------------------------------------

_PUT_ON_TOP = {
    AnnotationKind.INK: "annotation_ink",
    AnnotationKind.LINE: "annotation_line",
    AnnotationKind.POLYGON: "annotation_ink",
    AnnotationKind.STAMP: "annotation_stamp",
    AnnotationKind.SQUARE: "annotation_shape",
    AnnotationKind.CIRCLE: "annotation_shape",
    AnnotationKind.HIGHLIGHT: "annotation_highlight",
    AnnotationKind.FREE_TEXT: "annotation_text",
}


def _apply_annotations(annotations: Iterable[Annotation], boxes: list[PlacedMark]) -> list[Annotation]:
    """Tick the boxes that annotations lie on; give back the annotations that lie on none."""
    unused = []
    for annotation in annotations:
        method = _PUT_ON_TOP.get(annotation.kind)
        mark = _box_of_annotation(annotation, boxes) if method else None
        if mark is None or method is None:
            unused.append(annotation)
            continue
        if mark.state is not _ON:
            mark.conflict = (
                "the box under the annotation is empty" if mark.method == WIDGET else mark.conflict
            )
            mark.state, mark.method = _ON, method
            mark.confidence = 0.9 if annotation.kind is not AnnotationKind.HIGHLIGHT else 0.8
            mark.verbatim = annotation.contents if len(annotation.contents) <= 2 else mark.verbatim
    return unused


def _box_of_annotation(annotation: Annotation, boxes: list[PlacedMark]) -> PlacedMark | None:
    if annotation.kind is AnnotationKind.FREE_TEXT and not is_sign_text(annotation.contents):
        return None
    best, best_share = None, 0.0
    for mark in boxes:
        share = _annotation_share(annotation, mark.box)
        if share > best_share:
            best, best_share = mark, share
    return best


def _annotation_share(annotation: Annotation, box: Box) -> float:
    """How surely an annotation is meant for a box, 0 where it is not."""
    if annotation.strokes:
        sign = Sign(annotation.box, "ink", annotation.strokes)
        if _passes(sign, box):
            return 0.0
        share = _share_inside(sign, box)
        return share if share >= INK_SHARE else 0.0
    small = annotation.box.width <= 4 * box.width and annotation.box.height <= 4 * box.height
    if annotation.kind in (AnnotationKind.HIGHLIGHT, AnnotationKind.SQUARE, AnnotationKind.CIRCLE):
        small = annotation.box.width <= 2.2 * box.width and annotation.box.height <= 2.6 * box.height
    overlap = annotation.box.intersection_area(box) / max(min(box.area, annotation.box.area), 0.1)
    return overlap if small and overlap >= 0.4 else 0.0


def is_sign_text(text: str) -> bool:
    """Whether typed text is a tick or a cross and no word."""
    stripped = text.strip()
    if len(stripped) != 1:
        return False
    reading = state_of_glyph(stripped)
    return stripped in LETTER_TICKS or (reading is not None and reading.state is _ON)


# --- the picture ------------------------------------------------------------------------------------------------


def _ask_picture(boxes: list[PlacedMark], page: PageContent) -> None:
    """Settle boxes that vectors do not decide by their ink, measured against untouched boxes of their kind."""
    covered = [
        mark
        for mark in boxes
        if mark.drawn is not None
        and mark.state is _OFF
        and (mark.drawn.mixed or _pictured(mark.box, page.images))
    ]
    for mark in covered:
        mark.state = _UNKNOWN
    doubtful = [mark for mark in boxes if mark.state is _UNKNOWN]
    if not doubtful or page.picture is None:
        return
    for mark in doubtful:
        alike = [m for m in boxes if m.state is _OFF and m.drawn is not None and _alike(m.box, mark.box)]
        untouched = median(_ink(m.box, page.picture) for m in alike[:6]) if alike else 0.0
        ink = _ink(mark.box, page.picture) - untouched
        if ink <= PICTURE_EMPTY:
            mark.state, mark.confidence = _OFF, 0.85
        elif ink >= PICTURE_TICKED:
            mark.state, mark.confidence = _ON, 0.85
        else:
            mark.confidence = 0.5
        mark.method = mark.method if mark.method == IMAGE else "picture"


def _pictured(box: Box, images: Iterable[Image]) -> bool:
    """Whether a picture of about the size of a sign lies on the box."""
    return any(
        image.box.area < 16 * box.area and image.box.intersection_area(box) > 0.15 * box.area
        for image in images
    )


def _alike(a: Box, b: Box) -> bool:
    return abs(a.width - b.width) < 0.2 * b.width and abs(a.height - b.height) < 0.2 * b.height


def _ink(box: Box, picture: Picture) -> float:
    return picture(box.grown(-0.22 * min(box.width, box.height)))
