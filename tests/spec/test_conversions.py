"""What converters of other makers do to a form, and what is read of it all the same, or said to be in doubt."""

from __future__ import annotations

from tests.spec.reading import read
from toolkit_extract.schemas.record import ChoiceState
from toolkit_extract.schemas.toolkit import Toolkit

PROMPTS = """Map
What evidence is there for your AMHP service already meeting this standard?

Evaluate
Based on the evidence, to what extent do you consider that your authority already meets this standard?

Plan
What are the systems or service changes that could be introduced?

Prioritise
Overall, how would you rate the current level of risk?
"""


def one_standard(answers: str) -> str:
    return f"1.1 Reports should travel upwards and answers should travel back.\n{PROMPTS}\n{answers}"


RATED_LOW = "☐ No risk\n☒ Low\n☐ Medium\n☐ High\n"


def test_a_box_on_a_line_before_its_option_belongs_to_that_option(amhp: Toolkit) -> None:
    boxes = (
        "☐\n\nNot at all\n\n☒\n\nPartially\n\n"
        "☐\n\nTo a greater extent\n\n☐\n\nConsistently and to a high standard\n"
    )
    form = read(one_standard(f"We meet weekly.\n\n{boxes}\nShort Term\n\n{RATED_LOW}"), amhp)
    assert form.answers("1.1") == {"map": "We meet weekly.", "evaluate": "partially", "prioritise": "low"}


def test_a_box_on_a_line_behind_its_option_belongs_to_that_option(amhp: Toolkit) -> None:
    boxes = (
        "Not at all\n\n☐\n\nPartially\n\n☐\n\n"
        "To a greater extent\n\n☒\n\nConsistently and to a high standard\n\n☐\n"
    )
    form = read(one_standard(f"We meet weekly.\n\n{boxes}\nShort Term\n\n{RATED_LOW}"), amhp)
    assert form.answers("1.1")["evaluate"] == "to_a_greater_extent"


def test_a_bare_tick_between_two_short_options_is_never_read_without_a_doubt(amhp: Toolkit) -> None:
    ticks = "Not at all\nPartially\n✓\nTo a greater extent\nConsistently and to a high standard\n"
    form = read(one_standard(f"We meet weekly.\n\n{ticks}\nShort Term\n\n{RATED_LOW}"), amhp)
    assert "evaluate" in form.doubted("1.1")


def test_a_box_that_stands_beside_no_option_puts_the_ratings_in_doubt(amhp: Toolkit) -> None:
    form = read(one_standard(f"We meet weekly.\n\n☒\n\nWe also report.\n\nShort Term\n\n{RATED_LOW}"), amhp)
    assert "prioritise" in form.doubted("1.1")
    assert "mark.unassigned" in form.codes("1.1")
    assert form.answers("1.1")["map"] == "We meet weekly.\nWe also report."


def test_a_box_and_its_words_with_a_tab_between_are_one_line(amhp: Toolkit) -> None:
    boxes = "[ ]\tNot at all\n[x]\tPartially\n[ ]\tTo a greater extent\n[ ]\tConsistently and to a high standard\n"
    form = read(one_standard(f"We meet weekly.\n{boxes}Short Term\n{RATED_LOW}"), amhp)
    assert form.answers("1.1") == {"map": "We meet weekly.", "evaluate": "partially", "prioritise": "low"}


def test_options_that_were_cut_at_their_tabs_keep_their_own_boxes(amhp: Toolkit) -> None:
    row = "☐\tNo risk☒\tLow☐\tMedium☐\tHigh"
    form = read(one_standard(f"We meet weekly.\n\nShort Term\n\n{row}\n"), amhp)
    assert form.answers("1.1")["prioritise"] == "low"


def test_what_an_untouched_control_shows_is_no_answer(amhp: Toolkit) -> None:
    form = read(
        "<html><body><p>1.1 Reports should travel upwards and answers should travel back.</p><table>"
        "<tr><td>Map</td><td>Evaluate</td><td>Plan</td><td>Prioritise</td></tr>"
        "<tr><td>Click or tap here to enter text.</td><td>Choose an item.</td><td>Short Term</td>"
        "<td>Please select</td></tr></table></body></html>",
        amhp,
    )
    assert form.choice("1.1", "evaluate").state is ChoiceState.NONE_SELECTED
    assert form.choice("1.1", "prioritise").state is ChoiceState.NONE_SELECTED
    assert "map" not in form.answers("1.1")


def test_ticks_below_a_column_for_each_option_are_read(amhp: Toolkit) -> None:
    form = read(
        "<html><body><p>1.1 Reports should travel upwards and answers should travel back.</p><table>"
        "<tr><td>Map</td><td colspan='4'>Evaluate</td><td>Plan</td><td>Prioritise</td></tr>"
        "<tr><td></td><td>Not at all</td><td>Partially</td><td>To a greater extent</td>"
        "<td>Consistently and to a high standard</td><td></td><td></td></tr>"
        "<tr><td>We meet weekly.</td><td></td><td></td><td>✓</td><td></td><td>Short Term</td>"
        "<td>☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High</td></tr></table></body></html>",
        amhp,
    )
    assert form.answers("1.1") == {
        "map": "We meet weekly.",
        "evaluate": "to_a_greater_extent",
        "prioritise": "low",
    }


def test_a_completed_table_under_no_known_statement_is_named_and_spoils_no_other(amhp: Toolkit) -> None:
    numbers = "☒ No risk\n☐ Low\n☐ Medium\n☐ High\n"
    ratings = "☒ Not at all\n☐ Partially\n☐ To a greater extent\n☐ Consistently and to a high standard\n"
    known = one_standard(f"We meet weekly.\n\n{ratings}\nShort Term\n\n{numbers}")
    unknown = (
        f"Some words about nothing that the form asks for, long enough to be a statement.\n\n{PROMPTS}\n"
    )
    form = read(f"{known}\n{unknown}They meet too.\n\n{ratings}\nShort Term\n\n{RATED_LOW}", amhp)
    assert form.answers("1.1") == {
        "map": "We meet weekly.",
        "evaluate": "not_at_all",
        "prioritise": "no_risk",
    }
    assert "standard.unidentified" in form.codes()


def test_a_circle_round_the_first_line_of_a_label_is_emphasis_on_it(amhp: Toolkit) -> None:
    options = (
        "Not at all<br>Partially<br><mark>To a greater</mark> extent<br>Consistently and to a high standard"
    )
    form = read(
        "<html><body><p>1.1 Reports should travel upwards and answers should travel back.</p><table>"
        "<tr><td>Map</td><td>Evaluate</td><td>Plan</td><td>Prioritise</td></tr>"
        f"<tr><td>We meet.</td><td>{options}</td><td>Short Term</td><td>☒ Low</td></tr></table></body></html>",
        amhp,
    )
    assert form.answers("1.1")["evaluate"] == "to_a_greater_extent"
    assert "evaluate" in form.doubted("1.1")
