"""Made-up completed standards, and ways to write them down."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")
EVALUATE_CODES = ("not_at_all", "partially", "to_a_greater_extent", "consistently_and_to_a_high_standard")
PRIORITISE_CODES = ("no_risk", "low", "medium", "high")
HORIZONS = ("Short Term", "Medium Term", "Long Term")

_SUBJECTS = (
    "The duty team",
    "Our lead",
    "Each manager",
    "The service",
    "A senior officer",
    "Every new starter",
)
_VERBS = ("keeps", "shares", "reads", "updates", "discusses", "records")
_OBJECTS = (
    "the rota, week by week",
    "figures on delays (all teams)",
    "2.5 days of training",
    "a register of approvals",
    "what people say of us; good or bad",
    "1.2 posts at medium risk in the short term",
)


@dataclass(frozen=True)
class Filled:
    """One standard's answers; a rating is the index of its option, `None` where none is ticked."""

    number: str
    map: tuple[str, ...]
    evaluate: int | None
    plan: tuple[str, str, str]
    prioritise: int | None

    @property
    def answers(self) -> dict[str, str]:
        plan = dict(zip(("short_term", "medium_term", "long_term"), self.plan, strict=True))
        shown = {
            "map": "\n".join(self.map),
            "evaluate": "NONE_SELECTED" if self.evaluate is None else EVALUATE_CODES[self.evaluate],
            **plan,
            "prioritise": "NONE_SELECTED" if self.prioritise is None else PRIORITISE_CODES[self.prioritise],
        }
        return {name: words for name, words in shown.items() if words}


sentences = st.builds(
    lambda subject, verb, thing: f"{subject} {verb} {thing}.",
    st.sampled_from(_SUBJECTS),
    st.sampled_from(_VERBS),
    st.sampled_from(_OBJECTS),
)
ticks = st.none() | st.integers(0, 3)
numbers = st.lists(
    st.sampled_from(["1.1", "1.2", "1.3", "2.1", "2.4", "3.2", "5.6"]), min_size=1, max_size=4, unique=True
)


@st.composite
def returns(draw: st.DrawFn) -> tuple[Filled, ...]:
    """A few completed standards in the form's order."""
    return tuple(
        Filled(
            number,
            tuple(draw(st.lists(sentences, min_size=1, max_size=3, unique=True))),
            draw(ticks),
            (draw(sentences | st.just("")), draw(sentences | st.just("")), draw(sentences | st.just(""))),
            draw(ticks),
        )
        for number in sorted(draw(numbers))
    )


def boxes(labels: tuple[str, ...], ticked: int | None, on: str = "☒", off: str = "☐") -> list[str]:
    return [f"{on if index == ticked else off} {label}" for index, label in enumerate(labels)]


def plan_lines(plan: tuple[str, str, str]) -> list[str]:
    return [line for label, words in zip(HORIZONS, plan, strict=True) for line in (label, words) if line]


def cells(filled: Filled) -> list[list[str]]:
    """The paragraphs of each of the four cells."""
    return [
        list(filled.map),
        boxes(EVALUATE, filled.evaluate),
        plan_lines(filled.plan),
        boxes(PRIORITISE, filled.prioritise),
    ]


def statement(filled: Filled) -> str:
    return f"{filled.number} All know who does this work."


def as_tabs(completed: tuple[Filled, ...]) -> str:
    return "\n\n".join(
        f"{statement(one)}\n\nMap\tEvaluate\tPlan\tPrioritise\n"
        + "\t".join("<br>".join(cell) for cell in cells(one))
        for one in completed
    )


def as_html(completed: tuple[Filled, ...]) -> str:
    heads = "".join(f"<td>{name}</td>" for name in ("Map", "Evaluate", "Plan", "Prioritise"))
    tables = (
        f"<p>{statement(one)}</p><table><tr>{heads}</tr><tr>"
        + "".join(f"<td>{''.join(f'<p>{words}</p>' for words in cell)}</td>" for cell in cells(one))
        + "</tr></table>"
        for one in completed
    )
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(tables)}</body></html>"


def as_lines(completed: tuple[Filled, ...]) -> list[str]:
    """Paragraphs in reading order, each question below its name."""
    return [
        line
        for one in completed
        for line in (
            statement(one),
            *(
                line
                for name, cell in zip(("Map", "Evaluate", "Plan", "Prioritise"), cells(one), strict=True)
                for line in (name, *(("\n".join(cell),) if name in {"Evaluate", "Prioritise"} else cell))
            ),
        )
    ]
