"""Which words would a person read beside each box?

Told by geometry: words in the box's line at the side that the line's first and last item give away, wrapped lines
included; for a box alone in its cell the words of its row or the head of its column; else words above or below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.grid import Grid
from toolkit_extract.parsers.pdf.marks import PlacedMark
from toolkit_extract.parsers.pdf.words import Item, Line, Piece, text_of

FARTHEST = 40.0
"""Gap, in points, between a box and the first word of its label."""

LABEL_GAP = 0.8
"""Gap between words, in font sizes, at which a label ends: three spaces; justified text seldom has so much."""

_SAME_COLUMN, _ROW_OF_BOXES = 2.0, 6.0
_LEADER = re.compile(r"[\s.…_·]{4,}$")
_HANGING = 4.5
_ABOVE, _BELOW = 24.0, 16.0
_CLOSES = re.compile(r"[?:]$")


def label_lines(lines: Sequence[Line]) -> None:
    """Set the labels of all marks that have words in their line."""
    for index, line in enumerate(lines):
        if not line.marks or not line.pieces:
            continue
        to_the_right = _labels_stand_right(line)
        for position, item in enumerate(line.items):
            if isinstance(item, PlacedMark):
                pieces = _words_right(line, position) if to_the_right else _words_left(line, position)
                if not pieces and len(line.marks) == 1:
                    pieces = _words_left(line, position) if to_the_right else _words_right(line, position)
                if pieces:
                    item.label = _with_wrapped(pieces, item, lines, index)


def _labels_stand_right(line: Line) -> bool:
    first_is_mark = isinstance(line.items[0], PlacedMark)
    last_is_mark = isinstance(line.items[-1], PlacedMark)
    if first_is_mark != last_is_mark:
        return first_is_mark
    left, right = [], []
    for position, item in enumerate(line.items):
        if isinstance(item, PlacedMark):
            before = line.items[position - 1] if position else None
            after = line.items[position + 1] if position + 1 < len(line.items) else None
            if isinstance(before, Piece):
                left.append(item.box.x0 - before.box.x1)
            if isinstance(after, Piece):
                right.append(after.box.x0 - item.box.x1)
    if not left or not right:
        return bool(right)
    return sum(right) / len(right) <= 1.3 * sum(left) / len(left) + 1.0


def _words_right(line: Line, position: int) -> list[Piece]:
    return _run_of_words(line.items[position], line.items[position + 1 :], right=True)


def _words_left(line: Line, position: int) -> list[Piece]:
    found = _run_of_words(line.items[position], line.items[:position][::-1], right=False)
    kept: list[Piece] = []
    for piece in found:
        if kept and _CLOSES.search(piece.text):
            break
        kept.append(piece)
    return kept[::-1]


def _run_of_words(mark: Item, items: Iterable[Item], right: bool) -> list[Piece]:
    """Words next to a mark, up to the next mark or a wide gap."""
    found: list[Piece] = []
    edge, room = (mark.box.x1 if right else mark.box.x0), FARTHEST
    for item in items:
        gap = item.box.x0 - edge if right else edge - item.box.x1
        if not isinstance(item, Piece) or gap > room:
            break
        found.append(item)
        edge, room = (item.box.x1 if right else item.box.x0), LABEL_GAP * max(item.size, 8.0)
    return found


def _with_wrapped(pieces: list[Piece], mark: PlacedMark, lines: Sequence[Line], index: int) -> str:
    """The label's words, those of wrapped lines above and below included."""
    start = pieces[0].box.x0
    right_of_mark = start >= mark.box.x1 - 2
    wall = _next_mark(lines[index], mark)
    parts = [text_of(pieces)]
    last = lines[index]
    for below in lines[index + 1 :]:
        more = _carried_on(below, last, start, wall, mark, right_of_mark)
        if not more:
            break
        parts.append(text_of(more))
        last = below
    first = lines[index]
    for above in reversed(lines[:index]):
        if above.marks or above.core.bottom < mark.box.top + 0.5 or not right_of_mark:
            break
        more = _carried_on(above, first, start, wall, mark, right_of_mark)
        if not more:
            break
        parts.insert(0, text_of(more))
        first = above
    return " ".join(parts)


def _next_mark(line: Line, mark: PlacedMark) -> float:
    return min((other.box.x0 for other in line.marks if other.box.x0 > mark.box.x1), default=float("inf"))


def _carried_on(
    line: Line, last: Line, start: float, wall: float, mark: PlacedMark, right_of_mark: bool
) -> list[Piece]:
    """Words of a neighbouring line that carry a label on: under its words, or under its box where it is full."""
    size = max(last.size, 1.0)
    if line.core.y_gap(last.core) > 0.45 * size or abs(line.size - last.size) > 0.15 * size:
        return []
    pieces = [
        p for p in line.pieces if p.box.x0 >= min(start, mark.box.x0) - _HANGING and p.box.x0 < wall - 2
    ]
    if not pieces or any(
        abs(m.box.x0 - mark.box.x0) < 12 or m.box.x1 <= pieces[0].box.x0 for m in line.marks
    ):
        return []
    run = [pieces[0]]
    for piece in pieces[1:]:
        if piece.box.x0 - run[-1].box.x1 > LABEL_GAP * max(piece.size, 8.0):
            break
        run.append(piece)
    hanging = abs(run[0].box.x0 - start) <= _HANGING
    under_box = right_of_mark and abs(run[0].box.x0 - mark.box.x0) <= _HANGING and run[0].text[:1].islower()
    return run if hanging or under_box else []


# --- boxes without words in their line --------------------------------------------------------------------------


def label_lone_cells(grid: Grid, contents: Sequence[Sequence[Line]]) -> None:
    """Label boxes that stand alone in their cells: `contents` holds the lines of each cell of the grid."""
    if not any(line.marks for lines in contents for line in lines):
        return
    texts = [" ".join(line.text for line in lines).strip() for lines in contents]
    alone = [
        bool(lines) and not text and any(line.marks for line in lines)
        for lines, text in zip(contents, texts, strict=True)
    ]
    for index, cell in enumerate(grid.cells):
        if not alone[index]:
            continue
        row_mates = sum(1 for i, c in enumerate(grid.cells) if alone[i] and c.row == cell.row)
        head = _head_of_column(grid, texts, index)
        row_label = _row_label(grid, texts, alone, index)
        label = (head or row_label) if row_mates > 1 else (row_label or head)
        marks = [mark for line in contents[index] for mark in line.marks]
        stacked = len(contents[index]) > 1 and len(marks) == len(contents[index])
        for mark in marks:
            beside = _line_beside(grid, contents, index, mark) if stacked and not mark.label else None
            mark.label = mark.label or beside or label or None


def _line_beside(grid: Grid, contents: Sequence[Sequence[Line]], index: int, mark: PlacedMark) -> str | None:
    """The words of the line that a box under other boxes stands in, in the nearest cell of its row that has one."""
    cell = grid.cells[index]
    found = [
        (abs(other.column - cell.column), line.text)
        for i, other in enumerate(grid.cells)
        if i != index and other.row <= cell.row < other.row + other.row_span
        for line in contents[i]
        if line.pieces and line.core.y_overlap(mark.box) > 0.4 * mark.box.height
    ]
    return min(found, default=(0, None))[1]


def _head_of_column(grid: Grid, texts: Sequence[str], index: int) -> str:
    cell = grid.cells[index]
    above = [
        (other.row, texts[i])
        for i, other in enumerate(grid.cells)
        if other.row < cell.row and texts[i] and other.column <= cell.column < other.column + other.column_span
        and other.column_span <= cell.column_span
    ]  # fmt: skip
    return max(above, default=(0, ""))[1]


def _row_label(grid: Grid, texts: Sequence[str], alone: Sequence[bool], index: int) -> str:
    cell = grid.cells[index]
    in_row = [
        (other, texts[i], alone[i])
        for i, other in enumerate(grid.cells)
        if other.row <= cell.row < other.row + other.row_span
    ]
    left = [(other.column, text) for other, text, _ in in_row if text and other.column < cell.column]
    right = [(other.column, text) for other, text, _ in in_row if text and other.column > cell.column]
    if not left or not right:
        return max(left)[1] if left else min(right)[1] if right else ""
    # A box between two texts belongs to its neighbour at the right, unless the row ends in a box.
    ends_in_box = any(lone and other.column > cell.column for other, _, lone in in_row)
    next_to_it = min(right)[0] == cell.column + 1
    return min(right)[1] if next_to_it and not ends_in_box else max(left)[1]


def label_by_neighbours(marks: Sequence[PlacedMark], pieces: Sequence[Piece]) -> None:
    """Label marks that still have none: words straight above or below, the words of their line, the head of a column.

    Dots that lead from words to a box are no part of a label.
    """
    for mark in sorted(marks, key=lambda m: m.box.top):
        if mark.label is None:
            in_row = any(m is not mark and m.box.y_overlap(mark.box) > 0.5 * mark.box.height for m in marks)
            far = None if in_row else _far_in_line(mark.box, pieces)
            mark.label = far or _above_or_below(mark.box, pieces)
        if mark.label is None:
            mark.label = _label_of_mark_above(mark, marks)
        if mark.label is not None:
            mark.label = _LEADER.sub("", mark.label) or mark.label


def _far_in_line(box: Box, pieces: Sequence[Piece]) -> str | None:
    """The words at the left of a lone box, however far."""
    line = [p for p in pieces if p.box.y_overlap(box) > 0.5 * p.box.height and p.box.x1 <= box.x0]
    run: list[Piece] = []
    for piece in sorted(line, key=lambda p: -p.box.x1):
        if run and run[-1].box.x0 - piece.box.x1 > LABEL_GAP * max(piece.size, 8.0):
            break
        run.append(piece)
    return text_of(run[::-1]) or None


def _label_of_mark_above(mark: PlacedMark, marks: Sequence[PlacedMark]) -> str | None:
    """The label of the next box above in a column of boxes that a head names once."""
    above = [
        m
        for m in marks
        if abs(m.box.cx - mark.box.cx) < _SAME_COLUMN and m.box.bottom <= mark.box.top and m.label
    ]
    nearest = max(above, key=lambda m: m.box.bottom, default=None)
    near = nearest is not None and mark.box.top - nearest.box.bottom < _ROW_OF_BOXES * mark.box.height
    return nearest.label if nearest is not None and near else None


def _above_or_below(box: Box, pieces: Sequence[Piece]) -> str | None:
    zone = box.grown(6.0)
    candidates = []
    for piece in pieces:
        if piece.box.x_overlap(zone) <= 0:
            continue
        up, down = box.top - piece.box.bottom, piece.box.top - box.bottom
        if -3.0 <= up <= _ABOVE:
            candidates.append((max(up, 0.0), piece))
        elif -3.0 <= down <= _BELOW:
            candidates.append((max(down, 0.0) + 4.0, piece))
    if not candidates:
        return None
    nearest = min(candidates, key=lambda c: c[0])[1]
    line = sorted(
        (p for p in pieces if p.box.y_overlap(nearest.box) > 0.5 * nearest.box.height), key=lambda p: p.box.x0
    )
    run = [nearest]
    for piece in line[line.index(nearest) + 1 :]:
        if piece.box.x0 - run[-1].box.x1 > 8:
            break
        run.append(piece)
    for piece in reversed(line[: line.index(nearest)]):
        if run[0].box.x0 - piece.box.x1 > 8:
            break
        run.insert(0, piece)
    return text_of(run)
