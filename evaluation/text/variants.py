"""Which kinds of text returns does the evaluation set hold?

Each variant is a named recipe: how the authority marks and words its answers, what happened to the document
on the way, which renderer draws it and in which encoding.
"""

from dataclasses import replace

from evaluation.composition import Plan
from evaluation.recipe import Render, Variant
from evaluation.text import (
    email_message,
    grid_table,
    html_document,
    linear,
    page_layout,
    pasted,
    pipe_table,
    reading_order,
    tabs_html,
)
from evaluation.text.grid_table import PANDOC_NARROW, GridLook
from evaluation.text.html_document import HtmlLook
from evaluation.text.page_layout import NARROW, WIDE, PageLook
from evaluation.text.pipe_table import PipeLook

# --- tears as they come together ----------------------------------------------------------------------------

_LIKE_A_CONVERSION = {
    "whole": 42.0,
    "row_cut": 18.0,
    "two_tables": 6.0,
    "repeated_header": 2.0,
    "header_cut": 4.0,
    "header_tail_row": 5.0,
    "interleaved": 7.0,
    "interleaved_then_table": 4.0,
    "column_after_column": 4.0,
    "columns_then_blank_cells": 4.0,
    "loose_header": 4.0,
}
_MOSTLY_TORN = {name: (8.0 if name == "whole" else weight) for name, weight in _LIKE_A_CONVERSION.items()}
_NO_TABLES = {"lines_only": 3.0, "interleaved": 4.0, "column_after_column": 2.0}
_LOOSE_BOXES = {"kept": 3.0, "dashed": 5.0, "bare": 3.0}
_HEADERS = ("joined", "joined", "joined", "bare")

_TORN = Plan(
    tears=_LIKE_A_CONVERSION,
    boxes=_LOOSE_BOXES,
    headers=_HEADERS,
    split_headings=0.2,
    missing_headings=0.15,
    junk=0.04,
    statement_cut=0.05,
)

_INPUTS = ("input", "input", "input_varied")
_GLYPHS = ("crossed_box", "ticked_box", "filled_square", "times_box", "tick_for_box", "tick_cross")
_GLYPHS_TORN = tuple(style for style in _GLYPHS if style != "tick_cross")
"""Where boxes are lost a lone ✗ could be taken for a choice."""
_TYPED = ("x_brackets", "capital_x_brackets", "x_parentheses", "tick_brackets")
_WORDINGS = ("no_parentheses", "capitals", "short", "misspelt", "remarks")
_APPENDED = Plan(appendices=True, left_out=0.1)


def _tabs(*, furniture: bool = False, tick_bullets: bool = True) -> Render:
    return lambda c, rng: tabs_html.render(c, rng, furniture=furniture, tick_bullets=tick_bullets)


def _layout(look: PageLook) -> Render:
    return lambda c, rng: page_layout.render(c, rng, look)


def _pipe(look: PipeLook) -> Render:
    return lambda c, rng: pipe_table.render(c, rng, look)


def _grid(look: GridLook) -> Render:
    return lambda c, _: grid_table.render_grid(c, look)


def _multiline(look: GridLook) -> Render:
    return lambda c, _: grid_table.render_multiline(c, look)


def _html(look: HtmlLook) -> Render:
    return lambda c, rng: html_document.render(c, rng, look)


_TABS_HTML = (
    Variant("tabs-html/whole", ".txt", _tabs(), _INPUTS, plan=Plan(headers=_HEADERS)),
    Variant("tabs-html/torn", ".txt", _tabs(), ("input",), plan=_TORN),
    Variant(
        "tabs-html/torn-heavily",
        ".txt",
        _tabs(furniture=True),
        _INPUTS,
        plan=replace(_TORN, tears=_MOSTLY_TORN, statement_cut=0.15, junk=0.1),
    ),
    Variant(
        "tabs-html/two-tables",
        ".txt",
        _tabs(),
        _INPUTS,
        plan=Plan(tears={"two_tables": 3, "repeated_header": 1, "whole": 1}, headers=("bare", "joined")),
    ),
    Variant(
        "tabs-html/row-cut",
        ".txt",
        _tabs(furniture=True),
        _INPUTS,
        plan=Plan(tears={"row_cut": 4, "whole": 1}, boxes={"kept": 1, "dashed": 1, "bare": 1}),
    ),
    Variant(
        "tabs-html/header-torn",
        ".txt",
        _tabs(),
        _INPUTS,
        plan=Plan(tears={"header_cut": 2, "header_tail_row": 2, "loose_header": 2}, headers=_HEADERS),
    ),
    Variant("tabs-html/lost-half", ".txt", _tabs(), _INPUTS, plan=Plan(lost_boxes=0.6)),
    Variant("tabs-html/glyphs", ".txt", _tabs(), _GLYPHS_TORN, plan=_TORN),
    Variant(
        "tabs-html/plan-unassigned",
        ".txt",
        _tabs(),
        _INPUTS,
        unassigned=0.5,
        plan=Plan(tears={"whole": 3, "two_tables": 1}),
    ),
    Variant(
        "tabs-html/appendices",
        ".txt",
        _tabs(),
        _INPUTS,
        plan=replace(_TORN, front="letter", appendices=True, left_out=0.15),
    ),
    Variant("tabs-html/sections", ".txt", _tabs(), _INPUTS, plan=replace(_TORN, sections=(1, 2, 4))),
    Variant("tabs-html/one-line", ".txt", _tabs(), ("one_line_input", "one_line")),
    Variant("tabs-html/worded", ".txt", _tabs(), _INPUTS, _WORDINGS),
    Variant(
        "tabs-html/mixed-marks",
        ".txt",
        _tabs(),
        ("input", "crossed_box", "x_brackets"),
        plan=_TORN,
        mixed=True,
    ),
    Variant("tabs/pasted", ".txt", lambda c, _: pasted.render(c), (*_GLYPHS, "x_brackets"), plan=_APPENDED),
    Variant("tabs-html/crlf", ".txt", _tabs(), _INPUTS, plan=_TORN, encoding="utf-8-crlf"),
    Variant("tabs-html/bom", ".txt", _tabs(), _INPUTS, plan=_TORN, encoding="utf-8-bom"),
    Variant("tabs-html/utf-16", ".txt", _tabs(), _INPUTS, plan=_TORN, encoding="utf-16-le"),
)

_PLAIN = (
    Variant("plain/reading-order", ".txt", reading_order.render, (*_GLYPHS, "x_brackets")),
    Variant("plain/reading-order-behind", ".txt", reading_order.render, ("box_behind", "brackets_behind")),
    Variant(
        "plain/typed-marks",
        ".txt",
        reading_order.render,
        ("typed_before_box", "bare_tick", "bare_tick_behind"),
    ),
    Variant(
        "plain/one-line", ".txt", reading_order.render, ("one_line", "one_line_behind", "one_line_brackets")
    ),
    Variant(
        "plain/cell-lines", ".txt", reading_order.render_pieces, (*_GLYPHS, *_TYPED), ("exact", "remarks")
    ),
    Variant("plain/no-state", ".txt", reading_order.render, ("bare",)),
    Variant(
        "plain/interleaved",
        ".txt",
        reading_order.render_pieces,
        (*_GLYPHS_TORN, *_TYPED),
        plan=Plan(tears=_NO_TABLES, boxes={"kept": 6, "dashed": 1, "bare": 1}, split_headings=0.3),
    ),
    Variant(
        "tabs-html/windows-1252",
        ".txt",
        _tabs(tick_bullets=False),
        _TYPED[:3],
        ("exact", "remarks"),
        plan=Plan(tears={"whole": 1}),
        encoding="windows-1252",
    ),
)

_PAGE = (
    Variant("layout/plain", ".txt", _layout(PageLook()), (*_GLYPHS, "x_brackets", "x_parentheses")),
    Variant("layout/wide", ".txt", _layout(WIDE), _GLYPHS),
    Variant("layout/narrow", ".txt", _layout(NARROW), _GLYPHS),
    Variant("layout/pages", ".txt", _layout(PageLook(page_length=46)), _GLYPHS, plan=_APPENDED),
    Variant(
        "layout/dense-pages",
        ".txt",
        _layout(PageLook((40, 30, 38, 36), page_length=60, paragraph_gap=0, names_on_own_line=False)),
        (*_GLYPHS, "x_brackets"),
        ("exact", "no_parentheses"),
    ),
    Variant("layout/behind", ".txt", _layout(PageLook(page_length=52)), ("box_behind",)),
    Variant("layout/utf-16", ".txt", _layout(WIDE), _GLYPHS, encoding="utf-16-be"),
)

_MARKDOWN = (
    Variant("pipe/breaks", ".md", _pipe(PipeLook()), ("task_list", "x_brackets", "crossed_box", "input")),
    Variant(
        "pipe/spaces", ".md", _pipe(PipeLook(joint=" ")), ("crossed_box", "ticked_box", "escaped_brackets")
    ),
    Variant(
        "pipe/no-outer",
        ".md",
        _pipe(PipeLook(outer=False, joint="<br/>", bold_names=True)),
        ("x_brackets", "ticked_box"),
    ),
    Variant(
        "pipe/torn",
        ".md",
        _pipe(PipeLook(first_row="itself", headings=False)),
        ("crossed_box", "x_brackets", "input"),
        plan=_TORN,
    ),
    Variant(
        "pipe/lost-half",
        ".md",
        _pipe(PipeLook(first_row="empty")),
        ("crossed_box", "escaped_brackets"),
        plan=replace(_TORN, lost_boxes=0.5),
    ),
    Variant("pipe/bold", ".md", _pipe(PipeLook()), ("bold_markdown",)),
    Variant("pipe/struck", ".md", _pipe(PipeLook()), ("struck_markdown",)),
    Variant("pipe/latex", ".md", _pipe(PipeLook(joint=" ")), ("latex_boxes",)),
    Variant("pipe/entities", ".md", _pipe(PipeLook()), ("entities", "hex_entities")),
    Variant(
        "pipe/repeated-header",
        ".md",
        _pipe(PipeLook(padded=True, joint=" ")),
        ("ticked_box", "crossed_box"),
        plan=Plan(tears={"repeated_header": 2, "whole": 1}, appendices=True),
    ),
    Variant(
        "docling/markdown",
        ".md",
        _pipe(PipeLook(padded=True, joint=" ", statement="## {number} {statement}")),
        ("crossed_box", "ticked_box", "task_list", "bare"),
    ),
    Variant("grid/plain", ".md", _grid(GridLook()), ("crossed_box", "x_brackets", "ticked_box")),
    Variant(
        "grid/statement-row", ".md", _grid(GridLook(statement_inside=True)), ("crossed_box", "task_list")
    ),
    Variant("pandoc/grid", ".md", _grid(PANDOC_NARROW), ("crossed_box", "escaped_brackets")),
    Variant(
        "pandoc/multiline", ".md", _multiline(GridLook()), ("crossed_box", "ticked_box", "escaped_brackets")
    ),
    Variant(
        "tokens/html-in-markdown", ".md", _html(HtmlLook("fragment")), ("selected_tokens", "crossed_box")
    ),
)

_WEB = (
    Variant("html/clean", ".html", _html(HtmlLook(lists=True)), (*_INPUTS, "ticked_box")),
    Variant("html/word", ".htm", _html(HtmlLook("word")), ("crossed_box", "ticked_box", "entities")),
    Variant(
        "html/word-1252",
        ".htm",
        _html(HtmlLook("word", charset="windows-1252")),
        ("entities", "hex_entities"),
        encoding="windows-1252",
    ),
    Variant("html/horizon-rows", ".html", _html(HtmlLook(horizon_rows=True)), (*_INPUTS, "crossed_box")),
    Variant(
        "html/statement-row",
        ".html",
        _html(HtmlLook("word", statement_row=True)),
        ("crossed_box", "one_line"),
    ),
    Variant("html/nested", ".html", _html(HtmlLook(nested=True, lists=True)), _INPUTS, plan=_APPENDED),
    Variant("html/bold", ".html", _html(HtmlLook()), ("bold_html",)),
    Variant("html/highlighted", ".html", _html(HtmlLook("word")), ("highlighted_html",)),
    Variant("html/struck", ".html", _html(HtmlLook()), ("struck_html",)),
    Variant(
        "html/utf-16",
        ".htm",
        _html(HtmlLook("word", charset="unicode")),
        ("crossed_box",),
        encoding="utf-16-le",
    ),
)

_TYPED_OUT = (
    Variant("eml/plain", ".eml", email_message.render_plain, (*_TYPED, "crossed_box")),
    Variant(
        "eml/wrapped", ".eml", email_message.render_wrapped, (*_TYPED, "crossed_box"), ("exact", "remarks")
    ),
    Variant("eml/multipart", ".eml", email_message.render_multipart, ("crossed_box", "ticked_box")),
    Variant("eml/quoted", ".eml", email_message.render_quoted, ("x_brackets", "written_out")),
    Variant(
        "linear/labels",
        ".txt",
        linear.render_labels,
        (*_TYPED, *_GLYPHS),
        ("exact", "no_parentheses", "remarks"),
    ),
    Variant(
        "linear/written-out",
        ".txt",
        linear.render_labels,
        ("written_out",),
        ("exact", "no_parentheses", "short"),
    ),
    Variant("linear/markdown", ".md", linear.render_markdown, ("task_list", "crossed_box", "bold_markdown")),
    Variant("linear/worded", ".txt", linear.render_labels, ("crossed_box", "x_brackets"), _WORDINGS),
)

VARIANTS: tuple[Variant, ...] = (*_TABS_HTML, *_PLAIN, *_PAGE, *_MARKDOWN, *_WEB, *_TYPED_OUT)
