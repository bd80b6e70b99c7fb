"""How do paragraphs of an answer stand in a word processor's file?

A scribe writes one cell's paragraphs as blocks: in one run or many, with tracked changes, links, fields, hidden words,
notes, in text boxes or content controls. Whatever it does, the text that a reader sees is that of the paragraphs.
"""

from collections.abc import Callable, Sequence

from evaluation.model import Paragraph
from evaluation.word import xml
from evaluation.word.marks import Pen, deleted, tracked
from evaluation.word.shapes import text_box

Scribe = Callable[[Sequence[Paragraph], Pen], str]
"""The paragraphs of one answer (perhaps none) as blocks."""

_BULLETS = [("bullet", "\uf0b7", xml.fonts("Symbol")), ("bullet", "o", xml.fonts("Courier New"))]


def _list_properties(pen: Pen, level: int) -> str:
    number = pen.package.shared_list("bullets", _BULLETS)
    return f'<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _each(content: Callable[[str, Pen], str]) -> Scribe:
    """A scribe that writes each paragraph by itself, bullets as list entries."""

    def write(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
        return "".join(
            xml.paragraph(content(one.text, pen), _list_properties(pen, 0) if one.bullet else "")
            for one in paragraphs
        )

    return write


def _plain(words: str, _pen: Pen) -> str:
    return xml.run(words)


def split_words(words: str, pen: Pen, pieces: int) -> list[str]:
    """Words cut between characters into up to so many pieces, none of them empty."""
    if len(words) < 2:
        return [words]
    cuts = sorted({pen.rng.randint(1, len(words) - 1) for _ in range(pieces - 1)})
    return [words[start:end] for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True)]


def _split(words: str, pen: Pen) -> str:
    """Many runs with different properties, spelling marks, bookmarks and smart tags between and around them."""
    parts: list[str] = []
    for piece in split_words(words, pen, pen.rng.randint(2, 6)):
        properties = pen.rng.choice(
            ("", "", '<w:lang w:val="en-US"/>', '<w:szCs w:val="20"/>', '<w:color w:val="000000"/>')
        )
        content = xml.run(piece, properties)
        draw = pen.rng.random()
        if draw < 0.15:
            content = f'<w:proofErr w:type="gramStart"/>{content}<w:proofErr w:type="gramEnd"/>'
        elif draw < 0.25:
            uri = "urn:schemas-microsoft-com:office:smarttags"
            content = f'<w:smartTag w:uri="{uri}" w:element="place">{content}</w:smartTag>'
        elif draw < 0.35:
            content = xml.raw_run("<w:lastRenderedPageBreak/>") + content
        elif draw < 0.4:
            identity = pen.package.next_id()
            start = f'<w:bookmarkStart w:id="{identity}" w:name="_Hlk{identity}"/>'
            content = f'{start}{content}<w:bookmarkEnd w:id="{identity}"/>'
        parts.append(content)
    return "".join(parts)


_WITHDRAWN = (
    "To be confirmed. ",
    "This is no longer so. ",
    "We think that ",
    "perhaps ",
    "In 2019 this was different. ",
)


def _tracked(words: str, pen: Pen) -> str:
    """Parts of the text inserted by a tracked change, and other words deleted by one."""
    pieces = split_words(words, pen, 4)
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        content = xml.run(piece)
        if number % 2:
            content = f"{tracked(pen, 'ins')}>{content}</w:ins>"
        if pen.rng.random() < 0.4:
            content = deleted(pen.rng.choice(_WITHDRAWN), pen) + content
        parts.append(content)
    return "".join(parts)


def tracked_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """Answers under revision: insertions and deletions inside, whole paragraphs deleted, inserted and moved."""
    blocks: list[str] = []
    for one in paragraphs:
        draw = pen.rng.random()
        if draw < 0.2:
            gone = deleted("This paragraph was taken out when the team met.", pen)
            blocks.append(xml.paragraph(gone, f"<w:rPr>{tracked(pen, 'del')}/></w:rPr>"))
        if draw > 0.85:
            moved = f"{tracked(pen, 'moveTo')}>{xml.run(one.text)}</w:moveTo>"
            blocks.append(xml.paragraph(moved, f"<w:rPr>{tracked(pen, 'moveTo')}/></w:rPr>"))
            source = f"{tracked(pen, 'moveFrom')}>{xml.run(one.text)}</w:moveFrom>"
            blocks.append(xml.paragraph(source, f"<w:rPr>{tracked(pen, 'moveFrom')}/></w:rPr>"))
            continue
        properties = _list_properties(pen, 0) if one.bullet else ""
        if draw > 0.6:
            properties += f"<w:rPr>{tracked(pen, 'ins')}/></w:rPr>"
        blocks.append(xml.paragraph(_tracked(one.text, pen), properties))
    return "".join(blocks)


def _linked(words: str, pen: Pen) -> str:
    """Parts of the text as hyperlinks (relationship, anchor, field), simple fields and cross-references."""
    pieces = split_words(words, pen, 3)
    target = pen.rng.randrange(len(pieces))
    parts = [xml.run(piece) for piece in pieces]
    shown = xml.run(pieces[target], '<w:rStyle w:val="Hyperlink"/>')
    draw = pen.rng.random()
    if draw < 0.3:
        link = pen.package.relate("hyperlink", "https://intranet.example/policy?id=7&v=2", external=True)
        parts[target] = f'<w:hyperlink r:id="{link}" w:history="1">{shown}</w:hyperlink>'
    elif draw < 0.45:
        parts[target] = f'<w:hyperlink w:anchor="_Toc1">{shown}</w:hyperlink>'
    elif draw < 0.65:
        parts[target] = xml.complex_field('HYPERLINK "https://intranet.example/rota"', shown)
    elif draw < 0.8:
        parts[target] = f'<w:fldSimple w:instr=" DOCPROPERTY Owner ">{xml.run(pieces[target])}</w:fldSimple>'
    elif draw < 0.9:
        inner = xml.complex_field("REF _Ref1 \\h", xml.run(pieces[target]))
        parts[target] = xml.complex_field('IF 1 = 1 "one" "two"', inner)
    return "".join(parts)


def _broken(words: str, pen: Pen) -> str:
    """Soft line breaks between sentences, tabs for spaces, hyphens that do not break."""
    sentences = words.split(". ")
    lines = ".\n".join(sentences) if pen.rng.random() < 0.6 else words
    places = [position for position, sign in enumerate(lines) if sign == " "]
    if places and pen.rng.random() < 0.3:
        at = pen.rng.choice(places)
        lines = lines[:at] + "\t" + lines[at + 1 :]
    runs = []
    for number, piece in enumerate(lines.split("-")):
        if number:
            runs.append(xml.raw_run("<w:noBreakHyphen/>"))
        if piece:
            runs.append(xml.run(piece))
    return "".join(runs)


_HIDDEN = ("Guidance: describe what is in place. ", "[delete before sending] ", "internal note ")


def _hidden(words: str, pen: Pen) -> str:
    """Hidden words between those that show."""
    pieces = split_words(words, pen, 2)
    parts = [xml.run(pieces[0])]
    for piece in pieces[1:]:
        if pen.rng.random() < 0.6:
            vanish = pen.rng.choice(("<w:vanish/>", '<w:vanish w:val="1"/>'))
            parts.append(xml.run(pen.rng.choice(_HIDDEN), vanish))
        parts.append(xml.run(piece, pen.rng.choice(("", '<w:vanish w:val="0"/>'))))
    return "".join(parts)


_REMARKS = (
    "Is this still right?",
    "Please check with the rota group.",
    "Partially?",
    "Agreed at the meeting.",
)


def _commented(words: str, pen: Pen) -> str:
    """Some words of the text under a reviewer's comment."""
    pieces = split_words(words, pen, 3)
    parts = [xml.run(piece) for piece in pieces]
    if pen.rng.random() < 0.5:
        at = pen.rng.randrange(len(parts))
        parts[at] = pen.package.comment(pen.rng.choice(_REMARKS), parts[at])
    return "".join(parts)


def boxed_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """The whole answer in a text box, which stands in the file twice: as a shape and as its fallback."""
    if not paragraphs:
        return ""
    # Lines of about 32 characters; Word fits the height anew only when the box is edited.
    lines = sum(2 + len(one.text) // 32 for one in paragraphs)
    return xml.paragraph(text_box(_each(_plain)(paragraphs, pen), pen.package.next_id(), height=14 * lines))


def controlled_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """The whole answer in a rich-text control; an empty one shows its placeholder."""
    identity = f'<w:id w:val="{pen.package.next_id()}"/>'
    if not paragraphs:
        style = '<w:rStyle w:val="PlaceholderText"/>'
        words = ("Click or tap here to enter text.", "Click here to enter text.", "Enter your evidence here")
        shown = xml.run(words[pen.package.habit % len(words)], style)
        place = '<w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder>'
        return xml.control(f"{identity}{place}<w:showingPlcHdr/>", xml.paragraph(shown))
    inner = _each(_plain)(paragraphs, pen)
    if pen.rng.random() < 0.3:
        inner = xml.control(f'<w:id w:val="{pen.package.next_id()}"/>', inner)
    return xml.control(f'<w:alias w:val="Answer"/>{identity}', inner)


def inline_controlled_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """A plain-text control inside each paragraph; an empty answer shows its placeholder."""
    identity = f'<w:id w:val="{pen.package.next_id()}"/>'
    if not paragraphs:
        shown = xml.run("Click here to enter text.", '<w:rStyle w:val="PlaceholderText"/>')
        return xml.paragraph(xml.control(f"{identity}<w:showingPlcHdr/><w:text/>", shown))
    return "".join(
        xml.paragraph(
            xml.control(
                f'<w:id w:val="{pen.package.next_id()}"/><w:text w:multiLine="1"/>', xml.run(one.text)
            ),
            _list_properties(pen, 0) if one.bullet else "",
        )
        for one in paragraphs
    )


def legacy_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """A legacy text field: one field around all paragraphs, its result between separate and end."""
    identity = pen.package.next_id()
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Text{identity}"/><w:enabled/>'
        '<w:calcOnExit w:val="0"/><w:textInput/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    if not paragraphs:
        blank = "".join(xml.run("\u2002", "<w:noProof/>") for _ in range(5))
        return xml.paragraph(begin + blank + end)
    blocks = []
    for number, one in enumerate(paragraphs):
        content = xml.run(one.text)
        content = (begin if number == 0 else "") + content + (end if number == len(paragraphs) - 1 else "")
        blocks.append(xml.paragraph(content))
    return "".join(blocks)


def listed_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """Every paragraph an entry of a list with levels, its sign in the numbering alone."""
    blocks = []
    for number, one in enumerate(paragraphs):
        level = pen.rng.choice((0, 0, 1)) if number else 0
        blocks.append(xml.paragraph(xml.run(one.text), _list_properties(pen, level)))
    return "".join(blocks)


def spaced_scribe(paragraphs: Sequence[Paragraph], pen: Pen) -> str:
    """Empty paragraphs before, between and after, as people part their text with the enter key."""
    blocks = ["<w:p/>"] if pen.rng.random() < 0.3 else []
    for one in paragraphs:
        sign = "•\t" if one.bullet else ""
        blocks += [xml.paragraph(xml.run(sign + one.text)), "<w:p/>"]
    return "".join(blocks)


SCRIBES: dict[str, Scribe] = {
    "plain": _each(_plain),
    "split": _each(_split),
    "tracked": tracked_scribe,
    "linked": _each(_linked),
    "broken": _each(_broken),
    "hidden": _each(_hidden),
    "commented": _each(_commented),
    "boxed": boxed_scribe,
    "controlled": controlled_scribe,
    "inline_controlled": inline_controlled_scribe,
    "legacy": legacy_scribe,
    "listed": listed_scribe,
    "spaced": spaced_scribe,
}
