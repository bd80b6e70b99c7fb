"""What does a return look like when it is sent in the body of an e-mail?"""

# People type dashes and curly quotation marks; so does this module.

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from random import Random

from evaluation.composition import Composition
from evaluation.text import html_document, linear
from evaluation.wrapping import wrap_lines

_DAYS = ("Mon, 04 Mar", "Tue, 11 Jun", "Thu, 17 Oct", "Fri, 22 Nov")


def render_plain(composition: Composition, rng: Random) -> str:
    """A message with one text part, quoted-printable."""
    message = _message(composition, rng)
    message.set_content(_letter(composition, rng), charset="utf-8", cte="quoted-printable")
    return message.as_string(policy=SMTP)


def render_wrapped(composition: Composition, rng: Random) -> str:
    """A message whose lines an old mail program broke at 72 characters."""
    message = _message(composition, rng)
    lines = [part for line in _letter(composition, rng).split("\n") for part in wrap_lines(line, 72) or [""]]
    message.set_content("\n".join(lines), charset="utf-8", cte="8bit")
    return message.as_string(policy=SMTP)


def render_quoted(composition: Composition, rng: Random) -> str:
    """A reply in which the answers stand in the quoted message beneath, each line behind "> "."""
    message = _message(composition, rng, subject="Re: ")
    quoted = "\n".join(("> " + line).rstrip() for line in _letter(composition, rng).split("\n"))
    text = "Thank you, received with thanks. I have no questions.\n\nOn Monday the sender wrote:\n" + quoted
    message.set_content(text, charset="utf-8", cte="quoted-printable")
    return message.as_string(policy=SMTP)


def render_multipart(composition: Composition, rng: Random) -> str:
    """A message with the same return as text and as HTML."""
    message = _message(composition, rng)
    message.set_content(_letter(composition, rng), charset="utf-8", cte="quoted-printable")
    page = html_document.render(composition, rng, html_document.HtmlLook())
    message.add_alternative(
        page, subtype="html", charset="utf-8", cte=rng.choice(("quoted-printable", "base64"))
    )
    message.set_boundary("----=_NextPart_000_" + format(rng.getrandbits(48), "012X"))
    return message.as_string(policy=SMTP)


def _letter(composition: Composition, rng: Random) -> str:
    return (
        f"Hello,\n\nPlease find our self-assessment below; it is from {composition.authority.name}.\n\n"
        + linear.render_labels(composition, rng)
        + "\nKind regards,\nAMHP service\n"
    )


def _message(composition: Composition, rng: Random, subject: str = "") -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    domain = composition.authority.short.lower().replace(" ", "").replace("&", "and") + ".example"
    message["From"] = Address("AMHP service", "amhp", domain)
    message["To"] = Address("Regional AMHP network", "standards", "network.example")
    message["Date"] = f"{rng.choice(_DAYS)} {composition.year} 09:{rng.randint(10, 59)}:00 +0000"
    message["Subject"] = f"{subject}AMHP self-assessment {composition.authority.short} – completed"
    message["Message-ID"] = f"<{rng.getrandbits(64):016x}@{domain}>"
    return message
