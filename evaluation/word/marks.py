"""How does a person mark a choice in a word processor?

A marker draws the four options of one rating cell as blocks: boxes of every make, words set off by emphasis, others
struck out, pictures. Each says what its options' `ticked` says and no more; which of them a file uses the look says.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from evaluation.marks import OptionLine
from evaluation.word import activex, xml
from evaluation.word.package import Package
from evaluation.word.shapes import alternate, ellipse, mark_image, picture, text_box


@dataclass(frozen=True)
class Pen:
    """What drawing needs at hand: the package it draws into, and its source of chance."""

    package: Package
    rng: Random


Marker = Callable[[Sequence[OptionLine], Pen, int], str]
"""Options, pen and the cell's width in twips; returns blocks."""

_GOTHIC = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'


def is_ticked(line: OptionLine) -> bool:
    """Whether the option of this line was chosen."""
    return bool(line.ticked)


# --- content controls ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Glyphs:
    """The signs that a checkbox control shows: code and font of the ticked and of the empty state."""

    on: str = "2612"
    on_font: str = "MS Gothic"
    off: str = "2610"
    off_font: str = "MS Gothic"
    symbol_runs: bool = False
    """Whether the sign stands as `w:sym` and not as text."""


_PLAIN_GLYPHS = Glyphs()
_CUSTOM_GLYPHS = (
    Glyphs("00FE", "Wingdings", "00A8", "Wingdings", symbol_runs=True),
    Glyphs("2611", "Segoe UI Symbol", "2610", "Segoe UI Symbol"),
    Glyphs("0052", "Wingdings 2", "00A3", "Wingdings 2", symbol_runs=True),
    Glyphs("2714", "Segoe UI Symbol", "2610", "MS Gothic"),
    Glyphs("0058", "Calibri", "25A2", "Cambria Math"),
    Glyphs("25CF", "Arial", "25CB", "Arial"),
    Glyphs("2713", "Segoe UI Symbol", "005F", "Calibri"),
)


def checkbox_properties(pen: Pen, ticked: bool, glyphs: Glyphs = _PLAIN_GLYPHS, *, states: str = "10") -> str:
    """The `w:sdtPr` of a checkbox control; `states` are the spellings: `10`, `true`, `on` or `short`."""
    on, off = {"10": ("1", "0"), "true": ("true", "false"), "on": ("on", "off"), "short": ("", "0")}[states]
    word = on if ticked else off
    value = f' w14:val="{word}"' if word else ""
    return (
        f'<w:id w:val="{pen.rng.randint(-(2**31), 2**31 - 1)}"/><w14:checkbox><w14:checked{value}/>'
        f'<w14:checkedState w14:val="{glyphs.on}" w14:font="{glyphs.on_font}"/>'
        f'<w14:uncheckedState w14:val="{glyphs.off}" w14:font="{glyphs.off_font}"/></w14:checkbox>'
    )


def glyph_run(ticked: bool, glyphs: Glyphs = _PLAIN_GLYPHS) -> str:
    """The run with the sign that a control shows."""
    code, font = (glyphs.on, glyphs.on_font) if ticked else (glyphs.off, glyphs.off_font)
    if glyphs.symbol_runs:
        return xml.symbol(font, f"{0xF000 + int(code, 16):04X}")
    return xml.run(chr(int(code, 16)), _GOTHIC if font == "MS Gothic" else xml.fonts(font))


def checkbox(pen: Pen, ticked: bool, glyphs: Glyphs = _PLAIN_GLYPHS, *, states: str = "10") -> str:
    """A checkbox control around its sign, to stand inside a paragraph."""
    return xml.control(checkbox_properties(pen, ticked, glyphs, states=states), glyph_run(ticked, glyphs))


Box = Callable[[Pen, bool], str]
"""Draws one box, to stand inside a paragraph."""


def before(box: Box) -> Marker:
    """Each option in a paragraph of its own, the box before its label."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        gap = pen.rng.choice((" ", " ", "  ", "\t"))
        return "".join(xml.paragraph(box(pen, is_ticked(line)) + xml.run(gap + line.text)) for line in lines)

    return draw


def behind(box: Box) -> Marker:
    """Each option in a paragraph of its own, the box behind its label."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        gap = pen.rng.choice((" ", "  ", "\t"))
        return "".join(xml.paragraph(xml.run(line.text + gap) + box(pen, is_ticked(line))) for line in lines)

    return draw


def in_one_paragraph(box: Box, gaps: Sequence[str] = ("\n", "\n", "\t", "   ")) -> Marker:
    """All options in one paragraph, parted by line breaks, tabs or spaces, each box before its label."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        gap = pen.rng.choice(gaps)
        parts = [box(pen, is_ticked(line)) + xml.run(" " + line.text) for line in lines]
        return xml.paragraph(xml.run(gap).join(parts))

    return draw


def _custom_box(pen: Pen, ticked: bool) -> str:
    # One document has one set of signs: the choice hangs on the package and not on the turn.
    return checkbox(pen, ticked, _CUSTOM_GLYPHS[pen.package.habit % len(_CUSTOM_GLYPHS)])


def _varied_states(pen: Pen, ticked: bool) -> str:
    return checkbox(pen, ticked, states=pen.rng.choice(("10", "true", "on", "short")))


def _stale_box(pen: Pen, ticked: bool) -> str:
    """A control whose sign was not brought up to date: the state is right, the sign sometimes is not."""
    shown = ticked if pen.rng.random() < 0.7 else not ticked
    return xml.control(checkbox_properties(pen, ticked), glyph_run(shown))


def control_paragraphs(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """The control around the whole paragraph, box and label."""
    return "".join(
        xml.control(
            checkbox_properties(pen, is_ticked(line)),
            xml.paragraph(glyph_run(is_ticked(line)) + xml.run(" " + line.text)),
        )
        for line in lines
    )


def control_cells(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """A nested table: a cell with a control around it, and the label in the next cell."""
    first = 560
    second = max(900, width - first - 220)
    on_left = pen.package.habit % 2 == 0
    rows = []
    for line in lines:
        ticked = is_ticked(line)
        box = xml.control(checkbox_properties(pen, ticked), xml.cell(xml.paragraph(glyph_run(ticked)), first))
        label = xml.cell(xml.paragraph(xml.run(line.text)), second)
        rows.append(xml.row([box, label] if on_left else [label, box]))
    grid = (first, second) if on_left else (second, first)
    return xml.table(grid, rows, borders=pen.package.habit % 3 != 0)


def control_rows(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """A nested table whose rows stand in a repeating-section control, each with a box and a label."""
    first = 560
    second = max(900, width - first - 220)
    rows = []
    for line in lines:
        box = xml.cell(xml.paragraph(checkbox(pen, is_ticked(line))), first)
        inner = xml.row([box, xml.cell(xml.paragraph(xml.run(line.text)), second)])
        rows.append(xml.control(f'<w:id w:val="{pen.package.next_id()}"/><w15:repeatingSectionItem/>', inner))
    section = xml.control(f'<w:id w:val="{pen.package.next_id()}"/><w15:repeatingSection/>', "".join(rows))
    return xml.table((first, second), [section])


def in_rich_text(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """Boxes inside a rich-text control, which may itself stand in another."""
    inner = before(checkbox)(lines, pen, width)
    for _ in range(pen.rng.choice((1, 1, 2))):
        inner = xml.control(f'<w:alias w:val="Rating"/><w:id w:val="{pen.package.next_id()}"/>', inner)
    return inner


# --- typed beside an untouched box --------------------------------------------------------------------------


def _typed_beside(empty: Box) -> Marker:
    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        sign = ("X", "x", "✓", "✔", "√")[pen.package.habit % 5]
        in_front = pen.package.habit % 2 == 0
        parts = []
        for line in lines:
            box, typed = empty(pen, False), xml.run(sign, "<w:b/>") if is_ticked(line) else ""
            mark = typed + box if in_front else box + typed
            parts.append(xml.paragraph(mark + xml.run(" " + line.text)))
        return "".join(parts)

    return draw


# --- legacy form fields -------------------------------------------------------------------------------------


def _legacy(state: Callable[[Pen, bool], str]) -> Box:
    def draw(pen: Pen, ticked: bool) -> str:
        identity = pen.package.next_id()
        data = (
            f'<w:ffData><w:name w:val="Check{identity}"/><w:enabled/><w:calcOnExit w:val="0"/><w:checkBox>'
            f"<w:sizeAuto/>{state(pen, ticked)}</w:checkBox></w:ffData>"
        )
        field = xml.complex_field("FORMCHECKBOX", "", data=data)
        return f'<w:bookmarkStart w:id="{identity}" w:name="Check{identity}"/>{field}<w:bookmarkEnd w:id="{identity}"/>'

    return draw


def _legacy_as_word(pen: Pen, ticked: bool) -> str:
    return '<w:default w:val="0"/>' + (
        "<w:checked/>" if ticked else pen.rng.choice(("", '<w:checked w:val="0"/>'))
    )


def _legacy_varied(pen: Pen, ticked: bool) -> str:
    """`w:checked` in every spelling, against either default; or no `w:checked` and the default alone."""
    if ticked:
        return pen.rng.choice(
            (
                '<w:default w:val="0"/><w:checked/>',
                '<w:default w:val="0"/><w:checked w:val="1"/>',
                '<w:default w:val="0"/><w:checked w:val="true"/>',
                '<w:default w:val="1"/>',
                "<w:default/>",
                '<w:default w:val="1"/><w:checked w:val="on"/>',
            )
        )
    return pen.rng.choice(
        (
            '<w:default w:val="0"/>',
            '<w:default w:val="1"/><w:checked w:val="0"/>',
            '<w:default w:val="0"/><w:checked w:val="false"/>',
            '<w:default w:val="false"/>',
            "",
            '<w:default w:val="1"/><w:checked w:val="off"/>',
        )
    )


# --- symbols and characters ---------------------------------------------------------------------------------

_SYMBOLS: tuple[tuple[str, str, str], ...] = (
    ("Wingdings", "F0FE", "F0A8"),
    ("Wingdings", "F0FD", "F06F"),
    ("Wingdings", "F078", "F071"),
    ("Wingdings", "F0FD", "F072"),
)
_OTHER_SYMBOLS: tuple[tuple[str, str, str], ...] = (
    ("Wingdings 2", "F052", "F0A3"),
    ("Wingdings 2", "F053", "F02A"),
    ("Wingdings 2", "F054", "F0A3"),
    ("Webdings", "F061", "F063"),
    ("Webdings", "F072", "F063"),
    ("Segoe UI Symbol", "2612", "2610"),
    ("Segoe UI Symbol", "2611", "2610"),
    ("MS Gothic", "2612", "2610"),
)


def _symbol_box(pairs: Sequence[tuple[str, str, str]]) -> Box:
    def draw(pen: Pen, ticked: bool) -> str:
        font, on, off = pairs[pen.package.habit % len(pairs)]
        return xml.symbol(font, on if ticked else off)

    return draw


def _symbol_letter(pen: Pen, ticked: bool) -> str:
    """A plain letter in a symbol font, or its private-use code point as text."""
    font, on, off = (*_SYMBOLS, *_OTHER_SYMBOLS[:3])[pen.package.habit % (len(_SYMBOLS) + 3)]
    code = int(on if ticked else off, 16)
    return xml.run(chr(code if pen.package.habit % 2 else code - 0xF000), xml.fonts(font))


def _character_box(pairs: Sequence[tuple[str, str]]) -> Box:
    def draw(pen: Pen, ticked: bool) -> str:
        on, off = pairs[pen.package.habit % len(pairs)]
        sign = on if ticked else off
        return xml.run(sign, _GOTHIC if len(sign) == 1 else "")

    return draw


_CHARACTERS = (("☒", "☐"), ("☑", "☐"), ("⊠", "▢"), ("■", "□"), ("\U0001f5f9", "☐"), ("\U0001f5f7", "☐"))
_BRACKETS = (("[x]", "[ ]"), ("[X]", "[ ]"), ("(X)", "( )"), ("(x)", "( )"), ("[✓]", "[ ]"), ("[X]", "[  ]"))


def split_brackets(pen: Pen, ticked: bool) -> str:
    """Brackets whose sign was typed later and so stands in a run of its own."""
    on, off = _BRACKETS[pen.package.habit % len(_BRACKETS)]
    if not ticked:
        return xml.run(off)
    return xml.run(on[0]) + xml.run(on[1], '<w:lang w:val="en-US"/>') + xml.run(on[2])


def split_characters(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """Boxes and labels torn over runs, with the marks that spelling checks and bookmarks leave between."""
    parts = []
    for line in lines:
        at = pen.rng.randint(1, max(1, len(line.text) - 1))
        identity = pen.package.next_id()
        parts.append(
            xml.paragraph(
                '<w:proofErr w:type="spellStart"/>'
                + xml.run("☒" if is_ticked(line) else "☐", _GOTHIC)
                + f'<w:bookmarkStart w:id="{identity}" w:name="_Mark{identity}"/>'
                + xml.run(" ")
                + xml.run(line.text[:at])
                + '<w:proofErr w:type="spellEnd"/>'
                + f'<w:bookmarkEnd w:id="{identity}"/>'
                + xml.run(line.text[at:], '<w:lang w:val="en-US"/>')
            )
        )
    return "".join(parts)


def bare_ticks(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """No boxes at all: a tick typed before or behind the chosen option."""
    sign = ("✓", "✔", "X", "√")[pen.package.habit % 4]
    in_front = pen.package.habit % 2 == 0
    parts = []
    for line in lines:
        words = line.text
        if is_ticked(line):
            words = f"{sign} {words}" if in_front else f"{words} {sign}"
        parts.append(xml.paragraph(xml.run(words)))
    return "".join(parts)


def box_cells(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """A nested table with a box in a cell of its own: a character, or a tick in an empty cell."""
    first = 560
    second = max(900, width - first - 220)
    on_left = pen.package.habit % 2 == 0
    bare = pen.package.habit % 3 == 0
    rows = []
    for line in lines:
        sign = ("✓" if bare else "☒") if is_ticked(line) else ("" if bare else "☐")
        box = xml.cell(xml.paragraph(xml.run(sign, _GOTHIC) if sign else ""), first)
        label = xml.cell(xml.paragraph(xml.run(line.text)), second)
        rows.append(xml.row([box, label] if on_left else [label, box]))
    return xml.table((first, second) if on_left else (second, first), rows)


def option_columns(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """A nested table whose header row holds the labels; the tick stands under one of them."""
    each = max(420, (width - 220) // len(lines))
    sign, empty = (("✓", ""), ("X", ""), ("☒", "☐"))[pen.package.habit % 3]
    labels = [xml.cell(xml.paragraph(xml.run(line.text, '<w:sz w:val="14"/>')), each) for line in lines]
    ticks = [xml.cell(xml.paragraph(xml.run(sign if is_ticked(line) else empty)), each) for line in lines]
    return xml.table((each,) * len(lines), [xml.row(labels), xml.row(ticks)])


# --- words and no box ---------------------------------------------------------------------------------------

_EMPHASIS: dict[str, tuple[str, ...]] = {
    "bold": ("<w:b/>", "<w:b/><w:bCs/>", '<w:b w:val="true"/>', "<w:b/><w:i/>"),
    "highlight": tuple(
        f'<w:highlight w:val="{colour}"/>' for colour in ("yellow", "green", "cyan", "yellow")
    ),
    "shading": tuple(
        f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' for fill in ("FFFF00", "92D050", "D9E2F3")
    ),
    "colour": tuple(f'<w:color w:val="{colour}"/>' for colour in ("FF0000", "00B050", "0070C0")),
    "underline": (
        '<w:u w:val="single"/>',
        '<w:u w:val="double"/>',
        '<w:u w:val="wave"/>',
        '<w:u w:val="thick"/>',
    ),
}


def emphasised(kind: str) -> Marker:
    """The chosen option set off by one of the ways of `_EMPHASIS`, the others as they were."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        ways = _EMPHASIS[kind]
        way = ways[pen.package.habit % len(ways)]
        return "".join(xml.paragraph(xml.run(line.text, way if is_ticked(line) else "")) for line in lines)

    return draw


def paragraph_shading(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """The chosen option's paragraph shaded from edge to edge."""
    fill = '<w:shd w:val="clear" w:color="auto" w:fill="FFE599"/>'
    return "".join(xml.paragraph(xml.run(line.text), fill if is_ticked(line) else "") for line in lines)


def _others(struck: Callable[[str, Pen], str]) -> Marker:
    """Every option but the chosen one treated by `struck`; all of them left alone where none is chosen."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        if not any(map(is_ticked, lines)):
            return "".join(xml.paragraph(xml.run(line.text)) for line in lines)
        return "".join(
            xml.paragraph(xml.run(line.text)) if is_ticked(line) else struck(line.text, pen) for line in lines
        )

    return draw


def _strike(words: str, pen: Pen) -> str:
    return xml.paragraph(xml.run(words, ("<w:strike/>", "<w:dstrike/>")[pen.package.habit % 2]))


def tracked(pen: Pen, tag: str) -> str:
    """The attributes of a tracked change: `tag` with an id, an author and a date."""
    return f'<w:{tag} w:id="{pen.package.next_id()}" w:author="Author" w:date="2024-02-29T14:05:00Z"'


def deleted(words: str, pen: Pen, properties: str = "") -> str:
    """Runs that a tracked change took out."""
    inside = xml.run(words, properties).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"{tracked(pen, 'del')}>{inside}</w:del>"


def _delete_tracked(words: str, pen: Pen) -> str:
    return xml.paragraph(deleted(words, pen), f"<w:rPr>{tracked(pen, 'del')}/></w:rPr>")


def _take_out(_words: str, _pen: Pen) -> str:
    return ""


def written_out(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """The choice in words, typed into the cell after the options were taken out."""
    remark = pen.rng.choice(("", " – see notes", ".", " - as discussed", ""))
    chosen = [xml.paragraph(xml.run(line.text + remark)) for line in lines if is_ticked(line)]
    return "".join(chosen) or "<w:p/>"


# --- lists to choose from -----------------------------------------------------------------------------------


def _list_control(kind: str) -> Marker:
    """A drop-down list (or combo box) of the four options that shows the one chosen, or its placeholder."""

    def draw(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
        chosen = next((line for line in lines if is_ticked(line)), None)
        first = '<w:listItem w:value="Choose an item."/>' if pen.package.habit % 2 else ""
        items = "".join(
            f'<w:listItem w:displayText={xml.attribute(line.text)} w:value="{number}"/>'
            for number, line in enumerate(lines, start=1)
        )
        identity = f'<w:id w:val="{pen.package.next_id()}"/>'
        if chosen is None:
            shown = xml.run("Choose an item.", '<w:rStyle w:val="PlaceholderText"/>')
            identity += "<w:showingPlcHdr/>"
        else:
            shown = xml.run(chosen.text)
        inside = xml.control(f"{identity}<w:{kind}>{first}{items}</w:{kind}>", shown)
        return xml.paragraph(inside)

    return draw


def legacy_drop_down(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """A legacy drop-down field: the options stand in its data, and the number of the one chosen."""
    chosen = next((number for number, line in enumerate(lines, start=1) if is_ticked(line)), 0)
    entries = "".join(
        f"<w:listEntry w:val={xml.attribute(words)}/>"
        for words in ("Please select", *(o.text for o in lines))
    )
    result = f'<w:result w:val="{chosen}"/>' if chosen or pen.rng.random() < 0.5 else ""
    data = (
        f'<w:ffData><w:name w:val="Dropdown{pen.package.next_id()}"/><w:enabled/><w:calcOnExit w:val="0"/>'
        f"<w:ddList>{result}{entries}</w:ddList></w:ffData>"
    )
    return xml.paragraph(xml.complex_field("FORMDROPDOWN", "", data=data))


# --- boxes that are in no text ------------------------------------------------------------------------------

_BULLET_BOXES = (
    ("\uf0fe", "\uf0a8", "Wingdings"),
    ("\uf078", "\uf06f", "Wingdings"),
    ("☒", "☐", "MS Gothic"),
    ("☑", "☐", "Segoe UI Symbol"),
)


def list_bullets(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """The box is the bullet of a list entry: one list for the ticked, another for the rest."""
    on, off, font = _BULLET_BOXES[pen.package.habit % len(_BULLET_BOXES)]
    parts = []
    for line in lines:
        name = "ticked" if is_ticked(line) else "empty"
        sign = on if is_ticked(line) else off
        number = pen.package.shared_list(f"{name} boxes", [("bullet", sign, xml.fonts(font))])
        properties = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        parts.append(xml.paragraph(xml.run(line.text), properties))
    return "".join(parts)


def _activex(pen: Pen, ticked: bool, caption: str = "") -> str:
    # The picture that stands for the control shows its state too.
    name = "crossed" if ticked else "empty"
    image = pen.package.image(f"activex-{name}", mark_image(name))
    return activex.control(pen.package, ticked, caption, image, option_button=pen.package.habit % 3 == 0)


def activex_captions(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """ActiveX boxes whose labels are their captions, and so in no text of the document."""
    return "".join(xml.paragraph(_activex(pen, is_ticked(line), line.text)) for line in lines)


def _if_field(pen: Pen, ticked: bool) -> str:
    """A field that chose its sign: both are in the instruction, one in the result."""
    on, off = _CHARACTERS[pen.package.habit % 3]
    instruction = f'IF "{int(ticked)}" = "1" "{on}" "{off}"'
    return xml.complex_field(instruction, xml.run(on if ticked else off, _GOTHIC))


def _extended_symbol(pen: Pen, ticked: bool) -> str:
    """A sign as Word writes those that its older versions could not show: symbol and fallback text."""
    on, off = _CHARACTERS[pen.package.habit % 2]
    sign = on if ticked else off
    symbol = f'<w16se:symEx w16se:font="Segoe UI Symbol" w16se:char="{ord(sign):04X}"/>'
    return xml.raw_run(alternate(symbol, xml.text(sign), "w16se"), xml.fonts("Segoe UI Symbol"))


def boxes_in_text_box(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """All options in a text box, which the file holds as a shape and again as its fallback."""
    box = (checkbox, lambda _, ticked: xml.run("☒" if ticked else "☐", _GOTHIC))[pen.package.habit % 2]
    inside = before(box)(lines, pen, width)
    return xml.paragraph(
        text_box(inside, pen.package.next_id(), width=width // 20 - 16, height=18 * len(lines))
    )


# --- pictures and shapes ------------------------------------------------------------------------------------


def _picture_box(pen: Pen, ticked: bool) -> str:
    kind = ("crossed", "ticked")[pen.package.habit % 2] if ticked else "empty"
    relation = pen.package.image(kind, mark_image(kind))
    identity = pen.package.next_id()
    return picture(relation, identity, name=f"Picture {identity}")


def tick_pictures(lines: Sequence[OptionLine], pen: Pen, _width: int) -> str:
    """A small picture of a tick beside the chosen option, nothing beside the others."""
    relation = pen.package.image("tick", mark_image("tick"))
    in_front = pen.package.habit % 2 == 0
    description = ("", "Tick with solid fill", "Checkmark")[pen.package.habit % 3]
    parts = []
    for line in lines:
        if is_ticked(line):
            number = pen.package.next_id()
            shown = picture(relation, number, name=f"Graphic {number}", description=description)
            words = xml.run(line.text)
            parts.append(xml.paragraph(shown + words if in_front else words + shown))
        else:
            parts.append(xml.paragraph(xml.run(line.text)))
    return "".join(parts)


def ellipses(lines: Sequence[OptionLine], pen: Pen, width: int) -> str:
    """An ellipse drawn round the chosen option, anchored in its paragraph."""
    room = width / 20 - 12
    parts = []
    for line in lines:
        shape = ""
        if is_ticked(line):
            length = 5 * len(line.text) + 8
            rows = max(1, round(length / room + 0.4))
            shape = ellipse(
                pen.package.next_id(), width=round(min(length, room)), height=14 * rows + 2, left=-4
            )
        parts.append(xml.paragraph(shape + xml.run(line.text)))
    return "".join(parts)


MARKERS: dict[str, Marker] = {
    "control": before(checkbox),
    "control_states": before(_varied_states),
    "control_glyphs": before(_custom_box),
    "control_stale": before(_stale_box),
    "control_behind": behind(checkbox),
    "control_one_paragraph": in_one_paragraph(checkbox),
    "control_paragraph": control_paragraphs,
    "control_cell": control_cells,
    "control_row": control_rows,
    "control_in_rich_text": in_rich_text,
    "typed_beside_control": _typed_beside(checkbox),
    "typed_beside_glyph": _typed_beside(_character_box(_CHARACTERS[:1])),
    "legacy": before(_legacy(_legacy_as_word)),
    "legacy_varied": before(_legacy(_legacy_varied)),
    "legacy_behind": behind(_legacy(_legacy_as_word)),
    "symbol": before(_symbol_box(_SYMBOLS)),
    "symbol_other": before(_symbol_box(_OTHER_SYMBOLS)),
    "symbol_letter": before(_symbol_letter),
    "symbol_behind": behind(_symbol_box(_SYMBOLS)),
    "glyph": before(_character_box(_CHARACTERS)),
    "glyph_common": before(_character_box(_CHARACTERS[:4])),
    "glyph_behind": behind(_character_box(_CHARACTERS[:3])),
    "glyph_one_paragraph": in_one_paragraph(_character_box(_CHARACTERS[:3])),
    "glyph_one_line": in_one_paragraph(_character_box(_CHARACTERS[:3]), ("   ",)),
    "glyph_split": split_characters,
    "brackets": before(_character_box(_BRACKETS)),
    "brackets_split": before(split_brackets),
    "bare_tick": bare_ticks,
    "box_cell": box_cells,
    "option_columns": option_columns,
    "drop_down": _list_control("dropDownList"),
    "combo_box": _list_control("comboBox"),
    "legacy_drop_down": legacy_drop_down,
    "list_bullet": list_bullets,
    "activex": before(_activex),
    "activex_caption": activex_captions,
    "if_field": before(_if_field),
    "extended_symbol": before(_extended_symbol),
    "text_box": boxes_in_text_box,
    "picture_box": before(_picture_box),
    "picture_box_behind": behind(_picture_box),
    "tick_picture": tick_pictures,
    "ellipse": ellipses,
    **{kind: emphasised(kind) for kind in _EMPHASIS},
    "paragraph_shading": paragraph_shading,
    "struck": _others(_strike),
    "deleted_tracked": _others(_delete_tracked),
    "removed": _others(_take_out),
    "written_out": written_out,
}
