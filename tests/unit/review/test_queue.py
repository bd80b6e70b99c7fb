from __future__ import annotations

import pytest

from tests.conftest import ROOT
from tests.made_records import choice, narrative, record, standard_record
from tests.unit.review.lines import HIGH, line, overlay
from toolkit_extract.extract import extract
from toolkit_extract.review import apply_to
from toolkit_extract.review.corrections import Overlay
from toolkit_extract.review.queue import WHOLE, Item, Section, draw, items_of, sorted_items
from toolkit_extract.schemas.attention import asking_findings, review_reasons
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.record import NarrativeState, ReturnRecord
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

SAMPLES = sorted((ROOT / "samples" / "returns").iterdir())


def queue(
    made: ReturnRecord, toolkit: Toolkit, said: Overlay | None = None, audit: float = 0.0
) -> list[Item]:
    return sorted_items(items_of(made, said or Overlay(), toolkit, audit=audit))


def rating(toolkit: Toolkit, *selected: str) -> object:
    question = toolkit.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    return choice(question, *selected, needs_review=True, review_reasons=("look",))


def test_a_record_without_doubt_has_nothing_to_review(amhp: Toolkit) -> None:
    assert queue(record(amhp), amhp) == []


def test_reasons_are_sorted_doubtful_missing_conflicting_and_the_sample_last(amhp: Toolkit) -> None:
    absent = narrative("", state=NarrativeState.ABSENT, needs_review=True)
    made = record(
        amhp,
        changed={
            "1.1": {"evaluate": rating(amhp, "partially", "not_at_all")},
            "1.2": {"map": absent},
            "6.1": {"evaluate": rating(amhp, "partially")},
        },
    )
    items = queue(made, amhp, audit=0.1)
    named = [
        (item.section, item.standard, item.answer) for item in items if item.section is not Section.AUDIT
    ]
    assert named == [
        (Section.DOUBTFUL, "6.1", "evaluate"),
        (Section.MISSING, "1.2", "map"),
        (Section.CONFLICTING, "1.1", "evaluate"),
    ]
    assert [item.section for item in items[3:]] == [Section.AUDIT] * (len(items) - 3)
    assert len(items) > 6


def test_a_standard_that_the_return_lacks_is_one_item(amhp: Toolkit) -> None:
    made = record(amhp)
    lacking = standard_record(amhp.standard("1.3"), amhp, found=False)
    standards = tuple(lacking if one.number == "1.3" else one for one in made.standards)
    (item,) = queue(made.model_copy(update={"standards": standards}), amhp)
    assert (item.standard, item.answer, item.section) == ("1.3", WHOLE, Section.MISSING)
    assert item.answers == (*amhp.answer_ids[:5], "plan.unassigned", amhp.answer_ids[5])


def test_a_finding_about_a_whole_standard_is_an_item_of_the_answers_that_have_none(amhp: Toolkit) -> None:
    found = finding("text.unplaced", "words ended in no answer", standard="1.2")
    made = record(amhp, changed={"1.2": {"evaluate": rating(amhp, "partially")}}, findings=(found,))
    alone, whole = queue(made, amhp)
    assert (alone.answer, whole.answer) == ("evaluate", WHOLE)
    assert "evaluate" not in whole.answers
    assert whole.reasons == ("words ended in no answer",)


def test_a_stale_correction_comes_first_and_a_decided_item_stays(amhp: Toolkit) -> None:
    before = record(amhp, changed={"6.2": {"evaluate": rating(amhp, "not_at_all")}})
    made = record(
        amhp,
        changed={
            "6.1": {"evaluate": rating(amhp, "partially")},
            "6.2": {"evaluate": rating(amhp, "partially")},
        },
    )
    said = overlay(line(before, "6.2", "evaluate"), line(made, "6.1", "evaluate"))
    assert [(item.standard, item.section) for item in queue(made, amhp, said)] == [
        ("6.2", Section.STALE),
        ("6.1", Section.DOUBTFUL),
    ]


def test_the_sample_is_the_same_each_time_and_a_larger_one_holds_a_smaller(amhp: Toolkit) -> None:
    made = record(amhp)
    small = {item.id for item in queue(made, amhp, audit=0.1)}
    assert small == {item.id for item in queue(made, amhp, audit=0.1)}
    assert small < {item.id for item in queue(made, amhp, audit=0.4)}
    assert len(queue(made, amhp, audit=1.0)) == len(amhp.standards) * len(amhp.answer_ids)


def test_the_sample_is_about_as_large_as_asked_and_in_random_order(amhp: Toolkit) -> None:
    items = [item for name in range(40) for item in queue(record(amhp, f"{name}.txt"), amhp, audit=0.05)]
    total = 40 * len(amhp.standards) * len(amhp.answer_ids)
    assert 0.04 < len(items) / total < 0.06
    mixed = sorted_items(items)
    assert [item.draw for item in mixed] == sorted(item.draw for item in mixed)
    assert len({item.return_id for item in mixed[:20]}) > 10


def test_the_draw_hangs_on_return_standard_and_answer_alone() -> None:
    assert draw("a" * 64, "1.1", "map") == draw("a" * 64, "1.1", "map")
    assert len({draw("a" * 64, number, "map") for number in ("1.1", "1.10", "1.2")}) == 3


@pytest.mark.parametrize("path", SAMPLES[::4], ids=lambda path: path.name)
def test_whoever_decides_the_whole_queue_leaves_no_doubt_about_any_standard(
    path: object, amhp: Toolkit
) -> None:
    made = extract(str(path))
    items = queue(made, amhp)
    assert items
    lines = {
        (item.standard, answer): line(made, item.standard, answer)
        for item in items
        for answer in item.answers
    }
    applied = apply_to(made, overlay(*lines.values()), amhp).record
    assert [reason for standard in applied.standards for reason in review_reasons(applied, standard)] == []
    assert {found.standard for found in asking_findings(applied)} <= {None}


def test_an_answer_that_a_person_corrected_stays_in_the_queue_as_the_machine_read_it(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"evaluate": rating(amhp, "partially")}})
    said = overlay(line(made, "1.1", "prioritise", "correct", HIGH))
    assert [item.answer for item in queue(made, amhp, said)] == ["evaluate"]
