"""Records made by hand from any toolkit, for tests that need one and do not care how it was read."""

from __future__ import annotations

import hashlib

from toolkit_extract.schemas.document import MarkState
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.record import (
    AuthorityRef,
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    OptionMark,
    Plan,
    Reading,
    ReturnRecord,
    Source,
    StandardRecord,
)
from toolkit_extract.schemas.region import PageRegion
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Standard, Toolkit

DUDLEY = AuthorityRef(
    name="Dudley", gss_code="E08000027", region="West Midlands", method="filename", confidence=1.0
)
PLACE = PageRegion(page=3, x0=72.0, top=100.5, x1=300.25, bottom=120.0)


def narrative(text: str, **fields: object) -> Narrative:
    """An answered narrative, or a blank one for no text."""
    state = NarrativeState.ANSWERED if text else NarrativeState.BLANK
    return Narrative.model_validate(
        {"state": state, "text": text, "method": "cell", "confidence": 0.99, **fields}
    )


def choice(question: ChoiceQuestion, *selected: str, **fields: object) -> Choice:
    """A rating with the named options ticked and every other box legible."""
    marks = {
        option.code: MarkState.SELECTED if option.code in selected else MarkState.UNSELECTED
        for option in question.options
    }
    states = {0: ChoiceState.NONE_SELECTED, 1: ChoiceState.SELECTED}
    one = selected[0] if len(selected) == 1 else None
    return Choice.model_validate({
        "state": states.get(len(selected), ChoiceState.MULTIPLE_SELECTED),
        "option": one,
        "score": question.option(one).score if one else None,
        "selected": selected,
        "marks": marks,
        "mark_details": {
            code: OptionMark(state=state, method="unicode_glyph", confidence=0.99, region=PLACE)
            for code, state in marks.items()
        },
        "method": "unicode_glyph",
        "confidence": 0.99,
        **fields,
    })  # fmt: skip


def answers(toolkit: Toolkit, text: str = "We meet this.") -> dict[str, object]:
    """An answer to each question: the first option ticked, `text` as every narrative."""
    made: dict[str, object] = {}
    for question in toolkit.questions:
        if isinstance(question, ChoiceQuestion):
            made[question.id] = choice(question, question.options[0].code)
        elif isinstance(question, PlanQuestion):
            horizons = {horizon.id: narrative(text) for horizon in question.horizons}
            made[question.id] = Plan.model_validate({**horizons, "unassigned": narrative("")})
        else:
            made[question.id] = narrative(text)
    return made


def standard_record(standard: Standard, toolkit: Toolkit, **changed: object) -> StandardRecord:
    """A standard with an answer to each question, some of them changed."""
    fields = {
        "number": standard.number,
        "section": standard.section,
        "title": standard.title,
        "statement": "A statement.",
        "found": True,
    }
    return StandardRecord.model_validate({**fields, **answers(toolkit), **changed})


def record(
    toolkit: Toolkit,
    path: str = "returns/dudley.txt",
    *,
    content: bytes | None = None,
    authority: AuthorityRef = DUDLEY,
    findings: tuple[Finding, ...] = (),
    changed: dict[str, dict[str, object]] | None = None,
    **fields: object,
) -> ReturnRecord:
    """A record of a complete return; `changed` maps a standard's number to its changed fields."""
    sha256 = hashlib.sha256(content if content is not None else path.encode()).hexdigest()
    changed = changed or {}
    standards = (
        standard_record(standard, toolkit, **changed.get(standard.number, {}))
        for standard in toolkit.standards
    )
    return ReturnRecord.model_validate({
        "return_id": sha256[:16],
        "source": Source(path=path, sha256=sha256, format="text"),
        "toolkit": toolkit.id,
        "reading": Reading(version="0", toolkit_version=toolkit.version),
        "authority": authority,
        "standards": tuple(standards),
        "findings": findings,
        **fields,
    })  # fmt: skip
