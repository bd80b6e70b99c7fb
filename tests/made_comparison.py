"""Folders of tables for tests that compare: few authorities, each answer chosen by the test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

import toolkit_extract
from tests.made_records import choice, record
from toolkit_extract.authorities import councils
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.outcome import FailedFile, result_order
from toolkit_extract.schemas.record import AuthorityRef, Choice, ChoiceState, Narrative, NarrativeState, Plan
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Toolkit

ABSENT_TEXT = Narrative(state=NarrativeState.ABSENT, text="", confidence=1)
BLANK = Narrative(state=NarrativeState.BLANK, text="", method="cell", confidence=0.99)


def authority(name: str | None) -> AuthorityRef:
    """The council of that name, or a body that is none of the table's."""
    if name is None:
        return AuthorityRef()
    for council in councils():
        if council.name == name:
            return AuthorityRef(
                name=name, gss_code=council.gss_code, region=council.region, method="manifest", confidence=1.0
            )
    return AuthorityRef(name=name, method="manifest", confidence=1.0)


def rating(question: ChoiceQuestion, *selected: str, **fields: Any) -> Choice:
    """A rating with the named options ticked."""
    return choice(question, *selected, **fields)


def lost(question: ChoiceQuestion) -> Choice:
    """A rating whose boxes the file has lost."""
    return Choice(
        state=ChoiceState.NOT_RECOVERABLE,
        marks={option.code: MarkState.UNKNOWN for option in question.options},
        confidence=0,
        needs_review=True,
    )


def absent() -> Choice:
    """A rating that the return lacks."""
    return Choice(state=ChoiceState.ABSENT, marks={}, confidence=1)


def plan(question: PlanQuestion, *texts: Narrative, unassigned: Narrative = BLANK) -> Plan:
    """A plan with a text for each horizon."""
    horizons = {horizon.id: text for horizon, text in zip(question.horizons, texts, strict=True)}
    return Plan.model_validate({**horizons, "unassigned": unassigned})


@dataclass
class Return:
    """One return: its authority, and what differs from a complete one, by standard and question."""

    name: str | None
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    path: str = ""
    known_as: AuthorityRef | None = None
    """The authority, if not the one of that name as the table of councils has it."""


def write_returns(
    folder: Path, toolkit: Toolkit, returns: Iterable[Return], failed: tuple[FailedFile, ...] = ()
) -> Path:
    """The tables of some returns."""
    records = [
        record(
            toolkit,
            one.path or f"{one.name} {one.known_as.gss_code if one.known_as else ''}.docx",
            authority=one.known_as or authority(one.name),
            changed=one.changed,
        )
        for one in returns
    ]
    check_folder(folder)
    results = sorted((*records, *failed), key=result_order)
    write(folder, normalise(results, toolkit), toolkit, "0")
    return folder


def tables_of_returns(
    folder: Path, toolkit: Toolkit, returns: Iterable[Return], failed: tuple[FailedFile, ...] = ()
) -> dict[str, pd.DataFrame]:
    """The same, loaded again."""
    return toolkit_extract.load(write_returns(folder, toolkit, returns, failed))
