"""What boxes, signs, looks and words of one rating amount to, and how sure that is."""

from __future__ import annotations

import pytest

from tests.unit.recovery.texts import marked
from toolkit_extract.recovery.choices import MarkingHabits, RatingEvidence, habits_of, resolve
from toolkit_extract.recovery.options import read_options
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.record import Choice
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

LOSES, KEEPS = MarkingHabits(loses_marks=True), MarkingHabits(loses_marks=False)


def evidence(toolkit: Toolkit, *cells: str) -> tuple[ChoiceQuestion, RatingEvidence]:
    """What one rating's cells (several where its row was torn) hold."""
    question = toolkit.question("prioritise")
    assert isinstance(question, ChoiceQuestion)
    words = vocabulary_of(toolkit)
    readings = tuple(read_options(marked(cell), words, question) for cell in cells)
    return question, RatingEvidence(readings, seen=True, in_cell=True)


def choose(toolkit: Toolkit, *cells: str, habits: MarkingHabits = LOSES) -> tuple[Choice, list[str]]:
    choice, findings = resolve(*evidence(toolkit, *cells), "1.1", habits)
    return choice, [finding.code for finding in findings]


FOUR = "[ ] No risk\n[x] Low\n[ ] Medium\n[ ] High"
CASES = [
    # the cells, the state, the options chosen, how that is known, the findings
    ((FOUR,), "selected", ("low",), "brackets", []),
    ((FOUR.replace("x", " "),), "none_selected", (), "brackets", []),
    (
        (FOUR.replace("[ ] High", "[x] High"),),
        "multiple_selected",
        ("low", "high"),
        "brackets",
        ["choice.multiple"],
    ),
    (("[x] Low",), "selected", ("low",), "brackets", ["choice.options_missing"]),
    (("- No risk\n[x] Low\n- Medium\n- High",), "selected", ("low",), "brackets", ["choice.boxes_lost"]),
    (("- No risk\n[ ] Low\n- Medium\n- High",), "not_recoverable", (), "", ["choice.not_recoverable"]),
    (("No risk\n**Low**\nMedium\nHigh",), "selected", ("low",), "emphasis_bold", ["choice.inferred"]),
    (("~~No risk~~\nLow\n~~Medium~~\n~~High~~",), "selected", ("low",), "struck_out", ["choice.inferred"]),
    (("Low",), "selected", ("low",), "written", ["choice.inferred"]),
    ((FOUR, "- Low"), "selected", ("low",), "brackets", []),  # a torn table shows an option twice
    ((FOUR, "[ ] Low"), "selected", ("low",), "brackets", ["choice.conflict"]),
    (("See above",), "not_recoverable", (), "", ["choice.not_recoverable", "choice.remark"]),
    (("",), "none_selected", (), "empty_cell", []),
]


@pytest.mark.parametrize(
    ("cells", "state", "chosen", "method", "codes"), CASES, ids=[str(row[0]) for row in CASES]
)
def test_a_rating_amounts_to(
    cells: tuple[str, ...], state: str, chosen: tuple[str, ...], method: str, codes: list[str], amhp: Toolkit
) -> None:
    choice, found = choose(amhp, *cells)
    assert (choice.state, choice.selected, choice.method) == (state, chosen, method)
    if codes == ["choice.options_missing"]:
        assert set(found) <= {"choice.options_missing", "choice.boxes_lost"}
    else:
        assert found == codes
    assert (choice.option, choice.score) == (("low", 2) if chosen == ("low",) else (None, None))


def test_options_without_boxes_say_nothing_where_boxes_may_be_lost_and_no_where_they_cannot(
    amhp: Toolkit,
) -> None:
    bare = "No risk\nLow\nMedium\nHigh"
    assert choose(amhp, bare)[0].state == "not_recoverable"
    kept, _ = choose(amhp, bare, habits=KEEPS)
    assert (kept.state, kept.method, kept.needs_review) == ("none_selected", "no_boxes", True)


def test_a_rating_that_is_nowhere_is_absent(amhp: Toolkit) -> None:
    question, _ = evidence(amhp)
    choice, findings = resolve(question, RatingEvidence(), "1.1", LOSES)
    assert (choice.state, choice.needs_review) == ("absent", True)
    assert [finding.code for finding in findings] == ["question.missing"]


def test_ticks_and_crosses_side_by_side_tell_what_crosses_mean_in_the_whole_document(amhp: Toolkit) -> None:
    both = evidence(amhp, "✗ No risk\n✓ Low\n✗ Medium\n✗ High")[1]
    crosses = evidence(amhp, "✗ No risk\nLow\nMedium\nHigh")[1]
    assert habits_of([both, crosses], loses_marks=True).crosses_mean_no
    assert not habits_of([crosses], loses_marks=True).crosses_mean_no


def test_every_option_has_a_state_whatever_was_found(amhp: Toolkit) -> None:
    for cell in ("", "Low", FOUR, "See above"):
        assert list(choose(amhp, cell)[0].marks) == ["no_risk", "low", "medium", "high"]
