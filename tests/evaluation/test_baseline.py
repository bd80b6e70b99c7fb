from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from evaluation import run
from evaluation.baseline import compare, read_baseline, write_baseline
from evaluation.conversion import CHROMIUM, TESSERACT, ProgramMissing
from evaluation.score import MEASURES
from toolkit_extract.parsers.scan.ocr.choose import VARIABLE


def counts(**changed: int) -> Counter[str]:
    return Counter({**dict.fromkeys(MEASURES, 10), **changed})


def test_the_same_scores_are_no_loss() -> None:
    assert compare({"v": counts()}, {"v": counts()}).to_text() == "as the baseline"


def test_fewer_right_ratings_are_a_loss_although_another_variant_gains() -> None:
    before = {"v": counts(), "w": counts()}
    after = {"v": counts(ratings_right=9), "w": counts(ratings_right=20)}
    comparison = compare(before, after)
    assert comparison.losses == ("v: ratings_right 10 -> 9",)
    assert comparison.gains == ("w: ratings_right 10 -> 20",)
    assert comparison.to_text().endswith("LOST: v: ratings_right 10 -> 9")


def test_more_silent_values_are_a_loss_and_fewer_a_gain() -> None:
    assert compare({"v": counts()}, {"v": counts(texts_silent=11)}).losses == ("v: texts_silent 10 -> 11",)
    assert compare({"v": counts()}, {"v": counts(texts_silent=9)}).gains == ("v: texts_silent 10 -> 9",)


def test_one_text_of_a_scanned_kind_may_be_read_otherwise_by_another_processor_and_a_rating_may_not() -> None:
    name = "scan/fax@rapidocr"
    assert compare({name: counts()}, {name: counts(texts_exact=9)}).losses == ()
    assert compare({name: counts()}, {name: counts(texts_exact=8)}).losses
    assert compare({name: counts()}, {name: counts(ratings_silent=11)}).losses


def test_two_texts_of_a_kind_that_a_browser_printed_may_be_torn_otherwise_by_another_version_of_it() -> None:
    name = "pdf/browser-no-rules"
    assert compare({name: counts()}, {name: counts(texts_silent=12)}).losses == ()
    assert compare({name: counts()}, {name: counts(texts_silent=13)}).losses
    assert compare({name: counts()}, {name: counts(ratings_silent=11)}).losses
    assert compare({"pdf/hyphenated": counts()}, {"pdf/hyphenated": counts(texts_silent=11)}).losses


def test_more_needless_flags_are_told_and_do_not_fail() -> None:
    comparison = compare({"v": counts()}, {"v": counts(ratings_right_flagged=12)})
    assert comparison.losses == ()
    assert comparison.remarks == ("v: ratings_right_flagged 10 -> 12",)


def test_a_variant_that_was_not_run_and_a_set_that_changed_are_losses_and_a_new_variant_is_not() -> None:
    assert compare({"v": counts()}, {}).losses
    assert "has changed" in compare({"v": counts()}, {"v": counts(ratings=11)}).losses[0]
    assert compare({}, {"v": counts()}).losses == ()


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    scores = {"v": counts(read=3), "a": counts()}
    write_baseline(tmp_path / "baseline.json", scores)
    assert read_baseline(tmp_path / "baseline.json") == scores
    assert len((tmp_path / "baseline.json").read_text().splitlines()) == 4


def test_a_variant_belongs_to_a_run_of_its_family_if_its_programs_are_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "is_there", lambda need: need != CHROMIUM)
    assert run._is_run("word/bold", ["word"])
    assert not run._is_run("word/bold", ["text", "pdf"])
    assert not run._is_run("pdf/browser-inputs", ["pdf"])
    assert run._is_run("word/a kind that is gone", ["word"]), "else its loss would go unseen"


GOLD = {
    "a.txt": {"variant": "text/plain"},
    "b.pdf": {"variant": "scan/fax"},
    "c.png": {"variant": "scan/picture"},
}


def test_scans_are_read_once_with_each_engine_and_other_returns_once() -> None:
    parts = list(run.parts_of(GOLD, run.ENGINES))
    assert [(engine, [truth["variant"] for truth in part.values()]) for engine, part in parts] == [
        ("", ["text/plain"]),
        ("rapidocr", ["scan/fax@rapidocr", "scan/picture@rapidocr"]),
        ("tesseract", ["scan/fax@tesseract", "scan/picture@tesseract"]),
    ]


def test_a_set_without_scans_asks_for_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "is_there", lambda _: pytest.fail("no engine is needed"))
    assert [engine for engine, _ in run.parts_of({"a.txt": GOLD["a.txt"]}, run.ENGINES)] == [""]


def test_an_engine_that_is_not_installed_is_told_and_in_ci_stops_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "false")
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert [engine for engine, _ in run.parts_of(GOLD, [TESSERACT])] == [""]
    assert "tesseract not installed" in capsys.readouterr().err
    assert not run._is_run("scan/fax@tesseract", ["scan"])
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ProgramMissing, match="tesseract"):
        list(run.parts_of(GOLD, [TESSERACT]))


def test_an_engine_is_named_only_while_its_part_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with run.engine_named("tesseract"):
        assert os.environ[VARIABLE] == "tesseract"
    with run.engine_named(""):
        assert VARIABLE not in os.environ
    assert VARIABLE not in os.environ
