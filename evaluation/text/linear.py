"""What does a return look like when somebody typed or pasted the answers under one another?

No table: per standard a heading and the four answers under their names, as plain text or with Markdown
headings.
"""

from collections.abc import Sequence
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label
from evaluation.marks import OptionLine
from evaluation.model import Paragraph


def render_labels(composition: Composition, rng: Random) -> str:
    """`Map:`, `Evaluate:`, `Plan:`, `Prioritise:` lines with the answers beneath or behind."""
    beside = rng.random() < 0.3
    statement = rng.random() < 0.7
    prompts = rng.random() < 0.3
    out: list[str] = []
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            lines = [
                f"{block.torn.number} {block.torn.statement}"
                if statement
                else f"Standard {block.torn.number}",
                "",
            ]
            for name, cell in zip(form.COLUMNS, block.torn.cells, strict=True):
                lines += _labelled(name, cell, beside=beside, prompt=prompts)
            out.append("\n".join(lines).rstrip())
        else:
            out += plain_block(block)
    return "\n\n".join(out) + "\n"


def render_markdown(composition: Composition, rng: Random) -> str:
    """`## 1.1 …`, `### Map` headings; horizons in bold or as headings of the fourth level."""
    horizon = rng.choice(("**{}**", "#### {}", "**{}:**"))
    out: list[str] = []
    for block in composition.blocks:
        if isinstance(block, StandardBlock):
            out.append(f"## {block.torn.number} {block.torn.statement}")
            for name, cell in zip(form.COLUMNS, block.torn.cells, strict=True):
                out.append(f"### {name}")
                if rng.random() < 0.5:
                    out.append(f"*{form.PROMPTS[name]}*")
                out += markdown_items(cell, horizon)
        else:
            out += markdown_block(block)
    return "\n\n".join(out) + "\n"


def markdown_items(cell: Sequence[Item], horizon: str = "{}") -> list[str]:
    """Items as Markdown paragraphs; options and bullets as lists where they are written as such."""
    chunks: list[str] = []
    for item in cell:
        if isinstance(item, Label):
            chunks.append(horizon.format(item.text))
            continue
        text = item.text
        if isinstance(item, Paragraph):
            text = ("- " if item.bullet else "") + escape_markdown(text)
        elif isinstance(item, OptionLine) and not item.raw and not text.startswith("- "):
            text = text.replace("[", r"\[").replace("]", r"\]") if text.startswith("[✓") else text
        joined = text.startswith("- ") and chunks and chunks[-1].rsplit("\n", 1)[-1].startswith("- ")
        if joined:
            chunks[-1] += "\n" + text
        elif isinstance(item, OptionLine) and chunks and chunks[-1].endswith("  "):
            chunks[-1] += "\n" + text + "  "
        elif isinstance(item, OptionLine) and not text.startswith("- "):
            chunks.append(text + "  ")
        else:
            chunks.append(text)
    return [chunk.rstrip() for chunk in chunks]


def escape_markdown(text: str) -> str:
    """The signs that would mean something to a Markdown reader, escaped as converters do."""
    for sign in ("*", "_", "<"):
        text = text.replace(sign, "\\" + sign)
    return text


def markdown_block(block: Block) -> list[str]:
    """A block that is no standard, in Markdown."""
    if isinstance(block, Heading):
        return ["#" * block.level + " " + block.parts[0], *block.parts[1:]]
    if isinstance(block, Bullet):
        return ["- ✓ " + block.text]
    if isinstance(block, SideTable):
        rows = ["| " + " | ".join(row) + " |" for row in block.rows]
        return ["\n".join([rows[0], "|" + " --- |" * len(block.rows[0]), *rows[1:]])]
    if isinstance(block, Text):
        return [escape_markdown(block.text)]
    return [block.text] if isinstance(block, Junk) else []


def plain_block(block: Block) -> list[str]:
    """A block that is no standard, as plain paragraphs."""
    if isinstance(block, Heading):
        return list(block.parts)
    if isinstance(block, Bullet):
        return ["  • " + block.text]
    if isinstance(block, SideTable):
        return ["\n".join("   ".join(cell.ljust(20) for cell in row).rstrip() for row in block.rows)]
    if isinstance(block, (Text, Junk)):
        return [block.text]
    return []


def _labelled(name: str, cell: Sequence[Item], *, beside: bool, prompt: bool) -> list[str]:
    texts: list[str] = []
    for item in cell:
        if isinstance(item, Label):
            texts.append(item.text + ":")
        elif isinstance(item, Paragraph) and item.bullet:
            texts.append("- " + item.text)
        else:
            texts.append(item.text)
    lead = [f"{name}:"] + ([form.PROMPTS[name]] if prompt else [])
    if beside and texts and not prompt:
        return [f"{name}: {texts[0]}", *texts[1:], ""]
    return [*lead, *texts, ""]
