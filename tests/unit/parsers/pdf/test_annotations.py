"""Marks put on top of a page with an editor."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.parsers.pdf.drawing import annotate, marks, option, read, states, texts, write
from toolkit_extract.schemas.document import Document, Emphasis, Run, RunOrigin, paragraphs_of

Y = 200.0


def _emphasised(document: Document) -> dict[str, set[str]]:
    return {
        inline.text.strip(): {str(e.value) for e in inline.emphasis}
        for paragraph in paragraphs_of(document.blocks)
        for inline in paragraph.inlines
        if isinstance(inline, Run) and inline.emphasis
    }


def _two_options(c: Canvas) -> None:
    option(c, Y + 20, "North")
    option(c, Y, "South")


ON_A_BOX: dict[str, tuple[str, list[float], dict[str, object]]] = {
    "ink": ("Ink", [38, Y - 2, 56, Y + 14], {"InkList": [[40, Y + 5, 44, Y, 55, Y + 13]]}),
    "two lines of ink": (
        "Ink",
        [38, Y - 2, 56, Y + 14],
        {"InkList": [[40, Y, 50, Y + 10], [40, Y + 10, 50, Y]]},
    ),
    "line": ("Line", [40, Y, 50, Y + 10], {"L": [40, Y, 50, Y + 10]}),
    "stamp": ("Stamp", [38, Y - 2, 54, Y + 14], {"Name": "Tick"}),
    "typed cross": ("FreeText", [39, Y, 52, Y + 12], {"Contents": "X"}),
    "square": ("Square", [39, Y - 1, 51, Y + 11], {}),
    "circle": ("Circle", [36, Y - 4, 54, Y + 14], {}),
    "highlight": (
        "Highlight",
        [40, Y, 50, Y + 10],
        {"QuadPoints": [40, Y + 10, 50, Y + 10, 40, Y, 50, Y]},
    ),
}


@pytest.mark.parametrize(("subtype", "rect", "entries"), ON_A_BOX.values(), ids=ON_A_BOX.keys())
def test_an_annotation_on_a_box_ticks_it(subtype: str, rect: list[float], entries: dict[str, object]) -> None:
    def draw(c: Canvas) -> None:
        _two_options(c)
        annotate(c, subtype, rect, **entries)

    document = read(draw)
    assert states(document) == [("unselected", "North"), ("selected", "South")]
    assert marks(document)[1].method.startswith("annotation_")


def test_a_highlight_over_words_is_emphasis_of_these_words_alone() -> None:
    def draw(c: Canvas) -> None:
        _two_options(c)
        annotate(
            c, "Highlight", [56, Y, 90, Y + 12], QuadPoints=[54, Y + 11, 88, Y + 11, 54, Y - 2, 88, Y - 2]
        )

    document = read(draw)
    assert states(document) == [("unselected", "North"), ("unselected", "South")]
    assert _emphasised(document) == {"South": {"highlight"}}


@pytest.mark.parametrize(
    ("subtype", "emphasis"),
    [("StrikeOut", Emphasis.STRIKE), ("Underline", Emphasis.UNDERLINE), ("Squiggly", Emphasis.UNDERLINE)],
)
def test_words_struck_out_or_underlined_with_an_editor(subtype: str, emphasis: Emphasis) -> None:
    def draw(c: Canvas) -> None:
        write(c, 56, Y, "North")
        annotate(c, subtype, [56, Y, 90, Y + 12], QuadPoints=[54, Y + 10, 86, Y + 10, 54, Y - 2, 86, Y - 2])

    assert _emphasised(read(draw)) == {"North": {emphasis.value}}


def test_a_circle_around_words_sets_them_apart() -> None:
    def draw(c: Canvas) -> None:
        write(c, 56, Y, "North")
        write(c, 56, Y - 30, "South")
        annotate(c, "Circle", [50, Y - 36, 92, Y - 16])

    assert _emphasised(read(draw)) == {"South": {"highlight"}}


def test_words_typed_on_top_are_text_of_their_own_origin() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, Y, "Reason:")
        annotate(c, "FreeText", [80, Y - 3, 200, Y + 11], Contents="typed on top")

    document = read(draw)
    assert texts(document) == ["Reason: typed on top"]
    runs = [i for p in paragraphs_of(document.blocks) for i in p.inlines if isinstance(i, Run)]
    assert [run.text.strip() for run in runs if run.origin is RunOrigin.ANNOTATION] == ["typed on top"]


def test_a_sticky_note_is_a_comment_and_no_text() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, Y, "Words")
        annotate(c, "Text", [200, Y, 220, Y + 20], Contents="please check")

    document = read(draw)
    assert [comment.text for comment in document.comments] == ["please check"]
    assert texts(document) == ["Words"]


def test_pen_strokes_on_no_box_raise_a_finding() -> None:
    def draw(c: Canvas) -> None:
        write(c, 40, Y, "Signed")
        annotate(c, "Ink", [200, Y, 260, Y + 30], InkList=[[200, Y, 220, Y + 30, 240, Y, 260, Y + 25]])

    document = read(draw)
    assert [(f.code, f.page) for f in document.findings] == [("page.unread", 1)]


def test_a_long_pen_line_over_boxes_ticks_none() -> None:
    def draw(c: Canvas) -> None:
        _two_options(c)
        annotate(c, "Ink", [10, Y, 200, Y + 30], InkList=[[10, Y - 5, 45, Y + 5, 46, Y + 25, 300, Y + 60]])

    assert states(read(draw)) == [("unselected", "North"), ("unselected", "South")]
