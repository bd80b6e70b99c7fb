from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from benchmarks.made_up_folder import write_made_up_folder
from tests.made_comparison import Return, lost, rating, tables_of_returns
from tests.made_records import narrative
from toolkit_extract.authorities import councils
from toolkit_extract.dataset.comparison import Earlier, compare
from toolkit_extract.dataset.load import load
from toolkit_extract.outputs.comparison_page.page import COLOURS, TEXT_ON, render_page
from toolkit_extract.outputs.pictures import Picture, draw_pictures
from toolkit_extract.outputs.pictures.style import contrast
from toolkit_extract.schemas.comparison import Comparison
from toolkit_extract.schemas.toolkit import Toolkit

SECRET = "Our duty manager rings the hub"
HOSTILE = '</text><script>alert(1)</script>"onload="x'


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory, amhp: Toolkit) -> Comparison:
    question = amhp.rating_for("attainment")
    assert question
    returns = [
        Return("Dudley", {"1.1": {"map": narrative(SECRET), "evaluate": lost(question)}}),
        Return("Walsall", {"1.2": {"map": narrative("")}}),
        Return(HOSTILE),
    ]
    tables = tables_of_returns(tmp_path_factory.mktemp("page"), amhp, returns)
    return compare(tables, amhp, earlier=Earlier(tables, amhp, "earlier"))


@pytest.fixture(scope="module")
def pictures(compared: Comparison) -> list[Picture]:
    return list(draw_pictures(compared))


@pytest.fixture(scope="module")
def page(compared: Comparison, pictures: list[Picture]) -> str:
    return render_page(compared, pictures, "1.2.3").decode()


@pytest.fixture(scope="module")
def tree(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_the_page_asks_for_nothing_from_outside_and_runs_nothing(page: str, tree: html.HtmlElement) -> None:
    assert not tree.xpath("//script|//link|//iframe|//object|//embed|//form|//img|//base")
    assert not tree.xpath("//*/@src|//*/@style|//@*[starts-with(name(), 'on')]")
    assert all(href.startswith("#") for href in tree.xpath("//a/@href"))
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", page)
    assert not re.search(r"https?://(?!www\.w3\.org/)", page)


def test_the_policy_allows_the_one_style_sheet_and_nothing_else(tree: html.HtmlElement) -> None:
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = tree.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_a_hostile_name_is_shown_as_words(page: str, tree: html.HtmlElement) -> None:
    assert "<script" not in page
    shown = HOSTILE[:44]
    assert shown in {text.strip() for text in tree.xpath("//th/text()")}
    assert shown in set(tree.xpath("//*[local-name()='text']/text()"))


def test_no_free_text_of_a_return_is_on_the_page(page: str) -> None:
    assert SECRET not in page
    assert "hub" not in page


def test_each_picture_has_a_name_and_a_table_behind_it(
    pictures: list[Picture], tree: html.HtmlElement
) -> None:
    figures = tree.xpath("//figure")
    assert len(figures) == len(pictures)
    for figure, picture in zip(figures, sorted_as_shown(pictures, tree), strict=True):
        (svg,) = figure.xpath(".//*[local-name()='svg']")
        assert svg.get("role") == "img"
        assert svg.get("aria-label") == picture.words
        assert len(figure.xpath("./details//table/tbody/tr")) > 0
        (named,) = figure.xpath("@aria-labelledby")
        assert tree.xpath(f"//h3[@id='{named}']/text()") == [picture.title]


def sorted_as_shown(pictures: list[Picture], tree: html.HtmlElement) -> list[Picture]:
    by_name = {f"figure-{picture.name}": picture for picture in pictures}
    return [by_name[name] for name in tree.xpath("//figure/@aria-labelledby")]


def test_rows_of_each_table_are_as_long_as_its_head(tree: html.HtmlElement) -> None:
    for table in tree.xpath("//table"):
        heads = len(table.xpath("./thead/tr/th[@scope='col']"))
        assert {len(row) for row in table.xpath("./tbody/tr")} == {heads}
        assert all(row[0].get("scope") == "row" for row in table.xpath("./tbody/tr"))
        assert table.xpath("./caption/text()")


def test_headings_come_in_order_and_the_language_is_stated(tree: html.HtmlElement) -> None:
    assert tree.get("lang") == "en-GB"
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_no_identifier_stands_twice_and_each_reference_leads_somewhere(tree: html.HtmlElement) -> None:
    ids = Counter(tree.xpath("//@id"))
    assert {name: count for name, count in ids.items() if count > 1} == {}
    references = [
        *tree.xpath("//@aria-labelledby"),
        *(href[1:] for href in tree.xpath("//@href")),
        *(href[1:] for href in tree.xpath("//@*[name()='xlink:href']")),
    ]
    assert references
    assert set(references) <= ids.keys()


def test_whatever_scrolls_can_be_reached_by_keyboard_and_has_a_name(tree: html.HtmlElement) -> None:
    scrolling = tree.xpath("//div[@class='scroll']")
    assert scrolling
    for region in scrolling:
        assert (region.get("tabindex"), region.get("role")) == ("0", "region")
        assert region.get("aria-label")
    assert tree.xpath("//a[@class='skip']/@href") == ["#main"]


def test_words_have_the_contrast_of_wcag_aa_on_every_ground() -> None:
    for words, ground in TEXT_ON:
        assert contrast(words, ground) >= 4.5, (words, ground)


def test_the_style_uses_no_colour_that_is_not_checked(tree: html.HtmlElement) -> None:
    (style,) = tree.xpath("//style/text()")
    assert set(re.findall(r"#[0-9a-f]{6}\b", style)) <= set(COLOURS.values())
    words = set(re.findall(r"[^-]color: (#[0-9a-f]{6})", style))
    assert words <= {words for words, _ in TEXT_ON}


def facts_of(tree: html.HtmlElement) -> dict[str, str]:
    return {
        "".join(fact.xpath("dt/text()")): "".join(fact.xpath("dd[1]/text()"))
        for fact in tree.xpath("//dl[@class='facts']/div")
    }


def test_what_a_reader_must_know_comes_first(tree: html.HtmlElement) -> None:
    facts = facts_of(tree)
    assert facts["Evaluate: one option"] == "83 of 84"
    assert facts["Doubts"] == "1 of 168"
    assert facts["Rating, no evidence"] == "1 of 83"


def test_a_standard_that_few_returns_rate_does_not_stand_at_the_top(tmp_path: Path, amhp: Toolkit) -> None:
    evaluate, risk = amhp.rating_for("attainment"), amhp.rating_for("risk")
    assert evaluate
    assert risk
    good = {
        standard.number: {"evaluate": rating(evaluate, "to_a_greater_extent")} for standard in amhp.standards
    }
    gone = {**good, "1.1": {"evaluate": lost(evaluate), "prioritise": lost(risk)}}
    poor = {
        **good,
        "1.1": {"evaluate": rating(evaluate, "not_at_all"), "prioritise": rating(risk, "high")},
        "1.2": {"evaluate": rating(evaluate, "partially"), "prioritise": rating(risk, "high")},
    }
    returns = [Return("Dudley", poor), Return("Walsall", gone), Return("Sandwell", gone)]
    comparison = compare(tables_of_returns(tmp_path, amhp, returns), amhp)
    assert comparison.gaps[0].standard == "1.1"
    facts = facts_of(html.document_fromstring(render_page(comparison, [], "0").decode()))
    assert facts["Widest gap"] == "1.2"
    assert facts["Most often at highest risk"] == "1.2"


def test_a_form_of_other_questions_makes_a_page_of_the_parts_that_it_has(
    tmp_path: Path, other_toolkit: Toolkit
) -> None:
    tables = tables_of_returns(tmp_path, other_toolkit, [Return("Dudley"), Return("Walsall")])
    comparison = compare(tables, other_toolkit)
    tree = html.document_fromstring(render_page(comparison, draw_pictures(comparison), "0").decode())
    assert [heading.text for heading in tree.xpath("//h2")] == [
        "What was compared",
        "Progress: how far each standard is met",
        "Standards by gap",
        "Answers that do not fit each other",
        "Authorities that rate alike",
        "How to read this",
    ]
    assert any("“risk”" in note for note in tree.xpath("//div[@role='note']//li/text()"))


def test_the_same_comparison_makes_the_same_page(
    compared: Comparison, pictures: list[Picture], page: str
) -> None:
    assert render_page(compared, pictures, "1.2.3").decode() == page


def test_the_page_of_all_authorities_stays_below_five_megabytes(tmp_path: Path, amhp: Toolkit) -> None:
    folder = write_made_up_folder(tmp_path)
    tables = load(folder)
    comparison = compare(tables, amhp, earlier=Earlier(tables, amhp, "earlier"))
    assert len(comparison.read) > 140
    assert len(councils()) == 153
    page = render_page(comparison, draw_pictures(comparison), "0")
    assert len(page) < 5_000_000
