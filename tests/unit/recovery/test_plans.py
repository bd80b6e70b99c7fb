"""Which words of a plan stand under which horizon; what is a label and what the writer's own words."""

from __future__ import annotations

import pytest

from tests.unit.recovery.texts import marked
from toolkit_extract.recovery.narratives import Piece
from toolkit_extract.recovery.plans import find_labels, read_plan
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.toolkit import PlanQuestion, Toolkit

LABELS = [
    # a line of a plan, and how many labels it holds
    ("Short Term", 1),
    ("short term:", 1),
    ("SHORT TERM – hire", 1),
    ("**Short Term**", 1),
    ("• Short Term", 1),
    ("Short-term: hire", 1),
    ("Short Term (6 months) Hire", 1),
    ("Short Term Hire two people", 1),
    ("Short Term Medium Term Long Term", 3),
    ("Short Term: hire. Medium Term: train. Long Term: review.", 3),
    ("Hire in the short term", 0),
    ("Short term funding was found", 0),
    ("short term cover is dear", 0),
    ("In the Long Term we hope", 0),
    ("The Medium Term Financial Strategy", 0),
    ("Hire. Long Term plans follow", 0),
]


@pytest.fixture(scope="module")
def plan(amhp: Toolkit) -> PlanQuestion:
    question = amhp.question("plan")
    assert isinstance(question, PlanQuestion)
    return question


@pytest.mark.parametrize(("line", "count"), LABELS, ids=[row[0] for row in LABELS])
def test_a_label_begins_a_line(line: str, count: int, amhp: Toolkit, plan: PlanQuestion) -> None:
    assert len(find_labels(marked(line), vocabulary_of(amhp), plan)) == count


@pytest.mark.parametrize(
    ("pieces", "texts", "codes"),
    [
        (["Short Term\nHire.\nLong Term\nReview."], {"short_term": "Hire.", "long_term": "Review."}, []),
        # a label goes on over the end of a page
        (["Short Term\nHire one", "or two.", "Long Term"], {"short_term": "Hire one or two."}, []),
        (["Hire.\nShort Term"], {"unassigned": "Hire."}, ["plan.unassigned"]),
        (["Short Term\nMedium Term\nLong Term\nHire."], {"long_term": "Hire."}, ["plan.after_labels"]),
        # words behind the last of all labels, where others have words of their own, are that label's
        (
            ["Short Term\nHire.\nMedium Term\nLong Term\nReview."],
            {"short_term": "Hire.", "long_term": "Review."},
            [],
        ),
        (["Long Term\nReview.\nShort Term\nHire."], {"short_term": "Hire.", "long_term": "Review."}, []),
        (["Short Term\nHire.\nShort Term\nTrain."], {"short_term": "Hire.\nTrain."}, []),
        (["Short Term\n-\nMedium Term\n."], {}, []),
    ],
)
def test_words_belong_to_the_label_above_them(
    pieces: list[str], texts: dict[str, str], codes: list[str], amhp: Toolkit, plan: PlanQuestion
) -> None:
    read, findings = read_plan(
        plan, [Piece(marked(piece)) for piece in pieces], vocabulary_of(amhp), "1.1", seen=True
    )
    answers = {**read.horizons, "unassigned": read.unassigned}
    assert {name: answer.text for name, answer in answers.items() if answer.text} == texts
    assert [finding.code for finding in findings] == codes
