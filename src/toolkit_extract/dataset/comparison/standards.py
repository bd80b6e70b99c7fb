"""How do the returns rate each standard, and which standards have the widest gap?

Counts of every value, missing ones too, and a rank. The measure of a gap is the share of rated returns that stand in
the lower half of the scale (of an odd number of options the middle one is not in it). Equal shares have the same rank,
and stand in the order of their shares of the lowest option. Two bounds say how far the unknown ratings could move it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from toolkit_extract.dataset.comparison.answers import Answers, Place
from toolkit_extract.schemas.comparison import STATES_OF_A_RETURN, Gap, Member, Rated, ValueCount
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

DECIMALS = 3


def share(part: int, whole: int) -> float | None:
    """`part / whole` to three decimals; None of nothing."""
    return round(part / whole, DECIMALS) if whole else None


def lower_half(question: ChoiceQuestion) -> frozenset[str]:
    """Codes of the lower half of the options, the middle one of an odd number left out."""
    options = sorted(question.options, key=lambda option: option.score)
    return frozenset(option.code for option in options[: len(options) // 2])


def count_values(answers: Answers, toolkit: Toolkit, read: tuple[Member, ...]) -> Iterator[ValueCount]:
    """A row for each rating, standard and value: options from lowest to highest, then what is missing."""
    for role, ratings in answers.ratings.items():
        question = toolkit.rating_for(role)
        if question is None:
            continue
        options = [option.code for option in sorted(question.options, key=lambda option: option.score)]
        for standard in toolkit.standards:
            told = _told(ratings, standard.number, read)
            counts = Counter(rated.value for rated in told)
            reviews = Counter(rated.value for rated in told if rated.needs_review)
            rated = sum(counts[code] for code in options)
            for value in (*options, *STATES_OF_A_RETURN):
                yield ValueCount(
                    question=question.id,
                    standard_id=f"S{standard.number}",
                    standard=standard.number,
                    value=value,
                    count=counts[value],
                    rated=rated,
                    returns=len(read),
                    share_of_rated=share(counts[value], rated) if value in options else None,
                    needs_review=reviews[value],
                )


def rank_gaps(answers: Answers, toolkit: Toolkit, read: tuple[Member, ...]) -> list[Gap]:
    """The standards by the share of rated returns in the lower half, the widest gap first, the unrated ones last."""
    question = toolkit.rating_for("attainment")
    if question is None:
        return []
    gaps = [
        _gap(standard.number, _told(answers.ratings["attainment"], standard.number, read), question, toolkit)
        for standard in toolkit.standards
    ]
    gaps.sort(
        key=lambda gap: (-1.0 if gap.share is None else gap.share, share(gap.lowest, gap.rated) or 0),
        reverse=True,
    )
    ranked: list[Gap] = []
    for position, gap in enumerate(gaps, 1):
        if gap.share is None:
            rank = None
        elif ranked and ranked[-1].share == gap.share:
            rank = ranked[-1].rank
        else:
            rank = position
        ranked.append(replace(gap, rank=rank))
    return ranked


def _gap(number: str, told: list[Rated], question: ChoiceQuestion, toolkit: Toolkit) -> Gap:
    standard = toolkit.standard(number)
    options = sorted(question.options, key=lambda option: option.score)
    known = [rated for rated in told if rated.score is not None]
    lower = sum(rated.value in lower_half(question) for rated in known)
    low, high = _medians(known)
    return Gap(
        rank=None,
        standard_id=f"S{number}",
        standard=number,
        section=standard.section,
        title=standard.title,
        lower=lower,
        lowest=sum(rated.value == options[0].code for rated in known),
        rated=len(known),
        returns=len(told),
        share=share(lower, len(known)),
        share_least=share(lower, len(told)),
        share_most=share(lower + len(told) - len(known), len(told)),
        median_low=low,
        median_high=high,
        needs_review=sum(rated.needs_review for rated in told),
    )


def _medians(known: list[Rated]) -> tuple[str | None, str | None]:
    """The option in the middle, twice; or the two that stand in the middle."""
    if not known:
        return None, None
    in_order = sorted(known, key=lambda rated: rated.score or 0)
    return in_order[(len(in_order) - 1) // 2].value, in_order[len(in_order) // 2].value


def _told(ratings: Mapping[Place, Rated], number: str, read: tuple[Member, ...]) -> list[Rated]:
    return [ratings[member.key, number] for member in read]
