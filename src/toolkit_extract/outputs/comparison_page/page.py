"""How is the page put together? A `Comparison` and its pictures in, the bytes of one HTML file out."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit_extract.outputs.comparison_page.tables import PageTable, percent, table_behind
from toolkit_extract.outputs.pictures.canvas import MARGIN_AND_TITLE, Picture
from toolkit_extract.outputs.pictures.style import ACCENT, INK, MUTED, PAPER, RULE, SHADE
from toolkit_extract.outputs.pictures.svg import inline_svg
from toolkit_extract.schemas.comparison import (
    MISMATCHES,
    STATES,
    STATES_OF_A_RETURN,
    Comparison,
)
from toolkit_extract.schemas.toolkit import Role

LINK = "#1b5e97"
WARNING = "#fff4e0"
COLOURS = {
    "ink": INK, "muted": MUTED, "rule": RULE, "paper": PAPER, "shade": SHADE, "accent": ACCENT, "link": LINK,
    "warning": WARNING,
}  # fmt: skip
TEXT_ON = (
    (INK, PAPER), (MUTED, PAPER), (LINK, PAPER), (INK, SHADE), (MUTED, SHADE), (LINK, SHADE), (INK, WARNING),
)  # fmt: skip
"""Every colour of words on every ground that the page puts them on."""

_ROLE_HEADS: dict[Role, str] = {"attainment": "how far each standard is met", "risk": "risk by standard"}
_NAMED_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the page, and its table."""

    id: str
    title: str
    drawing: str
    label: str
    table: PageTable


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under one heading."""

    id: str
    title: str
    words: tuple[str, ...]
    figures: tuple[Figure, ...]
    tables: tuple[tuple[str, PageTable], ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to know at a glance: a figure with its denominator, and what it is."""

    title: str
    figure: str
    words: str


def render_page(comparison: Comparison, pictures: Iterable[Picture], version: str) -> bytes:
    """The page as UTF-8."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("toolkit_extract.outputs.comparison_page", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = environment.get_template("page.css").render(COLOURS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = environment.get_template("page.html").render(
        title=f"{comparison.title}: comparison of returns",
        toolkit=comparison.toolkit.name,
        # our own style and our own drawings, in which all words are escaped already
        style=Markup(style),  # noqa: S704
        style_hash=digest,
        facts=list(_facts(comparison)),
        notes=comparison.notes,
        coverage=_coverage_tables(comparison),
        sections=list(_sections(comparison, list(pictures))),
        version=version,
        drawn=lambda figure: Markup(figure.drawing),  # noqa: S704
    )
    return page.encode()


_WORDS = {
    "ratings": "Each cell is one rating as the return shows it. A cell that is not one option says why, and is never "
    "left out; the counts beside rows and below columns are of ratings with exactly one option.",
    "mismatches": "Each is a question to ask, not a finding about the service. It is counted only where both halves "
    "can be read; a text of any words counts as evidence or as a plan.",
    "changes": "Authorities are compared with themselves. Better means a higher attainment or a lower risk.",
    "similarity": "The share of standards with the same rating, of those that both authorities rate. Two authorities "
    "that put nearly every standard into one option are alike in any case.",
}


def _sections(comparison: Comparison, pictures: list[Picture]) -> Iterator[Section]:
    def of(*kinds: str, subject: str | None = None) -> tuple[Figure, ...]:
        return tuple(
            _figure(picture, comparison)
            for picture in pictures
            if picture.kind in kinds and subject in (None, picture.subject)
        )

    for role, question in comparison.rated_questions.items():
        figures = of("heat_map", "values", subject=question.id)
        title = f"{question.column}: {_ROLE_HEADS[role]}"
        yield Section(f"rating-{question.id}", title, (_WORDS["ratings"],), figures)
    yield Section("gaps", "Standards by gap", (_gap_words(comparison),), of("gaps"))
    found = (("Each one that was found", _found(comparison)),) if comparison.mismatches else ()
    parts = (
        ("mismatches", "Answers that do not fit each other", found),
        ("changes", "Change since the earlier returns", ()),
        ("similarity", "Authorities that rate alike", ()),
    )
    for kind, title, tables in parts:
        figures = of(kind)
        if figures:
            yield Section(kind, title, (_WORDS[kind],), figures, tables)


def _gap_words(comparison: Comparison) -> str:
    question = comparison.rated_questions["attainment"]
    options = sorted(question.options, key=lambda option: option.score)
    lower = " or ".join(f"“{option.label}”" for option in options[: len(options) // 2])
    return (
        f"The gap of a standard is the share of the returns rated that say {lower}. Equal shares have the same rank. "
        "Ratings are ordered and not measured, so there are shares and medians here, and no averages."
    )


def _figure(picture: Picture, comparison: Comparison) -> Figure:
    prefix = f"{picture.name}-"
    drawing = inline_svg(picture.svg, prefix, picture.words, cut=MARGIN_AND_TITLE)
    return Figure(picture.name, picture.title, drawing, picture.words, table_behind(picture, comparison))


def _facts(comparison: Comparison) -> Iterator[Fact]:
    read = sum(region.read for region in comparison.regions)
    everyone = sum(region.authorities for region in comparison.regions)
    not_read = sum(region.not_read for region in comparison.regions)
    silent = everyone - read - not_read
    yield Fact(
        "Authorities",
        f"{read} of {everyone}",
        f"have a return that was read; {not_read} not read, {silent} without one",
    )
    for question in comparison.rated_questions.values():
        counts = [count for count in comparison.counts if count.question == question.id]
        total = sum(count.count for count in counts)
        missing = {
            state: sum(count.count for count in counts if count.value == state)
            for state in STATES_OF_A_RETURN
        }
        words = "; ".join(f"{count} {STATES[state]}" for state, count in missing.items() if count)
        rated = total - sum(missing.values())
        yield Fact(f"{question.column}: one option", f"{rated} of {total}", words or "none missing")
    ratings = sum(count.count for count in comparison.counts)
    doubts = sum(count.needs_review for count in comparison.counts)
    yield Fact(
        "Doubts", f"{doubts} of {ratings}", "ratings still need a person's look before one relies on them"
    )
    broad = [gap for gap in comparison.gaps if _is_broad(gap.rated, gap.returns)]
    for gap in broad[:1]:
        yield Fact(
            "Widest gap",
            gap.standard,
            f"{gap.title}: {gap.lower} of {gap.rated} rated in the lower half ({percent(gap.share)})",
        )
    yield from _highest_risk(comparison)
    for kind, (words, _) in MISMATCHES.items():
        counted = [count for count in comparison.mismatch_counts if count.kind == kind]
        if counted:
            found, examined = sum(count.found for count in counted), sum(count.examined for count in counted)
            yield Fact(words, f"{found} of {examined}", "found, of those examined")


def _is_broad(rated: int, returns: int) -> bool:
    """Whether enough returns rate a standard for it to stand at the top of the page: half of them."""
    return rated > 0 and 2 * rated >= returns


def _highest_risk(comparison: Comparison) -> Iterator[Fact]:
    question = comparison.rated_questions.get("risk")
    if not question:
        return
    highest = max(question.options, key=lambda option: option.score)
    counts = [
        count for count in comparison.counts if (count.question, count.value) == (question.id, highest.code)
    ]
    broad = [count for count in counts if count.count and _is_broad(count.rated, count.returns)]
    if broad:
        most = max(broad, key=lambda count: (count.share_of_rated or 0, count.count))
        title = comparison.toolkit.standard(most.standard).title
        words = (
            f"{title}: {most.count} of {most.rated} rated “{highest.label}” ({percent(most.share_of_rated)})"
        )
        yield Fact("Most often at highest risk", most.standard, words)


def _coverage_tables(comparison: Comparison) -> list[tuple[str, PageTable]]:
    regions = PageTable(
        "Authorities with a return, by region",
        ("Region", "without a return", "authorities", "read", "not read", "no return"),
        tuple(
            (
                region.region or "Not known",
                _named(region.without),
                str(region.authorities),
                str(region.read),
                str(region.not_read),
                str(region.no_return),
            )
            for region in comparison.regions
        ),
        numbers=2,
    )
    returns = PageTable(
        "What can be compared of each return",
        ("Authority", "rated", "ratings", "not recoverable", "missing otherwise", "need a look"),
        tuple(
            (
                member.label,
                *(
                    (
                        str(row.rated),
                        str(row.standards * len(comparison.ratings)),
                        str(row.not_recoverable),
                        str(row.other_missing),
                        str(row.needs_review),
                    )
                    if row.rated is not None
                    else (STATES[row.standing], "–", "–", "–", "–")
                ),
            )
            for member, row in zip(comparison.members, comparison.coverage, strict=True)
        ),
    )
    return [("Authorities by region, as a table", regions), ("Each return, as a table", returns)]


def _named(without: str | None) -> str:
    """Names of a few; of many the count is enough."""
    if without is None:
        return "none"
    names = without.split("; ")
    return ", ".join(names) if len(names) <= _NAMED_GROUPS else f"{len(names)} of them, see regions.csv"


def _found(comparison: Comparison) -> PageTable:
    labels = {member.key: member.label for member in comparison.members}
    rows = tuple(
        (
            labels[row.return_id],
            f"{row.standard} {row.title}",
            MISMATCHES[row.kind][0],
            "needs a look" if row.needs_review else "",
        )
        for row in comparison.mismatches
    )
    return PageTable("Mismatches found", ("Authority", "standard", "what", "doubt"), rows, numbers=4)
