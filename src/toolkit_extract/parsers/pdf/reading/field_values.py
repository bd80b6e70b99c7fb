"""Which values do the fields of a form have, where their widgets do not say?

The value of a field may stand on its parent, out of reach of the library's functions for widgets. Then, and only then,
the tree of fields is read with pdfminer: the second witness of a box's state, never the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit_extract.parsers.pdf.reading.object_tree import DAMAGE, catalog_of

MAX_FIELDS = 20_000
MAX_DEPTH = 32


def read_field_values(data: bytes) -> dict[str, str]:
    """`/V` of fields by full name (`parent.kid`); empty where the tree of fields cannot be read.

    Names and strings become text; a field without a value of its own has that of its parent (ISO 32000-1, 12.7.3.1).
    """
    from pdfminer.pdftypes import resolve1
    from pdfminer.psexceptions import PSException

    try:
        form = resolve1(catalog_of(data).get("AcroForm"))
        roots = resolve1(form.get("Fields")) if isinstance(form, dict) else None
        return dict(_values(roots if isinstance(roots, list) else [], "", None, 0, [0]))
    except (PSException, *DAMAGE):
        return {}


def _values(
    fields: list[Any], prefix: str, inherited: str | None, depth: int, count: list[int]
) -> Iterator[tuple[str, str]]:
    from pdfminer.pdftypes import resolve1

    for reference in fields:
        count[0] += 1
        field = resolve1(reference)
        if count[0] > MAX_FIELDS or depth > MAX_DEPTH or not isinstance(field, dict):
            continue
        part = _text(resolve1(field.get("T")))
        name = ".".join(filter(None, (prefix, part)))
        own = _text(resolve1(field["V"])) if "V" in field else inherited
        if own is not None and name:
            yield name, own
        kids = resolve1(field.get("Kids"))
        if isinstance(kids, list):
            yield from _values(kids, name, own, depth + 1, count)


def _text(value: Any) -> str | None:
    from pdfminer.psparser import PSLiteral
    from pdfminer.utils import decode_text

    if isinstance(value, PSLiteral):
        name = value.name
        return name if isinstance(name, str) else name.decode("utf-8", "replace")
    return decode_text(value) if isinstance(value, bytes) else None
