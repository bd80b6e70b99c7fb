"""Which selection marks stand in a line of text, and what do they say?

One alternation finds every way in which text files write a box. A bracket counts only where it is set off from
words, because `(x)` and `[x]` also occur in prose. A bare tick or cross is a *sign* (`boxed=False`): recovery counts it
only where it stands beside an option.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from toolkit_extract.parsers.glyphs import MARK_CHARACTERS, GlyphReading, state_of_glyph
from toolkit_extract.schemas.document import Block, Emphasis, Inline, Mark, MarkState, Run
from toolkit_extract.schemas.region import Region

_SELECTED, _UNSELECTED = MarkState.SELECTED, MarkState.UNSELECTED

_NAMED = {
    "selected": _SELECTED,
    "checked": _SELECTED,
    "ballot_box_with_check": _SELECTED,
    "ballot_box_with_x": _SELECTED,
    "white_check_mark": _SELECTED,
    "heavy_check_mark": _SELECTED,
    "unselected": _UNSELECTED,
    "unchecked": _UNSELECTED,
    "ballot_box": _UNSELECTED,
    "white_large_square": _UNSELECTED,
    "white_medium_square": _UNSELECTED,
}
_LATEX = {
    "boxtimes": _SELECTED,
    "boxplus": _SELECTED,
    "CheckedBox": _SELECTED,
    "XBox": _SELECTED,
    "Checkedbox": _SELECTED,
    "boxdot": _SELECTED,
    "blacksquare": _SELECTED,
    "square": _UNSELECTED,
    "Box": _UNSELECTED,
    "Square": _UNSELECTED,
    "checkmark": _SELECTED,
    "surd": _SELECTED,
}
_LATEX_SIGNS = frozenset({"checkmark", "surd"})

_TICK_LETTERS = "xX×✓✔✗✘√*•●y"

BOX_BRACKET = re.compile(
    rf"(?<![\w\])])\\?(?P<open>[\[(])(?P<fill>[\s_\u00a0]{{0,3}}|[\s_]?[{_TICK_LETTERS}][\s_]?)\\?(?P<close>[\])])(?![\w(\[])"
)
"""A box typed as a pair of brackets: `[ ]`, `[x]`, `(X)`, `[✓]`, also with the backslashes that Markdown writers add.
Not `f(x)`, not `[1]`, not `a[x]b`."""

NAMED_BOX = re.compile(rf":(?P<name>{'|'.join(sorted(_NAMED, key=len, reverse=True))}):")
"""A box written as a name between colons, as form readers and emoji short codes do: `:selected:`."""

LATEX_BOX = re.compile(
    rf"\$?\s?\\\\?(?P<command>{'|'.join(sorted(_LATEX, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}})?\s?\$?"
)
"""A box written as a TeX command, with or without dollars: `$\\boxtimes$`, `\\square`."""

GLYPH = re.compile(f"[{re.escape(MARK_CHARACTERS)}][\ufe0e\ufe0f]?")
"""A character that shows a box, a tick or a cross."""

_ANY = re.compile(
    "|".join(
        (
            f"(?P<glyph>{GLYPH.pattern})",
            f"(?P<bracket>{BOX_BRACKET.pattern})",
            f"(?P<named>{NAMED_BOX.pattern})",
            f"(?P<latex>{LATEX_BOX.pattern})",
        )
    )
)
_MAY_HOLD_A_MARK = re.compile(f"[\\[(:\\\\{re.escape(MARK_CHARACTERS)}]")


_DOUBTFUL = 0.6
_SUPPORTED = 0.95


class MarkReader:
    """Finds the marks of one document.

    A hollow square is also a bullet, and the sign of a glyph that was lost. It is believed where the document holds
    its counterpart in the other state; else the mark is kept with a confidence that says it may be neither.
    """

    def __init__(self, text: str) -> None:
        text = html.unescape(text) if "&" in text else text
        present = {character: state_of_glyph(character, None) for character in set(text) & _GLYPHS}
        self._readings: dict[str, GlyphReading] = {c: r for c, r in present.items() if r is not None}
        self._states = {(r.radio, r.state) for r in self._readings.values() if r.boxed}
        self.cells: dict[str, tuple[Block, ...]] = {}  # what each text of a cell was read as
        self._may_hold = _MAY_HOLD_A_MARK.search(text) is not None

    def split(
        self, text: str, emphasis: frozenset[Emphasis] = frozenset(), region: Region | None = None
    ) -> Iterator[Inline]:
        """Part a piece of text of one look into runs and the marks that stand in it, in order."""
        start = 0
        if self._may_hold and _MAY_HOLD_A_MARK.search(text):
            for match in _ANY.finditer(text):
                mark = self._read(match, region)
                if mark is None:
                    continue
                if match.start() > start:
                    yield Run(text=text[start : match.start()], emphasis=emphasis, region=region)
                yield mark
                start = match.end()
        if start < len(text):
            yield Run(text=text[start:], emphasis=emphasis, region=region)

    def _read(self, match: re.Match[str], region: Region | None) -> Mark | None:
        verbatim = match[0]
        if glyph := match["glyph"]:
            return self._read_glyph(glyph, match, region)
        if match["bracket"]:
            return _read_bracket(match, region)
        if match["named"]:
            return Mark(state=_NAMED[match["name"]], method="named_box", verbatim=verbatim, region=region)
        command = match["command"]
        boxed = command not in _LATEX_SIGNS
        return Mark(state=_LATEX[command], method="tex_symbol", verbatim=verbatim, boxed=boxed, region=region)

    def _read_glyph(self, glyph: str, match: re.Match[str], region: Region | None) -> Mark | None:
        reading = self._readings.get(glyph[0])
        if reading is None:
            return None
        confidence = 0.99
        if reading.ambiguous:
            if not _set_off(match):
                return None
            other = _UNSELECTED if reading.state is _SELECTED else _SELECTED
            confidence = (
                _SUPPORTED if not reading.boxed or (reading.radio, other) in self._states else _DOUBTFUL
            )
        return Mark(
            state=reading.state,
            method=reading.method,
            confidence=confidence,
            verbatim=glyph,
            boxed=reading.boxed,
            region=region,
        )


_GLYPHS = frozenset(MARK_CHARACTERS)


def _set_off(match: re.Match[str]) -> bool:
    """Whether a character that serves other ends stands at an end of its line, or between marks and words."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    return (not before or before[-1].isspace() or before[-1] in _GLYPHS) and (
        not after or after[0].isspace() or after[0].isalpha() or after[0] in _GLYPHS
    )


def _read_bracket(match: re.Match[str], region: Region | None) -> Mark | None:
    """`[ ]` and `[x]` are boxes; round ones only where nothing but white space or another box is beside them."""
    if {"[": "]", "(": ")"}[match["open"]] != match["close"]:
        return None
    fill = match["fill"].strip("\u00a0_ \t\n")
    if "\n" in match["fill"]:
        return None
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before and not before[-1].isspace() and not GLYPH.match(before[-1]) and before[-1] not in "|/>*-":
        return None
    if match["open"] == "(" and after and not after[0].isspace() and after[0] not in "|/<*":
        return None
    state = _SELECTED if fill else _UNSELECTED
    return Mark(state=state, method="brackets", verbatim=match[0], region=region)
