"""Actions, mentions and themes are as right as the documentation says."""

from __future__ import annotations

import pytest

from evaluation.language.labels import labelled_mentions, labelled_plans, labelled_themes, parts
from evaluation.language.run import MUST_REACH, WRITTEN_LAST, Score, below, evaluate, evaluate_fresh
from toolkit_extract.dataset.language.pipeline import build_reader

READER = build_reader()
THEMES = [theme.id for theme in READER.codebook.themes]


def test_at_least_two_hundred_sentences_are_labelled_and_a_third_is_held_out() -> None:
    divided = parts(labelled_themes())
    assert len(labelled_themes()) >= 200
    assert len(divided["held out"]) == len(labelled_themes()) // 3
    assert not {words for words, _ in divided["tuned"]} & {words for words, _ in divided["held out"]}


def test_labels_name_themes_of_the_codebook_and_words_of_their_sentence() -> None:
    for name in ("themes.txt", "fresh.txt", "fresh2.txt"):
        assert {theme for _, labels in labelled_themes(name) for theme in labels} <= set(THEMES)
    assert all(words in sentence for sentence, labels in labelled_mentions() for _, words in labels)
    assert all(action.starts in plan.words for plan in labelled_plans() for action in plan.actions)


def test_every_shipped_theme_has_the_precision_it_must_have() -> None:
    assert below(evaluate("themes", READER), THEMES) == {}


def test_sentences_that_no_rule_was_tuned_on_are_read_as_well_as_said() -> None:
    scores = evaluate_fresh(READER)
    assert scores["all themes", WRITTEN_LAST].precision >= MUST_REACH
    assert scores["all themes: gap or strength", WRITTEN_LAST].precision >= 0.85


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("mentions", "all mentions"),
        ("actions", "parting"),
        ("actions", "verb"),
        ("actions", "owner"),
        ("actions", "due"),
    ],
)
def test_mentions_and_actions_are_right_nine_times_in_ten(what: str, name: str) -> None:
    score = evaluate(what, READER)[name, "both"]
    assert score.precision >= MUST_REACH and score.recall >= MUST_REACH and score.labelled >= 9


def test_a_wrong_and_a_missing_label_are_counted() -> None:
    score = Score()
    score.add({"a", "b"}, {"a", "c"}, "words")
    assert (score.precision, score.recall, len(score.misses)) == (0.5, 0.5, 1)
    assert below({}, ["beds"]) == {"beds": 1.0, "beds: gap or strength": 1.0}
