"""AcroForm fields: their values are nowhere in the text of the page."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import marks, pdf, read, region, states, texts, write
from tests.unit.parsers.pdf.raw_pdf import checkbox_form, one_page, stream, text
from toolkit_extract.errors import UnsupportedFormat
from toolkit_extract.parsers.pdf import parse_pdf
from toolkit_extract.schemas.document import Document, Run, RunOrigin, paragraphs_of

BOX = b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (f%d) /Rect [40 %d 50 %d] /F 4 %s >>"


def _box(number: int, y: int, entries: bytes) -> bytes:
    return BOX % (number, y, y + 10, entries)


def _labels(*words: str) -> bytes:
    return b"".join(text(58, 251.5 - 20 * number, label) for number, label in enumerate(words))


def _parse(*entries: bytes, labels: tuple[str, ...] = ("North", "South", "East", "West")) -> Document:
    widgets = {20 + i: _box(i, 250 - 20 * i, entry) for i, entry in enumerate(entries)}
    fields = " ".join(f"{number} 0 R" for number in widgets)
    return parse_pdf(checkbox_form(widgets, fields, content=_labels(*labels[: len(entries)])), "form.pdf")


def _runs(document: Document, origin: RunOrigin) -> list[str]:
    return [
        inline.text.strip()
        for paragraph in paragraphs_of(document.blocks)
        for inline in paragraph.inlines
        if isinstance(inline, Run) and inline.origin is origin
    ]


@pytest.mark.parametrize("on", [b"Yes", b"On", b"1", b"TRUE", b"Ja", b"Choice1", b"Grade#20two"])
def test_the_on_state_is_whatever_the_form_calls_it(on: bytes) -> None:
    appearances = b"/AP << /N << /%s 30 0 R /Off 30 0 R >> >>" % on
    widgets = {
        20: _box(0, 250, b"/V /%s /AS /%s %s" % (on, on, appearances)),
        21: _box(1, 230, b"/V /Off /AS /Off " + appearances),
    }
    form = stream(b"", entries=b"/Type /XObject /Subtype /Form /BBox [0 0 10 10]")
    data = checkbox_form(widgets, "20 0 R 21 0 R", more={30: form}, content=_labels("North", "South"))
    assert states(parse_pdf(data, "form.pdf")) == [("selected", "North"), ("unselected", "South")]


def test_a_box_without_appearance_streams_is_read_from_its_state() -> None:
    document = _parse(b"/V /Yes /AS /Yes", b"/V /Off /AS /Off", b"/AS /Yes", b"")
    assert [state for state, _ in states(document)] == ["selected", "unselected", "selected", "unselected"]


def test_a_box_without_an_appearance_state_is_read_from_its_value() -> None:
    assert [state for state, _ in states(_parse(b"/V /Yes", b"/V /Off", b"/V /"))] == [
        "selected",
        "unselected",
        "unselected",
    ]


def test_two_witnesses_that_disagree_are_named() -> None:
    document = _parse(b"/V /Off /AS /Yes")
    (mark,) = marks(document)
    assert mark.state == "selected"
    assert mark.conflict == "the field's value says unselected"
    assert mark.confidence < 0.9


def test_a_kid_that_is_on_while_its_parent_says_off_is_a_conflict() -> None:
    kid = b"<< /Type /Annot /Subtype /Widget /Parent 30 0 R /Rect [40 250 50 260] /F 4 /AS /Yes >>"
    parent = b"<< /FT /Btn /T (parent) /V /Off /Kids [20 0 R] >>"
    data = checkbox_form({20: kid}, "30 0 R", more={30: parent}, content=_labels("North"))
    (mark,) = marks(parse_pdf(data, "form.pdf"))
    assert mark.state == "selected"
    assert mark.conflict is not None


def test_the_value_of_a_parent_holds_for_a_kid_without_a_state() -> None:
    kid = (
        b"<< /Type /Annot /Subtype /Widget /Parent 30 0 R /Rect [40 250 50 260] /F 4 "
        b"/AP << /N << /Yes 31 0 R >> >> >>"
    )
    parent = b"<< /FT /Btn /T (parent) /V /Yes /Kids [20 0 R] >>"
    form = stream(b"", entries=b"/Type /XObject /Subtype /Form /BBox [0 0 10 10]")
    data = checkbox_form({20: kid}, "30 0 R", more={30: parent, 31: form}, content=_labels("North"))
    assert states(parse_pdf(data, "form.pdf")) == [("selected", "North")]


def test_of_radio_buttons_the_chosen_one_is_selected() -> None:
    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East")):
            c.acroForm.radio(
                name="r", value=label, x=40, y=240 - 20 * number, size=12, selected=label == "South"
            )
            write(c, 58, 242 - 20 * number, label)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South"), ("unselected", "East")]


def test_a_widget_over_a_printed_empty_glyph_is_one_mark_with_the_state_of_the_widget() -> None:
    def draw(c: Canvas) -> None:
        c.rect(40, 240, 10, 10)
        c.acroForm.checkbox(name="a", x=40, y=240, size=10, checked=True)
        write(c, 58, 241.5, "North")
        write(c, 40, 221, "\u274f", font="ZapfDingbats", size=12)
        c.acroForm.checkbox(name="b", x=40, y=220, size=10, checked=True)
        write(c, 58, 221.5, "South")

    document = read(draw)
    assert states(document) == [("selected", "North"), ("selected", "South")]
    assert [mark.method for mark in marks(document)] == ["form_field", "form_field"]


def test_the_region_of_a_widget_is_right_to_two_points() -> None:
    (mark,) = marks(_parse(b"/AS /Yes"))
    assert region(mark) == pytest.approx((40, 40, 50, 50), abs=0.1)


def test_words_of_text_fields_stand_where_the_field_is() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 245, "Name:")
        c.acroForm.textfield(name="n", value="Ada Example", x=80, y=240, width=120, height=16)
        write(c, 210, 245, "(block letters)")

    document = read(draw)
    assert texts(document) == ["Name: Ada Example (block letters)"]
    assert _runs(document, RunOrigin.FIELD) == ["Ada Example"]


def test_a_field_of_several_lines_keeps_them() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 280, "Notes")
        c.acroForm.textfield(
            name="n",
            value="First line\nSecond line",
            x=40,
            y=200,
            width=200,
            height=60,
            fieldFlags="multiline",
        )

    assert _runs(read(draw), RunOrigin.FIELD) == ["First line\nSecond line"]


def test_an_empty_text_field_is_no_text() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 245, "Name:")
        c.acroForm.textfield(name="n", value="", x=80, y=240, width=120, height=16)

    assert texts(read(draw)) == ["Name:"]


def test_a_drop_down_shows_the_words_of_the_chosen_entry() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 245, "Choose:")
        c.acroForm.choice(
            name="c",
            value="b",
            options=[("Alpha", "a"), ("Beta words", "b")],
            x=90,
            y=240,
            width=90,
            height=16,
        )

    assert _runs(read(draw), RunOrigin.DROPDOWN) == ["Beta words"]


@pytest.mark.parametrize(
    "widget",
    [
        b"<< /Type /Annot /Subtype /Widget /FT /Btn /Ff 65536 /T (push) /Rect [40 250 90 262] /F 4 >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (sign) /Rect [40 250 140 290] /F 4 >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (none) /Rect [0 0 0 0] /F 4 /AS /Yes >>",
        b"<< /Type /Annot /Subtype /Widget /FT /Btn /T (gone) /Rect [40 250 50 260] /F 2 /AS /Yes >>",
    ],
    ids=["push button", "signature", "no size", "hidden"],
)
def test_push_buttons_signatures_and_what_nobody_sees_are_no_answers(widget: bytes) -> None:
    document = parse_pdf(checkbox_form({20: widget}, "20 0 R", content=_labels("North")), "form.pdf")
    assert marks(document) == []
    assert texts(document) == ["North"]


def test_a_form_that_only_its_makers_program_shows_is_refused_with_the_way_out() -> None:
    data = one_page(
        text(40, 250, "Please wait..."),
        catalog=b"/NeedsRendering true /AcroForm << /Fields [] /XFA 20 0 R >>",
        more={20: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'></xdp:xdp>")},
    )
    with pytest.raises(UnsupportedFormat, match="print it to a PDF"):
        parse_pdf(data, "xfa.pdf")


def test_a_form_with_both_kinds_of_fields_is_read_from_its_widgets() -> None:
    data = checkbox_form({20: _box(0, 250, b"/AS /Yes")}, "20 0 R] /XFA [(template) 30 0 R", content=_labels("North"),
                         more={30: stream(b"<template/>")})  # fmt: skip
    assert states(parse_pdf(data, "both.pdf")) == [("selected", "North")]


def test_fields_of_a_rotated_page_stand_where_the_reader_sees_them() -> None:
    def draw(c: Canvas) -> None:
        c.setPageRotation(90)
        c.acroForm.checkbox(name="a", x=40, y=240, size=10, checked=True)

    (mark,) = marks(parse_pdf(pdf(draw), "rotated.pdf"))
    assert region(mark) == pytest.approx((240, 40, 250, 50), abs=0.1)
