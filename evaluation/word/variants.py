"""Which kinds of Word returns does the evaluation set hold?

Each kind pairs a way of marking with a way in which documents are made; between them they hold every encoding that was
met in real files. Word loses no marks: a list of options without any box or emphasis means that none was chosen.
"""

from random import Random
from typing import Any

from evaluation.composition import Composition, Plan
from evaluation.conversion import LIBREOFFICE, Unconverted
from evaluation.recipe import Variant
from evaluation.word import generated
from evaluation.word.document import word
from evaluation.word.layout import WordLook

_WORDINGS = ("exact", "no_parentheses", "capitals", "short", "remarks")
_CUT = Plan(tears={"two_tables": 3, "repeated_header": 2, "whole": 1}, headers=("joined", "bare"))
_APPENDED = Plan(front="letter", appendices=True, left_out=0.1)


def _kind(name: str, look: WordLook, *, suffix: str = ".docx", **recipe: Any) -> Variant:
    return Variant(f"word/{name}", suffix, word(look), ("structured",), **recipe)


def _marked(name: str, *markers: str, **recipe: Any) -> Variant:
    """A kind that differs from the plain document in its way of marking alone."""
    return _kind(name, WordLook(markers), **recipe)


_CONTROLS = (
    _marked("content-controls", "control"),
    _marked("control-states", "control_states"),
    _marked("control-glyphs", "control_glyphs"),
    _marked("control-stale-glyphs", "control_stale"),
    _marked("control-paragraphs", "control_paragraph"),
    _marked("control-cells", "control_cell"),
    _marked("control-rows", "control_row"),
    _marked("controls-one-paragraph", "control_one_paragraph"),
    _kind(
        "controls-in-rich-text",
        WordLook(("control_in_rich_text",), scribe="controlled", wrap_cells=True, labels="bold"),
    ),
    _kind("controls-in-text-controls", WordLook(("control",), scribe="inline_controlled", labels="colon")),
    _marked("box-behind", "control_behind", "legacy_behind", "symbol_behind", "glyph_behind"),
    _marked("typed-beside-control", "typed_beside_control", wordings=("exact", "remarks")),
)

_FIELDS = (
    _marked("legacy-fields", "legacy"),
    _marked("legacy-defaults", "legacy_varied"),
    _kind("legacy-text-fields", WordLook(("legacy",), scribe="legacy", labels="bold")),
)

_LISTS = (
    _marked("drop-downs", "drop_down", single=True),
    _marked("combo-boxes", "combo_box", single=True, wordings=("exact", "remarks")),
    _marked("legacy-drop-downs", "legacy_drop_down", single=True, wordings=("exact", "no_parentheses")),
)

_OBJECTS = (
    _marked("list-bullets", "list_bullet"),
    _marked("activex", "activex"),
    _marked("activex-captions", "activex_caption"),
    _marked("if-fields", "if_field"),
    _marked("extended-symbols", "extended_symbol"),
    _marked("boxes-in-text-boxes", "text_box"),
    _marked("picture-boxes", "picture_box", "picture_box_behind"),
    _marked("tick-pictures", "tick_picture"),
    _marked("ellipses", "ellipse", wordings=("no_parentheses",)),
)

_SIGNS = (
    _marked("symbols-wingdings", "symbol"),
    _marked("symbols-other", "symbol_other"),
    _marked("symbol-letters", "symbol_letter"),
    _marked("glyphs", "glyph", wordings=_WORDINGS),
    _kind("glyphs-split", WordLook(("glyph_split",), scribe="split")),
    _marked("glyphs-one-paragraph", "glyph_one_paragraph"),
    _marked("brackets", "brackets", "brackets_split", wordings=("exact", "remarks")),
    _marked("typed-beside-glyph", "typed_beside_glyph"),
    _marked("bare-ticks", "bare_tick"),
    _marked("box-cells", "box_cell"),
    _marked("option-columns", "option_columns", wordings=("no_parentheses",)),
)

_WORDS = (
    _marked("bold", "bold"),
    _marked("highlighted", "highlight"),
    _marked("shaded", "shading", "paragraph_shading"),
    _marked("coloured", "colour"),
    _marked("underlined", "underline"),
    _marked("struck", "struck", single=True),
    _marked("deleted-tracked", "deleted_tracked", single=True),
    _marked("removed", "removed", single=True, wordings=("exact", "no_parentheses")),
    _marked("written-out", "written_out", single=True, wordings=("exact", "no_parentheses", "short")),
)

_STRUCTURE = (
    _kind("numbers-generated", WordLook(numbers="generated"), plan=Plan(left_out=0.1)),
    _kind("numbers-restarted", WordLook(("glyph", "legacy"), numbers="restarted", statement="heading")),
    _kind("headings", WordLook(("symbol",), statement="heading", numbers="tabbed", header="soft")),
    _kind("statement-row", WordLook(("control", "glyph"), layout="statement_row")),
    _kind(
        "statement-row-numbered",
        WordLook(("legacy",), layout="statement_row", numbers="generated", header="two_rows"),
    ),
    _kind("header-two-rows", WordLook(header="two_rows", repeat_header=True, labels="colon")),
    _kind("header-names", WordLook(("glyph",), header="names", numbers="bold")),
    _kind("cut-tables", WordLook(("control", "glyph", "symbol"), layout="pieces"), plan=_CUT),
    _kind("horizon-rows", WordLook(("control", "legacy"), layout="horizon_rows")),
    _kind("split-cells", WordLook(("control", "glyph"), layout="split_cells")),
    _kind("nested", WordLook(("control", "box_cell"), layout="nested")),
    _kind("turned", WordLook(("control", "glyph"), layout="turned")),
    _kind("no-tables", WordLook(("control", "brackets"), layout="no_table")),
    _kind("one-table", WordLook(("control", "legacy"), layout="one_table", furniture=True)),
    _kind("sections", WordLook(("control",)), plan=Plan(sections=(1, 3, 4))),
    _kind("letter-appendices", WordLook(("control", "glyph"), furniture=True), plan=_APPENDED),
    _kind("plan-unassigned", WordLook(("control",)), unassigned=0.5),
    _kind(
        "mixed-hands",
        WordLook(("control", "legacy", "symbol", "glyph", "brackets", "typed_beside_glyph"), mixed=True),
        wordings=("exact", "remarks"),
    ),
)

_TEXTS = (
    _kind("runs-split", WordLook(("control",), scribe="split")),
    _kind("tracked-changes", WordLook(("control", "glyph"), scribe="tracked")),
    _kind("links-fields", WordLook(("control",), scribe="linked")),
    _kind("soft-breaks", WordLook(("control",), scribe="broken", labels="soft", header="soft")),
    _kind("hidden-text", WordLook(("control",), scribe="hidden")),
    _kind("comments-footnotes", WordLook(("legacy",), scribe="commented", notes=True)),
    _kind("text-boxes", WordLook(("control",), scribe="boxed")),
    _kind("bullets", WordLook(("control",), scribe="listed")),
    _kind("empty-paragraphs", WordLook(("glyph",), scribe="spaced", labels="bold")),
)

_PACKAGES = (
    _kind("strict", WordLook(("control", "symbol", "legacy"), strict=True, numbers="generated")),
    _kind("macro-enabled", WordLook(("legacy",), kind="docm"), suffix=".docm"),
    Variant(
        "word/python-docx", ".docx", generated.render, ("structured",), wordings=("exact", "no_parentheses")
    ),
    _kind("template", WordLook(("control",), kind="dotx"), suffix=".dotx"),
)


def _resaved(name: str, suffix: str, look: WordLook, **recipe: Any) -> Variant:
    """A kind that LibreOffice saved, in this format."""
    draw = word(look)

    def convert(composition: Composition, rng: Random) -> Unconverted:
        return Unconverted(draw(composition, rng), ".docx", suffix)

    return Variant(f"word/{name}", suffix, convert, ("structured",), needs=(LIBREOFFICE,), **recipe)


RESAVED = (
    _resaved("libreoffice", ".docx", WordLook(("control", "legacy", "glyph"), numbers="generated")),
    _resaved("opendocument", ".odt", WordLook(("control", "legacy", "glyph"), labels="bold")),
    _resaved(
        "opendocument-rows", ".odt", WordLook(("bold", "glyph", "struck"), layout="horizon_rows"), single=True
    ),
    _resaved("rich-text", ".rtf", WordLook(("symbol", "glyph", "bold"), layout="statement_row")),
    _resaved("word-97", ".doc", WordLook(("legacy", "glyph"), furniture=True), plan=_APPENDED),
)

VARIANTS: tuple[Variant, ...] = (
    *_CONTROLS,
    *_FIELDS,
    *_LISTS,
    *_SIGNS,
    *_OBJECTS,
    *_WORDS,
    *_STRUCTURE,
    *_TEXTS,
    *_PACKAGES,
    *RESAVED,
)
