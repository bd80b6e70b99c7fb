"""Is this text a column's name or a piece of its prompt?

A form prints the same prompt over every table, so a document teaches its own prompts: the fullest one seen behind each
column's name is kept, and a torn piece is known as a part of it. The toolkit's cues serve where a document shows none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from toolkit_extract.recovery.marked_text import MARK
from toolkit_extract.recovery.spelling import Spelling
from toolkit_extract.recovery.vocabulary import Question, Vocabulary, words_of

MAX_PROMPT_WORDS = 80
_MIN_COVERAGE = 0.8
_FIRST_WORDS = 3
_LEAST_PROMPT = 8
"""Words of a prompt that tells its column without a name."""

_MIN_ANSWER = 5
"""Words behind a whole prompt that may be an answer and no more of the prompt."""

_WORD_AT = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]+)?")


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A column's name found at the start of a text. `rest` is the offset behind the name and its prompt."""

    question: Question
    rest: int
    colon: bool
    prompted: bool


class Prompts:
    """The prompts of one document."""

    def __init__(
        self, vocabulary: Vocabulary, texts: Iterable[str] = (), *, recognised: bool = False
    ) -> None:
        """Learn the prompts of a document from its texts; in recognised ones, words may be misread by a letter."""
        self._vocabulary = vocabulary
        self._spelling = Spelling(vocabulary.prompt_words) if recognised else None
        self._cue_words = {
            name: [cue.split() for cue in cues] for name, cues in vocabulary.prompt_cues.items()
        }
        seen: dict[str, Counter[tuple[str, ...]]] = {}
        for text, count in Counter(t for t in texts if vocabulary.column.match(t)).items():
            self._learn(text, count, seen)
        self._learned = {name: list(_usual(counts)) for name, counts in seen.items()}
        self._joined = {name: f" {' '.join(words)} " for name, words in self._learned.items()}
        self._pieces: dict[tuple[str, str], bool] = {}
        self._heads: dict[str, ColumnHead | None] = {}

    def _words_of(self, text: str) -> list[str]:
        words = words_of(text)
        return [self._spelling.of(word) for word in words] if self._spelling else words

    def _plain(self, match: re.Match[str]) -> str:
        word = match[0].replace("’", "'").lower()
        return self._spelling.of(word) if self._spelling else word

    def _learn(self, text: str, count: int, seen: dict[str, Counter[tuple[str, ...]]]) -> None:
        match = self._vocabulary.column.match(text)
        if match is None or len(text) > 1500:
            return
        question = self._vocabulary.question_named(match["name"])
        words = self._words_of(text[match.end() :])
        if not 4 <= len(words) <= MAX_PROMPT_WORDS or self._coverage(question, words) < _MIN_COVERAGE:
            return
        end = self._cued_prefix(question, words) or len(words)
        seen.setdefault(question.id, Counter())[tuple(words[:end])] += count

    def _coverage(self, question: Question, words: list[str]) -> float:
        known = self._vocabulary.prompt_words[question.id]
        return sum(word in known for word in words) / len(words) if words else 0.0

    def is_piece(self, question: Question, text: str) -> bool:
        """Whether a text is nothing but (a part of) this question's prompt."""
        key = (question.id, text)
        if key not in self._pieces:
            self._pieces[key] = self._decide(question, text)
        return self._pieces[key]

    def _decide(self, question: Question, text: str) -> bool:
        words = self._words_of(text)
        if not words or len(words) > MAX_PROMPT_WORDS:
            return False
        joined = f" {' '.join(words)} "
        if len(words) >= 2 and joined in self._joined.get(question.id, ""):
            return True
        known = self._vocabulary.prompt_words[question.id]
        if MARK in text or words[-1] not in known:
            return False
        coverage = self._coverage(question, words)
        cued = any(f" {cue} " in joined for cue in self._vocabulary.prompt_cues[question.id])
        rest = words[self._cued_prefix(question, words) :]
        if len(rest) < len(words) and len(rest) >= _MIN_ANSWER and self._coverage(question, rest) < 0.9:
            return False
        return (cued and coverage >= _MIN_COVERAGE) or (len(words) >= 4 and coverage >= 0.9)

    def is_tail(self, text: str) -> bool:
        """Whether a text is the last few words of a prompt, torn off; to be asked right below a header only."""
        words = self._words_of(text)
        if not words or MARK in text:
            return False
        tails = [learned[-len(words) :] for learned in self._learned.values()]
        tails += [cues[-1].split()[-len(words) :] for cues in self._vocabulary.prompt_cues.values() if cues]
        return words in tails

    def is_end(self, column: int, width: int, text: str) -> bool:
        """Whether a line of print in a column of the form, without any header above, is of its question's prompt."""
        questions = self._vocabulary.toolkit.questions
        if width != len(questions) or column >= width or MARK in text:
            return False
        words = self._words_of(text)
        return bool(words) and self._coverage(questions[column], words) >= 0.9

    def piece_of(self, text: str) -> Question | None:
        """The question whose prompt the text is a piece of."""
        for question in self._vocabulary.toolkit.questions:
            if self.is_piece(question, text):
                return question
        return None

    def head(self, text: str) -> ColumnHead | None:
        """A column's name at the start of the text, standing as one: alone, before its prompt, or with a colon."""
        match = self._vocabulary.column.match(text)
        if match is None:
            return None
        if text not in self._heads:  # a form repeats its headers over every table
            self._heads[text] = self._read_head(text, match)
        return self._heads[text]

    def nameless_head(self, text: str) -> ColumnHead | None:
        """The column whose whole prompt a text is, where its name above it was not recognised or misread.

        Only in recognised texts, and to be asked of a header's cells only.
        """
        if self._spelling is None:
            return None
        paragraphs = [p for p in text.replace(MARK, "").split("\u2029") if words_of(p)]
        named = len(paragraphs) > 1 and len(words_of(paragraphs[0])) <= 1
        for rest in (paragraphs, paragraphs[1:] if named else []):
            words = " ".join(rest)
            question = self.piece_of(words) if len(words_of(words)) >= _LEAST_PROMPT else None
            if question is not None:
                return ColumnHead(question, len(text), colon=False, prompted=True)
        return None

    def _read_head(self, text: str, match: re.Match[str]) -> ColumnHead | None:
        question = self._vocabulary.question_named(match["name"])
        rest = text[match.end() :]
        colon = match["colon"] is not None
        if match["name"][:1].islower() and rest.strip():
            return None  # a word of a sentence that a page break cut
        if not rest.strip():
            return ColumnHead(question, len(text), colon, prompted=False)
        end = match.end() + self.prefix(question, rest)
        if end > match.end():
            return ColumnHead(question, end, colon, prompted=True)
        alone = "\n" in match[0] or "\u2029" in match[0]
        return ColumnHead(question, match.end(), colon, prompted=False) if colon or alone else None

    def prefix(self, question: Question, text: str) -> int:
        """Length of the prompt at the start of a text, closing signs included; 0 where there is none."""
        known = self._vocabulary.prompt_words[question.id]
        first = [self._plain(match) for match in islice(_WORD_AT.finditer(text), _FIRST_WORDS)]
        if sum(word in known for word in first) < min(_FIRST_WORDS - 1, len(first)):
            return 0  # what nearly every answer is: no prompt begins so
        learned = self._learned.get(question.id, [])
        matches = list(islice(_WORD_AT.finditer(text), _FIRST_WORDS))
        if not self._may_begin(question, [self._plain(match) for match in matches]):
            return len(text) if self.is_piece(question, text) else 0
        matches = list(islice(_WORD_AT.finditer(text), MAX_PROMPT_WORDS + 1))
        words = [self._plain(match) for match in matches]
        count = _common_prefix(words, learned) if learned else 0
        if count < 3 or count < len(learned):
            count = max(count if count >= 6 else 0, self._cued_prefix(question, words))
        if count == 0:
            return len(text) if self.is_piece(question, text) else 0
        end = matches[count - 1].end()
        closing = re.match(r"[\s).,?!:*_\]]*", text[end:])
        end += closing.end() if closing else 0
        return len(text) if self._is_rest(question, text[end:]) else end

    def _may_begin(self, question: Question, words: list[str]) -> bool:
        """A quick look at the first words, for most texts that are asked about are answers."""
        if words[:3] == self._learned.get(question.id, [None])[:3]:
            return True
        known = self._vocabulary.prompt_words[question.id]
        return 2 * sum(word in known for word in words) >= len(words)

    def _is_rest(self, question: Question, text: str) -> bool:
        """Whether what stands behind a part of the prompt is more of it, cut off anywhere."""
        words = self._words_of(text)
        return self.is_piece(question, text) or (0 < len(words) <= 8 and self._coverage(question, words) == 1)

    def _cued_prefix(self, question: Question, words: list[str]) -> int:
        """Words up to the end of the last cue, while nearly all words are the prompt's."""
        known = self._vocabulary.prompt_words[question.id]
        best = reach = familiar = 0
        fits = []  # whether nearly all words up to here are the prompt's
        for count, word in enumerate(words, 1):
            familiar += word in known
            fits.append(familiar >= 0.85 * count)
            reach = count if fits[-1] else reach
        for cue in self._cue_words[question.id] if reach else ():
            for start in range(reach - len(cue) + 1):
                end = start + len(cue)
                if fits[end - 1] and words[start] == cue[0] and words[start:end] == cue:
                    best = max(best, end)
                    break
        return best


def _usual(counts: Counter[tuple[str, ...]]) -> tuple[str, ...]:
    """The prompt as most headers have it; of equally frequent ones the fullest."""
    return max(counts, key=lambda words: (counts[words], len(words), words))


def _common_prefix(words: list[str], learned: list[str]) -> int:
    count = 0
    for word, expected in zip(words, learned, strict=False):
        if word != expected:
            break
        count += 1
    return count
