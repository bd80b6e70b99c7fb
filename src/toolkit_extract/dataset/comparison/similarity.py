"""Which returns rate alike?

The measure of a pair is the share of standards with the same option among those that both rate, with both counts. It
says nothing about why: two returns that put nearly every standard into one option are alike in any case.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toolkit_extract.dataset.comparison.answers import Answers
from toolkit_extract.dataset.comparison.standards import share
from toolkit_extract.schemas.comparison import Member, Similarity
from toolkit_extract.schemas.toolkit import Toolkit


def pair_returns(answers: Answers, toolkit: Toolkit, read: tuple[Member, ...]) -> Iterator[Similarity]:
    """A row for each pair, in the order of the members."""
    ratings = answers.ratings["attainment"]
    scores = {
        member.key: [ratings[member.key, standard.number].score for standard in toolkit.standards]
        for member in read
    }
    for one, other in combinations(read, 2):
        both = [
            first == second
            for first, second in zip(scores[one.key], scores[other.key], strict=True)
            if first is not None and second is not None
        ]
        yield Similarity(
            authority=one.label,
            return_id=one.key,
            other_authority=other.label,
            other_return_id=other.key,
            same=sum(both),
            rated_by_both=len(both),
            standards=len(toolkit.standards),
            share_same=share(sum(both), len(both)),
        )
