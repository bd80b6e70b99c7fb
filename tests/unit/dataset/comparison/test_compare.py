from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_comparison import (
    ABSENT_TEXT,
    BLANK,
    Return,
    absent,
    authority,
    lost,
    plan,
    rating,
    tables_of_returns,
)
from tests.made_records import narrative
from toolkit_extract.dataset.comparison import Earlier, Selection, compare
from toolkit_extract.dataset.comparison.members import shown_name
from toolkit_extract.dataset.comparison.standards import lower_half
from toolkit_extract.errors import BadSelection, BrokenToolkit
from toolkit_extract.schemas.comparison import Comparison, comparison_rows, comparison_tables
from toolkit_extract.schemas.outcome import FailedFile
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Option, Toolkit


@pytest.fixture
def evaluate(amhp: Toolkit) -> ChoiceQuestion:
    question = amhp.rating_for("attainment")
    assert question
    return question


@pytest.fixture
def risk(amhp: Toolkit) -> ChoiceQuestion:
    question = amhp.rating_for("risk")
    assert question
    return question


def compared(
    folder: Path, toolkit: Toolkit, *returns: Return, selection: Selection | None = None
) -> Comparison:
    return compare(tables_of_returns(folder, toolkit, returns), toolkit, selection, folder="out")


def counts_of(comparison: Comparison, standard: str, question: str = "evaluate") -> dict[str, int]:
    return {
        count.value: count.count
        for count in comparison.counts
        if (count.standard, count.question) == (standard, question) and count.count
    }


def test_every_state_is_counted_beside_the_options_and_none_is_dropped(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion
) -> None:
    comparison = compared(
        tmp_path,
        amhp,
        Return("Dudley", {"1.1": {"evaluate": rating(evaluate, "partially")}}),
        Return("Walsall", {"1.1": {"evaluate": rating(evaluate)}}),
        Return("Sandwell", {"1.1": {"evaluate": rating(evaluate, "partially", "not_at_all")}}),
        Return("Wolverhampton", {"1.1": {"evaluate": lost(evaluate)}}),
        Return("Leeds", {"1.1": {"evaluate": absent()}}),
    )
    assert counts_of(comparison, "1.1") == {
        "partially": 1, "none_selected": 1, "multiple_selected": 1, "not_recoverable": 1, "absent": 1,
    }  # fmt: skip
    (partially,) = [
        count
        for count in comparison.counts
        if (count.question, count.standard, count.value) == ("evaluate", "1.1", "partially")
    ]
    assert (partially.rated, partially.returns, partially.share_of_rated) == (1, 5, 1.0)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 3, "none", "two", "lost", "absent"]), min_size=1, max_size=6))
def test_the_counts_of_a_standard_are_always_the_number_of_returns(
    tmp_path_factory: pytest.TempPathFactory, amhp: Toolkit, told: list[int | str]
) -> None:
    question = amhp.rating_for("attainment")
    assert question
    codes = [option.code for option in question.options]
    made = {
        "none": rating(question),
        "two": rating(question, *codes[:2]),
        "lost": lost(question),
        "absent": absent(),
    }
    names = ["Dudley", "Walsall", "Sandwell", "Wolverhampton", "Leeds", "Kent"]
    returns = [
        Return(
            name,
            {"1.1": {"evaluate": made[what] if isinstance(what, str) else rating(question, codes[what])}},
        )
        for name, what in zip(names, told, strict=False)
    ]
    comparison = compared(tmp_path_factory.mktemp("law"), amhp, *returns)
    assert sum(counts_of(comparison, "1.1").values()) == len(returns)
    gap = next(gap for gap in comparison.gaps if gap.standard == "1.1")
    scores = sorted(what for what in told if isinstance(what, int))
    assert gap.rated == len(scores)
    assert gap.lower == sum(score < 2 for score in scores)
    if gap.share is not None and gap.share_least is not None and gap.share_most is not None:
        assert gap.share_least <= gap.share <= gap.share_most
        assert gap.median_low == codes[scores[(len(scores) - 1) // 2]]
        assert gap.median_high == codes[scores[len(scores) // 2]]


def test_gaps_rank_by_the_share_in_the_lower_half_and_equal_shares_have_one_rank(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion
) -> None:
    top, low = "consistently_and_to_a_high_standard", "partially"
    best = {standard.number: {"evaluate": rating(evaluate, top)} for standard in amhp.standards}
    one = {
        **best,
        "2.1": {"evaluate": rating(evaluate, low)},
        "3.1": {"evaluate": rating(evaluate, "not_at_all")},
    }
    other = {**best, "2.1": {"evaluate": rating(evaluate, low)}, "4.1": {"evaluate": lost(evaluate)}}
    comparison = compared(tmp_path, amhp, Return("Dudley", one), Return("Walsall", other))
    assert [(gap.rank, gap.standard, gap.lower, gap.rated) for gap in comparison.gaps[:3]] == [
        (1, "2.1", 2, 2),
        (2, "3.1", 1, 2),
        (3, "1.1", 0, 2),
    ]
    assert {gap.rank for gap in comparison.gaps[2:]} == {3}
    (unknown,) = [gap for gap in comparison.gaps if gap.standard == "4.1"]
    assert (unknown.share, unknown.share_least, unknown.share_most) == (0.0, 0.0, 0.5)


def test_a_standard_that_nobody_rates_has_no_rank_and_no_share(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion
) -> None:
    comparison = compared(tmp_path, amhp, Return("Dudley", {"6.4": {"evaluate": lost(evaluate)}}))
    last = comparison.gaps[-1]
    assert (last.standard, last.rank, last.share, last.median_low) == ("6.4", None, None, None)


def test_the_middle_option_of_an_odd_scale_is_in_neither_half() -> None:
    options = tuple(Option(code=f"o{score}", label=f"O{score}", score=score) for score in (1, 2, 3, 4, 5))
    question = ChoiceQuestion(kind="choice", id="q", column="Q", options=options)
    assert lower_half(question) == {"o1", "o2"}


@pytest.mark.parametrize(
    ("texts", "unassigned", "found", "unclear"),
    [
        ((BLANK, BLANK, BLANK), BLANK, 1, 0),
        ((BLANK, narrative("Hire one."), BLANK), BLANK, 0, 0),
        ((BLANK, BLANK, BLANK), narrative("Some day."), 0, 0),
        ((BLANK, ABSENT_TEXT, BLANK), BLANK, 0, 1),  # a horizon that the return lacks may have had a text
    ],
)
def test_high_risk_without_a_plan_is_found_only_where_every_part_of_the_plan_is_blank(
    tmp_path: Path,
    amhp: Toolkit,
    risk: ChoiceQuestion,
    texts: tuple,
    unassigned: object,
    found: int,
    unclear: int,
) -> None:
    question = amhp.text_for("plan")
    assert question
    answers = {"prioritise": rating(risk, "high"), "plan": plan(question, *texts, unassigned=unassigned)}
    comparison = compared(tmp_path, amhp, Return("Dudley", {"1.2": answers}))
    (count,) = [
        count
        for count in comparison.mismatch_counts
        if (count.kind, count.standard) == ("high_risk_without_plan", "1.2")
    ]
    assert (count.found, count.unclear, count.examined) == (found, unclear, 1 - unclear)
    rows = [row for row in comparison.mismatches if row.kind == "high_risk_without_plan"]
    assert [(row.authority, row.standard) for row in rows] == [("Dudley", "1.2")] * found


def test_a_risk_that_cannot_be_read_makes_no_mismatch_and_is_said_to_be_unknown(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion, risk: ChoiceQuestion
) -> None:
    top = rating(evaluate, "consistently_and_to_a_high_standard")
    comparison = compared(
        tmp_path,
        amhp,
        Return("Dudley", {"1.2": {"evaluate": top, "prioritise": lost(risk)}}),
        Return("Walsall", {"1.2": {"evaluate": top, "prioritise": rating(risk, "high")}}),
        Return("Sandwell", {"1.2": {"evaluate": lost(evaluate), "prioritise": rating(risk, "high")}}),
    )
    counts = {count.kind: count for count in comparison.mismatch_counts if count.standard == "1.2"}
    both = counts["top_rating_with_high_risk"]
    assert (both.found, both.examined, both.unclear, both.unknown, both.returns) == (1, 1, 1, 1, 3)
    assert counts["high_risk_without_plan"].unknown == 1


def test_a_rating_without_evidence_is_found_and_carries_the_doubt_of_its_answers(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion
) -> None:
    doubtful = rating(evaluate, "partially", needs_review=True)
    comparison = compared(
        tmp_path,
        amhp,
        Return("Dudley", {"1.1": {"map": BLANK, "evaluate": doubtful}, "1.2": {"map": BLANK}}),
    )
    found = [(row.standard, row.needs_review) for row in comparison.mismatches]
    assert found == [("1.1", True), ("1.2", False)]


def test_tables_without_free_text_find_no_plan_missing_that_may_stand_under_no_horizon(
    tmp_path: Path, amhp: Toolkit, risk: ChoiceQuestion
) -> None:
    question = amhp.text_for("plan")
    assert question
    answers = {"prioritise": rating(risk, "high"), "plan": plan(question, BLANK, BLANK, BLANK)}
    tables = tables_of_returns(tmp_path, amhp, [Return("Dudley", {"1.2": answers})])
    texts = [name for name in tables["assessments"].columns if name.startswith("plan_")]
    bare = {
        **tables,
        "answers": tables["answers"].assign(text=None),
        "assessments": tables["assessments"].assign(**dict.fromkeys(texts)),
    }
    comparison = compare(bare, amhp)
    (count,) = [
        count
        for count in comparison.mismatch_counts
        if (count.kind, count.standard) == ("high_risk_without_plan", "1.2")
    ]
    assert (count.found, count.unclear) == (0, 1)
    assert any("without free text" in note for note in comparison.notes)


def test_similarity_counts_only_standards_that_both_rate(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion
) -> None:
    other = {"1.1": {"evaluate": rating(evaluate, "partially")}, "1.2": {"evaluate": lost(evaluate)}}
    comparison = compared(tmp_path, amhp, Return("Dudley"), Return("Walsall", other))
    (pair,) = comparison.similarity
    assert (pair.authority, pair.other_authority) == ("Dudley", "Walsall")
    assert (pair.same, pair.rated_by_both, pair.standards, pair.share_same) == (26, 27, 28, 0.963)


def test_changes_are_steps_of_the_scale_and_lower_risk_is_better(
    tmp_path: Path, amhp: Toolkit, evaluate: ChoiceQuestion, risk: ChoiceQuestion
) -> None:
    before = {
        "1.1": {"evaluate": rating(evaluate, "partially"), "prioritise": rating(risk, "high")},
        "1.2": {"evaluate": lost(evaluate)},
    }
    now = {
        "1.1": {
            "evaluate": rating(evaluate, "consistently_and_to_a_high_standard"),
            "prioritise": rating(risk, "low"),
        },
        "1.3": {"prioritise": rating(risk, "medium")},
    }
    earlier = Earlier(
        tables_of_returns(tmp_path / "before", amhp, [Return("Dudley", before)]), amhp, "before"
    )
    tables = tables_of_returns(tmp_path / "now", amhp, [Return("Dudley", now), Return("Walsall")])
    comparison = compare(tables, amhp, earlier=earlier)
    assert comparison.changes is not None
    changes = {(row.authority, row.question, row.standard): row for row in comparison.changes}
    rated = changes["Dudley", "evaluate", "1.1"]
    assert (rated.steps, rated.direction) == (2, "better")
    assert changes["Dudley", "prioritise", "1.1"].direction == "better"
    assert changes["Dudley", "prioritise", "1.3"].direction == "worse"
    lost_before = changes["Dudley", "evaluate", "1.2"]
    assert (lost_before.earlier, lost_before.now, lost_before.steps) == (
        "not_recoverable",
        "not_at_all",
        None,
    )
    new = changes["Walsall", "evaluate", "1.1"]
    assert (new.earlier, new.direction, new.earlier_return_id) == ("no_return", "not_comparable", None)
    assert "1 of 2 returns have an earlier one to be compared with." in comparison.notes
    assert comparison.change_counts
    first = comparison.change_counts[0]
    assert (first.better, first.same, first.worse, first.not_comparable, first.returns) == (1, 0, 0, 1, 2)


def test_an_earlier_form_with_other_options_is_refused(tmp_path: Path, amhp: Toolkit) -> None:
    question = amhp.rating_for("attainment")
    assert question
    other = question.model_copy(update={"options": question.options[:3]})
    form = amhp.model_copy(
        update={"questions": tuple(other if item.id == other.id else item for item in amhp.questions)}
    )
    tables = tables_of_returns(tmp_path, amhp, [Return("Dudley")])
    with pytest.raises(BadSelection, match="before: its form offers other options for 'evaluate'"):
        compare(tables, amhp, earlier=Earlier(tables, form, "before"))


def test_a_region_shows_its_authorities_without_a_return_and_those_whose_file_was_not_read(
    tmp_path: Path, amhp: Toolkit
) -> None:
    failed = FailedFile(
        path="w.docx", code="file.damaged", message="w.docx: damaged", authority=authority("Walsall")
    )
    tables = tables_of_returns(tmp_path, amhp, [Return("Dudley"), Return("Leeds")], (failed,))
    comparison = compare(tables, amhp, Selection(region="west midlands"))
    standings = {member.label: member.standing for member in comparison.members}
    assert len(standings) == 14
    assert standings["Dudley"] == "read"
    assert standings["Walsall"] == "not_read"
    assert standings["Sandwell"] == "no_return"
    assert "Leeds" not in standings
    (region,) = comparison.regions
    assert (region.authorities, region.read, region.not_read, region.no_return) == (14, 1, 1, 12)
    assert comparison.ratings["attainment"]["E08000028", "1.1"].value == "no_return"
    assert {count.returns for count in comparison.counts} == {1}


def test_all_of_a_folder_has_no_rows_of_authorities_that_were_not_asked_for_but_counts_them(
    tmp_path: Path, amhp: Toolkit
) -> None:
    comparison = compared(tmp_path, amhp, Return("Dudley"), Return("Leeds"))
    assert [member.label for member in comparison.members] == ["Dudley", "Leeds"]
    assert [(region.region, region.authorities, region.read) for region in comparison.regions] == [
        ("West Midlands", 14, 1),
        ("Yorkshire and The Humber", 15, 1),
    ]


def test_authorities_are_named_in_any_spelling_and_a_comma_may_belong_to_a_name(
    tmp_path: Path, amhp: Toolkit
) -> None:
    returns = [
        Return("Dudley"),
        Return("Sandwell"),
        Return("Bournemouth, Christchurch and Poole"),
        Return("Leeds"),
    ]
    selection = Selection(
        ("dudley metropolitan borough council, E08000028", "bournemouth, christchurch and poole", "Kent")
    )
    comparison = compared(tmp_path, amhp, *returns, selection=selection)
    assert {member.label: member.standing for member in comparison.members} == {
        "Dudley": "read",
        "Sandwell": "read",
        "Bournemouth, Christchurch and Poole": "read",
        "Kent": "no_return",
    }
    assert comparison.title == "Dudley, Sandwell, Bournemouth, Christchurch and Poole, Kent"


@pytest.mark.parametrize(
    ("selection", "problem"),
    [
        (Selection(("Dudly",)), "out: there is no authority 'Dudly'; did you mean Dudley?"),
        (Selection(("SMBC",)), "out: 'SMBC' may be Sandwell, Sefton, .*use the name or the GSS code of one"),
        (Selection(region="Midlands"), "out: there is no region 'Midlands'; the regions are East Midlands, "),
        (Selection(region="London"), "out: no return of London was read"),
    ],
)
def test_what_is_not_there_is_refused_with_what_there_is(
    tmp_path: Path, amhp: Toolkit, selection: Selection, problem: str
) -> None:
    with pytest.raises(BadSelection, match=problem.replace("?", r"\?")):
        compared(tmp_path, amhp, Return("Dudley"), selection=selection)


def test_several_returns_of_an_authority_are_all_counted_with_a_note_unless_one_is_current(
    tmp_path: Path, amhp: Toolkit
) -> None:
    tables = tables_of_returns(
        tmp_path, amhp, [Return("Dudley", path="a.docx"), Return("Dudley", path="b.docx"), Return("Walsall")]
    )
    both = compare(tables, amhp)
    assert len(both.read) == 3
    assert len({member.label for member in both.members}) == 3
    assert any("Dudley sent several returns" in note for note in both.notes)
    returns = tables["returns"].assign(current=tables["returns"]["source_file"] != "a.docx")
    one = compare({**tables, "returns": returns}, amhp)
    assert [member.label for member in one.members] == ["Dudley", "Walsall"]
    assert not any("several returns" in note for note in one.notes)
    assert any("is the current one: 1." in note for note in one.notes)


def test_a_return_of_nobody_is_compared_under_its_id(tmp_path: Path, amhp: Toolkit) -> None:
    comparison = compared(tmp_path, amhp, Return(None, path="a.docx"))
    (member,) = comparison.members
    assert member.return_id
    assert member.label == f"Not recognised ({member.return_id[:6]})"


def test_a_name_is_shown_without_what_nobody_sees_and_not_longer_than_a_picture_holds() -> None:
    assert shown_name("Dud\u202eley\x0b\n  Council") == "Dudley Council"
    assert len(shown_name("x" * 5000)) == 44


def test_a_form_of_other_questions_is_compared_by_its_roles(tmp_path: Path, other_toolkit: Toolkit) -> None:
    comparison = compared(tmp_path, other_toolkit, Return("Dudley"), Return("Walsall"))
    assert list(comparison.ratings) == ["attainment"]
    assert {count.question for count in comparison.counts} == {"progress"}
    assert {count.kind for count in comparison.mismatch_counts} == {"rating_without_evidence"}
    assert any("“risk”" in note for note in comparison.notes)


def test_a_form_without_roles_is_refused_with_what_to_do(tmp_path: Path, amhp: Toolkit) -> None:
    questions = tuple(question.model_copy(update={"role": None}) for question in amhp.questions)
    bare = amhp.model_copy(update={"questions": questions})
    with pytest.raises(BrokenToolkit, match=r'role = "attainment".*ingest again'):
        compared(tmp_path, bare, Return("Dudley"))


def test_the_rows_of_every_table_have_the_columns_that_it_describes(
    tmp_path: Path, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        tables = tables_of_returns(tmp_path / toolkit.id, toolkit, [Return("Dudley"), Return("Walsall")])
        comparison = compare(tables, toolkit, earlier=Earlier(tables, toolkit, "same"))
        rows = comparison_rows(comparison)
        described = comparison_tables(toolkit, with_changes=True)
        assert list(rows) == [table.name for table in described]
        for table in described:
            assert {tuple(row) for row in rows[table.name]} <= {table.columns}
        assert comparison.changes is not None
        assert {change.direction for change in comparison.changes} == {"same"}


def coded(name: str, gss_code: str) -> Return:
    """A return of an authority under a code of its own."""
    known = authority(name)
    return Return(name, known_as=known.model_copy(update={"gss_code": gss_code}))


def test_an_authority_whose_code_changed_is_the_same_by_its_name_and_that_is_said(
    tmp_path: Path, amhp: Toolkit
) -> None:
    before = tables_of_returns(tmp_path / "before", amhp, [coded("Gateshead", "E08000020"), Return("Dudley")])
    tables = tables_of_returns(tmp_path / "now", amhp, [Return("Gateshead"), Return("Dudley")])
    comparison = compare(tables, amhp, earlier=Earlier(before, amhp, "before"))
    assert comparison.changes is not None
    assert {change.direction for change in comparison.changes if change.authority == "Gateshead"} == {"same"}
    assert comparison.notes[-1] == (
        "Gateshead: its GSS code was E08000020 in the earlier returns and is E08000037 now. "
        "By its name it is taken for the same authority."
    )


def test_who_is_new_and_who_sent_no_return_again_is_said(tmp_path: Path, amhp: Toolkit) -> None:
    before = tables_of_returns(
        tmp_path / "before", amhp, [Return("Dudley"), Return("Surrey"), Return("Kent"), Return("Leeds")]
    )
    tables = tables_of_returns(
        tmp_path / "now", amhp, [Return("Dudley"), Return("East Surrey"), Return("Leeds")]
    )
    earlier = Earlier(before, amhp, "before")
    notes = compare(tables, amhp, earlier=earlier).notes
    assert "No earlier return to compare with: East Surrey." in notes
    assert "An earlier return, and none now: Kent, Surrey." in notes
    replaced = (
        "Surrey was replaced by East Surrey and West Surrey, whose returns are not compared with its own."
    )
    assert replaced in notes
    named = compare(tables, amhp, Selection(region="West Midlands"), earlier=earlier).notes
    assert not any("Kent" in note for note in named)


def test_two_authorities_of_one_name_are_not_paired_by_it(tmp_path: Path, amhp: Toolkit) -> None:
    twice = [coded("Gateshead", "E08000020"), coded("Gateshead", "E08000021")]
    before = tables_of_returns(tmp_path / "before", amhp, twice)
    tables = tables_of_returns(tmp_path / "now", amhp, [Return("Gateshead")])
    comparison = compare(tables, amhp, earlier=Earlier(before, amhp, "before"))
    assert any("several returns of one authority" in note for note in comparison.notes)
    assert comparison.changes is not None
    assert {change.direction for change in comparison.changes} == {"not_comparable"}
