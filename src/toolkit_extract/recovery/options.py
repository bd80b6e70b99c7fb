"""Which options of a rating are written in a text, and which mark belongs to which of them?

An option counts where it stands as the form prints it: at the start of a line or behind a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from toolkit_extract.recovery.marked_text import MARK, MarkedText
from toolkit_extract.recovery.option_hits import LINE_END, LINE_ENDS, TYPED_SIGN, OptionHit, OptionReading
from toolkit_extract.recovery.pairing import pair
from toolkit_extract.recovery.unread_labels import unread_label
from toolkit_extract.recovery.vocabulary import OptionName, Vocabulary, has_words, words_of
from toolkit_extract.schemas.document import SCANNED_BOX, Mark, MarkState
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Option

_SIGN_BESIDE = re.compile(
    r"[^\w\s.,;:|•()\[\]{}\"'“”‘’&\u2022\u00b7\-–—]{1,3}|[üYyVvP]|<?[-–—=]+>|<[-–—=]+"
    r"|yes|tick(?:ed)?|chosen|selected|ours?(?: answer)?|this one",
    re.IGNORECASE,
)
"""What people type beside the option that they choose, where it is no tick and no x: a star, an arrow, `Y`, the `ü` or
`P` of a symbol font whose name got lost. Refused: a full stop, a bullet, a remark."""

_ENUMERATOR = r"(?:[0-9]{1,2}|[a-zA-Z]|[ivIV]{1,3})[ \t]*[.):=\]–-]"
_LEADING = re.compile(
    r"[ \t\u00a0xX*•\-–—>|/,;:.()\[\]_<=#+√←→⇒➔●]*"
    rf"(?:(?:{_ENUMERATOR}|[0-9]{{1,2}}|[üYyVvP]|(?i:yes|tick(?:ed)?|chosen|selected))[ \t\u00a0)\]:=–-]+)?"
)
_EXPLANATION = re.compile(
    r"[\s\u00a0]*[-–—:]?[\s\u00a0]*\((?P<words>[^()]*(?:\([^()]*\)[^()]*)*)(?P<end>\)|$)"
)
_BARE_EXPLANATION = re.compile(r"[\s\u00a0]*[-–—:][\s\u00a0]*(?P<words>[^\n\u2029\ufffc]+)")
_FUZZY_SCORE = 88
_FUZZY_MARGIN = 6
_MIN_FUZZY_LENGTH = 5
_LIST = 3


def read_options(text: MarkedText, vocabulary: Vocabulary, question: ChoiceQuestion) -> OptionReading:
    """Read a text that is known to be of one rating, such as its cell."""
    hits = _find(text, vocabulary, (question,))
    hits = _drop_repeats_in_remarks(_with_written(text, hits, vocabulary, question))
    hits = _with_unread_label(text, hits, question)
    paired, stray = pair(text, hits)
    labelled, stray = _by_label(
        text, stray, {hit.option.code for hit in paired if hit.mark}, vocabulary, (question,)
    )
    remark = _remark(text, paired)
    if not any(hit.mark and hit.mark.state is MarkState.SELECTED for hit in (*paired, *labelled)):
        paired = _with_words_beside(text.text, paired)
    return OptionReading((*paired, *labelled), remark, tuple(stray), text.from_dropdown)


def _with_words_beside(text: str, hits: Sequence[OptionHit]) -> list[OptionHit]:
    """The options with what else stands on their lines, but for enumerators and closing signs."""
    found: list[OptionHit] = []
    for start, line in _lines(text):
        own = [hit for hit in hits if start <= hit.start < start + len(line) + 1]
        if len(own) == 1:
            before = re.sub(rf"^{_ENUMERATOR}", "", text[start : own[0].start].replace(MARK, " ").strip())
            after = text[own[0].end : max(start + len(line), own[0].end)].replace(MARK, " ")
            beside = " ".join(f"{before} {after}".split()).strip(" .,;:|()[]_")
            own = [replace(own[0], beside=beside)]
        found += own
    return found


def is_sign_beside(words: str) -> bool:
    """Whether what stands beside an option is how people choose it without touching its box; a remark is not."""
    return _SIGN_BESIDE.fullmatch(words) is not None


def _by_label(
    text: MarkedText,
    stray: Sequence[Mark],
    taken: set[str],
    vocabulary: Vocabulary,
    questions: Sequence[ChoiceQuestion],
) -> tuple[list[OptionHit], list[Mark]]:
    """Options of marks that stand beside no words, where the format itself ties words to the mark (`Mark.label`)."""
    found: list[OptionHit] = []
    left: list[Mark] = []
    for mark in stray:
        hits = _find(MarkedText(mark.label), vocabulary, questions) if mark.label else []
        if len(hits) == 1 and hits[0].exact and hits[0].option.code not in taken:
            region = mark.region or next((r for _, r in text.places), None)
            found.append(replace(hits[0], mark=mark, region=region))
        else:
            left.append(mark)
    return found, left


def read_loose_options(text: MarkedText, vocabulary: Vocabulary) -> list[OptionReading]:
    """Read lines that may be option lines of any rating: a reading for each rating, none where it is anything else.

    Strict, because words of options stand in every narrative: the whole must be options, or begin with a mark, or list
    at least three of them, each at the start of a line.
    """
    boxed = any(mark.boxed for mark in text.marks)
    if not text.marks and not vocabulary.option.match(text.text.lstrip(" \t•-–*>.xX")):
        return []
    hits = _find(text, vocabulary, vocabulary.choices)
    if boxed:
        for question in vocabulary.choices:
            hits = _with_written(text, hits, vocabulary, question)
    if not hits and boxed and not has_words(text.text):
        labelled, stray = _by_label(text, text.marks, set(), vocabulary, vocabulary.choices)
        return [OptionReading(tuple(labelled), "", tuple(stray))] if labelled else []
    listed = len({hit.option.code for hit in hits}) >= _LIST
    if not hits or not (boxed or listed or all(hit.exact for hit in hits)):
        return []
    paired, stray = pair(text, hits)
    remark = _remark(text, paired)
    if not boxed and not listed and has_words(remark):
        return []
    if boxed and any(hit.mark is None and not hit.exact for hit in paired):
        return []
    questions = list(dict.fromkeys(hit.question.id for hit in paired))
    return [
        OptionReading(
            tuple(hit for hit in paired if hit.question.id == name),
            remark if name == questions[-1] else "",
            tuple(stray) if name == questions[-1] else (),
        )
        for name in questions
    ]


class LineOptions:
    """The option lines of one document, each read once although several steps ask."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._read: dict[
            int, tuple[MarkedText, list[OptionReading]]
        ] = {}  # by identity; the text is kept alive

    def read(self, text: MarkedText) -> list[OptionReading]:
        """See `read_loose_options`."""
        known = self._read.get(id(text))
        if known is None:
            known = self._read[id(text)] = (text, read_loose_options(text, self._vocabulary))
        return known[1]


def _find(text: MarkedText, vocabulary: Vocabulary, questions: Sequence[ChoiceQuestion]) -> list[OptionHit]:
    """Every option that stands at the start of a line, behind a mark, or behind another option."""
    hits: list[OptionHit] = []
    names = {question.id for question in questions}
    words = text.text
    starts = [0, *(match.end() for match in _BOUNDARY.finditer(words))]
    boundary = 0
    while starts:
        start = starts.pop(0)
        if start < boundary:
            continue
        lead = _LEADING.match(words, start)
        match = vocabulary.option.match(words, lead.end() if lead else start)
        while match is None and lead is not None and lead.end() > start:
            lead = _LEADING.match(words, start, lead.end() - 1)  # a letter x may begin a word
            match = vocabulary.option.match(words, lead.end() if lead else start)
        if match is None:
            continue
        readings = [name for name in vocabulary.options_named(match["name"]) if name.question.id in names]
        follows = bool(hits) and start == hits[-1].end
        if not readings or (
            follows and not _listed_behind(words[start : match.start()], hits[-1], readings[0])
        ):
            continue
        end = _end_of_explanation(words, match.end(), readings[0].option)
        exact = _ends_line(words, end)
        question, option = readings[0].question, readings[0].option
        hits.append(_hit(text, question, option, match.start(), end, exact=exact, name_end=match.end()))
        boundary = end
        starts.insert(0, end)
    return _mark_list_ends(hits, words)


_BOUNDARY = re.compile(f"[{LINE_ENDS}{MARK}]")


def _listed_behind(lead: str, hit: OptionHit, reading: OptionName) -> bool:
    """Whether an option on the line of another is of its list: set off from it, or next in the form's order."""
    return _parted(lead) or _follows_on(hit, reading)


def _parted(lead: str) -> bool:
    """Whether two options of one line are parted by more than a blank: a mark, a sign, or two spaces."""
    return bool(lead.strip()) or len(lead) >= 2 or lead == ""


def _follows_on(hit: OptionHit, reading: OptionName) -> bool:
    """Whether an option is the next of the form behind another: a list that a conversion put on one line."""
    codes = [option.code for option in reading.question.options]
    return (
        hit.question.id == reading.question.id
        and hit.option.code in codes
        and codes.index(reading.option.code) == codes.index(hit.option.code) + 1
    )


def _hit(
    text: MarkedText,
    question: ChoiceQuestion,
    option: Option,
    start: int,
    end: int,
    *,
    exact: bool,
    fuzzy: bool = False,
    name_end: int | None = None,
) -> OptionHit:
    region = next((r for offset, r in reversed(text.places) if offset <= start), None)
    emphasis = text.emphasis_between(start, name_end or end) if text.looks else frozenset()
    return OptionHit(question, option, start, end, exact, fuzzy, None, emphasis, region)


def _ends_line(text: str, end: int) -> bool:
    """Whether a line ends here, or the next mark or nothing but signs follows."""
    tail = LINE_END.split(text[end:], maxsplit=1)[0]
    before_mark = tail.split(MARK, 1)[0]
    return not TYPED_SIGN.sub("", before_mark).strip(" \t\u00a0.,;:*_|/-–")


def _mark_list_ends(hits: list[OptionHit], text: str) -> list[OptionHit]:
    """An option that another follows at once ends its line as well as a line end does."""
    starts = {hit.start for hit in hits}
    return [
        replace(hit, exact=True) if not hit.exact and _next_word_at(text, hit.end) in starts else hit
        for hit in hits
    ]


def _next_word_at(text: str, end: int) -> int:
    rest = text[end:].lstrip(" \t\u00a0.,;/|")
    return len(text) - len(rest)


def _end_of_explanation(text: str, end: int, option: Option) -> int:
    """Offset behind the explanation that the form prints after a label, whole or torn."""
    if not option.explanation_cues:
        return end
    known = {word for cue in option.explanation_cues for word in words_of(cue)}
    for pattern in (_EXPLANATION, _BARE_EXPLANATION):
        match = pattern.match(text, end)
        if match is not None:
            words = words_of(match["words"])
            if words and sum(word in known for word in words) >= 0.6 * len(words):
                return match.end()
    return end


def _with_written(
    text: MarkedText, hits: Sequence[OptionHit], vocabulary: Vocabulary, question: ChoiceQuestion
) -> list[OptionHit]:
    """Add options in words that no spelling has: misspelt, shortened, or cut off at the end of a page."""
    taken = {hit.option.code for hit in hits if hit.exact}
    names = [
        (written, option) for written, option in vocabulary.option_names(question) if option.code not in taken
    ]
    found = list(hits)
    for start, end in _unread_stretches(text.text, hits):
        stretch = text.text[start:end]
        bare = re.sub(r"\([^)]*\)?", " ", stretch)
        folded = " ".join(words_of(TYPED_SIGN.sub(" ", bare)))
        option = _nearest(folded, names)
        if option is not None and option.code not in {hit.option.code for hit in found if hit.fuzzy}:
            lead = len(stretch) - len(stretch.lstrip(" \t\u00a0•-–*"))
            found.append(_hit(text, question, option, start + lead, end, exact=True, fuzzy=True))
    return sorted(found, key=lambda hit: hit.start)


def _with_unread_label(
    text: MarkedText, hits: Sequence[OptionHit], question: ChoiceQuestion
) -> list[OptionHit]:
    """Add the option of a scan whose label could not be read, where its place among the others tells which it is."""
    marks = list(zip((match.start() for match in re.finditer(MARK, text.text)), text.marks, strict=True))
    if not any(mark.method == SCANNED_BOX for _, mark in marks):
        return list(hits)
    boxes = [offset for offset, mark in marks if mark.boxed]
    codes = [option.code for option in question.options]
    labels = [(hit.start, codes.index(hit.option.code)) for hit in hits if hit.question.id == question.id]
    unread = unread_label(boxes, labels, len(codes))
    if unread is None:
        return list(hits)
    missing, start = unread
    end = next((offset for offset, _ in marks if offset >= start), len(text.text))
    found = _hit(text, question, question.options[missing], start, end, exact=True)
    return sorted([*hits, replace(found, by_order=True)], key=lambda hit: hit.start)


def _unread_stretches(text: str, hits: Sequence[OptionHit]) -> Iterator[tuple[int, int]]:
    """Words between marks, line ends and the options that were found."""
    position = 0
    for start, end in [*((hit.start, hit.end) for hit in hits), (len(text), len(text))]:
        for match in re.finditer(f"[^{LINE_ENDS}{MARK}]+", text[position:start]):
            if match[0].strip():
                yield position + match.start(), position + match.end()
        position = max(position, end)


def _nearest(folded: str, names: Sequence[tuple[str, Option]]) -> Option | None:
    """The one option that a written name is near to, if it is near to no other."""
    if len(folded) < _MIN_FUZZY_LENGTH:
        return None
    scores: dict[str, tuple[float, Option]] = {}
    for written, option in names:
        score = fuzz.ratio(folded, written)
        if OSA.distance(folded, written) == 1:  # one letter wrong, missing, too many, or two exchanged
            score = max(score, 92.0)
        if len(folded) >= 8 and written.startswith(folded):
            score = max(score, 95.0)
        if score > scores.get(option.code, (0.0, option))[0]:
            scores[option.code] = (score, option)
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _FUZZY_SCORE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _FUZZY_MARGIN:
        return None
    return ranked[0][1]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in LINE_END.split(text):
        yield start, line
        start += len(line) + 1


def _drop_repeats_in_remarks(hits: list[OptionHit]) -> list[OptionHit]:
    """Where each option stands on a line of its own, a line that only begins with one of them is a remark."""
    exact = {hit.option.code for hit in hits if hit.exact}
    return [hit for hit in hits if hit.exact or hit.option.code not in exact]


_SIGNS = " -–—:;,*•|/_"
"""What stands between an option and words beside it; a full stop or a bracket behind the words is theirs."""


def _remark(text: MarkedText, hits: Sequence[OptionHit]) -> str:
    """The words of the text that are no option, line by line."""
    kept: list[str] = []
    position = 0
    for hit in sorted(hits, key=lambda h: h.start):
        kept.append(text.text[position : hit.start])
        position = hit.end
    kept.append(text.text[position:])
    lines = LINE_END.split("\n".join(kept))
    cleaned = (
        TYPED_SIGN.sub(" ", line.replace(MARK, " ")) if hits else line.replace(MARK, " ") for line in lines
    )
    spoken = (" ".join(line.split()) for line in cleaned)
    return "\n".join(
        line.lstrip(_SIGNS + ".)").rstrip(_SIGNS + "(") for line in spoken if line.strip(_SIGNS + ".()")
    )
