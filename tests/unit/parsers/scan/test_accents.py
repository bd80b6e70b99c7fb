from __future__ import annotations

import pytest

from toolkit_extract.parsers.scan.ocr.accents import without_stray_accents


@pytest.mark.parametrize(
    ("line", "elsewhere", "read"),
    [
        ("racial d\u00edsparity", "", "racial disparity"),
        ("to guide \u00c1MHPs in", "All AMHPs agree", "to guide AMHPs in"),
        ("the EO\u012b will", "an EOI is open", "the EOI will"),
        ("Ms Garc\u00eda asks", "", "Ms Garc\u00eda asks"),
        ("Si\u00e2n leads", "", "Si\u00e2n leads"),
        ("nil at pre\u0219ent", "", "nil at present"),
        ("Mr \u0218tefan asks", "", "Mr \u0218tefan asks"),
        ("ffynhonnau d\u0175r", "", "ffynhonnau d\u0175r"),
        ("the rota \u4e00 it depends", "", "the rota \u2013 it depends"),
        ("rota\uff0c and plans\uff08two\uff09", "", "rota, and plans(two)"),
        ("caf\u00e9 \u2013 \u2018rota\u2019", "", "caf\u00e9 \u2013 \u2018rota\u2019"),
    ],
)
def test_accents_and_signs_that_english_print_does_not_have_are_taken_for_those_that_it_has(
    line: str, elsewhere: str, read: str
) -> None:
    assert without_stray_accents([line, elsewhere]) == [read, elsewhere]
