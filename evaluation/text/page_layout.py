"""What does a PDF of the form look like as text that keeps the page's layout?

Four columns side by side, held apart by spaces only; pages end anywhere in a row, with a footer, a form
feed and a header in between, and the next page may stand a little further left or right.
"""

# People type dashes and curly quotation marks; so does this module.

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.drawing import Cells, Item
from evaluation.marks import OptionLine
from evaluation.model import Paragraph
from evaluation.wrapping import wrap_lines


@dataclass(frozen=True)
class PageLook:
    """Widths of the columns and the gap between, in characters; lines to a page (0: one page)."""

    widths: tuple[int, int, int, int] = (34, 28, 34, 32)
    gap: int = 3
    indent: int = 5
    page_length: int = 0
    paragraph_gap: int = 1
    names_on_own_line: bool = True


WIDE = PageLook((48, 36, 46, 42), gap=4, indent=2)
NARROW = PageLook((25, 20, 25, 23), gap=2, indent=1)


def render(composition: Composition, rng: Random, look: PageLook) -> str:
    """The whole return in columns."""
    full = sum(look.widths) + 3 * look.gap
    lines: list[str] = []
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            lines += [*wrap_lines(f"{block.torn.number} {block.torn.statement}", full), ""]
            lines += [*_side_by_side(_header(look), look), ""]
            lines += [*_side_by_side(_answers(block.torn.cells, look), look), "", ""]
        else:
            lines += [*_plain(block, full), ""]
    return _paged(lines, look, rng)


def _header(look: PageLook) -> list[list[str]]:
    columns = []
    for name, width in zip(form.COLUMNS, look.widths, strict=True):
        prompt = wrap_lines(form.PROMPTS[name], width)
        columns.append(
            [name, *prompt] if look.names_on_own_line else wrap_lines(f"{name} {form.PROMPTS[name]}", width)
        )
    return columns


def _answers(cells: Cells, look: PageLook) -> list[list[str]]:
    return [_column(cell, width, look) for cell, width in zip(cells, look.widths, strict=True)]


def _column(cell: Sequence[Item], width: int, look: PageLook) -> list[str]:
    lines: list[str] = []
    for item in cell:
        if isinstance(item, OptionLine):
            lines += wrap_lines(item.text, width, hanging=2)
            continue
        text = f"• {item.text}" if isinstance(item, Paragraph) and item.bullet else item.text
        lines += wrap_lines(text, width)
        lines += [""] * look.paragraph_gap
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _side_by_side(columns: Sequence[Sequence[str]], look: PageLook) -> list[str]:
    lines = []
    for row in range(max(len(column) for column in columns)):
        parts = [
            (column[row] if row < len(column) else "").ljust(width + look.gap)
            for column, width in zip(columns, look.widths, strict=True)
        ]
        lines.append("".join(parts).rstrip())
    return lines


def _paged(lines: Sequence[str], look: PageLook, rng: Random) -> str:
    indent = " " * look.indent
    if not look.page_length:
        return "\n".join((indent + line).rstrip() for line in lines) + "\n"
    footer = rng.choice(("Page {} of {}", "{}", "AMHP Service Self-Assessment Toolkit – page {}"))
    header = rng.choice(("", "", "OFFICIAL", form.TITLE))
    pages = [lines[start : start + look.page_length] for start in range(0, len(lines), look.page_length)]
    out: list[str] = []
    for number, page in enumerate(pages, start=1):
        shift = " " * rng.choice((0, 0, 1, 2))
        out += [(indent + shift + line).rstrip() for line in page]
        out += ["", " " * (sum(look.widths) // 2) + footer.format(number, len(pages))]
        if number < len(pages):
            out.append("\f" + (" " * 8 + header if header else ""))
    return "\n".join(out) + "\n"


def _plain(block: Block, width: int) -> list[str]:
    if isinstance(block, Heading):
        return [line for part in block.parts for line in [*wrap_lines(part, width), ""]][:-1]
    if isinstance(block, Bullet):
        return wrap_lines("  ✓ " + block.text, width, hanging=4)
    if isinstance(block, SideTable):
        return ["".join(cell.ljust(24) for cell in row).rstrip() for row in block.rows]
    if isinstance(block, (Text, Junk)):
        return wrap_lines(block.text, width)
    return []
