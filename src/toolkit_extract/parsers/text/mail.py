"""What does an e-mail say: its subject, and its body as text or HTML, without the marks of quoting?"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from itertools import islice

from toolkit_extract.errors import LimitReached
from toolkit_extract.parsers.text.decode import shown

HEADER_BLOCK = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", re.MULTILINE
)
"""The header of an Internet message (RFC 5322): two or more fields from the first byte on."""

_MESSAGE_FIELDS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|content-type):", re.IGNORECASE | re.MULTILINE
)
MAX_PARTS = 500
"""Parts of one message, at any depth: a long thread with attachments has some dozens."""

_PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_OTHER_CODECS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})
_SURROGATE = re.compile(r"[\ud800-\udfff]")

QUOTE = re.compile(r"^(?:[ \t]?>)+ ?", re.MULTILINE)
"""The sign of a quoted line, repeated when quoted again."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The readable part of a message; `html` where it has no plain text of its own."""

    subject: str
    body: str
    is_html: bool


def looks_like_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a message: at least two of the usual fields."""
    match = HEADER_BLOCK.match(data[:20_000])
    return match is not None and len(set(_MESSAGE_FIELDS.findall(match[0].lower()))) >= 2


def read_mail(data: bytes, name: str) -> Mail:
    """Read a message. HTML is preferred where the message has both, because its boxes and tables are explicit.

    Raises:
        LimitReached: it has more than `MAX_PARTS` parts.
    """
    if sum(1 for _ in islice(_PART.finditer(data), MAX_PARTS + 1)) > MAX_PARTS:
        raise LimitReached(name, f"{MAX_PARTS} parts in one message")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the default policy makes EmailMessage")
    part = message.get_body(preferencelist=("html", "plain"))
    subject = _without_surrogates(str(message.get("subject", "")))
    if not isinstance(part, EmailMessage):
        return Mail(subject, "", is_html=False)
    body = _content(part)
    is_html = part.get_content_subtype() == "html"
    return Mail(subject, body if is_html else unquote(body), is_html)


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content() if _is_charset(part.get_content_charset()) else None
    except (LookupError, UnicodeError):
        content = None
    if content is None:
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
    text = content if isinstance(content, str) else ""
    return _without_surrogates(shown(text))


def _is_charset(name: str | None) -> bool:
    """Whether the name is that of a character set, and not of one of Python's other codecs."""
    if name is None:
        return True
    try:
        return codecs.lookup(name).name not in _OTHER_CODECS
    except LookupError:
        return False


def _without_surrogates(text: str) -> str:
    """The text with halves of pairs put together, and U+FFFD for a half alone: UTF-8 can write neither."""
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if _SURROGATE.search(text)
        else text
    )


def unquote(text: str) -> str:
    """Without quoting signs, where most lines of a stretch carry them (a lone `>` may be a comparison)."""
    lines = text.split("\n")
    quoted = sum(1 for line in lines if QUOTE.match(line))
    return QUOTE.sub("", text) if quoted >= 3 else text
