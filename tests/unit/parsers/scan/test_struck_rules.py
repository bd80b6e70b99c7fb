from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from toolkit_extract.parsers.pdf.rules import Rule
from toolkit_extract.parsers.scan.raster import Mask, points
from toolkit_extract.parsers.scan.struck_rules import rules_without_letters


def page(text: str = "", rule: int = 0, waver: int = 0) -> Mask:
    """Words whose small letters are centred on row 100, and a rule of some thickness on the same row."""
    picture = Image.new("L", (900, 200), 0)
    pen = ImageDraw.Draw(picture)
    pen.text((50, 107), text, fill=1, font=ImageFont.load_default(size=28), anchor="ls", stroke_width=1)
    for x in range(50, 850):
        if rule:
            y = 100 - rule // 2 + (x // 40) % (waver + 1)
            pen.rectangle((x, y, x, y + rule - 1), fill=1)
    return np.asarray(picture)


RULE = Rule(True, points(100.5), points(50), points(600))


@pytest.mark.parametrize("rule", [1, 3, 8])
@pytest.mark.parametrize("waver", [0, 2])
def test_a_rule_of_any_thickness_that_wavers_a_little_is_one(rule: int, waver: int) -> None:
    assert rules_without_letters([RULE], page(rule=rule, waver=waver)) == [RULE]


def test_a_dashed_rule_is_one() -> None:
    dark = page(rule=3).copy()
    dark[:, ::10] = dark[:, 1::10] = dark[:, 2::10] = 0
    assert rules_without_letters([RULE], dark) == [RULE]


def test_a_row_of_letters_is_none_along_either_axis() -> None:
    words = page("form part of your service development plan and more")
    assert rules_without_letters([RULE], words) == []
    upright = Rule(False, RULE.at, RULE.start, RULE.end)
    assert rules_without_letters([upright], np.ascontiguousarray(words.T)) == []


def test_a_rule_at_the_edge_of_the_page_and_one_without_ink_stay() -> None:
    edge = Rule(True, 0.0, points(50), points(600))
    outside = Rule(True, points(260), points(50), points(600))
    assert rules_without_letters([edge, outside], page()) == [edge, outside]
