"""Which colours, hatches and signs do pictures and the page share, and can they be told apart and read?

Attainment runs from orange to blue, which people with any common colour blindness tell apart; risk runs from light to
dark violet, so that the two are never taken for each other. No colour is the only sign: options carry their number,
missing values a hatch and a sign of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit_extract.schemas.toolkit import ChoiceQuestion, Role

INK = "#1b2530"
MUTED = "#4a5763"
RULE = "#d5dbe1"
PAPER = "#ffffff"
SHADE = "#eef1f4"
HATCH = "#8793a0"
ACCENT = "#b35806"
SCALE_OF_SHARES = ("#f1f5f9", "#cfe0ee", "#9cc3de", "#4f94c4", "#1b5e97")
"""Shares from none to all, in fifths."""
DIRECTION_COLOURS = {"worse": "#b35806", "same": "#dfe4e8", "better": "#2166ac"}

_SCALES: dict[Role, tuple[str, ...]] = {
    "attainment": ("#b35806", "#fdb863", "#e9ecef", "#92c5de", "#2166ac"),
    "risk": ("#e3d6ec", "#c6acd7", "#a982c2", "#7f4fa0", "#4a1a66"),
}
_AA = 4.5
Hatch = Literal["", "strokes", "crosses", "dots"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a value is drawn: a sign on a face, hatched or not."""

    sign: str
    face: str
    hatch: Hatch = ""


MISSING_LOOKS = {
    "none_selected": Look("–", PAPER, "strokes"),
    "multiple_selected": Look("+", PAPER, "dots"),
    "not_recoverable": Look("?", PAPER, "crosses"),
    "absent": Look("·", SHADE),
    "not_read": Look("", PAPER),
    "no_return": Look("", PAPER),
}


def option_looks(question: ChoiceQuestion, role: Role) -> dict[str, Look]:
    """Look of each option by its code, from the lowest to the highest."""
    options = sorted(question.options, key=lambda option: option.score)
    colours = _spread(_SCALES[role], len(options))
    return {
        option.code: Look(str(option.score), colour) for option, colour in zip(options, colours, strict=True)
    }


def ink_on(face: str) -> str:
    """The colour of words on a face: ink or white, whichever can be read; black where neither can (black then can)."""
    return next((words for words in (INK, PAPER) if contrast(words, face) >= _AA), "#000000")


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    channels = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in _rgb(colour))
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _spread(scale: tuple[str, ...], count: int) -> list[str]:
    """So many colours of a scale, its middle only for an odd number."""
    half = count // 2
    lower = [place / (2 * half) for place in range(half)]
    places = [*lower, *([0.5] if count % 2 else []), *(1 - place for place in reversed(lower))]
    return [_at(scale, place) for place in places]


def _at(scale: tuple[str, ...], place: float) -> str:
    """The colour at a place from 0 to 1."""
    position = place * (len(scale) - 1)
    left = min(int(position), len(scale) - 2)
    mixed = (
        round(one + (other - one) * (position - left))
        for one, other in zip(_rgb(scale[left]), _rgb(scale[left + 1]), strict=True)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)
