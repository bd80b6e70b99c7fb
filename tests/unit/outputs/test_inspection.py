from __future__ import annotations

import io

from rich.console import Console

from toolkit_extract.outputs.inspection import (
    blocks_to_text,
    document_to_inspection,
    print_document,
    table_to_grid,
)
from toolkit_extract.outputs.report import BOXES
from toolkit_extract.schemas.document import (
    Cell,
    Comment,
    Document,
    Mark,
    MarkState,
    Paragraph,
    Row,
    Run,
    Table,
)
from toolkit_extract.schemas.region import LineRegion, PageRegion

TICK = Mark(
    state=MarkState.SELECTED,
    method="drawn_box",
    confidence=0.9,
    region=PageRegion(page=2, x0=1.5, top=2.5, x1=3.5, bottom=4.5),
)
BLANK = Mark(state=MarkState.UNSELECTED, method="unicode_glyph", region=LineRegion(line_start=4, line_end=4))


def paragraph(*inlines: Run | Mark | str, number: str | None = None) -> Paragraph:
    runs = tuple(Run(text=inline) if isinstance(inline, str) else inline for inline in inlines)
    return Paragraph(inlines=runs, number=number)


def cell(text: str, column: int = 0, span: int = 1) -> Cell:
    return Cell(blocks=(paragraph(text),), column=column, column_span=span)


def test_the_json_object_has_exactly_the_keys_that_are_promised() -> None:
    document = Document(format="pdf", pages=2, blocks=(paragraph(TICK, " Yes"),))
    seen = document_to_inspection(document, [(TICK, "Yes")])
    assert seen == {
        "format": "pdf",
        "pages": 2,
        "marks": [
            {
                "state": "selected", "label": "Yes", "method": "drawn_box", "confidence": 0.9,
                "page": 2, "x0": 1.5, "top": 2.5, "x1": 3.5, "bottom": 4.5,
            }
        ],
        "tables": [],
        "text": "Yes",
    }  # fmt: skip


def test_a_mark_of_a_text_has_no_place_on_a_page() -> None:
    (mark,) = document_to_inspection(Document(format="text"), [(BLANK, "No")])["marks"]
    assert [mark[name] for name in ("page", "x0", "top", "x1", "bottom")] == [None] * 5


def test_tables_are_rectangular_and_a_merged_cell_has_its_text_where_it_begins() -> None:
    merged = Row(cells=(cell("across", 0, 3),))
    plain = Row(cells=(cell("a", 0), cell("b", 1), cell("c", 2)))
    below = Row(cells=(cell("right", 2),))  # the cells before it begin in a row above
    assert table_to_grid(Table(rows=(merged, plain, below))) == [
        ["across", "", ""],
        ["a", "b", "c"],
        ["", "", "right"],
    ]


def test_cells_without_columns_stand_side_by_side() -> None:
    assert table_to_grid(Table(rows=(Row(cells=(cell("a"), cell("b"))), Row(cells=(cell("c"),))))) == [
        ["a", "b"],
        ["c", ""],
    ]


def test_nested_tables_follow_the_table_that_holds_them() -> None:
    inner = Table(rows=(Row(cells=(cell("inner"),)),))
    outer = Table(rows=(Row(cells=(Cell(blocks=(paragraph("outer"), inner)),)),))
    assert document_to_inspection(Document(format="docx", blocks=(outer,)), [])["tables"] == [
        [["outer\ninner"]],
        [["inner"]],
    ]


def test_text_has_generated_numbers_and_draws_marks_only_if_asked() -> None:
    blocks = (paragraph(TICK, "Yes", number="1.1"), Table(rows=(Row(cells=(cell("a"), cell("b", 1))),)))
    assert blocks_to_text(blocks) == "1.1 Yes\na\tb"
    assert blocks_to_text(blocks, BOXES) == "1.1 ☒ Yes\na\tb"


def test_the_page_for_a_person_says_what_was_seen_outside_the_body_too() -> None:
    document = Document(
        format="docx",
        blocks=(paragraph(TICK, "Yes"),),
        furniture=("Draft",),
        comments=(Comment(text="[check] this"),),
        converted_by="a converter",
    )
    out = io.StringIO()
    print_document(document, [(TICK, "Yes")], Console(file=out, width=80))
    page = out.getvalue()
    assert "docx, converted by a converter: 0 tables, 1 marks" in page
    assert "Yes  [drawn_box, 0.90, page 2 (2, 2 to 4, 4)]" in page
    assert "outside the body: Draft" in page
    assert "comment: [check] this" in page
