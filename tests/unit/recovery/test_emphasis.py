"""Which emphasis counts for the words of an option that is only partly set off?"""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.marked_text import paragraph_to_text
from toolkit_extract.schemas.document import Emphasis, Paragraph, Run

_PEN = frozenset({Emphasis.HIGHLIGHT})
_STRIKE = frozenset({Emphasis.STRIKE})


def _emphasis(*parts: tuple[str, frozenset[Emphasis]]) -> frozenset[Emphasis]:
    text = paragraph_to_text(
        Paragraph(inlines=tuple(Run(text=words, emphasis=kinds) for words, kinds in parts))
    )
    return text.emphasis_between(0, len(text.text))


NONE: frozenset[Emphasis] = frozenset()


@pytest.mark.parametrize(
    "parts",
    [
        (("All of the words", _PEN),),
        (("The first line of the ", _PEN), ("words, and more of them on a second line", NONE)),
        (("First", _PEN), (" words of a long option with its explanation behind", NONE)),
        (("A ", NONE), ("pen that misses the first word", _PEN)),
    ],
)
def test_a_pen_over_the_first_words_or_over_many_sets_an_option_off(
    parts: tuple[tuple[str, frozenset[Emphasis]], ...],
) -> None:
    assert _emphasis(*parts) == _PEN


def test_one_word_set_off_far_behind_does_not() -> None:
    assert _emphasis(("Words of an option with a stray ", NONE), ("mark", _PEN)) == NONE


def test_a_strike_counts_only_through_most_of_the_words() -> None:
    assert _emphasis(("Struck out in all its words", _STRIKE)) == _STRIKE
    assert _emphasis(("Corrected", _STRIKE), (" words of an option", NONE)) == NONE


def test_words_without_letters_have_no_emphasis() -> None:
    assert _emphasis(("– ", _PEN)) == NONE
