"""What does a Word field show? Its result, never its instruction; a legacy form field, what it stores.

A field runs from a `begin` to an `end` character over runs and paragraphs, parted by `separate` into
instruction and result, and fields nest. The state machine lives as long as the story (the body, a footnote)
does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from toolkit_extract.parsers.docx.atoms import Atom, MarkAtom, TextAtom
from toolkit_extract.parsers.docx.names import VAL, W, character_of, is_on, whole_number
from toolkit_extract.parsers.glyphs import displayed_character, state_of_glyph
from toolkit_extract.schemas.document import MarkState, RunOrigin

METHOD = "legacy_field"
_TYPE, _DATA = f"{W}fldCharType", f"{W}ffData"
_CHECKBOX, _DROPDOWN, _TEXT_INPUT = f"{W}checkBox", f"{W}ddList", f"{W}textInput"
_SYMBOL = re.compile(
    r"^\s*SYMBOL\s+([0-9]{1,9}|0x[0-9a-f]{1,8})\b(?:.*\\f\s*\"?([^\"\\]+)\"?)?", re.IGNORECASE
)
_BUTTON = re.compile(r"^\s*MACROBUTTON\s+\S+\s*(.*)$", re.IGNORECASE | re.DOTALL)
_EMPTY_FIELD = "\u2002"  # an empty text field shows five of these


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    data: etree._Element | None = None
    in_result: bool = False
    shown: list[str] = field(default_factory=list)

    @property
    def code(self) -> str:
        words = "".join(self.instruction).split(None, 1)
        return words[0].upper() if words else ""

    @property
    def stores_its_answer(self) -> bool:
        """Whether what counts is stored, so that the result is only a second witness."""
        if self.data is not None and (
            self.data.find(_CHECKBOX) is not None or self.data.find(_DROPDOWN) is not None
        ):
            return True
        return self.code in ("FORMCHECKBOX", "FORMDROPDOWN")

    @property
    def is_text_field(self) -> bool:
        return self.code == "FORMTEXT" or (self.data is not None and self.data.find(_TEXT_INPUT) is not None)


_DEEPEST = 32
"""Nested fields that are told apart; Word itself nests a few. What is nested more deeply is taken for the last."""


@dataclass
class FieldMachine:
    """The fields that are open at one point of a story."""

    muted: bool = False  # inside an instruction, or in the result of a field that stores its answer
    in_text_field: bool = False
    _open: list[_Field] = field(default_factory=list)
    _beyond: int = 0  # fields that are open more deeply than any writer nests them

    def character(self, element: etree._Element) -> list[Atom]:
        """Take a `w:fldChar`; what a reader sees of a field that ends here and stores its answer."""
        kind = element.get(_TYPE)
        out: list[Atom] = []
        if len(self._open) >= _DEEPEST and (kind == "begin" or self._beyond):
            self._beyond += {"begin": 1, "end": -1}.get(kind or "", 0)
            return out
        if kind == "begin":
            self._open.append(_Field(data=element.find(_DATA)))
        elif self._open and kind == "separate":
            self._open[-1].in_result = True
        elif self._open and kind == "end":
            ended = self._open.pop()
            self._settle()
            if not self.muted:
                out = _answer(ended)
            elif self._open:
                self._open[-1].shown.extend(ended.shown)
        self._settle()
        return out

    def instruction(self, text: str) -> None:
        """Take a piece of an instruction."""
        if self._open:
            self._open[-1].instruction.append(text)

    def simple(self, element: etree._Element) -> list[Atom] | None:
        """The answer of a `w:fldSimple` that stores one, else None: its children are its result."""
        whole = _Field([element.get(f"{W}instr", "")], element.find(_DATA), in_result=True)
        return _answer(whole) if whole.stores_its_answer else None

    def witness(self, text: str) -> None:
        """Take words that are muted: they may be the second witness of a stored answer."""
        if self._open and self._open[-1].in_result:
            self._open[-1].shown.append(text)

    def symbol(self, text: str) -> None:
        """Take a symbol that is muted: a witness, or what a button field displays."""
        self.witness(text)
        if self._open and not self._open[-1].in_result:
            self.instruction(text)

    def end_paragraph(self, *, broken: bool) -> None:
        """Close instructions with their paragraph in a story whose fields never end: they hide the rest."""
        if broken and self._open:
            self._open = [f for f in self._open if f.in_result and not f.stores_its_answer]
            self._beyond = 0
            self._settle()

    def _settle(self) -> None:
        self.muted = any(not f.in_result or f.stores_its_answer for f in self._open)
        self.in_text_field = any(f.is_text_field for f in self._open)


def is_empty_text_field(text: str) -> bool:
    """Whether the words are what an untouched text field shows."""
    return _EMPTY_FIELD in text and not text.strip()


def _answer(ended: _Field) -> list[Atom]:
    shown = "".join(ended.shown)
    checkbox = ended.data.find(_CHECKBOX) if ended.data is not None else None
    if checkbox is not None or ended.code == "FORMCHECKBOX":
        return [_checkbox(checkbox, shown)]
    listing = ended.data.find(_DROPDOWN) if ended.data is not None else None
    if listing is not None:
        return _dropdown(listing, shown)
    if ended.in_result:
        return [TextAtom(shown, origin=RunOrigin.DROPDOWN)] if ended.code == "FORMDROPDOWN" and shown else []
    return _without_result("".join(ended.instruction))


def _checkbox(checkbox: etree._Element | None, shown: str) -> MarkAtom:
    """`w:checked` where it is present (without a value: ticked), else `w:default`, else not ticked."""
    glyph = shown.strip()[:1]
    reading = state_of_glyph(glyph) if glyph else None
    if checkbox is None:
        state = reading.state if reading is not None else MarkState.UNKNOWN
        return MarkAtom(state, METHOD if reading is None else "field_result", 0.7, glyph)
    stored = checkbox.find(f"{W}checked")
    if stored is None:
        stored = checkbox.find(f"{W}default")
    state = MarkState.SELECTED if stored is not None and is_on(stored.get(VAL)) else MarkState.UNSELECTED
    if reading is not None and reading.state is not state:
        conflict = f"the field's result shows {reading.state.value}"
        return MarkAtom(state, METHOD, 0.6, glyph, conflict=conflict, stateful=True)
    return MarkAtom(state, METHOD, verbatim=glyph, stateful=True)


def _dropdown(listing: etree._Element, shown: str) -> list[Atom]:
    entries = [entry.get(VAL, "") for entry in listing.iterchildren(f"{W}listEntry")]
    chosen = listing.find(f"{W}result")
    if chosen is None:
        chosen = listing.find(f"{W}default")
    index = whole_number(chosen.get(VAL, "0")) if chosen is not None else 0
    text = entries[index] if index is not None and index < len(entries) else shown
    if not text.strip():
        return []
    # A list that nobody touched shows its first entry, which nobody chose.
    return [TextAtom(text, origin=RunOrigin.DROPDOWN if chosen is not None else RunOrigin.FIELD)]


def _without_result(instruction: str) -> list[Atom]:
    """What Word draws for the two fields that it stores without a result."""
    symbol = _SYMBOL.match(instruction)
    if symbol:
        code = int(symbol[1], 16 if symbol[1][:2].lower() == "0x" else 10)
        font = (symbol[2] or "").strip() or None
        character = displayed_character(character_of(0xF000 + code if font and code < 0x100 else code), font)
        return [TextAtom(character)] if character else []
    button = _BUTTON.match(instruction)
    return [TextAtom(button[1].strip())] if button and button[1].strip() else []
