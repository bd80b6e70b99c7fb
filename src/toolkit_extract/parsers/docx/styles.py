"""How does a run look, after all styles have had their say?

Styles inherit from one another, toggles (bold, italic, strike, hidden) of a paragraph style and a character
style undo each other (ECMA-376 part 1, 17.7.3), and direct formatting beats both. Only what readers take for
a sign is kept: emphasis, whether the words are hidden, and whether the font turns letters into pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from toolkit_extract.parsers.docx.names import (
    DEL,
    ILVL,
    MOVE_FROM,
    NUM_ID,
    NUM_PR,
    PPR,
    RPR,
    VAL,
    W,
    is_on,
    whole_number,
)
from toolkit_extract.parsers.glyphs import is_symbol_font
from toolkit_extract.schemas.document import Emphasis

_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}strike": "strike", f"{W}vanish": "vanish"}
_P_STYLE, _BASED_ON, _STYLE = f"{W}pStyle", f"{W}basedOn", f"{W}style"
SHD = f"{W}shd"
_FONTS = f"{W}rFonts"
_FONT_SLOTS = (("ascii", f"{W}ascii"), ("hansi", f"{W}hAnsi"), ("cs", f"{W}cs"))
_FILL = f"{W}fill"
_OUTLINE = f"{W}outlineLvl"
_TYPE, _DEFAULT, _STYLE_ID, _NAME = f"{W}type", f"{W}default", f"{W}styleId", f"{W}name"
_FONTS_REMEMBERED = 1_000
_BODY_LEVEL = 9  # outline level of body text
_MAX_DEPTH = 32  # of styles based on styles; a loop ends here
# Spread of the channels below which a colour is a grey: greys set text back rather than out.
_HUE = 0x30

Props = dict[str, str | bool]


@dataclass(frozen=True, slots=True)
class Look:
    """What a reader takes from the look of a run."""

    emphasis: frozenset[Emphasis] = frozenset()
    hidden: bool = False
    symbol_font: str | None = None  # the symbol font among the run's fonts
    symbol_letters: bool = False  # whether plain letters are drawn in it too


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style says about a paragraph's place in the document."""

    heading: int | None = None  # 1 is the highest
    num_id: str | None = None
    level: int | None = None
    chain: tuple[str, ...] = ()  # the style and those it is based on


@dataclass(slots=True)
class ParagraphProperties:
    """What a `w:pPr` itself says, styles aside."""

    style: str | None = None
    numbering: etree._Element | None = None
    outline: etree._Element | None = None
    shaded: bool = False
    end_deleted: bool = False  # whether the next paragraph runs on from this one


def paragraph_properties(paragraph: etree._Element) -> ParagraphProperties:
    """Read the properties of a paragraph in one pass."""
    found = ParagraphProperties()
    if not len(paragraph) or paragraph[0].tag != PPR:
        return found
    for element in paragraph[0]:
        tag = element.tag
        if tag == _P_STYLE:
            found.style = element.get(VAL)
        elif tag == NUM_PR:
            found.numbering = element
        elif tag == _OUTLINE:
            found.outline = element
        elif tag == SHD:
            found.shaded = is_shaded(element)
        elif tag == RPR:
            found.end_deleted = any(own.tag in (DEL, MOVE_FROM) for own in element)
    return found


@dataclass
class Styles:
    """The styles part, resolved when asked and remembered."""

    root: etree._Element | None = None
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _looks: dict[tuple[str | None, tuple[tuple[str, str | bool], ...]], Look] = field(default_factory=dict)
    _run_props: dict[str | None, Props] = field(default_factory=dict)
    _paragraphs: dict[str | None, ParagraphStyle] = field(default_factory=dict)
    _defaults: Props = field(default_factory=dict)
    _default_paragraph: str | None = None

    def __post_init__(self) -> None:
        if self.root is None:
            return
        for style in self.root.iter(_STYLE):
            style_id = style.get(_STYLE_ID)
            if style_id is None:
                continue
            self._elements.setdefault(style_id, style)
            default = style.get(_DEFAULT)
            if style.get(_TYPE) == "paragraph" and default is not None and is_on(default):
                self._default_paragraph = style_id
        defaults = self.root.find(f"{W}docDefaults/{W}rPrDefault/{RPR}")
        if defaults is not None:
            self._defaults = dict(_direct(defaults))

    def paragraph_style_of(self, named: str | None) -> str | None:
        """The id of the style that a paragraph names, else of the default style."""
        return named if named in self._elements else self._default_paragraph

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """What a paragraph style, with all it is based on, says about heading and list."""
        known = self._paragraphs.get(style_id)
        if known is None:
            known = self._paragraphs[style_id] = self._resolve_paragraph(style_id)
        return known

    def look(self, paragraph_style: str | None, properties: etree._Element | None) -> Look:
        """The look of a run with these properties (`w:rPr`) in a paragraph of that style."""
        direct: tuple[tuple[str, str | bool], ...] = ()
        if properties is not None and len(properties):
            direct = _direct(properties)
        key = (paragraph_style, direct)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._resolve(paragraph_style, dict(direct))
        return look

    def _resolve(self, paragraph_style: str | None, direct: Props) -> Look:
        of_paragraph = self._props(paragraph_style)
        of_run = self._props(str(direct.pop("style", "")))
        props: Props = {**self._defaults, **of_paragraph, **of_run}
        for toggle in _TOGGLES.values():
            styled = bool(of_paragraph.get(toggle)) != bool(of_run.get(toggle))
            props[toggle] = styled or bool(self._defaults.get(toggle))
        props.update(direct)
        surrounding = str({**self._defaults, **of_paragraph}.get("colour", ""))
        return _look(props, surrounding)

    def _chain(self, style_id: str | None) -> Iterator[tuple[str, etree._Element]]:
        for _ in range(_MAX_DEPTH):
            style = self._elements.get(style_id) if style_id is not None else None
            if style is None or style_id is None:
                return
            yield style_id, style
            parent = style.find(_BASED_ON)
            style_id = parent.get(VAL) if parent is not None else None

    def _props(self, style_id: str | None) -> Props:
        known = self._run_props.get(style_id)
        if known is None:
            known = {}
            for _, style in reversed(tuple(self._chain(style_id))):
                own = style.find(RPR)
                if own is not None:
                    known.update(_direct(own))
            known.pop("style", None)
            self._run_props[style_id] = known
        return known

    def _resolve_paragraph(self, style_id: str | None) -> ParagraphStyle:
        chain = tuple(self._chain(style_id))
        heading: int | None = None
        num_id: str | None = None
        level: int | None = None
        stated = False
        for _, style in chain:
            properties = style.find(PPR)
            if properties is not None:
                outline = properties.find(_OUTLINE)
                if not stated and outline is not None:
                    stated, heading = True, outline_heading(outline)
                numbering = properties.find(NUM_PR)
                if num_id is None and numbering is not None:
                    num_id, own_level = numbering_of(numbering)
                    level = own_level if level is None else level
            if not stated:
                named = _heading_by_name(style)
                if named is not None:
                    stated, heading = True, named
        return ParagraphStyle(heading, num_id, level, tuple(style_id for style_id, _ in chain))


def outline_heading(outline: etree._Element) -> int | None:
    """The heading level that a `w:outlineLvl` names, from 1; None for body text."""
    level = whole_number(outline.get(VAL))
    return level + 1 if level is not None and level < _BODY_LEVEL else None


def numbering_of(numbering: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a `w:numPr` names, each None where it does not."""
    num, level = numbering.find(NUM_ID), numbering.find(ILVL)
    return (
        num.get(VAL) if num is not None else None,
        whole_number(level.get(VAL)) if level is not None else None,
    )


def is_shaded(shading: etree._Element | None) -> bool:
    """Whether a `w:shd` puts a colour other than white behind the words."""
    if shading is None:
        return False
    if shading.get(VAL, "clear") not in ("clear", "nil", "none"):
        return True
    fill = shading.get(_FILL, "auto").lower().lstrip("#")
    return fill not in ("auto", "", "none", "ffffff")


@cache
def with_shading(emphasis: frozenset[Emphasis]) -> frozenset[Emphasis]:
    """The same emphasis on a shaded ground."""
    return emphasis | {Emphasis.SHADING}


def _direct(properties: etree._Element) -> tuple[tuple[str, str | bool], ...]:
    """The properties of a `w:rPr` that matter here; `style` names a character style."""
    found: list[tuple[str, str | bool]] = []
    for element in properties:
        tag = element.tag
        if tag == _FONTS:
            for key, attribute in _FONT_SLOTS:
                name = element.get(attribute)
                if name:
                    found.append((key, _SYMBOL_FONTS[name]))
        elif tag in _READERS:
            found.append(_READERS[tag](element))
    return tuple(found)


class _SymbolFonts(dict[str, str]):
    """Font names to themselves where their letters are pictures, else to nothing."""

    def __missing__(self, name: str) -> str:
        if len(self) > _FONTS_REMEMBERED:
            self.clear()
        known = self[name] = name if is_symbol_font(name) else ""
        return known


_SYMBOL_FONTS = _SymbolFonts()


def _toggle(key: str) -> Callable[[etree._Element], tuple[str, str | bool]]:
    return lambda element: (key, is_on(element.get(VAL)))


_READERS: dict[str, Callable[[etree._Element], tuple[str, str | bool]]] = {
    **{tag: _toggle(key) for tag, key in _TOGGLES.items()},
    f"{W}dstrike": _toggle("double_strike"),
    f"{W}rStyle": lambda e: ("style", e.get(VAL, "")),
    f"{W}u": lambda e: ("underline", e.get(VAL, "single") not in ("none", "0", "false", "off")),
    f"{W}highlight": lambda e: ("highlight", e.get(VAL, "none") not in ("none", "white")),
    f"{W}color": lambda e: ("colour", e.get(VAL, "auto").lower().lstrip("#")),
    SHD: lambda e: ("shading", is_shaded(e)),
}


def _look(props: Props, surrounding_colour: str) -> Look:
    emphasis = set()
    for key, kind in (
        ("bold", Emphasis.BOLD),
        ("italic", Emphasis.ITALIC),
        ("underline", Emphasis.UNDERLINE),
        ("highlight", Emphasis.HIGHLIGHT),
        ("shading", Emphasis.SHADING),
        ("strike", Emphasis.STRIKE),
        ("double_strike", Emphasis.STRIKE),
    ):
        if props.get(key):
            emphasis.add(kind)
    colour = str(props.get("colour", ""))
    if colour != surrounding_colour and _has_hue(colour):
        emphasis.add(Emphasis.COLOUR)
    symbol_font = next((str(props[key]) for key in ("ascii", "hansi", "cs") if props.get(key)), None)
    letters = symbol_font is not None and bool(props.get("ascii", symbol_font))
    return Look(frozenset(emphasis), bool(props.get("vanish")), symbol_font, letters)


def _has_hue(colour: str) -> bool:
    """Whether a colour is neither black nor white nor a grey between them."""
    try:
        channels = bytes.fromhex(colour)
    except ValueError:
        return False
    return len(channels) == 3 and max(channels) - min(channels) >= _HUE


def _heading_by_name(style: etree._Element) -> int | None:
    """The level of `heading 1` … `heading 9` and `Title`, whose outline level may go unsaid."""
    name = style.find(_NAME)
    words = (name.get(VAL, "") if name is not None else "").lower().split()
    if len(words) == 2 and words[0] == "heading" and 1 <= (whole_number(words[1]) or 0) <= _BODY_LEVEL:
        return whole_number(words[1])
    return 1 if words == ["title"] else None
