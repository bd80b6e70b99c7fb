"""What did an authority really answer, and what of it can still be read in one drawing of its return?

`CompletedReturn` is the truth before anything is drawn. A renderer returns a `Drawing`: the text, and the
`Losses` that this drawing inflicted on the truth. `gold` puts the two together in the shape that the scorer
reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from evaluation import form

HORIZONS = tuple(form.HORIZONS)


@dataclass(frozen=True)
class Authority:
    """A council: official name, GSS code, and the names it goes by, the usual one first."""

    name: str
    gss: str
    short_names: tuple[str, ...]

    @property
    def short(self) -> str:
        """The usual short name."""
        return self.short_names[0]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of an answer.

    `action` says that it reads as a plan ("To agree …", "Review …") and so can be told from evidence by its
    wording.
    """

    text: str
    bullet: bool = False
    action: bool = False


@dataclass(frozen=True)
class PlanAnswer:
    """Plan text by horizon; `unassigned` is text that stands under none (then the horizons are empty)."""

    short_term: tuple[Paragraph, ...] = ()
    medium_term: tuple[Paragraph, ...] = ()
    long_term: tuple[Paragraph, ...] = ()
    unassigned: tuple[Paragraph, ...] = ()

    def horizon(self, name: str) -> tuple[Paragraph, ...]:
        """The paragraphs under `short_term`, `medium_term` or `long_term`."""
        return {"short_term": self.short_term, "medium_term": self.medium_term, "long_term": self.long_term}[
            name
        ]


@dataclass(frozen=True)
class StandardAnswers:
    """The four answers to one standard; `evaluate` and `prioritise` list the codes of the options ticked."""

    number: str
    map: tuple[Paragraph, ...]
    evaluate: tuple[str, ...]
    plan: PlanAnswer
    prioritise: tuple[str, ...]

    def ticked(self, rating: str) -> tuple[str, ...]:
        """Codes of the options ticked in `evaluate` or `prioritise`."""
        return {"evaluate": self.evaluate, "prioritise": self.prioritise}[rating]


@dataclass(frozen=True)
class CompletedReturn:
    """One authority's answers to every standard, in the order of the form."""

    authority: Authority
    year: int
    answers: tuple[StandardAnswers, ...]

    def gold(self, variant: str, losses: "Losses | None" = None) -> dict[str, Any]:
        """The ground truth of one drawing: `{"variant", "authority", "gss", "gold": {number: {...}}}`."""
        losses = losses or Losses()
        return {
            "variant": variant,
            "authority": self.authority.short,
            "gss": self.authority.gss,
            "gold": {answers.number: _standard_gold(answers, losses) for answers in self.answers},
        }


@dataclass(frozen=True)
class Losses:
    """What a drawing no longer shows: boxes as `(number, rating, option)`, and whole standards."""

    marks: frozenset[tuple[str, str, str]] = frozenset()
    standards: frozenset[str] = frozenset()

    def __or__(self, other: "Losses") -> "Losses":
        return Losses(self.marks | other.marks, self.standards | other.standards)


@dataclass(frozen=True)
class Drawing:
    """A return as text in some format, and what that text has lost."""

    text: str
    losses: Losses = field(default_factory=Losses)


def choice_state(marks: dict[str, str]) -> tuple[str, str | None]:
    """What four boxes amount to, in the words of the contract: `(state, option)`.

    One known tick is a choice though other boxes are lost; with no known tick any lost box may hold it.
    """
    ticked = [option for option, state in marks.items() if state == "selected"]
    if len(ticked) == 1:
        return "selected", ticked[0]
    if len(ticked) > 1:
        return "multiple_selected", None
    return ("not_recoverable" if "unknown" in marks.values() else "none_selected"), None


def join_paragraphs(paragraphs: Iterable[Paragraph]) -> str:
    """The text of a narrative: paragraphs parted by a newline."""
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _rating_gold(answers: StandardAnswers, rating: str, losses: Losses) -> dict[str, Any]:
    if answers.number in losses.standards:
        return {"state": "absent", "option": None, "marks": {}}
    marks = {}
    for option in form.OPTIONS[rating]:
        known = "selected" if option in answers.ticked(rating) else "unselected"
        marks[option] = "unknown" if (answers.number, rating, option) in losses.marks else known
    state, option_chosen = choice_state(marks)
    return {"state": state, "option": option_chosen, "marks": marks}


def _standard_gold(answers: StandardAnswers, losses: Losses) -> dict[str, Any]:
    kept = answers.number not in losses.standards
    entry: dict[str, Any] = {
        "map": join_paragraphs(answers.map) if kept else "",
        "plan": {name: join_paragraphs(answers.plan.horizon(name)) if kept else "" for name in HORIZONS},
        "evaluate": _rating_gold(answers, "evaluate", losses),
        "prioritise": _rating_gold(answers, "prioritise", losses),
    }
    if kept and answers.plan.unassigned:
        entry["plan_unassigned"] = join_paragraphs(answers.plan.unassigned)
    return entry
