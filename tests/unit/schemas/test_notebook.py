from __future__ import annotations

import re

import pytest

import toolkit_extract
from tests.conftest import ROOT
from tests.made_records import choice, narrative, record
from tests.unit.review.lines import HIGH, answer_of, line, overlay
from toolkit_extract.errors import UnknownToolkit
from toolkit_extract.review import apply_to
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

EVIL = "</table><script>alert(1)</script>\"' onmouseover=x"


def test_a_record_is_shown_with_its_values_doubts_and_the_words_of_its_form() -> None:
    made = toolkit_extract.read_return(
        ROOT / "samples/returns/County Durham - word typed-beside-control.docx"
    )
    shown = toolkit_extract.show(made)
    html = shown._repr_html_()
    assert "County Durham (E06000047)" in html
    assert "<b>☒ Not at all</b>" in html
    assert "Plan: Short Term" in html
    assert "<b>look:</b> two signs of a box disagree" in html
    assert "Not in the return: 1.1, 1.2" in html
    assert "selected: Not at all (1)" in str(shown)


def test_a_notebook_is_told_once(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    shown = toolkit_extract.show(toolkit_extract.read_return(ROOT / "samples/returns/sandwell_return.txt"))
    assert "standards found" in str(shown)
    assert capsys.readouterr().out == ""


def test_no_word_of_a_return_is_markup(amhp: Toolkit) -> None:
    question = amhp.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    rating = choice(
        question, "partially", remark=EVIL, needs_review=True, review_reasons=(EVIL,), method=EVIL
    )
    made = record(
        amhp,
        path=f"{EVIL}.txt",
        changed={"1.1": {"evaluate": rating, "map": narrative(EVIL), "title": EVIL}},
        findings=(finding("text.unplaced", EVIL, standard="1.1"),),
    )
    for html in (made._repr_html_(), toolkit_extract.show(made).html, rating._repr_html_()):
        assert "<script" not in html
        assert set(re.findall(r"</?([a-z]+)", html)) <= {
            "div", "p", "b", "br", "span", "table", "tr", "th", "td", "i", "details", "summary", "ul", "li",
        }  # fmt: skip
        assert set(re.findall(r"<[a-z]+ ([a-z]+)=", html)) <= {"style", "colspan"}


def test_a_corrected_answer_shows_both_values(amhp: Toolkit) -> None:
    made = record(amhp)
    applied = apply_to(made, overlay(line(made, "1.1", "prioritise", "correct", HIGH)), amhp).record
    html = answer_of(applied, "1.1", "prioritise")._repr_html_()
    assert "corrected by Ada; the machine had read: no_risk" in html
    assert "<b>☐ high</b>" in html


def test_a_record_of_a_form_that_is_not_at_hand_is_shown_by_its_codes(other_toolkit: Toolkit) -> None:
    made = record(other_toolkit)
    assert other_toolkit.standards[0].title in toolkit_extract.show(made).html
    assert other_toolkit.questions[0].column in toolkit_extract.show(made, other_toolkit).html
    with pytest.raises(UnknownToolkit):
        toolkit_extract.show(made, "nowhere")
