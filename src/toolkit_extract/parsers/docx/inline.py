"""What stands in a paragraph, from left to right? Words with their look, marks, and whatever hangs on them.

Walks the runs of one flattened paragraph. Fields, symbol fonts and figures have modules of their own; signs
typed as text are found afterwards, over the whole paragraph, because a bracket or a box may be split over
runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from toolkit_extract.parsers.docx.atoms import Atom, MarkAtom, TextAtom
from toolkit_extract.parsers.docx.controls import symbol_character
from toolkit_extract.parsers.docx.fields import FieldMachine, is_empty_text_field
from toolkit_extract.parsers.docx.figures import read_figure
from toolkit_extract.parsers.docx.marks import mark_of_glyph
from toolkit_extract.parsers.docx.names import BR, CR, ID, MARK, ORIGIN, PPR, R_, RPR, SYM, TAB, M, T, W
from toolkit_extract.parsers.docx.package import Package
from toolkit_extract.parsers.docx.styles import Look, Styles, with_shading
from toolkit_extract.parsers.glyphs import displayed_character, state_of_glyph
from toolkit_extract.schemas.document import Emphasis, MarkState, RunOrigin

_RUBY_BASE = f"{W}rubyBase"
_FIGURES = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
_MATH = frozenset({f"{M}oMath", f"{M}oMathPara"})
_MATH_TEXT = f"{M}t"
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_CONSTANT = {
    TAB: "\t",
    f"{W}ptab": "\t",
    BR: "\n",
    CR: "\n",
    f"{W}noBreakHyphen": "-",
}
_NO_WORDS = frozenset({PPR, RPR, f"{W}delText", f"{W}delInstrText", f"{W}softHyphen"})
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_LINK_LOOK = frozenset({Emphasis.UNDERLINE, Emphasis.COLOUR})
_VARIATION = "\ufe0e\ufe0f"


@dataclass(slots=True)
class Inlines:
    """What one paragraph holds."""

    atoms: list[Atom] = field(default_factory=list)
    text_boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind and id, in the order of reference
    comments: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass
class InlineReader:
    """Reads the paragraphs of one story, in order: a field may begin in one and end in another."""

    package: Package
    part: str
    styles: Styles
    fields: FieldMachine = field(default_factory=FieldMachine)
    broken_fields: bool = False

    def read(self, paragraph: etree._Element, style: str | None, *, shaded: bool) -> Inlines:
        """What a paragraph of that style holds; `shaded` where its ground or its cell's has a colour."""
        reading = _Reading(self, style, shaded)
        reading.children(paragraph)
        self.fields.end_paragraph(broken=self.broken_fields)
        return reading.out


class _Reading:
    """The reading of one paragraph."""

    __slots__ = ("fields", "in_link", "out", "reader", "shaded", "style")

    def __init__(self, reader: InlineReader, style: str | None, shaded: bool) -> None:
        self.reader = reader
        self.fields = reader.fields
        self.style = style
        self.shaded = shaded
        self.in_link = False
        self.out = Inlines()

    def children(self, holder: etree._Element) -> None:
        """Read what stands in a paragraph or in a wrapper within one."""
        for element in holder:
            tag = element.tag
            if tag == R_:
                self.run(element)
            elif tag in _IN_PARAGRAPH:
                _IN_PARAGRAPH[tag](self, element)
            elif len(element) and tag not in _NO_WORDS:
                # A wrapper of some extension: whatever it is for, its runs are the writer's words.
                self.children(element)

    def run(self, run: etree._Element) -> None:
        """Read one run: its properties first, then its pieces in order."""
        properties = run[0] if len(run) and run[0].tag == RPR else None
        look = self.reader.styles.look(self.style, properties)
        named = run.get(ORIGIN)
        origin = RunOrigin(named) if named is not None else RunOrigin.TEXT
        for element in run:
            if element is properties:
                continue
            tag = element.tag
            if tag == T:
                self.text(element.text or "", look, origin)
            elif tag in _CONSTANT:
                self.text(_CONSTANT[tag], look, origin)
            elif tag == SYM:
                self.symbol(element, look, origin)
            elif tag in _IN_RUN and not (look.hidden and tag in _CAN_HIDE):
                _IN_RUN[tag](self, element)

    def link(self, element: etree._Element) -> None:
        """Read a hyperlink, whose look is no emphasis."""
        outer, self.in_link = self.in_link, True
        self.children(element)
        self.in_link = outer

    def simple_field(self, element: etree._Element) -> None:
        """Read a field that stands in one element: its stored answer, or its result."""
        answer = self.fields.simple(element)
        if answer is None:
            self.children(element)
        elif not self.fields.muted:
            self.out.atoms.extend(answer)

    def math(self, element: etree._Element) -> None:
        """Take the letters of a formula in their order."""
        self.text("".join(e.text or "" for e in element.iter(_MATH_TEXT)), Look(), RunOrigin.TEXT)

    def embedded_document(self, _element: etree._Element) -> None:
        """Note a document within the document, which is not read."""
        self.out.unread.append("an embedded document")

    def field_character(self, element: etree._Element) -> None:
        """Take the begin, the middle or the end of a field."""
        self.out.atoms.extend(self.fields.character(element))

    def instruction(self, element: etree._Element) -> None:
        """Take a piece of a field's instruction, which nobody sees."""
        self.fields.instruction(element.text or "")

    def note(self, element: etree._Element) -> None:
        """Note a reference to a footnote or an endnote."""
        self.out.notes.append((_NOTES[element.tag], element.get(ID, "")))

    def comment(self, element: etree._Element) -> None:
        """Note a reference to a reviewer's comment."""
        self.out.comments.append(element.get(ID, ""))

    def ruby(self, element: etree._Element) -> None:
        """Read the base of a phonetic guide; the guide itself repeats it."""
        base = element.find(_RUBY_BASE)
        if base is not None:
            self.children(base)

    def text(self, text: str, look: Look, origin: RunOrigin) -> None:
        """Take words as the file has them; letters of a symbol font become what they look like."""
        if not text or look.hidden:
            return
        if self.fields.muted:
            self.fields.witness(text)
            return
        if self.fields.in_text_field:
            if is_empty_text_field(text):
                return
            origin = RunOrigin.FIELD
        emphasis = self.emphasis(look)
        if look.symbol_letters or not (text.isascii() or _PRIVATE.search(text) is None):
            for character in text:
                font = look.symbol_font
                if not look.symbol_letters and not "\uf000" <= character <= "\uf0ff":
                    font = None
                self.glyph(character, font, emphasis, origin)
            return
        self.append(text, emphasis, origin)

    def symbol(self, element: etree._Element, look: Look, origin: RunOrigin) -> None:
        character, font = symbol_character(element), element.get(f"{W}font")
        if look.hidden:
            return
        if self.fields.muted:
            self.fields.symbol(displayed_character(character, font) or "")
            return
        self.glyph(character, font, self.emphasis(look), origin)

    def glyph(
        self, character: str, font: str | None, emphasis: frozenset[Emphasis], origin: RunOrigin
    ) -> None:
        """Take a character of a symbol font: a box is a mark at once, a bare sign waits for neighbours."""
        reading = state_of_glyph(character, font)
        if reading is not None and reading.boxed and reading.method == "symbol_font":
            mark = mark_of_glyph(reading, reading.display)
            self.out.atoms.append(mark if not emphasis else replace(mark, emphasis=emphasis))
            return
        shown = displayed_character(character, font)
        if shown and shown not in _VARIATION:
            self.append(shown, emphasis, origin)

    def append(self, text: str, emphasis: frozenset[Emphasis], origin: RunOrigin) -> None:
        atoms = self.out.atoms
        if atoms:
            last = atoms[-1]
            if isinstance(last, TextAtom) and last.emphasis == emphasis and last.origin is origin:
                atoms[-1] = TextAtom(last.text + text, emphasis, origin)
                return
        atoms.append(TextAtom(text, emphasis, origin))

    def emphasis(self, look: Look) -> frozenset[Emphasis]:
        emphasis = look.emphasis
        if self.in_link and emphasis:
            emphasis = emphasis - _LINK_LOOK
        return with_shading(emphasis) if self.shaded else emphasis

    def control_mark(self, element: etree._Element) -> None:
        if self.fields.muted:
            return
        self.out.atoms.append(
            MarkAtom(
                MarkState(element.get("state", "unknown")),
                element.get("method", "content_control"),
                float(element.get("confidence", "0.99")),
                element.get("verbatim", ""),
                conflict=element.get("conflict"),
                stateful=True,
            )
        )

    def figure(self, element: etree._Element) -> None:
        """Read a drawing, a picture or an object."""
        if self.fields.muted:
            return
        figure = read_figure(self.reader.package, self.reader.part, element)
        self.out.atoms.extend(figure.marks)
        self.out.text_boxes.extend(figure.text_boxes)
        self.out.unread.extend(figure.unread)


# One method for each element; the elements of a run may also stand in wrappers of their own.
_Reader = Callable[[_Reading, Any], None]
_IN_PARAGRAPH: dict[str, _Reader] = {
    MARK: _Reading.control_mark,
    f"{W}hyperlink": _Reading.link,
    f"{W}fldSimple": _Reading.simple_field,
    f"{W}altChunk": _Reading.embedded_document,
    f"{W}subDoc": _Reading.embedded_document,
    **dict.fromkeys(_MATH, _Reading.math),
    **dict.fromkeys(_FIGURES, _Reading.figure),
}
_IN_RUN: dict[str, _Reader] = {
    MARK: _Reading.control_mark,
    R_: _Reading.run,
    f"{W}fldChar": _Reading.field_character,
    f"{W}instrText": _Reading.instruction,
    f"{W}ruby": _Reading.ruby,
    f"{W}commentReference": _Reading.comment,
    **dict.fromkeys(_NOTES, _Reading.note),
    **dict.fromkeys(_MATH, _Reading.math),
    **dict.fromkeys(_FIGURES, _Reading.figure),
}
# Hidden with their run; fields and comments are not, for their other half may stand elsewhere.
_CAN_HIDE = frozenset({*_FIGURES, *_NOTES, *_MATH, MARK})
