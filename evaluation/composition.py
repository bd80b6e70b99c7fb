"""What stands around the standards, and in what order?

Turns a completed return into blocks (headings, texts, bullets, side tables, standards in pieces) that any
renderer can draw. Covering letters, introductions, split headings, cut statements, left-out standards and
appendices come from here.
"""

# People type dashes and curly quotation marks; so does this module.

from dataclasses import dataclass, field, replace
from random import Random

from evaluation import form
from evaluation.drawing import Hand, draw_rows
from evaluation.model import Authority, CompletedReturn, Losses
from evaluation.tears import TornRow, lose_some_boxes, tear_row


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the document's title, 2 a section. `parts` has two entries where it is split."""

    parts: tuple[str, ...]
    level: int

    @property
    def text(self) -> str:
        """The heading on one line."""
        return " ".join(self.parts)


@dataclass(frozen=True)
class Text:
    """A paragraph that belongs to no answer."""

    text: str


@dataclass(frozen=True)
class Bullet:
    """An entry of an evidence list; drawn with a sign that looks like a tick."""

    text: str


@dataclass(frozen=True)
class SideTable:
    """A table that is not part of the form; the first row is its header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Junk:
    """A line without meaning that conversions leave."""

    text: str = "---"


@dataclass(frozen=True)
class StandardBlock:
    """A standard: its statement (in two parts where a page break cut it) and its pieces."""

    torn: TornRow
    statement: tuple[str, ...]


Block = Heading | Text | Bullet | SideTable | Junk | StandardBlock


@dataclass(frozen=True)
class Plan:
    """What a variant asks of a document. Numbers are shares from 0 to 1; dictionaries are weights."""

    front: str = "title"
    """`none`, `title`, `cover` (names the authority) or `letter` (names it too)."""
    intros: bool = True
    split_headings: float = 0.0
    missing_headings: float = 0.0
    appendices: bool = False
    left_out: float = 0.0
    sections: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    """Sections that the return covers; the others are not in the file at all."""
    only: tuple[str, ...] = ()
    """Standards that the return covers, where it does not cover whole sections."""
    statement_cut: float = 0.0
    junk: float = 0.0
    lost_boxes: float = 0.0
    tears: dict[str, float] = field(default_factory=lambda: {"whole": 1.0})
    boxes: dict[str, float] = field(default_factory=lambda: {"kept": 1.0})
    headers: tuple[str, ...] = ("joined",)


@dataclass(frozen=True)
class Composition:
    """The blocks of a return and the losses that its tears brought."""

    blocks: tuple[Block, ...]
    losses: Losses
    authority: Authority
    year: int


def compose(completed: CompletedReturn, hand: Hand, plan: Plan, rng: Random) -> Composition:
    """Lays a completed return out as blocks."""
    left_out = frozenset(
        answers.number
        for answers in completed.answers
        if rng.random() < plan.left_out
        or int(answers.number.split(".")[0]) not in plan.sections
        or (plan.only and answers.number not in plan.only)
    )
    losses = Losses(standards=left_out)
    standards: dict[str, StandardBlock] = {}
    for row in draw_rows(completed, hand, rng):
        if row.number in left_out:
            continue
        worn = lose_some_boxes(row, rng, plan.lost_boxes)
        torn = tear_row(worn, rng, plan.tears, boxes=plan.boxes, headers=plan.headers)
        losses |= torn.losses
        standards[row.number] = StandardBlock(torn, _statement_parts(row.statement, plan, rng))
    blocks = [*front_matter(completed, plan.front, rng)]
    for section in form.SECTIONS:
        if section.number not in plan.sections:
            continue
        blocks += _section_blocks(section, standards, plan, rng)
    if plan.appendices:
        blocks += back_matter(rng)
    return Composition(tuple(blocks), losses, completed.authority, completed.year)


def _statement_parts(statement: str, plan: Plan, rng: Random) -> tuple[str, ...]:
    if rng.random() >= plan.statement_cut:
        return (statement,)
    words = statement.split()
    at = rng.randint(len(words) // 3, 2 * len(words) // 3)
    return " ".join(words[:at]), " ".join(words[at:])


def _section_blocks(
    section: form.Section, standards: dict[str, StandardBlock], plan: Plan, rng: Random
) -> list[Block]:
    blocks: list[Block] = []
    draw = rng.random()
    if draw < plan.split_headings:
        blocks.append(Heading((f"{section.number}.", section.title), 2))
    elif draw >= plan.split_headings + plan.missing_headings:
        blocks.append(Heading((f"{section.number}. {section.title}",), 2))
    if plan.intros:
        blocks += [Text(paragraph) for paragraph in section.intro]
        blocks.append(Text(section.evidence_lead))
        blocks += [Bullet(text) for text in section.evidence]
    for standard in section.standards:
        if standard.number in standards:
            if rng.random() < plan.junk:
                blocks.append(Junk())
            blocks.append(standards[standard.number])
    return blocks


# --- around the form ----------------------------------------------------------------------------------------

_MONTHS = ("January", "February", "March", "May", "June", "September", "October", "November")


def front_matter(completed: CompletedReturn, kind: str, rng: Random) -> list[Block]:
    """What stands before section 1: nothing, the title, a cover naming the authority, or a letter."""
    if kind == "none":
        return []
    title = Heading((form.TITLE,), 1)
    if kind == "title":
        return [title]
    authority, year = completed.authority, completed.year
    name = rng.choice((authority.name, authority.name, *authority.short_names))
    when = f"{rng.randint(2, 27)} {rng.choice(_MONTHS)} {year}"
    if kind == "cover":
        covers: tuple[tuple[Block, ...], ...] = (
            (title, Text(name), Text(f"Completed {when}")),
            (title, Text(f"Local authority: {name}"), Text("Completed by: AMHP lead"), Text(f"Date: {when}")),
            (
                title,
                SideTable((("Authority", name), ("Completed by", "AMHP service manager"), ("Date", when))),
            ),
            (Text(name), title, Text(f"Self-assessment {year}, version 2 – final")),
        )
        return list(rng.choice(covers))
    return [
        Text(authority.name),
        Text("Adult Social Care and Health"),
        Text(when),
        Text("Dear colleagues,"),
        Text(
            f"Please find below the completed toolkit for {name}. It was filled in by the AMHP lead with the "
            "help of the team and was seen by the director before it was sent."
        ),
        Text(
            "Three things should be borne in mind when reading it. 1. Several answers describe a rota "
            "that has since changed. 2. A high rating does not mean that we see no risk. 3. Plans for the "
            "long term depend on funding."
        ),
        Text("We would be glad of your comments, and of a copy of the regional summary."),
        Text("Yours sincerely,"),
        Text("AMHP service manager"),
        title,
    ]


def back_matter(rng: Random) -> list[Block]:
    """Appendices with tables of their own, in words that also occur in the form."""
    months = rng.sample(_MONTHS, 3)
    return [
        Heading(("Appendix A: action log",), 2),
        Text("Actions agreed when this self-assessment was discussed. Numbers refer to the standards above."),
        SideTable(
            (
                ("Ref", "Action", "Lead", "Due", "Priority"),
                ("1.3", "Refresh the register", "AMHP lead", months[0], "High"),
                ("2.3", "Plan for busy weekends", "Duty manager", months[1], "Medium"),
                ("4.2", "Map late finishes", "Business support", months[2], "Low"),
            )
        ),
        Heading(("Appendix B: AMHPs by team",), 2),
        SideTable(
            (
                ("Team", "AMHPs", "Vacancies", "Evaluate by"),
                ("Hub", str(rng.randint(4, 12)), str(rng.randint(0, 3)), "Short term"),
                ("Emergency duty team", str(rng.randint(2, 7)), "1", "Medium term"),
                ("Localities", str(rng.randint(5, 20)), "2", "Long term"),
            )
        ),
        Text("Figures as at the end of the last financial year."),
    ]


def replace_front(plan: Plan, front: str) -> Plan:
    """The same plan with other front matter."""
    return replace(plan, front=front)
