"""Every text variant is drawn, is the same each time, and shows what its gold says."""

import email
import html
import re
from email import policy
from functools import cache
from random import Random

import pytest

from evaluation import form
from evaluation.answers import complete_return
from evaluation.councils import by_gss
from evaluation.recipe import ReturnFile, produce
from evaluation.text import variants as text

VARIANTS = {variant.name: variant for variant in text.VARIANTS}


@cache
def _drawn(name: str, gss: str = "E08000028", named: bool = True) -> ReturnFile:
    return produce(VARIANTS[name], complete_return(Random(11), by_gss(gss)), 11, number=11, named=named)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _text(file: ReturnFile) -> str:
    """The text of a file, e-mail decoded, as a reader sees it."""
    if not file.name.endswith(".eml"):
        return _decoded(file.data)
    message = email.message_from_bytes(file.data, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    return re.sub(r"(?m)^> ?", "", str(body.get_content()))


def _letters(text: str) -> str:
    """Letters and digits alone: what is left when tags, escapes, wrapping and signs are taken out."""
    text = html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", " ", text))
    return re.sub(r"[\W_]+", "", text)


LOSS_FREE = [
    name
    for name, variant in VARIANTS.items()
    if set(variant.plan.tears) == {"whole"} and not name.startswith(("layout", "grid", "pandoc", "plain"))
]
"""Variants whose cells are drawn in one piece and not beside each other."""


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_is_the_same_bytes_each_time(name: str) -> None:
    again = produce(
        VARIANTS[name], complete_return(Random(11), by_gss("E08000028")), 11, number=11, named=True
    )
    assert again == _drawn(name)


@pytest.mark.parametrize("name", VARIANTS)
def test_gold_lists_every_standard_with_known_states(name: str) -> None:
    gold = _drawn(name).gold
    assert gold["variant"] == name
    assert gold["gss"] == "E08000028"
    assert list(gold["gold"]) == [standard.number for standard in form.STANDARDS]
    states = {entry[rating]["state"] for entry in gold["gold"].values() for rating in form.RATINGS}
    assert states <= {"selected", "none_selected", "multiple_selected", "not_recoverable", "absent"}


@pytest.mark.parametrize("name", VARIANTS)
def test_standards_of_the_gold_are_in_the_text_and_absent_ones_are_not(name: str) -> None:
    text = _letters(_text(_drawn(name)))
    for standard in form.STANDARDS:
        state = _drawn(name).gold["gold"][standard.number]["evaluate"]["state"]
        if state == "absent":
            assert _letters(standard.statement) not in text


@pytest.mark.parametrize("name", LOSS_FREE)
def test_every_gold_narrative_stands_in_the_text(name: str) -> None:
    text = _letters(_text(_drawn(name)))
    for entry in _drawn(name).gold["gold"].values():
        narratives = [entry["map"], *entry["plan"].values(), entry.get("plan_unassigned", "")]
        for paragraph in "\n".join(narratives).split("\n"):
            assert _letters(paragraph) in text


@pytest.mark.parametrize("name", [name for name in VARIANTS if not re.match("layout|grid|pandoc", name)])
def test_every_gold_sentence_has_its_words_in_the_text_however_torn(name: str) -> None:
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", _text(_drawn(name))).replace("\\", "")
    words = set(re.findall(r"\w+", html.unescape(text)))
    for entry in _drawn(name).gold["gold"].values():
        narratives = " ".join([entry["map"], *entry["plan"].values()])
        assert {word for word in re.findall(r"\w+", narratives) if len(word) > 3} <= words


@pytest.mark.parametrize(
    ("name", "ticked"),
    [
        ("tabs-html/whole", r"<input[^>]*checked[^>]*>|<INPUT[^>]*CHECKED[^>]*>"),
        ("html/horizon-rows", r"<input[^>]*checked[^>]*>|<INPUT[^>]*CHECKED[^>]*>|☒"),
        ("pipe/latex", r"\\boxtimes"),
        ("plain/reading-order", r"[☒☑■⊠✔]|\[x\]|(?m:^✓ (?=Not|Part|To a|Cons|No r|Low|Med|High))"),
    ],
)
def test_ticks_in_the_text_are_as_many_as_in_the_gold(name: str, ticked: str) -> None:
    text = re.sub(r"<script>.*?</script>", "", _text(_drawn(name)))
    marks = [
        mark
        for entry in _drawn(name).gold["gold"].values()
        for rating in form.RATINGS
        for mark in entry[rating]["marks"].values()
    ]
    assert "unknown" not in marks
    assert len(re.findall(ticked, text)) == marks.count("selected")


@pytest.mark.parametrize(
    "name",
    [name for name, variant in VARIANTS.items() if set(variant.styles) <= {"input", "input_varied"}],
)
def test_boxes_left_in_a_torn_text_are_those_that_the_gold_knows(name: str) -> None:
    boxes = re.findall(r"(?i)<input[^>]*>", _text(_drawn(name)))
    marks = [
        mark
        for entry in _drawn(name).gold["gold"].values()
        for rating in form.RATINGS
        for mark in entry[rating]["marks"].values()
    ]
    assert sum("checked" in box.lower() for box in boxes) == marks.count("selected")
    assert len(boxes) == marks.count("selected") + marks.count("unselected")


def test_a_return_without_any_state_is_not_recoverable_throughout() -> None:
    entries = _drawn("plain/no-state").gold["gold"].values()
    assert {entry[rating]["state"] for entry in entries for rating in form.RATINGS} == {"not_recoverable"}


def test_lost_boxes_leave_some_ratings_known_and_others_not() -> None:
    ratings = [
        entry[rating]
        for entry in _drawn("tabs-html/lost-half").gold["gold"].values()
        for rating in form.RATINGS
    ]
    beside_lost = [rating for rating in ratings if "unknown" in rating["marks"].values()]
    assert {rating["state"] for rating in beside_lost} >= {"selected", "not_recoverable"}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_file_without_a_name_of_its_own_names_the_authority_inside(name: str) -> None:
    file = _drawn(name, "E08000030", named=False)
    assert "Walsall" not in file.name
    assert "Walsall" in _text(file)


@pytest.mark.parametrize(
    ("name", "start", "line_end"),
    [
        ("tabs-html/bom", b"\xef\xbb\xbf", b"\n"),
        ("tabs-html/utf-16", b"\xff\xfe", "\r\n".encode("utf-16-le")),
        ("layout/utf-16", b"\xfe\xff", "\n".encode("utf-16-be")),
        ("tabs-html/crlf", b"", b"\r\n"),
        ("tabs-html/windows-1252", b"", b"\r\n"),
    ],
)
def test_encodings_are_what_their_variants_say(name: str, start: bytes, line_end: bytes) -> None:
    data = _drawn(name).data
    assert data.startswith(start)
    assert data.count(line_end) > 100


def test_windows_1252_is_not_utf_8() -> None:
    with pytest.raises(UnicodeDecodeError):
        _drawn("tabs-html/windows-1252").data.decode("utf-8")
