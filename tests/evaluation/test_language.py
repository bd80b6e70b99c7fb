"""Actions, mentions and themes are as right as the documentation says."""

from __future__ import annotations

import pytest

from evaluation.language.labels import (
    HELD_OUT,
    SETS,
    TUNED,
    labelled_mentions,
    labelled_plans,
    labelled_sets,
    labelled_themes,
    parts,
)
from evaluation.language.run import MUST_REACH, SCORED, TOGETHER, Score, Scores, below, evaluate
from toolkit_extract.dataset.language.pipeline import build_reader

READER = build_reader()
THEMES = [theme.id for theme in READER.codebook.themes]


@pytest.fixture(scope="module")
def scores() -> dict[str, Scores]:
    return {what: evaluate(what, READER) for what in SCORED}


def test_at_least_two_hundred_sentences_are_labelled_and_a_third_is_held_out() -> None:
    divided = parts(labelled_themes())
    assert len(labelled_themes()) >= 200
    assert len(divided[HELD_OUT]) == len(labelled_themes()) // 3
    assert not {words for words, _ in divided[TUNED]} & {words for words, _ in divided[HELD_OUT]}


def test_no_sentence_is_in_two_sets() -> None:
    sentences = [words for items in labelled_sets("themes").values() for words, _ in items]
    assert len(sentences) == len(set(sentences))


def test_labels_name_themes_of_the_codebook_and_words_of_their_sentence() -> None:
    for items in labelled_sets("themes").values():
        assert {theme for _, labels in items for theme in labels} <= set(THEMES)
    for name in SETS["mentions"][1]:
        assert all(words in sentence for sentence, labels in labelled_mentions(name) for _, words in labels)
    for name in SETS["actions"][1]:
        assert all(action.starts in plan.words for plan in labelled_plans(name) for action in plan.actions)


def test_every_shipped_theme_has_the_precision_it_must_have(scores: dict[str, Scores]) -> None:
    assert below(scores["themes"], THEMES) == {}


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("themes", "all themes"),
        ("mentions", "all mentions"),
        ("actions", "parting"),
        ("actions", "verb"),
        ("actions", "owner"),
        ("actions", "due"),
    ],
)
def test_what_rules_were_not_tuned_on_is_read_right_nine_times_in_ten(
    scores: dict[str, Scores], what: str, name: str
) -> None:
    score = scores[what][name, TOGETHER]
    assert score.precision >= MUST_REACH and score.recall >= MUST_REACH and score.labelled >= 9


def test_a_wrong_and_a_missing_label_are_counted() -> None:
    score = Score()
    score.add({"a", "b"}, {"a", "c"}, "words")
    assert (score.precision, score.recall, len(score.misses)) == (0.5, 0.5, 1)
    assert below({}, ["beds"]) == {"beds": 1.0, "beds: gap or strength": 1.0}
