"""Which kinds of PDF returns does the evaluation set hold?

Drawn on a canvas, laid out by a library, exported by an office program, printed by a browser; filled in as forms, and
marked with a PDF editor.
"""

from typing import Any

from evaluation.composition import Plan
from evaluation.conversion import CHROMIUM, DEJAVU, LIBREOFFICE, PIKEPDF, REPORTLAB
from evaluation.pdf.annotate import annotated
from evaluation.pdf.drawn import PdfLook, canvas
from evaluation.pdf.exported import by_browser, by_office
from evaluation.pdf.fonts import remapped
from evaluation.pdf.forms import FormLook, filled
from evaluation.pdf.laid_out import LaidOutLook, laid_out
from evaluation.pdf.paper import PORTRAIT, Sheet
from evaluation.recipe import Render, Variant
from evaluation.text.html_document import HtmlLook
from evaluation.word.layout import WordLook

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


def _pike(name: str, render: Render, **recipe: Any) -> Variant:
    """A kind that pikepdf finishes."""
    return Variant(f"pdf/{name}", ".pdf", render, ("structured",), needs=(REPORTLAB, PIKEPDF), **recipe)


def _remapped(name: str, kind: str, *marks: str) -> Variant:
    """A kind whose boxes stand in a font that says something else, or nothing, of its characters."""
    draw = canvas(PdfLook(marks))
    return Variant(
        f"pdf/{name}",
        ".pdf",
        lambda composition, rng: remapped(draw(composition, rng), kind),
        ("structured",),
        needs=(REPORTLAB, PIKEPDF, DEJAVU),
    )


_FONTS = (
    _remapped("private-use-codes", "private", "crossed_glyph", "ticked_glyph"),
    _remapped("symbol-letters", "letters", "crossed_glyph", "ticked_glyph"),
    _remapped("no-unicode-map", "unmapped", "crossed_glyph", "ticked_glyph", "square_glyph"),
)

_EMPTY = ("empty_rect",)
_ANY_NAME = ("On", "1", "TRUE", "Ja", "Choice1", "Yes it is", "*")
_FORMS = (
    _pike("form-checkboxes", filled(PdfLook(_EMPTY), FormLook())),
    _pike(
        "form-state-names", filled(PdfLook(_EMPTY), FormLook(names=_ANY_NAME, appearance="on", sign="cross"))
    ),
    _pike("form-no-appearance", filled(PdfLook(_EMPTY), FormLook(appearance="none", names=("1",)))),
    _pike(
        "form-broken-appearance",
        filled(PdfLook(_EMPTY), FormLook(appearance="broken", state_in="appearance")),
    ),
    _pike("form-parents", filled(PdfLook(_EMPTY), FormLook(state_in="value", sign="square", decoys=True))),
    _pike("form-radios", filled(PdfLook(("nothing",)), FormLook("radio", sign="circle")), single=True),
    _pike("form-square-radios", filled(PdfLook(_EMPTY), FormLook("radio", sign="cross")), single=True),
    _pike("form-texts", filled(PdfLook(_EMPTY, fields=True), FormLook(texts=True, decoys=True))),
    _pike("form-texts-no-appearance", filled(PdfLook(_EMPTY, fields=True), FormLook(appearance="none"))),
    _pike("form-lists", filled(PdfLook(fields=True, choice_fields=True), FormLook("choice")), single=True),
    _pike("flattened", filled(PdfLook(_EMPTY, fields=True), FormLook(flattened=True))),
    _pike("flattened-bare", filled(PdfLook(("nothing",)), FormLook(flattened=True)), every=True),
)
_OVER_GLYPHS = Variant(
    "pdf/form-over-glyphs",
    ".pdf",
    filled(PdfLook(("empty_glyph",)), FormLook(sign="cross")),
    ("structured",),
    needs=(REPORTLAB, PIKEPDF, DEJAVU),
)

_ON_TOP = (
    _pike("ink", annotated(PdfLook(_EMPTY), ("ink",), notes=True)),
    _pike("typed-on-top", annotated(PdfLook(_EMPTY), ("typed",))),
    _pike("stamps", annotated(PdfLook(_EMPTY), ("stamp",))),
    _pike("lines-on-top", annotated(PdfLook(_EMPTY), ("lines",))),
    _pike("circled", annotated(PdfLook(_EMPTY), ("circle", "square"), notes=True)),
    _pike("highlighted", annotated(PdfLook(_EMPTY), ("highlight",))),
    _pike("free-text-answers", annotated(PdfLook(_EMPTY, fields=True), ("ink", "typed"))),
    _pike("ink-rotated", annotated(PdfLook(_EMPTY, sheet=Sheet(rotation=90)), ("ink", "lines"))),
)


def _laid(name: str, look: LaidOutLook, **recipe: Any) -> Variant:
    needs = (REPORTLAB, DEJAVU) if look.boxes == "glyph" else (REPORTLAB,)
    return Variant(f"pdf/{name}", ".pdf", laid_out(look), ("structured",), needs=needs, **recipe)


_LAID_OUT = (
    _laid("platypus", LaidOutLook()),
    _laid("platypus-statement-row", LaidOutLook("dingbat", statement_row=True)),
    _laid("platypus-nested-boxes", LaidOutLook("nested", rules="box", repeat=False)),
    _laid("platypus-no-rules", LaidOutLook("glyph", rules="none"), wordings=("exact", "no_parentheses")),
)


def _office(name: str, look: WordLook, *, flat: bool = False, **recipe: Any) -> Variant:
    draw = by_office(look, flat=flat)
    return Variant(f"pdf/{name}", ".pdf", draw, ("structured",), needs=(LIBREOFFICE,), **recipe)


def _browser(name: str, styles: tuple[str, ...], draw: Render, **recipe: Any) -> Variant:
    return Variant(f"pdf/{name}", ".pdf", draw, styles, needs=(CHROMIUM,), **recipe)


_EXPORTED = (
    _office("office-controls", WordLook(("control",))),
    _office("office-controls-flat", WordLook(("control", "control_behind"), labels="bold"), flat=True),
    _office("office-legacy-flat", WordLook(("legacy",), numbers="generated", furniture=True), flat=True),
    _office(
        "office-glyphs", WordLook(("glyph_common", "symbol"), layout="statement_row", repeat_header=True)
    ),
    _office("office-one-table", WordLook(("glyph_common",), layout="one_table", furniture=True)),
    _office("office-horizon-rows", WordLook(("control", "glyph_common"), layout="horizon_rows"), flat=True),
    _office("office-letter", WordLook(("symbol", "glyph_common"), furniture=True), plan=_APPENDED),
    _browser("browser-inputs", ("input",), by_browser(HtmlLook(lists=True))),
    _browser("browser-portrait", ("crossed_box", "ticked_box"), by_browser(HtmlLook(), landscape=False)),
    _browser("browser-statement-row", ("crossed_box",), by_browser(HtmlLook(statement_row=True))),
    _browser(
        "browser-no-rules",
        ("ticked_box", "x_brackets"),
        by_browser(HtmlLook(), extra="td, th { border: none }"),
    ),
    _browser("browser-horizon-rows", ("input",), by_browser(HtmlLook(horizon_rows=True))),
)

VARIANTS: tuple[Variant, ...] = (
    *_RULES,
    *_PAGES,
    *_MARKS,
    *_FONTS,
    *_FORMS,
    _OVER_GLYPHS,
    *_ON_TOP,
    *_LAID_OUT,
    *_EXPORTED,
)
