"""What does a comparison of returns say, and which tables does it make?

The rows of each table as frozen values, and the description of their columns. A rating that is not one option keeps its
state as its value, so that nothing that is missing leaves a table; every share stands beside the counts that it is of.
No free text of any return is in here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from toolkit_extract.schemas.tables import Category, FieldSchema, Row, TableSchema, Value, table_of
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role, Toolkit

Standing = Literal["read", "not_read", "no_return"]
Direction = Literal["better", "same", "worse", "not_comparable"]

STANDINGS = {
    "read": "a return was read",
    "not_read": "a file was submitted, but could not be read",
    "no_return": "there is no file of this authority",
}
STATES = {
    "none_selected": "none ticked",
    "multiple_selected": "more than one ticked",
    "not_recoverable": "not recoverable",
    "absent": "not in the return",
    "not_read": "file not read",
    "no_return": "no return",
}
"""Values of a rating that is not one option, with the words for pictures and pages, in the order they are shown in."""
STATES_OF_A_RETURN = ("none_selected", "multiple_selected", "not_recoverable", "absent")

MISMATCHES: dict[str, tuple[str, tuple[Role, Role]]] = {
    "high_risk_without_plan": ("Highest risk, no plan", ("risk", "plan")),
    "top_rating_with_high_risk": ("Highest rating, highest risk", ("attainment", "risk")),
    "rating_without_evidence": ("Rating, no evidence", ("attainment", "evidence")),
}
"""Kinds of mismatch: their words, and the roles that a form must have for them."""

DIRECTIONS = {
    "better": "a higher attainment, or a lower risk",
    "same": "the same option",
    "worse": "a lower attainment, or a higher risk",
    "not_comparable": "at least one of the two is not one option",
}


@dataclass(frozen=True, slots=True)
class Member:
    """One row of a comparison: a return, or an authority that has none.

    Attributes:
        key: what ratings are filed under: the return's id, or the authority's code or name.
        label: the name to show, unique in the comparison.
        standing: what there is of the authority.
    """

    key: str
    label: str
    authority: str | None
    gss_code: str | None
    region: str | None
    return_id: str | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating: an option's code, or the state that says why there is none."""

    value: str
    score: int | None
    needs_review: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """Row of `coverage`: how much of an authority's return can be compared."""

    authority: str | None
    gss_code: str | None
    region: str | None
    return_id: str | None
    standing: Standing
    standards: int
    rated: int | None
    not_recoverable: int | None
    other_missing: int | None
    needs_review: int | None


@dataclass(frozen=True, slots=True)
class RegionCoverage:
    """Row of `regions`: how many of the authorities there are have a return. `without` names those that have none."""

    region: str | None
    authorities: int
    read: int
    not_read: int
    no_return: int
    without: str | None


@dataclass(frozen=True, slots=True)
class ValueCount:
    """Row of `counts`: how many returns give a standard one value, `rated` being those with exactly one option."""

    question: str
    standard_id: str
    standard: str
    value: str
    count: int
    rated: int
    returns: int
    share_of_rated: float | None
    needs_review: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Row of `gaps`: how many returns put a standard into the lower half of the scale.

    Attributes:
        share: of the rated returns; None where none is rated.
        share_least: of all returns read, were every unknown rating in the upper half.
        share_most: of all returns read, were every unknown rating in the lower half.
        median_low: the middle option; where two stand in the middle the lower, and `median_high` the higher.
    """

    rank: int | None
    standard_id: str
    standard: str
    section: int
    title: str
    lower: int
    lowest: int
    rated: int
    returns: int
    share: float | None
    share_least: float | None
    share_most: float | None
    median_low: str | None
    median_high: str | None
    needs_review: int


@dataclass(frozen=True, slots=True)
class MismatchCount:
    """Row of `mismatch_counts`: `found` of `examined`, and those of which a half is not known."""

    kind: str
    standard_id: str
    standard: str
    title: str
    found: int
    examined: int
    unclear: int
    unknown: int
    returns: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Row of `mismatches`: one that was found."""

    authority: str | None
    gss_code: str | None
    region: str | None
    return_id: str
    standard_id: str
    standard: str
    title: str
    kind: str
    needs_review: bool


@dataclass(frozen=True, slots=True)
class Similarity:
    """Row of `similarity`: two returns, and the share of standards with the same rating among those that both rate."""

    authority: str
    return_id: str
    other_authority: str
    other_return_id: str
    same: int
    rated_by_both: int
    standards: int
    share_same: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """Row of `changes`: one rating beside that of the earlier return. `steps` are of the scale, towards its end."""

    question: str
    authority: str | None
    gss_code: str | None
    return_id: str | None
    earlier_return_id: str | None
    standard_id: str
    standard: str
    earlier: str
    now: str
    steps: int | None
    direction: Direction
    needs_review: bool


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """Row of `change_counts`: what became of a standard's ratings since the earlier returns."""

    question: str
    standard_id: str
    standard: str
    title: str
    better: int
    same: int
    worse: int
    not_comparable: int
    returns: int


@dataclass(frozen=True)
class Comparison:
    """All that was compared, for tables, pictures and the page.

    Attributes:
        title: whose returns they are.
        ratings: the ratings by role, member's key and standard's number, those of members without a return too.
        notes: sentences that a reader needs before relying on a number.
    """

    toolkit: Toolkit
    title: str
    members: tuple[Member, ...]
    ratings: Mapping[Role, Mapping[tuple[str, str], Rated]]
    coverage: tuple[Coverage, ...]
    regions: tuple[RegionCoverage, ...]
    counts: tuple[ValueCount, ...]
    gaps: tuple[Gap, ...]
    mismatch_counts: tuple[MismatchCount, ...]
    mismatches: tuple[Mismatch, ...]
    similarity: tuple[Similarity, ...]
    changes: tuple[Change, ...] | None
    change_counts: tuple[ChangeCount, ...] | None
    notes: tuple[str, ...]

    @property
    def read(self) -> tuple[Member, ...]:
        """The members whose return was read: the denominator of every count."""
        return tuple(member for member in self.members if member.standing == "read")

    @property
    def rated_questions(self) -> dict[Role, ChoiceQuestion]:
        """The ratings that are compared, by role."""
        found = {role: self.toolkit.rating_for(role) for role in self.ratings}
        return {role: question for role, question in found.items() if question}


def comparison_rows(comparison: Comparison) -> dict[str, list[Row]]:
    """The rows of every table that `comparison_tables` describes, by the table's name."""
    rows: dict[str, list[Row]] = {
        "coverage": _rows(comparison.coverage),
        "regions": _rows(comparison.regions),
        **{
            f"matrix_{question.id}": _matrix(comparison, role)
            for role, question in comparison.rated_questions.items()
        },
        "counts": _rows(comparison.counts),
        "gaps": _rows(comparison.gaps),
        "mismatch_counts": _rows(comparison.mismatch_counts),
        "mismatches": _rows(comparison.mismatches),
        "similarity": _rows(comparison.similarity),
    }
    if comparison.changes is not None and comparison.change_counts is not None:
        rows |= {"changes": _rows(comparison.changes), "change_counts": _rows(comparison.change_counts)}
    return rows


def _rows(values: tuple[object, ...]) -> list[Row]:
    # every value is one of the dataclasses above, whose fields are plain values
    return [
        {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}  # type: ignore[arg-type]
        for value in values
    ]


def _matrix(comparison: Comparison, role: Role) -> list[Row]:
    ratings = comparison.ratings[role]
    rows: list[Row] = []
    for member in comparison.members:
        cells: dict[str, Value] = {
            f"S{standard.number}": ratings[member.key, standard.number].value
            for standard in comparison.toolkit.standards
        }
        rows.append({**_whose(member), **cells})
    return rows


def _whose(member: Member) -> dict[str, Value]:
    return {
        "authority": member.authority,
        "gss_code": member.gss_code,
        "region": member.region,
        "return_id": member.return_id,
    }


def comparison_tables(toolkit: Toolkit, *, with_changes: bool) -> tuple[TableSchema, ...]:
    """The tables of a comparison, in the order in which they are written."""
    tables = [
        _coverage(toolkit),
        _regions(toolkit),
        *(_matrix_table(toolkit, question) for question in _rated(toolkit)),
        _counts(toolkit),
        _gaps(toolkit),
        _mismatch_counts(toolkit),
        _mismatches(toolkit),
        _similarity(toolkit),
    ]
    if with_changes:
        tables += [_changes(toolkit), _change_counts(toolkit)]
    return tuple(tables)


def _rated(toolkit: Toolkit) -> list[ChoiceQuestion]:
    found = (toolkit.rating_for(role) for role in ("attainment", "risk"))
    return [question for question in found if question]


def _known(toolkit: Toolkit, *names: str) -> list[FieldSchema]:
    """Columns as the analyst's table describes them."""
    fields = {field.name: field for field in table_of("assessments", toolkit).fields}
    return [fields[name] for name in names]


def _return_id(toolkit: Toolkit, name: str = "return_id") -> FieldSchema:
    (field,) = _known(toolkit, "return_id")
    return field.model_copy(update={"name": name, "required": False, "missing": "there is no return"})


def _categories(labels: Mapping[str, str]) -> tuple[Category, ...]:
    return tuple(Category(value=value, label=label) for value, label in labels.items())


def _values(*questions: ChoiceQuestion) -> tuple[Category, ...]:
    options = {option.code: option.label for question in questions for option in question.options}
    return _categories({**options, **STATES})


def _count(name: str, description: str, **fields: object) -> FieldSchema:
    return FieldSchema.model_validate(
        {"name": name, "type": "integer", "minimum": 0, "description": description, **fields}
    )


def _share(name: str, description: str) -> FieldSchema:
    return FieldSchema(
        name=name, type="number", minimum=0, maximum=1, description=description, missing="it would be of none"
    )


def _question(toolkit: Toolkit) -> FieldSchema:
    return FieldSchema(
        name="question", required=True, description="The rating.",
        categories=_categories({question.id: question.column for question in _rated(toolkit)}),
    )  # fmt: skip


_RETURNS = _count("returns", "Returns read: the denominator that nothing is dropped from.", required=True)
_RATED = _count("rated", "Returns with exactly one option ticked.", required=True)
_REVIEW = _count("needs_review", "Ratings among these that ask for a person's look.", required=True)
_REVIEW_FLAG = FieldSchema(
    name="needs_review", type="boolean", required=True,
    description="Whether an answer that this row rests on asks for a person's look.",
)  # fmt: skip


def _coverage(toolkit: Toolkit) -> TableSchema:
    empty = "there is no return"
    return TableSchema(
        name="coverage", title="Coverage", row="return, and authority without one",
        fields=(
            *_known(toolkit, "authority", "gss_code", "region"), _return_id(toolkit),
            FieldSchema(
                name="standing", required=True, description="What there is of this authority.",
                categories=_categories(STANDINGS),
            ),
            _count("standards", "Standards of the form.", required=True),
            _count("rated", "Ratings compared, of all roles, with exactly one option ticked.", missing=empty),
            _count("not_recoverable", "Ratings whose boxes the file has lost.", missing=empty),
            _count("other_missing", "Ratings with none or several ticked, or not in the return.", missing=empty),
            _count("needs_review", "Ratings that ask for a person's look.", missing=empty),
        ),
    )  # fmt: skip


def _regions(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="regions", title="Regions", row="region",
        fields=(
            *_known(toolkit, "region"),
            _count("authorities", "Authorities of the region, or those that were asked for.", required=True),
            _count("read", "Authorities of which a return was read.", required=True),
            _count("not_read", "Authorities whose file could not be read.", required=True),
            _count("no_return", "Authorities without a file.", required=True),
            FieldSchema(name="without", description="Those without a file, joined with '; '.", missing="none"),
        ),
    )  # fmt: skip


def _matrix_table(toolkit: Toolkit, question: ChoiceQuestion) -> TableSchema:
    return TableSchema(
        name=f"matrix_{question.id}", title=f"{question.column}: authorities and standards",
        row="return, and authority without one; one column per standard",
        fields=(
            *_known(toolkit, "authority", "gss_code", "region"), _return_id(toolkit),
            *(
                FieldSchema(
                    name=f"S{standard.number}", required=True, categories=_values(question),
                    description=f"{standard.number} {standard.title}: option, or why there is none.",
                )
                for standard in toolkit.standards
            ),
        ),
    )  # fmt: skip


def _counts(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="counts", title="Ratings of each standard", row="rating, standard and value, those that no return has too",
        fields=(
            _question(toolkit), *_known(toolkit, "standard_id", "standard"),
            FieldSchema(
                name="value", required=True, description="Option, or why there is none.",
                categories=tuple(
                    value
                    for value in _values(*_rated(toolkit))
                    if value.value not in STATES or value.value in STATES_OF_A_RETURN
                ),
            ),
            _count("count", "Returns with this value.", required=True),
            _RATED, _RETURNS,
            _share("share_of_rated", "count / rated, for an option.").model_copy(
                update={"missing": "the value is no option, or none is rated"}
            ),
            _REVIEW,
        ),
        primary_key=("question", "standard_id", "value"),
    )  # fmt: skip


def _gaps(toolkit: Toolkit) -> TableSchema:
    question = toolkit.rating_for("attainment")
    options = _categories({option.code: option.label for option in question.options}) if question else ()
    return TableSchema(
        name="gaps", title="Standards by gap", row="standard, the widest gap first",
        fields=(
            FieldSchema(
                name="rank", type="integer", minimum=1, missing="no return rates it",
                description="Rank by share; equal shares have the same rank.",
            ),
            *_known(toolkit, "standard_id", "standard", "section", "title"),
            _count("lower", "Returns that rate it in the lower half of the scale.", required=True),
            _count("lowest", "Returns that rate it with the lowest option.", required=True),
            _RATED, _RETURNS,
            _share("share", "lower / rated."),
            _share("share_least", "lower / returns: as if all unknown were in the upper half."),
            _share("share_most", "(lower + returns - rated) / returns: as if all unknown were in the lower half."),
            FieldSchema(
                name="median_low", categories=options, ordered=True, missing="no return rates it",
                description="Middle rating; the lower of two where two stand in the middle.",
            ),
            FieldSchema(
                name="median_high", categories=options, ordered=True, missing="no return rates it",
                description="Middle rating; the higher of two where two stand in the middle.",
            ),
            _REVIEW,
        ),
        primary_key=("standard_id",),
    )  # fmt: skip


_KIND = FieldSchema(
    name="kind", required=True, description="Kind of mismatch.",
    categories=_categories({kind: words for kind, (words, _) in MISMATCHES.items()}),
)  # fmt: skip


def _mismatch_counts(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="mismatch_counts", title="Mismatches of each standard", row="kind of mismatch and standard",
        fields=(
            _KIND, *_known(toolkit, "standard_id", "standard", "title"),
            _count("found", "Returns with the mismatch.", required=True),
            _count("examined", "Returns where the first half is so and the second known.", required=True),
            _count("unclear", "Returns where the first half is so and the second is not known.", required=True),
            _count("unknown", "Returns where the first half is not known.", required=True),
            _RETURNS,
        ),
        primary_key=("kind", "standard_id"),
    )  # fmt: skip


def _mismatches(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="mismatches", title="Mismatches", row="mismatch of a return and standard",
        fields=(
            *_known(toolkit, "authority", "gss_code", "region", "return_id", "standard_id", "standard", "title"),
            _KIND, _REVIEW_FLAG,
        ),
        primary_key=("return_id", "standard_id", "kind"),
    )  # fmt: skip


def _similarity(toolkit: Toolkit) -> TableSchema:
    (authority, return_id) = _known(toolkit, "authority", "return_id")
    named = authority.model_copy(
        update={"description": "Authority, or what the return is called without one."}
    )
    return TableSchema(
        name="similarity", title="Similarity", row="pair of returns",
        fields=(
            named, return_id,
            named.model_copy(update={"name": "other_authority"}),
            return_id.model_copy(update={"name": "other_return_id"}),
            _count("same", "Standards with the same option in both.", required=True),
            _count("rated_by_both", "Standards that both rate: the denominator.", required=True),
            _count("standards", "Standards of the form.", required=True),
            _share("share_same", "same / rated_by_both."),
        ),
        primary_key=("return_id", "other_return_id"),
    )  # fmt: skip


def _changes(toolkit: Toolkit) -> TableSchema:
    values = _values(*_rated(toolkit))
    return TableSchema(
        name="changes", title="Changes", row="rating, authority and standard",
        fields=(
            _question(toolkit), *_known(toolkit, "authority", "gss_code"),
            _return_id(toolkit), _return_id(toolkit, "earlier_return_id"),
            *_known(toolkit, "standard_id", "standard"),
            FieldSchema(name="earlier", required=True, categories=values, description="Value of the earlier return."),
            FieldSchema(name="now", required=True, categories=values, description="Value of the return."),
            FieldSchema(
                name="steps", type="integer", missing="at least one of the two is not one option",
                description="Options from the earlier to the present one, positive towards the end of the scale.",
            ),
            FieldSchema(
                name="direction", required=True, description="What became of it.", categories=_categories(DIRECTIONS)
            ),
            _REVIEW_FLAG,
        ),
    )  # fmt: skip


def _change_counts(toolkit: Toolkit) -> TableSchema:
    return TableSchema(
        name="change_counts", title="Changes of each standard", row="rating and standard",
        fields=(
            _question(toolkit), *_known(toolkit, "standard_id", "standard", "title"),
            *(_count(name, f"Returns: {words}.", required=True) for name, words in DIRECTIONS.items()),
            _RETURNS,
        ),
        primary_key=("question", "standard_id"),
    )  # fmt: skip
