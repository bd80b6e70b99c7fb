"""A form is data: `orchard.toml` describes a form with other columns, options, horizons and numbers, and it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.spec.reading import read
from toolkit_extract.schemas.toolkit import Toolkit
from toolkit_extract.toolkits import load_toolkit

A1 = {
    "in_place": "yes",
    "proof": "Every tree was cut back in January.",
    "this_season": "Sharpen the saws.",
    "later": "Teach two more people.",
    "urgent": "no",
}
A2 = {"in_place": "partly", "proof": "The heap is turned twice a year.", "urgent": "yes"}
B1 = {"in_place": "NONE_SELECTED", "later": "Ask the school.", "urgent": "partly"}


@pytest.fixture(scope="module")
def orchard() -> Toolkit:
    return load_toolkit(str(Path(__file__).with_name("orchard.toml")))


TEXT = """\
COMMUNITY ORCHARD YEARLY REVIEW

Chapter 1: Trees and soil

A1 Old trees are pruned each winter by people who were shown how.

In place?

☐ No
☐ Partly
☒ Yes

Proof

Every tree was cut back in January.

Next steps

This season: Sharpen the saws.

Later: Teach two more people.

Urgent?

☒ No
☐ Partly
☐ Yes

A2 Compost and mulch feed the soil.

In place?

☐ No
☒ Partly
☐ Yes

Proof

The heap is turned twice a year.

Next steps

This season

Later

Urgent?

☐ No
☐ Partly
☒ Yes

Chapter 2: Neighbours and volunteers

This chapter is about the people who live round the orchard and lend it a hand.

B1 Open days let neighbours in.

In place?

☐ No
☐ Partly
☐ Yes

Proof

Next steps

This season

Later: Ask the school.

Urgent?

☐ No
☒ Partly
☐ Yes
"""

MARKDOWN = """\
# Community Orchard Yearly Review

## 1. Trees and soil

**A1** Old trees are pruned each winter by people who were shown how.

| In place? | Proof | Next steps | Urgent? |
| --- | --- | --- | --- |
| [ ] No<br>[ ] Partly<br>[x] Yes | Every tree was cut back in January. | **This season**<br>Sharpen the saws.<br>\
**Later**<br>Teach two more people. | [x] No<br>[ ] Partly<br>[ ] Yes |

**A2** Compost and mulch feed the soil.

| In place? | Proof | Next steps | Urgent? |
| --- | --- | --- | --- |
| [ ] No<br>[x] Partly<br>[ ] Yes | The heap is turned twice a year. | This season<br>Later | [ ] No<br>\
[ ] Partly<br>[x] Yes |

## 2. Neighbours and volunteers

**B1** Open days let neighbours in.

| In place? | Proof | Next steps | Urgent? |
| --- | --- | --- | --- |
| [ ] No<br>[ ] Partly<br>[ ] Yes | | This season<br>Later<br>Ask the school. | [ ] No<br>[x] Partly<br>[ ] Yes |
"""

HTML = """\
<!DOCTYPE html><html><body><h1>Community Orchard Yearly Review</h1>
<table>
<tr><th>Point</th><th>In place?</th><th>Proof</th><th>Next steps</th><th>Urgent?</th></tr>
<tr><td>A1. Old trees are pruned each winter by people who were shown how.</td>
<td><input type=radio name=a>No <input type=radio name=a>Partly <input type=radio name=a checked>Yes</td>
<td>Every tree was cut back in January.</td>
<td><p>This season</p><p>Sharpen the saws.</p><p>Later</p><p>Teach two more people.</p></td>
<td><input type=radio name=b checked>No <input type=radio name=b>Partly <input type=radio name=b>Yes</td></tr>
<tr><td>A2. Compost and mulch feed the soil.</td>
<td>☐ No ☒ Partly ☐ Yes</td><td>The heap is turned twice a year.</td><td></td><td>☐ No ☐ Partly ☒ Yes</td></tr>
<tr><td>B1. Open days let neighbours in.</td>
<td>☐ No ☐ Partly ☐ Yes</td><td></td><td><p>Later</p><p>Ask the school.</p></td><td>☐ No ☒ Partly ☐ Yes</td></tr>
</table></body></html>
"""


@pytest.mark.parametrize("form", [TEXT, MARKDOWN, HTML], ids=["text", "markdown", "html"])
def test_a_made_up_form_is_read_from(form: str, orchard: Toolkit) -> None:
    reading = read(form, orchard)
    assert reading.standards == ["A1", "A2", "B1"]
    assert {number: reading.answers(number) for number in reading.standards} == {"A1": A1, "A2": A2, "B1": B1}


def test_the_form_s_own_statements_are_kept_as_the_return_words_them(orchard: Toolkit) -> None:
    reading = read(TEXT, orchard)
    assert reading.statement("A1") == "Old trees are pruned each winter by people who were shown how."


def test_a_rating_that_shares_its_words_is_told_by_the_column_it_stands_under(orchard: Toolkit) -> None:
    form = "A1 Old trees are pruned.\n\nIn place?\n\nPartly\n\nProof\n\nSaws.\n\nUrgent?\n\nYes\n"
    reading = read(form, orchard)
    assert reading.choice("A1", "in_place").option == "partly"
    assert reading.choice("A1", "urgent").option == "yes"
    assert {"in_place", "urgent"} <= reading.doubted("A1")  # written out, not ticked


def test_a_standard_without_its_letter_is_known_by_the_terms_of_its_statement(orchard: Toolkit) -> None:
    form = MARKDOWN.replace("**A2** Compost", "Compost")
    reading = read(form, orchard)
    assert reading.answers("A2") == A2
    assert "standard.by_wording" in reading.codes("A2")


def test_a_return_of_one_form_is_none_of_another(orchard: Toolkit, amhp: Toolkit) -> None:
    assert read(TEXT, amhp).standards == []
    assert read("1.1 Reports.\n\nMap\n\nWe meet.\n", orchard).standards == []


def test_torn_options_that_two_ratings_share_are_read_and_doubted(orchard: Toolkit) -> None:
    form = """\
A1 Old trees are pruned.

In place?\tProof\tNext steps\tUrgent?
☐ No<br>☐ Partly\tEvery tree was cut\tThis season<br>Saws.\t☒ No<br>☐ Partly

☒ Yes

back in January.

Later

Teach.

☐ Yes
"""
    reading = read(form, orchard)
    assert reading.answers("A1") == {
        "in_place": "yes",
        "proof": "Every tree was cut back in January.",
        "this_season": "Saws.",
        "later": "Teach.",
        "urgent": "no",
    }
    assert "in_place" in reading.doubted("A1")
