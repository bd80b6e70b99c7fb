"""Files as a whole: furniture, scans, locks, limits and damage."""

from __future__ import annotations

import io
import random
import time

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import SIZE, Draw, grid, pdf, read, states, texts, write
from tests.unit.parsers.pdf.raw_pdf import one_page, raw_pdf, stream, text
from toolkit_extract.errors import (
    DamagedFile,
    EmptyFile,
    MissingDependency,
    PasswordNeeded,
    UnsupportedFormat,
)
from toolkit_extract.parsers.pdf import limits, looks_like_pdf, parse_pdf


def _numbered(*bodies: str) -> list:  # type: ignore[type-arg]
    def page(number: int, body: str):  # type: ignore[no-untyped-def]
        def draw(c: Canvas) -> None:
            write(c, 40, 285, "Return of a council", size=8)
            write(c, 40, 200, body)
            write(c, 180, 10, f"Page {number} of {len(bodies)}", size=8)

        return draw

    return [page(number, body) for number, body in enumerate(bodies, 1)]


def test_page_headers_and_footers_are_furniture() -> None:
    document = read(*_numbered("first", "second", "third", "fourth"))
    assert texts(document) == ["first", "second", "third", "fourth"]
    assert set(document.furniture) == {"Return of a council", "Page 1 of 4"}


def test_headings_that_differ_by_their_number_are_no_furniture() -> None:
    def page(number: str):  # type: ignore[no-untyped-def]
        return lambda c: (write(c, 40, 285, f"{number} A standard"), write(c, 40, 200, "words"))

    document = read(*(page(n) for n in ("1.1", "1.2", "2.1", "3.1")))
    assert [t for t in texts(document) if t != "words"] == [
        "1.1 A standard",
        "1.2 A standard",
        "2.1 A standard",
        "3.1 A standard",
    ]


def test_a_date_in_the_header_is_furniture_on_the_page_whose_number_it_holds() -> None:
    def page(c: Canvas) -> None:
        write(c, 40, 285, "2 May 2024")
        write(c, 40, 200, "words")

    assert texts(read(page, page, page)) == ["words", "words", "words"]


def test_a_table_head_repeated_on_every_page_is_no_furniture() -> None:
    def page(c: Canvas) -> None:
        grid(c, [30, 200, 370], [200, 265, 290])
        write(c, 36, 272, "Alpha")
        write(c, 206, 272, "Beta")
        write(c, 36, 240, "words")

    assert texts(read(page, page, page)).count("Alpha") == 3


def test_title_of_the_file_is_furniture() -> None:
    def draw(c: Canvas) -> None:
        c.setTitle("A council's return")
        write(c, 40, 200, "words")

    assert read(draw).furniture == ("A council's return",)


def _scan(c: Canvas) -> None:
    picture = Image.new("RGB", (200, 150), "white")
    for x in range(20, 180):
        picture.putpixel((x, 70), (0, 0, 0))
    c.drawImage(ImageReader(picture), 0, 0, *SIZE)


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOOLKIT_EXTRACT_OCR", "none")


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_a_page_that_is_a_picture_is_named_and_the_others_are_read() -> None:
    document = read(lambda c: write(c, 40, 200, "words"), _scan)
    assert texts(document) == ["words"]
    assert [(f.code, f.severity.value, f.page) for f in document.findings] == [("page.unread", "error", 2)]
    assert not document.ocr


@pytest.mark.usefixtures("no_engine")
def test_a_file_of_pictures_alone_says_what_to_install() -> None:
    with pytest.raises(MissingDependency, match="tesseract-ocr"):
        read(_scan)


LAID = "[x] recognised words of a page and some more of them"


def _scan_with_layer(printed: str, laid: str) -> Draw:
    """A page that is a picture of some words, under which another program laid some."""

    def draw(c: Canvas) -> None:
        picture = Image.new("L", (int(SIZE[0] * 4), int(SIZE[1] * 4)), 255)
        font = ImageFont.load_default(size=40)
        ImageDraw.Draw(picture).text((160, (SIZE[1] - 200) * 4), printed, fill=0, font=font, anchor="ls")
        c.drawImage(ImageReader(picture), 0, 0, *SIZE)
        hidden = c.beginText(40, 200)
        hidden.setTextRenderMode(3)
        hidden.setFont("Helvetica", 10)
        hidden.textLine(laid)
        c.drawText(hidden)

    return draw


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_words_laid_under_a_scan_are_taken_where_the_picture_bears_them_out() -> None:
    document = read(_scan_with_layer(LAID, LAID))
    assert document.ocr
    assert document.ocr_engine is None
    assert texts(document) == [LAID]
    assert states(document) == []  # what a layer says of boxes is never believed
    assert [f.code for f in document.findings] == ["text.from_layer"]


@pytest.mark.usefixtures("no_engine")
def test_words_laid_under_a_scan_that_shows_nothing_there_are_those_of_another_page() -> None:
    document = read(lambda c: write(c, 40, 200, "words"), _scan_with_layer("", LAID))
    assert texts(document) == ["words"]
    assert [(f.code, f.page) for f in document.findings] == [("page.unread", 2)]
    with pytest.raises(MissingDependency, match="tesseract-ocr"):
        read(_scan_with_layer("", LAID))


def test_where_an_engine_is_installed_words_laid_under_a_scan_are_not_taken() -> None:
    document = read(_scan_with_layer("Printed words of a page", "Other words that stand there"))
    assert texts(document) == ["Printed words of a page"]
    assert document.ocr_engine is not None


def test_boxes_that_are_pictures_are_told_by_their_ink() -> None:
    def box(ticked: bool) -> ImageReader:
        picture = Image.new("L", (40, 40), 255)
        for i in range(40):
            for x, y in ((i, 1), (i, 38), (1, i), (38, i), (i, 2), (2, i), (37, i), (i, 37)):
                picture.putpixel((x, y), 0)
            if ticked and 8 <= i < 32:
                for shift in (0, 1, 2, 3):
                    picture.putpixel((i, min(39, i + shift)), 0)
                    picture.putpixel((i, max(0, 39 - i - shift)), 0)
        return ImageReader(picture)

    def draw(c: Canvas) -> None:
        for number, label in enumerate(("North", "South", "East")):
            c.drawImage(box(label == "South"), 40, 240 - 20 * number, 10, 10)
            write(c, 56, 241.5 - 20 * number, label)

    assert states(read(draw)) == [("unselected", "North"), ("selected", "South"), ("unselected", "East")]


def test_a_picture_beside_words_is_no_box() -> None:
    def draw(c: Canvas) -> None:
        picture = Image.new("L", (40, 40), 255)
        for i in range(10, 30):
            picture.putpixel((i, i), 0)
        c.drawImage(ImageReader(picture), 40, 240, 10, 10)
        write(c, 56, 241.5, "A heading with an icon")

    assert states(read(draw)) == []


# --- locks ------------------------------------------------------------------------------------------------------


def test_a_file_locked_by_its_owner_alone_is_read() -> None:
    data = pdf(lambda c: write(c, 40, 200, "words"), encrypt=StandardEncryption("", ownerPassword="owner"))
    assert texts(parse_pdf(data, "locked.pdf")) == ["words"]


def test_a_file_that_needs_a_password_says_so() -> None:
    data = pdf(
        lambda c: write(c, 40, 200, "words"), encrypt=StandardEncryption("user", ownerPassword="owner")
    )
    with pytest.raises(PasswordNeeded, match="opens only with a password"):
        parse_pdf(data, "locked.pdf")


# --- damage -----------------------------------------------------------------------------------------------------


def test_no_bytes_are_an_empty_file() -> None:
    with pytest.raises(EmptyFile):
        parse_pdf(b"", "empty.pdf")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\x00" * 5_000, b"<html>no pdf</html>"])
def test_what_cannot_be_opened_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedFile):
        parse_pdf(data, "damaged.pdf")


def test_a_file_cut_anywhere_is_read_or_refused_and_never_hangs() -> None:
    whole = pdf(*_numbered("first", "second", "third"))
    for share in (0.1, 0.3, 0.5, 0.7, 0.9, 0.98):
        try:
            parse_pdf(whole[: int(len(whole) * share)], "cut.pdf")
        except DamagedFile:
            continue


def test_flipped_bytes_are_read_or_refused() -> None:
    whole = bytearray(pdf(*_numbered("first", "second")))
    chance = random.Random(4)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(20):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            parse_pdf(bytes(damaged), "flipped.pdf")
        except (DamagedFile, PasswordNeeded, UnsupportedFormat):
            continue


def _tree(kids: bytes, count: int, more: dict[int, bytes] | None = None) -> bytes:
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>"
    )
    return raw_pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: page,
            4: stream(text(40, 200, "words")),
            5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        }
        | (more or {})
    )


@pytest.mark.parametrize("count", [2, 50, 1_000_000])
def test_a_page_count_that_lies_ends_in_a_finding(count: int) -> None:
    started = time.perf_counter()
    document = parse_pdf(_tree(b"3 0 R", count), "lies.pdf")
    assert time.perf_counter() - started < 5
    assert texts(document) == ["words"]
    assert [f.code for f in document.findings] == ["page.unread"]
    assert document.pages == (2 if count == 2 else 1)


def test_a_loop_in_the_page_tree_ends() -> None:
    data = _tree(b"3 0 R 6 0 R", 3, {6: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 2 >>"})
    document = parse_pdf(data, "loop.pdf")
    assert "words" in texts(document)
    assert [f.message for f in document.findings] == ["the file announces 3 pages and holds 1; 3 were read"]


def test_pages_beyond_the_announced_ones_are_named() -> None:
    second = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] >>"
    document = parse_pdf(_tree(b"3 0 R 6 0 R", 1, {6: second}), "more.pdf")
    assert [f.message for f in document.findings] == ["the file announces 1 pages and holds 2; 1 were read"]


def test_one_page_shown_twice_is_no_lie() -> None:
    assert parse_pdf(_tree(b"3 0 R 3 0 R", 2), "twice.pdf").findings == ()


def test_a_form_that_draws_itself_ends() -> None:
    loop = stream(b"/X Do 40 200 10 10 re S", entries=b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] "
                  b"/Resources << /XObject << /X 20 0 R >> >>")  # fmt: skip
    page = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 20 0 R >> >>"
    document = parse_pdf(
        one_page(b"/X Do\n" + text(58, 201.5, "words"), page=page, more={20: loop}), "self.pdf"
    )
    assert texts(document) == ["words"]


def test_drawings_beyond_the_limit_are_named_and_the_words_are_read() -> None:
    started = time.perf_counter()
    content = text(40, 250, "words") + b"10 10 m 20 20 l S\n" * (limits.MAX_OBJECTS_PER_PAGE + 1_000)
    document = parse_pdf(one_page(content, deflate=True), "bomb.pdf")
    assert texts(document) == ["words"]
    assert [f.code for f in document.findings] == ["document.limit"]
    assert time.perf_counter() - started < 10


def test_text_beyond_the_limit_is_named() -> None:
    content = b"BT /F1 1 Tf 10 200 Td " + b"(words words words words words ) Tj " * 4_000 + b"ET"
    document = parse_pdf(one_page(content, deflate=True), "long.pdf")
    assert "document.limit" in [f.code for f in document.findings]


@pytest.mark.parametrize("media_box", [b"[0 0 0 0]", b"[0 0 400 0]", b"[0 0 1e9 1e9]"])
def test_a_page_without_a_sensible_size_is_no_crash(media_box: bytes) -> None:
    data = one_page(text(40, 200, "words")).replace(b"[0 0 400 300]", media_box.ljust(13))
    parse_pdf(data, "size.pdf")


def test_a_font_without_any_map_is_no_crash_and_no_word_is_made_up() -> None:
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Nameless /Encoding /Identity-H /DescendantFonts "
        b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Nameless /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    content = b"BT /F9 10 Tf 40 250 Td <00030004000500060007> Tj ET\n" + text(40, 200, "words")
    page = b"/Resources << /Font << /F1 5 0 R /F9 20 0 R >> >>"
    document = parse_pdf(one_page(content, page=page, more={20: font}), "nameless.pdf")
    assert texts(document)[-1] == "words"


def test_a_file_is_known_by_its_content() -> None:
    assert looks_like_pdf(b"\n\n%PDF-1.4")
    assert not looks_like_pdf(b"PK\x03\x04")
    assert not looks_like_pdf(b" " * 2_000 + b"%PDF-1.4")


def test_errors_and_findings_hold_no_text_of_the_document() -> None:
    document = read(lambda c: write(c, 40, 200, "confidential"), _scan)
    assert "confidential" not in " ".join(f.message for f in document.findings)


def test_memory_does_not_grow_with_pages_that_wait() -> None:
    """Pages are closed one by one: a file of many pages is no heavier in the library than one of few."""
    data = pdf(*_numbered(*["words"] * 120))
    document = parse_pdf(io.BytesIO(data).getvalue(), "long.pdf")
    assert document.pages == 120
    assert texts(document) == ["words"] * 120
