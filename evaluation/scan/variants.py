"""Which kinds of scanned returns does the evaluation set hold?

Each is one section or less, printed by an office program or drawn, marked by pens and put through a scanner. Reading a
page takes seconds, so an ordinary set holds one return of each of the first kinds, and only a full set the others.
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
_BARE = Plan(intros=False)

_OFFICE_GREY = Condition((200, 200), tilt=0.6, noise=5, jpeg=75)
_CLEAN_300 = Condition((300, 300), tilt=0.3, noise=2, jpeg=85)
_POOR_150 = Condition((150, 150), tilt=1.6, noise=9, jpeg=50, blur=0.5, uneven=0.18, shadow=0.5, specks=40)
_BLACK_WHITE = Condition((200, 200), "otsu", tilt=0.8, noise=6, specks=25, holes=True)
_BLACK_WHITE_300 = Condition((300, 300), "fixed", tilt=0.4, noise=4)
_FAX = Condition((204, 98), "otsu", tilt=0.5, noise=10, specks=30)
_OFF_CENTRE = Condition((200, 200), tilt=2.0, noise=5, jpeg=60, border=16, shadow=0.4)
_TURNED = replace(_OFFICE_GREY, turns=(2, 0, 1, 3))
_PHOTOGRAPH = Condition(
    (200, 200), "colour", tilt=1.2, noise=6, jpeg=70, blur=0.8, uneven=0.35, perspective=0.03, specks=10
)
_COLOUR = Condition((200, 200), "colour", tilt=0.5, noise=4, jpeg=60)


def _kind(name: str, section: int, look: ScanLook, *, only: tuple[str, ...] = (), **recipe: Any) -> Variant:
    original = look.original
    needs = [PIKEPDF] if look.file == "pdf" else []
    needs.append(LIBREOFFICE if isinstance(original, WordLook) else REPORTLAB)
    plan = replace(recipe.pop("plan", _BARE), sections=(section,), only=only)
    return Variant(
        f"scan/{name}",
        _SUFFIXES[look.file],
        scanned(look),
        ("structured",),
        plan=plan,
        needs=(*needs, DEJAVU),
        brief=True,
        part=True,
        costly=True,
        **recipe,
    )


_RECT = PdfLook(("empty_rect",), shade="#d9d9d9", furniture=False)
_GLYPH = PdfLook(("empty_glyph",), face="serif_10", shade="#d0d0d0")

_HANDS = (
    _kind("neat-ticks", 1, ScanLook(WordLook(("glyph_common",)), ("neat",), condition=_OFFICE_GREY)),
    _kind("sweeping-ticks", 2, ScanLook(_RECT, ("sweeping",), condition=_OFFICE_GREY)),
    _kind("missing-ticks", 3, ScanLook(_GLYPH, ("missing",), condition=_COLOUR)),
    _kind(
        "wide-crosses", 4, ScanLook(replace(_RECT, face="serif_10"), ("wide_crossing",), condition=_POOR_150)
    ),
    _kind("scribbles", 1, ScanLook(_RECT, ("scribbling", "filling"), mixed=True, condition=_BLACK_WHITE)),
    _kind(
        "rings",
        3,
        ScanLook(
            replace(_GLYPH, face="sans_10"), ("ringing_labels", "ringing_boxes"), condition=_OFFICE_GREY
        ),
    ),
    _kind("changed-minds", 6, ScanLook(_RECT, ("changing", "blotting"), mixed=True, condition=_OFF_CENTRE)),
    _kind("pencil", 1, ScanLook(_GLYPH, ("pencil", "faint"), mixed=True, condition=_CLEAN_300)),
    _kind("steep-ticks", 3, ScanLook(_RECT, ("steep",), condition=_OFFICE_GREY)),
)

VARIANTS: tuple[Variant, ...] = (
    *_HANDS,
    _kind("fax", 3, ScanLook(_RECT, ("crude",), condition=_FAX)),
    _kind("turned", 4, ScanLook(_GLYPH, ("crossing",), condition=_TURNED)),
    _kind(
        "photograph", 1, ScanLook(_RECT, ("felt", "crude"), condition=_PHOTOGRAPH, file="jpeg"), only=("1.2",)
    ),
    _kind(
        "tiff",
        2,
        ScanLook(replace(_RECT, sheet=PORTRAIT), ("crossing",), condition=_BLACK_WHITE_300, file="tiff"),
    ),
    _kind("words-under", 1, ScanLook(_RECT, ("neat", "sweeping"), condition=_OFFICE_GREY, words_under=True)),
    _kind("mixed-pages", 4, ScanLook(_RECT, ("neat", "crude"), condition=_OFFICE_GREY, text_pages=1)),
    _kind(
        "printed-ticks",
        6,
        ScanLook(
            PdfLook(("crossed_glyph", "ticked_glyph", "rect_cross", "square_glyph")),
            condition=_OFFICE_GREY,
            printed=1.0,
        ),
    ),
    _kind("handwriting", 3, ScanLook(_RECT, ("neat",), condition=_OFFICE_GREY, handwriting=0.5)),
)
