"""How does a run look, after all styles have had their say?

Styles inherit from one another, toggles (bold, italic, strike, hidden) of a paragraph style and a character
style undo each other (ECMA-376 part 1, 17.7.3), and direct formatting beats both. Only what readers take for
a sign is kept: emphasis, whether the words are hidden, and whether the font turns letters into pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from toolkit_extract.parsers.docx.names import ILVL, NUM_ID, NUM_PR, PPR, RPR, VAL, W, is_on
from toolkit_extract.parsers.glyphs import is_symbol_font
from toolkit_extract.schemas.document import Emphasis

_TOGGLES = {f"{W}b": "bold", f"{W}i": "italic", f"{W}strike": "strike", f"{W}vanish": "vanish"}
_R_STYLE, _P_STYLE, _BASED_ON, _STYLE = f"{W}rStyle", f"{W}pStyle", f"{W}basedOn", f"{W}style"
_DSTRIKE, _U, _HIGHLIGHT, _COLOR = f"{W}dstrike", f"{W}u", f"{W}highlight", f"{W}color"
SHD = f"{W}shd"
_FONTS = f"{W}rFonts"
_ASCII, _HANSI, _CS = f"{W}ascii", f"{W}hAnsi", f"{W}cs"
_FILL = f"{W}fill"
_OUTLINE = f"{W}outlineLvl"
_TYPE, _DEFAULT, _STYLE_ID, _NAME = f"{W}type", f"{W}default", f"{W}styleId", f"{W}name"
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


@dataclass
class Styles:
    """The styles part, resolved when asked and remembered."""

    root: etree._Element | None = None
    _elements: dict[str, etree._Element] = field(default_factory=dict)
    _looks: dict[tuple[str | None, str | None, tuple[tuple[str, str | bool], ...]], Look] = field(
        default_factory=dict
    )
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

    def paragraph_style_of(self, properties: etree._Element | None) -> str | None:
        """The id of the style that a paragraph's properties name, else of the default style."""
        if properties is not None:
            named = properties.find(_P_STYLE)
            if named is not None and named.get(VAL) in self._elements:
                return named.get(VAL)
        return self._default_paragraph

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """What a paragraph style, with all it is based on, says about heading and list."""
        known = self._paragraphs.get(style_id)
        if known is None:
            known = self._paragraphs[style_id] = self._resolve_paragraph(style_id)
        return known

    def look(self, paragraph_style: str | None, properties: etree._Element | None) -> Look:
        """The look of a run with these properties (`w:rPr`) in a paragraph of that style."""
        run_style: str | None = None
        direct: tuple[tuple[str, str | bool], ...] = ()
        if properties is not None and len(properties):
            direct = tuple(_direct(properties))
            if direct and direct[0][0] == "style":
                run_style, direct = str(direct[0][1]), direct[1:]
        key = (paragraph_style, run_style, direct)
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._resolve(paragraph_style, run_style, dict(direct))
        return look

    def _resolve(self, paragraph_style: str | None, run_style: str | None, direct: Props) -> Look:
        of_paragraph = self._props(paragraph_style)
        of_run = self._props(run_style)
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
    value = outline.get(VAL, "")
    return int(value) + 1 if value.isdigit() and int(value) < _BODY_LEVEL else None


def numbering_of(numbering: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level that a `w:numPr` names, each None where it does not."""
    num, level = numbering.find(NUM_ID), numbering.find(ILVL)
    value = level.get(VAL, "") if level is not None else ""
    return (num.get(VAL) if num is not None else None), (int(value) if value.isdigit() else None)


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


def _direct(properties: etree._Element) -> Iterator[tuple[str, str | bool]]:
    """The properties of a `w:rPr` that matter here, the character style first."""
    style = properties.find(_R_STYLE)
    if style is not None:
        yield "style", style.get(VAL, "")
    for element in properties:
        tag = element.tag
        if tag in _TOGGLES:
            yield _TOGGLES[tag], is_on(element.get(VAL))
        elif tag == _DSTRIKE:
            yield "double_strike", is_on(element.get(VAL))
        elif tag == _U:
            yield "underline", element.get(VAL, "single") not in ("none", "0", "false", "off")
        elif tag == _HIGHLIGHT:
            yield "highlight", element.get(VAL, "none") not in ("none", "white")
        elif tag == _COLOR:
            yield "colour", element.get(VAL, "auto").lower().lstrip("#")
        elif tag == SHD:
            yield "shading", is_shaded(element)
        elif tag == _FONTS:
            for key, name in (
                ("ascii", element.get(_ASCII)),
                ("hansi", element.get(_HANSI)),
                ("cs", element.get(_CS)),
            ):
                if name:
                    yield key, name


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
    fonts = [str(props[key]) for key in ("ascii", "hansi", "cs") if props.get(key)]
    symbol_font = next((font for font in fonts if is_symbol_font(font)), None)
    letters = symbol_font is not None and is_symbol_font(str(props.get("ascii", symbol_font)))
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
    if len(words) == 2 and words[0] == "heading" and words[1].isdigit() and 1 <= int(words[1]) <= _BODY_LEVEL:
        return int(words[1])
    return 1 if words == ["title"] else None
