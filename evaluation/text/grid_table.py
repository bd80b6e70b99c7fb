"""What does a return look like as Markdown with grid tables, or with a plain-text converter's multiline tables?

Cells are wrapped at the width of their column; in a grid table paragraphs of a cell are parted by blank lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation import form
from evaluation.composition import Composition, StandardBlock
from evaluation.drawing import Item
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.text.linear import escape_markdown, markdown_block
from evaluation.wrapping import wrap_lines


@dataclass(frozen=True)
class GridLook:
    """Widths of the columns in characters, escaping of quotation marks, place of the statement."""

    widths: tuple[int, int, int, int] = (30, 24, 30, 28)
    smart_escapes: bool = False
    statement_inside: bool = False


PANDOC_NARROW = GridLook((18, 16, 18, 16), smart_escapes=True)


def render_grid(composition: Composition, look: GridLook) -> str:
    """The whole return with `+---+` tables."""
    return _render(composition, look, _grid)


def render_multiline(composition: Composition, look: GridLook) -> str:
    """The whole return with multiline tables: a rule above, one below the header, one at the end."""
    return _render(composition, look, _multiline)


def _render(composition: Composition, look: GridLook, table: Callable[[StandardBlock, GridLook], str]) -> str:
    chunks: list[str] = []
    for block in composition.blocks:
        if not isinstance(block, StandardBlock):
            chunks += markdown_block(block)
            continue
        if not look.statement_inside:
            chunks.append(f"{block.torn.number} {_escaped(block.torn.statement, look)}")
        chunks.append(table(block, look))
    return "\n\n".join(chunks).replace("\n\n- ✓", "\n- ✓") + "\n"


def _escaped(text: str, look: GridLook) -> str:
    text = escape_markdown(text)
    return text.replace("'", "\\'").replace('"', '\\"') if look.smart_escapes else text


def _cell(cell: Sequence[Item], width: int, look: GridLook, *, blank_between: bool) -> list[str]:
    lines: list[str] = []
    for item in cell:
        if isinstance(item, OptionLine):
            wrapped = wrap_lines(item.text, width)
        elif isinstance(item, Paragraph) and item.bullet:
            wrapped = wrap_lines("-   " + _escaped(item.text, look), width, hanging=4)
        else:
            wrapped = wrap_lines(_escaped(item.text, look), width)
        lines += wrapped
        if blank_between:
            lines.append("")
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _header_columns(look: GridLook) -> list[list[str]]:
    return [
        [*wrap_lines(name, width), "", *wrap_lines(form.PROMPTS[name], width)]
        for name, width in zip(form.COLUMNS, look.widths, strict=True)
    ]


def _grid_row(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    lines = []
    for row in range(max(1, *(len(column) for column in columns))):
        cells = [
            (column[row] if row < len(column) else "").ljust(width)
            for column, width in zip(columns, widths, strict=True)
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def _border(widths: Sequence[int], sign: str) -> str:
    return "+" + "+".join(sign * (width + 2) for width in widths) + "+"


def _grid(block: StandardBlock, look: GridLook) -> str:
    # A cell must be wide enough for its longest word, or the borders would no longer line up.
    widths = [max(width, 16) for width in look.widths]
    answers = [
        _cell(cell, width, look, blank_between=True)
        for cell, width in zip(block.torn.cells, widths, strict=True)
    ]
    header = _header_columns(look)
    widths = [
        max(w, *(len(line) for line in h + a + [""])) for w, h, a in zip(widths, header, answers, strict=True)
    ]
    lines = [_border(widths, "-")]
    if look.statement_inside:
        full = sum(widths) + 9
        statement = wrap_lines(f"{block.torn.number} {_escaped(block.torn.statement, look)}", full)
        lines = ["+" + "-" * (full + 2) + "+", *("| " + line.ljust(full) + " |" for line in statement)]
        lines.append(_border(widths, "-"))
    lines += [
        *_grid_row(header, widths),
        _border(widths, "="),
        *_grid_row(answers, widths),
        _border(widths, "-"),
    ]
    return "\n".join(lines)


def _multiline(block: StandardBlock, look: GridLook) -> str:
    widths = [max(width, 16) for width in look.widths]
    columns = [
        _cell(cell, width, look, blank_between=False)
        for cell, width in zip(block.torn.cells, widths, strict=True)
    ]
    header = [[line for line in column if line] for column in _header_columns(look)]
    widths = [
        max(w, *(len(line) for line in h + c + [""])) for w, h, c in zip(widths, header, columns, strict=True)
    ]
    rule = "  " + "-" * (sum(widths) + 3)
    lines = [rule, *_spaced(header, widths), "  " + " ".join("-" * width for width in widths)]
    return "\n".join([*lines, *_spaced(columns, widths), rule])


def _spaced(columns: Sequence[Sequence[str]], widths: Sequence[int]) -> list[str]:
    lines = []
    for row in range(max(1, *(len(column) for column in columns))):
        cells = [
            (column[row] if row < len(column) else "").ljust(width)
            for column, width in zip(columns, widths, strict=True)
        ]
        lines.append(("  " + " ".join(cells)).rstrip())
    return lines
