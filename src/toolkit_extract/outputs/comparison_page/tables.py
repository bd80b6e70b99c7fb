"""Which table stands behind a picture? The same rows in words, for who does not see it and for who checks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit_extract.outputs.pictures.canvas import Picture
from toolkit_extract.outputs.pictures.draw import members_of
from toolkit_extract.schemas.comparison import (
    MISMATCHES,
    STATES,
    STATES_OF_A_RETURN,
    Comparison,
    Gap,
    Rated,
)
from toolkit_extract.schemas.toolkit import ChoiceQuestion


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: each row's first cell is its heading, and the columns from `numbers` on hold numbers."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 1
    """Columns before this one, from 0, are words."""


_SHORT = {
    "none_selected": "none",
    "multiple_selected": "several",
    "not_recoverable": "lost",
    "absent": "absent",
    "not_read": "not read",
    "no_return": "no return",
}
"""States in the narrow cells of a heat map's table, which its caption explains."""


def table_behind(picture: Picture, comparison: Comparison) -> PageTable:
    """The table of what a picture shows."""
    if picture.kind == "mismatches":
        return _mismatches(comparison)
    makers: dict[str, Callable[[Picture, Comparison], PageTable]] = {
        "heat_map": _heat_map,
        "values": _values,
        "gaps": _gaps,
        "changes": _changes,
        "similarity": _similarity,
    }
    return makers[picture.kind](picture, comparison)


def percent(share: float | None) -> str:
    """A share in words."""
    return "–" if share is None else f"{100 * share:.0f}%"


def _question(picture: Picture, comparison: Comparison) -> ChoiceQuestion:
    return next(
        question for question in comparison.rated_questions.values() if question.id == picture.subject
    )


def _heat_map(picture: Picture, comparison: Comparison) -> PageTable:
    question = _question(picture, comparison)
    role = next(role for role, rated in comparison.rated_questions.items() if rated is question)
    ratings = comparison.ratings[role]
    numbers = [standard.number for standard in comparison.toolkit.standards]
    rows = tuple(
        (member.label, *(_cell(ratings[member.key, number]) for number in numbers))
        for member in members_of(picture, comparison)
    )
    options = sorted(question.options, key=lambda option: option.score)
    key = [f"{option.score} {option.label}" for option in options]
    key += [f"{_SHORT[state]}: {STATES[state]}" for state in STATES_OF_A_RETURN]
    return PageTable(f"{'; '.join(key)}; * needs a person's look", ("Authority", *numbers), rows)


def _cell(rated: Rated) -> str:
    words = str(rated.score) if rated.score is not None else _SHORT[rated.value]
    return f"{words} *" if rated.needs_review else words


def _values(picture: Picture, comparison: Comparison) -> PageTable:
    question = _question(picture, comparison)
    options = sorted(question.options, key=lambda option: option.score)
    values = [*(option.code for option in options), *STATES_OF_A_RETURN]
    counts = {
        (count.standard, count.value): count for count in comparison.counts if count.question == question.id
    }
    rows = []
    for standard in comparison.toolkit.standards:
        told = [counts[standard.number, value] for value in values]
        rows.append((
            f"{standard.number} {standard.title}",
            *(str(count.count) for count in told),
            str(told[0].rated),
            str(told[0].returns),
            str(sum(count.needs_review for count in told)),
        ))  # fmt: skip
    heads = (
        "Standard",
        *(option.label for option in options),
        *(STATES[state] for state in STATES_OF_A_RETURN),
        "rated",
        "returns",
        "need a look",
    )
    return PageTable("Returns with each value", heads, tuple(rows))


def _gaps(picture: Picture, comparison: Comparison) -> PageTable:
    labels = {option.code: option.label for option in _question(picture, comparison).options}
    rows = tuple(
        (
            f"{gap.standard} {gap.title}",
            _median(gap, labels),
            str(gap.rank or "–"),
            f"{gap.lower} of {gap.rated}",
            percent(gap.share),
            f"{percent(gap.share_least)} to {percent(gap.share_most)}",
            str(gap.lowest),
            str(gap.returns - gap.rated),
        )
        for gap in comparison.gaps
    )
    heads = (
        "Standard",
        "median",
        "rank",
        "in the lower half, of those rated",
        "share",
        "bounds, of all returns",
        "lowest option",
        "not known",
    )
    return PageTable("Standards from the widest gap to the narrowest", heads, rows, numbers=2)


def _median(gap: Gap, labels: dict[str, str]) -> str:
    if gap.median_low is None or gap.median_high is None:
        return "–"
    both = dict.fromkeys((labels[gap.median_low], labels[gap.median_high]))
    return " / ".join(both)


def _mismatches(comparison: Comparison) -> PageTable:
    counts = {(count.kind, count.standard): count for count in comparison.mismatch_counts}
    kinds = [kind for kind in MISMATCHES if any(count.kind == kind for count in comparison.mismatch_counts)]
    rows = []
    for standard in comparison.toolkit.standards:
        cells: list[str] = []
        for kind in kinds:
            count = counts[kind, standard.number]
            cells += [f"{count.found} of {count.examined}", str(count.unclear + count.unknown)]
        rows.append((f"{standard.number} {standard.title}", *cells))
    heads = [words for kind in kinds for words in (MISMATCHES[kind][0], "not known")]
    return PageTable("Found, of those examined", ("Standard", *heads), tuple(rows))


def _changes(picture: Picture, comparison: Comparison) -> PageTable:
    rows = tuple(
        (
            f"{count.standard} {count.title}",
            str(count.worse),
            str(count.same),
            str(count.better),
            str(count.not_comparable),
            str(count.returns),
        )
        for count in comparison.change_counts or ()
        if count.question == picture.subject
    )
    heads = ("Standard", "worse", "the same", "better", "not comparable", "returns")
    return PageTable("Returns by what became of the rating", heads, rows)


def _similarity(picture: Picture, comparison: Comparison) -> PageTable:
    keys = {member.key for member in members_of(picture, comparison)}
    rows: Iterator[tuple[str, ...]] = (
        (
            pair.authority,
            pair.other_authority,
            f"{pair.same} of {pair.rated_by_both}",
            percent(pair.share_same),
        )
        for pair in sorted(comparison.similarity, key=lambda pair: -(pair.share_same or 0))
        if {pair.return_id, pair.other_return_id} <= keys
    )
    heads = ("Authority", "and", "same rating, of standards that both rate", "share")
    return PageTable("Pairs, the most alike first", heads, tuple(rows), numbers=2)
