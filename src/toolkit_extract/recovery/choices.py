"""What do the options and marks found for one rating amount to?

Order of belief: boxes, then signs typed beside an option, then emphasis or striking out, then the choice written out.
Unticked and unreadable are different facts: an option without a box says nothing in a format that may have lost it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit_extract.recovery.option_hits import OptionHit, OptionReading
from toolkit_extract.recovery.options import is_sign_beside
from toolkit_extract.recovery.vocabulary import words_of
from toolkit_extract.schemas.document import HANDWRITING, SCANNED_BOX, UNPLACED_INK, Emphasis, Mark, MarkState
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.record import Choice, ChoiceState, OptionMark
from toolkit_extract.schemas.region import PageRegion, Region
from toolkit_extract.schemas.toolkit import ChoiceQuestion

_SELECTED, _UNSELECTED, _UNKNOWN = MarkState.SELECTED, MarkState.UNSELECTED, MarkState.UNKNOWN
_DOUBTFUL_MARK = 0.7
_SURELY_EMPTY = 0.95
HANDWRITTEN_BESIDE = "no box is ticked, and handwriting stands beside the options"
_STRONG_EMPHASIS = (Emphasis.HIGHLIGHT, Emphasis.SHADING, Emphasis.COLOUR, Emphasis.UNDERLINE, Emphasis.BOLD)


@dataclass(frozen=True, slots=True)
class RatingEvidence:
    """All that a return shows of one rating of one standard."""

    readings: tuple[OptionReading, ...] = ()
    seen: bool = False  # the column or its cell is there, whatever it holds
    in_cell: bool = False  # the rating stands in a cell of its own
    regions: tuple[Region, ...] = ()
    loose_boxes: int = 0  # boxes of this standard that stand among prose, beside no option


@dataclass(frozen=True, slots=True)
class _Doubts:
    """What speaks for a second look."""

    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def with_reason(self, reason: str, found: Finding | None = None) -> _Doubts:
        return _Doubts((*self.reasons, reason), (*self.findings, found) if found else self.findings)

    def with_finding(self, found: Finding) -> _Doubts:
        return _Doubts(self.reasons, (*self.findings, found))


@dataclass(frozen=True, slots=True)
class _Verdict:
    state: ChoiceState
    selected: tuple[str, ...] = ()
    method: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class MarkingHabits:
    """How the marks of one document are meant."""

    loses_marks: bool  # the format may have lost boxes
    crosses_mean_no: bool = False  # ticks stand beside the chosen options and crosses beside the others


def habits_of(evidence: Iterable[RatingEvidence], *, loses_marks: bool) -> MarkingHabits:
    """The habits that a document's ratings show: a rating with bare ticks and bare crosses says what crosses mean."""
    for one in evidence:
        signs = {
            _sign_kind(hit.mark)
            for reading in one.readings
            for hit in reading.hits
            if hit.mark and not hit.mark.boxed
        }
        if {"tick", "cross"} <= signs:
            return MarkingHabits(loses_marks, crosses_mean_no=True)
    return MarkingHabits(loses_marks)


_TICKS, _CROSSES = frozenset("✓✔√🗸☑🗹✅"), frozenset("✗✘✕✖❌×☓☒🗷🗵❎")


def _sign_kind(mark: Mark) -> str | None:
    if mark.state is not _SELECTED:
        return None
    first = mark.verbatim[:1]
    return "tick" if first in _TICKS else "cross" if first in _CROSSES else None


def resolve(
    question: ChoiceQuestion, evidence: RatingEvidence, standard: str, habits: MarkingHabits
) -> tuple[Choice, tuple[Finding, ...]]:
    """The choice that the evidence amounts to, and what a person should know of it."""
    loses_marks = habits.loses_marks
    hits = [hit for reading in evidence.readings for hit in reading.hits]
    merged, doubts = _merge(question, hits, standard)
    merged = _give_left_box(question, merged, evidence)
    merged = _settle_unmarked(_settle_crosses(merged, habits))
    dropdown = any(reading.dropdown for reading in evidence.readings)
    doubts = _doubt_unread_label(question, merged, doubts, standard)
    verdict, doubts = _judge(
        question, merged, evidence, doubts, standard, loses_marks=loses_marks, dropdown=dropdown
    )
    remark = "\n".join(reading.remark for reading in evidence.readings if reading.remark)
    if remark:
        doubts = doubts.with_finding(
            finding("choice.remark", "words stand beside the options", standard=standard, answer=question.id)
        )
    if evidence.loose_boxes:
        doubts = doubts.with_reason("a box of this standard stands beside no option")
    for reading in evidence.readings:
        for mark in reading.stray:
            if mark.boxed:
                note = f"a box ({mark.state.value}) stands beside no option"
                found = finding("mark.unassigned", note, standard=standard, answer=question.id)
                doubts = doubts.with_reason("a box belongs to no option", found)
    return _choice(question, merged, evidence, verdict, doubts, remark), doubts.findings


def _choice(
    question: ChoiceQuestion,
    merged: dict[str, OptionHit],
    evidence: RatingEvidence,
    verdict: _Verdict,
    doubts: _Doubts,
    remark: str,
) -> Choice:
    single = verdict.selected[0] if verdict.state is ChoiceState.SELECTED else None
    details = {
        option.code: _option_mark(merged.get(option.code), option.code, verdict)
        for option in question.options
    }
    regions = tuple(
        dict.fromkeys([*(hit.region for hit in merged.values() if hit.region), *evidence.regions])
    )
    return Choice(
        state=verdict.state,
        option=single,
        score=question.option(single).score if single else None,
        selected=verdict.selected,
        marks={code: detail.state for code, detail in details.items()},
        mark_details=details,
        remark=remark,
        method=verdict.method,
        confidence=round(verdict.confidence, 2),
        needs_review=bool(doubts.reasons),
        review_reasons=tuple(dict.fromkeys(doubts.reasons)),
        regions=regions,
    )


def _option_mark(hit: OptionHit | None, code: str, verdict: _Verdict) -> OptionMark:
    if hit is None or hit.mark is None:
        inferred = verdict.method in _INFERRED and verdict.state in {
            ChoiceState.SELECTED,
            ChoiceState.MULTIPLE_SELECTED,
        }
        if inferred:
            state = _SELECTED if code in verdict.selected else _UNSELECTED
            return OptionMark(
                state=state,
                method=verdict.method,
                confidence=verdict.confidence,
                region=hit.region if hit else None,
            )
        if verdict.state is ChoiceState.NONE_SELECTED and verdict.method in _NO_BOXES:
            return OptionMark(state=_UNSELECTED, method=verdict.method, confidence=verdict.confidence)
        return OptionMark(state=_UNKNOWN, region=hit.region if hit else None)
    mark = hit.mark
    state = mark.state
    if verdict.method in _INFERRED and code in verdict.selected:
        state = _SELECTED
    return OptionMark(
        state=state, method=mark.method, confidence=mark.confidence, region=mark.region or hit.region
    )


_INFERRED = frozenset(
    {
        "written",
        "dropdown",
        "struck_out",
        "typed_sign",
        "drawn_shape",
        *(f"emphasis_{e.value}" for e in _STRONG_EMPHASIS),
    }
)
_NO_BOXES = frozenset({"empty_cell", "no_boxes"})
METHODS_OF_WORDS = (_INFERRED - {"dropdown"}) | _NO_BOXES | {"no_sign"}
"""Methods of choices and marks that are known by words, their look or their absence, and by no box."""


# -- merging ---------------------------------------------------------------------------------------------------------


def _merge(
    question: ChoiceQuestion, hits: Iterable[OptionHit], standard: str
) -> tuple[dict[str, OptionHit], _Doubts]:
    """One hit an option: a torn table shows an option twice, once with its box and once without."""
    doubts = _Doubts()
    merged: dict[str, OptionHit] = {}
    for hit in hits:
        code = hit.option.code
        known = merged.get(code)
        if known is None:
            merged[code] = hit
            continue
        states = {h.mark.state for h in (known, hit) if h.mark is not None and h.mark.state is not _UNKNOWN}
        if len(states) == 2:
            note = f"'{hit.option.label}' stands twice, once ticked and once not; the tick was believed"
            found = finding("choice.conflict", note, standard=standard, answer=question.id)
            doubts = doubts.with_reason("an option stands twice with different states", found)
            merged[code] = known if known.mark and known.mark.state is _SELECTED else hit
        elif known.mark is None or (known.mark.state is _UNKNOWN and hit.mark is not None):
            merged[code] = hit
    ticked = any(hit.mark is not None and hit.mark.state is _SELECTED for hit in merged.values())
    for hit in merged.values():
        if hit.mark is not None and hit.mark.conflict and not (ticked and hit.mark.conflict == UNPLACED_INK):
            note = f"'{hit.option.label}' was read as {hit.mark.state.value}, but {hit.mark.conflict}"
            if hit.mark.conflict == UNPLACED_INK:
                code, reason = "choice.ink_unplaced", "ink that nobody could place lies beside the options"
            else:
                code, reason = "choice.conflict", "two signs of a box disagree"
            page = _page_of(hit.mark)
            found = finding(code, note, standard=standard, answer=question.id, page=page)
            doubts = doubts.with_reason(reason, found)
    ordered = {option.code: merged[option.code] for option in question.options if option.code in merged}
    return ordered, doubts


def _page_of(mark: Mark) -> int | None:
    return mark.region.page if isinstance(mark.region, PageRegion) else None


def _doubt_unread_label(
    question: ChoiceQuestion, merged: dict[str, OptionHit], doubts: _Doubts, standard: str
) -> _Doubts:
    for hit in merged.values():
        if hit.by_order:
            note = f"the label of a box cannot be read; by the order of the others it is '{hit.option.label}'"
            found = finding("choice.label_unread", note, standard=standard, answer=question.id)
            doubts = doubts.with_reason("a label cannot be read", found)
    return doubts


def _give_left_box(
    question: ChoiceQuestion, merged: dict[str, OptionHit], evidence: RatingEvidence
) -> dict[str, OptionHit]:
    """The one box left over is that of the one option left without: a page break parted them. It stays a finding."""
    bare = [code for code, hit in merged.items() if hit.mark is None]
    left = [mark for reading in evidence.readings for mark in reading.stray if mark.boxed]
    complete = len(merged) == len(question.options)
    boxed = all(hit.mark is None or hit.mark.boxed for hit in merged.values())
    if not complete or len(bare) != 1 or len(left) != 1 or not boxed:
        return merged
    mark = left[0].model_copy(update={"confidence": min(left[0].confidence, 0.8)})
    return {**merged, bare[0]: replace(merged[bare[0]], mark=mark)}


def _settle_crosses(merged: dict[str, OptionHit], habits: MarkingHabits) -> dict[str, OptionHit]:
    """Where every option has a tick or a cross, the crosses say no."""
    kinds = {code: _sign_kind(hit.mark) for code, hit in merged.items() if hit.mark is not None}
    crosses = [code for code, kind in kinds.items() if kind == "cross"]
    mixed = len(kinds) == len(merged) >= 2 and None not in kinds.values() and len(crosses) == len(merged) - 1
    bare = all(not hit.mark.boxed for hit in merged.values() if hit.mark is not None)
    if not (mixed or (habits.crosses_mean_no and bare)):
        return merged
    return {
        code: _with_state(hit, _UNSELECTED, hit.mark) if code in crosses else hit
        for code, hit in merged.items()
    }


def _settle_unmarked(merged: dict[str, OptionHit]) -> dict[str, OptionHit]:
    """Options without a mark among others that only signs mark are unticked; doubtful look-alikes are unknown."""
    marks = [hit.mark for hit in merged.values() if hit.mark is not None]
    if (
        marks
        and all(mark.confidence < _DOUBTFUL_MARK and mark.boxed for mark in marks)
        and len({m.state for m in marks}) == 1
    ):
        return {code: _with_state(hit, _UNKNOWN, hit.mark) for code, hit in merged.items()}
    signed = [mark for mark in marks if not mark.boxed and mark.state is _SELECTED]
    if signed and not any(mark.boxed for mark in marks) and len(merged) >= 2:
        blank = Mark(state=_UNSELECTED, method="no_sign", confidence=0.9, boxed=False)
        return {
            code: hit if hit.mark else _with_state(hit, _UNSELECTED, blank) for code, hit in merged.items()
        }
    return merged


def _with_state(hit: OptionHit, state: MarkState, mark: Mark | None) -> OptionHit:
    if mark is None:
        return hit
    return replace(hit, mark=mark.model_copy(update={"state": state}))


# -- judging ---------------------------------------------------------------------------------------------------------


def _judge(
    question: ChoiceQuestion,
    merged: dict[str, OptionHit],
    evidence: RatingEvidence,
    doubts: _Doubts,
    standard: str,
    *,
    loses_marks: bool,
    dropdown: bool,
) -> tuple[_Verdict, _Doubts]:
    if not merged:
        return _judge_without_options(question, evidence, doubts, standard)
    states = {code: hit.mark.state if hit.mark else _UNKNOWN for code, hit in merged.items()}
    selected = tuple(code for code, state in states.items() if state is _SELECTED)
    if len(selected) == 1:
        return _judge_selected(question, merged, selected, doubts, standard)
    if len(selected) > 1:
        labels = ", ".join(question.option(code).label for code in selected)
        found = finding("choice.multiple", f"ticked: {labels}", standard=standard, answer=question.id)
        confidence = _confidence(merged, selected)
        verdict = _Verdict(ChoiceState.MULTIPLE_SELECTED, selected, _method(merged, selected), confidence)
        return verdict, doubts.with_reason("more than one option is ticked", found)
    inferred = _infer(merged, evidence, dropdown=dropdown)
    if inferred is not None:
        return _judge_inferred(question, inferred, doubts, standard)
    return _judge_none(question, merged, evidence, states, doubts, standard, loses_marks=loses_marks)


def _judge_without_options(
    question: ChoiceQuestion, evidence: RatingEvidence, doubts: _Doubts, standard: str
) -> tuple[_Verdict, _Doubts]:
    if not evidence.seen:
        found = finding(
            "question.missing", f"no trace of '{question.column}'", standard=standard, answer=question.id
        )
        return _Verdict(ChoiceState.ABSENT, confidence=0.9), doubts.with_reason(
            "the rating is not in the return", found
        )
    if any(reading.remark or reading.stray for reading in evidence.readings):
        note = "the cell holds words or boxes, but no option of the form"
        found = finding("choice.not_recoverable", note, standard=standard, answer=question.id)
        verdict = _Verdict(ChoiceState.NOT_RECOVERABLE, confidence=0.5)
        return verdict, doubts.with_reason("no option of the form in the cell", found)
    return _Verdict(ChoiceState.NONE_SELECTED, (), "empty_cell", 0.8), doubts.with_reason("the cell is empty")


def _judge_selected(
    question: ChoiceQuestion,
    merged: dict[str, OptionHit],
    selected: tuple[str, ...],
    doubts: _Doubts,
    standard: str,
) -> tuple[_Verdict, _Doubts]:
    hit = merged[selected[0]]
    confidence = _confidence(merged, selected)
    lost = [o.code for o in question.options if o.code not in merged or _is_unknown(merged[o.code])]
    if lost and not _only_signs(merged):
        confidence = min(confidence, 0.93)
        note = f"{len(lost)} of the other boxes cannot be read"
        doubts = doubts.with_finding(
            finding("choice.boxes_lost", note, standard=standard, answer=question.id)
        )
    if any(
        other.mark is not None and other.mark.method == SCANNED_BOX and _is_unknown(other)
        for other in merged.values()
    ):
        doubts = doubts.with_reason("another box of this rating is hard to read")
    if hit.mark is not None and hit.mark.confidence < _DOUBTFUL_MARK:
        doubts = doubts.with_reason("the box is hard to read")
    if hit.fuzzy:
        confidence = min(confidence, 0.9)
    struck = Emphasis.STRIKE in hit.emphasis
    other = _emphasised(merged, (Emphasis.HIGHLIGHT, Emphasis.STRIKE))
    if struck or (other and other[1] and selected[0] not in other[1]):
        note = f"the box of '{hit.option.label}' is ticked, but its emphasis or that of another option says otherwise"
        found = finding("choice.conflict", note, standard=standard, answer=question.id)
        doubts = doubts.with_reason("box and emphasis disagree", found)
        confidence = min(confidence, 0.7)
    return _Verdict(ChoiceState.SELECTED, selected, _method(merged, selected), confidence), doubts


def _judge_inferred(
    question: ChoiceQuestion, verdict: _Verdict, doubts: _Doubts, standard: str
) -> tuple[_Verdict, _Doubts]:
    if verdict.method == "dropdown":
        return verdict, doubts
    labels = ", ".join(question.option(code).label for code in verdict.selected)
    note = f"'{labels}' is known by {verdict.method.replace('_', ' ')}, not by a box"
    found = finding("choice.inferred", note, standard=standard, answer=question.id)
    doubts = doubts.with_reason("chosen without a box", found)
    if verdict.state is ChoiceState.MULTIPLE_SELECTED:
        found = finding("choice.multiple", f"chosen: {labels}", standard=standard, answer=question.id)
        doubts = doubts.with_reason("more than one option is chosen", found)
    return verdict, doubts


def _judge_none(
    question: ChoiceQuestion,
    merged: dict[str, OptionHit],
    evidence: RatingEvidence,
    states: dict[str, MarkState],
    doubts: _Doubts,
    standard: str,
    *,
    loses_marks: bool,
) -> tuple[_Verdict, _Doubts]:
    missing = [option for option in question.options if option.code not in merged]
    if missing:
        note = "not in the return: " + ", ".join(option.label for option in missing)
        doubts = doubts.with_finding(
            finding("choice.options_missing", note, standard=standard, answer=question.id)
        )
    unknown = [code for code, state in states.items() if state is _UNKNOWN]
    if not unknown and not missing:
        apart = _set_apart(merged)
        if apart is not None:
            doubts = doubts.with_reason(
                f"words stand beside '{question.option(apart).label}', whose box is unticked"
            )
        doubts = _doubt_ink_beside(question, merged, evidence, doubts, standard)
        confidence = min(hit.mark.confidence for hit in merged.values() if hit.mark)
        if confidence < _SURELY_EMPTY and any(
            hit.mark.method == SCANNED_BOX for hit in merged.values() if hit.mark
        ):
            doubts = doubts.with_reason("no box is ticked, and a faint mark may have been lost in the scan")
        return _Verdict(ChoiceState.NONE_SELECTED, (), _method(merged, tuple(merged)), confidence), doubts
    if (
        not loses_marks
        and not missing
        and len(unknown) == len(merged)
        and all(h.mark is None for h in merged.values())
    ):
        verdict = _Verdict(ChoiceState.NONE_SELECTED, (), "no_boxes", 0.7)
        return verdict, doubts.with_reason("the options have no boxes and none is set off")
    lost = len(unknown) + len(missing)
    note = f"the state of {lost} of {len(question.options)} boxes is lost and none of the others is ticked"
    found = finding("choice.not_recoverable", note, standard=standard, answer=question.id)
    return _Verdict(ChoiceState.NOT_RECOVERABLE, confidence=0.95), doubts.with_reason(
        "boxes cannot be read", found
    )


def _doubt_ink_beside(
    question: ChoiceQuestion,
    merged: dict[str, OptionHit],
    evidence: RatingEvidence,
    doubts: _Doubts,
    standard: str,
) -> _Doubts:
    """What says that the empty boxes of a scan are not the answer: writing in the cell, words that are no option's."""
    written = [mark for reading in evidence.readings for mark in reading.stray if mark.method == HANDWRITING]
    if written:
        note = "no box is ticked, and handwriting that was not read stands beside the options"
        found = finding(
            "choice.ink_unplaced", note, standard=standard, answer=question.id, page=_page_of(written[0])
        )
        doubts = doubts.with_reason(HANDWRITTEN_BESIDE, found)
    scanned = any(hit.mark is not None and hit.mark.method == SCANNED_BOX for hit in merged.values())
    own = {
        word
        for option in question.options
        for cue in (option.label, *option.explanation_cues)
        for word in words_of(cue)
    }
    worded = any(word not in own for reading in evidence.readings for word in words_of(reading.remark))
    if scanned and (worded or any(Emphasis.STRIKE in hit.emphasis for hit in merged.values())):
        doubts = doubts.with_reason("no box is ticked, and words stand beside the options or are struck out")
    return doubts


# -- signs other than boxes ------------------------------------------------------------------------------------------


def _infer(merged: dict[str, OptionHit], evidence: RatingEvidence, *, dropdown: bool) -> _Verdict | None:
    """The choice by emphasis, by striking out the others, or by writing it out."""
    boxes = [hit.mark for hit in merged.values() if hit.mark is not None]
    if dropdown and len(merged) == 1:
        return _Verdict(ChoiceState.SELECTED, tuple(merged), "dropdown", 0.98)
    drawn = tuple(code for code, hit in merged.items() if hit.mark is not None and _is_drawn_on(hit.mark))
    if len(drawn) == 1 and len(merged) >= 2 and len(boxes) == 1:
        return _Verdict(ChoiceState.SELECTED, drawn, "drawn_shape", 0.7)
    apart = _set_apart(merged)
    if apart is not None and is_sign_beside(merged[apart].beside):
        return _Verdict(ChoiceState.SELECTED, (apart,), "typed_sign", 0.75)
    emphasised = _emphasised(merged, (Emphasis.STRIKE, *_STRONG_EMPHASIS))
    if emphasised is not None:
        method, codes = emphasised
        state = ChoiceState.SELECTED if len(codes) == 1 else ChoiceState.MULTIPLE_SELECTED
        return _Verdict(state, codes, method, 0.75 if boxes else 0.85)
    if boxes or len(merged) != 1 or not (evidence.in_cell or _has_words_beside(evidence)):
        return None
    hit = next(iter(merged.values()))
    return _Verdict(ChoiceState.SELECTED, (hit.option.code,), "written", 0.8 if hit.fuzzy else 0.88)


def _is_drawn_on(mark: Mark) -> bool:
    """A shape or picture that is no box and stands at an option: a circle round it, a tick drawn over it."""
    return not mark.boxed and mark.state is _UNKNOWN


def _set_apart(merged: dict[str, OptionHit]) -> str | None:
    """The one option that has something typed beside it, where all others have nothing, or the same."""
    if len(merged) < 3:
        return None
    for code, hit in merged.items():
        others = {other.beside for name, other in merged.items() if name != code}
        if hit.beside and len(others) == 1 and hit.beside not in others:
            return code
    return None


def _has_words_beside(evidence: RatingEvidence) -> bool:
    return evidence.seen and any(reading.remark for reading in evidence.readings)


def _emphasised(
    merged: dict[str, OptionHit], kinds: Sequence[Emphasis]
) -> tuple[str, tuple[str, ...]] | None:
    """The options that one kind of emphasis sets off from the others; emphasis on all or none says nothing."""
    if len(merged) < 2:
        return None
    for kind in kinds:
        having = tuple(code for code, hit in merged.items() if kind in hit.emphasis)
        if not having or len(having) == len(merged):
            continue
        if kind is Emphasis.STRIKE:
            left = tuple(code for code in merged if code not in having)
            if len(left) == 1 and len(merged) >= 3:
                return "struck_out", left
            continue
        return f"emphasis_{kind.value}", having
    return None


def _is_unknown(hit: OptionHit) -> bool:
    return hit.mark is None or hit.mark.state is _UNKNOWN


def _only_signs(merged: dict[str, OptionHit]) -> bool:
    return not any(hit.mark is not None and hit.mark.boxed for hit in merged.values())


def _method(merged: dict[str, OptionHit], codes: Sequence[str]) -> str:
    methods = dict.fromkeys(merged[code].mark.method for code in codes if merged[code].mark is not None)  # type: ignore[union-attr]
    return "+".join(methods)


def _confidence(merged: dict[str, OptionHit], selected: Sequence[str]) -> float:
    marks = [hit.mark for hit in merged.values() if hit.mark is not None and hit.mark.state is not _UNKNOWN]
    return min((mark.confidence for mark in marks), default=0.9) if selected else 0.9
