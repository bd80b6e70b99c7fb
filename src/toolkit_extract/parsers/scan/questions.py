"""Which boxes of a page answer one question?"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit_extract.parsers.pdf.geometry import Box
from toolkit_extract.parsers.scan.outline import FoundBox

_NEXT_BELOW, _NEXT_BESIDE = 6.0, 30.0
"""Sides of a box within which the next box of a question stands: labels below each other take up to four lines."""


def questions(boxes: Sequence[FoundBox], cells: Sequence[Box] = ()) -> list[list[int]]:
    """Boxes that answer one question, as far as a page can tell: near each other in one column, or in one row.

    Of cells, in points, that hold several boxes, each holds questions of its own.
    """
    home_of = [
        next((number for number, cell in enumerate(cells) if cell.contains(box.box.cx, box.box.cy)), None)
        for box in boxes
    ]
    shared = {cell for cell in home_of if cell is not None and home_of.count(cell) > 1}
    home_of = [cell if cell in shared else None for cell in home_of]
    chains: list[list[int]] = []
    for index in sorted(range(len(boxes)), key=lambda i: (boxes[i].top, boxes[i].x0)):
        box = boxes[index]
        home = next(
            (
                chain for chain in chains
                if home_of[chain[-1]] == home_of[index] and _follows(boxes[chain[-1]], box)
            ),
            None,
        )  # fmt: skip
        if home is None:
            chains.append([index])
        else:
            home.append(index)
    return chains


def _follows(before: FoundBox, box: FoundBox) -> bool:
    below = abs(before.x0 - box.x0) <= box.width // 2 and 0 < box.top - before.top <= _NEXT_BELOW * box.height
    beside = (
        abs(before.top - box.top) <= box.height // 2 and 0 < box.x0 - before.x0 <= _NEXT_BESIDE * box.width
    )
    return below or beside
