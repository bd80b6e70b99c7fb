"""A stretch of text with its marks, looks and places: cutting and joining keeps each of them where it was."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.recovery.texts import marked
from toolkit_extract.recovery.marked_text import MARK, MarkedText, join, paragraph_to_text
from toolkit_extract.schemas.document import Emphasis, Mark, MarkState, Paragraph, Run
from toolkit_extract.schemas.region import LineRegion

TEXT = marked("[ ] Low **or so** [x] High")


def test_a_mark_stands_in_the_text_as_one_sign() -> None:
    assert TEXT.text == f"{MARK} Low or so {MARK} High"
    assert [mark.state for mark in TEXT.marks] == [MarkState.UNSELECTED, MarkState.SELECTED]


def test_words_put_back_what_the_file_shows() -> None:
    assert TEXT.words == "[ ] Low or so [x] High"


def test_a_part_has_its_own_marks_and_looks() -> None:
    part = TEXT.slice(TEXT.text.index("or"))
    assert (part.words, [mark.state for mark in part.marks]) == ("or so [x] High", [MarkState.SELECTED])
    assert part.emphasis_between(0, len("or so")) == {Emphasis.BOLD}
    assert part.emphasis_between(len("or so"), len(part.text)) == frozenset()


def test_a_sign_of_the_file_that_looks_like_our_own_is_no_mark() -> None:
    text = paragraph_to_text(Paragraph(inlines=(Run(text=f"a{MARK}b"),)))
    assert (text.text, text.marks) == ("a b", ())


def test_places_follow_the_words() -> None:
    first, second = LineRegion(line_start=1, line_end=1), LineRegion(line_start=2, line_end=2)
    text = paragraph_to_text(
        Paragraph(inlines=(Run(text="one ", region=first), Run(text="two", region=second)))
    )
    assert text.regions == (first, second)
    assert text.slice(4).regions == (second,)


@settings(derandomize=True, database=None, max_examples=50)
@given(st.integers(0, len(TEXT.text)))
def test_cutting_and_joining_gives_the_same_text(place: int) -> None:
    joined = join((TEXT.slice(0, place), TEXT.slice(place)), "")
    assert (joined.text, joined.marks) == (TEXT.text, TEXT.marks)
    for start in range(len(TEXT.text)):
        assert joined.emphasis_between(start, start + 1) == TEXT.emphasis_between(start, start + 1)


def test_the_least_certain_run_decides() -> None:
    text = paragraph_to_text(Paragraph(inlines=(Run(text="a"), Run(text="b", confidence=0.4))))
    assert text.confidence == 0.4
    assert MarkedText("words").confidence == 1.0


def test_a_mark_is_known_by_its_place() -> None:
    assert TEXT.mark_at(TEXT.text.rindex(MARK)).state is MarkState.SELECTED
    assert isinstance(TEXT.mark_at(0), Mark)
