"""How people lay the form's table out anew: more columns, more rows, columns parted, tables on their side."""

from __future__ import annotations

import pytest

from tests.spec.reading import Answers, Reading, read
from toolkit_extract.schemas.toolkit import Toolkit

ALL: Answers = {
    "map": "We meet every month.",
    "evaluate": "partially",
    "short_term": "Write a rota.",
    "medium_term": "Hire a deputy.",
    "long_term": "Build a hub.",
    "prioritise": "low",
}
EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")
PLAN = "Short Term<br>Write a rota.<br>Medium Term<br>Hire a deputy.<br>Long Term<br>Build a hub."


def boxes(options: tuple[str, ...], chosen: str) -> str:
    return "<br>".join(f"{'☒' if option == chosen else '☐'} {option}" for option in options)


E_BOXES, P_BOXES = boxes(EVALUATE, "Partially"), boxes(PRIORITISE, "Low")


def cells(*contents: str, tag: str = "td") -> str:
    """A row; `2*words` is a cell of two columns, `2^words` one of two rows."""
    row = ""
    for content in contents:
        number, sign, words = content[:1], content[1:2], content[2:]
        merged = f' colspan="{number}"' if sign == "*" else f' rowspan="{number}"' if sign == "^" else ""
        row += f"<{tag}{merged}>{words if merged else content}</{tag}>"
    return f"<tr>{row}</tr>"


def ticks(options: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    return tuple("✓" if option == chosen else "" for option in options)


def document(*rows: str, statement: str = "<p>1.1 Reports reach the director each month.</p>") -> str:
    return f"<html><body>{statement}<table>{''.join(rows)}</table></body></html>"


E_TICKS, P_TICKS = ticks(EVALUATE, "Partially"), ticks(PRIORITISE, "Low")
LAYOUTS = {
    "each rating in columns of its options, named in a second row": document(
        cells("Map", "4*Evaluate", "Plan", "4*Prioritise"),
        cells("", *EVALUATE, "", *PRIORITISE),
        cells(ALL["map"], *E_TICKS, PLAN, *P_TICKS),
    ),
    "options as columns of the header itself": document(
        cells("Map", *EVALUATE, "Plan", *PRIORITISE),
        cells(ALL["map"], *E_TICKS, PLAN, *P_TICKS),
    ),
    "one table for all standards, its options named once": document(
        cells("Standard", "Map", "4*Evaluate", "Plan", "4*Prioritise"),
        cells("", "", *EVALUATE, "", *PRIORITISE),
        cells("1.1 Reports reach the director each month.", ALL["map"], *E_TICKS, PLAN, *P_TICKS),
        cells("1.2 News is passed on to all.", "As above.", *E_TICKS, "", *P_TICKS),
        statement="",
    ),
    "a row for each option, its box in a column of its own": document(
        cells("Map", "2*Evaluate", "Plan", "2*Prioritise"),
        *(
            cells(
                *(["4^" + ALL["map"]] if row == 0 else []),
                "☒" if EVALUATE[row] == "Partially" else "☐",
                EVALUATE[row],
                *(["4^" + PLAN] if row == 0 else []),
                "☒" if PRIORITISE[row] == "Low" else "☐",
                PRIORITISE[row],
            )
            for row in range(4)
        ),
    ),
    "a row for each option, a tick behind the chosen one": document(
        cells("Map", "2*Evaluate", "Plan", "2*Prioritise"),
        *(
            cells(
                *(["4^" + ALL["map"]] if row == 0 else []),
                EVALUATE[row],
                E_TICKS[row],
                *(["4^" + PLAN] if row == 0 else []),
                PRIORITISE[row],
                P_TICKS[row],
            )
            for row in range(4)
        ),
    ),
    "cell edges moved between the header and the answers": document(
        cells("3*Map", "2*Evaluate", "Plan", "2*Prioritise"),
        cells("2*" + ALL["map"], "3*" + E_BOXES, "2*" + PLAN, P_BOXES),
    ),
    "a column for each horizon, named in a second row": document(
        cells("Map", "Evaluate", "3*Plan", "Prioritise"),
        cells("", "", "Short Term", "Medium Term", "Long Term", ""),
        cells(ALL["map"], E_BOXES, ALL["short_term"], ALL["medium_term"], ALL["long_term"], P_BOXES),
    ),
    "horizons as columns of the header itself": document(
        cells("Map", "Evaluate", "Short Term", "Medium Term", "Long Term", "Prioritise"),
        cells(ALL["map"], E_BOXES, ALL["short_term"], ALL["medium_term"], ALL["long_term"], P_BOXES),
    ),
    "the plan's name before each horizon's": document(
        cells("Map", "Evaluate", "Plan: Short Term", "Plan: Medium Term", "Plan: Long Term", "Prioritise"),
        cells(ALL["map"], E_BOXES, ALL["short_term"], ALL["medium_term"], ALL["long_term"], P_BOXES),
    ),
    "on its side, the plan's name beside a row for each horizon": document(
        cells("Map", "2*" + ALL["map"]),
        cells("Evaluate", "2*" + E_BOXES),
        cells("3^Plan", "Short Term", ALL["short_term"]),
        cells("Medium Term", ALL["medium_term"]),
        cells("Long Term", ALL["long_term"]),
        cells("Prioritise", "2*" + P_BOXES),
    ),
    "on its side, prompts and answers cut by two pages": document(
        cells("Map", ALL["map"]),
        cells("Evaluate", E_BOXES),
        cells(
            "Plan What are the systems or service changes that could be introduced to help meet", "Short Term"
        ),
        "</table><table>",
        cells(
            "this standard in a better way? (Consider here a range of potential responses that could form part of "
            "your service development plan).",
            "Write a rota.<br>Medium Term<br>Hire a deputy.<br>Long Term<br>Build a hub.",
        ),
        cells(
            "Prioritise Overall, how would you rate the current level of risk to your AMHPs, AMHP service",
            P_BOXES,
        ),
        "</table><table>",
        cells(
            "and authority in relation to this standard without making any of the changes identified here?",
            "",
        ),
    ),
    "on its side, the plan's name above a row for each horizon": document(
        cells("Map", ALL["map"]),
        cells("Evaluate", E_BOXES),
        cells("2*Plan"),
        cells("Short Term", ALL["short_term"]),
        cells("Medium Term", ALL["medium_term"]),
        cells("Long Term", ALL["long_term"]),
        cells("Prioritise", P_BOXES),
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_standard_is_read_from(layout: str, amhp: Toolkit) -> None:
    assert read(LAYOUTS[layout], amhp).answers("1.1") == ALL


def plan_of(plan: str, toolkit: Toolkit) -> Reading:
    return read(
        document(cells("Map", "Evaluate", "Plan", "Prioritise"), cells(ALL["map"], E_BOXES, plan, P_BOXES)),
        toolkit,
    )


def test_where_plan_text_stands_under_no_horizon_the_blank_horizons_ask_for_a_second_look(
    amhp: Toolkit,
) -> None:
    reading = plan_of("Write a rota.<br>Short Term<br>Medium Term<br>Long Term<br>Build a hub.", amhp)
    assert {"short_term", "medium_term", "unassigned"} <= reading.doubted("1.1")


def test_where_all_horizon_labels_stand_before_the_text_every_horizon_asks_for_a_second_look(
    amhp: Toolkit,
) -> None:
    reading = plan_of("Short Term<br>Medium Term<br>Long Term<br>Write a rota.", amhp)
    assert {"short_term", "medium_term", "long_term"} <= reading.doubted("1.1")


def test_a_blank_horizon_of_a_plan_in_good_order_is_not_doubted(amhp: Toolkit) -> None:
    reading = plan_of("Short Term<br>Write a rota.<br>Medium Term<br>Long Term<br>Build a hub.", amhp)
    assert not reading.doubted("1.1")
