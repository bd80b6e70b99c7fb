"""What does the whole return look like as a word processor's document?"""

from collections.abc import Callable
from random import Random

from evaluation import form
from evaluation.composition import Block, Bullet, Composition, Heading, Junk, SideTable, StandardBlock, Text
from evaluation.word import xml
from evaluation.word.layout import LAYOUTS, WIDTHS, Desk, Numbering, WordLook
from evaluation.word.marks import MARKERS, Pen
from evaluation.word.package import Package

_PAGE = (
    '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="720" w:right="720" w:bottom="720" '
    'w:left="720" w:header="400" w:footer="400" w:gutter="0"/>'
)


def word(look: WordLook) -> Callable[[Composition, Random], bytes]:
    """A renderer in this look."""
    return lambda composition, rng: render(composition, rng, look)


def render(composition: Composition, rng: Random, look: WordLook) -> bytes:
    """The whole return as one office package."""
    package = Package(look.kind, look.strict, form.TITLE, rng.randrange(1 << 16))
    pen = Pen(package, rng)
    desk = Desk(look, pen, Numbering(pen, look.numbers), MARKERS[rng.choice(look.markers)])
    if look.furniture:
        _add_furniture(package, composition)
    if look.layout == "one_table":
        body = _one_table(composition, desk)
    else:
        body = "".join(_block(block, desk) for block in composition.blocks)
    return package.save(body, _PAGE)


def _add_furniture(package: Package, composition: Composition) -> None:
    package.page_furniture("header", xml.paragraph(xml.run(form.TITLE), '<w:pStyle w:val="Header"/>'))
    number = xml.complex_field("PAGE", xml.run("3"))
    words = xml.run(f"{composition.authority.name}\t{composition.year}\tPage ")
    package.page_furniture("footer", xml.paragraph(words + number, '<w:pStyle w:val="Footer"/>'))


def _one_table(composition: Composition, desk: Desk) -> str:
    """All standards in one table; what stands before the first and after the last is outside it."""
    blocks = composition.blocks
    places = [place for place, block in enumerate(blocks) if isinstance(block, StandardBlock)]
    first, last = places[0], places[-1]
    headings = [
        place for place in range(first) if isinstance(block := blocks[place], Heading) and block.level == 2
    ]
    start = headings[-1] if headings else first
    rows = [
        _block(block, desk)
        if isinstance(block, StandardBlock)
        else xml.row([xml.cell(_block(block, desk), sum(WIDTHS), span=4)])
        for block in blocks[start : last + 1]
    ]
    before = "".join(_block(block, desk) for block in blocks[:start])
    after = "".join(_block(block, desk) for block in blocks[last + 1 :])
    return before + xml.table(WIDTHS, rows) + "<w:p/>" + after


def _block(block: Block, desk: Desk) -> str:
    if isinstance(block, Heading):
        return _heading(block, desk)
    if isinstance(block, Bullet):
        return xml.paragraph(xml.symbol("Wingdings", "F0FC") + xml.run("\t" + block.text))
    if isinstance(block, SideTable):
        width = sum(WIDTHS) // len(block.rows[0])
        rows = [
            xml.row([xml.cell(xml.paragraph(xml.run(words)), width) for words in row]) for row in block.rows
        ]
        return xml.table((width,) * len(block.rows[0]), rows) + "<w:p/>"
    if isinstance(block, Text):
        note = ""
        if desk.look.notes and len(block.text) > 80:
            note = desk.pen.package.footnote(
                "See the guidance of 2019, page 12; not all of it still applies."
            )
        return xml.paragraph(xml.run(block.text) + note)
    if isinstance(block, Junk):
        return "<w:p/>"
    desk.new_standard()
    return LAYOUTS[desk.look.layout](block, desk)


def _heading(heading: Heading, desk: Desk) -> str:
    style = '<w:pStyle w:val="Title"/>' if heading.level == 1 else '<w:pStyle w:val="Heading1"/>'
    number, _, words = heading.text.partition(". ")
    if heading.level == 2 and desk.numbering.generates and number.isdigit():
        return xml.paragraph(xml.run(words), style + desk.numbering.section(int(number)))
    return "".join(xml.paragraph(xml.run(part), style) for part in heading.parts)
