"""Every way in which a text file writes a box, and what only looks like one."""

from __future__ import annotations

import re

import pytest

from toolkit_extract.parsers.text.marks import BOX_BRACKET, LATEX_BOX, NAMED_BOX, MarkReader
from toolkit_extract.schemas.document import Mark, MarkState, Run

ON, OFF = MarkState.SELECTED, MarkState.UNSELECTED

WRITTEN = [
    # what the file has, what it says, how that is known
    ("☐ Low", OFF, "unicode_glyph"),
    ("☑ Low", ON, "unicode_glyph"),
    ("☒ Low", ON, "unicode_glyph"),
    ("☑\ufe0f Low", ON, "unicode_glyph"),  # with a variation selector
    ("Low ⊠", ON, "unicode_glyph"),
    ("\uf0a8 Low", OFF, "symbol_font"),  # Wingdings through a conversion
    ("\uf0fe Low", ON, "symbol_font"),
    ("[ ] Low", OFF, "brackets"),
    ("[] Low", OFF, "brackets"),
    ("[_] Low", OFF, "brackets"),
    ("[x] Low", ON, "brackets"),
    ("[ X ] Low", ON, "brackets"),
    ("[✓] Low", ON, "brackets"),
    ("( ) Low", OFF, "brackets"),
    ("(X) Low", ON, "brackets"),
    ("(•) Low", ON, "brackets"),
    (r"\[x\] Low", ON, "brackets"),
    (r"\[ \] Low", OFF, "brackets"),
    (":selected: Low", ON, "named_box"),
    (":unselected: Low", OFF, "named_box"),
    (":checked: Low", ON, "named_box"),
    (":ballot_box_with_check: Low", ON, "named_box"),
    (r"$\boxtimes$ Low", ON, "tex_symbol"),
    (r"$\square$ Low", OFF, "tex_symbol"),
    (r"\boxtimes Low", ON, "tex_symbol"),
    (r"\Box{} Low", OFF, "tex_symbol"),
]


@pytest.mark.parametrize(("text", "state", "method"), WRITTEN, ids=[row[0] for row in WRITTEN])
def test_a_box_is_found_with_its_state_and_the_words_beside_it(
    text: str, state: MarkState, method: str
) -> None:
    inlines = list(MarkReader(text).split(text))
    marks = [inline for inline in inlines if isinstance(inline, Mark)]
    words = "".join(inline.text for inline in inlines if isinstance(inline, Run))
    assert [(mark.state, mark.method, mark.boxed) for mark in marks] == [(state, method, True)]
    assert words.strip() == "Low"


@pytest.mark.parametrize("text", ["✓ Low", "Low ✗", r"$\checkmark$ Low"])
def test_a_bare_tick_or_cross_is_a_sign_without_a_box(text: str) -> None:
    marks = [inline for inline in MarkReader(text).split(text) if isinstance(inline, Mark)]
    assert [(mark.state, mark.boxed) for mark in marks] == [(ON, False)]


PROSE = [
    "f(x) is low",
    "see [1] and [a]",
    "a[x]b",
    "the plan(s) of team(x)",
    "[x](https://example.org)",
    "item 1(x)",
    "(x and y)",
    ":selected",
    r"\boxtimesish",
    "word■word",
    "(ii) second",
    "[xx] twice",
]


@pytest.mark.parametrize("text", PROSE)
def test_what_stands_in_prose_is_no_box(text: str) -> None:
    assert [inline for inline in MarkReader(text).split(text) if isinstance(inline, Mark)] == []


def test_marks_and_words_keep_their_order_and_every_character() -> None:
    text = "☐ Low ☒ Medium (x) High"
    inlines = list(MarkReader(text).split(text))
    assert "".join(i.text if isinstance(i, Run) else i.verbatim for i in inlines) == text
    assert [i.state for i in inlines if isinstance(i, Mark)] == [OFF, ON, ON]


def test_a_hollow_square_alone_is_doubtful_and_beside_its_counterpart_is_not() -> None:
    def confidence(text: str) -> float:
        return next(i.confidence for i in MarkReader(text).split("□ Low") if isinstance(i, Mark))

    assert confidence("□ Low\n□ High") < 0.7
    assert confidence("□ Low\n■ High") > 0.9


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        (
            BOX_BRACKET,
            ["[ ]", "[x]", "(X)", "[✓]", r"\[x\]", "( )", "(•)"],
            ["f(x)", "[1]", "a[x]b", "[x](", "(no)"],
        ),
        (NAMED_BOX, [":selected:", ":unchecked:"], [":smile:", ":selected", "selected:"]),
        (LATEX_BOX, [r"$\boxtimes$", r"\square", r"\\Box"], [r"\squares", r"\alpha", "square"]),
    ],
    ids=["brackets", "names", "TeX"],
)
def test_the_patterns_of_boxes(pattern: re.Pattern[str], accepted: list[str], refused: list[str]) -> None:
    assert [text for text in accepted if not pattern.search(text)] == []
    assert [text for text in refused if pattern.search(text)] == []
