"""A folder as `ingest` writes it, of made-up returns of many authorities: for pictures, measurements and tests.

Seeded: the same arguments make the same bytes. Ratings have some shape (an authority is stronger or weaker, a standard
harder or easier, risk follows from both), and everything that can be missing is: boxes that a conversion lost, ratings
with none or several ticked, standards that a return lacks, authorities without a return, a file that could not be read.
No text is read or parsed; records are made as reading would make them.
"""

import hashlib
from pathlib import Path
from random import Random

from toolkit_extract.authorities import Council, councils
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.outcome import FailedFile, result_order
from toolkit_extract.schemas.record import (
    AuthorityRef,
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    Plan,
    Reading,
    ReturnRecord,
    Source,
    StandardRecord,
)
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Toolkit
from toolkit_extract.toolkits import load_toolkit

NOT_SENT = 0.04
"""Share of authorities without a return; half as many sent a file that cannot be read."""


def write_made_up_folder(
    folder: Path,
    *,
    seed: int = 7,
    year: int = 2024,
    among: tuple[Council, ...] | None = None,
    text: str = "We do.",
) -> Path:
    """Write the tables of returns of some councils, by default all 153.

    Args:
        folder: where to.
        seed: of the chance that all answers hang on; the same seed with a later year makes related answers.
        year: a later one has somewhat better ratings.
        among: the councils.
        text: what stands in each free text.
    """
    toolkit = load_toolkit("amhp")
    records, failed = [], []
    for council in councils() if among is None else among:
        chance = Random(f"{seed} {council.gss_code}")
        fate = chance.random()
        path = f"returns/{council.name} {year}.docx"
        if fate < NOT_SENT:
            continue
        if fate < 1.5 * NOT_SENT:
            failed.append(_failed(path, council))
        else:
            records.append(_record(path, council, chance, toolkit, year, text))
    check_folder(folder)
    write(folder, normalise(sorted((*records, *failed), key=result_order), toolkit), toolkit, "0")
    return folder


def _failed(path: str, council: Council) -> FailedFile:
    return FailedFile(
        path=path,
        code="file.damaged",
        message=f"{path}: the file is damaged; ask the sender for a fresh copy",
        authority=_reference(council),
    )


def _reference(council: Council) -> AuthorityRef:
    return AuthorityRef(
        name=council.name, gss_code=council.gss_code, region=council.region, method="filename", confidence=1.0
    )


def _record(
    path: str, council: Council, chance: Random, toolkit: Toolkit, year: int, text: str
) -> ReturnRecord:
    sha256 = hashlib.sha256(path.encode()).hexdigest()
    level = chance.gauss(0, 0.6) + 0.15 * (year - 2024)
    lost_from = chance.randrange(len(toolkit.standards)) if chance.random() < 0.15 else None
    lacks_from = chance.randrange(12, len(toolkit.standards)) if chance.random() < 0.08 else None
    standards = []
    for position, standard in enumerate(toolkit.standards):
        hardness = Random(standard.number).gauss(0, 0.7)
        lost = lost_from is not None and lost_from <= position < lost_from + 7
        found = lacks_from is None or position < lacks_from
        drift = Random(f"{year} {council.gss_code} {standard.number}").gauss(0, 0.45)
        strength = level - hardness + chance.gauss(0, 0.6) + drift
        answers = _answers(toolkit, strength, chance, lost, found, text)
        fields = {
            "number": standard.number,
            "section": standard.section,
            "title": standard.title,
            "statement": "A statement." if found else "",
            "found": found,
        }
        standards.append(StandardRecord.model_validate({**fields, **answers}))
    return ReturnRecord(
        return_id=sha256[:16],
        source=Source(path=path, sha256=sha256, format="docx"),
        toolkit=toolkit.id,
        reading=Reading(version="0", toolkit_version=toolkit.version),
        authority=_reference(council),
        submitted=f"{year}-03-31",
        standards=tuple(standards),
    )


def _answers(
    toolkit: Toolkit, strength: float, chance: Random, lost: bool, found: bool, text: str
) -> dict[str, object]:
    made: dict[str, object] = {}
    for question in toolkit.questions:
        if isinstance(question, ChoiceQuestion):
            side = 1 if question.role == "attainment" else -1
            value = side * strength + chance.gauss(0, 0.35)
            made[question.id] = _choice(question, value, chance, lost, found)
        elif isinstance(question, PlanQuestion):
            blank = chance.random() < 0.2
            horizons = {
                horizon.id: _narrative("" if blank or chance.random() < 0.3 else text, found)
                for horizon in question.horizons
            }
            made[question.id] = Plan.model_validate({**horizons, "unassigned": _narrative("", found)})
        else:
            made[question.id] = _narrative("" if chance.random() < 0.06 else text, found)
    return made


def _narrative(text: str, found: bool) -> Narrative:
    if not found:
        return Narrative(state=NarrativeState.ABSENT, text="", confidence=1)
    state = NarrativeState.ANSWERED if text else NarrativeState.BLANK
    return Narrative(state=state, text=text, method="cell", confidence=0.99)


def _choice(question: ChoiceQuestion, value: float, chance: Random, lost: bool, found: bool) -> Choice:
    options = sorted(question.options, key=lambda option: option.score)
    codes = [option.code for option in options]
    mood = chance.random()
    place = sum(value > edge for edge in (-0.9, 0.1, 1.1))
    # Now and then a box that nobody would expect, as people tick.
    option = chance.choice(options) if 0.03 < mood < 0.06 else options[min(place, len(options) - 1)]
    if not found:
        return Choice(state=ChoiceState.ABSENT, marks={}, confidence=1)
    if lost:
        return _marked(codes, (), ChoiceState.NOT_RECOVERABLE, unknown=True)
    if mood < 0.02:
        return _marked(codes, (), ChoiceState.NONE_SELECTED)
    if mood < 0.03:
        return _marked(codes, (codes[1], codes[2]), ChoiceState.MULTIPLE_SELECTED)
    doubtful = mood > 0.96
    return _marked(codes, (option.code,), ChoiceState.SELECTED, score=option.score, doubtful=doubtful)


def _marked(
    codes: list[str],
    selected: tuple[str, ...],
    state: ChoiceState,
    *,
    score: int | None = None,
    unknown: bool = False,
    doubtful: bool = False,
) -> Choice:
    other = MarkState.UNKNOWN if unknown else MarkState.UNSELECTED
    doubtful = doubtful or state in (ChoiceState.NOT_RECOVERABLE, ChoiceState.MULTIPLE_SELECTED)
    return Choice(
        state=state,
        option=selected[0] if score is not None else None,
        score=score,
        selected=selected,
        marks={code: MarkState.SELECTED if code in selected else other for code in codes},
        method="content_control",
        confidence=0.5 if doubtful else 0.99,
        needs_review=doubtful,
        review_reasons=("made up",) if doubtful else (),
    )
