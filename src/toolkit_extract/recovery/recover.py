"""Document and Toolkit in, answers out: finds the standards, gathers their columns, and says what it could not know.

Knows the form and no file format. Every step's result is a value that a test can write down.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit_extract.recovery.choices import MarkingHabits, RatingEvidence, habits_of, resolve
from toolkit_extract.recovery.columns import ColumnReader
from toolkit_extract.recovery.gathered import ColumnText, Gathered
from toolkit_extract.recovery.lone_marks import attach_lone_marks
from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.misread_labels import with_labels_as_meant
from toolkit_extract.recovery.narratives import Piece, pieces_to_narrative, unwrap
from toolkit_extract.recovery.options import LineOptions
from toolkit_extract.recovery.plans import read_plan
from toolkit_extract.recovery.print_lines import merge_print_lines
from toolkit_extract.recovery.prompts import Prompts
from toolkit_extract.recovery.recognition import RecognisedWords, recognised_words_of
from toolkit_extract.recovery.sections import SectionSigns
from toolkit_extract.recovery.standards import (
    Anchor,
    find_anchors,
    find_landmarks,
    find_unidentified,
    is_header_row,
    is_subheader_row,
)
from toolkit_extract.recovery.stream import Item, LineItem, RowItem, document_to_items
from toolkit_extract.recovery.vocabulary import Question, Vocabulary, has_words, vocabulary_of
from toolkit_extract.schemas.document import HANDWRITING, Document, MarkState
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.record import (
    Answer,
    Choice,
    ChoiceState,
    Narrative,
    NarrativeState,
    OptionMark,
    Plan,
    StandardRecord,
)
from toolkit_extract.schemas.region import LineRegion, PageRegion, Region
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Section, Standard, Toolkit


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a document holds of a toolkit. `cover` and `body`: its paragraphs before and from the first standard on."""

    standards: tuple[StandardRecord, ...]
    findings: tuple[Finding, ...]
    cover: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def found(self) -> int:
        """How many standards the document has."""
        return sum(standard.found for standard in self.standards)


@dataclass(frozen=True, slots=True)
class _Segment:
    """One standard's place: its anchor and the items behind it."""

    anchor: Anchor
    items: tuple[Item, ...]
    grid: tuple[RowItem, ...]


def recover(document: Document, toolkit: Toolkit) -> Recovery:
    """Recover the answers of a completed toolkit from a document."""
    vocabulary = vocabulary_of(toolkit)
    document = with_labels_as_meant(document, vocabulary)
    lines = merge_print_lines(document_to_items(document, vocabulary), vocabulary)
    items = attach_lone_marks(lines, vocabulary)
    prompts = Prompts(vocabulary, _header_texts(items), recognised=document.ocr)
    signs = SectionSigns(vocabulary)
    options = LineOptions(vocabulary)
    landmarks = find_landmarks(items, vocabulary, prompts, options)
    anchors = find_anchors(items, vocabulary, prompts, landmarks)
    strays = find_unidentified(items, vocabulary, landmarks, anchors, options)
    segments, outside, end = _segments(items, anchors, strays, vocabulary, prompts, signs)
    gathered = {
        standard.number: _gather(
            [segment for segment in segments if segment.anchor.number == standard.number],
            lambda: ColumnReader(vocabulary, prompts, signs, options),
            toolkit,
        )
        for standard in toolkit.standards
    }
    ratings = [
        _evidence(one, question) for one in gathered.values() if one for question in vocabulary.choices
    ]
    habits = habits_of(ratings, loses_marks=document.loses_marks)
    findings: list[Finding] = [*_outside_findings(outside), *_stray_findings(items, strays)]
    records: list[StandardRecord] = []
    recognised = recognised_words_of(document)
    for standard in toolkit.standards:
        reader = _StandardReader(standard, toolkit, vocabulary, habits, recognised)
        by = [segment.anchor.by for segment in segments if segment.anchor.number == standard.number]
        record, found = reader.read(gathered[standard.number], by)
        records.append(record)
        findings += found
    first = anchors[0].item if anchors else len(items)
    cover = tuple(text for item in items[:first] for text in _item_texts(item))
    body = tuple(text for item in items[first:end] for text in _item_texts(item))
    return Recovery(tuple(records), tuple(findings), cover, body)


def _header_texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, LineItem):
            yield item.text.text
        else:
            for cell in item.cells:
                yield cell.text.text


def _item_texts(item: Item) -> Iterator[str]:
    if isinstance(item, LineItem):
        yield item.text.text
    else:
        for cell in item.filled:
            yield cell.text.text


# -- segments --------------------------------------------------------------------------------------------------------


def _segments(
    items: Sequence[Item],
    anchors: Sequence[Anchor],
    strays: Sequence[int],
    vocabulary: Vocabulary,
    prompts: Prompts,
    signs: SectionSigns,
) -> tuple[list[_Segment], list[Item], int]:
    """The items of each standard, what belongs to none, and the index at which the last standard ends."""
    segments: list[_Segment] = []
    outside: list[Item] = list(items[: anchors[0].item]) if anchors else list(items)
    sections = {section.number: section for section in vocabulary.toolkit.sections}
    end = len(items)
    for index, anchor in enumerate(anchors):
        stop = anchors[index + 1].item if index + 1 < len(anchors) else len(items)
        following = anchors[index + 1].number if index + 1 < len(anchors) else None
        stray = next((start for start in strays if anchor.item < start < stop), stop)
        outside += items[stray:stop]
        own: list[Item] = list(items[anchor.item + 1 : stray])
        grid: tuple[RowItem, ...] = ()
        row = items[anchor.item]
        if isinstance(row, RowItem) and anchor.cell is not None:
            grid, first = _row_standard(items, anchor, row, vocabulary, prompts)
            own = [*first, *own]
        section = vocabulary.toolkit.standard(anchor.number).section
        cut, belongs_outside = _end_of_answers(own, section, following, vocabulary, sections, signs)
        if belongs_outside:
            outside += own[cut:]
            end = anchor.item + 1 + cut
        segments.append(_Segment(anchor, tuple(own[:cut]), grid))
    return segments, outside, end


def _row_standard(
    items: Sequence[Item], anchor: Anchor, row: RowItem, vocabulary: Vocabulary, prompts: Prompts
) -> tuple[tuple[RowItem, ...], list[Item]]:
    """For a standard that stands in a table's row: the header rows in force, and the row's other cells."""
    others = tuple(
        cell
        for position, cell in enumerate(row.cells)
        if position != anchor.cell and cell.text != anchor.statement
    )
    header: tuple[RowItem, ...] = ()
    below: RowItem | None = None
    for item in reversed(items[: anchor.item]):
        if isinstance(item, RowItem) and item.table == row.table and is_header_row(item, vocabulary, prompts):
            header = (item, below) if below and is_subheader_row(below, vocabulary) else (item,)
            break
        if not isinstance(item, RowItem) or item.table != row.table:
            break
        below = item
    if not any(not cell.text.blank for cell in others):
        return header, []
    return header, [RowItem(others, row.table, row.row, row.width)]


def _end_of_answers(
    items: Sequence[Item],
    section: int,
    following: str | None,
    vocabulary: Vocabulary,
    sections: dict[int, Section],
    signs: SectionSigns,
) -> tuple[int, bool]:
    """Index at which the next section's own words (or what follows the form) begin."""
    if following is None:
        for index, item in enumerate(items):
            if signs.begins_appendix(item) or _is_foreign_heading(items, index, signs):
                return index, True
        return len(items), True
    next_section = vocabulary.toolkit.standard(following).section
    if next_section == section:
        return len(items), False
    for index, item in enumerate(items):
        if index and signs.begins_section(item, sections.get(next_section)):
            return index, False
    return len(items), False


def _is_foreign_heading(items: Sequence[Item], index: int, signs: SectionSigns) -> bool:
    """A heading behind the last standard's answers, with no more of the form behind it."""
    return (
        index > 1
        and signs.is_other_heading(items[index])
        and any(isinstance(i, RowItem) for i in items[:index])
    )


def _outside_findings(outside: Sequence[Item]) -> Iterator[Finding]:
    texts = [text for item in outside for text in _item_texts(item) if has_words(text)]
    if texts:
        words = sum(len(text.split()) for text in texts)
        yield finding(
            "text.outside", f"{words} words in {len(texts)} paragraphs stand before or behind the standards"
        )


def _stray_findings(items: Sequence[Item], strays: Sequence[int]) -> Iterator[Finding]:
    for index in strays:
        item = items[index]
        regions = item.text.regions if isinstance(item, LineItem) else item.filled[0].text.regions
        rows = [region for region in regions if isinstance(region, LineRegion)]
        lines = (rows[0].line_start, rows[-1].line_end) if rows else None
        page = next((region.page for region in regions if isinstance(region, PageRegion)), None)
        note = (
            "a completed table of the form stands under no standard that could be identified; it was not read"
        )
        yield finding("standard.unidentified", note, page=page, lines=lines)


# -- one standard ----------------------------------------------------------------------------------------------------


def _gather(
    segments: Sequence[_Segment], reader: Callable[[], ColumnReader], toolkit: Toolkit
) -> Gathered | None:
    """What all places of one standard hold, sorted by question; `None` where it has no place."""
    if not segments:
        return None
    gathered = [
        reader().gather(segment.anchor.statement, segment.items, grid=segment.grid) for segment in segments
    ]
    return _merge_gathered(gathered, toolkit)


def _evidence(gathered: Gathered, question: ChoiceQuestion) -> RatingEvidence:
    column = gathered.columns[question.id]
    return RatingEvidence(
        tuple(column.readings), column.seen, column.in_cell, tuple(column.regions), len(gathered.loose_boxes)
    )


class _StandardReader:
    """Makes the record of one standard."""

    def __init__(
        self,
        standard: Standard,
        toolkit: Toolkit,
        vocabulary: Vocabulary,
        habits: MarkingHabits,
        recognised: RecognisedWords | None,
    ) -> None:
        self._standard = standard
        self._toolkit = toolkit
        self._vocabulary = vocabulary
        self._habits = habits
        self._recognised = recognised
        self._findings: list[Finding] = []

    def read(
        self, gathered: Gathered | None, by: Sequence[str]
    ) -> tuple[StandardRecord, tuple[Finding, ...]]:
        """The record of what was gathered; `by` says how each of the standard's places was found."""
        if gathered is None:
            self._say("standard.missing", f"standard {self._standard.number} is not in the return")
            return self._absent(), tuple(self._findings)
        self._say_how_found(by)
        doubt = self._audit(gathered) or gathered.doubt
        answers = {question.id: self._answer(question, gathered) for question in self._toolkit.questions}
        if doubt:
            answers = {name: _doubted(answer, doubt) for name, answer in answers.items()}
        if "unconfirmed" in by:
            answers = {name: _doubted(answer, _UNCONFIRMED, choices=True) for name, answer in answers.items()}
        places = tuple(dict.fromkeys(region for text in gathered.statement for region in text.regions))
        if self._recognised is not None:
            answers = {name: self._recognised.name(answer, places) for name, answer in answers.items()}
        record = StandardRecord(
            number=self._standard.number,
            section=self._standard.section,
            title=self._standard.title,
            statement=_statement_text(gathered.statement),
            found=True,
            regions=places,
            **answers,
        )
        return record, tuple(self._findings)

    def _say(
        self, code: str, message: str, answer: str | None = None, regions: Sequence[Region] = ()
    ) -> None:
        page = next((r.page for r in regions if isinstance(r, PageRegion)), None)
        rows = [r for r in regions if isinstance(r, LineRegion)]
        lines = (min(r.line_start for r in rows), max(r.line_end for r in rows)) if rows else None
        self._findings.append(
            finding(code, message, standard=self._standard.number, answer=answer, page=page, lines=lines)
        )

    def _say_how_found(self, by: Sequence[str]) -> None:
        number = self._standard.number
        if "wording" in by:
            self._say(
                "standard.by_wording", f"standard {number} has no number and was known by its statement"
            )
        if "unconfirmed" in by:
            note = (
                f"the number {number} was recognised from a picture, and nothing in the statement confirms it"
            )
            self._say("standard.unconfirmed", note)
        if "out_of_order" in by:
            self._say("standard.out_of_order", f"standard {number} stands elsewhere than the form has it")
        if len(by) > 1:
            self._say("standard.repeated", f"standard {number} stands in {len(by)} places")

    def _absent(self) -> StandardRecord:
        answers: dict[str, Answer] = {}
        for question in self._toolkit.questions:
            if question.kind == "choice":
                marks = {option.code: MarkState.UNKNOWN for option in question.options}
                answers[question.id] = Choice(
                    state=ChoiceState.ABSENT,
                    marks=marks,
                    mark_details={code: OptionMark(state=MarkState.UNKNOWN) for code in marks},
                    confidence=0.95,
                    needs_review=True,
                    review_reasons=("the standard is not in the return",),
                )
            elif question.kind == "plan":
                answers[question.id] = Plan(
                    unassigned=_ABSENT_NARRATIVE,
                    **{horizon.id: _ABSENT_NARRATIVE for horizon in question.horizons},
                )
            else:
                answers[question.id] = _ABSENT_NARRATIVE
        return StandardRecord(
            number=self._standard.number,
            section=self._standard.section,
            title=self._standard.title,
            statement="",
            found=False,
            **answers,
        )

    def _answer(self, question: Question, gathered: Gathered) -> Answer:
        column = gathered.columns[question.id]
        if question.kind == "choice":
            choice, found = resolve(
                question, _evidence(gathered, question), self._standard.number, self._habits
            )
            self._findings += found
            return choice
        self._say_how_placed(question.id, column)
        if question.kind == "plan":
            plan, found = read_plan(
                question, column.pieces, self._vocabulary, self._standard.number, seen=column.seen
            )
            self._findings += found
            answer: Answer = plan
        else:
            answer = pieces_to_narrative(column.pieces, seen=column.seen)
        if not column.seen:
            self._say("question.missing", f"no trace of '{question.column}'", question.id)
        return answer

    def _say_how_placed(self, question_id: str, column: ColumnText) -> None:
        written = [mark for piece in column.pieces for mark in piece.text.marks if mark.method == HANDWRITING]
        if written:
            places = [mark.region for mark in written if mark.region is not None]
            self._say(
                "narrative.handwriting", "the cell holds handwriting, which was not read", question_id, places
            )
        self._say_read_otherwise(question_id, column)
        kinds = {piece.how for piece in column.pieces if not piece.text.blank}
        regions = [region for piece in column.pieces for region in piece.text.regions]
        if "wording" in kinds:
            note = "text of two columns ran together and was parted by its wording"
            self._say("narrative.split_by_wording", note, question_id, regions)
        elif len(kinds) > 1:
            self._say(
                "narrative.stitched", "the answer was torn and put together again", question_id, regions
            )

    def _say_read_otherwise(self, question_id: str, column: ColumnText) -> None:
        for piece in column.pieces:
            for words, other in piece.text.read_otherwise:
                note = f"'{words}' was read, and a second engine read '{other}'"
                self._say("narrative.digits_differ", note, question_id, piece.text.regions)

    def _audit(self, gathered: Gathered) -> str | None:
        """Whatever text of the standard ended in no answer is said to have done so; the reason, where there is any."""
        if gathered.loose_boxes:
            states = _states_in_words([mark.state.value for mark in gathered.loose_boxes])
            regions = [mark.region for mark in gathered.loose_boxes if mark.region is not None]
            self._say(
                "mark.unassigned", f"boxes ({states}) stand among the text, beside no option", None, regions
            )
        lost = [text for text in gathered.unplaced if has_words(text.text)]
        for text in lost:
            self._say(
                "text.unplaced", f"{len(text.text.split())} words belong to no answer", None, text.regions
            )
        return "text of this standard belongs to no answer" if lost else None


_UNCONFIRMED = "the number of the standard was recognised from a picture, and nothing bears it out"


def _doubted(answer: Answer, reason: str, *, choices: bool = False) -> Answer:
    """A free-text answer that may lack words, or with `choices` any answer, marked for review."""
    if isinstance(answer, Plan):
        doubted = {name: _doubted(narrative, reason) for name, narrative in answer.horizons.items()}
        return answer.model_copy(update=doubted)
    if choices or isinstance(answer, Narrative):
        return answer.model_copy(
            update={"needs_review": True, "review_reasons": (*answer.review_reasons, reason)}
        )
    return answer


_LISTED_STATES = 24
"""Boxes whose states are named one by one."""
_ABSENT_NARRATIVE = Narrative(
    state=NarrativeState.ABSENT,
    confidence=0.95,
    needs_review=True,
    review_reasons=("the standard is not in the return",),
)


def _merge_gathered(gathered: Sequence[Gathered], toolkit: Toolkit) -> Gathered:
    """One standard's columns, from all places in which it stands."""
    if len(gathered) == 1:
        return gathered[0]
    merged = Gathered(
        {question.id: ColumnText() for question in toolkit.questions}, statement=gathered[0].statement
    )
    reason = "the standard stands in more than one place"
    for one in gathered:
        merged.unplaced += one.unplaced
        merged.headed = merged.headed or one.headed
        merged.doubt = merged.doubt or one.doubt
        merged.loose_boxes += one.loose_boxes
        for name, column in one.columns.items():
            target = merged.columns[name]
            target.pieces += [
                Piece(p.text, p.how, min(p.confidence, 0.8), p.reason or reason) for p in column.pieces
            ]
            target.readings += column.readings
            target.regions.update(column.regions)
            target.seen = target.seen or column.seen
            target.in_cell = target.in_cell or column.in_cell
    return merged


def _statement_text(texts: Sequence[MarkedText]) -> str:
    paragraphs = [line for text in texts for block in text.words.split("\u2029") for line in unwrap(block)]
    return "\n".join(paragraphs)


def _states_in_words(states: list[str]) -> str:
    """States of boxes one by one, or how many there are of each, where there are many."""
    if len(states) <= _LISTED_STATES:
        return ", ".join(states)
    return ", ".join(f"{count} {state}" for state, count in Counter(states).most_common())
