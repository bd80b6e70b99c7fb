"""For each kind of doubt, a small return that raises it. What the codes mean stands in docs/findings.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit_extract.extract import extract

EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")


def options(labels: tuple[str, ...], *ticked: str) -> str:
    return "<br>".join(f"{'☒' if label in ticked else '☐'} {label}" for label in labels)


def plan(short: str = "Hire one person.", medium: str = "", long: str = "") -> str:
    return f"<p>Short Term</p><p>{short}</p><p>Medium Term</p><p>{medium}</p><p>Long Term</p><p>{long}</p>"


def standard(
    number: str = "1.1", statement: str = "There are clear lines of reporting.", **cells: str
) -> str:
    """A standard as a page of the web has it, some of its cells replaced; an empty heading leaves the column out."""
    columns = {
        "Map": "<p>We hold meetings.</p>",
        "Evaluate": options(EVALUATE, "Partially"),
        "Plan": plan(),
        "Prioritise": options(PRIORITISE, "Low"),
    } | cells
    kept = {name: cell for name, cell in columns.items() if cell}
    heads = "".join(f"<td>{name}</td>" for name in kept)
    row = "".join(f"<td>{cell}</td>" for cell in kept.values())
    return f"<p>{number} {statement}</p><table><tr>{heads}</tr><tr>{row}</tr></table>"


def page(*parts: str) -> str:
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


LOST = "<br>".join(f"- {label}" for label in EVALUATE)
LINES = """1.1 There are clear lines of reporting.
Map\tEvaluate\tPlan\tPrioritise
We hold meetings.\t- Not at all<br>- Partially<br>- To a greater extent<br>- Consistently and to a high standard\t\
Short Term<br>Medium Term<br>Long Term\t☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High
"""
HALF_LOST = LINES.replace("- Partially", "☒ Partially")

TORN = standard(Map="<p>We hold meetings with</p>", Plan=plan(long="Arrange for more"))

CASES = [
    ("standard.missing", "return.html", page(standard())),
    ("standard.repeated", "return.html", page(standard(), standard(Map="<p>Again.</p>"))),
    ("standard.out_of_order", "return.html", page(standard("1.2"), standard("1.1"))),
    (
        "standard.unidentified",
        "return.html",
        page(
            standard(),
            standard("", "Places for bicycles are kept free of charge for all who come to work by night."),
            standard("1.2"),
        ),
    ),
    (
        "standard.by_wording",
        "return.html",
        page(
            standard("1.1"),
            standard("1.2"),
            standard(
                "",
                "Open learning environments use social models and rights-based, strengths and asset-based work.",
            ),
        ),
    ),
    ("question.missing", "return.html", page(standard(Prioritise=""))),
    ("choice.multiple", "return.html", page(standard(Evaluate=options(EVALUATE, "Partially", "Not at all")))),
    (
        "choice.inferred",
        "return.html",
        page(standard(Evaluate="<br>".join(EVALUATE).replace("Partially", "<b>Partially</b>"))),
    ),
    ("choice.options_missing", "return.html", page(standard(Evaluate=options(EVALUATE[:3])))),
    (
        "choice.remark",
        "return.html",
        page(standard(Evaluate=options(EVALUATE, "Partially") + "<p>Some teams more than others.</p>")),
    ),
    (
        "choice.conflict",
        "return.html",
        page(standard(Evaluate=options(EVALUATE, "Partially") + "<br>☐ Partially")),
    ),
    (
        "mark.unassigned",
        "return.html",
        page(standard(Evaluate=options(EVALUATE, "Partially") + "<br>☒ Not for us to say")),
    ),
    ("choice.not_recoverable", "return.txt", LINES),
    ("choice.boxes_lost", "return.txt", HALF_LOST),
    ("plan.unassigned", "return.html", page(standard(Plan="<p>Hire one person.</p>"))),
    (
        "plan.after_labels",
        "return.html",
        page(standard(Plan="<p>Short Term</p><p>Medium Term</p><p>Long Term</p><p>Hire one person.</p>")),
    ),
    ("text.outside", "return.html", page("<p>Dear all, please find our answers below.</p>", standard())),
    ("text.unplaced", "return.html", page(standard(Owner="<p>The director leads on this.</p>"))),
    ("narrative.stitched", "return.html", page(TORN, "<p>managers each month.</p>", standard("1.2"))),
    (
        "narrative.split_by_wording",
        "return.html",
        page(TORN, "<p>managers each month.</p><p>Recruit two people by March.</p>"),
    ),
    ("authority.unknown", "return.html", page(standard())),
    ("authority.ambiguous", "SMBC.html", page(standard())),
    ("authority.disagreement", "Dudley.html", page("<p>Walsall Council</p>", standard())),
]


@pytest.mark.parametrize(("code", "name", "content"), CASES, ids=[case[0] for case in CASES])
def test_a_small_return_raises_the_finding(code: str, name: str, content: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert code in {finding.code for finding in extract(path).findings}


def test_a_text_in_an_older_encoding_is_read_and_the_guess_is_named(tmp_path: Path) -> None:
    path = tmp_path / "return.txt"
    path.write_bytes(
        LINES.replace("☐", "[ ]").replace("☒", "[x]").replace("meetings", "meetings – daily").encode("cp1252")
    )
    record = extract(path)
    assert "text.encoding" in {finding.code for finding in record.findings}
    assert record.standards[0].answers["map"].text == "We hold meetings – daily."  # type: ignore[union-attr]
