from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.made_up_folder import write_made_up_folder
from tests.made_comparison import Return, absent, lost, rating, tables_of_returns
from toolkit_extract.authorities import councils
from toolkit_extract.dataset.comparison import Selection, compare
from toolkit_extract.dataset.load import load
from toolkit_extract.outputs.pictures import Picture, count_pictures, draw_pictures
from toolkit_extract.outputs.pictures.bars import _reach
from toolkit_extract.outputs.pictures.canvas import Sheet, hatch_strokes, shortened, width_of, wrapped
from toolkit_extract.outputs.pictures.draw import MOST_ROWS, members_of
from toolkit_extract.outputs.pictures.style import (
    DIRECTION_COLOURS,
    MISSING_LOOKS,
    SCALE_OF_SHARES,
    contrast,
    ink_on,
    option_looks,
)
from toolkit_extract.schemas.comparison import STATES_OF_A_RETURN, Comparison
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Option, Toolkit

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory, amhp: Toolkit) -> Comparison:
    """Four authorities, one with a name from nowhere, with every state."""
    question = amhp.rating_for("attainment")
    assert question
    codes = [option.code for option in question.options]
    odd = {
        "1.1": {"evaluate": lost(question)},
        "1.2": {"evaluate": absent()},
        "1.3": {"evaluate": rating(question)},
        "1.4": {"evaluate": rating(question, *codes[:2])},
        "2.1": {"evaluate": rating(question, codes[3], needs_review=True)},
    }
    returns = [Return("Dudley", odd), Return("Walsall"), Return("Sandwell"), Return('A <b>&"$x$" 漢')]
    folder = tmp_path_factory.mktemp("few")
    return compare(tables_of_returns(folder, amhp, returns), amhp)


@pytest.fixture(scope="module")
def drawn(few: Comparison) -> dict[str, Picture]:
    return {picture.name: picture for picture in draw_pictures(few)}


def words_of(picture: Picture) -> list[str]:
    return [element.text or "" for element in etree.fromstring(picture.svg).iter(f"{SVG}text")]


def test_each_kind_of_picture_is_drawn_once_and_counted_before(
    few: Comparison, drawn: dict[str, Picture]
) -> None:
    assert list(drawn) == [
        "heat-map-evaluate", "values-evaluate", "heat-map-prioritise", "values-prioritise", "gaps", "mismatches",
        "similarity",
    ]  # fmt: skip
    assert count_pictures(few) == len(drawn)
    for picture in drawn.values():
        assert picture.png().startswith(b"\x89PNG")
        assert picture.words.endswith(".")


def test_the_same_comparison_makes_the_same_bytes(few: Comparison, drawn: dict[str, Picture]) -> None:
    again = {picture.name: picture for picture in draw_pictures(few)}
    assert {name: picture.svg for name, picture in again.items()} == {
        name: picture.svg for name, picture in drawn.items()
    }
    assert again["gaps"].png() == drawn["gaps"].png()


def test_a_picture_holds_no_date_no_version_no_style_and_no_outside_reference(
    drawn: dict[str, Picture],
) -> None:
    for picture in drawn.values():
        text = picture.svg.decode()
        assert "style" not in text
        assert not re.search(r"matplotlib|20\d\d-\d\d|<!--|<!DOCTYPE", text)
        hrefs = re.findall(r'href="([^"]*)"', text)
        assert all(href.startswith("#") for href in hrefs)
        assert {href[1:] for href in hrefs} <= set(re.findall(r' id="([^"]*)"', text))


def test_a_name_from_anywhere_is_words_and_no_markup(drawn: dict[str, Picture]) -> None:
    assert 'A <b>&"$x$" □' in words_of(drawn["heat-map-evaluate"])  # the font has no 漢


def test_the_heat_map_counts_what_is_rated_beside_rows_and_below_columns(drawn: dict[str, Picture]) -> None:
    words = words_of(drawn["heat-map-evaluate"])
    assert words.count("24 of 28") == 1
    assert words.count("28 of 28") == 3
    assert "of 4 returns" in words
    columns = Counter(word for word in words if word in ("3", "4"))
    assert columns == {"3": 4, "4": 24}


def test_the_heat_map_explains_each_sign_that_it_uses_and_no_other(drawn: dict[str, Picture]) -> None:
    words = words_of(drawn["heat-map-evaluate"])
    for known in ("none ticked", "more than one ticked", "not recoverable", "not in the return"):
        assert words.count(known) == 1
    assert "needs a person's look" in words
    calm = words_of(drawn["heat-map-prioritise"])
    assert not {"none ticked", "not recoverable", "needs a person's look"} & set(calm)


def test_many_authorities_are_drawn_by_region_so_that_each_picture_can_be_read(tmp_path: Path) -> None:
    among = tuple(item for item in councils() if item.region in ("London", "West Midlands"))
    comparison = compare(load(write_made_up_folder(tmp_path, among=among)), load_amhp())
    maps = [picture for picture in draw_pictures(comparison) if picture.name.startswith("heat-map-evaluate")]
    assert [picture.group for picture in maps] == ["London", "West Midlands"]
    shown = [member for picture in maps for member in members_of(picture, comparison)]
    assert tuple(shown) == comparison.members
    assert all(len(members_of(picture, comparison)) <= MOST_ROWS for picture in maps)


def load_amhp() -> Toolkit:
    from toolkit_extract.toolkits import load_toolkit

    return load_toolkit("amhp")


def test_a_region_draws_rows_for_those_without_a_return(tmp_path: Path, amhp: Toolkit) -> None:
    tables = tables_of_returns(tmp_path, amhp, [Return("Dudley")])
    comparison = compare(tables, amhp, Selection(region="West Midlands"))
    drawn = {picture.name: picture for picture in draw_pictures(comparison)}
    assert "similarity" not in drawn  # one return has nobody to be like
    assert words_of(drawn["heat-map-evaluate"]).count("no return") == 13


@pytest.mark.parametrize("count", range(2, 11))
def test_options_of_a_scale_of_any_length_differ_and_their_numbers_can_be_read(count: int) -> None:
    options = tuple(Option(code=f"o{score}", label=f"O{score}", score=score) for score in range(count))
    question = ChoiceQuestion(kind="choice", id="q", column="Q", options=options)
    for role in ("attainment", "risk"):
        looks = list(option_looks(question, role).values())
        assert len({look.face for look in looks}) == count
        assert [look.sign for look in looks] == [str(score) for score in range(count)]
        for look in looks:
            assert contrast(ink_on(look.face), look.face) >= 4.5


def test_signs_on_every_other_face_can_be_read() -> None:
    faces = [*SCALE_OF_SHARES, *DIRECTION_COLOURS.values(), *(look.face for look in MISSING_LOOKS.values())]
    for face in faces:
        assert contrast(ink_on(face), face) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_missing_values_differ_in_more_than_colour() -> None:
    looks = [MISSING_LOOKS[state] for state in STATES_OF_A_RETURN]
    for one, other in combinations(looks, 2):
        assert one.sign != other.sign
        assert one.hatch != other.hatch


@pytest.mark.parametrize("hatch", ["strokes", "crosses", "dots"])
@pytest.mark.parametrize(("width", "height"), [(20, 17), (5, 14), (200, 14)])
def test_a_hatch_stays_within_its_box(hatch: str, width: float, height: float) -> None:
    strokes = hatch_strokes(hatch, width, height)  # type: ignore[arg-type]
    assert strokes
    for stroke in strokes:
        for x, y in stroke:
            assert -1e-9 <= x <= width + 1e-9
            assert -height - 1e-9 <= y <= 1e-9


def test_words_are_cut_and_wrapped_to_their_room() -> None:
    words = "Competencies, training, approval register and succession"
    cut = shortened(words, 8, 1.5)
    assert cut.endswith("…")
    assert width_of(cut, 8) <= 1.5
    lines = wrapped(words, 8, 1.2, 3)
    assert len(lines) <= 3
    assert all(width_of(line, 8) <= 1.2 for line in lines)
    assert " ".join(wrapped(words, 8, 1.2, 9)) == words
    assert shortened("short", 8, 3) == "short"


def test_an_empty_bar_chart_still_has_a_scale() -> None:
    assert _reach([], []) == (0.1, 0.1)


def test_a_sheet_may_be_empty() -> None:
    svg, png = Sheet(2).draw(1)
    assert etree.fromstring(svg).tag == f"{SVG}svg"
    assert png().startswith(b"\x89PNG")
