"""What is a recipe for a return, and how does a completed return become one file of it?

A `Variant` says how the authority marks and words its answers, what happened to the document on the way, which renderer
draws it and how it is sent. `produce` turns a completed return and a seed into one file with its gold.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from evaluation import drawing, form, marks
from evaluation.composition import Composition, Plan, compose, replace_front
from evaluation.conversion import Unconverted, convert_all
from evaluation.delivery import ENCODINGS, file_name
from evaluation.model import CompletedReturn


@dataclass(frozen=True)
class Scanned:
    """A scan: the file, and what came to be true of it while it was made, which is added to the gold."""

    data: bytes
    truth: dict[str, Any]


@dataclass(frozen=True)
class Printed:
    """A printed original on its way to a scanner: the document, and what makes a scan of it once it is converted."""

    original: bytes | Unconverted
    scan: Callable[[bytes], Scanned]


Drawn = str | bytes | Unconverted | Printed
Render = Callable[[Composition, Random], Drawn]
"""Text is encoded as the variant says; bytes (of a binary format) are taken as they are; what is unconverted goes
through the program that it names; what is printed is scanned."""


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
    mixed: bool = False
    """Whether every standard takes a style of its own from `styles` (all of which must show empty boxes)."""
    unassigned: float = 0.0
    """Share of the plans that stand under no horizon."""
    needs: tuple[str, ...] = ()
    """Programs, libraries and fonts without which it cannot be drawn, in the names of `conversion`."""
    every: bool = False
    """Whether every rating is ticked: this way of marking shows nothing where none is."""
    single: bool = False
    """Whether this way of marking can show one tick at most."""
    several: float = 0.0
    """Share of the ratings in which a second option is ticked."""
    brief: bool = False
    """Whether answers are kept short."""
    part: bool = False
    """Whether the gold leaves out the standards that the return does not cover: few of them are in it."""
    costly: bool = False
    """Whether an ordinary set holds one return of it, however many of others: it takes long to read."""
    extra: bool = False
    """Whether only a full set, or asking for it by name, draws it."""


@dataclass(frozen=True)
class ReturnFile:
    """One file of the set: its name, its bytes and what a careful reader gets from it."""

    name: str
    data: bytes
    gold: dict[str, Any]


@dataclass(frozen=True)
class Draft:
    """A file of the set before any program converted it."""

    name: str
    drawn: bytes | Unconverted | Printed
    gold: dict[str, Any]


def produce(
    variant: Variant, completed: CompletedReturn, seed: int, *, number: int, named: bool
) -> ReturnFile:
    """Draws one return in one variant, and converts it if the variant asks for that; see `draft`.

    Raises:
        ProgramMissing: the variant needs a program that is not on the PATH.
    """
    (file,) = finish([draft(variant, completed, seed, number=number, named=named)])
    return file


def finish(drafts: Sequence[Draft]) -> Iterator[ReturnFile]:
    """Drafts as files, all that must be converted converted together; scans are made one by one as they are asked for.

    Raises:
        ProgramMissing: one of them needs a program that is not on the PATH.
    """
    documents = [one.drawn.original if isinstance(one.drawn, Printed) else one.drawn for one in drafts]
    converted = iter(convert_all([one for one in documents if isinstance(one, Unconverted)]))
    for one, document in zip(drafts, documents, strict=True):
        data = next(converted) if isinstance(document, Unconverted) else document
        if isinstance(one.drawn, Printed):
            scan = one.drawn.scan(data)
            yield ReturnFile(one.name, scan.data, one.gold | scan.truth)
        else:
            yield ReturnFile(one.name, data, one.gold)


def draft(variant: Variant, completed: CompletedReturn, seed: int, *, number: int, named: bool) -> Draft:
    """Draws one return in one variant; the same arguments give the same bytes, but for what another program converts.

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
    hand = drawing.Hand(style, rng.choice(variant.wordings), variant.styles if variant.mixed else ())
    plan = replace_front(variant.plan, _front(variant, completed, named, rng))
    composition = compose(completed, hand, plan, rng)
    drawn = variant.render(composition, rng)
    if isinstance(drawn, str):
        drawn = ENCODINGS[variant.encoding].encode(drawn)
    name = file_name(completed, variant.suffix, rng, named=named, number=number)
    gold = completed.gold(variant.name, composition.losses)
    return Draft(name, drawn, without_absent(gold) if variant.part else gold)


def without_absent(gold: dict[str, Any]) -> dict[str, Any]:
    """The ground truth without the standards that the file does not hold."""
    kept = {
        number: entry
        for number, entry in gold["gold"].items()
        if any(entry[rating]["state"] != "absent" for rating in form.RATINGS)
    }
    return gold | {"gold": kept}


def _suited(completed: CompletedReturn, style: str, variant: Variant, rng: Random) -> CompletedReturn:
    """The return without choices that this style could not show to any reader."""
    if style not in marks.WITHOUT_STATE and not marks.STYLES[style].shows_empty:
        completed = drawing.with_every_rating_ticked(completed, rng)
    if variant.every:
        completed = drawing.with_every_rating_ticked(completed, rng)
    if variant.several:
        completed = drawing.with_second_ticks(completed, rng, variant.several)
    if style == "written_out" or variant.single:
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
    complete = variant.plan.left_out == 0 and len(variant.plan.sections) == len(form.SECTIONS)
    if complete and said.count(completed.authority.short) >= 3 and rng.random() < 0.35:
        return "title"
    return rng.choice(("cover", "cover", "letter"))
