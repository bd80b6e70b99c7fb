"""Does a paragraph read as a thing to be done, or as how things are? Asked only where two columns ran together."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.wording import (
    begins_within_sentence,
    openness_of,
    reads_as_action,
    split_at_plan,
)

ACTIONS = [
    "Recruit two people by March.",
    "To review the rota.",
    "• Develop a policy",
    "Policy to be written",
    "Staff need to be trained",
    "Building up the team",
]
STATEMENTS = [
    "We meet each month.",
    "The lead attends the forum.",
    "Review is ongoing.",
    "There is a policy.",
    "Audit and training are in place.",
    "Currently two people share this.",
]


@pytest.mark.parametrize("paragraph", ACTIONS)
def test_a_thing_to_be_done(paragraph: str) -> None:
    assert reads_as_action(paragraph) > 0


@pytest.mark.parametrize("paragraph", STATEMENTS)
def test_how_things_are(paragraph: str) -> None:
    assert reads_as_action(paragraph) < 0


@pytest.mark.parametrize("paragraph", ["", "and review it", "(see above)", "2025"])
def test_neither(paragraph: str) -> None:
    assert reads_as_action(paragraph) == 0


@pytest.mark.parametrize(
    ("text", "openness"), [("We meet.", 0), ("We meet the", 1), ("Teams, desks,", 1), ("Hire", 0.2), ("", 0)]
)
def test_how_surely_a_text_stops_within_a_sentence(text: str, openness: float) -> None:
    assert openness_of(text) == openness


@pytest.mark.parametrize(
    ("text", "within"),
    [("and so on", True), ("(all of them)", True), (", too", True), ("We meet", False), ("", False)],
)
def test_a_rest_of_a_sentence_begins_small(text: str, within: bool) -> None:
    assert begins_within_sentence(text) is within


@pytest.mark.parametrize(
    ("paragraphs", "statements_open", "plans_open", "cut"),
    [
        (["We meet monthly.", "Recruit two people."], 0.0, 0.0, 1),
        (["Recruit two people.", "Train them."], 0.0, 0.0, 0),
        (["We meet monthly.", "There is a rota."], 0.0, 0.0, 2),
        (["and so it is.", "more training."], 1.0, 0.8, 1),  # both sentences go on, in the form's order
        (["and so it is.", "Recruit two people."], 1.0, 0.0, 1),
    ],
)
def test_where_the_plan_s_paragraphs_begin(
    paragraphs: list[str], statements_open: float, plans_open: float, cut: int
) -> None:
    assert split_at_plan(paragraphs, statements_open=statements_open, plans_open=plans_open) == cut
