"""Which options of a rating are written in a text, and which mark belongs to which of them?

An option counts where it stands as the form prints it: at the start of a line or behind a mark. A mark is tied to the
option on the side that the line's first and last item tell: `☐ Low ☒ Medium` or `Low ☐ Medium ☒`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from toolkit_extract.recovery.marked_text import MARK, PARAGRAPH_END, MarkedText
from toolkit_extract.recovery.unread_labels import unread_label
from toolkit_extract.recovery.vocabulary import OptionName, Vocabulary, has_words, words_of
from toolkit_extract.schemas.document import SCANNED_BOX, Emphasis, Mark, MarkState
from toolkit_extract.schemas.region import Region
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Option

LINE_ENDS = "\n" + PARAGRAPH_END
TYPED_SIGN = re.compile(r"(?<![\w'’])[xX](?![\w'’])")
"""A letter x that stands alone: someone's tick. Not the x of a word."""

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


@dataclass(frozen=True, slots=True)
class OptionHit:
    """An option as the text has it. `mark` is the one that belongs to it; `exact`: nothing else stands on its line."""

    question: ChoiceQuestion
    option: Option
    start: int
    end: int
    exact: bool
    fuzzy: bool = False
    mark: Mark | None = None
    emphasis: frozenset[Emphasis] = frozenset()
    region: Region | None = None
    beside: str = (
        ""  # other words and signs on its line, where it is the line's only option; no mark of the line's
    )
    by_order: bool = False  # its words cannot be read, and its place among the others tells which it is


@dataclass(frozen=True, slots=True)
class OptionReading:
    """What a text holds of a rating: options, the words that are none, and marks that belong to no option."""

    hits: tuple[OptionHit, ...] = ()
    remark: str = ""
    stray: tuple[Mark, ...] = ()
    dropdown: bool = False


@dataclass(slots=True)
class _Token:
    position: int
    hit: OptionHit | None = None
    mark: Mark | None = None
    line: int = 0
    marks: list[Mark] = field(default_factory=list)


def read_options(text: MarkedText, vocabulary: Vocabulary, question: ChoiceQuestion) -> OptionReading:
    """Read a text that is known to be of one rating, such as its cell."""
    hits = _find(text, vocabulary, (question,))
    hits = _drop_repeats_in_remarks(_with_written(text, hits, vocabulary, question))
    hits = _with_unread_label(text, hits, question)
    paired, stray = _pair(text, hits)
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
    paired, stray = _pair(text, hits)
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
_LINE_END = re.compile(f"[{LINE_ENDS}]")


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
    tail = re.split(f"[{LINE_ENDS}]", text[end:], maxsplit=1)[0]
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
    for line in re.split(f"[{LINE_ENDS}]", text):
        yield start, line
        start += len(line) + 1


def _drop_repeats_in_remarks(hits: list[OptionHit]) -> list[OptionHit]:
    """Where each option stands on a line of its own, a line that only begins with one of them is a remark."""
    exact = {hit.option.code for hit in hits if hit.exact}
    return [hit for hit in hits if hit.exact or hit.option.code not in exact]


# -- pairing ---------------------------------------------------------------------------------------------------------


def _pair(text: MarkedText, hits: Sequence[OptionHit]) -> tuple[list[OptionHit], list[Mark]]:
    """Give each option its mark."""
    tokens = _tokens(text, hits)
    if not any(token.mark for token in tokens):
        return list(hits), []
    tokens = _settle_lone_signs(tokens)
    before = _marks_stand_before(text.text, tokens)
    stray: list[Mark] = []
    ordered = tokens if before else list(reversed(tokens))
    waiting: list[tuple[Mark, int]] = []
    owner: _Token | None = None
    for token in ordered:
        if token.mark is not None:
            same_line = owner is not None and owner.line == token.line
            if (
                not token.mark.boxed
                and same_line
                and owner is not None
                and not _option_follows(ordered, token)
            ):
                owner.marks.append(token.mark)
            else:
                waiting.append((token.mark, token.line))
        else:
            token.marks += [_on_its_line(mark, line, token) for mark, line in waiting]
            waiting = []
            owner = token
    stray += [mark for mark, _ in waiting]
    ticked = {token.hit.question.id for token in tokens if token.hit is not None and _is_inked(token.marks)}
    paired = [
        _with_mark(token.hit, token.marks, other=token.hit.question.id in ticked)
        for token in tokens if token.hit is not None
    ]  # fmt: skip
    return paired, stray


def _is_inked(marks: Sequence[Mark]) -> bool:
    """Whether the pixels of a box say beyond doubt that it is ticked."""
    return any(
        mark.method == SCANNED_BOX and mark.state is MarkState.SELECTED and mark.conflict is None
        for mark in marks
    )


def _on_its_line(mark: Mark, line: int, owner: _Token) -> Mark:
    """A tick on another line than its option's is less than sure to be of that option."""
    return mark if mark.boxed or line == owner.line else mark.model_copy(update={"confidence": 0.6})


def _settle_lone_signs(tokens: list[_Token]) -> list[_Token]:
    """Give a tick on a line of its own, between two options, to one of them.

    It stands behind a label only where that one is long, so that the tick may have had to wrap. Nothing is sure of
    that: the mark's confidence says so, and the choice is marked for review.
    """
    kept: list[_Token] = []
    for index, token in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.mark is None or token.mark.boxed or not _between_options(previous, token, following):
            kept.append(token)
        elif previous is not None and previous.hit is not None and following is not None:
            long = previous.hit.end - previous.hit.start >= _FULL_LINE
            owner = previous if long else following
            owner.marks.append(token.mark.model_copy(update={"confidence": 0.6}))
    return kept


def _between_options(previous: _Token | None, token: _Token, following: _Token | None) -> bool:
    """Whether options stand on the lines before and behind, and none on the token's own."""
    if previous is None or following is None or previous.hit is None or following.hit is None:
        return False
    return previous.line < token.line < following.line


_FULL_LINE = 24


def _option_follows(tokens: Sequence[_Token], token: _Token) -> bool:
    """Whether, in the order of pairing, an option stands behind this mark on its line."""
    index = tokens.index(token)
    return any(later.hit is not None and later.line == token.line for later in tokens[index + 1 :])


def _tokens(text: MarkedText, hits: Sequence[OptionHit]) -> list[_Token]:
    """Marks, typed signs and options in order, each with its line."""
    tokens = [_Token(hit.start, hit=hit) for hit in hits]
    taken = [(hit.start, hit.end) for hit in hits]
    places = [match.start() for match in re.finditer(MARK, text.text)]
    tokens += [_Token(position, mark=mark) for position, mark in zip(places, text.marks, strict=True)]
    for match in TYPED_SIGN.finditer(text.text):
        if not any(start <= match.start() < end for start, end in taken) and _beside(text.text, match, taken):
            sign = Mark(
                state=MarkState.SELECTED, method="typed_sign", confidence=0.95, verbatim=match[0], boxed=False
            )
            tokens.append(_Token(match.start(), mark=sign))
    tokens.sort(key=lambda token: token.position)
    breaks = [match.start() for match in _LINE_END.finditer(text.text)]
    line = 0
    for token in tokens:
        while line < len(breaks) and breaks[line] < token.position:
            line += 1
        token.line = line
    return tokens


def _beside(text: str, match: re.Match[str], taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a typed x touches an option or a mark, with nothing but blanks between."""
    after = text[match.end() :].lstrip(" \t\n\u00a0.)-")
    before = text[: match.start()].rstrip(" \t\n\u00a0(-")
    next_at = len(text) - len(after)
    return (
        after.startswith(MARK)
        or before.endswith(MARK)
        or any(start == next_at for start, _ in taken)
        or any(end == len(before) for _, end in taken)
    )


def _marks_stand_before(text: str, tokens: Sequence[_Token]) -> bool:
    """Told by the ends of each paragraph (else of each line) that begins with an item; else by the first item."""
    before = after = 0
    for paragraph in _by_paragraph(text, tokens):
        if _PARAGRAPH_START.search(text, 0, paragraph[0].position):
            before += paragraph[0].mark is not None and any(t.hit for t in paragraph)
            after += (
                paragraph[0].hit is not None and paragraph[-1].mark is not None and paragraph[-1].mark.boxed
            )
    if before or after:
        return before >= after
    for line in _by_line(tokens):
        if not (any(t.hit for t in line) and any(t.mark and t.mark.boxed for t in line)):
            continue
        if _LINE_START.search(text, 0, line[0].position):  # not the rest of a label that wrapped
            before += line[0].mark is not None
            after += line[0].hit is not None and line[-1].mark is not None
    if before or after:
        return before >= after
    for line in _by_line(tokens):
        if any(t.hit for t in line) and any(t.mark for t in line):
            return line[0].mark is not None or line[-1].mark is None
    return not tokens or tokens[0].mark is not None


def _by_paragraph(text: str, tokens: Sequence[_Token]) -> list[list[_Token]]:
    ends = [match.start() for match in re.finditer(PARAGRAPH_END, text)]
    paragraphs: dict[int, list[_Token]] = {}
    for token in tokens:
        paragraphs.setdefault(bisect_left(ends, token.position), []).append(token)
    return list(paragraphs.values())


_PARAGRAPH_START = re.compile(r"(?:^|\u2029)[ \t\u00a0•*\-–_|]*\Z")
_LINE_START = re.compile(r"(?:^|[\n\u2029])[ \t\u00a0•*\-–_|]*\Z")


def _by_line(tokens: Sequence[_Token]) -> list[list[_Token]]:
    lines: dict[int, list[_Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    return list(lines.values())


def _with_mark(hit: OptionHit, marks: Sequence[Mark], *, other: bool = False) -> OptionHit:
    """An option with its mark; a sign typed at an untouched box ticks it.

    `other`: whether a box of its question is ticked beyond doubt.
    """
    mark = _combine(marks, other=other)
    if mark is None:
        return hit
    return replace(hit, mark=mark, region=mark.region or hit.region)


def _combine(marks: Sequence[Mark], *, other: bool) -> Mark | None:
    if len(marks) <= 1:
        return marks[0] if marks else None
    boxes = [mark for mark in marks if mark.boxed]
    signs = [mark for mark in marks if not mark.boxed]
    if signs and boxes:
        box = boxes[0]
        if box.state is MarkState.SELECTED:
            return box
        if box.method == SCANNED_BOX:
            return _with_recognised_sign(box, other=other)
        update = {"state": MarkState.SELECTED, "method": "sign_over_box", "confidence": 0.93, "boxed": True}
        return box.model_copy(update=update)
    states = {mark.state for mark in marks}
    if len(states) == 1:
        return marks[0]
    update = {"state": MarkState.UNKNOWN, "confidence": 0.5, "conflict": "two boxes stand beside this option"}
    return marks[0].model_copy(update=update)


def _with_recognised_sign(box: Mark, *, other: bool) -> Mark:
    """A box known by its pixels, and a sign that an engine read beside it: as often a misread part of the box.

    Where another box is ticked it is more likely the tail of that tick, which runs through this label.
    """
    if box.state is MarkState.UNKNOWN or box.conflict is not None:
        return box.model_copy(update={"conflict": box.conflict or "a sign was recognised beside it"})
    if other:
        return box.model_copy(update={"confidence": 0.8, "conflict": "a sign was recognised beside it"})
    update = {
        "state": MarkState.SELECTED,
        "confidence": 0.8,
        "conflict": "its pixels are those of an empty box",
    }
    return box.model_copy(update=update)


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
    lines = re.split(f"[{LINE_ENDS}]", "\n".join(kept))
    cleaned = (
        TYPED_SIGN.sub(" ", line.replace(MARK, " ")) if hits else line.replace(MARK, " ") for line in lines
    )
    spoken = (" ".join(line.split()) for line in cleaned)
    return "\n".join(
        line.lstrip(_SIGNS + ".)").rstrip(_SIGNS + "(") for line in spoken if line.strip(_SIGNS + ".()")
    )
