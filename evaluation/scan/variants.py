"""Which kinds of scanned returns does the evaluation set hold?

Each is one section or a few standards, printed by an office program or drawn, marked by pens and put through a scanner.
Reading a page takes seconds: an ordinary set holds one short return of each of a few kinds, a full set those of all
kinds, whole sections among them, for as many authorities as are asked for.
"""

from dataclasses import replace
from typing import Any

from evaluation.composition import Plan
from evaluation.conversion import DEJAVU, LIBREOFFICE, PIKEPDF, REPORTLAB
from evaluation.pdf.drawn import PdfLook
from evaluation.pdf.paper import PORTRAIT
from evaluation.recipe import Variant
from evaluation.scan.scanned import ScanLook, scanned
from evaluation.scan.scanner import Condition
from evaluation.word.layout import WordLook

_SUFFIXES = {"pdf": ".pdf", "tiff": ".tif", "png": ".png", "jpeg": ".jpg"}

# --- scanners -----------------------------------------------------------------------------------------------

_OFFICE = Condition((200, 200), tilt=0.6, noise=5, jpeg=75)
_COPIER = Condition((300, 300), tilt=0.3, noise=2, jpeg=85)
_POOR = Condition((150, 150), tilt=1.6, noise=9, jpeg=50, blur=0.5, uneven=0.18, shadow=0.5, specks=40)
_PALE = Condition((150, 150), tilt=0.8, noise=6, jpeg=60, fade=0.35)
_BLACK_WHITE = Condition((200, 200), "otsu", tilt=0.8, noise=6, specks=25, holes=True)
_BLACK_WHITE_300 = Condition((300, 300), "fixed", tilt=0.4, noise=4)
_BLACK_WHITE_DARK = replace(_BLACK_WHITE_300, threshold=200)
"""Black and white by a threshold that keeps pencil, if in pieces."""
_BLACK_WHITE_150 = Condition((150, 150), "otsu", tilt=1.2, noise=6, specks=30)
_FAX = Condition((204, 98), "otsu", tilt=0.5, noise=10, specks=30)
_FINE_FAX = Condition((204, 196), "otsu", tilt=0.9, noise=10, blur=0.4, specks=50)
_OFF_CENTRE = Condition((200, 200), tilt=2.0, noise=5, jpeg=60, border=16, shadow=0.4)
_PUNCHED = Condition((200, 200), tilt=1.0, noise=5, jpeg=60, holes=True, specks=20, uneven=0.1)
_TURNED = replace(_OFFICE, turns=(2, 0, 1, 3))
_ON_ITS_SIDE = replace(_OFFICE, turns=(3,))
_COLOUR = Condition((200, 200), "colour", tilt=0.5, noise=4, jpeg=60)
_PHOTOGRAPH = Condition(
    (200, 200), "colour", tilt=1.2, noise=6, jpeg=70, blur=0.8, uneven=0.35, perspective=0.03, specks=10
)
_BAD_PHOTOGRAPH = replace(_PHOTOGRAPH, perspective=0.05, jpeg=50)

# --- originals ----------------------------------------------------------------------------------------------

_RECT = PdfLook(("rect_cross",), shade="#d9d9d9", furniture=False)
_GLYPH = PdfLook(("crossed_glyph",), face="serif_10", shade="#d0d0d0")
_PORTRAIT = replace(_RECT, sheet=PORTRAIT)
_EDGE = replace(_RECT, side="edge", face="sans_10")
_BEHIND = replace(_GLYPH, side="right", face="serif_12")
_NO_RULES = replace(_RECT, rules="none", face="sans_10")
_HAIRLINES = replace(_GLYPH, rules="grey_hairlines", shaded=False)
_HORIZONS = replace(_RECT, layout="horizon_rows", face="serif_10", repeat_header=True)
_STATEMENT_ROW = replace(_GLYPH, layout="statement_row", header="two_rows", face="dejavu_9")
_PRINTED = PdfLook(("crossed_glyph", "ticked_glyph", "rect_cross", "square_glyph"))
_PRINTED_WIDE = PdfLook(("rect_wide_cross", "path_wide_tick", "rect_fill", "tick_for_glyph"), face="sans_10")

_OFFICE_GLYPHS = WordLook(("glyph_common",))
_OFFICE_FIELDS = WordLook(("legacy",), layout="statement_row")
_OFFICE_ONE_LINE = WordLook(("glyph_one_line",), layout="turned")
_OFFICE_BEHIND = WordLook(("glyph_behind",), labels="bold")
_OFFICE_SYMBOLS = WordLook(("symbol",), layout="horizon_rows")
_OFFICE_PRINTED = WordLook(("symbol", "legacy", "control", "glyph_common"), labels="bold")
_OFFICE_CONTROLS = WordLook(("control",), furniture=True, header="two_rows")


def _kind(
    name: str,
    look: ScanLook,
    section: int,
    *standards: int,
    extra: bool = False,
    intros: bool = False,
    several: float = 0.0,
    every: bool = False,
) -> Variant:
    """A kind of one section, or of some of its standards."""
    needs = [PIKEPDF] if look.file == "pdf" else []
    needs.append(LIBREOFFICE if isinstance(look.original, WordLook) else REPORTLAB)
    only = tuple(f"{section}.{standard}" for standard in standards)
    return Variant(
        f"scan/{name}",
        _SUFFIXES[look.file],
        scanned(look),
        ("structured",),
        plan=Plan(intros=intros, sections=(section,), only=only),
        needs=(*needs, DEJAVU),
        several=several,
        every=every,
        brief=True,
        part=True,
        costly=True,
        extra=extra,
    )


def _hand(original: PdfLook | WordLook, condition: Condition, *hands: str, **more: Any) -> ScanLook:
    return ScanLook(original, hands, condition=condition, mixed=len(hands) > 1, **more)


_SHORT = (
    _kind("neat-ticks", _hand(_OFFICE_GLYPHS, _OFFICE, "neat"), 1, 1, 2),
    _kind("sweeping-ticks", _hand(_OFFICE_FIELDS, _OFFICE, "sweeping"), 2, 1, 2, extra=True),
    _kind("missing-ticks", _hand(_GLYPH, _COLOUR, "missing"), 3, 1, 2, every=True),
    _kind(
        "wide-crosses", _hand(replace(_RECT, face="serif_10"), _POOR, "wide_crossing"), 4, 1, 2, extra=True
    ),
    _kind("scribbles-and-fills", _hand(_RECT, _BLACK_WHITE, "scribbling", "filling"), 5, 1, 2, every=True),
    _kind(
        "rings",
        _hand(replace(_GLYPH, face="sans_10"), _OFFICE, "ringing_labels", "ringing_boxes"),
        6,
        1,
        2,
        every=True,
    ),
    _kind("changed-minds", _hand(_RECT, _OFF_CENTRE, "changing", "blotting"), 6, 3, 4, every=True),
    _kind("pencil", _hand(_GLYPH, _COPIER, "pencil", "faint"), 1, 3, 4, extra=True),
    _kind("steep-ticks", _hand(_RECT, _PUNCHED, "steep"), 3, 3, 4, extra=True),
    _kind("several-ticks", _hand(_PORTRAIT, _BLACK_WHITE_300, "crude", file="tiff"), 5, 3, 4, several=0.3),
    _kind("box-behind", _hand(_EDGE, _OFFICE, "crude", "crossing"), 2, 3, 4, extra=True),
    _kind("one-line", _hand(_OFFICE_ONE_LINE, _OFFICE, "neat", "sweeping"), 4, 3, 4),
    _kind("no-rules", _hand(_NO_RULES, _OFFICE, "felt", "neat"), 5, 5, extra=True),
    _kind("fax", _hand(_RECT, _FAX, "crude"), 3, 2),
    _kind("turned", _hand(_GLYPH, _TURNED, "crossing"), 4, 3, 4, 5, extra=True),
    _kind("photograph", _hand(_RECT, _PHOTOGRAPH, "felt", "crude", file="jpeg"), 1, 2),
    _kind(
        "words-under", _hand(_HAIRLINES, _OFFICE, "neat", "sweeping", words_under=True), 2, 4, 5, extra=True
    ),
    _kind("mixed-pages", _hand(_RECT, _OFFICE, "neat", "crude", text_pages=1), 1),
    _kind("printed-ticks", _hand(_PRINTED, _POOR, "neat", printed=1.0), 6, 2, extra=True),
    _kind("handwriting", _hand(_RECT, _OFFICE, "neat", handwriting=1.0), 5, 5, 6),
)

_SECTIONS = (
    _kind("office-neat-poor", _hand(_OFFICE_GLYPHS, _POOR, "neat", "crude"), 1, extra=True),
    _kind("office-fields-fax", _hand(_OFFICE_FIELDS, _FINE_FAX, "sweeping", "crossing"), 3, extra=True),
    _kind("office-behind", _hand(_OFFICE_BEHIND, _OFFICE, "missing", "neat"), 6, extra=True),
    _kind("office-one-line-150", _hand(_OFFICE_ONE_LINE, _BLACK_WHITE_150, "crossing", "crude"), 2, extra=True),
    _kind("office-symbols", _hand(_OFFICE_SYMBOLS, _COPIER, "sweeping", "ringing_boxes"), 4, extra=True),
    _kind("office-controls", _hand(_OFFICE_CONTROLS, _COLOUR, "scribbling", "pencil"), 5, extra=True, intros=True),
    _kind(
        "office-part-printed",
        _hand(_OFFICE_GLYPHS, _OFFICE, "neat", printed=0.5, handwriting=0.3),
        2,
        extra=True,
    ),
    _kind("office-printed", _hand(_OFFICE_PRINTED, _OFFICE, "neat", printed=1.0), 6, extra=True),
    _kind("sweeping-150", _hand(_RECT, _POOR, "sweeping"), 5, extra=True),
    _kind("missing-black-white", _hand(_GLYPH, _BLACK_WHITE, "missing"), 3, extra=True),
    _kind("missing-150", _hand(_RECT, _PALE, "missing"), 1, extra=True),
    _kind("steep-fax", _hand(_GLYPH, _FINE_FAX, "steep"), 2, extra=True),
    _kind("pencil-pale", _hand(_RECT, _PALE, "pencil", "faint"), 4, extra=True),
    _kind("pencil-black-white", _hand(_RECT, _BLACK_WHITE_DARK, "pencil"), 6, extra=True),
    _kind("rings-150", _hand(_PORTRAIT, _POOR, "ringing_labels", "ringing_boxes"), 3, extra=True),
    _kind("changed-black-white", _hand(_GLYPH, _BLACK_WHITE, "changing", "blotting"), 4, extra=True),
    _kind("changed-colour", _hand(_RECT, _COLOUR, "changing"), 1, extra=True),
    _kind("felt-tip", _hand(_GLYPH, _OFF_CENTRE, "felt"), 5, extra=True),
    _kind("behind-serif", _hand(_BEHIND, _PUNCHED, "sweeping", "neat"), 6, extra=True),
    _kind("hairlines-black-white", _hand(_HAIRLINES, _BLACK_WHITE, "crude", "neat"), 2, extra=True),
    _kind("no-rules-poor", _hand(_NO_RULES, _POOR, "wide_crossing", "crude"), 3, extra=True),
    _kind("horizon-rows", _hand(_HORIZONS, _OFFICE, "sweeping", "filling"), 4, extra=True),
    _kind("statement-row", _hand(_STATEMENT_ROW, _COPIER, "crossing", "neat"), 5, extra=True, intros=True),
    _kind("printed-wide", _hand(_PRINTED_WIDE, _OFFICE, "neat", printed=1.0), 1, extra=True),
    _kind("printed-fax", _hand(_PRINTED, _FAX, "neat", printed=1.0), 2, extra=True),
    _kind("part-printed", _hand(PdfLook(("crossed_glyph",)), _OFF_CENTRE, "crude", printed=0.5), 3, extra=True),
    _kind("portrait-turned", _hand(_PORTRAIT, _ON_ITS_SIDE, "neat", "crude"), 6, extra=True),
    _kind("rotated-pages", _hand(_RECT, _OFFICE, "neat", "crossing", rotated=True), 1, extra=True),
    _kind("words-under-poor", _hand(_GLYPH, _POOR, "crude", words_under=True), 3, extra=True),
    _kind("words-under-turned", _hand(_RECT, _TURNED, "neat", words_under=True), 5, extra=True),
    _kind("mixed-pages-poor", _hand(_GLYPH, _POOR, "sweeping", text_pages=2), 5, extra=True),
    _kind("tiff-fax", _hand(_RECT, _FAX, "crude", "wide_crossing", file="tiff"), 6, extra=True),
    _kind("tiff-grey", _hand(_PORTRAIT, _COPIER, "neat", "missing", file="tiff"), 4, extra=True),
    _kind("picture", _hand(_RECT, _OFFICE, "crossing", file="png"), 2, 2, extra=True),
    _kind("photograph-poor", _hand(_GLYPH, _BAD_PHOTOGRAPH, "sweeping", file="jpeg"), 4, 2, extra=True),
    _kind("handwriting-colour", _hand(_RECT, _COLOUR, "neat", "sweeping", handwriting=0.6), 6, extra=True),
    _kind("handwriting-black-white", _hand(_GLYPH, _BLACK_WHITE, "crossing", handwriting=0.5), 1, extra=True),
)  # fmt: skip

VARIANTS: tuple[Variant, ...] = (*_SHORT, *_SECTIONS)
