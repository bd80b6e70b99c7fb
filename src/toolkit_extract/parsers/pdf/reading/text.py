"""Which words stand on a page, where, and how are they set?

The library is asked for the text in one call and for the boxes of the first and last character of each word; looks are
asked once for each text object. A word that mixes looks, holds symbols or jumps is taken apart by its characters; most
words are not.
"""

from __future__ import annotations

import ctypes
import math
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from toolkit_extract.parsers.glyphs import MARK_CHARACTERS, is_symbol_font
from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.pdf.content import Colour, Look, Word
from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.pdf.pictured_glyphs import is_square
from toolkit_extract.parsers.pdf.reading import pdfium
from toolkit_extract.parsers.pdf.reading.coordinates import Frame

LINE_END_HYPHEN = "\ufffe"
"""What PDFium puts for a hyphen that ends a line."""

_WORD = re.compile(rf"[^\s{LINE_END_HYPHEN}]+{LINE_END_HYPHEN}?|{LINE_END_HYPHEN}")
_TICK = "[xX✓✔✗✘×√*•●]"
BRACKET_BOX = re.compile(
    rf"(?<![^\s])(?:\[[ \u00a0_]{{0,3}}{_TICK}?[ \u00a0_]{{0,3}}\]"
    rf"|\((?:[ \u00a0]{{1,3}}|[ \u00a0]?{_TICK}[ \u00a0]?)\))"
)
"""A box typed with brackets: `[x]`, `[ ]`, `[]`, `(x)`, `( )`; not `()`, and not within a word."""

_SPECIAL = re.compile(rf"[{re.escape(MARK_CHARACTERS)}\x00-\x08\x0b\x0c\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FOLDED = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
)
"""Ligatures become letters; characters without a width go."""

_BOLD_NAME = re.compile(r"bold|black|heavy|semibold|demi(?!um)", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18
_HIDDEN_MODES = frozenset({3, 7})  # ISO 32000, table 106: neither filled nor stroked
_BLACK: Colour = (0, 0, 0, 255)
_WIDEST_CHAR = 1.6
"""Mean advance of a word's characters, in font sizes, beyond which it is looked at character by character."""


@dataclass(slots=True)
class _TextLayer:
    """The characters of one page and what was asked about them so far."""

    handle: int
    frame: Frame
    text: str
    boxes: dict[int, tuple[float, ...]] = field(
        default_factory=dict
    )  # left, top, right, bottom in user space
    specials: frozenset[int] = (
        frozenset()
    )  # places of characters that may be marks or have no meaning of their own
    looks: dict[int, Look] = field(default_factory=dict)
    fonts: dict[int, tuple[str, bool, bool]] = field(default_factory=dict)
    known: dict[Look, Look] = field(default_factory=dict)
    matrix: pdfium.Numbers = field(default_factory=lambda: pdfium.Numbers(ctypes.c_float, 6))
    colour: pdfium.Numbers = field(default_factory=lambda: pdfium.Numbers(ctypes.c_uint, 4))

    def object_at(self, index: int) -> int:
        return int(pdfium.char_object(self.handle, index) or 0)

    def look_at(self, index: int, text_object: int) -> Look:
        look = self.looks.get(text_object)
        if look is None:
            look = self.looks[text_object] = self._read_look(index, text_object)
        return look

    def _read_look(self, index: int, text_object: int) -> Look:
        matrix = self.matrix
        pdfium.char_matrix(self.handle, index, matrix.address)
        a, b, c, d = matrix[0], matrix[1], matrix[2], matrix[3]
        size = round(float(pdfium.char_font_size(self.handle, index)) * (math.hypot(c, d) or 1.0), 2)
        angle = self._angle(a, b)
        if not text_object:
            return self._shared(Look("", size, False, False, _BLACK, False, angle))
        font, bold, italic = self._font_of(text_object)
        colour = self.colour
        red, green, blue, opacity = (colour.at(i) for i in range(4))
        seen = pdfium.object_fill(text_object, red, green, blue, opacity)
        mode = int(pdfium.text_render_mode(text_object))
        look = Look(
            font=font,
            size=size,
            bold=bold or mode == 2,  # filled and stroked: bold made by the writer
            italic=italic,
            colour=(colour[0], colour[1], colour[2], colour[3]) if seen else _BLACK,
            hidden=mode in _HIDDEN_MODES,
            angle=angle,
        )
        return self._shared(look)

    def _shared(self, look: Look) -> Look:
        return self.known.setdefault(look, look)

    def _font_of(self, text_object: int) -> tuple[str, bool, bool]:
        font = int(pdfium.text_font(text_object) or 0)
        known = self.fonts.get(font)
        if known is None:
            known = self.fonts[font] = _describe_font(font)
        return known

    def _angle(self, a: float, b: float) -> int:
        """Direction of writing as displayed, from the matrix of a character."""
        degrees = math.degrees(math.atan2(b, a)) - 90 * self.frame.quarter_turns
        nearest = round(degrees / 90) * 90
        return nearest % 360 if abs(degrees - nearest) < 3 else -1

    def ask_boxes(self, indices: Sequence[int]) -> None:
        """Ask for the line boxes of many characters at once."""
        numbers = pdfium.Numbers(ctypes.c_float, 4 * len(indices))
        ask, handle, address = pdfium.char_loose_box, self.handle, numbers.address
        for position, index in enumerate(indices):
            ask(handle, index, address + 16 * position)
        self.boxes.update(zip(indices, struct.iter_unpack("4f", numbers.buffer), strict=True))

    def line_box(self, first: int, last: int) -> Box:
        """The box of characters with the height of their line."""
        if first not in self.boxes or last not in self.boxes:
            self.ask_boxes((first, last))
        left, top, right, bottom = self.boxes[first]
        if last != first:
            l2, t2, r2, b2 = self.boxes[last]
            left, right = min(left, l2), max(right, r2)
            top, bottom = max(top, t2), min(bottom, b2)
        return self.frame.box(left, bottom, right, top)

    def ink_box(self, first: int, last: int) -> Box:
        numbers = pdfium.Numbers(ctypes.c_double, 4)
        boxes = []
        for index in range(first, last + 1):
            if pdfium.char_box(self.handle, index, *(numbers.at(i) for i in range(4))):
                left, right, bottom, top = numbers
                if right > left and top > bottom:
                    boxes.append((left, right, bottom, top))
        if not boxes:
            return self.line_box(first, last)
        lefts, rights, bottoms, tops = zip(*boxes, strict=True)
        return self.frame.box(min(lefts), min(bottoms), max(rights), max(tops))


def read_words(page: int, frame: Frame) -> tuple[tuple[Word, ...], str]:
    """The words of a loaded page in the order of its text, and what was left out, if anything."""
    handle = pdfium.load_text(page)
    if not handle:
        return (), "its text cannot be read"
    try:
        count = int(pdfium.count_chars(handle))
        limit = ""
        if count > limits.MAX_CHARS_PER_PAGE:
            count, limit = limits.MAX_CHARS_PER_PAGE, f"text beyond {limits.MAX_CHARS_PER_PAGE} characters"
        if count <= 0:
            return (), limit
        text = _page_text(handle, count)
        specials = frozenset(match.start() for match in _SPECIAL.finditer(text))
        layer = _TextLayer(handle, frame, text, specials=specials)
        return tuple(_with_ink_of_lone_glyphs(list(_words(layer)), layer)), limit
    finally:
        pdfium.close_text(handle)


def _with_ink_of_lone_glyphs(words: list[Word], layer: _TextLayer) -> list[Word]:
    """Words of one character get the box of their ink where nothing else is set in their font: it may hold boxes."""
    lone: dict[str, bool] = {}
    for word in words:
        font = word.look.font
        lone[font] = len(word.text) == 1 and not word.look.angle and lone.get(font, True)
    if not any(lone.values()):
        return words
    return [_with_ink(word, layer) if lone[word.look.font] and not word.exact else word for word in words]


def _with_ink(word: Word, layer: _TextLayer) -> Word:
    ink = layer.ink_box(word.order, word.order)
    if not is_square(ink, word.look.size):
        return word
    unmapped = (
        layer.text[word.order] == LINE_END_HYPHEN
    )  # the code of a glyph that PDFium also uses for hyphens
    return replace(word, box=ink, exact=True, unmapped=unmapped, hyphenated=word.hyphenated and not unmapped)


def _page_text(handle: int, count: int) -> str:
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = int(pdfium.get_text(handle, 0, count, ctypes.addressof(buffer)))
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a code are left out of the text: ask for each one, so that places stay right.
    points = (int(pdfium.char_unicode(handle, index)) for index in range(count))
    return "".join(_character(point) for point in points)


def _character(point: int) -> str:
    if point == 2:
        return LINE_END_HYPHEN
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


def _describe_font(font: int) -> tuple[str, bool, bool]:
    if not font:
        return "", False, False
    size = min(int(pdfium.font_name(font, None, 0)), 500)
    buffer = ctypes.create_string_buffer(max(size, 1))
    pdfium.font_name(font, ctypes.addressof(buffer), size)
    name = buffer.value.decode("utf-8", "replace")
    flags = int(pdfium.font_flags(font))
    bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FLAG_FORCE_BOLD)
    return name, bold, bool(_ITALIC_NAME.search(name)) or bool(flags & _FLAG_ITALIC)


def _words(layer: _TextLayer) -> Iterator[Word]:
    ends = {end for match in _WORD.finditer(layer.text) for end in (match.start(), match.end() - 1)}
    layer.ask_boxes(sorted(ends))
    position = 0
    for box in BRACKET_BOX.finditer(layer.text):
        yield from _plain_words(layer, position, box.start())
        yield from _bracket_box(layer, box.start(), box.end() - 1)
        position = box.end()
    yield from _plain_words(layer, position, len(layer.text))


def _bracket_box(layer: _TextLayer, first: int, last: int) -> Iterator[Word]:
    look = layer.look_at(first, layer.object_at(first))
    box = layer.ink_box(first, last)
    if box.height > 2.5 * look.size and not look.angle:  # brackets of two lines
        yield from _plain_words(layer, first, last + 1)
        return
    yield Word(layer.text[first : last + 1], box, look, True, first, exact=True)


def _plain_words(layer: _TextLayer, start: int, end: int) -> Iterator[Word]:
    object_at, look_at, specials = layer.object_at, layer.look_at, layer.specials
    for match in _WORD.finditer(layer.text, start, end):
        first, last = match.start(), match.end() - 1
        text_object = object_at(first)
        look = look_at(first, text_object)
        whole = not (specials and any(index in specials for index in range(first, last + 1)))
        if whole and not is_symbol_font(look.font):
            if first != last and object_at(last) != text_object:
                whole = _is_unbroken(layer, first, last, look)
        else:
            whole = False
        if whole:
            box = layer.line_box(first, last)
            along = box.height if look.angle in (90, 270) else box.width
            if along <= _WIDEST_CHAR * max(look.size, 1) * (last - first + 1) or look.angle == -1:
                yield from _word(layer, first, last, look, box)
                continue
        yield from _pieces(layer, first, last)


def _is_unbroken(layer: _TextLayer, first: int, last: int, look: Look) -> bool:
    """Whether a word of several text objects stands on one line without gaps and in one font.

    Programs that place letters one by one make many of them. False also where a closer look is needed.
    """
    if look.angle or layer.frame.quarter_turns:
        return False
    missing = [index for index in range(first, last + 1) if index not in layer.boxes]
    layer.ask_boxes(missing)
    wide, high = 0.3 * look.size, 1.2 * look.size
    text_object = layer.object_at(first)
    left, top, right, bottom = layer.boxes[first]
    for index in range(first + 1, last + 1):
        x0, y1, x1, y0 = layer.boxes[index]
        if x0 - right > wide or left - x0 > look.size or abs(y0 + y1 - top - bottom) > high:
            return False
        left, top, right, bottom = x0, y1, x1, y0
        here = layer.object_at(index)
        if here != text_object:
            if pdfium.text_font(here) != pdfium.text_font(text_object):
                return False
            text_object = here
    return True


def _pieces(layer: _TextLayer, first: int, last: int) -> Iterator[Word]:
    """Take a word apart where its look changes, it jumps, or a symbol stands."""
    start, start_object = first, layer.object_at(first)
    for index in range(first, last + 2):
        here = layer.object_at(index) if index <= last else 0
        if index == start:
            start_object = here
            continue
        previous_symbol = _is_symbol(layer, index - 1, start_object)
        if (
            index <= last
            and here == start_object
            and not previous_symbol
            and not _is_symbol(layer, index, here)
        ):
            if not _jumps(layer, index, start_object):
                continue
        elif index <= last and here != start_object and not previous_symbol:
            same_look = layer.look_at(index, here) == layer.look_at(start, start_object)
            if same_look and not _jumps(layer, index, start_object) and not _is_symbol(layer, index, here):
                continue
        yield from _word(layer, start, index - 1, layer.look_at(start, start_object))
        start, start_object = index, here


def _is_symbol(layer: _TextLayer, index: int, text_object: int) -> bool:
    if index in layer.specials:
        return True
    return is_symbol_font(layer.look_at(index, text_object).font)


def _jumps(layer: _TextLayer, index: int, text_object: int) -> bool:
    """Whether a character does not follow the one before it on the line."""
    look = layer.look_at(index, text_object)
    if look.angle == -1:
        return False
    before, here = layer.line_box(index - 1, index - 1), layer.line_box(index, index)
    if look.angle in (90, 270):
        return before.y_gap(here) > 0.3 * look.size or abs(before.cx - here.cx) > 0.6 * look.size
    return (
        here.x0 - before.x1 > 0.3 * look.size
        or before.x0 - here.x0 > look.size
        or (abs(before.cy - here.cy) > 0.6 * look.size)
    )


def _word(layer: _TextLayer, first: int, last: int, look: Look, box: Box | None = None) -> Iterator[Word]:
    raw = layer.text[first : last + 1]
    hyphenated = raw[-1] in (LINE_END_HYPHEN, "\u00ad")
    if raw[-1] == LINE_END_HYPHEN:
        raw = raw[:-1] + "-"
    unmapped = first == last and (raw < " " or raw == "\ufffd")
    text = raw if raw.isascii() else raw.translate(_FOLDED)
    if not text:
        return
    exact = first == last and (unmapped or first in layer.specials or is_symbol_font(look.font))
    if exact:
        box = layer.ink_box(first, last)
    elif box is None:
        box = layer.line_box(first, last)
    # The library also puts line ends between words that stand side by side: only spaces tell, else the gap does.
    before = layer.text[first - 1] if first else "\n"
    spaced = before.isspace() and before not in "\r\n"
    yield Word(text, box, look, spaced, first, hyphenated, exact, unmapped)
