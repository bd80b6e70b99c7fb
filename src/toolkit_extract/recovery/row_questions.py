"""Which question is each cell of a row of?

The last header tells, by the edges of its columns or by their order. A row that agrees with none is read by what its
own cells name: their options, their horizons.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.options import LineOptions
from toolkit_extract.recovery.plans import find_labels
from toolkit_extract.recovery.stream import RowItem
from toolkit_extract.recovery.vocabulary import Question, Vocabulary


@dataclass(frozen=True, slots=True)
class Grid:
    """The last header: which question each grid column is of."""

    questions: dict[int, Question]
    table: int
    width: int
    starts: tuple[int, ...]
    cells: tuple[Question | None, ...]  # of each cell of the header, left to right


class RowQuestions:
    """Finds the questions of rows of answers."""

    def __init__(self, vocabulary: Vocabulary, options: LineOptions) -> None:
        self._vocabulary = vocabulary
        self._options = options
        self._questions = vocabulary.toolkit.questions

    def of(self, row: RowItem, grid: Grid | None, *, begun: bool) -> dict[int, Question] | None:
        """The question of each grid column of a row of answers; `None` for a table that is not the form's.

        Args:
            row: the row.
            grid: the last header, if there was one.
            begun: whether a header or an answer of the standard stands before the row.
        """
        same = grid is not None and grid.table == row.table and len(row.cells) == len(grid.cells)
        if grid is not None and same and tuple(cell.column for cell in row.cells) == grid.starts:
            return grid.questions
        told = {cell.column: q for cell in row.filled if (q := self.told_by(cell.text)) is not None}
        if grid is not None and same and _is_whole(row):
            # As many cells as the header, with other widths: someone moved a cell's edge.
            by_cell = {c.column: q for c, q in zip(row.cells, grid.cells, strict=True) if q is not None}
            if self._agrees(by_cell, told):
                return by_cell
        if 2 <= row.width <= len(self._questions):  # editors cut empty cells at the end of a row
            by_order = dict(enumerate(self._questions))
            full = row.width == len(self._questions)
            if self._agrees(by_order, told) and ((told and full) or begun):
                return dict(by_order)
        if (
            grid is not None
            and (grid.table == row.table or grid.width == row.width)
            and self._agrees(grid.questions, told)
        ):
            return grid.questions
        return self._around(row, told) if told else None

    def told_by(self, text: MarkedText) -> Question | None:
        """The question that a cell's own words name: by its options, or by horizons at line starts."""
        readings = self._options.read(text)
        if readings:
            hits = readings[0].hits
            shared = any(len(self._vocabulary.options_named(hit.option.label)) > 1 for hit in hits)
            return hits[0].question if len(readings) == 1 and not shared else None
        for question in self._vocabulary.plans:
            if find_labels(text, self._vocabulary, question):
                return question
        return None

    def _agrees(self, questions: dict[int, Question], told: dict[int, Question]) -> bool:
        return all(
            questions.get(column) is None or questions[column].id == q.id for column, q in told.items()
        )

    def _around(self, row: RowItem, told: dict[int, Question]) -> dict[int, Question]:
        """Questions by what the cells say, the others by the form's order between them."""
        order = {question.id: index for index, question in enumerate(self._questions)}
        placed: dict[int, Question] = {}
        floor = -1
        for cell in row.cells:
            if cell.column in told:
                placed[cell.column] = told[cell.column]
                floor = order[told[cell.column].id]
            elif not cell.text.blank:
                ceiling = min((order[q.id] for c, q in told.items() if c > cell.column), default=len(order))
                free = [q for q in self._questions[floor + 1 : ceiling] if q.kind != "choice"]
                if free:
                    placed[cell.column] = free[0]
                    floor = order[free[0].id]
        return placed


def _is_whole(row: RowItem) -> bool:
    """Whether a row's cells cover its table from edge to edge: no cell of a row above reaches into it."""
    ends = [0, *(cell.column + cell.span for cell in row.cells)]
    return ends[-1] == row.width and all(c.column == end for c, end in zip(row.cells, ends, strict=False))
