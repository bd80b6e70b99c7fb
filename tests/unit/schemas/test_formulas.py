from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit_extract.schemas.formulas import FORMULA_STARTS, neutralised, restored


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=1+1", "''=1+1"),  # else nobody could tell it from the one before
        ("'quoted'", "'quoted'"),
        ("plain", "plain"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_a_text_stands_in_csv_so(text: str, cell: str) -> None:
    assert neutralised(text) == cell


@given(st.text(st.one_of(st.characters(), st.sampled_from("'=+-@"))))
def test_a_guarded_text_is_no_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not neutralised(text).startswith(FORMULA_STARTS)
    assert restored(neutralised(text)) == text
