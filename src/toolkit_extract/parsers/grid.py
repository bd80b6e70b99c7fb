"""At which columns of the grid do the cells of a table stand, given spans in reading order?"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_extract.schemas.document import Cell, Row

MAX_COLUMNS = 1000
"""HTML's own limit to a cell's span; beyond it cells are placed as though they spanned one row."""


def cells_to_rows(rows: Sequence[Sequence[tuple[int, int, Cell]]]) -> tuple[Row, ...]:
    """Place cells in the grid.

    Args:
        rows: for each row the cells that begin in it, left to right, each as (column span, row span, cell).

    Returns:
        The rows with `column`, `column_span` and `row_span` of each cell set (HTML, table model, forming a table).
    """
    occupied: dict[int, int] = {}  # column -> rows that a cell from above still takes
    placed: list[Row] = []
    for row in rows:
        cells: list[Cell] = []
        taken = {column for column, left in occupied.items() if left > 0}
        occupied = {column: left - 1 for column, left in occupied.items() if left > 1}
        column = 0
        for column_span, rows_spanned, cell in row:
            while column in taken:
                column += 1
            row_span = rows_spanned if column + column_span <= MAX_COLUMNS else 1
            update = {"column": column, "column_span": column_span, "row_span": row_span}
            cells.append(cell.model_copy(update=update))
            if row_span > 1:
                occupied.update(dict.fromkeys(range(column, column + column_span), row_span - 1))
            column += column_span
        placed.append(Row(cells=tuple(cells)))
    return tuple(placed)
