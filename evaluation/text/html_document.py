"""What does a return look like as a web page: cleanly made, or saved by a word processor?"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.drawing import Item, Label
from evaluation.marks import OptionLine
from evaluation.model import Paragraph


@dataclass(frozen=True)
class HtmlLook:
    """How the page is made.

    `kind` is `clean`, `word` (a word processor's export), or `fragment` (no page around it). `horizon_rows`
    gives each horizon a row of its own beside cells that span three. `statement_row` puts the statement
    into the table as a merged first row. `nested` draws the whole page inside a layout table. `charset` is
    declared in the head.
    """

    kind: str = "clean"
    horizon_rows: bool = False
    statement_row: bool = False
    nested: bool = False
    lists: bool = False
    charset: str = "utf-8"


def render(composition: Composition, rng: Random, look: HtmlLook) -> str:
    """The whole return as one HTML document."""
    body = "\n".join(_block(block, look, rng) for block in composition.blocks)
    if look.nested:
        body = (
            '<table width="100%" border="0" cellpadding="0"><tr><td class="nav">&nbsp;</td><td>\n'
            + body
            + "\n</td></tr></table>"
        )
    if look.kind == "fragment":
        return body + "\n"
    return _page(body, look)


def _page(body: str, look: HtmlLook) -> str:
    if look.kind == "word":
        return (
            '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
            'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n'
            f'<meta http-equiv=Content-Type content="text/html; charset={look.charset}">\n'
            '<meta name=Generator content="Microsoft Word 15 (filtered)">\n<style>\n<!--\n'
            ' p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n'
            " table.MsoTableGrid {border-collapse:collapse; border:none;}\n-->\n</style>\n</head>\n"
            "<body lang=EN-GB style='word-wrap:break-word'>\n<div class=WordSection1>\n"
            f"{body}\n</div>\n</body>\n</html>\n"
        )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="{look.charset}">\n'
        f"<title>{form.TITLE}</title>\n"
        "<style>table { border-collapse: collapse } td, th { border: 1px solid }</style>\n"
        f"<script>var ticked = '☒ Partially';</script>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _paragraph(content: str, look: HtmlLook, rng: Random) -> str:
    if look.kind != "word":
        return f"<p>{content}</p>"
    return f"<p class=MsoNormal style='margin-bottom:6.0pt'>{_spans(content, rng)}</p>"


def _spans(content: str, rng: Random) -> str:
    """Cuts text into the nested spans of a word processor's export, anywhere between two words."""
    words = content.split(" ")
    if "<" in content or "&" in content or len(words) < 4 or rng.random() < 0.4:
        return f"<span lang=EN-GB>{content}</span>"
    at = rng.randint(1, len(words) - 1)
    first, second = " ".join(words[:at]), " ".join(words[at:])
    space = "<span style='mso-spacerun:yes'> </span>"
    return f"<span lang=EN-GB>{first}{space}</span><span style='color:black'>{second}</span>"


def _block(block: Block, look: HtmlLook, rng: Random) -> str:
    if isinstance(block, Heading):
        if look.kind == "word":
            return "\n".join(
                f"<p class=MsoNormal><b><span lang=EN-GB>{_text(p)}</span></b></p>" for p in block.parts
            )
        return f"<h{block.level}>{_text(block.text)}</h{block.level}>"
    if isinstance(block, Bullet):
        sign = "<span style='font-family:Wingdings'>ü</span>" if look.kind == "word" else "✓"
        return (
            f"<p class=MsoListParagraph>{sign}&nbsp;{_text(block.text)}</p>"
            if look.kind == "word"
            else (f"<ul><li>{sign} {_text(block.text)}</li></ul>")
        )
    if isinstance(block, SideTable):
        rows = ["<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>" for row in block.rows]
        return "<table>\n" + "\n".join(rows) + "\n</table>"
    if isinstance(block, Text):
        return _paragraph(_text(block.text), look, rng)
    if isinstance(block, Junk):
        return "<hr>"
    return _standard(block, look, rng)


def _standard(block: StandardBlock, look: HtmlLook, rng: Random) -> str:
    statement = _text(f"{block.torn.number} {block.torn.statement}")
    table = "<table class=MsoTableGrid border=1 cellspacing=0>" if look.kind == "word" else "<table>"
    rows = [_header(look, rng)]
    rows += _horizon_rows(block, look, rng) if look.horizon_rows else [_answer_row(block, look, rng)]
    if look.statement_row:
        first = f'<tr><td colspan="4">{_paragraph(statement, look, rng)}</td></tr>'
        return f"{table}\n{first}\n" + "\n".join(rows) + "\n</table>"
    before = f"<h3>{statement}</h3>" if look.kind == "clean" else _paragraph(statement, look, rng)
    if look.kind == "clean":
        inner = f"<thead>\n{rows[0]}\n</thead>\n<tbody>\n" + "\n".join(rows[1:]) + "\n</tbody>"
    else:
        inner = "\n".join(rows)
    return f"{before}\n{table}\n{inner}\n</table>"


def _header(look: HtmlLook, rng: Random) -> str:
    cells = []
    for name in form.COLUMNS:
        prompt = _text(form.PROMPTS[name])
        if look.kind == "word":
            content = f"<p class=MsoNormal><b>{name}</b></p>{_paragraph(prompt, look, rng)}"
            cells.append(f"<td width=174 valign=top>{content}</td>")
        else:
            cells.append(f"<th>{name}<br>{prompt}</th>")
    return "<tr>" + "".join(cells) + "</tr>"


def _answer_row(block: StandardBlock, look: HtmlLook, rng: Random) -> str:
    cells = [_cell(cell, look, rng) for cell in block.torn.cells]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _horizon_rows(block: StandardBlock, look: HtmlLook, rng: Random) -> list[str]:
    """One row per horizon; Map, Evaluate and Prioritise span them all."""
    evidence, evaluate, plan, prioritise = block.torn.cells
    groups: list[list[Item]] = [[]]
    for item in plan:
        if isinstance(item, Label) and any(isinstance(other, Label) for other in groups[-1]):
            groups.append([])
        groups[-1].append(item)
    span = f' rowspan="{len(groups)}"'
    first = (
        f"<tr><td{span}>{_cell(evidence, look, rng)}</td><td{span}>{_cell(evaluate, look, rng)}</td>"
        f"<td>{_cell(groups[0], look, rng)}</td><td{span}>{_cell(prioritise, look, rng)}</td></tr>"
    )
    return [first] + [f"<tr><td>{_cell(group, look, rng)}</td></tr>" for group in groups[1:]]


def _cell(cell: Sequence[Item], look: HtmlLook, rng: Random) -> str:
    if not cell:
        return "<p class=MsoNormal><o:p>&nbsp;</o:p></p>" if look.kind == "word" else ""
    if look.lists and all(isinstance(item, OptionLine) for item in cell):
        items = "".join(f"<li>{_written(item)}</li>" for item in cell)
        return f'<ul style="list-style-type: none">{items}</ul>'
    parts: list[str] = []
    for item in cell:
        if isinstance(item, Paragraph) and item.bullet and look.kind != "word":
            parts.append(f"<ul><li>{_written(item)}</li></ul>")
        elif isinstance(item, Paragraph) and item.bullet:
            sign = "·<span style='font-size:7pt'>&nbsp;&nbsp; </span>"
            parts.append(f"<p class=MsoListParagraph>{sign}{_written(item)}</p>")
        elif isinstance(item, OptionLine) and look.kind == "word" and not item.raw:
            parts.append(_split_box(item))
        else:
            parts.append(_paragraph(_written(item), look, rng))
    return "".join(parts).replace("</ul><ul>", "")


def _split_box(item: OptionLine) -> str:
    """An option whose box stands in a run of its own, as word processors write it."""
    sign, gap, rest = item.text.partition(" ")
    if len(sign) > 1:
        return f"<p class=MsoNormal><span lang=EN-GB>{_text(item.text)}</span></p>"
    return (
        f"<p class=MsoNormal><span style='font-family:\"MS Gothic\"'>{sign}</span>"
        f"<span lang=EN-GB>{gap}{_text(rest)}</span></p>"
    )


def _written(item: Item) -> str:
    return item.text if isinstance(item, OptionLine) and item.raw else _text(item.text)
