"""Does a paragraph read as a thing to be done, or as a statement of how things are?

Used only where a torn return runs the texts of two columns together and nothing else parts them; whatever it decides
is named in the answer's method and marked for review. The words are those of English, not of a form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit_extract.recovery.narratives import SENTENCE_END

_ACTIONS = frozenset(
    """
    achieve add address adopt advertise advise agree align allocate amend analyse appoint approach
    arrange ask assess attend audit begin bid book brief bring broaden build capture carry clarify
    co-ordinate collaborate collate collect commission communicate complete conduct confirm consider
    consolidate consult contact continue convene coordinate cost create cut deliver design develop devise
    discuss disseminate draft embed employ enable encourage engage enhance ensure escalate establish
    evaluate expand explore extend fill finalise find focus follow formalise formulate gather give
    highlight hold identify implement improve include increase influence inform introduce investigate
    invite involve join keep launch lead liaise link lobby look maintain make manage map measure meet
    mobilise monitor move negotiate nominate obtain offer organise participate pilot plan prepare present
    prioritise procure produce progress promote propose provide publicise publish purchase pursue put
    raise re-establish re-launch re-write rebuild recruit redesign reduce refresh reinstate relaunch
    release renew reopen reorganise replace report request research reserve resolve retain review revise
    rewrite roll roll-out rota schedule secure seek send set share sign simplify source standardise start
    stop streamline strengthen submit supply support survey sustain teach test train transfer trial
    undertake update upgrade use utilise widen work write
    """.split()
)
_STATES = frozenset(
    """we our the there this these those it its amhp amhps all most some many each every both they their staff
    currently recently since at no not any an a i as although while whilst where when in within""".split()
)
_SUBJECT = re.compile(
    r"^\W*[A-Za-z-]+(?:\s+and\s+[A-Za-z-]+|\s+[A-Za-z-]+s)?\s+(?:is|are|was|were|has|have)\b", re.IGNORECASE
)
"""A first word that looks like an action and is the subject: `Review is ongoing`, `Audit and training are in place`."""

_DETERMINERS = frozenset("a an the our this that these those some all each every date".split())
_SELVES = frozenset({"we", "i", "our"})
_INTENT = re.compile(r"^\W*we (?:will|shall|plan|intend|aim|hope|are going)\b", re.IGNORECASE)
_FIRST_WORDS = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*")
_STATEMENT = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|currently|already|covers?|meets?|attends?|chairs?|leads|tells?|looks|"
    r"took|takes|knows?|uses?|sits?|hosts?|holds?|keeps?|gives?|gave|provides?|receives?|works|links|reports|runs|shares|"
    r"shows|includes|depends?|remains?|continues|supports|reflects|allows|helps|makes|made|held|met|went|began|became)\b",
    re.IGNORECASE,
)
_TO_BE = re.compile(
    r"^(?:[•*–-]\s*)?(?:(?:[A-Za-z’' ]{2,40}\s)?(?:to be|will be|needs? to|should)\b)", re.IGNORECASE
)


def reads_as_action(paragraph: str) -> float:
    """How much a paragraph reads as a plan: from -1 (a statement of how things are) to 1 (a thing to be done)."""
    words = [word.lower() for word in _FIRST_WORDS.findall(paragraph)[:4]]
    if not words or begins_within_sentence(paragraph):
        return 0.0  # the rest of a sentence tells nothing by its first word
    if words[0] in _ACTIONS and not _SUBJECT.match(paragraph):
        return 1.0
    if words[0] == "to" and len(words) > 1 and words[1] not in _DETERMINERS:
        return 1.0
    if words[0] in _SELVES:
        return -0.6 if _INTENT.search(paragraph) else -1.0
    if _TO_BE.match(paragraph.strip()):
        return 0.6
    if words[0].endswith("ing") and len(words) > 1 and words[1] in _DETERMINERS | {"to", "up", "with", "for"}:
        return 0.4
    if words[0] in _STATES:
        return -1.0
    return -0.7 if _STATEMENT.search(paragraph) else 0.0


_LEFT_OPEN = frozenset(
    """a an the our their its this that these those and or but of to in on for with from by at as into about over under
    between through during within without is are was were has have had be been being will would should can may which
    who whose where when while because if than not no each every some any all both""".split()
)
_FEW_WORDS = 4
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]*_]*$")


def begins_within_sentence(text: str) -> bool:
    """Whether a text begins as the rest of a sentence does: with a small letter, a bracket or a comma."""
    return text[:1].islower() or text.startswith(("(", ",", ";", "–"))


def openness_of(text: str) -> float:
    """How surely a text stops within a sentence: 0 behind a full stop, 1 behind a word that none ends with."""
    lines = [line for line in re.split(r"[\n\u2029]", text) if line.strip()]
    if not lines or _FULL_STOP.search(text.rstrip()):
        return 0.0
    paragraph = re.split(r"\u2029", text.rstrip())[-1].strip()
    words = paragraph.split()
    if words[-1].lower() in _LEFT_OPEN or words[-1].endswith((",", "-", "–")):
        return 1.0
    if len(words) <= _FEW_WORDS or paragraph.startswith("•"):
        return 0.2
    return 0.6


def split_at_plan(
    paragraphs: Sequence[str], *, statements_open: float, plans_open: float, nothing_stated: bool = False
) -> int:
    """Where, in paragraphs that run on from two columns, the plan's begin: an index, `len(paragraphs)` for nowhere.

    Args:
        paragraphs: the loose paragraphs, in order: first the rest of the statements, then the rest of the plan.
        statements_open: how surely the statements were broken off within a sentence, see `openness_of`.
        plans_open: the same of the plan.
        nothing_stated: whether the cell of the statements is empty, so that it hardly goes on.
    """
    count = len(paragraphs)
    scores = [reads_as_action(paragraph) or 0.3 * nothing_stated for paragraph in paragraphs]
    best, best_index = float("-inf"), count
    for index in range(count + 1):
        value = sum(-score for score in scores[:index]) + sum(scores[index:])
        value += _join_score(paragraphs, index, statements_open, plans_open)
        if value >= best:
            best, best_index = value, index
    return best_index


def _join_score(paragraphs: Sequence[str], index: int, statements_open: float, plans_open: float) -> float:
    """How well the sentences that were broken off go on, if the plan's begin at `index`."""
    score = _goes_on(paragraphs[0], statements_open) if index > 0 else -1.5 * statements_open
    if index < len(paragraphs):
        score += _goes_on(paragraphs[index], plans_open)
        if index > 0 and not SENTENCE_END.search(paragraphs[index - 1]):
            score -= 0.5
    else:
        score -= plans_open
    return score


def _goes_on(paragraph: str, openness: float) -> float:
    """A lower-case beginning goes on with what was broken off; a capital begins anew."""
    if begins_within_sentence(paragraph):
        return 2.5 * openness if openness else -1.5
    return 0.5 - openness
