"""What does an e-mail say: its subject, and its body as text or HTML, without the marks of quoting?"""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage

HEADER_BLOCK = re.compile(
    rb"\A(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}", re.MULTILINE
)
"""The header of an Internet message (RFC 5322): two or more fields from the first byte on."""

_MESSAGE_FIELDS = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|content-type):", re.IGNORECASE | re.MULTILINE
)
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


def read_mail(data: bytes) -> Mail:
    """Read a message. HTML is preferred where the message has both, because its boxes and tables are explicit."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise TypeError("the default policy makes EmailMessage")
    part = message.get_body(preferencelist=("html", "plain"))
    subject = str(message.get("subject", ""))
    if not isinstance(part, EmailMessage):
        return Mail(subject, "", is_html=False)
    body = _content(part)
    is_html = part.get_content_subtype() == "html"
    return Mail(subject, body if is_html else unquote(body), is_html)


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content()
    except (LookupError, KeyError, UnicodeError):
        payload = part.get_payload(decode=True)
        content = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
    text = content if isinstance(content, str) else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unquote(text: str) -> str:
    """Without quoting signs, where most lines of a stretch carry them (a lone `>` may be a comparison)."""
    lines = text.split("\n")
    quoted = sum(1 for line in lines if QUOTE.match(line))
    return QUOTE.sub("", text) if quoted >= 3 else text
