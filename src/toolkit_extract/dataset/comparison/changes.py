"""What changed since the earlier returns?

Who is compared with whom is the business of `pairing`. Only two ratings that are one option each are compared; all else
is `not_comparable` and keeps both values, so that the reader sees why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit_extract.dataset.comparison.answers import Answers
from toolkit_extract.schemas.comparison import Change, ChangeCount, Direction, Member, Rated
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role, Toolkit

_NOTHING = Rated("no_return", None)
_NOT_ASKED = Rated("absent", None)


def list_changes(
    answers: Answers, before: Answers, toolkit: Toolkit, read: tuple[Member, ...], pairs: dict[str, Member]
) -> Iterator[Change]:
    """A row for each rating, member and standard."""
    for role, ratings in answers.ratings.items():
        question = toolkit.rating_for(role)
        if question is None or role not in before.ratings:
            continue
        for member in read:
            partner = pairs.get(member.key)
            for standard in toolkit.standards:
                now = ratings[member.key, standard.number]
                earlier = _NOTHING
                if partner:
                    earlier = before.ratings[role].get((partner.key, standard.number), _NOT_ASKED)
                steps = _steps(earlier, now, question)
                yield Change(
                    question=question.id,
                    authority=member.authority,
                    gss_code=member.gss_code,
                    return_id=member.return_id,
                    earlier_return_id=partner.return_id if partner else None,
                    standard_id=f"S{standard.number}",
                    standard=standard.number,
                    earlier=earlier.value,
                    now=now.value,
                    steps=steps,
                    direction=_direction(steps, role),
                    needs_review=now.needs_review or earlier.needs_review,
                )


def count_changes(changes: tuple[Change, ...], toolkit: Toolkit) -> Iterator[ChangeCount]:
    """A row for each rating and standard."""
    counts = Counter((change.question, change.standard, change.direction) for change in changes)
    for question in dict.fromkeys(change.question for change in changes):
        for standard in toolkit.standards:
            better, same, worse, unknown = (
                counts[question, standard.number, direction]
                for direction in ("better", "same", "worse", "not_comparable")
            )
            yield ChangeCount(
                question=question,
                standard_id=f"S{standard.number}",
                standard=standard.number,
                title=standard.title,
                better=better,
                same=same,
                worse=worse,
                not_comparable=unknown,
                returns=better + same + worse + unknown,
            )


def _steps(earlier: Rated, now: Rated, question: ChoiceQuestion) -> int | None:
    """Positions on the scale, which need not be scores that follow one another."""
    if earlier.score is None or now.score is None:
        return None
    scale = sorted(option.score for option in question.options)
    return scale.index(now.score) - scale.index(earlier.score)


def _direction(steps: int | None, role: Role) -> Direction:
    if steps is None:
        return "not_comparable"
    if steps == 0:
        return "same"
    return "better" if (steps > 0) == (role == "attainment") else "worse"
