"""Which signs in doubt are marks, told by the company they keep? And what becomes of a settled paragraph?

A black square is a bullet, unless hollow ones stand beside it; a small nameless picture is decoration, unless
its cell is a list of short lines, as options are. The paragraphs of one cell, or those between two tables,
are one company.
"""

from __future__ import annotations

from dataclasses import replace

from toolkit_extract.parsers.docx.atoms import NO_EMPHASIS, Atom, Doubt, Draft, MarkAtom, TextAtom
from toolkit_extract.schemas.document import Mark, MarkState, Paragraph, Role, Run, RunOrigin
from toolkit_extract.schemas.region import CellRegion

_SHORT_LINE = 12  # words of a line that can be an option
_PROSE_LINE = 25  # words of a list item from which on it is prose rather than an option


def settle(drafts: list[Draft], *, in_cell: bool) -> None:
    """Decide every doubt in one company of paragraphs, in place."""
    if any(draft.label is not None and draft.label.box is not None for draft in drafts):
        _settle_bullets(drafts)
    marks = [atom for draft in drafts for atom in draft.atoms if isinstance(atom, MarkAtom)]
    if not any(mark.doubt is not Doubt.NONE for mark in marks):
        return
    for draft in drafts:
        if any(isinstance(a, MarkAtom) and a.doubt is not Doubt.NONE for a in draft.atoms):
            draft.atoms = [_decide(atom, draft, drafts, marks, in_cell=in_cell) for atom in draft.atoms]


def _decide(atom: Atom, draft: Draft, drafts: list[Draft], marks: list[MarkAtom], *, in_cell: bool) -> Atom:
    if isinstance(atom, TextAtom) or atom.doubt is Doubt.NONE:
        return atom
    if _is_mark(atom, draft, drafts, marks, in_cell=in_cell):
        return atom.without_doubt()
    shown = "" if atom.doubt in (Doubt.PICTURE, Doubt.SHAPE) else atom.verbatim
    return TextAtom(shown, atom.emphasis)


def _is_mark(
    atom: MarkAtom, draft: Draft, drafts: list[Draft], marks: list[MarkAtom], *, in_cell: bool
) -> bool:
    words = len(draft.text.split())
    if atom.doubt is Doubt.HOLLOW:
        return in_cell or words <= _PROSE_LINE or len(marks) > len(drafts)
    if atom.doubt is Doubt.FILLED:
        options = [d for d in drafts if len(d.text.split()) <= _PROSE_LINE]
        beside = [a for d in options for a in d.atoms if isinstance(a, MarkAtom)]
        return any(_is_empty_box(m) and m.doubt in (Doubt.NONE, Doubt.HOLLOW) for m in beside)
    if atom.doubt in (Doubt.CIRCLE, Doubt.DISC):
        return _are_radio_buttons(draft, drafts, marks)
    if atom.doubt is Doubt.PICTURE:
        siblings = sum(mark.doubt is Doubt.PICTURE for mark in marks)
        short = [d for d in drafts if d.text.strip() and len(d.text.split()) <= _SHORT_LINE]
        return words <= _SHORT_LINE and len(short) > 1 and (in_cell or siblings > 1)
    return in_cell or words <= _SHORT_LINE


def _are_radio_buttons(draft: Draft, drafts: list[Draft], marks: list[MarkAtom]) -> bool:
    """Whether circles are radio buttons: several on one line, or short lines with few of them set.

    Bullets of two levels (`●` and `○`) look alike, but there the black ones are not the fewer.
    """
    if sum(isinstance(a, MarkAtom) and _round(a) for a in draft.atoms) > 1:
        return True
    lines = [d for d in drafts if any(isinstance(a, MarkAtom) and _round(a) for a in d.atoms)]
    if any(len(d.text.split()) > _SHORT_LINE for d in lines):
        return False
    chosen = sum(_round(m) and m.state is MarkState.SELECTED for m in marks)
    empty = sum(_round(m) and m.state is MarkState.UNSELECTED for m in marks)
    return 0 < chosen < empty or (chosen == 1 and empty == 1)


def _is_empty_box(mark: MarkAtom) -> bool:
    return mark.boxed and mark.state is MarkState.UNSELECTED


def _round(mark: MarkAtom) -> bool:
    return mark.doubt in (Doubt.CIRCLE, Doubt.DISC) or mark.verbatim[:1] in tuple("◯⚪⭘◉⦿🔘⮾⮿")


def _settle_bullets(drafts: list[Draft]) -> None:
    """Turn bullets that are boxes into marks: hollow boxes, and any sign in a list of several states."""
    boxed = [d for d in drafts if d.label is not None and d.label.box is not None]
    states = {d.label.box.state for d in boxed if d.label is not None and d.label.box is not None}
    empties = any(
        d.label is not None
        and d.label.box is not None
        and d.label.box.boxed
        and d.label.box.state is MarkState.UNSELECTED
        for d in boxed
    )
    prose = sum(len(d.text.split()) > _PROSE_LINE for d in boxed) * 2 > len(boxed)
    for draft in boxed:
        reading = draft.label.box if draft.label is not None else None
        if reading is None or draft.label is None:
            continue
        varied = len(states) > 1 and empties
        certain = reading.boxed and not reading.ambiguous and not (prose and reading.display != "☐")
        if varied or certain:
            confidence = 0.9 if certain else 0.75
            mark = MarkAtom(
                reading.state, "list_bullet", confidence, reading.display, reading.boxed, emphasis=NO_EMPHASIS
            )
            draft.atoms.insert(0, mark)


def build(draft: Draft) -> Paragraph | None:
    """The paragraph of a settled draft; None where it holds nothing that a reader sees."""
    number = draft.label.number if draft.label is not None else None
    inlines = _inlines(draft.atoms, draft.region)
    if not inlines and number is None:
        return None
    if draft.role is Role.BODY and number is None:
        return Paragraph(inlines=inlines, region=draft.region)
    return Paragraph(inlines=inlines, role=draft.role, level=draft.level, number=number, region=draft.region)


def _inlines(atoms: list[Atom], region: CellRegion) -> tuple[Run | Mark, ...]:
    merged: list[Atom] = []
    seen = False
    for atom in atoms:
        if isinstance(atom, TextAtom):
            if not atom.text:
                continue
            seen = seen or not atom.text.isspace()
            last = merged[-1] if merged else None
            if isinstance(last, TextAtom) and last.emphasis == atom.emphasis and last.origin is atom.origin:
                merged[-1] = replace(last, text=last.text + atom.text)
                continue
        else:
            seen = True
        merged.append(atom)
    if not seen:
        return ()
    return tuple(_inline(atom, region) for atom in merged)


def _inline(atom: Atom, region: CellRegion) -> Run | Mark:
    if isinstance(atom, TextAtom):
        if not atom.emphasis and atom.origin is RunOrigin.TEXT:
            return Run(text=atom.text, region=region)  # most runs: half the cost of naming the defaults
        return Run(text=atom.text, emphasis=atom.emphasis, origin=atom.origin, region=region)
    return Mark(
        state=atom.state,
        method=atom.method,
        confidence=atom.confidence,
        verbatim=atom.verbatim,
        boxed=atom.boxed,
        conflict=atom.conflict,
        label=atom.label,
        region=region,
    )


def is_heading(draft: Draft) -> bool:
    """Whether a draft is a heading, which parts one company from the next."""
    return draft.role is Role.HEADING
