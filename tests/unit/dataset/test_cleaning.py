from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import narrative, record
from toolkit_extract.dataset.answers import answer_texts
from toolkit_extract.dataset.cleaning import clean_answer, words_of
from toolkit_extract.dataset.normalise import record_to_answer_rows, record_to_assessment_rows
from toolkit_extract.schemas.toolkit import Toolkit

WORDS = frozenset({"assessment", "assessments"})
# Characters that the rules are about, so that chance finds their meetings.
TRICKY = st.lists(
    st.one_of(
        st.characters(),
        st.sampled_from("•●-–—*o 'aeiou\n\r\t\x0b\u00a0\u00ad\u200d\u0301‘’“”ﬁ\uf0b7·"),
        st.just("assess-\nment"),
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("two  spaces and\u00a0one that does not break", "two spaces and one that does not break"),
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),  # every line end is a newline
        ("one\n\n \n two ", "one\ntwo"),  # paragraphs are parted by one newline
        ("\tindented", "indented"),
        ("the team’s “offer”", 'the team\'s "offer"'),
        ("●\tfirst\n\uf0b7 second\n-  third\no\tfourth", "• first\n• second\n• third\n• fourth"),
        ("– a dash that begins a line", "• a dash that begins a line"),
        ("1. a number stays", "1. a number stays"),
        ("✓ a tick may mean something", "✓ a tick may mean something"),
        ("-5 staff", "-5 staff"),  # no bullet without white space
        ("ovens are old", "ovens are old"),
        ("a–b, c — d…", "a–b, c — d…"),  # dashes within a line are the writer's
        ("o\u00adver\u200btime \ufeffhere", "overtime here"),  # what nobody sees
        ("\x00a\x1bb\x85c", "ab\nc"),  # U+0085 is a line end, the others are nothing
        ("e\u0301quipe", "équipe"),
        ("oﬃce self\u2011assessment", "office self-assessment"),
        ("half a character \ud83d", "half a character \ufffd"),
        ("assess-\nments are kept", "assessments are kept"),
        ("assess- ment", "assessment"),
        ("short- and long-term", "short- and long-term"),
        ("self-\nhelp", "self-\nhelp"),  # nothing in the return says which it was
        (" \n\t ", None),
        ("•", "•"),
        ("=1+1", "=1+1"),  # a formula is a matter of files
    ],
)
def test_a_text_is_cleaned_so(text: str, cleaned: str | None) -> None:
    assert clean_answer(text, WORDS) == cleaned


@given(TRICKY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean_answer(text, WORDS)
    assert once is None or clean_answer(once, WORDS) == once


@given(TRICKY)
def test_a_cleaned_text_is_something_that_every_reader_takes(text: str) -> None:
    cleaned = clean_answer(text, WORDS)
    if cleaned is not None:
        assert cleaned.encode("utf-8")
        assert cleaned == cleaned.strip() != ""
        assert not any(ord(sign) < 32 and sign != "\n" for sign in cleaned)
        assert "\n\n" not in cleaned


@given(st.lists(st.text(st.characters(categories=["Ll"], max_codepoint=0x17F), min_size=3), max_size=6))
def test_no_word_is_changed_or_lost(words: list[str]) -> None:
    cleaned = clean_answer("\u00a0 ".join(words)) or ""
    assert words_of([cleaned]) == words_of([" ".join(words)])


def test_tables_have_the_cleaned_text_and_the_record_keeps_the_words_as_they_were(amhp: Toolkit) -> None:
    made = record(
        amhp, changed={"1.1": {"map": narrative("● We  review assess-\nments.\nAssessments count.")}}
    )
    text = "• We review assessments.\nAssessments count."
    assert record_to_assessment_rows(made, amhp)[0]["map"] == text
    assert record_to_answer_rows(made)[0]["text"] == text
    assert next(answer_texts(made))[2] == text
    assert made.standards[0].answers["map"].text.startswith("●")  # type: ignore[union-attr]
