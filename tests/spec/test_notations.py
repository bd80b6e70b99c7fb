"""One completed standard, written down in every notation in which text returns come. All say the same."""

from __future__ import annotations

import pytest

from tests.spec.reading import read
from toolkit_extract.schemas.toolkit import Toolkit

EXPECTED = {
    "map": "The lead meets the director each month.\n• Minutes are kept.",
    "evaluate": "partially",
    "short_term": "Agree a rota.",
    "medium_term": "",
    "long_term": "Hire one person.",
    "prioritise": "low",
}

TABS = """\
1.1 Reports reach the director.

Map\tEvaluate\tPlan\tPrioritise
The lead meets the director each month.<br>• Minutes are kept.\t☐ Not at all<br>☒ Partially<br>☐ To a greater extent\
<br>☐ Consistently and to a high standard\tShort Term<br>Agree a rota.<br>Medium Term<br>Long Term<br>Hire one person.\
\t☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High
"""

TABS_WITH_HTML = """\
1.1 Reports reach the director.

<p>Map</p><p>What evidence is there for your AMHP service?</p>\t<p>Evaluate</p>\t<p>Plan</p>\t<p>Prioritise</p>
<p>The lead meets the director each month.</p><ul><li>Minutes are kept.</li></ul>\t\
<input type="checkbox"> Not at all <input type="checkbox" checked> Partially <input type="checkbox"> To a greater \
extent <input type="checkbox"> Consistently and to a high standard\t\
<p>Short Term</p><p>Agree a rota.</p><p>Medium Term</p><p>Long Term</p><p>Hire one person.</p>\t\
<input type="checkbox"> No risk <input type="checkbox" checked> Low <input type="checkbox"> Medium \
<input type="checkbox"> High
"""

PIPES = """\
**1.1** Reports reach the director.

| Map | Evaluate | Plan | Prioritise |
| --- | --- | --- | --- |
| The lead meets the director each month.<br>- Minutes are kept. | - [ ] Not at all<br>- [x] Partially<br>- [ ] To a \
greater extent<br>- [ ] Consistently and to a high standard | **Short Term**<br>Agree a rota.<br>**Medium Term**<br>\
**Long Term**<br>Hire one person. | [ ] No risk<br>[x] Low<br>[ ] Medium<br>[ ] High |
"""

GRID = """\
1.1 Reports reach the director.

+------------------------+----------------------------+------------------+-------------+
| Map                    | Evaluate                   | Plan             | Prioritise  |
+========================+============================+==================+=============+
| The lead meets the     | ☐ Not at all               | Short Term       | ☐ No risk   |
| director each month.   |                            |                  |             |
|                        | ☒ Partially                | Agree a rota.    | ☒ Low       |
| - Minutes are kept.    |                            |                  |             |
|                        | ☐ To a greater extent      | Medium Term      | ☐ Medium    |
|                        |                            |                  |             |
|                        | ☐ Consistently and to a    | Long Term        | ☐ High      |
|                        |   high standard            |                  |             |
|                        |                            | Hire one person. |             |
+------------------------+----------------------------+------------------+-------------+
"""

MULTILINE = """\
1.1 Reports reach the director.

------------------------------------------------------------------------------------
Map                      Evaluate                   Plan              Prioritise
------------------------ -------------------------- ----------------- --------------
The lead meets the       ☐ Not at all               Short Term        ☐ No risk
director each month.     ☒ Partially                Agree a rota.     ☒ Low
• Minutes are kept.      ☐ To a greater extent      Medium Term       ☐ Medium
                         ☐ Consistently and to a    Long Term         ☐ High
                         high standard              Hire one person.

------------------------------------------------------------------------------------
"""

HTML_PAGE = """\
<!DOCTYPE html><html><head><title>Self-assessment</title></head><body>
<p>1.1 Reports reach the director.</p>
<table><thead><tr><th>Map</th><th>Evaluate</th><th>Plan</th><th>Prioritise</th></tr></thead>
<tr><td><p>The lead meets the director each month.</p><ul><li>Minutes are kept.</li></ul></td>
<td>☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard</td>
<td><p><b>Short Term</b></p><p>Agree a rota.</p><p><b>Medium Term</b></p>
<p><b>Long Term</b></p><p>Hire one person.</p></td>
<td>☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High</td></tr></table></body></html>
"""

WHITE_SPACE = """\
1.1 Reports reach the director.

   Map                       Evaluate                    Plan                 Prioritise

   The lead meets the        ☐ Not at all                Short Term           ☐ No risk
   director each month.      ☒ Partially                 Agree a rota.        ☒ Low
                             ☐ To a greater extent       Medium Term          ☐ Medium
   • Minutes are kept.       ☐ Consistently and to a     Long Term            ☐ High
                             high standard               Hire one person.
"""

LINES = """\
1.1 Reports reach the director.

Map

Evaluate

Plan

Prioritise

The lead meets the director each month.

• Minutes are kept.

☐ Not at all
☒ Partially
☐ To a greater extent
☐ Consistently and to a high standard

Short Term

Agree a rota.

Medium Term

Long Term

Hire one person.

☐ No risk
☒ Low
☐ Medium
☐ High
"""

QUESTION_BY_QUESTION = """\
Standard 1.1: Reports reach the director.

Map:
The lead meets the director each month.
• Minutes are kept.

Evaluate: Partially

Plan:
Short Term: Agree a rota.
Long Term: Hire one person.

Prioritise: Low
"""

ROW_BY_ROW = """\
1.1 Reports reach the director.

| Map | The lead meets the director each month.<br>• Minutes are kept. |
| --- | --- |
| Evaluate | ☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard |
| Plan | Short Term<br>Agree a rota.<br>Medium Term<br>Long Term<br>Hire one person. |
| Prioritise | ☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High |
"""

ONE_ROW_A_STANDARD = """\
| No | Standard | Map | Evaluate | Plan | Prioritise |
| --- | --- | --- | --- | --- | --- |
| 1.1 | Reports reach the director. | The lead meets the director each month.<br>• Minutes are kept. | ☐ Not at all<br>\
☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard | Short Term<br>Agree a rota.<br>\
Medium Term<br>Long Term<br>Hire one person. | ☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High |
"""

E_MAIL = f"""\
From: lead@example.org
To: network@example.org
Subject: our answers
Date: Mon, 3 Mar 2025 09:00:00 +0000
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: 8bit

Dear all, here are our answers.

{LINES}"""

NOTATIONS = {
    "tab-separated cells": TABS,
    "tab-separated cells with HTML in them": TABS_WITH_HTML,
    "Markdown's pipe table": PIPES,
    "a grid table": GRID,
    "a multiline table": MULTILINE,
    "a page of HTML": HTML_PAGE,
    "columns by white space": WHITE_SPACE,
    "lines in reading order": LINES,
    "a question on each line": QUESTION_BY_QUESTION,
    "a question in each row": ROW_BY_ROW,
    "a standard in each row": ONE_ROW_A_STANDARD,
    "an e-mail": E_MAIL,
}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_standard_says_the_same_in(notation: str, amhp: Toolkit) -> None:
    reading = read(NOTATIONS[notation], amhp)
    assert reading.standards == ["1.1"]
    assert reading.statement("1.1") == "Reports reach the director."
    assert reading.answers("1.1") == {name: words for name, words in EXPECTED.items() if words}
