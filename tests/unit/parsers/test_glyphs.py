"""Which characters are boxes, ticks or crosses, alone or through their font."""

from __future__ import annotations

import pytest

from toolkit_extract.parsers.glyphs import displayed_character, font_family, is_symbol_font, state_of_glyph
from toolkit_extract.schemas.document import MarkState

ON, OFF = MarkState.SELECTED, MarkState.UNSELECTED


@pytest.mark.parametrize("character", "☐▢🗆⬜❏❐❑❒🞏□◻")
def test_an_empty_square_is_an_unselected_box(character: str) -> None:
    reading = state_of_glyph(character)
    assert reading is not None
    assert (reading.state, reading.boxed, reading.method) == (OFF, True, "unicode_glyph")


@pytest.mark.parametrize("character", "☑☒🗹🗷🗵⊠⊡⮽⛝✅❎")
def test_a_square_with_a_sign_in_it_is_a_selected_box(character: str) -> None:
    reading = state_of_glyph(character)
    assert reading is not None
    assert (reading.state, reading.boxed) == (ON, True)


@pytest.mark.parametrize("character", "✓✔✗✘🗸")
def test_a_bare_tick_or_cross_is_a_sign_without_a_box(character: str) -> None:
    reading = state_of_glyph(character)
    assert reading is not None
    assert (reading.state, reading.boxed, reading.ambiguous) == (ON, False, False)


@pytest.mark.parametrize("character", "□■◻◼○●◎✅❌√×")
def test_a_character_that_serves_other_ends_is_ambiguous(character: str) -> None:
    reading = state_of_glyph(character)
    assert reading is not None
    assert reading.ambiguous


@pytest.mark.parametrize("character", "○◯◉●⚪⚫")
def test_a_circle_is_a_radio_button(character: str) -> None:
    reading = state_of_glyph(character)
    assert reading is not None
    assert reading.radio


@pytest.mark.parametrize("character", ["a", "x", "X", "•", "▪", "▫", "–", "➢", "★", " ", "\uf097"])
def test_letters_bullets_and_ornaments_say_nothing(character: str) -> None:
    assert state_of_glyph(character) is None


@pytest.mark.parametrize(
    ("font", "code", "state", "boxed"),
    [
        ("Wingdings", 0x6F, OFF, True),
        ("Wingdings", 0xA8, OFF, True),
        ("Wingdings", 0x71, OFF, True),
        ("Wingdings", 0x72, OFF, True),
        ("Wingdings", 0xFE, ON, True),
        ("Wingdings", 0xFD, ON, True),
        ("Wingdings", 0x78, ON, True),
        ("Wingdings", 0xFC, ON, False),
        ("Wingdings", 0xFB, ON, False),
        ("Wingdings 2", 0xA3, OFF, True),
        ("Wingdings 2", 0x2A, OFF, True),
        ("Wingdings 2", 0x51, ON, True),
        ("Wingdings 2", 0x52, ON, True),
        ("Wingdings 2", 0x53, ON, True),
        ("Wingdings 2", 0x54, ON, True),
        ("Wingdings 2", 0x50, ON, False),
        ("Webdings", 0x61, ON, False),
        ("Webdings", 0x63, OFF, True),
        ("ZapfDingbats", 0x34, ON, False),
        ("ZapfDingbats", 0x38, ON, False),
        ("ZapfDingbats", 0x6F, OFF, True),
    ],
)
def test_a_symbol_font_is_read_by_its_code_plain_and_private(
    font: str, code: int, state: MarkState, boxed: bool
) -> None:
    for character in (chr(code), chr(0xF000 + code)):
        reading = state_of_glyph(character, font)
        assert reading is not None
        assert (reading.state, reading.boxed, reading.method) == (state, boxed, "symbol_font")
        assert not reading.ambiguous


def test_a_filled_square_of_a_symbol_font_is_ambiguous_and_its_small_bullet_is_nothing() -> None:
    filled = state_of_glyph("n", "Wingdings")
    assert filled is not None
    assert filled.ambiguous
    assert state_of_glyph("\uf0a7", "Wingdings") is None
    bullet = state_of_glyph("\uf097", "Wingdings 2")
    assert bullet is None or bullet.ambiguous


def test_a_font_name_is_known_with_subset_prefix_and_style_suffix() -> None:
    assert font_family("ABCDEF+Wingdings-Regular") == "wingdings"
    assert font_family("Wingdings2") == font_family("Wingdings 2") == "wingdings2"
    assert is_symbol_font("BCDEFG+ZapfDingbatsITC")
    assert not is_symbol_font("Calibri")
    assert is_symbol_font("WINGDINGS")


def test_a_unicode_box_set_in_a_unicode_font_keeps_its_own_meaning() -> None:
    for font in ("MS Gothic", "Segoe UI Symbol", "OpenSymbol", "Arial Unicode MS", None):
        reading = state_of_glyph("☒", font)
        assert reading is not None
        assert reading.method == "unicode_glyph"


def test_a_private_code_without_a_known_font_is_read_as_wingdings() -> None:
    reading = state_of_glyph("\uf0fe")
    assert reading is not None
    assert reading.state is ON


def test_the_displayed_character_turns_symbol_codes_into_unicode() -> None:
    assert displayed_character("\uf0e0", "Wingdings") == "→"
    assert displayed_character("a", "Symbol") == "α"
    assert displayed_character("\uf0b7", "Symbol") == "•"
    assert displayed_character("a", "Calibri") == "a"
    assert displayed_character("(", "Wingdings") is None


def test_a_symbol_font_letter_that_went_through_the_windows_code_page_is_still_its_code() -> None:
    reading = state_of_glyph("…", "Wingdings")  # 0x85: a clock face
    assert reading is None
    assert displayed_character("Ÿ", "Wingdings") == "•"  # 0x9F
