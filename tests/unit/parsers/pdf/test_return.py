"""A whole form of four columns over many pages: header row and answer row of each standard, cut by page breaks."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from random import Random

import pdfplumber
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Words

from toolkit_extract.parsers.pdf import parse_pdf
from toolkit_extract.parsers.pdf.reading import open_pdf
from toolkit_extract.schemas.document import Document, Mark, paragraphs_of
from toolkit_extract.schemas.document import Table as ReadTable

HEADS = ("Map", "Evaluate", "Plan", "Prioritise")
EVALUATE = ("Not at all", "Partially", "To a greater extent", "Consistently and to a high standard")
PRIORITISE = ("No risk", "Low", "Medium", "High")
SECTIONS = {1: 4, 2: 5, 3: 4, 4: 5, 5: 6, 6: 4}
NUMBERS = [f"{section}.{n}" for section, last in SECTIONS.items() for n in range(1, last + 1)]
VOCABULARY = (
    *("service", "people", "team", "local", "support", "plan", "review", "practice"),
    *("data", "evidence", "partner", "learning", "outcome", "quality", "access", "duty"),
)
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=11, spaceAfter=4)
LABEL = ParagraphStyle("label", fontName="Helvetica", fontSize=9, leading=11)


class Options(Flowable):  # type: ignore[misc]
    """Drawn boxes under each other with their labels, one of them ticked; never cut by a page break."""

    def __init__(self, labels: tuple[str, ...], ticked: str) -> None:
        super().__init__()
        self.ticked = ticked
        self.labels = [(label, Words(label, LABEL)) for label in labels]

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.heights = [words.wrap(width - 18, 1_000)[1] + 3 for _, words in self.labels]
        return width, sum(self.heights)

    def draw(self) -> None:
        y = sum(self.heights)
        for (label, words), height in zip(self.labels, self.heights, strict=True):
            words.drawOn(self.canv, 18, y - height + 3)
            self.canv.rect(2, y - 10, 9, 9)
            if label == self.ticked:
                self.canv.line(1, y - 11, 12, y)
                self.canv.line(1, y, 12, y - 11)
            y -= height


def _sentences(chance: Random, count: int) -> list[str]:
    return [
        " ".join(chance.choices(VOCABULARY, k=chance.randint(8, 30))).capitalize() + "." for _ in range(count)
    ]


def answers(number: str) -> tuple[list[str], str, list[str], str]:
    """What stands in the four cells of a standard."""
    chance = Random(number)
    return (
        _sentences(chance, chance.randint(1, 12)),
        chance.choice(EVALUATE),
        _sentences(chance, chance.randint(0, 6)),
        chance.choice(PRIORITISE),
    )


@cache
def drawn_return(repeat: int = 1) -> bytes:
    """The return as a PDF; `repeat` times for measuring."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=landscape(A4), topMargin=50, bottomMargin=50, invariant=1)

    def furniture(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 570, "Return of a council")
        canvas.drawString(400, 20, f"Page {canvas.getPageNumber()}")

    story: list[Flowable] = []
    for _ in range(repeat):
        for number in NUMBERS:
            evidence, rating, plan, risk = answers(number)
            story.append(
                Words(
                    f"<b>{number}</b> The statement of standard {number.replace('.', ' of section ')}", BODY
                )
            )
            row = [
                [Words(words, BODY) for words in evidence],
                Options(EVALUATE, rating),
                [Words(words, BODY) for words in plan],
                Options(PRIORITISE, risk),
            ]
            heads = [Words(f"<b>{head}</b> a question of some words about it", BODY) for head in HEADS]
            table = Table([heads, row], colWidths=[250, 130, 220, 100], splitInRow=1)
            table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
            story += [table, Spacer(1, 12)]
        story.append(PageBreak())
    document.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def document() -> Document:
    return parse_pdf(drawn_return(), "return.pdf")


def _columns(document: Document) -> Iterator[tuple[str, list[list[str]], list[Mark]]]:
    """Per standard: its number, the words of its four columns put together over page breaks, and its marks."""
    number, columns, marks = "", [[], [], [], []], []  # type: ignore[var-annotated]
    for block in document.blocks:
        if isinstance(block, ReadTable):
            for row in block.rows:
                for cell in row.cells:
                    columns[cell.column] += [p.text.strip() for p in paragraphs_of(cell.blocks)]
                    marks += [mark for p in paragraphs_of(cell.blocks) for mark in p.marks]
        elif block.text.split()[0] in NUMBERS:
            if number:
                yield number, columns, marks
            number, columns, marks = block.text.split()[0], [[], [], [], []], []
    yield number, columns, marks


def test_all_standards_are_there_in_order(document: Document) -> None:
    assert [number for number, _, _ in _columns(document)] == NUMBERS


def test_the_words_of_every_cell_stand_in_their_column_and_in_no_other(document: Document) -> None:
    for number, columns, _ in _columns(document):
        evidence, _, plan, _ = answers(number)
        assert " ".join(columns[0][1:]) == " ".join(evidence)
        assert " ".join(columns[2][1:]) == " ".join(plan)
        assert columns[1][1:] == list(EVALUATE)
        assert columns[3][1:] == list(PRIORITISE)


def test_every_mark_has_the_state_and_the_label_that_was_drawn(document: Document) -> None:
    for number, _, marks in _columns(document):
        _, rating, _, risk = answers(number)
        found = {mark.label: mark.state.value for mark in marks}
        assert len(marks) == len(found) == 8
        assert {label for label, state in found.items() if state == "selected"} == {rating, risk}


def test_nothing_is_doubted_in_it(document: Document) -> None:
    assert document.findings == ()
    assert set(document.furniture) == {"Return of a council", "Page 1"}
    assert document.loses_marks


def test_words_and_their_places_are_those_that_another_reader_finds() -> None:
    """Cross-check of the reader with pdfplumber, which reads the same file with a library of its own."""
    data = drawn_return()
    with pdfplumber.open(io.BytesIO(data)) as other, open_pdf(data, "return.pdf") as ours:
        for theirs, page in zip(other.pages[:3], ours.pages(), strict=False):
            wanted = sorted((w["text"], round(w["x0"]), round(w["x1"])) for w in theirs.extract_words())
            found = sorted((w.text, round(w.box.x0), round(w.box.x1)) for w in page.words)
            assert [text for text, _, _ in found] == [text for text, _, _ in wanted]
            assert all(
                abs(a[1] - b[1]) <= 1 and abs(a[2] - b[2]) <= 1 for a, b in zip(found, wanted, strict=True)
            )
