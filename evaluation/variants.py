"""Which kinds of return does the evaluation set hold?

Each variant is a named recipe: how the authority marks and words its answers, what happened to the document on the way,
which renderer draws it and in which encoding. `produce` turns a completed return and a seed into one file with its gold.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from evaluation import drawing, marks
from evaluation.composition import Composition, Plan, compose, replace_front
from evaluation.delivery import ENCODINGS, file_name
from evaluation.model import CompletedReturn
from evaluation.text import tabs_html

Render = Callable[[Composition, Random], str]


@dataclass(frozen=True)
class Variant:
    """A recipe for one kind of file."""

    name: str
    suffix: str
    render: Render
    styles: tuple[str, ...]
    wordings: tuple[str, ...] = ("exact",)
    plan: Plan = field(default_factory=Plan)
    encoding: str = "utf-8"
    unassigned: float = 0.0
    """Share of the plans that stand under no horizon."""


@dataclass(frozen=True)
class ReturnFile:
    """One file of the set: its name, its bytes and what a careful reader gets from it."""

    name: str
    data: bytes
    gold: dict[str, Any]


def produce(
    variant: Variant, completed: CompletedReturn, seed: int, *, number: int, named: bool
) -> ReturnFile:
    """Draws one return in one variant; the same arguments give the same bytes.

    Args:
        variant: the recipe.
        completed: the answers.
        seed: the seed of the set.
        number: number for a file name that does not name the authority.
        named: whether the file name names the authority. If not, the cover, a letter or the answers do.
    """
    rng = Random(f"{seed}/{variant.name}/{completed.authority.gss}/{number}")
    style = rng.choice(variant.styles)
    completed = _suited(completed, style, variant, rng)
    hand = drawing.Hand(style, rng.choice(variant.wordings))
    plan = replace_front(variant.plan, _front(variant, completed, named, rng))
    composition = compose(completed, hand, plan, rng)
    text = variant.render(composition, rng)
    name = file_name(completed, variant.suffix, rng, named=named, number=number)
    return ReturnFile(
        name, ENCODINGS[variant.encoding].encode(text), completed.gold(variant.name, composition.losses)
    )


def _suited(completed: CompletedReturn, style: str, variant: Variant, rng: Random) -> CompletedReturn:
    """The return without choices that this style could not show to any reader."""
    if style not in marks.WITHOUT_STATE and not marks.STYLES[style].shows_empty:
        completed = drawing.with_every_rating_ticked(completed, rng)
    if style == "written_out":
        completed = drawing.with_one_tick_at_most(completed)
    if variant.unassigned:
        completed = drawing.with_plan_under_no_horizon(completed, rng, variant.unassigned)
    return completed


def _front(variant: Variant, completed: CompletedReturn, named: bool, rng: Random) -> str:
    if variant.plan.front != "title":
        return variant.plan.front
    if named:
        return rng.choice(("none", "title", "title", "cover"))
    said = " ".join(paragraph.text for answers in completed.answers for paragraph in answers.map)
    if said.count(completed.authority.short) >= 3 and rng.random() < 0.35:
        return "title"
    return rng.choice(("cover", "cover", "letter"))


# --- tears as they come together -------------------------------------------------------------------------------------

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

VARIANTS: dict[str, Variant] = {
    variant.name: variant
    for variant in (
        Variant("tabs-html/whole", ".txt", tabs_html.render, _INPUTS, plan=Plan(headers=_HEADERS)),
        Variant("tabs-html/torn", ".txt", tabs_html.render, ("input",), plan=_TORN),
        Variant(
            "tabs-html/torn-heavily",
            ".txt",
            lambda c, r: tabs_html.render(c, r, furniture=True),
            _INPUTS,
            plan=replace(_TORN, tears=_MOSTLY_TORN, statement_cut=0.15, junk=0.1),
        ),
        Variant(
            "tabs-html/two-tables",
            ".txt",
            tabs_html.render,
            _INPUTS,
            plan=Plan(tears={"two_tables": 3, "repeated_header": 1, "whole": 1}, headers=("bare", "joined")),
        ),
        Variant(
            "tabs-html/row-cut",
            ".txt",
            lambda c, r: tabs_html.render(c, r, furniture=True),
            _INPUTS,
            plan=Plan(tears={"row_cut": 4, "whole": 1}, boxes={"kept": 1, "dashed": 1, "bare": 1}),
        ),
        Variant(
            "tabs-html/header-torn",
            ".txt",
            tabs_html.render,
            _INPUTS,
            plan=Plan(tears={"header_cut": 2, "header_tail_row": 2, "loose_header": 2}, headers=_HEADERS),
        ),
        Variant("tabs-html/lost-half", ".txt", tabs_html.render, _INPUTS, plan=Plan(lost_boxes=0.6)),
        Variant(
            "tabs-html/glyphs",
            ".txt",
            tabs_html.render,
            ("crossed_box", "ticked_box", "filled_square", "times_box", "tick_cross"),
            plan=_TORN,
        ),
        Variant(
            "tabs-html/plan-unassigned",
            ".txt",
            tabs_html.render,
            _INPUTS,
            unassigned=0.5,
            plan=Plan(tears={"whole": 3, "two_tables": 1}),
        ),
        Variant(
            "tabs-html/appendices",
            ".txt",
            tabs_html.render,
            _INPUTS,
            plan=replace(_TORN, front="letter", appendices=True, left_out=0.15),
        ),
        Variant("tabs-html/crlf", ".txt", tabs_html.render, _INPUTS, plan=_TORN, encoding="utf-8-crlf"),
        Variant("tabs-html/utf-16", ".txt", tabs_html.render, _INPUTS, plan=_TORN, encoding="utf-16-le"),
    )
}
