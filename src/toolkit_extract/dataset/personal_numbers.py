"""Which spans of a text are telephone numbers, e-mail addresses, NHS numbers and postcodes?

Each has a form that a rule can check; the tests list what is taken and what is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from toolkit_extract.dataset.spans import Span

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+'-]+ ?@ ?(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE)

# Digits in groups that a person might write a number in. A date has a first group of two digits, hours one of four.
_DIGITS = re.compile(r"(?<![\w+.,£/-])(?:\+|\((?=\d+\)))?\d(?:[ .()/-]{0,3}\d){8,14}(?![\w/])")
_NATIONAL = re.compile(r"0[1235789]\d{8,9}")
_INTERNATIONAL = re.compile(r"(?:\+|00)44(?:0?)([1235789]\d{8,9})")
_AREA = re.compile(r"\(?0\d{2,}")

# NHS Data Dictionary, "NHS number": ten digits, the last of which is a check digit (modulus 11), shown as 3-3-4.
_NHS = re.compile(r"(?<![\w-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])")
_NHS_LABEL = re.compile(r"\bNHS (?:no|number|num)\b[.:# ]{0,3}$", re.IGNORECASE)
_NHS_WEIGHTS = range(10, 1, -1)

_POSTCODE = re.compile(r"\b([A-PR-UWYZ][A-HK-Y]?)\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b")
# Postcode areas of the United Kingdom and the islands; a code of another area is a reference of some other kind.
_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW "
    "OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC "
    "WD WF WN WR WS WV YO ZE".split()
)


def numbers_in(text: str) -> Iterator[Span]:
    """The spans of all four kinds, in no order; no two of a kind overlap."""
    if "@" in text:
        yield from (Span(*found.span(), "email_address", "form") for found in _EMAIL.finditer(text))
    yield from _nhs_numbers(text)
    yield from _matches(_DIGITS, text, "phone_number", lambda found: is_phone_number(found[0]))
    yield from _matches(_POSTCODE, text, "postcode", lambda found: found[1] in _AREAS)


def is_phone_number(written: str) -> bool:
    """Whether digits with their spaces and signs are a telephone number of the United Kingdom."""
    digits = re.sub(r"[ .()/-]", "", written)
    if _INTERNATIONAL.fullmatch(digits):
        return True
    return bool(_NATIONAL.fullmatch(digits) and _AREA.match(written))


def has_nhs_check_digit(digits: str) -> bool:
    """Whether the last of ten digits is the check digit of the others."""
    remainder = sum(weight * int(digit) for weight, digit in zip(_NHS_WEIGHTS, digits, strict=False)) % 11
    return (11 - remainder) % 11 == int(digits[9]) and len(set(digits)) > 1


def _nhs_numbers(text: str) -> Iterator[Span]:
    for found in _NHS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if has_nhs_check_digit(digits):
            yield Span(*found.span(), "nhs_number", "check_digit")
        elif _NHS_LABEL.search(text, max(0, found.start() - 20), found.start()):
            yield Span(*found.span(), "nhs_number", "label")


def _matches(
    pattern: re.Pattern[str], text: str, kind: str, is_one: Callable[[re.Match[str]], bool]
) -> Iterator[Span]:
    return (Span(*found.span(), kind, "form") for found in pattern.finditer(text) if is_one(found))
