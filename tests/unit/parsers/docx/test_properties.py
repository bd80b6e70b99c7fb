"""Laws that hold for every Word file: wrapping loses nothing, and every word occurs once."""

from __future__ import annotations

import contextlib
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.unit.parsers.docx.reading import marks, texts
from tests.unit.parsers.docx.word_packages import NAMESPACES, XMLNS, checkbox, p, r, tbl, tc, tr, word_file
from toolkit_extract.errors import ToolkitExtractError
from toolkit_extract.parsers.docx import parse_docx

_W = f"{{{NAMESPACES['w']}}}"
_WRAPPABLE = {f"{_W}{name}" for name in ("p", "r", "tbl", "tr", "tc")}
_LOOKS = st.sampled_from(["", "<w:b/>", '<w:highlight w:val="yellow"/>', "<w:strike/>"])
_WORDS = st.text("abcdefg", min_size=1, max_size=6).map(lambda word: f"{word} ")


@st.composite
def _runs(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["text", "text", "control"]))
    if kind == "control":
        value = draw(st.sampled_from("01"))
        return checkbox(value, r("☒" if value == "1" else "☐"))
    return r(draw(_WORDS), draw(_LOOKS))


_PARAGRAPHS = st.lists(_runs(), min_size=1, max_size=4).map(lambda runs: p(*runs))


def _table(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    cells = st.lists(blocks, min_size=1, max_size=2).map(lambda parts: tc(*parts, p()))
    rows = st.lists(cells, min_size=1, max_size=3).map(lambda row: tr(*row))
    return st.lists(rows, min_size=1, max_size=3).map(lambda parts: tbl(*parts))


_BLOCKS = st.recursive(_PARAGRAPHS, _table, max_leaves=6)
_BODIES = st.lists(_BLOCKS, min_size=1, max_size=4).map("".join)


@settings(deadline=None, max_examples=150)
@given(body=_BODIES, data=st.data())
def test_a_content_control_round_any_part_changes_nothing(body: str, data: st.DataObject) -> None:
    root = etree.fromstring(f"<w:body {XMLNS}>{body}</w:body>")
    places = [e for e in root.iter() if e.tag in _WRAPPABLE]
    chosen = data.draw(st.lists(st.sampled_from(range(len(places))), max_size=4, unique=True))
    for index in chosen:
        _wrap(places[index], data.draw(st.sampled_from(["sdt", "customXml", "ins"])))
    wrapped = "".join(etree.tostring(child, encoding="unicode") for child in root)
    assert parse_docx(word_file(wrapped), "x") == parse_docx(word_file(body), "x")


def _wrap(element: etree._Element, kind: str) -> None:
    parent = element.getparent()
    assert parent is not None
    holder = etree.Element(f"{_W}{kind}")
    inner = holder
    if kind == "sdt":
        etree.SubElement(holder, f"{_W}sdtPr")
        inner = etree.SubElement(holder, f"{_W}sdtContent")
    parent.replace(element, holder)
    inner.append(element)


@settings(deadline=None, max_examples=100)
@given(
    counts=st.lists(st.integers(1, 3), min_size=1, max_size=6),
    nested=st.booleans(),
    looks=st.lists(_LOOKS, min_size=6, max_size=6),
)
def test_every_run_of_words_occurs_once_and_in_order(
    counts: list[int], nested: bool, looks: list[str]
) -> None:
    words = iter(f"w{index} " for index in range(100))
    used = []
    body = ""
    for count, look in zip(counts, looks, strict=False):
        mine = [next(words) for _ in range(count)]
        used += mine
        paragraph = p(*(r(word, look) for word in mine))
        body += tbl(tr(tc(paragraph))) if nested else paragraph
    assert "".join(texts(parse_docx(word_file(body), "x"))) == "".join(used)


@settings(deadline=None, max_examples=60)
@given(
    pieces=st.lists(st.sampled_from(["☐", "☒", " Low ", " High ", "[x]", "[ ]"]), min_size=1, max_size=8),
    cuts=st.data(),
)
def test_how_a_line_is_split_into_runs_changes_no_mark(pieces: list[str], cuts: st.DataObject) -> None:
    line = "".join(pieces)
    at = sorted(cuts.draw(st.sets(st.integers(0, len(line)), max_size=5)))
    bounds = [0, *at, len(line)]
    split = p(*(r(line[a:b]) for a, b in pairwise(bounds) if a < b))
    assert parse_docx(word_file(split), "x") == parse_docx(word_file(p(line)), "x")


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_a_corrupted_package_is_read_whole_or_refused_by_name(data: st.DataObject) -> None:
    original = bytearray(word_file(p(checkbox("1", r("☒")), " Low") + tbl(tr(tc("a"), tc("b")))))
    for _ in range(data.draw(st.integers(1, 6))):
        original[data.draw(st.integers(0, len(original) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ToolkitExtractError):
        marks(parse_docx(bytes(original), "x"))
