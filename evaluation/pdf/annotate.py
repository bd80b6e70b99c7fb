"""What do people put on top of a page with a PDF editor?

Ticks as ink, typed letters, stamps, lines and shapes over printed boxes or labels; answers typed as free text; sticky
notes beside, which are no answers. Most editors write a picture of the annotation, some leave it to the viewer.
"""

import io
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from evaluation.composition import Composition
from evaluation.pdf.drawn import Drawing, PdfLook, draw
from evaluation.pdf.flow import Field, Placed
from evaluation.pdf.fonts import saved, standard_font
from evaluation.pdf.forms import shown_lines
from evaluation.pdf.paper import Rectangle

_NOTES = (
    "Please check this one with the duty manager.",
    "Partially? See last year.",
    "High - really?",
    "Agreed at the meeting of the leads.",
)


def annotated(
    look: PdfLook, kinds: Sequence[str], *, notes: bool = False
) -> Callable[[Composition, Random], bytes]:
    """A renderer of printed forms marked with annotations; a return uses one of `kinds`."""

    def render(composition: Composition, rng: Random) -> bytes:
        drawing = draw(composition, rng, look)
        return _annotate(drawing, _KINDS[rng.choice(list(kinds))], rng, notes)

    return render


def _annotate(drawing: Drawing, mark: "_Mark", rng: Random, notes: bool) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(drawing.data)) as pdf:
        layer = Layer(pdf, drawing, rng)
        for placed in drawing.placed:
            if placed.option is not None and placed.option.ticked:
                mark(layer, placed)
            elif placed.field is not None and placed.field.value:
                layer.answer(placed, placed.field)
            if notes and rng.random() < 0.04:
                layer.note(placed, rng.choice(_NOTES))
        return saved(pdf)


class Layer:
    """Adds annotations to a document. Points are those of the displayed page, from its top left."""

    def __init__(self, pdf: Any, drawing: Drawing, rng: Random) -> None:
        self._pdf, self._drawing, self.rng = pdf, drawing, rng
        self.drawn = rng.random() < 0.75
        """Whether this editor writes appearances."""

    def add(self, kind: str, box: Rectangle, content: str | None = None, **entries: Any) -> None:
        """An annotation; `content` draws its appearance with the box's lower left corner as origin."""
        import pikepdf

        corners = [round(value, 2) for value in self._drawing.paper.place(box)]
        page = self._pdf.pages[box.page - 1]
        if content is not None:
            entries["AP"] = pikepdf.Dictionary(N=self._form(content, corners))
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{kind}"),
            Rect=pikepdf.Array(corners),
            F=4,
            **entries,
        )
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(self._pdf.make_indirect(annotation))

    def _form(self, content: str, corners: Sequence[float]) -> Any:
        import pikepdf

        stream = pikepdf.Stream(self._pdf, content.encode("cp1252", "replace"))
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = pikepdf.Array([0, 0, corners[2] - corners[0], corners[3] - corners[1]])
        fonts = {"/Helv": "/Helvetica", "/ZaDb": "/ZapfDingbats"}
        stream.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary({name: standard_font(base) for name, base in fonts.items()}),
            ExtGState=pikepdf.Dictionary({"/Blend": pikepdf.Dictionary(BM=pikepdf.Name.Multiply)}),
        )
        return self._pdf.make_indirect(stream)

    def points(self, page: int, points: Sequence[tuple[float, float]]) -> list[float]:
        """Points of the displayed page in the PDF's own coordinates, x and y in turn."""
        own: list[float] = []
        for x, down in points:
            x0, y0, _, _ = self._drawing.paper.place(Rectangle(page, x, down, x, down))
            own += [round(x0, 2), round(y0, 2)]
        return own

    def strokes(
        self, box: Rectangle, lines: Sequence[Sequence[tuple[float, float]]], width: float
    ) -> str | None:
        """Content that draws lines through points of the displayed page, or none where viewers draw them."""
        if not self.drawn:
            return None
        x0, y0, _, _ = self._drawing.paper.place(box)
        parts = [f"{width} w 0 0 0.6 RG"]
        for line in lines:
            own = self.points(box.page, line)
            pairs = [f"{own[at] - x0:.2f} {own[at + 1] - y0:.2f}" for at in range(0, len(own), 2)]
            parts.append(" ".join([f"{pairs[0]} m", *(f"{pair} l" for pair in pairs[1:]), "S"]))
        return " ".join(parts)

    def answer(self, placed: Placed, field: Field) -> None:
        """An answer typed onto the page as free text."""
        import pikepdf

        height = placed.box.bottom - placed.box.top
        content = f"BT {shown_lines(field, height)} ET"
        appearance = pikepdf.String(f"/Helv {field.size} Tf 0 g")
        self.add("FreeText", placed.box, content, Contents=pikepdf.String(field.value), DA=appearance)

    def note(self, placed: Placed, words: str) -> None:
        """A sticky note beside what is placed."""
        import pikepdf

        at = placed.label
        corner = Rectangle(at.page, at.x1 + 4, at.top - 6, at.x1 + 18, at.top + 8)
        self.add(
            "Text",
            corner,
            None,
            Contents=pikepdf.String(words),
            Name=pikepdf.Name.Comment,
            T=pikepdf.String("RT"),
        )


_Mark = Callable[[Layer, Placed], None]


def _shifted(layer: Layer, box: Rectangle) -> Rectangle:
    """The box as a hand meets it: a little off."""
    return box.moved(layer.rng.uniform(-1, 1), layer.rng.uniform(-1, 1))


def _ink(layer: Layer, placed: Placed) -> None:
    import pikepdf

    box = _shifted(layer, placed.box)
    side = box.x1 - box.x0
    line = [
        (box.x0, box.top + 0.5 * side),
        (box.x0 + 0.2 * side, box.top + 0.75 * side),
        (box.x0 + 0.4 * side, box.bottom),
        (box.x0 + 0.8 * side, box.top + 0.3 * side),
        (box.x1 + 3, box.top - 3),
    ]
    around = box.grown(4)
    ink = pikepdf.Array([pikepdf.Array(layer.points(box.page, line))])
    layer.add("Ink", around, layer.strokes(around, [line], 1.2), InkList=ink, C=pikepdf.Array([0, 0, 0.6]))


def _typed(layer: Layer, placed: Placed) -> None:
    import pikepdf

    box = _shifted(layer, placed.box).grown(1.5)
    sign = "X" if layer.drawn else "✓"
    content = "BT /Helv 10 Tf 0 0 0.6 rg 2 2 Td (X) Tj ET" if layer.drawn else None
    layer.add(
        "FreeText", box, content, Contents=pikepdf.String(sign), DA=pikepdf.String("/Helv 10 Tf 0 0 0.6 rg")
    )


def _stamp(layer: Layer, placed: Placed) -> None:
    import pikepdf

    box = _shifted(layer, placed.box).grown(1)
    content = "q 0 0.4 0 rg BT /ZaDb 11 Tf 0.5 1 Td (4) Tj ET Q"
    layer.add("Stamp", box, content, Name=pikepdf.Name("/SBCheckmark"), Contents=pikepdf.String(""))


def _lines(layer: Layer, placed: Placed) -> None:
    import pikepdf

    box = _shifted(layer, placed.box).grown(1)
    for line in (((box.x0, box.top), (box.x1, box.bottom)), ((box.x0, box.bottom), (box.x1, box.top))):
        ends = pikepdf.Array(layer.points(box.page, line))
        layer.add("Line", box, layer.strokes(box, [line], 1.2), L=ends, C=pikepdf.Array([0, 0, 0.6]))


def _circle(layer: Layer, placed: Placed) -> None:
    """An ellipse round box and label."""
    import pikepdf

    box = _around(placed)
    content = None
    if layer.drawn:
        width, height = box.x1 - box.x0, box.bottom - box.top
        a, b, k = width / 2 - 0.6, height / 2 - 0.6, 0.5523
        mx, my = width / 2, height / 2
        content = (
            f"1 0 0 RG 1.2 w {mx - a:.2f} {my:.2f} m "
            f"{mx - a:.2f} {my + k * b:.2f} {mx - k * a:.2f} {my + b:.2f} {mx:.2f} {my + b:.2f} c "
            f"{mx + k * a:.2f} {my + b:.2f} {mx + a:.2f} {my + k * b:.2f} {mx + a:.2f} {my:.2f} c "
            f"{mx + a:.2f} {my - k * b:.2f} {mx + k * a:.2f} {my - b:.2f} {mx:.2f} {my - b:.2f} c "
            f"{mx - k * a:.2f} {my - b:.2f} {mx - a:.2f} {my - k * b:.2f} {mx - a:.2f} {my:.2f} c S"
        )
    layer.add("Circle", box, content, C=pikepdf.Array([1, 0, 0]), BS=pikepdf.Dictionary(W=1.2))


def _square(layer: Layer, placed: Placed) -> None:
    """A frame round box and label."""
    import pikepdf

    box = _around(placed)
    content = None
    if layer.drawn:
        size = f"{box.x1 - box.x0 - 1.2:.2f} {box.bottom - box.top - 1.2:.2f}"
        content = f"1 0 0 RG 1.2 w 0.6 0.6 {size} re S"
    layer.add("Square", box, content, C=pikepdf.Array([1, 0, 0]), BS=pikepdf.Dictionary(W=1.2))


def _around(placed: Placed) -> Rectangle:
    box, label = placed.box, placed.label
    return Rectangle(
        box.page,
        min(box.x0, label.x0) - 3,
        min(box.top, label.top) - 1,
        max(box.x1, label.x1) + 4,
        label.bottom + 1,
    )


def _highlight(layer: Layer, placed: Placed) -> None:
    """A highlighter over the label."""
    import pikepdf

    box = placed.label
    corners = [(box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom)]
    quads = pikepdf.Array(layer.points(box.page, corners))
    size = f"{box.x1 - box.x0:.2f} {box.bottom - box.top:.2f}"
    # blended, or the marker would cover the words
    content = f"q /Blend gs 1 1 0 rg 0 0 {size} re f Q" if layer.drawn else None
    layer.add("Highlight", box, content, QuadPoints=quads, C=pikepdf.Array([1, 1, 0]))


_KINDS: dict[str, _Mark] = {
    "ink": _ink,
    "typed": _typed,
    "stamp": _stamp,
    "lines": _lines,
    "circle": _circle,
    "square": _square,
    "highlight": _highlight,
}
