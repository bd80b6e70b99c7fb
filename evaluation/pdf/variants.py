"""Which kinds of PDF returns does the evaluation set hold?

Drawn on a canvas, laid out by a library, exported by an office program, printed by a browser; filled in as forms, and
marked with a PDF editor.
"""

from typing import Any

from evaluation.composition import Plan
from evaluation.conversion import DEJAVU, REPORTLAB
from evaluation.pdf.drawn import PdfLook, canvas
from evaluation.pdf.paper import PORTRAIT, Sheet
from evaluation.recipe import Variant

_APPENDED = Plan(front="letter", appendices=True, left_out=0.1)


def _drawn(name: str, look: PdfLook, **recipe: Any) -> Variant:
    """A kind that is drawn on a canvas."""
    glyphs = any(mark.endswith("_glyph") for mark in look.marks)
    needs = (REPORTLAB, DEJAVU) if glyphs or look.face == "dejavu" else (REPORTLAB,)
    return Variant(f"pdf/{name}", ".pdf", canvas(look), ("structured",), needs=needs, **recipe)


_RULES = (
    _drawn("full-rules", PdfLook(("rect_cross", "lines_tick", "path_tick"))),
    _drawn("thin-rectangles", PdfLook(("rect_fill", "rect_bullet"), rules="thin_rectangles", face="times")),
    _drawn("short-strokes", PdfLook(("crossed_glyph", "ticked_glyph"), rules="short_strokes", shaded=False)),
    _drawn(
        "cell-frames", PdfLook(("rect_zapf_tick", "rect_letter"), rules="cell_frames", repeat_header=True)
    ),
    _drawn("rules-across", PdfLook(("zapf_squares", "rect_cross"), rules="across", shaded=False)),
    _drawn("rules-between", PdfLook(("ticked_glyph", "frame_tick"), rules="between", header="two_rows")),
    _drawn("no-rules", PdfLook(("crossed_glyph", "rect_cross"), rules="none", shaded=False)),
)

_PAGES = (
    _drawn("portrait", PdfLook(("crossed_glyph",), face="dejavu", sheet=PORTRAIT)),
    _drawn("rotated-90", PdfLook(("rect_cross", "crossed_glyph"), sheet=Sheet(rotation=90))),
    _drawn("rotated-270", PdfLook(("path_tick", "picture_cross"), sheet=Sheet(rotation=270))),
    _drawn("cropped", PdfLook(("rect_wide_cross",), sheet=Sheet(crop=(58.0, 41.0)))),
    _drawn("header-cut", PdfLook(("rect_cross",), header="split", repeat_header=False)),
    _drawn(
        "repeated-header", PdfLook(("ticked_glyph",), repeat_header=True, header="two_rows"), plan=_APPENDED
    ),
    _drawn("statement-row", PdfLook(("rect_cross", "zapf_tick"), layout="statement_row")),
    _drawn("horizon-rows", PdfLook(("rect_bullet", "crossed_glyph"), layout="horizon_rows")),
    _drawn("small-print", PdfLook(("zapf_cross",), face="courier"), wordings=("exact", "remarks")),
    _drawn("ligatures", PdfLook(("crossed_glyph",), face="dejavu", ligatures=True)),
    _drawn("hyphenated", PdfLook(("rect_cross", "lines_tick"), face="times", hyphens=True)),
)

_MARKS = (
    _drawn("glyphs", PdfLook(("crossed_glyph", "ticked_glyph", "tick_for_glyph", "square_glyph"))),
    _drawn("dingbats", PdfLook(("zapf_squares", "zapf_tick", "zapf_cross"))),
    _drawn("drawn-boxes", PdfLook(("rect_cross", "path_tick", "rounded_fill", "frame_tick", "rect_bullet"))),
    _drawn(
        "overshooting", PdfLook(("rect_wide_cross", "lines_wide_cross", "path_wide_tick", "rect_curved_tick"))
    ),
    _drawn("circles", PdfLook(("circle_bullet",))),
    _drawn("pictures", PdfLook(("picture_cross", "picture_tick"))),
    _drawn("boxes-behind", PdfLook(("rect_cross", "crossed_glyph", "picture_tick"), side="right")),
    _drawn("boxes-at-edge", PdfLook(("rect_cross", "path_tick", "zapf_squares"), side="edge")),
)

VARIANTS: tuple[Variant, ...] = (*_RULES, *_PAGES, *_MARKS)
