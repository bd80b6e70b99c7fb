"""What do content controls, tracked changes and alternatives leave to walk through? A plain tree.

Word wraps runs, paragraphs, cells and rows in content controls, insertions, moves, smart tags and
alternatives. Here they are unwrapped once, after their state was noted, so that no walker loses what they
hold:

- a checkbox control leaves a mark element where its glyph stood, with its stored state and, where the
  glyph says otherwise, the conflict;
- a drop-down or combo box leaves the words of the chosen entry, their runs labelled with their origin;
- placeholder text, deleted text and the place that text was moved from leave nothing;
- of an alternative the first branch stays that a present-day reader understands.
"""

from __future__ import annotations

from lxml import etree

from toolkit_extract.parsers.docx.names import (
    ALTERNATE,
    CHOICE,
    CUSTOM_XML,
    DEL,
    FALLBACK,
    INS,
    MARK,
    MOVE_FROM,
    MOVE_TO,
    ORIGIN,
    PPR,
    R_,
    RPR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SMART_TAG,
    SYM,
    VAL,
    W14,
    P,
    T,
    W,
    character_of,
    stated,
)
from toolkit_extract.parsers.glyphs import state_of_glyph
from toolkit_extract.schemas.document import MarkState, RunOrigin

_CHECKBOX = f"{W14}checkbox"
_W14_VAL = f"{W14}val"
_CHECKED, _CHECKED_STATE, _UNCHECKED_STATE = f"{W14}checked", f"{W14}checkedState", f"{W14}uncheckedState"
_FONTS = f"{W}rFonts"
_PLACEHOLDER = f"{W}showingPlcHdr"
_LISTS = (f"{W}dropDownList", f"{W}comboBox")
_FIELDS = (f"{W}text", f"{W}date")
_PROPERTY_HOLDERS = frozenset({RPR, f"{W}trPr", f"{W}tcPr", f"{W}numPr", PPR})
_INLINE_HOLDERS = frozenset(
    {P, f"{W}hyperlink", f"{W}fldSimple", f"{W}ins", f"{W}moveTo", f"{W}dir", f"{W}bdo", SMART_TAG}
)
_WRAPPERS = (SDT, INS, MOVE_TO, SMART_TAG, CUSTOM_XML)
_VARIATION = "\ufe0e\ufe0f"
# Extensions of Word 2010 and later whose content the reader understands better than its fallback picture.
_UNDERSTOOD = frozenset(
    {"wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "wp14", "w16se", "w16cid", "cx", "am3d"}
)
_EMOJI = "{http://schemas.microsoft.com/office/word/2015/wordml/symex}symEx"


def flatten(root: etree._Element) -> None:
    """Unwrap everything that only wraps, in place."""
    for element in list(root.iter(ALTERNATE)):
        _choose_branch(element)
    for element in list(root.iter(DEL, MOVE_FROM)):
        parent = element.getparent()
        if parent is not None and parent.tag not in _PROPERTY_HOLDERS:
            parent.remove(element)
    # Innermost first: what a control holds is plain when its own turn comes.
    for element in reversed(list(root.iter(*_WRAPPERS))):
        if element.tag == SDT:
            _unwrap_control(element)
        else:
            parent = element.getparent()
            if parent is not None and parent.tag not in _PROPERTY_HOLDERS:
                _splice(element, element)


def _splice(element: etree._Element, holder: etree._Element) -> None:
    """Put the children of `holder` in the place of `element`."""
    for child in list(holder):
        element.addprevious(child)
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _choose_branch(element: etree._Element) -> None:
    chosen = element.find(FALLBACK)
    for choice in element.iterchildren(CHOICE):
        if set((choice.get("Requires") or "").split()) <= _UNDERSTOOD:
            # A symbol by its code point says no more than its fallback, which is ordinary text.
            if choice.find(_EMOJI) is None or chosen is None:
                chosen = choice
            break
    if chosen is None:
        chosen = element.find(CHOICE)
    if element.getparent() is None:
        return
    _splice(element, chosen if chosen is not None else element)


def _unwrap_control(control: etree._Element) -> None:
    properties = content = None
    for child in control:
        if child.tag == SDT_PR:
            properties = child
        elif child.tag == SDT_CONTENT:
            content = child
    if properties is None:
        _splice(control, content if content is not None else etree.Element(SDT_CONTENT))
        return
    kinds = {child.tag: child for child in properties}
    checkbox = kinds.get(_CHECKBOX)
    if checkbox is not None:
        _place_mark(control, content, checkbox)
    elif content is not None and _shows_placeholder(kinds, content):
        _drop_words(content)
    elif content is not None and any(tag in kinds for tag in _LISTS):
        _label(content, RunOrigin.DROPDOWN)
    elif content is not None and any(tag in kinds for tag in _FIELDS):
        _label(content, RunOrigin.FIELD)
    if control.getparent() is not None:
        _splice(control, content if content is not None else etree.Element(SDT_CONTENT))


def _label(content: etree._Element, origin: RunOrigin) -> None:
    for run in content.iter(R_):
        run.set(ORIGIN, origin.value)


def _shows_placeholder(kinds: dict[str, etree._Element], content: etree._Element) -> bool:
    """Whether the control shows its prompt and no answer.

    A list also shows its prompt when the entry it shows has an empty value: Word's own "choose an item"
    entry.
    """
    showing = kinds.get(_PLACEHOLDER)
    if showing is not None and stated(showing.get(VAL, "1")) is not False:
        # A container whose flag outlived its prompt still holds controls; these are answers.
        return content.find(f".//{MARK}") is None and content.find(f".//{R_}[@{ORIGIN}]") is None
    for tag in _LISTS:
        listing = kinds.get(tag)
        if listing is not None:
            shown = "".join(e.text or "" for e in content.iter(T)).strip()
            return any(
                item.get(f"{W}value") == "" and item.get(f"{W}displayText", "").strip() == shown
                for item in listing.iterchildren(f"{W}listItem")
            )
    return False


def _drop_words(content: etree._Element) -> None:
    for run in list(content.iter(R_)):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)


def _place_mark(control: etree._Element, content: etree._Element | None, checkbox: etree._Element) -> None:
    """Put the mark where the glyph stands, and take the glyph away."""
    said = {child.tag: child.get(_W14_VAL) for child in checkbox}
    value = (said[_CHECKED] or "1") if _CHECKED in said else "0"
    on = stated(value)
    state = MarkState.UNKNOWN if on is None else MarkState.SELECTED if on else MarkState.UNSELECTED
    holder, glyph, font = _shown_glyph(content, said) if content is not None else (None, "", None)
    shown = _state_shown(glyph, font, said)
    mark = etree.Element(MARK)
    mark.set("verbatim", glyph)
    if state is MarkState.UNKNOWN and shown is not None:
        mark.set("method", "control_glyph")
        mark.set("confidence", "0.8")
        mark.set("conflict", "the stored state is no legal value")
        state = shown
    elif shown is not None and shown is not state:
        mark.set("conflict", f"the glyph shown says {shown.value}")
        mark.set("confidence", "0.6")
    mark.set("state", state.value)
    if holder is not None:
        run = holder.getparent()
        if run is not None:
            _take_glyph(holder, glyph)
            run.addprevious(mark)
            return
    _insert_mark(control, content, mark)


def _shown_glyph(
    content: etree._Element, said: dict[str, str | None]
) -> tuple[etree._Element | None, str, str | None]:
    """The element that holds the control's glyph, the glyph, and its font."""
    for element in content.iter(T, SYM):
        if element.tag == SYM:
            return element, symbol_character(element), element.get(f"{W}font")
        text = (element.text or "").strip()
        if text:
            font = _font_of(element.getparent())
            known = _state_shown(text[0], font, said) is not None
            return (element, text[0], font) if known else (None, "", None)
    return None, "", None


def symbol_character(symbol: etree._Element) -> str:
    """The character of a `w:sym`, codes in the private-use area; U+FFFD where the code is no number."""
    try:
        point = int(symbol.get(f"{W}char", ""), 16)
    except ValueError:
        return "\ufffd"
    return character_of(point + 0xF000 if 0 <= point < 0x100 else point)


def _state_shown(glyph: str, font: str | None, said: dict[str, str | None]) -> MarkState | None:
    """What the glyph says: by the control's declaration, else by the tables; typed crosses count too."""
    if not glyph:
        return None
    ticked, empty = _code(said.get(_CHECKED_STATE)), _code(said.get(_UNCHECKED_STATE))
    shown = ord(glyph) - 0xF000 if "\uf000" <= glyph <= "\uf0ff" else ord(glyph)
    if ticked != empty and shown in (ticked, empty) and -1 not in (ticked, empty):
        return MarkState.SELECTED if shown == ticked else MarkState.UNSELECTED
    reading = state_of_glyph(glyph, font)
    if reading is not None:
        return reading.state
    return MarkState.SELECTED if glyph in "xX" else None


def _font_of(run: etree._Element | None) -> str | None:
    """The font that a run names for plain letters."""
    if run is None or not len(run) or run[0].tag != RPR:
        return None
    for element in run[0]:
        if element.tag == _FONTS:
            return element.get(f"{W}ascii") or element.get(f"{W}hAnsi")
    return None


def _code(value: str | None) -> int:
    """A declared code point, private-use twins of a symbol font being the same; -1 where there is none."""
    try:
        point = int(value or "", 16)
    except ValueError:
        return -1
    return point - 0xF000 if 0xF000 <= point < 0xF100 else point


def _take_glyph(holder: etree._Element, glyph: str) -> None:
    if holder.tag == SYM:
        run = holder.getparent()
        if run is not None:
            run.remove(holder)
    else:
        holder.text = (holder.text or "").lstrip().removeprefix(glyph).lstrip(_VARIATION)


def _insert_mark(control: etree._Element, content: etree._Element | None, mark: etree._Element) -> None:
    """A control that shows no glyph: its mark stands first in it."""
    paragraph = content.find(f".//{P}") if content is not None else None
    if paragraph is not None:
        properties = paragraph.find(PPR)
        if properties is not None:
            properties.addnext(mark)
        else:
            paragraph.insert(0, mark)
        return
    parent = control.getparent()
    if parent is None:
        return
    if parent.tag in _INLINE_HOLDERS or (content is not None and content.find(R_) is not None):
        control.addprevious(mark)
    else:
        wrapper = etree.Element(P)
        wrapper.append(mark)
        control.addprevious(wrapper)
