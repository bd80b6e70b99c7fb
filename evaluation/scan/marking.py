"""Who marks which boxes of a page with what, and what is each box then?

A rating's boxes are marked together: a hand that changes its mind marks one of the others first and takes it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evaluation.scan.hands import Hand, Target
from evaluation.scan.ink import Sheet
from evaluation.scan.printed import PrintedBox


@dataclass(frozen=True)
class Marked:
    """How one box was marked: the name of the way, or nothing."""

    box: PrintedBox
    how: str = ""

    @property
    def state(self) -> str:
        """What a careful reader says of it."""
        return "selected" if self.box.chosen else "unselected"


def mark_page(sheet: Sheet, boxes: Sequence[PrintedBox], hands: Mapping[str, Hand]) -> list[Marked]:
    """Marks the boxes of one page, rating by rating; `hands` are those of the standards."""
    here = [one for one in boxes if one.box.page == sheet.page]
    marked = []
    for number, name in dict.fromkeys((one.number, one.rating) for one in here):
        rating = [one for one in here if (one.number, one.rating) == (number, name)]
        marked += _mark_rating(sheet, rating, hands[number])
    return marked


def _mark_rating(sheet: Sheet, rating: Sequence[PrintedBox], hand: Hand) -> list[Marked]:
    rng = sheet.rng
    how = {one.code: "printed" for one in rating if one.printed}
    penned = [one for one in rating if one.chosen and not one.printed]
    others = [one for one in rating if not one.chosen]
    if penned and others and rng.random() < hand.corrections:
        wrong = rng.choice(others)
        shape = rng.choice(hand.shapes)
        target = _target(wrong, rating)
        sheet.draw(shape(target, rng), hand.pen)
        sheet.draw(hand.takes_back(target, rng), hand.pen)
        how[wrong.code] = hand.takes_back.__name__
    for one in penned:
        shape = rng.choice(hand.shapes)
        sheet.draw(shape(_target(one, rating), rng), hand.pen)
        how[one.code] = shape.__name__
    return [Marked(one, how.get(one.code, "")) for one in rating]


def _target(one: PrintedBox, rating: Sequence[PrintedBox]) -> Target:
    above = [other.box for other in rating if other.box.bottom <= one.box.top]
    return Target(one.box, one.label, max(above, key=lambda box: box.top) if above else None)
