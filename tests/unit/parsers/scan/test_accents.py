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
        ("caf\u00e9 \u2013 \u2018rota\u2019", "", "caf\u00e9 \u2013 \u2018rota\u2019"),
    ],
)
def test_an_accent_is_stray_on_the_i_of_a_plain_word_or_where_the_page_has_the_word_without(
    line: str, elsewhere: str, read: str
) -> None:
    assert without_stray_accents([line, elsewhere]) == [read, elsewhere]
