"""Which pieces of text stand on a page, how do they look, and which of them share a line?

A piece is a word with its emphasis, the value of a form field, or words typed on top of the page. Lines are found by
overlap, never by text order: fallback fonts sit on other baselines. Marks join the line that they stand in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from toolkit_extract.parsers.pdf.content import (
    Annotation,
    AnnotationKind,
    Colour,
    FieldKind,
    Look,
    PageContent,
    Path,
    Widget,
    Word,
)
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box
from toolkit_extract.parsers.pdf.marks import PlacedMark
from toolkit_extract.parsers.pdf.rules import Area, Rule, luminance
from toolkit_extract.schemas.document import Emphasis, RunOrigin

SAME_LINE_OVERLAP = 0.5
"""Share of the lower of two pieces by which they overlap upright when they stand in one line."""

_SURELY_SAME_LINE = 0.9
MARK_LINE_OVERLAP = 0.35
"""The same for a mark, whose box often sits higher or lower than the words beside it."""

SPACE_WIDTH = 0.16
"""Gap between two pieces, in font sizes, that reads as a space."""

KERNED, TOUCHING = 0.25, 0.06
"""Overlap and gap, in font sizes, of pieces of one word. Parts that are painted apart have a space in the file's text
that nobody sees."""

OCR_LAYER_CONFIDENCE = 0.8
"""Of text that somebody's recognition laid under a scan: nothing says how good it was."""

_TALL_MARK = 1.7
_LARGEST_BULLET, _MAX_BULLETS = 5.5, 400
_TALL = 1.9
"""A field this many times as high as a line of 12 points holds several lines."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one look that stands together."""

    text: str
    box: Box
    size: float
    spaced: bool
    emphasis: frozenset[Emphasis] = frozenset()
    origin: RunOrigin = RunOrigin.TEXT
    hyphenated: bool = False
    font: str = ""
    block: bool = False
    """Whether it stands in a line of its own: the value of a field of several lines."""

    confidence: float = 1.0
    """Below 1 where it was recognised, not read."""

    otherwise: str = ""
    """What a second engine reads in its place, where the two differ in a digit."""

    @property
    def bold(self) -> bool:
        """Whether it is set in bold."""
        return Emphasis.BOLD in self.emphasis


Item = Piece | PlacedMark


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Items of one line, left to right; made by `line_of`."""

    items: tuple[Item, ...]
    pieces: tuple[Piece, ...]
    marks: tuple[PlacedMark, ...]
    box: Box
    """The box around all items."""

    core: Box
    """The box of its words, which measures line spacing; that of its marks where it has none."""

    size: float
    """Usual font size of the line; the height of its boxes where it has no words."""

    bold: bool
    """Whether all its words are set in bold."""

    @property
    def text(self) -> str:
        """Its words."""
        return text_of(self.pieces)


def line_of(items: Iterable[Item]) -> Line:
    """The line of some items, at least one."""
    ordered = tuple(sorted(items, key=_left))
    pieces = tuple(item for item in ordered if isinstance(item, Piece))
    marks = (
        tuple(item for item in ordered if isinstance(item, PlacedMark)) if len(pieces) < len(ordered) else ()
    )
    box = bounding_box(item.box for item in ordered)
    return Line(
        items=ordered,
        pieces=pieces,
        marks=marks,
        box=box,
        core=bounding_box(piece.box for piece in pieces) if marks and pieces else box,
        size=median(piece.size for piece in pieces) if pieces else box.height,
        bold=bool(pieces) and all(piece.bold for piece in pieces),
    )


def _left(item: Item) -> float:
    return item.box[0]


def text_of(pieces: Iterable[Piece]) -> str:
    """The words of pieces of one line."""
    parts: list[str] = []
    before: Piece | None = None
    for piece in pieces:
        if before is not None and needs_space(before, piece):
            parts.append(" ")
        parts.append(piece.text)
        before = piece
    return "".join(parts)


def needs_space(before: Item, after: Item) -> bool:
    """Whether a reader sees a space between two neighbours of a line."""
    if isinstance(before, PlacedMark) or isinstance(after, PlacedMark):
        return True
    gap = (after.box.x0 - before.box.x1) / max(after.size, 1.0)
    if after.spaced and not (after.origin is before.origin is RunOrigin.TEXT and -KERNED < gap < TOUCHING):
        return True
    return gap > SPACE_WIDTH


# --- pieces -----------------------------------------------------------------------------------------------------


def pieces_of(
    page: PageContent,
    words: list[Word],
    rules: list[Rule],
    areas: list[Area],
    unused: list[Annotation],
    ocr: bool,
) -> list[Piece]:
    """All text of a page that stands upright or at right angles: words, field values, typed annotations."""
    origin = RunOrigin.OCR if ocr else RunOrigin.TEXT
    shown = [w for w in words if (ocr or not w.look.hidden) and w.look.angle == 0]
    emphases = _drawn_emphasis(shown, rules, areas)
    _add_annotated(emphases, shown, unused)
    looks = {id(w.look): _emphasis_of(w.look) for w in shown}
    pieces = []
    for word in shown:
        emphasis = looks[id(word.look)] | emphases.get(word.order, frozenset())
        pieces.append(
            Piece(
                word.text,
                word.box,
                word.look.size,
                word.spaced,
                emphasis,
                origin,
                word.hyphenated,
                word.look.font,
                confidence=OCR_LAYER_CONFIDENCE if ocr else 1.0,
            )
        )
    pieces.extend(_turned(words))
    pieces.extend(field_pieces(page.widgets))
    pieces.extend(_typed(unused))
    return pieces


def _emphasis_of(look: Look) -> frozenset[Emphasis]:
    found = set()
    if look.bold:
        found.add(Emphasis.BOLD)
    if look.italic:
        found.add(Emphasis.ITALIC)
    if _coloured(look.colour):
        found.add(Emphasis.COLOUR)
    return frozenset(found)


def _coloured(colour: Colour) -> bool:
    """Whether the colour is one that people mark words with, and no shade of ink."""
    return max(colour[:3]) - min(colour[:3]) > 90 and colour[3] > 60


def _drawn_emphasis(
    words: list[Word], rules: list[Rule], areas: list[Area]
) -> dict[int, frozenset[Emphasis]]:
    """Underlines, strikes and coloured ground of words, by the order of the word."""
    found: dict[int, set[Emphasis]] = {}
    level = [r for r in rules if r.horizontal and r.length >= 4]
    ground = [a for a in areas if a.box.height >= 5 and a.box.width >= 8 and luminance(a.colour) > 0.3]
    if not level and not ground:
        return {}
    by_band: dict[int, list[Word]] = {}
    for word in words:
        for band in range(int(word.box.top // 20), int(word.box.bottom // 20) + 1):
            by_band.setdefault(band, []).append(word)
    for rule in level:
        for word in by_band.get(int(rule.at // 20), ()):
            emphasis = _line_emphasis(rule, word)
            if emphasis is not None:
                found.setdefault(word.order, set()).add(emphasis)
    for area in ground:
        bands = range(int(area.box.top // 20), int(area.box.bottom // 20) + 1)
        for word in {id(w): w for band in bands for w in by_band.get(band, ())}.values():
            if (
                area.box.contains(word.box.cx, word.box.cy)
                and area.box.x_overlap(word.box) > 0.6 * word.box.width
            ):
                hugging = area.box.height < 1.9 * word.box.height
                found.setdefault(word.order, set()).add(Emphasis.HIGHLIGHT if hugging else Emphasis.SHADING)
    return {order: frozenset(marks) for order, marks in found.items()}


def _line_emphasis(rule: Rule, word: Word) -> Emphasis | None:
    """A rule under or through a word; a rule far longer than the word is one only if it passes through it."""
    box = word.box
    if min(rule.end, box.x1) - max(rule.start, box.x0) < 0.7 * box.width:
        return None
    place = (rule.at - box.top) / max(box.height, 0.1)
    if 0.4 <= place <= 0.72:
        return Emphasis.STRIKE
    if 0.76 <= place <= 1.02:
        return Emphasis.UNDERLINE
    return None


_ANNOTATED = {
    AnnotationKind.HIGHLIGHT: Emphasis.HIGHLIGHT,
    AnnotationKind.SQUARE: Emphasis.HIGHLIGHT,
    AnnotationKind.CIRCLE: Emphasis.HIGHLIGHT,
    AnnotationKind.UNDERLINE: Emphasis.UNDERLINE,
    AnnotationKind.STRIKE: Emphasis.STRIKE,
}


def _add_annotated(
    found: dict[int, frozenset[Emphasis]], words: list[Word], unused: list[Annotation]
) -> None:
    """Words under highlights, underlines and strikes, and words that a shape was drawn around."""
    for annotation in unused:
        if annotation.kind is AnnotationKind.LINE or annotation.kind is AnnotationKind.INK:
            emphasis, areas = _stroke_emphasis(annotation)
        else:
            emphasis = _ANNOTATED.get(annotation.kind)
            areas = annotation.areas or (annotation.box,)
        if emphasis is None:
            continue
        for word in words:
            if any(_lies_in(word.box, area) for area in areas):
                found[word.order] = found.get(word.order, frozenset()) | {emphasis}


def _stroke_emphasis(annotation: Annotation) -> tuple[Emphasis | None, tuple[Box, ...]]:
    """A level stroke is a strike or an underline; a closed loop goes around words."""
    box = annotation.box
    if box.height < 5 and box.width > 12:
        return Emphasis.STRIKE, (box.grown(1.0),)
    stroke = max(annotation.strokes, key=len, default=())
    if len(stroke) > 5 and box.width > 20:
        first, last = stroke[0], stroke[-1]
        gap = ((first[0] - last[0]) ** 2 + (first[1] - last[1]) ** 2) ** 0.5
        if gap < 0.35 * box.width:
            return Emphasis.HIGHLIGHT, (box,)
    return None, ()


def _lies_in(word: Box, area: Box) -> bool:
    return word.x_overlap(area) >= 0.6 * word.width and area.top - 1 <= word.cy <= area.bottom + 1


def _turned(words: list[Word]) -> list[Piece]:
    """Lines of text turned by a quarter or half, each as one piece; slanted text is a watermark and left out."""
    turned = [w for w in words if w.look.angle in (90, 180, 270) and not w.look.hidden]
    runs: list[list[Word]] = []
    for word in sorted(turned, key=lambda w: w.order):
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and last.look.angle == word.look.angle
            and _continues(last.box, word.box, word.look)
        ):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [
        Piece(
            " ".join(w.text for w in run),
            bounding_box(w.box for w in run),
            run[0].look.size,
            True,
            _emphasis_of(run[0].look),
            block=True,
        )
        for run in runs
    ]


def _continues(before: Box, after: Box, look: Look) -> bool:
    if look.angle == 180:
        return abs(before.cy - after.cy) < 0.5 * look.size and before.x_gap(after) < 2 * look.size
    return abs(before.cx - after.cx) < 0.5 * look.size and before.y_gap(after) < 2 * look.size


def field_pieces(widgets: Iterable[Widget]) -> list[Piece]:
    """The values that form fields show."""
    return [piece for widget in widgets if (piece := _field_piece(widget)) is not None]


def _field_piece(widget: Widget) -> Piece | None:
    if widget.kind not in (FieldKind.TEXT, FieldKind.CHOICE) or not widget.value.strip():
        return None
    origin = RunOrigin.DROPDOWN if widget.kind is FieldKind.CHOICE else RunOrigin.FIELD
    tall = widget.box.height > _TALL * 14.4
    size = 10.0 if tall else min(widget.box.height * 0.75, 12.0)
    text = "\n".join(line.strip() for line in widget.value.strip().split("\n"))
    return Piece(text, widget.box, size, True, origin=origin, block=tall or "\n" in text)


def _typed(unused: list[Annotation]) -> list[Piece]:
    """Words typed on top of the page."""
    return [
        Piece(
            annotation.contents.strip(),
            annotation.box,
            10.0,
            True,
            origin=RunOrigin.ANNOTATION,
            block=annotation.box.height > _TALL * 14.4 or "\n" in annotation.contents.strip(),
        )
        for annotation in unused
        if annotation.kind is AnnotationKind.FREE_TEXT and annotation.contents.strip()
    ]


def drawn_bullets(paths: Iterable[Path], pieces: list[Piece], marks: list[PlacedMark]) -> list[Piece]:
    """Small filled dots before a word, as browsers draw the bullets of lists."""
    dots = [
        sub.box
        for path in paths
        if path.fill is not None and luminance(path.fill) < 0.6 and len(path.subpaths) == 1
        for sub in path.subpaths
        if min(sub.box.width, sub.box.height) >= 1.5 and max(sub.box.width, sub.box.height) <= _LARGEST_BULLET
    ]
    taken = [*(p.box for p in pieces), *(m.box for m in marks)]
    found = []
    for dot in dots[:_MAX_BULLETS]:
        beside = [
            p for p in pieces
            if 1.0 <= p.box.x0 - dot.x1 <= 18 and p.box.top < dot.cy < p.box.bottom
        ]  # fmt: skip
        crossed = any(box.contains(dot.cx, dot.cy, 1.0) for box in taken)
        if beside and not crossed:
            word = min(beside, key=lambda p: p.box.x0)
            box = Box(dot.x0, word.box.top, dot.x1, word.box.bottom)
            found.append(Piece("•", box, word.size, True))
    return found


# --- lines ------------------------------------------------------------------------------------------------------


def build_lines(items: Iterable[Item]) -> list[Line]:
    """Lines of one area, top to bottom, the items of each left to right; marks that stand in no line come last."""
    pieces: list[Piece] = []
    marks: list[PlacedMark] = []
    alone: list[list[Item]] = []
    across: list[list[Item]] = []
    for item in items:
        if isinstance(item, PlacedMark) and not item.in_line:
            across.append([item])
        elif isinstance(item, PlacedMark):
            marks.append(item)
        elif item.block:
            alone.append([item])
        else:
            pieces.append(item)
    groups = _group_pieces(pieces)
    cores = [_tallest(group) for group in groups]
    for mark in sorted(marks, key=lambda m: (m.box.top, m.box.x0)):
        index = _line_of_mark(mark, cores, groups)
        if index is None:
            groups.append([mark])
            cores.append(mark.box)
        else:
            groups[index].append(mark)
    lines = [line_of(group) for group in (*groups, *alone)]
    lines.sort(key=lambda line: (line.core.top, line.core.x0))
    return [*lines, *map(line_of, across)]


def _group_pieces(pieces: list[Piece]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    cores: list[Box] = []
    for piece in sorted(pieces, key=lambda p: (p.box.top + p.box.bottom, p.box.x0)):
        _, top, _, bottom = piece.box
        height = bottom - top
        best, best_share = -1, SAME_LINE_OVERLAP
        for index in range(len(groups) - 1, max(-1, len(groups) - 5), -1):
            _, core_top, _, core_bottom = cores[index]
            overlap = min(bottom, core_bottom) - max(top, core_top)
            share = overlap / max(min(height, core_bottom - core_top), 0.1)
            if share >= best_share:
                best, best_share = index, share
                if share > _SURELY_SAME_LINE:
                    break
        if best < 0:
            groups.append([piece])
            cores.append(piece.box)
        else:
            groups[best].append(piece)
            if height > cores[best].height:
                cores[best] = piece.box
    return groups


def _tallest(group: list[Item]) -> Box:
    return max((item.box for item in group), key=lambda box: box.height)


def _line_of_mark(mark: PlacedMark, cores: list[Box], groups: list[list[Item]]) -> int | None:
    """The line that a mark stands in: most overlap, and of two alike the one with the nearer words.

    A box as high as several lines stands in the first of them.
    """
    fitting: list[tuple[float, float, int]] = []
    for index, core in enumerate(cores):
        overlap = core.y_overlap(mark.box) / max(min(core.height, mark.box.height), 0.1)
        if overlap >= MARK_LINE_OVERLAP:
            gap = min(item.box.x_gap(mark.box) for item in groups[index])
            fitting.append((overlap - min(gap, 60.0) / 200.0, gap, index))
    if not fitting:
        return None
    _, nearest, best = max(fitting, key=lambda found: found[0])
    if mark.box.height > _TALL_MARK * cores[best].height:
        beside = [
            i for _, gap, i in fitting if gap <= nearest + 3 and mark.box.contains(mark.box.cx, cores[i].cy)
        ]
        return min(beside, key=lambda i: cores[i].top, default=best)
    return best
