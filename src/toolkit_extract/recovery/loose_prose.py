"""Which question does prose belong to that stands in no cell?

What goes before and behind it decides, and where the rest of two columns may run together, whether a column stopped
within a sentence. What only the wording parts is said to be so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit_extract.recovery.gathered import Gathered
from toolkit_extract.recovery.marked_text import MarkedText, join
from toolkit_extract.recovery.narratives import Piece
from toolkit_extract.recovery.options import read_options
from toolkit_extract.recovery.plans import find_labels
from toolkit_extract.recovery.vocabulary import Question, Vocabulary, has_words
from toolkit_extract.recovery.wording import (
    begins_within_sentence,
    openness_of,
    reads_as_action,
    split_at_plan,
)
from toolkit_extract.schemas.toolkit import ChoiceQuestion, NarrativeQuestion, PlanQuestion

_STATEMENT = -0.7  # of `reads_as_action`: surely no thing to be done


class ProsePlacer:
    """Adds the loose prose of one standard to what was gathered for its questions."""

    def __init__(self, vocabulary: Vocabulary, gathered: Gathered) -> None:
        self._vocabulary = vocabulary
        self._questions = vocabulary.toolkit.questions
        self._result = gathered

    def place(self, texts: Sequence[MarkedText], owner: Question | None, following: Question | None) -> None:
        """Give loose prose to its questions.

        Args:
            texts: the paragraphs, in order.
            owner: the question that the form's order gives them to; `None` where a pass through the columns begins.
            following: the question that comes behind them; `None` if that is not known.
        """
        if owner is not None and not self._goes_on_above(owner, texts[0]):
            self._doubt_if_open(owner, texts[0])
            self._doubt_if_mixed(owner, texts)
            self._add(owner, texts, "order", 0.95)
            return
        self._place_from_first(list(texts), following)

    def _doubt_if_mixed(self, owner: Question, texts: Sequence[MarkedText]) -> None:
        """Doubt a plan whose loose lines mix things to do with statements, which may be the first column's rest."""
        kinds = [reads_as_action(text.words) for text in texts]
        if isinstance(owner, PlanQuestion) and min(kinds) <= _STATEMENT and len(texts) > 1 and max(kinds) > 0:
            self._result.doubt = (
                "statements stand among the loose lines of the plan and may belong to the first column"
            )

    def _doubt_if_open(self, owner: Question, text: MarkedText) -> None:
        others = [q for q in self._questions if q.id != owner.id and q.kind != "choice"]
        if begins_within_sentence(text.text) and any(self._openness(other) for other in others):
            self._result.doubt = (
                "two columns were cut within a sentence, and whose rest is whose was inferred"
            )

    def _goes_on_above(self, owner: Question, text: MarkedText) -> bool:
        """Behind a page break in the plan: the rest of a sentence that the first column, not the plan, left open."""
        if owner.kind != "plan" or not begins_within_sentence(text.text):
            return False
        first = next((q for q in self._questions if q.kind == "narrative"), None)
        return first is not None and self._openness(first) > self._openness(owner)

    def add_remark(self, question: ChoiceQuestion, texts: Sequence[MarkedText]) -> bool:
        """Prose right below a rating's name: the choice written out, or words about it; tells whether it is either.

        It is neither while the first column is named and empty: then a header of lines ended here, and answers begin.
        """
        reading = read_options(join(texts), self._vocabulary, question)
        first = next((q for q in self._questions if q.kind == "narrative"), None)
        if first is not None and not reading.hits:
            column = self._result.columns[first.id]
            if column.seen and not column.pieces:
                return False
        self._result.columns[question.id].readings.append(reading)
        self._result.doubt = "words below a rating's name were taken as a remark on it"
        return True

    def _place_from_first(self, texts: list[MarkedText], following: Question | None) -> None:
        """Prose that begins a pass through the columns: the first narrative's, and perhaps the rest of the plan's."""
        narratives = [q for q in self._questions if q.kind == "narrative"]
        plans = [q for q in self._questions if q.kind == "plan"]
        if not narratives:
            self._add(plans[0], texts, "order", 0.85) if plans else self._result.unplaced.extend(texts)
            return
        first = narratives[0]
        plan = self._open_plan(plans, first, following)
        if plan is None:
            self._add(first, texts, "order", 0.92)
            return
        column = self._result.columns[first.id]
        paragraphs = [text.words for text in texts]
        if begins_within_sentence(paragraphs[0]) and self._openness(first) and self._openness(plan):
            self._result.doubt = (
                "two columns were cut within a sentence, and whose rest is whose was inferred"
            )
        cut = split_at_plan(
            paragraphs,
            statements_open=self._openness(first),
            plans_open=self._openness(plan),
            nothing_stated=column.in_cell and not column.pieces,
        )
        certain = cut == len(texts) and all(
            reads_as_action(p) < 0 or begins_within_sentence(p) for p in paragraphs
        )
        if certain:
            goes_on = begins_within_sentence(paragraphs[0]) or self._openness(first) > 0
            self._add(first, texts, "order", 0.9)
            if self._waits_for_words(plan, others=len(texts) > 1 or not goes_on):
                self._result.doubt = (
                    "the plan was cut behind a label, and its words may stand among those before it"
                )
            return
        reason = "the columns ran together and were parted by their wording"
        self._add(first, texts[:cut], "wording", 0.7, reason)
        self._add(plan, texts[cut:], "wording", 0.7, reason)

    def _open_plan(
        self, plans: Sequence[PlanQuestion], first: NarrativeQuestion, following: Question | None
    ) -> PlanQuestion | None:
        """The plan whose rest may run on behind the first column's rest, with nothing between to part them."""
        order = {question.id: index for index, question in enumerate(self._questions)}
        for plan in plans:
            between = [q for q in self._questions if order[first.id] < order[q.id] < order[plan.id]]
            if following is not None and following.id in {q.id for q in between}:
                return None
            if following is not None and following.id == first.id:
                return None
            pieces = self._result.columns[plan.id].pieces
            if any(find_labels(piece.text, self._vocabulary, plan) for piece in pieces):
                return plan
        return None

    def _waits_for_words(self, plan: PlanQuestion, *, others: bool) -> bool:
        """Whether the plan ends with a label without words, and was perhaps cut there.

        It was if a label of the form is missing; it may be if loose words follow that go on with no other answer.
        """
        pieces = [piece.text for piece in self._result.columns[plan.id].pieces if not piece.text.blank]
        labels = find_labels(pieces[-1], self._vocabulary, plan) if pieces else []
        if not labels or has_words(pieces[-1].text[labels[-1].end :]):
            return False
        return others or labels[-1].horizon != plan.horizons[-1].id

    def _openness(self, question: Question) -> float:
        """How surely the last words gathered for a question stop within a sentence, from 0 to 1."""
        pieces = self._result.columns[question.id].pieces
        if not pieces:
            return 0.0
        last = pieces[-1].text
        if question.kind == "plan":
            labels = find_labels(last, self._vocabulary, question)
            last = last.slice(labels[-1].end) if labels else last
        openness = openness_of(last.words)
        return 0.8 * openness if question.kind == "plan" else openness  # plans often lack full stops

    def _add(
        self,
        question: Question,
        texts: Iterable[MarkedText],
        how: str,
        confidence: float,
        reason: str | None = None,
    ) -> None:
        column = self._result.columns[question.id]
        for text in texts:
            column.seen = True
            column.pieces.append(Piece(text, how, confidence, reason))
