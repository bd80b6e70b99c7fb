"""What stands in the four cells of a standard before any format is chosen?

A `Row` is the common ground of all renderers: per column a list of items (paragraph, horizon label, option
line).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation import form, marks
from evaluation.marks import OptionLine
from evaluation.model import CompletedReturn, Losses, Paragraph, StandardAnswers


@dataclass(frozen=True)
class Label:
    """A horizon label of the Plan column."""

    text: str


@dataclass(frozen=True)
class Name:
    """A column name of the header."""

    text: str


@dataclass(frozen=True)
class Prompt:
    """The question under a column name, or a part of it."""

    text: str


Item = Paragraph | Label | OptionLine | Name | Prompt
Cells = tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]


@dataclass(frozen=True)
class Hand:
    """How one authority fills in: its mark style and its wording of options.

    Where `mixed` names styles, each standard takes one of them instead, as happens when several people fill in.
    """

    style: str = "crossed_box"
    wording: str = "exact"
    mixed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A standard as drawn: number, statement and the items of Map, Evaluate, Plan and Prioritise."""

    number: str
    statement: str
    cells: Cells
    losses: Losses


def draw_row(standard: form.Standard, answers: StandardAnswers, hand: Hand, rng: Random) -> Row:
    """The items of one standard in this hand, and the boxes that the hand's style does not show."""
    if hand.mixed:
        hand = replace(hand, style=rng.choice(hand.mixed), mixed=())
    evaluate, lost_evaluate = _draw_rating(answers, "evaluate", hand, rng)
    prioritise, lost_prioritise = _draw_rating(answers, "prioritise", hand, rng)
    cells: Cells = (answers.map, evaluate, _draw_plan(answers, rng), prioritise)
    return Row(standard.number, standard.statement, cells, lost_evaluate | lost_prioritise)


def draw_rows(completed: CompletedReturn, hand: Hand, rng: Random) -> list[Row]:
    """All standards of a return in this hand."""
    statements = {standard.number: standard for standard in form.STANDARDS}
    return [draw_row(statements[answers.number], answers, hand, rng) for answers in completed.answers]


def without_boxes(row: Row, column: int, positions: Sequence[int], *, dashed: bool) -> Row:
    """The row with some boxes of a column rubbed out (`- Partially`, or `Partially` alone)."""
    rating = form.RATINGS[0] if column == 1 else form.RATINGS[1]
    items, lost = list(row.cells[column]), set[tuple[str, str, str]]()
    for position in positions:
        line = items[position]
        if isinstance(line, OptionLine) and len(line.options) == 1:
            code = line.options[0]
            label = form.OPTIONS[rating][code]
            items[position] = OptionLine(f"- {label}" if dashed else label, line.options, known=False)
            lost.add((row.number, rating, code))
    cells = list(row.cells)
    cells[column] = tuple(items)
    return replace(
        row, cells=(cells[0], cells[1], cells[2], cells[3]), losses=row.losses | Losses(frozenset(lost))
    )


def with_every_rating_ticked(completed: CompletedReturn, rng: Random) -> CompletedReturn:
    """The same return with one option ticked everywhere, for styles that show no empty box."""
    answers = []
    for one in completed.answers:
        ratings = {}
        for rating in form.RATINGS:
            ticked = one.ticked(rating)
            ratings[rating] = ticked[:1] or (rng.choice(list(form.OPTIONS[rating])),)
        answers.append(replace(one, evaluate=ratings["evaluate"], prioritise=ratings["prioritise"]))
    return replace(completed, answers=tuple(answers))


def with_one_tick_at_most(completed: CompletedReturn) -> CompletedReturn:
    """The same return without several ticks in one rating."""
    answers = [
        replace(one, evaluate=one.evaluate[:1], prioritise=one.prioritise[:1]) for one in completed.answers
    ]
    return replace(completed, answers=tuple(answers))


def with_second_ticks(completed: CompletedReturn, rng: Random, share: float) -> CompletedReturn:
    """The same return with a second option ticked in some of the ratings that have a tick."""
    answers = []
    for one in completed.answers:
        ratings = {}
        for rating in form.RATINGS:
            ticked = one.ticked(rating)
            others = [code for code in form.OPTIONS[rating] if code not in ticked]
            if ticked and rng.random() < share:
                ticked = (*ticked, rng.choice(others))
            ratings[rating] = ticked
        answers.append(replace(one, evaluate=ratings["evaluate"], prioritise=ratings["prioritise"]))
    return replace(completed, answers=tuple(answers))


def with_plan_under_no_horizon(completed: CompletedReturn, rng: Random, share: float) -> CompletedReturn:
    """The same return with the whole plan of some standards under no horizon."""
    answers = []
    for one in completed.answers:
        plan = one.plan
        everything = plan.short_term + plan.medium_term + plan.long_term
        if everything and rng.random() < share:
            plan = replace(plan, short_term=(), medium_term=(), long_term=(), unassigned=everything)
        answers.append(replace(one, plan=plan))
    return replace(completed, answers=tuple(answers))


def _draw_rating(
    answers: StandardAnswers, rating: str, hand: Hand, rng: Random
) -> tuple[tuple[OptionLine, ...], Losses]:
    style = marks.STYLES[hand.style]
    worded = marks.worded_options(rating, answers.ticked(rating), hand.wording, rng)
    chosen = answers.ticked(rating)
    lines = tuple(
        replace(line, ticked=tuple(code for code in line.options if code in chosen))
        for line in style.draw(worded, rng)
    )
    lost = frozenset(
        (answers.number, rating, code) for line in lines if not line.known for code in line.options
    )
    return lines, Losses(lost)


def _draw_plan(answers: StandardAnswers, rng: Random) -> tuple[Item, ...]:
    if answers.plan.unassigned:
        labels = tuple(Label(text) for text in form.HORIZONS.values()) if rng.random() < 0.6 else ()
        return answers.plan.unassigned + labels
    items: list[Item] = []
    for name, text in form.HORIZONS.items():
        items += [Label(text), *answers.plan.horizon(name)]
    return tuple(items)
