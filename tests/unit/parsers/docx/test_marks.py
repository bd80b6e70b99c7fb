"""Every way in which a Word file holds a ticked or an empty box."""

from __future__ import annotations

import struct

import pytest

from tests.unit.parsers.docx.reading import OFF, ON, UNKNOWN, marks, paragraphs, read, runs, states, texts
from tests.unit.parsers.docx.word_packages import (
    XMLNS,
    checkbox,
    p,
    r,
    relationships,
    sdt,
    tbl,
    tc,
    tr,
    word_file,
)
from toolkit_extract.parsers.docx import parse_docx
from toolkit_extract.schemas.document import Emphasis, MarkState, Run, RunOrigin


@pytest.mark.parametrize("value", ["1", "true", "on", "TRUE"])
def test_a_checkbox_control_is_selected_by_any_true_value(value: str) -> None:
    assert states(read(p(checkbox(value, r("☒")), " Partially"))) == [ON]


@pytest.mark.parametrize("value", ["0", "false", "off", None])
def test_a_checkbox_control_is_unselected_by_any_false_value_or_none(value: str | None) -> None:
    assert states(read(p(checkbox(value, r("☐")), " Partially"))) == [OFF]


def test_the_glyph_of_a_control_is_its_mark_and_no_text() -> None:
    document = read(p(checkbox("1", r("☒")), " Partially"))
    mark = marks(document)[0]
    assert texts(document) == [" Partially"]
    assert (mark.method, mark.verbatim, mark.conflict, mark.boxed) == ("content_control", "☒", None, True)


def test_a_control_that_shows_another_glyph_than_it_stores_is_believed_and_the_conflict_named() -> None:
    mark = marks(read(p(checkbox("0", r("☒")), " Low")))[0]
    assert mark.state is OFF
    assert mark.conflict == "the glyph shown says selected"
    assert mark.confidence < 0.9


def test_a_control_with_glyphs_of_its_own_agrees_with_its_declaration() -> None:
    mark = marks(read(p(checkbox("1", r("☺"), declared=("263A", "2639")), " Low")))[0]
    assert (mark.state, mark.conflict, mark.verbatim) == (ON, None, "☺")


def test_a_control_that_shows_a_symbol_is_read_by_its_private_use_twin() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    mark = marks(read(p(checkbox("1", symbol, declared=("00FE", "006F")), " Low")))[0]
    assert (mark.state, mark.conflict) == (ON, None)


def test_a_control_with_an_illegal_state_is_read_by_its_glyph_and_says_so() -> None:
    mark = marks(read(p(checkbox("maybe", r("☒")), " Low")))[0]
    assert (mark.state, mark.method) == (ON, "control_glyph")
    assert mark.conflict is not None


def test_several_controls_in_one_paragraph_keep_their_places() -> None:
    document = read(p(checkbox("0", r("☐")), " Low ", checkbox("1", r("☒")), " High"))
    kinds = [i.text if isinstance(i, Run) else i.state for i in paragraphs(document)[0].inlines]
    assert kinds == [OFF, " Low ", ON, " High"]


def test_a_control_round_a_paragraph_a_cell_or_a_row_loses_nothing() -> None:
    around_paragraph = checkbox("1", p("☒ Partially"))
    around_cell = checkbox("0", tc(p("☐ Low")))
    around_row = sdt(tr(tc("Row"), tc(p(checkbox("1", r("☒"))))))
    document = read(around_paragraph + tbl(tr(tc("Cell"), around_cell), around_row))
    assert texts(document)[:4] == [" Partially", "Cell", " Low", "Row"]
    assert states(document) == [ON, OFF, ON]


def test_nested_controls_count_once_each() -> None:
    document = read(sdt(sdt(p(sdt(checkbox("1", r("☒")) + r(" Partially"))))))
    assert (states(document), texts(document)) == ([ON], [" Partially"])


def test_a_control_without_any_content_is_still_a_box() -> None:
    assert states(read(p(checkbox("1", ""), " Low"))) == [ON]
    assert states(read(checkbox("1", ""))) == [ON]


@pytest.mark.parametrize(
    ("inner", "state"),
    [
        ("<w:checked/>", ON),
        ('<w:checked w:val="1"/>', ON),
        ('<w:checked w:val="true"/>', ON),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', OFF),
        ('<w:default w:val="1"/>', ON),
        ('<w:default w:val="0"/>', OFF),
        ("", OFF),
    ],
)
def test_a_legacy_checkbox_goes_by_checked_then_default_then_off(inner: str, state: MarkState) -> None:
    document = read(p(_legacy(f"<w:checkBox><w:sizeAuto/>{inner}</w:checkBox>", "FORMCHECKBOX"), " Low"))
    assert (states(document), texts(document)) == ([state], [" Low"])
    assert marks(document)[0].method == "legacy_field"


def test_a_legacy_checkbox_whose_result_shows_another_state_names_the_conflict() -> None:
    mark = marks(read(p(_legacy('<w:checkBox><w:checked w:val="0"/></w:checkBox>', "FORMCHECKBOX", "☒"))))[0]
    assert mark.state is OFF
    assert mark.conflict == "the field's result shows selected"


def _legacy(data: str, instruction: str, result: str = "") -> str:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    middle = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + (r(result) if result else "")
    return begin + middle + shown + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def test_a_legacy_dropdown_gives_its_chosen_entry_and_a_text_field_its_words() -> None:
    entries = '<w:listEntry w:val="Low"/><w:listEntry w:val="High"/>'
    document = read(
        p(_legacy(f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>', "FORMDROPDOWN"))
        + p(_legacy("<w:textInput/>", "FORMTEXT", "typed words"))
        + p(_legacy("<w:textInput/>", "FORMTEXT", "\u2002" * 5))
    )
    assert [(run.text, run.origin) for run in runs(document)] == [
        ("High", RunOrigin.DROPDOWN),
        ("typed words", RunOrigin.FIELD),
    ]


def test_an_untouched_legacy_dropdown_shows_its_first_entry_and_claims_no_choice() -> None:
    document = read(p(_legacy('<w:ddList><w:listEntry w:val="Low"/></w:ddList>', "FORMDROPDOWN")))
    assert [(run.text, run.origin) for run in runs(document)] == [("Low", RunOrigin.FIELD)]


@pytest.mark.parametrize(
    ("font", "char", "state"),
    [
        ("Wingdings", "F06F", OFF), ("Wingdings", "F0A8", OFF), ("Wingdings", "A8", OFF), ("Wingdings", "F071", OFF),
        ("Wingdings", "F072", OFF), ("Wingdings", "F0FE", ON), ("Wingdings", "F0FD", ON), ("Wingdings", "F078", ON),
        ("Wingdings 2", "F0A3", OFF), ("Wingdings 2", "F02A", OFF), ("Wingdings 2", "F052", ON),
        ("Wingdings 2", "F053", ON), ("Wingdings 2", "F054", ON), ("Webdings", "F063", OFF),
        ("Segoe UI Symbol", "2612", ON), ("MS Gothic", "2610", OFF),
    ],
)  # fmt: skip
def test_a_symbol_run_is_read_by_font_and_code(font: str, char: str, state: MarkState) -> None:
    document = read(p(f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>', " Low"))
    assert (states(document), texts(document)) == ([state], [" Low"])
    assert marks(document)[0].boxed


def test_a_bare_tick_of_a_symbol_font_is_a_sign_without_a_box() -> None:
    mark = marks(read(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', " Low")))[0]
    assert (mark.state, mark.boxed) == (ON, False)


def test_symbols_that_are_no_boxes_are_no_marks() -> None:
    body = p(
        '<w:r><w:sym w:font="Wingdings 2" w:char="F097"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="F028"/></w:r>',
        '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>',
        '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>',
        " call us",
    )
    document = read(body)
    assert marks(document) == []
    assert texts(document)[0].endswith("•→ call us")


def test_letters_in_a_symbol_font_are_boxes_through_run_or_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Tick"><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
        "</w:rPr></w:style>"
    )
    direct = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    document = read(
        p(r("þ", direct), r(" Low"))
        + p(r("o", '<w:rStyle w:val="Tick"/>'), r(" High"))
        + p(r("\uf0fe"), r(" None")),
        styles=styles,
    )
    assert states(document) == [ON, OFF, ON]
    assert texts(document) == [" Low", " High", " None"]


def test_unicode_boxes_count_whole_and_beside_each_other() -> None:
    document = read(p("☐ Not at all ☑ Partially ☒ More ▢ Most 🗹 All"))
    assert states(document) == [OFF, ON, ON, OFF, ON]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x] Low", [ON]), ("[X] Low", [ON]), ("[ ] Low", [OFF]), ("[] Low", [OFF]), ("[  ] Low", [OFF]),
        ("(x) Low", [ON]), ("( ) Low", [OFF]), ("Low [x]", [ON]), ("Low[x]", [ON]), ("[✓] Low", [ON]),
        ("f(x) is", []), ("see list[x] there", []), ("call f() now", []), ("note [1] here", []),
        ("(ix) nine (x) ten", []), ("a list (x) of things where f (x) = 2", []), ("Yes (x) No ( )", [ON, OFF]),
        ("Name □□□□□□", []),
    ],
)  # fmt: skip
def test_brackets_are_boxes_where_they_are_set_off(text: str, expected: list[MarkState]) -> None:
    assert states(read(p(text))) == expected


def test_a_bracket_split_over_runs_of_different_looks_is_one_mark() -> None:
    document = read(p(r("["), r("x", "<w:b/>"), r("] Partially")))
    assert (states(document), texts(document)) == ([ON], [" Partially"])


def test_a_tick_typed_before_or_after_an_untouched_box_makes_one_selected_mark() -> None:
    for body in (
        p("✓ ☐ Partially"),
        p("☐ ✓ Partially"),
        p("☐X Partially"),
        p("x☐ Partially"),
        p("☐ x Partially"),
    ):
        found = marks(read(body))
        assert [(mark.state, mark.method) for mark in found] == [(ON, "typed_sign_over_box")]
        assert found[0].conflict is None


def test_a_tick_typed_beside_a_control_that_says_unticked_names_the_conflict() -> None:
    found = marks(read(p(checkbox("0", r("☐")), "✓ Partially")))
    assert [(mark.state, mark.method) for mark in found] == [(ON, "typed_sign_over_box")]
    assert found[0].conflict is not None
    assert "content_control" in found[0].conflict


def test_a_tick_at_the_end_of_one_option_does_not_tick_the_next_ones_box() -> None:
    found = marks(read(p("☐ Low ✓ ☐ High")))
    assert [mark.state for mark in found] == [OFF, ON, OFF]


def test_a_lone_sign_in_a_cell_or_at_the_end_of_a_line_counts_as_a_bare_sign() -> None:
    document = read(tbl(tr(tc("X"), tc("Partially ✓"), tc("x High"), tc("Low x"))))
    assert [(m.state, m.boxed) for m in marks(document)] == [(ON, False)] * 4


@pytest.mark.parametrize(
    "text",
    [
        "put a ✓ in the box that applies to you",
        "Appendix X",
        "2 x 3 staff",
        "the x axis of the chart",
        "4 × 4",
    ],
)
def test_signs_within_words_are_words(text: str) -> None:
    document = read(p(text))
    assert (marks(document), texts(document)) == ([], [text])


def test_squares_that_are_bullets_or_missing_glyphs_are_no_boxes() -> None:
    squares = read(p("■ first point of the list") + p("caf□s") + p("□ " + "word " * 40))
    circles = read(p("● outer") + p("○ inner") + p("○ inner") + p("● outer") + p("● outer"))
    assert marks(squares) + marks(circles) == []
    assert texts(squares)[0] == "■ first point of the list"
    assert texts(circles)[1] == "○ inner"


def test_a_black_square_beside_hollow_ones_is_the_selected_box() -> None:
    document = read(tbl(tr(tc(p("□ Low"), p("■ Medium"), p("□ High")))))
    assert states(document) == [OFF, ON, OFF]


def test_circles_are_radio_buttons_in_company() -> None:
    assert states(read(tbl(tr(tc(p("○ Low"), p("● Medium"), p("○ High")))))) == [OFF, ON, OFF]
    assert states(read(p("○ Yes ○ No"))) == [OFF, OFF]


_BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{glyph}"/>'
    '<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
_IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


@pytest.mark.parametrize(
    ("glyph", "font", "expected"),
    [
        ("☐", "MS Gothic", [OFF]),
        ("\uf0a8", "Wingdings", [OFF]),
        ("\uf0fe", "Wingdings", [ON]),
        ("\uf0a7", "Wingdings", []),
        ("\uf0b7", "Symbol", []),
        ("o", "Courier New", []),
        ("\uf0fc", "Wingdings", []),
        ("■", "Arial", []),
        ("□", "Arial", []),
        ("\uf097", "Wingdings 2", []),
    ],
)
def test_a_list_bullet_is_a_box_only_where_it_looks_like_one(
    glyph: str, font: str, expected: list[MarkState]
) -> None:
    document = read(p("Partially", props=_IN_LIST), numbering=_BULLETS.format(glyph=glyph, font=font))
    assert states(document) == expected
    assert all(mark.method == "list_bullet" for mark in marks(document))


def test_a_field_shows_its_result_and_never_the_glyphs_of_its_instruction() -> None:
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText> IF 1 = 1 "☒" "☐" </w:instrText></w:r>'
    document = read(p(begin, code, middle, r("☒"), end, r(" Low")))
    assert (states(document), texts(document)) == ([ON], [" Low"])


def test_alternatives_count_once_by_the_branch_that_is_understood() -> None:
    inner = f"<w:txbxContent>{p('☒ in a box')}</w:txbxContent>"
    shape = f"<w:r><w:drawing><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></w:drawing></w:r>"
    branches = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{shape}</mc:Fallback>'
    known = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
    unknown = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="future"><w:t>☐ new</w:t></mc:Choice>'
        "<mc:Fallback><w:t>☒ old</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read(p("Anchor ", known) + p(unknown))
    assert states(document) == [ON, ON]
    assert texts(document) == ["Anchor ", " in a box", " old"]


def test_fields_that_word_stores_without_a_result_show_their_symbol() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    button = "<w:r><w:instrText>MACROBUTTON Tick </w:instrText></w:r>"
    glyph = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    symbol = '<w:r><w:instrText>SYMBOL 168 \\f "Wingdings"</w:instrText></w:r>'
    document = read(p(begin, button, glyph, end, " Low") + p(begin, symbol, end, " High"))
    assert (states(document), texts(document)) == ([ON, OFF], [" Low", " High"])


def test_a_dropdown_control_gives_its_choice_and_its_prompt_gives_nothing() -> None:
    listing = (
        '<w:dropDownList><w:listItem w:displayText="Choose an item." w:value=""/>'
        '<w:listItem w:displayText="High" w:value="3"/></w:dropDownList>'
    )
    chosen = p(sdt(r("High"), listing))
    prompt = p("Risk: ", sdt(r("Choose an item."), listing + "<w:showingPlcHdr/>"))
    untouched = p("Risk: ", sdt(r("Choose an item."), listing))
    document = read(chosen + prompt + untouched)
    assert [(run.text, run.origin) for run in runs(document)] == [
        ("High", RunOrigin.DROPDOWN),
        ("Risk: ", RunOrigin.TEXT),
        ("Risk: ", RunOrigin.TEXT),
    ]


def test_placeholder_text_is_no_answer_but_typed_text_is() -> None:
    document = read(
        p(sdt(r("Click here to enter text."), "<w:showingPlcHdr/><w:text/>"))
        + p(sdt(r("1 May 2024"), '<w:date w:fullDate="2024-05-01T00:00:00Z"/>'))
        + sdt(sdt(p("data bound"), "<w:dataBinding/>"), "<w15:repeatingSection/>")
    )
    assert texts(document) == ["1 May 2024", "data bound"]


def _activex(
    value: str,
    caption: str,
    *,
    class_id: str = "8BD21D40-EC42-11CE-9E0D-00AA006002F3",
    stream: bytes | None = None,
) -> bytes:
    mask = 1 << 0 | 1 << 6 | 1 << 8 | 1 << 22 | 1 << 23 | 1 << 31
    fixed = struct.pack("<I", 0x1B) + struct.pack("<B", 4) + b"\0" * 3
    fixed += struct.pack("<I", len(value) | 0x80000000) + struct.pack("<I", len(caption) | 0x80000000)
    strings = b"".join(s.encode() + b"\0" * (-len(s) % 4) for s in (value, caption))
    stream = stream or struct.pack("<BBHQ", 0, 2, 0, mask) + fixed + struct.pack("<II", 100, 50) + strings
    control = f'<ax:ocx {XMLNS} ax:classid="{{{class_id}}}" r:id="rId1"/>'
    body = p('<w:r><w:object><w:control r:id="c1" w:name="CheckBox1"/></w:object></w:r>')
    return word_file(
        body,
        links=(("c1", "control", "activeX/activeX1.xml"),),
        extra={
            "word/activeX/activeX1.xml": control,
            "word/activeX/_rels/activeX1.xml.rels": relationships(
                ("rId1", "activeXControlBinary", "activeX1.bin")
            ),
            "word/activeX/activeX1.bin": b"\0" * 16 + stream,
        },
    )


@pytest.mark.parametrize(("value", "state"), [("1", ON), ("0", OFF)])
def test_an_activex_checkbox_gives_its_value_and_its_caption(value: str, state: MarkState) -> None:
    mark = marks(parse_docx(_activex(value, "Partially"), "x.docx"))[0]
    assert (mark.state, mark.method, mark.label) == (state, "activex", "Partially")


def test_an_activex_button_is_no_mark() -> None:
    button = "D7053240-CE69-11CD-A777-00DD01143C57"
    assert marks(parse_docx(_activex("1", "Send", class_id=button), "x.docx")) == []


def test_an_activex_control_with_unreadable_data_is_unknown() -> None:
    mark = marks(parse_docx(_activex("1", "Partially", stream=b"\xff" * 40), "x.docx"))[0]
    assert (mark.state, mark.label) == (UNKNOWN, None)


def _picture(name: str, size: int = 127_000) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{size}" cy="{size}"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{name}"/>'
        "<a:graphic><a:graphicData><pic:pic/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


@pytest.mark.parametrize(
    ("name", "state"), [("Checkbox checked", ON), ("Unticked box", OFF), ("tick", ON), ("checkbox", UNKNOWN)]
)
def test_a_small_picture_that_is_named_a_box_or_tick_is_a_mark(name: str, state: MarkState) -> None:
    mark = marks(read(p(_picture(name), " Low")))[0]
    assert (mark.state, mark.method) == (state, "picture_name")


def test_a_nameless_small_picture_is_unknown_beside_options_and_nothing_beside_prose() -> None:
    options = tbl(tr(tc(p(_picture(""), r(" Low")), p(_picture(""), r(" High")))))
    assert [(m.state, m.method) for m in marks(read(options))] == [(UNKNOWN, "picture")] * 2
    assert marks(read(p(_picture(""), " a logo that stands before a heading"))) == []
    assert marks(read(p(_picture("tick", 6_000_000)))) == []


def test_a_shape_drawn_on_a_label_is_an_unknown_sign_where_it_is_anchored() -> None:
    ring = (
        '<w:r><w:drawing><wp:anchor><wp:extent cx="900000" cy="250000"/><wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/>'
        "</wps:spPr></wps:wsp></wp:anchor></w:drawing></w:r>"
    )
    mark = marks(read(tbl(tr(tc(p(ring, r("Partially")))))))[0]
    assert (mark.state, mark.method, mark.boxed) == (UNKNOWN, "drawn_shape", False)


def test_a_drawn_line_or_banner_is_no_mark() -> None:
    banner = (
        '<w:r><w:drawing><wp:anchor><wp:extent cx="6000000" cy="900000"/><wps:wsp><wps:spPr><a:prstGeom prst="rect"/>'
        "</wps:spPr></wps:wsp></wp:anchor></w:drawing></w:r>"
    )
    assert marks(read(p(banner, "Title"))) == []


def test_the_place_of_a_mark_is_its_table_row_cell_and_paragraph() -> None:
    document = read(tbl(tr(tc("Header")), tr(tc("a"), tc(p("first"), p("☒ Low")))))
    region = marks(document)[0].region
    assert region is not None
    assert region.model_dump() == {"table": 1, "row": 2, "cell": 2, "paragraph": 2}


def test_emphasis_of_words_survives_the_signs_cut_out_of_them() -> None:
    document = read(p(r("☒ Partially", "<w:b/>"), r(" ☐ Low")))
    assert runs(document)[0].emphasis == frozenset({Emphasis.BOLD})


def test_a_tick_at_the_end_of_a_long_line_that_a_box_begins_is_a_mark() -> None:
    words = "Medium (no immediate risks but there is potential for greater risk if this is not addressed)"
    document = read(tbl(tr(tc(p(f"☐ {words} ✓")))))
    assert states(document) == [OFF, ON]


def test_a_ticked_emoji_beside_a_box_ticks_it() -> None:
    assert states(read(p("☐ ✅ Partially"))) == [ON]


def test_a_ticked_emoji_at_the_end_of_a_boxs_line_is_a_sign_and_no_second_box() -> None:
    assert [mark.boxed for mark in marks(read(p("☐ Partially ✅")))] == [True, False]


def test_a_ticked_emoji_among_empty_squares_is_a_box() -> None:
    assert [mark.boxed for mark in marks(read(p("✅ Partially") + p("⬜ Low")))] == [True, True]


@pytest.mark.parametrize("sign", ["✘", "X", "x", "×"])
def test_a_sign_before_a_line_to_sign_on_is_no_mark(sign: str) -> None:
    assert marks(read(p(f"{sign} ____________________"))) == []
