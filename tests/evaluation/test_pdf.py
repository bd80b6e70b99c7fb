"""PDF returns are the same each time, open elsewhere, and hold what their gold says: fields and annotations counted."""

import io
import re
from functools import cache
from random import Random

import pdfplumber
import pikepdf
import pytest

from evaluation import form
from evaluation.answers import complete_return
from evaluation.conversion import CHROMIUM, LIBREOFFICE, Unconverted, is_there
from evaluation.councils import by_gss
from evaluation.pdf import variants
from evaluation.pdf.paper import Paper, Rectangle, Sheet
from evaluation.recipe import ReturnFile, draft, finish
from evaluation.variants import VARIANTS

EXPORTED = [v.name for v in variants.VARIANTS if {LIBREOFFICE, CHROMIUM} & set(v.needs)]
OURS = [v.name for v in variants.VARIANTS if v.name not in EXPORTED and all(map(is_there, v.needs))]
"""Kinds that no other program touches (without the DejaVu fonts, those that do without)."""
FORMS = [name for name in OURS if name.startswith("pdf/form-")]


def _draw(name: str, number: int) -> ReturnFile:
    completed = complete_return(Random(number), by_gss("E08000028"), brief=True)
    one = draft(VARIANTS[name], completed, 11, number=number, named=number % 2 == 1)
    assert not isinstance(one.drawn, Unconverted)
    return ReturnFile(one.name, one.drawn, one.gold)


@cache
def _drawn(name: str, number: int = 11) -> ReturnFile:
    return _draw(name, number)


def _states(file: ReturnFile) -> list[str]:
    """The states of all boxes that the file shows."""
    return [
        state
        for entry in file.gold["gold"].values()
        for rating in form.RATINGS
        for state in entry[rating]["marks"].values()
    ]


@pytest.mark.parametrize("name", OURS)
def test_a_pdf_kind_is_the_same_bytes_each_time(name: str) -> None:
    assert _draw(name, 11) == _drawn(name)


_LIGATURES = {ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬀ"): "ff", ord("ﬃ"): "ffi"}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.translate(_LIGATURES))


@pytest.mark.parametrize("name", OURS)
def test_pdfplumber_opens_the_file_and_reads_what_stands_on_its_first_pages(name: str) -> None:
    file = _drawn(name)
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        words = {word for page in pdf.pages[:3] for word in _letters_of(page.extract_text() or "")}
    first = next(s for s in form.STANDARDS if file.gold["gold"][s.number]["evaluate"]["state"] != "absent")
    wanted = _letters_of(first.statement)
    assert len(wanted & words) > 0.9 * len(wanted)


def _letters_of(text: str) -> set[str]:
    return {_letters(word) for word in text.split()}


@cache
def _opened(name: str, data: bytes) -> pikepdf.Pdf:
    """A document that stays open: its objects live no longer than it does."""
    return pikepdf.open(io.BytesIO(data))


def _field_values(file: ReturnFile, kind: str) -> list[pikepdf.Object]:
    """Terminal fields of one type (`/Btn`, `/Tx`, `/Ch`), decoys left out."""
    pdf = _opened(file.name, file.data)
    fields = [field for field in pdf.Root.AcroForm.Fields if kind == field.FT]
    return [field for field in fields if str(field.T) not in ("Submit", "form_version")]


@pytest.mark.parametrize("number", [11, 12])
@pytest.mark.parametrize("name", [n for n in FORMS if "radios" not in n and "lists" not in n])
def test_checkboxes_that_are_on_are_as_many_as_the_gold_says(name: str, number: int) -> None:
    file = _drawn(name, number)
    widgets = [field.get("/Kids", [field])[0] for field in _field_values(file, "/Btn")]
    on = [widget.AS != "/Off" for widget in widgets]
    assert (sum(on), len(on)) == (_states(file).count("selected"), len(_states(file)))


@pytest.mark.parametrize("name", ["pdf/form-radios", "pdf/form-square-radios"])
def test_radio_groups_hold_one_choice_or_none(name: str) -> None:
    file = _drawn(name)
    groups = _field_values(file, "/Btn")
    chosen = [sum(kid.AS != "/Off" for kid in group.Kids) for group in groups]
    assert set(chosen) <= {0, 1}
    assert sum(chosen) == sum(group.V != "/Off" for group in groups) == _states(file).count("selected")


@pytest.mark.parametrize("name", ["pdf/form-texts", "pdf/form-lists", "pdf/form-texts-no-appearance"])
def test_values_of_text_fields_are_the_narratives_of_the_gold(name: str) -> None:
    file = _drawn(name)
    values = sorted(str(field.V) for field in _field_values(file, "/Tx") if "/V" in field)
    narratives = [
        text
        for entry in file.gold["gold"].values()
        for text in (entry["map"], *entry["plan"].values())
        if text
    ]
    assert values == sorted(narratives)


def test_lists_to_choose_from_hold_the_label_or_its_number() -> None:
    file = _drawn("pdf/form-lists")
    values = [str(field.V) for field in _field_values(file, "/Ch") if "/V" in field]
    labels = {label for options in form.OPTIONS.values() for label in options.values()}
    assert len(values) == _states(file).count("selected")
    assert set(values) <= labels | {"1", "2", "3", "4"}


@pytest.mark.parametrize("name", ["pdf/flattened", "pdf/flattened-bare"])
def test_a_flattened_form_has_no_fields(name: str) -> None:
    with pikepdf.open(io.BytesIO(_drawn(name).data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not any("/Annots" in page for page in pdf.pages)


@pytest.mark.parametrize(
    ("name", "kinds", "each"),
    [
        ("pdf/ink", {"/Ink"}, 1),
        ("pdf/typed-on-top", {"/FreeText"}, 1),
        ("pdf/stamps", {"/Stamp"}, 1),
        ("pdf/lines-on-top", {"/Line"}, 2),
        ("pdf/circled", {"/Circle", "/Square"}, 1),
        ("pdf/highlighted", {"/Highlight"}, 1),
    ],
)
def test_annotations_are_as_many_as_the_ticks_of_the_gold(name: str, kinds: set[str], each: int) -> None:
    file = _drawn(name)
    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        found = [str(a.Subtype) for page in pdf.pages for a in page.get("/Annots", [])]
    assert sum(kind in kinds for kind in found) == each * _states(file).count("selected")
    assert set(found) <= kinds | {"/Text"}


@pytest.mark.parametrize(
    ("name", "signs"),
    [("pdf/glyphs", "☒☑✓■"), ("pdf/portrait", "☒"), ("pdf/private-use-codes", "\uf0fd\uf0fe")],
)
def test_signs_on_the_pages_are_as_many_as_the_gold_says(name: str, signs: str) -> None:
    file = _drawn(name)
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        characters = [character["text"] for page in pdf.pages for character in page.chars]
    assert sum(characters.count(sign) for sign in signs) == _states(file).count("selected")


def test_a_box_without_a_unicode_map_is_on_the_page_all_the_same() -> None:
    with pikepdf.open(io.BytesIO(_drawn("pdf/no-unicode-map").data)) as pdf:
        fonts = [
            f for f in pdf.objects if isinstance(f, pikepdf.Dictionary) and f.get("/Subtype") == "/TrueType"
        ]
    assert fonts
    assert not any("/ToUnicode" in font for font in fonts)


@pytest.mark.parametrize(
    "sheet", [Sheet(), Sheet(rotation=90), Sheet(rotation=270), Sheet(crop=(58.0, 41.0))], ids=str
)
def test_a_placed_rectangle_lies_where_it_is_displayed(sheet: Sheet) -> None:
    paper = Paper(sheet)
    box = Rectangle(1, 100, 50, 140, 70)
    paper.rectangle(box, fill="#000000", stroke=False)
    corners = paper.place(box)
    with pikepdf.open(io.BytesIO(paper.save())) as pdf:
        highlight = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=list(corners)
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([highlight])
        buffer = io.BytesIO()
        pdf.save(buffer)
    with pdfplumber.open(buffer) as pdf:
        page = pdf.pages[0]
        drawn, annotation = page.rects[0], page.annots[0]
    shift = sheet.crop  # pdfplumber counts from the media box
    for thing in (drawn, annotation):
        seen = [
            thing["x0"] - shift[0],
            thing["top"] - shift[1],
            thing["x1"] - shift[0],
            thing["bottom"] - shift[1],
        ]
        assert seen == pytest.approx([box.x0, box.top, box.x1, box.bottom], abs=0.1)


@pytest.mark.parametrize("program", [LIBREOFFICE, CHROMIUM])
def test_programs_make_pdfs_with_the_statements(program: str) -> None:
    if not is_there(program):
        pytest.skip(f"{program} is not installed")
    name = next(name for name in EXPORTED if program in VARIANTS[name].needs)
    completed = complete_return(Random(11), by_gss("E08000028"), brief=True)
    (file,) = finish([draft(VARIANTS[name], completed, 11, number=11, named=True)])
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        text = _letters("".join(page.extract_text() or "" for page in pdf.pages))
    assert sum(_letters(standard.statement)[:40] in text for standard in form.STANDARDS) > 20
