"""Paragraphs as their writer parted them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Flowable

from tests.unit.parsers.pdf.drawing import grid, lines, pdf, read, texts, write
from tests.unit.parsers.pdf.raw_pdf import one_page, text
from toolkit_extract.parsers.pdf import parse_pdf
from toolkit_extract.parsers.pdf.hyphenation import Hyphenation
from toolkit_extract.schemas.document import Emphasis, Role, Run, paragraphs_of

LONG = "The team meets every week to look at the rota and at the cases that are still open, and the minutes are kept."


def _flow(c: Canvas, paragraphs: list[str], width: float, gap: float, leading: float = 12.0) -> None:
    """Set paragraphs into a column of a width, as a word processor does."""
    style = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=leading)
    y = 290.0
    for words in paragraphs:
        flowable = Flowable(words, style)
        _, height = flowable.wrap(width, 1_000)
        flowable.drawOn(c, 40, y - height)
        y -= height + gap


@pytest.mark.parametrize("gap", [0.0, 4.0, 8.0])
@pytest.mark.parametrize("leading", [11.0, 12.0, 15.0, 18.0])
def test_paragraphs_are_parted_where_the_writer_parted_them_and_not_at_lines(
    gap: float, leading: float
) -> None:
    def draw(c: Canvas) -> None:
        grid(c, [34, 234, 380], [20, 295])
        _flow(c, [LONG, "A short one.", LONG], 190, gap, leading)

    assert texts(read(draw)) == [LONG, "A short one.", LONG]


def test_bullets_begin_items_and_are_no_words_of_them() -> None:
    def draw(c: Canvas) -> None:
        for number, words in enumerate(("first point", "second point")):
            write(c, 40, 250 - 12 * number, "\u2022")
            write(c, 52, 250 - 12 * number, words)

    document = read(draw)
    assert texts(document) == ["first point", "second point"]
    assert {paragraph.role for paragraph in paragraphs_of(document.blocks)} == {Role.LIST_ITEM}


def test_an_item_goes_on_under_its_words() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [34, 150, 380], [100, 270])
        write(c, 40, 250, "\u2022")
        lines(c, 52, 250, ["a point that is long", "and goes on below"])
        write(c, 40, 226, "\u2022")
        write(c, 52, 226, "next point")

    assert texts(read(draw)) == ["a point that is long and goes on below", "next point"]


def test_bold_heads_stand_apart_from_the_words_below() -> None:
    def draw(c: Canvas) -> None:
        grid(c, [34, 150, 380], [100, 270])
        write(c, 40, 250, "Head", font="Helvetica-Bold")
        lines(c, 40, 238, ["words of the", "paragraph"])

    document = read(draw)
    first = next(paragraphs_of(document.blocks))
    assert texts(document)[0] == "Head"
    assert isinstance(first.inlines[0], Run)
    assert first.inlines[0].emphasis == frozenset({Emphasis.BOLD})


def test_a_word_in_two_looks_stays_one_word() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 250, "semi", font="Helvetica-Bold")
        write(c, 40 + c.stringWidth("semi", "Helvetica-Bold", 10), 250, "bold words")

    assert texts(read(draw)) == ["semibold words"]


def test_ligatures_become_letters() -> None:
    encoding = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding 21 0 R >>"
    data = one_page(
        b"BT /F9 10 Tf 40 250 Td (of\\001ce and \\002ow) Tj ET\n",
        page=b"/Resources << /Font << /F9 20 0 R >> >>",
        more={20: font, 21: encoding},
    )
    assert texts(parse_pdf(data, "ligatures.pdf")) == ["office and flow"]


def test_a_word_broken_at_the_end_of_a_line_is_one_word_where_the_document_has_it_elsewhere() -> None:
    def draw(c: Canvas) -> None:
        lines(
            c,
            40,
            250,
            ["Good practice is shared. This prac-", "tice is shared across the self-", "assessment group."],
        )

    assert " ".join(texts(read(draw))) == (
        "Good practice is shared. This practice is shared across the self-assessment group."
    )


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [("self-", "assessment", True), ("multi-", "agency", True), ("manage-", "ment", False), ("evalua-", "tion", False),
     ("Smith-", "Jones", True), ("2023-", "24", True)],
)  # fmt: skip
def test_hyphens_without_evidence_in_the_document(before: str, after: str, kept: bool) -> None:
    assert Hyphenation().keeps_hyphen(before, after) is kept


@given(st.lists(st.sampled_from(["practice", "well-known", "prac", "tice", "known"])))
def test_what_the_document_says_of_a_word_does_not_depend_on_the_order_of_its_words(words: list[str]) -> None:
    forwards, backwards = Hyphenation(), Hyphenation()
    forwards.learn(words)
    backwards.learn(reversed(words))
    assert forwards.keeps_hyphen("prac-", "tice") == backwards.keeps_hyphen("prac-", "tice")


def test_superscripts_stay_in_their_line() -> None:
    data = one_page(text(40, 250, "the 4") + text(62.8, 254, "th", size=6) + text(70, 250, "of May"))
    assert texts(parse_pdf(data, "super.pdf"))[0].replace(" ", "") == "the4thofMay"


def test_underlined_struck_and_highlighted_words_keep_their_emphasis() -> None:
    def draw(c: Canvas) -> None:
        c.setFillColorRGB(1, 1, 0)
        c.rect(40, 208, 40, 13, stroke=0, fill=1)
        c.setFillColorRGB(0, 0, 0)
        for y, words in ((250, "under"), (230, "struck"), (210, "marked")):
            write(c, 40, y, words)
        c.line(40, 248.6, 66, 248.6)
        c.line(40, 232.8, 70, 232.8)

    runs = [i for p in paragraphs_of(read(draw).blocks) for i in p.inlines if isinstance(i, Run)]
    assert {run.text.strip(): {str(e.value) for e in run.emphasis} for run in runs} == {
        "under": {"underline"},
        "struck": {"strike"},
        "marked": {"highlight"},
    }


def test_a_watermark_across_the_page_is_no_text() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, 250, "Words of the page")
        c.saveState()
        c.translate(100, 50)
        c.rotate(45)
        write(c, 0, 0, "DRAFT", size=60)
        c.restoreState()

    assert texts(read(draw)) == ["Words of the page"]


def test_invisible_words_are_no_text_of_a_page_that_is_no_scan() -> None:
    data = one_page(text(40, 250, "seen") + b"3 Tr\n" + text(40, 230, "unseen"))
    assert texts(parse_pdf(data, "hidden.pdf")) == ["seen"]


def test_the_same_bytes_give_the_same_document() -> None:
    def draw(c: Canvas) -> None:
        _flow(c, [LONG, LONG], 200, 6)

    data = pdf(draw)
    assert parse_pdf(data, "a.pdf") == parse_pdf(data, "a.pdf")
