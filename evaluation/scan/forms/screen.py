"""What does a form on the web look like on a screen? Chromium shows a page and says where its boxes are.

Boxes are the browser's own, or drawn by the page: a white tick on a coloured square, a coloured dot in a ring.
"""

import html
import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from evaluation.conversion import CHROMIUM, find_program, run_chromium
from evaluation.pdf.paper import A4

Json = dict[str, Any]

_TELL_PLACES = """<script>
const said = [...document.querySelectorAll('[data-label]')].map(e => {
  const r = e.getBoundingClientRect();
  return {label: e.dataset.label, state: e.dataset.state, x0: r.left, top: r.top, x1: r.right, bottom: r.bottom};
});
document.documentElement.dataset.places = JSON.stringify(said);
</script>"""

_DRAWN = """
.box { display: inline-block; box-sizing: border-box; width: 18px; height: 18px; vertical-align: -4px;
  border: 2px solid #5f6368; border-radius: 3px; margin-right: 10px; }
.box.round { border-radius: 50%%; }
.box svg { display: none; }
.box.on { background: %(accent)s; border-color: %(accent)s; }
.box.on svg { display: block; }
.box.round.on { background: radial-gradient(circle, %(accent)s 4px, %(paper)s 5px); }
"""
_TICK = (
    "<svg viewBox='0 0 14 14'><path d='M2 7l3.5 3.5L12 3' fill='none' stroke='white' stroke-width='2'/></svg>"
)

_ASKED: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    (
        "Which newsletters would you like?",
        True,
        ("Events", "New books", "Courses", "Exhibitions", "Opening hours"),
    ),
    ("How often may we write?", False, ("Weekly", "Once a month", "Only when something changes")),
    ("How did you hear of us?", True, ("From friends", "In the paper", "On the web", "While passing by")),
    ("Your age", False, ("Under 18", "18 to 64", "65 or over")),
    ("Conditions", True, ("I have read the conditions", "I agree that my data are kept")),
)


@dataclass(frozen=True)
class ScreenKind:
    """A page as shown: how it looks, and device pixels a pixel of the page."""

    name: str
    style: str
    own: bool
    """Whether boxes are the browser's own."""
    accent: str = "#1a73e8"
    paper: str = "#ffffff"
    scale: float = 1.0
    group: str = "screen"
    size: tuple[int, int] = (900, 1000)


def capture(kind: ScreenKind, seed: int) -> tuple[bytes, Json]:
    """A picture of the screen (PNG), and the truth about it."""
    page = _page(kind, Random(f"{seed}/{kind.name}"))
    with tempfile.TemporaryDirectory(prefix="evaluation-screen-") as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "shot.png"
        source.write_text(page, encoding="utf-8")
        look = (
            f"--window-size={kind.size[0]},{kind.size[1]}",
            f"--force-device-scale-factor={kind.scale}",
            "--hide-scrollbars",
        )
        program = find_program(CHROMIUM)
        if program is None:
            message = "chromium is not installed"
            raise FileNotFoundError(message)
        run_chromium(program, source, Path(folder) / "profile", *look, f"--screenshot={shot}")
        dumped = run_chromium(program, source, Path(folder) / "profile", *look, "--dump-dom")
        data = shot.read_bytes()
        with Image.open(shot) as image:
            pixels = image.size
    found = re.search(r'data-places="([^"]*)"', dumped.decode("utf-8"))
    places = json.loads(html.unescape(found.group(1))) if found else []
    points = A4[1] / max(pixels) * kind.scale
    marks = [_truth(one, points) for one in places]
    sizes = [[round(side * A4[1] / max(pixels), 2) for side in pixels]]
    return data, {"kind": kind.name, "group": kind.group, "marks": marks, "page_sizes": sizes}


def _truth(one: Json, points: float) -> Json:
    place = {side: round(one[side] * points, 2) for side in ("x0", "top", "x1", "bottom")}
    how = "shown" if one["state"] == "selected" else ""
    return {
        "state": one["state"],
        "label": one["label"],
        "labels": [one["label"]],
        "how": how,
        "page": 1,
        **place,
    }


def _page(kind: ScreenKind, rng: Random) -> str:
    asked = "".join(_question(kind, number, rng) for number in range(len(_ASKED)))
    style = kind.style + (_DRAWN % {"accent": kind.accent, "paper": kind.paper} if not kind.own else "")
    return (
        f"<!doctype html><html><meta charset='utf-8'><style>{style}</style><body><h1>Friends of the museum</h1>"
        f"<p>Tell us what you would like to hear about.</p>{asked}<button>Send</button>{_TELL_PLACES}</body></html>"
    )


def _question(kind: ScreenKind, number: int, rng: Random) -> str:
    words, several, labels = _ASKED[number]
    chosen = rng.sample(labels, rng.randint(1, len(labels) - 1) if several else 1)
    box: Callable[..., str] = _own_box if kind.own else _drawn_box
    lines = "".join(
        f"<div class='option'><label>{box(label, label in chosen, several, number)} {label}</label></div>"
        for label in labels
    )
    return f"<section><h2>{words}</h2>{lines}</section>"


def _said(label: str, chosen: bool) -> str:
    return f"data-label='{label}' data-state='{'selected' if chosen else 'unselected'}'"


def _own_box(label: str, chosen: bool, several: bool, number: int) -> str:
    kind, on = ("checkbox" if several else "radio"), ("checked" if chosen else "")
    return f"<input type='{kind}' name='q{number}' {on} {_said(label, chosen)}>"


def _drawn_box(label: str, chosen: bool, several: bool, number: int) -> str:
    classes = f"box{'' if several else ' round'}{' on' if chosen else ''}"
    return f"<span class='{classes}' {_said(label, chosen)}>{_TICK if several else ''}</span>"


_PLAIN = "body { font: 16px 'DejaVu Sans', sans-serif; margin: 32px; } h2 { font-size: 17px; }"
_AIRY = (
    "body { font: 16px 'Nimbus Sans', sans-serif; margin: 40px 60px; color: #202124; } h2 { font-size: 18px; }"
    " .option { margin: 10px 0; } button { background: #1a73e8; color: white; border: 0; padding: 10px 24px; }"
)
_GREEN = (
    "body { font: 15px 'DejaVu Serif', serif; margin: 30px; background: #eef1ea; color: #222; }"
    " section { background: white; border: 1px solid #ccd; border-radius: 8px; margin: 12px 0; }"
    " section { padding: 2px 20px 14px; }"
    " h2 { font-size: 16px; } .option { display: inline-block; margin-right: 26px; line-height: 32px; }"
)
_DARK = (
    "body { font: 16px 'DejaVu Sans', sans-serif; margin: 36px; background: #1f2329; color: #e4e6ea; }"
    " h2 { font-size: 17px; } .option { margin: 8px 0; } .box { border-color: #9aa0a6; }"
)

SCREENS: Sequence[ScreenKind] = (
    ScreenKind("screen-own", _PLAIN, own=True),
    ScreenKind("screen-own-2x", _GREEN, own=True, scale=2.0),
    ScreenKind("screen-drawn", _AIRY, own=False),
    ScreenKind("screen-drawn-2x", _GREEN, own=False, accent="#188038", scale=2.0),
    ScreenKind("screen-dark", _DARK, own=False, accent="#8ab4f8", paper="#1f2329"),
)
