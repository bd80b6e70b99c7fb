"""What does each member say to each standard? The long tables in, one rating or text state for each role out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolkit_extract.dataset.comparison.members import column
from toolkit_extract.schemas.comparison import Member, Rated
from toolkit_extract.schemas.toolkit import RATED_ROLES, ChoiceQuestion, Role, Toolkit

if TYPE_CHECKING:
    import pandas as pd

TextState = Literal["answered", "blank", "unclear"]
Place = tuple[str, str]
"""A member's key and a standard's number."""


@dataclass(frozen=True, slots=True)
class Written:
    """Whether there is free text: `unclear` where a part of the answer is not in the return."""

    state: TextState
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is compared, by role and place. A role that the form lacks is not in it."""

    ratings: Mapping[Role, Mapping[Place, Rated]]
    texts: Mapping[Role, Mapping[Place, Written]]
    without_free_text: bool
    """Whether the tables were written without the words of the returns."""


def gather_answers(tables: dict[str, pd.DataFrame], toolkit: Toolkit, members: tuple[Member, ...]) -> Answers:
    """The answers of the members, with a rating for each place: without a return its value is the member's standing."""
    frame = tables["answers"]
    names = ("return_id", "standard", "answer", "state", "option", "score", "needs_review")
    cells = {
        (return_id, standard, answer): (state, option, score, bool(review))
        for return_id, standard, answer, state, option, score, review in zip(
            *(column(frame, name) for name in names), strict=True
        )
    }
    bare = is_without_free_text(frame)
    ratings: dict[Role, Mapping[Place, Rated]] = {}
    texts: dict[Role, Mapping[Place, Written]] = {}
    for question in toolkit.questions:
        if question.role is None:
            continue
        if isinstance(question, ChoiceQuestion):
            ratings[question.role] = _ratings(cells, question, toolkit, members)
        else:
            parts = [name for name in toolkit.answer_ids if name.partition(".")[0] == question.id]
            loose = _unassigned(tables["assessments"], question.id)
            blank: TextState = "unclear" if bare and question.kind == "plan" else "blank"
            texts[question.role] = _texts(cells, parts, loose, blank, toolkit, members)
    return Answers({role: ratings[role] for role in RATED_ROLES if role in ratings}, texts, bare)


def is_without_free_text(answers: pd.DataFrame) -> bool:
    """Whether no answer that is there has its words: then nobody can say whether a plan has some under no horizon."""
    answered = answers[(answers["kind"] == "narrative") & (answers["state"] == "answered")]
    return len(answered) > 0 and bool(answered["text"].isna().all())


_Cells = Mapping[tuple[str, str, str], tuple[str, str | None, int | None, bool]]


def _ratings(
    cells: _Cells, question: ChoiceQuestion, toolkit: Toolkit, members: tuple[Member, ...]
) -> dict[Place, Rated]:
    found: dict[Place, Rated] = {}
    for member in members:
        for standard in toolkit.standards:
            place = (member.key, standard.number)
            if member.return_id is None:
                found[place] = Rated(member.standing, None)
                continue
            cell = cells.get((member.return_id, standard.number, question.id))
            state, option, score, review = cell or ("absent", None, None, True)
            found[place] = Rated(option or state, int(score) if score is not None else None, review)
    return found


def _texts(
    cells: _Cells,
    parts: list[str],
    loose: set[Place],
    blank: TextState,
    toolkit: Toolkit,
    members: tuple[Member, ...],
) -> dict[Place, Written]:
    found: dict[Place, Written] = {}
    for member in members:
        if member.return_id is None:
            continue
        for standard in toolkit.standards:
            told = [cells.get((member.return_id, standard.number, part)) for part in parts]
            states = {cell[0] if cell else "absent" for cell in told}
            review = any(cell is None or cell[3] for cell in told)
            place = (member.key, standard.number)
            if "answered" in states or place in loose:
                found[place] = Written("answered", review)
            else:
                found[place] = Written(blank if states == {"blank"} else "unclear", review)
    return found


def _unassigned(assessments: pd.DataFrame, question_id: str) -> set[Place]:
    """Where plan text stands under no horizon."""
    texts = column(assessments, f"{question_id}_unassigned")
    places = zip(column(assessments, "return_id"), column(assessments, "standard"), strict=True)
    return {place for place, text in zip(places, texts, strict=True) if text is not None}
