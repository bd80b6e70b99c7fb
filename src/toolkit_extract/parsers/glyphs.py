"""What does a character say as a selection mark, and what does a reader see where it stands?

Word files, text and PDFs all show boxes as characters: Unicode ballot boxes, or codes of a symbol font, where
the code alone is a harmless letter (`þ` in Wingdings is a ticked box). The tables of that knowledge stand
here once. They tell what one character is by itself. Whether a `□` at the start of a line is a bullet or a
box, or whether a `✓` stands in prose, is for the reader of the place to decide: such characters carry
`ambiguous`.

Sources: the names of the Unicode Character Database; the vendor mapping of Wingdings, Wingdings 2 and
Webdings to Unicode (ISO/IEC JTC1/SC2/WG2 N4115); Annex D.6 of ISO 32000 for ZapfDingbats.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from toolkit_extract.schemas.document import MarkState

UNICODE_METHOD = "unicode_glyph"
FONT_METHOD = "symbol_font"


@dataclass(frozen=True, slots=True)
class GlyphReading:
    """What one character says as a selection mark.

    `boxed` is false for a bare tick or cross. `radio` is true for circles. `ambiguous` is true for a
    character that serves other ends as well (a bullet, a missing-glyph sign, a sign in prose or mathematics):
    it is a mark only where its company says so. `display` is the Unicode character that looks the same.
    """

    state: MarkState
    boxed: bool
    method: str
    display: str
    ambiguous: bool = False
    radio: bool = False


_ON, _OFF = MarkState.SELECTED, MarkState.UNSELECTED


def _readings() -> dict[str, GlyphReading]:
    rows: tuple[tuple[str, MarkState, bool, bool, bool], ...] = (
        # characters, state, boxed, ambiguous, radio
        ("☐▢🗆🗅⬜❏❐❑❒🞎🞏🞐🞑", _OFF, True, False, False),
        ("□◻◽🔲🔳", _OFF, True, True, False),
        ("☑☒⮽🗹🗷🗵⊠⛝⌧🅇🆇▣🞔🞕⊡", _ON, True, False, False),
        ("■◼◾⬛", _ON, True, True, False),
        ("✅❎", _ON, True, True, False),
        ("◯⚪⭘🔾", _OFF, True, False, True),
        ("○❍", _OFF, True, True, True),
        ("◉⦿🞊🔘⮾⮿🅧", _ON, True, False, True),
        ("●⬤⚫⊙◎⊗⏺", _ON, True, True, True),
        ("✓✔🗸✗✘🗴🗶", _ON, False, False, False),
        ("✕✖❌☓🗙√×", _ON, False, True, False),
    )
    return {
        character: GlyphReading(state, boxed, UNICODE_METHOD, character, ambiguous, radio)
        for characters, state, boxed, ambiguous, radio in rows
        for character in characters
    }


_UNICODE = _readings()

# Code of the font -> the Unicode character that looks the same. A code that is missing here is an ornament.
_WINGDINGS = {
    0x3C: "💾", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹",
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "🞐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "⌧", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA4: "◉",
    0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE7: "⬅", 0xE8: "➔", 0xE9: "⬆", 0xEA: "⬇", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧",
    0xF2: "⇩", 0xF3: "⇔", 0xFB: "✘", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {
    0x29: "🗅", 0x2A: "🗆", 0x2B: "🗇", 0x4F: "✗", 0x50: "✓", 0x51: "🗵", 0x52: "☑", 0x53: "⮽", 0x54: "☒",
    0x55: "⮾", 0x56: "⮿", 0x95: "•", 0x96: "•", 0x97: "●", 0x98: "⬤", 0x99: "○", 0x9A: "○", 0x9B: "○",
    0x9E: "⦿", 0x9F: "▪", 0xA0: "▪", 0xA1: "◾", 0xA2: "■", 0xA3: "□", 0xA4: "🞑", 0xA7: "▣",
}  # fmt: skip
_WINGDINGS_3 = {0x66: "←", 0x67: "→", 0x68: "↑", 0x69: "↓", 0x7D: "▶", 0x75: "▶", 0x84: "▸"}
_WEBDINGS = {0x33: "◀", 0x34: "▶", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✖"}
_ZAPF = {
    0x33: "✓", 0x34: "✔", 0x35: "✕", 0x36: "✖", 0x37: "✗", 0x38: "✘", 0x48: "★", 0x6C: "●", 0x6D: "❍",
    0x6E: "■", 0x6F: "❏", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "▲", 0x74: "▼", 0x75: "◆", 0x76: "❖",
    0xD4: "➔", 0xD5: "→", 0xE2: "➢",
}  # fmt: skip
_SYMBOL = {
    **{0x41 + i: c for i, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{0x61 + i: c for i, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **{0x30 + i: str(i) for i in range(10)},
    0x20: " ", 0x21: "!", 0x22: "∀", 0x23: "#", 0x24: "∃", 0x25: "%", 0x26: "&", 0x28: "(", 0x29: ")",
    0x2A: "∗", 0x2B: "+", 0x2C: ",", 0x2D: "−", 0x2E: ".", 0x2F: "/", 0x3A: ":", 0x3B: ";", 0x3C: "<",
    0x3D: "=", 0x3E: ">", 0x3F: "?", 0x5B: "[", 0x5D: "]", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼",
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xDE: "⇒", 0xE1: "⟨", 0xF1: "⟩",
}  # fmt: skip

_FONTS: dict[str, dict[int, str]] = {
    "wingdings": _WINGDINGS,
    "wingdings2": _WINGDINGS_2,
    "wingdings3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "zapfdingbats": _ZAPF,
    "itczapfdingbats": _ZAPF,
    "dingbats": _ZAPF,
    "monotypesorts": _ZAPF,
    "symbol": _SYMBOL,
}
# Hollow squares that are boxes beyond doubt in these fonts, though their Unicode twins are also bullets.
_HOLLOW_IN_FONT = {("wingdings", 0x6F), ("wingdings", 0xA8), ("wingdings2", 0xA3), ("webdings", 0x63)}
_PRIVATE_USE = range(0xF000, 0xF100)


@lru_cache(maxsize=512)
def font_family(font: str | None) -> str:
    """The family of a font name: `ABCDEF+Wingdings-Regular` becomes `wingdings`, `Wingdings 2` `wingdings2`.

    Bold, italic and foundry suffixes fall away. An unknown name comes back lowered and without spaces.
    """
    if not font:
        return ""
    name = font.rsplit("+", 1)[-1].split(",")[0].split("-")[0]
    name = "".join(name.split()).replace("_", "").lower()
    for suffix in ("regular", "mt", "std", "bt", "itc"):
        name = name.removesuffix(suffix)
    return name


def is_symbol_font(font: str | None) -> bool:
    """Whether the codes of this font are pictures, so that its letters must not be read as letters."""
    return font_family(font) in _FONTS


def code_in_symbol_font(character: str) -> int | None:
    """The one-byte code drawn for a character: itself, its private-use twin, or its cp1252 byte."""
    point = ord(character)
    if point in _PRIVATE_USE:
        return point - 0xF000
    if point < 0x100:
        return point
    try:
        return character.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=4096)
def displayed_character(character: str, font: str | None) -> str | None:
    """The Unicode character that a reader sees where `character` stands in `font`.

    A private-use code without a known symbol font is read as Wingdings, by far the most frequent. None: an
    ornament that no Unicode character of the tables resembles.
    """
    family = font_family(font)
    table = _FONTS.get(family)
    if table is None:
        if ord(character) not in _PRIVATE_USE:
            return character
        table = _WINGDINGS
    if character.isspace():
        return character
    code = code_in_symbol_font(character)
    if code is None:
        # A true Unicode character: the application shows it in a substitute font.
        return character
    return table.get(code)


@lru_cache(maxsize=4096)
def state_of_glyph(character: str, font: str | None = None) -> GlyphReading | None:
    """What one character says as a selection mark, or None where it says nothing.

    Args:
        character: one code point: a Unicode character, a private-use code (U+F0xx), or a letter of a
            symbol font.
        font: the name of the font it is set in, as the file has it (subset prefix and style suffix allowed).
    """
    if len(character) != 1:
        return None
    family = font_family(font)
    in_font = family in _FONTS
    private = ord(character) in _PRIVATE_USE
    if not in_font and not private:
        return _UNICODE.get(character)
    display = displayed_character(character, font)
    reading = _UNICODE.get(display) if display is not None else None
    if reading is None or display is None:
        return None
    code = code_in_symbol_font(character)
    if code is None:
        return reading
    table_name = family if in_font else "wingdings"
    if table_name == "symbol":
        return None
    ambiguous = _ambiguous_in_font(table_name, code, reading)
    return GlyphReading(reading.state, reading.boxed, FONT_METHOD, display, ambiguous, reading.radio)


def _ambiguous_in_font(family: str, code: int, reading: GlyphReading) -> bool:
    if (family, code) in _HOLLOW_IN_FONT:
        return False
    if family == "webdings" and code == 0x72:
        return False
    return reading.ambiguous


MARK_CHARACTERS = "".join(
    character
    for character in (*_UNICODE, *(chr(point) for point in _PRIVATE_USE))
    if state_of_glyph(character) is not None
)
"""Every character that says something as a mark by itself, private-use codes of symbol fonts included."""
