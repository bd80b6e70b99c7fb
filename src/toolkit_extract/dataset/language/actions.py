"""Which single actions does a plan hold, whose are they, and when are they due?

A `Doc` in, `Action`s out. A sentence, list item or part between semicolons is an action where its words say that
something is to be done: an imperative ("Review …"), a gerund, a noun for a verb ("Recruitment of …"), a plan ("we will
…", "X to …", "is to be …"). "Review the policy and train staff" is two.

What says how things are is no action; a fragment without any verb is one without a verb, and its method says so. Owner
and date stand only where the words give them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit_extract.dataset.language.codebook import Lexicon
from toolkit_extract.dataset.language.dates import Period, find_due
from toolkit_extract.dataset.language.owners import find_owner, is_actor, owner_behind
from toolkit_extract.dataset.language.plans import denied_until, find_plan, lead_end
from toolkit_extract.dataset.language.sentences import trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_HOPED = re.compile(r"^it (?:is|was) (?:hoped|anticipated|expected)\b", re.IGNORECASE)
_ADVERBS = frozenset(
    "also then now still continue regularly formally jointly be been have only to not actively further urgently".split()
)
_LABEL = re.compile(r"^[^.:;\n]{1,40}:\s+(?=\w)")
_ATTACHED = re.compile(
    r"^(?:owner|lead|responsible|responsibility|action by|by whom|timescales?|deadline|due|target date|by when)\s?[:–]",
    re.IGNORECASE,
)
_ENOUGH = re.compile(r"\bshould be (?:enough|sufficient|adequate|fine)\b", re.IGNORECASE)
_X_TO = re.compile(r"(?P<subject>[^,.;:]{2,60}?)\s(?P<to>to)\s(?=[a-z])", re.IGNORECASE)
_DONE = re.compile(r"^(?:completed|done|achieved|finished|delivered)\b[^:\n]{0,30}:", re.IGNORECASE)
_GERUND_TO_BE = re.compile(r"\w+\s(?:[\w-]+\s){1,4}to\sbe\s", re.IGNORECASE)
_NO_VERB = frozenset("the a an all our their its each every any this these those us them".split())
_DUE_BY = re.compile(r"ed\sby\s(?:the\s)?(?:end\s|start\s)?(?:of\s)?(?:\d|Q\d|[A-Z][a-z]{2,8}\b)")
_NOTHING = re.compile(
    r"^(?:n/?a|none\b.*|nil|nothing\b.*|not applicable|no (?:further )?(?:actions?|changes?)\b.*|"
    r"standard (?:is )?(?:fully )?met|as above|see above|"
    r"as (?:per )?(?:short|medium|long)[- ]term|tbc|tba|ongoing|on-going|"
    r"complete(?:d)?|await(?:ing)?\b.*|(?:to )?continue as (?:is|now|before|at present|planned)|to continue|"
    r"see (?:short|medium|long)[- ]term.*)\W*$",
    re.IGNORECASE,
)
_OWNERS = frozenset({"role", "organisation"})
_FINITE = frozenset(
    "is are was were has have had do does did can could may might 's ’s 're been works meets means shows says "
    "continues remains exists expires ends begins starts runs takes comes goes needs lacks covers includes attends "
    "gives provides seems becomes allows enables".split()
)
_BEFORE_VERB = frozenset({"to", "also", "then", "please"})
_CLAUSE = frozenset("who whom whose which that what whether how where when".split())
_PRONOUNS = frozenset("we i it they this that there he she you".split())
MAX_FRAGMENT = 14
"""Words of a fragment that still reads as an item of a list."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action.

    Attributes:
        start: characters before it, from 0.
        end: characters up to and with its last one.
        verb: the plain form of what is to be done; empty where no verb is known.
        owner: who is to do it, as the words have it; empty where none is named.
        due: when, and where these words stand; None where nothing is said.
        method: the rule that took it for an action.
    """

    start: int
    end: int
    verb: str
    owner: str
    due: Period | None
    method: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of tokens that may be an action, with how it begins."""

    tokens: tuple[Token, ...]
    verb: str
    head: int
    rule: str
    subject: tuple[int, int] | None = None
    """Where what stands before "will" or "to" begins and ends, in characters of the part."""


def find_actions(doc: Doc, lexicon: Lexicon) -> list[Action]:
    """Actions in the order of the text."""
    found: list[Action] = []
    text = doc.text  # made anew at each asking
    names = [(entity.start_char, entity.end_char) for entity in doc.ents if entity.label_ in _OWNERS]
    for sentence in doc.sents:
        start, end = trimmed(sentence)
        words = text[start:end]
        if found and _ATTACHED.match(words):
            found[-1] = _extended(found[-1], text[found[-1].start : end], end)
        elif words and not _NOTHING.match(words):
            tokens = tuple(token for token in sentence if start <= token.idx < end and not token.is_space)
            found += [_action(part, names) for part in _parts(tokens, lexicon)]
    return found


def is_order(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a clause says what to do and not how things are: "Address the lack of training"; no verb is finite."""
    words = [token.lower_ for token in tokens if not (token.is_space or token.is_punct)]
    while len(words) > 1 and words[0] in _BEFORE_VERB:
        words = words[1:]
    return bool(words) and words[0] in lexicon.verbs and not any(word in _FINITE for word in words)


def _parts(tokens: tuple[Token, ...], lexicon: Lexicon) -> Iterator[_Part]:
    part = _classify(tokens, lexicon)
    if part is None:
        return
    cut = _next_action(part, lexicon)
    if cut is None:
        yield part
        return
    joint, onward = cut
    yield replace(part, tokens=part.tokens[:joint])
    rest = part.tokens[onward:]
    follower = _classify(rest, lexicon)
    if follower is not None:
        yield from _parts(rest, lexicon)


def _classify(tokens: tuple[Token, ...], lexicon: Lexicon) -> _Part | None:
    """How the tokens begin, if that is how an action does."""
    if not tokens:
        return None
    text = _text(tokens)
    if _HOPED.match(text) or _DONE.match(text) or _ENOUGH.search(text):
        return None
    denied = denied_until(text)
    if denied is not None:
        return _classify(tokens[_token_at(tokens, tokens[0].idx + denied) :], lexicon)
    skipped = _skipped(text, tokens, lexicon)
    first = tokens[skipped:]
    if not first:
        return None
    begun = _begins(first, lexicon)
    if begun is not None and not (begun[1] == "rule:gerund" and _GERUND_TO_BE.match(_text(first))):
        verb, rule = begun
        return _Part(tokens, verb, skipped, rule)
    return _planned(tokens, skipped, lexicon) or _fragment(tokens, lexicon)


def _token_at(tokens: tuple[Token, ...], offset: int) -> int:
    """Index of the first token at or behind a character of the text; their number where none is."""
    return next((i for i, token in enumerate(tokens) if token.idx >= offset), len(tokens))


def _skipped(text: str, tokens: tuple[Token, ...], lexicon: Lexicon) -> int:
    """How many tokens stand before the first word of the action: a label, a date or a condition in front, and "to"."""
    label = _LABEL.match(text)
    count, start = 0, tokens[0].idx
    if label and tokens[0].lower_ not in lexicon.verbs:
        count = _token_at(tokens, start + label.end()) % len(tokens)
    lead = lead_end(text[tokens[count].idx - start :])
    if lead:
        count = _token_at(tokens, tokens[count].idx + lead) % len(tokens)
    while count < len(tokens) - 1 and tokens[count].lower_ in _BEFORE_VERB:
        count += 1
    return count


def _begins(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[str, str] | None:
    word = tokens[0].lower_
    following = tokens[1].lower_ if len(tokens) > 1 else ""
    if word == "plan" and following == "to":
        return _first_verb(tokens[2:], lexicon) or "plan", "rule:plan"
    if word in lexicon.nouns and following in {"of", "and", "to", "with"}:
        return lexicon.nouns[word], "rule:noun"
    if word in lexicon.verbs and following not in _FINITE:
        return _phrasal(tokens, lexicon.verbs[word], lexicon), "rule:imperative"
    if word in lexicon.gerunds and following not in _FINITE:
        return _phrasal(tokens, lexicon.gerunds[word], lexicon), "rule:gerund"
    return None


def _planned(tokens: tuple[Token, ...], skipped: int, lexicon: Lexicon) -> _Part | None:
    """Beginnings such as "We will …", "The lead to …", "A leaflet is to be written"."""
    text, offset, lead = _text(tokens), tokens[0].idx, tokens[skipped].idx - tokens[0].idx
    plan = find_plan(text[lead:])
    owner = _X_TO.match(text, lead)
    if owner is not None and (plan is None or owner.end() <= lead + plan[1]):
        at = _token_at(tokens, offset + owner.end())
        before = tokens[skipped:at]
        plain = at < len(tokens) and not any(
            token.lower_ in _FINITE or token.lower_ in _CLAUSE for token in before
        )
        known = plain and tokens[at].lower_ in lexicon.verbs and before[0].lower_ not in _PRONOUNS
        acting = plain and tokens[at].lower_ not in _NO_VERB and is_actor(owner["subject"])
        if known or acting:
            verb = lexicon.verbs.get(tokens[at].lower_, tokens[at].lower_)
            subject = (lead, owner.end("subject"))
            return _Part(tokens, _phrasal(tokens[at:], verb, lexicon), at, "rule:owner_to", subject)
    if plan is not None:
        at = _token_at(tokens, offset + lead + plan[1])
        if at < len(tokens):
            subject = (lead, lead + plan[0])
            return _Part(tokens, _first_verb(tokens[at:], lexicon), at, "rule:plan", subject)
    return None


def _first_verb(tokens: tuple[Token, ...], lexicon: Lexicon) -> str:
    """The plain form of the first verb, past adverbs; of one that the lexicon lacks, the word itself."""
    for index, token in enumerate(tokens):
        word = token.lower_
        if word in lexicon.verbs:
            return _phrasal(tokens[index:], lexicon.verbs[word], lexicon)
        if word in lexicon.participles:
            return _phrasal(tokens[index:], lexicon.participles[word], lexicon)
        if not (word in _ADVERBS or word.endswith("ly") or token.is_punct):
            return word if word.isalpha() else ""
    return ""


def _fragment(tokens: tuple[Token, ...], lexicon: Lexicon) -> _Part | None:
    """An item without any verb: "Second laptop for the hub"."""
    words = [token.lower_ for token in tokens]
    denied = words[0] in {"no", "not", "none", "nothing"}
    verbal = any(word in _FINITE or word in lexicon.verbs or word in _PRONOUNS for word in words)
    done = next((word for word in words if word in lexicon.participles and word.endswith("ed")), "")
    due = find_due(_text(tokens).strip("."))
    too_long = len(words) > MAX_FRAGMENT or not any(word.isalpha() for word in words)
    if denied or verbal or too_long or (due and len(words) < 5):
        return None
    if done and not _DUE_BY.search(_text(tokens)):
        return None
    return _Part(tokens, lexicon.participles.get(done, ""), 0, "rule:fragment")


def _next_action(part: _Part, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where the first action ends and where the second begins, if the tokens hold two."""
    forms = lexicon.gerunds if part.rule == "rule:gerund" else lexicon.verbs
    tokens = part.tokens
    for at in range(part.head + 1, len(tokens) - 1):
        word = tokens[at].lower_
        if word == ":" or (word == "to" and tokens[at + 1].lower_ in lexicon.verbs and at > part.head + 1):
            return None  # a list behind a colon, or what the first action is for
        if word in {"that", "whether", "how"}:
            return None
        if word not in {"and", "then", "&"}:
            continue
        onward = at + 1 + (tokens[at + 1].lower_ in {"then", "to", "also"})
        if (
            onward < len(tokens) - 1
            and tokens[onward].lower_ in forms
            and not _shares_object(tokens, at, lexicon)
        ):
            joint = at - 1 if tokens[at - 1].text == "," else at
            return joint, onward
    return None


def _shares_object(tokens: tuple[Token, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether the word before "and" is a verb too: "develop and implement a plan" is one action."""
    word = tokens[at - 1].lower_
    return word in lexicon.verbs or word in lexicon.gerunds or word in lexicon.participles


def _phrasal(tokens: tuple[Token, ...], verb: str, lexicon: Lexicon) -> str:
    following = " ".join([verb, *(token.lower_ for token in tokens[1:3])])
    matches = [
        phrase
        for phrase in lexicon.phrasal
        if f"{following} ".startswith(f"{phrase} ") and not phrase.endswith(" with")
    ]
    return max(matches, key=len, default=verb)


def _action(part: _Part, names: Sequence[tuple[int, int]]) -> Action:
    start = part.tokens[0].idx
    last = part.tokens[-1]
    end = last.idx + len(last.text)
    words = _text(part.tokens)
    within = names[bisect_left(names, (start, 0)) : bisect_left(names, (end, 0))]
    near = [(first - start, last - start) for first, last in within]
    owner = find_owner(words, part.subject, part.tokens[part.head].idx - start, near)
    return Action(start, end, part.verb, owner, _moved(find_due(words), start), part.rule)


def _extended(action: Action, words: str, end: int) -> Action:
    """The action with what a following "Owner: …" or "Deadline: …" says of it."""
    owner = action.owner or owner_behind(words)
    return replace(action, end=end, owner=owner, due=_moved(find_due(words), action.start))


def _moved(period: Period | None, offset: int) -> Period | None:
    if period is None:
        return None
    return replace(period, start=period.start + offset, end=period.end + offset)


def _text(tokens: tuple[Token, ...]) -> str:
    return tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text
