"""How people choose an option in text: by ticking, by setting it off, or in words; and what is claimed of each."""

from __future__ import annotations

import pytest

from tests.spec.reading import Reading, read
from toolkit_extract.schemas.toolkit import Toolkit

LABELS = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
CODES = ("not_at_all", "partially", "to_a_greater_extent", "consistently_and_to_a_high_standard")


def rating(cell: str, toolkit: Toolkit) -> Reading:
    """A standard whose cell of Evaluate says this; the marks of Prioritise are the usual ones."""
    form = f"""\
1.1 Reports reach the director.

Map\tEvaluate\tPlan\tPrioritise
We meet.\t{cell}\tShort Term\t☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High
"""
    return read(form, toolkit)


def cell(on: str, off: str, chosen: str = "Partially") -> str:
    """The four options, each with its box before it."""
    return "<br>".join(f"{on if label == chosen else off}{label}" for label in LABELS)


BOXES = {
    "ballot boxes with a cross": ("☒ ", "☐ "),
    "ballot boxes with a tick": ("☑ ", "☐ "),
    "heavy squares": ("■ ", "□ "),
    "an emoji beside empty squares": ("✅ ", "⬜ "),
    "a tick beside empty boxes": ("✓ ", "☐ "),
    "square brackets": ("[x] ", "[ ] "),
    "square brackets in capitals": ("[X] ", "[ ] "),
    "square brackets with a tick": ("[✓] ", "[ ] "),
    "round brackets": ("(x) ", "( ) "),
    "brackets escaped for Markdown": (r"\[x\] ", r"\[ \] "),
    "a task list": ("- [x] ", "- [ ] "),
    "named boxes": (":selected: ", ":unselected: "),
    "named boxes of a chat": (":ballot_box_with_check: ", ":white_large_square: "),
    "symbols of TeX": (r"$\boxtimes$ ", r"$\square$ "),
    "symbols of TeX without dollars": (r"\boxtimes ", r"\square "),
    "form controls": ('<input type="checkbox" checked> ', '<input type="checkbox"> '),
    "form controls of XHTML": ('<input type="checkbox" checked="checked"/> ', '<input type="checkbox"/> '),
    "radio buttons": ('<input type="radio" checked> ', '<input type="radio"> '),
    "circles": ("◉ ", "○ "),
    "a symbol font's private codes": ("\uf0fe ", "\uf0a8 "),
}


@pytest.mark.parametrize("style", BOXES)
def test_a_ticked_box_is_the_choice_and_every_box_is_legible(style: str, amhp: Toolkit) -> None:
    reading = rating(cell(*BOXES[style]), amhp)
    choice = reading.choice("1.1", "evaluate")
    assert choice.option == "partially"
    assert choice.score == 2
    assert list(choice.marks.values()) == ["unselected", "selected", "unselected", "unselected"]
    assert choice.confidence >= 0.9


@pytest.mark.parametrize("style", BOXES)
@pytest.mark.parametrize("chosen", [0, 3])
def test_a_tick_moved_moves_the_choice(style: str, chosen: int, amhp: Toolkit) -> None:
    reading = rating(cell(*BOXES[style], chosen=LABELS[chosen]), amhp)
    assert reading.answers("1.1")["evaluate"] == CODES[chosen]


PLACES = {
    "behind their labels": "<br>".join(f"{label} {box}" for label, box in zip(LABELS, "☐☒☐☐", strict=True)),
    "on one line before their labels": " ".join(
        f"{box} {label}" for label, box in zip(LABELS, "☐☒☐☐", strict=True)
    ),
    "on one line behind their labels": " ".join(
        f"{label} {box}" for label, box in zip(LABELS, "☐☒☐☐", strict=True)
    ),
    "without a space": "☐Not at all<br>☒Partially<br>☐To a greater extent<br>☐Consistently and to a high standard",
    "on lines of their own": (
        "☐<br>Not at all<br>☒<br>Partially<br>☐<br>To a greater extent<br>☐<br>Consistently and to a high standard"
    ),
    "before labels that wrap": (
        "☐ Not at<br>all<br>☒ Partially<br>☐ To a greater<br>extent<br>☐ Consistently and to<br>a high standard"
    ),
    "with an x typed behind an untouched box": (
        "☐ Not at all<br>☐ x Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard"
    ),
    "with a tick typed behind the label": (
        "☐ Not at all<br>☐ Partially ✓<br>☐ To a greater extent<br>☐ Consistently and to a high standard"
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_boxes_belong_to_the_labels_beside_them(place: str, amhp: Toolkit) -> None:
    assert rating(PLACES[place], amhp).answers("1.1")["evaluate"] == "partially"


WITHOUT_BOXES = {
    "the only bold one": "<br>".join(f"**{x}**" if x == "Partially" else x for x in LABELS),
    "the only bold one in HTML": "<br>".join(f"<b>{x}</b>" if x == "Partially" else x for x in LABELS),
    "the highlighted one": "<br>".join(f"=={x}==" if x == "Partially" else x for x in LABELS),
    "the one on a yellow ground": cell("", "").replace(
        "Partially", '<span style="background: yellow">Partially</span>'
    ),
    "the others struck out": "<br>".join(x if x == "Partially" else f"~~{x}~~" for x in LABELS),
    "written out": "Partially",
    "written out with a remark": "Partially – two teams are new.",
    "written out in capitals": "PARTIALLY",
    "shortened": "To a great extent",
    "misspelt": "Partialy",
}


@pytest.mark.parametrize("way", WITHOUT_BOXES)
def test_a_choice_without_a_box_is_read_and_always_asks_for_a_second_look(way: str, amhp: Toolkit) -> None:
    reading = rating(WITHOUT_BOXES[way], amhp)
    expected = "to_a_greater_extent" if way == "shortened" else "partially"
    assert reading.answers("1.1")["evaluate"] == expected
    choice = reading.choice("1.1", "evaluate")
    assert choice.needs_review
    assert choice.confidence < 0.93


UNDECIDED = {
    "no box ticked": (cell("☐ ", "☐ "), "NONE_SELECTED"),
    "two boxes ticked": (cell("☒ ", "☐ ").replace("☐ To", "☒ To"), "MULTIPLE_SELECTED"),
    "labels without boxes": (cell("", ""), "NOT_RECOVERABLE"),
    "bullets where boxes were": (cell("- ", "- "), "NOT_RECOVERABLE"),
    "all bold": ("<br>".join(f"**{label}**" for label in LABELS), "NOT_RECOVERABLE"),
    "an empty cell": ("", "NONE_SELECTED"),
    "words and no option": ("See the notes at the end.", "NOT_RECOVERABLE"),
    "a question mark": ("?", "NOT_RECOVERABLE"),
    "one label of four left, without its box": ("- Partially<br>- To a greater extent", "NOT_RECOVERABLE"),
}


@pytest.mark.parametrize("case", UNDECIDED)
def test_what_is_not_known_is_not_claimed(case: str, amhp: Toolkit) -> None:
    words, state = UNDECIDED[case]
    choice = rating(words, amhp).choice("1.1", "evaluate")
    assert choice.state.upper() == state
    assert choice.option is None
    assert choice.score is None
    if state != "NONE_SELECTED" or case == "an empty cell":
        assert choice.needs_review


REMARKS = {
    "on a line below": (cell("☒ ", "☐ ") + "<br>Two teams are new.", "Two teams are new."),
    "on the option's line": (cell("☒ ", "☐ ").replace("Partially", "Partially (two teams)"), "(two teams)"),
    "with another option's words": (cell("☒ ", "☐ ") + "<br>Not at all at night.", "Not at all at night."),
}


@pytest.mark.parametrize("case", REMARKS)
def test_words_beside_the_options_are_kept_as_a_remark(case: str, amhp: Toolkit) -> None:
    words, remark = REMARKS[case]
    reading = rating(words, amhp)
    assert reading.answers("1.1")["evaluate"] == "partially"
    assert reading.choice("1.1", "evaluate").remark == remark
    assert "choice.remark" in reading.codes("1.1")


def test_ticks_and_crosses_beside_all_options_mean_yes_and_no(amhp: Toolkit) -> None:
    assert rating(cell("✓ ", "✗ "), amhp).answers("1.1")["evaluate"] == "partially"


def test_a_tick_beside_one_option_says_that_the_others_are_not_chosen(amhp: Toolkit) -> None:
    choice = rating(cell("✓ ", ""), amhp).choice("1.1", "evaluate")
    assert choice.option == "partially"
    assert list(choice.marks.values()) == ["unselected", "selected", "unselected", "unselected"]


def test_hollow_squares_that_never_come_filled_may_be_bullets_or_lost_glyphs(amhp: Toolkit) -> None:
    form = f"1.1 Reports reach the director.\n\nMap\tEvaluate\tPlan\tPrioritise\nWe meet.\t{cell('□ ', '□ ')}\t\t\n"
    reading = read(form, amhp)
    assert reading.answers("1.1")["evaluate"] == "NOT_RECOVERABLE"
    assert reading.doubted("1.1") >= {"evaluate"}


TYPED_BESIDE = ("/", "#", "←", "<--", "=>", "ü", "P", "Y", "yes", "(chosen)", "[selected]")


@pytest.mark.parametrize("box", ["☐ ", ""])
@pytest.mark.parametrize("sign", TYPED_BESIDE)
def test_a_sign_typed_beside_one_untouched_option_is_a_choice_that_asks_for_a_second_look(
    sign: str, box: str, amhp: Toolkit
) -> None:
    for way in (f"{{}}{sign} {{}}", f"{{}}{{}} {sign}"):
        lines = [
            way.format(box, label) if label == "To a greater extent" else f"{box}{label}" for label in LABELS
        ]
        reading = rating("<br>".join(lines).replace("<--", "&lt;--"), amhp)
        choice = reading.choice("1.1", "evaluate")
        assert (choice.option, choice.needs_review) == ("to_a_greater_extent", True), lines


@pytest.mark.parametrize("words", ["see notes", "1", "• "])
def test_other_words_beside_one_option_whose_box_is_unticked_ask_for_a_second_look(
    words: str, amhp: Toolkit
) -> None:
    lines = [f"☐ {label} {words if label == 'Partially' else ''}" for label in LABELS]
    choice = rating("<br>".join(lines), amhp).choice("1.1", "evaluate")
    assert (choice.state, choice.needs_review) == ("none_selected", True)


@pytest.mark.parametrize("number", ["{}. ", "{}) ", "({}) ", "{} = "])
def test_numbers_before_the_options_are_no_signs(number: str, amhp: Toolkit) -> None:
    lines = [f"☐ {number.format(n)}{label}" for n, label in enumerate(LABELS, 1)]
    choice = rating("<br>".join(lines), amhp).choice("1.1", "evaluate")
    assert (choice.state, choice.needs_review) == ("none_selected", False)
