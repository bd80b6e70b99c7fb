"""How is a comparison put together? Tables of a folder and its form in, a `Comparison` out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit_extract.dataset.comparison.answers import Answers, gather_answers
from toolkit_extract.dataset.comparison.changes import count_changes, list_changes
from toolkit_extract.dataset.comparison.coverage import cover_members, cover_regions
from toolkit_extract.dataset.comparison.members import Members, Selection, choose_members, is_wanted
from toolkit_extract.dataset.comparison.mismatches import find_mismatches
from toolkit_extract.dataset.comparison.pairing import pair_with_earlier, pairing_notes
from toolkit_extract.dataset.comparison.similarity import pair_returns
from toolkit_extract.dataset.comparison.standards import count_values, rank_gaps
from toolkit_extract.errors import BadSelection, BrokenToolkit
from toolkit_extract.schemas.comparison import Change, Comparison
from toolkit_extract.schemas.toolkit import Role, Toolkit

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Earlier:
    """An earlier folder: its tables, its form, and its name for messages."""

    tables: dict[str, pd.DataFrame]
    toolkit: Toolkit
    folder: str


def compare(
    tables: dict[str, pd.DataFrame],
    toolkit: Toolkit,
    selection: Selection | None = None,
    *,
    earlier: Earlier | None = None,
    folder: str = "",
) -> Comparison:
    """Compare the returns of a folder.

    Args:
        tables: `toolkit_extract.load(folder)`.
        toolkit: the form that they were read with (`stored_toolkit`).
        selection: which authorities; all by default.
        earlier: last year's folder, to say what changed.
        folder: the folder's name, for messages.

    Raises:
        BadSelection: an authority or region is not known, nothing of it was read, or the earlier form is another one.
        BrokenToolkit: no question of the form has the role `attainment`.
    """
    if toolkit.rating_for("attainment") is None:
        raise BrokenToolkit(
            folder,
            "questions",
            'none has role = "attainment", so there is nothing to compare by; '
            "give the toolkit file the roles and ingest again",
        )
    chosen = choose_members(tables, selection or Selection(), folder)
    members = chosen.members
    read = tuple(member for member in members if member.standing == "read")
    answers = gather_answers(tables, toolkit, members)
    mismatch_counts, mismatches = find_mismatches(answers, toolkit, read)
    changes: tuple[Change, ...] | None = None
    change_notes: tuple[str, ...] = ()
    if earlier is not None:
        changes, change_notes = _changes(answers, toolkit, chosen, earlier)
    return Comparison(
        toolkit=toolkit,
        title=chosen.title,
        members=members,
        ratings=answers.ratings,
        coverage=tuple(cover_members(answers, toolkit, members)),
        regions=tuple(cover_regions(members, named=chosen.named)),
        counts=tuple(count_values(answers, toolkit, read)),
        gaps=tuple(rank_gaps(answers, toolkit, read)),
        mismatch_counts=tuple(mismatch_counts),
        mismatches=tuple(mismatches),
        similarity=tuple(pair_returns(answers, toolkit, read)),
        changes=changes,
        change_counts=None if changes is None else tuple(count_changes(changes, toolkit)),
        notes=(*chosen.notes, *_missing_roles(toolkit), *_bare_notes(answers), *change_notes),
    )


_ROLE_WORDS: dict[Role, str] = {
    "risk": "risk, and the mismatches that need it, are left out",
    "plan": "high risk without a plan is left out",
    "evidence": "ratings without evidence are left out",
}


def _missing_roles(toolkit: Toolkit) -> list[str]:
    there = {question.role for question in toolkit.questions}
    return [
        f"No question of the form has the role “{role}”: {words}."
        for role, words in _ROLE_WORDS.items()
        if role not in there
    ]


_WITHOUT_FREE_TEXT = (
    "The tables were written without free text, so a plan that stands under no horizon cannot be seen: "
    "where all horizons are blank, whether there is a plan is not known."
)


def _bare_notes(answers: Answers) -> list[str]:
    return [_WITHOUT_FREE_TEXT] if answers.without_free_text and "plan" in answers.texts else []


def _changes(
    answers: Answers, toolkit: Toolkit, chosen: Members, earlier: Earlier
) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    _refuse_another_form(toolkit, earlier)
    before = choose_members(earlier.tables, Selection(), earlier.folder)
    read = tuple(member for member in chosen.members if member.standing == "read")
    were_read = tuple(member for member in before.members if member.standing == "read")
    pairing = pair_with_earlier(read, were_read)
    wanted = tuple(member for member in pairing.gone if is_wanted(member, chosen.selection))
    told_before = gather_answers(earlier.tables, earlier.toolkit, were_read)
    notes = pairing_notes(replace(pairing, gone=wanted), len(read))
    return tuple(list_changes(answers, told_before, toolkit, read, pairing.pairs)), tuple(notes)


def _refuse_another_form(toolkit: Toolkit, earlier: Earlier) -> None:
    """Ratings can be compared only where both forms offer the same options."""
    for role in ("attainment", "risk"):
        now, before = toolkit.rating_for(role), earlier.toolkit.rating_for(role)
        if now is None or before is None:
            continue
        if {(item.code, item.score) for item in now.options} != {
            (item.code, item.score) for item in before.options
        }:
            raise BadSelection(
                earlier.folder, f"its form offers other options for '{now.id}', so ratings cannot be compared"
            )
    if earlier.toolkit.rating_for("attainment") is None:
        raise BadSelection(
            earlier.folder, 'no question of its form has role = "attainment"; ingest its returns again'
        )
