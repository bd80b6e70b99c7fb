"""Laws that hold for every return, whatever it says and however it is written down."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.property.forms import Filled, as_html, as_lines, as_tabs, cells, returns, sentences, statement
from tests.spec.reading import Reading, read
from toolkit_extract.errors import ToolkitExtractError
from toolkit_extract.parsers import parse
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.recovery import recover
from toolkit_extract.recovery.narratives import unwrap
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.document import Mark, MarkState
from toolkit_extract.schemas.record import Choice
from toolkit_extract.schemas.toolkit import Toolkit

# Small and the same each time; `PROPERTY_EXAMPLES=2000 pytest tests/property` looks longer, and elsewhere each time.
EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "25"))
law = settings(
    max_examples=EXAMPLES,
    derandomize="PROPERTY_EXAMPLES" not in os.environ,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

WORD = re.compile(r"\w+")


def answers_of(reading: Reading, completed: tuple[Filled, ...]) -> dict[str, dict[str, str]]:
    return {one.number: reading.answers(one.number) for one in completed}


def expected_of(completed: tuple[Filled, ...]) -> dict[str, dict[str, str]]:
    return {one.number: one.answers for one in completed}


# -- what was written is what is read --------------------------------------------------------------------------------


@law
@given(returns())
def test_a_return_is_read_as_it_was_filled_in(amhp: Toolkit, completed: tuple[Filled, ...]) -> None:
    for form in (as_tabs(completed), as_html(completed), "\n\n".join(as_lines(completed))):
        reading = read(form, amhp)
        assert reading.standards == [one.number for one in completed]
        assert answers_of(reading, completed) == expected_of(completed)


@law
@given(
    returns(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_an_encoding_or_a_kind_of_line_end_changes_no_answer(
    amhp: Toolkit, completed: tuple[Filled, ...], encoding: str, line_end: str
) -> None:
    data = as_tabs(completed).replace("\n", line_end).encode(encoding)
    assert answers_of(read(data, amhp), completed) == expected_of(completed)


@law
@given(returns(), st.integers(1, 4), st.sampled_from(["", " ", "\t "]))
def test_more_blank_lines_between_paragraphs_change_no_answer(
    amhp: Toolkit, completed: tuple[Filled, ...], count: int, blank: str
) -> None:
    gap = "\n" + f"{blank}\n" * count
    assert answers_of(read(gap.join(as_lines(completed)), amhp), completed) == expected_of(completed)


@law
@given(returns(), st.data())
def test_a_page_break_between_paragraphs_changes_no_answer(
    amhp: Toolkit, completed: tuple[Filled, ...], data: st.DataObject
) -> None:
    paragraphs = as_lines(completed)
    place = data.draw(st.integers(1, len(paragraphs)))
    form = "\n\n".join(paragraphs[:place]) + "\n\n\f" + "\n\n".join(paragraphs[place:])
    assert answers_of(read(form, amhp), completed) == expected_of(completed)


@law
@given(returns(), st.integers(0, 3), st.integers(0, 3))
def test_a_tick_moved_moves_the_choice_and_nothing_else(
    amhp: Toolkit, completed: tuple[Filled, ...], before: int, after: int
) -> None:
    first, rest = completed[0], completed[1:]
    old = read(as_tabs((replace(first, evaluate=before), *rest)), amhp)
    new = read(as_tabs((replace(first, evaluate=after), *rest)), amhp)
    choice = new.choice(first.number, "evaluate")
    assert list(choice.marks.values()).index(MarkState.SELECTED) == after
    assert choice.score == after + 1
    kept = answers_of(old, completed)
    kept[first.number]["evaluate"] = new.answers(first.number)["evaluate"]
    assert answers_of(new, completed) == kept


# -- nothing is invented, nothing is lost ----------------------------------------------------------------------------


def words_of_record(reading: Reading) -> str:
    texts = []
    for standard in reading.recovery.standards:
        texts.append(standard.statement)
        for _, answer in single_answers(standard, with_unassigned=True):
            texts.append(answer.remark if isinstance(answer, Choice) else answer.text)
    return " ".join(texts)


@law
@given(returns(), st.integers(20, 60))
def test_every_word_of_an_answer_stands_in_the_file_and_every_word_written_ends_somewhere(
    amhp: Toolkit, completed: tuple[Filled, ...], width: int
) -> None:
    """Even where each paragraph is broken into lines of some width, which tears sentences and options."""
    form = "\n\n".join(re.sub(rf"(.{{{width},}}?) ", r"\1\n", paragraph) for paragraph in as_lines(completed))
    read_words = Counter(WORD.findall(words_of_record(read(form, amhp))))
    assert read_words <= Counter(WORD.findall(form))
    written = Counter(WORD.findall(" ".join(words for one in completed for words in (*one.map, *one.plan))))
    assert written <= read_words


@law
@given(returns(), sentences)
def test_words_that_fit_no_answer_are_in_a_finding(
    amhp: Toolkit, completed: tuple[Filled, ...], words: str
) -> None:
    reading = read(f"{words}\n\n{as_tabs(completed)}\n\nAppendix\n\n{words}\n", amhp)
    (outside,) = [f for f in reading.recovery.findings if f.code == "text.outside"]
    count = 2 * len(words.split()) + len(["Appendix"])
    assert outside.message.startswith(f"{count} words")


@law
@given(st.lists(sentences | st.just("• one thing") | st.just("and so on"), min_size=1, max_size=6))
def test_paragraphs_that_are_whole_stay_whole(lines: list[str]) -> None:
    once = unwrap("\n".join(lines))
    assert [paragraph for part in once for paragraph in unwrap(part)] == once


@given(st.lists(st.sampled_from(["☐", "☒", "[x]", "[ ]", "words", "(x)", ":selected:"]), max_size=12))
@law
def test_marks_keep_their_order(parts: list[str]) -> None:
    text = " ".join(parts)
    ticked = {"☒": "selected", "[x]": "selected", "(x)": "selected", ":selected:": "selected"}
    marks = [inline.state for inline in MarkReader(text).split(text) if isinstance(inline, Mark)]
    assert marks == [ticked.get(part, "unselected") for part in parts if part != "words"]


@law
@given(returns(), st.data())
def test_a_row_torn_anywhere_is_read_right_or_doubted(
    amhp: Toolkit, completed: tuple[Filled, ...], data: st.DataObject
) -> None:
    """The upper part of the row stays a table, the lower part of each cell follows as loose paragraphs in order."""
    parts = []
    for one in completed:
        places = [data.draw(st.integers(0, len(cell))) for cell in cells(one)]
        upper = "\t".join("<br>".join(cell[:place]) for cell, place in zip(cells(one), places, strict=True))
        lower = [line for cell, place in zip(cells(one), places, strict=True) for line in cell[place:]]
        parts.append("\n\n".join([statement(one), f"Map\tEvaluate\tPlan\tPrioritise\n{upper}", *lower]))
    reading = read("\n\n".join(parts), amhp)
    for one in completed:
        found = reading.answers(one.number)
        wrong = {
            name for name in found.keys() | one.answers.keys() if found.get(name) != one.answers.get(name)
        }
        assert wrong <= reading.doubted(one.number)


# -- whatever the bytes ----------------------------------------------------------------------------------------------


def read_any(data: bytes, toolkit: Toolkit) -> None:
    """A record, or an error of this package."""
    try:
        recovery = recover(parse(data, "a.txt"), toolkit)
    except ToolkitExtractError:
        return
    assert len(recovery.standards) == len(toolkit.standards)
    for standard in recovery.standards:
        standard.model_dump_json()


@settings(law, max_examples=6 * EXAMPLES)
@given(st.binary(max_size=400))
def test_any_bytes_make_a_record_or_an_error_of_this_package(amhp: Toolkit, data: bytes) -> None:
    read_any(data, amhp)


PIECES = [
    "1.1 ",
    "Map",
    "\t",
    "|",
    "\n",
    "\n\n",
    "☒ ",
    "[x]",
    "Partially",
    "Low",
    "Short Term",
    "<td>",
    "</td>",
    "<p>",
]
MORE = [
    "<table>",
    "---",
    "+--+",
    "  ",
    "\f",
    "**",
    "<input type=checkbox checked>",
    "Evaluate",
    "- ",
    "&#9746;",
    "words.",
]


@settings(law, max_examples=6 * EXAMPLES)
@given(st.lists(st.sampled_from(PIECES + MORE), max_size=60))
def test_any_mixture_of_a_form_s_own_signs_makes_a_record(amhp: Toolkit, pieces: list[str]) -> None:
    read_any("".join(pieces).encode(), amhp)


SAMPLES = sorted(
    path
    for path in (ROOT / "samples" / "returns").iterdir()
    if path.suffix in {".txt", ".md", ".html", ".htm", ".eml"}
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.suffix + " " + path.name)
def test_a_damaged_sample_makes_a_record_or_an_error_of_this_package(path: Any, amhp: Toolkit) -> None:
    content = path.read_bytes()

    @settings(law, max_examples=3)
    @given(st.integers(0, len(content)), st.integers(0, 4000), st.binary(max_size=8))
    def damage(start: int, length: int, instead: bytes) -> None:
        read_any(content[:start] + instead + content[start + length :], amhp)

    damage()
