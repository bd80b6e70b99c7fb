"""Where do the words of a standard end, and the form's own words about the next section begin?

A section begins with a heading, an introduction and examples of evidence. Conversions lose headings, so each of the
three is a sign: the heading's number or title, the way in which introductions begin, the line before the examples.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from toolkit_extract.recovery.stream import Item, LineItem
from toolkit_extract.recovery.vocabulary import Vocabulary, fold_name, phrase, words_of
from toolkit_extract.schemas.toolkit import Section

_TITLE_SCORE = 86
_INTRO_REACH = 90
_LONGEST_CUE_LINE = 15
_MAX_TITLE_WORDS = 24
_LONGEST_NAME = 200


_CLOSING = re.compile(
    r"^\W*(?:kind(?:est)? regards|best (?:wishes|regards)|warm regards|many thanks|with thanks|thanks|thank you|yours "
    r"(?:sincerely|faithfully)|regards|sent from my)\b[\s\S]{0,40}$",
    re.IGNORECASE,
)
"""The words that close a letter, alone on their line."""


class SectionSigns:
    """The signs of a section's beginning, for one toolkit."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        wording = vocabulary.toolkit.wording
        self._intro = _cue_pattern(wording.intro_cues)
        self._evidence = _cue_pattern(wording.evidence_cues)
        self._appendix = _start_pattern(wording.appendix_cues)
        self._titles = {section.number: fold_name(section.title) for section in vocabulary.toolkit.sections}
        self._form_names = {fold_name(vocabulary.toolkit.name), *self._titles.values()}

    def begins_section(self, item: Item, section: Section | None) -> bool:
        """Whether an item is the heading of this section, or of its introduction."""
        text = _line_text(item)
        if text is None:
            return False
        if section is not None and self._is_heading(text.split("\n", 1)[0], section):
            return True
        return self._is_intro(text) or self.is_evidence_cue(text)

    def is_evidence_cue(self, text: str) -> bool:
        """Whether a line introduces a section's examples of evidence."""
        match = self._evidence.search(text)
        if match is None:
            return False
        return text.rstrip().endswith(":") or (
            match.start() < 40 and len(words_of(text)) <= _LONGEST_CUE_LINE
        )

    def _is_intro(self, text: str) -> bool:
        match = self._intro.search(text[:_INTRO_REACH])
        return match is not None and match.start() < 20 and len(words_of(text)) > 8

    def _is_heading(self, text: str, section: Section) -> bool:
        words = words_of(text)
        if not words or len(words) > _MAX_TITLE_WORDS:
            return False
        match = self._vocabulary.section.match(text)
        title = self._titles[section.number]
        if match is not None and int(match["number"]) == section.number:
            rest = fold_name(text[match.end() :])
            return (
                not rest or fuzz.token_set_ratio(rest, title) >= 70 or text[match.end() :].strip().isupper()
            )
        folded = fold_name(text)
        return len(folded) > 8 and fuzz.ratio(folded, title) >= _TITLE_SCORE

    def begins_appendix(self, item: Item) -> bool:
        """Whether an item begins what follows the last standard."""
        text = _line_text(item)
        if text is None:
            return False
        text = text.split("\n", 1)[0].split("\u2029", 1)[0]
        if len(words_of(text)) > _MAX_TITLE_WORDS:
            return False
        if _CLOSING.match(text):
            return True
        heading = isinstance(item, LineItem) and item.heading
        match = self._appendix.match(text)
        if match is None:
            return False
        alone = len(words_of(text)) <= 10 and not text.rstrip().endswith((".", ","))
        return heading or alone

    def is_form_name(self, text: str) -> bool:
        """Whether a line is the form's name or a section's title: furniture of a page, wherever it stands."""
        return len(text) < _LONGEST_NAME and fold_name(text) in self._form_names

    def is_other_heading(self, item: Item) -> bool:
        """Whether an item is a heading of the document that names nothing of the form's answers."""
        return isinstance(item, LineItem) and item.heading


def _line_text(item: Item) -> str | None:
    if isinstance(item, LineItem):
        return item.numbered_text
    return item.filled[0].text.text if len(item.filled) == 1 else None


def _cue_pattern(cues: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(phrase(cue) for cue in cues), re.IGNORECASE) if cues else re.compile(r"(?!)")


def _start_pattern(cues: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(phrase(cue) for cue in cues)
    return re.compile(rf"^[\s\u00a0#*_]*(?:{joined})\b", re.IGNORECASE) if cues else re.compile(r"(?!)")
