"""Under what name and in what encoding does a return arrive?"""

from dataclasses import dataclass
from random import Random

from evaluation.model import CompletedReturn

_NAMED = (
    "{name} AMHP self assessment {year}{suffix}",
    "{lower}_return{suffix}",
    "{name}-AMHP-Toolkit-FINAL{suffix}",
    "AMHP toolkit - {name} (v2){suffix}",
    "{under}_amhp_standards_{year}{suffix}",
    "{year}-{hyphen}-self-assessment{suffix}",
    "{name} completed toolkit{suffix}",
)
_NEUTRAL = (
    "return-{number:04d}{suffix}",
    "amhp_self_assessment_{number:04d}{suffix}",
    "Document{number:04d}{suffix}",
    "toolkit completed {number:04d}{suffix}",
)


@dataclass(frozen=True)
class Encoding:
    """How text becomes bytes: a Python codec, an optional byte order mark, and the line end."""

    codec: str = "utf-8"
    bom: bytes = b""
    line_end: str = "\n"

    def encode(self, text: str) -> bytes:
        """The bytes of a text. Raises UnicodeEncodeError where the codec lacks a character."""
        return self.bom + text.replace("\n", self.line_end).encode(self.codec)


ENCODINGS: dict[str, Encoding] = {
    "utf-8": Encoding(),
    "utf-8-bom": Encoding(bom=b"\xef\xbb\xbf"),
    "utf-8-crlf": Encoding(line_end="\r\n"),
    "utf-16-le": Encoding("utf-16-le", b"\xff\xfe", "\r\n"),
    "utf-16-be": Encoding("utf-16-be", b"\xfe\xff"),
    "windows-1252": Encoding("cp1252", b"", "\r\n"),
}


def file_name(completed: CompletedReturn, suffix: str, rng: Random, *, named: bool, number: int) -> str:
    """A name as people give it: with the authority in it, or neutral with a number."""
    if not named:
        return rng.choice(_NEUTRAL).format(number=number, suffix=suffix)
    name = rng.choice(completed.authority.short_names).replace("&", "and")
    return rng.choice(_NAMED).format(
        name=name,
        lower=name.lower().replace(" ", ""),
        under=name.lower().replace(" ", "_").replace("-", "_"),
        hyphen=name.lower().replace(" ", "-"),
        year=completed.year,
        suffix=suffix,
    )
