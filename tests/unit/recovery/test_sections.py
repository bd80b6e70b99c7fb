"""Where the form's own words about a section, or what follows the form, begin."""

from __future__ import annotations

import pytest

from toolkit_extract.recovery.marked_text import MarkedText
from toolkit_extract.recovery.sections import SectionSigns
from toolkit_extract.recovery.stream import LineItem
from toolkit_extract.recovery.vocabulary import vocabulary_of
from toolkit_extract.schemas.toolkit import Toolkit


@pytest.fixture(scope="module")
def signs(amhp: Toolkit) -> SectionSigns:
    return SectionSigns(vocabulary_of(amhp))


def line(text: str, *, heading: bool = False) -> LineItem:
    return LineItem(MarkedText(text), heading=heading)


@pytest.mark.parametrize(
    "text",
    [
        "3. AMHP service scope",
        "3. AMHP SERVICE SCOPE",
        "Section 3: AMHP Service Scope",
        "3.",
        "## 3 – AMHP service scope",
        "Examples of evidence that this standard is met:",
        "Service standard 3 is about who may call the service and when.",
    ],
)
def test_a_section_begins(text: str, amhp: Toolkit, signs: SectionSigns) -> None:
    assert signs.begins_section(line(text), amhp.sections[2])


@pytest.mark.parametrize(
    "text",
    [
        "3 staff cover nights.",
        "2. Governance in 24-hour AMHP services",
        "Our scope",
        "We meet this standard.",
        "3.1",
    ],
)
def test_other_lines_begin_no_such_section(text: str, amhp: Toolkit, signs: SectionSigns) -> None:
    assert not signs.begins_section(line(text), amhp.sections[2])


@pytest.mark.parametrize(
    "text",
    [
        "Appendix A",
        "ANNEX 1: Policies",
        "Glossary",
        "Kind regards",
        "Many thanks,\nAnn",
        "Signed:",
        "Action plan",
    ],
)
def test_what_follows_the_form_begins(text: str, signs: SectionSigns) -> None:
    assert signs.begins_appendix(line(text))


@pytest.mark.parametrize(
    "text",
    [
        "See appendix A",
        "Appendix A holds the rota, which was last changed in March and is kept by the duty desk.",
        "Thanks to the team this was done in good time, and we shall do it again.",
        "Signed off by the director each year, as the policy says it should be done.",
    ],
)
def test_a_sentence_about_an_appendix_begins_none(text: str, signs: SectionSigns) -> None:
    assert not signs.begins_appendix(line(text))


@pytest.mark.parametrize(
    ("text", "is_name"),
    [("AMHP Service Self-Assessment Toolkit", True), ("AMHP SERVICE SCOPE", True), ("AMHP service", False)],
)
def test_the_form_s_name_and_its_sections_titles_are_furniture_wherever_they_stand(
    text: str, is_name: bool, signs: SectionSigns
) -> None:
    assert signs.is_form_name(text) is is_name
