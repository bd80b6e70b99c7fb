"""A toolkit file is data: the shipped one says what the form has, and a broken one is refused with place and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_extract.errors import BrokenToolkit, UnknownToolkit
from toolkit_extract.schemas.toolkit import ChoiceQuestion, PlanQuestion, Toolkit
from toolkit_extract.toolkits import load_toolkit, shipped_toolkits
from toolkit_extract.toolkits.load import MAX_TOOLKIT_BYTES, parse_toolkit

SMALL = """\
id = "small"
name = "Small Form"
version = "1"
[[sections]]
number = 1
title = "Only section"
[[questions]]
id = "proof"
kind = "narrative"
column = "Proof"
[[questions]]
id = "done"
kind = "choice"
column = "Done"
[[questions.options]]
code = "no"
label = "No"
score = 0
[[questions.options]]
code = "yes"
label = "Yes"
score = 1
[[standards]]
number = "A1"
section = 1
title = "First"
[[standards]]
number = "A2"
section = 1
title = "Second"
"""


# -- what ships ------------------------------------------------------------------------------------------------------


def test_the_form_has_six_sections_and_twenty_eight_standards(amhp: Toolkit) -> None:
    assert [section.number for section in amhp.sections] == [1, 2, 3, 4, 5, 6]
    counts = {1: 4, 2: 5, 3: 4, 4: 5, 5: 6, 6: 4}
    assert [standard.number for standard in amhp.standards] == [
        f"{section}.{number}" for section, count in counts.items() for number in range(1, count + 1)
    ]
    assert all(standard.section == int(standard.number[0]) for standard in amhp.standards)


def test_the_form_asks_four_questions_that_make_six_answers(amhp: Toolkit) -> None:
    assert [(question.id, question.column) for question in amhp.questions] == [
        ("map", "Map"),
        ("evaluate", "Evaluate"),
        ("plan", "Plan"),
        ("prioritise", "Prioritise"),
    ]
    assert amhp.answer_ids == (
        "map",
        "evaluate",
        "plan.short_term",
        "plan.medium_term",
        "plan.long_term",
        "prioritise",
    )


def test_options_have_the_codes_and_scores_that_analysts_hang_on(amhp: Toolkit) -> None:
    scores = {
        question.id: {option.code: option.score for option in question.options}
        for question in amhp.questions
        if isinstance(question, ChoiceQuestion)
    }
    assert scores == {
        "evaluate": {
            "not_at_all": 1,
            "partially": 2,
            "to_a_greater_extent": 3,
            "consistently_and_to_a_high_standard": 4,
        },
        "prioritise": {"no_risk": 1, "low": 2, "medium": 3, "high": 4},
    }


def test_horizons_go_from_short_to_long(amhp: Toolkit) -> None:
    plan = amhp.question("plan")
    assert isinstance(plan, PlanQuestion)
    assert [horizon.label for horizon in plan.horizons] == ["Short Term", "Medium Term", "Long Term"]


def test_each_standard_has_a_title_and_terms_of_its_own(amhp: Toolkit) -> None:
    assert len({standard.title for standard in amhp.standards}) == 28
    terms = [cue.casefold() for standard in amhp.standards for cue in standard.cues]
    assert len(terms) == len(set(terms))


# -- loading ---------------------------------------------------------------------------------------------------------


def test_a_toolkit_is_named_or_given_as_a_file(tmp_path: Path) -> None:
    assert shipped_toolkits() == ("amhp",)
    path = tmp_path / "small.toml"
    path.write_text("\ufeff" + SMALL, encoding="utf-8")  # some editors begin a file with a byte order mark
    assert load_toolkit(str(path)).id == "small"


def test_a_toolkit_that_is_neither_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(
        UnknownToolkit, match=r"no toolkit 'ahmp': use one of amhp, or the path of a toolkit file"
    ):
        load_toolkit("ahmp")


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(SMALL.replace("First", "Café").encode("latin-1"))
    line = SMALL.split("First", maxsplit=1)[0].count("\n") + 1
    with pytest.raises(
        BrokenToolkit, match=rf"latin\.toml: line {line}: is not UTF-8; save the file as UTF-8"
    ):
        load_toolkit(str(path))


def test_a_file_that_no_form_needs_is_not_read_through(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * (MAX_TOOLKIT_BYTES + 1))
    with pytest.raises(BrokenToolkit, match="larger than 1,000,000 bytes"):
        load_toolkit(str(path))


# Each row: what is wrong with the file, the words that become others, and what the refusal says.
BROKEN = [
    ("a quotation mark is missing", 'title = "First"', 'title = "First', "line 26, column"),
    ("a key is misspelt", 'label = "No"', 'lable = "No"', r"key questions\[2\].options\[1\].label: Field required"),
    ("a key is unknown", 'version = "1"', 'version = "1"\ncolour = "red"', "key colour: Extra inputs"),
    ("a score is a word", "score = 0", 'score = "low"', r"key questions\[2\].options\[1\].score: Input should be"),
    ("a kind is unknown", 'kind = "narrative"', 'kind = "essay"', r"key questions\[1\]"),
    ("a number stands twice", 'number = "A2"', 'number = "a1"', "key standards: 'a1' stands twice among the standards"),
    ("a number is none", 'number = "A2"', 'number = "second"', r"key standards\[2\].number"),
    ("a section is unknown", 'section = 1\ntitle = "Second"', 'section = 7\ntitle = "Second"',
     "standard A2 is in section 7, which is not described"),
    ("a column stands twice", 'column = "Done"', 'column = "proof"', "'proof' stands twice among the columns"),
    ("an option stands twice", 'code = "yes"', 'code = "no"', "'no' stands twice among the options of done"),
    ("a score stands twice", "score = 1", "score = 0", "'0' stands twice among the scores of done"),
    ("an id is taken by every record", 'id = "proof"', 'id = "statement"', "'statement' is a name that records use"),
    ("an id is no identifier", 'id = "proof"', 'id = "Proof 1"', r"key questions\[1\].id"),
    ("an id makes a column that is there", 'id = "proof"', 'id = "done_score"', "'done_score' stands twice among"),
    ("a rating has one option", '[[questions.options]]\ncode = "yes"\nlabel = "Yes"\nscore = 1\n', "",
     r"key questions\[2\].options"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "words", "others", "says"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_toolkit_is_refused_with_the_place_and_what_is_wrong(
    fault: str, words: str, others: str, says: str
) -> None:
    assert SMALL.count(words) >= 1
    with pytest.raises(BrokenToolkit, match=r"^small\.toml: ") as refusal:
        parse_toolkit(SMALL.replace(words, others, 1), "small.toml")
    assert refusal.match(says)


def test_several_faults_are_counted() -> None:
    broken = SMALL.replace('name = "Small Form"', "name = 1").replace('version = "1"', "version = 1")
    with pytest.raises(BrokenToolkit, match=r"key name: Input should be a valid string \(and 1 more\)"):
        parse_toolkit(broken, "small.toml")
