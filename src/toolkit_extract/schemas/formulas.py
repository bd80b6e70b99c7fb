"""How does a text stand in CSV so that no spreadsheet runs it, and how is it had back?

A text that a spreadsheet would take for a formula gets an apostrophe in front of it. So does one that already begins
with apostrophes and goes on like a formula, so that taking one away always gives the text as it was.
"""

from __future__ import annotations

# What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection"), full-width forms included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
GUARD = "'"
_SUSPECT = frozenset((*FORMULA_STARTS, GUARD))


def neutralised(text: str) -> str:
    """The text as it stands in CSV."""
    if text[:1] not in _SUSPECT:  # nearly always
        return text
    return GUARD + text if text.lstrip(GUARD).startswith(FORMULA_STARTS) else text


def restored(text: str) -> str:
    """The text of a CSV cell as it was."""
    guarded = text.startswith(GUARD) and text.lstrip(GUARD).startswith(FORMULA_STARTS)
    return text[len(GUARD) :] if guarded else text
