"""Word returns are the same each time, are sound packages, and show what their gold says: counted in the raw XML."""

import io
import posixpath
import re
import zipfile
from functools import cache
from random import Random

import docx
import pytest
from lxml import etree

from evaluation import form
from evaluation.answers import complete_return
from evaluation.councils import by_gss
from evaluation.recipe import ReturnFile, draft
from evaluation.variants import VARIANTS
from evaluation.word import activex, variants

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OURS = [
    variant.name
    for variant in variants.VARIANTS
    if variant.name not in {recipe.name for recipe in variants.RESAVED}
]
"""Kinds that no other program touches."""


def _draw(name: str, gss: str, number: int) -> ReturnFile:
    completed = complete_return(Random(number), by_gss(gss))
    one = draft(VARIANTS[name], completed, 11, number=number, named=number % 2 == 1)
    assert isinstance(one.drawn, bytes)
    return ReturnFile(one.name, one.drawn, one.gold)


@cache
def _drawn(name: str, number: int = 11) -> ReturnFile:
    return _draw(name, "E08000028", number)


def _parts(file: ReturnFile) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _body(file: ReturnFile) -> etree._Element:
    """The main part in the transitional names."""
    data = _parts(file)["word/document.xml"]
    return etree.fromstring(
        data.replace(b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
    )


def _marks(file: ReturnFile) -> list[list[str]]:
    """The states of the four boxes of every rating."""
    return [
        list(entry[rating]["marks"].values())
        for entry in file.gold["gold"].values()
        for rating in form.RATINGS
        if entry[rating]["state"] != "absent"
    ]


def _count(file: ReturnFile, state: str) -> int:
    return sum(marks.count(state) for marks in _marks(file))


@pytest.mark.parametrize("name", OURS)
def test_a_word_kind_is_the_same_bytes_each_time(name: str) -> None:
    assert _draw(name, "E08000028", 11) == _drawn(name)


@pytest.mark.parametrize("name", OURS)
def test_every_part_is_well_formed_and_every_relationship_leads_somewhere(name: str) -> None:
    parts = _parts(_drawn(name))
    for part, data in parts.items():
        if not part.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(data)
        folder, _, leaf = part.rpartition("/")
        relations = parts.get(f"{folder}/_rels/{leaf}.rels", b"<none/>")
        known = {relation.get("Id") for relation in etree.fromstring(relations)}
        used = {
            str(value)
            for element in root.iter()
            for key, value in element.attrib.items()
            if re.search(r"\}(id|embed)$", str(key)) and "relationships" in str(key)
        }
        assert used <= known, part
        for relation in etree.fromstring(relations):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(f"/{folder}", str(relation.get("Target"))))
                assert target.lstrip("/") in parts


@pytest.mark.parametrize(
    "name", [name for name in OURS if name not in ("word/strict", "word/macro-enabled", "word/template")]
)
def test_python_docx_opens_the_file(name: str) -> None:
    document = docx.Document(io.BytesIO(_drawn(name).data))
    assert document.element.body is not None


def _unseen(element: etree._Element) -> bool:
    """Whether a reader of the page does not see this element's text."""
    if element.tag in {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{MC}Fallback"}:
        return True
    vanish = element.find(f"{W}rPr/{W}vanish")
    return element.tag == f"{W}r" and vanish is not None and vanish.get(f"{W}val") != "0"


def _visible(element: etree._Element) -> str:
    if _unseen(element):
        return ""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag == f"{W}noBreakHyphen":
        return "-"
    return "".join(_visible(child) for child in element)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("number", [11, 12])
@pytest.mark.parametrize("name", [name for name in OURS if name != "word/cut-tables"])
def test_every_gold_narrative_is_seen_in_the_document(name: str, number: int) -> None:
    file = _drawn(name, number)
    text = _letters(_visible(_body(file)))
    for entry in file.gold["gold"].values():
        narratives = [entry["map"], *entry["plan"].values(), entry.get("plan_unassigned", "")]
        for paragraph in "\n".join(narratives).split("\n"):
            assert _letters(paragraph) in text


@pytest.mark.parametrize("name", ["word/tracked-changes", "word/deleted-tracked", "word/hidden-text"])
def test_words_that_were_withdrawn_or_hidden_are_in_the_file_and_not_in_the_gold(name: str) -> None:
    file = _drawn(name)
    everything = _letters("".join(str(text) for text in _body(file).itertext()))
    assert len(everything) > len(_letters(_visible(_body(file))))


def _controls(file: ReturnFile) -> tuple[int, int]:
    states = [box.get(f"{W14}val", "1") in ("1", "true", "on") for box in _body(file).iter(f"{W14}checked")]
    return sum(states), len(states)


@pytest.mark.parametrize("number", [11, 12, 13])
@pytest.mark.parametrize(
    "name",
    [
        "word/content-controls", "word/control-states", "word/control-glyphs", "word/control-stale-glyphs",
        "word/control-paragraphs", "word/control-cells", "word/control-rows", "word/controls-one-paragraph",
        "word/controls-in-rich-text", "word/controls-in-text-controls", "word/sections", "word/runs-split",
        "word/links-fields", "word/template", "word/numbers-generated",
    ],
)  # fmt: skip
def test_checked_controls_are_as_many_as_the_gold_says(name: str, number: int) -> None:
    file = _drawn(name, number)
    assert _controls(file) == (_count(file, "selected"), 4 * len(_marks(file)))


def test_a_tick_typed_beside_a_control_leaves_the_control_untouched() -> None:
    file = _drawn("word/typed-beside-control")
    assert _controls(file) == (0, 4 * len(_marks(file)))
    typed = [run for run in _body(file).iter(f"{W}t") if run.text in ("X", "x", "✓", "✔", "√")]
    assert len(typed) == _count(file, "selected")


def _legacy_state(box: etree._Element) -> bool:
    told = box.find(f"{W}checked")
    if told is None:
        told = box.find(f"{W}default")
    return told is not None and told.get(f"{W}val", "1") in ("1", "true", "on")


@pytest.mark.parametrize("number", [11, 12, 13])
@pytest.mark.parametrize(
    "name", ["word/legacy-fields", "word/legacy-defaults", "word/legacy-text-fields", "word/macro-enabled"]
)
def test_checked_form_fields_are_as_many_as_the_gold_says(name: str, number: int) -> None:
    file = _drawn(name, number)
    states = [_legacy_state(box) for box in _body(file).iter(f"{W}checkBox")]
    assert (sum(states), len(states)) == (_count(file, "selected"), 4 * len(_marks(file)))


# What a chosen option looks like in kinds whose files always show it in the same way: a pattern of the raw XML.
_SIGNS = {
    "word/glyphs-split": "☒",
    "word/glyphs": "[☒☑⊠■\U0001f5f9\U0001f5f7]",
    "word/typed-beside-glyph": r">(?:X|x|✓|✔|√)</w:t>",
    "word/if-fields": r"separate\"/></w:r><w:r><w:rPr><w:rFonts [^>]*></w:rPr><w:t [^>]*>[☒☑⊠]",
    "word/extended-symbols": r'symEx [^>]*char="261[12]"',
    "word/highlighted": "<w:highlight",
    "word/underlined": r"<w:u ",
    "word/coloured": r'<w:color w:val="(?:FF0000|00B050|0070C0)"/></w:rPr>',
    "word/tick-pictures": r'name="Graphic \d+"(?: descr="[^"]*")?/><wp:cNv',
    "word/ellipses": "<v:oval",
    "word/option-columns": r">(?:✓|X|☒)</w:t>",
}


@pytest.mark.parametrize("number", [11, 12, 13])
@pytest.mark.parametrize("name", _SIGNS)
def test_signs_of_a_choice_are_as_many_as_the_gold_says(name: str, number: int) -> None:
    file = _drawn(name, number)
    xml = _parts(file)["word/document.xml"].decode()
    assert len(re.findall(_SIGNS[name], xml)) == _count(file, "selected")


@pytest.mark.parametrize("number", [11, 12, 13])
@pytest.mark.parametrize("name", ["word/symbols-wingdings", "word/symbols-other"])
def test_symbols_are_as_many_as_the_gold_says(name: str, number: int) -> None:
    file = _drawn(name, number)
    codes = [symbol.get(f"{W}char", "") for symbol in _body(file).iter(f"{W}sym")]
    ticked = {"F0FE", "F0FD", "F078", "F052", "F053", "F054", "F061", "2612", "2611"}
    ticked |= {"F072"} if "F063" in codes else set()
    boxes = [code for code in codes if code != "F0FC"]  # the sign of the evidence lists
    assert sum(code in ticked for code in boxes) == _count(file, "selected")
    assert len(boxes) == 4 * len(_marks(file))


@pytest.mark.parametrize("number", [11, 12])
@pytest.mark.parametrize("name", ["word/struck", "word/deleted-tracked"])
def test_options_that_were_not_chosen_are_struck_where_one_was(name: str, number: int) -> None:
    file = _drawn(name, number)
    xml = _parts(file)["word/document.xml"].decode()
    struck = len(re.findall(r"<w:d?strike/>|<w:delText", xml))
    assert struck == sum(marks.count("unselected") for marks in _marks(file) if "selected" in marks)


@pytest.mark.parametrize("name", ["word/activex", "word/activex-captions"])
def test_streams_of_activex_boxes_hold_the_states_of_the_gold(name: str) -> None:
    file = _drawn(name)
    data = [part for path, part in _parts(file).items() if path.endswith(".bin")]
    # After header, mask, properties and size; a caption, where there is one, has its length before that.
    at = 512 * 4 + (44 if name.endswith("captions") else 40)
    values = [part[at : at + 4].rstrip(b"\0") for part in data]
    assert (values.count(b"1"), values.count(b"0")) == (
        _count(file, "selected"),
        _count(file, "unselected"),
    )


def test_a_compound_file_keeps_a_stream_of_several_mini_sectors_and_sectors() -> None:
    stream = bytes(range(256)) * 5
    data = activex.compound_file(stream)
    assert data.startswith(bytes.fromhex("d0cf11e0a1b11ae1"))
    assert len(data) % 512 == 0
    assert data[512 * 4 :][: len(stream)] == stream


@pytest.mark.parametrize("name", ["word/drop-downs", "word/combo-boxes"])
def test_lists_show_the_choice_or_their_placeholder(name: str) -> None:
    file = _drawn(name)
    shown = [
        "".join(text.text or "" for text in control.iterfind(f"{W}sdtContent//{W}t"))
        for control in _body(file).iter(f"{W}sdt")
    ]
    assert len(shown) == len(_marks(file))
    assert shown.count("Choose an item.") == sum("selected" not in marks for marks in _marks(file))


def test_numbers_that_word_generates_stand_in_no_text() -> None:
    text = _visible(_body(_drawn("word/numbers-generated", 13)))
    statements = [standard.statement for standard in form.STANDARDS]
    assert any(statement in text for statement in statements)
    assert not [standard for standard in form.STANDARDS if f"{standard.number} {standard.statement}" in text]


def test_strict_packages_use_the_names_of_the_strict_variant() -> None:
    parts = _parts(_drawn("word/strict"))
    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in parts["word/document.xml"]
    assert b"schemas.microsoft.com/office/word/2010/wordml" in parts["word/document.xml"]
    assert not any(
        b"schemas.openxmlformats.org/wordprocessingml/"
        in data.replace(b"officedocument.wordprocessingml", b"")
        for data in parts.values()
    )
