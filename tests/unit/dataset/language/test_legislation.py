"""References to law, as they are written and as recognition of characters leaves them."""

from __future__ import annotations

import pytest

from toolkit_extract.dataset.language.legislation import find_legislation


@pytest.mark.parametrize(
    ("text", "verbatim", "normalised", "method"),
    [
        ("under s.117 aftercare", "s.117", "s.117", "rule:section"),
        ("under section 140 there", "section 140", "s.140", "rule:section"),
        ("the s136 suite", "s136", "s.136", "rule:section"),
        ("Section 12(2) approval", "Section 12(2)", "s.12(2)", "rule:section"),
        ("S135/136 warrants", "S135/136", "s.135; s.136", "rule:section"),
        ("sections 2 and 3", "sections 2 and 3", "s.2; s.3", "rule:section"),
        ("the SI40 policy", "SI40", "s.140", "looser:letter_for_digit"),
        ("I17 meetings", "I17", "s.117", "looser:letter_for_digit"),
        ("the Sl36 suite", "Sl36", "s.136", "looser:letter_for_digit"),
        ("a 136 suite", "136", "s.136", "looser:number_alone"),
        ("under the MHA", "MHA", "Mental Health Act 1983", "rule:act"),
        ("under the Care Act", "Care Act", "Care Act 2014", "rule:act"),
    ],
)
def test_a_reference_keeps_its_words_and_has_one_form(
    text: str, verbatim: str, normalised: str, method: str
) -> None:
    (found,) = find_legislation(text)
    assert (text[found.start : found.end], found.normalised, found.method) == (verbatim, normalised, method)


@pytest.mark.parametrize(
    "text",
    [
        "See section 12 of this form",
        "as in section 3 above",
        "Illness is 17 times likelier",
        "S99 is a road",
        "IS 117 people",
        "£136 warrants",
        "All in all I2",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert find_legislation(text) == []
