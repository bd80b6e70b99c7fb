"""Boxes and ticks that are characters, in fonts with and without a Unicode map."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import marks, read, region, states, texts, write
from tests.unit.parsers.pdf.raw_pdf import one_page, stream, text
from toolkit_extract.parsers.pdf import parse_pdf

SYMBOLIC = b"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+%s /Encoding /WinAnsiEncoding >>"


def _in_font(font: bytes, code: int, label: str = "North") -> bytes:
    content = b"BT /F9 10 Tf 40 250 Td <%02X> Tj ET\n" % code + text(58, 250, label)
    page = b"/Resources << /Font << /F1 5 0 R /F9 20 0 R >> >>"
    return one_page(content, page=page, more={20: SYMBOLIC % font})


@pytest.mark.parametrize(
    ("font", "code", "state"),
    [
        (b"Wingdings", 0xA8, "unselected"),
        (b"Wingdings-Regular", 0x6F, "unselected"),
        (b"Wingdings", 0xFE, "selected"),
        (b"Wingdings", 0xFD, "selected"),
        (b"Wingdings", 0x78, "selected"),
        (b"Wingdings2", 0xA3, "unselected"),
        (b"Wingdings2", 0x52, "selected"),
        (b"Wingdings2", 0x54, "selected"),
        (b"Webdings", 0x63, "unselected"),
    ],
)
def test_a_letter_of_a_symbol_font_is_the_box_that_it_shows(font: bytes, code: int, state: str) -> None:
    assert states(parse_pdf(_in_font(font, code), "glyphs.pdf")) == [(state, "North")]


def test_the_same_letters_in_a_font_of_letters_are_words() -> None:
    document = parse_pdf(_in_font(b"Arial", 0xFE), "glyphs.pdf")
    assert states(document) == []
    assert texts(document) == ["þ North"]


@pytest.mark.parametrize(("code", "state"), [("o", "unselected"), ("q", "unselected"), ("r", "unselected")])
def test_zapf_dingbats_show_boxes(code: str, state: str) -> None:
    data = one_page(text(40, 250, code, font="F2") + text(58, 250, "North"))
    assert states(parse_pdf(data, "zapf.pdf")) == [(state, "North")]


def test_a_bare_tick_is_a_sign_and_no_box() -> None:
    data = one_page(text(40, 250, "4", font="F2") + text(58, 250, "North"))
    (mark,) = marks(parse_pdf(data, "zapf.pdf"))
    assert (mark.state.value, mark.boxed, mark.label) == ("selected", False, "North")


def test_a_dingbat_square_is_a_bullet_unless_hollow_ones_stand_beside_it() -> None:
    alone = one_page(text(40, 250, "n", font="F2") + text(58, 250, "a point"))
    assert states(parse_pdf(alone, "zapf.pdf")) == []
    lines = "".join(f"{c}" for c in "no")
    both = one_page(b"".join(text(40, 250 - 20 * i, c, font="F2") + text(58, 250 - 20 * i, w)
                             for i, (c, w) in enumerate(zip(lines, ("North", "South"), strict=True))))  # fmt: skip
    assert states(parse_pdf(both, "zapf.pdf")) == [("selected", "North"), ("unselected", "South")]


@pytest.mark.parametrize(
    ("typed", "state"),
    [("[x]", "selected"), ("[X]", "selected"), ("[ ]", "unselected"), ("[]", "unselected"), ("(x)", "selected"),
     ("( )", "unselected"), ("[  ]", "unselected"), ("[_]", "unselected")],
)  # fmt: skip
def test_boxes_typed_with_brackets(typed: str, state: str) -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 250, f"{typed} North")

    document = read(draw)
    assert states(document) == [(state, "North")]
    assert texts(document) == ["North"]


@pytest.mark.parametrize(
    "words", ["f(x) is a function", "call() them", "see note (a) below", "[sic]", "(i) first"]
)
def test_brackets_in_words_are_no_boxes(words: str) -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 250, words)

    document = read(draw)
    assert states(document) == []
    assert texts(document) == [words]


def test_the_region_of_a_glyph_is_that_of_its_ink() -> None:
    data = one_page(text(40, 250, "o", font="F2", size=12) + text(58, 250, "North"))
    x0, top, x1, bottom = region(marks(parse_pdf(data, "zapf.pdf"))[0])
    assert 40 <= x0 < x1 <= 50
    assert 40 <= top < bottom <= 53


def test_a_cross_typed_over_an_empty_glyph_selects_it() -> None:
    data = one_page(
        text(40, 250, "o", font="F2", size=12) + text(42, 251, "X", size=9) + text(58, 250, "North")
    )
    assert states(parse_pdf(data, "zapf.pdf")) == [("selected", "North")]


def test_strokes_over_an_empty_glyph_select_it() -> None:
    content = (
        text(40, 250, "o", font="F2", size=12)
        + text(58, 250, "North")
        + b"40 250 m 50 260 l S 40 260 m 50 250 l S\n"
    )
    assert states(parse_pdf(one_page(content), "zapf.pdf")) == [("selected", "North")]


def test_a_ticked_box_in_a_heading_is_an_ornament() -> None:
    heading = text(40, 270, "o", font="F2", size=20).replace(b"(o)", b"(n)") + text(
        62, 270, "An application", size=20
    )
    body = b"".join(text(40, 240 - 12 * i, "Words of the body in the usual size") for i in range(4))
    assert states(parse_pdf(one_page(heading + body), "heading.pdf")) == []


FRAME = "900 0 0 0 900 900 d1 80 w 60 60 780 780 re S"
CROSSED = FRAME + " 120 w 60 60 m 840 840 l S 60 840 m 840 60 l S"
LETTER_D = "900 0 0 0 900 900 d1 120 w 100 60 m 100 840 l 400 840 l 840 640 840 260 400 60 c h S"
SPECK = FRAME + " 390 390 120 120 re f"


def _in_unmapped_font(glyphs: list[str], shown: list[int]) -> bytes:
    """Glyphs drawn by the file itself, with names and codes that say nothing, each before a word."""
    names = " ".join(f"/g{code}" for code in range(1, len(glyphs) + 1))
    procs = " ".join(f"/g{code} {30 + code} 0 R" for code in range(1, len(glyphs) + 1))
    widths = " ".join("900" for _ in glyphs)
    font = (
        f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 900 900] /FontMatrix [0.001 0 0 0.001 0 0] "
        f"/FirstChar 1 /LastChar {len(glyphs)} /Widths [{widths}] /CharProcs << {procs} >> /Resources << >> "
        f"/Encoding << /Type /Encoding /Differences [1 {names}] >> >>"
    )
    more = {20: font.encode()} | {31 + n: stream(glyph.encode()) for n, glyph in enumerate(glyphs)}
    content = b"".join(
        b"BT /F9 10 Tf 40 %d Td <%02X> Tj ET\n" % (250 - 20 * n, code) + text(58, 250 - 20 * n, f"Item {n}")
        for n, code in enumerate(shown)
    )
    return one_page(content, page=b"/Resources << /Font << /F1 5 0 R /F9 20 0 R >> >>", more=more)


def test_glyphs_that_no_table_explains_are_boxes_if_their_picture_is_one() -> None:
    document = parse_pdf(_in_unmapped_font([FRAME, CROSSED], [1, 2, 1]), "unmapped.pdf")
    assert states(document) == [("unselected", "Item 0"), ("selected", "Item 1"), ("unselected", "Item 2")]
    assert {mark.method for mark in marks(document)} == {"picture"}


def test_a_glyph_with_some_ink_in_it_is_neither_ticked_nor_empty() -> None:
    document = parse_pdf(_in_unmapped_font([FRAME, SPECK], [1, 2]), "unmapped.pdf")
    assert states(document) == [("unselected", "Item 0"), ("unknown", "Item 1")]


def test_a_letter_without_a_map_is_no_box() -> None:
    assert states(parse_pdf(_in_unmapped_font([LETTER_D], [1, 1]), "unmapped.pdf")) == []


def test_a_filled_square_drawn_by_a_symbol_font_over_a_drawn_box_ticks_it() -> None:
    def draw(c: Canvas) -> None:
        for y in (250, 230):
            c.rect(40, y, 8, 8)
            write(c, 54, y, "North")
        write(c, 40.6, 250.8, "n", font="ZapfDingbats", size=9)

    assert states(read(draw)) == [("selected", "North"), ("unselected", "North")]
