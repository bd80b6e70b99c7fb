"""How page breaks and conversions tear a form, and what is read all the same. One test for each tear."""

from __future__ import annotations

import pytest

from tests.spec.reading import read
from toolkit_extract.schemas.toolkit import Toolkit

RATED = "☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard"
RISK = "☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High"
HEADER = "Map\tEvaluate\tPlan\tPrioritise"


# -- the header ------------------------------------------------------------------------------------------------------

HEADERS = {
    "names before their prompts": (
        "Map What evidence is there for your AMHP service already meeting this standard?\tEvaluate Based on the "
        "evidence, to what extent do you consider this standard?\tPlan What are the systems or service changes that "
        "could be introduced?\tPrioritise Overall, how would you rate the current level of risk?"
    ),
    "names and prompts in paragraphs": (
        "<p>Map</p> <p>What evidence is there for your AMHP service?</p>\t<p>Evaluate</p> <p>Based on the "
        "evidence</p>\t<p>Plan</p> <p>What are the systems or service changes?</p>\t<p>Prioritise</p> <p>Overall, how "
        "would you rate the current level of risk?</p>"
    ),
    "bare names, prompts in a second row": (
        "Map\tEvaluate\tPlan\tPrioritise\nWhat evidence is there for your AMHP service?\tBased on the evidence\t"
        "What are the systems or service changes?\tOverall, how would you rate the current level of risk?"
    ),
    "names in capitals": "MAP\tEVALUATE\tPLAN\tPRIORITISE",
    "numbered names": "1. Map\t2. Evaluate\t3. Plan\t4. Prioritise",
    "the header twice": "Map\tEvaluate\tPlan\tPrioritise\nMap\tEvaluate\tPlan\tPrioritise",
}


@pytest.mark.parametrize("header", HEADERS)
def test_a_header_is_no_answer(header: str, amhp: Toolkit) -> None:
    form = (
        f"1.1 Reports reach the director.\n\n{HEADERS[header]}\nWe meet.\t{RATED}\tShort Term Hire.\t{RISK}\n"
    )
    assert read(form, amhp).answers("1.1") == {
        "map": "We meet.",
        "evaluate": "partially",
        "short_term": "Hire.",
        "prioritise": "low",
    }


def test_a_header_cut_by_a_page_break_is_put_together(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

Map What evidence is there\tEvaluate Based on\tPlan What are the systems\tPrioritise Overall, how would you

for your AMHP service\tthe evidence\tor service changes\trate the current level of risk
We meet.\t{RATED}\tShort Term Hire.\t{RISK}
"""
    reading = read(form, amhp)
    assert reading.answers("1.1") == {
        "map": "We meet.",
        "evaluate": "partially",
        "short_term": "Hire.",
        "prioritise": "low",
    }


def test_the_last_words_of_a_prompt_in_a_row_of_their_own_are_no_answer(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

Map\tEvaluate Based on the evidence, to what extent do you consider\tPlan\tPrioritise
\tthis standard\t\t
We meet.\t{RATED}\tShort Term Hire.\t{RISK}
"""
    assert read(form, amhp).answers("1.1")["evaluate"] == "partially"


@pytest.mark.parametrize("words", ["N/A", "We meet this standard."])
def test_a_few_words_on_the_line_below_a_prompt_are_an_answer(words: str, amhp: Toolkit) -> None:
    form = (
        "1.1 Reports reach the director.\n\nMap:\nWhat evidence is there for your AMHP service already meeting this "
        f"standard? (Make a note of any practices, protocols or policies that support this)\n{words}\n\n"
        "Evaluate:\nPartially\n"
    )
    assert read(form, amhp).answers("1.1")["map"] == words


# -- the row of answers ----------------------------------------------------------------------------------------------


def test_a_row_cut_by_a_page_break_goes_on_as_loose_lines_in_the_form_s_order(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

{HEADER}
We meet each month and\t☐ Not at all<br>☒ Partially\tShort Term<br>Agree a rota.\t☐ No risk<br>☒ Low

write down what was said.

☐ To a greater extent
☐ Consistently and to a high standard

Long Term

Hire one person.

☐ Medium
☐ High

1.2 Somebody attends the network.

{HEADER}
We attend.\t{RATED}\tShort Term\t{RISK}
"""
    reading = read(form, amhp)
    assert reading.answers("1.1") == {
        "map": "We meet each month and write down what was said.",
        "evaluate": "partially",
        "short_term": "Agree a rota.",
        "long_term": "Hire one person.",
        "prioritise": "low",
    }
    assert reading.codes("1.1") == {"narrative.stitched"}
    assert reading.answers("1.2")["map"] == "We attend."


def test_the_second_half_of_a_row_may_stand_in_a_table_of_its_own(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

{HEADER}
We meet each month\t☐ Not at all<br>☒ Partially\tShort Term<br>Agree a rota.\t☐ No risk<br>☒ Low

and write it down.\t☐ To a greater extent<br>☐ Consistently and to a high standard\tLong Term<br>Hire.\t\
☐ Medium<br>☐ High
"""
    assert read(form, amhp).answers("1.1") == {
        "map": "We meet each month and write it down.",
        "evaluate": "partially",
        "short_term": "Agree a rota.",
        "long_term": "Hire.",
        "prioritise": "low",
    }


def test_tables_with_the_same_header_belong_each_to_the_standard_above_it(amhp: Toolkit) -> None:
    form = "\n\n".join(
        f"1.{number} Statement of this standard.\n\n{HEADER}\nAnswer {number}.\t{RATED}\tShort Term\t{RISK}"
        for number in (1, 2, 3)
    )
    reading = read(form, amhp)
    assert [reading.answers(f"1.{number}")["map"] for number in (1, 2, 3)] == [
        "Answer 1.",
        "Answer 2.",
        "Answer 3.",
    ]


def test_a_sentence_cut_in_the_middle_is_one_sentence_again(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

{HEADER}
Figures go to the board and the\t{RATED}\tShort Term\t{RISK}

director reads them.
"""
    assert read(form, amhp).answers("1.1")["map"] == "Figures go to the board and the director reads them."


def test_where_two_columns_run_together_their_wording_parts_them_and_both_are_doubted(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports reach the director.

{HEADER}
Figures go to the board\t{RATED}\tShort Term<br>Long Term<br>Arrange for\t{RISK}

and the director reads them.

more training days.
Recruit two people by March.
"""
    reading = read(form, amhp)
    assert reading.answers("1.1")["map"].startswith("Figures go to the board and the director reads them.")
    assert reading.answers("1.1")["long_term"].endswith("Recruit two people by March.")
    assert {"map", "long_term"} <= reading.doubted("1.1")
    assert "narrative.split_by_wording" in reading.codes("1.1")


# -- no table left ---------------------------------------------------------------------------------------------------


def test_columns_may_come_as_lines_with_their_parts_interleaved(amhp: Toolkit) -> None:
    form = """\
1.4 Neighbours meet in a forum.

Map
What evidence is there for your AMHP service already meeting this standard?

There is a forum, and our lead

Evaluate
Based on the evidence, to what extent do you consider this standard?

☐ Not at all

Plan
What are the systems or service changes that could be introduced?

Short Term

Prioritise
Overall, how would you rate the current level of risk?

☐ No risk

goes to it.

☒ Partially
☐ To a greater extent
☐ Consistently and to a high standard

Invite two more councils.

Medium Term

Long Term

☒ Low
☐ Medium
☐ High
"""
    assert read(form, amhp).answers("1.4") == {
        "map": "There is a forum, and our lead goes to it.",
        "evaluate": "partially",
        "short_term": "Invite two more councils.",
        "prioritise": "low",
    }


# -- boxes that were lost --------------------------------------------------------------------------------------------

AS_LINES = "1.1 Reports reach the director.\n\nMap\n\nEvaluate\n\nPlan\n\nPrioritise\n\nWe meet.\n\n"
LOST = "- Not at all\n- Partially\n- To a greater extent\n- Consistently and to a high standard"


def test_options_whose_boxes_are_lost_say_nothing(amhp: Toolkit) -> None:
    form = f"{AS_LINES}{LOST}\n\nShort Term\n"
    reading = read(form, amhp)
    assert reading.answers("1.1")["evaluate"] == "NOT_RECOVERABLE"
    assert "choice.not_recoverable" in reading.codes("1.1")
    assert set(reading.choice("1.1", "evaluate").marks.values()) == {"unknown"}


def test_a_kept_tick_tells_the_choice_though_other_boxes_are_lost(amhp: Toolkit) -> None:
    form = f"{AS_LINES}{LOST.replace('- Partially', '☒ Partially')}\n\nShort Term\n"
    reading = read(form, amhp)
    assert reading.answers("1.1")["evaluate"] == "partially"
    assert reading.choice("1.1", "evaluate").marks == {
        "not_at_all": "unknown",
        "partially": "selected",
        "to_a_greater_extent": "unknown",
        "consistently_and_to_a_high_standard": "unknown",
    }
    assert "choice.boxes_lost" in reading.codes("1.1")


def test_a_kept_empty_box_among_lost_ones_does_not_tell_the_choice(amhp: Toolkit) -> None:
    form = f"{AS_LINES}{LOST.replace('- Partially', '☐ Partially')}\n\nShort Term\n"
    assert read(form, amhp).answers("1.1")["evaluate"] == "NOT_RECOVERABLE"


def test_all_boxes_legible_and_none_ticked_is_an_answer(amhp: Toolkit) -> None:
    form = f"1.1 Reports reach the director.\n\n{HEADER}\nWe meet.\t{RATED.replace('☒', '☐')}\tShort Term\t{RISK}\n"
    reading = read(form, amhp)
    assert reading.answers("1.1")["evaluate"] == "NONE_SELECTED"
    assert "evaluate" not in reading.doubted("1.1")


# -- the plan --------------------------------------------------------------------------------------------------------

PLANS = {
    "words on each label's line": (
        "Short Term: Agree a rota.<br>Medium Term - Train two.<br>Long Term (2026) Hire.",
        {"short_term": "Agree a rota.", "medium_term": "Train two.", "long_term": "Hire."},
    ),
    "words between the labels": (
        "Short Term<br>Agree a rota.<br>Medium Term<br>Train two.<br>Long Term",
        {"short_term": "Agree a rota.", "medium_term": "Train two."},
    ),
    "words behind the last label": (
        "Short Term<br>Medium Term<br>Long Term<br>Agree a rota.",
        {"long_term": "Agree a rota."},
    ),
    "words under no label": (
        "Agree a rota.<br>Short Term<br>Medium Term<br>Long Term",
        {"unassigned": "Agree a rota."},
    ),
    "labels left out": ("Agree a rota.", {"unassigned": "Agree a rota."}),
    "labels in one line": ("Short Term Medium Term Long Term", {}),
}


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_is_read_by_its_labels(plan: str, amhp: Toolkit) -> None:
    words, expected = PLANS[plan]
    form = f"1.1 Reports reach the director.\n\n{HEADER}\nWe meet.\t{RATED}\t{words}\t{RISK}\n"
    answers = read(form, amhp).answers("1.1")
    assert {
        name: answers[name] for name in answers if name not in ("map", "evaluate", "prioritise")
    } == expected


def test_one_row_for_each_horizon_is_one_plan(amhp: Toolkit) -> None:
    form = """\
<table>
<tr><td colspan="4">1.1 Reports reach the director.</td></tr>
<tr><td>Map</td><td>Evaluate</td><td>Plan</td><td>Prioritise</td></tr>
<tr><td rowspan="3">We meet.</td><td rowspan="3">☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>
☐ Consistently and to a high standard</td><td>Short Term: Agree a rota.</td>
<td rowspan="3">☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High</td></tr>
<tr><td>Medium Term: Train two.</td></tr>
<tr><td>Long Term: Hire.</td></tr>
</table>
"""
    assert read(form, amhp).answers("1.1") == {
        "map": "We meet.",
        "evaluate": "partially",
        "short_term": "Agree a rota.",
        "medium_term": "Train two.",
        "long_term": "Hire.",
        "prioritise": "low",
    }


# -- words of the form within answers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "A medium risk was seen in the short term.",
        "We plan 2.5 days of training and evaluate each.",
        "Low numbers are a high risk; 1.3 staff cover nights.",
        "Partially trained staff map the long term needs.",
    ],
)
@pytest.mark.parametrize("column", ["map", "plan"])
def test_words_of_the_form_within_a_sentence_are_the_writer_s(words: str, column: str, amhp: Toolkit) -> None:
    evidence = words if column == "map" else "We meet."
    plan = f"Short Term<br>{words if column == 'plan' else 'Hire.'}"
    form = f"1.1 Reports reach the director.\n\n{HEADER}\n{evidence}\t{RATED}\t{plan}\t{RISK}\n"
    assert read(form, amhp).answers("1.1") == {
        "map": evidence,
        "evaluate": "partially",
        "short_term": plan.split("<br>")[1],
        "prioritise": "low",
    }


# -- headings and what stands round the form -------------------------------------------------------------------------

BETWEEN = {
    "the heading on one line": "2. GOVERNANCE IN 24-HOUR AMHP SERVICES",
    "the heading split over two lines": "2.\n\nGOVERNANCE IN 24-HOUR AMHP SERVICES",
    "the title alone": "Governance in 24-hour AMHP services",
    "no heading at all": "",
}


@pytest.mark.parametrize("heading", BETWEEN)
def test_the_next_section_s_words_are_no_answer(heading: str, amhp: Toolkit) -> None:
    form = f"""\
1.4 Neighbours meet.

{HEADER}
We meet.\t{RATED}\tShort Term<br>Hire.\t{RISK}

{BETWEEN[heading]}

Service standard 2 is about the hours of the night and who may be called during them.

Some evidence that would show it:

- a rota that all can see

2.1 Help is near at night.

{HEADER}
We call a manager.\t{RATED}\tShort Term\t{RISK}
"""
    reading = read(form, amhp)
    assert reading.answers("1.4") == {
        "map": "We meet.",
        "evaluate": "partially",
        "short_term": "Hire.",
        "prioritise": "low",
    }
    assert reading.answers("2.1")["map"] == "We call a manager."


def test_a_covering_letter_and_an_appendix_are_no_answers(amhp: Toolkit) -> None:
    form = f"""\
Dear colleague, our return is below. Call 1.1 FTE of us.

1.1 Reports reach the director.

{HEADER}
We meet.\t{RATED}\tShort Term<br>Hire.\t{RISK}

Appendix A

Team\tStaff
North\t4
"""
    reading = read(form, amhp)
    assert reading.standards == ["1.1"]
    assert reading.answers("1.1") == {
        "map": "We meet.",
        "evaluate": "partially",
        "short_term": "Hire.",
        "prioritise": "low",
    }
    assert "text.outside" in reading.codes()


def test_a_table_of_contents_names_standards_and_begins_none(amhp: Toolkit) -> None:
    form = f"""\
1.1 Reports ........ 3
1.2 Network ........ 4

1.1 Reports reach the director.

{HEADER}
We meet.\t{RATED}\tShort Term<br>Hire.\t{RISK}
"""
    reading = read(form, amhp)
    assert reading.standards == ["1.1"]
    assert reading.answers("1.1")["map"] == "We meet."


def test_page_headers_and_footers_between_the_halves_of_a_cell_are_no_part_of_it(amhp: Toolkit) -> None:
    pages = [
        f"Sunny Council self-assessment\n\n1.{n} The director sees {word}.\n\nMap\n\nWe send {word} each month and\n\n"
        f"Page {2 * n - 1} of 6\f"
        f"Sunny Council self-assessment\n\nwrite {word} down.\n\nEvaluate\n\n☐ Not at all\n☒ Partially\n\n"
        f"Page {2 * n} of 6"
        for n, word in enumerate(("reports", "figures", "minutes"), start=1)
    ]
    reading = read("\f".join(pages), amhp)
    assert [reading.answers(f"1.{n}")["map"] for n in (1, 2, 3)] == [
        "We send reports each month and write reports down.",
        "We send figures each month and write figures down.",
        "We send minutes each month and write minutes down.",
    ]


def test_a_standard_on_each_page_keeps_its_number_and_its_last_boxes(amhp: Toolkit) -> None:
    pages = [
        f"Standard 1.{n}\n\nAll know of {word}.\n\nMap\n\nWe send {word}.\n\n"
        "Prioritise\n\n☐ No risk\n☒ Low\n☐ Medium\n☐ High\n"
        for n, word in enumerate(("reports", "figures", "minutes", "rotas"), start=1)
    ]
    reading = read("\f".join(pages), amhp)
    assert reading.standards == ["1.1", "1.2", "1.3", "1.4"]
    assert {reading.answers(number)["prioritise"] for number in reading.standards} == {"low"}
    assert reading.choice("1.1", "prioritise").marks["high"] == "unselected"


def test_a_standard_left_out_is_absent_and_said_to_be(amhp: Toolkit) -> None:
    form = f"1.1 Reports reach the director.\n\n{HEADER}\nWe meet.\t{RATED}\tShort Term\t{RISK}\n"
    reading = read(form, amhp)
    assert reading.answers("6.4") == {
        "map": "ABSENT",
        "evaluate": "ABSENT",
        "short_term": "ABSENT",
        "medium_term": "ABSENT",
        "long_term": "ABSENT",
        "unassigned": "ABSENT",
        "prioritise": "ABSENT",
    }
    assert reading.codes("6.4") == {"standard.missing"}


def test_a_standard_whose_number_is_lost_is_known_by_its_place(amhp: Toolkit) -> None:
    form = "\n\n".join(
        f"{number}{statement}\n\n{HEADER}\n{words}\t{RATED}\tShort Term\t{RISK}"
        for number, statement, words in [
            ("1.1 ", "Reports reach the director.", "One."),
            ("", "Somebody of the service attends the network of leads.", "Two."),
            ("1.3 ", "The register is kept up to date.", "Three."),
        ]
    )
    reading = read(form, amhp)
    assert [reading.answers(n)["map"] for n in ("1.1", "1.2", "1.3")] == ["One.", "Two.", "Three."]
    assert "standard.by_wording" in reading.codes("1.2")
