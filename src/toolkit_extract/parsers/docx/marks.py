"""Which characters of a paragraph are selection marks? Boxes, brackets, and signs set off from words.

A box is a mark wherever it stands; a typed tick, cross or letter X only where it is set off from the words:
at an end of its line, alone, or beside a box. A sign typed beside an untouched box is how people tick with a
keyboard: both become one mark, which says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from toolkit_extract.parsers.docx.atoms import Atom, Doubt, MarkAtom, TextAtom
from toolkit_extract.parsers.glyphs import GlyphReading, state_of_glyph
from toolkit_extract.schemas.document import MarkState, RunOrigin

TYPED_OVER = "typed_sign_over_box"
_BOXES = "☐▢🗆🗅⬜❏❐❑❒🞎🞏🞐🞑□◻◽🔲🔳☑☒⮽🗹🗷🗵⊠⛝⌧🅇🆇▣🞔🞕⊡■◼◾⬛◯⚪⭘🔾○❍◉⦿🞊🔘⮾⮿🅧●⬤⚫◎⏺"
_SIGNS = "✓✔🗸✗✘🗴🗶✅❎"
_WEAK_SIGNS = "✕✖❌☓🗙√×"
_SPACE = " \\u00a0\\u2002\\u2003\\u2009"
_OBJECT = "\ufffc"  # stands for a mark already found, in the joined text
_TOKENS = re.compile(
    rf"(?P<box>[{_BOXES}][\ufe0e\ufe0f]?)"
    rf"|(?P<sign>[{_SIGNS}{_WEAK_SIGNS}][\ufe0e\ufe0f]?)"
    rf"|(?P<square>\[[{_SPACE}_]{{0,4}}(?:(?P<in_square>[xX✓✔✗✘✕✖☓×√*])[{_SPACE}]{{0,3}})?\])"
    rf"|(?P<round>\([{_SPACE}]{{0,4}}(?:(?P<in_round>[xX✓✔✗✘✕✖☓×√])[{_SPACE}]{{0,3}})?\))"
    rf"|(?P<letter>[xX])(?<![^\s{_OBJECT}{_BOXES}][xX])(?![^\s{_OBJECT}{_BOXES}])"
)
# Three quick looks that most paragraphs do not pass, so that the patterns above need not be tried on them.
_SYMBOL = re.compile("[\u2190-\u2bff\U0001f000-\U0001ffff\u221a\u00d7\ufffc]")
_ROUND = re.compile(rf"\([{_SPACE}xX{_SIGNS}{_WEAK_SIGNS}]")
_LETTER = re.compile(rf"[xX](?<![^\s{_OBJECT}{_BOXES}][xX])(?![^\s{_OBJECT}{_BOXES}])")
# Words after which a letter X is a name: "appendix X".
_NAMED_X = re.compile(
    r"(?:appendix|annexe?|schedule|section|part|chapter|figure|table|option|group|type|model|generation)\s*$",
    re.IGNORECASE,
)
_ROMAN_NEIGHBOUR = re.compile(r"\((?:ix|xi)\)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?:[_.…‥][\s\u00a0]?){4,}")
_EMPTY_BOX = re.compile(rf"\([{_SPACE}]+\)|\[[{_SPACE}]*\]|[{_OBJECT}{_BOXES}]")
_SHORT_LINE, _LETTER_LINE, _LONG_LINE = 12, 8, 40  # words


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    mark: MarkAtom
    letter: bool = False


def place_marks(atoms: list[Atom], *, in_cell: bool, heading: bool = False) -> list[Atom]:
    """The same paragraph with every sign in its text turned into a mark.

    Args:
        atoms: text, and marks that the format itself stores.
        in_cell: whether the paragraph stands in a table's cell, where a lone letter X is a cross.
        heading: whether it is a heading, where a letter X is never one.
    """
    joined = "".join(a.text if isinstance(a, TextAtom) else _OBJECT for a in atoms)
    if not _may_hold_signs(joined):
        return atoms
    hits = _boxes(joined)
    hits += _signs(joined, hits, in_cell=in_cell, heading=heading)
    if not hits:
        return _combine(atoms)
    return _combine(_insert(atoms, sorted(hits, key=lambda hit: hit.start)))


def _may_hold_signs(joined: str) -> bool:
    """A quick look: plain prose, which most paragraphs are, is told by a few searches for single characters."""
    if "[" in joined or (not joined.isascii() and _SYMBOL.search(joined)):
        return True
    if "(" in joined and _ROUND.search(joined):
        return True
    return ("x" in joined or "X" in joined) and _LETTER.search(joined) is not None


def mark_of_glyph(reading: GlyphReading, verbatim: str) -> MarkAtom:
    """The mark that a box character stands for, in doubt where the character also serves other ends."""
    doubt = Doubt.NONE
    if reading.ambiguous and reading.boxed:
        hollow = reading.state is MarkState.UNSELECTED
        doubts = (Doubt.CIRCLE, Doubt.DISC) if reading.radio else (Doubt.HOLLOW, Doubt.FILLED)
        doubt = doubts[0] if hollow else doubts[1]
    confidence = 0.97 if doubt is Doubt.NONE else 0.85
    return MarkAtom(reading.state, reading.method, confidence, verbatim, reading.boxed, doubt=doubt)


def _boxes(joined: str) -> list[_Hit]:
    hits = []
    for match in _TOKENS.finditer(joined):
        start, end = match.span()
        if match["box"]:
            reading = state_of_glyph(match["box"][0])
            if reading is not None and not _glued(joined, start, end, reading):
                hits.append(_Hit(start, end, mark_of_glyph(reading, match["box"])))
        elif match["square"] or match["round"]:
            hit = _bracket(joined, match)
            if hit is not None:
                hits.append(hit)
    return hits


def _glued(joined: str, start: int, end: int, reading: GlyphReading) -> bool:
    """Whether an ambiguous square stands within a word, as a missing glyph does, or in a row, as in a comb."""
    if not reading.ambiguous:
        return False
    comb = joined[start] * 3 in joined[max(start - 2, 0) : start + 3]
    return comb or (joined[start - 1 : start].isalnum() and joined[end : end + 1].isalnum())


def _bracket(joined: str, match: re.Match[str]) -> _Hit | None:
    start, end = match.span()
    verbatim = match.group()
    inside = match["in_square"] or match["in_round"]
    before, after = joined[start - 1 : start], joined[end : end + 1]
    line_end = after in ("", "\n")
    set_off = before in ("", "\n") or before.isspace() or before == _OBJECT or before in _BOXES
    if match["round"]:
        if verbatim == "()" or not set_off:
            return None
        if inside in ("x", "X") and not _round_x_counts(joined, start, end):
            return None
    elif (not set_off and not line_end) or (
        verbatim == "[]" and not (set_off and (line_end or after.isspace() or after.isalpha()))
    ):
        return None
    state = MarkState.SELECTED if inside else MarkState.UNSELECTED
    return _Hit(start, end, MarkAtom(state, "brackets", 0.95, verbatim))


def _round_x_counts(joined: str, start: int, end: int) -> bool:
    """Whether `(x)` is a ticked box and no roman ten or mathematics: at an end of its line, or in a line of boxes."""
    if _ROMAN_NEIGHBOUR.search(joined):
        return False
    line = _line_round(joined, start, end, set())
    return line.at_an_end or _EMPTY_BOX.search(line.before + line.after) is not None


def _signs(joined: str, boxes: list[_Hit], *, in_cell: bool, heading: bool) -> list[_Hit]:
    taken = {position for hit in boxes for position in range(hit.start, hit.end)}
    taken.update(i for i, c in enumerate(joined) if c == _OBJECT)
    hits = []
    for match in _TOKENS.finditer(joined):
        if not (match["sign"] or match["letter"]) or match.start() in taken:
            continue
        if match["letter"]:
            accepted = not heading and _letter_counts(joined, match, taken, in_cell=in_cell)
        else:
            accepted = _sign_counts(joined, match, taken, in_cell=in_cell)
        if accepted:
            confidence = 0.85 if match["letter"] else 0.9
            mark = MarkAtom(MarkState.SELECTED, "typed_sign", confidence, match.group(), boxed=False)
            if match["sign"] and match["sign"][0] in "✅❎" and not _ticks_a_box(joined, match, taken):
                mark = replace(mark, boxed=True, method="unicode_glyph")
            hits.append(_Hit(match.start(), match.end(), mark, letter=bool(match["letter"])))
    return hits


def _ticks_a_box(joined: str, match: re.Match[str], taken: set[int]) -> bool:
    """Whether a ticked emoji is no box but the tick of one: beside it, or at the end of the line that it begins."""
    line = _line_round(joined, match.start(), match.end(), taken)
    first = match.start() - len(line.before) + len(line.before) - len(line.before.lstrip())
    return line.beside_box or (not line.after.strip() and first in taken)


@dataclass(frozen=True, slots=True)
class _Line:
    """The line round a sign: what stands before it and after it, and whether boxes do."""

    before: str
    after: str
    beside_box: bool
    boxes: bool

    @property
    def words(self) -> int:
        return len((self.before + " " + self.after).replace(_OBJECT, " ").split())

    @property
    def for_signing(self) -> bool:
        """Whether a line to write on follows: the sign says where to sign."""
        return _BLANK_LINE.fullmatch(self.after.strip()) is not None

    @property
    def at_an_end(self) -> bool:
        return not self.before.strip() or not self.after.strip()


def _line_round(joined: str, start: int, end: int, taken: set[int]) -> _Line:
    line_start = joined.rfind("\n", 0, start) + 1
    line_end = joined.find("\n", end)
    line_end = len(joined) if line_end < 0 else line_end
    left = start - 1
    while left >= line_start and joined[left].isspace():
        left -= 1
    right = end
    while right < line_end and joined[right].isspace():
        right += 1
    beside = (left >= line_start and left in taken) or (right < line_end and right in taken)
    boxes = any(line_start <= position < line_end for position in taken)
    return _Line(joined[line_start:start], joined[end:line_end], beside, boxes)


def _sign_counts(joined: str, match: re.Match[str], taken: set[int], *, in_cell: bool) -> bool:
    line = _line_round(joined, match.start(), match.end(), taken)
    if line.beside_box:
        return True
    if line.for_signing:
        return False
    spaced = (not line.before or line.before[-1].isspace()) and (not line.after or line.after[0].isspace())
    if match["sign"][0] in _WEAK_SIGNS:
        if not spaced or line.after.lstrip()[:1].isdigit() or line.before.rstrip()[-1:].isdigit():
            return False
        longest = _LONG_LINE if line.boxes else _SHORT_LINE
        return line.at_an_end and line.words <= longest and (in_cell or line.words > 0)
    if line.at_an_end:
        return line.words <= (_LONG_LINE if line.boxes or not line.before.strip() else _SHORT_LINE)
    return spaced and line.boxes


def _letter_counts(joined: str, match: re.Match[str], taken: set[int], *, in_cell: bool) -> bool:
    line = _line_round(joined, match.start(), match.end(), taken)
    if line.beside_box:
        return True
    if line.words == 0:
        return in_cell
    if line.for_signing:
        return False
    if line.after.lstrip()[:1].isdigit() or line.before.rstrip()[-1:].isdigit():
        return False
    if _NAMED_X.search(line.before):
        return False
    return line.boxes or (in_cell and line.at_an_end and line.words <= _LETTER_LINE)


def _insert(atoms: list[Atom], hits: list[_Hit]) -> list[Atom]:
    """Put the marks in the place of their signs; a sign may begin in one run and end in another."""
    starts: list[int] = []
    position = 0
    for atom in atoms:
        starts.append(position)
        position += len(atom.text) if isinstance(atom, TextAtom) else 1
    out: list[Atom] = []
    done = 0

    def copy(upto: int) -> None:
        index = bisect_right(starts, done) - 1
        while index < len(atoms) and starts[index] < upto:
            atom = atoms[index]
            if isinstance(atom, TextAtom):
                piece = atom.text[max(done - starts[index], 0) : upto - starts[index]]
                if piece:
                    out.append(replace(atom, text=piece))
            elif starts[index] >= done:
                out.append(atom)
            index += 1

    for hit in hits:
        copy(hit.start)
        at = atoms[bisect_right(starts, hit.start) - 1]
        out.append(replace(hit.mark, emphasis=at.emphasis))
        done = hit.end
    copy(position)
    return out


def _combine(atoms: list[Atom]) -> list[Atom]:
    """Make one mark of a box and a sign typed right beside it."""
    out: list[Atom] = []
    for atom in atoms:
        if isinstance(atom, MarkAtom):
            at = _neighbour(out)
            other = out[at] if at is not None else None
            if isinstance(other, MarkAtom) and other.boxed != atom.boxed and at is not None:
                box, sign = (other, atom) if other.boxed else (atom, other)
                if _combinable(box, sign) and not (sign is other and _line_begins_with_box(out[:at])):
                    del out[at:]
                    out.append(_ticked(box, sign, box.verbatim + sign.verbatim))
                    continue
        out.append(atom)
    return out


def _neighbour(out: list[Atom]) -> int | None:
    """The last atom, past spaces that do not end a line."""
    for index in range(len(out) - 1, -1, -1):
        atom = out[index]
        if isinstance(atom, MarkAtom):
            return index
        if atom.text.strip(" \u00a0\u2002\t") or atom.origin is not RunOrigin.TEXT:
            return None
    return None


def _line_begins_with_box(before: list[Atom]) -> bool:
    """Whether the line goes box, label: a sign at its end belongs to that label, not to the next box."""
    first: Atom | None = None
    for atom in reversed(before):
        if isinstance(atom, MarkAtom):
            first = atom
            continue
        line = atom.text.rsplit("\n", 1)[-1]
        if line.strip():
            first = atom
        if "\n" in atom.text:
            break
    return isinstance(first, MarkAtom) and first.boxed


def _combinable(box: MarkAtom, sign: MarkAtom) -> bool:
    return (
        sign.method == "typed_sign"
        and box.method != TYPED_OVER
        and box.doubt not in (Doubt.PICTURE, Doubt.SHAPE)
    )


def _ticked(box: MarkAtom, sign: MarkAtom, verbatim: str) -> MarkAtom:
    if box.state is MarkState.SELECTED:
        return replace(box, verbatim=verbatim, doubt=Doubt.NONE)
    conflict = box.conflict
    if box.stateful and box.state is MarkState.UNSELECTED:
        conflict = f"the box itself ({box.method}) says unselected; '{sign.verbatim}' is typed beside it"
    return replace(
        box,
        state=MarkState.SELECTED,
        method=TYPED_OVER,
        confidence=0.85 if box.stateful else 0.9,
        verbatim=verbatim,
        conflict=conflict,
        doubt=Doubt.NONE,
    )
