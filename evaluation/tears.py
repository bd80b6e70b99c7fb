"""How do page breaks and conversions tear a standard's table apart?

A tear turns a `Row` into pieces in reading order: tables that survived, loose lines, and separators. Only
tears that a careful person could mend from the text alone are made: where two columns' remainders would run
into each other with nothing to tell them apart, the row is left whole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from evaluation import form
from evaluation.drawing import Cells, Item, Label, Name, Prompt, Row, without_boxes
from evaluation.marks import OptionLine
from evaluation.model import Losses, Paragraph
from evaluation.wrapping import wrap_lines

_WIDTHS = (38, 30, 36, 34)
"""Characters that fit on a line of each column; decides where a page break falls."""


@dataclass(frozen=True)
class TableRow:
    """One row of a table: four cells of items; `header` marks rows of names or prompts."""

    cells: Cells
    header: bool = False


@dataclass(frozen=True)
class TablePiece:
    """Rows that a conversion kept as a table; `closed` adds a junk separator row below."""

    rows: tuple[TableRow, ...]
    closed: bool = False


@dataclass(frozen=True)
class LinesPiece:
    """Items that a conversion left as loose lines."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class PageBreak:
    """The place where a page ended (page furniture may stand here)."""


Piece = TablePiece | LinesPiece | PageBreak


@dataclass(frozen=True)
class TornRow:
    """A standard in pieces, and the boxes lost in tearing (those of the row included).

    `cells` are the answers before tearing, for renderers that tear in ways of their own.
    """

    number: str
    statement: str
    pieces: tuple[Piece, ...]
    losses: Losses
    cells: Cells


# --- headers ------------------------------------------------------------------------------------------------


def _cells(columns: Sequence[Sequence[Item]]) -> Cells:
    first, second, third, fourth = (tuple(column) for column in columns)
    return (first, second, third, fourth)


def header_rows(style: str) -> tuple[TableRow, ...]:
    """The header as one row of names with prompts (`joined`), or as two rows (`bare`)."""
    names = [[Name(column)] for column in form.COLUMNS]
    prompts = [[Prompt(form.PROMPTS[column])] for column in form.COLUMNS]
    if style == "bare":
        return (TableRow(_cells(names), header=True), TableRow(_cells(prompts), header=True))
    joined: list[list[Item]] = [[Name(column), Prompt(form.PROMPTS[column])] for column in form.COLUMNS]
    return (TableRow(_cells(joined), header=True),)


def header_lines() -> tuple[Item, ...]:
    """Names and prompts as loose lines, column after column."""
    items: list[Item] = []
    for column in form.COLUMNS:
        items += [Name(column), Prompt(form.PROMPTS[column])]
    return tuple(items)


def _split_words(text: str, at: int) -> tuple[str, str]:
    words = text.split()
    return " ".join(words[:at]), " ".join(words[at:])


# --- where a page break falls -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cut:
    """A row on two pages: what stands above the break and what below, per column."""

    head: Cells
    rest: Cells
    carried_on: tuple[bool, bool, bool, bool]
    """Whether the rest of a column begins inside a paragraph."""


def _height(item: Item, width: int) -> int:
    return max(1, len(wrap_lines(item.text, width)))


def _cut_column(items: Sequence[Item], width: int, height: int) -> tuple[list[Item], list[Item], bool]:
    """Items above and below a break after `height` lines; only paragraphs may be cut inside."""
    head: list[Item] = []
    left = height
    for position, item in enumerate(items):
        need = _height(item, width)
        if need <= left:
            head.append(item)
            left -= need
            continue
        rest = list(items[position:])
        if isinstance(item, Paragraph) and left > 0 and not item.bullet:
            lines = wrap_lines(item.text, width)
            head.append(replace(item, text=" ".join(lines[:left])))
            rest[0] = replace(item, text=" ".join(lines[left:]), action=False)
            return head, rest, True
        return head, rest, False
    return head, [], False


def cut_at(cells: Cells, height: int, widths: Sequence[int], *, between_paragraphs: bool = False) -> Cut:
    """The row with a page break after `height` lines of columns that are `widths` characters wide."""
    heads: list[list[Item]] = []
    rests: list[list[Item]] = []
    carried: list[bool] = []
    for column, width in zip(cells, widths, strict=True):
        head, rest, inside = _cut_column(column, width, height)
        if inside and between_paragraphs:
            head, rest, inside = head[:-1], list(column[len(head) - 1 :]), False
        heads.append(head)
        rests.append(rest)
        carried.append(inside)
    return Cut(_cells(heads), _cells(rests), (carried[0], carried[1], carried[2], carried[3]))


def row_height(cells: Cells, widths: Sequence[int]) -> int:
    """Lines that the tallest column needs."""
    return max(
        sum(_height(item, width) for item in column) for column, width in zip(cells, widths, strict=True)
    )


def cut_row(cells: Cells, rng: Random, *, between_paragraphs: bool = False) -> Cut | None:
    """The row with a page break at a random height, or None if it is too short for one."""
    tallest = row_height(cells, _WIDTHS)
    if tallest < 3:
        return None
    height = rng.randint(1, min(tallest - 1, 14))
    return cut_at(cells, height, _WIDTHS, between_paragraphs=between_paragraphs)


def can_be_told_apart(cut: Cut) -> bool:
    """Whether a reader can find the border between Map's and Plan's remainders when both are loose lines.

    An option line of Evaluate between them does it. Otherwise Map's must be worded as evidence throughout,
    and Plan's must begin with a horizon label, or with whole paragraphs worded as actions before one.
    """
    evidence, evaluate, plan, _ = cut.rest
    if evaluate:
        return True
    if not all(isinstance(item, Paragraph) and len(item.text.split()) > 4 for item in evidence):
        return False
    if not plan or isinstance(plan[0], Label):
        return True
    if cut.carried_on[2] or not any(isinstance(item, Label) for item in plan):
        return False
    leading: list[Item] = []
    for item in plan:
        if isinstance(item, Label):
            break
        leading.append(item)
    return all(isinstance(item, Paragraph) and item.action for item in leading)


def _loose_cut(row: Row, rng: Random) -> Cut | None:
    """A cut whose remainders can be told apart as loose lines."""
    for _ in range(30):
        cut = cut_row(row.cells, rng, between_paragraphs=rng.random() < 0.4)
        if cut and any(cut.rest) and can_be_told_apart(cut):
            return cut
    return None


# --- boxes lost on the way ----------------------------------------------------------------------------------

LOOSE_BOXES = ("kept", "dashed", "bare")


def _rub_out(row: Row, cells: Cells, boxes: str) -> tuple[Cells, Losses]:
    """The cells with all boxes lost (as the conversion of loose lines does), unless `boxes` is `kept`."""
    if boxes == "kept":
        return cells, Losses()
    part = replace(row, cells=cells, losses=Losses())
    for column in (1, 3):
        part = without_boxes(part, column, range(len(cells[column])), dashed=boxes == "dashed")
    return part.cells, part.losses


def _in_order(cells: Cells) -> tuple[Item, ...]:
    return tuple(item for column in cells for item in column)


def _torn(row: Row, pieces: Sequence[Piece], losses: Losses | None = None) -> TornRow:
    return TornRow(row.number, row.statement, tuple(pieces), row.losses | (losses or Losses()), row.cells)


# --- the tears ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class How:
    """Particulars of one tear: the source of chance, what becomes of loose boxes, and the style of the header."""

    rng: Random
    boxes: str
    header: str


def _whole(row: Row, header: str) -> TornRow:
    return _torn(row, [TablePiece((*header_rows(header), TableRow(row.cells)))])


def whole(row: Row, how: How) -> TornRow | None:
    """Header and answers in one table."""
    return _whole(row, how.header)


def row_cut(row: Row, how: How) -> TornRow | None:
    """First part of the answers in the table, the rest as loose lines in the order of the columns."""
    cut = _loose_cut(row, how.rng)
    if cut is None:
        return None
    rest, lost = _rub_out(row, cut.rest, how.boxes)
    table = TablePiece((*header_rows(how.header), TableRow(cut.head)))
    return _torn(row, [table, PageBreak(), LinesPiece(_in_order(rest))], lost)


def two_tables(row: Row, how: How) -> TornRow | None:
    """First part of the answers in one table, the rest in the next, without a header of its own."""
    cut = cut_row(row.cells, how.rng, between_paragraphs=how.rng.random() < 0.5)
    if cut is None or not any(cut.rest):
        return None
    first = TablePiece((*header_rows(how.header), TableRow(cut.head)))
    second = TablePiece((TableRow(cut.rest),), closed=how.rng.random() < 0.5)
    return _torn(row, [first, PageBreak(), second])


def repeated_header(row: Row, how: How) -> TornRow | None:
    """The rest of the answers in a second table under the same header again."""
    cut = cut_row(row.cells, how.rng, between_paragraphs=how.rng.random() < 0.5)
    if cut is None or not any(cut.rest):
        return None
    tables = [TablePiece((*header_rows(how.header), TableRow(part))) for part in (cut.head, cut.rest)]
    return _torn(row, [tables[0], PageBreak(), tables[1]])


def header_cut(row: Row, how: How) -> TornRow | None:
    """The prompts broken over two tables, the answers in the second."""
    above: list[list[Item]] = []
    below: list[list[Item]] = []
    for column, words in zip(form.COLUMNS, (15, 11, 13, 12), strict=True):
        first, last = _split_words(form.PROMPTS[column], words + how.rng.randint(-1, 1))
        above.append([Name(column), Prompt(first)])
        below.append([Prompt(last)] if last else [])
    first_table = TablePiece((TableRow(_cells(above), header=True),), closed=how.rng.random() < 0.6)
    second = TablePiece((TableRow(_cells(below), header=True), TableRow(row.cells)))
    return _torn(row, [first_table, PageBreak(), second])


def header_tail_row(row: Row, how: How) -> TornRow | None:
    """The last words of one prompt in a row of their own."""
    tail_column = how.rng.choice((0, 2, 3))
    top: list[list[Item]] = []
    tail: list[list[Item]] = []
    for position, column in enumerate(form.COLUMNS):
        words = form.PROMPTS[column].split()
        keep = len(words) - how.rng.randint(6, 9) if position == tail_column else len(words)
        top.append([Name(column), Prompt(" ".join(words[:keep]))])
        tail.append([Prompt(" ".join(words[keep:]))] if keep < len(words) else [])
    rows = [TableRow(_cells(top), header=True), TableRow(_cells(tail), header=True), TableRow(row.cells)]
    if how.rng.random() < 0.5:
        pieces: list[Piece] = [
            TablePiece((rows[0],), closed=True),
            PageBreak(),
            TablePiece((rows[1], rows[2])),
        ]
        return _torn(row, pieces)
    return _torn(row, [TablePiece(tuple(rows))])


def _head_lines(cells: Cells) -> tuple[Item, ...]:
    items: list[Item] = []
    for column, content in zip(form.COLUMNS, cells, strict=True):
        items += [Name(column), Prompt(form.PROMPTS[column]), *content]
    return tuple(items)


def interleaved(row: Row, how: How) -> TornRow | None:
    """No table: each column's name, prompt and first part, then the rests of the columns in order."""
    cut = _loose_cut(row, how.rng)
    if cut is None:
        return None
    head, lost_head = _rub_out(row, cut.head, how.boxes)
    rest, lost_rest = _rub_out(row, cut.rest, how.boxes)
    pieces: list[Piece] = [LinesPiece(_head_lines(head)), PageBreak(), LinesPiece(_in_order(rest))]
    return _torn(row, pieces, lost_head | lost_rest)


def interleaved_then_table(row: Row, how: How) -> TornRow | None:
    """Names, prompts and first parts as lines, the rests in a table without a header."""
    cut = cut_row(row.cells, how.rng, between_paragraphs=True)
    if cut is None or not any(cut.rest):
        return None
    head, lost = _rub_out(row, cut.head, how.boxes)
    table = TablePiece((TableRow(cut.rest),), closed=True)
    return _torn(row, [LinesPiece(_head_lines(head)), PageBreak(), table], lost)


def column_after_column(row: Row, how: How) -> TornRow | None:
    """A stub of the header as a table, prompts as lines, then each column whole."""
    names: list[list[Item]] = [[Name(column)] for column in form.COLUMNS]
    prompts = [form.PROMPTS[column] for column in form.COLUMNS]
    first, prompts[3] = _split_words(prompts[3], how.rng.randint(4, 8))
    names[3].append(Prompt(first))
    cells, lost = _rub_out(row, row.cells, how.boxes)
    if not cells[1]:
        return None
    lines: tuple[Item, ...] = (*(Prompt(prompt) for prompt in prompts), *_in_order(cells))
    stub = TablePiece((TableRow(_cells(names), header=True),), closed=True)
    return _torn(row, [stub, LinesPiece(lines)], lost)


def columns_then_blank_cells(row: Row, how: How) -> TornRow | None:
    """Header and first parts as lines; the rest of Plan and Prioritise in a row with two empty cells."""
    evidence, evaluate, plan, prioritise = row.cells
    labels = [position for position, item in enumerate(plan) if isinstance(item, Label)]
    if len(labels) < 3 or len(prioritise) < 4 or not evaluate:
        return None
    plan_at, option_at = labels[how.rng.randint(1, 2)], how.rng.randint(1, 3)
    head, lost = _rub_out(row, (evidence, evaluate, plan[:plan_at], prioritise[:option_at]), how.boxes)
    rest: Cells = ((), (), plan[plan_at:], prioritise[option_at:])
    table = TablePiece((TableRow(rest),), closed=True)
    return _torn(row, [LinesPiece((*header_lines(), *_in_order(head))), PageBreak(), table], lost)


def loose_header(row: Row, how: How) -> TornRow | None:
    """Names and prompts as loose lines, answers in a table."""
    table = TablePiece((TableRow(row.cells),), closed=how.rng.random() < 0.7)
    return _torn(row, [LinesPiece(header_lines()), PageBreak(), table])


def lines_only(row: Row, how: How) -> TornRow | None:
    """No table at all: name, prompt and answer of each column as lines."""
    cells, lost = _rub_out(row, row.cells, how.boxes)
    return _torn(row, [LinesPiece(_head_lines(cells))], lost)


Tear = Callable[[Row, How], TornRow | None]

TEARS: dict[str, Tear] = {
    tear.__name__: tear
    for tear in (
        whole,
        row_cut,
        two_tables,
        repeated_header,
        header_cut,
        header_tail_row,
        interleaved,
        interleaved_then_table,
        column_after_column,
        columns_then_blank_cells,
        loose_header,
        lines_only,
    )
}


def tear_row(
    row: Row, rng: Random, weights: dict[str, float], *, boxes: dict[str, float], headers: Sequence[str]
) -> TornRow:
    """Tears one row in one of the ways of `weights`; a row that cannot be torn honestly stays whole."""
    kind = rng.choices(list(weights), list(weights.values()))[0]
    how = How(rng, rng.choices(list(boxes), list(boxes.values()))[0], rng.choice(headers))
    return TEARS[kind](row, how) or _whole(row, how.header)


def lose_some_boxes(row: Row, rng: Random, share: float) -> Row:
    """Rubs out boxes of neighbouring options beside others that keep theirs, in an otherwise whole row."""
    for column in (1, 3):
        lines = row.cells[column]
        if rng.random() < share and len(lines) == 4 and all(isinstance(line, OptionLine) for line in lines):
            start = rng.choice((0, 0, 1, 2, 3))
            end = rng.randint(start + 1, 4) if start == 0 else 4
            row = without_boxes(row, column, range(start, end), dashed=rng.random() < 0.6)
    return row
