"""Where do two answers of one standard not fit each other?

Each kind is a premise and a conclusion, and each of these may be unknown: a box that cannot be read makes no mismatch
and no match. `highest` means the option with the highest score. A text of any words counts as evidence or plan; how
good it is, nobody here judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toolkit_extract.dataset.comparison.answers import Answers, Place, Written
from toolkit_extract.schemas.comparison import MISMATCHES, Member, Mismatch, MismatchCount, Rated
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role, Standard, Toolkit

Half = tuple[bool | None, bool]
"""Whether one half of a mismatch is so (None where it is not known), and whether a person should look at it."""
Halves = tuple[Half, Half]


def find_mismatches(
    answers: Answers, toolkit: Toolkit, read: tuple[Member, ...]
) -> tuple[list[MismatchCount], list[Mismatch]]:
    """Counts by kind and standard, and each mismatch that was found; kinds whose roles the form lacks are left out."""
    counts: list[MismatchCount] = []
    found: list[Mismatch] = []
    for kind, judge in _judges(answers, toolkit):
        for standard in toolkit.standards:
            judged = [(member, judge((member.key, standard.number))) for member in read]
            counts.append(_count(kind, standard, [halves for _, halves in judged]))
            found += [
                _mismatch(kind, standard, member, halves)
                for member, halves in judged
                if halves[0][0] and halves[1][0]
            ]
    found.sort(key=lambda row: _place(row, toolkit, read))
    return counts, found


def _judges(answers: Answers, toolkit: Toolkit) -> Iterator[tuple[str, Callable[[Place], Halves]]]:
    def is_highest(role: Role) -> Callable[[Place], Half]:
        question, ratings = toolkit.rating_for(role), answers.ratings[role]
        return lambda place: _is_highest(ratings[place], question)

    def is_rated(place: Place) -> Half:
        rated = answers.ratings["attainment"][place]
        # Nothing ticked is no rating; several ticks or a lost box may or may not be one.
        known = rated.score is not None or rated.value in ("none_selected", "absent")
        return (rated.score is not None if known else None), rated.needs_review

    def is_blank(role: Role) -> Callable[[Place], Half]:
        texts: Mapping[Place, Written] = answers.texts[role]
        return lambda place: _is_blank(texts[place])

    makers: dict[str, Callable[[], tuple[Callable[[Place], Half], Callable[[Place], Half]]]] = {
        "high_risk_without_plan": lambda: (is_highest("risk"), is_blank("plan")),
        "top_rating_with_high_risk": lambda: (is_highest("attainment"), is_highest("risk")),
        "rating_without_evidence": lambda: (is_rated, is_blank("evidence")),
    }
    there = answers.ratings.keys() | answers.texts.keys()
    for kind, (_, roles) in MISMATCHES.items():
        if there >= set(roles):
            premise, conclusion = makers[kind]()
            yield kind, _both(premise, conclusion)


def _both(premise: Callable[[Place], Half], conclusion: Callable[[Place], Half]) -> Callable[[Place], Halves]:
    return lambda place: (premise(place), conclusion(place))


def _is_highest(rated: Rated, question: ChoiceQuestion | None) -> Half:
    if question is None or rated.score is None:
        # Nothing ticked, or no such rating in the return, is not the highest; a lost box may be.
        return (False if rated.value in ("none_selected", "absent") else None), rated.needs_review
    return rated.score == max(option.score for option in question.options), rated.needs_review


def _is_blank(written: Written) -> Half:
    return (None if written.state == "unclear" else written.state == "blank"), written.needs_review


def _count(kind: str, standard: Standard, judged: list[Halves]) -> MismatchCount:
    premised = [conclusion[0] for premise, conclusion in judged if premise[0]]
    return MismatchCount(
        kind=kind,
        standard_id=f"S{standard.number}",
        standard=standard.number,
        title=standard.title,
        found=sum(conclusion is True for conclusion in premised),
        examined=sum(conclusion is not None for conclusion in premised),
        unclear=sum(conclusion is None for conclusion in premised),
        unknown=sum(premise[0] is None for premise, _ in judged),
        returns=len(judged),
    )


def _mismatch(kind: str, standard: Standard, member: Member, halves: Halves) -> Mismatch:
    return Mismatch(
        authority=member.authority,
        gss_code=member.gss_code,
        region=member.region,
        return_id=member.key,
        standard_id=f"S{standard.number}",
        standard=standard.number,
        title=standard.title,
        kind=kind,
        needs_review=any(review for _, review in halves),
    )


def _place(row: Mismatch, toolkit: Toolkit, read: tuple[Member, ...]) -> tuple[int, int, int]:
    keys = [member.key for member in read]
    return keys.index(row.return_id), toolkit.order[row.standard], list(MISMATCHES).index(row.kind)
