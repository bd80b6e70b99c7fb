"""Which question do the words of a standard's lines and rows belong to?

A cell belongs to its column. Loose lines, which page breaks and conversions leave, follow the form's order: they run
through the columns from left to right and begin again at the first. Options and horizons name their question
themselves; prose is placed by what stands before and behind it, and where only its wording parts two columns, the
answer says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit_extract.recovery.gathered import ColumnText, Gathered
from toolkit_extract.recovery.loose_prose import ProsePlacer
from toolkit_extract.recovery.marked_text import MarkedText, join
from toolkit_extract.recovery.narratives import Piece
from toolkit_extract.recovery.option_hits import OptionReading
from toolkit_extract.recovery.options import LineOptions, read_options
from toolkit_extract.recovery.plans import find_labels
from toolkit_extract.recovery.prompts import ColumnHead, Prompts
from toolkit_extract.recovery.row_questions import Grid, RowQuestions
from toolkit_extract.recovery.sections import SectionSigns
from toolkit_extract.recovery.standards import is_header_line, is_header_row, is_horizon_line
from toolkit_extract.recovery.stream import CellItem, Item, LineItem, RowItem
from toolkit_extract.recovery.vocabulary import Question, Vocabulary, has_words, words_of
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion

_WIDE_GAP = re.compile(r"\S[ \t]{4,}\S")
_LEAST_TORN = 6
"""Words of a prompt, cut by a page, that stand alone in a row."""

_LONGEST_FOREIGN_HEAD = 6
"""Words of a column's name that is not the form's, such as `Standard` or `Lead officer`; more is text."""


class ColumnReader:
    """Reads the items of one standard. Use once: `gather`."""

    def __init__(
        self, vocabulary: Vocabulary, prompts: Prompts, signs: SectionSigns, options: LineOptions
    ) -> None:
        self._vocabulary = vocabulary
        self._options = options
        self._prompts = prompts
        self._signs = signs
        self._questions = vocabulary.toolkit.questions
        self._rows = RowQuestions(vocabulary, options)
        self._result = Gathered({question.id: ColumnText() for question in self._questions})
        self._placer = ProsePlacer(vocabulary, self._result)
        self._grid: Grid | None = None
        self._option_heads: dict[int, MarkedText] = {}  # names of options or horizons above their columns
        self._side_head: tuple[int, Question] | None = None  # what the last labelled row of a table named
        self._current: Question | None = None  # the question that loose prose belongs to, None: the first
        self._heads: list[str] = []  # columns named by loose lines since the last answer
        self._prose: list[LineItem] = []  # loose prose whose place is not yet decided
        self._header_open = False  # whether pieces of prompts may still follow
        self._row_seen = False

    def gather(
        self, statement: MarkedText, items: Sequence[Item], *, grid: Sequence[RowItem] = ()
    ) -> Gathered:
        """Sort the items of one standard by question.

        Args:
            statement: what the standard's own line says.
            items: all behind that line, up to the next standard or section.
            grid: the header rows in force, where the standard is a row of a table that names its columns once.
        """
        if not statement.blank:
            self._result.statement.append(statement)
        for row in grid:
            self._row(row)
        for item in items:
            if isinstance(item, LineItem):
                self._line(item)
            else:
                self._row(item)
        self._settle_prose(None)
        return self._result

    # -- rows ------------------------------------------------------------------------------------------------

    def _row(self, row: RowItem) -> None:
        if not row.filled:
            return
        if is_header_row(row, self._vocabulary, self._prompts):
            self._settle_prose(None)
            self._open_header(row)
            return
        if (self._header_open or not self._row_seen) and self._is_prompt_row(row):
            return
        if self._is_labelled_row(row):
            self._labelled_row(row)
            return
        if self._goes_on_with_label(row) or self._continues_across(row):
            return
        begun = self._header_open or self._result.any_answer
        questions = self._rows.of(row, self._grid, begun=begun)
        if questions is None:
            self._settle_prose(None)
            self._result.unplaced += [cell.text for cell in row.filled]
            return
        self._answer_row(row, questions)

    def _answer_row(self, row: RowItem, questions: dict[int, Question]) -> None:
        self._settle_prose(None)
        if self._header_open or not self._row_seen:
            row = self._without_prompts(row, questions)
        self._row_seen = True
        self._header_open = False
        self._heads = []
        for cell in self._joined(row.cells, questions):
            question = questions.get(cell.column)
            if question is not None:
                self._cell(question, cell)
            elif not cell.text.blank:
                self._result.unplaced.append(cell.text)
        self._current = None

    def _goes_on_with_label(self, row: RowItem) -> bool:
        """Take a row whose first cell goes on with the prompt beside the last answer: a page break cut both."""
        if self._side_head is None or len(row.cells) < 2:
            return False
        question, first = self._side_head[1], row.cells[0]
        if first.text.blank or not self._prompts.is_piece(question, first.text.text):
            return False
        self._side_head = (row.table, question)
        self._cell(question, CellItem(0, 1, join([c.text for c in row.cells[1:] if not c.text.blank])))
        return True

    def _continues_across(self, row: RowItem) -> bool:
        """Take a row that is of one question as a whole: beside a name merged over rows, or a line cut at its tabs."""
        if self._side_head is not None and self._side_head[0] == row.table and row.cells[0].column > 0:
            self._cell(self._side_head[1], CellItem(0, 1, join([cell.text for cell in row.filled])))
            return True
        if self._runs_through_cells(row):
            self._line(LineItem(join([cell.text for cell in row.filled], " ")))
            return True
        return False

    def _joined(self, cells: Sequence[CellItem], questions: dict[int, Question]) -> list[CellItem]:
        """The cells of a row, those of one rating as one: its box and its words may stand in two columns."""
        joined: list[CellItem] = []
        for cell in cells:
            question = questions.get(cell.column)
            last = joined[-1] if joined else None
            if (
                last is not None
                and question is not None
                and question.kind == "choice"
                and questions.get(last.column) is question
                and not self._is_split(question)
            ):
                texts = [text for text in (last.text, cell.text) if not text.blank]
                joined[-1] = CellItem(last.column, last.span + cell.span, join(texts, " "))
            else:
                joined.append(cell)
        return joined

    def _runs_through_cells(self, row: RowItem) -> bool:
        """Whether the options of one rating stand in several cells, as where a line of them was cut at its tabs."""
        if self._grid is not None and self._grid.table == row.table:
            return False
        told = [q.id for cell in row.filled if (q := self._rows.told_by(cell.text)) is not None]
        return any(
            told.count(name) > 1 for name in told if self._vocabulary.toolkit.question(name).kind == "choice"
        )

    def _open_header(self, row: RowItem) -> None:
        """Take note of the columns; words behind a name and its prompt are already an answer."""
        questions: dict[int, Question] = {}
        named: list[Question | None] = []
        self._result.headed = True
        self._side_head = None
        self._option_heads = {}
        heads = self._heads_of(row)
        for cell in row.cells:
            head = heads.get(cell.column)
            part = self._part_named(cell) if head is None else None
            named.append(head.question if head is not None else part)
            if part is not None:
                questions[cell.column] = part
                self._name_part(part, cell)
                continue
            if head is None:
                if len(words_of(cell.text.text)) > _LONGEST_FOREIGN_HEAD and not self._prompts.piece_of(
                    cell.text.text
                ):
                    self._result.unplaced.append(cell.text)
                continue
            for column in range(cell.column, cell.column + cell.span):
                questions[column] = head.question
            self._result.columns[head.question.id].seen = True
            rest = cell.text.slice(head.rest).stripped()
            if (
                head.question.kind == "plan"
                and cell.span == 1
                and is_horizon_line(rest.text, self._vocabulary)
            ):
                self._option_heads[cell.column] = rest
            elif (has_words(rest.text) or rest.marks) and not self._prompts.is_piece(
                head.question, rest.text
            ):
                self._cell(head.question, CellItem(cell.column, cell.span, rest))
                self._row_seen = True
        starts = tuple(cell.column for cell in row.cells)
        self._grid = Grid(questions, row.table, row.width, starts, tuple(named))
        self._header_open = True
        self._current = None
        self._heads = []

    def _heads_of(self, row: RowItem) -> dict[int, ColumnHead]:
        """The names that the cells of a header begin with; where one cannot be read, its prompt tells which it is."""
        heads = {c.column: head for c in row.cells if (head := self._prompts.head(c.text.text)) is not None}
        named = {head.question.id for head in heads.values()}
        for cell in row.filled:
            if cell.column not in heads and not any(mark.boxed for mark in cell.text.marks):
                head = self._prompts.nameless_head(cell.text.text)
                if head is not None and head.question.id not in named:
                    heads[cell.column] = head
        return heads

    def _part_named(self, cell: CellItem) -> ChoiceQuestion | PlanQuestion | None:
        """The rating or plan of which a header cell names one option or one horizon and nothing else."""
        if cell.text.marks or not has_words(cell.text.text):
            return None
        if is_horizon_line(cell.text.text, self._vocabulary):
            names = self._vocabulary.horizon.findall(cell.text.text)
            return self._vocabulary.horizon_named(names[0])[0] if len(names) == 1 else None
        readings = self._options.read(cell.text)
        if len(readings) == 1 and len(readings[0].hits) == 1 and readings[0].hits[0].exact:
            return readings[0].hits[0].question
        return None

    def _name_part(self, question: ChoiceQuestion | PlanQuestion, cell: CellItem) -> None:
        """Take note of the option or horizon that a header cell names."""
        column = self._result.columns[question.id]
        column.seen = True
        self._option_heads[cell.column] = cell.text
        if question.kind == "choice":
            column.readings.append(read_options(cell.text, self._vocabulary, question))

    def _is_prompt_row(self, row: RowItem) -> bool:
        """Whether every filled cell is a piece of a prompt: of its own column's, where that is known.

        Beside such a piece, a few words count that would be none by themselves.
        """
        grid = self._grid.questions if self._grid is not None and self._grid.width == row.width else {}
        certain = False
        for cell in row.filled:
            own = grid.get(cell.column)
            words = cell.text.text
            if own is None:
                piece = self._prompts.piece_of(words) is not None
            else:
                piece = self._prompts.is_piece(own, words) or self._prompts.is_tail(words)
            if piece:
                certain = True
            elif not self._prompts.is_end(cell.column, row.width, words):
                return False
        return certain

    def _without_prompts(self, row: RowItem, questions: dict[int, Question]) -> RowItem:
        """The answers of a row in which the prompts stand before them: white space alone did not part the two rows."""
        ends = [
            self._prompts.prefix(question, cell.text.text)
            if (question := questions.get(cell.column)) is not None and not cell.text.blank
            else 0
            for cell in row.cells
        ]
        if sum(1 for end in ends if end) < 2:
            return row
        cells = (
            replace(cell, text=cell.text.slice(end).stripped()) if end else cell
            for cell, end in zip(row.cells, ends, strict=True)
        )
        return replace(row, cells=tuple(cells))

    def _is_labelled_row(self, row: RowItem) -> bool:
        """A form turned on its side: the first cell names a question, the others hold the answer."""
        if self._grid is not None and self._grid.table == row.table:
            return False
        first = row.filled[0]
        named = self._prompts.head(first.text.text) is not None or is_horizon_line(
            first.text.text, self._vocabulary
        )
        return named and first is row.cells[0] and len(row.cells) >= 2

    def _labelled_row(self, row: RowItem) -> None:
        self._settle_prose(None)
        first = row.cells[0].text
        head = self._prompts.head(first.text)
        if head is None:
            plan = self._vocabulary.horizon_named(self._vocabulary.horizon.findall(first.text)[0])[0]
            head = ColumnHead(plan, 0, colon=False, prompted=False)
        self._row_seen = True
        self._result.headed = True
        rest = first.slice(head.rest).stripped()
        texts = [rest] if not rest.blank else []
        texts += [
            c.text
            for c in row.cells[1:]
            if not c.text.blank and not self._prompts.is_piece(head.question, c.text.text)
        ]
        self._side_head = (row.table, head.question)
        self._cell(head.question, CellItem(0, 1, join(texts)))

    def _cell(self, question: Question, cell: CellItem) -> None:
        column = self._result.columns[question.id]
        column.seen = True
        column.in_cell = True
        column.regions.update(dict.fromkeys(cell.text.regions))
        if question.kind == "choice" and self._is_split(question):
            self._option_cell(question, cell)
            return
        if cell.text.blank:
            return
        if question.kind == "plan" and self._is_split(question):
            self._horizon_cell(question, cell)
            return
        if question.kind == "choice":
            column.readings.append(read_options(cell.text, self._vocabulary, question))
        else:
            column.pieces.append(Piece(cell.text))

    def _is_split(self, question: ChoiceQuestion | PlanQuestion) -> bool:
        """Whether a rating has a grid column for each of its options, or a plan one for each of its horizons."""
        if self._grid is None:
            return False
        parts = len(question.options) if question.kind == "choice" else len(question.horizons)
        return sum(1 for q in self._grid.questions.values() if q.id == question.id) >= parts

    def _horizon_cell(self, question: PlanQuestion, cell: CellItem) -> None:
        """A cell of a plan that is split: a horizon's name, or the words below it."""
        head = self._option_heads.get(cell.column)
        if is_horizon_line(cell.text.text, self._vocabulary):
            self._option_heads[cell.column] = cell.text
        elif head is not None:
            self._result.columns[question.id].pieces.append(Piece(join([head, cell.text])))
        else:
            self._result.columns[question.id].pieces.append(Piece(cell.text))

    def _option_cell(self, question: ChoiceQuestion, cell: CellItem) -> None:
        """A cell of a rating that is split: an option's name, or the mark below it."""
        readings = self._result.columns[question.id].readings
        heads = self._option_heads
        if has_words(cell.text.text) and not cell.text.marks:
            reading = read_options(cell.text, self._vocabulary, question)
            if len(reading.hits) == 1 and cell.column not in heads:
                heads[cell.column] = cell.text
            readings.append(reading)
        elif cell.column in heads and not cell.text.blank:
            readings.append(
                read_options(join([cell.text, heads[cell.column]], " "), self._vocabulary, question)
            )
        elif not cell.text.blank:
            readings.append(read_options(cell.text, self._vocabulary, question))

    # -- loose lines -----------------------------------------------------------------------------------------

    def _line(self, item: LineItem) -> None:
        text = item.text
        if not has_words(text.text) and not text.marks:
            return
        if self._signs.is_form_name(item.numbered_text):
            return
        if is_header_line(text.text, self._vocabulary):
            self._settle_prose(None)
            self._heads = [question.id for question in self._questions]
            self._mark_headed()
            return
        head = self._prompts.head(text.text)
        if head is not None:
            self._settle_prose(head.question)
            self._name_column(head.question)
            rest = text.slice(head.rest).stripped()
            if not rest.blank:
                self._answer_line(LineItem(rest, list_item=item.list_item))
            return
        if self._header_open and self._is_prompt_line(text.text):
            answer = self._below_prompt(text)
            if answer is not None:
                self._answer_line(LineItem(answer, list_item=item.list_item))
            return
        if self._side_head is not None and self._is_torn_prompt(self._side_head[1], text.text):
            return
        self._answer_line(self._without_prompt(item))

    def _is_torn_prompt(self, question: Question, text: str) -> bool:
        """Whether a line is the rest of the prompt beside the last answer, alone in its row behind a page break."""
        return len(words_of(text)) >= _LEAST_TORN and self._prompts.is_piece(question, text)

    def _below_prompt(self, text: MarkedText) -> MarkedText | None:
        """What stands on lines of its own below a prompt: a few words that would pass for more of it, such as `N/A`."""
        if not self._heads or "\n" not in text.text:
            return None
        end = self._prompts.prefix(self._vocabulary.toolkit.question(self._heads[-1]), text.text)
        at_line_start = "\n" in text.text[: end + 1][len(text.text[:end].rstrip()) :]
        return text.slice(end).stripped() if 0 < end < len(text.text) and at_line_start else None

    def _without_prompt(self, item: LineItem) -> LineItem:
        """Right below a column's name, a line may begin with the prompt and go on with the answer."""
        if not self._header_open or not self._heads:
            return item
        question = self._vocabulary.toolkit.question(self._heads[-1])
        end = self._prompts.prefix(question, item.text.text)
        if end == 0:
            return item
        return LineItem(item.text.slice(end).stripped(), list_item=item.list_item)

    def _prompt_piece(self, text: str) -> bool:
        if self._heads:
            return self._prompts.is_piece(self._vocabulary.toolkit.question(self._heads[-1]), text) or (
                len(self._heads) > 1 and self._prompts.piece_of(text) is not None
            )
        return self._prompts.piece_of(text) is not None

    def _is_prompt_line(self, text: str) -> bool:
        return self._prompt_piece(text) or self._prompts.is_tail(text)

    def _name_column(self, question: Question) -> None:
        self._heads.append(question.id)
        self._result.columns[question.id].seen = True
        self._current = question
        self._mark_headed()

    def _mark_headed(self) -> None:
        self._result.headed = True
        self._header_open = True

    def _answer_line(self, item: LineItem) -> None:
        text = item.text
        readings = self._options_of(text)
        if readings:
            self._option_line(text, readings)
            return
        for plan in self._vocabulary.plans:
            labels = find_labels(text, self._vocabulary, plan)
            if labels and labels[0].at_line_start and self._label_fits(text, plan):
                self._settle_prose(plan)
                self._plan_line(plan, text)
                return
        self._prose_line(item)

    def _option_line(self, text: MarkedText, readings: Sequence[OptionReading]) -> None:
        for reading in readings:
            question = reading.hits[0].question
            self._settle_prose(question)
            column = self._result.columns[question.id]
            column.seen = True
            column.regions.update(dict.fromkeys(text.regions))
            column.readings.append(reading)
            # Right below its own name in a form of lines, an option alone is the answer written out.
            column.in_cell = column.in_cell or (
                self._heads[-1:] == [question.id] and len(self._heads) < len(self._questions)
            )
            self._after(question)

    def _options_of(self, text: MarkedText) -> list[OptionReading]:
        """A line of options. Where ratings share their words, the column named last says which rating it is."""
        readings = self._options.read(text)
        current = self._current if isinstance(self._current, ChoiceQuestion) else None
        if current is None:
            return readings
        if readings:
            named = any(hit.question.id == current.id for reading in readings for hit in reading.hits)
            if not named and all(self._shares_words(reading, current) for reading in readings):
                return [read_options(text, self._vocabulary, current)]
            return readings
        if self._heads and self._heads[-1] == current.id and len(self._heads) < len(self._questions):
            written = read_options(text, self._vocabulary, current)
            return [written] if written.hits else []
        return []

    def _shares_words(self, reading: OptionReading, question: ChoiceQuestion) -> bool:
        return all(
            any(name.question.id == question.id for name in self._vocabulary.options_named(hit.option.label))
            for hit in reading.hits
        )

    def _label_fits(self, text: MarkedText, plan: PlanQuestion) -> bool:
        """A horizon's label alone on its line is one anywhere; with words behind it, only within the plan."""
        return is_horizon_line(text.text, self._vocabulary) or self._result.headed or self._plan_open(plan)

    def _plan_open(self, plan: PlanQuestion) -> bool:
        return bool(self._result.columns[plan.id].pieces)

    def _plan_line(self, plan: PlanQuestion, text: MarkedText) -> None:
        column = self._result.columns[plan.id]
        column.seen = True
        column.pieces.append(Piece(text, "order", 0.95))
        self._after(plan)

    def _after(self, question: Question) -> None:
        """What loose prose belongs to behind a line of this question: plan text goes on, options are over."""
        self._heads = []
        self._header_open = False
        if question.kind != "choice":
            self._current = question
            return
        position = self._questions.index(question)
        following = [q for q in self._questions[position + 1 :] if q.kind != "choice"]
        self._current = following[0] if following else None

    def _prose_line(self, item: LineItem) -> None:
        if not self._result.headed and not self._result.any_answer:
            self._result.statement.append(item.text)
            return
        if len(self._heads) >= len(self._questions):
            self._current = None  # a header of loose lines: answers begin at the first column
            self._heads = []
        self._heads = self._heads[-1:]
        self._header_open = False
        if _WIDE_GAP.search(item.text.text):
            self._result.doubt = "a line has a wide gap in it, as where two columns ran together"
        if any(mark.boxed for mark in item.text.marks):
            self._result.loose_boxes += tuple(mark for mark in item.text.marks if mark.boxed)
            if not has_words(item.text.text):
                return
        self._prose.append(item)

    def _settle_prose(self, following: Question | None) -> None:
        """Give the loose prose gathered so far to its questions, now that it is known what follows it."""
        prose, self._prose = self._prose, []
        if not prose:
            return
        texts = [item.text for item in prose]
        owner = self._current
        if isinstance(owner, ChoiceQuestion):
            if self._heads and self._heads[-1] == owner.id and self._placer.add_remark(owner, texts):
                return
            owner = None
        self._placer.place(texts, owner, following)
