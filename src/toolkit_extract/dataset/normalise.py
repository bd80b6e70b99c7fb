"""Which rows does each submitted file make?

Results and a `Toolkit` in, rows of the five tables out (`schemas.tables` says what each column means), one result after
the other, so that a thousand returns need no more memory than one. Pure: no file is read or written. Missing values are
`None`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit_extract.dataset.answers import record_key, standard_id, standards_by_number, words_to_join
from toolkit_extract.dataset.cleaning import clean_answer
from toolkit_extract.schemas.attention import needs_review, review_reasons, single_answers, sort_findings
from toolkit_extract.schemas.finding import Severity
from toolkit_extract.schemas.outcome import RETURN_ID_DIGITS, DuplicateFile, FailedFile, FileResult
from toolkit_extract.schemas.record import (
    Choice,
    ChoiceState,
    Narrative,
    Plan,
    ReturnRecord,
    StandardRecord,
)
from toolkit_extract.schemas.region import PageRegion, Region
from toolkit_extract.schemas.tables import Row, Value, clean_text
from toolkit_extract.schemas.toolkit import Toolkit

Words = frozenset[str]
"""Lower-case words of a return by which words that a line's end parted are known."""


def normalise(
    results: Iterable[FileResult], toolkit: Toolkit
) -> Iterator[tuple[FileResult, dict[str, list[Row]]]]:
    """The rows that each result makes, by the table's name; one result is held at a time.

    Args:
        results: in the order of the tables (`schemas.outcome.result_order`), which this function keeps.
        toolkit: the form that the returns were read with.
    """
    for result in results:
        yield result, rows_of(result, toolkit)


def rows_of(result: FileResult, toolkit: Toolkit) -> dict[str, list[Row]]:
    """The rows that one submitted file makes, by the table's name: a file without a record is in `returns` alone."""
    if isinstance(result, FailedFile):
        return {"returns": [_failed_row(result, toolkit)]}
    if isinstance(result, DuplicateFile):
        return {"returns": [_duplicate_row(result, toolkit)]}
    return {
        "assessments": record_to_assessment_rows(result, toolkit),
        "answers": record_to_answer_rows(result),
        "marks": record_to_mark_rows(result),
        "returns": [record_to_return_row(result, toolkit)],
        "findings": record_to_finding_rows(result),
    }


def record_to_assessment_rows(record: ReturnRecord, toolkit: Toolkit) -> list[Row]:
    """One row per standard of the record: the analyst's table."""
    words = words_to_join(record)
    return [_assessment_row(record, standard, toolkit, words) for standard in standards_by_number(record)]


def record_to_answer_rows(record: ReturnRecord) -> list[Row]:
    """One row per standard and single answer."""
    words = words_to_join(record)
    return [
        {
            **record_key(record, standard),
            "authority": record.authority.name,
            "answer": name,
            **(
                _choice_cells(answer, words)
                if isinstance(answer, Choice)
                else _narrative_cells(answer, words)
            ),
            "confidence": _rounded(answer.confidence),
            "method": answer.method or None,
            "needs_review": answer.needs_review,
            **_place(answer.regions),
            "reviewed": answer.correction.status.value if answer.correction else None,
        }
        for standard in standards_by_number(record)
        for name, answer in single_answers(standard)
    ]


def record_to_mark_rows(record: ReturnRecord) -> list[Row]:
    """One row per standard, rating and option whose box the record has."""
    rows: list[Row] = []
    for standard in standards_by_number(record):
        for name, answer in single_answers(standard):
            if isinstance(answer, Choice):
                rows += [
                    {**record_key(record, standard), "answer": name, **cells} for cells in _mark_cells(answer)
                ]
    return rows


def record_to_finding_rows(record: ReturnRecord) -> list[Row]:
    """One row per finding: those about the whole return first, then by standard."""
    return [
        {
            "return_id": record.return_id,
            "source_file": record.source.path,
            "standard": finding.standard,
            "answer": finding.answer,
            "code": finding.code,
            "severity": finding.severity.value,
            "message": clean_text(finding.message),
            "page": finding.page,
            "standard_id": standard_id(finding.standard) if finding.standard else None,
        }
        for finding in sort_findings(record.findings)
    ]


def record_to_return_row(record: ReturnRecord, toolkit: Toolkit) -> Row:
    """The row of a file that was read."""
    choices = [
        answer
        for standard in record.standards
        for answer in standard.answers.values()
        if isinstance(answer, Choice)
    ]
    unread = any(finding.severity is Severity.ERROR for finding in record.findings)
    return {
        "return_id": record.return_id,
        "source_file": record.source.path,
        "sha256": record.source.sha256,
        "format": record.source.format,
        "pages": record.source.pages,
        "authority": record.authority.name,
        "gss_code": record.authority.gss_code,
        "authority_method": record.authority.method,
        "submitted": record.submitted,
        "toolkit": record.toolkit,
        "status": "partial" if unread else "complete",
        "error": None,
        "error_code": None,
        "current": record.superseded_by is None,
        "superseded_by": record.superseded_by,
        "standards_found": sum(standard.found for standard in record.standards),
        "standards_expected": len(toolkit.standards),
        "choices_selected": sum(choice.state is ChoiceState.SELECTED for choice in choices),
        "choices_not_recoverable": sum(choice.state is ChoiceState.NOT_RECOVERABLE for choice in choices),
        "findings": len(record.findings),
        "needs_review": needs_review(record),
    }


def _assessment_row(record: ReturnRecord, standard: StandardRecord, toolkit: Toolkit, words: Words) -> Row:
    reasons = review_reasons(record, standard)
    return {
        **record_key(record, standard),
        "authority": record.authority.name,
        "region": record.authority.region,
        "section": standard.section,
        "title": standard.title,
        **_wide_answers(standard, toolkit, words),
        "current": record.superseded_by is None,
        "needs_review": bool(reasons),
        "review_reasons": clean_text("; ".join(reasons)),
        "source_file": record.source.path,
        "reviewed": "; ".join(_decisions(standard)) or None,
    }


def _decisions(standard: StandardRecord) -> Iterator[str]:
    """`evaluate: corrected` for each answer that a person looked at."""
    for name, answer in single_answers(standard, with_unassigned=True):
        if answer.correction:
            yield f"{name}: {answer.correction.status.value}"


def _wide_answers(standard: StandardRecord, toolkit: Toolkit, words: Words) -> Row:
    """Cells of the columns that the questions make."""
    cells: dict[str, Value] = {}
    for question_id, columns in toolkit.answer_columns.items():
        answer = standard.answers[question_id]
        if isinstance(answer, Choice):
            values: list[Value] = [answer.option, answer.score, answer.state.value]
        elif isinstance(answer, Plan):
            values = [
                clean_answer(part.text, words) for part in (*answer.horizons.values(), answer.unassigned)
            ]
        else:
            values = [clean_answer(answer.text, words)]
        cells.update(zip(columns, values, strict=True))
    return cells


def _choice_cells(choice: Choice, words: Words) -> Row:
    return {
        "kind": "choice",
        "state": choice.state.value,
        "text": clean_answer(choice.remark, words),
        "option": choice.option,
        "score": choice.score,
    }


def _narrative_cells(narrative: Narrative, words: Words) -> Row:
    return {
        "kind": "narrative",
        "state": narrative.state.value,
        "text": clean_answer(narrative.text, words),
        "option": None,
        "score": None,
    }


def _mark_cells(choice: Choice) -> Iterator[Row]:
    for option, state in choice.marks.items():
        detail = choice.mark_details.get(option)
        yield {
            "option": option,
            "state": state.value,
            "method": (detail.method or None) if detail else None,
            "confidence": _rounded(detail.confidence) if detail else None,
            **_place((detail.region,) if detail and detail.region else ()),
        }


_RETURN_ROW_BLANK: Row = dict.fromkeys((
    "format", "pages", "authority", "gss_code", "authority_method", "submitted", "standards_found",
    "standards_expected", "error_code", "current", "superseded_by",
    "choices_selected", "choices_not_recoverable", "findings", "needs_review",
))  # fmt: skip


def _failed_row(failed: FailedFile, toolkit: Toolkit) -> Row:
    return {
        **_RETURN_ROW_BLANK,
        "return_id": failed.sha256[:RETURN_ID_DIGITS] if failed.sha256 else None,
        "source_file": failed.path,
        "sha256": failed.sha256,
        "authority": failed.authority.name,
        "gss_code": failed.authority.gss_code,
        "authority_method": failed.authority.method,
        "submitted": failed.submitted,
        "toolkit": toolkit.id,
        "status": "failed",
        "error": clean_text(failed.message),
        "error_code": failed.code,
    }


def _duplicate_row(duplicate: DuplicateFile, toolkit: Toolkit) -> Row:
    """As the first file's row, without the counts, so that sums over the table count each return once."""
    return {
        **_RETURN_ROW_BLANK,
        "return_id": duplicate.sha256[:RETURN_ID_DIGITS],
        "source_file": duplicate.path,
        "sha256": duplicate.sha256,
        "format": duplicate.format,
        "pages": duplicate.pages,
        "authority": duplicate.authority.name,
        "gss_code": duplicate.authority.gss_code,
        "authority_method": duplicate.authority.method,
        "submitted": duplicate.submitted,
        "toolkit": toolkit.id,
        "status": "duplicate",
        "error": None,
    }


def _place(regions: tuple[Region, ...]) -> Row:
    """Page and box of the first page that the regions stand on; empty for formats without pages."""
    boxes = [region for region in regions if isinstance(region, PageRegion)]
    if not boxes:
        return dict.fromkeys(("page", "x0", "top", "x1", "bottom"))
    first = [box for box in boxes if box.page == boxes[0].page]
    return {
        "page": boxes[0].page,
        "x0": _rounded(min(box.x0 for box in first)),
        "top": _rounded(min(box.top for box in first)),
        "x1": _rounded(max(box.x1 for box in first)),
        "bottom": _rounded(max(box.bottom for box in first)),
    }


def _rounded(number: float) -> float:
    """Three decimals: finer than any measurement here, and the same text on every machine."""
    return round(number, 3)
