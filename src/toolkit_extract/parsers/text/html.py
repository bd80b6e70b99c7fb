"""What blocks does a piece of HTML show? One walker for whole pages and for the tags inside cells of other formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree
from lxml import html as lxml_html

from toolkit_extract.parsers.glyphs import displayed_character, is_symbol_font, state_of_glyph
from toolkit_extract.parsers.grid import cells_to_rows
from toolkit_extract.parsers.text.inline import text_to_inlines
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.schemas.document import (
    Block,
    Cell,
    Emphasis,
    Inline,
    Mark,
    MarkState,
    Paragraph,
    Role,
    Run,
    RunOrigin,
    Table,
)
from toolkit_extract.schemas.region import LineRegion, Region

_SKIPPED = frozenset(
    "script style head title noscript template svg math object iframe canvas audio video meta link".split()
)
_BLOCKS = frozenset(
    "p div section article header footer main aside nav blockquote pre form fieldset legend ul ol dl dt dd li "
    "h1 h2 h3 h4 h5 h6 address center body html figure figcaption details summary hr label-block".split()
)
_EMPHASIS_TAGS = {
    "b": Emphasis.BOLD,
    "strong": Emphasis.BOLD,
    "i": Emphasis.ITALIC,
    "em": Emphasis.ITALIC,
    "u": Emphasis.UNDERLINE,
    "ins": Emphasis.UNDERLINE,
    "mark": Emphasis.HIGHLIGHT,
    "s": Emphasis.STRIKE,
    "strike": Emphasis.STRIKE,
    "del": Emphasis.STRIKE,
}
_HEADING = re.compile(r"h([1-6])$")
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_PLAIN_COLOURS = frozenset(
    "black windowtext auto inherit initial currentcolor #000 #000000 #000000ff rgb(0,0,0) #1f1f1f #222 #222222 #333 "
    "#333333".split()
)
_NO_BACKGROUND = frozenset(
    "white none transparent inherit initial unset #fff #ffffff rgb(255,255,255) auto".split()
)

KNOWN_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|input|b|strong|i|em|u|s|del|ins|span|div|table|thead|tbody|tr|td|th|h[1-6]|mark|label|"
    r"select|option|textarea|font|sup|sub|a|hr|o:p|strike|blockquote|pre|code)\b[^<>]*>",
    re.IGNORECASE,
)
"""A tag that counts as mark-up within text. `<5 days` and `<name>` are words."""

STRAY_BRACKET = re.compile(r"<(?![A-Za-z/!?])")


def html_to_blocks(source: str, reader: MarkReader, first_line: int | None) -> tuple[Block, ...]:
    """Blocks of an HTML fragment in a text file from `first_line` on; without regions where that is `None`."""
    markup = STRAY_BRACKET.sub("&lt;", source)
    try:
        root = lxml_html.fragment_fromstring(markup, create_parent="div", parser=_fragment_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return ()
    except ValueError:
        # Text before the first element is moved into the new parent, which XML's characters alone may enter.
        root = lxml_html.document_fromstring(f"<body>{markup}", parser=_fragment_parser())
    offset = None if first_line is None else first_line - 1
    return HtmlWalker(reader, offset, markdown=True).blocks(root)


def page_to_blocks(source: str, reader: MarkReader) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Blocks of a whole HTML page, and its title if it has one."""
    try:
        root = lxml_html.document_fromstring(STRAY_BRACKET.sub("&lt;", source), parser=_fragment_parser())
    except (etree.ParserError, etree.XMLSyntaxError):
        return (), ()
    title = " ".join((root.findtext(".//title") or "").split())
    body = root.find("body")
    blocks = HtmlWalker(reader, 0, markdown=False).blocks(root if body is None else body)
    return blocks, (title,) if title else ()


@cache
def _fragment_parser() -> lxml_html.HTMLParser:
    return lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)


@dataclass(slots=True)
class _Open:
    """The paragraph that is being filled."""

    inlines: list[Inline] = field(default_factory=list)
    role: Role = Role.BODY
    level: int = 0
    region: Region | None = None


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to its words."""

    emphasis: frozenset[Emphasis] = frozenset()
    font: str | None = None  # only a font whose codes are pictures
    depth: int = 0  # of lists

    def within(self, element: lxml_html.HtmlElement, tag: str) -> _Style:
        """The style inside an element."""
        font = _symbol_font_of(element)
        deeper = self.depth + 1 if tag in {"ul", "ol"} else self.depth
        return _Style(
            self.emphasis | _emphasis_of(element, tag), self.font if font is None else font or None, deeper
        )


class HtmlWalker:
    """Walks an element tree once, in document order."""

    def __init__(self, reader: MarkReader, line_offset: int | None, *, markdown: bool) -> None:
        self._reader = reader
        self._offset = line_offset
        self._regions: dict[int, LineRegion] = {}
        self._markdown = markdown  # whether Markdown's emphasis may stand between the tags

    def blocks(self, root: lxml_html.HtmlElement) -> tuple[Block, ...]:
        """The blocks inside an element."""
        sink: list[Block] = []
        self._open = _Open()
        self._fill(root, sink, _Style())
        self._close(sink)
        return tuple(sink)

    # -- walking ---------------------------------------------------------------------------------------------

    def _fill(self, element: lxml_html.HtmlElement, sink: list[Block], style: _Style) -> None:
        self._add_text(element.text, element, style)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, sink, style)
            self._add_text(child.tail, element, style)

    def _child(self, child: lxml_html.HtmlElement, sink: list[Block], style: _Style) -> None:
        tag = child.tag.lower()
        if tag in _SKIPPED or _is_hidden(child):
            return
        if tag == "br":
            self._open.inlines.append(Run(text="\n"))
        elif tag == "table":
            self._close(sink)
            sink.append(self._table(child, style))
            self._open = _Open()
        elif tag in _BLOCKS:
            self._block(child, tag, sink, style)
        elif (inlines := self._control(child, tag)) is not None:
            self._open.inlines += inlines
        else:
            self._fill(child, sink, style.within(child, tag))

    def _block(self, child: lxml_html.HtmlElement, tag: str, sink: list[Block], style: _Style) -> None:
        waiting_mark = tag in {"p", "div"} and self._open.role is Role.LIST_ITEM and self._only_marks()
        if not waiting_mark:
            self._close(sink)
        heading = _HEADING.match(tag)
        if heading:
            self._open = _Open(role=Role.HEADING, level=int(heading[1]))
        elif tag == "li":
            self._open = _Open(role=Role.LIST_ITEM, level=max(style.depth - 1, 0))
        self._fill(child, sink, style.within(child, tag))
        self._close(sink)

    def _only_marks(self) -> bool:
        return all(inline.kind == "mark" or not inline.text.strip() for inline in self._open.inlines)

    def _add_text(self, text: str | None, element: lxml_html.HtmlElement, style: _Style) -> None:
        if not text:
            return
        if element.tag == "pre":
            words = text
        else:
            words = _WHITE_SPACE.sub(" ", text)
            if words == " " and not self._open.inlines:
                return
        region = self._region(element)
        if self._open.region is None and words.strip():
            self._open.region = region
        if style.font is not None:
            self._open.inlines += _pictures_to_inlines(words, style, region)
        elif self._markdown:
            self._open.inlines += text_to_inlines(words, self._reader, region, emphasis=style.emphasis)
        else:
            self._open.inlines += self._reader.split(words, style.emphasis, region)

    def _region(self, element: lxml_html.HtmlElement) -> Region | None:
        line = element.sourceline
        if not line or self._offset is None:
            return None
        if line not in self._regions:
            number = max(1, line + self._offset)
            self._regions[line] = LineRegion(line_start=number, line_end=number)
        return self._regions[line]

    def _close(self, sink: list[Block]) -> None:
        opened = self._open
        inlines = _trimmed(opened.inlines)
        if opened.role is Role.BODY and (bullet := _TYPED_BULLET.match(_leading_text(inlines))):
            inlines = _trimmed([_cut_run(inlines[0], bullet.end()), *inlines[1:]])
            opened.role = Role.LIST_ITEM
        if inlines:
            sink.append(
                Paragraph(inlines=inlines, role=opened.role, level=opened.level, region=opened.region)
            )
        self._open = _Open()

    # -- controls --------------------------------------------------------------------------------------------

    def _control(self, element: lxml_html.HtmlElement, tag: str) -> list[Inline] | None:
        region = self._region(element)
        if tag == "input":
            return _input_to_inlines(element, region)
        if tag == "textarea":
            return [Run(text=element.text_content(), origin=RunOrigin.FIELD, region=region)]
        if tag == "select":
            chosen = [option for option in element.iter("option") if option.get("selected") is not None]
            return [
                Run(text=" ".join(o.text_content().split()), origin=RunOrigin.DROPDOWN, region=region)
                for o in chosen
            ]
        if element.get("role") in {"checkbox", "radio"} and element.get("aria-checked") is not None:
            state = _ARIA.get(element.get("aria-checked", "").lower(), MarkState.UNKNOWN)
            mark = Mark(
                state=state, method="aria_checked", verbatim=element.get("aria-checked", ""), region=region
            )
            return [mark, Run(text=element.text_content(), region=region)]
        if tag == "img":
            return _picture_to_inlines(element, self._reader, region)
        return None

    # -- tables ----------------------------------------------------------------------------------------------

    def _table(self, element: lxml_html.HtmlElement, style: _Style) -> Table:
        rows: list[list[tuple[int, int, Cell]]] = []
        for row in _own_rows(element):
            cells: list[tuple[int, int, Cell]] = []
            for cell in row:
                if isinstance(cell.tag, str) and cell.tag.lower() in {"td", "th"} and not _is_hidden(cell):
                    sink: list[Block] = []
                    self._open = _Open()
                    self._fill(cell, sink, style.within(cell, "td"))
                    self._close(sink)
                    spans = _span(cell, "colspan"), _span(cell, "rowspan")
                    cells.append((*spans, Cell(blocks=tuple(sink), region=self._region(cell))))
            rows.append(cells)
        return Table(rows=cells_to_rows(rows), region=self._region(element))


_ARIA = {"true": MarkState.SELECTED, "false": MarkState.UNSELECTED}


def _own_rows(table: lxml_html.HtmlElement) -> Iterator[lxml_html.HtmlElement]:
    """Rows of this table in the order shown, without those of tables inside its cells."""
    for part in table:
        tag = part.tag.lower() if isinstance(part.tag, str) else ""
        if tag == "tr":
            yield part
        elif tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in part if isinstance(row.tag, str) and row.tag.lower() == "tr")


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(int(value), 1), 1000) if value.isdigit() else 1


def _input_to_inlines(element: lxml_html.HtmlElement, region: Region | None) -> list[Inline]:
    kind = (element.get("type") or "text").lower()
    if kind in {"checkbox", "radio"}:
        state = MarkState.SELECTED if element.get("checked") is not None else MarkState.UNSELECTED
        if (element.get("checked") or "").lower() in {"false", "0"}:
            # HTML says that the attribute ticks the box whatever its value; writers who put "false" meant no.
            return [
                Mark(
                    state=MarkState.UNSELECTED,
                    method="html_input",
                    confidence=0.6,
                    verbatim=f"checked={element.get('checked')}",
                    conflict="the attribute's presence says selected",
                    region=region,
                )
            ]
        return [Mark(state=state, method="html_input", verbatim=kind, region=region)]
    if kind in {"text", "search", "email", "number", "date"} and element.get("value"):
        return [Run(text=element.get("value", ""), origin=RunOrigin.FIELD, region=region)]
    return []


_PICTURE_ON = re.compile(
    r"\b(?:un|not[ _-]?)?(?:checked|ticked|selected)\b|\btick\b|\bcheck(?:mark)?\b|\bcross\b", re.IGNORECASE
)
"""The words of an alternative text that call a picture a box: `checked`, `unticked`, `Not selected`."""


def _picture_to_inlines(
    element: lxml_html.HtmlElement, reader: MarkReader, region: Region | None
) -> list[Inline]:
    words = (element.get("alt") or "").strip()
    if not words or len(words) > 40:
        return []
    if match := _PICTURE_ON.search(words):
        negative = re.match(r"un|not", match[0], re.IGNORECASE) is not None
        state = MarkState.UNSELECTED if negative else MarkState.SELECTED
        return [Mark(state=state, method="picture_text", confidence=0.9, verbatim=words, region=region)]
    return [inline for inline in reader.split(words, frozenset(), region) if inline.kind == "mark"]


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    style = element.get("style")
    if style:
        flat = style.replace(" ", "").lower()
        if "display:none" in flat or "mso-hide:all" in flat:
            return True
    return element.get("hidden") is not None


def _emphasis_of(element: lxml_html.HtmlElement, tag: str) -> frozenset[Emphasis]:
    found = {_EMPHASIS_TAGS[tag]} if tag in _EMPHASIS_TAGS else set()
    if tag == "font" and (element.get("color") or "black").lower() not in _PLAIN_COLOURS:
        found.add(Emphasis.COLOUR)
    if element.get("bgcolor") and element.get("bgcolor", "").lower() not in _NO_BACKGROUND:
        found.add(Emphasis.SHADING)
    style = element.get("style")
    if style:
        found |= _emphasis_of_style(style)
    return frozenset(found)


def _emphasis_of_style(style: str) -> set[Emphasis]:
    found: set[Emphasis] = set()
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip().replace(" ", "")
        if name == "font-weight" and (value in {"bold", "bolder"} or (value.isdigit() and int(value) >= 600)):
            found.add(Emphasis.BOLD)
        elif name == "font-style" and value in {"italic", "oblique"}:
            found.add(Emphasis.ITALIC)
        elif name.startswith("text-decoration"):
            found |= {
                e
                for word, e in (("underline", Emphasis.UNDERLINE), ("line-through", Emphasis.STRIKE))
                if word in value
            }
        elif name == "mso-highlight" and value not in _NO_BACKGROUND:
            found.add(Emphasis.HIGHLIGHT)
        elif name in {"background", "background-color"} and value.split("!")[0] not in _NO_BACKGROUND:
            found.add(Emphasis.SHADING)
        elif name == "color" and value.split("!")[0] not in _PLAIN_COLOURS:
            found.add(Emphasis.COLOUR)
    return found


_FONT_NAMES = re.compile(r"font(?:-family)?\s*:\s*([^;]+)", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"^(?:[•●▪‣◦\uf0b7\uf0a7]|[·§o](?=[\u00a0]))[ \t\u00a0]*(?=\S)")
"""A bullet that a word processor's export writes as a character: `·` and `o` only before a fixed space."""


def _symbol_font_of(element: lxml_html.HtmlElement) -> str | None:
    """The symbol font that an element sets; empty where it sets another font; `None` where it sets none."""
    match = _FONT_NAMES.search(element.get("style") or "")
    name = match[1] if match else element.get("face")
    if not name:
        return None
    first = name.split(",")[0].strip(" '\"")
    return first if is_symbol_font(first) else ""


def _pictures_to_inlines(words: str, style: _Style, region: Region | None) -> Iterator[Inline]:
    """Characters of a symbol font: marks where they show one, else what they look like."""
    for character in words:
        reading = state_of_glyph(character, style.font)
        if reading is not None and not (reading.ambiguous and reading.state is MarkState.SELECTED):
            yield Mark(
                state=reading.state,
                method=reading.method,
                confidence=0.97,
                verbatim=reading.display,
                boxed=reading.boxed,
                region=region,
            )
        else:
            shown = displayed_character(character, style.font) or ""
            yield Run(text=shown, emphasis=style.emphasis, region=region)


def _leading_text(inlines: tuple[Inline, ...]) -> str:
    """The words up to the first mark."""
    words = ""
    for inline in inlines[:4]:
        if inline.kind == "mark":
            break
        words += inline.text
    return words


def _cut_run(inline: Inline, length: int) -> Inline:
    return inline.model_copy(update={"text": inline.text[length:]}) if inline.kind == "run" else inline


def _trimmed(inlines: list[Inline]) -> tuple[Inline, ...]:
    """Without white space at the ends; runs of white space between runs are single."""
    kept = list(inlines)
    while kept and kept[0].kind == "run" and not kept[0].text.strip():
        kept.pop(0)
    while kept and kept[-1].kind == "run" and not kept[-1].text.strip():
        kept.pop()
    if kept and kept[0].kind == "run" and kept[0].text[0].isspace():
        kept[0] = kept[0].model_copy(update={"text": kept[0].text.lstrip()})
    if kept and kept[-1].kind == "run" and kept[-1].text[-1].isspace():
        kept[-1] = kept[-1].model_copy(update={"text": kept[-1].text.rstrip()})
    return tuple(kept)
