"""How does a tick look in text?

Every way of writing a choice that text returns use, as named styles. A style draws the lines of one rating
cell; what it cannot show (an empty box that is not drawn at all) is told by `shows_empty`.
"""

# People type dashes and curly quotation marks; so does this module.

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from evaluation import form


@dataclass(frozen=True)
class OptionLine:
    """One line of a rating cell.

    `options` are the codes it shows (several where one line holds them all); `raw` says that the text is
    markup already and must not be escaped; `known` is false where the line shows no box. `ticked` names those of
    the options that were chosen, for renderers that draw boxes of their own (content controls, form fields, ink).
    """

    text: str
    options: tuple[str, ...]
    raw: bool = False
    known: bool = True
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordedOption:
    """An option with the words that this return uses for it."""

    code: str
    label: str
    ticked: bool
    remark: str = ""


_Draw = Callable[[Sequence[WordedOption], Random], list[OptionLine]]


@dataclass(frozen=True)
class MarkStyle:
    """A way of marking.

    `shows_empty` is false where a rating without a tick looks like one whose boxes are lost; `one_line`
    where all options stand on one line.
    """

    name: str
    draw: _Draw
    shows_empty: bool = True
    one_line: bool = False


# --- wording of the labels ----------------------------------------------------------------------------------

_SHORT = {
    "not_at_all": ("Not at all",),
    "partially": ("Partially", "Partial"),
    "to_a_greater_extent": ("Greater extent", "To greater extent", "To a greater extent"),
    "consistently_and_to_a_high_standard": (
        "Consistently",
        "Consistently & to a high standard",
        "Consistently and high standard",
    ),
    "no_risk": ("No risk", "None (no risk)"),
    "low": ("Low", "Low risk", "Low (small improvements)"),
    "medium": ("Medium", "Medium risk", "Medium (no immediate risks)"),
    "high": ("High", "High risk", "High (clear risk)"),
}

_MISSPELT = {
    "not_at_all": "Not at al",
    "partially": "Partialy",
    "to_a_greater_extent": "To a greater extend",
    "consistently_and_to_a_high_standard": "Consistantly and to a high standard",
    "no_risk": "No risk",
    "low": "Low (small improvments required)",
    "medium": "Medium (no immediate risks, but potential for greater risk if not adressed)",
    "high": "High (clear risk to all or part of the sevice)",
}

_REMARKS = (
    "– see notes",
    "(see above)",
    "- awaiting audit",
    "– agreed at team meeting",
    "(as last year)",
    "- improving",
    "– discussed with the rota group",
)

WORDINGS = ("exact", "no_parentheses", "capitals", "short", "misspelt", "remarks")


def worded_options(rating: str, ticked: Sequence[str], wording: str, rng: Random) -> list[WordedOption]:
    """The four options of a rating in one of `WORDINGS`."""
    worded = []
    for code, exact in form.OPTIONS[rating].items():
        label, remark = exact, ""
        if wording == "no_parentheses":
            label = exact.split(" (")[0]
        elif wording == "capitals":
            label = exact.upper()
        elif wording == "short":
            label = rng.choice(_SHORT[code])
        elif wording == "misspelt" and rng.random() < 0.5:
            label = _MISSPELT[code]
        elif wording == "remarks" and code in ticked and rng.random() < 0.6:
            remark = rng.choice(_REMARKS)
        worded.append(WordedOption(code, label, code in ticked, remark))
    return worded


# --- one line for each option -------------------------------------------------------------------------------


def _said(option: WordedOption) -> str:
    return f"{option.label} {option.remark}".rstrip()


def _pairs(ticked: str, empty: str, *, behind: bool = False, raw: bool = False) -> _Draw:
    """Each option on its own line with `ticked` or `empty` before (or behind) its label."""

    def draw(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
        lines = []
        for option in options:
            sign = ticked if option.ticked else empty
            label = _html_text(option.label) if raw else option.label
            remark = (" " + option.remark) if option.remark else ""
            text = f"{label} {sign}{remark}" if behind else f"{sign} {label}{remark}"
            lines.append(OptionLine(text.strip(), (option.code,), raw))
        return lines

    return draw


def _html_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _varied_inputs(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    """HTML inputs in the spellings that exporters use, one spelling a cell."""
    ticked, empty = rng.choice(
        (
            ('<input type="checkbox" checked="">', '<input type="checkbox">'),
            ('<input checked type="checkbox">', '<input type="checkbox">'),
            ('<input type="checkbox" checked="checked" />', '<input type="checkbox" />'),
            ('<INPUT TYPE="CHECKBOX" CHECKED>', '<INPUT TYPE="CHECKBOX">'),
            ("<input type=checkbox checked disabled>", "<input type=checkbox disabled>"),
            (
                '<input class="opt" name="q" value="1" checked="true" type="checkbox"/>',
                '<input class="opt" name="q" value="1" type="checkbox"/>',
            ),
        )
    )
    return _pairs(ticked, empty, raw=True)(options, rng)


def _typed_before_box(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    sign = rng.choice(("X", "x", "✓"))
    return [OptionLine(f"{sign + ' ' if o.ticked else ''}☐ {_said(o)}", (o.code,)) for o in options]


def _bare_tick(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    sign = rng.choice(("✓", "✔", "X", "√"))
    return [OptionLine(f"{sign} {_said(o)}" if o.ticked else o.label, (o.code,)) for o in options]


def _bare_tick_behind(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    sign = rng.choice(("✓", "✔", "X"))
    return [OptionLine(f"{o.label} {sign}" if o.ticked else o.label, (o.code,)) for o in options]


def _bold_markdown(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
    return [OptionLine(f"**{_said(o)}**" if o.ticked else o.label, (o.code,), raw=True) for o in options]


def _bold_html(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    tag = rng.choice(("b", "strong"))
    return [
        OptionLine(
            f"<{tag}>{_html_text(_said(o))}</{tag}>" if o.ticked else _html_text(o.label), (o.code,), raw=True
        )
        for o in options
    ]


def _highlighted_html(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    opening, closing = rng.choice(
        (
            ("<mark>", "</mark>"),
            ("<u>", "</u>"),
            ('<span style="background:yellow">', "</span>"),
            ("<span style='background:yellow;mso-highlight:yellow'>", "</span>"),
        )
    )
    lines = []
    for option in options:
        text = _html_text(_said(option))
        lines.append(
            OptionLine(opening + text + closing if option.ticked else text, (option.code,), raw=True)
        )
    return lines


def _struck_html(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    tag = rng.choice(("s", "del", "strike"))
    return [
        OptionLine(
            _html_text(_said(o)) if o.ticked else f"<{tag}>{_html_text(o.label)}</{tag}>", (o.code,), raw=True
        )
        for o in options
    ]


def _struck_markdown(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
    return [OptionLine(_said(o) if o.ticked else f"~~{o.label}~~", (o.code,), raw=True) for o in options]


def _written_out(options: Sequence[WordedOption], rng: Random) -> list[OptionLine]:
    remark = rng.choice(("", " – see notes", ".", " - as discussed", ""))
    return [OptionLine(f"{o.label}{remark}", (o.code,)) for o in options if o.ticked]


def _bare(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
    return [OptionLine(o.label, (o.code,), known=False) for o in options]


def _structured(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
    """No mark in the text: the renderer draws the box itself, from `ticked`."""
    return [OptionLine(_said(o), (o.code,)) for o in options]


def _dashed(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
    return [OptionLine(f"- {o.label}", (o.code,), known=False) for o in options]


# --- all options on one line --------------------------------------------------------------------------------


def _joined(ticked: str, empty: str, *, behind: bool = False, gap: str = " ", raw: bool = False) -> _Draw:
    def draw(options: Sequence[WordedOption], _rng: Random) -> list[OptionLine]:
        parts = _pairs(ticked, empty, behind=behind, raw=raw)(options, _rng)
        return [OptionLine(gap.join(part.text for part in parts), tuple(o.code for o in options), raw)]

    return draw


STYLES: dict[str, MarkStyle] = {
    style.name: style
    for style in (
        MarkStyle(
            "input", _pairs('<input checked="" type="checkbox"/>', '<input type="checkbox"/>', raw=True)
        ),
        MarkStyle("input_varied", _varied_inputs),
        MarkStyle("crossed_box", _pairs("☒", "☐")),
        MarkStyle("ticked_box", _pairs("☑", "☐")),
        MarkStyle("filled_square", _pairs("■", "□")),
        MarkStyle("times_box", _pairs("⊠", "▢")),
        MarkStyle("tick_for_box", _pairs("✓", "☐")),
        MarkStyle("tick_cross", _pairs("✔", "✗")),
        MarkStyle("x_brackets", _pairs("[x]", "[ ]")),
        MarkStyle("capital_x_brackets", _pairs("[X]", "[ ]")),
        MarkStyle("x_parentheses", _pairs("(x)", "( )")),
        MarkStyle("tick_brackets", _pairs("[✓]", "[ ]")),
        MarkStyle("selected_tokens", _pairs(":selected:", ":unselected:")),
        MarkStyle("task_list", _pairs("- [x]", "- [ ]", raw=True)),
        MarkStyle("latex_boxes", _pairs(r"$\boxtimes$", r"$\square$", raw=True)),
        MarkStyle("escaped_brackets", _pairs(r"\[x\]", r"\[ \]", raw=True)),
        MarkStyle("entities", _pairs("&#9746;", "&#9744;", raw=True)),
        MarkStyle("hex_entities", _pairs("&#x2611;", "&#x2610;", raw=True)),
        MarkStyle("typed_before_box", _typed_before_box),
        MarkStyle("bare_tick", _bare_tick, shows_empty=False),
        MarkStyle("bare_tick_behind", _bare_tick_behind, shows_empty=False),
        MarkStyle("box_behind", _pairs("☒", "☐", behind=True)),
        MarkStyle("brackets_behind", _pairs("[x]", "[ ]", behind=True)),
        MarkStyle("one_line", _joined("☒", "☐"), one_line=True),
        MarkStyle("one_line_behind", _joined("☒", "☐", behind=True), one_line=True),
        MarkStyle("one_line_brackets", _joined("[x]", "[ ]", gap="   "), one_line=True),
        MarkStyle(
            "one_line_input",
            _joined('<input checked="" type="checkbox"/>', '<input type="checkbox"/>', raw=True),
            one_line=True,
        ),
        MarkStyle("bold_markdown", _bold_markdown, shows_empty=False),
        MarkStyle("bold_html", _bold_html, shows_empty=False),
        MarkStyle("highlighted_html", _highlighted_html, shows_empty=False),
        MarkStyle("struck_html", _struck_html, shows_empty=False),
        MarkStyle("struck_markdown", _struck_markdown, shows_empty=False),
        MarkStyle("written_out", _written_out),
        MarkStyle("structured", _structured),
        MarkStyle("bare", _bare, shows_empty=False),
        MarkStyle("dashed", _dashed, shows_empty=False),
    )
}

WITHOUT_STATE = ("bare", "dashed")
"""Styles that show no state at all."""
