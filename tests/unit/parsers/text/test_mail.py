"""A message is read by its body; its subject stands apart, and signs of quoting fall away."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from tests.unit.parsers.text.drawing import draw
from toolkit_extract.errors import LimitReached
from toolkit_extract.parsers import parse
from toolkit_extract.parsers.text.mail import HEADER_BLOCK, QUOTE, looks_like_mail, read_mail, unquote

HEADER = b"From: a@example.org\nSubject: Answers\n\n"


def message(plain: str | None = None, html: str | None = None) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "b@example.org", "Our answers – 2025"
    if plain is not None:
        made.set_content(plain)
    if html is not None:
        made.add_alternative(html, subtype="html")
    return made.as_bytes()


def test_the_subject_stands_with_the_furniture_and_the_body_is_the_document() -> None:
    document = parse(message("1.1 Words – here.\n\n☒ Low\n"), "a.eml")
    assert document.format == "email"
    assert document.furniture == ("Our answers – 2025",)
    assert [draw(block) for block in document.blocks] == ["1.1 Words – here.", "[x] Low"]


def test_html_is_preferred_where_a_message_has_both() -> None:
    page = "<html><body><p><input type='checkbox' checked> Low</p></body></html>"
    document = parse(message("Low", page), "a.eml")
    assert [draw(block) for block in document.blocks] == ["[x] Low"]


def test_a_message_without_a_body_has_no_blocks() -> None:
    assert parse(message() + b"\n", "a.eml").blocks == ()


def test_an_unknown_character_set_is_no_reason_to_lose_the_words() -> None:
    data = b"From: a@example.org\nTo: b@example.org\nContent-Type: text/plain; charset=x-none\n\n1.1 Words.\n"
    assert [draw(block) for block in parse(data, "a.eml").blocks] == ["1.1 Words."]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("> one\n> two\n> three", "one\ntwo\nthree"),
        ("> > one\n>> two\n> three", "one\ntwo\nthree"),
        ("before\n> one\n>two\n> three\nbehind", "before\none\ntwo\nthree\nbehind"),
        ("> 5 days are too many", "> 5 days are too many"),
    ],
)
def test_signs_of_quoting_fall_away_where_a_stretch_is_quoted(text: str, plain: str) -> None:
    assert unquote(text) == plain


@pytest.mark.parametrize(
    ("data", "is_mail"),
    [
        (HEADER + b"words", True),
        (HEADER.replace(b"\n", b"\r\n") + b"words", True),
        (b"Received: by mx;\n\tMon, 3 Mar 2025\nDate: Mon\n\nwords", True),
        (b"From: one field only\n\nwords", False),
        (b"Authority: Dudley\nDate: today\n\nwords", False),
        (b"words first\nFrom: a\nTo: b\n\n", False),
    ],
)
def test_a_message_begins_with_two_of_the_usual_fields(data: bytes, is_mail: bool) -> None:
    assert looks_like_mail(data) is is_mail


def test_the_patterns_of_messages() -> None:
    assert HEADER_BLOCK.match(b"From: a\nTo: b\n\n")
    assert not HEADER_BLOCK.match(b"\nFrom: a\nTo: b\n")
    assert not HEADER_BLOCK.match(b"From: a\n\n")
    assert QUOTE.match(">> quoted")
    assert not QUOTE.match("x > y")


def _message(content_type: str, body: str) -> bytes:
    return (
        f"From: a@example.org\nTo: b@example.org\nSubject: x\nContent-Type: {content_type}\n\n{body}".encode()
    )


@pytest.mark.parametrize("charset", ["raw-unicode-escape", "punycode", "x-nothing", "idna", "undefined"])
def test_a_character_set_that_is_none_is_read_as_utf_8(charset: str) -> None:
    mail = read_mail(_message(f"text/plain; charset={charset}", "wörds \\ud800"), "a.eml")
    assert mail.body.strip() == "wörds \\ud800"


def test_halves_of_characters_are_replaced() -> None:
    read_mail(_message("text/plain; charset=utf-7", "words +2AA-"), "a.eml").body.encode()


@pytest.mark.parametrize("kind", ["beside one another", "within one another"])
def test_too_many_parts_stop_at_the_limit(kind: str) -> None:
    if kind == "beside one another":
        body = "--b\nContent-Type: text/plain\n\nwords\n" * 600
    else:
        body = "".join(f"--b\nContent-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(600))
    with pytest.raises(LimitReached, match="500 parts"):
        read_mail(_message("multipart/mixed; boundary=b", body), "a.eml")


def test_parts_nested_to_the_limit_are_no_crash() -> None:
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(499))
    read_mail(f"From: a@example.org\nSubject: x\n{nested}".encode(), "a.eml")


def test_a_message_may_hold_control_characters() -> None:
    data = _message("text/plain; charset=utf-8", "Map\tPlan\nour\x01words<br>more\tothers\x00\n")
    assert "our\ufffdwords" in draw(parse(data, "a.eml").blocks[0])[1][0]
